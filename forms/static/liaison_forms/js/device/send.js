/*
Sending a form that was filled in, as a browser would, but with progress and without losing the page.

A letter is {action, notice, fields, hidden, riddle, photos}. `deliver` resolves to {kind, …}:
  receipt  accepted; `url` of the receipt, `number`
  lost     nobody knows whether it arrived: the same letter may be sent again, its token makes it count once
  stopped  by the writer
  wrong    the server's `document` holds the form with what is wrong
  refused  the server's `document` says why it takes nothing now; `seconds`: when to come back, if it said so
*/
import { ownOf } from "./fields.js";
import { prove } from "./riddle.js";

const STALLED_MILLISECONDS = 60_000; // nothing moved for that long: the network is gone, whatever the browser believes

function bodyOf(letter) {
  const body = new FormData();
  for (const [name, value] of [...letter.fields, ...letter.hidden]) body.append(name, value);
  for (const { name, blob } of letter.photos) body.append("photos", blob, name);
  body.append("photos_kept", "1"); // this page keeps them when something else is wrong
  return body;
}

function meaning(request) {
  const { status, response: page } = request;
  const remembered = page?.querySelector("[data-remember]");
  if (status === 200 && remembered) return { kind: "receipt", url: request.responseURL, ...remembered.dataset };
  const seconds = Number(request.getResponseHeader("Retry-After")) || 0;
  if (status >= 400 && status < 500) {
    return { kind: page?.querySelector("form[data-intake]") ? "wrong" : "refused", document: page, status, seconds };
  }
  return { kind: "lost", seconds }; // a gateway's error, or the page of some hotel's network
}

function post(letter, { progress, signal }) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    let stalled;
    const watch = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), STALLED_MILLISECONDS);
    };
    request.open("POST", letter.action);
    request.responseType = "document";
    request.upload.onprogress = (event) => {
      watch();
      progress?.(event.total ? event.loaded / event.total : 0);
    };
    request.onload = () => resolve(meaning(request));
    request.onerror = () => resolve({ kind: "lost", seconds: 0 });
    request.onabort = () => resolve({ kind: signal?.aborted ? "stopped" : "lost", seconds: 0 });
    request.onloadend = () => clearTimeout(stalled);
    signal?.addEventListener("abort", () => request.abort());
    watch();
    request.send(bodyOf(letter));
  });
}

/** Whether the notice that the writer read still holds, as far as somebody consented to it (letters of old do not say). */
function isStillAgreed({ fields, notice }, form) {
  const consents = [...form.querySelectorAll("[data-consent]")].map((input) => input.name);
  return !notice || notice === form.dataset.notice || !fields.some(([name]) => consents.includes(name));
}

/**
 * Send `letter`. A token that is too old is replaced by the one that the server answers with, once, unless a consent was
 * given to another version of the notice: that is for its writer to give again. `renewed(letter)` keeps it before it is used. Options: `progress(share)`, `signal`, `renewed`.
 */
export async function deliver(letter, options = {}) {
  await prove(letter);
  const answer = await post(letter, options);
  const form = answer.kind === "wrong" && answer.document.querySelector("form[data-intake]");
  if (!form || !("again" in form.dataset) || !isStillAgreed(letter, form)) return answer;
  Object.assign(letter, ownOf(form));
  await options.renewed?.(letter);
  await prove(letter);
  return post(letter, options);
}

/** What the server's page says in words: what is wrong with the form, or the first lines of its message. */
export function reason(answer) {
  const words = answer.document?.querySelectorAll(".error-summary li, main .message p, main [role=alert] p") ?? [];
  return [...words].map((line) => line.textContent.trim()).slice(0, 2).join(" ");
}
