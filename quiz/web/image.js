// The memory image: Python's memory as it stood at pack time, the engine already imported. Knows the file's layout, which
// scripts/lean/image.mjs writes; must not know Pyodide.
//
// Layout: u32 length of the note, the note as JSON, then the runs' bytes one after another, then those of `was`. What is in no run is zero.

/**
 * @typedef {object} Note
 * @property {[number, number][]} runs where bytes stand in memory, as [address, length], in order
 * @property {[number, number][]} was where the module's data began otherwise than the image has them
 * @property {[number, number]} stack the C stack, [from, to): its contents do not matter and are left alone
 * @property {number} top the first address that was never used
 * @property {unknown} state what Pyodide noted about its references to JavaScript objects
 * @property {number} table how many places of the function table come with the module
 * @property {[number, number]} trampolineAt two addresses: of the interpreter's state, and of the offset in it where the trampoline's place stands
 */

/**
 * @typedef {object} Image
 * @property {Note} note
 * @property {(memory: ArrayBuffer) => void} begin writes the module's data as they are before anything runs: the module has none of its own
 * @property {(memory: ArrayBuffer) => void} place writes the image
 */

/** @param {Uint8Array} file @returns {Image} */
export function readImage(file) {
  const start = 4 + new DataView(file.buffer, file.byteOffset).getUint32(0, true);
  /** @type {Note} */
  const note = JSON.parse(new TextDecoder().decode(file.subarray(4, start)));
  const [stackFrom, stackTo] = note.stack;
  const wasAt = start + note.runs.reduce((sum, [, length]) => sum + length, 0);

  /** @param {Uint8Array} bytes @param {[number, number][]} runs @param {number} from */
  const write = (bytes, runs, from) => {
    for (const [address, length] of runs) {
      bytes.set(file.subarray(from, from + length), address);
      from += length;
    }
  };
  return {
    note,
    begin(memory) {
      const bytes = new Uint8Array(memory);
      const data = note.runs.filter(([address]) => address < stackFrom);
      write(bytes, data, start);
      write(bytes, note.was, wasAt);
    },
    place(memory) {
      const bytes = new Uint8Array(memory);
      bytes.fill(0, 0, stackFrom);
      bytes.fill(0, stackTo, note.top);
      write(bytes, note.runs, start);
    },
  };
}
