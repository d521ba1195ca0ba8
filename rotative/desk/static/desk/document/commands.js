/* What a key or a button does to the blocks of the document. Each command takes an editor and says whether it did something. */
import { Extension, pm } from "../../django_prose_editor/editor.js";

const { TextSelection, NodeSelection, Selection } = pm.state;
const { Fragment } = pm.model;

/* Returns the block right under the document that holds the selection: its node, position and place among the others. */
export const current = (state) => {
  const { $from } = state.selection;
  if ($from.depth === 0) {
    const node = state.selection.node ?? $from.nodeAfter ?? $from.nodeBefore;
    return { node, pos: $from.pos, index: $from.index(0) };
  }
  return { node: $from.node(1), pos: $from.before(1), index: $from.index(0) };
};

const inside = (state, name) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1)
    if ($from.node(depth).type.name === name) return { depth, node: $from.node(depth), pos: $from.before(depth) };
  return null;
};

const plainText = (textblock) => {
  const found = [];
  textblock.forEach((leaf) => {
    if (leaf.isText) found.push(leaf.mark([]));
    else if (leaf.type.name === "hardBreak") found.push(leaf);
  });
  return found;
};

const dispatch = (editor, tr) => {
  editor.view.dispatch(tr.scrollIntoView());
  editor.view.focus();
  return true;
};

/* Puts the cursor at the first place for text at or after a position. */
const cursorAt = (tr, pos) => tr.setSelection(Selection.near(tr.doc.resolve(Math.min(pos, tr.doc.content.size))));

const paragraphAfter = (editor, pos, node) => {
  const { tr, schema } = editor.state;
  const at = pos + node.nodeSize;
  tr.insert(at, schema.nodes.paragraph.create());
  return dispatch(editor, tr.setSelection(TextSelection.create(tr.doc, at + 1)));
};

/* Returns a new node of a kind, with the text that is where it will be. */
export const made = (schema, kind, text = Fragment.empty, value = null) => {
  const { nodes } = schema;
  const lines = nodes.quotationText.validContent(text) ? text : Fragment.empty;
  switch (kind) {
    case "intertitle":
    case "subheading":
      return nodes[kind].create(null, nodes[kind].validContent(text) ? text : Fragment.empty);
    case "quotation":
      return nodes.quotation.create(null, [nodes.quotationText.create(null, lines), nodes.quotationSource.create()]);
    case "bulleted":
    case "numbered":
      return nodes.list.create({ ordered: kind === "numbered" }, [
        nodes.listItem.create(null, [nodes.paragraph.create(null, text)]),
      ]);
    case "table": {
      const row = (type) => nodes.tableRow.create(null, [1, 2, 3].map(() => nodes[type].create()));
      return nodes.table.create(null, [row("tableHeader"), row("tableCell"), row("tableCell")]);
    }
    case "fact_box":
      return nodes.factBox.create(null, [nodes.boxTitle.create(), nodes.paragraph.create(null, text)]);
    case "timeline":
      return nodes.timeline.create(null, [
        nodes.boxTitle.create(),
        nodes.timelineEvent.create(null, [nodes.eventDate.create(), nodes.paragraph.create(null, text)]),
      ]);
    case "rule":
      return nodes.rule.create();
    case "paragraph":
      return nodes.paragraph.create(null, text);
    default:
      return nodes.card.create({ kind, value: value ?? {} });
  }
};

/* Puts a new block after the current one, or in the place of an empty paragraph. value: of a card. */
export const insert = (editor, kind, { value = null, at = null } = {}) => {
  const { state } = editor;
  const { tr, schema } = state;
  const { node, pos } = at ?? current(state);
  const one = made(schema, kind, Fragment.empty, value);
  const empty = node?.type.name === "paragraph" && node.content.size === 0;
  const start = empty ? pos : pos + (node?.nodeSize ?? 0);
  if (empty) tr.replaceWith(start, start + node.nodeSize, one);
  else tr.insert(start, one);
  const isText = one.isTextblock || !one.isAtom;
  // After a rule or a card one goes on writing.
  if (!isText && tr.doc.resolve(start + one.nodeSize).nodeAfter?.type.name !== "paragraph")
    tr.insert(start + one.nodeSize, schema.nodes.paragraph.create());
  if (isText) cursorAt(tr, start + 1);
  else if (kind === "rule") cursorAt(tr, start + one.nodeSize + 1);
  else tr.setSelection(NodeSelection.create(tr.doc, start));
  dispatch(editor, tr);
  return start;
};

