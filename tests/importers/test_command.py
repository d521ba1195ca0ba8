"""The command `rotative import`."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.importers.imports import row_counts
from tests.importers.wordpress.wxr import export, item, written

pytestmark = pytest.mark.django_db


def test_fail_malformed_writes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, export(item(1), item(2))[:-20])
    before = row_counts()

    with pytest.raises(
        CommandError, match=r"export\.xml is not well-formed XML: line \d+, column \d+"
    ) as caught:
        call_command("import", "wordpress", str(path))

    assert caught.value.returncode == 1
    assert row_counts() == before


def test_success_command_prints_json(tmp_path: Path) -> None:
    path = written(tmp_path, export(item(1), item(2, kind="recette")))
    output = io.StringIO()

    call_command("import", "wordpress", str(path), "--json", stdout=output)

    report = json.loads(output.getvalue())
    assert (report["articles"], report["skipped"], report["items"]) == (1, 1, 2)
    assert report["problems"] == [
        {"kind": "other_type_skipped", "detail": "recette", "count": 1, "example": "Titre 2"}
    ]


def test_success_command_prints_one_line_of_totals(tmp_path: Path) -> None:
    path = written(tmp_path, export(item(1), item(2, kind="recette")))
    output = io.StringIO()

    call_command("import", "wordpress", str(path), "--dry-run", stdout=output)

    problem, totals = output.getvalue().splitlines()
    assert problem == "      1  items of types made by plugins or themes (recette) — Titre 2"
    assert totals.startswith(
        "Dry run, nothing was written: articles 1, standing pages 0, comments 0, subjects 0, sections 1,"
    )
