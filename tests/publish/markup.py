"""Finished HTML as a tree that tests can ask. It refuses tags that do not match; it must not know what the tags are for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "meta", "link", "br", "img", "hr"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    content: list[Element | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def __iter__(self) -> Iterator[Element]:
        """This element and everything inside it, in order."""
        yield self
        for part in self.content:
            if isinstance(part, Element):
                yield from part

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.content)

    def all(self, tag: str = "", **attributes: str | None) -> list[Element]:
        """Elements inside with that tag and those attributes; ``data_item="x"`` asks for data-item, None for any value."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self
            if (not tag or element.tag == tag)
            and all(
                name in element.attributes and value in (None, element.attributes[name]) for name, value in wanted.items()
            )
        ]

    def one(self, tag: str = "", **attributes: str | None) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, (tag, attributes, len(found))
        return found[0]

    def inside(self, tag: str) -> bool:
        return self.parent is not None and (self.parent.tag == tag or self.parent.inside(tag))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = self.open = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"<{tag}> says {names}"
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open)
        self.open.content.append(element)
        if tag not in VOID:
            self.open = element

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.tag, f"</{tag}> closes <{self.open.tag}>"
        assert self.open.parent is not None
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.content.append(data)


def parse(html: str) -> Element:
    """The tree of a piece of HTML, under a nameless top. Fails when a tag is not closed where it should be."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open is reader.top, f"<{reader.open.tag}> is never closed"
    return reader.top
