/* What other programs put on the clipboard, as nodes of the document: Word, Google Docs, LibreOffice, WhatsApp, web pages, plain text.
   No word is lost; styles and tracking are. What cannot be kept is counted, so that it can be said. */
import { address } from "./addresses.js";

const SILENT = new Set(["SCRIPT", "STYLE", "META", "LINK", "TITLE", "HEAD", "TEMPLATE", "NOSCRIPT", "OBJECT", "SVG", "MATH", "COL", "COLGROUP"]);
const BLOCKS = new Set([
  "ADDRESS", "ARTICLE", "ASIDE", "BLOCKQUOTE", "CENTER", "DD", "DETAILS", "DIV", "DL", "DT", "FIELDSET", "FIGCAPTION", "FIGURE", "FOOTER", "FORM",
  "H1", "H2", "H3", "H4", "H5", "H6", "HEADER", "HR", "LI", "MAIN", "NAV", "OL", "P", "PRE", "SECTION", "SUMMARY", "TABLE", "UL", "BODY", "TBODY", "TR", "TD", "TH",
]);
const FRAME_TAGS = new Set(["IFRAME", "VIDEO", "EMBED"]);
const FRAMES = /(youtube(-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|soundcloud\.com|facebook\.com|instagram\.com|tiktok\.com|twitter\.com|x\.com)$/i;

const json = (type, attrs, content) => ({ type, ...(attrs ? { attrs } : {}), ...(content?.length ? { content } : {}) });

const styleOf = (element) => element.getAttribute("style") ?? "";

const marksOf = (element, marks) => {
  const style = styleOf(element);
  const { tagName } = element;
  const set = (type, on) => {
    if (on === null) return;
    marks = marks.filter((mark) => mark.type !== type);
    if (on) marks = [...marks, { type }];
  };
  const weight = /font-weight:\s*(\w+)/i.exec(style)?.[1];
  const slant = /font-style:\s*(\w+)/i.exec(style)?.[1];
  const height = /vertical-align:\s*(\w+)/i.exec(style)?.[1];
  // Google wraps a whole document in <b style="font-weight:normal">.
  const heading = element.closest("h1, h2, h3, h4, h5, h6, th");
  const bold = weight ? weight === "bold" || weight === "bolder" || Number(weight) >= 600 : tagName === "B" || tagName === "STRONG" ? true : null;
  set("bold", heading ? null : bold);
  set("italic", slant ? slant === "italic" || slant === "oblique" : tagName === "I" || tagName === "EM" || tagName === "CITE" ? true : null);
  set("superscript", tagName === "SUP" || height === "super" ? true : null);
  set("subscript", tagName === "SUB" || height === "sub" ? true : null);
  return marks;
};

const hasBlock = (element) => [...element.querySelectorAll("*")].some((one) => BLOCKS.has(one.tagName) || FRAME_TAGS.has(one.tagName));

/* Returns a number for the level of a Word list, or 0 for a paragraph that is in no list. */
const wordLevel = (element) => Number(/mso-list:[^;]*level(\d)/i.exec(styleOf(element))?.[1] ?? 0);

/* Returns the name of the Word list a paragraph is in. */
const wordListName = (element) => /mso-list:\s*(\S+)\s+level\d+\s+(\S+)/i.exec(styleOf(element))?.slice(1).join() ?? "";

const isIgnored = (element) => /mso-list:\s*ignore/i.test(styleOf(element));

class Reader {
  constructor({ sources = {} } = {}) {
    this.dropped = { pictures: 0, frames: 0, forms: 0 };
    this.pictures = [];
    this.notes = sources.notes ?? new Map();
  }

  /* Returns the inline nodes of an element. */
  inline(parent, marks = []) {
    const found = [];
    for (const child of parent.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        const text = child.data.replace(/[\t\r\n\f ]+/g, " ");
        if (text) found.push({ ...json("text"), text, ...(marks.length ? { marks } : {}) });
      } else if (child.nodeType === Node.ELEMENT_NODE) found.push(...this.inlineElement(child, marks));
    }
    return found;
  }

  inlineElement(element, marks) {
    const { tagName } = element;
    if (SILENT.has(tagName.toUpperCase()) || isIgnored(element)) return [];
    if (tagName === "BR") return [json("hardBreak")];
    if (tagName === "IMG") return this.picture(element);
    if (tagName === "INPUT" || tagName === "TEXTAREA" || tagName === "SELECT") {
      this.dropped.forms += 1;
      return [];
    }
    if (tagName === "A") {
      const note = /#_(?:ftn|edn)(\d+)/.exec(element.getAttribute("href") ?? "")?.[1] ?? /#sdfootnote(\d+)sym/.exec(element.getAttribute("href") ?? "")?.[1];
      if (note && this.notes.has(note)) return [json("footnote", { text: this.notes.get(note) })];
      const href = address(element.getAttribute("href") ?? "");
      const link = href && !marks.some(({ type }) => type === "link") ? [{ type: "link", attrs: { href, linktype: null, id: null, lang: null } }] : [];
      return this.inline(element, [...marksOf(element, marks), ...link]);
    }
    return this.inline(element, marksOf(element, marks));
  }

  /* Takes a picture along for later, and returns its alternative text where it is a sign. */
  picture(element) {
    const sign = element.getAttribute("data-plain-text") ?? element.getAttribute("alt") ?? "";
    const source = element.getAttribute("src") ?? "";
    if (/emoji/i.test(element.className) || /^\p{Extended_Pictographic}+\uFE0F?$/u.test(sign)) return sign ? [{ type: "text", text: sign }] : [];
    if (/^data:image\/(png|jpeg|gif|webp|avif)/i.test(source)) this.pictures.push({ source, alt: element.getAttribute("alt") ?? "" });
    // A picture of one pixel counts readers.
    else if (Number(element.getAttribute("width") ?? 2) > 1) this.dropped.pictures += 1;
    return [];
  }

  /* Returns the blocks of an element's children. */
  blocks(parent, marks = []) {
    const found = [];
    let loose = [];
    const settle = () => {
      found.push(...this.paragraphs(loose), ...this.waiting());
      loose = [];
    };
    const children = [...parent.childNodes];
    for (let index = 0; index < children.length; index += 1) {
      const child = children[index];
      if (child.nodeType === Node.TEXT_NODE) loose.push(...this.inline({ childNodes: [child] }, marks));
      else if (child.nodeType !== Node.ELEMENT_NODE || SILENT.has(child.tagName.toUpperCase())) continue;
      else if (wordLevel(child) && !isIgnored(child)) {
        settle();
        let last = index;
        while (children[last + 1] && (children[last + 1].nodeType !== Node.ELEMENT_NODE ? !children[last + 1].data?.trim() : wordLevel(children[last + 1]))) last += 1;
        found.push(...this.wordLists(children.slice(index, last + 1).filter((one) => one.nodeType === Node.ELEMENT_NODE)));
        index = last;
      } else if (FRAME_TAGS.has(child.tagName)) {
        settle();
        found.push(...this.frame(child));
      } else if (BLOCKS.has(child.tagName)) {
        settle();
        found.push(...this.block(child, marks));
        found.push(...this.waiting());
      } else if (hasBlock(child)) {
        settle();
        found.push(...this.blocks(child, marksOf(child, marks)));
      } else loose.push(...this.inlineElement(child, marks));
    }
    settle();
    return found;
  }

  block(element, marks) {
    const { tagName } = element;
    if (/^H[1-6]$/.test(tagName) || (tagName === "P" && /^Mso(Title|Heading\d)$/i.test(element.className))) return this.heading(element);
    if (tagName === "UL" || tagName === "OL") return [this.list(element)];
    if (tagName === "TABLE") return this.table(element);
    if (tagName === "BLOCKQUOTE") return this.quotation(element);
    if (tagName === "HR") return [json("rule")];
    if (tagName === "FIGURE") return this.figure(element);
    if (tagName === "PRE") return this.paragraphs(element.textContent.split("\n").flatMap((line, at) => [...(at ? [json("hardBreak")] : []), ...(line ? [{ type: "text", text: line }] : [])]));
    // Notes at the end of a text are at their signs already.
    if (this.notes.size && (/^(?:ftn|edn|sdfootnote)\d+$/.test(element.id) || /mso-element:\s*(?:foot|end)note-list/i.test(styleOf(element)))) return [];
    if (hasBlock(element)) return this.blocks(element, marksOf(element, marks));
    return this.paragraphs(this.inline(element, marksOf(element, marks)));
  }

  /* Returns paragraphs of inline nodes; two line ends in a row begin a new one. */
  paragraphs(content) {
    const found = [];
    let now = [];
    const settle = () => {
      const trimmed = trim(now);
      if (trimmed.length) found.push(json("paragraph", null, trimmed));
      now = [];
    };
    content.forEach((one, index) => {
      if (one.type === "hardBreak" && content[index + 1]?.type === "hardBreak") settle();
      else now.push(one);
    });
    settle();
    return found;
  }

  heading(element) {
    const text = clean(element.textContent);
    const before = this.inline(element).length ? this.waiting() : [];
    if (!text) return before;
    // Headings are up to 160 letters long; a longer one is a sentence.
    if (text.length > 160) return [...before, json("paragraph", null, [{ type: "text", text }])];
    const level = Number(/\d/.exec(element.tagName + element.className)?.[0] ?? 1);
    return [...before, json(level > 2 ? "subheading" : "intertitle", null, [{ type: "text", text }])];
  }

  list(element) {
    const items = [];
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE ? !child.data.trim() : child.nodeType !== Node.ELEMENT_NODE) continue;
      if (child.tagName === "UL" || child.tagName === "OL") {
        const nested = this.list(child);
        const last = items[items.length - 1];
        if (last) last.content.push(nested);
        else items.push(...(nested.content ?? []));
      } else items.push(this.item(child));
    }
    return json("list", { ordered: element.tagName === "OL" }, items.length ? items : [json("listItem", null, [json("paragraph")])]);
  }

  item(element) {
    const found = element.nodeType === Node.TEXT_NODE ? this.paragraphs(this.inline({ childNodes: [element] })) : this.blocks(element);
    const content = found.flatMap((one) => (one.type === "paragraph" || one.type === "list" ? [one] : this.flat(one)));
    if (content[0]?.type !== "paragraph") content.unshift(json("paragraph"));
    return json("listItem", null, content);
  }

  /* Returns what a block says as paragraphs, where no other block may be. */
  flat(one) {
    const text = textOf(one);
    return text ? [json("paragraph", null, [{ type: "text", text }])] : [];
  }

  /* Returns the lists of Word paragraphs in a row; another list of the first level is apart. */
  wordLists(paragraphs) {
    const parts = [];
    for (const element of paragraphs) {
      const last = parts[parts.length - 1];
      if (last && (wordLevel(element) > 1 || wordListName(element) === last.name)) last.paragraphs.push(element);
      else parts.push({ name: wordListName(element), paragraphs: [element] });
    }
    return parts.flatMap((part) => this.wordList(part.paragraphs));
  }

  wordList(paragraphs) {
    const root = { level: 0, items: [], ordered: false };
    const open = [root];
    for (const element of paragraphs) {
      const level = wordLevel(element);
      const sign = [...element.querySelectorAll("*")].find(isIgnored)?.textContent.trim() ?? "";
      while (open.length > 1 && open[open.length - 1].level > level) open.pop();
      let now = open[open.length - 1];
      if (now.level < level) {
        now = { level, items: [], ordered: /^[\p{L}\p{N}]+[.)]/u.test(sign) };
        const parent = open[open.length - 1];
        if (parent === root) root.items.push(now);
        else parent.items[parent.items.length - 1].nested.push(now);
        open.push(now);
      }
      now.items.push({ content: trim(this.inline(element)), nested: [] });
    }
    const write = ({ items, ordered }) =>
      json("list", { ordered }, items.map(({ content, nested }) => json("listItem", null, [json("paragraph", null, content), ...nested.map(write)])));
    return root.items.map(write);
  }

  quotation(element) {
    const inner = element.querySelector("blockquote") ? element.querySelector("blockquote") : element;
    const source = inner.querySelector("footer, cite");
    const by = source ? clean(source.textContent).replace(/^[—–-]\s*/, "") : "";
    source?.remove();
    const parts = this.blocks(inner).map(textOf).filter(Boolean);
    if (!parts.length) return by ? this.flat(json("paragraph", null, [{ type: "text", text: by }])) : [];
    const lines = parts.flatMap((text, index) => [...(index ? [json("hardBreak")] : []), { type: "text", text }]);
    return [
      json("quotation", null, [
        json("quotationText", null, lines),
        json("quotationSource", null, by ? [{ type: "text", text: by }] : []),
      ]),
    ];
  }

  figure(element) {
    const table = element.querySelector("table");
    if (table) return this.blocks(element);
    const caption = element.querySelector("figcaption");
    const text = caption ? clean(caption.textContent) : "";
    caption?.remove();
    const before = this.pictures.length;
    const found = this.blocks(element).filter(({ type }) => type !== "picture");
    if (this.pictures.length > before) {
      this.pictures[this.pictures.length - 1].caption = text;
      return [...found, ...this.waiting()];
    }
    return [...found, ...(text ? [json("paragraph", null, [{ type: "text", text }])] : [])];
  }

  frame(element) {
    const source = element.getAttribute("src") ?? element.querySelector("source")?.getAttribute("src") ?? "";
    let host = "";
    try {
      host = new URL(source, "https://example.invalid").hostname;
    } catch {
      host = "";
    }
    if (!FRAMES.test(host)) {
      this.dropped.frames += 1;
      return [];
    }
    const url = source.replace(/^\/\//, "https://").replace(/youtube(?:-nocookie)?\.com\/embed\/([\w-]+).*/, "youtube.com/watch?v=$1");
    return [json("card", { kind: "embed", value: { url, title: element.getAttribute("title") ?? "" } })];
  }

  table(element) {
    const rows = [...element.querySelectorAll("tr")].filter((row) => row.closest("table") === element);
    const caption = element.querySelector("caption");
    const grid = [];
    rows.forEach((row, y) => {
      grid[y] ??= [];
      let x = 0;
      for (const cell of row.children) {
        if (cell.tagName !== "TD" && cell.tagName !== "TH") continue;
        while (grid[y][x]) x += 1;
        const wide = Math.min(Number(cell.getAttribute("colspan")) || 1, 50);
        const high = Math.min(Number(cell.getAttribute("rowspan")) || 1, rows.length - y);
        for (let dy = 0; dy < high; dy += 1)
          for (let dx = 0; dx < wide; dx += 1) {
            grid[y + dy] ??= [];
            grid[y + dy][x + dx] = { cell: dx || dy ? null : cell, head: cell.tagName === "TH" };
          }
        x += wide;
      }
    });
    const width = Math.max(0, ...grid.map((row) => row.length));
    if (!width) return caption ? this.flat(json("paragraph", null, [{ type: "text", text: clean(caption.textContent) }])) : [];
    // A table of one column arranges a page, it has no figures.
    if (width === 1) return grid.flatMap(([one]) => (one?.cell ? this.blocks(one.cell) : []));
    const bold = (cell) => {
      const parts = cell ? new Reader().inline(cell).filter(({ text }) => text?.trim()) : [];
      return parts.length > 0 && parts.every((one) => one.marks?.some(({ type }) => type === "bold"));
    };
    const head = grid.length > 1 && Array.from({ length: width }, (_one, x) => grid[0][x]).every((one) => one?.head || bold(one?.cell));
    const content = grid.map((row, y) =>
      json(
        "tableRow",
        null,
        Array.from({ length: width }, (_one, x) => {
          const cell = row[x]?.cell;
          const lines = cell ? this.blocks(cell).map(textOf).filter(Boolean) : [];
          return json(
            (head && y === 0) || (row[x]?.head && (x === 0 || y === 0)) ? "tableHeader" : "tableCell",
            null,
            lines.flatMap((text, at) => [...(at ? [json("hardBreak")] : []), { type: "text", text }]),
          );
        }),
      ),
    );
    return [json("table", { caption: caption ? clean(caption.textContent) : "" }, content), ...this.waiting()];
  }

  /* Returns the pictures met since the last block. */
  waiting() {
    const found = this.pictures.filter((one) => !one.placed);
    found.forEach((one) => (one.placed = true));
    return found.map(({ source, alt, caption }) => json("card", { kind: "picture", value: { image: null, alt, caption: caption ?? "", credit: "" }, source }));
  }
}

