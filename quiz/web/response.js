// The reader's response to one item: reads it from the inputs, puts it back, keeps "I don't know" and other answers apart, and numbers
// steps in the order of choosing. It knows inputs, not kinds.

const DONT_KNOW = "dont-know";

export class ResponseForm {
  /** The steps chosen so far, where the order of choosing is the answer. @type {string[]} */
  #sequence = [];

  /** @param {HTMLElement} group the item's group of inputs */
  constructor(group) {
    this.group = group;
    this.ordered = group.querySelector("[data-sequence]") !== null;
  }

  /** @returns {(HTMLInputElement | HTMLSelectElement)[]} */
  get inputs() {
    return Array.from(this.group.querySelectorAll("input, select"));
  }

  /** The values of what is chosen or typed; of steps, in the order of choosing. @returns {string[]} */
  get values() {
    const chosen = this.inputs.filter(isGiven).map((input) => input.value);
    return this.ordered ? [...this.#sequence, ...chosen.filter((value) => !this.#sequence.includes(value))] : chosen;
  }

  /** Put a response back. @param {string[]} values */
  fill(values) {
    this.#sequence = this.ordered ? values.filter((value) => value !== DONT_KNOW) : [];
    const typed = values[0] === DONT_KNOW ? "" : values[0] ?? "";
    for (const input of this.inputs) {
      if (input instanceof HTMLSelectElement) {
        input.value = Array.from(input.options, (option) => option.value).find((value) => value && values.includes(value)) ?? "";
      } else if (input.type === "text") {
        input.value = typed;
      } else {
        input.checked = values.includes(input.value);
      }
    }
    this.#number();
  }

  /** What must follow from a change: "I don't know" and any other answer exclude each other. @param {EventTarget | null} changed */
  settle(changed) {
    const unsure = changed instanceof HTMLInputElement && changed.value === DONT_KNOW && changed.checked;
    for (const input of this.inputs) {
      if (input === changed || (!unsure && input.value !== DONT_KNOW)) continue;
      if (input instanceof HTMLSelectElement || input.type === "text") input.value = "";
      else if (input.type === "checkbox") input.checked = false;
    }
    if (this.ordered) {
      const chosen = this.inputs.filter((input) => isGiven(input) && input.value !== DONT_KNOW).map((input) => input.value);
      this.#sequence = [...this.#sequence, ...chosen].filter((value, place, all) => chosen.includes(value) && all.indexOf(value) === place);
    }
    this.#number();
  }

  /** The words of what was chosen for a prompt, or "". @param {string} prompt @returns {string} */
  chosenFor(prompt) {
    const select = this.group.querySelector(`select[data-prompt="${CSS.escape(prompt)}"]`);
    return select instanceof HTMLSelectElement && select.value ? select.selectedOptions[0]?.textContent ?? "" : "";
  }

  /** What was answered, in the words of the page: options, pairs, steps in their order, or the number with its unit. @returns {string[]} */
  get spoken() {
    return this.values.map((value) => {
      const input = this.inputs.find((each) => each instanceof HTMLInputElement && each.type !== "text" && each.value === value);
      const select = this.inputs.find((each) => each instanceof HTMLSelectElement && each.value === value);
      const label = (input ?? select ?? this.inputs[0])?.closest("label");
      if (input) return label?.querySelector("span:not([data-turn])")?.textContent ?? value;
      if (select instanceof HTMLSelectElement) return `${label?.querySelector("span")?.textContent} → ${select.selectedOptions[0]?.textContent}`;
      return `${value}${label?.querySelector(".number__unit")?.textContent ?? ""}`;
    });
  }

  #number() {
    for (const badge of this.group.querySelectorAll("[data-turn]")) {
      const value = badge.closest("label")?.querySelector("input")?.value ?? "";
      const turn = this.#sequence.indexOf(value);
      badge.textContent = turn < 0 ? "" : String(turn + 1);
    }
  }
}

/** @param {HTMLInputElement | HTMLSelectElement} input */
function isGiven(input) {
  if (input instanceof HTMLSelectElement) return input.value !== "";
  return input.type === "text" ? input.value.trim() !== "" : input.checked;
}
