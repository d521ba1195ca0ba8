/* The body of an article as one document: it is made from the blocks in the form's field, and written back there while one types. */
import { Dropcursor, Editor, Extension, Gapcursor, History, Placeholder, pm } from "../../django_prose_editor/editor.js";

import { newId, toBlocks, toDocument } from "./blocks.js";
import { keys } from "./commands.js";
import { el, filled } from "./dom.js";
import { findBar, finding } from "./find.js";
import { handles } from "./handles.js";
import { editLink } from "./links.js";
import { palette } from "./palette.js";
import { fromHtml, fromText } from "./paste.js";
import { hasOwnNodes, place } from "./placing.js";
import { beginnings, ids, marks, nodes } from "./schema.js";
import { shortcuts } from "./shortcuts.js";
import { toolbar } from "./toolbar.js";
import { drop, takeAlong } from "./uploads.js";
import { views } from "./views.js";
import { read } from "./words.js";

// The form's field follows the text after this pause; before the form is read it always does.
const PAUSE_MS = 250;

const dropped = (context, { pictures, frames, forms }) => {
  const { texts } = context;
  const said = [
    pictures && filled(texts.dropped_pictures, { count: pictures }),
    frames && filled(texts.dropped_frames, { count: frames }),
    forms && filled(texts.dropped_forms, { count: forms }),
  ].filter(Boolean);
  if (said.length) context.say(said.join(" "), { urgent: true });
};

const pasting = (context) =>
  Extension.create({
    name: "pasting",
    priority: 400,
    addProseMirrorPlugins() {
      const { editor } = this;
      return [
        new pm.state.Plugin({
          props: {
            // Copies of blocks get ids of their own.
            transformPasted: (slice) => {
              const fresh = (fragment) =>
                pm.model.Fragment.from(
                  Array.from({ length: fragment.childCount }, (_one, index) => {
                    const node = fragment.child(index);
                    if (node.isText) return node;
                    const attrs = node.attrs.id === undefined ? node.attrs : { ...node.attrs, id: null };
                    return node.type.create(attrs, fresh(node.content), node.marks);
                  }),
                );
              return editor.view.dragging?.move ? slice : new pm.model.Slice(fresh(slice.content), slice.openStart, slice.openEnd);
            },
            handlePaste: (view, event) => {
              const data = event.clipboardData;
              const html = data?.getData("text/html") ?? "";
              if (html && hasOwnNodes(html)) return false;
              if (!html && data?.files.length && drop(editor, context, data.files, view.state.selection.from)) return true;
              if (view.state.selection instanceof pm.tables.CellSelection) return false;
              const text = data?.getData("text/plain") ?? "";
              const read = html ? fromHtml(html) : { nodes: fromText(text), dropped: null };
              if (!read.nodes.length && !read.dropped) return false;
              const send = takeAlong(read.nodes);
              // One line of plain text is typed, with its own spaces.
              if (!html && !/[\r\n]/.test(text)) view.dispatch(view.state.tr.insertText(text).scrollIntoView());
              else place(editor, read.nodes);
              send(editor, context);
              if (read.dropped) dropped(context, read.dropped);
              return true;
            },
            handleDrop: (view, event) => {
              if (view.dragging || !event.dataTransfer?.files.length) return false;
              const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
              return drop(editor, context, event.dataTransfer.files, at?.pos ?? view.state.doc.content.size);
            },
            // A click below the last block goes on writing there.
            handleDOMEvents: {
              click: (view, event) => {
                if (event.target !== view.dom) return false;
                const last = view.dom.lastElementChild?.getBoundingClientRect();
                if (!last || event.clientY < last.bottom || view.state.doc.lastChild.type.name === "paragraph") return false;
                const end = view.state.doc.content.size;
                const tr = view.state.tr.insert(end, view.state.schema.nodes.paragraph.create());
                view.dispatch(tr.setSelection(pm.state.TextSelection.create(tr.doc, end + 1)).scrollIntoView());
                return true;
              },
            },
          },
        }),
      ];
    },
  });

const linkKey = (context) =>
  Extension.create({
    name: "linkKey",
    addKeyboardShortcuts() {
      return {
        "Mod-k": () => {
          editLink(this.editor, context);
          return true;
        },
        "Mod-Shift-f": () => {
          context.find();
          return true;
        },
        "Alt-F10": () => {
          context.toTools();
          return true;
        },
        "Shift-F10": () => {
          context.openMenu();
          return true;
        },
      };
    },
  });

/* Shows what is wrong with a block, under it. */
const errors = (found) =>
  Extension.create({
    name: "errors",
    addProseMirrorPlugins: () => [
      new pm.state.Plugin({
        props: {
          decorations: (state) => {
            if (!Object.keys(found).length) return null;
            const drawn = [];
            state.doc.forEach((node, pos) => {
              const said = found[node.attrs.id];
              if (!said) return;
              drawn.push(pm.view.Decoration.node(pos, pos + node.nodeSize, { class: "desk-wrong" }));
              drawn.push(
                pm.view.Decoration.widget(pos + node.nodeSize, () => el("p", { class: "desk-wrong__text", role: "alert", contenteditable: "false" }, said.join(" ")), { side: -1 }),
              );
            });
            return pm.view.DecorationSet.create(state.doc, drawn);
          },
        },
      }),
    ],
  });

