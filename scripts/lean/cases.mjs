// Runs the case files through the engine's door, and makes slips of them: the same requests with one value wrong. It knows JSON alone.
import { readFileSync } from "node:fs";

const WRONG = [null, true, -1, 0, 1.5, 1e308, 12345678901234567890, "", " ", "x", "１２３", "三千", "1,234.50%", "\ud800", "𝟙é", [], ["x", "x"], {}, { x: [1] }];
const LONG = "长".repeat(3000);

/** @param {string[]} paths */
function* cases(paths) {
  for (const path of paths) {
    const file = JSON.parse(readFileSync(path, "utf8"));
    for (const each of file.cases) yield { path, promise: each.promise, bank: "bank" in each ? each.bank : file.bank, ...each };
  }
}

/** @param {unknown} request */
const asText = (request) => (typeof request === "string" ? request : JSON.stringify(request));

/**
 * @param {string[]} paths @param {(request: string) => string} handle
 * @returns {number} how many cases agreed; throws at the first that does not
 */
export function runCases(paths, handle) {
  let count = 0;
  for (const { path, promise, bank, request, reply } of cases(paths)) {
    const empty = { schema: 1, items: [] };
    const opened = JSON.parse(handle(JSON.stringify({ op: "open", bank: bank ?? empty })));
    if (!opened.ok) throw new Error(`${path}: ${promise}: the bank does not open: ${JSON.stringify(opened.error)}`);
    const got = JSON.parse(handle(asText(request)));
    for (const [name, expected] of Object.entries(reply)) {
      if (!same(got[name], expected)) throw new Error(`${path}: ${promise}: ${name}: ${JSON.stringify(got)}`);
    }
    count += 1;
  }
  return count;
}

/** @param {unknown} one @param {unknown} other */
function same(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === other;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => name in other && same(one[name], other[name]));
}

/** @param {string[]} paths @returns {Generator<string>} each request of each case, with each of its values wrong in each way */
export function* slips(paths) {
  for (const { bank, request } of cases(paths)) {
    if (bank) yield JSON.stringify({ op: "open", bank });
    if (typeof request === "string") continue;
    for (const wrong of [...WRONG, LONG]) for (const each of withOne(request, wrong)) yield JSON.stringify(each);
    yield JSON.stringify(request).slice(0, -1);
  }
  yield JSON.stringify({ op: "open", bank: large(paths) });
  yield `"${"x".repeat(3_900_000)}"`; // the longest that is read: memory grows
  yield "[".repeat(500) + "]".repeat(500);
  yield `{"op":"grade","n":${"9".repeat(400)}}`;
}

/** @param {string[]} paths a bank as large as it may get: the items of all case files, over and over under new names */
function large(paths) {
  const items = Array.from(cases(paths)).flatMap(({ bank }) => (Array.isArray(bank?.items) ? bank.items : []));
  return { schema: 1, items: Array.from({ length: 3000 }, (_, at) => ({ ...items[at % items.length], id: `item-${at}` })) };
}

/** @param {unknown} value @param {unknown} wrong @returns {Generator<unknown>} */
function* withOne(value, wrong) {
  yield wrong;
  if (Array.isArray(value)) {
    for (const [at, each] of value.entries()) for (const changed of withOne(each, wrong)) yield value.with(at, changed);
  } else if (typeof value === "object" && value) {
    for (const [name, each] of Object.entries(value)) for (const changed of withOne(each, wrong)) yield { ...value, [name]: changed };
  }
}
