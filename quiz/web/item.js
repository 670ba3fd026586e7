// One item in the page: takes the response to a verdict and shows it. Until Python is there, the verdict is what the engine said ahead at
// build time; then the engine grades again and takes over. Words and feedback were rendered at build time.
import { fetchAhead, lookUp } from "./ahead.js";
import { askBeforeLoading } from "./consent.js";
import { explain, fillAmounts } from "./feedback.js";
import { ResponseForm } from "./response.js";
import { sheet } from "./sheet.js";
import { hasWord, word } from "./words.js";

/**
 * @typedef {import("./engine.js").Engine} Engine
 * @typedef {import("./store.js").Reply} Reply
 * @typedef {import("./store.js").Answer} Answer
 * Where an item's answers are kept: the device's record, or a session on top of it.
 * @typedef {{answer: (id: string) => Answer | undefined,
 *   keepAnswer: (id: string, answer: {version: string, values: string[], reply: Reply | null, seed: number}) => void,
 *   note: (id: string, word: string) => void}} Keeper
 */

/**
 * @param {HTMLElement} element
 * @param {Engine} engine
 * @param {Keeper} keeper
 * @returns {{reset: () => void}}
 */
export function attachItem(element, engine, keeper) {
  return new Item(element, engine, keeper);
}

const FIRST = "item:first-verdict";
const MOST_DRAWS = 20;

class Item {
  /** Counts the reader's requests, so that a late reply to an earlier one is not shown. */
  #turn = 0;
  /** Of the numbers drawn for the item; 0 are those printed. */
  #seed = 0;

