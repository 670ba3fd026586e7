// The calculator's form: which fields are asked, what was typed, and what is wrong with it. It reads and writes strings only;
// whether a string makes sense is the engine's to say.
import { number } from "./numbers.js";
import { hasWord, word } from "./words.js";

/**
 * @typedef {{value: string, in: string, when: string}} Fee
 * @typedef {Record<string, string | Fee[] | Record<string, string>>} Offer an offer as typed, as quiz.engine.operations.cost reads it
 * @typedef {{field: string, code: string, details: Record<string, unknown>}} Problem
 * @typedef {HTMLInputElement | HTMLSelectElement} Field
 */

const LONGEST = 60;
const MOST_FEES = 8;

/** @param {Element} within @param {string} name @returns {Field | null} */
function named(within, name) {
  return within.querySelector(`[data-name="${name}"]`);
}

/** What a field holds; "" while it is not asked. @param {Element} within @param {string} name @returns {string} */
function typed(within, name) {
  const field = named(within, name);
  return field && !field.closest("[hidden]") ? field.value : "";
}

/**
 * Whether a piece shows: see `data-if` in quiz/publish/templates/cost.html.
 * @param {string} condition @param {Set<string>} chosen @returns {boolean}
 */
function holds(condition, chosen) {
  return condition
    .split(";")
    .some((all) => all.split(" ").every((any) => any.split("|").some((choice) => chosen.has(choice))));
}

/** @param {HTMLFieldSetElement} offer @returns {HTMLElement[]} */
function feeRows(offer) {
  return Array.from(offer.querySelectorAll("[data-fee]"));
}

/** Show what belongs to the choices made, hide the rest. @param {HTMLFieldSetElement} offer */
export function refreshOffer(offer) {
  const way = named(offer, "way")?.value ?? "";
  const price = /** @type {HTMLSelectElement} */ (named(offer, "price"));
  const options = Array.from(price.options);
  for (const option of options) {
    option.disabled = !holds(option.dataset.if ?? way, new Set([way]));
    option.hidden = option.disabled; // not every browser hides an option, but every one refuses a disabled one
  }
  if (price.selectedOptions[0]?.disabled) price.value = options.find((option) => !option.disabled)?.value ?? "";
  const unit = way === "at-end" ? (named(offer, "unit")?.value ?? "") : "months";
  const chosen = new Set([way, price.value, unit, named(offer, "lender")?.value ?? ""]);
  for (const piece of offer.querySelectorAll("[data-if]")) {
    if (piece instanceof HTMLOptionElement || !(piece instanceof HTMLElement)) continue;
    piece.hidden = !holds(piece.dataset.if ?? "", chosen);
  }
  const add = /** @type {HTMLButtonElement} */ (offer.querySelector('[data-action="add-fee"]'));
  add.hidden = feeRows(offer).length >= MOST_FEES;
  for (const more of offer.querySelectorAll("details")) more.classList.toggle("cost-more--empty", !isFilled(more));
}

/** Whether anything was typed into it. @param {Element} part @returns {boolean} */
export function isFilled(part) {
  return Array.from(part.querySelectorAll("input")).some((input) => input.value.trim() !== "");
}

/** @param {HTMLFieldSetElement} offer @returns {HTMLElement | undefined} the new row, unless there are enough */
export function addFee(offer) {
  const count = feeRows(offer).length + 1;
  const blank = /** @type {HTMLTemplateElement} */ (offer.querySelector("template[data-fee-row]"));
  const rows = offer.querySelector("[data-fees]");
  if (count > MOST_FEES || !rows) return undefined;
  const row = /** @type {DocumentFragment} */ (blank.content.cloneNode(true));
  for (const element of row.querySelectorAll("*")) {
    for (const attribute of element.attributes) {
      attribute.value = attribute.value.replaceAll("-fee-0", `-fee-${count}`).replaceAll("fees.0.", `fees.${count}.`);
    }
  }
  const title = row.querySelector("legend");
  if (title) title.textContent = (title.textContent ?? "").replace("0", String(count));
  rows.append(row);
  return feeRows(offer).at(-1);
}

