"""In the lean image: no event loop; the engine answers at once."""

from pyodide import webloop

__all__ = ["webloop"]
