/* The words and pictures of the text, counted while one writes; each block is counted once until it changes. */

const counted = new WeakMap();

/* Returns the number of words of a text in a language. */
export const wordsIn = (text, segmenter) => {
  if (!segmenter) return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  let count = 0;
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) count += 1;
  return count;
};

export const segmenterOf = (language) => (window.Intl?.Segmenter ? new Intl.Segmenter(language, { granularity: "word" }) : null);

/* Returns {words, pictures} of a document. */
export const count = (doc, segmenter) => {
  let words = 0;
  let pictures = 0;
  doc.forEach((node) => {
    if (node.type.name === "card") {
      if (node.attrs.kind === "picture") pictures += 1;
      if (node.attrs.kind === "gallery") pictures += node.attrs.value.pictures?.length ?? 0;
      return;
    }
    if (!counted.has(node)) counted.set(node, wordsIn(node.textBetween(0, node.content.size, " ", " "), segmenter));
    words += counted.get(node);
  });
  return { words, pictures };
};
