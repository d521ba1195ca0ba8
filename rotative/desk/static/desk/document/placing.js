/* Nodes from the clipboard put where the cursor is. */
import { pm } from "../../django_prose_editor/editor.js";

import { current } from "./commands.js";
import { clean, textOf } from "./paste.js";

const PLAIN_ONLY = new Set(["intertitle", "subheading", "boxTitle", "eventDate", "quotationSource", "quotationText", "tableCell", "tableHeader"]);

/* Puts nodes in the place of the selection. */
export const place = (editor, nodes) => {
  const { state, view } = editor;
  const { schema, tr } = state;
  const { $from, $to } = state.selection;
  if (!nodes.length) return false;
  if (PLAIN_ONLY.has($from.parent.type.name) && $from.sameParent($to)) {
    const text = nodes.map(textOf).map(clean).filter(Boolean).join(" ");
    view.dispatch(tr.insertText(text).scrollIntoView());
    return true;
  }
  const made = nodes.map(({ source, ...one }) => schema.nodeFromJSON(stripped(one)));
  const alone = made.length === 1 && made[0].type.name === "paragraph";
  const before = current(state);
  if (alone && $from.parent.type.name === "paragraph") {
    tr.replaceSelection(new pm.model.Slice(made[0].content, 0, 0));
  } else if ($from.depth === 1 && $from.parent.type.name === "paragraph" && $from.parent.content.size === 0) {
    tr.replaceWith(before.pos, before.pos + before.node.nodeSize, made);
    tr.setSelection(pm.state.Selection.near(tr.doc.resolve(tr.mapping.map(before.pos + before.node.nodeSize)), -1));
  } else {
    const first = made[0].type.name === "paragraph" ? 1 : 0;
    const last = made[made.length - 1].type.name === "paragraph" ? 1 : 0;
    tr.replaceSelection(new pm.model.Slice(pm.model.Fragment.from(made), first, last));
  }
  // What was typed just before is undone apart.
  view.dispatch(pm.history.closeHistory(tr.scrollIntoView().setMeta("paste", true)));
  return true;
};

const stripped = (one) => {
  const { source, ...attrs } = one.attrs ?? {};
  return { ...one, ...(one.attrs ? { attrs } : {}), ...(one.content ? { content: one.content.map(({ source: _s, ...child }) => stripped(child)) } : {}) };
};

export const hasOwnNodes = (html) => /data-pm-slice|data-desk-node/.test(html);
