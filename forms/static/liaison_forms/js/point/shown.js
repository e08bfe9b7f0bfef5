/* The map behind "show on the map", for those who handle a matter: fetched when it is opened. */
import { PinMap, read } from "./map.js";

for (const details of document.querySelectorAll("[data-shown-point]")) {
  const area = details.querySelector("[data-map]");
  let map;
  details.addEventListener("toggle", async () => {
    if (!details.open || map) return;
    try {
      map = await PinMap.open(area);
      map.show(read(details.dataset.shownPoint));
    } catch {
      details.querySelector("summary").after(details.dataset.lost);
    }
  });
}
