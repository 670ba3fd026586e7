"""The Content-Security-Policy of a finished page. It knows HTML as text; it must not know MkDocs.

Nothing is loaded from another origin, and no script or style inside a page holds but those the site wrote, each named by its hash.
GitHub Pages sends no headers of ours, so the policy is a `<meta>`, which cannot say `frame-ancestors`.
"""

from __future__ import annotations

import base64
import hashlib
import re

_INLINE = re.compile(r"<script(?![^>]*\b(?:src|type=\"application/json\"))[^>]*>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)')
_CHARSET = '<meta charset="utf-8">'


def add(html: str) -> str:
    """The page with its policy right after the charset, so that it governs everything that follows; in the place of one it had."""
    scripts, styles = _hashes(_INLINE, html), _hashes(_STYLE, html)
    policy = (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {scripts}; style-src 'self' {styles}; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'"
    ).replace(" ;", ";")
    if _POLICY.search(html):
        return _POLICY.sub(lambda found: f"{found[1]}{policy}{found[2]}", html, count=1)
    return html.replace(_CHARSET, f'{_CHARSET}<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


def for_folder(html: str) -> str:
    """The page with a policy for a folder instead. There 'self' is no one's, so files are named as files, and the worker comes from a
    blob; nothing else may be loaded, and nothing at all may be fetched or sent.
    """
    policy = (
        f"default-src 'none'; script-src file: 'wasm-unsafe-eval' {_hashes(_INLINE, html)}; style-src file: {_hashes(_STYLE, html)}; img-src file: data:; "
        "worker-src blob:; base-uri 'none'; form-action 'none'"
    ).replace(" ;", ";")
    return _POLICY.sub(lambda found: f"{found[1]}{policy}{found[2]}", html, count=1)


def _hashes(inline: re.Pattern[str], html: str) -> str:
    return " ".join(sorted({f"'sha256-{_digest(text)}'" for text in inline.findall(html) if text.strip()}))


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