/* Makes the current block one of another kind, with its text. */
export const turnInto = (editor, kind) => {
  const { state } = editor;
  const { $from } = state.selection;
  if (!$from.parent.isTextblock) return false;
  if (kind === "bulleted" || kind === "numbered") return toggleList(editor, kind === "numbered");
  const top = current(state);
  if (inside(state, "list") && editor.commands.liftListItem("listItem")) return turnInto(editor, kind);
  if (top.node.type.name === "quotation" || top.node.isTextblock) {
    const rich = kind === "paragraph" || kind === "fact_box" || kind === "timeline";
    const source = top.node.type.name === "quotation" ? top.node.firstChild : top.node;
    const text = Fragment.from(rich ? source.content : plainText(source));
    const whole = kind === "intertitle" || kind === "subheading" ? Fragment.from(text.textBetween(0, text.size, " ", " ") ? state.schema.text(text.textBetween(0, text.size, " ", " ")) : null) : text;
    const one = made(state.schema, kind, whole);
    const tr = state.tr.replaceWith(top.pos, top.pos + top.node.nodeSize, one);
    const offset = Math.min($from.parentOffset, whole.size);
    let start = top.pos + 1;
    one.descendants((child, at) => {
      if (child.isTextblock && child.content.size === whole.size && start === top.pos + 1) start = top.pos + 1 + at + 1;
    });
    return dispatch(editor, tr.setSelection(TextSelection.near(tr.doc.resolve(start + (one.isTextblock ? offset : Math.min(offset, whole.size))))));
  }
  return false;
};

export const toggleList = (editor, ordered) => {
  const list = inside(editor.state, "list");
  if (!list) {
    const { state } = editor;
    const { $from } = state.selection;
    if (!$from.parent.isTextblock) return false;
    if ($from.parent.type.name !== "paragraph" && !turnInto(editor, "paragraph")) return false;
    return editor.chain().focus().wrapIn("list", { ordered }).run();
  }
  if (list.node.attrs.ordered === ordered) return editor.chain().focus().liftListItem("listItem").run();
  return dispatch(editor, editor.state.tr.setNodeAttribute(list.pos, "ordered", ordered));
};

/* Moves the block at a position before (-1) or after (1) its neighbour. */
export const move = (editor, step, at = null) => {
  const { state } = editor;
  const { node, pos } = at ?? current(state);
  if (!node) return false;
  const { $from } = state.selection;
  const within = state.selection.from - pos;
  const { tr } = state;
  let target;
  if (step < 0) {
    const before = tr.doc.resolve(pos).nodeBefore;
    if (!before) return true;
    target = pos - before.nodeSize;
  } else {
    const after = tr.doc.resolve(pos + node.nodeSize).nodeAfter;
    if (!after) return true;
    target = pos + after.nodeSize;
  }
  tr.delete(pos, pos + node.nodeSize).insert(target, node);
  if (node.isAtom) tr.setSelection(NodeSelection.create(tr.doc, target));
  else if ($from.depth > 0 && within > 0 && within < node.nodeSize) tr.setSelection(TextSelection.near(tr.doc.resolve(target + within)));
  return dispatch(editor, tr);
};

export const remove = (editor, { node, pos }) => {
  const { tr, schema } = editor.state;
  if (editor.state.doc.childCount === 1) tr.replaceWith(pos, pos + node.nodeSize, schema.nodes.paragraph.create());
  else tr.delete(pos, pos + node.nodeSize);
  return dispatch(editor, cursorAt(tr, pos));
};

export const duplicate = (editor, { node, pos }) => {
  const copy = node.type.create({ ...node.attrs, id: null }, node.content, node.marks);
  return dispatch(editor, editor.state.tr.insert(pos + node.nodeSize, copy));
};

const enterInQuotation = (editor, { $from }) => {
  const name = $from.parent.type.name;
  if (name === "quotationSource") return paragraphAfter(editor, $from.before(1), $from.node(1));
  const before = $from.nodeBefore;
  const atEnd = $from.parentOffset === $from.parent.content.size;
  if (atEnd && before?.type.name === "hardBreak") {
    const tr = editor.state.tr.delete($from.pos - 1, $from.pos);
    return dispatch(editor, cursorAt(tr, tr.mapping.map($from.after()) + 1));
  }
  return editor.commands.insertContent({ type: "hardBreak" });
};

const enterInTimeline = (editor, state) => {
  const { $from } = state.selection;
  const event = inside(state, "timelineEvent");
  if (!event || $from.parent.content.size > 0) return false;
  const { tr, schema } = state;
  const last = $from.index(event.depth) === event.node.childCount - 1;
  if (!last) return false;
  if (event.node.textContent === "") {
    // An empty entry at the end leads out of the timeline.
    const timeline = inside(state, "timeline");
    if (timeline.node.childCount > 2) tr.delete(event.pos, event.pos + event.node.nodeSize);
    const at = tr.mapping.map(timeline.pos + timeline.node.nodeSize);
    tr.insert(at, schema.nodes.paragraph.create());
    return dispatch(editor, tr.setSelection(TextSelection.create(tr.doc, at + 1)));
  }
  if (event.node.childCount > 2) tr.delete($from.before(), $from.after());
  const at = tr.mapping.map(event.pos + event.node.nodeSize);
  tr.insert(at, schema.nodes.timelineEvent.create(null, [schema.nodes.eventDate.create(), schema.nodes.paragraph.create()]));
  return dispatch(editor, tr.setSelection(TextSelection.create(tr.doc, at + 2)));
};

