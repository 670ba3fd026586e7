// One question of the situation check: collects what is chosen, shows at once how to find out and what to stop.
import { word } from "./words.js";

const DONT_KNOW = "dont-know";

/** Fires "answer" on its form when the reader goes on or skips. */
export class Question {
  /** @param {HTMLFormElement} form @param {HTMLElement} part */
  constructor(form, part) {
    this.form = form;
    this.part = part;
    this.id = form.dataset.question ?? "";
    this.several = form.dataset.choose === "several";
    this.title = /** @type {HTMLElement} */ (form.querySelector("h2"));
    this.inputs = /** @type {HTMLInputElement[]} */ (Array.from(form.querySelectorAll("input")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.values().length > 0) this.#done();
      else this.#say("why-say.choose-first");
    });
    form.addEventListener("change", (event) => this.#changed(/** @type {HTMLInputElement} */ (event.target)));
    form.querySelector('[data-action="skip"]')?.addEventListener("click", () => {
      this.show([]);
      this.#done();
    });
  }

  /** @returns {string[]} */
  values() {
    return this.inputs.filter((input) => input.checked).map((input) => input.value);
  }

  /** Put an answer in. @param {string[] | undefined} values */
  show(values) {
    for (const input of this.inputs) input.checked = values?.includes(input.value) ?? false;
    this.#follow();
    this.#say("");
  }

  /** Which question it is of how many; 0 when it is being changed. @param {number} step @param {number} most */
  number(step, most) {
    const place = /** @type {HTMLElement} */ (this.form.querySelector("[data-step]"));
    place.textContent = step > 0 ? word("why-say.step", { step, most }) : "";
  }

  /** The words of an option, as the reader saw them. @param {string} option */
  label(option) {
    const input = this.inputs.find((each) => each.value === option);
    return input?.closest("label")?.querySelector("span")?.textContent?.trim() ?? "";
  }

  /** Whether these values could have been chosen here. @param {string[]} values */
  takes(values) {
    const chosen = values.map((value) => this.inputs.find((input) => input.value === value));
    if (chosen.some((input) => input === undefined) || new Set(values).size < values.length) return false;
    return chosen.length < 2 || (this.several && !chosen.some((input) => input?.dataset.alone !== undefined));
  }

  #done() {
    this.form.dispatchEvent(new Event("answer"));
  }

  /** What stands alone and any other choice exclude each other. @param {HTMLInputElement} changed */
  #changed(changed) {
    const alone = changed.dataset.alone !== undefined;
    for (const input of changed.checked ? this.inputs : []) {
      if (input !== changed && (alone || input.dataset.alone !== undefined)) input.checked = false;
    }
    this.#follow();
    this.#say("");
  }

  /** What follows at once: how to find out, and stop signs. */
  #follow() {
    const chosen = this.inputs.filter((input) => input.checked);
    const find = /** @type {HTMLElement | null} */ (this.form.querySelector("[data-find]"));
    if (find) find.hidden = !chosen.some((input) => input.value === DONT_KNOW);
    for (const shown of this.form.querySelectorAll("[data-sign]")) shown.remove();
    const signs = chosen.flatMap((input) => this.#signs(input));
    const told = signs.map((sign) => sign.querySelector("h4")?.textContent ?? "").join(" ");
    /** @type {HTMLElement} */ (this.form.querySelector("[data-signs-told]")).textContent = told;
  }

  /** The stop signs an answer calls for by itself, put right below it, where the reader is looking. @param {HTMLInputElement} input */
  #signs(input) {
    const names = (input.dataset.signs ?? "").split(" ").filter(Boolean);
    return names.flatMap((name) => {
      const found = this.part.querySelector(`[data-catalogue] [data-sign="${CSS.escape(name)}"]`);
      const copy = /** @type {HTMLElement | undefined} */ (found?.cloneNode(true));
      if (copy) input.closest("label")?.after(copy);
      return copy ? [copy] : [];
    });
  }

  /** @param {string} code */
  #say(code) {
    const place = /** @type {HTMLElement} */ (this.form.querySelector("[data-say]"));
    place.textContent = code && word(code);
  }
}
