"""Joins the page's modules into few files, so that a page on a bad link asks once for its script instead of twenty times.

It reads `quiz/web` as text and knows only the forms the house writes: ``import { a } from "./b.js"``, ``import("./b.js")``,
``export`` before a function, a class or a const. Anything else is refused with its place, so nothing is joined wrongly. Each module
keeps a scope of its own and runs once on a page. The modules as written are shipped beside the joined ones.

- ``main.joined.js``, for pages without parts of ours: main.js and what it imports.
- ``page.joined.js``, for pages with any: the same, the small parts of main.js's table, and what several parts share.
- a file for each large part, fetched beside it, and for what is fetched later (search).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

MAIN = "main.js"
SUFFIX = ".joined.js"
FRAME_FILE = "main" + SUFFIX
PAGE_FILE = "page" + SUFFIX
SMALL = 3000
"""Characters: a part with less is not worth a request of its own."""

_IMPORT = re.compile(r"^import \{([^}]*)\} from \"\./([\w-]+\.js)\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|class|const) (\w+)", re.MULTILINE)
_ON_DEMAND = re.compile(r"\bimport\(\"\./([\w-]+\.js)\"\)")
_OTHER = re.compile(r"^(?:(?:import|export)\b|(?!.*\basync\b)\S.*\bawait\b).*$", re.MULTILINE)  # a scope is no place to wait
_PART = re.compile(r"\[\s*['\"]\[([\w-]+)(?:=\"([\w-]+)\")?\]['\"],\s*\(\) => import\(\"\./([\w-]+\.js)\"\)")
_LINE = re.compile(r"^[ \t]*(?://[^\n]*)?\n", re.MULTILINE)
_TOKEN = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Joined:
    """files: joined text by name. place: in which file a page with parts finds each module. parts: main.js's table, as (attribute,
    value, module).
    """

    files: Mapping[str, str]
    place: Mapping[str, str]
    parts: tuple[tuple[str, str, str], ...]

    def needed(self, html: str) -> list[str]:
        """The files a page asks for when it loads, the one to run first."""
        parts = [name for attribute, value, name in self.parts if _holds(html, attribute, value)]
        if not parts:
            return [FRAME_FILE]
        return list(dict.fromkeys([PAGE_FILE, *(self.place[name] for name in parts)]))


def join(sources: Mapping[str, str]) -> Joined:
    """Join everything main.js reaches. Raises ValueError for a form it does not know and KeyError for a module that is not there."""
    frame = _closure(MAIN, sources)
    table = tuple(_PART.findall(sources[MAIN]))
    parts = list(dict.fromkeys(name for _, _, name in table))
    always = [name for name in _demanded(sources[MAIN]) if name not in parts]
    later = [name for name in _on_demand(sources) if name not in (*parts, *always)]
    page = _page(frame, parts, always, sources)
    place = dict.fromkeys(page, PAGE_FILE)
    for entry in (*parts, *later):
        own = [name for name in _closure(entry, sources) if name not in page]
        if taken := [name for name in own if name in place]:
            raise ValueError(
                f"quiz/web/{taken[0]} is imported by {entry} too: import it in main.js, or hand in what is needed"
            )
        place |= dict.fromkeys(own, entry.removesuffix(".js") + SUFFIX)
    for entry in later:
        if shared := [name for name in _closure(entry, sources) if name in page]:
            raise ValueError(f"quiz/web/{entry} is fetched on any page and must be handed what it needs of {shared[0]}")
    files = {FRAME_FILE: _written(frame, sources, place, FRAME_FILE)}
    for file in dict.fromkeys(place.values()):
        files[file] = _written([name for name in place if place[name] == file], sources, place, file)
    return Joined(files, place, table)


def one_script(entry: str, sources: Mapping[str, str]) -> str:
    """Everything a module reaches, on demand too, as one classic script: what a page opened from a folder can run. Raises ValueError and
    KeyError as `join` does.
    """
    names = list(dict.fromkeys(each for name in (*_on_demand(sources, entry), entry) for each in _closure(name, sources)))
    names = [*(name for name in names if name != entry), entry]
    script = "".join(_scoped(name, sources[name], dict.fromkeys(names, ""), "") for name in names)
    if "import.meta" in script:
        raise ValueError("a classic script has no import.meta: see quiz/web/folder")
    return f'// Joined by quiz/publish/joining.py from {", ".join(names)}.\n(() => {{\n"use strict";\n{script}}})();\n'


def _page(frame: list[str], parts: list[str], always: list[str], sources: Mapping[str, str]) -> list[str]:
    """The modules of a page with parts: the frame, what is there with any part, what several parts share, and small parts."""
    page = list(frame)
    for entry in always:
        page += [name for name in _closure(entry, sources) if name not in page]
    reached: dict[str, int] = {}
    for entry in parts:
        for name in _closure(entry, sources):
            reached[name] = reached.get(name, 0) + 1
    for entry in parts:
        names = _closure(entry, sources)
        own = [name for name in names if reached[name] == 1 and name not in page]
        small = sum(len(_plain(sources[name])) for name in own) <= SMALL
        page += [name for name in names if name not in page and (reached[name] > 1 or small)]
    return [*(name for name in page if name != MAIN), MAIN]


def _closure(name: str, sources: Mapping[str, str], above: tuple[str, ...] = ()) -> list[str]:
    """A module and all it imports, each after what it imports."""
    if name in above:
        raise ValueError(f"quiz/web/{name} imports itself by way of {', '.join(above)}")
    inner = [_closure(each, sources, (*above, name)) for _, each in _IMPORT.findall(sources[name])]
    return list(dict.fromkeys([*(each for names in inner for each in names), name]))


def _demanded(source: str) -> list[str]:
    """What a module imports on demand; its comments name types in the same form."""
    return list(dict.fromkeys(_ON_DEMAND.findall(_code(source))))


def _on_demand(sources: Mapping[str, str], entry: str = MAIN) -> list[str]:
    """Every module that is imported on demand, from `entry` or from one that is."""
    found: list[str] = []
    waiting = [entry]
    while waiting:
        for name in _closure(waiting.pop(), sources):
            new = [each for each in _demanded(sources[name]) if each not in found]
            found += new
            waiting += new
    return found


def _written(names: list[str], sources: Mapping[str, str], place: Mapping[str, str], file: str) -> str:
    lines = [f"// Joined by quiz/publish/joining.py from {', '.join(names)}, which stand beside it.\n"]
    outside = sorted({each for name in names for _, each in _IMPORT.findall(sources[name])} - set(names))
    if outside:
        lines.append(f'import {{ {", ".join(map(_scope, outside))} }} from "./{PAGE_FILE}";\n')
    lines += [_scoped(name, sources[name], place, file) for name in names]
    if file == PAGE_FILE:
        lines.append(f"export {{ {', '.join(map(_scope, names))} }};\n")
    elif file != FRAME_FILE:
        exported = ", ".join(export for _, export in _EXPORT.findall(sources[names[-1]]))
        lines.append(f"export const {{ {exported} }} = {_scope(names[-1])};\n")
    return "".join(lines)


def _scoped(name: str, source: str, place: Mapping[str, str], file: str) -> str:
    """A module as a scope that hands out what it exports."""
    exports = [export for _, export in _EXPORT.findall(source)]
    body = _IMPORT.sub(lambda found: f"const {{{found[1].replace(' as ', ': ')}}} = {_scope(found[2])};\n", source)
    body = _plain(_EXPORT.sub(r"\1 \2", body))
    if unknown := _OTHER.search(body):
        raise ValueError(f"quiz/web/{name}: `{unknown[0]}` is a form quiz/publish/joining.py does not know")

    def demand(found: re.Match[str]) -> str:
        where = place.get(found[1])
        if where is None:  # in a comment
            return found[0]
        if where == file:
            return f"Promise.resolve({_scope(found[1])})"
        whole = f'import("./{where}")'
        return f"{whole}.then((page) => page.{_scope(found[1])})" if where == PAGE_FILE else whole

    body = _ON_DEMAND.sub(demand, body)
    return f"const {_scope(name)} = (() => {{\n{body}return {{ {', '.join(exports)} }};\n}})();\n"


def _plain(source: str) -> str:
    """Without its comments. Raises ValueError when anything else would be lost."""
    plain = _TOKEN.sub(lambda token: "" if token[0].startswith("/**") else token[0], source)
    if not any(token.startswith("`") and "\n" in token for token in _TOKEN.findall(source)):
        plain = _LINE.sub("", plain)  # unless a string of several lines might hold what looks like one
    if "".join(_code(plain).split()) != "".join(_code(source).split()):
        raise ValueError("quiz/publish/joining.py cannot tell comments from code here")
    return plain


def _code(source: str) -> str:
    """All but the comments."""
    return _TOKEN.sub(lambda token: "" if token[0].startswith(("//", "/*")) else token[0], source)


def _scope(name: str) -> str:
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))


def _holds(html: str, attribute: str, value: str) -> bool:
    given = f'="{value}"' if value else ""
    return any(html[found.start() - 1].isspace() for found in re.finditer(rf"{attribute}{given}[\s=>]", html))
