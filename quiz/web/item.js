// One item in the page: collects the response, asks the engine, shows the verdict. The words and the feedback come from the page
// and from the answer sheet, where they were rendered at build time.
import { askBeforeLoading } from "./consent.js";
import { sheet } from "./sheet.js";
import { hasWord, word } from "./words.js";

const DONT_KNOW = "dont-know";

/**
 * @typedef {import("./engine.js").Engine} Engine
 * @typedef {import("./store.js").StoreType} Store
 * @typedef {import("./store.js").Reply} Reply
 */

/**
 * @param {HTMLElement} element
 * @param {Engine} engine
 * @param {Store} store
 * @returns {{reset: () => void}}
 */
export function attachItem(element, engine, store) {
  return new Item(element, engine, store);
}

class Item {
  /** Counts the reader's requests, so that a late reply to an earlier one is not shown. */
  #turn = 0;

  /** @param {HTMLElement} element @param {Engine} engine @param {Store} store */
  constructor(element, engine, store) {
    this.element = element;
    this.engine = engine;
    this.store = store;
    this.id = element.dataset.item ?? "";
    this.version = element.dataset.version ?? "";
    this.form = /** @type {HTMLFormElement} */ (element.querySelector("form"));
    this.status = /** @type {HTMLElement} */ (element.querySelector('[role="status"]'));
    this.loading = /** @type {HTMLElement} */ (element.querySelector(".item__loading"));
    this.feedback = /** @type {HTMLElement} */ (element.querySelector(".item__feedback"));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#check();
    });
    this.form.addEventListener("input", (event) => this.#changed(/** @type {HTMLInputElement} */ (event.target)));
    for (const touch of ["pointerdown", "focusin"]) element.addEventListener(touch, () => engine.start(), { once: true });
    engine.addEventListener("progress", () => this.#showProgress());
    this.#restore();
  }

  /** Forget what is shown; what is stored is the store's to erase. */
  reset() {
    this.#turn += 1;
    this.form.reset();
    this.#clear();
  }

  /** @returns {HTMLInputElement[]} */
  #inputs() {
    return Array.from(this.form.querySelectorAll("input"));
  }

  /** The response: values of the chosen inputs, or the text typed. @returns {string[]} */
  #values() {
    return this.#inputs()
      .filter((input) => (input.type === "text" ? input.value.trim() : input.checked))
      .map((input) => input.value);
  }

  /** @param {HTMLInputElement} changed */
  #changed(changed) {
    // "I don't know" and any other answer exclude each other, also where the inputs alone would allow both.
    const unsure = changed.value === DONT_KNOW && changed.checked;
    for (const input of this.#inputs()) {
      if (input === changed || (!unsure && input.value !== DONT_KNOW)) continue;
      if (input.type === "text") input.value = "";
      else if (input.type === "checkbox") input.checked = false;
    }
    this.#turn += 1;
    this.#clear();
    this.store.keepAnswer(this.id, this.version, this.#values(), null);
  }

  async #check() {
    const turn = (this.#turn += 1);
    const values = this.#values();
    this.store.keepAnswer(this.id, this.version, values, null);
    if (this.engine.state !== "ready") {
      this.#say("engine.kept");
      this.loading.hidden = this.engine.mustAsk;
      askBeforeLoading(this.loading, this.engine);
      this.#showProgress();
    }
    const answered = await this.engine.ask({ op: "grade", item: this.id, values });
    if (turn !== this.#turn) return;
    this.loading.hidden = true;
    if (!answered) {
      this.#say("engine.failed");
      this.element.dataset.trouble = "failed";
      this.#offerRetry();
    } else if (!answered.ok) {
      this.#say("engine.fault");
      this.element.dataset.trouble = answered.error.code;
    } else {
      const { version: _, ...reply } = answered.reply;
      this.store.keepAnswer(this.id, this.version, values, reply);
      await this.#show(reply, "engine");
      if (performance.getEntriesByName("item:first-verdict").length === 0) performance.mark("item:first-verdict");
    }
  }

  /** Put back what was kept on this device. */
  #restore() {
    const kept = this.store.answer(this.id);
    if (!kept) return;
    if (kept.version !== this.version) {
      this.#say("reason.changed");
      return;
    }
    for (const input of this.#inputs()) {
      if (input.type !== "text") input.checked = kept.values.includes(input.value);
      else if (kept.values[0] !== DONT_KNOW) input.value = kept.values[0] ?? "";
    }
    if (kept.reply) void this.#show(kept.reply, "engine");
  }

  /** @param {Reply} reply @param {"build" | "engine"} from */
  async #show(reply, from) {
    const turn = this.#turn;
    this.#clear();
    this.element.dataset.verdict = reply.verdict;
    this.element.dataset.verdictFrom = from;
    if (reply.verdict === "not-ready") {
      const kind = `reason.${reply.reason}-${this.element.dataset.kind}`;
      this.#say(hasWord(kind) ? kind : `reason.${reply.reason}`);
      return;
    }
    this.#say(`verdict.${reply.verdict}`);
    const answers = await sheet(/** @type {HTMLAnchorElement} */ (this.element.querySelector(".item__sheet")).href);
    const answer = answers?.querySelector(`[data-answer="${CSS.escape(this.id)}"]`);
    if (!answer || turn !== this.#turn) return;
    this.feedback.replaceChildren(...reply.feedback.map((name) => this.#explain(name, reply, answer)));
    this.feedback.hidden = false;
  }

  /**
   * One feedback text, under the option it belongs to and what became of that option.
   * @param {string} name @param {Reply} reply @param {Element} answer
   * @returns {HTMLElement}
   */
  #explain(name, reply, answer) {
    const block = document.createElement("div");
    block.className = "feedback";
    const option = name.startsWith("option.") ? name.slice("option.".length) : "";
    if (option) {
      const mark = reply.marks[option] ?? "key";
      const several = `mark.${mark}-several`;
      block.dataset.mark = mark;
      const heading = block.appendChild(document.createElement("strong"));
      heading.className = "feedback__option";
      const label = heading.appendChild(document.createElement("span"));
      label.className = "feedback__mark";
      label.textContent = word(this.element.dataset.kind !== "single" && hasWord(several) ? several : `mark.${mark}`);
      const input = this.#inputs().find((each) => each.value === option);
      heading.append(input?.closest("label")?.querySelector("span")?.textContent ?? "");
    }
    const text = answer.querySelector(`[data-feedback="${CSS.escape(name)}"]`);
    if (text) block.append(...Array.from(text.children, (child) => document.importNode(child, true)));
    return block;
  }

  #clear() {
    delete this.element.dataset.verdict;
    delete this.element.dataset.verdictFrom;
    delete this.element.dataset.trouble;
    this.status.textContent = "";
    this.loading.hidden = true;
    this.feedback.hidden = true;
    this.feedback.replaceChildren();
  }

  /** @param {string} code */
  #say(code) {
    this.status.textContent = word(code);
  }

  #showProgress() {
    const bar = /** @type {HTMLProgressElement} */ (this.loading.querySelector("progress"));
    bar.value = Math.round(this.engine.progress * 100);
  }

  #offerRetry() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet";
    button.textContent = word("engine.retry");
    button.addEventListener("click", () => {
      this.#clear();
      this.form.requestSubmit();
    });
    this.feedback.replaceChildren(button);
    this.feedback.hidden = false;
  }
}
