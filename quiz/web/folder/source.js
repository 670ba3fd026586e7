// Where the page's bytes come from in a folder on a stick: a page opened from a file may not fetch, so each text stands in a script of its own
// (quiz/publish/folder.py writes them), which is run when the text is asked for and hands it over.

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const root = new URL("../", script.src).href;
/** @type {Map<string, Promise<string>>} */
const asked = new Map();
/** @type {Map<string, string>} */
const given = new Map();

Reflect.set(window, "declinedAgain", (/** @type {string} */ name, /** @type {string} */ text) => given.set(name, text));

/** The address of the folder the modules would stand in, on a web server. */
export const here = new URL("assets/check/", root).href;

/**
 * @param {string | URL} address of a text of this site
 * @returns {Promise<string>} rejected when it cannot be had
 */
export function textOf(address) {
  return handedOver(String(address).slice(root.length).replace(/(index\.html)?$/, ""));
}

/**
 * What a script of the folder's data hands over: a text by its path from the site's root, a file of the runtime by its name.
 * @param {string} name @returns {Promise<string>}
 */
export function handedOver(name) {
  let coming = asked.get(name);
  if (!coming) {
    coming = run(name);
    asked.set(name, coming);
    coming.catch(() => asked.delete(name)); // asked for again, it is tried again
  }
  return coming;
}

/** @param {string} name @returns {Promise<string>} */
function run(name) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = `${root}assets/data/${name.replace(/\/$/, "").replaceAll("/", "-")}.js`;
    const end = () => {
      element.remove();
      const text = given.get(name);
      given.delete(name);
      if (text === undefined) reject(new Error(name));
      else resolve(text);
    };
    element.onload = end;
    element.onerror = end;
    document.head.append(element);
  });
}
