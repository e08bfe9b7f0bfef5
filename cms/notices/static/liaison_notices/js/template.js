/* The preview follows what is typed. Without this script the button "preview" does the same. */
(() => {
  const form = document.querySelector("[data-notice-template]");
  const shown = document.querySelector("[data-notice-preview]");
  if (!form || !shown) return;
  let timer = 0;
  let latest = 0;

  const refresh = async () => {
    const turn = ++latest;
    try {
      const response = await fetch(form.dataset.previewUrl, { method: "POST", body: new FormData(form) });
      if (response.ok && !response.redirected && turn === latest) shown.innerHTML = await response.text();
    } catch {
      /* No network: the last preview stays. */
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, 300);
  });
})();
