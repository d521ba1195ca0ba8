/** Suggests dossiers in the form of an article, from its subjects and its words; one click adds the line. */
(() => {
  const WAIT_MS = 900;
  const value = (name) => document.querySelector(`[name="${name}"]`)?.value || "";

  const subjects = () =>
    [...document.querySelectorAll('input[name^="article_subjects-"][name$="-subject"]')]
      .map((input) => input.value)
      .filter(Boolean);

  const text = () =>
    [value("headline"), value("standfirst"), document.querySelector(".desk-text")?.textContent || ""].join("\n");

  const chosen = () =>
    new Set(
      [...document.querySelectorAll('select[name^="developments-"][name$="-dossier"]')].map((select) => select.value),
    );

  const add = (id) => {
    document.querySelector("#id_developments-ADD").click();
    const selects = document.querySelectorAll('select[name^="developments-"][name$="-dossier"]');
    const last = selects[selects.length - 1];
    last.value = id;
    last.dispatchEvent(new Event("change", { bubbles: true }));
    document.querySelector(`[name="${last.name.replace(/dossier$/, "text")}"]`)?.focus();
  };

  const begin = (box) => {
    if (box.dataset.begun) return;
    box.dataset.begun = "1";
    let timer = 0;
    let asked = "";
    const ask = async () => {
      const body = new URLSearchParams({ language: box.dataset.language, text: text().slice(0, 20000) });
      for (const id of subjects()) body.append("subject", id);
      if (`${body}` === asked) return;
      asked = `${body}`;
      const token = document.querySelector('input[name="csrfmiddlewaretoken"]')?.value || "";
      const answer = await fetch(box.dataset.deskDossiers, { method: "POST", body, headers: { "X-CSRFToken": token } });
      if (answer.ok) show((await answer.json()).suggestions);
    };
    const show = (found) => {
      const there = chosen();
      const list = box.querySelector("ul");
      list.replaceChildren();
      for (const one of found.filter((each) => !there.has(String(each.id)))) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button button-small button-secondary";
        button.textContent = one.title;
        button.title = one.why;
        button.addEventListener("click", () => {
          add(one.id);
          button.parentElement.remove();
          box.hidden = !list.children.length;
        });
        const item = document.createElement("li");
        item.append(button, ` ${one.why}`);
        list.append(item);
      }
      box.hidden = !list.children.length;
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT_MS);
    };
    document.querySelector("form[data-edit-form], form")?.addEventListener("input", soon);
    document.addEventListener("change", soon);
    soon();
  };

  const look = () => document.querySelectorAll("[data-desk-dossiers]").forEach(begin);
  document.addEventListener("DOMContentLoaded", look);
  look();
})();
