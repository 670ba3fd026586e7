// The contents where they are a sheet over the page: opened by their link, closed by Escape, by their button, by a tap beside them,
// and by following a link. Without this script the link alone opens them (docs/assets/contents.css).

/** @param {Document} page */
export function attachContents(page) {
  const sheet = page.getElementById("contents");
  const opener = /** @type {HTMLElement | null} */ (page.querySelector('[data-action="contents"]'));
  const closer = /** @type {HTMLElement | null} */ (page.querySelector('[data-action="contents-close"]'));
  if (!sheet || !opener || !closer) return;
  // What lies beneath the sheet must not be reached while it is open.
  const beneath = Array.from(page.querySelectorAll("header, main, footer, .here, .skip"));

  /** @param {boolean} open */
  const turn = (open) => {
    sheet.toggleAttribute("data-open", open);
    page.documentElement.toggleAttribute("data-covered", open);
    opener.setAttribute("aria-expanded", String(open));
    for (const part of beneath) part.toggleAttribute("inert", open);
    if (open) {
      closer.focus();
      sheet.querySelector('[aria-current="page"]')?.scrollIntoView({ block: "center" });
    } else opener.focus();
  };

  opener.setAttribute("role", "button");
  opener.setAttribute("aria-controls", sheet.id);
  opener.setAttribute("aria-expanded", "false");
  closer.setAttribute("role", "button");
  for (const [control, open] of /** @type {[HTMLElement, boolean][]} */ ([[opener, true], [closer, false]])) {
    control.addEventListener("click", (event) => {
      event.preventDefault();
      turn(open);
    });
    control.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      turn(open);
    });
  }
  sheet.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (link && link !== closer && sheet.hasAttribute("data-open")) turn(false);
  });
  page.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && sheet.hasAttribute("data-open")) turn(false);
  });
  page.addEventListener("click", (event) => {
    const target = /** @type {Node} */ (event.target);
    if (sheet.hasAttribute("data-open") && !sheet.contains(target) && !opener.contains(target)) turn(false);
  });
  // On a wide screen the contents stand beside the text: a sheet left open there would keep the page out of reach.
  const wide = matchMedia("(min-width: 76.25em)");
  wide.addEventListener("change", () => {
    if (sheet.hasAttribute("data-open")) turn(false);
  });
  if (wide.matches) {
    const current = /** @type {HTMLElement | null} */ (sheet.querySelector('[aria-current="page"]'));
    if (current) sheet.scrollTop = current.offsetTop + current.offsetHeight - sheet.clientHeight * 0.8;
  }
}
