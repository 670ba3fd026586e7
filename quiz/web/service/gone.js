// Stands in for sw.js where nothing is to be kept: under `make serve`, where pages change while they are read, and on a site that gives
// up its service worker. It deletes what an earlier worker kept, takes the worker off this device, and loads open pages anew.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const NAME = `declined-again:${new URL(worker.registration.scope).pathname}:`;

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(go()));

async function go() {
  for (const name of await caches.keys()) if (name.startsWith(NAME)) await caches.delete(name);
  await worker.registration.unregister();
  for (const client of await worker.clients.matchAll({ type: "window" })) await client.navigate(client.url);
}
