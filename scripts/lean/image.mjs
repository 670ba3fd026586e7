// Makes the lean image out of Pyodide's memory. It knows Pyodide's snapshot (314.0.7: 48 bytes of header, its state as JSON, then all of
// memory) and the layout of emscripten's malloc (dlmalloc); quiz/web/image.js reads what is written here.

const PAGE = 256; // bytes: zeros shorter than this between two runs are kept as they are
const HEADER = 48;

/**
 * @param {any} pyodide booted with `_makeSnapshot`
 * @param {number} table how many places of the function table come with the module
 * @param {(length: number) => Uint8Array} initial gives the module's data, as they are before anything runs
 * @returns {Uint8Array} the image
 */
export function imageOf(pyodide, table, initial) {
  const module = pyodide._module;
  const snapshot = pyodide.makeMemorySnapshot();
  const [, memoryAt, stateLength] = new Uint32Array(snapshot.buffer, 0, 3);
  const memory = snapshot.slice(memoryAt);
  const state = JSON.parse(new TextDecoder().decode(snapshot.subarray(HEADER, HEADER + stateLength)));
  const words = new Uint32Array(memory.buffer);
  const stack = [module._emscripten_stack_get_end(), module._emscripten_stack_get_base()];
  memory.fill(0, stack[0], module._emscripten_stack_get_current() - 256);
  clearFree(memory, words, stack[1], words[module._emscripten_get_sbrk_ptr() / 4]);
  const runtime = module.__PyRuntime;
  const offsetAt = module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET;
  const trampolineAt = (runtime + words[offsetAt / 4]) / 4;
  words[trampolineAt] = 0; // each browser has its own
  const data = initial(stack[0]);
  for (const each of [memory.subarray(0, stack[0]), data]) clearDocumentation(each);
  const runs = runsOf(memory, stack[0]);
  const was = differences(data, memory);
  const [lastAt, lastLength] = runs.at(-1);
  const note = {
    runs, was, stack, state,
    top: lastAt + lastLength,
    table,
    trampolineAt: [runtime, offsetAt],
  }; // prettier-ignore
  const text = new TextEncoder().encode(JSON.stringify(note));
  return new Uint8Array(
    Buffer.concat([Uint32Array.of(text.length), text, ...pieces(memory, runs), ...pieces(data, was)].map(bytesOf)),
  );
}

/** @param {Uint32Array | Uint8Array} array */
function bytesOf(array) {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/**
 * Zero what is free in the heap: it holds leavings, and zeros cost no download. dlmalloc's chunks lie one after another from the end of
 * the stack; each has its size in its second word, with bit 0 for "the one before is in use" and bit 1 for "in use". A free chunk keeps
 * links in its first 32 bytes, which stay.
 * @param {Uint8Array} memory @param {Uint32Array} words @param {number} from @param {number} to
 */
function clearFree(memory, words, from, to) {
  let at = from;
  let used = 1;
  let free = 0;
  while (at + 64 < to) {
    const head = words[(at + 4) / 4];
    const size = head & ~7;
    if (size < 16 || at + size > to || (at > from && (head & 1) !== used)) throw new Error(`The heap is not laid out as expected at ${at}`);
    used = (head >> 1) & 1;
    if (!used) {
      memory.fill(0, at + (size < 256 ? 16 : 32), at + size);
      free += size;
    }
    at += size;
  }
  if (free === 0) throw new Error("The heap is not laid out as expected: nothing in it is free");
}

const DOCUMENTATION = "\n--\n\n"; // Argument Clinic's mark between a signature and its description: it stands in no other text

/** Zero the descriptions of C functions, which nobody reads here. @param {Uint8Array} data */
function clearDocumentation(data) {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  for (let at = bytes.indexOf(DOCUMENTATION); at >= 0; at = bytes.indexOf(DOCUMENTATION, at + 1)) {
    bytes.fill(0, bytes.lastIndexOf(0, at) + 1, bytes.indexOf(0, at));
  }
}

/** @param {Uint8Array} bytes @param {[number, number][]} runs */
function pieces(bytes, runs) {
  return runs.map(([at, length]) => bytes.subarray(at, at + length));
}

/** @param {Uint8Array} memory @param {number} wall no run crosses it @returns {[number, number][]} where it is not zero */
function runsOf(memory, wall) {
  return runsWhere(memory.length, (at) => memory.subarray(at, at + PAGE).some((byte) => byte !== 0), wall);
}

/** @param {Uint8Array} data @param {Uint8Array} memory @returns {[number, number][]} where they differ */
function differences(data, memory) {
  return runsWhere(data.length, (at) => Buffer.compare(data.subarray(at, at + PAGE), memory.subarray(at, Math.min(at + PAGE, data.length))) !== 0);
}

/** @param {number} length @param {(at: number) => boolean} holds @returns {[number, number][]} */
function runsWhere(length, holds, wall = length) {
  /** @type {[number, number][]} */
  const runs = [];
  for (let at = 0; at < length; at += PAGE) {
    if (!holds(at)) continue;
    const size = Math.min(PAGE, length - at);
    const last = runs.at(-1);
    if (last && last[0] + last[1] === at && at !== wall) last[1] += size;
    else runs.push([at, size]);
  }
  return runs;
}
