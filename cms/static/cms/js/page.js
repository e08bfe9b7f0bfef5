/*
What every page does before it is painted, so it is small and has no second file:

Large type is kept in the browser's own storage, so no cookie is needed. Without this file the link ?mode=elder works.
A mark in that storage says that something waits on this device: only then is the module loaded that looks after it.
*/
(function () {
  "use strict";
  var KEY = "liaison-elder";
  var root = document.documentElement;
  var waiting = document.currentScript.dataset;

  function stored(key, refused) {
    try {
      return window.localStorage.getItem(key);
    } catch (error) {
      return refused;
    }
  }

  function keep(isOn) {
    try {
      window.localStorage.setItem(KEY, isOn ? "1" : "0");
    } catch (error) {
      /* storage is refused: the choice holds for this page */
    }
  }

  function show(isOn) {
    root.classList.toggle("elder", isOn);
    document.querySelectorAll("[data-elder-switch]").forEach(function (link) {
      link.querySelector("[data-elder-text]").textContent = isOn ? link.dataset.off : link.dataset.on;
    });
  }

  function load(module) {
    var script = document.createElement("script");
    script.type = "module";
    script.src = module;
    document.head.append(script);
  }

  /* Suggestions come with the first search field that is gone into. */
  function suggest(event) {
    if (!event.target.closest("[data-search-box]")) return;
    document.removeEventListener("focusin", suggest);
    load(waiting.suggest);
  }
  document.addEventListener("focusin", suggest);

  /* An address that asks for large type is served in it, whatever was chosen before. */
  var isAsked = root.classList.contains("elder");
  if (stored(KEY, null) === "1") root.classList.add("elder");

  document.addEventListener("DOMContentLoaded", function () {
    show(root.classList.contains("elder"));
    document.querySelectorAll("[data-elder-switch]").forEach(function (link) {
      link.addEventListener("click", function (event) {
        var isOn = !root.classList.contains("elder");
        keep(isOn);
        if (isAsked) return; /* the link leads to the page that does not ask for it */
        event.preventDefault();
        show(isOn);
      });
    });
    if (stored(waiting.mark, "unknown") !== null) load(waiting.module);
  });
})();
