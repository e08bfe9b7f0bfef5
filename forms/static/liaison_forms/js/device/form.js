/*
The form: what is typed stays on the device, photos are made small, sending shows how far it is. Without a network it
becomes a letter (letters.js). Without scripts, or in a browser too old for these, the form is sent as it ever was.
*/
import { Draft, forgetWritten, isShared, setShared } from "./draft.js";
import { becomeAgain, fieldsOf, fill, loseToken, ownOf, writtenIn } from "./fields.js";
import * as letters from "./letters.js";
import { forgetAll, remembered } from "./matters.js";
import { part, slot } from "./parts.js";
import { Photos } from "./photos.js";
import { deliver, reason } from "./send.js";

const QUARTER = 25; // per cent: how often progress is put in words

class Desk {
  constructor(form) {
    this.form = form;
    this.photos = new Photos(() => this.draft.savePhotos());
    this.draft = new Draft(form, this.photos);
    this.below = document.querySelector("[data-below-form]");
    this.photos.mount(form.elements.photos);
    form.addEventListener("input", () => this.draft.touch());
    form.addEventListener("change", () => this.draft.save()); // a tick is whole at once
    document.addEventListener("submit", (event) => event.target === form && this.submit(event)); // after other scripts
    addEventListener("pagehide", () => this.draft.save());
  }

  async open() {
    this.offerToForget();
    if (await this.draft.restore()) this.say("restored", { clear: () => this.clear() }, this.form);
    await letters.start({
      form: this.form.dataset.intake,
      isFree: () => this.draft.isBlank && !this.isBusy,
      takeBack: (letter) => this.takeBack(letter),
    });
  }

  /** The tick for phones and computers that several people use. */
  offerToForget() {
    const line = document.querySelector("[data-kept]");
    const tick = line.querySelector("input");
    if (!this.draft.days) return;
    line.hidden = false;
    tick.checked = isShared();
    line.classList.toggle("kept--not", tick.checked);
    tick.addEventListener("change", () => {
      setShared(tick.checked);
      line.classList.toggle("kept--not", tick.checked);
      if (tick.checked) this.forget();
      else this.draft.savePhotos();
    });
  }

  /** The next person reads nothing of what was written before; "my matters" goes where somebody says so. */
  async forget() {
    await this.draft.drop();
    await forgetWritten();
    await letters.tell();
    const count = (await remembered()).length;
    if (count && !this.below.querySelector('[data-part="shared-mine"]'))
      this.say("shared-mine", { forget: forgetAll }, null, { count });
  }

  async clear() {
    await this.draft.clear();
    this.form.elements.content.focus();
  }

  // --- Sending -------------------------------------------------------------------------------------------------------

  async submit(event) {
    if (event.defaultPrevented) return; // another script has something to finish first
    event.preventDefault();
    if (this.isBusy) return;
    this.isBusy = true;
    this.below.replaceChildren();
    try {
      await this.photos.ready;
      await this.draft.save();
      const letter = this.letter();
      if (navigator.onLine === false) await this.hold(letter);
      else await this.receive(await this.send(letter), letter);
    } finally {
      this.isBusy = false;
      this.form.inert = false;
    }
  }

  letter() {
    const { action, dataset } = this.form;
    const fields = fieldsOf(this.form);
    return {
      id: `${Date.now()}-${Math.random().toString(36).slice(2)}`,
      form: dataset.intake,
      notice: dataset.notice,
      days: this.draft.days,
      action,
      page: location.href,
      parts: dataset.parts,
      said: this.form.elements.content.value.trim(),
      fields,
      ...ownOf(this.form),
      photos: this.photos.list,
    };
  }

  async send(letter) {
    const stopping = new AbortController();
    const shown = this.say("sending", { stop: () => stopping.abort() });
    const [bar, words] = [shown.querySelector("progress"), slot(shown, "percent")];
    this.form.inert = true;
    const answer = await deliver(letter, {
      signal: stopping.signal,
      progress: (share) => {
        bar.value = share;
        const percent = Math.floor((share * 100) / QUARTER) * QUARTER;
        if (words.textContent !== `${percent}`) words.textContent = `${percent}`;
      },
      renewed: (changed) => {
        becomeAgain(this.form, changed);
        return this.draft.save();
      },
    });
    this.form.inert = false;
    this.below.replaceChildren();
    return answer;
  }

  async receive(answer, letter) {
    if (answer.kind === "receipt") return this.leave(answer.url);
    if (answer.kind === "lost") return this.hold(letter);
    if (answer.kind === "stopped") return this.say("stopped");
    const fresh = answer.document?.querySelector("form[data-intake]");
    if (fresh) this.correct(fresh, answer.document.title);
    else this.say("refused", {}, null, { reason: reason(answer) });
    if (answer.seconds && !fresh) this.say("later", {}, null, { minutes: Math.ceil(answer.seconds / 60) });
  }

  async leave(url) {
    await this.draft.clear(); // going back finds an empty form
    this.draft.isOver = true;
    location.replace(url);
  }

  /** The server's form instead of this one, with what is wrong; the photos are still here. */
  correct(fresh, title) {
    this.form.replaceChildren(...document.adoptNode(fresh).childNodes);
    this.photos.mount(this.form.elements.photos);
    this.form.dataset.notice = fresh.dataset.notice;
    document.title = title;
    this.form.dispatchEvent(new CustomEvent("liaison:renewed", { bubbles: true }));
    this.form.querySelector(".error-summary, [role=alert][tabindex]")?.focus();
    this.draft.save();
  }

  // --- Without a network ---------------------------------------------------------------------------------------------

  /** It waits on this device; where nothing may be kept, or something is missing, it stays in the form. */
  async hold(letter) {
    if (!this.form.reportValidity()) return;
    if (!this.draft.isKept || !(await letters.add(letter))) return void this.say("unsent");
    await this.draft.clear();
    loseToken(this.form); // it is the letter's now
    this.show(false);
    this.say("another", { write: () => this.write() });
    document.querySelector(`[data-letter="${letter.id}"]`)?.focus();
  }

  show(isShown) {
    this.form.hidden = !isShown;
    document.querySelector("[data-kept]").hidden = !isShown;
  }

  write() {
    letters.awaitNone();
    this.show(true);
    this.below.replaceChildren();
    this.form.elements.content.focus();
  }

  /** The letter back in the form; false while something else is written there. */
  async takeBack(letter) {
    this.write();
    if (!this.draft.isBlank) {
      this.say("occupied");
      return false;
    }
    fill(this.form, writtenIn(this.form, letter));
    becomeAgain(this.form, letter);
    await this.photos.restore(letter.photos);
    await this.draft.savePhotos();
    if (letter.problem) this.say("returned", {}, this.form, { reason: letter.problem });
    return true;
  }

  /** Show a piece of the page below the button, or before `place`; `acts` are its buttons'. */
  say(name, acts = {}, place = null, slots = {}) {
    const shown = part(name, slots);
    for (const [act, done] of Object.entries(acts)) {
      shown.querySelector(`[data-act="${act}"]`).addEventListener("click", () => {
        shown.remove();
        done();
      });
    }
    if (place) place.before(shown);
    else this.below.append(shown);
    return shown;
  }
}

const form = document.querySelector("form[data-intake]");
if (form) new Desk(form).open();
