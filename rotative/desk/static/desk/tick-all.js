/* One box ticks every comment or suggestion of the page; without it, each is ticked by hand. */
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-desk-all]")) return;
  for (const box of event.target.form.querySelectorAll('input[name="comment"], input[name="article"]')) box.checked = event.target.checked;
});
