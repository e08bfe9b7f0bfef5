/*
The form's proof of work (forms/proof.py) belongs to its token. A page solves it while somebody types (js/proof.js); a
letter that goes out later, with a fresh token perhaps, has it solved before it goes. Without one it goes all the same.
*/
const LONGEST_WAIT_MILLISECONDS = 8000;
const FIELD = "proof";

export function riddleOf(form) {
  const field = form.querySelector("[data-riddle]");
  return field ? { ...field.dataset } : null;
}

/** Give the form another one, that of the token it is given. */
export function setRiddle(form, riddle) {
  const field = form.querySelector("[data-riddle]");
  if (field && riddle) Object.assign(field.dataset, riddle);
}

function solved({ salt, challenge, signature, most, worker: address }) {
  return new Promise((resolve) => {
    const worker = new Worker(address);
    const finish = (number) => {
      worker.terminate();
      resolve(number >= 0 ? `${number}.${signature}` : "");
    };
    setTimeout(() => finish(-1), LONGEST_WAIT_MILLISECONDS);
    worker.addEventListener("message", ({ data }) => finish(data));
    worker.addEventListener("error", () => finish(-1));
    worker.postMessage({ salt, challenge, most: Number(most) });
  });
}

/** The letter's proof among its hidden fields, unless it is there already. */
export async function prove(letter) {
  const field = letter.hidden.find(([name]) => name === FIELD);
  if (field && !field[1] && letter.riddle) field[1] = await solved(letter.riddle).catch(() => "");
}
