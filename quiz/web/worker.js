// A module worker: boots Python, opens the bank, then passes strings to the engine's one door and back. It decides nothing.
import { manifest } from "./manifest.js";

const python = new URL(manifest.python, import.meta.url).href;
const total = Object.values(manifest.bytes).reduce((sum, bytes) => sum + bytes, 0);
let received = 0;

/** @param {Record<string, unknown>} message */
const tell = (message) => self.postMessage(message);

/** @type {Promise<(request: string) => string>} */
const door = open();
door.then(
  () => tell({ type: "ready" }),
  (error) => fail(error),
);
// Pyodide does not always reject when a file of its own is missing; some of its faults end here.
self.addEventListener("unhandledrejection", (event) => fail(event.reason));

/** @param {unknown} error */
function fail(error) {
  console.error(error);
  tell({ type: "failed" });
}

self.addEventListener("message", async ({ data }) => {
  const handle = await door;
  tell({ type: "reply", id: data.id, reply: handle(data.request) });
});

/** Boot Pyodide with its cut-down library and the engine, and open the bank. @returns {Promise<(request: string) => string>} */
async function open() {
  countDownloads();
  const engine = get(new URL("./engine.zip", import.meta.url).href, manifest.integrity["engine.zip"]);
  const bank = get(new URL("./bank.json", import.meta.url).href, manifest.integrity["bank.json"]);
  const { loadPyodide } = await import(`${python}pyodide.mjs`);
  const pyodide = await loadPyodide({
    indexURL: python,
    lockFileContents: JSON.stringify(manifest.lock),
    packageBaseUrl: python,
    env: { PYTHONPATH: "/engine.zip" },
    fsInit: async (/** @type {{writeFile: (path: string, data: Uint8Array) => void}} */ files) =>
      files.writeFile("/engine.zip", new Uint8Array(await (await engine).arrayBuffer())),
  });
  const { handle } = pyodide.pyimport("quiz.engine.protocol");
  const opened = JSON.parse(handle(`{"op":"open","bank":${await (await bank).text()}}`));
  if (!opened.ok) throw new Error(`The bank could not be opened: ${opened.error.code}`);
  return handle;
}

/** @param {string} address @param {string} integrity @returns {Promise<Response>} */
async function get(address, integrity) {
  const response = await fetch(address, { integrity });
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  return response;
}

/** Let every byte that arrives from Pyodide's folder move the progress bar, without touching the bytes. */
function countDownloads() {
  const plain = self.fetch.bind(self);
  self.fetch = async (input, options) => {
    const address = input instanceof Request ? input.url : String(input);
    const response = await plain(input, options).catch((error) => {
      if (address.startsWith(python)) fail(error);
      throw error;
    });
    if (!address.startsWith(python) || !response.body) return response;
    if (!response.ok) fail(new Error(`${response.status} for ${address}`));
    const counter = new TransformStream({
      transform(chunk, controller) {
        received += chunk.byteLength;
        tell({ type: "progress", share: Math.min(1, received / total) });
        controller.enqueue(chunk);
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(counter), { status, statusText, headers });
  };
}
