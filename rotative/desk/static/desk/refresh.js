/* The page of an edition that is being sent, read again every few seconds; without this, the browser reloads it. */
const root = document.querySelector("[data-desk-refresh]");
const busy = () => root.contains(document.activeElement) && document.activeElement.matches("button, a, summary");

const refresh = async () => {
  if (document.hidden || busy()) return true;
  const answer = await fetch(location.href);
  if (!answer.ok) return true;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const open = new Set([...root.querySelectorAll("details[open][id]")].map((details) => details.id));
  for (const part of root.querySelectorAll("[data-part]")) {
    const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (fresh) part.replaceChildren(...fresh.childNodes);
  }
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  return Boolean(page.querySelector("[data-desk-refresh]"));
};

const tick = async () => {
  const more = await refresh().catch(() => true);
  if (more) setTimeout(tick, 1000 * Number(root.dataset.deskRefresh));
};

setTimeout(tick, 1000 * Number(root.dataset.deskRefresh));
