"""One row a language: nothing else names a language, and a row with its catalogue is all that a new one needs."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rotative.core import extraction, languages
from rotative.project import home
from tests.catalogues import compile_stale

PACKAGE = Path(languages.__file__).parents[1]
TABLE = "core/languages.py"
# What these folders hold is written in the languages of the demo.
ELSEWHERE = {"demo", "bench", "locale", "migrations"}
# A plural that ends in "es" is no Spanish.
ALLOWED = {"search/queries.py": {"es"}}

# Every column has a value that no other row has, so it is not the Esperanto that people speak.
ROW = """
    Language(
        code="eo",
        name="Esperanto",
        locale="eo",
        open_graph="eo_XX",
        direction="rtl",
        own_digits="०१२३४५६७८९",
        words_per_minute=60,
        paths=PathWords(
            archive="arkivo",
            author="autoro",
            brief="matene",
            briefs="mallonge",
            dossier="dosiero",
            due="limo",
            kind="speco",
            letter="letero",
            promises="promesoj",
            search="serchu",
            subject="temo",
            text="teksto",
        ),
        common_words=frozenset({"la", "kaj", "estas", "ke", "pri", "ankaw"}),
        failures=FailureTexts(failed="Eraro.", refused="Rifuzita.", not_saved="Ne konservita.", again="Denove"),
    ),
"""
TEXTS = {"This page does not exist": "Ĉi tiu paĝo ne ekzistas"}

SCRIPT = """
import json
from datetime import date

import django

django.setup()

from django.conf import settings
from django.test import RequestFactory
from rotative.core import addresses, conf, reading_time
from rotative.core.languages import CODES
from rotative.core.text import slug
from rotative.editions.letter import render as letter
from rotative.importers.language import detect
from rotative.bake.framing import frames
from rotative.layout.contexts import NotFoundPage, PageFrame, Place
from rotative.layout.dates import Calendar
from rotative.layout.environment import render
from rotative.layout.slots import SLOTS
from rotative.masthead.cards import Conventions, OutletCard
from rotative.masthead.models import MastheadLanguage
from rotative.project import failures
from rotative.subscribers.choices import weekdays

outlet = OutletCard(
    language="eo", direction="rtl", name="La Enfluejo", motto="", description="", legal_notice="", address="",
    accent="#0b5a6e", time_zone="UTC", digits="arabic", logo="", accounts=(), languages=(),
)
frame = PageFrame(
    conventions=Conventions(language="eo", direction="rtl", time_zone="UTC", digits="arabic", languages=()),
    place=Place(language="eo"), base_url="https://estuaire.example", path=addresses.not_found("eo"), title="404",
    home_path=addresses.front("eo"), search_path=addresses.word("eo", "search"),
    letter_path=addresses.word("eo", "letter"),
)
texts = {letter: b"" for letter, _shape in SLOTS.values()}
frames.register(lambda name: frames.Frame(key="frame:eo", shown=frozenset(), texts=texts))
dates = Calendar(language="eo", time_zone="UTC", digits="arabic")
written = letter.write(
    (), {}, outlet=outlet, edition_on=date(2026, 11, 23), subject_line="Matene", preheader="", intro=""
)
print(json.dumps({
    "codes": CODES,
    "page": render(NotFoundPage(frame=frame)).decode(),
    "day": dates.weekday(date(2026, 11, 23)),
    "letter": written.text,
    "weekday": weekdays("eo")[0][1],
    "archive": addresses.archive("eo", 2026, 11),
    "path": addresses.language_of("/eo/temo/akvo/"),
    "reserved": "mallonge" in addresses.RESERVED,
    "speed": reading_time.words_per_minute("eo"),
    "slug": slug("Ĉe la rivero", "eo"),
    "detected": detect("la akvo kaj la urbo estas pri ke ankaw la tero kaj la maro " * 4, default="fr"),
    "setting": "eo" in conf.parse("language", "eo"),
    "desk": dict(settings.WAGTAIL_CONTENT_LANGUAGES)["eo"],
    "choice": dict(MastheadLanguage._meta.get_field("language").choices)["eo"],
    "failure": failures.refused(RequestFactory().get("/")).content.decode(),
}))
"""


def names_of_languages(source: str) -> Iterator[str]:
    """Yield the texts of a module that name a language of the table, docstrings aside."""
    codes = "|".join(languages.CODES)
    sign = re.compile(rf"(?:{codes})(?:[-_][A-Z]{{2}})?|.*\blang=.(?:{codes})\b.*", re.DOTALL)
    own = {row.name for row in languages.TABLE} | {
        row.own_digits for row in languages.TABLE if row.own_digits
    }
    tree = ast.parse(source)
    described = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in described else None
        if isinstance(text, str) and (sign.fullmatch(text) or text in own):
            yield text


def modules() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if ELSEWHERE.isdisjoint(path.relative_to(PACKAGE).parts) and "demo" not in path.stem:
            yield path


def test_success_languages_are_named_in_one_place() -> None:
    found = {
        name: named - ALLOWED.get(name, set())
        for path in modules()
        if (name := str(path.relative_to(PACKAGE))) != TABLE
        if (named := set(names_of_languages(path.read_text(encoding="utf-8"))))
    }

    assert {name: named for name, named in found.items() if named} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"""It is "fr"."""\nwords = "free"', []),
        ('if language == "fr":\n    pass', ["fr"]),
        ('LOCALES = {"ar": "ar_MA"}', ["ar", "ar_MA"]),
        ("html = '<p lang=\"es\">No.</p>'", ['<p lang="es">No.</p>']),
        ('NAMES = ["English"]', ["English"]),
    ],
)
def test_success_a_language_that_is_named_is_found(source: str, found: list[str]) -> None:
    assert list(names_of_languages(source)) == found


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a copy of the package with one more row and one more catalogue, in a folder to start Python in."""
    folder = tmp_path_factory.mktemp("fifth")
    copy = folder / "rotative"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "bench"))
    table = copy / TABLE
    source = table.read_text(encoding="utf-8")
    end = "\n)  # fmt: skip\n\nBY_CODE"
    assert source.count(end) == 1
    table.write_text(source.replace(end, ROW.rstrip() + end), encoding="utf-8")
    catalogue = extraction.read(languages.SOURCE)
    for message in catalogue:
        message.string = message.id if message.pluralizable else TEXTS.get(message.id, message.id)
    extraction.write(catalogue, copy / "locale" / "eo" / "LC_MESSAGES" / "django.po")
    compile_stale(copy / "locale")
    return folder


