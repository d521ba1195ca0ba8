/* The text of the document whose words are counted, as rotative.articles.body reads it: captions and notes are in it. */

const leaf = (node) => (node.type.name === "footnote" ? `\n${node.attrs.text}\n` : "\n");

const captions = ({ caption, pictures }) => [caption, ...(pictures ?? []).map(({ value }) => value.caption)];

/* Returns {text, pictures} of a document. */
export const read = (doc) => {
  const texts = [];
  let pictures = 0;
  doc.forEach((node) => {
    const { kind, value } = node.attrs;
    if (node.type.name !== "card") texts.push(node.textBetween(0, node.content.size, "\n", leaf));
    else if (kind === "picture" || kind === "gallery") {
      pictures += kind === "picture" ? 1 : (value.pictures?.length ?? 0);
      texts.push(...captions(value));
    }
  });
  return { text: texts.filter(Boolean).join("\n"), pictures };
};
