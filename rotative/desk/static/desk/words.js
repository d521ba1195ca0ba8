/* The words of the text in the panel of checks: those of the body, not of the menu, the comments or further reading. */
document.addEventListener("w-preview:content", ({ detail: { content } }) => {
  const shown = document.querySelector("[data-desk-words]");
  if (!shown) return;
  const page = new DOMParser().parseFromString(content.innerHTML, "text/html");
  const text = [...page.querySelectorAll(".article__body > *")].map((part) => part.textContent).join("\n");
  const parts = new Intl.Segmenter(content.lang, { granularity: "word" }).segment(text);
  const words = [...parts].filter((part) => part.isWordLike).length;
  shown.textContent = page.querySelector(".article__body") ? String(words) : "–";
});
