// The situation check: one question at a time, then the plan. It asks the engine what comes next and what the plan is, keeps the
// answers in memory (on the device only if the reader wants), and never puts one into an address or the history.
import { askBeforeLoading } from "./consent.js";
import { Leaving } from "./leave.js";
import { keepPlan, keptPlan } from "./why-kept.js";
import { Question } from "./why-question.js";
import { PlanView } from "./why-plan.js";
import { word } from "./words.js";

/**
 * @typedef {import("./engine.js").Engine} Engine
 * @typedef {import("./store.js").StoreType} Store
 * @typedef {Record<string, string[]>} Answers question id → option ids; [] is a question skipped
 * @typedef {{name: "start"} | {name: "question", id: string} | {name: "plan"}} View
 * @typedef {{asked: string[], next: string | null, step: number, most: number, aside: string[]}} Next
 */

/** @param {HTMLElement} part @param {Engine} engine @param {Store} store */
export function attach(part, engine, store) {
  return new Why(part, engine, store);
}

class Why {
  /** @type {Answers} */
  answers = {};
  /** Ids of the steps ticked. @type {Set<string>} */
  ticks = new Set();
  keeping = false;
  /** What each history entry of ours shows; the history itself holds only its number. @type {(View | undefined)[]} */
  #views = [];
  #depth = 0;
  /** Counts what the reader does, so that a late reply to an earlier step is not shown. */
  #turn = 0;
  /** The last plan was shown and a question is being changed. */
  #changing = false;
  /** What to do again when the reader asks for another try. @type {() => void} */
  #again = () => {};

  /** @param {HTMLElement} part @param {Engine} engine @param {Store} store */
  constructor(part, engine, store) {
    this.part = part;
    this.engine = engine;
    this.store = store;
    this.version = part.dataset.version ?? "";
    this.first = (part.dataset.first ?? "").split(" ").filter(Boolean);
    this.questions = new Map(
      Array.from(part.querySelectorAll("[data-question]"), (form) => {
        const question = new Question(/** @type {HTMLFormElement} */ (form), part);
        return [question.id, question];
      }),
    );
    this.plan = new PlanView(part, this.questions);
    this.start = this.#find('[data-view="start"]');
    this.wait = this.#find("[data-wait]");
    this.failed = this.#find("[data-failed]");
    this.catalogue = this.#find("[data-catalogue]");
    this.leaving = new Leaving(part, store, () => this.#depth);
    this.#listen();
    this.#restore();
    this.#settle(history.state?.why);
    engine.startWhenSeen(part);
    part.dataset.attached = "";
    this.#show({ name: "start" }, false);
  }

  /** The reader erased everything: forget what is shown, too. */
  reset() {
    this.#forget();
    this.#show({ name: "start" }, false);
  }

  /** @param {string} selector @returns {HTMLElement} */
  #find(selector) {
    return /** @type {HTMLElement} */ (this.part.querySelector(selector));
  }

