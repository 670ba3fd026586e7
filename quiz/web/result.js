// The result of a session: what to look at first, what to read next, what is clear, a chart with its table, every question again. The
// engine says what came of it; the page has the words.
import { review } from "./review.js";
import { word } from "./words.js";

/**
 * @typedef {import("./store.js").Reply} Reply
 * @typedef {Record<string, number>} Tally
 * @typedef {{verdicts: Record<string, Reply>, chapters: Record<string, Tally>, sections: Record<string, Tally>, mistaken: string[],
 *   missed: string[], known: string[], read: string[], points: number, of: number, seed: number,
 *   answers: Record<string, {values: string[], sure: string}>}} Result
 */

const ENDS = ["correct", "partly", "incorrect", "unknown", "open"];

/**
 * @param {HTMLElement} part @param {Result} result @param {Map<string, HTMLElement>} items
 */
export async function showResult(part, result, items) {
  const find = (/** @type {string} */ name) => /** @type {HTMLElement} */ (part.querySelector(`[data-result-${name}]`));
  const reviewed = async (/** @type {string} */ id) => {
    const item = items.get(id);
    const reply = result.verdicts[id];
    return item && reply ? review(/** @type {HTMLElement} */ (item.cloneNode(true)), reply, result.answers[id]?.values ?? []) : null;
  };
  const reviews = async (/** @type {string[]} */ ids) => (await Promise.all(ids.map(reviewed))).filter((each) => each !== null);
  const first = result.mistaken.length ? "mistaken" : result.missed.length ? "missed" : "clear";
  find("lead").textContent = word(`result.lead-${first}`);
  fill(find("mistaken"), await reviews(result.mistaken));
  for (const each of find("mistaken").querySelectorAll("details.review")) /** @type {HTMLDetailsElement} */ (each).open = true;
  fill(find("read"), listed(part, result.read));
  fill(find("known"), listed(part, result.known));
  fill(find("all"), await reviews(Object.keys(result.verdicts)));
  find("rows").replaceChildren(...rows(part, result));
  find("score").textContent = word("result.score", { points: result.points, of: result.of });
}

/** The result as plain text, in the reader's clipboard. @param {HTMLElement} part */
export async function copyResult(part) {
  const blocks = Array.from(part.querySelectorAll("h2, h3, .result__lead, [data-entries] > li, .review > summary, .review p"), (each) => {
    const text = (each.textContent ?? "").replace(/\s+/g, " ").trim();
    return each.matches("h2, h3, summary") ? `\n${text}` : text;
  });
  const button = /** @type {HTMLElement} */ (part.querySelector('[data-action="copy-result"]'));
  await navigator.clipboard.writeText(blocks.join("\n").trim());
  button.textContent = word("result.copied");
  setTimeout(() => (button.textContent = word("result.copy")), 3000);
}

/** Show a block with its entries, or hide it when there are none. @param {HTMLElement} block @param {Element[]} entries */
function fill(block, entries) {
  block.querySelector("[data-entries]")?.replaceChildren(...entries);
  block.hidden = entries.length === 0;
}

/** Links to sections. @param {HTMLElement} part @param {string[]} sections */
function listed(part, sections) {
  return sections.map((section) => {
    const entry = document.createElement("li");
    entry.append(place(part, section));
    return entry;
  });
}

/** The link to a chapter or section, as rendered at build time. @param {HTMLElement} part @param {string} name @returns {Node} */
function place(part, name) {
  const places = /** @type {HTMLTemplateElement | null} */ (part.querySelector("template[data-places]"));
  const found = places?.content.querySelector(`[data-place="${CSS.escape(name)}"]`);
  return found ? document.importNode(found, true) : document.createTextNode(name);
}

/** The table's rows, each with its bar: a chapter, then its sections. @param {HTMLElement} part @param {Result} result */
function rows(part, result) {
  /** @type {HTMLElement[]} */
  const made = [];
  for (const [chapter, tally] of Object.entries(result.chapters)) {
    const sections = Object.entries(result.sections).filter(([section]) => section.split("#", 1)[0] === chapter);
    made.push(row(part, chapter, tally, "result__chapter"));
    if (sections.length > 1) made.push(...sections.map(([section, each]) => row(part, section, each, "result__section")));
    else made.at(-1)?.querySelector("th a")?.after(" · ", place(part, sections[0]?.[0] ?? ""));
  }
  return made;
}

/** @param {HTMLElement} part @param {string} name @param {Tally} tally @param {string} kind */
function row(part, name, tally, kind) {
  const made = document.createElement("tr");
  made.className = kind;
  const head = made.appendChild(document.createElement("th"));
  head.scope = "row";
  head.append(place(part, name), bar(part, tally));
  for (const end of ENDS) made.appendChild(document.createElement("td")).textContent = String(tally[end] || "–");
  return made;
}

/** A bar of one square for each question, in the colours and patterns of the legend. @param {HTMLElement} part @param {Tally} tally */
function bar(part, tally) {
  const ends = ENDS.flatMap((end) => Array.from({ length: tally[end] ?? 0 }, () => end));
  const svg = part.querySelector("svg.result__key")?.namespaceURI ?? null;
  const made = document.createElementNS(svg, "svg");
  made.setAttribute("class", "result__bar");
  made.setAttribute("viewBox", `0 0 ${Math.max(ends.length, 1) * 12} 12`);
  made.setAttribute("width", String(Math.max(ends.length, 1) * 12));
  made.setAttribute("height", "12");
  made.setAttribute("aria-hidden", "true");
  ends.forEach((end, index) => {
    const square = made.appendChild(document.createElementNS(svg, "rect"));
    square.setAttribute("class", `result__square result__square--${end}`);
    for (const [name, value] of Object.entries({ x: index * 12 + 1, y: 1, width: 10, height: 10, rx: 2 })) square.setAttribute(name, String(value));
  });
  return made;
}