/** @param {HTMLFieldSetElement} offer @returns {Offer} */
export function readOffer(offer) {
  /** @type {Offer} */
  const table = {};
  for (const name of ["amount", "received", "way", "price", "value", "term", "unit", "year", "lender", "lpr"]) {
    table[name] = typed(offer, name);
  }
  table.fees = feeRows(offer).map((row) => ({ value: typed(row, "value"), in: typed(row, "in"), when: typed(row, "when") }));
  table.early = { after: typed(offer, "after"), fee: typed(offer, "fee"), in: typed(offer, "early-in") };
  return table;
}

/** Write an offer into the form; what it does not name goes back to how the page came. @param {HTMLFieldSetElement} offer @param {Offer} table */
export function writeOffer(offer, table) {
  clearOffer(offer);
  const fees = Array.isArray(table.fees) ? table.fees : [];
  const early = /** @type {Record<string, string>} */ (table.early ?? {});
  while (feeRows(offer).length < Math.min(fees.length, MOST_FEES)) addFee(offer);
  for (const [name, value] of Object.entries(table)) if (typeof value === "string") put(named(offer, name), value);
  feeRows(offer).forEach((row, index) => {
    for (const [name, value] of Object.entries(fees[index] ?? {})) put(named(row, name), value);
  });
  put(named(offer, "after"), early.after);
  put(named(offer, "fee"), early.fee);
  put(named(offer, "early-in"), early.in);
  for (const more of offer.querySelectorAll("details")) more.open = isFilled(more);
  refreshOffer(offer);
}

/** @param {Field | null} field @param {string | undefined} value */
function put(field, value) {
  if (!field || !value) return;
  if (field instanceof HTMLSelectElement && !Array.from(field.options).some((option) => option.value === value)) return;
  field.value = value;
}

/** As the page came. @param {HTMLFieldSetElement} offer */
export function clearOffer(offer) {
  for (const row of feeRows(offer).slice(1)) row.remove();
  for (const input of offer.querySelectorAll("input")) input.value = "";
  for (const select of offer.querySelectorAll("select")) select.selectedIndex = 0;
  for (const more of offer.querySelectorAll("details")) more.open = false;
  tellProblems(offer, []);
  refreshOffer(offer);
}

/**
 * Say beside each field what is wrong with it, and nothing beside the others.
 * @param {HTMLFieldSetElement} offer @param {Problem[]} problems @returns {HTMLElement | undefined} the first field to mend
 */
export function tellProblems(offer, problems) {
  for (const place of offer.querySelectorAll("[data-error]")) {
    const { error = "" } = /** @type {HTMLElement} */ (place).dataset;
    const problem = problems.find(({ field }) => field === error);
    place.textContent = problem ? wording(problem) : "";
    /** @type {HTMLElement} */ (place).hidden = !problem;
    const field = offer.querySelector(`[data-field="${error}"]`);
    if (problem) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
    if (problem) place.closest("details")?.setAttribute("open", "");
  }
  return offer.querySelector('[aria-invalid="true"]') ?? offer.querySelector("[data-error]:not([hidden])") ?? undefined;
}

/** @param {Problem} problem @returns {string} */
function wording({ field, code, details }) {
  const place = field.replace(/\.\d+/, "").replaceAll(".", "-");
  const own = `cost-say-wrong.${code}-${place}`;
  const general = `cost-say-wrong.${code}`;
  const known = hasWord(own) ? own : hasWord(general) ? general : "cost-say-wrong.unknown-choice";
  const told = Object.entries(details).map(([name, value]) => [name, typeof value === "number" ? number(value) : String(value)]);
  return word(known, Object.fromEntries(told));
}

/**
 * Whether a value from storage is offers as this form wrote them: anyone may have changed it.
 * @param {unknown} value @returns {value is {schema: 1, offers: Offer[]}}
 */
export function isKeptOffer(value) {
  if (!isTable(value) || value.schema !== 1 || !Array.isArray(value.offers)) return false;
  return value.offers.length >= 1 && value.offers.length <= 2 && value.offers.every(isOffer);
}

/** @param {unknown} value @returns {boolean} */
function isOffer(value) {
  if (!isTable(value)) return false;
  const { fees, early, ...texts } = value;
  return (
    isTexts(texts) && Array.isArray(fees) && fees.length <= MOST_FEES && fees.every((fee) => isTable(fee) && isTexts(fee)) &&
    isTable(early) && isTexts(early)
  );
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isTable(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {Record<string, unknown>} table @returns {boolean} */
function isTexts(table) {
  return Object.entries(table).every(([name, value]) => /^[a-z-]+$/.test(name) && typeof value === "string" && value.length <= LONGEST);
}
