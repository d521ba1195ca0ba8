/* Stored blocks into nodes of the document, and back. A block whose nodes did not change is written as it was, byte for byte. */
import { readRich, writeParagraph, writeRich } from "./rich_text.js";

const node = (type, attrs, content) => ({ type, attrs, ...(content?.length ? { content } : {}) });

const inText = (text) => (text ? [{ type: "text", text }] : []);

/* Returns text with its line ends as breaks. */
const inLines = (text) =>
  String(text ?? "")
    .split(/\r\n|\r|\n/)
    .flatMap((line, index) => [...(index ? [{ type: "hardBreak" }] : []), ...inText(line)]);

const lines = (textblock) => {
  let text = "";
  textblock.forEach((leaf) => (text += leaf.isText ? leaf.text : leaf.type.name === "hardBreak" ? "\n" : ""));
  return text;
};

/* Returns paragraphs and lists; a heading among them, from an older archive, is a paragraph. */
const readPassage = (html, { first = false } = {}) => {
  const content = readRich(html ?? "")
    .filter(({ type }) => type !== "rule")
    .map((one) => (one.type === "list" ? one : { ...one, type: "paragraph" }));
  return content.length && !(first && content[0].type !== "paragraph") ? content : [node("paragraph", {}), ...content];
};

const readItems = (items) =>
  (items?.length ? items : [""]).map((item) => {
    // Older versions stored an item without an id.
    const kept = typeof item === "string" ? { id: null, value: item } : item;
    return node("listItem", { id: kept.id ?? null }, readPassage(kept.value, { first: true }));
  });

const readTable = (value, id) => {
  const { data, ...rest } = value;
  const width = Math.max(1, ...data.map((row) => row.length));
  const heads = [Boolean(value.first_row_is_table_header), Boolean(value.first_col_is_header)];
  const rows = data.map((row, y) =>
    node(
      "tableRow",
      {},
      Array.from({ length: width }, (_cell, x) =>
        node((heads[0] && y === 0) || (heads[1] && x === 0) ? "tableHeader" : "tableCell", {}, inLines(row[x])),
      ),
    ),
  );
  return node("table", { id, caption: value.table_caption ?? "", rest }, rows);
};

const readEvents = (events) =>
  (events?.length ? events : [{ id: null, value: {} }]).map(({ id, value }) =>
    node("timelineEvent", { id: id ?? null }, [node("eventDate", {}, inText(value.date)), ...readPassage(value.text)]),
  );

const READ = {
  paragraph: (value, id) => readRich(value, { id }),
  intertitle: (value, id) => [node("intertitle", { id }, inText(value))],
  subheading: (value, id) => [node("subheading", { id }, inText(value))],
  quotation: (value, id) => [
    node("quotation", { id }, [
      node("quotationText", {}, inLines(value.text)),
      node("quotationSource", {}, inText(value.source)),
    ]),
  ],
  list: (value, id) => [node("list", { id, ordered: Boolean(value.ordered) }, readItems(value.items))],
  table: (value, id) => [readTable(value, id)],
  fact_box: (value, id) => [node("factBox", { id }, [node("boxTitle", {}, inText(value.title)), ...readPassage(value.text)])],
  timeline: (value, id) => [node("timeline", { id }, [node("boxTitle", {}, inText(value.title)), ...readEvents(value.events)])],
  rule: (_value, id) => [node("rule", { id })],
};

const card = ({ type, value }, id) => node("card", { id, kind: type, value });

const item = (child) => ({ type: "item", value: writeRich(child), ...(child.attrs.id ? { id: child.attrs.id } : {}) });

const children = (parent, write, from = 0) => {
  const found = [];
  parent.forEach((child, _offset, index) => index >= from && found.push(write(child)));
  return found;
};

const writeTable = (table) => {
  const data = children(table, (row) => children(row, lines));
  const all = (cells) => cells.length > 0 && cells.every((cell) => cell.type.name === "tableHeader");
  const cellsOf = (row) => children(row, (cell) => cell);
  const { rest } = table.attrs;
  const firstRow = all(cellsOf(table.firstChild));
  // Under a head of columns the first cell of the first row says nothing of the rows.
  const firstColumn = all(children(table, (row) => row.firstChild, firstRow && table.childCount > 1 ? 1 : 0));
  return {
    ...rest,
    data,
    table_caption: table.attrs.caption,
    first_row_is_table_header: firstRow,
    first_col_is_header: firstColumn,
    table_header_choice: firstRow ? (firstColumn ? "both" : "row") : firstColumn ? "column" : "neither",
  };
};