@pytest.fixture(scope="module")
def shown(package: Path) -> dict[str, object]:
    """Return everything that the copy prints in its fifth language."""
    return json.loads(started(package, [sys.executable, "-c", SCRIPT]))


def started(package: Path, command: list[str]) -> str:
    """Run a command with the copy in place of the package."""
    place = package / "newsroom"
    if not place.exists():
        home.create(place)
    environment = {
        **os.environ, "PYTHONPATH": str(package), "ROTATIVE_HOME": str(place), "DJANGO_SETTINGS_MODULE": "rotative.project.settings",
    }  # fmt: skip
    done = subprocess.run(command, cwd=package, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_success_a_fifth_language_is_one_row_and_one_catalogue(shown: dict[str, object]) -> None:
    page, written, failure = (str(shown[name]) for name in ("page", "letter", "failure"))

    assert [line for line in page.splitlines() if line.startswith("<html")] == ['<html lang="eo" dir="rtl">']
    assert "<h1>Ĉi tiu paĝo ne ekzistas</h1>" in page
    assert 'href="/eo/letero/"' in page
    assert "lundo, la २३-a de Novembro २०२६" in written
    assert "/eo/matene/2026-11-23/" in written
    assert '<p lang="eo" dir="rtl">Rifuzita.</p>' in failure
    assert {name: value for name, value in shown.items() if name not in {"page", "letter", "failure"}} == {
        "codes": ["fr", "ar", "en", "es", "eo"],
        "day": "lundo, la २३-a de Novembro २०२६",
        "weekday": "lundo",
        "archive": "/eo/arkivo/2026/11/",
        "path": "eo",
        "reserved": True,
        "speed": 60,
        "slug": "ce-la-rivero",
        "detected": "eo",
        "setting": True,
        "desk": "Esperanto",
        "choice": "Esperanto",
    }


def test_success_a_fifth_language_asks_for_migrations_of_its_choices_only(package: Path) -> None:
    said = started(package, [sys.executable, "-m", "rotative", "manage", "makemigrations", "--dry-run"])

    assert {line.strip() for line in said.splitlines() if line.lstrip().startswith(("~", "+", "-"))} == {
        "~ Alter field language on editionplan",
        "~ Alter field language on mastheadlanguage",
        "~ Alter field language on nametrust",
        "~ Alter field language on outsidedocument",
        "~ Alter field language on subjectrole",
        "~ Alter field language on subjectname",
    }


def test_success_every_row_is_whole() -> None:
    assert [row.code for row in languages.TABLE if not (row.name and row.locale and row.open_graph)] == []
    assert languages.TABLE[0].failures.failed_heading != ""
