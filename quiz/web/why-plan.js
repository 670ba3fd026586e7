// The plan on the page: copies of what stands in the catalogue, in the order the engine gave, with what the reader said beside it.
import { copyText, planAsText } from "./why-copy.js";
import { word } from "./words.js";

/**
 * @typedef {[string, string][]} Because question and option
 * @typedef {{id: string, because: Because}} Ground
 * @typedef {{id: string, channel: string, because: Because}} Step
 * @typedef {{id: string, explains: "decline" | "texts", level: string, for: Ground[], against: Ground[]}} Cause
 * @typedef {{stops: Ground[], help: Ground[], steps: Record<string, Step[]>, more: Step[], causes: Cause[], outcome: string,
 *   find: string[], silent: number, aside: string[]}} Plan
 * @typedef {import("./why-question.js").Question} Question
 */

const PARTS = ["today", "week", "month", "quarter"];
/** Causes shown in full; the others are a tap away, and only named on paper. */
const SHOWN = 3;

/** Fires "tick" when a step is ticked, "change-answer" (detail: question id) when the reader wants to change one. */
export class PlanView extends EventTarget {
  /** Channels already told in this plan: on paper each is told once. @type {Set<string>} */
  #shown = new Set();

  /** @param {HTMLElement} part @param {Map<string, Question>} questions */
  constructor(part, questions) {
    super();
    this.part = part;
    this.questions = questions;
    this.section = /** @type {HTMLElement} */ (part.querySelector('[data-view="plan"]'));
    this.title = /** @type {HTMLElement} */ (this.section.querySelector("h2"));
    /** Ids of all steps there are. */
    this.steps = new Set(Array.from(part.querySelectorAll("[data-catalogue] [data-step]"), (step) => /** @type {HTMLElement} */ (step).dataset.step ?? ""));
  }

