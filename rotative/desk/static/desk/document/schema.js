/* The nodes of an article's body: what may be in it, and how each is shown while one writes. */
import { Extension, Mark, Node, mergeAttributes, pm } from "../../django_prose_editor/editor.js";

/* Attributes that stay with a node when it is copied inside the editor, as JSON. */
const kept = (names, defaults = {}) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      {
        default: defaults[name] ?? null,
        keepOnSplit: false,
        parseHTML: (element) => JSON.parse(element.getAttribute(`data-${name}`) ?? "null") ?? defaults[name] ?? null,
        renderHTML: (attrs) => (attrs[name] === null ? {} : { [`data-${name}`]: JSON.stringify(attrs[name]) }),
      },
    ]),
  );

/* Text has its own direction; what holds other blocks has that of the article, for its border and its signs. */
const directionOf = (content) => (/^(inline|text|\(text)/.test(content ?? "") ? { dir: "auto" } : {});

const block = (name, { tag, content, attributes = ["id"], defaults = {}, ...rest }) =>
  Node.create({
    name,
    content,
    addAttributes: () => kept(attributes, defaults),
    parseHTML: () => [{ tag: `${tag}[data-desk-node="${name}"]`, priority: 60, preserveWhitespace: "full" }],
    renderHTML: ({ HTMLAttributes }) => [tag, mergeAttributes({ "data-desk-node": name, ...directionOf(content) }, HTMLAttributes), ...(content ? [0] : [])],
    ...rest,
  });

const mark = (name, tag, tags, key) =>
  Mark.create({
    name,
    parseHTML: () => tags.map((one) => ({ tag: one })),
    renderHTML: () => [tag, 0],
    addKeyboardShortcuts() {
      return key ? { [key]: () => this.editor.commands.toggleMark(name) } : {};
    },
  });

const link = Mark.create({
  name: "link",
  inclusive: false,
  addAttributes: () => ({ href: { default: null }, linktype: { default: null }, id: { default: null }, lang: { default: null } }),
  parseHTML: () => [
    { tag: "a[data-desk-link]", getAttrs: (element) => JSON.parse(element.dataset.deskLink) },
  ],
  // Nothing here leads out of the desk by a click.
  renderHTML: ({ mark: { attrs } }) => [
    "a",
    { "data-desk-link": JSON.stringify(attrs), class: `desk-link desk-link--${attrs.linktype ?? "outside"}`, title: attrs.href ?? "" },
    0,
  ],
});

const footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => kept(["text"], { text: "" }),
  parseHTML: () => [{ tag: "span[data-desk-node=footnote]" }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "span",
    mergeAttributes({ "data-desk-node": "footnote", class: "desk-footnote", title: node.attrs.text }, HTMLAttributes),
    "*",
  ],
});

const hardBreak = Node.create({
  name: "hardBreak",
  group: "inline",
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [{ tag: "br" }],
  renderHTML: () => ["br"],
  renderText: () => "\n",
  addKeyboardShortcuts() {
    const insert = () => this.editor.commands.insertContent({ type: "hardBreak" });
    return { "Shift-Enter": insert, "Mod-Enter": insert };
  },
});

const paragraph = block("paragraph", { tag: "p", content: "inline*", attributes: ["id", "key"], group: "block rich" });

const cell = (name, tag, role) =>
  Node.create({
    name,
    content: "(text|hardBreak)*",
    marks: "",
    tableRole: role,
    isolating: true,
    addAttributes: () => ({
      colspan: { default: 1, rendered: false },
      rowspan: { default: 1, rendered: false },
      colwidth: { default: null, rendered: false },
    }),
    parseHTML: () => [{ tag }],
    renderHTML: () => [tag, { dir: "auto" }, 0],
  });

const PLAIN = { marks: "" };

