"""Small exports that once came in wrong, each after public reports of the same kind of fault."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from rotative.articles.models import Article, Byline, Section
from rotative.comments.models import Comment
from rotative.importers.actions import WordPressChoices, import_wordpress
from rotative.importers.errors import MalformedExport, NotAnExport
from rotative.importers.report import Report
from rotative.media.models import Picture
from rotative.subjects.models import Subject, SubjectName
from tests.importers.imports import figures_add_up, problem_counts, row_counts
from tests.importers.wordpress.wxr import export, item

pytestmark = pytest.mark.django_db

CASES = Path(__file__).parent / "cases"


def imported(name: str, **choices: object) -> Report:
    return import_wordpress(CASES / f"{name}.xml", choices=WordPressChoices(**choices))  # type: ignore[arg-type] # as a test names them


def texts(headline: str) -> list[tuple[str, str]]:
    """Return kind and value of each block of an article, values as text."""
    article = Article.objects.get(headline=headline)
    return [(block["type"], str(block["value"])) for block in article.body.raw_data]


def test_success_equal_names_stay_two() -> None:
    report = imported("01-equal-names")

    assert sorted(Section.objects.filter(name="Musique").values_list("slug", flat=True)) == [
        "musique",
        "musique-2",
    ]
    assert sorted(Byline.objects.filter(name="Jean Martin").values_list("slug", flat=True)) == [
        "jmartin",
        "jmartin2",
    ]
    names = SubjectName.objects.filter(name="Fait main")
    assert sorted(names.values_list("slug", flat=True)) == ["fait-main", "fait-main-3"]
    assert "names_merged" not in problem_counts(report)


def test_success_equal_names_become_one_when_asked() -> None:
    report = imported("01-equal-names", merge_names=True)

    assert Section.objects.filter(name="Musique").count() == 1
    assert Byline.objects.filter(name="Jean Martin").count() == 1
    assert Subject.objects.filter(names__name="Fait main").count() == 1
    assert problem_counts(report)["names_merged"] == 3


def test_success_languages_that_a_plugin_noted() -> None:
    imported("04-wpml-parameter", languages=("fr", "en", "ar", "es"))

    keys = dict(Article.objects.values_list("headline", "translation_key"))
    found = Article.objects.values_list("headline", "locale__language_code", "path")
    assert set(found) >= {
        ("Le port", "fr", "/2019/05/le-port/"),
        ("The harbour", "en", "/en/2019/05/le-port/"),
        ("الميناء", "ar", "/ar/2019/05/le-port/"),
    }
    assert keys["Le port"] == keys["The harbour"] == keys["الميناء"]


def test_success_languages_in_folders() -> None:
    imported("04b-wpml-folders", languages=("fr", "en", "es"))

    found = dict(Article.objects.values_list("headline", "locale__language_code"))
    assert found == {"Short note": "en", "Nota": "es"}
    assert Article.objects.get(headline="Nota").path == "/es/2019/05/nota/"


def damaged(folder: Path, *, ampersand: bool = False) -> Path:
    """Write an export with one byte of another code, and return its path."""
    text = export(item(1, title="Titre é 1"), item(2))
    text = text.replace("<title>Ancien", "<title>Ancien & Cie &nbsp;") if ampersand else text
    path = folder / "export.xml"
    path.write_bytes(text.encode().replace("é 1".encode(), "é 1".encode("cp1252")))
    return path


def test_fail_bad_bytes(tmp_path: Path) -> None:
    before = row_counts()

    with pytest.raises(MalformedExport, match="--recover"):
        import_wordpress(damaged(tmp_path))

    assert row_counts() == before


def test_success_bad_bytes_are_replaced_and_counted(tmp_path: Path) -> None:
    report = import_wordpress(damaged(tmp_path, ampersand=True), choices=WordPressChoices(recover=True))

    counted = problem_counts(report)
    assert (counted["bytes_replaced"], counted["signs_repaired"]) == (1, 2)
    assert Article.objects.filter(headline="Titre é 1").count() == 1


def test_success_blank_lines_before_the_declaration() -> None:
    assert imported("06-blank-line").articles == 1


def test_success_answers_to_removed_comments_stand_alone() -> None:
    report = imported("11-threads")

    shown = Comment.objects.filter(state="shown").values_list("old_number", "parent__old_number")
    assert dict(shown) == {2: None, 4: None, 5: None, 6: None, 7: 6, 8: 6}
    assert problem_counts(report)["answer_detached"] == 3


def test_success_names_of_pictures_are_compared_composed(tmp_path: Path) -> None:
    folder = tmp_path / "2019" / "05"
    folder.mkdir(parents=True)
    names = (
        "IMG0579.jpg",
        "صورة-الميناء.jpg",
        "été-à-la-plage.jpg",
        "Grande Photo.JPG",
        "retouche.jpg",
        "deux.jpg",
    )
    for name in names:
        Image.new("RGB", (40, 30), "red").save(folder / unicodedata.normalize("NFD", name), "JPEG")
    Image.new("RGB", (40, 30), "red").save(tmp_path / "plat.jpg")

    report = imported("12-picture-names", media=tmp_path)

    assert Picture.objects.count() == report.media == 7
    assert {kind for kind, _value in texts("Noms d’images")} == {"picture"}
    assert figures_add_up(report)


def test_success_guests_sign_with_their_names() -> None:
    imported("coauthors-guest")

    found = Article.objects.values_list("headline", "article_bylines__byline__name")
    assert dict(found) == {
        "Par 1": "Leïla Ben Salah",
        "Par 2": "Jean Dupont",
        "Par 3": "Karim B.",
        "Par 4": "Jean Dupont",
    }


def test_success_page_builders() -> None:
    imported("page-builders")

    assert texts("Elementor vide")[:2] == [
        ("intertitle", "E6 Titre seulement dans les données"),
        ("paragraph", "<p>E7 tout le corps de l'article est ici, et nulle part ailleurs.</p>"),
    ]
    assert texts("Divi")[:3] == [
        ("paragraph", "<p>V1 texte Divi.</p>"),
        ("paragraph", "<p>V2 second paragraphe.</p>"),
        ("intertitle", "V3 titre de module"),
    ]
    bakery = texts("WPBakery")
    assert ("paragraph", "<p>W8 html brut</p>") in bakery
    assert ("paragraph", "<p>W2 texte WPBakery.</p>") in bakery
    assert not [value for _kind, value in bakery if "JTND" in value or "[" in value[:2]]
    for builder, words in (("Divi", 12), ("WPBakery", 13)):
        whole = " ".join(value for _kind, value in texts(builder))
        first = "V" if builder == "Divi" else "W"
        assert not [number for number in range(1, words + 1) if f"{first}{number} " not in whole]


@pytest.mark.parametrize(
    "name",
    [
        "second-run-new-subject",
        "04-wpml-parameter",
        "01-equal-names",
        "11-threads",
        "coauthors-guest",
        "03-whole",
        "page-builders",
    ],
)
def test_success_a_second_run_changes_nothing(name: str) -> None:
    imported(name)
    before = row_counts()

    report = imported(name)

    assert row_counts() == before
    assert (report.articles, report.subjects, report.sections, report.authors, report.comments) == (
        0,
        0,
        0,
        0,
        0,
    )


@pytest.mark.parametrize("name", ["dry-run-writes-locale", "01-equal-names", "03-whole", "page-builders"])
def test_success_a_dry_run_writes_nothing(name: str) -> None:
    before = row_counts()

    counted = imported(name, dry_run=True).as_json()

    assert row_counts() == before
    real = imported(name).as_json()
    assert {**counted, "dry_run": False, "seconds": 0} == {**real, "seconds": 0}


def test_fail_document_type_behind_a_long_comment() -> None:
    with pytest.raises(NotAnExport, match="document type"):
        imported("xxe-late")
