/* Wagtail remembers a form as it is two seconds after it was opened, and as it is when a save by itself is answered. What somebody
   types before that, or while the answer is under way, would count as saved: it is saved again here. */
(() => {
  const OWN = ["csrfmiddlewaretoken", "loaded_revision_id", "loaded_revision_created_at", "next", "overwrite_revision_id"];
  const said = (data, without) => {
    const kept = [...data].filter(([name, value]) => typeof value === "string" && !without.includes(name));
    return new URLSearchParams(kept).toString();
  };
  const start = () => {
    const form = document.querySelector("form[data-controller~='w-unsaved']");
    if (!form) return;
    const again = () => setTimeout(() => form.setAttribute("data-w-unsaved-force-value", "true"));
    let sent = null;
    let early = false;
    const typed = () => (early = true);
    form.addEventListener("input", typed);
    form.addEventListener(
      "w-unsaved:watch-edits",
      () => {
        form.removeEventListener("input", typed);
        if (early) again();
      },
      { once: true },
    );
    form.addEventListener("w-autosave:save", ({ detail }) => (sent = detail.formData));
    form.addEventListener("w-autosave:success", ({ detail }) => {
      const without = [...OWN, ...Object.keys(detail.response?.field_updates ?? {})];
      if (sent && said(sent, without) !== said(new FormData(form), without)) again();
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
