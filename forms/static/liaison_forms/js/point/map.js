/* A map with one pin, which shows a point or is moved to it. */
import { CLOSE, openMap } from "../../../cms/js/map.js";

export { read } from "../../../cms/js/map.js";

const STEP = 12; // pixels, for one press of an arrow
const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
const ZOOMS = { "+": 1, "=": 1, "-": -1 };

export class PinMap {
  /** Open the map in `area`. `picked({lat, lng})`: the pin was put there; without, it stays. */
  static async open(area, picked = null) {
    return new PinMap(await openMap(area, { keyboard: !picked }), area, picked);
  }

  constructor(map, area, picked) {
    Object.assign(this, { L: window.L, map, picked });
    if (!picked) return;
    this.map.on("click", (event) => picked(event.latlng.wrap()));
    area.addEventListener("keydown", (event) => event.target === area && this.press(event));
  }

  /** After it was hidden. */
  refresh() {
    this.map.invalidateSize();
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (ARROWS[event.key]) {
      const from = this.map.latLngToContainerPoint(this.pin?.getLatLng() ?? this.map.getCenter());
      this.picked(this.map.containerPointToLatLng(from.add(ARROWS[event.key])).wrap());
    } else if (ZOOMS[event.key]) {
      this.map.setZoom(this.map.getZoom() + ZOOMS[event.key]);
    } else return;
    event.preventDefault();
  }

  /** The pin at `point`, in sight; none for null. */
  show(point) {
    if (!point) {
      this.pin?.remove();
      this.pin = null;
      return;
    }
    if (!this.pin) {
      const icon = this.L.divIcon({ className: "map__pin", iconSize: [28, 28], iconAnchor: [14, 34] });
      this.pin = this.L.marker(point, { icon, keyboard: false, draggable: Boolean(this.picked), interactive: Boolean(this.picked) });
      this.pin.on("dragend", () => this.picked(this.pin.getLatLng().wrap()));
      this.pin.addTo(this.map);
    }
    this.pin.setLatLng(point);
    if (!this.map.getBounds().contains(point)) this.map.setView(point, Math.max(this.map.getZoom(), CLOSE));
    else this.map.panInside(point, { padding: [40, 40] });
  }
}
