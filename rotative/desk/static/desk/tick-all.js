/* One box ticks every comment of the page; without it, each is ticked by hand. */
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-desk-all]")) return;
  for (const box of event.target.form.querySelectorAll('input[name="comment"]')) box.checked = event.target.checked;
});
