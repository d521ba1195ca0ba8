/* Pictures that are dropped or pasted into the text: sent to the library, then shown in the card that waits for them. */
import { newId } from "./blocks.js";
import { filled } from "./dom.js";

const isPicture = (file) => /^image\//.test(file.type);

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

const card = (id, value = {}) => ({ type: "card", attrs: { id, kind: "picture", value: { image: null, alt: "", caption: "", credit: "", ...value } } });

/* Returns the file of a picture that is in the text itself. */
const fileOf = async (source) => {
  const blob = await (await fetch(source)).blob();
  return new File([blob], `image.${blob.type.split("/")[1] ?? "png"}`, { type: blob.type });
};

/* Returns the first block with an id: its node and position. */
const find = (doc, id) => {
  let found = null;
  doc.forEach((node, pos) => {
    if (node.attrs.id === id) found = { node, pos };
  });
  return found;
};

/* Sends a file; the picture takes its place in the card with this id, however far that has moved meanwhile. */
const send = async (editor, context, id, file) => {
  const body = new FormData();
  body.append("file", file);
  let answer;
  try {
    const response = await fetch(context.urls.drop, { method: "POST", body, headers: { "X-CSRFToken": token(), Accept: "application/json" } });
    answer = await response.json();
  } catch {
    answer = { error: filled(context.texts.upload_failed, { name: file.name }) };
  }
  const at = find(editor.state.doc, id);
  if (answer.error) {
    context.say(answer.error, { urgent: true });
    if (at) editor.view.dispatch(editor.state.tr.delete(at.pos, at.pos + at.node.nodeSize));
    return;
  }
  (context.sources.picture ??= {})[answer.id] = answer;
  if (!at) return;
  const value = { ...at.node.attrs.value, image: answer.id };
  editor.view.dispatch(editor.state.tr.setNodeAttribute(at.pos, "value", value).setMeta("addToHistory", false));
  context.say(filled(context.texts.uploaded, { name: file.name }));
};

const waiting = (context, ids) => {
  context.say(filled(context.texts.uploading, { count: ids.length }));
};

/* Puts picture files into the text at a position, one card each. Returns whether there were any. */
export const drop = (editor, context, files, pos) => {
  const pictures = [...files].filter(isPicture);
  if (!pictures.length) return false;
  const ids = pictures.map(() => newId());
  const { tr, schema, doc } = editor.state;
  const $pos = doc.resolve(pos);
  const top = $pos.depth ? $pos.node(1) : null;
  const empty = top?.type.name === "paragraph" && top.content.size === 0;
  const made = ids.map((id) => schema.nodeFromJSON(card(id)));
  if (empty) tr.replaceWith($pos.before(1), $pos.after(1), made);
  else tr.insert($pos.depth ? $pos.after(1) : pos, made);
  editor.view.dispatch(tr);
  waiting(context, ids);
  ids.forEach((id, index) => send(editor, context, id, pictures[index]));
  return true;
};

/* Gives the pictures among pasted nodes an id, and returns a function that sends them once the nodes are in the text. */
export const takeAlong = (nodes) => {
  const found = [];
  for (const one of nodes) {
    if (!one.source) continue;
    one.attrs = { ...one.attrs, id: newId() };
    found.push({ id: one.attrs.id, source: one.source });
  }
  return (editor, context) => {
    if (found.length) waiting(context, found);
    for (const { id, source } of found) fileOf(source).then((file) => send(editor, context, id, file));
  };
};
