/* On the receipt and the status page: remember this matter on this device, if its author says so, and only then. */
import { isShared } from "./draft.js";
import { forget, isRemembered, remember } from "./matters.js";

const box = document.querySelector("[data-remember]");

async function show(state) {
  const shown = state ?? ((await isRemembered(box.dataset.number)) ? "kept" : "offer");
  for (const part of box.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== shown;
}

async function start() {
  const { number, most } = box.dataset;
  const code = decodeURIComponent(location.pathname.split(`/${number}/`)[1]).split("/")[0]; // of /s/NUMBER/CODE/
  const isKept = await isRemembered(number);
  if (isShared() && !isKept) return; // the next person would read it
  box.querySelector("[data-act=remember]").addEventListener("click", async () => {
    const done = await remember({ number, code }, Number(most));
    await show(done ? "kept" : "full");
    box.querySelector("[data-state]:not([hidden])").focus();
  });
  box.querySelector("[data-act=forget]").addEventListener("click", async () => {
    await forget(number);
    await show("offer");
    box.querySelector("[data-act=remember]").focus();
  });
  await show();
  box.hidden = false;
}

if (box) start();
