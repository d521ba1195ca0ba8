/* Colleagues who are in the same form are pictures; Wagtail says who they are only under the mouse. Here they have names. */
(() => {
  const name = () => {
    for (const button of document.querySelectorAll("button.w-editing-sessions__session:not([aria-label])")) {
      // The tooltip takes its text out of the page.
      const shown = button._tippy?.props.content;
      const text = button.querySelector(".w-editing-sessions__popup")?.textContent ?? shown?.textContent ?? String(shown ?? "").replace(/<[^<>]*>/g, " ");
      const words = text.replace(/\s+/g, " ").trim();
      if (words) button.setAttribute("aria-label", words);
    }
  };
  const start = () => {
    name();
    new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
