/* Find and replace in the whole text. */
import { Extension, pm } from "../../django_prose_editor/editor.js";

import { el, filled } from "./dom.js";
import { folded } from "./palette.js";

const key = new pm.state.PluginKey("find");

/* Returns a text folded letter by letter, so that places in it are places in the text. */
const foldedLetters = (text) => [...text].map((letter) => { const one = folded(letter); return one.length === letter.length ? one : letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter; }).join("");

/* Returns the places of the words, in order: [{from, to}]. */
export const places = (doc, words) => {
  const found = [];
  const wanted = foldedLetters(words);
  if (!wanted) return found;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    let text = "";
    node.forEach((leaf) => (text += leaf.isText ? leaf.text : "\uFFFC".repeat(leaf.nodeSize)));
    const within = foldedLetters(text);
    for (let at = within.indexOf(wanted); at >= 0; at = within.indexOf(wanted, at + wanted.length))
      found.push({ from: pos + 1 + at, to: pos + 1 + at + wanted.length });
    return false;
  });
  return found;
};

export const finding = Extension.create({
  name: "finding",
  addProseMirrorPlugins: () => [
    new pm.state.Plugin({
      key,
      state: {
        init: () => ({ words: "", at: 0, all: [] }),
        apply: (tr, before, _old, state) => {
          const next = { ...before, ...tr.getMeta(key) };
          if (!next.words) return before.words ? { words: "", at: 0, all: [] } : before;
          if (tr.docChanged || tr.getMeta(key)) next.all = places(state.doc, next.words);
          return next;
        },
      },
      props: {
        decorations: (state) => {
          const { all, at } = key.getState(state);
          if (!all.length) return null;
          return pm.view.DecorationSet.create(
            state.doc,
            all.map(({ from, to }, index) => pm.view.Decoration.inline(from, to, { class: index === at ? "desk-found desk-found--now" : "desk-found" })),
          );
        },
      },
    }),
  ],
});

export const findBar = (editor, context) => {
  const { texts } = context;
  const words = el("input", { type: "search", dir: "auto", "aria-label": texts.find, placeholder: texts.find });
  const other = el("input", { type: "text", dir: "auto", "aria-label": texts.replace_by, placeholder: texts.replace_by });
  const count = el("output", { class: "desk-find__count", "aria-live": "polite" });
  const state = () => key.getState(editor.state);
  const tell = (meta) => editor.view.dispatch(editor.state.tr.setMeta(key, meta));
  const show = () => {
    const { all, at } = state();
    count.textContent = words.value ? filled(texts.found, { at: all.length ? at + 1 : 0, count: all.length }) : "";
    const now = all[at];
    if (now) editor.view.domAtPos(now.from).node.parentElement?.scrollIntoView({ block: "center" });
  };
  const go = (step) => {
    const { all, at } = state();
    if (all.length) tell({ at: (at + step + all.length) % all.length });
    show();
  };
  const replaceOne = () => {
    const { all, at } = state();
    const now = all[at];
    if (now) editor.view.dispatch(editor.state.tr.insertText(other.value, now.from, now.to));
    if (state().at >= state().all.length) tell({ at: 0 });
    show();
  };
  const replaceAll = () => {
    const { tr } = editor.state;
    const { all } = state();
    // From the end, so that earlier places stay what they are.
    [...all].reverse().forEach(({ from, to }) => tr.insertText(other.value, from, to));
    if (all.length) editor.view.dispatch(tr);
    context.say(filled(texts.replaced, { count: all.length }));
    show();
  };
  const close = () => {
    bar.hidden = true;
    tell({ words: "", at: 0 });
    editor.view.focus();
  };
  const button = (label, onclick) => el("button", { type: "button", class: "button button-small button-secondary", onclick }, label);
  const bar = el(
    "div",
    { class: "desk-find", role: "search", hidden: true },
    words,
    count,
    button(texts.before, () => go(-1)),
    button(texts.next, () => go(1)),
    other,
    button(texts.replace, replaceOne),
    button(texts.replace_all, replaceAll),
    button(texts.close, close),
  );
  words.addEventListener("input", () => {
    tell({ words: words.value, at: 0 });
    show();
  });
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target === words) go(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === other) replaceOne();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return {
    element: bar,
    open: () => {
      bar.hidden = false;
      const { from, to, empty } = editor.state.selection;
      if (!empty) words.value = editor.state.doc.textBetween(from, to, " ").slice(0, 100);
      words.focus();
      words.select();
      tell({ words: words.value, at: 0 });
      show();
    },
  };
};
