// What is kept on this device, under names that begin with "declined-again". A record that cannot be read is set aside, never deleted.

export const PREFIX = "declined-again";
const RECORD = `${PREFIX}:record`;
const ASIDE = `${PREFIX}:set-aside:`;
const SCHEMA = 2;
const OLDEST_SCHEMA = 1; // had no past, no confidence and no drawn numbers: the same fields, fewer of them
const LONGEST_PAST = 40;
const DAY = 86_400_000;

/**
 * An answer. seed: of the item's drawn numbers; sure: how sure the reader was; past: what became of the item before, as [day, word].
 * @typedef {{version: string, values: string[], reply: Reply | null, at: string, seed?: number, sure?: string, past?: [number, string][]}} Answer
 * @typedef {{verdict: string, points: number, of: number, marks: Record<string, string>, feedback: string[], reason: string,
 *   amounts: Record<string, string>}} Reply
 * @typedef {{schema: number, answers: Record<string, Answer>, older: Record<string, Answer[]>, ticks: Record<string, string>}} Record_
 */

/** @returns {Record_} */
function empty() {
  return { schema: SCHEMA, answers: {}, older: {}, ticks: {} };
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isTable(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {unknown} value @returns {value is string[]} */
function isTexts(value) {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

/** @param {unknown} value @returns {value is Reply} */
function isReply(value) {
  return (
    isTable(value) &&
    typeof value.verdict === "string" &&
    typeof value.reason === "string" &&
    isTable(value.marks) &&
    isTexts(value.feedback)
  );
}

/** @param {unknown} value @returns {value is Answer} */
function isAnswer(value) {
  return (
    isTable(value) &&
    typeof value.version === "string" &&
    typeof value.at === "string" &&
    isTexts(value.values) &&
    (value.reply === null || isReply(value.reply)) &&
    (value.past === undefined || Array.isArray(value.past))
  );
}

/** @param {unknown} value @returns {value is Record_} */
function isRecord(value) {
  return (
    isTable(value) &&
    typeof value.schema === "number" &&
    value.schema >= OLDEST_SCHEMA &&
    value.schema <= SCHEMA &&
    isTable(value.answers) &&
    Object.values(value.answers).every(isAnswer) &&
    isTable(value.older) &&
    Object.values(value.older).every((list) => Array.isArray(list) && list.every(isAnswer)) &&
    isTable(value.ticks) &&
    Object.values(value.ticks).every((day) => typeof day === "string")
  );
}

class Store {
  /** The code of what went wrong with keeping, if anything. @type {"" | "privacy.set-aside" | "privacy.not-kept"} */
  trouble = "";
  /** Serves when the browser keeps nothing. @type {Record_} */
  #memory = empty();

  constructor() {
    this.#read();
  }

  /** @param {string} id @returns {Answer | undefined} */
  answer(id) {
    const { answers } = this.#read();
    return Object.hasOwn(answers, id) ? answers[id] : undefined;
  }

  /**
   * Keep an answer. One given to another version of the item is moved to `older`, not overwritten; its past goes with it.
   * @param {string} id @param {{version: string, values: string[], reply: Reply | null, seed: number, sure?: string}} answer
   */
  keepAnswer(id, answer) {
    const record = this.#read();
    const before = Object.hasOwn(record.answers, id) ? record.answers[id] : undefined;
    const same = before?.version === answer.version;
    if (before && !same) (record.older[id] ??= []).push(before);
    const past = (same && before?.past) || [];
    record.answers[id] = { ...answer, at: new Date().toISOString(), past };
    this.#write(record);
  }

  /** Note what became of an item today, for spacing. @param {string} id @param {string} word of the verdict */
  note(id, word) {
    const record = this.#read();
    const answer = Object.hasOwn(record.answers, id) ? record.answers[id] : undefined;
    if (!answer || word === "not-ready") return;
    answer.past = [...(answer.past ?? []), /** @type {[number, string]} */ ([today(), word])].slice(-LONGEST_PAST);
    this.#write(record);
  }

  /** What became of every item answered so far: id → [day, word], oldest first. @returns {Record<string, [number, string][]>} */
  pasts() {
    const answers = Object.entries(this.#read().answers);
    return Object.fromEntries(answers.filter(([, answer]) => answer.past?.length).map(([id, answer]) => [id, answer.past ?? []]));
  }

  /** All answers, as they go into a reader's file. @returns {Record<string, Answer>} */
  answers() {
    return this.#read().answers;
  }

  /** Take over answers from a file that the engine has read and checked; what is here and not there stays. @param {Record<string, Answer>} answers */
  takeOver(answers) {
    const record = this.#read();
    record.answers = { ...record.answers, ...answers };
    this.#write(record);
  }

  /** @param {string} name @returns {boolean} */
  ticked(name) {
    return Object.hasOwn(this.#read().ticks, name);
  }

  /** @param {string} name @param {boolean} on */
  tick(name, on) {
    const record = this.#read();
    if (on) record.ticks[name] = new Date().toISOString().slice(0, 10);
    else delete record.ticks[name];
    this.#write(record);
  }

  /**
   * Something a part of the site keeps under its own name ("plan", "cost"); null when there is nothing, or nothing readable.
   * Whoever reads it must not trust its shape: it is JSON that anyone may have changed.
   * @param {string} name @returns {unknown}
   */
  kept(name) {
    try {
      return JSON.parse(localStorage.getItem(`${PREFIX}:${name}`) ?? "null");
    } catch {
      return null;
    }
  }

  /**
   * Keep something under a part's own name; null forgets it.
   * @param {string} name @param {unknown} value @returns {boolean} whether the browser kept it
   */
  keep(name, value) {
    try {
      if (value === null) localStorage.removeItem(`${PREFIX}:${name}`);
      else localStorage.setItem(`${PREFIX}:${name}`, JSON.stringify(value));
      return true;
    } catch {
      this.trouble = "privacy.not-kept";
      return false;
    }
  }

  /** Delete everything of ours on this device: records, set-aside records, settings, the kept guide and its service worker, caches, databases. */
  async erase() {
    this.#memory = empty();
    for (const kind of ["localStorage", "sessionStorage"]) {
      try {
        const storage = /** @type {Storage} */ (Reflect.get(window, kind));
        for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key);
      } catch {
        // The browser keeps nothing of this kind, so there is nothing to delete.
      }
    }
    if ("serviceWorker" in navigator) await import("./release.js").then(({ forget }) => forget(), () => {}); // not to be had: nothing was kept
    if ("caches" in window) {
      for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
    }
    if ("indexedDB" in window && indexedDB.databases) {
      for (const { name } of await indexedDB.databases()) if (name?.startsWith(PREFIX)) indexedDB.deleteDatabase(name);
    }
  }

  /** Read anew each time: another tab may have written. @returns {Record_} */
  #read() {
    let text;
    try {
      text = localStorage.getItem(RECORD);
    } catch {
      this.trouble = "privacy.not-kept";
      return this.#memory;
    }
    if (text === null) return this.trouble === "privacy.not-kept" ? this.#memory : empty();
    try {
      const record = JSON.parse(text);
      if (isRecord(record)) return record;
    } catch {
      // Not JSON: set aside below, like any record of another shape.
    }
    this.#setAside(text);
    return empty();
  }

  /** @param {Record_} record */
  #write(record) {
    record.schema = SCHEMA;
    this.#memory = record;
    try {
      localStorage.setItem(RECORD, JSON.stringify(record));
    } catch {
      this.trouble = "privacy.not-kept";
    }
  }

  /** @param {string} text */
  #setAside(text) {
    this.trouble = "privacy.set-aside";
    try {
      let number = 1;
      while (localStorage.getItem(ASIDE + number) !== null) number += 1;
      localStorage.setItem(ASIDE + number, text);
      localStorage.removeItem(RECORD);
    } catch {
      this.trouble = "privacy.not-kept"; // no room: the unreadable record stays where it is
    }
  }
}

/** The day it is here, counted from a fixed one. @returns {number} */
export function today() {
  const now = new Date();
  return Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / DAY);
}

/** @typedef {Store} StoreType */

/** @returns {Store} */
export function openStore() {
  return new Store();
}
