/* The handle next to a block: drag it, or open what can be done with the whole block. */
import { pm } from "../../django_prose_editor/editor.js";

import { duplicate, insert, move, remove } from "./commands.js";
import { el, icon } from "./dom.js";

/* Returns the block right under the document that an element belongs to: its node and position. */
const blockOf = (view, target) => {
  let element = target;
  while (element && element.parentElement !== view.dom) element = element.parentElement;
  if (!element) return null;
  let found = null;
  view.state.doc.forEach((node, pos) => {
    if (!found && view.nodeDOM(pos) === element) found = { node, pos, element };
  });
  return found;
};

export const handles = (editor, context) => {
  const { texts } = context;
  const { view } = editor;
  let at = null;
  const handle = el("button", { type: "button", class: "desk-handle", draggable: "true", "aria-label": texts.block, title: texts.block, "aria-haspopup": "menu", "aria-expanded": "false", tabindex: "-1", hidden: true }, icon("grip"));
  const menu = el("div", { class: "desk-menu", role: "menu", hidden: true });
  const close = (focus = true) => {
    menu.hidden = true;
    handle.setAttribute("aria-expanded", "false");
    if (focus) view.focus();
  };
  const act = (label, iconName, run) =>
    el("button", { type: "button", role: "menuitem", class: "desk-menu__item", onclick: () => { close(); run(); } }, icon(iconName), label);
  const open = () => {
    const here = at;
    menu.replaceChildren(
      act(texts.up, "arrow-up", () => move(editor, -1, here)),
      act(texts.down, "arrow-down", () => move(editor, 1, here)),
      act(texts.paragraph_below, "plus", () => insert(editor, "paragraph", { at: { node: null, pos: here.pos + here.node.nodeSize } })),
      act(texts.duplicate, "copy", () => duplicate(editor, here)),
      act(texts.remove, "bin", () => remove(editor, here)),
    );
    menu.style.insetBlockStart = `${handle.offsetTop + handle.offsetHeight}px`;
    menu.hidden = false;
    handle.setAttribute("aria-expanded", "true");
    menu.firstChild.focus();
  };
  const show = (found) => {
    if (!found || !menu.hidden) return;
    at = found;
    const box = context.root.getBoundingClientRect();
    handle.style.insetBlockStart = `${found.element.getBoundingClientRect().top - box.top}px`;
    handle.hidden = false;
  };
  view.dom.addEventListener("mouseover", (event) => show(blockOf(view, event.target)));
  editor.on("selectionUpdate", () => {
    const { $from, node } = view.state.selection;
    const pos = $from.depth ? $from.before(1) : node ? $from.pos : null;
    const element = pos === null ? null : view.nodeDOM(pos);
    if (element instanceof HTMLElement) show({ node: view.state.doc.nodeAt(pos), pos, element });
  });
  // Positions of a changed text are others.
  editor.on("update", () => {
    handle.hidden = true;
    menu.hidden = true;
  });
  handle.addEventListener("click", open);
  menu.addEventListener("keydown", (event) => {
    const all = [...menu.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") close();
    else if (step) all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("click", (event) => {
    if (!menu.hidden && !menu.contains(event.target) && !handle.contains(event.target)) close(false);
  });
  handle.addEventListener("dragstart", (event) => {
    if (!at) return;
    const selection = pm.state.NodeSelection.create(view.state.doc, at.pos);
    view.dispatch(view.state.tr.setSelection(selection));
    const slice = selection.content();
    const { dom, text } = view.serializeForClipboard(slice);
    event.dataTransfer.clearData();
    event.dataTransfer.setData("text/html", dom.innerHTML);
    event.dataTransfer.setData("text/plain", text);
    event.dataTransfer.effectAllowed = "move";
    if (at.element instanceof HTMLElement) event.dataTransfer.setDragImage(at.element, 0, 0);
    view.dragging = { slice, move: true };
  });
  context.root.append(handle, menu);
  return { open: () => { show(blockOf(view, view.domAtPos(view.state.selection.from).node)); open(); } };
};
