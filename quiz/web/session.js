// The full check: begin, one question at a time, stop and go on another day, then the result. What to ask and what comes of it is the
// engine's to say; before it is there, sessions it chose at build time can be begun and answered, and their answers wait for it.
import { askBeforeLoading } from "./consent.js";
import { attachItem } from "./item.js";
import { fetchItems } from "./questions.js";
import { CHANGED } from "./record.js";
import { copyResult, showResult } from "./result.js";
import { today } from "./store.js";
import { word } from "./words.js";

/**
 * @typedef {import("./engine.js").Engine} Engine
 * @typedef {import("./store.js").StoreType} Store
 * @typedef {import("./store.js").Reply} Reply
 * A session as the engine writes it.
 * @typedef {{schema: number, items: string[], answers: Record<string, {values: string[], sure: string}>, seed: number, set: string}} State
 * What the reader answered in it, as the page shows it again; `sent`: the engine's state has it.
 * @typedef {{version: string, values: string[], reply: Reply | null, sure: string, sent: boolean}} Given
 * @typedef {{state: State, given: Record<string, Given>, at: number}} Kept
 */

/** @param {HTMLElement} part @param {Engine} engine @param {Store} store */
export function attach(part, engine, store) {
  return new Check(part, engine, store);
}

class Check {
  /** @type {Kept | null} */
  #kept = null;

