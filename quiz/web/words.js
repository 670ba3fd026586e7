// The sentences the page may show, by code. They stand in the page as inert templates, in the page's language.
const templates = /** @type {HTMLTemplateElement[]} */ (Array.from(document.querySelectorAll("template[data-words]")));

/** The page's name without its language, as in "act/credit-report": what ticks are kept under. */
export const pageName = templates.find((template) => template.dataset.page)?.dataset.page ?? "";

/** @param {string} code @returns {string | undefined} */
function find(code) {
  for (const template of templates) {
    const found = template.content.querySelector(`[data-word="${CSS.escape(code)}"]`);
    if (found) return found.textContent ?? "";
  }
  return undefined;
}

/**
 * @param {string} code such as "verdict.correct"
 * @param {Record<string, string | number>} values what stands in for {names} in the words
 * @returns {string} the words, or the code itself when it has none (a mistake a test finds)
 */
export function word(code, values = {}) {
  return (find(code) ?? code).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * @param {string} code
 * @returns {boolean}
 */
export function hasWord(code) {
  return find(code) !== undefined;
}
