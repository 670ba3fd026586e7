// The calculator on the page: takes what is typed to the engine and shows what comes back. It computes nothing itself.
import { askBeforeLoading } from "./consent.js";
import { addFee, clearOffer, isFilled, isKeptOffer, readOffer, refreshOffer, tellProblems, writeOffer } from "./cost-form.js";
import { compare, fill, rates } from "./cost-result.js";
import { number } from "./numbers.js";
import { word } from "./words.js";

const KEPT = "cost";
const PAUSE = 500; // milliseconds after the last key before a shown result follows an edit

/**
 * @typedef {import("./cost-result.js").Result} Result
 * @typedef {{problems: import("./cost-form.js").Problem[], result?: Result}} Told
 * @typedef {{offers: Told[], comparison: import("./cost-result.js").Comparison | null}} CostReply
 */

/**
 * @param {HTMLElement} part
 * @param {import("./engine.js").Engine} engine
 * @param {import("./store.js").StoreType} store
 * @returns {{reset: () => void}}
 */
export function attach(part, engine, store) {
  return new Calculator(part, engine, store);
}

class Calculator {
  /** Counts requests, so that a late reply to an earlier one is not shown. */
  #turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  /** @param {HTMLElement} part @param {import("./engine.js").Engine} engine @param {import("./store.js").StoreType} store */
  constructor(part, engine, store) {
    this.part = part;
    this.engine = engine;
    this.store = store;
    this.form = /** @type {HTMLFormElement} */ (part.querySelector("form"));
    this.box = /** @type {HTMLElement} */ (part.querySelector(".cost__offers"));
    this.status = /** @type {HTMLElement} */ (part.querySelector('[role="status"]'));
    this.loading = /** @type {HTMLElement} */ (part.querySelector(".cost__loading"));
    this.again = /** @type {HTMLElement} */ (part.querySelector(".cost__retry"));
    this.outcome = /** @type {HTMLElement} */ (part.querySelector(".cost__outcome"));
    this.results = /** @type {HTMLElement} */ (part.querySelector(".cost__results"));
    this.letter = /** @type {HTMLElement} */ (part.querySelector("[data-letter-figures]"));
    this.keep = /** @type {HTMLInputElement} */ (part.querySelector("[data-keep]"));
    this.#enter("idle");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#workOut("asked");
    });
    this.form.addEventListener("input", (event) => this.#changed(/** @type {HTMLElement} */ (event.target)));
    this.part.addEventListener("click", (event) => this.#pressed(/** @type {HTMLElement} */ (event.target)));
    for (const touch of ["pointerdown", "focusin"]) part.addEventListener(touch, () => engine.start(), { once: true });
    for (const name of ["loading", "progress", "ready", "failed"]) engine.addEventListener(name, () => this.#showEngine());
    engine.addEventListener("ask", () => askBeforeLoading(this.loading, engine));
    this.#printsWhole();
    this.#restore();
    engine.startWhenSeen(part);
  }

  /** Forget what is shown; what is stored is the store's to erase. */
  reset() {
    this.#turn += 1;
    clearTimeout(this.#pause);
    this.#remove();
    for (const offer of this.#offers()) clearOffer(offer);
    this.results.replaceChildren();
    this.letter.replaceChildren();
    this.keep.checked = false;
    this.status.textContent = "";
    this.#enter("idle");
  }

  /** @returns {HTMLFieldSetElement[]} */
  #offers() {
    return Array.from(this.box.querySelectorAll("[data-offer]"));
  }

  /** @param {string} name @returns {DocumentFragment} */
  #blank(name) {
    const template = /** @type {HTMLTemplateElement} */ (this.part.querySelector(`template[data-${name}]`));
    return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  }

  /** On the part: idle, waiting, done, problems or failed. @param {string} state */
  #enter(state) {
    this.part.dataset.state = state;
  }

  /** @param {HTMLElement} changed */
  #changed(changed) {
    if (changed === this.keep) {
      const kept = this.#remember();
      this.#say(this.keep.checked ? (kept ? "kept" : "not-kept") : "forgotten");
      return;
    }
    const offer = /** @type {HTMLFieldSetElement | null} */ (changed.closest("[data-offer]"));
    if (offer) refreshOffer(offer);
    if (this.keep.checked) this.#remember();
    this.#follow();
  }

  /** Let a result that is shown follow what was changed. */
  #follow() {
    this.#turn += 1;
    clearTimeout(this.#pause);
    if (this.part.dataset.state !== "idle") this.#pause = setTimeout(() => void this.#workOut("edited"), PAUSE);
  }

  /** @param {HTMLElement} target */
  #pressed(target) {
    const button = target.closest("button");
    const offer = /** @type {HTMLFieldSetElement | null} */ (button?.closest("[data-offer]") ?? null);
    if (button?.dataset.example) {
      const [first] = this.#offers();
      if (first) writeOffer(first, JSON.parse(button.dataset.example));
      if (this.keep.checked) this.#remember();
      void this.#workOut("example");
    } else if (button?.dataset.action === "add-fee" && offer) {
      addFee(offer)?.querySelector("input")?.focus();
      refreshOffer(offer);
    } else if (button?.dataset.action === "add-offer") {
      this.#add();
      this.#offers()[1]?.querySelector("input")?.focus();
      this.#follow();
    } else if (button?.dataset.action === "remove-offer") {
      this.#remove();
      this.#button("add-offer").focus();
      if (this.keep.checked) this.#remember();
      this.#follow();
    } else if (button?.dataset.action === "clear-cost") {
      this.reset();
      this.store.keep(KEPT, null);
      this.#say("cleared");
      this.#offers()[0]?.querySelector("input")?.focus();
    } else if (button?.dataset.action === "retry-cost") {
      void this.#workOut("asked");
    }
  }

  /** @param {string} name @returns {HTMLButtonElement} */
  #button(name) {
    return /** @type {HTMLButtonElement} */ (this.part.querySelector(`[data-action="${name}"]`));
  }

  /** Put the second offer beside the first: a blank one. */
  #add() {
    if (this.#offers().length > 1) return;
    this.box.append(this.#blank("second-offer"));
    for (const offer of this.#offers()) refreshOffer(offer);
    this.#showSecond(true);
  }

  #remove() {
    this.#offers()[1]?.remove();
    this.#showSecond(false);
  }

  /** @param {boolean} two */
  #showSecond(two) {
    this.box.classList.toggle("cost__offers--two", two);
    this.#button("add-offer").hidden = two;
    this.#button("remove-offer").hidden = !two;
  }

  /** @param {"asked" | "edited" | "example"} why */
  async #workOut(why) {
    clearTimeout(this.#pause);
    const turn = (this.#turn += 1);
    const asked = this.#offers().map(readOffer);
    this.#enter("waiting"); // an edit that overtakes the reply asks again
    if (this.engine.state !== "ready") {
      this.#say("waiting");
      this.again.hidden = true;
    }
    const answered = await this.engine.ask({ op: "cost", offers: asked });
    if (turn !== this.#turn) return;
    if (!answered) {
      this.#enter("failed");
      this.#showEngine();
    } else if (!answered.ok) {
      this.#enter("failed");
      this.#say("fault");
    } else {
      this.#show(/** @type {CostReply} */ (/** @type {unknown} */ (answered.reply)), asked, why);
    }
  }

  /** @param {CostReply} reply @param {import("./cost-form.js").Offer[]} asked @param {"asked" | "edited" | "example"} why */
  #show(reply, asked, why) {
    const wrong = reply.offers.map(({ problems }) => problems).flat();
    const fields = this.#offers().map((offer, index) => tellProblems(offer, reply.offers[index]?.problems ?? []));
    const found = reply.offers.flatMap(({ result }) => result ?? []);
    this.results.replaceChildren();
    const [one, other] = found;
    if (one && other && reply.comparison) {
      const blank = this.#blank("comparison");
      compare(blank, [one, other], reply.comparison);
      this.results.append(blank);
    }
    const ticks = found.map((result) => result.ticks).sort((a, b) => (b.at(-1) ?? 0) - (a.at(-1) ?? 0))[0] ?? [];
    reply.offers.forEach(({ result }, index) => {
      if (!result) return;
      const blank = this.#blank("result");
      const title = reply.offers.length > 1 ? (this.#offers()[index]?.querySelector("legend")?.textContent ?? "") : "";
      fill(blank, result, { lender: String(asked[index]?.lender), title, ticks, name: index ? "b" : "a" });
      this.results.append(blank);
    });
    this.results.classList.toggle("cost__results--two", found.length > 1);
    this.#writeLetter(reply.offers.length === 1 ? one : undefined);
    this.#enter(wrong.length ? "problems" : "done");
    this.#announce(wrong.length, found);
    if (wrong.length && why === "asked") fields.find((field) => field)?.focus();
    if (why === "example") this.outcome.scrollIntoView({ block: "start" });
  }

  /** @param {number} wrong @param {Result[]} found */
  #announce(wrong, found) {
    const [one] = found;
    if (wrong) this.#say(wrong === 1 ? "problem" : "problems", { count: wrong });
    else if (found.length > 1) this.#say("done-two");
    else if (one) this.#say(one.code ? "done-no-rate" : "done", { ...rates(one), cost: number(one.cost) });
  }

  /** The reader's own figures in the letter to the lender. @param {Result | undefined} result */
  #writeLetter(result) {
    this.letter.replaceChildren();
    if (!result || result.code) return;
    const paragraph = document.createElement("p");
    const amounts = { in_hand: number(result.in_hand), repaid: number(result.repaid) };
    paragraph.textContent = word("cost-say.letter-figures", { ...rates(result), ...amounts });
    this.letter.append(paragraph);
  }

  /** @param {string} code @param {Record<string, string | number>} [values] */
  #say(code, values) {
    this.status.textContent = word(`cost-say.${code}`, values);
  }

  /** The progress bar while the engine is on its way, and a way back where it could not come. */
  #showEngine() {
    const { state, progress } = this.engine;
    this.loading.hidden = state !== "loading";
    this.again.hidden = state !== "failed";
    /** @type {HTMLProgressElement} */ (this.loading.querySelector("progress")).value = Math.round(progress * 100);
    if (state === "failed") this.#say("failed");
  }

  /** Keep what is typed, or forget it, as the reader ticked. @returns {boolean} whether the browser did */
  #remember() {
    const value = this.keep.checked ? { schema: 1, offers: this.#offers().map(readOffer) } : null;
    return this.store.keep(KEPT, value);
  }

  /** Put back what was kept on this device, if it is what this form once wrote. */
  #restore() {
    for (const offer of this.#offers()) refreshOffer(offer);
    const kept = this.store.kept(KEPT);
    if (!isKeptOffer(kept)) return;
    this.keep.checked = true;
    if (this.#offers().some(isFilled)) return; // the reader was quicker than this script
    if (kept.offers.length > 1) this.#add();
    this.#offers().forEach((offer, index) => writeOffer(offer, kept.offers[index] ?? {}));
  }

  /** On paper the list of payments stands open, and closes again afterwards. */
  #printsWhole() {
    /** @type {HTMLDetailsElement[]} */
    let opened = [];
    window.addEventListener("beforeprint", () => {
      opened = Array.from(this.results.querySelectorAll("details")).filter((more) => !more.open);
      for (const more of opened) more.open = true;
    });
    window.addEventListener("afterprint", () => {
      for (const more of opened) more.open = false;
    });
  }
}
