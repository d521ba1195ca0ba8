/* The library's texts of a chosen picture, as placeholders of the fields that may replace them. Without this one reads them in the library. */
(() => {
  const TEXTS = ["alt", "caption", "credit"];
  const known = new Map();

  const card = async (id) => {
    if (!known.has(id)) {
      const asked = fetch(`/desk/pictures/card/?id=${id}`, { headers: { Accept: "application/json" } });
      known.set(id, asked.then((answer) => answer.json()).then(({ pictures }) => pictures[0]).catch(() => undefined));
    }
    return known.get(id);
  };

  /* "picture" and "picture_alt" of the article; "body-3-value-image" and "body-3-value-alt" of a block. */
  const fieldOf = (input, text) => {
    const block = /^(.*-)image$/.exec(input.name);
    const name = block ? `${block[1]}${text}` : `${input.name}_${text}`;
    return input.form?.elements.namedItem(name);
  };

  const show = async (input) => {
    const fields = TEXTS.map((text) => [text, fieldOf(input, text)]).filter(([, field]) => field instanceof HTMLElement);
    if (!fields.length) return;
    const id = input.value;
    const found = /^\d+$/.test(id) ? await card(id) : undefined;
    if (input.value !== id) return;
    for (const [text, field] of fields) field.placeholder = found?.[text] ?? "";
  };

  const isPicture = (input) => input.matches?.('input[type="hidden"][name="picture"], input[type="hidden"][name$="-image"]');
  const all = (root) => root.querySelectorAll?.('input[type="hidden"]').forEach((input) => isPicture(input) && show(input));
  const start = () => {
    all(document);
    document.addEventListener("change", ({ target }) => isPicture(target) && show(target));
    new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === "attributes") isPicture(target) && show(target);
        else for (const node of addedNodes) all(node);
      }
    }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["value"] });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
