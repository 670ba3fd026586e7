// Marks, in the list of what stands on this page, the section being read, and keeps it in view there.

/** @param {Document} page */
export function attachHere(page) {
  const list = page.querySelector(".here");
  if (!list || !("IntersectionObserver" in window)) return;
  const links = Array.from(list.querySelectorAll("a"));
  const headings = links.map((link) => page.getElementById(decodeURIComponent(link.hash.slice(1))));
  /** @type {HTMLAnchorElement | undefined} */
  let marked;

  const mark = () => {
    // The last heading that has passed the upper fifth of the screen; none while the beginning is being read.
    const line = innerHeight / 5;
    const passed = links.filter((_, index) => (headings[index]?.getBoundingClientRect().top ?? line) < line);
    const last = passed[passed.length - 1];
    if (last === marked) return;
    marked?.removeAttribute("aria-current");
    marked = last;
    marked?.setAttribute("aria-current", "location");
    if (marked) list.scrollTop = marked.offsetTop - list.clientHeight / 2;
  };

  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -80% 0px" });
  for (const heading of headings) if (heading) observer.observe(heading);
}
