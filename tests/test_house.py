"""Rules of the house that no linter knows. Each is a function that names what breaks it, with a good and a bad example."""

import argparse
import ast
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.core.management import load_command_class
from django.core.management.base import BaseCommand
from django.db import models

from rotative.articles.models import Article
from rotative.bake.models import PublicPath
from rotative.comments.models import Comment
from rotative.core import conf, conf_rules
from rotative.core.conf import Setting, Value
from rotative.dossiers.models import CommitmentState
from rotative.editions.models import Delivery, Edition
from rotative.project import cli
from rotative.subscribers.models import Subscriber

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
_STATES: tuple[type[models.TextChoices], ...] = (
    Article.State, Comment.State, Edition.State, Delivery.State, Subscriber.State, CommitmentState, PublicPath.State,
)  # fmt: skip
# Spelled so that this file does not break its own rules.
_LEFT_BEHIND = re.compile(r"\b(?:TO" + "DO|FIX" + r"ME|XX" + r"X)\b")
_MACHINE_PATH = re.compile(r"(?<![\w.])/(?:ro" + r"ot|ho" + r"me/\w+|Us" + r"ers/\w+|wo" + r"rk)/[\w.]")
_REGISTRY = re.compile(
    r"https?://[^\s/\"']*(?:py"
    + r"pi|python"
    + r"hosted|npm"
    + r"js|arti"
    + r"factory|ne"
    + r"xus)|(?<!emit-)index"
    + r"-url\b"
)
_CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("timezone", "now")}
_NAMELESS = {"utils", "util", "helpers", "helper", "misc", "common"}
_NARROWING = {"DeleteModel", "RemoveField", "RenameField", "RenameModel", "RemoveConstraint"}
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


@lru_cache(maxsize=1)
def files() -> tuple[Path, ...]:
    """Every file of the repository, also those not committed yet, that still exists."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(path for name in sorted(set(listed.stdout.splitlines())) if (path := ROOT / name).is_file())


def ours(*suffixes: str, under: str = "") -> Iterator[Path]:
    """Files of the repository with one of these suffixes."""
    folder = ROOT / under
    return (path for path in files() if path.suffix in suffixes and path.is_relative_to(folder))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def found_in(paths: Iterable[Path], rule: Callable[[str], list[str]]) -> list[str]:
    """What breaks a rule of texts, each with its file."""
    return [
        f"{name_of(path)}: {problem}" for path in paths for problem in rule(path.read_text(encoding="utf-8"))
    ]


# Settings and commands are documented.


def undocumented_settings(table: Iterable[Setting], page: str) -> list[str]:
    """The settings without a row that gives their name and default."""
    return [
        one.name
        for one in table
        if not re.search(rf"^\| `{one.name}` \|[^|]*\| {re.escape(shown(one.default))} \|", page, re.M)
    ]


def shown(default: Value) -> str:
    """A default as the page spells it."""
    if isinstance(default, bool):
        return "`true`" if default else "`false`"
    return f'`"{default}"`' if isinstance(default, str) else f"`{default}`"


def test_success_settings_documented() -> None:
    page = (DOCS / "reference/settings.md").read_text(encoding="utf-8")

    assert undocumented_settings(conf.TABLE, page) == []


def undocumented_bounds(table: Iterable[Setting], page: str) -> list[str]:
    """The numbers whose row does not give their bounds."""
    return [
        one.name
        for one in table
        if isinstance(one.default, int) and one.allowed
        if not re.search(rf"^\| `{one.name}` \| {one.allowed.words.removeprefix('a ')} \|", page, re.M)
    ]


def test_success_bounds_documented() -> None:
    page = (DOCS / "reference/settings.md").read_text(encoding="utf-8")

    assert undocumented_bounds(conf.TABLE, page) == []


def test_fail_bounds_undocumented() -> None:
    table = [Setting(name="port", default=25, meaning="", allowed=conf_rules.number(1, 65_535))]

    assert undocumented_bounds(table, "| `port` | whole number from 1 to 65535 | `25` | x |") == []
    assert undocumented_bounds(table, "| `port` | whole number | `25` | x |") == ["port"]


def test_fail_setting_undocumented_or_with_an_old_default() -> None:
    table = [Setting(name="port", default=25, meaning=""), Setting(name="host", default="", meaning="")]

    assert (
        undocumented_settings(table, '| `port` | whole number | `25` | x |\n| `host` | text | `""` | x |')
        == []
    )
    assert undocumented_settings(table, "| `port` | whole number | `26` | x |") == ["port", "host"]


def undocumented(section_of: dict[str, set[str]], page: str) -> list[str]:
    """The commands without a heading or row, and the options their section does not name."""
    sections = {part.split("\n", 1)[0].strip(): part for part in page.split("\n## ")}
    found = []
    for command, options in section_of.items():
        section = sections.get(command) or next(
            (line for line in page.splitlines() if line.startswith(f"| `{command}` |")), None
        )
        found += (
            [command]
            if section is None
            else [f"{command} {name}" for name in sorted(options) if name not in section]
        )
    return found


def commands() -> dict[str, set[str]]:
    """Every command with its long options, our console's and our management commands."""
    found = {name: options(parser) for name, parser in subparsers(cli._parser()).items()}
    for path in ours(".py", under="rotative"):
        if path.parent.name == "commands" and path.stem != "__init__":
            app = ".".join(path.relative_to(ROOT).parts[:2])
            own = load_command_class(app, path.stem).create_parser("rotative", path.stem)
            found[path.stem] = options(own) - options(BaseCommand().create_parser("rotative", ""))
    found["check"] = found["checkup"]
    found["checkup"] = set()
    return found