export const clean = (text) => text.replace(/[\t\r\n\f ]+/g, " ").trim();

const trim = (content) => {
  const found = content.filter((one) => one.type !== "text" || one.text);
  while (found.length && (found[0].type === "hardBreak" || found[0].text?.trim() === "")) found.shift();
  while (found.length && (found[found.length - 1].type === "hardBreak" || found[found.length - 1].text?.trim() === "")) found.pop();
  if (!found.length) return found;
  if (found[0].text) found[0] = { ...found[0], text: found[0].text.replace(/^[ \t]+/, "") };
  const last = found.length - 1;
  if (found[last].text) found[last] = { ...found[last], text: found[last].text.replace(/[ \t]+$/, "") };
  // One space where the edges of two elements each had one.
  for (let index = 1; index < found.length; index += 1) {
    const [before, now] = [found[index - 1], found[index]];
    if (now.text?.startsWith(" ") && (before.text?.endsWith(" ") || before.type === "hardBreak")) found[index] = { ...now, text: now.text.slice(1) };
    if (now.type === "hardBreak" && before.text?.endsWith(" ")) found[index - 1] = { ...before, text: before.text.replace(/ +$/, "") };
  }
  return found.filter((one) => one.type !== "text" || one.text);
};

export const textOf = (one) => {
  if (one.type === "text") return one.text;
  if (one.type === "hardBreak") return " ";
  if (one.type === "footnote") return ` (${one.attrs.text})`;
  const parts = (one.content ?? []).map(textOf);
  return /^(list|listItem|table|tableRow|quotation|factBox|timeline)$/.test(one.type) ? parts.filter(Boolean).join(" ") : parts.join("");
};

