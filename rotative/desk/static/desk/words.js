/* Words as rotative.core.reading_time counts them: a punctuation mark alone is no word, "1 200 000" is one. In the panel of checks:
   those of the body of the page, not of the menu, the comments or further reading. */
globalThis.deskWords = (() => {
  const BREAKING = /[\u2013\u2014\u2015\u2026\u200b]/g;
  const GROUPED = /\d[ \u00a0\u2009\u202f](?=\d{3}(?!\d))/g;
  return (text) => {
    const tokens = text.replace(BREAKING, " ").replace(/\.{2,}/g, " ").split(/\s+/);
    const spoken = tokens.filter((token) => /[\p{L}\p{N}]/u.test(token)).length;
    return Math.max(0, spoken - (text.match(GROUPED) ?? []).length);
  };
})();
document.addEventListener("w-preview:content", ({ detail: { content } }) => {
  const shown = document.querySelector("[data-desk-words]");
  if (!shown) return;
  const page = new DOMParser().parseFromString(content.innerHTML, "text/html");
  const parts = [...page.querySelectorAll(".article__body > *")].map((part) => part.textContent);
  shown.textContent = page.querySelector(".article__body") ? globalThis.deskWords(parts.join("\n")).toLocaleString(document.documentElement.lang) : "–";
});
