/* Rich text as the database keeps it (<p>, <b>, <a linktype="article" id="7">…), read into nodes of the document and written back. */

const MARKS = { B: "bold", STRONG: "bold", I: "italic", EM: "italic", SUP: "superscript", SUB: "subscript", CODE: "code" };
const TAGS = { bold: "b", italic: "i", superscript: "sup", subscript: "sub", code: "code" };
const OUTERMOST_FIRST = ["link", "bold", "italic", "superscript", "subscript", "code"];
const HEADINGS = { H1: "intertitle", H2: "intertitle", H3: "subheading", H4: "subheading", H5: "subheading", H6: "subheading" };
const LISTS = new Set(["UL", "OL"]);
const LINK_ATTRIBUTES = ["href", "linktype", "id", "lang"];

export const escaped = (text) =>
  text.replace(/[&<>"']/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" })[sign]);

const parsed = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
};

const linkOf = (element) => {
  const attrs = {};
  for (const name of LINK_ATTRIBUTES) if (element.hasAttribute(name)) attrs[name] = element.getAttribute(name);
  return attrs.href || attrs.linktype ? { type: "link", attrs } : null;
};

const withMark = (marks, mark) => (!mark || marks.some(({ type }) => type === mark.type) ? marks : [...marks, mark]);

/* Returns the text, line breaks and notes of an element as nodes in JSON; every character is kept. */
const readInline = (parent, marks = []) => {
  const found = [];
  for (const child of parent.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      if (child.data) found.push({ type: "text", text: child.data, ...(marks.length ? { marks } : {}) });
    } else if (child.nodeType !== Node.ELEMENT_NODE) continue;
    else if (child.tagName === "BR") found.push({ type: "hardBreak" });
    else if (child.hasAttribute("data-footnote")) found.push({ type: "footnote", attrs: { text: child.dataset.footnote } });
    else if (child.tagName === "A") found.push(...readInline(child, withMark(marks, linkOf(child))));
    else {
      const type = MARKS[child.tagName];
      found.push(...readInline(child, withMark(marks, type && { type })));
    }
  }
  return found;
};

const node = (type, attrs, content) => ({ type, attrs, ...(content?.length ? { content } : {}) });

const readItem = (element) => {
  const content = readRich(element.innerHTML);
  if (content[0]?.type !== "paragraph") content.unshift(node("paragraph", {}));
  return node("listItem", { id: null }, content.filter(({ type }) => type === "paragraph" || type === "list"));
};

const readList = (element, attrs = {}) => {
  const items = [];
  for (const child of element.children) {
    if (LISTS.has(child.tagName)) {
      // A list right inside a list belongs to the item before it.
      if (!items.length) items.push(node("listItem", { id: null }, [node("paragraph", {})]));
      (items[items.length - 1].content ??= []).push(readList(child));
    } else items.push(readItem(child));
  }
  return node("list", { ordered: element.tagName === "OL", ...attrs }, items.length ? items : [readItem(element)]);
};

/* Returns the paragraphs, headings and lists of a rich text. attrs: what each of them gets. */
export const readRich = (html, attrs = {}) => {
  const found = [];
  let loose = null;
  const settle = () => {
    if (loose?.some(({ type, text }) => type !== "text" || text.trim())) found.push(node("paragraph", { ...attrs }, loose));
    loose = null;
  };
  for (const child of parsed(html).childNodes) {
    const tag = child.nodeType === Node.ELEMENT_NODE ? child.tagName : "";
    if (tag === "P") {
      settle();
      found.push(node("paragraph", { ...attrs, key: child.dataset.blockKey ?? null }, readInline(child)));
    } else if (LISTS.has(tag)) {
      settle();
      found.push(readList(child, attrs));
    } else if (HEADINGS[tag]) {
      settle();
      const text = child.textContent.trim();
      found.push(node(HEADINGS[tag], { ...attrs }, text ? [{ type: "text", text }] : []));
    } else if (tag === "BLOCKQUOTE" || tag === "DIV") {
      settle();
      found.push(...readRich(child.innerHTML, attrs));
    } else if (tag === "HR") {
      settle();
      found.push(node("rule", { ...attrs }));
    } else {
      const holder = document.createElement("p");
      holder.append(child.cloneNode(true));
      (loose ??= []).push(...readInline(holder));
    }
  }
  settle();
  return found;
};

const opening = (mark) => {
  if (mark.type.name !== "link") return `<${TAGS[mark.type.name]}>`;
  const attributes = LINK_ATTRIBUTES.filter((name) => mark.attrs[name] != null && mark.attrs[name] !== "");
  return `<a${attributes.map((name) => ` ${name}="${escaped(String(mark.attrs[name]))}"`).join("")}>`;
};

const closing = (mark) => `</${mark.type.name === "link" ? "a" : TAGS[mark.type.name]}>`;

const inOrder = (marks) =>
  OUTERMOST_FIRST.map((name) => marks.find((mark) => mark.type.name === name)).filter(Boolean);

const writeLeaf = (leaf) => {
  if (leaf.isText) return escaped(leaf.text);
  if (leaf.type.name === "hardBreak") return "<br/>";
  if (leaf.type.name === "footnote") return `<span data-footnote="${escaped(leaf.attrs.text)}"></span>`;
  return "";
};

/* Returns the HTML of the inside of a textblock. */
const writeInline = (textblock) => {
  let html = "";
  let open = [];
  textblock.forEach((leaf) => {
    const marks = inOrder(leaf.marks);
    let same = 0;
    while (same < open.length && same < marks.length && open[same].eq(marks[same])) same += 1;
    while (open.length > same) html += closing(open.pop());
    for (const mark of marks.slice(same)) {
      html += opening(mark);
      open.push(mark);
    }
    html += writeLeaf(leaf);
  });
  while (open.length) html += closing(open.pop());
  return html;
};

export const writeParagraph = (paragraph) => {
  const { key } = paragraph.attrs;
  return `<p${key ? ` data-block-key="${escaped(key)}"` : ""}>${writeInline(paragraph)}</p>`;
};

const writeItem = (item) => {
  const parts = [];
  item.forEach((child, _offset, index) => {
    if (child.type.name === "list") parts.push(writeList(child));
    // Text of an item of a nested list is its own line; further paragraphs are set apart.
    else parts.push(index === 0 ? writeInline(child) : writeParagraph(child));
  });
  return `<li>${parts.join("")}</li>`;
};

const writeList = (list) => {
  const tag = list.attrs.ordered ? "ol" : "ul";
  const items = [];
  list.forEach((item) => items.push(writeItem(item)));
  return `<${tag}>${items.join("")}</${tag}>`;
};

/* Returns the HTML of paragraphs and lists: the inside of a fact box, an item of a list, an entry of a timeline. */
export const writeRich = (parent, { from = 0 } = {}) => {
  const parts = [];
  parent.forEach((child, _offset, index) => {
    if (index < from) return;
    parts.push(child.type.name === "list" ? writeList(child) : writeParagraph(child));
  });
  return parts.join("");
};
