/* On every page: look after what waits on this device, if anything does. Most visitors get no more than this. */
import { isMarked } from "./store.js";

// The form starts it itself.
if (isMarked() && !document.querySelector("form[data-intake]")) import("./letters.js").then((letters) => letters.start());
