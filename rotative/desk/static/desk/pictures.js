// Shows a picture that is still in preparation as soon as it is ready. Without this the next page shows it.
(() => {
  const EVERY_MS = 1000;
  const LONGEST_MS = 120000;
  const since = new WeakMap();

  const look = async (image) => {
    since.set(image, since.get(image) ?? Date.now());
    if (Date.now() - since.get(image) > LONGEST_MS) return;
    const answer = await fetch(image.src, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (answer && answer.redirected && answer.ok) image.src = new URL(answer.url).pathname;
  };

  setInterval(() => {
    for (const image of document.querySelectorAll('img[src^="/desk/pictures/"]')) look(image);
  }, EVERY_MS);
})();
