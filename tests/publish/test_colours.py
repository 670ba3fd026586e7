"""Every text colour stands at 7:1 or better on every ground it is used on, in light, in dark and in print (WCAG 2.2, 1.4.6)."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

ASSETS = Path(__file__).resolve().parents[2] / "docs" / "assets"
LEAST = 7.0
_BLOCK = re.compile(r"([^{}]*)\{([^{}]*)\}")
_VARIABLE = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")
_HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b")

PAPERS = ("paper", "paper-2")
SOFT = ("accent-soft", "caution-soft", "stop-soft")
TEXTS = ("ink", "ink-2", "accent", "caution", "stop")
PAIRS = (
    *product(TEXTS, PAPERS),
    ("accent", "accent-soft"),
    ("caution", "caution-soft"),
    ("stop", "stop-soft"),
    *product(("ink",), SOFT),
)
IN_BOXES = (*product(("accent",), SOFT), *product(("ink-2",), SOFT))
"""Links and citations stand inside the boxes too."""
ON_COLOUR = (*product(("paper",), ("accent", "caution", "stop", "ink-2", "ink")), ("paper-2", "ink-2"))
"""Words on buttons, signs in circles, the explanation of an abbreviation."""


def named(pairs: tuple[tuple[str, str], ...]) -> list[str]:
    return [f"{text}-on-{ground}" for text, ground in pairs]


def schemes() -> dict[str, dict[str, str]]:
    """The colours by scheme, as site.css defines them: light, dark as the device asks, dark as the reader chose, print."""
    css = re.sub(r"/\*.*?\*/", "", (ASSETS / "site.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    found = {}
    for selector, body in _BLOCK.findall(css):
        variables = dict(_VARIABLE.findall(body))
        if "ink" in variables:
            dark = {':root:not([data-theme="light"])': "device dark", ':root[data-theme="dark"]': "dark"}
            name = dark.get(selector.strip(), "print" if "light" in found else "light")
            found[name] = {variable: value.strip() for variable, value in variables.items()}
    return found


SCHEMES = schemes()


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 to 1: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    assert re.fullmatch(r"#[0-9a-fA-F]{6}", colour), f"{colour} is not written as #rrggbb"
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("#000000", "#ffffff", 21), ("#767676", "#ffffff", 4.54), ("#abcdef", "#abcdef", 1)]
)
def test_contrast_is_measured_as_the_standard_says(one: str, other: str, expected: float):
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_light_dark_and_print_define_the_same_colours():
    assert set(SCHEMES) == {"light", "device dark", "dark", "print"}
    for names in SCHEMES.values():
        assert {*TEXTS, *PAPERS, *SOFT, "rule"} <= set(names)


def test_dark_is_the_same_whether_the_device_or_the_reader_asks_for_it():
    assert SCHEMES["device dark"] == SCHEMES["dark"]


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=named(PAIRS))
def test_text_is_readable_on_paper_and_in_its_own_box(text: str, ground: str, scheme: str):
    colours = SCHEMES[scheme]
    assert contrast(colours[text], colours[ground]) >= LEAST


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize(("text", "ground"), IN_BOXES, ids=named(IN_BOXES))
def test_links_and_citations_are_readable_inside_boxes(text: str, ground: str, scheme: str):
    colours = SCHEMES[scheme]
    assert contrast(colours[text], colours[ground]) >= LEAST


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize(("text", "ground"), ON_COLOUR, ids=named(ON_COLOUR))
def test_words_on_colour_are_readable(text: str, ground: str, scheme: str):
    colours = SCHEMES[scheme]
    assert contrast(colours[text], colours[ground]) >= LEAST


@pytest.mark.parametrize("name", sorted(path.name for path in ASSETS.glob("*.css")))
def test_no_colour_is_used_that_no_scheme_defines(name: str):
    """Shadows are black with an alpha."""
    known = {value.lower() for colours in SCHEMES.values() for value in colours.values()}
    used = {each.lower() for each in _HEX.findall((ASSETS / name).read_text(encoding="utf-8"))}
    assert used <= known
