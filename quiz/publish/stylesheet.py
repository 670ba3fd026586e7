"""Cuts style sheets to the rules a site can use, and writes them small. It knows CSS and HTML as text; it must not know MkDocs.

Material's sheet holds every part it knows, of which our pages use a tenth. Here a rule stays when each class, id, element and
attribute its selector asks for occurs somewhere in the built pages or in the page's scripts. In doubt it stays: what stands
inside `:not(…)`, `:is(…)` and the like is not looked at, and the words in a script's strings count as names whatever they mean there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

import tinycss2

from quiz.publish.again import Memory, Remembered

_TAG = re.compile(r"<([a-zA-Z][\w-]*)")
_ELEMENT = re.compile(r"<[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_LISTED = re.compile(r"\s(?:class|id)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_ATTRIBUTE = re.compile(r"\s([a-zA-Z][\w-]*)(?==|[\s/>])")
_DIRECTION = re.compile(r"\sdir=\"?(\w+)")
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_LITERAL = re.compile(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`", re.DOTALL)
_CAPITAL = re.compile(r"(?<=[a-z0-9])([A-Z])")
_VARIABLE = re.compile(r"--[\w-]+")
_NAMES = ("animation", "animation-name", "-webkit-animation", "-webkit-animation-name")
_NESTING = ("media", "supports", "layer", "container")


@dataclass
class Seen:
    """What occurs in the pages and scripts of a site: the pages; classes and ids, elements and attributes a script may set; variables it names."""

    pages: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    variables: set[str] = field(default_factory=set)

    def page(self, html: str) -> None:
        """Note what occurs in a page."""
        self.pages.append(html)

    def script(self, source: str) -> None:
        """Note what a script may set: classes, ids and elements stand in its strings, attributes also as `dataset.verdictFrom`."""
        strings, plain, variables = _IN_SCRIPT.recall(source, lambda: _in_script(source))
        self.names.update(strings)
        self.attributes.update(plain)
        self.variables.update(variables)

    def occurring(self) -> Occurring:
        """All of it, as selectors ask."""
        names, tags, attributes, directions = _IN_PAGES.recall(tuple(self.pages), lambda: _in_pages(self.pages))
        return Occurring(
            self.names.union(names), self.names.union(tags), self.attributes.union(attributes), directions, self.variables
        )


@dataclass(frozen=True, slots=True)
class Occurring:
    """Classes and ids, elements, attributes, directions of writing, and variables that scripts name."""

    names: AbstractSet[str]
    tags: AbstractSet[str]
    attributes: AbstractSet[str]
    directions: Collection[str]
    variables: AbstractSet[str]


_IN_SCRIPT = Memory[list[list[str]]]("in-script")
_IN_PAGES = Memory[list[list[str]]]("in-pages")
_OCCURRING = Memory[list[list[str]]]()


def _in_script(source: str) -> list[list[str]]:
    """The words in a script's strings, what may be attributes, and the variables it names."""
    strings = {word for text in _LITERAL.findall(source) if not text.startswith("/") for word in _WORD.findall(text)}
    plain = {_CAPITAL.sub(r"-\1", word).lower() for word in _WORD.findall(source)}
    attributes = plain | {f"data-{word}" for word in plain} | {f"aria-{word}" for word in plain}
    return [sorted(strings), sorted(attributes), sorted(set(_VARIABLE.findall(source)))]


def _in_pages(pages: Iterable[str]) -> list[list[str]]:
    """As `_occurring`, of all pages. Their start tags are mostly the same, and under `serve` mostly the same as before."""
    starts = "".join(sorted({"<html>", "<head>", "<body>"}.union(*map(_starts, pages))))
    return _OCCURRING.recall(starts, lambda: _occurring(starts))


@Remembered
def _starts(html: str) -> frozenset[str]:
    return frozenset(_ELEMENT.findall(html))


def _occurring(html: str) -> list[list[str]]:
    """The classes and ids, elements, attributes and directions in start tags."""
    names = {name for found in set(_LISTED.findall(html)) for name in "".join(found).split()}
    tags, attributes = ({name.lower() for name in each.findall(html)} for each in (_TAG, _ATTRIBUTE))
    return [sorted(names), sorted(tags), sorted(attributes), sorted(set(_DIRECTION.findall(html)))]


_CUT = Memory[str]("cut")
_SMALL = Memory[str]("small")


def cut(sheets: Iterable[str], seen: Seen) -> str:
    """The rules of all sheets, in order, that can match something seen; without comments, spare space and unused variables."""
    sheets = tuple(sheets)
    found = seen.occurring()
    everything = (found.names, found.tags, found.attributes, found.directions, found.variables)
    return _CUT.recall((sheets, *(tuple(sorted(names)) for names in everything)), lambda: _cut(sheets, found))


def _cut(sheets: Iterable[str], seen: Occurring) -> str:
    rules = [rule for sheet in sheets for rule in _reachable(_parsed(sheet), seen)]
    used = _used_variables(rules, seen.variables)
    animations = {
        word for rule in _flat(rules) for _, name, value in rule.declarations if name in _NAMES for word in value.split()
    }
    return "".join(_written(rules, used, animations))


def small(sheet: str) -> str:
    """The whole sheet without comments and spare space."""
    return _SMALL.recall(sheet, lambda: "".join(_written(_reachable(_parsed(sheet), None), None, None)))


