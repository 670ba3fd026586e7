"""Where the check meets MkDocs: the one file that imports it. Each hook hands plain data to a module that knows no MkDocs.

static-i18n builds the site once per language, the default language first; what must happen once, after the last build,
waits for `i18n.building` to be over.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # MkDocs loads a hook by its path; the package must be found whoever calls

from quiz.publish import again, contents, glossary, offline, policy, search_index, sheets, shipping, shortcodes  # noqa: E402
from quiz.publish.bank import Bank, read_bank  # noqa: E402
from quiz.publish.check import page_problems  # noqa: E402
from quiz.publish.joining import FRAME_FILE  # noqa: E402
from quiz.publish.problems import AuthorError  # noqa: E402
from quiz.publish.render import compiled  # noqa: E402
from quiz.publish.site import Site  # noqa: E402

HTML_LANGUAGES = {"zh": "zh-Hans", "en": "en"}
LANGUAGE_NAMES = {"zh": "简体中文", "en": "English"}


class Build:
    """What one run of MkDocs remembers between its hooks, over all languages."""

    bank: Bank
    site: Site
    contents: contents.Contents
    check: shipping.Release
    serving = False
    kept = False
    theme: Path
    scripts: list[str]
    entries: dict[str, list[search_index.Entry]]


build = Build()
log = get_plugin_logger("quiz")


def _code() -> tuple[tuple[str, int], ...]:
    """Our Python as it stands in its files."""
    return tuple((str(path), path.stat().st_mtime_ns) for path in sorted((ROOT / "quiz").rglob("*.py")))


LOADED = _code()
KEPT = ROOT / ".cache" / "again"


def on_startup(*, command: str, dirty: bool) -> None:
    del dirty
    build.serving = command == "serve"


@event_priority(-150)  # after static-i18n has set the language
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    language = _language(config)
    config.theme["language"] = HTML_LANGUAGES[language]
    if language == "zh":
        build.theme = sheets.theme_sheet(config.theme.dirs)
        try:
            _begin(Path(config.docs_dir))
        except AuthorError as error:
            raise PluginError(str(error)) from None
    # Of Material only the sheet is used; its folder of thousands of icons would be walked for each language.
    config.theme.dirs = [folder for folder in config.theme.dirs if not build.theme.is_relative_to(folder)]
    return config


def _begin(docs: Path) -> None:
    """Read and check everything the pages are made from, once for all languages."""
    if _code() != LOADED:
        log.info("the Python of the site has changed: stop and start `make serve` to see what it does")
    again.begin(KEPT)
    build.bank = read_bank(ROOT / "quiz" / "bank", docs, ROOT)
    build.check = shipping.prepare(build.bank)
    build.site = Site(build.bank, docs, ROOT)
    build.scripts = [
        data.decode() for name, data in build.check.files.items() if name.endswith(".js") and ".joined." not in name
    ]  # joined, they say the same again
    build.entries = {language: [] for language in HTML_LANGUAGES}
    if problems := page_problems(build.site.pages, build.bank):
        raise AuthorError(problems)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Nothing of Material is shipped as it is, and the sheets all pages share go into one: see quiz/publish/sheets.py."""
    shared = set(config.extra_css)
    for file in list(files):
        if file.src_uri in shared or not Path(file.abs_src_path or "").is_relative_to(config.docs_dir):
            files.remove(file)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    del files
    try:
        markdown = shortcodes.before_markdown(markdown, page.file.src_uri)
    except AuthorError as error:
        raise PluginError(str(error)) from None
    return markdown + glossary.abbreviations(build.bank.terms, _language(config))


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    build.contents = contents.Contents()
    del config
    addresses = "\n".join(f"{file.src_uri} {file.url}" for file in files)
    build.site.order([page.file.src_uri.removesuffix(".md").partition("/")[2] for page in nav.pages], addresses)
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    del config, files
    env.bytecode_cache = compiled()  # MkDocs makes an environment for each language and build
    return env


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    language = _language(config)

    def link(target: str) -> str:
        name, _, anchor = target.partition("#")
        file = files.get_file_from_path(f"{language}/{name}.md")
        if file is None:
            raise PluginError(f"{page.file.src_uri} links to {name}.md, which does not exist in {language}")
        return get_relative_url(file.url, page.url) + (f"#{anchor}" if anchor else "")

    try:
        return build.site.finish(html, page.file.src_uri, language, link)
    except AuthorError as error:
        raise PluginError(str(error)) from None


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    del nav
    language = _language(config)
    alternates: dict[str, File] = page.file.alternates  # type: ignore[attr-defined]  # set by static-i18n
    other = next((name for name in alternates if name != language), None)
    renderer = build.site.renderers[language]
    search = page.meta.get("search") or {}
    if not search.get("exclude"):
        address = page.url.removeprefix("" if language == "zh" else f"{language}/")
        entry = search_index.read(page.content or "", address, search.get("words", ""), search.get("boost", 1))
        build.entries[language].append(entry)
    page.content = search_index.without_marks(page.content or "")
    context["check_folder"] = build.check.folder
    context["contents_root"], context["contents_on_page"] = contents.ROOT, build.contents.on_page
    modules = build.check.joined.needed(page.content)
    context["modules"] = modules
    context["page_words"] = renderer.page_words(
        page.file.src_uri.removesuffix(".md").partition("/")[2], parts=modules[0] != FRAME_FILE
    )
    context["other"] = other and {
        "language": HTML_LANGUAGES[other],
        "name": LANGUAGE_NAMES[other],
        "short": {"zh": "中文", "en": "EN"}[other],
        "address": get_relative_url(alternates[other].url, page.url),
    }
    context["alternates"] = [
        (HTML_LANGUAGES[name], (config.site_url or "") + file.url.removeprefix("./")) for name, file in alternates.items()
    ]
    checked = page.meta.get("checked")
    context["last_checked"] = checked and renderer.word("page.last-checked", date=checked)
    context["stale"] = build.site.is_stale(page.file.src_uri)
    context["colours"] = offline.COLOURS
    context["release_word"] = None if build.serving else lambda name: renderer.word(f"release.{name}", size="{size}")
    root = get_relative_url("." if language == "zh" else "en/", page.url)
    context["language_root"] = root if root.endswith("/") else f"{root}/"
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    del page, config
    return output if build.serving else policy.add(output)


@event_priority(-200)  # after static-i18n, which builds the other languages
def on_post_build(config: MkDocsConfig) -> None:
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]
        return
    site = Path(config.site_dir)
    shipping.ship(build.check, site)
    for language, entries in build.entries.items():
        folder = site / ("" if language == "zh" else language) / "search"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "search_index.json").write_text(search_index.write(entries), encoding="utf-8")
    lost = site / "404.html"
    if not build.serving:
        lost.write_text(policy.add(lost.read_text(encoding="utf-8")), encoding="utf-8")
    sheets.finish(site, [build.theme, *(Path(config.docs_dir) / name for name in config.extra_css)], build.scripts)
    if build.serving:
        offline.withdraw(site, HTML_LANGUAGES)
    else:
        spare = {f"{build.check.python}/{name}" for name in build.check.spare}
        offline.write(site, build.bank.words, HTML_LANGUAGES, spare)  # the last of all: it lists what was written
    if not (build.serving and build.kept):  # an edit is not kept waiting for it
        again.end(KEPT)
        build.kept = True


def _language(config: MkDocsConfig) -> str:
    current = config.plugins["i18n"].current_language  # type: ignore[attr-defined]
    return str(current or os.environ.get("DEFAULT_LANGUAGE", "zh"))
