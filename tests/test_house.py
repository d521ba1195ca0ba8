"""The tree keeps the rules of the house; each rule has a good and a bad example in `tests/house`."""

from collections.abc import Callable
from datetime import timedelta

import grimp
import pytest
from django.apps import apps
from django.db import models

from rotative.articles.models import Article
from rotative.bake.models import LONGEST_WAIT, PublicPath
from rotative.comments.models import MOST_ADDRESS, MOST_NAME, MOST_TEXT, Comment
from rotative.core import conf, extraction
from rotative.dossiers.models import CommitmentState
from rotative.editions.composing.renditions import SHORT_WORDS
from rotative.editions.models import Edition
from rotative.mail.models import Delivery
from rotative.project.views import MOST_QUERY
from rotative.subscribers import models as subscribers
from rotative.subscribers.models import Subscriber
from rotative.subscribers.tasks import KEPT_UNCONFIRMED
from tests.house import code, database, documents, prose, roads, sizes, templates
from tests.house.tree import DOCS, ROOT, files, found_in, name_of, ours

_STATES: tuple[type[models.TextChoices], ...] = (
    Article.State, Comment.State, Edition.State, Delivery.State, Subscriber.State, CommitmentState, PublicPath.State,
)  # fmt: skip
_SPELLED = {timedelta(minutes=10): "ten"}
# Bytes of one picture of the handbook, for readers with a slow line.
MOST_PICTURE_BYTES = 60_000
_BINARY = {".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico", ".mo", ".gz", ".br", ".woff2", ".ttf"}

# Plain English.


@pytest.mark.parametrize("rule", [prose.odd_beginnings, prose.odd_words])
def test_success_docstrings_and_comments_in_plain_english(rule: Callable[[str], list[str]]) -> None:
    paths = [path for path in ours(".py") if "migrations" not in path.parts]

    assert found_in(paths, rule) == []


def test_success_comments_of_assets_in_plain_english() -> None:
    paths = list(ours(".html", ".css", ".js", under="rotative"))

    assert found_in(paths, prose.odd_words_in_assets) == []


def test_success_documents_in_plain_english() -> None:
    paths = [path for path in ours(".md") if "content" not in path.parts]

    assert found_in(paths, prose.odd_words_in_document) == []


# Sizes and names.


def test_success_files_short() -> None:
    lines = {
        name_of(path): path.read_text(encoding="utf-8").count("\n")
        for path in ours(".py", ".css", ".js", ".html")
    }

    assert sizes.long_files(lines) == []


def test_success_folders_narrow() -> None:
    assert sizes.wide_folders(_modules()) == []


def test_success_one_meaning_a_name() -> None:
    # A measurement is named after what it measures.
    modules = [name for name in _modules() if not name.startswith("rotative/bench/")]

    assert sizes.repeated_names(modules) == []


def test_success_no_nameless_file() -> None:
    assert sizes.nameless(name_of(path) for path in ours(".py", ".js", ".css")) == []


def _modules() -> list[str]:
    return [name_of(path) for path in ours(".py", under="rotative") if "migrations" not in path.parts]


# Code.


def test_success_one_clock() -> None:
    paths = [ROOT / name for name in _modules() if name != "rotative/core/clock.py"]

    assert found_in(paths, code.other_clocks) == []


def test_success_sql_in_its_places() -> None:
    paths = [
        ROOT / name
        for name in _modules()
        if not name.endswith("_sql.py") and name != "rotative/core/sql/__init__.py"
    ]

    assert found_in(paths, code.raw_sql) == []


def test_success_imports_by_name_have_a_reason() -> None:
    assert found_in(map(ROOT.joinpath, _modules()), code.imports_without_reason) == []


def test_success_nothing_left_behind() -> None:
    paths = [
        path
        for path in files()
        if path.suffix not in _BINARY and not path.is_relative_to(ROOT / "tests/house")
    ]

    assert found_in(paths, code.left_behind) == []


# Models and migrations.


@pytest.mark.parametrize(
    "model",
    [model for model in apps.get_models() if model.__module__.startswith("rotative.")],
    ids=lambda model: model._meta.label,
)
def test_success_constraints_named(model: type[models.Model]) -> None:
    assert database.nameless_constraints(model) == []


def test_success_migrations_explained() -> None:
    paths = [path for path in ours(".py", under="rotative") if path.parent.name == "migrations"]

    assert found_in(paths, database.unexplained) == []


# Templates say what they are given, and trust nothing.


@pytest.mark.parametrize("rule", [templates.undescribed, templates.trusting])
def test_success_templates(rule: Callable[[str], list[str]]) -> None:
    paths = [path for path in ours(".html", ".txt", under="rotative") if "templates" in path.parts]

    assert found_in(paths, rule) == []


