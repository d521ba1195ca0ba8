/* What one types at the start of a line or around words: "## ", "- ", "1. ", "> ", "---", **bold**, *italic*. */
import { Extension, InputRule, markInputRule } from "../../django_prose_editor/editor.js";

import { insert, toggleList, turnInto } from "./commands.js";

const atStart = (find, act) =>
  new InputRule({
    find,
    handler: ({ state, range, chain, commands }) => {
      const { $from } = state.selection;
      if ($from.depth !== 1 || $from.parent.type.name !== "paragraph" || range.from !== $from.start()) return null;
      state.tr.delete(range.from, range.to);
      // The rule's own change first, then the command on what it left.
      queueMicrotask(act);
      return undefined;
    },
  });

export const shortcuts = Extension.create({
  name: "shortcuts",
  addInputRules() {
    const { editor } = this;
    const { bold, italic } = editor.schema.marks;
    return [
      atStart(/^##\s$/, () => turnInto(editor, "intertitle")),
      atStart(/^###\s$/, () => turnInto(editor, "subheading")),
      atStart(/^[-*•]\s$/, () => toggleList(editor, false)),
      atStart(/^(?:1|١)[.)]\s$/, () => toggleList(editor, true)),
      atStart(/^>\s$/, () => turnInto(editor, "quotation")),
      atStart(/^---$/, () => insert(editor, "rule")),
      markInputRule({ find: /(?:^|\s)(\*\*(?!\s)((?:[^*]+))(?<!\s)\*\*)$/, type: bold }),
      markInputRule({ find: /(?:^|\s)(\*(?!\s)((?:[^*]+))(?<!\s)\*)$/, type: italic }),
    ];
  },
});
