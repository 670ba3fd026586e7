// Numbers as the page's language writes them. The engine has rounded them; nothing is computed here.
const chinese = document.documentElement.lang.startsWith("zh");
// Chinese pages write 9500 and 10,000; English ones 9,500.
const useGrouping = chinese ? "min2" : "always";
const whole = new Intl.NumberFormat("en", { useGrouping, maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat("en", { useGrouping, minimumFractionDigits: 2, maximumFractionDigits: 2 });
const short = new Intl.NumberFormat(chinese ? "zh-CN" : "en", { notation: "compact" });

/** 720, 893.33: two decimals unless there are none. @param {number} value @returns {string} */
export function number(value) {
  return Number.isInteger(value) ? whole.format(value) : exact.format(value);
}

/** 893.33, 60.00: always two decimals, for columns. @param {number} value @returns {string} */
export function decimals(value) {
  return exact.format(value);
}

/** 13.03%. @param {number} value in percent @returns {string} */
export function percent(value) {
  return `${exact.format(value)}%`;
}

/** 1万, 10K: for the marks of an axis. @param {number} value @returns {string} */
export function brief(value) {
  return short.format(value);
}
