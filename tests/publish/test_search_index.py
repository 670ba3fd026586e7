"""What search looks through: the sections of each page as a reader sees them, and a few words they do not see."""

from __future__ import annotations

import json

from quiz.publish.search_index import read, without_marks, write

PAGE = """
<h1 id="causes">为什么又被拒</h1>
<p class="lead">短信是广告，<em>不是</em>批准。</p>
<p>按规定，分几步。<a class="cite" href="#src-a" title="全名">管理办法（2024）</a>短信不在其中。<span class="cite cite--own">本站推理</span></p>
<h2 id="thin-file">记录少</h2>
<ul><li>白户<abbr class="abbr">APR<span class="unseen">(年化利率)</span></abbr></li><li>空白&amp;少</li></ul>
<section class="item" data-search-exclude><h2 id="hidden">问题</h2><p>答案</p></section>
<figure><svg><title>图</title><path d="M0 0"/></svg></figure>
<button type="button">复制</button>
<h3 id="inner">数一数<br>账户</h3>
"""
GLOSSARY = """
<h1 id="glossary">词语表</h1><p>一句话。</p>
<dl><div class="term" id="term-report" data-search-words="征信报告 个人征信"><dt data-search-heading>信用报告 <span>credit report</span></dt>
<dd>一份文件。 <a data-search-exclude href="#">看它在哪里用到</a></dd></div>
<div class="term" id="term-apr"><dt data-search-heading>年化利率</dt><dd>折成一年的价格。</dd></div></dl>
<h2 id="next">接下来</h2><p>读下去。</p>
"""


def sections(html: str) -> list[tuple[str, str, str]]:
    return [(each.anchor, each.heading, each.text) for each in read(html, "x/").sections]


def test_a_page_is_its_title_and_its_sections_with_their_anchors():
    assert read(PAGE, "causes/").title == "为什么又被拒"
    assert [each[:2] for each in sections(PAGE)] == [("", ""), ("thin-file", "记录少"), ("inner", "数一数 账户")]


def test_text_is_what_a_reader_sees_in_one_line():
    assert sections(PAGE)[0][2] == "短信是广告，不是批准。 按规定，分几步。短信不在其中。"
    assert sections(PAGE)[1][2] == "白户APR 空白&少"


def test_questions_drawings_and_buttons_are_left_out():
    text = write([read(PAGE, "causes/")])
    assert not [word for word in ("问题", "答案", "hidden", "图", "复制") if word in text]


def test_a_cited_source_finds_the_section_once_without_standing_in_its_text():
    twice = PAGE.replace("</ul>", '</ul><p><a class="cite" href="#">乙</a><a class="cite" href="#">乙</a></p>')
    assert [each.cited for each in read(twice, "x/").sections] == ["管理办法（2024）", "乙", ""]
    assert "本站推理" not in write([read(PAGE, "x/")])


def test_a_term_is_an_entry_of_its_own_with_its_other_names():
    entries = {each.anchor: each for each in read(GLOSSARY, "glossary/").sections}
    assert entries["term-report"].heading == "信用报告 credit report"
    assert entries["term-report"].text == "一份文件。"
    assert entries["term-report"].words == "征信报告 个人征信"
    assert entries["term-apr"].words == ""
    assert entries["next"].text == "读下去。"


def test_a_page_may_have_words_of_its_own_and_count_for_less():
    entry = read(PAGE, "causes/", words="拒贷 秒拒", boost=0.5)
    assert entry.sections[0].words == "拒贷 秒拒"
    assert json.loads(write([entry]))["pages"][0]["boost"] == 0.5


def test_the_index_is_written_in_characters_without_padding_and_without_what_is_empty():
    text = write([read(PAGE, "causes/"), read(GLOSSARY, "glossary/")])
    assert "\\u" not in text
    assert '": ' not in text
    assert '""' not in text
    assert [page["address"] for page in json.loads(text)["pages"]] == ["causes/", "glossary/"]


def test_marks_for_the_index_do_not_stay_in_the_page():
    assert without_marks(GLOSSARY).count("data-search") == 0
    assert without_marks('<p data-search-exclude class="a">x</p>') == '<p class="a">x</p>'
