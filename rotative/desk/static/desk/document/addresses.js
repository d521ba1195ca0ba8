/* Addresses as readers may follow them: without what tracks them, without a detour. */

const TRACKING = /^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|si|ref_src|ved|usg|sa|_ga|yclid|at_medium|at_campaign|xtor)$/i;
const SIDES = /^(www\.)?google\.[a-z.]+$/i;

/* Returns where a link really leads, or null for one that leads nowhere a reader may go. */
export const address = (href) => {
  let url;
  try {
    url = new URL(href);
  } catch {
    return null;
  }
  if (SIDES.test(url.hostname) && url.pathname === "/url") {
    const real = url.searchParams.get("q") ?? url.searchParams.get("url");
    return real ? address(real) : null;
  }
  if (/^l\.(facebook|instagram)\.com$/i.test(url.hostname) && url.searchParams.get("u")) return address(url.searchParams.get("u"));
  if (url.protocol === "mailto:") return href;
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  const tracked = [...url.searchParams.keys()].filter((name) => TRACKING.test(name));
  if (!tracked.length) return href;
  tracked.forEach((name) => url.searchParams.delete(name));
  return url.href;
};
