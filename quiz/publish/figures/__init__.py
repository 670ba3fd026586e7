"""The figures of the guide, drawn at build time as SVG with a caption and a table. One module draws one figure.

It knows words files, geometry and the engine's cost functions; it must not know MkDocs, pages, or any colour
(docs/assets/figures.css has those).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quiz.publish.figures import (
    approval_funnel,
    complaint_route,
    credit_report,
    decline_loop,
    findex,
    flat_fee,
    record_life,
    sample_message,
    summary_map,
    text_to_decline,
    who_sees_what,
)
from quiz.publish.figures.figure import Figure

_MODULES = (
    text_to_decline,
    sample_message,
    who_sees_what,
    approval_funnel,
    decline_loop,
    findex,
    flat_fee,
    record_life,
    credit_report,
    complaint_route,
    summary_map,
)
FIGURES: Mapping[str, Figure] = {module.FIGURE.name: module.FIGURE for module in _MODULES}
"""Every figure a page may ask for with ``[[figure:NAME]]``."""


def render(name: str, language: str, cite: Callable[[str], str]) -> str:
    """The HTML of figure `name` in `language`; `cite` turns "pipl#24" into a chip. Raises KeyError for an unknown name."""
    return FIGURES[name].render(language, cite)
