"""The page of a dossier as it is read aloud: Chromium's accessibility tree, in French and in Arabic."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

import pytest

from tests.browser.chromium import Browser
from tests.processes.sites import Site

pytestmark = [pytest.mark.browser, pytest.mark.processes]

PAGES = {"fr": "/dossier/l-eau-de-la-sebra/", "ar": "/ar/milaf/ma-sbra/"}
_UNFOLD = "for (const one of document.querySelectorAll('details')) one.open = true"
# Language and direction of each quotation and title of a document, and of each headline in another language.
_QUOTED = """
return [...document.querySelectorAll('.dossier q, .dossier cite, .dossier bdi, .dossier a[hreflang]')].map((one) => [
  one.closest('[lang]').lang, getComputedStyle(one).direction, /[\\u0621-\\u064a]/.test(one.textContent)])
"""
_TIMES = (
    "return [...document.querySelectorAll('.events > [id] h4 time')].map((one) => one.dateTime.slice(0, 4))"
)


@dataclass(frozen=True, kw_only=True)
class Node:
    """A thing that is read aloud."""

    role: str
    name: str
    # Of a heading; 0 of others.
    level: int
    depth: int


@pytest.fixture(params=PAGES)
def language(request: pytest.FixtureRequest, demo_site: Site, reader: Browser) -> str:
    reader.open(demo_site.origin + PAGES[request.param])
    reader.ask(_UNFOLD)
    return str(request.param)


def test_success_headings_in_order(language: str, reader: Browser) -> None:
    tree = _tree(reader)

    main = next(at for at, one in enumerate(tree) if one.role == "main")
    levels = [one.level for one in _below(tree, main) if one.role == "heading"]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert set(levels) == {1, 2, 3, 4}


def test_success_events_are_a_list_in_the_order_of_time(language: str, reader: Browser) -> None:
    tree = _tree(reader)

    # Each year is an item of a list, with the list of its events.
    items = [_levels(_below(tree, at)) for at, one in enumerate(tree) if one.role == "listitem"]
    assert len([levels for levels in items if levels[:1] == [3]]) >= 4
    assert len([levels for levels in items if levels == [4]]) >= 25
    years, days = reader.texts(".years__year"), reader.ask(_TIMES)
    assert years == sorted(years, reverse=True)
    assert days == sorted(days, reverse=True)


def test_success_quotations_in_their_language(language: str, reader: Browser) -> None:
    page = reader.one("html")

    direction = {"fr": "ltr", "ar": "rtl"}
    assert (page.get_attribute("lang"), page.get_attribute("dir")) == (language, direction[language])
    quoted = reader.ask(_QUOTED)
    assert {said for said, _direction, _is_arabic in quoted} == set(PAGES)
    assert [one for one in quoted if one[:2] != (["ar", "rtl"] if one[2] else ["fr", "ltr"])] == []


def test_success_promises_have_headers(language: str, reader: Browser) -> None:
    tree = _tree(reader)

    at, table = next((at, one) for at, one in enumerate(tree) if one.role == "table")
    roles = [one.role for one in _below(tree, at)]
    assert table.name
    promises = len(reader.all("tr.promise"))
    assert promises >= 8
    assert (roles.count("columnheader"), roles.count("rowheader")) == (4, promises)
    # Three cells of each promise, and the one that says more about it.
    assert roles.count("cell") == 4 * promises
    scopes = reader.ask(
        "return [...document.querySelectorAll('.promises th')].map((one) => [one.closest('thead') !== null, one.scope])"
    )
    assert {tuple(one) for one in scopes} == {(True, "col"), (False, "row")}


def test_success_the_drawing_has_a_name_and_its_numbers_next_to_it(language: str, reader: Browser) -> None:
    tree = _tree(reader)
    name = reader.one("svg.states").get_attribute("aria-label")

    at = next(at for at, one in enumerate(tree) if one.role == "image" and one.name == name)
    beside = list(takewhile(lambda one: one.role != "heading", tree[at:]))
    assert [bool(one.name) for one in beside if one.role == "table"] == [True]


def _tree(browser: Browser) -> list[Node]:
    """Return what is read aloud, in order."""
    found = browser.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    by_id = {one["nodeId"]: one for one in found}
    told: list[Node] = []
    # From the page down, the first child first.
    left = [(found[0], 0)]
    while left:
        node, depth = left.pop()
        if not node["ignored"]:
            values = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
            name = str(node.get("name", {}).get("value", ""))
            told.append(
                Node(role=node["role"]["value"], name=name, level=values.get("level") or 0, depth=depth)
            )
        below = [by_id[child] for child in node.get("childIds", ()) if child in by_id]
        left += [(child, depth + 1) for child in reversed(below)]
    return told


def _below(tree: Sequence[Node], at: int) -> list[Node]:
    return list(takewhile(lambda one: one.depth > tree[at].depth, tree[at + 1 :]))


def _levels(nodes: Sequence[Node]) -> list[int]:
    return [one.level for one in nodes if one.role == "heading"]