  /** @param {HTMLElement} element @param {Engine} engine @param {Keeper} keeper */
  constructor(element, engine, keeper) {
    this.element = element;
    this.engine = engine;
    this.keeper = keeper;
    this.id = element.dataset.item ?? "";
    this.version = element.dataset.version ?? "";
    this.chapter = element.dataset.chapter ?? "";
    this.kind = element.dataset.kind ?? "";
    this.form = /** @type {HTMLFormElement} */ (element.querySelector("form"));
    this.response = new ResponseForm(/** @type {HTMLElement} */ (element.querySelector(".item__question")));
    this.status = /** @type {HTMLElement} */ (element.querySelector('[role="status"]'));
    this.loading = /** @type {HTMLElement} */ (element.querySelector(".item__loading"));
    this.feedback = /** @type {HTMLElement} */ (element.querySelector(".item__feedback"));
    this.fresh = /** @type {HTMLButtonElement | null} */ (element.querySelector('[data-action="new-numbers"]'));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#check();
    });
    this.response.group.addEventListener("input", (event) => this.#changed(event.target));
    this.fresh?.addEventListener("click", () => void this.#draw(this.#seed + 1, true));
    engine.goesFirst(() => Promise.all([fetchAhead(this.chapter), sheet(this.#sheet)]));
    for (const touch of ["pointerdown", "focusin"]) element.addEventListener(touch, () => this.#expect(), { once: true });
    engine.addEventListener("progress", () => this.#showProgress());
    this.#restore();
  }

  /** Forget what is shown; what is stored is the store's to erase. */
  reset() {
    this.#turn += 1;
    this.response.fill([]);
    this.#clear();
  }

  /** The reader has begun: fetch what a verdict needs. */
  #expect() {
    void fetchAhead(this.chapter);
    void sheet(this.#sheet);
    this.engine.start();
  }

  get #sheet() {
    return /** @type {HTMLAnchorElement} */ (this.element.querySelector(".item__sheet")).href;
  }

  /** @param {EventTarget | null} changed */
  #changed(changed) {
    this.response.settle(changed);
    this.#turn += 1;
    this.#clear();
    this.#keep(null);
  }

  /** @param {Reply | null} reply */
  #keep(reply) {
    this.keeper.keepAnswer(this.id, { version: this.version, values: this.response.values, reply, seed: this.#seed });
  }

  async #check() {
    const turn = (this.#turn += 1);
    const values = this.response.values;
    this.#keep(null);
    const graded = this.engine.ask({ op: "grade", item: this.id, values, seed: this.#seed });
    const early = this.engine.state === "ready" ? null : await this.#ahead(values, turn);
    if (!early && this.engine.state !== "ready" && turn === this.#turn) {
      this.#say("engine.kept");
      this.loading.hidden = this.engine.mustAsk;
      askBeforeLoading(this.loading, this.engine);
      this.#showProgress();
    }
    const answered = await graded;
    if (turn !== this.#turn) return;
    this.loading.hidden = true;
    if (answered?.ok) {
      const { version: _, ...reply } = /** @type {Reply & {version: string}} */ (answered.reply);
      if (early && JSON.stringify(early) === JSON.stringify(reply)) this.element.dataset.verdictFrom = "engine";
      else await this.#finish(reply, "engine", !early);
    } else if (!early) {
      this.#say(answered ? "engine.fault" : "engine.failed");
      this.element.dataset.trouble = answered ? answered.error.code : "failed";
      if (!answered) this.#offerRetry();
    }
  }

  /**
   * The verdict given ahead, shown; null when there is none.
   * @param {string[]} values @param {number} turn @returns {Promise<Reply | null>}
   */
  async #ahead(values, turn) {
    if (this.#seed) return null;
    const early = await lookUp(this.chapter, this.id, this.version, values);
    if (!early || turn !== this.#turn || this.engine.state === "ready") return null;
    await this.#finish(early, "build", true);
    return early;
  }

  /** Keep, note and show a verdict. @param {Reply} reply @param {"build" | "engine"} from @param {boolean} isNew */
  async #finish(reply, from, isNew) {
    this.#keep(reply);
    if (isNew) this.keeper.note(this.id, reply.verdict);
    await this.#show(reply, from);
    this.element.dispatchEvent(new CustomEvent("verdict", { bubbles: true, detail: reply.verdict }));
  }

  /** Put back what was kept on this device, unless the reader was quicker and has begun anew. */
  #restore() {
    const kept = this.keeper.answer(this.id);
    const given = this.response.values;
    if (given.length && !isSame(given, kept?.values)) {
      this.#changed(this.response.inputs.find((input) => given.includes(input.value)) ?? null);
      return;
    }
    if (!kept) return;
    if (kept.version !== this.version) {
      this.#say("reason.changed");
      return;
    }
    this.response.fill(kept.values);
    if (kept.seed && this.form.querySelector("[data-drawn]")) void this.#draw(kept.seed, false);
    if (kept.reply) void this.#show(kept.reply, "engine");
  }

  /**
   * Ask the engine for other numbers.
   * @param {number} seed @param {boolean} afresh whether the reader starts over @returns {Promise<void>}
   */
  async #draw(seed, afresh) {
    this.#seed = seed;
    if (afresh) this.reset();
    // The old numbers must not be answered as if they were the new ones.
    const group = /** @type {HTMLFieldSetElement} */ (this.response.group);
    group.disabled = true;
    this.loading.hidden = this.engine.state === "ready";
    const before = this.form.querySelector(".item__stem")?.textContent ?? "";
    const drawn = await this.engine.ask({ op: "draw", item: this.id, seed });
    this.loading.hidden = true;
    if (seed !== this.#seed) return;
    if (!drawn?.ok) return this.#say(drawn ? "engine.fault" : "engine.failed");
    group.disabled = false;
    fillAmounts(this.form, /** @type {{amounts: Record<string, string>}} */ (drawn.reply).amounts);
    if (!afresh) return;
    // Neighbouring seeds may draw the same numbers; the reader asked for others.
    if (this.form.querySelector(".item__stem")?.textContent === before && seed % MOST_DRAWS) return this.#draw(seed + 1, true);
    this.#keep(null);
    this.response.inputs[0]?.focus();
  }

  /** @param {Reply} reply @param {"build" | "engine"} from */
  async #show(reply, from) {
    const turn = this.#turn;
    this.#clear();
    this.element.dataset.verdict = reply.verdict;
    this.element.dataset.verdictFrom = from;
    if (reply.verdict === "not-ready") {
      const kind = `reason.${reply.reason}-${this.kind}`;
      this.#say(hasWord(kind) ? kind : `reason.${reply.reason}`);
      return;
    }
    this.#say(`verdict.${reply.verdict}`);
    if (performance.getEntriesByName(FIRST).length === 0) performance.mark(FIRST);
    if (this.fresh) this.fresh.hidden = false;
    const answer = (await sheet(this.#sheet))?.querySelector(`[data-answer="${CSS.escape(this.id)}"]`);
    if (!answer || turn !== this.#turn) return;
    const asked = { kind: this.kind, chosenFor: (/** @type {string} */ prompt) => this.response.chosenFor(prompt) };
    this.feedback.replaceChildren(...explain(reply, answer, asked));
    this.feedback.hidden = false;
  }

  #clear() {
    delete this.element.dataset.verdict;
    delete this.element.dataset.verdictFrom;
    delete this.element.dataset.trouble;
    this.status.textContent = "";
    this.loading.hidden = true;
    this.feedback.hidden = true;
    this.feedback.replaceChildren();
    if (this.fresh) this.fresh.hidden = true;
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

/** Whether two responses hold the same values, in whatever order. @param {string[]} one @param {string[] | undefined} other */
function isSame(one, other) {
  return JSON.stringify([...one].sort()) === JSON.stringify([...(other ?? [])].sort());
}