export const nodes = [
  Node.create({ name: "doc", topNode: true, content: "block+" }),
  Node.create({ name: "text", group: "inline" }),
  paragraph,
  block("intertitle", { tag: "h2", content: "text*", group: "block", defining: true, ...PLAIN }),
  block("subheading", { tag: "h3", content: "text*", group: "block", defining: true, ...PLAIN }),
  block("quotation", { tag: "blockquote", content: "quotationText quotationSource", group: "block", defining: true, isolating: true }),
  block("quotationText", { tag: "div", content: "(text|hardBreak)*", attributes: [], ...PLAIN }),
  block("quotationSource", { tag: "footer", content: "text*", attributes: [], ...PLAIN }),
  Node.create({
    name: "list",
    group: "block rich",
    content: "listItem+",
    addAttributes: () => ({ ...kept(["id"]), ordered: { default: false, rendered: false } }),
    parseHTML: () => [
      { tag: "ul[data-desk-node=list]", attrs: { ordered: false } },
      { tag: "ol[data-desk-node=list]", attrs: { ordered: true } },
    ],
    renderHTML: ({ node, HTMLAttributes }) => [
      node.attrs.ordered ? "ol" : "ul",
      mergeAttributes({ "data-desk-node": "list" }, HTMLAttributes),
      0,
    ],
  }),
  block("listItem", { tag: "li", content: "paragraph rich*", defining: true }),
  Node.create({
    name: "table",
    group: "block",
    content: "tableRow+",
    tableRole: "table",
    isolating: true,
    addAttributes: () => kept(["id", "caption", "rest"], { caption: "", rest: {} }),
    parseHTML: () => [{ tag: "table[data-desk-node=table]" }],
    renderHTML: ({ HTMLAttributes }) => ["table", mergeAttributes({ "data-desk-node": "table" }, HTMLAttributes), ["tbody", 0]],
    // What the commands for tables know their nodes by.
    extendNodeSchema: ({ config }) => (config.tableRole ? { tableRole: config.tableRole } : {}),
    addProseMirrorPlugins: () => [pm.tables.tableEditing()],
  }),
  Node.create({
    name: "tableRow",
    content: "(tableCell|tableHeader)+",
    tableRole: "row",
    parseHTML: () => [{ tag: "tr" }],
    renderHTML: () => ["tr", 0],
  }),
  cell("tableCell", "td", "cell"),
  cell("tableHeader", "th", "header_cell"),
  block("factBox", { tag: "aside", content: "boxTitle rich+", group: "block", defining: true, isolating: true }),
  block("timeline", { tag: "section", content: "boxTitle timelineEvent+", group: "block", defining: true, isolating: true }),
  block("boxTitle", { tag: "header", content: "text*", attributes: [], ...PLAIN }),
  block("timelineEvent", { tag: "div", content: "eventDate rich+", defining: true }),
  block("eventDate", { tag: "time", content: "text*", attributes: [], ...PLAIN }),
  block("rule", { tag: "hr", group: "block", atom: true }),
  block("card", { tag: "figure", group: "block", atom: true, draggable: true, attributes: ["id", "kind", "value"] }),
  hardBreak,
  footnote,
];

export const marks = [
  link,
  mark("bold", "b", ["b", "strong"], "Mod-b"),
  mark("italic", "i", ["i", "em"], "Mod-i"),
  mark("superscript", "sup", ["sup"], "Mod-."),
  mark("subscript", "sub", ["sub"], "Mod-,"),
  mark("code", "code", ["code"]),
];

/* Every node right under the document has an id that no other has, so that notes can be anchored to it. */
export const ids = (newId) =>
  Extension.create({
    name: "ids",
    addProseMirrorPlugins: () => [
      new pm.state.Plugin({
        appendTransaction: (transactions, _before, state) => {
          if (!transactions.some((one) => one.docChanged)) return null;
          const seen = new Set();
          const { tr } = state;
          let last = null;
          state.doc.forEach((one, offset) => {
            const { id } = one.attrs;
            // Nodes in a row with one id were one block when they were read.
            if (!id || (seen.has(id) && id !== last)) {
              last = newId();
              tr.setNodeAttribute(offset, "id", last);
            } else last = id;
            seen.add(last);
          });
          return tr.docChanged ? tr.setMeta("addToHistory", false) : null;
        },
      }),
    ],
  });

const letters = new WeakMap();

const hasLetters = (textblock) => {
  if (!letters.has(textblock)) letters.set(textblock, /\p{L}/u.test(textblock.textContent));
  return letters.get(textblock);
};

/* A block without a letter yet has the direction of the article; a browser would begin it on the left. */
export const beginnings = (direction) =>
  Extension.create({
    name: "beginnings",
    addProseMirrorPlugins: () => [
      new pm.state.Plugin({
        props: {
          decorations: ({ doc }) => {
            if (direction !== "rtl") return null;
            const found = [];
            doc.descendants((node, pos) => {
              if (node.isTextblock && !hasLetters(node)) found.push(pm.view.Decoration.node(pos, pos + node.nodeSize, { dir: direction }));
              return !node.isTextblock;
            });
            return pm.view.DecorationSet.create(doc, found);
          },
        },
      }),
    ],
  });
