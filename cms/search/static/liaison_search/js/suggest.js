/*
 * Suggestions under every search field (cms.search.views.suggest), as a combobox with a list: arrows choose, Enter goes
 * there, Escape closes. Without this script, or when anything fails, the form is a plain one.
 */
const PAUSE_MILLISECONDS = 180;

let number = 0;

const makeOption = (suggestion, id) => {
  const option = document.createElement("li");
  option.id = id;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.dataset.url = suggestion.url;
  const text = document.createElement("span");
  text.textContent = suggestion.text;
  if (suggestion.lang) text.lang = suggestion.lang;
  const note = document.createElement("small");
  note.textContent = suggestion.note;
  option.append(text, note);
  return option;
};

const start = (form) => {
  const input = form.elements.q;
  const id = `suggestions-${++number}`;
  const list = document.createElement("ul");
  Object.assign(list, { id, className: "search-box__list", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.getAttribute("aria-label"));
  const status = document.createElement("span");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  let timer = 0;
  let running = null;
  let asked = input.defaultValue.trim();
  let chosen = -1;

  const choose = (place) => {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = place;
    const option = list.children[chosen];
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  };

  const open = (isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    choose(-1);
  };

  const go = (option) => location.assign(option.dataset.url);

  const show = ({ suggestions, status: words }) => {
    list.replaceChildren(...suggestions.map((each, place) => makeOption(each, `${id}-${place}`)));
    open(suggestions.length > 0 && document.activeElement === input);
    status.textContent = words;
  };

  const ask = async () => {
    const typed = input.value.trim();
    if (typed === asked) return;
    asked = typed;
    running?.abort();
    if (!typed) {
      open(false);
      status.textContent = "";
      return;
    }
    running = new AbortController();
    try {
      const address = `${form.dataset.searchBox}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address, { credentials: "omit", signal: running.signal });
      if (answer.ok) show(await answer.json());
    } catch {
      // no network, or a newer question: the form still searches
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MILLISECONDS);
  };

  input.addEventListener("input", (event) => {
    if (!event.isComposing) later();
  });
  input.addEventListener("compositionend", later);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const { length } = list.children;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the field keeps its words
      open(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && length) {
      event.preventDefault();
      if (list.hidden) open(true);
      // Behind the last one and before the first one is the field itself.
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((chosen + 1 + step + length + 1) % (length + 1)) - 1);
    } else if (event.key === "Enter" && !list.hidden && chosen >= 0) {
      event.preventDefault();
      go(list.children[chosen]);
    }
  });
  input.addEventListener("blur", () => open(false));
  input.addEventListener("focus", () => {
    if (list.children.length && input.value.trim() === asked) open(true);
  });
  if (document.activeElement === input) later(); // something may have been typed while this file was on its way
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (option) go(option);
  });
};

document.querySelectorAll("[data-search-box]").forEach(start);
