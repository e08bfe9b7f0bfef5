/* Look after what waits on this device: loaded by cms/js/page.js where MARK (store.js) says that something does. */
import { start } from "./letters.js";

// The form starts it itself.
if (!document.querySelector("form[data-intake]")) start();
