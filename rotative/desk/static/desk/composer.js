/* The composer without reloading: each form is sent as it would be, and the parts of the answering page take their place.
   Without this, every button works and the whole page comes back. */
const root = document.querySelector("[data-desk-composer]");
const said = root.querySelector("[data-desk-said]");
const letter = root.querySelector("[data-desk-letter]");
let queue = Promise.resolve();

/* What somebody is writing in another story stays. */
const keepOpen = () =>
  [...root.querySelectorAll("details[open][id]")].map((details) => ({
    id: details.id,
    values: [...details.querySelectorAll("input:not([type=hidden]), textarea, select")]
      .filter((field) => !details.contains(sending))
      .map((field) => [field.id, field.value]),
  }));

const openAgain = (kept) => {
  for (const { id, values } of kept) {
    const details = document.getElementById(id);
    if (!details || values.length === 0) continue;
    details.open = true;
    for (const [field, value] of values) {
      const found = document.getElementById(field);
      if (found) found.value = value;
    }
  }
};

let sending = null;

const replace = (page) => {
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (fresh) part.replaceChildren(...fresh.childNodes);
  }
  const messages = page.querySelector(".messages");
  document.querySelector(".messages")?.replaceWith(messages ?? "");
};

const focusAgain = (key, story) => {
  const again = key && root.querySelector(`[data-focus="${key}"]:not([disabled])`);
  const place = again || (story && document.getElementById(`story-${story}`)) || document.getElementById("desk-clock");
  place?.focus({ preventScroll: Boolean(again) });
};

const showLetter = () => letter?.contentWindow?.location.replace(letter.src);

const send = async (form, body, key) => {
  sending = form.closest("details");
  root.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.getAttribute("action") || location.pathname, { method: "POST", body });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector("[data-desk-composer]")) return location.reload();
    const kept = keepOpen();
    replace(page);
    openAgain(kept);
    focusAgain(key, body.get("item"));
    said.textContent = root.querySelector("[data-desk-say]")?.textContent.trim() ?? "";
    showLetter();
  } catch {
    location.reload();
  } finally {
    root.removeAttribute("aria-busy");
  }
};

const later = (form, body, key) => (queue = queue.then(() => send(form, body, key)));

root.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-live]")) return;
  event.preventDefault();
  later(form, new FormData(form, event.submitter), event.submitter?.dataset.focus);
});

root.addEventListener("change", (event) => {
  const act = event.target.dataset.liveChange;
  if (!act) return;
  const body = new FormData(event.target.form);
  body.set("act", act);
  later(event.target.form, body, act);
});

/* Dragging by the handle; the buttons do the same. */
let dragged = null;

root.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-desk-handle]");
  const item = handle?.closest("[data-item]");
  if (!item) return;
  event.preventDefault();
  dragged = item;
  item.classList.add("desk-item--dragged");
  handle.setPointerCapture(event.pointerId);
});

root.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const items = [...root.querySelectorAll("[data-desk-order] > [data-item]")].filter((item) => item !== dragged);
  const next = items.find((item) => {
    const box = item.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  });
  const list = root.querySelector("[data-desk-order]");
  if (next !== dragged.nextElementSibling) list.insertBefore(dragged, next ?? null);
});

const drop = () => {
  if (!dragged) return;
  const item = dragged;
  dragged = null;
  item.classList.remove("desk-item--dragged");
  const form = root.querySelector("[data-desk-dropped]");
  const body = new FormData(form);
  const order = [...root.querySelectorAll("[data-desk-order] > [data-item]")].map((one) => one.dataset.item);
  body.set("order", order.join(","));
  body.set("item", item.dataset.item);
  later(form, body, null);
};

root.addEventListener("pointerup", drop);
root.addEventListener("pointercancel", drop);
