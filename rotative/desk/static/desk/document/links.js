/* A link on the selected words: to an address outside, to an article, to a subject. */
import { address } from "./addresses.js";
import { choose } from "./choosers.js";
import { el } from "./dom.js";

const setLink = (editor, attrs, text = "") => {
  const chain = editor.chain().focus();
  const full = { href: null, linktype: null, id: null, lang: null, ...attrs };
  if (editor.isActive("link")) return chain.extendMarkRange("link").setMark("link", full).run();
  if (editor.state.selection.empty) return chain.insertContent({ type: "text", text: text || full.href, marks: [{ type: "link", attrs: full }] }).run();
  return chain.setMark("link", full).run();
};

/* Returns an address a reader can follow, or null. */
const usable = (typed) => {
  const text = typed.trim();
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  if (text.startsWith("/") && !text.startsWith("//")) return text;
  return address(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
};

/* Asks where the selected words lead. */
export const editLink = (editor, context) => {
  const { texts } = context;
  const now = editor.getAttributes("link");
  const field = el("input", { type: "text", inputmode: "url", dir: "ltr", id: "desk-link-address", value: now.href ?? "" });
  const known = now.linktype ? context.sources[now.linktype]?.[now.id] : null;
  const where = now.linktype ? el("p", { dir: "auto" }, `${texts[`link_${now.linktype}`] ?? ""}: ${known?.title ?? texts.gone}`) : null;
  const error = el("p", { class: "desk-dialog__error", role: "alert" });
  const close = () => {
    dialog.close();
    dialog.remove();
    editor.view.focus();
  };
  const save = () => {
    if (!field.value.trim()) return close();
    const href = usable(field.value);
    if (!href) {
      error.textContent = texts.not_an_address;
      return field.focus();
    }
    close();
    return setLink(editor, { href });
  };
  const other = (kind) => () => {
    close();
    choose(kind, context.urls, ({ id, title }) => {
      (context.sources[kind] ??= {})[id] = { id, title };
      setLink(editor, { linktype: kind, id: String(id) }, title);
    });
  };
  const button = (label, onclick, secondary = true) =>
    el("button", { type: "button", class: `button button-small ${secondary ? "button-secondary" : ""}`, onclick }, label);
  const dialog = el(
    "dialog",
    { class: "desk-dialog", "aria-label": texts.link, oncancel: close },
    el("label", { for: field.id }, texts.address),
    field,
    error,
    where,
    el(
      "div",
      { class: "desk-dialog__acts" },
      button(texts.keep, save, false),
      button(texts.link_article, other("article")),
      button(texts.link_subject, other("subject")),
      editor.isActive("link")
        ? button(texts.link_remove, () => {
            close();
            editor.chain().focus().extendMarkRange("link").unsetMark("link").run();
          })
        : null,
      button(texts.cancel, close),
    ),
  );
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    save();
  });
  document.body.append(dialog);
  dialog.showModal();
  field.select();
};
