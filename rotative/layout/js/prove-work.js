/** Each form with `data-challenge` (ALTCHA, version 2) is solved by counting, then posted with the proof in `altcha`.
 *  Where there is no WebCrypto the form stays hidden: the request waits at the server instead.
 */
const BATCH = 500;

const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The key of one try: SHA-256 of salt, nonce and the counter in four bytes. */
async function derived(parameters, counter) {
  const salt = bytes(parameters.salt);
  const nonce = bytes(parameters.nonce);
  const data = new Uint8Array(salt.length + nonce.length + 4);
  data.set(salt);
  data.set(nonce, salt.length);
  new DataView(data.buffer).setUint32(data.length - 4, counter);
  return hex(await crypto.subtle.digest("SHA-256", data)).slice(0, parameters.keyLength * 2);
}

/** The first counter whose key has the prefix; tries run side by side, because each waits for the browser. */
async function solution(parameters) {
  for (let start = 0; start <= 0xffffffff; start += BATCH) {
    const tries = Array.from({ length: BATCH }, (_, place) => derived(parameters, start + place));
    const place = (await Promise.all(tries)).findIndex((key) => key.startsWith(parameters.keyPrefix));
    if (place >= 0) return { counter: start + place, derivedKey: await tries[place] };
  }
}

async function prove(form) {
  const challenge = JSON.parse(form.dataset.challenge);
  form.hidden = false;
  form.querySelector("button").hidden = true;
  const proof = { challenge, solution: await solution(challenge.parameters) };
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "altcha" });
  field.value = btoa(JSON.stringify(proof));
  form.append(field);
  form.submit();
}

if (globalThis.crypto?.subtle) document.querySelectorAll("form[data-challenge]").forEach(prove);