def options(parser: argparse.ArgumentParser) -> set[str]:
    named = {
        name
        for action in parser._actions
        for name in action.option_strings
        if name.startswith("--") and name != "--help"
    }
    return named.union(*map(options, subparsers(parser).values()))


def subparsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found = [action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0]) if found else {}


def test_success_commands_documented() -> None:
    page = (DOCS / "reference/commands.md").read_text(encoding="utf-8")

    assert undocumented(commands(), page) == []


def test_fail_command_or_option_undocumented() -> None:
    page = (
        "# Commands\n\n## bake\n\n| `--all` | everything |\n\n## manage\n\n| `newsroom` | `--name NAME` |\n"
    )

    assert undocumented({"bake": {"--all"}, "newsroom": {"--name"}}, page) == []
    assert undocumented({"bake": {"--all", "--stale"}, "worker": set()}, page) == ["bake --stale", "worker"]


# States stand in the glossary.


def missing_states(states: type[models.TextChoices], page: str) -> list[str]:
    """The states without a row of their own."""
    return [state for state in states.values if f"| {state.replace('_', ' ')} |" not in page]


@pytest.mark.parametrize("states", _STATES, ids=lambda states: str(states.__qualname__))
def test_success_states_in_the_glossary(states: type[models.TextChoices]) -> None:
    assert missing_states(states, (DOCS / "glossary.md").read_text(encoding="utf-8")) == []


def test_fail_state_not_in_the_glossary() -> None:
    page = "| draft | | |\n| scheduled | | |\n| published | | |\n"

    assert missing_states(Article.State, page) == ["withdrawn"]


# Constraints and indexes have names of ours.


def nameless_constraints(model: type[models.Model]) -> list[str]:
    """What the database would name by itself; Wagtail wants `unique_together` of what is translated."""
    meta = model._meta
    auto = [
        str(index.fields)
        for index in meta.indexes
        if not index.name or re.search(r"_[0-9a-f]{6}_idx$", index.name)
    ]
    auto += [str(constraint) for constraint in meta.constraints if not constraint.name]
    pairs = [tuple(pair) for pair in meta.unique_together]
    return auto + ([str(pair) for pair in pairs] if ("translation_key", "locale") not in pairs else [])


