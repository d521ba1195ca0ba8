/* The menu's search gets its name: a page may have a search of its own, and screen readers list both. */
(() => {
  const name = () => {
    const form = document.querySelector("#wagtail-sidebar form[role=search]");
    const field = form?.querySelector("input");
    const said = field?.getAttribute("aria-label") || field?.placeholder || form?.textContent.trim();
    if (form && said) form.setAttribute("aria-label", said);
    return Boolean(form);
  };
  const start = () => {
    const sidebar = document.getElementById("wagtail-sidebar");
    if (!sidebar || name()) return;
    new MutationObserver((_changes, watch) => name() && watch.disconnect()).observe(sidebar, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
