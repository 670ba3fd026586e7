// What is kept on the device: has the service worker (quiz/web/service/sw.js) keep the guide, and the check once Python has answered. Fetched
// when a page has been at rest for a while; where there is no service worker the site is the same without it.
import { attachNotice, heeded } from "./new-release.js";

const CHOICE = "declined-again:offline"; // "all": the reader wants everything; "none": nothing; else what costs little
const WHOLE = "declined-again:whole"; // set by engine.js where the lean runtime did not run

/**
 * What the worker says: by group of files their bytes, how many of those a host sends, and how many of these are still lacking.
 * @typedef {{release: string, groups: Record<string, {bytes: number, transfer: number, lacks: number}>, busy: boolean, trouble: string}} Status
 */

/** The reader has erased everything: nothing is kept again until they ask, or come back. */
let erased = false;

/** @param {Document} page at rest @returns {Promise<void>} */
export async function attachRelease(page) {
  const address = addressOf(page);
  const workers = container();
  if (!address || !workers) return;
  const template = /** @type {HTMLTemplateElement} */ (page.querySelector("template[data-release]"));
  const follow = attachNotice(page, template, workers);
  follow(await found());
  watchEngine(page.documentElement);
  if (savesData()) void (await found())?.update().catch(() => {}); // a release that waits to be asked for is told of by its own worker
  const groups = choice() === "all" ? everything() : choice() === "none" || savesData() ? [] : ["guide"];
  if (groups.length && !erased && (await keep(groups))) follow(await found());
}

/** Once Python has answered, it is kept: its files have just arrived. @param {HTMLElement} root */
function watchEngine(root) {
  const look = () => {
    if (root.dataset.engine !== "ready") return;
    observer.disconnect();
    if (choice() === "none" || erased) return;
    void keep(everything().slice(savesData() ? 2 : 0));
    root.dispatchEvent(new Event("engine:keep")); // unpacked too: see unpacked.js
  };
  const observer = new MutationObserver(look);
  observer.observe(root, { attributeFilter: ["data-engine"] });
  look();
}

/** @returns {ServiceWorkerContainer | undefined} undefined where there is none: an old browser, a private window, a folder */
export function container() {
  return isSecureContext ? (/** @type {ServiceWorkerContainer | undefined} */ (Reflect.get(navigator, "serviceWorker"))) : undefined;
}

/** The address of the site's worker; undefined where the site has none. @param {Document} page */
function addressOf(page) {
  const address = page.querySelector("template[data-release]")?.getAttribute("data-release");
  return address ? new URL(address, page.baseURI).href : undefined;
}

/** @returns {string[]} all groups of files this device has a use for; from the third on they are the runtime's */
function everything() {
  return ["guide", "check", "runtime", ...(stored(WHOLE) ? ["whole"] : [])];
}

/** @returns {string | null} what the reader chose to keep */
export function choice() {
  return stored(CHOICE);
}

/** @param {string} name */
function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** @param {"all" | "none"} wish */
export function choose(wish) {
  try {
    localStorage.setItem(CHOICE, wish);
  } catch {
    // It holds for this visit.
  }
}

/** Whether the reader saves data or the connection is slow: then nothing is fetched for later without asking. */
export function savesData() {
  const connection = /** @type {{saveData?: boolean, effectiveType?: string} | undefined} */ (Reflect.get(navigator, "connection"));
  return Boolean(connection?.saveData) || /2g|3g/.test(connection?.effectiveType ?? "");
}

/** This site's registration, if it has one. The worker of another site above ours on the same host is not ours. */
export async function found() {
  const address = addressOf(document);
  const registration = address ? await container()?.getRegistration(address).catch(() => undefined) : undefined;
  const worker = registration?.active ?? registration?.waiting ?? registration?.installing;
  return worker?.scriptURL === address ? registration : undefined;
}

/**
 * Have the worker keep groups of files, registering it where it is not yet. It tells what it keeps by messages (see `listen`).
 * @param {string[]} groups none: it only tells
 * @returns {Promise<boolean>} false where that is not possible
 */
export async function keep(groups) {
  const address = addressOf(document);
  try {
    const registration = address && (await container()?.register(address, { updateViaCache: "none" }));
    const worker = registration && (await activeOf(registration));
    if (!worker) return false;
    erased = false;
    const first = document.documentElement.lang === "en" ? "en/" : "";
    worker.postMessage(groups.length ? { ask: "keep", groups, first } : { ask: "status" });
    return true;
  } catch {
    return false;
  }
}

/** Everything there is. */
export function keepAll() {
  return keep(everything());
}

/** @param {ServiceWorkerRegistration} registration @returns {Promise<ServiceWorker | null>} null when its installation fails */
function activeOf(registration) {
  const { active, installing, waiting } = registration;
  const coming = installing ?? waiting;
  if (active || !coming) return Promise.resolve(active);
  return new Promise((resolve) => {
    coming.addEventListener("statechange", () => {
      if (coming.state === "activated") resolve(coming);
      if (coming.state === "redundant") resolve(null);
    });
  });
}

/** @param {(status: Status) => void} hear */
export function listen(hear) {
  container()?.addEventListener("message", ({ data }) => {
    if (data.type === "status" && !erased) hear(data);
  });
}

/** Delete everything the worker keeps and take the worker off the device. The page goes on without it. */
export async function forget() {
  erased = true;
  const registration = await found();
  if (!registration) return;
  const { active, waiting, installing } = registration;
  await Promise.all([active, waiting, installing].map((worker) => worker && heeded(worker, { ask: "forget" })));
  await registration.unregister();
}