@dataclass(frozen=True, slots=True)
class _Rule:
    """head: selectors, or an at-rule's name and conditions. declarations: (important, name, value). inner: rules inside."""

    head: str
    declarations: tuple[tuple[bool, str, str], ...]
    inner: tuple[_Rule, ...] = ()
    keyframes: str = ""


@Remembered
def _parsed(sheet: str) -> tuple[Any, ...]:
    return tuple(_nodes(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)))


def _nodes(nodes: Iterable[Any]) -> Iterator[Any]:
    """The nodes, each mistake in them raised: a sheet that does not parse is a sheet that does not work."""
    for node in nodes:
        if node.type == "error":
            raise ValueError(f"line {node.source_line} of a style sheet: {node.message}")
        yield node


def _reachable(nodes: Iterable[Any], seen: Occurring | None) -> list[_Rule]:
    return [rule for node in nodes for rule in _rule(node, seen)]


def _rule(node: Any, seen: Occurring | None) -> Iterator[_Rule]:
    if node.type == "qualified-rule":
        selectors = [part for part in _selectors(node.prelude) if seen is None or _can_match(part, seen)]
        declarations = _declarations(node.content)
        if selectors and declarations:
            yield _Rule(",".join(_text(part, selector=True) for part in selectors), declarations)
    elif node.type == "at-rule" and node.lower_at_keyword in _NESTING and node.content is not None:
        content = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
        inner = _reachable(_nodes(content), seen)
        if inner:
            yield _Rule(f"@{node.lower_at_keyword} {_text(node.prelude)}", (), tuple(inner))
    elif node.type == "at-rule" and node.lower_at_keyword.endswith("keyframes"):
        content = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
        steps = _reachable(_nodes(content), None)
        name = _text(node.prelude)
        yield _Rule(f"@{node.lower_at_keyword} {name}", (), tuple(steps), keyframes=name)
    elif node.type == "at-rule" and node.lower_at_keyword != "charset":  # @page, @font-face: declarations
        yield _Rule(f"@{node.lower_at_keyword} {_text(node.prelude)}".strip(), _declarations(node.content or ()))


def _selectors(prelude: Iterable[Any]) -> list[list[Any]]:
    """The selectors of a list, each as its tokens."""
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        elif token.type != "comment":
            parts[-1].append(token)
    return parts


def _can_match(selector: list[Any], seen: Occurring) -> bool:
    before = ""
    for token in selector:
        if token.type == "hash" or (token.type == "ident" and before == "."):
            known = token.value in seen.names
        elif token.type == "ident" and before != ":":
            known = token.lower_value in seen.tags
        elif token.type == "[] block":
            known = _attribute_can_match(token.content, seen)
        else:
            known = True
        if not known:
            return False
        before = token.value if token.type == "literal" else ""
    return True


def _attribute_can_match(content: list[Any], seen: Occurring) -> bool:
    name = next(token.lower_value for token in content if token.type == "ident")
    if name == "dir":
        values = [token.value for token in content[1:] if token.type in ("ident", "string")]
        return bool(seen.directions) and (not values or any(value in seen.directions for value in values))
    return name in seen.attributes


def _declarations(content: Iterable[Any]) -> tuple[tuple[bool, str, str], ...]:
    found = _nodes(tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True))
    return tuple((each.important, each.name, _text(each.value)) for each in found if each.type == "declaration")


def _text(tokens: Iterable[Any], *, selector: bool = False) -> str:
    """Tokens as text with the least space. Around > and ~ in selectors, and around commas anywhere, none is needed."""
    text: str = tinycss2.serialize([token for token in tokens if token.type != "comment"])
    parts = re.split(r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')", text)
    pattern = r"\s*([,>~+])\s*" if selector else r"\s*(,)\s*"
    parts[::2] = [re.sub(pattern, r"\1", re.sub(r"\s+", " ", part)) for part in parts[::2]]
    return "".join(parts).strip()


def _flat(rules: Iterable[_Rule]) -> Iterator[_Rule]:
    for rule in rules:
        yield rule
        yield from _flat(rule.inner)


def _used_variables(rules: list[_Rule], named: AbstractSet[str]) -> set[str]:
    """The custom properties whose value reaches a property, through however many others, or a script."""
    needs: dict[str, set[str]] = {}
    used = set(named)
    for rule in _flat(rules):
        for _, name, value in rule.declarations:
            found = set(_VARIABLE.findall(value)) if "var(" in value else set()
            if name.startswith("--"):
                needs.setdefault(name, set()).update(found)
            else:
                used |= found
    waiting = list(used)
    while waiting:
        for name in needs.get(waiting.pop(), set()) - used:
            used.add(name)
            waiting.append(name)
    return used


def _written(rules: Iterable[_Rule], used: set[str] | None, animations: set[str] | None) -> Iterator[str]:
    for rule in rules:
        if rule.keyframes and animations is not None and rule.keyframes not in animations:
            continue
        if rule.inner:
            inner = "".join(_written(rule.inner, used, animations))
            if inner:
                yield f"{rule.head}{{{inner}}}"
            continue
        body = ";".join(
            f"{name}:{value}{'!important' if important else ''}"
            for important, name, value in rule.declarations
            if used is None or not name.startswith("--") or name in used
        )
        if body:
            yield f"{rule.head}{{{body}}}"
