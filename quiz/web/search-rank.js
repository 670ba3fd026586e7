// Finds and ranks. Chinese is found by its characters, in pairs, so no dictionary is needed; other words by their beginnings, so
// half a word finds the whole one. What is rare in the guide counts more than what stands everywhere.

/**
 * @typedef {import("./search-index.js").Index} Index
 * @typedef {import("./search-index.js").Page} Page
 * @typedef {import("./search-index.js").Section} Section
 * @typedef {{page: Page, section: Section, score: number}} Hit
 * @typedef {{text: string, typed: string, word: boolean, extra: boolean}} Needle word: found by its beginning, without its ending; extra: welcome, not asked for
 */

const IN_TITLE = 4;
const IN_HEADING = 3;
const IN_WORDS = 1.5;
const LEAST = 0.5; // of what was asked, weighed by rarity: with less, a place is not an answer
const UNKNOWN = 3; // what a word weighs that stands nowhere
const PAGES = 8;
const SECTIONS = 3;

/** The guide, ready to be asked. */
export class Rank {
  /** @type {{page: Page, section: Section, title: string, heading: string, text: string, words: string}[]} */
  #places;
  /** Made when a word is not found: mistyped words are compared with it. @type {Set<string> | undefined} */
  #vocabulary;

  /** @param {Index} index */
  constructor(index) {
    this.#places = index.pages.flatMap((page) =>
      page.sections.map((section, first) => ({
        page,
        section,
        title: first === 0 ? fold(page.title) : "",
        heading: fold(section.heading ?? ""),
        text: fold(section.text ?? ""),
        words: fold(section.words ?? ""),
      })),
    );
  }

  /**
   * The best pages, each with its best sections, and how many sections answer in all.
   * @param {string} query as typed
   * @returns {{count: number, pages: Hit[][], needles: string[]}}
   */
  ask(query) {
    const needles = split(query).map((needle) => this.#known(needle));
    const scores = this.#places.map(() => 0);
    const covered = this.#places.map(() => 0);
    let asked = 0;
    for (const needle of needles) {
      const found = this.#places.map((place) => weight(place, needle));
      const holding = found.filter(Boolean).length;
      const rarity = Math.log(1 + this.#places.length / (holding + 1));
      if (!needle.extra) asked += holding ? rarity : UNKNOWN;
      found.forEach((each, index) => {
        if (!each) return;
        scores[index] = (scores[index] ?? 0) + each * rarity;
        if (!needle.extra) covered[index] = (covered[index] ?? 0) + rarity;
      });
    }
    /** @type {Map<Page, Hit[]>} */
    const pages = new Map();
    let count = 0;
    this.#places.forEach(({ page, section }, index) => {
      const share = (covered[index] ?? 0) / asked;
      if (!(share >= LEAST)) return;
      count += 1;
      const hits = pages.get(page) ?? [];
      hits.push({ page, section, score: (scores[index] ?? 0) * share * share });
      pages.set(page, hits);
    });
    const ranked = Array.from(pages.values(), (hits) => hits.sort((one, other) => other.score - one.score).slice(0, SECTIONS));
    ranked.sort((one, other) => (other[0]?.score ?? 0) - (one[0]?.score ?? 0));
    return { count, pages: ranked.slice(0, PAGES), needles: needles.map(({ text }) => text) };
  }

  /** The needle itself, or, for a word that stands nowhere, the word of the guide that was probably meant. @param {Needle} needle */
  #known(needle) {
    if (!needle.word || this.#places.some((place) => weight(place, needle))) return needle;
    const far = needle.text.length < 5 ? 0 : needle.text.length < 8 ? 1 : 2;
    if (!far) return needle;
    this.#vocabulary ??= new Set(this.#places.flatMap(({ title, heading, text }) => `${title} ${heading} ${text}`.match(/[a-z]{4,}/g) ?? []));
    let [best, least] = [needle.text, far + 1];
    for (const word of this.#vocabulary) {
      if (word[0] !== needle.text[0] || Math.abs(word.length - needle.typed.length) > far) continue;
      const steps = distance(word, needle.typed);
      if (steps < least) [best, least] = [stem(word), steps];
    }
    return { ...needle, text: best };
  }
}

/** Letters as they are compared. Its length is the text's, so that a place in one is a place in the other. @param {string} text */
export function fold(text) {
  const lower = text.toLowerCase();
  return (lower.length === text.length ? lower : text).replace(/[\u2018\u2019]/g, "'");
}

/**
 * Where a needle stands in folded text, from `from` on; -1 for nowhere. A word stands only where a word begins.
 * @param {string} text @param {string} needle @param {number} from
 */
export function place(text, needle, from = 0) {
  let at = text.indexOf(needle, from);
  while (at > 0 && isLatin(needle.charCodeAt(0)) && isLatin(text.charCodeAt(at - 1))) at = text.indexOf(needle, at + 1);
  return at;
}

/** @param {number} code of a character */
function isLatin(code) {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || (code >= 0xe0 && code <= 0x24f);
}

/** What to look for: words, and Chinese in pairs of characters, with the whole of it as a welcome extra. @param {string} query @returns {Needle[]} */
function split(query) {
  const runs = fold(query.normalize("NFKC")).match(/\p{Script=Han}+|[^\s\p{P}\p{S}\p{Script=Han}]+(?:['.-][^\s\p{P}\p{S}\p{Script=Han}]+)*/gu) ?? [];
  return runs.flatMap((typed) => {
    if (!/\p{Script=Han}/u.test(typed)) return [{ text: stem(typed), typed, word: true, extra: false }];
    const whole = { text: typed, typed, word: false, extra: false };
    const letters = Array.from(typed);
    if (letters.length < 3) return [whole];
    const pairs = letters.slice(1).map((letter, index) => ({ ...whole, text: letters[index] + letter }));
    return [{ ...whole, extra: true }, ...pairs];
  });
}

/** @param {string} word */
function stem(word) {
  if (!/^[a-z']+$/.test(word)) return word;
  for (const ending of ["ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "er", "s", "e", "y"]) {
    if (word.endsWith(ending) && word.length - ending.length >= (ending === "s" ? 3 : ending === "e" ? 6 : 4)) {
      return word.slice(0, -ending.length);
    }
  }
  return word;
}

/** Letters to add, drop, change or swap to make one word the other. @param {string} one @param {string} other */
function distance(one, other) {
  let [before, last] = [/** @type {number[]} */ ([]), Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const steps = [(last[column] ?? 0) + 1, (now[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + same];
      if (swapped) steps.push((before[column - 2] ?? 0) + 1);
      now.push(Math.min(...steps));
    }
    [before, last] = [last, now];
  }
  return last[other.length] ?? 0;
}

/** How well a needle fits a place: 0 for not at all. @param {{title: string, heading: string, text: string, words: string}} where @param {Needle} needle */
function weight(where, { text }) {
  let found = 0;
  if (where.title && place(where.title, text) >= 0) found += IN_TITLE;
  if (where.heading && place(where.heading, text) >= 0) found += IN_HEADING;
  if (where.words && place(where.words, text) >= 0) found += IN_WORDS;
  let times = 0;
  for (let at = place(where.text, text); at >= 0 && times < 4; at = place(where.text, text, at + text.length)) times += 1;
  return times ? found + 1 + times / 8 : found;
}
