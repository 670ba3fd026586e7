// Asks before something large is loaded on a slow or costly connection, in the item that waits: how large it is, and a button to agree.
// It shows words that stand in the page; what waits goes on as soon as the reader agrees.
import { word } from "./words.js";

/**
 * @param {HTMLElement} loading the part's block with the progress bar; the question comes before it, until the engine loads
 * @param {import("./engine.js").Engine} engine
 */
export function askBeforeLoading(loading, engine) {
  if (!engine.mustAsk || loading.previousElementSibling?.classList.contains("consent")) return;
  const question = document.createElement("div");
  question.className = "consent";
  const text = question.appendChild(document.createElement("p"));
  text.textContent = word("engine.ask", { size: engine.megabytes.toFixed(1) });
  const yes = question.appendChild(document.createElement("button"));
  yes.type = "button";
  yes.className = "button";
  yes.dataset.action = "agree";
  yes.textContent = word("engine.agree");
  yes.addEventListener("click", () => engine.agree());
  engine.addEventListener(
    "loading",
    () => {
      question.remove();
      loading.hidden = false;
    },
    { once: true },
  );
  loading.before(question);
}