  /** @param {HTMLElement} part @param {Engine} engine @param {Store} store */
  constructor(part, engine, store) {
    this.part = part;
    this.engine = engine;
    this.store = store;
    this.folder = new URL(part.dataset.questions ?? "", location.href).href;
    this.begin = /** @type {HTMLFormElement} */ (part.querySelector("[data-begin]"));
    this.run = /** @type {HTMLElement} */ (part.querySelector("[data-run]"));
    this.result = /** @type {HTMLElement} */ (part.querySelector("[data-result]"));
    this.slot = /** @type {HTMLElement} */ (part.querySelector("[data-slot]"));
    this.sure = /** @type {HTMLFieldSetElement} */ (part.querySelector("[data-sure]"));
    this.begin.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#start(this.#asked());
    });
    this.#on("start-due", () => void this.#start({ length: 10, chapters: [], due: true }));
    this.#on("resume", () => this.#open());
    this.#on("back", () => this.#go(-1));
    this.#on("next", () => this.#go(1));
    this.#on("finish", () => void this.#finish());
    this.#on("stop", () => this.#show("begin"));
    this.#on("again", () => this.#show("begin"));
    this.#on("change", () => this.#open());
    this.#on("copy-result", () => void copyResult(this.result));
    this.#on("full-screen", () => void this.#toggleFullScreen());
    part.addEventListener("verdict", (event) => this.#answered(/** @type {CustomEvent} */ (event).detail));
    this.sure.addEventListener("change", () => this.#beSure());
    document.addEventListener(CHANGED, () => {
      this.#kept = readKept(store.kept("session"));
      this.#show("begin");
      void this.#whenReady();
    });
    const bar = /** @type {HTMLProgressElement} */ (part.querySelector("[data-waiting] progress"));
    engine.addEventListener("progress", () => (bar.value = Math.round(engine.progress * 100)));
    engine.addEventListener("ready", () => void this.#whenReady());
    this.#kept = readKept(store.kept("session"));
    this.#show("begin");
    if (engine.state === "ready") void this.#whenReady();
    const set = new URLSearchParams(location.search).get("set");
    if (set !== null) void this.#openSet(set);
  }

  /** Forget what is shown. */
  reset() {
    this.#kept = null;
    this.slot.replaceChildren();
    this.#show("begin");
  }

  /** @param {string} action @param {() => void} what */
  #on(action, what) {
    for (const button of this.part.querySelectorAll(`[data-action="${action}"]`)) button.addEventListener("click", what);
  }

  /** What the reader asked for in the form. */
  #asked() {
    const data = new FormData(this.begin);
    return { length: Number(data.get("length")), chapters: data.getAll("chapter").map(String), due: false };
  }

  /** @param {{length: number, chapters: string[], due: boolean}} asked */
  async #start({ length, chapters, due }) {
    const early = this.engine.state === "ready" || chapters.length || due ? null : this.#early(length);
    if (early) {
      this.#keep({ state: early, given: {}, at: 0 });
      return this.#open();
    }
    this.#wait(true);
    const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    const request = { op: "session-start", length, chapters, seed, pasts: this.store.pasts(), day: today() };
    const answered = await this.engine.ask(request);
    this.#wait(false);
    if (!answered?.ok) return this.#say(answered ? `session.${answered.error.code}` : "engine.failed");
    this.#keep({ state: answered.reply.session, given: {}, at: 0 });
    this.#open();
  }

  /** A session the engine chose at build time, another each time. @param {number} length @returns {State | null} */
  #early(length) {
    const ready = /** @type {State[]} */ (JSON.parse(this.part.dataset.starts ?? "[]")).filter((state) => state.items.length === length);
    return ready[Math.floor(Math.random() * ready.length)] ?? null;
  }

  /** @param {string} name of an author's set */
  async #openSet(name) {
    const found = /** @type {Record<string, State>} */ (JSON.parse(this.part.dataset.sets ?? "{}"));
    const state = Object.hasOwn(found, name) ? found[name] : undefined;
    if (!state) return this.#say("session.unknown-set");
    if (this.#kept?.state.set !== name) this.#keep({ state, given: {}, at: 0 });
    this.#open();
  }

  /** Show the question where the reader is. */
  async #open() {
    const kept = this.#kept;
    if (!kept) return;
    const id = kept.state.items[kept.at] ?? "";
    this.#show("run");
    this.#place();
    const element = (await fetchItems(this.folder, [id])).get(id);
    if (kept !== this.#kept || id !== kept.state.items[kept.at]) return;
    if (!element) {
      this.slot.replaceChildren();
      return this.#say("session.no-question");
    }
    element.querySelector('[data-action="new-numbers"]')?.remove(); // a session has its own numbers
    element.querySelector(".item__actions")?.before(this.sure);
    this.slot.replaceChildren(element);
    attachItem(element, this.engine, this.#keeper(kept));
    const sure = kept.given[id]?.sure ?? kept.state.answers[id]?.sure ?? "";
    for (const radio of this.sure.querySelectorAll("input")) radio.checked = radio.value === sure;
    const stem = /** @type {HTMLElement | null} */ (element.querySelector("legend"));
    stem?.setAttribute("tabindex", "-1");
    stem?.focus();
  }

  /** Where an item of this session keeps its answer: here, and in the device's record for spacing. @param {Kept} kept @returns {import("./item.js").Keeper} */
  #keeper(kept) {
    return {
      answer: (id) => {
        const given = kept.given[id];
        const at = "";
        if (given) return { ...given, at, seed: kept.state.seed };
        const known = kept.state.answers[id];
        const version = this.slot.querySelector("[data-item]")?.getAttribute("data-version") ?? "";
        // A new question still needs the session's numbers.
        return { version, values: known?.values ?? [], reply: null, at, seed: kept.state.seed };
      },
      keepAnswer: (id, { version, values, reply }) => {
        kept.given[id] = { version, values, reply, sure: this.#chosenSure(), sent: false };
        this.#keep(kept);
        this.store.keepAnswer(id, { version, values, reply, seed: kept.state.seed, sure: this.#chosenSure() });
      },
      note: (id, verdict) => this.store.note(id, verdict),
    };
  }

  /** An item was given a verdict. @param {string} verdict */
  #answered(verdict) {
    if (verdict === "not-ready") return;
    this.#place();
    if (this.engine.state === "ready") void this.#send();
  }

  #beSure() {
    const kept = this.#kept;
    const given = kept?.given[kept.state.items[kept.at] ?? ""];
    if (!kept || !given) return;
    given.sure = this.#chosenSure();
    given.sent = false;
    this.#keep(kept);
  }

  #chosenSure() {
    return /** @type {HTMLInputElement | null} */ (this.sure.querySelector("input:checked"))?.value ?? "";
  }

  /** Give the engine every answer it does not have yet. @returns {Promise<boolean>} whether it has them all */
  async #send() {
    const kept = this.#kept;
    if (!kept) return false;
    const waiting = Object.entries(kept.given).filter(([, given]) => !given.sent && given.reply);
    const answers = waiting.map(([item, { values, sure }]) => ({ item, values, sure }));
    const answered = await this.engine.ask({ op: "session-answer", session: kept.state, answers });
    if (!answered?.ok || kept !== this.#kept) return false;
    kept.state = answered.reply.session;
    for (const [, given] of waiting) given.sent = true;
    this.#keep(kept);
    return true;
  }

  async #finish() {
    this.#wait(true);
    const sent = await this.#send();
    const kept = this.#kept;
    const answered = sent && kept ? await this.engine.ask({ op: "session-result", session: kept.state }) : null;
    this.#wait(false);
    if (!kept || !answered?.ok) return this.#say("session.no-result");
    const items = await fetchItems(this.folder, kept.state.items);
    await showResult(this.result, { ...answered.reply, seed: kept.state.seed }, items);
    this.#show("result");
    /** @type {HTMLElement | null} */ (this.result.querySelector("h2"))?.focus();
  }

  /** @param {number} step */
  #go(step) {
    const kept = this.#kept;
    if (!kept) return;
    kept.at = Math.max(0, Math.min(kept.state.items.length - 1, kept.at + step));
    this.#keep(kept);
    void this.#open();
  }

  /** Say where the reader is, and which questions have an answer. */
  #place() {
    const kept = this.#kept;
    if (!kept) return;
    const { items } = kept.state;
    const has = (/** @type {string} */ id) => Boolean(kept.given[id]?.reply ?? kept.state.answers[id]);
    const answered = items.filter(has).length;
    const set = (/** @type {string} */ name, /** @type {string} */ text) => {
      const element = this.run.querySelector(`[data-${name}]`);
      if (element) element.textContent = text;
    };
    set("place", word("session.place", { at: kept.at + 1, of: items.length }));
    const bar = /** @type {HTMLProgressElement} */ (this.run.querySelector("[data-answered]"));
    bar.max = items.length;
    bar.value = answered;
    const list = /** @type {HTMLElement} */ (this.run.querySelector("[data-list]"));
    list.replaceChildren(
      ...items.map((id, place) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "run__number";
        button.textContent = String(place + 1);
        button.setAttribute("aria-label", word(has(id) ? "session.to-answered" : "session.to-open", { at: place + 1 }));
        if (place === kept.at) button.setAttribute("aria-current", "step");
        if (has(id)) button.dataset.answered = "";
        button.addEventListener("click", () => {
          kept.at = place;
          this.#keep(kept);
          void this.#open();
        });
        const entry = document.createElement("li");
        entry.append(button);
        return entry;
      }),
    );
    this.#button("back").disabled = kept.at === 0;
    this.#button("next").hidden = kept.at === items.length - 1;
    this.#button("finish").hidden = answered === 0 || (answered < items.length && kept.at < items.length - 1);
  }

  /** @param {string} action @returns {HTMLButtonElement} */
  #button(action) {
    return /** @type {HTMLButtonElement} */ (this.run.querySelector(`[data-action="${action}"]`));
  }

  /** @param {"begin" | "run" | "result"} step */
  #show(step) {
    this.begin.hidden = step !== "begin";
    this.run.hidden = step !== "run";
    this.result.hidden = step !== "result";
    this.part.dataset.step = step;
    this.#say("");
    const open = this.#kept;
    const resume = /** @type {HTMLElement} */ (this.part.querySelector("[data-resume]"));
    resume.hidden = step !== "begin" || !open;
    if (open) {
      const where = /** @type {HTMLElement} */ (resume.querySelector("[data-where]"));
      where.textContent = word("session.place", { at: open.at + 1, of: open.state.items.length });
    }
    if (step !== "run" && document.fullscreenElement) void document.exitFullscreen();
  }

  /** Python is there: hand over what waited, and say what is due again. */
  async #whenReady() {
    if (this.#kept) void this.#send();
    const pasts = this.store.pasts();
    const answered = Object.keys(pasts).length ? await this.engine.ask({ op: "due", pasts, day: today() }) : null;
    const count = answered?.ok ? answered.reply.missed.length + answered.reply.due.length : 0;
    const due = /** @type {HTMLElement} */ (this.part.querySelector("[data-due]"));
    due.hidden = count === 0;
    const words = due.querySelector("[data-count]");
    if (words) words.textContent = word("session.due", { count });
  }

  async #toggleFullScreen() {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await this.part.requestFullscreen();
  }

  /** @param {boolean} on */
  #wait(on) {
    const waiting = /** @type {HTMLElement} */ (this.part.querySelector("[data-waiting]"));
    waiting.hidden = !on || this.engine.state === "ready" || this.engine.mustAsk;
    if (on) askBeforeLoading(waiting, this.engine);
  }

  /** @param {string} code */
  #say(code) {
    const status = /** @type {HTMLElement} */ (this.part.querySelector("[data-session-status]"));
    status.textContent = code ? word(code) : "";
  }

  /** @param {Kept} kept */
  #keep(kept) {
    this.#kept = kept;
    this.store.keep("session", kept);
  }
}

/** A kept session, if what is kept has the shape of one. @param {unknown} value @returns {Kept | null} */
function readKept(value) {
  const kept = /** @type {Kept | null} */ (value);
  if (typeof kept !== "object" || kept === null || typeof kept.state !== "object" || kept.state === null) return null;
  const { state, given, at } = kept;
  const good = Array.isArray(state.items) && state.items.length > 0 && state.items.every((id) => typeof id === "string");
  if (!good || typeof state.answers !== "object" || state.answers === null || typeof given !== "object" || given === null) return null;
  return { state, given, at: Number.isInteger(at) && at >= 0 && at < state.items.length ? at : 0 };
}