  #listen() {
    /** @type {Record<string, () => void>} */
    const does = {
      start: () => this.#begin(),
      resume: () => void this.#advance(),
      "kept-plan": () => void this.#showPlan(),
      catalogue: () => this.#openCatalogue(),
      retry: () => this.#again(),
      "go-on": () => void this.#advance(),
      "plan-now": () => void this.#showPlan(),
      back: () => history.back(),
      print: () => window.print(),
      "copy-plan": () => void this.plan.copy(),
      again: () => this.#startOver(),
    };
    this.part.addEventListener("click", (event) => {
      const button = /** @type {HTMLElement} */ (event.target).closest("[data-action]");
      does[/** @type {HTMLElement} */ (button)?.dataset.action ?? ""]?.();
    });
    for (const question of this.questions.values()) {
      question.form.addEventListener("answer", () => this.#answered(question));
    }
    for (const box of this.#boxes("[data-keep]")) box.addEventListener("change", () => this.#setKeeping(box.checked));
    this.plan.addEventListener("tick", () => this.#ticked());
    this.plan.addEventListener("change-answer", (event) => this.#change(/** @type {CustomEvent<string>} */ (event).detail));
    this.engine.addEventListener("progress", () => this.#showProgress());
    window.addEventListener("popstate", (event) => this.#moved(event.state?.why));
    window.addEventListener("pageshow", (event) => event.persisted && this.leaving.gone && location.reload());
  }

  /** @param {string} selector @returns {HTMLInputElement[]} */
  #boxes(selector) {
    return Array.from(this.part.querySelectorAll(selector));
  }

  // ---- the way through the questions

  #begin() {
    this.engine.start();
    const keeping = this.keeping;
    if (Object.keys(this.answers).length > 0) this.#clear(); // what is kept stays until the first new answer takes its place
    this.keeping = keeping;
    for (const box of this.#boxes("[data-keep]")) box.checked = keeping;
    void this.#advance();
  }

  /** @param {Question} question */
  #answered(question) {
    this.answers[question.id] = question.values();
    this.#keep();
    void this.#advance();
  }

  /** Go to the next question, or to the plan when there is none. The first questions need no engine. */
  async #advance() {
    const turn = (this.#turn += 1);
    const simple = this.#changing ? undefined : this.first.find((id) => !(id in this.answers));
    if (simple !== undefined) {
      this.#ask(simple, this.first.indexOf(simple) + 1, Number(this.part.dataset.most));
      return;
    }
    const reply = /** @type {Next | null} */ (await this.#request("next-question", () => void this.#advance()));
    if (!reply || turn !== this.#turn) return;
    if (reply.next === null) await this.#showPlan();
    else this.#ask(reply.next, reply.step, reply.most);
  }

  /** @param {string} id @param {number} step @param {number} most */
  #ask(id, step, most) {
    this.questions.get(id)?.number(step, most);
    this.#go({ name: "question", id });
  }

  async #showPlan(push = true) {
    const turn = (this.#turn += 1);
    const retry = () => void this.#showPlan(push);
    const next = /** @type {Next | null} */ (await this.#request("next-question", retry));
    const plan = next && (await this.#request("plan", retry));
    if (!next || !plan || turn !== this.#turn) return;
    this.plan.fill(/** @type {import("./why-plan.js").Plan} */ (plan), next, this.answers, this.ticks);
    this.plan.say(word(this.#changing ? "why-say.changed" : "why-say.ready"));
    this.#changing = false;
    this.#keep();
    if (push) this.#go({ name: "plan" });
    else this.#show({ name: "plan" });
  }

  /** @param {string} id */
  #change(id) {
    this.#changing = true;
    this.questions.get(id)?.number(0, 0);
    this.#go({ name: "question", id });
  }

  /**
   * Ask the engine, showing how far it is while it loads; null when it cannot answer (which has been said).
   * @param {string} op @param {() => void} retry @returns {Promise<object | null>}
   */
  async #request(op, retry) {
    this.#again = retry;
    this.failed.hidden = true;
    if (this.engine.state !== "ready") {
      this.wait.hidden = this.engine.mustAsk;
      askBeforeLoading(this.wait, this.engine);
      this.#find("[data-wait-say]").textContent = word("why-say.waiting");
      this.#showProgress();
    }
    const answered = await this.engine.ask({ op, answers: this.answers });
    this.wait.hidden = true;
    if (answered?.ok) return answered.reply;
    if (answered) this.part.dataset.trouble = answered.error.code;
    this.failed.hidden = false;
    this.failed.focus();
    this.#openCatalogue(false);
    return null;
  }

  #showProgress() {
    const bar = /** @type {HTMLProgressElement} */ (this.wait.querySelector("progress"));
    bar.value = Math.round(this.engine.progress * 100);
  }

  // ---- what is shown, and the browser's history

  /** Show a view as a new entry of the history, which holds its number and nothing else. @param {View} view */
  #go(view) {
    this.#depth += 1;
    this.#views.length = this.#depth;
    this.#views.push(view);
    history.pushState({ why: this.#depth }, "");
    this.#show(view);
  }

  /** The reader went back or forth, or followed a link within the page (which has no number yet). @param {unknown} number */
  #moved(number) {
    if (this.leaving.gone) return;
    this.#turn += 1;
    this.wait.hidden = true;
    const here = this.#views[this.#depth];
    const inside = !isDepth(number);
    this.#settle(inside ? this.#depth + 1 : number);
    if (inside) this.#views[this.#depth] = here;
    else if (this.#views[this.#depth]?.name === "plan") void this.#showPlan(false);
    else this.#show(this.#views[this.#depth] ?? { name: "start" });
  }

  /** @param {unknown} number */
  #settle(number) {
    this.#depth = isDepth(number) ? number : 0;
    if (history.state?.why !== this.#depth) history.replaceState({ why: this.#depth }, "");
  }

  /** @param {View} view */
  #show(view, focus = true) {
    this.#views[this.#depth] = view;
    this.part.dataset.now = view.name;
    document.documentElement.dataset.why = view.name;
    this.start.hidden = view.name !== "start";
    this.plan.section.hidden = view.name !== "plan";
    this.failed.hidden = true;
    this.#find("[data-questions]").hidden = view.name !== "question";
    for (const question of this.questions.values()) {
      question.form.hidden = view.name !== "question" || question.id !== view.id;
      if (!question.form.hidden) question.show(this.answers[question.id]);
    }
    if (view.name === "start") {
      this.#offerKept();
      if (focus) this.start.querySelector("button")?.focus({ preventScroll: true });
    } else if (focus) this.#focus(view.name === "plan" ? this.plan.title : this.questions.get(view.id)?.title);
  }

  /** @param {HTMLElement | undefined} heading */
  #focus(heading) {
    heading?.focus({ preventScroll: true });
    this.part.scrollIntoView({ block: "start" });
  }

  #openCatalogue(focus = true) {
    this.catalogue.dataset.open = "";
    if (focus) {
      const title = /** @type {HTMLElement} */ (this.catalogue.querySelector("h2"));
      title.focus({ preventScroll: true });
      title.scrollIntoView({ block: "start" });
    }
  }

  // ---- what is kept on this device

  #restore() {
    const kept = keptPlan(this.store, this.questions, this.plan.steps);
    if (!kept) return;
    this.answers = kept.answers;
    this.ticks = new Set(kept.ticks);
    this.keeping = true;
    for (const box of this.#boxes("[data-keep]")) box.checked = true;
    if (kept.version !== this.version) this.#find("[data-start-say]").textContent = word("why-say.older");
  }

  #offerKept() {
    const some = Object.keys(this.answers).length > 0;
    for (const name of ["resume", "kept-plan"]) this.#find(`[data-action="${name}"]`).hidden = !some;
  }

  #keep() {
    if (this.keeping) this.keeping = keepPlan(this.store, this.version, this.answers, this.ticks);
    for (const box of this.#boxes("[data-keep]")) box.checked = this.keeping;
  }

  /** @param {boolean} on */
  #setKeeping(on) {
    this.keeping = on;
    if (on) this.#keep();
    else this.store.keep("plan", null);
    const code = on && !this.keeping ? "privacy.not-kept" : on ? "why-say.kept" : "why-say.not-kept";
    for (const box of this.#boxes("[data-keep]")) box.checked = this.keeping;
    for (const place of ["[data-start-say]", "[data-tools-say]"]) this.#find(place).textContent = word(code);
  }

  #ticked() {
    this.ticks = this.plan.ticked();
    this.#keep();
  }

  #startOver() {
    const keeping = this.keeping;
    this.#forget();
    if (keeping) this.#setKeeping(true);
    this.#go({ name: "start" });
  }

  #forget() {
    this.#clear();
    this.store.keep("plan", null);
  }

  #clear() {
    this.#turn += 1;
    this.answers = {};
    this.ticks = new Set();
    this.keeping = false;
    this.#changing = false;
    this.#views = [];
    for (const box of this.#boxes("[data-keep]")) box.checked = false;
    for (const question of this.questions.values()) question.show(undefined);
    this.plan.empty();
    for (const place of ["[data-start-say]", "[data-tools-say]"]) this.#find(place).textContent = "";
  }
}

/** @param {unknown} value @returns {value is number} */
function isDepth(value) {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 1000;
}
