/* How the nodes that are more than text are shown while one writes: cards with fields, tables, quotations, boxes. */
import { Extension, pm } from "../../django_prose_editor/editor.js";

import { el, icon, uniqueId } from "./dom.js";
import { group } from "./fields.js";

const setAttribute = (view, getPos, name, value) => {
  const pos = getPos();
  if (pos !== undefined) view.dispatch(view.state.tr.setNodeAttribute(pos, name, value));
};

/* Keys, clicks and pastes in a field are the field's own. */
const fromField = (event) => Boolean(event.target.closest?.("input, textarea, select, button, label, a"));

const cardView = (context) => (node, view, getPos) => {
  const kind = context.kinds[node.attrs.kind];
  const title = uniqueId("card");
  const fields = kind && group(kind.fields, context, (value) => setAttribute(view, getPos, "value", value));
  const dom = el(
    "div",
    { class: `desk-card desk-card--${node.attrs.kind}`, "data-desk-node": "card", "data-id": node.attrs.id, role: "group", "aria-labelledby": title, contenteditable: "false" },
    el("div", { class: "desk-card__head", id: title }, icon(kind?.icon ?? "placeholder"), kind?.label ?? context.texts.unknown),
    fields?.element ?? el("p", {}, context.texts.unknown_help),
  );
  fields?.set(node.attrs.value);
  return {
    dom,
    update: (next) => {
      if (next.type !== node.type || next.attrs.kind !== node.attrs.kind) return false;
      node = next;
      dom.dataset.id = node.attrs.id;
      fields?.set(node.attrs.value);
      return true;
    },
    selectNode: () => dom.classList.add("ProseMirror-selectednode"),
    deselectNode: () => dom.classList.remove("ProseMirror-selectednode"),
    stopEvent: (event) => !/^drag|^drop/.test(event.type) && fromField(event),
    ignoreMutation: () => true,
    destroy: () => fields?.destroy(),
  };
};

const TABLE_ACTS = (texts) => [
  [texts.row_before, "addRowBefore"],
  [texts.row_after, "addRowAfter"],
  [texts.row_remove, "deleteRow"],
  [texts.column_before, "addColumnBefore"],
  [texts.column_after, "addColumnAfter"],
  [texts.column_remove, "deleteColumn"],
  [texts.head_row, "toggleHeaderRow"],
  [texts.head_column, "toggleHeaderColumn"],
];

const tableView = (context) => (node, view, getPos) => {
  const { texts } = context;
  const caption = el("input", { type: "text", dir: "auto", "aria-label": texts.table_caption, placeholder: texts.table_caption });
  caption.value = node.attrs.caption;
  caption.addEventListener("input", () => setAttribute(view, getPos, "caption", caption.value));
  const acts = el(
    "div",
    { class: "desk-table__acts", role: "toolbar", "aria-label": texts.table },
    TABLE_ACTS(texts).map(([label, name]) =>
      el(
        "button",
        {
          type: "button",
          class: "desk-table__act",
          onmousedown: (event) => event.preventDefault(),
          onclick: () => {
            const { state } = view;
            const start = getPos();
            // Buttons work on the cell with the cursor, else on the first one.
            if (!pm.tables.isInTable(state)) view.dispatch(state.tr.setSelection(pm.state.TextSelection.near(state.doc.resolve(start + 3))));
            pm.tables[name](view.state, (tr) => view.dispatch(tr));
            view.focus();
          },
        },
        label,
      ),
    ),
  );
  const contentDOM = el("tbody");
  const head = el("div", { class: "desk-table__head", contenteditable: "false" }, caption, acts);
  const dom = el("div", { class: "desk-table", "data-desk-node": "table" }, head, el("div", { class: "desk-table__scroll" }, el("table", {}, contentDOM)));
  return {
    dom,
    contentDOM,
    update: (next) => {
      if (next.type !== node.type) return false;
      node = next;
      if (caption.value !== node.attrs.caption) caption.value = node.attrs.caption;
      return true;
    },
    stopEvent: (event) => head.contains(event.target),
    ignoreMutation: (change) => !contentDOM.contains(change.target) && change.type !== "selection",
  };
};

/* A part of a block with a name that is shown while it is empty. */
const namedView = (tag, name, text) => (node) => {
  const dom = el(tag, { "data-desk-node": name, dir: "auto", "data-name": text, class: node.content.size ? "" : "is-empty" });
  return {
    dom,
    contentDOM: dom,
    update: (next) => {
      if (next.type !== node.type) return false;
      node = next;
      dom.classList.toggle("is-empty", node.content.size === 0);
      return true;
    },
  };
};

const noteView = (context) => (node, view, getPos) => {
  const { texts } = context;
  const dom = el("button", { type: "button", class: "desk-footnote", "data-desk-node": "footnote", contenteditable: "false" }, "*");
  const show = () => {
    dom.title = node.attrs.text;
    dom.setAttribute("aria-label", `${texts.footnote}: ${node.attrs.text}`);
  };
  const edit = () => {
    const field = el("textarea", { rows: 3, dir: "auto", "aria-label": texts.footnote });
    field.value = node.attrs.text;
    const close = () => {
      dialog.close();
      dialog.remove();
      view.focus();
    };
    const save = () => {
      setAttribute(view, getPos, "text", field.value.trim());
      close();
    };
    const dialog = el(
      "dialog",
      { class: "desk-dialog", "aria-label": texts.footnote, oncancel: close },
      field,
      el(
        "div",
        { class: "desk-dialog__acts" },
        el("button", { type: "button", class: "button button-small", onclick: save }, texts.keep),
        el("button", { type: "button", class: "button button-small button-secondary", onclick: close }, texts.cancel),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
    field.focus();
  };
  dom.addEventListener("click", edit);
  show();
  // A note that was just put in has no text yet.
  if (!node.attrs.text && context.ready) queueMicrotask(edit);
  return {
    dom,
    update: (next) => {
      if (next.type !== node.type) return false;
      node = next;
      show();
      return true;
    },
    stopEvent: (event) => event.type !== "dragstart",
    ignoreMutation: () => true,
  };
};

export const views = (context) =>
  Extension.create({
    name: "views",
    addProseMirrorPlugins: () => [
      new pm.state.Plugin({
        props: {
          nodeViews: {
            card: cardView(context),
            table: tableView(context),
            footnote: noteView(context),
            quotationSource: namedView("footer", "quotationSource", context.texts.who_said_it),
            boxTitle: namedView("header", "boxTitle", context.texts.box_title),
            eventDate: namedView("time", "eventDate", context.texts.event_date),
          },
        },
      }),
    ],
  });
