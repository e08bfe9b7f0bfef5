/*
 * Solves the form's riddle (forms/proof.py) in a worker while somebody types. A form that is sent before it is solved
 * waits a moment: its submit event goes to nobody else until then. Without a solution it goes all the same.
 *
 * A script that puts other fields into the form tells so by the event "liaison:renewed": the riddle is another one then.
 */
(() => {
  const LONGEST_WAIT_MS = 8000;
  const form = document.querySelector("[data-riddle]")?.form;
  if (!form || !window.Worker) return;
  let field;
  let worker;
  let isOver;
  let goOn;

  const begin = () => {
    if (worker) worker.terminate();
    field = form.querySelector("[data-riddle]");
    worker = undefined;
    goOn = undefined;
    isOver = !field || field.value !== "";
  };

  const finish = (number) => {
    if (isOver) return;
    isOver = true;
    worker.terminate();
    if (number >= 0) field.value = `${number}.${field.dataset.signature}`;
    if (goOn) goOn();
  };

  const start = () => {
    if (worker || isOver) return;
    const { salt, challenge, most, worker: address } = field.dataset;
    try {
      worker = new Worker(address);
    } catch {
      isOver = true;
      return;
    }
    worker.addEventListener("message", ({ data }) => finish(data));
    worker.addEventListener("error", () => finish(-1));
    worker.postMessage({ salt, challenge, most: Number(most) });
  };

  const hold = (event) => {
    if (event.target !== form) return;
    start();
    if (isOver) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (goOn) return;
    const button = event.submitter || form.querySelector("[type=submit]");
    const note = document.createElement("p");
    note.className = "fine";
    note.setAttribute("role", "status");
    button.before(note);
    note.textContent = field.dataset.wait;
    goOn = () => {
      note.remove();
      button.click();
    };
    const mine = worker;
    setTimeout(() => mine === worker && finish(-1), LONGEST_WAIT_MS);
  };

  begin();
  form.addEventListener("focusin", start);
  form.addEventListener("input", start);
  form.addEventListener("liaison:renewed", begin);
  document.addEventListener("submit", hold, true); // before the form's own listeners
})();
