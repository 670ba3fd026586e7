// Fills a blank result, or a blank comparison, with what the engine has worked out. Decides nothing: codes choose words and pieces.
import { draw } from "./cost-plot.js";
import { decimals, number, percent } from "./numbers.js";
import { word } from "./words.js";

/**
 * @typedef {{
 *   nominal: number | null, effective: number | null, beyond: number | null, simple: boolean, several: number[], code: string,
 *   repaid: number, interest: number, fees: number, cost: number}} Totals
 * @typedef {Totals & {
 *   amount: number, received: number, withheld: number, before: number, in_hand: number, term: number, unit: "months" | "days",
 *   first: number, last: number, average: number, sounds: {code: string, percent: number}[], schedule: number[][], ticks: number[],
 *   early: (Totals & {after: number, last: number, saves: number}) | null,
 *   marks: {id: string, percent: number | null, lpr: number | null, side: string}[], notes: string[]}} Result
 * @typedef {{
 *   yuan: string, yuan_less: number, rate: string, points_less: number | null, rate_by: string, differ: string[]}} Comparison
 */

/** @param {string} code @param {Record<string, string | number>} [values] @returns {string} */
const say = (code, values) => word(`cost-say.${code}`, values);
/** @param {number} value @returns {string} */
const yuan = (value) => say("yuan", { yuan: number(value) });

/** The two rates in words, also where there is none, several, or one beyond telling. @param {Totals} totals */
export function rates(totals) {
  if (totals.code) {
    const none = say(totals.several.length ? "several" : "no-rate");
    return { nominal: none, effective: none };
  }
  const effective = totals.effective === null ? say("beyond", { percent: number(totals.beyond ?? 0) }) : percent(totals.effective);
  return { nominal: percent(totals.nominal ?? 0), effective };
}

/** What each payment is: one amount, or from the first to the last. @param {Result} result */
function payment(result) {
  if (result.first === result.last) return yuan(result.first);
  return say("payment-range", { first: number(result.first), last: number(result.last) });
}

/** @param {Result} result @param {number} count @returns {string} */
function time(result, count) {
  return say(result.unit, { count });
}

/**
 * @param {DocumentFragment} blank a clone of the template
 * @param {Result} result
 * @param {{lender: string, title: string, ticks: number[], name: string}} about lender: as chosen; title: "" for the word that stands there
 */
export function fill(blank, result, { lender, title, ticks, name }) {
  const { nominal, effective } = rates(result);
  write(blank, {
    title,
    nominal,
    effective,
    cost: yuan(result.cost),
    "of-cost": say(result.withheld ? "of-cost-withheld" : "of-cost", { interest: number(result.interest), fees: number(result.fees) }),
    sounds: sounds(result, nominal),
    why: why(result),
    "in-hand": yuan(result.in_hand),
    payment: payment(result),
    repaid: yuan(result.repaid),
    average: yuan(result.average),
  });
  const regular = result.marks.filter(({ side }) => side !== "withheld");
  show(blank, {
    simple: result.simple,
    monthly: !result.simple,
    average: result.average !== result.in_hand,
    early: result.early !== null,
    "pay-first": result.notes.includes("pay-first"),
    "marks-unknown": lender === "unknown",
    "marks-none": lender !== "unknown" && regular.length === 0,
    "marks-after": regular.length > 0,
  });
  fillMarks(blank, result, nominal, effective);
  fillEarly(blank, result);
  fillSchedule(blank, result.schedule);
  const drawing = /** @type {SVGSVGElement} */ (blank.querySelector("svg"));
  const [heading, description] = [drawing.querySelector("title"), drawing.querySelector("desc")];
  if (heading && description) {
    heading.id = `cost-${name}-plot`;
    description.id = `cost-${name}-plot-what`;
    const told = { amount: number(result.amount), term: time(result, result.term), cost: number(result.cost) };
    description.textContent = say("plot-what", told);
    drawing.setAttribute("aria-labelledby", `${heading.id} ${description.id}`);
  }
  draw(drawing, result.schedule, ticks, ["0", time(result, result.term)]);
}

/** @param {Result} result @param {string} nominal @returns {string} */
function sounds(result, nominal) {
  if (result.code) return "";
  return result.sounds
    .filter(({ code, percent: heard }) => code.startsWith("times-36") || heard !== result.nominal)
    .map(({ code, percent: heard }) => say(`sounds-${code}`, { percent: number(heard), nominal }))
    .join(document.documentElement.lang.startsWith("zh") ? "" : " ");
}

