/* The pieces of a page that scripts fill in. Their words stand in a template, in the visitor's language. */
let source = document.querySelector("template[data-parts]")?.content;

/** Fetch the pieces from `url` on a page that brings none; false without a network. */
export async function fetchParts(url) {
  if (source) return true;
  try {
    const text = await (await fetch(url)).text();
    source = new DOMParser().parseFromString(text, "text/html").querySelector("template[data-parts]").content;
  } catch {
    return false;
  }
  return true;
}

/** A fresh copy of the piece `name`; `slots` are texts by the name of their slot. */
export function part(name, slots = {}) {
  const copy = document.importNode(source.querySelector(`[data-part="${name}"]`), true);
  for (const [slot, text] of Object.entries(slots)) copy.querySelector(`[data-slot="${slot}"]`).textContent = text;
  return copy;
}

export function slot(element, name) {
  return element.querySelector(`[data-slot="${name}"]`);
}
