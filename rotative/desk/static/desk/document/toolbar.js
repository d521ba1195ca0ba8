/* The bar above the text: kinds of blocks, marks, undo; one stop of the Tab key, arrows inside, Alt+F10 from the text. */
import { current, turnInto } from "./commands.js";
import { el, icon } from "./dom.js";
import { editLink } from "./links.js";
import { put } from "./palette.js";

const TURNS = ["paragraph", "intertitle", "subheading", "quotation", "bulleted", "numbered"];

const kindOf = ({ node }) => {
  if (node?.type.name === "list") return node.attrs.ordered ? "numbered" : "bulleted";
  return TURNS.includes(node?.type.name) ? node.type.name : "";
};

export const toolbar = (editor, context) => {
  const { texts } = context;
  const buttons = [];
  const button = (name, label, iconName, run, { pressed = null, enabled = null, text = "" } = {}) => {
    const made = el(
      "button",
      { type: "button", class: "desk-tool", "aria-label": label, title: label, "data-tool": name, tabindex: "-1", onmousedown: (event) => event.preventDefault(), onclick: run },
      text || icon(iconName),
    );
    buttons.push({ made, pressed, enabled });
    return made;
  };
  const mark = (name, iconName, label) =>
    button(name, label, iconName, () => editor.chain().focus().toggleMark(name).run(), { pressed: () => editor.isActive(name) });
  const kinds = el(
    "select",
    { class: "desk-tool desk-tool--kind", "aria-label": texts.kind, title: texts.kind, "data-tool": "kind" },
    TURNS.map((kind) => el("option", { value: kind }, context.palette.find((one) => one.kind === kind)?.label ?? kind)),
    el("option", { value: "", hidden: true }, "–"),
  );
  kinds.addEventListener("change", () => {
    turnInto(editor, kinds.value);
    editor.view.focus();
  });
  const inserts = el(
    "select",
    { class: "desk-tool desk-tool--insert", "aria-label": texts.insert, title: texts.insert, "data-tool": "insert", tabindex: "-1" },
    el("option", { value: "" }, `+ ${texts.insert}`),
    context.palette.filter(({ kind }) => !TURNS.includes(kind)).map(({ kind, label }) => el("option", { value: kind }, label)),
  );
  inserts.addEventListener("change", () => {
    const kind = inserts.value;
    inserts.value = "";
    if (kind) put(editor, context, kind);
  });
  const bar = el(
    "div",
    { class: "desk-toolbar", role: "toolbar", "aria-label": texts.toolbar, "aria-controls": context.textId },
    kinds,
    inserts,
    mark("bold", "bold", texts.bold),
    mark("italic", "italic", texts.italic),
    button("link", texts.link, "link", () => editLink(editor, context), { pressed: () => editor.isActive("link") }),
    mark("superscript", "superscript", texts.superscript),
    mark("subscript", "subscript", texts.subscript),
    button("undo", texts.undo, "", () => editor.chain().focus().undo().run(), { enabled: () => editor.can().undo(), text: "↶" }),
    button("redo", texts.redo, "", () => editor.chain().focus().redo().run(), { enabled: () => editor.can().redo(), text: "↷" }),
    button("find", texts.find, "search", () => context.find()),
    button("full", texts.full_screen, "expand-right", () => context.fullScreen(), { pressed: () => context.root.classList.contains("desk-document--full") }),
  );
  const tools = () => [...bar.querySelectorAll("button:not([disabled]), select")];
  bar.addEventListener("keydown", (event) => {
    const all = tools();
    const at = all.indexOf(document.activeElement);
    const rtl = getComputedStyle(bar).direction === "rtl";
    const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
    if (event.key === "Escape") editor.view.focus();
    else if (step) all[(at + step + all.length) % all.length].focus();
    else return;
    event.preventDefault();
  });
  let waiting = false;
  const show = () => {
    waiting = false;
    for (const { made, pressed, enabled } of buttons) {
      if (pressed) made.setAttribute("aria-pressed", String(pressed()));
      if (enabled) made.disabled = !enabled();
    }
    kinds.value = kindOf(current(editor.state));
  };
  // Once a frame, however fast somebody types.
  const soon = () => {
    if (!waiting) requestAnimationFrame(show);
    waiting = true;
  };
  editor.on("transaction", soon);
  show();
  return { element: bar, focus: () => tools()[0].focus() };
};
