/* "/" in an empty paragraph: what can be put there, found by its name in the language of the desk. */
import { Extension, pm } from "../../django_prose_editor/editor.js";

import { current, insert, turnInto } from "./commands.js";
import { el, icon, uniqueId } from "./dom.js";

// The height of the bars at the head and at the foot of the form.
const FOOT_PX = 72;
const TEXT_KINDS = new Set(["paragraph", "intertitle", "subheading", "quotation", "bulleted", "numbered"]);

export const folded = (text) =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f\u064b-\u065f\u0640]/g, "")
    .replace(/[أإآٱ]/g, "ا")
    .toLowerCase();

/* Puts a block of a kind where the cursor is, as if chosen in the palette. */
export const put = (editor, context, kind) => {
  if (TEXT_KINDS.has(kind)) return turnInto(editor, kind);
  if (kind === "footnote") return editor.chain().focus().insertContent({ type: "footnote", attrs: { text: "" } }).run();
  const start = insert(editor, kind, { value: context.kinds[kind]?.empty ?? null });
  const place = editor.view.nodeDOM(start);
  // The first field of a card is what one does next.
  if (context.kinds[kind]) requestAnimationFrame(() => place?.querySelector?.("input, textarea, button, select")?.focus());
  return true;
};

export const palette = (context) =>
  Extension.create({
    name: "palette",
    priority: 300,
    addProseMirrorPlugins() {
      const { editor } = this;
      const id = uniqueId("palette");
      const list = el("ul", { class: "desk-palette", role: "listbox", id, tabindex: "0", "aria-label": context.texts.palette, hidden: true });
      let shown = [];
      let place = 0;
      let closedAt = null;
      const asked = (state) => {
        const { selection } = state;
        if (!selection.empty || selection.$from.depth !== 1) return null;
        const { parent, parentOffset } = selection.$from;
        if (parent.type.name !== "paragraph" || parentOffset !== parent.content.size) return null;
        return /^\/([^/\s]{0,24}(?: [^/\s]{1,24})?)$/u.exec(parent.textContent)?.[1] ?? null;
      };
      const choose = (kind) => {
        const { pos, node } = current(editor.state);
        editor.view.dispatch(editor.state.tr.delete(pos + 1, pos + node.nodeSize - 1));
        put(editor, context, kind);
      };
      const mark = () => {
        [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === place)));
        list.children[place]?.scrollIntoView({ block: "nearest" });
        editor.view.dom.setAttribute("aria-activedescendant", list.children[place]?.id ?? "");
      };
      const close = () => {
        list.hidden = true;
        editor.view.dom.removeAttribute("aria-activedescendant");
        editor.view.dom.removeAttribute("aria-controls");
      };
      const draw = (view) => {
        const query = asked(view.state);
        if (query === null) closedAt = null;
        if (query === null || closedAt === view.state.selection.$from.before(1)) return close();
        const wanted = folded(query);
        const next = context.palette.filter(({ names }) => names.some((name) => folded(name).split(/[\s’'-]+/).some((word) => word.startsWith(wanted)) || folded(name).startsWith(wanted)));
        if (next.map(({ kind }) => kind).join() !== shown.map(({ kind }) => kind).join()) place = 0;
        shown = next;
        if (!shown.length) return close();
        list.replaceChildren(
          ...shown.map(({ kind, label, icon: name }) =>
            el("li", { role: "option", id: `${id}-${kind}`, onmousedown: (event) => event.preventDefault(), onclick: () => choose(kind) }, icon(name), label),
          ),
        );
        list.hidden = false;
        const box = context.root.getBoundingClientRect();
        const at = view.coordsAtPos(view.state.selection.from);
        const rtl = getComputedStyle(view.dom).direction === "rtl";
        // Above the line where the bar at the foot of the form leaves no room below it.
        const below = innerHeight - FOOT_PX - at.bottom;
        const height = Math.max(120, Math.min(320, Math.max(below, at.top - FOOT_PX)));
        list.style.maxBlockSize = `${height}px`;
        const shownHeight = Math.min(height, list.scrollHeight);
        const up = below < shownHeight && at.top - FOOT_PX > below;
        list.style.insetBlockStart = `${(up ? at.top - shownHeight - 8 : at.bottom + 4) - box.top}px`;
        list.style.insetInlineStart = `${Math.max(0, rtl ? box.right - at.right : at.left - box.left)}px`;
        editor.view.dom.setAttribute("aria-controls", id);
        mark();
        return undefined;
      };
      return [
        new pm.state.Plugin({
          props: {
            handleKeyDown: (view, event) => {
              if (list.hidden) return false;
              if (event.key === "ArrowDown" || event.key === "ArrowUp") {
                place = (place + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % shown.length;
                mark();
                return true;
              }
              if (event.key === "Enter" || event.key === "Tab") {
                choose(shown[place].kind);
                return true;
              }
              if (event.key === "Escape") {
                closedAt = view.state.selection.$from.before(1);
                close();
                return true;
              }
              return false;
            },
            handleDOMEvents: {
              blur: () => {
                close();
                return false;
              },
            },
          },
          view: () => {
            context.root.append(list);
            return { update: (view) => draw(view), destroy: () => list.remove() };
          },
        }),
      ];
    },
  });
