// Light or dark: the device's choice, unless the reader made one. The choice is kept on the device, and dropped when it agrees with
// the device again. The page's one inline script applies it before anything is drawn (quiz/publish/theme/partials/early.html).

const NAME = "declined-again:theme"; // of store.js; written out here because this loads on every page

/** @param {Document} page */
export function attachTheme(page) {
  const root = page.documentElement;
  const device = matchMedia("(prefers-color-scheme: dark)");
  for (const button of page.querySelectorAll('[data-action="theme"]')) {
    button.addEventListener("click", () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : device.matches;
      const chosen = dark ? "light" : "dark";
      const agrees = device.matches === (chosen === "dark");
      if (agrees) delete root.dataset.theme;
      else root.dataset.theme = chosen;
      try {
        if (agrees) localStorage.removeItem(NAME);
        else localStorage.setItem(NAME, JSON.stringify(chosen));
      } catch {
        // The browser keeps nothing: the choice holds for this page.
      }
    });
  }
}
