// Buttons that print the page as it stands.

/**
 * @param {HTMLElement} button
 * @returns {{reset: () => void}}
 */
export function attach(button) {
  button.addEventListener("click", () => print());
  return { reset() {} };
}
