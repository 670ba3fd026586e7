// The message check in the page: takes the reader's text to the engine and marks in it what the engine found. Words and explanations were
// rendered at build time, as templates; the text itself is only ever shown as text.
import { askBeforeLoading } from "./consent.js";
import { word } from "./words.js";

/**
 * @typedef {import("./engine.js").Engine} Engine
 * @typedef {import("./store.js").StoreType} Store
 * @typedef {{id: string, sort: string, places: [number, number][]}} Found
 * @typedef {{looks_like: string, because: string[], found: Found[], actions: string[], nothing: boolean}} Scan
 * @typedef {{found: Found, number: number, start: number, end: number}} Span
 */

const KEPT = "message";
/** Which mark shows where several overlap: the one that matters most. */
const ORDER = ["scam", "lure", "price", "offer", "unseen", "notice", "daily", "good"];
const QUIET = ["notice", "daily", "good"];

/**
 * @param {HTMLElement} element
 * @param {Engine} engine
 * @param {Store} store
 * @returns {{reset: () => void}}
 */
export function attach(element, engine, store) {
  return new MessageCheck(element, engine, store);
}

class MessageCheck {
  /** Counts the reader's requests, so that a late reply to an earlier text is not shown. */
  #turn = 0;

  /** @param {HTMLElement} element @param {Engine} engine @param {Store} store */
  constructor(element, engine, store) {
    this.element = element;
    this.engine = engine;
    this.store = store;
    this.longest = Number(element.dataset.longest);
    this.box = /** @type {HTMLTextAreaElement} */ (this.#part("textarea"));
    this.keep = /** @type {HTMLInputElement} */ (this.#part("[data-keep]"));
    this.status = this.#part('[role="status"]');
    this.loading = this.#part(".message-check__loading");
    this.retry = this.#part(".message-check__retry");
    this.result = this.#part("[data-result]");
    this.title = this.#part(".likeness__title");
    this.marked = this.#part("[data-marked]");
    /** @type {HTMLDetailsElement} */ (this.#part("details")).open = false;
    this.#part("form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#scan();
    });
    this.box.addEventListener("input", () => this.#changed());
    this.keep.addEventListener("change", () => this.#keep());
    this.#part('[data-action="clear"]').addEventListener("click", () => this.#clear());
    this.#part('[data-action="retry"]').addEventListener("click", () => void this.#scan());
    for (const found of element.querySelectorAll("[data-example]")) {
      const button = /** @type {HTMLElement} */ (found);
      button.addEventListener("click", () => {
        this.box.value = button.dataset.example ?? "";
        this.#changed();
        void this.#scan();
      });
    }
    for (const touch of ["pointerdown", "focusin"]) element.addEventListener(touch, () => engine.start(), { once: true });
    engine.addEventListener("progress", () => this.#showProgress());
    engine.startWhenSeen(element);
    for (const button of element.querySelectorAll("form button")) button.removeAttribute("disabled");
    this.#restore();
  }

  /** Forget the text and what is shown; what is stored is the store's to erase. */
  reset() {
    this.box.value = "";
    this.keep.checked = false;
    this.#changed();
  }

  /** @param {string} selector @returns {HTMLElement} */
  #part(selector) {
    return /** @type {HTMLElement} */ (this.element.querySelector(selector));
  }

  #restore() {
    const kept = this.store.kept(KEPT);
    const text = typeof kept === "object" && kept !== null ? Reflect.get(kept, "text") : undefined;
    if (typeof text !== "string") return;
    this.box.value = text;
    this.keep.checked = true;
    this.#count();
  }

  #changed() {
    this.#turn += 1;
    this.result.hidden = true;
    this.loading.hidden = true;
    this.retry.hidden = true;
    this.status.textContent = "";
    delete this.element.dataset.looksLike;
    this.#count();
    if (this.keep.checked) this.#keep();
  }

  #count() {
    const length = Array.from(this.box.value).length;
    const count = this.#part("[data-count]");
    count.textContent = length ? word("message.count", { length }) : "";
    count.classList.toggle("message-check__count--long", length > this.longest);
  }

