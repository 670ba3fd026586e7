// Verdicts the engine graded ahead at build time, looked up while Python is on its way. It decides nothing: quiz/publish/ahead.py asked
// the engine. The engine grades again as soon as it is there.
import { here, textOf } from "./source.js";

/**
 * @typedef {{version: string, ordered: boolean, values: string[], marked: string[], names: string[], replies: Record<string, string>, rest?: string}} Table
 * @typedef {import("./store.js").Reply} Reply
 */

/** @type {Map<string, Promise<Record<string, Table> | null>>} */
const chapters = new Map();
const MARKS = /** @type {Record<string, string>} */ ({ h: "hit", m: "missed", f: "false-alarm", r: "rest" });

/**
 * Fetch a chapter's tables, once. Called early, so that they are there when the reader asks.
 * @param {string} chapter
 * @returns {Promise<Record<string, Table> | null>} null when they cannot be had
 */
export function fetchAhead(chapter) {
  let fetched = chapters.get(chapter);
  if (!fetched) {
    fetched = textOf(new URL(`./ahead/${chapter}.json`, here)).then(JSON.parse).catch(() => null);
    chapters.set(chapter, fetched);
    void fetched.then((found) => found ?? chapters.delete(chapter));
  }
  return fetched;
}

/**
 * @param {string} chapter @param {string} id @param {string} version @param {string[]} values
 * @returns {Promise<Reply | null>} the engine's verdict, or null when it was not given ahead
 */
export async function lookUp(chapter, id, version, values) {
  const table = (await fetchAhead(chapter))?.[id];
  if (!table || table.version !== version) return null;
  const places = values.map((value) => table.values.indexOf(value));
  if (places.includes(-1)) return null;
  if (!table.ordered) places.sort((one, other) => one - other);
  const row = table.replies[places.map((place) => place.toString(36)).join("")] ?? table.rest;
  return row === undefined ? null : read(row, table);
}

/** @param {string} row @param {Table} table @returns {Reply} */
function read(row, table) {
  const [verdict = "", points, of, marks = "", feedback = "", reason = ""] = row.split(" ").map((part) => (part === "-" ? "" : part));
  return {
    verdict,
    points: Number(points),
    of: Number(of),
    marks: Object.fromEntries(Array.from(marks, (letter, place) => [table.marked[place] ?? "", MARKS[letter] ?? ""])),
    feedback: Array.from(feedback, (digit) => table.names[parseInt(digit, 36)] ?? ""),
    reason,
    amounts: {},
  };
}
