// The service worker, at the root of the site: keeps the guide on this device, release by release, and answers from it.
// It knows paths and hashes (quiz/publish/offline.py lists them); it must not know what stands in a file, and asks this site alone.
//
// Files are kept by their contents, so a new release fetches only what changed. A release that is whole answers by itself; one that is
// not stands in when the network does not answer. A new release installs beside the old one, whole or not at all, and waits until the
// reader wants it. A tab goes on with what it came from, a release or the network, for as long as it is open.

const RELEASE = "{release}"; // both filled in when the site is built
const INTEGRITY = "{integrity}";

/**
 * An entry: a file's path below the scope, its SHA-256 in base64, its bytes, and how many of them a host sends.
 * @typedef {[path: string, sha: string, bytes: number, transfer: number]} Entry
 * @typedef {{groups: Record<string, Entry[]>, paths: Map<string, Entry>}} List
 * active: the release that answers. tabs: what a tab came from, by its id; "" is the network. agreed: the reader wants the next release
 * although it costs.
 * @typedef {{active: string, tabs: Record<string, string>, agreed?: boolean}} State
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const SCOPE = worker.registration.scope;
const NAME = `declined-again:${new URL(SCOPE).pathname}`; // all sites of one owner share one origin
const FILES = `${NAME}:files`;
const NOTES = `${NAME}:notes`;
const HASHED = /[/.][0-9a-f]{8,}[/.]/; // an address that can mean one file only
const SPARE = 1.2; // a cache takes more room than the files in it
const AT_ONCE = 4;

let stop = new AbortController();
let busy = 0;
let trouble = "";
/** @type {Map<string, List>} */
const lists = new Map();
/** @type {Promise<Set<string>> | undefined} */
let keptNow;
/** @type {Promise<State> | undefined} */
let stateNow;

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("message", (event) => event.waitUntil(hear(event)));
worker.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && event.request.url.startsWith(SCOPE)) event.respondWith(answer(event));
});

/** Bring the new release, as much of it as is kept of the old one, before it may answer. */
async function install() {
  const list = await bringList();
  const { active, agreed } = await state();
  const old = await listOf(active);
  const had = old ? Object.keys(old.groups) : [];
  const whole = [];
  for (const group of had) if ((await lacking(old, [group])).length === 0) whole.push(group);
  if (!whole.includes("guide")) return worker.skipWaiting(); // the network answers now, and goes on doing so
  const files = await lacking(list, whole);
  if (files.length && savesData() && !agreed) {
    await tell({ type: "costs", transfer: sum(files, 3) });
    throw new Error("The reader is asked first");
  }
  await bring(files);
}

/** Answer from now on. Tabs that are open go on with what they have. */
async function activate() {
  const { active, tabs } = await state();
  const open = await worker.clients.matchAll({ includeUncontrolled: true, type: "all" });
  stateNow = Promise.resolve({ active: RELEASE, tabs: Object.fromEntries(open.map(({ id }) => [id, tabs[id] ?? active])) });
  await keepState();
  await tidy();
  await worker.clients.claim();
}

/** @param {ExtendableMessageEvent} event */
async function hear({ data, ports }) {
  if (data.ask === "status") await tell();
  if (data.ask === "keep") await keep(data.groups, data.first);
  if (data.ask === "use") await worker.skipWaiting();
  if (data.ask === "agree") {
    (await state()).agreed = true;
    await keepState();
  }
  if (data.ask === "forget") {
    stop.abort();
    lists.clear();
    keptNow = stateNow = undefined;
    for (const name of [FILES, NOTES, `${NAME}:python`]) await caches.delete(name); // the last is the page's: see quiz/web/unpacked.js
  }
  ports[0]?.postMessage(data.ask);
}

