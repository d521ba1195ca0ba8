/** Each `data-reply` link chooses its comment in the form it leads to and puts the cursor there. */
for (const link of document.querySelectorAll("[data-reply]")) {
  link.addEventListener("click", () => {
    const form = document.querySelector("form:has([name=parent])");
    form.elements.parent.value = link.dataset.reply;
    requestAnimationFrame(() => form.elements.name.focus());
  });
}