# A number that a person reads is the one that the program uses.


@pytest.mark.parametrize(
    ("folder", "limits"),
    [
        ("parts/comment_fields.html", {"name": MOST_NAME, "email": MOST_ADDRESS, "text": MOST_TEXT}),
        ("parts/signup_fields.html", {"email": subscribers.MOST_ADDRESS}),
        ("parts/search_form.html", {"q": MOST_QUERY}),
        ("listings/search.html", {"q": MOST_QUERY}),
    ],
)
def test_success_limits_of_forms(folder: str, limits: dict[str, int]) -> None:
    text = (ROOT / "rotative/layout/templates" / folder).read_text(encoding="utf-8")

    assert templates.other_limits(text, limits) == []


def test_success_no_other_template_has_limits() -> None:
    paths = [
        path
        for path in ours(".html", under="rotative/layout/templates")
        if path.name not in {"comment_fields.html", "signup_fields.html", "search_form.html", "search.html"}
    ]

    assert found_in(paths, lambda text: templates.other_limits(text, {})) == []


def test_success_numbers_in_texts() -> None:
    texts = "\n".join(str(message.id) for message in extraction.read("en"))
    said = [
        f"at most {SHORT_WORDS} words",
        f"deleted after {KEPT_UNCONFIRMED.days} days",
        f"for more than {_SPELLED[LONGEST_WAIT]} minutes",
    ]

    assert [words for words in said if words not in texts] == []


# Documents.


def test_success_settings_documented() -> None:
    page = (DOCS / "reference/settings.md").read_text(encoding="utf-8")

    assert documents.undocumented_settings(conf.TABLE, page) == []


def test_success_bounds_documented() -> None:
    page = (DOCS / "reference/settings.md").read_text(encoding="utf-8")

    assert documents.undocumented_bounds(conf.TABLE, page) == []


def test_success_commands_documented() -> None:
    page = (DOCS / "reference/commands.md").read_text(encoding="utf-8")

    assert documents.undocumented_commands(documents.commands(), page) == []


@pytest.mark.parametrize("states", _STATES, ids=lambda states: str(states.__qualname__))
def test_success_states_in_the_glossary(states: type[models.TextChoices]) -> None:
    assert documents.missing_states(states, (DOCS / "glossary.md").read_text(encoding="utf-8")) == []


def test_success_links_lead_somewhere() -> None:
    found = [
        f"{name_of(path)}: {link}"
        for path in ours(".md")
        for link in documents.dead_links(path.read_text(encoding="utf-8"), path)
        if "content" not in path.parts
    ]

    assert found == []


def test_success_files_and_modules_of_documents_exist() -> None:
    paths = [name_of(path) for path in files()]
    pages = [page for page in ours(".md") if "content" not in page.parts]

    assert found_in(pages, lambda text: documents.gone_names(text, paths)) == []


def test_success_decisions_are_numbered_and_listed() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    names = [path.name for path in sorted((DOCS / "decisions").glob("*.md"))]

    assert [name[:4] for name in names] == [f"{number:04d}" for number in range(1, len(names) + 1)]
    assert [name for name in names if f"(decisions/{name})" not in index] == []


@pytest.mark.parametrize(("name", "language"), [("handbook.md", "en"), ("handbook.fr.md", "fr")])
def test_success_handbook_in_the_words_of_the_desk(name: str, language: str) -> None:
    assert documents.misnamed((DOCS / name).read_text(encoding="utf-8"), documents.desk_words(language)) == []


def test_success_handbooks_say_the_same_things() -> None:
    english, french = (
        (DOCS / name).read_text(encoding="utf-8") for name in ("handbook.md", "handbook.fr.md")
    )

    assert documents.outline(french) == documents.outline(english)
    assert documents.pictures(french) == documents.pictures(english)


def test_success_pictures_of_documents_exist() -> None:
    gone = [
        f"{name_of(path)}: {picture}"
        for path in ours(".md")
        for picture in documents.gone_pictures(path.read_text(encoding="utf-8"), path)
        if "content" not in path.parts
    ]

    assert gone == []


def test_success_pictures_of_the_handbook_small_and_shown() -> None:
    shown = documents.pictures((DOCS / "handbook.md").read_text(encoding="utf-8"))
    kept = sorted((DOCS / "pictures").iterdir())

    assert [path.name for path in kept if path.stat().st_size > MOST_PICTURE_BYTES] == []
    assert sorted(f"pictures/{path.name}" for path in kept) == sorted(shown)


def test_success_roads_are_those_of_the_code() -> None:
    page = (DOCS / "flows.md").read_text(encoding="utf-8")
    graph = grimp.build_graph("rotative", cache_dir=None)

    assert roads.false_roads(page, graph) == []
