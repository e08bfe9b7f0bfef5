/*
The directory by distance and on a map, each only when somebody presses its button. One file holds the venues of the
filter; distances are reckoned here, and nothing tells the server where the visitor is.
*/
import { locate } from "../locate.js";
import { distance, spoken } from "./distance.js";
import { fill } from "./row.js";

const AT_ONCE = 20; // rows of the list by distance, until more are asked for
const ROUGH_METRES = 200; // an accuracy worse than this is told

class Places {
  constructor(box) {
    Object.assign(this, { box, words: box.dataset });
    for (const name of ["tools", "said", "near", "streets", "row", "map", "more"]) {
      this[name] = box.querySelector(`[data-${name}]`);
    }
    this.list = this.near.querySelector("ol");
    this.on("near", (button) => this.sort(button));
    this.on("map", (button) => this.toggle(button));
    this.more.addEventListener("click", () => this.grow());
    box.addEventListener("focusin", ({ target }) => this.point(target.closest("[data-code]")));
    this.tools.hidden = false;
  }

  on(act, done) {
    const button = this.tools.querySelector(`[data-act="${act}"]`);
    button?.addEventListener("click", () => done(button));
  }

  say(text) {
    this.said.textContent = text;
  }

  /** The venues of the filter, fetched once. Rejects with "lost". */
  async venues() {
    if (!this.known) {
      const answer = await fetch(this.words.source).catch(() => ({}));
      if (!answer.ok) throw "lost";
      this.known = (await answer.json()).venues;
    }
    return this.known;
  }

  /** The list by distance in place of the list by street, and back. */
  async sort(button) {
    if (this.isSorting) return;
    if (!this.near.hidden) return this.show(button, false);
    this.isSorting = true;
    this.say(this.words.searching);
    try {
      const [coords, venues] = await Promise.all([locate(), this.venues()]);
      this.rank(venues, coords);
      this.show(button, true);
      this.tell(coords.accuracy);
    } catch (problem) {
      this.say(this.words[problem] ?? this.words.unavailable);
    }
    this.isSorting = false;
  }

  show(button, isNear) {
    this.near.hidden = !isNear;
    this.streets.hidden = isNear;
    button.setAttribute("aria-pressed", String(isNear));
    if (!isNear) this.say("");
  }

  /** The nearest first; those that nobody put on the map come last, in their order. */
  rank(venues, { latitude, longitude }) {
    const metres = ({ at }) => (at ? distance([latitude, longitude], at) : Infinity);
    this.ranked = venues.map((venue) => ({ venue, metres: metres(venue) }));
    this.ranked.sort((one, other) => (one.metres === other.metres ? 0 : one.metres - other.metres));
    this.list.replaceChildren();
    this.grow();
  }

  /** Some rows more; of those that were asked for the first gets the focus. */
  grow() {
    const shown = this.list.childElementCount;
    for (const { venue, metres } of this.ranked.slice(shown, shown + AT_ONCE)) {
      const item = document.createElement("li");
      item.append(fill(this.row, venue, this.far(metres)));
      this.list.append(item);
    }
    this.more.hidden = this.list.childElementCount === this.ranked.length;
    if (shown) this.list.children[shown].querySelector("a").focus();
  }

  far(metres) {
    return Number.isFinite(metres) ? spoken(metres, this.words) : this.words.nowhere;
  }

  tell(accuracy) {
    const [nearest] = this.ranked;
    if (!Number.isFinite(nearest?.metres)) return this.say(this.words.unplaced);
    const rough = accuracy > ROUGH_METRES ? ` ${this.words.accuracy.replace("{distance}", this.far(accuracy))}` : "";
    this.say(this.words.sorted.replace("{distance}", this.far(nearest.metres)) + rough);
  }

  async toggle(button) {
    if (this.isOpening) return;
    this.isOpening = true;
    this.say("");
    try {
      const isOpen = this.venueMap ? this.map.hidden : await this.open();
      this.map.hidden = !isOpen;
      if (isOpen) this.venueMap.refresh();
    } catch {
      this.map.hidden = true;
      this.say(this.words.lost);
    }
    this.box.classList.toggle("by-map", !this.map.hidden);
    button.setAttribute("aria-expanded", String(!this.map.hidden));
    this.isOpening = false;
  }

  async open() {
    const [venues, { VenueMap }] = await Promise.all([this.venues(), import("./map.js")]);
    this.map.hidden = false; // Leaflet measures it
    this.box.classList.add("by-map");
    const placed = venues.filter(({ at }) => at);
    this.venueMap = await VenueMap.open(this.map.querySelector(".map"), placed, (venue) => fill(this.row, venue), this.words);
    return true;
  }

  /** A row that got the focus shows where it is. */
  point(row) {
    if (row && this.venueMap && !this.map.hidden && !this.map.contains(row)) this.venueMap.point(row.dataset.code);
  }
}

for (const box of document.querySelectorAll("[data-places]")) new Places(box);
