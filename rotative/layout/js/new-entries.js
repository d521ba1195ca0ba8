/** Marks what is new in a dossier since the reader's last visit. What they have seen stays in their browser, and nowhere else. */
const list = document.querySelector("[data-dossier]");
if (list) {
  const place = `dossier:${list.dataset.dossier}`;
  const entries = [...list.querySelectorAll(".events > [id], .steps > [id]")];
  try {
    const seen = localStorage.getItem(place);
    const known = new Set((seen || "").split(" "));
    const fresh = seen === null ? [] : entries.filter((entry) => !known.has(entry.id));
    for (const entry of fresh) {
      const mark = document.createElement("strong");
      mark.className = "fresh";
      mark.textContent = list.dataset.fresh;
      entry.prepend(mark);
    }
    const note = document.querySelector("[data-fresh-count]");
    if (note && fresh.length) {
      note.append(`${note.dataset.freshCount} ${fresh.length}. `);
      const link = document.createElement("a");
      link.href = `#${fresh[0].id}`;
      link.textContent = note.dataset.freshLink;
      note.append(link);
      note.hidden = false;
    }
    const whole = entries.map((entry) => entry.id);
    localStorage.setItem(place, [...new Set([...known, ...whole])].filter(Boolean).join(" "));
  } catch {
    // A browser that keeps nothing.
  }
}