/* Returns the notes of Word or LibreOffice by their number. */
const notesOf = (body) => {
  const found = new Map();
  for (const one of body.querySelectorAll("[id^=ftn], [id^=edn], [id^=sdfootnote]")) {
    const number = /^(?:ftn|edn|sdfootnote)(\d+)$/.exec(one.id)?.[1];
    if (number) found.set(number, clean(one.textContent).replace(/^\[?\d+\]?\s*/, ""));
  }
  return found;
};

/* Returns {nodes, dropped} of the HTML of the clipboard; nodes are in JSON. */
export const fromHtml = (html) => {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const reader = new Reader({ sources: { notes: notesOf(body) } });
  return { nodes: reader.blocks(body), dropped: reader.dropped };
};

/* Returns nodes of plain text: a line is a paragraph, a line that begins with a dash is an item. */
export const fromText = (text) => {
  const found = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const item = /^\s*(?:[-*•–]\s+|(\d{1,3})[.)]\s+)(.+)$/.exec(line);
    const last = found[found.length - 1];
    if (item) {
      const ordered = Boolean(item[1]);
      const one = json("listItem", null, [json("paragraph", null, [{ type: "text", text: item[2].trim() }])]);
      if (last?.type === "list" && last.attrs.ordered === ordered && !last.closed) last.content.push(one);
      else found.push(json("list", { ordered }, [one]));
    } else if (line.trim()) found.push(json("paragraph", null, [{ type: "text", text: line.trim() }]));
    else if (last) last.closed = true;
  }
  // One item alone is a line of dialogue.
  return found.map(({ closed, ...one }) => {
    if (one.type !== "list" || one.content.length > 1) return one;
    const line = text.split(/\r\n|\r|\n/).find((each) => each.includes(one.content[0].content[0].content[0].text));
    return json("paragraph", null, [{ type: "text", text: line.trim() }]);
  });
};
