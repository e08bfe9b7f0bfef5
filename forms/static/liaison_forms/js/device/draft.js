/*
What is being written in a form, kept on this device until it is sent, cleared or too old: one draft a form.

A draft keeps the form's token, so that the same words, sent from two windows or once more after a crash, count once; but
not when the notice of how personal data are handled has changed meanwhile: what was shown last is what was agreed to.
*/
import { becomeAgain, empty, fieldsOf, fill, ownOf, writtenIn } from "./fields.js";
import { all, get, put, remove, removeAll } from "./store.js";

export const DAY = 24 * 60 * 60 * 1000;
const PAUSE_MILLISECONDS = 300;
const SHARED = "liaison-shared";

/** Whether somebody said that this phone or computer is not theirs alone: it then keeps no drafts. */
export function isShared() {
  try {
    return localStorage.getItem(SHARED) !== null;
  } catch {
    return true; // nor could it be told otherwise
  }
}

export function setShared(isOn) {
  if (isOn) localStorage.setItem(SHARED, "1");
  else localStorage.removeItem(SHARED);
}

/** Whatever was written on this device goes, in whichever form, and receipts too; not what still waits to be sent. */
export async function forgetWritten() {
  await removeAll("draft/");
  await removeAll("photos/");
  await removeLetters((letter) => letter.state !== "waiting");
}

/** Remove what is over: drafts, and letters that wait for somebody, not for the network. Returns how many are left. */
export async function sweep() {
  const isOver = ({ until }) => until < Date.now();
  for (const { form } of (await all("draft/")).filter(isOver)) await drop(form);
  await removeLetters(isOver);
  return (await all("draft/")).length + (await all("letter/")).length;
}

async function removeLetters(isUnwanted) {
  for (const { id } of (await all("letter/")).filter(isUnwanted)) await remove(`letter/${id}`);
}

async function drop(form) {
  await remove(`draft/${form}`);
  await remove(`photos/${form}`);
}

export class Draft {
  constructor(form, photos) {
    Object.assign(this, { form, photos, key: form.dataset.intake, days: Number(form.dataset.keptDays) });
    this.first = "typed" in form.dataset ? null : fieldsOf(form); // as the page came; null: filled in already
  }

  get isKept() {
    return this.days > 0 && !this.isOver && !isShared();
  }

  get isBlank() {
    return !this.photos.list.length && JSON.stringify(fieldsOf(this.form)) === JSON.stringify(this.first);
  }

  /** Something was typed: keep it after a short pause. */
  touch() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE_MILLISECONDS);
  }

  async save() {
    clearTimeout(this.timer);
    if (!this.isKept) return;
    if (this.isBlank) return this.drop();
    await put(`draft/${this.key}`, {
      form: this.key,
      fields: fieldsOf(this.form),
      ...ownOf(this.form),
      notice: this.form.dataset.notice,
      until: Date.now() + this.days * DAY,
    });
  }

  async savePhotos() {
    if (this.isKept) await put(`photos/${this.key}`, this.photos.list);
    await this.save();
  }

  async drop() {
    clearTimeout(this.timer);
    await drop(this.key);
  }

  /** The form as it came, and nothing kept. */
  async clear() {
    empty(this.form);
    fill(this.form, this.first ?? []);
    this.photos.clear();
    await this.drop();
  }

  /** Put back what was kept. False when there is nothing, or when the page came back with something typed already. */
  async restore() {
    await sweep();
    if (!this.first || !this.isKept) return false;
    const kept = await get(`draft/${this.key}`);
    const photos = (await get(`photos/${this.key}`)) ?? [];
    if (!kept || !this.isBlank) return false;
    fill(this.form, writtenIn(this.form, kept));
    if (kept.notice === this.form.dataset.notice) becomeAgain(this.form, kept);
    await this.photos.restore(photos);
    return true;
  }
}
