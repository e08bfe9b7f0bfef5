/*
A map by Leaflet, fetched when the first one is opened. Its tiles are the operator's choice; their server learns of each
visitor's look at a place what any server does, and from which site, but no page.
*/
const CLOSE = 16; // zoom: a lane and its houses
const FARTHEST = { point: { lat: 35, lng: 105 }, zoom: 4 }; // the country, where nobody says more
const STEP = 12; // pixels, for one press of an arrow
const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
const ZOOMS = { "+": 1, "=": 1, "-": -1 };

let loading;

function loaded(element) {
  return new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
}

async function load({ leaflet, leafletCss }) {
  loading ??= Promise.all([
    loaded(Object.assign(document.createElement("link"), { rel: "stylesheet", href: leafletCss })),
    loaded(Object.assign(document.createElement("script"), { src: leaflet })),
  ]);
  try {
    await loading;
  } catch (error) {
    loading = undefined; // the network may be back next time
    throw error;
  }
  return window.L;
}

/** {lat, lng} of "32.394100,119.435600"; null of anything else. */
export function read(text) {
  const [lat, lng, ...more] = text.split(",").map((part) => (part.trim() ? Number(part) : NaN));
  return Number.isFinite(lat) && Number.isFinite(lng) && !more.length ? { lat, lng } : null;
}

function textOnly(text) {
  return Object.assign(document.createElement("p"), { textContent: text }).innerHTML;
}

export class PinMap {
  /** Open the map in `area` (includes/map_area.html). `picked({lat, lng})`: the pin was put there; without, it stays. */
  static async open(area, picked = null) {
    const L = await load(area.dataset);
    area.hidden = false;
    return new PinMap(L, area, picked);
  }

  constructor(L, area, picked) {
    const { layers, subdomains, attribution, around, zoomIn, zoomOut } = area.dataset;
    Object.assign(this, { L, area, picked });
    this.map = L.map(area, { keyboard: !picked, zoomControl: false });
    this.map.attributionControl.setPrefix(false);
    L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(this.map);
    for (const layer of layers.split(" ")) {
      const options = { subdomains, attribution: textOnly(attribution), referrerPolicy: "origin" };
      L.tileLayer(layer, options).addTo(this.map);
    }
    const start = read(around);
    this.map.setView(start ?? FARTHEST.point, start ? CLOSE : FARTHEST.zoom);
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