/** @param {Totals} totals @returns {string} */
function why(totals) {
  if (!totals.code) return "";
  return say(totals.several.length ? "several-why" : "no-rate-why", { rates: totals.several.map(percent).join(" / ") });
}

/** @param {DocumentFragment} blank @param {Result} result @param {string} nominal @param {string} effective */
function fillMarks(blank, result, nominal, effective) {
  for (const mark of result.marks) {
    const entry = /** @type {HTMLElement | null} */ (blank.querySelector(`[data-mark="${mark.id}"]`));
    if (!entry) continue;
    entry.hidden = false;
    entry.dataset.side = mark.side;
    const amounts = { amount: number(result.amount), received: number(result.received), withheld: number(result.withheld) };
    write(entry, { side: say(`mark-${mark.side}`, { nominal, effective, percent: number(mark.percent ?? 0), ...amounts }) });
    write(entry, { lpr: mark.lpr === null ? "" : say("mark-lpr", { lpr: number(mark.lpr) }) });
  }
}

/** @param {DocumentFragment} blank @param {Result} result */
function fillEarly(blank, result) {
  const { early } = result;
  if (!early) return;
  const monthly = result.schedule.length > 2;
  const when = monthly ? say("early-with", { after: early.after }) : say("early-at", { term: time(result, early.after) });
  const told = { when, last: number(early.last), cost: number(early.cost), saves: number(Math.abs(early.saves)) };
  write(blank, {
    early: say(early.saves < 0 ? "early-costs" : "early-saves", told),
    "early-rate": early.code ? "" : say("early-rate", rates(early)),
  });
}

/** @param {DocumentFragment} blank @param {number[][]} schedule */
function fillSchedule(blank, schedule) {
  const body = /** @type {HTMLElement} */ (blank.querySelector('[data-out="schedule"]'));
  for (const [period, ...amounts] of schedule) {
    const row = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = String(period);
    row.append(head);
    for (const amount of amounts) {
      const cell = document.createElement("td");
      cell.textContent = decimals(amount);
      row.append(cell);
    }
    body.append(row);
  }
}

/**
 * @param {DocumentFragment} blank a clone of the template
 * @param {[Result, Result]} results
 * @param {Comparison} comparison
 */
export function compare(blank, results, comparison) {
  results.forEach((result, index) => {
    const name = index ? "b" : "a";
    const told = { ...rates(result), cost: yuan(result.cost), "in-hand": yuan(result.in_hand), payment: payment(result), repaid: yuan(result.repaid) };
    write(blank, Object.fromEntries(Object.entries(told).map(([row, text]) => [`${row}-${name}`, text])));
  });
  const by = { rate: say(`${comparison.rate_by}-name`), points: number(comparison.points_less ?? 0) };
  const lines = [say(`compare-rate-${comparison.rate}`, by), say(`compare-yuan-${comparison.yuan}`, { yuan: number(comparison.yuan_less) })];
  for (const what of comparison.differ) lines.push(say(`compare-differ-${what}`));
  if (comparison.differ.length === 0) {
    lines.unshift(say("compare-alike"));
    const sides = new Set([comparison.rate, comparison.yuan]);
    if (sides.has("a") && sides.has("b")) lines.push(say("compare-disagree"));
  }
  const list = /** @type {HTMLElement} */ (blank.querySelector('[data-out="said"]'));
  for (const text of lines) {
    const entry = document.createElement("li");
    entry.textContent = text;
    list.append(entry);
  }
}

/** Write words into the places of a blank; "" leaves what stands there, or hides a place that is empty. @param {ParentNode} blank @param {Record<string, string>} words */
function write(blank, words) {
  for (const [name, text] of Object.entries(words)) {
    const place = /** @type {HTMLElement | null} */ (blank.querySelector(`[data-out="${name}"]`));
    if (!place) continue;
    if (text) place.textContent = text;
    else place.hidden = !place.textContent;
  }
}

/** @param {ParentNode} blank @param {Record<string, boolean>} pieces */
function show(blank, pieces) {
  for (const [name, on] of Object.entries(pieces)) {
    for (const piece of blank.querySelectorAll(`[data-show="${name}"]`)) /** @type {HTMLElement} */ (piece).hidden = !on;
  }
}
