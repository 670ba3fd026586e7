"""The table of traditional forms is what OpenCC says, and nothing else."""

from __future__ import annotations

from scripts import traditional


def test_the_file_is_what_the_script_writes():
    assert traditional.FILE.read_text(encoding="utf-8") == traditional.text(), "run: python -m scripts.traditional"


def test_the_forms_of_a_character_are_its_own():
    forms = traditional.forms()
    found = [form for others in forms.values() for form in others]
    assert len(found) == len(set(found))
    assert {"贷": "貸", "额": "額", "里": "裏裡"}.items() <= forms.items()
    assert all(form not in forms or form == plain for plain, others in forms.items() for form in others if form == plain)
