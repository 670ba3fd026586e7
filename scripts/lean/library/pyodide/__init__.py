"""In the lean image: no event loop; the engine answers at once."""

from . import webloop

__all__ = ["webloop"]