const WRITE = {
  intertitle: (one) => ({ type: "intertitle", value: one.textContent }),
  subheading: (one) => ({ type: "subheading", value: one.textContent }),
  quotation: (one) => ({ type: "quotation", value: { text: lines(one.firstChild), source: one.lastChild.textContent } }),
  list: (one) => ({ type: "list", value: { ordered: one.attrs.ordered, items: children(one, item) } }),
  table: (one) => ({ type: "table", value: writeTable(one) }),
  factBox: (one) => ({ type: "fact_box", value: { title: one.firstChild.textContent, text: writeRich(one, { from: 1 }) } }),
  timeline: (one) => ({
    type: "timeline",
    value: {
      title: one.firstChild.textContent,
      events: children(
        one,
        (event) => ({
          type: "item",
          value: { date: event.firstChild.textContent, text: writeRich(event, { from: 1 }) },
          ...(event.attrs.id ? { id: event.attrs.id } : {}),
        }),
        1,
      ),
    },
  }),
  rule: () => ({ type: "rule", value: null }),
  card: (one) => ({ type: one.attrs.kind, value: one.attrs.value }),
};

/* A document's blocks as they were stored, by id. */
export class Memory {
  constructor() {
    this.kept = new Map();
    // What nodes were written as; nodes never change, so that a text of many blocks is not written again at every key.
    this.written = new WeakMap();
  }

  keep(id, nodes, block) {
    this.kept.set(id, { nodes, block });
  }

  /* Returns the stored block of these nodes, or undefined when one of them changed. */
  find(id, nodes) {
    const kept = this.kept.get(id);
    if (!kept || kept.nodes.length !== nodes.length) return undefined;
    return kept.nodes.every((one, index) => one === nodes[index] || one.eq(nodes[index])) ? kept.block : undefined;
  }
}

export const newId = () =>
  crypto.randomUUID?.() ??
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/* Returns a node of the schema, or null where it does not fit. */
const fitting = (schema, json) => {
  try {
    const made = schema.nodeFromJSON(json);
    made.check();
    return made;
  } catch {
    return null;
  }
};

/* Returns the document of stored blocks, and what is needed to write them back.
   Blocks of a kind that is not known here, or of another shape, are kept as they are. */
export const toDocument = (schema, blocks) => {
  const memory = new Memory();
  const all = [];
  const seen = new Set();
  for (const block of blocks) {
    // Two blocks of an older article may have one id; in the document each has its own.
    const id = block.id && !seen.has(block.id) ? block.id : newId();
    seen.add(id);
    let nodes = null;
    try {
      nodes = READ[block.type]?.(block.value, id).map((json) => fitting(schema, json)) ?? null;
    } catch {
      nodes = null;
    }
    if (!nodes?.length || nodes.includes(null)) nodes = [fitting(schema, card(block, id))];
    memory.keep(id, nodes, block);
    all.push(...nodes);
  }
  const content = all.length ? all : [schema.nodes.paragraph.create()];
  return { doc: schema.nodes.doc.create(null, content), memory };
};

const empty = (one) => one.type.name === "paragraph" && one.content.size === 0;

const groups = (doc) => {
  const found = [];
  doc.forEach((one) => {
    const last = found[found.length - 1];
    if (last && one.attrs.id && last.id === one.attrs.id) last.nodes.push(one);
    else found.push({ id: one.attrs.id, nodes: [one] });
  });
  return found;
};

/* Returns the blocks of nodes in a row that have one id: paragraphs together, anything else apart. */
const write = (id, nodes) => {
  const found = [];
  let html = "";
  const settle = () => {
    if (html) found.push({ type: "paragraph", value: html });
    html = "";
  };
  for (const one of nodes) {
    if (one.type.name === "paragraph") html += empty(one) ? "" : writeParagraph(one);
    else {
      settle();
      found.push(WRITE[one.type.name](one));
    }
  }
  settle();
  return found.map((block, index) => ({ ...block, id: index === 0 && id ? id : newId() }));
};

/* Returns the blocks of a document as they are stored. */
export const toBlocks = (doc, memory) =>
  groups(doc).flatMap(({ id, nodes }) => {
    const stored = id && memory.find(id, nodes);
    if (stored) return [stored];
    const before = memory.written.get(nodes[0]);
    if (before?.nodes.length === nodes.length && nodes.every((one, index) => one === before.nodes[index])) return before.blocks;
    const blocks = write(id, nodes);
    memory.written.set(nodes[0], { nodes, blocks });
    return blocks;
  });