  #keep() {
    const kept = this.store.keep(KEPT, this.keep.checked ? { text: this.box.value } : null);
    if (!kept && this.keep.checked) {
      this.keep.checked = false;
      this.status.textContent = word("message.kept-not");
    }
  }

  #clear() {
    this.store.keep(KEPT, null);
    this.reset();
    this.box.focus();
  }

  async #scan() {
    const text = this.box.value;
    this.#changed();
    const turn = this.#turn;
    if (this.engine.state !== "ready") {
      this.status.textContent = word("message.waiting");
      this.loading.hidden = this.engine.mustAsk;
      askBeforeLoading(this.loading, this.engine);
      this.#showProgress();
    }
    const answered = await this.engine.ask({ op: "scan", text });
    if (turn !== this.#turn) return;
    this.loading.hidden = true;
    if (!answered) {
      this.status.textContent = word("message.failed");
      this.retry.hidden = false;
    } else if (answered.ok) {
      this.#show(text, /** @type {Scan} */ (/** @type {unknown} */ (answered.reply)));
    } else {
      const told = ["empty", "too-long"].includes(answered.error.code) ? answered.error.code : "fault";
      const { length, longest } = answered.error.details;
      this.status.textContent = word(`message.${told}`, { length: Number(length), longest: Number(longest) });
      this.box.focus();
    }
  }

  #showProgress() {
    const bar = /** @type {HTMLProgressElement} */ (this.loading.querySelector("progress"));
    bar.value = Math.round(this.engine.progress * 100);
  }

  /** @param {string} text @param {Scan} scan */
  #show(text, scan) {
    const missing = scan.found.filter((found) => found.sort === "missing");
    const seen = scan.found.filter((found) => found.sort !== "missing");
    const marked = seen.slice().sort((one, other) => (one.places[0]?.[0] ?? 0) - (other.places[0]?.[0] ?? 0));
    this.element.dataset.looksLike = scan.looks_like;
    const likeness = this.#template(`[data-likeness="${CSS.escape(scan.looks_like)}"]`);
    this.title.textContent = likeness.dataset.title ?? "";
    this.#part("[data-likeness-text]").replaceChildren(copied(likeness));
    this.#part("[data-todo]").replaceChildren(...scan.actions.map((name) => this.#todo(name)));
    this.#part("[data-nothing]").hidden = !scan.nothing;
    this.#part("[data-explained]").hidden = marked.length === 0;
    this.#part("[data-marks-hint]").hidden = marked.length === 0;
    this.#part("[data-findings]").replaceChildren(...marked.map((found, index) => this.#explained(found, index + 1)));
    this.#part("[data-lacking]").hidden = missing.length === 0;
    this.#part("[data-missing]").replaceChildren(...missing.map((found) => this.#explained(found, 0)));
    this.#mark(Array.from(text), marked);
    this.#fill(text, marked, scan.actions);
    this.result.hidden = false;
    const count = marked.reduce((sum, found) => sum + found.places.length, 0);
    this.status.textContent = scan.nothing
      ? word("message.said-nothing")
      : word("message.said", { marked: count, missing: missing.length });
    this.title.focus();
  }

  /** @param {string} selector @returns {HTMLTemplateElement} */
  #template(selector) {
    return /** @type {HTMLTemplateElement} */ (this.#part(`template${selector}`));
  }

  /** @param {string} name @returns {HTMLElement} */
  #todo(name) {
    const template = this.#template(`[data-todo-id="${CSS.escape(name)}"]`);
    const entry = document.createElement("li");
    entry.className = `todo__step todo__step--${template.dataset.sort}`;
    if (template.dataset.sort === "stop") {
      const sign = entry.appendChild(document.createElement("span"));
      sign.className = "todo__sign";
      sign.textContent = word("message.stop-mark");
    }
    entry.append(copied(template));
    return entry;
  }

  /**
   * One explanation, with its number and the way back to the text; what is missing has neither.
   * @param {Found} found @param {number} number @returns {HTMLElement}
   */
  #explained(found, number) {
    const entry = document.createElement("li");
    entry.className = "explained__entry";
    entry.dataset.sort = found.sort;
    entry.dataset.explains = found.id;
    entry.tabIndex = -1;
    const head = entry.appendChild(document.createElement("p"));
    head.className = "explained__head";
    if (number) {
      const back = head.appendChild(badge(number, "explained__number"));
      back.setAttribute("aria-label", word("message.back", { number }));
      back.addEventListener("click", () => this.#part(`[data-marks="${CSS.escape(found.id)}"]`).focus());
    }
    const tag = head.appendChild(document.createElement("span"));
    tag.className = "explained__sort";
    tag.textContent = word(`message.sort-${found.sort}`);
    entry.append(copied(this.#template(`[data-finding="${CSS.escape(found.id)}"]`)));
    return entry;
  }

  /**
   * The reader's own text, as text, with each phrase marked and numbered where it stands.
   * @param {string[]} characters @param {Found[]} marked
   */
  #mark(characters, marked) {
    /** @type {Span[]} */
    const spans = marked.flatMap((found, index) =>
      found.places.map(([start, end]) => ({ found, number: index + 1, start, end })),
    );
    const edges = Array.from(new Set([0, characters.length, ...spans.flatMap(({ start, end }) => [start, end])]));
    edges.sort((one, other) => one - other);
    this.marked.replaceChildren();
    edges.forEach((start, index) => {
      const end = edges[index + 1] ?? start;
      const over = spans.filter((span) => span.start <= start && start < span.end);
      if (!over.length) {
        this.marked.append(characters.slice(start, end).join(""));
        return;
      }
      const mark = this.marked.appendChild(document.createElement("mark"));
      mark.dataset.sort = ORDER.find((sort) => over.some(({ found }) => found.sort === sort)) ?? "good";
      mark.append(characters.slice(start, end - 1).join(""));
      const last = mark.appendChild(document.createElement("span")); // keeps the numbers on their phrase's line
      last.className = "message-check__end";
      last.append(characters[end - 1] ?? "");
      for (const { found, number } of over.filter((span) => span.end === end)) {
        // What is only good to know carries its number once.
        if (QUIET.includes(found.sort) && this.marked.querySelector(`[data-marks="${CSS.escape(found.id)}"]`)) continue;
        last.append(this.#number(found, number));
      }
    });
  }

  /** @param {Found} found @param {number} number @returns {HTMLElement} */
  #number(found, number) {
    const button = badge(number, "message-check__number");
    const title = this.#template(`[data-finding="${CSS.escape(found.id)}"]`).content.firstElementChild?.textContent ?? "";
    button.dataset.sort = found.sort;
    button.dataset.marks = found.id;
    button.setAttribute("aria-label", word("message.mark-label", { number, title }));
    button.addEventListener("click", () => this.#part(`[data-explains="${CSS.escape(found.id)}"]`).focus());
    return button;
  }

  /**
   * Put the reader's text into the wordings to copy, and show those that are advised.
   * @param {string} text @param {Found[]} marked @param {string[]} actions
   */
  #fill(text, marked, actions) {
    const characters = Array.from(text);
    const wrong = marked.filter(({ sort }) => ["scam", "lure", "price", "offer"].includes(sort));
    const phrases = wrong.flatMap(({ places }) => places.map(([start, end]) => `“${characters.slice(start, end).join("")}”`));
    this.#part('[data-fill="text"]').textContent = text;
    const told = this.#part('[data-fill="phrases"]');
    told.textContent = Array.from(new Set(phrases)).join("");
    /** @type {HTMLElement} */ (told.parentElement).hidden = phrases.length === 0;
    for (const letter of this.element.querySelectorAll("[data-letter]")) {
      const section = /** @type {HTMLElement} */ (letter);
      section.hidden = !actions.includes(section.dataset.letter ?? "");
    }
  }
}

/** @param {HTMLTemplateElement} template @returns {DocumentFragment} */
function copied(template) {
  return document.importNode(template.content, true);
}

/** @param {number} number @param {string} name @returns {HTMLButtonElement} */
function badge(number, name) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `badge ${name}`;
  button.textContent = String(number);
  return button;
}
