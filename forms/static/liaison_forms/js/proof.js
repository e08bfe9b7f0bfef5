/*
 * Solves the form's riddle (forms/proof.py) in a worker while somebody types. A form that is sent before it is solved
 * waits a moment: its submit event goes to nobody else until then. Without a solution it goes all the same.
 */
(() => {
  const LONGEST_WAIT_MS = 8000;
  const field = document.querySelector("[data-riddle]");
  if (!field || !window.Worker) return;
  const { form } = field;
  const { salt, challenge, signature, most, worker: address, wait } = field.dataset;
  let worker;
  let isOver = false;
  let goOn;

  const finish = (number) => {
    if (isOver) return;
    isOver = true;
    worker.terminate();
    if (number >= 0) field.value = `${number}.${signature}`;
    if (goOn) goOn();
  };

  const start = () => {
    if (worker) return;
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
    const note = document.createElement("p");
    note.className = "fine";
    note.setAttribute("role", "status");
    (event.submitter || form.querySelector("[type=submit]")).before(note);
    note.textContent = wait;
    goOn = () => {
      note.remove();
      form.requestSubmit(event.submitter);
    };
    setTimeout(() => finish(-1), LONGEST_WAIT_MS);
  };

  form.addEventListener("focusin", start);
  form.addEventListener("input", start);
  document.addEventListener("submit", hold, true); // before the form's own listeners
})();
