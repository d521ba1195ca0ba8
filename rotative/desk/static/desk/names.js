/* Things of Wagtail's without a name for screen readers get one: colleagues in the same form, who are pictures, and fields of tags. */
(() => {
  const name = () => {
    for (const field of document.querySelectorAll(".tagit input:not([aria-label])")) {
      const label = field.closest("[data-field-wrapper]")?.querySelector("label")?.textContent.trim();
      if (label) field.setAttribute("aria-label", label);
    }
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
