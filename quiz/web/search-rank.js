// Finds and ranks. Chinese is found by its characters, in pairs, so no dictionary is needed; other words by their beginnings, so
// half a word finds the whole one. What is rare in the guide counts more than what stands everywhere.

/**
 * @typedef {import("./search-index.js").Index} Index
 * @typedef {import("./search-index.js").Page} Page
 * @typedef {import("./search-index.js").Section} Section
 * @typedef {{page: Page, section: Section, score: number}} Hit
 * @typedef {{text: string, typed: string, part: number}} Needle what is looked for; part: which part of the query it answers, a bit for each character or half word
 */

const IN_TITLE = 1; // of the page, for every section of it
const IN_HEADING = 3;
const IN_WORDS = 3;
const IN_CITED = 0.5;
const NEXT_BEST = 0.4; // what a page's second section adds, beside its best; the third, that of that
const LEAST = 0.5; // of what was asked: with less, a place is not an answer
const BESIDE_BEST = 0.1; // of the best place's score: with less, it is not worth telling
const RUNS = /\p{Script=Han}+|[^\s\p{P}\p{S}\p{Script=Han}]+(?:['.-][^\s\p{P}\p{S}\p{Script=Han}]+)*/gu;
const MOST = 30; // bits: what is typed beyond is not looked for
const PAGES = 8;
const SECTIONS = 3;

/** The guide, ready to be asked. */
export class Rank {
  /** @type {{page: Page, section: Section, title: string, heading: string, text: string, words: string, cited: string}[]} */
  #places;
  /** Made when a word is not found: mistyped words are compared with it. @type {Set<string> | undefined} */
  #vocabulary;

  /** @param {Index} index */
  constructor(index) {
    this.#places = index.pages.flatMap((page) =>
      page.sections.map((section, first) => ({
        page,
        section,
        title: fold(page.title),
        heading: fold((first === 0 ? page.title : section.heading) ?? ""),
        text: fold(section.text ?? ""),
        words: fold(section.words ?? ""),
        cited: fold(section.cited ?? ""),
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
    const asked = needles.reduce((all, { part }) => all | part, 0);
    const scores = this.#places.map(() => 0);
    const answered = this.#places.map(() => 0);
    for (const { text, part } of needles) {
      const found = this.#places.map((place) => weight(place, text));
      const rarity = Math.log(1 + found.length / (found.filter(Boolean).length + 1)) ** 2;
      found.forEach((each, index) => {
        if (!each) return;
        scores[index] = (scores[index] ?? 0) + each * rarity;
        answered[index] = (answered[index] ?? 0) | part;
      });
    }
    const hits = this.#places.map(({ page, section }, index) => {
      const share = bits(answered[index] ?? 0) / bits(asked);
      return { page, section, score: share < LEAST ? 0 : (scores[index] ?? 0) * share * (page.boost ?? 1) };
    });
    const least = Math.max(...hits.map(({ score }) => score)) * BESIDE_BEST;
    const good = hits.filter(({ score }) => score > 0 && score >= least);
    const pages = Array.from(new Set(good.map(({ page }) => page)), (page) =>
      good
        .filter((hit) => hit.page === page)
        .sort((one, other) => other.score - one.score)
        .slice(0, SECTIONS),
    );
    pages.sort((one, other) => together(other) - together(one));
    return { count: good.length, pages: pages.slice(0, PAGES), needles: needles.map(({ text }) => text) };
  }

  /** The needle itself, or, for a word that stands nowhere, the word of the guide that was probably meant. @param {Needle} needle */
  #known(needle) {
    if (!/^[a-z]/.test(needle.typed) || this.#places.some((place) => weight(place, needle.text))) return needle;
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

/** What a page counts for. @param {Hit[]} hits the best first */
function together(hits) {
  return hits.reduce((sum, { score }, index) => sum + score * NEXT_BEST ** index, 0);
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

/**
 * What to look for: words by their beginnings, and Chinese in pairs of characters, since a pair may well be the end of one word and
 * the beginning of the next; a whole run of characters, if it is found, counts beside its pairs.
 * @param {string} query @returns {Needle[]}
 */
function split(query) {
  const needles = [];
  let used = 0;
  for (const [typed] of fold(query.normalize("NFKC")).matchAll(RUNS)) {
    const letters = /\p{Script=Han}/u.test(typed) ? Array.from(typed).slice(0, MOST - used) : [];
    const size = letters.length || 2;
    if (used + size > MOST) break;
    const part = (2 ** size - 1) * 2 ** used;
    needles.push({ text: letters.length ? letters.join("") : stem(typed), typed, part });
    if (letters.length > 2) {
      for (let at = 0; at + 1 < letters.length; at += 1) {
        needles.push({ text: `${letters[at]}${letters[at + 1]}`, typed: "", part: 3 * 2 ** (used + at) });
      }
    }
    used += size;
  }
  return needles;
}

/** @param {number} of @returns {number} how many bits are set */
function bits(of) {
  let count = 0;
  for (let rest = of; rest; rest &= rest - 1) count += 1;
  return count;
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

/** How well a needle fits a place: 0 for not at all. @param {{title: string, heading: string, text: string, words: string, cited: string}} where @param {string} text */
function weight(where, text) {
  let found = 0;
  if (where.title && place(where.title, text) >= 0) found += IN_TITLE;
  if (where.heading && place(where.heading, text) >= 0) found += IN_HEADING;
  if (where.words && place(where.words, text) >= 0) found += IN_WORDS;
  if (where.cited && place(where.cited, text) >= 0) found += IN_CITED;
  let times = 0;
  for (let at = place(where.text, text); at >= 0 && times < 4; at = place(where.text, text, at + text.length)) times += 1;
  return times ? found + 1 + times / 8 : found;
}