const enterInBox = (editor, state) => {
  const { $from } = state.selection;
  const box = inside(state, "factBox");
  if (!box || $from.parent.content.size > 0 || $from.depth !== box.depth + 1) return false;
  if ($from.index(box.depth) !== box.node.childCount - 1 || box.node.childCount < 3) return false;
  const { tr, schema } = state;
  tr.delete($from.before(), $from.after());
  const at = tr.mapping.map(box.pos + box.node.nodeSize);
  tr.insert(at, schema.nodes.paragraph.create());
  return dispatch(editor, tr.setSelection(TextSelection.create(tr.doc, at + 1)));
};

const enterInTable = (editor, state) => {
  const rect = pm.tables.selectedRect(state);
  const below = rect.bottom;
  if (below >= rect.map.height) return paragraphAfter(editor, inside(state, "table").pos, inside(state, "table").node);
  const at = rect.tableStart + rect.map.positionAt(below, rect.left, rect.table);
  return dispatch(editor, cursorAt(state.tr, at + 1));
};

const enter = (editor) => {
  const { state } = editor;
  const { selection } = state;
  if (selection instanceof NodeSelection && selection.$from.depth === 0)
    return paragraphAfter(editor, selection.from, selection.node);
  const { $from } = selection;
  const name = $from.parent.type.name;
  if (name === "quotationText" || name === "quotationSource") return enterInQuotation(editor, selection);
  if (name === "boxTitle" || name === "eventDate") return dispatch(editor, cursorAt(state.tr, $from.after() + 1));
  if (name === "tableCell" || name === "tableHeader") return enterInTable(editor, state);
  if (inside(state, "listItem")) return editor.commands.splitListItem("listItem");
  return enterInTimeline(editor, state) || enterInBox(editor, state);
};

/* At the start of a heading or a quotation: plain text again. */
const backspace = (editor) => {
  const { state } = editor;
  const { selection } = state;
  const { $from } = selection;
  if (!selection.empty || $from.parentOffset > 0) return false;
  const name = $from.parent.type.name;
  if (name === "intertitle" || name === "subheading") return turnInto(editor, "paragraph");
  if (name === "quotationText" && !$from.node(1).lastChild.textContent) return turnInto(editor, "paragraph");
  if (name === "quotationSource" || name === "eventDate") return true;
  const item = inside(state, "listItem");
  if (item && $from.depth === item.depth + 1 && $from.index(item.depth) === 0) return editor.commands.liftListItem("listItem");
  const box = inside(state, "factBox");
  if (box && box.node.textContent === "") return remove(editor, box);
  const timeline = inside(state, "timeline");
  if (timeline && timeline.node.textContent === "") return remove(editor, timeline);
  return false;
};

const tab = (editor, back) => {
  const { state } = editor;
  if (inside(state, "table")) {
    const send = (tr) => editor.view.dispatch(tr);
    if (pm.tables.goToNextCell(back ? -1 : 1)(state, send)) return true;
    if (back) return false;
    pm.tables.addRowAfter(state, send);
    return pm.tables.goToNextCell(1)(editor.state, send);
  }
  if (!inside(state, "listItem")) return false;
  const kind = inside(state, "list").node.attrs.ordered;
  const done = back ? editor.commands.liftListItem("listItem") : editor.commands.sinkListItem("listItem");
  const list = inside(editor.state, "list");
  if (done && !back && list && list.node.attrs.ordered !== kind)
    editor.view.dispatch(editor.state.tr.setNodeAttribute(list.pos, "ordered", kind));
  // In a list the key never leaves the text.
  return true;
};

export const keys = Extension.create({
  name: "keys",
  priority: 200,
  addKeyboardShortcuts() {
    const { editor } = this;
    return {
      Enter: () => enter(editor),
      Backspace: () => backspace(editor),
      Tab: () => tab(editor, false),
      "Shift-Tab": () => tab(editor, true),
      "Alt-Shift-ArrowUp": () => move(editor, -1),
      "Alt-Shift-ArrowDown": () => move(editor, 1),
      "Mod-Alt-0": () => turnInto(editor, "paragraph"),
      "Mod-Alt-2": () => turnInto(editor, "intertitle"),
      "Mod-Alt-3": () => turnInto(editor, "subheading"),
      "Mod-Shift-7": () => toggleList(editor, true),
      "Mod-Shift-8": () => toggleList(editor, false),
      "Mod-Shift-9": () => turnInto(editor, "quotation"),
      "Mod-Shift-d": () => duplicate(editor, current(editor.state)),
    };
  },
});
