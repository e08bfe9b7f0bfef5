/* A form's fields as pairs of name and value, whatever fields it has. Hidden ones are the page's own, not the writer's. */
import { riddleOf, setRiddle } from "./riddle.js";

const PASSED_OVER = new Set(["hidden", "file", "submit", "button"]);

function hiddenOf(form) {
  return [...form.querySelectorAll("input[type=hidden][name]")].map((input) => [input.name, input.value]);
}

export function fieldsOf(form) {
  const hidden = new Set(hiddenOf(form).map(([name]) => name));
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !hidden.has(name));
}

/** What was written in `kept`; a consent that was given to another version of the notice is asked for again. */
export function writtenIn(form, { fields, notice }) {
  if (notice === form.dataset.notice) return fields;
  return fields.filter(([name]) => !form.querySelector(`[name="${CSS.escape(name)}"][data-consent]`));
}

/** What makes a form this one: its token and all else that the page hid in it, with the riddle that fits. */
export function ownOf(form) {
  return { hidden: hiddenOf(form), riddle: riddleOf(form) };
}

/** Make `form` the one that `hidden` and `riddle` were taken from. */
export function becomeAgain(form, { hidden, riddle }) {
  for (const [name, value] of hidden) {
    const input = form.querySelector(`input[type=hidden][name="${CSS.escape(name)}"]`);
    if (input) input.value = value;
  }
  setRiddle(form, riddle);
  form.dispatchEvent(new CustomEvent("liaison:renewed", { bubbles: true }));
}

/** A form whose token is used up: the server gives it another when it is sent. */
export function loseToken(form) {
  const { hidden, riddle } = ownOf(form);
  becomeAgain(form, { hidden: hidden.map(([name]) => [name, ""]), riddle });
}

/** Nothing written, nothing ticked, and nothing said to be wrong. */
export function empty(form) {
  for (const control of form.elements) {
    if (PASSED_OVER.has(control.type) || !control.name) continue;
    if (control.type === "checkbox" || control.type === "radio") control.checked = false;
    else if (control.options) control.selectedIndex = control.multiple ? -1 : 0;
    else control.value = "";
  }
  for (const problem of form.querySelectorAll(".error-summary, .errorlist:not([data-slot])")) problem.remove();
  for (const field of form.querySelectorAll(".field--error")) field.classList.remove("field--error");
  for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
}

/** Fill in what was written. A field that was left empty keeps what the page chose, such as a deputy. */
export function fill(form, pairs) {
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  for (const control of form.elements) {
    if (!control.name || PASSED_OVER.has(control.type)) continue;
    const kept = values.get(control.name) ?? [];
    if (control.type === "checkbox" || control.type === "radio") control.checked = kept.includes(control.value);
    else if (kept.some(Boolean)) control.value = kept[0];
    else continue;
    if (control.checked || kept.some(Boolean)) control.closest("details")?.setAttribute("open", "");
  }
  form.dispatchEvent(new CustomEvent("liaison:filled", { bubbles: true }));
}
