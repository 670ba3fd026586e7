"""In the lean image: Pyodide's own package without what only interactive use needs."""

from _pyodide import _base, _importhook

__all__ = ["_base", "_importhook"]


def set_excepthook() -> None:
    """Nothing to set: the engine's door raises nothing, and the worker treats what Python prints as a doubt."""
