"""The report as a file: every example of every problem."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.importers.wordpress.wxr import export, item, written

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["report.json", "report.html"])
def test_success_every_example(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, export(item(1), *(item(number, kind="recette") for number in range(2, 8))))

    call_command("import", "wordpress", str(path), "--report", str(tmp_path / name), "--json")

    text = (tmp_path / name).read_text(encoding="utf-8")
    assert [number for number in range(2, 8) if f"Titre {number}" not in text] == []
    if name.endswith("json"):
        problem = json.loads(text)["problems"][0]
        assert (problem["count"], len(problem["examples"])) == (6, 6)


def test_success_examples_are_escaped(tmp_path: Path) -> None:
    path = written(tmp_path, export(item(2, kind="recette", title="&lt;script&gt;x&lt;/script&gt; a")))

    call_command("import", "wordpress", str(path), "--report", str(tmp_path / "r.html"), "--json")

    assert "<script" not in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_fail_a_report_of_another_kind(tmp_path: Path) -> None:
    path = written(tmp_path, export(item(1)))

    with pytest.raises(CommandError, match=r"must end with \.json or \.html"):
        call_command("import", "wordpress", str(path), "--report", str(tmp_path / "r.doc"))
