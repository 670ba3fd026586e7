"""The style sheets of a built site: one for all pages, each named by its contents, and every page told its name."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from quiz.publish import policy
from quiz.publish.sheets import finish, theme_sheet

HEAD = (
    '<head><meta charset="utf-8"><link rel="stylesheet" href="../assets/shared.css">'
    '<link rel="stylesheet" href="/sub/assets/cost.css"></head>'
)
LATER = '<template><link rel="stylesheet" href="/sub/assets/later.css"></template>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "assets").mkdir(parents=True)
    (folder / "cost").mkdir()
    (folder / "assets" / "cost.css").write_text(".cost { top: 0 }\n")
    (folder / "assets" / "later.css").write_text(".later { top: 0 }\n")
    (folder / "index.html").write_text('<link rel="stylesheet" href="assets/shared.css"><p class="a">')
    (folder / "cost" / "index.html").write_text(policy.add(f'{HEAD}{LATER}<p class="b">see assets/shared.css'))
    return folder


def sheet(tmp_path: Path, name: str, css: str) -> Path:
    path = tmp_path / name
    path.write_text(css)
    return path


def test_pages_link_the_sheets_by_names_that_exist(site: Path, tmp_path: Path):
    finish(site, [sheet(tmp_path, "x.css", ".a{top:0}")], [])
    for page in site.rglob("*.html"):
        for name in re.findall(r'href="[^"]*assets/([^"]*)"', page.read_text()):
            assert re.fullmatch(r"(shared|later)\.[0-9a-f]{8}\.css", name)
            assert (site / "assets" / name).is_file()
    assert "see assets/shared.css" in (site / "cost" / "index.html").read_text()


def test_the_shared_sheet_holds_what_any_page_or_script_uses_in_the_order_given(site: Path, tmp_path: Path):
    sheets = [sheet(tmp_path, "one.css", ".b{top:0}.c{top:0}"), sheet(tmp_path, "two.css", ".a{top:1px}.d{top:0}")]
    names = finish(site, sheets, ['box.className = "d";'])
    assert (site / "assets" / f"{names['shared']}.css").read_text() == ".b{top:0}.a{top:1px}.d{top:0}"


def test_a_pages_own_sheet_stands_in_the_page_allowed_by_its_hash_and_nowhere_else(site: Path, tmp_path: Path):
    finish(site, [sheet(tmp_path, "x.css", "")], [])
    html = (site / "cost" / "index.html").read_text()
    assert "<style>.cost{top:0}</style>" in html
    digest = base64.b64encode(hashlib.sha256(b".cost{top:0}").digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}';" in html
    assert "<style>" not in (site / "index.html").read_text()
    assert not list((site / "assets").glob("cost*"))


def test_a_sheet_that_is_wanted_later_is_a_file_and_small(site: Path, tmp_path: Path):
    names = finish(site, [sheet(tmp_path, "x.css", "")], [])
    assert (site / "assets" / f"{names['later']}.css").read_text() == ".later{top:0}"
    assert not (site / "assets" / "later.css").exists()


def test_another_content_has_another_name_and_the_same_the_same(site: Path, tmp_path: Path):
    html = {page: page.read_text() for page in site.rglob("*.html")}
    names = []
    for css in (".a{top:0}", ".a{top:0}", ".a{top:1px}"):
        for page, text in html.items():
            page.write_text(text)
        (site / "assets" / "cost.css").write_text(".cost{top:0}")
        (site / "assets" / "later.css").write_text("")
        names.append(finish(site, [sheet(tmp_path, "x.css", css)], [])["shared"])
        for path in (site / "assets").iterdir():
            path.unlink()
    assert names[0] == names[1] != names[2]


def test_materials_sheet_is_found_under_any_hash_and_its_absence_is_told(tmp_path: Path):
    folder = tmp_path / "theme" / "assets" / "stylesheets"
    folder.mkdir(parents=True)
    with pytest.raises(FileNotFoundError, match="upgrade"):
        theme_sheet([str(tmp_path / "theme")])
    (folder / "main.0a1b2c3d.min.css").write_text("")
    assert theme_sheet([str(tmp_path), str(tmp_path / "theme")]).name == "main.0a1b2c3d.min.css"
