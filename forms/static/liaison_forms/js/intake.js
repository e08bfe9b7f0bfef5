/* Says at once that chosen photos are too many or too large: sending them first would cost minutes, and the choice. */
(() => {
  const field = document.querySelector("[data-photos-most]");
  if (!field) return;
  const note = document.createElement("p");
  note.className = "errorlist";
  note.setAttribute("role", "alert");
  field.before(note);
  field.addEventListener("change", () => {
    const files = [...field.files];
    const isLarge = files.some((file) => file.size > Number(field.dataset.photosMostBytes));
    const isMany = files.length > Number(field.dataset.photosMost);
    note.textContent = isMany ? field.dataset.photosTooMany : isLarge ? field.dataset.photosTooLarge : "";
    if (isMany || isLarge) field.value = "";
  });
})();
