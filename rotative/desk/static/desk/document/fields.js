/* Fields of a card: a picture, an article, a line, a choice. Each has an element and `set`, and calls `changed` with its value. */
import { choose } from "./choosers.js";
import { el, icon, uniqueId } from "./dom.js";

const labelled = (described, control, { hidden = false } = {}) => {
  control.id ||= uniqueId("field");
  return el(
    "div",
    { class: `desk-field desk-field--${described.kind}` },
    el("label", { for: control.id, class: hidden ? "w-sr-only" : false }, described.label, described.required ? el("span", { class: "desk-field__required", "aria-hidden": "true" }, " *") : null),
    control,
    described.help ? el("p", { class: "desk-field__help" }, described.help) : null,
  );
};

const writable = (described, control, changed) => {
  control.addEventListener("input", () => changed(control.value));
  return {
    element: labelled(described, control),
    set: (value) => {
      if (control.value !== (value ?? "")) control.value = value ?? "";
    },
    hint: (text) => control.setAttribute("placeholder", text ?? ""),
  };
};

const line = (described, context, changed) =>
  writable(described, el("input", { type: described.kind === "address" ? "url" : "text", dir: described.kind === "address" ? "ltr" : "auto", maxlength: described.max }), changed);

const lines = (described, context, changed) =>
  writable(described, el("textarea", { dir: "auto", rows: described.rows ?? 3, maxlength: described.max }), changed);

const choice = (described, context, changed) => {
  const control = el("select", {}, described.choices.map(([value, label]) => el("option", { value }, label)));
  return writable(described, control, changed);
};

const toggle = (described, context, changed) => {
  const control = el("input", { type: "checkbox" });
  control.addEventListener("change", () => changed(control.checked));
  return { element: labelled(described, control), set: (value) => (control.checked = Boolean(value)) };
};

/* A thing that is chosen: a picture, an article, a document. */
const chosen = (described, context, changed) => {
  const { texts, urls, sources } = context;
  const known = sources[described.kind] ?? {};
  const shown = el("div", { class: "desk-chosen" });
  const name = el("span", { class: "desk-chosen__name", dir: "auto" });
  const button = el("button", { type: "button", class: "button button-small button-secondary" });
  const status = el("span", { class: "desk-chosen__status", role: "status" });
  let now = null;
  const draw = () => {
    const about = now ? known[now] : null;
    shown.replaceChildren(
      ...(described.kind === "picture" && about?.preview ? [el("img", { src: about.preview, alt: "", width: about.width, height: about.height })] : []),
    );
    name.textContent = now ? about?.title || texts.gone : "";
    button.textContent = now ? texts.another : texts[`choose_${described.kind}`] ?? texts.choose;
    status.textContent = about?.note ?? "";
  };
  button.addEventListener("click", () =>
    choose(described.kind, urls, (found) => {
      known[found.id] = { ...known[found.id], ...found };
      changed(Number(found.id) || found.id);
      context.learn(described.kind, [found.id]);
    }),
  );
  const element = el("div", { class: `desk-field desk-field--${described.kind}`, role: "group", "aria-label": described.label }, shown, el("div", { class: "desk-chosen__row" }, name, status, button));
  context.redraw.add(draw);
  return {
    element,
    set: (value) => {
      now = value ?? null;
      draw();
    },
    destroy: () => context.redraw.delete(draw),
  };
};

/* Several groups of fields, each of which can be moved and taken out. */
const list = (described, context, changed) => {
  const { texts } = context;
  const rows = el("ol", { class: "desk-rows" });
  const add = el("button", { type: "button", class: "button button-small button-secondary" }, described.add ?? texts.add);
  let items = [];
  let drawn = [];
  const say = (next) => changed(next);
  const act = (label, iconName, run, disabled) =>
    el("button", { type: "button", class: "desk-act", "aria-label": label, title: label, disabled, onclick: run }, icon(iconName));
  const draw = () => {
    drawn.forEach((row) => row.fields.destroy?.());
    drawn = items.map((item, index) => {
      const fields = group(described.fields, context, (value) => say(items.map((one, at) => (at === index ? { ...one, value } : one))));
      fields.set(item.value);
      const swap = (step) => () => {
        const next = [...items];
        [next[index], next[index + step]] = [next[index + step], next[index]];
        say(next);
      };
      const element = el(
        "li",
        { class: "desk-row" },
        fields.element,
        el(
          "div",
          { class: "desk-row__acts" },
          act(texts.up, "arrow-up", swap(-1), index === 0),
          act(texts.down, "arrow-down", swap(1), index === items.length - 1),
          act(texts.remove, "bin", () => say(items.filter((_one, at) => at !== index)), false),
        ),
      );
      return { element, fields };
    });
    rows.replaceChildren(...drawn.map(({ element }) => element));
  };
  add.addEventListener("click", () => say([...items, { type: "item", id: context.newId(), value: {} }]));
  return {
    element: el("div", { class: "desk-field desk-field--list", role: "group", "aria-label": described.label }, rows, add),
    set: (value) => {
      const next = value ?? [];
      const same = next.length === items.length && next.every((item, index) => item.id === items[index].id);
      items = next;
      // What somebody is writing in is not drawn again.
      if (same) drawn.forEach((row, index) => row.fields.set(items[index].value));
      else draw();
    },
    destroy: () => drawn.forEach((row) => row.fields.destroy?.()),
  };
};

const MAKERS = { line, address: line, lines, choice, switch: toggle, picture: chosen, article: chosen, document: chosen, list };

/* Returns the fields of one value, in order. described: [{name, kind, label, …}]. */
export const group = (described, context, changed) => {
  let now = {};
  const fields = described
    .filter(({ kind }) => MAKERS[kind])
    .map((one) => ({
      ...one,
      field: MAKERS[one.kind](one, context, (value) => {
        now = { ...now, [one.name]: value };
        changed(now);
      }),
    }));
  const hint = () => {
    // What a picture's own fields are when these are left empty.
    const picture = fields.find(({ kind }) => kind === "picture");
    const about = picture && context.sources.picture?.[now[picture.name]];
    for (const { name, field } of fields) if (picture && field.hint) field.hint(about?.[name] ?? "");
  };
  context.redraw.add(hint);
  return {
    element: el("div", { class: "desk-group" }, fields.map(({ field }) => field.element)),
    set: (value) => {
      now = value ?? {};
      fields.forEach(({ name, field }) => field.set(now[name]));
      hint();
    },
    destroy: () => {
      context.redraw.delete(hint);
      fields.forEach(({ field }) => field.destroy?.());
    },
  };
};
