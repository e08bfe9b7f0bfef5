/* Large type: kept in the browser's own storage, so no cookie is needed. Without this file the link ?mode=elder works. */
(function () {
  "use strict";
  var KEY = "liaison-elder";
  var root = document.documentElement;

  function stored() {
    try {
      return window.localStorage.getItem(KEY);
    } catch (error) {
      return null;
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

  var choice = stored();
  if (choice !== null) {
    root.classList.toggle("elder", choice === "1");
  }

  document.addEventListener("DOMContentLoaded", function () {
    show(root.classList.contains("elder"));
    document.querySelectorAll("[data-elder-switch]").forEach(function (link) {
      link.addEventListener("click", function (event) {
        event.preventDefault();
        var isOn = !root.classList.contains("elder");
        keep(isOn);
        show(isOn);
      });
    });
  });
})();
