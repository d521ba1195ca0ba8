/* Blocks and rows of a form get the language and the direction of its text, also those that are added later: for the spelling,
   for full stops, for screen readers. Addresses, numbers and dates keep theirs. */
(() => {
  const TEXTS = 'input[type="text"]:not([data-controller]), textarea, [contenteditable="true"]';
  const start = () => {
    const source = document.querySelector("[data-desk-language]");
    const form = source?.closest("form");
    if (!form) return;
    const give = (field) => {
      if (field.hasAttribute("data-desk-language") || /slug|_at$|-on$/.test(field.name ?? "")) return;
      if (field.lang !== source.lang) field.lang = source.lang;
      if (!field.isContentEditable && field.dir !== source.dir) field.dir = source.dir;
    };
    const all = (root) => root.querySelectorAll?.(TEXTS).forEach(give);
    all(form);
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) all(node.parentElement ?? form);
    }).observe(form, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
