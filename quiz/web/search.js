// Search listens for keys only, so words that arrive without one (pasted, dictated, written by hand on glass) would be ignored.
// Remove once Material's search listens for "input" as well.

/** @param {Document} page */
export function hearEveryInput(page) {
  const field = page.querySelector('input[name="query"]');
  field?.addEventListener("input", () => field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true })));
}
