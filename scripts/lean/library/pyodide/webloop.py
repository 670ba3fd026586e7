"""In the lean image: the one reference to JavaScript that Pyodide's snapshot counts on, in its place."""

from pyodide_js._api import scheduleCallback

__all__ = ["scheduleCallback"]
