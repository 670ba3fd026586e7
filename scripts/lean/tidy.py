"""Runs in Python just before its memory becomes the lean image: lets go of what only importing needed.

It knows the interpreter's own lists of objects. Whatever is missed later ends in an exception inside the engine's door, which the worker
takes as a doubt: the whole runtime, untouched by this file, then answers.
"""

import builtins
import gc
import sys
import types

UNUSED = """__future__ _ast _opcode _opcode_metadata _sitebuiltins _tokenize annotationlib ast asyncio contextlib copy dataclasses dis
importlib._abc importlib.abc importlib.util inspect linecache opcode site textwrap token tokenize
_pyodide.docs_argspec _pyodide.docstring""".split()  # noqa: SIM905 — read as a list, not as fifty quotes
STILL_CALLED = ("dataclasses",)
"""A dataclass keeps a few functions of this module, and the engine calls `replace`; the rest of it goes."""


def forget_modules() -> None:
    """Take unused modules out of `sys.modules` and out of the names of those that stay, and empty them."""
    gone = [sys.modules.pop(name) for name in UNUSED if name in sys.modules]
    numbers = {id(module) for module in gone}
    for name, module in [*sys.modules.items(), *((each.__name__, each) for each in gone)]:
        names = getattr(module, "__dict__", None)
        if not isinstance(names, dict):
            continue
        for key, value in list(names.items()):
            only_imported = name.startswith("quiz") and getattr(value, "__module__", None) in ("typing", "dataclasses")
            if id(value) in numbers or (only_imported and key != "replace"):
                del names[key]
    for module in gone:
        if module.__name__ not in STILL_CALLED:
            module.__dict__.clear()


def bare(code: types.CodeType) -> types.CodeType:
    """The same code without line numbers: nobody reads a traceback of the lean runtime."""
    constants = tuple(bare(each) if isinstance(each, types.CodeType) else each for each in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=constants)


def forget_details() -> None:
    """Drop docstrings, annotations, line numbers, and what a dataclass keeps to be inspected or pickled."""
    seen: dict[int, types.CodeType] = {}
    for each in gc.get_objects():
        try:
            if isinstance(each, types.FunctionType):
                each.__doc__ = None
                each.__annotations__ = None
                each.__annotate__ = None
                code = each.__code__
                each.__code__ = seen.setdefault(id(code), bare(code))
            elif isinstance(each, type):
                if each.__doc__:
                    each.__doc__ = None
                for name in ("__dataclass_params__", "__replace__", "__getstate__", "__setstate__"):
                    if name in each.__dict__ and "__dataclass_fields__" in dir(each):
                        delattr(each, name)
            elif isinstance(each, types.ModuleType) and each.__doc__:
                each.__doc__ = None
        except (TypeError, AttributeError):
            continue  # a built-in keeps what it has


def forget_caches() -> None:
    sys._clear_internal_caches()  # noqa: SLF001
    sys.path_importer_cache.clear()
    sys.modules["zipimport"]._zip_directory_cache.clear()  # noqa: SLF001
    sys.__dict__.pop("__interactivehook__", None)
    for name in ("help", "copyright", "credits", "license", "exit", "quit"):
        builtins.__dict__.pop(name, None)


forget_modules()
forget_details()
forget_caches()
for _ in range(4):
    gc.collect()
