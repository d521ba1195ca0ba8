/* The seconds in which letters can be called back, counted down; the page itself says at which hour they leave. */
const ends = new WeakMap();

const count = () => {
  for (const form of document.querySelectorAll("[data-desk-countdown]")) {
    if (!ends.has(form)) ends.set(form, Date.now() + 1000 * Number(form.dataset.deskCountdown));
    const left = Math.ceil((ends.get(form) - Date.now()) / 1000);
    if (left <= 0) return location.reload();
    const shown = form.querySelector("[data-desk-left]");
    shown.hidden = false;
    shown.querySelector("[role=timer]").textContent = left;
  }
};

count();
setInterval(count, 250);
