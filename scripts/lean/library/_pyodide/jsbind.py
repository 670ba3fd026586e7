"""In the lean image: types of JavaScript functions are never bound, so two names are enough for Pyodide's start."""


class no_default:  # noqa: N801 — Pyodide's name for it
    pass


class default_signature:  # noqa: N801 — Pyodide's name for it
    pass