const placeholders = (texts) =>
  Placeholder.configure({
    showOnlyCurrent: false,
    includeChildren: true,
    placeholder: ({ node, editor }) => {
      if (node.type.name === "paragraph") return editor.isEmpty ? texts.begin : editor.state.selection.$from.parent === node ? texts.slash : "";
      return texts[`empty_${node.type.name}`] ?? "";
    },
  });

/* Makes the editor of one field. */
export const mount = (root) => {
  const field = root.querySelector("textarea");
  const setup = JSON.parse(root.querySelector("[data-desk-document-setup]").textContent);
  const { texts, language } = setup;
  const status = el("p", { class: "desk-document__status", role: "status", "aria-live": "polite" });
  const text = el("div", { class: "desk-document__text" });
  const context = {
    ...setup,
    root,
    newId,
    ready: false,
    textId: `${field.id}-text`,
    redraw: new Set(),
    say: (words, { urgent = false } = {}) => {
      status.textContent = words;
      status.classList.toggle("desk-document__status--urgent", urgent);
    },
    /* Asks the desk about things that were just chosen, so that cards can show them. */
    learn: async (kind, ids) => {
      if (kind !== "picture") return context.redraw.forEach((draw) => draw());
      const query = new URLSearchParams(ids.map((id) => ["id", id]));
      const answer = await fetch(`${setup.urls.card}?${query}`, { headers: { Accept: "application/json" } }).catch(() => null);
      const { pictures = [] } = answer?.ok ? await answer.json() : {};
      for (const one of pictures) (context.sources.picture ??= {})[one.id] = one;
      return context.redraw.forEach((draw) => draw());
    },
    fullScreen: () => {
      root.classList.toggle("desk-document--full");
      document.body.classList.toggle("desk-writing", root.classList.contains("desk-document--full"));
      editor.view.focus();
    },
  };
  const editor = new Editor({
    element: text,
    extensions: [
      ...nodes, ...marks, ids(newId), beginnings(setup.direction), keys, shortcuts, finding, errors(setup.errors), History, Gapcursor, Dropcursor.configure({ width: 3 }),
      placeholders(texts), views(context), palette(context), pasting(context), linkKey(context),
    ],
    editorProps: {
      attributes: {
        id: context.textId,
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": texts.text,
        "aria-haspopup": "listbox",
        lang: language,
        dir: setup.direction,
        class: "desk-text",
        spellcheck: "true",
      },
    },
  });
  const { doc, memory } = toDocument(editor.schema, JSON.parse(field.value || "[]"));
  editor.view.updateState(pm.state.EditorState.create({ doc, plugins: editor.view.state.plugins }));

  let waiting = null;
  const write = () => {
    clearTimeout(waiting);
    if (waiting === null) return;
    waiting = null;
    field.value = JSON.stringify(toBlocks(editor.view.state.doc, memory));
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    tell();
  };
  const tell = () => root.dispatchEvent(new CustomEvent("rotative:words", { bubbles: true, detail: read(editor.view.state.doc) }));
  editor.on("update", () => {
    clearTimeout(waiting);
    waiting = setTimeout(write, PAUSE_MS);
  });
  field.form?.addEventListener("formdata", ({ formData }) => {
    write();
    if (formData.has(field.name)) formData.set(field.name, field.value);
  });
  field.form?.addEventListener("submit", write, { capture: true });
  addEventListener("beforeunload", write, { capture: true });

  const tools = toolbar(editor, context);
  const found = findBar(editor, context);
  context.find = found.open;
  context.toTools = tools.focus;
  const handle = handles(editor, context);
  context.openMenu = handle.open;
  // The tools are above the text and come after it: Tab leads from the field before into the text.
  root.append(text, el("div", { class: "desk-document__bar" }, tools.element, found.element), status);
  root.addEventListener("keydown", (event) => {
    // In a field of the text, Enter does not send the form.
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
    if (event.key === "Escape" && root.classList.contains("desk-document--full") && !event.defaultPrevented) context.fullScreen();
  });
  context.ready = true;
  // Other scripts of the form begin to listen when the page is read.
  if (document.readyState !== "complete") addEventListener("DOMContentLoaded", tell, { once: true });
  root.deskDocument = { editor, memory, toBlocks: () => toBlocks(editor.view.state.doc, memory), write };
  tell();
  const [first] = Object.keys(setup.errors);
  if (first) root.querySelector(".desk-wrong")?.scrollIntoView({ block: "center" });
  return root.deskDocument;
};

for (const root of document.querySelectorAll("[data-desk-document]")) if (!root.deskDocument) mount(root);