/** @param {FetchEvent} event @returns {Promise<Response>} */
async function answer({ request, clientId, resultingClientId }) {
  const { pathname, search } = new URL(request.url);
  const path = pathname.slice(new URL(SCOPE).pathname.length).replace(/(^|\/)index\.html$/, "$1");
  const hashed = HASHED.test(path);
  const opens = request.mode === "navigate";
  const { tabs } = await state();
  const list = await listOf(RELEASE);
  // A page of one release must not be given a file of another.
  const from = opens ? ((await isWhole("guide")) ? RELEASE : "") : (tabs[clientId] ?? RELEASE);
  const any = [RELEASE, ...Object.values(tabs)];

  const kept = await find(path, hashed ? [from, ...any] : [from]);
  if (kept) return kept;
  const slash = opens && list?.paths.has(`${path}/`) && Response.redirect(`${SCOPE}${path}/${search}`, 301);
  if (from && slash) return slash;
  if (opens && resultingClientId) {
    tabs[resultingClientId] = "";
    keepState().catch(() => {});
  }
  try {
    const sha = opens || hashed ? undefined : (await listOf(from))?.paths.get(path)?.[1];
    return await (sha ? fetch(request.url, { integrity: `sha256-${sha}` }) : fetch(request));
  } catch (error) {
    const found = opens || !from ? ((await find(path, any)) ?? slash) : undefined;
    if (found) return found;
    if (!opens) throw error;
    if (!list?.paths.has(path)) {
      const lost = await find("404.html", any);
      if (lost) return new Response(lost.body, { status: 404, headers: lost.headers });
    }
    const page = `${path.startsWith("en/") ? "en/" : ""}offline/`;
    if (path === page) throw error;
    return Response.redirect(`${SCOPE}${page}#not-kept`);
  }
}

/** @param {string} path @param {string[]} releases where to look, best first */
async function find(path, releases) {
  for (const release of new Set(releases)) {
    const file = (await listOf(release))?.paths.get(path);
    const response = file && (await read(FILES, `file/${file[1]}`));
    if (response) return response;
  }
  return undefined;
}

/** Fetch what these groups lack. @param {string[]} groups @param {string} [first] the pages to begin with, by how their paths begin */
async function keep(groups, first) {
  if (stop.signal.aborted) stop = new AbortController();
  busy += 1;
  try {
    const english = first === "en/";
    const order = (/** @type {Entry} */ [path]) => (/\/$|^$/.test(path) ? (path.startsWith("en/") === english ? 1 : 2) : 0);
    const files = (await lacking(await bringList(), groups)).sort((one, other) => order(one) - order(other));
    const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    if (files.length && sum(files, 2) * SPARE > quota - usage) throw new DOMException("", "QuotaExceededError");
    await bring(files, tell);
    trouble = "";
    if (!worker.registration.installing && !worker.registration.waiting) await tidy();
  } catch (error) {
    trouble = error instanceof DOMException && error.name === "QuotaExceededError" ? "no-room" : "no-network";
    worker.registration.update().catch(() => {}); // perhaps the site has moved on
  } finally {
    busy -= 1;
    await tell();
  }
}

/** @param {Entry[]} files @param {() => Promise<void>} [each] called after each file */
async function bring(files, each) {
  const queue = [...files];
  const { signal } = stop;
  const line = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      const [path, sha] = file;
      if ((await kept()).has(sha)) continue;
      await write(FILES, `file/${sha}`, await get(path, sha, signal));
      (await kept()).add(sha);
      await each?.();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line)).finally(() => (queue.length = 0));
}

/**
 * A file of this site that is what the list says. What the browser's own cache still holds will do, unless it is of another release.
 * @param {string} path @param {string} sha @param {AbortSignal} signal
 * @returns {Promise<Response>}
 */
async function get(path, sha, signal) {
  for (const cache of /** @type {const} */ (["default", "reload"])) {
    const response = await fetch(SCOPE + path, { integrity: `sha256-${sha}`, cache, signal, priority: "low" }).catch(() => null);
    // Without its address: it may answer for any file of these contents, and a module finds what it imports by its address.
    if (response?.ok) return new Response(response.body, { headers: { "Content-Type": response.headers.get("Content-Type") ?? "" } });
  }
  throw new Error(`${path} could not be had`);
}

