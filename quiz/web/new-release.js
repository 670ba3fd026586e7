// Tells the reader that a newer version of the guide is on the device, and changes to it when they say so. Where getting it costs, it asks
// first. Who puts it off hears no more of it for a day, except on the page about offline use. The words stand in the page, in an inert template
// (quiz/publish/theme/partials/release.html).

const LATER = "declined-again:later"; // when the reader put a release off, in this tab
const DAY = 24 * 60 * 60 * 1000;

/** @typedef {"new" | "costs" | "coming" | "next" | "failed"} Saying */

/**
 * @param {Document} page
 * @param {HTMLTemplateElement} template of the notice
 * @param {ServiceWorkerContainer} workers
 * @returns {(registration: ServiceWorkerRegistration | undefined) => void} to be told the registration, as often as it is found
 */
export function attachNotice(page, template, workers) {
  /** @type {ServiceWorkerRegistration | undefined} */
  let registration;
  /** @type {HTMLElement | null} */
  let notice = null;
  let chosen = false;

  const say = (/** @type {Saying} */ state, size = "") => {
    if (!notice) {
      if (isPutOff(page)) return;
      page.body.append(template.content.cloneNode(true));
      notice = /** @type {HTMLElement} */ (page.body.querySelector("[data-new-release]"));
      for (const button of notice.querySelectorAll("button")) button.addEventListener("click", () => act(button.dataset.action ?? ""));
    }
    notice.dataset.state = state;
    const words = notice.querySelector(`[data-say="${state}"]`)?.textContent ?? "";
    const status = /** @type {HTMLElement} */ (notice.querySelector('[role="status"]'));
    requestAnimationFrame(() => (status.textContent = words.replace("{size}", size))); // a status speaks when it changes
  };

  const act = (/** @type {string} */ action) => {
    if (action === "release-use") {
      chosen = true;
      registration?.waiting?.postMessage({ ask: "use" });
    } else if (action === "release-get") {
      say("coming");
      void agree();
    } else {
      if (action === "release-later") putOff();
      notice?.remove();
      notice = null;
    }
  };

  const agree = async () => {
    if (registration?.active) await heeded(registration.active, { ask: "agree" });
    registration?.update().catch(() => say("failed"));
  };

  const watch = (/** @type {ServiceWorker | null} */ worker) =>
    worker?.addEventListener("statechange", () => {
      // One that finds nothing to replace does not wait.
      if (worker.state === "installed") setTimeout(() => registration?.waiting === worker && say("new"), 1000);
      if (worker.state === "redundant" && notice?.dataset.state === "coming") say("failed");
    });

  workers.addEventListener("controllerchange", () => {
    if (chosen && !holdsInput(page)) location.reload();
    else if (notice) say("next"); // chosen here or in another tab: this page goes on as it is
  });
  workers.addEventListener("message", ({ data }) => {
    if (data.type === "costs" && notice?.dataset.state !== "coming") say("costs", (data.transfer / 1e6).toFixed(1));
  });

  return (found) => {
    if (!found || found === registration) return;
    registration = found;
    found.addEventListener("updatefound", () => watch(found.installing));
    watch(found.installing);
    if (found.waiting && found.active) say("new");
  };
}

function putOff() {
  try {
    sessionStorage.setItem(LATER, `${Date.now()}`);
  } catch {
    // It is asked again on the next page.
  }
}

/** Whether the reader wants to hear nothing of a new release now. @param {Document} page */
function isPutOff(page) {
  if (page.querySelector("[data-offline]")) return false;
  try {
    return Math.abs(Date.now() - Number(sessionStorage.getItem(LATER))) < DAY; // a clock may be set back
  } catch {
    return false;
  }
}

/** Whether anything stands on the page that would be lost with it. Answers to questions and ticks are kept on the device. @param {Document} page */
function holdsInput(page) {
  return [...page.querySelectorAll("main :is(input, textarea, select):not([data-tick], [data-item] *)")].some((field) => {
    if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
    if (field instanceof HTMLSelectElement) return [...field.options].some((option, place) => place > 0 && option.selected && !option.defaultSelected);
    const { type, value, defaultValue, checked, defaultChecked } = /** @type {HTMLInputElement} */ (field);
    return type === "radio" || type === "checkbox" ? checked !== defaultChecked : value !== defaultValue;
  });
}

/** @param {ServiceWorker} worker @param {object} message @returns {Promise<void>} when it has been heeded, or the worker does not answer */
export function heeded(worker, message) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    setTimeout(resolve, 2000);
    worker.postMessage(message, [port2]);
  });
}
