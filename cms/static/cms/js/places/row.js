/* A venue as the list says it, made from the page's own template. */
const IDEOGRAPH = /[\u3400-\u9fff]/;
const isChinese = document.documentElement.lang.startsWith("zh");

/** The element with `text`, said to be Chinese where the page is not; it goes where there is no text. */
function put(element, text) {
  if (!text) return element.remove();
  element.textContent = text;
  if (!isChinese && IDEOGRAPH.test(text)) element.lang = "zh-Hans";
}

function link(text, href) {
  const found = Object.assign(document.createElement("a"), { href, rel: "noreferrer" });
  put(found, text);
  return found;
}

/** `parts` in spans, with points between them. */
function pieces(parts) {
  return parts.filter(Boolean).flatMap((part, place) => {
    const span = document.createElement("span");
    put(span, part);
    return place ? [" · ", span] : [span];
  });
}

/** A copy of `template` for `venue`, an entry of points.json; `far` says how far it is, or nothing. */
export function fill(template, venue, far = "") {
  const row = template.content.firstElementChild.cloneNode(true);
  const part = (name) => row.querySelector(`[data-part="${name}"]`);
  row.dataset.code = venue.code;
  part("name").href = venue.url;
  put(part("name"), venue.name);
  put(part("far"), far);
  if (!venue.today) part("today").remove();
  part("facts").append(...pieces(venue.facts));
  put(part("when"), venue.when);
  if (venue.when || !venue.hours) part("open").remove();
  else put(part("hours"), venue.hours);
  const digits = venue.phone.replace(/[^\d+]/g, "");
  if (digits.length > 2) part("ways").append(link(venue.phone, `tel:${digits}`));
  part("ways").append(...venue.maps.map(([text, href]) => link(text, href)));
  if (!part("ways").childElementCount) part("ways").remove();
  return row;
}
