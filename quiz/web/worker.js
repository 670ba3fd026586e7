// A module worker: boots Python, opens the bank, then passes strings to the engine's one door and back. It decides nothing.
import { bootLean, bootWhole } from "./boot.js";
import { FileError, filesFromServer } from "./files.js";
import { manifest } from "./manifest.js";

const whole = Boolean(Reflect.get(globalThis, "whole")); // set by the worker's first lines: see `Engine.#begin`
const names = whole ? manifest.whole : manifest.lean;
const total = names.reduce((sum, name) => sum + (manifest.files[name]?.bytes ?? 0), 0);
let received = 0;

const files = filesFromServer((bytes) => {
  received += bytes;
  tell({ type: "progress", share: Math.min(1, received / total) });
});

/** @type {Promise<import("./boot.js").Handle>} */
const door = open();
door.then(
  () => tell({ type: "ready" }),
  (error) => stop(error),
);
// Pyodide does not always reject when something goes wrong; some of its faults end here.
self.addEventListener("unhandledrejection", (event) => stop(event.reason));

self.addEventListener("message", async ({ data }) => {
  const handle = await door;
  if (data.keep) return files.keep().catch(() => {}); // without it the next start is as slow as this one
  try {
    const reply = handle(data.request);
    if (!whole && reply.includes('"code":"engine-fault"')) throw new Error("The engine met a fault");
    tell({ type: "reply", id: data.id, reply });
  } catch (error) {
    stop(error);
  }
});

/** @returns {Promise<import("./boot.js").Handle>} */
async function open() {
  const bank = files.text("bank.json");
  bank.catch(() => {}); // told when it is awaited
  const handle = await (whole ? bootWhole(files) : bootLean(files));
  const opened = JSON.parse(handle(`{"op":"open","bank":${await bank}}`));
  if (!opened.ok) throw new Error(`The bank could not be opened: ${opened.error.code}`);
  return handle;
}

/**
 * Nothing more can be asked of this worker. Whatever goes wrong in the lean runtime, once its files are right, may be its own doing: the
 * page then starts the whole one and asks again.
 * @param {unknown} error
 */
function stop(error) {
  const doubt = !whole && !(error instanceof FileError);
  if (doubt) console.info(error);
  else console.error(error);
  tell({ type: doubt ? "doubt" : "failed" });
}

/** @param {Record<string, unknown>} message */
function tell(message) {
  self.postMessage(message);
}
