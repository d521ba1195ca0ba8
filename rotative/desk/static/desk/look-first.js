/* A look at a list without leaving the page, so that the file need not be chosen a second time. Without this, the page comes back. */
const form = document.querySelector("[data-desk-look]");

form.addEventListener("submit", async (event) => {
  if (event.submitter?.value !== "look") return;
  event.preventDefault();
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(location.pathname, { method: "POST", body: new FormData(form, event.submitter) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = document.querySelector("[data-part=report]");
    part.replaceChildren(...(page.querySelector("[data-part=report]")?.childNodes ?? []));
    document.querySelector(".messages")?.replaceWith(page.querySelector(".messages") ?? "");
  } finally {
    form.removeAttribute("aria-busy");
  }
});
