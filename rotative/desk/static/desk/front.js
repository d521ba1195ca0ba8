/* A front page arranged without reloading: each form is sent as it would be, and the parts of the answering page take their
   place. Without this, every button works and the whole page comes back. */
const root = document.querySelector("[data-desk-front]");
const said = root.querySelector("[data-desk-said]");
let queue = Promise.resolve();
root.classList.add("desk-front--live");

const replace = (page) => {
  const open = [...root.querySelectorAll("details[open][id]")].map((details) => details.id);
  for (const part of root.querySelectorAll("[data-part]")) {
    const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (fresh) part.replaceChildren(...fresh.childNodes);
  }
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  document.querySelector(".messages")?.replaceWith(page.querySelector(".messages") ?? "");
};

const focusAgain = (key) => {
  const again = key && root.querySelector(`[data-focus="${key}"]:not([disabled])`);
  (again || document.getElementById("place-0"))?.focus({ preventScroll: true });
};

const load = async (address, options, key) => {
  root.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, options);
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector("[data-desk-front]")) return location.reload();
    replace(page);
    focusAgain(key);
    const told = page.querySelector(".messages") ?? root.querySelector("[data-part=state]");
    said.textContent = told.textContent.replace(/\s+/g, " ").trim();
  } catch {
    location.reload();
  } finally {
    root.removeAttribute("aria-busy");
  }
};

const later = (address, options, key) => (queue = queue.then(() => load(address, options, key)));
const send = (body, key) => later(location.pathname, { method: "POST", body }, key);

root.addEventListener("submit", (event) => {
  const form = event.target;
  const key = event.submitter?.dataset.focus;
  if (form.matches("[data-live-search]")) {
    event.preventDefault();
    const asked = `?${new URLSearchParams(new FormData(form))}`;
    history.replaceState(null, "", asked);
    later(location.pathname + asked, {}, key);
  } else if (form.matches("[data-live]")) {
    event.preventDefault();
    send(new FormData(form, event.submitter), key);
  }
});

/* The place chosen above the results is that of every "Place". */
const choose = (at) => {
  for (const field of root.querySelectorAll("[data-desk-chosen]")) field.value = at;
};

root.addEventListener("change", (event) => {
  if (event.target.id === "front-at") choose(event.target.value);
});

root.addEventListener("click", (event) => {
  const link = event.target.closest("[data-desk-at]");
  if (!link) return;
  event.preventDefault();
  const at = document.getElementById("front-at");
  at.value = link.dataset.deskAt;
  choose(at.value);
  document.getElementById("front-q").focus();
});

/* Dragging by the handle; the buttons do the same. */
let dragged = null;

const over = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-place]");
const mark = (place) => {
  for (const one of root.querySelectorAll(".desk-place--over")) one.classList.remove("desk-place--over");
  place?.classList.add("desk-place--over");
};

root.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-desk-handle]");
  if (!handle) return;
  event.preventDefault();
  dragged = handle;
  handle.setPointerCapture(event.pointerId);
  handle.closest("li").classList.add("desk-item--dragged");
});

root.addEventListener("pointermove", (event) => {
  if (dragged) mark(over(event));
});

const drop = (event) => {
  if (!dragged) return;
  const handle = dragged;
  const place = event.type === "pointerup" ? over(event) : null;
  dragged = null;
  handle.closest("li").classList.remove("desk-item--dragged");
  mark(null);
  if (!place || place.contains(handle)) return;
  const body = new FormData(root.querySelector("[data-desk-dropped]"));
  body.set("article", handle.dataset.article);
  body.set("at", place.dataset.place);
  send(body, null);
};

root.addEventListener("pointerup", drop);
root.addEventListener("pointercancel", drop);
