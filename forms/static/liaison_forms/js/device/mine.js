/* The page "my matters", and the count of them on the page that asks for number and code. */
import { ask, forget, forgetAll, remembered } from "./matters.js";
import { part, slot } from "./parts.js";

const list = document.querySelector("[data-mine]");
const count = document.querySelector("[data-mine-count]");

function card(matter, state) {
  const shown = part(state ? "matter" : "matter-unknown", { number: matter.number });
  if (state) {
    const link = shown.querySelector("a");
    link.href = state.url;
    link.textContent = state.heading;
    slot(shown, "tag").classList.add(`tag--${state.tone || "quiet"}`);
    for (const name of ["tag", "sentence", "due"]) slot(shown, name).textContent = state[name];
  }
  const button = shown.querySelector("[data-act=forget]");
  button.setAttribute("aria-label", `${button.textContent.trim()} ${matter.number}`);
  button.addEventListener("click", () => forget(matter.number).then(again));
  return shown;
}

/** What is known without the network: numbers. */
function bare(matter) {
  const shown = card(matter, { heading: matter.number, url: addressOf(matter), tag: "", tone: "", sentence: "", due: "" });
  slot(shown, "number").textContent = "";
  return shown;
}

function addressOf({ number, code }) {
  return list.dataset.status.replace("NUMBER", encodeURIComponent(number)).replace("CODE", encodeURIComponent(code));
}

async function show() {
  const matters = await remembered();
  document.querySelector("[data-mine-all]").hidden = matters.length < 2;
  document.querySelector("[data-mine-none]").hidden = matters.length > 0;
  if (!matters.length) return list.replaceChildren();
  const answer = await ask(list.dataset.mine, matters);
  const problem = document.querySelector("[data-mine-problem]");
  problem.replaceChildren(...(answer.problem ? [words(answer)] : []));
  list.replaceChildren(
    ...matters.map((matter, position) => (answer.matters ? card(matter, answer.matters[position]) : bare(matter))),
  );
}

function words({ problem, seconds }) {
  return part(`mine-${problem}`, problem === "limited" ? { minutes: `${Math.ceil(seconds / 60)}` } : {});
}

async function again() {
  await show();
  document.querySelector("h1").focus();
}

async function start() {
  document.querySelector("[data-mine-without]").hidden = true;
  const all = document.querySelector("[data-mine-all] button");
  all.addEventListener("click", () => confirm(all.dataset.confirm) && forgetAll().then(again));
  addEventListener("online", show);
  await show();
}

async function tellCount() {
  const matters = await remembered();
  if (!matters.length) return;
  slot(count, "count").textContent = matters.length;
  count.hidden = false;
}

if (list) start();
if (count) tellCount();
