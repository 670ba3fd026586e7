// What only matters later waits until the page has had the line to itself: keeping the guide on the device, and news of a new release.

// Milliseconds after loading.
const REST = 3000;

/** @param {Document} page */
export function attachLater(page) {
  if (!("serviceWorker" in navigator && page.querySelector("template[data-release]"))) return;
  const rest = () => setTimeout(() => import("./release.js").then(({ attachRelease }) => attachRelease(page), () => {}), REST);
  if (page.readyState === "complete") rest();
  else window.addEventListener("load", rest, { once: true });
}