/** Drop what neither this release nor an open tab needs. */
async function tidy() {
  const { tabs } = await state();
  const list = await listOf(RELEASE);
  if (!list) return;
  const open = new Set((await worker.clients.matchAll({ includeUncontrolled: true, type: "all" })).map(({ id }) => id));
  for (const id of Object.keys(tabs)) if (!open.has(id)) delete tabs[id];
  const releases = new Set([RELEASE, ...Object.values(tabs)]);
  const needed = new Set();
  for (const release of releases) for (const [, sha] of (await listOf(release))?.paths.values() ?? []) needed.add(sha);
  const [files, notes] = await Promise.all([caches.open(FILES), caches.open(NOTES)]);
  for (const { url } of await notes.keys()) {
    const [, release] = url.slice(SCOPE.length).split("list/");
    if (release && !releases.has(release)) await notes.delete(url);
  }
  for (const sha of await kept()) {
    if (needed.has(sha)) continue;
    await files.delete(`${SCOPE}file/${sha}`);
    (await kept()).delete(sha);
  }
}

/** Tell every open page what is kept. @param {object} [news] */
async function tell(news) {
  const list = await listOf(RELEASE);
  /** @type {Record<string, {bytes: number, transfer: number, lacks: number}>} */
  const groups = {};
  for (const [name, files] of Object.entries(list?.groups ?? {})) {
    groups[name] = { bytes: sum(files, 2), transfer: sum(files, 3), lacks: sum(await lacking(list, [name]), 3) };
  }
  const message = news ?? { type: "status", release: RELEASE, groups, busy: busy > 0, trouble };
  for (const client of await worker.clients.matchAll({ includeUncontrolled: true, type: "window" })) {
    if (client.url.startsWith(SCOPE)) client.postMessage(message);
  }
}

/** @returns {Promise<List>} */
async function bringList() {
  const list = await listOf(RELEASE);
  if (list) return list;
  await write(NOTES, `list/${RELEASE}`, await get(`assets/release/${RELEASE}.json`, INTEGRITY, stop.signal));
  return /** @type {List} */ (await listOf(RELEASE));
}

/** @param {string} release @returns {Promise<List | undefined>} what it consists of, if that is known here */
async function listOf(release) {
  const known = lists.get(release);
  const note = !known && release && (await read(NOTES, `list/${release}`));
  if (!note) return known;
  /** @type {Record<string, Entry[]>} */
  const groups = await note.json();
  const list = { groups, paths: new Map(Object.values(groups).flatMap((files) => files.map((file) => [file[0], file]))) };
  lists.set(release, list);
  return list;
}

/** @param {List | undefined} list @param {string[]} groups @returns {Promise<Entry[]>} */
async function lacking(list, groups) {
  const have = await kept();
  return groups.flatMap((group) => list?.groups[group] ?? []).filter(([, sha]) => !have.has(sha));
}

/** @param {string} group */
async function isWhole(group) {
  const list = await listOf(RELEASE);
  return Boolean(list) && (await lacking(list, [group])).length === 0;
}

/** The hashes of the files that are kept. */
function kept() {
  const names = async () => ((await caches.has(FILES)) ? (await (await caches.open(FILES)).keys()).map(({ url }) => url) : []);
  return (keptNow ??= names().then((urls) => new Set(urls.map((url) => url.slice(`${SCOPE}file/`.length)))));
}

/** @returns {Promise<State>} */
function state() {
  return (stateNow ??= read(NOTES, "state").then((note) => note?.json() ?? { active: "", tabs: {} }));
}

async function keepState() {
  await write(NOTES, "state", new Response(JSON.stringify(await state())));
}

/** Reading never makes a cache: once the reader has erased all of this, nothing of it comes back. @param {string} cacheName @param {string} name */
function read(cacheName, name) {
  return caches.match(SCOPE + name, { cacheName });
}

/** @param {string} cacheName @param {string} name @param {Response} response */
async function write(cacheName, name, response) {
  stop.signal.throwIfAborted();
  await (await caches.open(cacheName)).put(SCOPE + name, response);
}

function savesData() {
  const connection = /** @type {{saveData?: boolean, effectiveType?: string} | undefined} */ (Reflect.get(navigator, "connection"));
  return connection?.saveData || /2g|3g/.test(connection?.effectiveType ?? "");
}

/** @param {Entry[]} files @param {2 | 3} place of the number */
function sum(files, place) {
  return files.reduce((all, file) => all + file[place], 0);
}
