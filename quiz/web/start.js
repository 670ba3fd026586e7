// Starts the worker from a web server. A folder on a stick has quiz/web/folder/start.js in this one's place.
import { manifest } from "./manifest.js";
import { cacheName } from "./unpacked.js";

/**
 * A worker made from a blob inherits this page's Content-Security-Policy; one made from an address does not. Its first lines ask for every
 * large file at once, before any module has arrived; for the image, where the device keeps it unpacked, they ask the device.
 * @param {boolean} whole which of the two runtimes
 * @param {boolean} again after a failure: nothing is taken from the browser's cache
 * @returns {Worker} throws where there can be none
 */
export function startWorker(whole, again) {
  const here = (/** @type {string} */ address) => new URL(address, import.meta.url).href;
  const options = (/** @type {string} */ integrity) => JSON.stringify({ ...(integrity && { integrity }), ...(again && { cache: "reload" }) });
  const early = (whole ? manifest.whole : manifest.lean).flatMap((name) => {
    const file = manifest.files[name];
    if (!file) return [];
    // What can be unpacked as it arrives is checked by the worker; without a secure address only the browser can check.
    const sealed = !isSecureContext || !/\.(image|wasm|zip)$/.test(name);
    return [`[${JSON.stringify(here(file.address))}, ${options(sealed ? file.integrity : "")}]`];
  });
  const source = [
    `globalThis.whole = ${whole};`,
    `const kept = (address) => ${!again} && self.caches?.match(address, { cacheName: ${JSON.stringify(cacheName(import.meta.url))} }).catch(() => undefined);`,
    `const get = async (address, options) => (address.includes(".image") && (await kept(address))) || fetch(address, { ...options, priority: "low" });`,
    `globalThis.early = new Map([${early}].map(([address, options]) => [address, get(address, options)]));`,
    "for (const request of early.values()) request.catch(() => {});",
    `import(${JSON.stringify(here("./worker.js"))}).catch(() => self.postMessage({ type: "failed" }));`,
  ];
  const address = URL.createObjectURL(new Blob([source.join("\n")], { type: "text/javascript" }));
  return new Worker(address, { type: "module", name: "declined-again" });
}
