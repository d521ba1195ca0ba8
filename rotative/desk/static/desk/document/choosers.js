/* The desk's choosers, opened from the document. */

const HANDLERS = {
  picture: () => window.IMAGE_CHOOSER_MODAL_ONLOAD_HANDLERS,
  document: () => window.DOCUMENT_CHOOSER_MODAL_ONLOAD_HANDLERS,
  article: () => new window.ChooserModalOnloadHandlerFactory({ searchInputDelay: 150 }).getOnLoadHandlers(),
  subject: () => new window.ChooserModalOnloadHandlerFactory({ searchInputDelay: 150 }).getOnLoadHandlers(),
};

/* Opens the chooser of a kind; calls `chosen` with {id, title, url?, preview?} of what was chosen. */
export const choose = (kind, urls, chosen) => {
  const responses = {};
  for (const name of ["chosen", `${kind === "picture" ? "image" : kind}Chosen`])
    responses[name] = (data) =>
      chosen({
        id: data.id,
        title: data.title ?? data.string ?? "",
        url: data.url ?? "",
        preview: data.preview?.url ?? "",
        alt: data.default_alt_text ?? "",
      });
  window.ModalWorkflow({ url: urls[kind], onload: HANDLERS[kind](), responses });
};
