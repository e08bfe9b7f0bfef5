/*
Where on the map: the browser's own location, asked for by a click and never before, or a pin on a map where the operator
named tiles. What is kept is the text of one field, which the device's draft keeps like any other.
*/
import { locate } from "../../../cms/js/locate.js";
import { PinMap, read } from "./map.js";

const DECIMALS = 6;
const SHOWN_DECIMALS = 5;

class PointField {
  constructor(box) {
    Object.assign(this, { box, input: box.querySelector("input"), words: box.dataset, area: box.querySelector("[data-map]") });
    this.said = box.querySelector("[data-said]");
    this.on("locate", () => this.locate());
    this.on("map", (button) => this.toggle(button));
    this.on("remove", () => this.remove());
    this.input.addEventListener("input", () => this.show());
    box.hidden = false;
  }

  on(act, done) {
    const button = this.box.querySelector(`[data-act="${act}"]`);
    button?.addEventListener("click", () => done(button));
  }

  say(text) {
    this.said.textContent = text;
  }

  /** What the field holds, in words and on the map. */
  show() {
    if (this.shown === this.input.value) return;
    this.shown = this.input.value;
    const point = read(this.shown);
    this.box.querySelector('[data-act="remove"]').hidden = !point;
    this.map?.show(point);
    const { chosen } = this.words;
    const degrees = (number) => number.toFixed(SHOWN_DECIMALS);
    this.say(point ? chosen.replace("{latitude}", degrees(point.lat)).replace("{longitude}", degrees(point.lng)) : "");
  }

  set(text) {
    this.input.value = text;
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
    this.input.dispatchEvent(new Event("change", { bubbles: true })); // whole at once: kept at once
  }

  pick({ lat, lng }) {
    this.set(`${lat.toFixed(DECIMALS)},${lng.toFixed(DECIMALS)}`);
  }

  remove() {
    this.set("");
    this.say(this.words.removed);
    this.box.querySelector('[data-act="locate"]').focus();
  }

  async locate() {
    this.say(this.words.searching);
    try {
      const { latitude, longitude, accuracy } = await locate();
      this.shown = null; // the same place again is an answer, too
      this.pick({ lat: latitude, lng: longitude });
      this.said.append(` ${this.words.accuracy.replace("{metres}", Math.ceil(accuracy))}`);
    } catch (problem) {
      this.say(this.words[problem] ?? this.words.unavailable);
    }
  }

  async toggle(button) {
    if (this.isOpening) return;
    this.isOpening = true;
    try {
      if (this.map) this.area.hidden = !this.area.hidden;
      else await this.open();
    } catch {
      this.say(this.words.lost);
    }
    this.isOpening = false;
    button.setAttribute("aria-expanded", String(!this.area.hidden));
    if (this.area.hidden) return;
    this.map.refresh();
    this.area.focus();
  }

  async open() {
    this.map = await PinMap.open(this.area, (point) => this.pick(point));
    this.map.show(read(this.input.value));
  }
}

const fields = new WeakMap();

function showAll() {
  for (const box of document.querySelectorAll("[data-point]")) {
    if (!fields.has(box)) fields.set(box, new PointField(box));
    fields.get(box).show();
  }
}

document.addEventListener("liaison:renewed", showAll); // other fields came in place of those
document.addEventListener("liaison:filled", showAll);
showAll();
