/* Subjects that the text names, below it: asked for while one writes, added with one click, refused with another. */
(() => {
  const PAUSE_MS = 700;
  const ROWS = "article_subjects";

  const el = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const say = (text, name) => text.replace("%(name)s", name);

  /* The subjects that the form has, and a row more of them. */
  const chosen = (form) => {
    const rows = [...form.querySelectorAll(`input[name^="${ROWS}-"][name$="-subject"]`)];
    return new Set(rows.filter((row) => !/__prefix__/.test(row.name) && form.elements[row.name.replace(/subject$/, "DELETE")]?.value !== "1").map((row) => row.value).filter(Boolean));
  };
  const add = (form, choice, main) => {
    const empty = [...form.querySelectorAll(`input[name^="${ROWS}-"][name$="-subject"]`)].find((row) => !row.value && !/__prefix__/.test(row.name) && form.elements[row.name.replace(/subject$/, "DELETE")]?.value !== "1");
    if (!empty) document.getElementById(`id_${ROWS}-ADD`)?.click();
    const rows = [...form.querySelectorAll(`input[name^="${ROWS}-"][name$="-subject"]`)].filter((row) => !/__prefix__/.test(row.name));
    const row = empty ?? rows.at(-1);
    if (!row || row.value) return false;
    row.value = choice.id;
    const shown = document.getElementById(`${row.id}-chooser`);
    shown?.classList.remove("blank");
    const title = shown?.querySelector("[data-chooser-title]");
    if (title) title.textContent = choice.name;
    const mentioned = form.elements[row.name.replace(/subject$/, "mentioned")];
    if (mentioned) mentioned.checked = !main;
    for (const event of ["input", "change"]) row.dispatchEvent(new Event(event, { bubbles: true }));
    return true;
  };

  const mount = (root) => {
    const form = root.closest("form");
    const setup = JSON.parse(root.querySelector("script[type='application/json']").textContent);
    const { texts } = setup;
    const list = root.querySelector("[data-desk-suggestions-list]");
    const empty = root.querySelector("[data-desk-suggestions-empty]");
    const status = root.querySelector("[data-desk-suggestions-status]");
    const refused = new Set();
    /* Refusals that the server does not know yet: an article that was never saved has no number. */
    const unsent = [];
    let later = 0;
    const article = () => setup.article ?? (Number(location.pathname.match(/\/articles\/edit\/(\d+)\//)?.[1]) || null);
    const sendRefusals = () => {
      const pk = article();
      if (!pk) {
        clearTimeout(later);
        if (unsent.length) later = setTimeout(sendRefusals, 2000);
        return;
      }
      for (const said of unsent.splice(0)) send(setup.refuse.replace("/0/", `/${pk}/`), said).catch(() => unsent.push(said));
    };
    /* What is accepted goes along with the form, and counts when that is saved; a subject that the form has no more does not. */
    const accepted = form.elements.accepted_suggestions;
    const noted = () => JSON.parse(accepted.value || "{}") ?? {};
    const accept = (subject, found) => {
      accepted.value = JSON.stringify({ ...noted(), [subject]: found });
    };
    const followRemoved = () => {
      const there = chosen(form);
      accepted.value = JSON.stringify(Object.fromEntries(Object.entries(noted()).filter(([subject]) => there.has(subject))));
    };
    let text = "";
    let answer = { subjects: [], new: [] };
    let waiting = 0;
    let asked = null;
    let last = "";

    const send = (address, said, signal) =>
      fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, "X-Requested-With": "XMLHttpRequest" },
        body: JSON.stringify(said),
        signal,
      });
    const refuse = (key, name, found = []) => {
      refused.add(key);
      status.textContent = say(texts.refused, name);
      show();
      unsent.push({ suggestion: key, found });
      sendRefusals();
      list.querySelector("button")?.focus();
    };
    const button = (label, title, act, kind = "button-secondary") => {
      const made = el("button", { type: "button", class: `button button-small ${kind}`, title, "aria-label": title }, label);
      made.addEventListener("click", act);
      return made;
    };
    const suggested = (each) => {
      const buttons = each.choices.map((choice) =>
        button(each.choices.length > 1 ? `${choice.name} (${choice.kind})` : choice.name, say(texts.accept, choice.name), () => {
          if (!add(form, choice, each.main)) return;
          accept(choice.id, each.found);
          status.textContent = say(texts.added, choice.name);
          show();
          list.querySelector("button")?.focus();
        }),
      );
      const names = each.choices.map((choice) => choice.name).join(" / ");
      const about = [each.choices.map((choice) => choice.kind).filter((kind, at, all) => all.indexOf(kind) === at).join(" / "), each.main ? texts.main : texts.mentioned, each.reason];
      const question = each.asked && each.choices.length > 1 ? [el("span", { class: "desk-suggestions__which" }, texts.which)] : [];
      return el(
        "li",
        { class: each.main ? "desk-suggestion desk-suggestion--main" : "desk-suggestion" },
        el("span", { class: "desk-suggestion__names" }, ...question, ...buttons),
        el("span", { class: "desk-suggestion__reason", dir: "auto" }, about.join(" · ")),
        button("×", say(texts.refuse, names), () => refuse(each.key, names, each.found), "button-secondary desk-suggestion__refuse"),
      );
    };
    /* A name made a subject in another tab is found here when one comes back. */
    const askOnReturn = () =>
      addEventListener(
        "focus",
        () => {
          last = "";
          soon();
        },
        { once: true },
      );
    const unknown = (each) => {
      const name = setup.add
        ? el("a", { class: "button button-small button-secondary desk-suggestion__new", href: `${setup.add}?name=${encodeURIComponent(each.name)}&language=${setup.language}`, target: "_blank", title: say(texts.make, each.name) }, `+ ${each.name}`)
        : el("span", {}, each.name);
      if (setup.add) name.addEventListener("click", askOnReturn);
      return el(
        "li",
        { class: "desk-suggestion" },
        el("span", { class: "desk-suggestion__names" }, name),
        el("span", { class: "desk-suggestion__reason" }, texts.new),
        button("×", say(texts.refuse, each.name), () => refuse(each.key, each.name), "button-secondary desk-suggestion__refuse"),
      );
    };
    const show = () => {
      followRemoved();
      const there = chosen(form);
      const subjects = answer.subjects.filter((each) => !refused.has(each.key) && !each.choices.some((choice) => there.has(choice.id)));
      const names = answer.new.filter((each) => !refused.has(each.key));
      list.replaceChildren(...subjects.map(suggested), ...names.map(unknown));
      empty.hidden = list.children.length > 0;
      if (last && !list.children.length) empty.textContent = texts.none;
    };
    const ask = async () => {
      sendRefusals();
      const said = { article: article(), language: setup.language, headline: form.elements.headline?.value ?? "", standfirst: form.elements.standfirst?.value ?? "", text };
      const now = JSON.stringify(said);
      if (now === last || !(said.headline || said.standfirst || said.text).trim()) return;
      asked?.abort();
      asked = new AbortController();
      try {
        const response = await send(setup.find, said, asked.signal);
        if (!response.ok) throw new Error(String(response.status));
        answer = await response.json();
        last = now;
        show();
      } catch (error) {
        if (error.name !== "AbortError") status.textContent = texts.failed;
      }
    };
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, PAUSE_MS);
    };
    for (const event of ["input", "change"]) form.addEventListener(event, soon);
    form.addEventListener("rotative:words", ({ detail }) => {
      text = detail.text;
      soon();
    });
    root.closest("form").addEventListener("change", ({ target }) => {
      if (target.name?.startsWith(ROWS)) show();
    });
    soon();
  };
  /* The form of a new subject begins with the name that led to it. */
  const prefill = () => {
    const asked = new URLSearchParams(location.search);
    const name = document.querySelector('[name="names-0-name"]');
    const language = document.querySelector('[name="names-0-language"]');
    if (!asked.get("name") || !name || name.value) return;
    name.value = asked.get("name").slice(0, 200);
    if (language && asked.get("language")) language.value = asked.get("language");
    name.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const start = () => {
    document.querySelectorAll("[data-desk-suggestions]").forEach(mount);
    prefill();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
