"""A good and a bad example for each rule of documents."""

from pathlib import Path

from rotative.articles.models import Article
from rotative.core import conf_rules
from rotative.core.conf import Setting
from tests.house import documents


def test_fail_bounds_undocumented() -> None:
    table = [Setting(name="port", default=25, meaning="", allowed=conf_rules.number(1, 65_535))]

    assert documents.undocumented_bounds(table, "| `port` | whole number from 1 to 65535 | `25` | x |") == []
    assert documents.undocumented_bounds(table, "| `port` | whole number | `25` | x |") == ["port"]


def test_fail_setting_undocumented_or_with_an_old_default() -> None:
    table = [Setting(name="port", default=25, meaning=""), Setting(name="host", default="", meaning="")]
    page = '| `port` | whole number | `25` | x |\n| `host` | text | `""` | x |'

    assert documents.undocumented_settings(table, page) == []
    assert documents.undocumented_settings(table, "| `port` | whole number | `26` | x |") == ["port", "host"]


def test_fail_command_or_option_undocumented() -> None:
    page = (
        "# Commands\n\n## bake\n\n| `--all` | everything |\n\n## manage\n\n| `newsroom` | `--name NAME` |\n"
    )

    assert documents.undocumented_commands({"bake": {"--all"}, "newsroom": {"--name"}}, page) == []
    assert documents.undocumented_commands({"bake": {"--all", "--stale"}, "worker": set()}, page) == [
        "bake --stale",
        "worker",
    ]


def test_fail_state_not_in_the_glossary() -> None:
    page = "| draft | | |\n| scheduled | | |\n| published | | |\n"

    assert documents.missing_states(Article.State, page) == ["withdrawn"]


def test_fail_dead_link(tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("# Two words\n")
    page = tmp_path / "page.md"

    assert (
        documents.dead_links("[a](there.md) [b](there.md#two-words) [c](https://example.org/x)", page) == []
    )
    assert documents.dead_links("[a](gone.md) [b](there.md#three)", page) == ["gone.md", "there.md#three"]


def test_fail_name_gone() -> None:
    paths = ["rotative/core/clock.py", "rotative/core/text/__init__.py", "scripts/setup.sh"]

    assert (
        documents.gone_names("`clock.py`, `core/clock.py`, `scripts/setup.sh`, core.example.org", paths) == []
    )
    assert documents.gone_names("`core.clock.now()`, rotative.core.text, core.clock", paths) == []
    assert documents.gone_names("`core/bell.py`, `core.clock.tomorrow()`, core.bell", paths) == [
        "core/bell.py",
        "core.clock.tomorrow",
        "core.bell",
    ]


def test_success_handbook_in_words_of_the_desk() -> None:
    page = "**Two**: *Épingler*, *Unes → Composer\nla une*, ***Envoyer***, *Écrire* and `*code*`"

    words = ["épingler", "Unes", "Composer la une", "Envoyer", "Écrire : %(language)s"]
    assert documents.misnamed(page, words) == []


def test_fail_handbook_with_another_word() -> None:
    page = "Press *Épingler*, then *Expédier*, ***Poster*** or *Unes → Ranger*."

    assert documents.misnamed(page, ["Épingler", "Envoyer", "Unes"]) == ["Expédier", "Poster", "Ranger"]


def test_fail_handbook_with_a_picture_gone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    (tmp_path / "there.webp").touch()

    assert documents.gone_pictures("![One](there.webp)\n\n![Two](gone.webp)", page) == ["gone.webp"]


def test_success_outline_of_a_page() -> None:
    assert documents.outline("# One\n\n## Two\n\ntext # three\n\n### Four\n") == [1, 2, 3]
