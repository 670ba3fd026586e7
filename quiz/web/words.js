// The sentences the page may show, by code. They stand in the page as an inert template, in the page's language.
const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("declined-again-words"));

/** The page's name without its language, as in "act/credit-report": what ticks are kept under. */
export const pageName = template?.dataset.page ?? "";

/**
 * @param {string} code such as "verdict.correct"
 * @returns {string} the words, or the code itself when it has none (a mistake a test finds)
 */
export function word(code) {
  return template?.content.querySelector(`[data-word="${CSS.escape(code)}"]`)?.textContent ?? code;
}

/**
 * @param {string} code
 * @returns {boolean}
 */
export function hasWord(code) {
  return Boolean(template?.content.querySelector(`[data-word="${CSS.escape(code)}"]`));
}
