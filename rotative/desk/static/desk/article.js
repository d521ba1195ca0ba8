/* The form of an article: a headline without line breaks, words and reading time while one writes, addresses to copy. */
(() => {
  const words = globalThis.deskWords;

  const count = (form, shown) => {
    const figures = JSON.parse(document.getElementById("desk-counting").textContent);
    const language = document.documentElement.lang;
    const plural = new Intl.PluralRules(language);
    const say = (texts, name, number) => texts[plural.select(number)].replace(`%(${name})s`, number.toLocaleString(language));
    let written = { text: "", pictures: 0 };
    const show = () => {
      const standfirst = form.querySelector('[name="standfirst"]')?.value ?? "";
      const lead = form.querySelector('[name="picture"]')?.value ? 1 : 0;
      const total = words(written.text) + words(standfirst);
      const pictured = Math.min((written.pictures + lead) * figures.picture_s, figures.pictures_max_s);
      const seconds = Math.ceil((total * 60) / figures.words_per_minute) + pictured;
      const minutes = Math.max(1, Math.ceil(seconds / 60));
      shown.hidden = false;
      shown.textContent = `${say(figures.words, "words", total)} · ${say(figures.minutes, "minutes", minutes)}`;
    };
    let waiting = 0;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, 200);
    };
    for (const event of ["input", "change", "keyup", "paste"]) form.addEventListener(event, soon);
    /* The document of the body says what it holds. */
    form.addEventListener("rotative:words", ({ detail }) => {
      written = detail;
      soon();
    });
    setTimeout(show, 500);
  };

  /* Enter leads on; what is pasted stays on one line. */
  const line = (field) => {
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      document.getElementById(field.dataset.deskLine)?.focus();
    });
    field.addEventListener("input", () => {
      if (!/[\r\n]/.test(field.value)) return;
      const at = field.selectionStart;
      field.value = field.value.replace(/[\r\n]+/g, " ");
      field.setSelectionRange(at, at);
    });
  };

  /* What search engines and networks show: the first field that is filled in. */
  const machines = (root) => {
    const form = root.closest("form");
    const value = (name) => form.querySelector(`[name="${name}"]`)?.value.trim() ?? "";
    const show = () => {
      for (const shown of root.querySelectorAll("[data-desk-shows]"))
        shown.textContent = shown.dataset.deskShows.split(" ").map(value).find(Boolean) ?? "";
      for (const field of form.querySelectorAll("[data-desk-else]")) field.placeholder = value(field.dataset.deskElse);
      for (const shown of root.querySelectorAll("[data-desk-picture]")) {
        const chosen = shown.dataset.deskPicture.split(" ").find(value);
        const picture = chosen && form.querySelector(`[name="${chosen}"]`)?.closest("[data-field]")?.querySelector("img");
        shown.replaceChildren(...(picture ? [Object.assign(new Image(), { src: picture.src, alt: "" })] : []));
      }
    };
    for (const event of ["input", "change"]) form.addEventListener(event, show);
    show();
  };

  const copy = async (button) => {
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.deskCopy);
    } catch {
      const field = Object.assign(document.createElement("textarea"), { value: button.dataset.deskCopy });
      button.after(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = before; }, 2000);
  };

  const start = () => {
    document.querySelectorAll("[data-desk-line]").forEach(line);
    const shown = document.querySelector("[data-desk-word-count]");
    if (shown) count(shown.closest("form"), shown);
    document.querySelectorAll("[data-desk-machines]").forEach(machines);
    // The browser cannot do it: the tabs are hidden until their script has run.
    addEventListener("load", () => document.querySelector("[data-desk-line][autofocus]")?.focus(), { once: true });
    document.addEventListener("click", (event) => {
      const button = event.target.closest?.("[data-desk-copy]");
      if (button) copy(button);
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
