/*
 * While somebody writes what is the matter, shows under the field what is public of the like (forms.views.similar).
 * What is written goes by POST, without a cookie, and is kept nowhere. Whatever fails is not told: the form needs none
 * of it.
 */
(() => {
  const PAUSE_MILLISECONDS = 700;
  const FEWEST_CHARACTERS = 6;
  const MOST_CHARACTERS = 600;
  const REFUSED = [413, 429];

  const box = document.querySelector("[data-similar]");
  const form = box && box.closest("form");
  if (!form || !window.fetch || !window.AbortController) return;
  const { content, place } = form.elements;
  let timer = 0;
  let running = null;
  let asked = "";
  let isRefused = false;

  const show = (html) => {
    if (box.innerHTML !== html) box.innerHTML = html; // else it would be read out once more
  };

  const ask = async () => {
    const written = content.value.trim().slice(0, MOST_CHARACTERS);
    const body = new URLSearchParams({ content: written, place: place.value.trim().slice(0, MOST_CHARACTERS) });
    if (String(body) === asked || isRefused) return;
    asked = String(body);
    if (running) running.abort();
    if (written.length < FEWEST_CHARACTERS) {
      show("");
      return;
    }
    running = new AbortController();
    try {
      const options = { method: "POST", body, credentials: "omit", cache: "no-store", signal: running.signal };
      const answer = await fetch(box.dataset.similar, options);
      isRefused = REFUSED.includes(answer.status);
      show(answer.status === 200 ? (await answer.text()).trim() : "");
    } catch {
      asked = ""; // no network, or a newer question
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MILLISECONDS);
  };

  content.addEventListener("input", later);
  place.addEventListener("input", later);
  if (content.value) later();
})();
