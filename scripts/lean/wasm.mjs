// Reads and writes the sections of a WebAssembly module, as far as cutting Pyodide's down needs. It knows the binary format
// (https://webassembly.github.io/spec/core/binary/modules.html) and leaves every instruction as it is: function numbers never change.

const [CUSTOM, EXPORT, MEMORY, DATA_COUNT, CODE, DATA] = [0, 7, 5, 12, 10, 11];
const STOP = Uint8Array.of(0, 0, 0x0b); // no locals; unreachable; end

/** @typedef {{id: number, body: Uint8Array}} Section */

class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  number() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text() {
    return new TextDecoder().decode(this.take(this.number()));
  }
}

/** @param {number} value @returns {number[]} as unsigned LEB128 */
function unsigned(value) {
  const bytes = [];
  do {
    bytes.push((value % 128) + (value >= 128 ? 128 : 0));
    value = Math.floor(value / 128);
  } while (value);
  return bytes;
}

/** @param {number} value below 2 ** 31 @returns {number[]} as signed LEB128, as i32.const takes it */
function signed(value) {
  const bytes = [];
  for (;;) {
    const low = value & 127;
    value >>= 7;
    if (value === 0 && !(low & 64)) return [...bytes, low];
    bytes.push(low | 128);
  }
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  return new Uint8Array(Buffer.concat(parts));
}

/** @param {Uint8Array} file @returns {Section[]} */
function sections(file) {
  const reader = new Reader(file, 8);
  const found = [];
  while (reader.at < file.length) found.push({ id: reader.take(1)[0], body: reader.take(reader.number()) });
  return found;
}

/** @param {Uint8Array} file @param {(section: Section) => Uint8Array | null} change null drops the section */
function rewritten(file, change) {
  const parts = [file.subarray(0, 8)];
  for (const section of sections(file)) {
    const body = change(section);
    if (body) parts.push(Uint8Array.of(section.id, ...unsigned(body.length)), body);
  }
  return joined(parts);
}

/** @param {Uint8Array} body of the code section @returns {Uint8Array[]} */
function functions(body) {
  const reader = new Reader(body);
  return Array.from({ length: reader.number() }, () => reader.take(reader.number()));
}

/** @param {Uint8Array[]} list */
function code(list) {
  return joined([Uint8Array.from(unsigned(list.length)), ...list.flatMap((each) => [Uint8Array.from(unsigned(each.length)), each])]);
}

/** @param {Uint8Array} file @returns {number} how many functions it defines */
export function functionCount(file) {
  return functions(sections(file).find(({ id }) => id === CODE).body).length;
}

/** The module with only those exports whose name is in `names`. @param {Uint8Array} file @param {Set<string>} names */
export function withExports(file, names) {
  return rewritten(file, ({ id, body }) => {
    if (id !== EXPORT) return body;
    const reader = new Reader(body);
    const kept = [];
    for (let left = reader.number(); left; left -= 1) {
      const from = reader.at;
      const name = reader.text();
      reader.take(1);
      reader.number();
      if (names.has(name)) kept.push(body.subarray(from, reader.at));
    }
    return joined([Uint8Array.from(unsigned(kept.length)), ...kept]);
  });
}

/**
 * The module with a mark at the head of each function: running function n stores a 1 at address `base` + n. Its memory begins with
 * `pages` pages, so that nothing else comes near.
 * @param {Uint8Array} file @param {number} base @param {number} pages
 */
export function marked(file, base, pages) {
  return rewritten(file, ({ id, body }) => {
    if (id === MEMORY) return Uint8Array.of(1, 1, ...unsigned(pages), ...unsigned(65536));
    if (id !== CODE) return body;
    const mark = (/** @type {Uint8Array} */ each, /** @type {number} */ number) => {
      const head = localsEnd(each);
      // i32.const address; i32.const 1; i32.store8
      return joined([each.subarray(0, head), Uint8Array.of(0x41, ...signed(base + number), 0x41, 1, 0x3a, 0, 0), each.subarray(head)]);
    };
    return code(functions(body).map(mark));
  });
}

/** @param {Uint8Array} body of a function @returns {number} where its instructions begin */
function localsEnd(body) {
  const reader = new Reader(body);
  for (let left = reader.number(); left; left -= 1) {
    reader.number();
    if ([0x63, 0x64].includes(reader.take(1)[0])) reader.number(); // a reference type names its heap type
  }
  return reader.at;
}

/**
 * The module with only the functions that ran: any other stops the program when called. Its data is gone (an image brings it), and so
 * is every custom section but the one that Pyodide's loader reads.
 * @param {Uint8Array} file @param {(number: number) => boolean} ran
 */
export function cut(file, ran) {
  return rewritten(file, ({ id, body }) => {
    if (id === DATA || id === DATA_COUNT) return null;
    if (id === CUSTOM) return new Reader(body).text() === "dylink.0" ? body : null;
    return id === CODE ? code(functions(body).map((each, number) => (ran(number) ? each : STOP))) : body;
  });
}

/** @param {Uint8Array} file @param {number} length @returns {Uint8Array} the first `length` bytes of memory as its data segments set them */
export function initialMemory(file, length) {
  const memory = new Uint8Array(length);
  const reader = new Reader(sections(file).find(({ id }) => id === DATA).body);
  for (let left = reader.number(); left; left -= 1) {
    if (reader.number() !== 0 || reader.take(1)[0] !== 0x41) throw new Error("A data segment is not of the plain kind");
    const address = reader.number();
    if (reader.take(1)[0] !== 0x0b) throw new Error("A data segment is not of the plain kind");
    memory.set(reader.take(reader.number()), address);
  }
  return memory;
}
