// One answered question in a result: what was asked, what was answered, and why each option is or is not the better one.
import { explain, fillAmounts } from "./feedback.js";
import { ResponseForm } from "./response.js";
import { sheet } from "./sheet.js";
import { word } from "./words.js";

/**
 * @typedef {import("./store.js").Reply} Reply
 * @param {HTMLElement} item the question as it is rendered @param {Reply} reply @param {string[]} values
 * @returns {Promise<HTMLDetailsElement>}
 */
export async function review(item, reply, values) {
  const made = document.createElement("details");
  made.className = "review";
  made.dataset.verdict = reply.verdict;
  const response = new ResponseForm(/** @type {HTMLElement} */ (item.querySelector(".item__question")));
  response.fill(values);
  fillAmounts(item, reply.amounts ?? {});
  const summary = made.appendChild(document.createElement("summary"));
  add(summary, "span", "review__verdict", word(`result.${reply.verdict}`));
  summary.append(" ");
  add(summary, "span", "review__stem", item.querySelector("legend")?.textContent?.trim() ?? "");
  const message = item.querySelector(".message");
  if (message) add(made, "p", "message", message.textContent ?? "");
  const chosen = values.includes("dont-know") || !values.length ? [word(`result.said-${values.length ? "unknown" : "nothing"}`)] : response.spoken;
  add(made, "p", "review__answer", word("result.your-answer", { answer: chosen.join(response.ordered ? " → " : word("result.between")) }));
  const link = /** @type {HTMLAnchorElement | null} */ (item.querySelector(".item__sheet"));
  const answer = link && (await sheet(link.href))?.querySelector(`[data-answer="${CSS.escape(item.dataset.item ?? "")}"]`);
  if (answer) {
    const shown = reply.feedback.length ? reply : { ...reply, feedback: [] };
    made.append(...explain(shown, answer, { kind: item.dataset.kind ?? "", chosenFor: (prompt) => response.chosenFor(prompt) }));
    for (const folded of made.querySelectorAll("details")) folded.open = true;
  }
  const more = item.querySelector(".item__more");
  if (more) made.append(document.importNode(more, true));
  return made;
}

/** @param {Element} place @param {string} tag @param {string} name @param {string} text */
function add(place, tag, name, text) {
  const made = place.appendChild(document.createElement(tag));
  made.className = name;
  made.textContent = text;
}