@pytest.mark.parametrize(
    "model",
    [model for model in apps.get_models() if model.__module__.startswith("rotative.")],
    ids=lambda model: model._meta.label,
)
def test_success_constraints_named(model: type[models.Model]) -> None:
    assert nameless_constraints(model) == []


def test_fail_constraint_without_a_name() -> None:
    class Nameless(models.Model):  # noqa: DJ008 - never shown
        a = models.IntegerField()

        class Meta:
            app_label = "core"
            apps = type(apps)()
            indexes = (models.Index(fields=["a"]),)
            unique_together = (("a", "id"),)

    assert len(nameless_constraints(Nameless)) == 2


# Files are named after a noun.


def test_success_no_nameless_file() -> None:
    assert [name_of(path) for path in ours(".py", ".js", ".css") if path.stem in _NAMELESS] == []


# The time has one source.


def clocks_in(text: str) -> list[str]:
    """Calls of another clock than `core.clock.now`."""
    return [
        f"line {node.lineno}: {ast.unparse(node.func)}()"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (_last(node.func.value), node.func.attr) in _CLOCKS
    ]


def _last(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def test_success_one_clock() -> None:
    paths = [
        path
        for path in ours(".py", under="rotative")
        if "migrations" not in path.parts and name_of(path) != "rotative/core/clock.py"
    ]

    assert found_in(paths, clocks_in) == []


def test_fail_another_clock() -> None:
    assert clocks_in("clock.now()") == []
    assert clocks_in("x = timezone.now()\ny = datetime.datetime.now(UTC)") == [
        "line 1: timezone.now()",
        "line 2: datetime.datetime.now()",
    ]


# Nothing of the machine it was written on, nothing put off.


def left_behind(text: str) -> list[str]:
    """Paths of one machine, hosts of package registries, notes of things to be done."""
    return [match[0] for rule in (_LEFT_BEHIND, _MACHINE_PATH, _REGISTRY) for match in rule.finditer(text)]


def test_success_nothing_left_behind() -> None:
    binary = {".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico", ".mo", ".gz", ".br", ".woff2"}
    paths = [path for path in files() if path.suffix not in binary and path != Path(__file__).resolve()]

    assert found_in(paths, left_behind) == []


def test_fail_something_left_behind() -> None:
    assert left_behind("see /srv/rotative/app and https://example.org/rss.xml, uv --no-emit-index-url") == []
    assert left_behind("# TO" + "DO: later") == ["TO" + "DO"]
    assert left_behind("cd /ho" + "me/leila/rotative") == ["/ho" + "me/leila/r"]
    assert left_behind("pip --index" + "-url https://py" + "pi.example/simple") == [
        "index" + "-url",
        "https://py" + "pi",
    ]


# Templates say what they are given, and trust nothing.


def untold(text: str) -> list[str]:
    """A template whose first lines, after `extends`, are no comment."""
    body = re.sub(r"^\s*\{%-?\s*extends[^%]*%\}", "", text).lstrip()
    top = body.split("\n", 3)[:3]
    return [] if any(re.search(r"\{#|\{%-? comment", line) for line in top) else ["no comment at the top"]


def trusting(text: str) -> list[str]:
    """What is printed as it comes, unless it is a literal of the template itself; a recipe hands over Markup instead."""
    literals = set(re.findall(r"\{%-?\s*set (\w+) = [\"']", text))
    printed = re.findall(r"([\w.\[\]]+|\"[^\"]*\"|'[^']*')\s*\|\s*safe\b", text)
    found = [f"{what}|safe" for what in printed if what[0] not in "\"'" and what not in literals]
    return found + re.findall(r"\{%-?\s*autoescape (?:off|false)", text)


def templates() -> list[Path]:
    return [path for path in ours(".html", ".txt", under="rotative") if "templates" in path.parts]


def test_success_templates_say_what_they_are_given() -> None:
    assert found_in(templates(), untold) == []


def test_fail_template_says_nothing() -> None:
    assert untold('{% extends "base.html" %}\n{# page: ArticlePage #}\n<p>') == []
    assert untold("{% comment %}page: Page{% endcomment %}") == []
    assert untold('{% extends "base.html" %}\n<p>\n<p>\n<p>\n{# page #}') == ["no comment at the top"]


def test_success_templates_trust_nothing() -> None:
    assert found_in(templates(), trusting) == []


def test_fail_template_trusts() -> None:
    assert trusting("{{ block.html }} {{ safe }} {{ x|safely }}") == []
    assert (
        trusting("""{% set serif = "Georgia, 'Times'" %}{{ serif|safe }}{{ x|replace("a", "&#10;"|safe) }}""")
        == []
    )
    assert trusting("{{ page.text | safe }}{% autoescape off %}") == ["page.text|safe", "{% autoescape off"]


# A migration that takes something away says who looked.


def unexplained(text: str) -> list[str]:
    """The operations that delete or rename, of a migration that does not start with a comment."""
    if text.lstrip().startswith(("#", '"""')):
        return []
    calls = (node.func for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    return [func.attr for func in calls if isinstance(func, ast.Attribute) and func.attr in _NARROWING]


def test_success_migrations_explained() -> None:
    assert (
        found_in(
            [path for path in ours(".py", under="rotative") if path.parent.name == "migrations"], unexplained
        )
        == []
    )


def test_fail_migration_unexplained() -> None:
    removing = 'operations = [migrations.RemoveField("article", "slug")]'

    assert unexplained("# Nothing reads it since 0.3; counted none on two sites.\n" + removing) == []
    assert unexplained("operations = [migrations.AddField()]") == []
    assert unexplained(removing) == ["RemoveField"]


# Links of the documents lead somewhere.


def dead_links(text: str, place: Path) -> list[str]:
    """Relative links whose file, or whose heading in that file, is not there."""
    found = []
    for target in _LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _sharp, anchor = target.partition("#")
        file = (place.parent / name).resolve() if name else place
        if not file.exists() or (
            anchor and anchor not in anchors(text if file == place else file.read_text(encoding="utf-8"))
        ):
            found.append(target)
    return found


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_success_links_lead_somewhere() -> None:
    found = [
        f"{name_of(path)}: {link}"
        for path in ours(".md")
        for link in dead_links(path.read_text(encoding="utf-8"), path)
        if "content" not in path.parts
    ]

    assert found == []


def test_fail_dead_link(tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("# Two words\n")
    page = tmp_path / "page.md"

    assert dead_links("[a](there.md) [b](there.md#two-words) [c](https://example.org/x)", page) == []
    assert dead_links("[a](gone.md) [b](there.md#three)", page) == ["gone.md", "there.md#three"]


def test_success_decisions_are_numbered_and_listed() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    names = [path.name for path in sorted((DOCS / "decisions").glob("*.md"))]

    assert [name[:4] for name in names] == [f"{number:04d}" for number in range(1, len(names) + 1)]
    assert [name for name in names if f"(decisions/{name})" not in index] == []


# The handbook calls things as the desk does.


def misnamed(page: str, words: dict[str, str]) -> list[str]:
    """Rows of the handbook's table whose French is not the catalogue's."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", page.partition("| English | French |")[2], re.M)
    return [f"{english}: {french}" for english, french in rows if words.get(english) != french]


def test_success_handbook_in_the_words_of_the_desk() -> None:
    with (ROOT / "rotative/locale/fr/LC_MESSAGES/django.po").open("rb") as file:
        words = {message.id: message.string for message in read_po(file) if isinstance(message.id, str)}

    assert misnamed((DOCS / "handbook.md").read_text(encoding="utf-8"), words) == []


def test_fail_handbook_with_another_word() -> None:
    page = "| English | French |\n|---|---|\n| Pin | Épingler |\n| Send | Expédier |\n"

    assert misnamed(page, {"Pin": "Épingler", "Send": "Envoyer"}) == ["Send: Expédier"]
