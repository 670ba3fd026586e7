"""Joins the page's modules into few files, so that a page on a bad link asks three times instead of twenty.

It reads `quiz/web` as text and knows only the forms the house writes: ``import { a } from "./b.js"``, ``import("./b.js")``,
``export`` before a function, a class or a const. Anything else is refused with its place, so nothing is joined wrongly. Each module
keeps a scope of its own and runs once. What main.js imports is joined to it. Each part of its table becomes a file. What several of
those share, and what main.js imports on demand beside its table, is one file, which every page with a part fetches. The modules as written are shipped beside the joined ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

MAIN = "main.js"
SHARED = "shared.js"
SUFFIX = ".joined.js"

_IMPORT = re.compile(r"^import \{([^}]*)\} from \"\./([\w-]+\.js)\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|class|const) (\w+)", re.MULTILINE)
_ON_DEMAND = re.compile(r"\bimport\(\"\./([\w-]+\.js)\"\)(?!\.[A-Z])")  # not import("./a.js").Type, in a comment
_OTHER = re.compile(r"^(?:(?:import|export)\b|(?!.*\basync\b)\S.*\bawait\b).*$", re.MULTILINE)  # a scope is no place to wait
_PART = re.compile(r"\[\s*['\"]\[([\w-]+)(?:=\"([\w-]+)\")?\]['\"],\s*\(\) => import\(\"\./([\w-]+\.js)\"\)")
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/[ \t]*)\n|/\*\* .*?\*/ ?", re.MULTILINE | re.DOTALL)
_LONG_STRING = re.compile(r"`[^`]*\n[^`]*`")


@dataclass(frozen=True, slots=True)
class Joined:
    """files: joined text by name. place: in which file each module ended up. parts: (attribute, value, module) of main.js's table."""

    files: Mapping[str, str]
    place: Mapping[str, str]
    parts: tuple[tuple[str, str, str], ...]

    def parts_on(self, html: str) -> list[str]:
        """The modules of the parts a page holds."""
        return [name for attribute, value, name in self.parts if _holds(html, attribute, value)]

    def needed(self, parts: list[str]) -> list[str]:
        """The files a page with those parts fetches, main.js's first."""
        wanted = {self.place[name] for name in parts}
        if parts and SHARED_FILE in self.files:
            wanted.add(SHARED_FILE)
        return [_file(MAIN), *sorted(wanted - {_file(MAIN)})]


def _file(name: str) -> str:
    return name.removesuffix(".js") + SUFFIX


SHARED_FILE = _file(SHARED)


def join(sources: Mapping[str, str]) -> Joined:
    """Join everything main.js reaches. Raises ValueError for a form it does not know and KeyError for a module that is not there."""
    first = _closure(MAIN, sources)
    entries = _entries(sources)
    reached = {entry: [name for name in _closure(entry, sources) if name not in first] for entry in entries}
    parts = tuple(_PART.findall(sources[MAIN]))
    with_any_part = set(_ON_DEMAND.findall(sources[MAIN])) - {name for _, _, name in parts}
    place = dict.fromkeys(first, _file(MAIN))
    for entry, names in reached.items():
        for name in names:
            place[name] = SHARED_FILE if name in place or entry in with_any_part else _file(entry)
    order = list(dict.fromkeys(name for names in (first, *reached.values()) for name in names))
    files = {
        file: _written([name for name in order if place[name] == file], sources, place, file)
        for file in dict.fromkeys(place.values())
    }
    return Joined(files, place, parts)


def _closure(name: str, sources: Mapping[str, str], above: tuple[str, ...] = ()) -> list[str]:
    """A module and all it imports, each after what it imports."""
    if name in above:
        raise ValueError(f"quiz/web/{name} imports itself by way of {', '.join(above)}")
    inner = [_closure(each, sources, (*above, name)) for _, each in _IMPORT.findall(sources[name])]
    return list(dict.fromkeys([*(each for names in inner for each in names), name]))


def _entries(sources: Mapping[str, str]) -> list[str]:
    """Every module that is imported on demand, from main.js or from one that is."""
    found: list[str] = []
    waiting = [MAIN]
    while waiting:
        for name in _closure(waiting.pop(), sources):
            new = [each for each in _ON_DEMAND.findall(sources[name]) if each not in found]
            found += dict.fromkeys(new)
            waiting += new
    return found


def _written(names: list[str], sources: Mapping[str, str], place: Mapping[str, str], file: str) -> str:
    lines = [f"// Joined by quiz/publish/joining.py from {', '.join(names)}, which stand beside it.\n"]
    inside = {each for name in names for _, each in _IMPORT.findall(sources[name])} - set(names)
    for other in sorted({place[each] for each in inside}):
        scopes = ", ".join(sorted(_scope(each) for each in inside if place[each] == other))
        lines.append(f'import {{ {scopes} }} from "./{other}";\n')
    lines += [_scoped(name, sources[name], place) for name in names]
    if file == _file(MAIN) or file == SHARED_FILE:
        lines.append(f"export {{ {', '.join(_scope(name) for name in names)} }};\n")
    else:
        exported = ", ".join(export for _, export in _EXPORT.findall(sources[names[-1]]))
        lines.append(f"export const {{ {exported} }} = {_scope(names[-1])};\n")
    return "".join(lines)


def _scoped(name: str, source: str, place: Mapping[str, str]) -> str:
    """A module as a scope that hands out what it exports."""
    exports = [export for _, export in _EXPORT.findall(source)]
    body = _IMPORT.sub(lambda found: f"const {{{found[1].replace(' as ', ': ')}}} = {_scope(found[2])};\n", source)
    body = _plain(_EXPORT.sub(r"\1 \2", body))
    if unknown := _OTHER.search(body):
        raise ValueError(f"quiz/web/{name}: `{unknown[0]}` is a form quiz/publish/joining.py does not know")

    def demand(found: re.Match[str]) -> str:
        file = place[found[1]]
        own = file == _file(found[1]) and file != _file(MAIN)
        return f'import("./{file}")' + ("" if own else f".then((file) => file.{_scope(found[1])})")

    body = _ON_DEMAND.sub(demand, body)
    return f"const {_scope(name)} = (() => {{\n{body}return {{ {', '.join(exports)} }};\n}})();\n"


def _plain(source: str) -> str:
    """Without the lines that only comment, unless a string of several lines might hold one."""
    return source if _LONG_STRING.search(source) else _COMMENT.sub("", source)


def _scope(name: str) -> str:
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))


def _holds(html: str, attribute: str, value: str) -> bool:
    given = f'="{value}"' if value else ""
    return re.search(rf"\s{attribute}{given}[\s=>]", html) is not None
