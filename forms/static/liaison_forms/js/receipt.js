/* Buttons that need a script: copy the address, print. Without a script the words beside them do. */
(() => {
  const actions = document.querySelector("[data-receipt-actions]");
  if (!actions) return;
  const copy = actions.querySelector("[data-receipt-copy]");
  const link = document.querySelector("[data-receipt-link]");
  if (navigator.clipboard) {
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(link.href);
      copy.textContent = copy.dataset.done;
    });
  } else {
    copy.hidden = true;
  }
  actions.querySelector("[data-receipt-print]").addEventListener("click", () => window.print());
  actions.hidden = false;
})();
