"""A batch asks the database the same few questions, however many tags, lists and comments it has."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rotative.comments.models import Comment
from rotative.importers.actions import WordPressChoices, import_wordpress
from rotative.subjects.models import SubjectName
from tests.importers.imports import problem_counts, run
from tests.importers.wordpress.wxr import comment, export, item, written

pytestmark = pytest.mark.django_db

# Beginnings of statements that once ran for each tag, each list or each comment.
LOOKED_UP = ("UPPER(", "bake_publicpath (path", "MIN(e.published_at)", "'comment'")


def asked(folder: Path, *items: str) -> Counter[str]:
    """Import items; return how many statements contain each of LOOKED_UP."""
    folder.mkdir()
    with CaptureQueriesContext(connection) as queries:
        run(folder, *items)
    return Counter(part for query in queries for part in LOOKED_UP if part in query["sql"])


def tagged(first: int, count: int) -> list[str]:
    """Return so many posts, each with two tags of its own and a comment."""
    return [
        item(
            number,
            terms=(
                ("category", "politique", "Politique"),
                ("post_tag", f"mot-{number}", f"Mot {number}"),
                ("post_tag", f"lieu-{number}", f"Lieu {number}"),
            ),
            inside=comment(number, "Oui."),
        )
        for number in range(first, first + count)
    ]


def test_success_as_many_questions_for_many_tags_as_for_few(tmp_path: Path) -> None:
    run(tmp_path, item(1))
    few = asked(tmp_path / "few", *tagged(10, 2))

    many = asked(tmp_path / "many", *tagged(100, 40))

    assert many == few
    assert set(few) == set(LOOKED_UP)
    assert SubjectName.objects.count() == 2 * 42
    assert Comment.objects.count() == 42


def test_success_tags_of_one_name_stay_two(tmp_path: Path) -> None:
    SubjectName.objects.all().delete()
    items = (
        item(1, terms=(("post_tag", "eau", "EAU"), ("post_tag", "eau-2", "Eau"))),
        item(2, terms=(("post_tag", "eau-3", "eau"),)),
    )

    run(tmp_path, *items)
    again = run(tmp_path, *items)

    names = SubjectName.objects.order_by("slug").values_list("slug", "name")
    assert list(names) == [("eau", "EAU"), ("eau-2", "Eau"), ("eau-3", "eau")]
    assert (again.subjects, problem_counts(again)) == (0, {})


def test_success_tags_of_many_spellings_are_merged_when_asked(tmp_path: Path) -> None:
    SubjectName.objects.all().delete()
    path = written(
        tmp_path,
        export(
            item(1, terms=(("post_tag", "eau", "EAU"), ("post_tag", "eau-2", "Eau"))),
            item(2, terms=(("post_tag", "eau-3", "eau"),)),
        ),
    )

    report = import_wordpress(path, choices=WordPressChoices(merge_names=True))

    assert [name.name for name in SubjectName.objects.all()] == ["EAU"]
    assert problem_counts(report)["names_merged"] == 2


def test_success_a_dry_run_counts_subjects_as_the_import_does(tmp_path: Path) -> None:
    items = (
        item(1, terms=(("post_tag", "eau", "EAU"),)),
        item(2, terms=(("post_tag", "eau-3", "eau"), ("post_tag", "air", "Air"))),
    )

    counted = run(tmp_path, *items, dry_run=True)

    assert counted.subjects == run(tmp_path, *items).subjects
