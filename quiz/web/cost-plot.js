// Draws what is owed and what it has cost, from the engine's schedule, into the empty drawing of a result. Looks are in cost.css.
import { brief, number } from "./numbers.js";

const LEFT = 50;
const RIGHT = 334;
const TOP = 14;
const BOTTOM = 182;

/**
 * @param {SVGSVGElement} drawing with its title and description
 * @param {number[][]} schedule rows of period, payment, interest, principal, fees, owed, cost so far
 * @param {number[]} ticks of the axis in yuan, from 0
 * @param {string[]} ends words for the first and the last period
 */
export function draw(drawing, schedule, ticks, ends) {
  const last = schedule.at(-1)?.[0] ?? 1;
  const highest = ticks.at(-1) || 1;
  const x = (/** @type {number} */ period) => LEFT + ((RIGHT - LEFT) * period) / last;
  const y = (/** @type {number} */ yuan) => BOTTOM - ((BOTTOM - TOP) * Math.max(yuan, 0)) / highest;

  for (const tick of ticks) {
    line(drawing, tick ? "fig-grid" : "fig-base", `M${LEFT} ${y(tick)}H${RIGHT}`);
    write(drawing, "fig-note", brief(tick), LEFT - 6, y(tick) + 5, "end");
  }
  const steps = schedule.map(([period = 0, , , , , owed = 0], index) => (index ? `H${x(period)}V${y(owed)}` : `M${x(0)} ${y(owed)}`));
  line(drawing, "cost-plot__owed", `${steps.join("")}V${y(0)}H${x(0)}Z`);
  const points = schedule.map(([period = 0, , , , , , cost = 0]) => `${x(period)} ${y(cost)}`);
  line(drawing, "cost-plot__cost", `M${points.join("L")}`);
  const cost = schedule.at(-1)?.[6] ?? 0;
  write(drawing, "fig-tag cost-plot__total", number(cost), RIGHT, y(cost) - 8, "end");
  write(drawing, "fig-note", ends[0] ?? "", LEFT, BOTTOM + 22, "start");
  write(drawing, "fig-note", ends[1] ?? "", RIGHT, BOTTOM + 22, "end");
}

/** @param {SVGSVGElement} drawing @param {string} name @param {Record<string, string>} attributes @returns {Element} */
function add(drawing, name, attributes) {
  const element = document.createElementNS(drawing.namespaceURI, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  drawing.append(element);
  return element;
}

/** @param {SVGSVGElement} drawing @param {string} kind @param {string} steps */
function line(drawing, kind, steps) {
  add(drawing, "path", { class: kind, d: steps });
}

/** @param {SVGSVGElement} drawing @param {string} kind @param {string} text @param {number} x @param {number} y @param {string} anchor */
function write(drawing, kind, text, x, y, anchor) {
  add(drawing, "text", { class: kind, x: String(x), y: String(y), "text-anchor": anchor }).textContent = text;
}