  /**
   * @param {Plan} plan @param {import("./why.js").Next} next @param {import("./why.js").Answers} answers @param {Set<string>} ticks
   */
  fill(plan, next, answers, ticks) {
    this.#shown.clear();
    this.#slot("stops", plan.stops.map((sign) => this.#sign(sign)));
    this.#slot("help", plan.help.map((sign) => this.#sign(sign)));
    for (const name of PARTS) this.#slot(name, (plan.steps[name] ?? []).map((step) => this.#step(step, ticks)));
    this.#slot("more", plan.more.map((step) => this.#step(step, ticks)));
    const decline = plan.causes.filter((cause) => cause.explains === "decline").map((cause) => this.#cause(cause));
    this.#slot("decline", decline.slice(0, SHOWN));
    this.#slot("decline-more", decline.slice(SHOWN));
    const names = plan.causes.filter((cause) => cause.explains === "decline").slice(SHOWN);
    this.#find("[data-names]").textContent = names.map((cause) => this.#name(cause)).join(word("why-say.then"));
    this.#slot("texts", plan.causes.filter((cause) => cause.explains === "texts").map((cause) => this.#cause(cause)));
    this.#find("[data-none]").hidden = plan.outcome !== "none";
    this.#slot("find", plan.find.map((id) => this.#findOut(id)));
    this.#slot("answers", next.asked.map((id) => this.#answer(id, answers[id] ?? [])));
    this.#find('[data-action="go-on"]').hidden = next.next === null;
    const notes = [["silent", plan.silent], ["aside", plan.aside.length]].filter(([, count]) => Number(count) > 0);
    this.#find("[data-aside]").textContent = notes
      .map(([name, count]) => word(count === 1 ? `why-say.${name}-one` : `why-say.${name}`, { count: Number(count) }))
      .join(" ");
  }

  /** Forget everything. */
  empty() {
    for (const slot of this.section.querySelectorAll("[data-slot]")) slot.replaceChildren();
    this.say("");
  }

  /** @param {string} text */
  say(text) {
    this.#find("[data-plan-say]").textContent = text;
  }

  /** Ids of the steps ticked. @returns {Set<string>} */
  ticked() {
    const boxes = /** @type {HTMLInputElement[]} */ (Array.from(this.section.querySelectorAll("[data-done]")));
    return new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.done ?? ""));
  }

  /** The whole plan as text, to the clipboard. */
  async copy() {
    const done = await copyText(planAsText(this.section), this.section);
    this.#find("[data-tools-say]").textContent = word(done ? "why-say.copied" : "why-say.copy-failed");
  }

  /** @param {string} selector @returns {HTMLElement} */
  #find(selector) {
    return /** @type {HTMLElement} */ (this.section.querySelector(selector));
  }

  /** Fill a slot; the part around an empty one is hidden. @param {string} name @param {Element[]} content */
  #slot(name, content) {
    const slot = this.#find(`[data-slot="${name}"]`);
    slot.replaceChildren(...content);
    slot.hidden = content.length === 0;
    const around = /** @type {HTMLElement | null} */ (slot.closest("[data-part]"));
    if (around) around.hidden = content.length === 0;
  }

  /** A copy of what stands in the catalogue. @param {string} selector @returns {HTMLElement} */
  #copyOf(selector) {
    const found = this.part.querySelector(`[data-catalogue] ${selector}`);
    const copy = /** @type {HTMLElement} */ ((found ?? document.createElement("p")).cloneNode(true));
    copy.removeAttribute("id");
    return copy;
  }

  /** @param {Ground} sign */
  #sign(sign) {
    const copy = this.#copyOf(`[data-sign="${CSS.escape(sign.id)}"]`);
    copy.querySelector("h4")?.after(...this.#because(sign.because));
    return copy;
  }

  /** @param {Step} step @param {Set<string>} ticks */
  #step(step, ticks) {
    const entry = document.createElement("li");
    const copy = this.#copyOf(`[data-step="${CSS.escape(step.id)}"]`);
    const name = /** @type {HTMLElement} */ (copy.querySelector("h4"));
    const label = document.createElement("label");
    label.className = "tick";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.autocomplete = "off";
    box.dataset.done = step.id;
    box.checked = ticks.has(step.id);
    box.addEventListener("change", () => this.dispatchEvent(new Event("tick")));
    const words = document.createElement("span");
    words.append(...name.childNodes);
    label.append(box, words);
    name.append(label);
    this.#way(copy, step.channel);
    this.#wording(copy);
    entry.append(copy);
    return entry;
  }

  /** Of all channels a step has, the one for this reader. @param {HTMLElement} copy @param {string} channel */
  #way(copy, channel) {
    const ways = /** @type {HTMLElement | null} */ (copy.querySelector("[data-ways]"));
    if (!ways) return;
    const way = this.part.querySelector(`[data-channel="${CSS.escape(channel)}"] [data-say]`);
    const who = ways.firstChild?.cloneNode(true);
    ways.replaceChildren(...(way ? Array.from(way.childNodes, (node) => node.cloneNode(true)) : []));
    if (who) ways.prepend(who);
    if (this.#shown.has(channel)) ways.dataset.again = "";
    this.#shown.add(channel);
  }

  /** @param {HTMLElement} copy */
  #wording(copy) {
    const letter = /** @type {HTMLElement | null} */ (copy.querySelector("[data-wording]"));
    if (!letter) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet plan__copy";
    button.textContent = word("why-say.copy-wording");
    button.addEventListener("click", async () => {
      const text = Array.from(letter.children, (line) => line.textContent?.trim() ?? "").join("\n");
      const done = await copyText(text, letter);
      button.textContent = word(done ? "why-say.copied" : "why-say.copy-failed");
      setTimeout(() => (button.textContent = word("why-say.copy-wording")), 3000);
    });
    letter.after(button);
  }

  /** @param {Cause} cause */
  #cause(cause) {
    const copy = this.#copyOf(`[data-cause="${CSS.escape(cause.id)}"]`);
    const levels = /** @type {HTMLTemplateElement} */ (this.part.querySelector("[data-levels]"));
    const level = levels.content.querySelector(`[data-level="${CSS.escape(cause.level)}"]`);
    if (level) copy.querySelector("h4")?.append(" ", document.importNode(level, true));
    const grounds = document.createElement("ul");
    grounds.className = "cause__grounds";
    grounds.append(...cause.for.map((ground) => this.#ground(copy, ground, "")));
    grounds.append(...cause.against.map((ground) => this.#ground(copy, ground, word("why-say.against"))));
    for (const signs of copy.querySelectorAll(".cause__signs")) signs.remove();
    copy.querySelector(".cause__say")?.after(grounds);
    return copy;
  }

  /** @param {Cause} cause */
  #name(cause) {
    return this.part.querySelector(`[data-catalogue] [data-cause="${CSS.escape(cause.id)}"] h4`)?.textContent ?? "";
  }

  /** "You said …", and why that counts. @param {HTMLElement} copy @param {Ground} ground @param {string} before */
  #ground(copy, ground, before) {
    const entry = document.createElement("li");
    const reason = copy.querySelector(`[data-evidence="${CSS.escape(ground.id)}"]`);
    entry.append(before, ...this.#because(ground.because));
    if (reason) entry.append(" ", ...Array.from(reason.childNodes, (node) => node.cloneNode(true)));
    return entry;
  }

  /** What the reader said, in the words of the options. @param {Because} because @returns {HTMLElement[]} */
  #because(because) {
    const said = because.map(([question, option]) => this.questions.get(question)?.label(option) ?? "").filter(Boolean);
    if (said.length === 0) return [];
    const line = document.createElement("span");
    line.className = "because";
    line.textContent = word("why-say.because", {
      said: said.map((each) => (/^[“"]/.test(each) ? each : word("why-say.said", { said: each }))).join(word("why-say.between")),
    });
    return [line];
  }

  /** @param {string} id */
  #findOut(id) {
    const entry = document.createElement("li");
    const question = this.questions.get(id);
    const title = document.createElement("strong");
    title.textContent = question?.title.textContent ?? "";
    const find = question?.form.querySelector("[data-find]");
    entry.append(title, ...Array.from(find?.children ?? [], (line) => line.cloneNode(true)));
    return entry;
  }

  /** @param {string} id @param {string[]} values */
  #answer(id, values) {
    const question = this.questions.get(id);
    const stem = question?.title.textContent ?? "";
    const row = document.createElement("div");
    const term = row.appendChild(document.createElement("dt"));
    term.textContent = stem;
    const said = row.appendChild(document.createElement("dd"));
    said.textContent =
      values.map((value) => question?.label(value) ?? "").join(word("why-say.between")) || word("why-say.skipped");
    const place = row.appendChild(document.createElement("dd"));
    const change = place.appendChild(document.createElement("button"));
    change.type = "button";
    change.className = "link";
    change.dataset.change = id;
    change.textContent = word("why-say.change");
    change.setAttribute("aria-label", word("why-say.change-what", { stem }));
    change.addEventListener("click", () => this.dispatchEvent(new CustomEvent("change-answer", { detail: id })));
    return row;
  }
}
