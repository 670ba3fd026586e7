// The plan kept on this device, if the reader wants it. What is read back may have been changed by anyone: only what the page knows is taken.

const SCHEMA = 1;

/**
 * @typedef {import("./store.js").StoreType} Store
 * @typedef {import("./why-question.js").Question} Question
 * @typedef {{version: string, answers: Record<string, string[]>, ticks: string[]}} Kept
 */

/** @param {Store} store @param {string} version @param {Record<string, string[]>} answers @param {Set<string>} ticks @returns {boolean} */
export function keepPlan(store, version, answers, ticks) {
  return store.keep("plan", { schema: SCHEMA, version, answers, ticks: [...ticks] });
}

/** What was kept and still makes sense, or null. @param {Store} store @param {Map<string, Question>} questions @param {Set<string>} steps @returns {Kept | null} */
export function keptPlan(store, questions, steps) {
  const found = store.kept("plan");
  if (!isTable(found) || found.schema !== SCHEMA || typeof found.version !== "string") return null;
  if (!isTable(found.answers) || !isTexts(found.ticks)) return null;
  /** @type {Record<string, string[]>} */
  const answers = {};
  for (const [id, values] of Object.entries(found.answers)) {
    const question = questions.get(id);
    if (question && isTexts(values) && question.takes(values)) answers[id] = values;
  }
  return { version: found.version, answers, ticks: found.ticks.filter((tick) => steps.has(tick)) };
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isTable(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {unknown} value @returns {value is string[]} */
function isTexts(value) {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
