/*
Venues on a map: each a button with a name, which opens what the list says of it. Those that would cover each other are
one button with their number, which goes nearer; so there are never more than the map has room for.
*/
import { CLOSE, openMap } from "../map.js";

const SIZE = 32; // pixels
const APART = 38; // pixels: nearer than this they cover each other
const NEAREST = 18; // zoom: houses; from there on nothing is put together
const POPUP = { minWidth: 220, maxWidth: 300 };

export class VenueMap {
  /** `venues` of points.json that have a place; `card(venue)` makes the element that a marker opens. */
  static async open(area, venues, card, words) {
    const map = await openMap(area, { keyboard: true });
    return new VenueMap(map, area, venues, card, words);
  }

  constructor(map, area, venues, card, words) {
    Object.assign(this, { L: window.L, map, area, venues, card, words, markers: new Map() });
    if (venues.length) this.go(venues, false);
    map.on("moveend", () => this.draw());
    map.on("popupopen", ({ popup }) => this.opened(popup.getElement()));
    map.on("popupclose", ({ popup }) => this.closed(popup));
    area.addEventListener("keydown", (event) => this.press(event));
    this.draw();
  }

  /** After it was hidden. */
  refresh() {
    this.map.invalidateSize();
  }

  /** Enter is Leaflet's own. */
  press(event) {
    if (event.key === "Escape") this.map.closePopup();
    if (event.key !== " " || !event.target.matches(".map__venue")) return;
    event.preventDefault();
    event.target.click();
  }

  go(venues, animate = true) {
    this.map.fitBounds(venues.map(({ at }) => at), { padding: [SIZE, SIZE], maxZoom: NEAREST, animate });
  }

  /** What is in sight in groups, most of them of one; the venue that is shown stands alone. */
  groups() {
    const bounds = this.map.getBounds().pad(0.1);
    const found = [];
    for (const venue of this.venues) {
      if (!bounds.contains(venue.at)) continue;
      const spot = this.map.latLngToLayerPoint(venue.at);
      const isFree = venue === this.shown || this.map.getZoom() >= NEAREST;
      const group = !isFree && found.find((each) => !each.isFree && each.spot.distanceTo(spot) < APART);
      if (group) group.venues.push(venue);
      else found.push({ spot, isFree, venues: [venue] });
    }
    return found.map(({ venues }) => venues);
  }

  /** Markers for what is in sight; those that are there already stay, and so does the focus on them. */
  draw() {
    const wanted = new Map(this.groups().map((venues) => [venues.map(({ code }) => code).join(" "), venues]));
    for (const [key, marker] of this.markers) {
      if (wanted.has(key) || marker.isPopupOpen()) continue;
      marker.remove();
      this.markers.delete(key);
    }
    for (const [key, venues] of wanted) {
      if (!this.markers.has(key)) this.markers.set(key, venues.length > 1 ? this.group(venues) : this.single(venues[0]));
    }
  }

  single(venue) {
    const { [`mark${venue.kind}`]: html, today, comma } = this.words;
    const name = [venue.name, venue.facts[0], venue.today ? today : ""].filter(Boolean).join(comma);
    const marker = this.put(venue.at, html, `map__venue--${venue.kind}${venue.today ? " map__venue--today" : ""}`, name);
    return marker.bindPopup(() => this.card(venue), POPUP);
  }

  group(venues) {
    const isToday = venues.some(({ today }) => today);
    const name = this.words.group.replace("{number}", venues.length);
    const [lat, lng] = [0, 1].map((axis) => venues.reduce((sum, { at }) => sum + at[axis], 0) / venues.length);
    const marker = this.put([lat, lng], venues.length, `map__venue--group${isToday ? " map__venue--today" : ""}`, name);
    const nearer = () => {
      const hadFocus = marker.getElement() === document.activeElement;
      this.go(venues);
      if (hadFocus) this.area.focus(); // the button goes
    };
    return marker.on("click", nearer).on("keypress", ({ originalEvent }) => originalEvent.key === "Enter" && nearer());
  }

  put(at, html, kind, name) {
    const icon = this.L.divIcon({ className: `map__venue ${kind}`, html, iconSize: [SIZE, SIZE] });
    const marker = this.L.marker(at, { icon, title: name, riseOnHover: true }).addTo(this.map);
    marker.getElement().setAttribute("aria-label", name);
    return marker;
  }

  /** Shows the venue with this code, and leaves the focus where it is. */
  point(code) {
    this.map.closePopup();
    this.shown = this.venues.find((venue) => venue.code === code);
    if (!this.shown) return this.draw();
    if (this.map.getZoom() < CLOSE || !this.map.getBounds().contains(this.shown.at)) {
      this.map.setView(this.shown.at, Math.max(this.map.getZoom(), CLOSE - 2), { animate: false });
    }
    this.draw();
    this.markers.get(code).openPopup();
  }

  opened(popup) {
    popup.querySelector(".leaflet-popup-close-button").setAttribute("aria-label", this.words.close);
    if (this.area.contains(document.activeElement)) popup.querySelector("a[data-part]").focus();
  }

  closed(popup) {
    if (popup.getElement()?.contains(document.activeElement)) popup._source.getElement()?.focus();
  }
}
