/*
A map by Leaflet, fetched when the first one is opened. Its tiles are the operator's choice; their server learns of each
visitor's look at a place what any server does, and from which site, but no page.
*/
export const CLOSE = 16; // zoom: a lane and its houses
const FARTHEST = { point: { lat: 35, lng: 105 }, zoom: 4 }; // the country, where nobody says more

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

/** A Leaflet map in `area` (cms/includes/map_area.html), with its tiles. `options` as Leaflet takes them. */
export async function openMap(area, options) {
  const L = await load(area.dataset);
  const { layers, subdomains, attribution, around, zoomIn, zoomOut } = area.dataset;
  area.hidden = false;
  const map = L.map(area, { ...options, zoomControl: false });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ position: "bottomleft", zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  for (const layer of layers.split(" ")) {
    L.tileLayer(layer, { subdomains, attribution: textOnly(attribution), referrerPolicy: "origin" }).addTo(map);
  }
  const start = read(around);
  map.setView(start ?? FARTHEST.point, start ? CLOSE : FARTHEST.zoom);
  return map;
}
