/*
Letters: forms that were handed in without a network. They wait on this device and are sent once, as soon as any page of
the site is open with a network; the receipt waits in turn until it was looked at.

A letter's state is waiting, sent (all that is left of it is the way to the receipt) or returned (the server wants it
changed). The last two wait for a person, `days` at most: then `sweep` removes them. Only one window sends at a time; where browsers have no locks, the token makes two sendings count once.
*/
import { DAY, sweep } from "./draft.js";
import { fetchParts, part, slot } from "./parts.js";
import { deliver, reason } from "./send.js";
import { all, get, put, remove, unmark } from "./store.js";

const PAUSES = [5, 15, 30, 60, 120, 300]; // seconds between tries while a page stays open
const windows = "BroadcastChannel" in window ? new BroadcastChannel("liaison-letters") : null;
const desk = { form: "", awaited: "", takeBack: null, isFree: null }; // the form on this page, and the letter that it just wrote
let sending = "";
let failures = 0;
let timer;

const keyOf = (letter) => `letter/${letter.id}`;

/** Whether `letter` is kept now and will be sent. */
export async function add(letter) {
  const isKept = await put(keyOf(letter), { ...letter, state: "waiting", since: Date.now() });
  if (isKept) desk.awaited = letter.id;
  await tell();
  return isKept;
}

/** Something else is being written: the receipt must not take its place. */
export function awaitNone() {
  desk.awaited = "";
}

/**
 * Look after what waits: show it, send it now and whenever the network may be back. Of the page's form: its key, whether
 * it is free to take a letter back, and how it does.
 */
export async function start(ofForm = {}) {
  Object.assign(desk, ofForm);
  windows?.addEventListener("message", () => show());
  addEventListener("online", () => flush());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
  await forgetSeen();
  if (!(await sweep())) unmark();
  await show();
  await flush();
}

/** A receipt that is on the screen needs no reminder. */
async function forgetSeen() {
  for (const letter of await all("letter/")) {
    if (letter.state === "sent" && new URL(letter.url).pathname === location.pathname) await remove(keyOf(letter));
  }
}

/** Letters came or went. */
export async function tell() {
  windows?.postMessage("changed");
  await show();
}

export async function flush() {
  clearTimeout(timer);
  if (sending) return;
  if (navigator.locks) await navigator.locks.request("liaison-letters", { ifAvailable: true }, (lock) => lock && sendAll());
  else await sendAll();
  await bringBackReturned();
  const waiting = (await all("letter/")).filter((letter) => letter.state === "waiting");
  if (!waiting.length) return;
  const pause = PAUSES[Math.min(failures, PAUSES.length - 1)] * 1000;
  const told = Math.min(...waiting.map((letter) => (letter.notBefore ?? 0) - Date.now()));
  timer = setTimeout(flush, Math.max(pause, told));
}

async function sendAll() {
  for (const { id, state, notBefore } of await all("letter/")) {
    if (state !== "waiting" || (notBefore ?? 0) > Date.now() || navigator.onLine === false) continue;
    sending = id;
    await show();
    await sendOne(await get(`letter/${id}`));
    sending = "";
    await tell();
  }
}

async function sendOne(letter) {
  if (letter?.state !== "waiting") return; // another window was quicker
  const answer = await deliver(letter, { renewed: (changed) => put(keyOf(changed), changed) });
  failures = answer.kind === "lost" ? failures + 1 : 0;
  const until = Date.now() + letter.days * DAY;
  const fits = await get(keyOf(letter)); // taken back or thrown away meanwhile?
  if (answer.kind === "receipt") {
    const { id, form, page, parts, days } = letter;
    await put(keyOf(letter), { id, form, page, parts, days, until, state: "sent", url: answer.url, number: answer.number });
  } else if (fits && (answer.kind === "lost" || answer.status === 429)) {
    await put(keyOf(letter), { ...letter, tries: (letter.tries ?? 0) + 1, notBefore: Date.now() + answer.seconds * 1000 });
  } else if (fits) {
    await put(keyOf(letter), { ...letter, state: "returned", until, problem: reason(answer) });
  }
}

// --- What the page shows ---------------------------------------------------------------------------------------------

async function show() {
  const letters = await all("letter/");
  const seen = letters.find((letter) => letter.id === desk.awaited && letter.state === "sent");
  if (seen && document.visibilityState === "visible") return location.replace(seen.url);
  if (letters.length && !(await fetchParts(letters[0].parts))) return;
  if (letters.length || document.querySelector("[data-letters]")) holder().replaceChildren(...letters.map(card));
}

function holder() {
  const known = document.querySelector("[data-letters]");
  if (known) return known;
  const made = Object.assign(document.createElement("div"), { className: "letters" });
  made.dataset.letters = "";
  const crumbs = document.querySelector("main > .crumbs");
  if (crumbs) crumbs.after(made);
  else document.querySelector("main").prepend(made);
  return made;
}

function card(letter) {
  const state = letter.id === sending ? "sending" : letter.state;
  const shown = part(`letter-${state}`);
  shown.dataset.letter = letter.id;
  const texts = { said: letter.said, number: letter.number, problem: letter.problem, days: letter.days };
  for (const [name, text] of Object.entries(texts)) if (slot(shown, name)) slot(shown, name).textContent = text ?? "";
  const isHere = letter.form === desk.form && desk.takeBack;
  for (const button of shown.querySelectorAll("[data-act]")) wire(button, letter, isHere);
  const receipt = shown.querySelector("a[data-receipt]");
  if (receipt) receipt.href = letter.url;
  const failed = slot(shown, "failed");
  if (failed) failed.hidden = !letter.tries;
  return shown;
}

function wire(button, letter, isHere) {
  const acts = {
    retry: () => put(keyOf(letter), { ...letter, notBefore: 0 }).then(flush),
    change: () => (isHere ? bringBack(letter) : location.assign(letter.page)),
    remove: () => confirm(button.dataset.confirm) && remove(keyOf(letter)).then(tell),
  };
  button.addEventListener("click", acts[button.dataset.act]);
}

/** What the server wants changed goes back into its form, where that stands open and empty. */
async function bringBackReturned() {
  const returned = (await all("letter/")).find(({ form, state }) => form === desk.form && state === "returned");
  if (returned && desk.isFree?.()) await bringBack(returned);
}

async function bringBack(letter) {
  if (!(await desk.takeBack(letter))) return;
  await remove(keyOf(letter));
  await tell();
}
