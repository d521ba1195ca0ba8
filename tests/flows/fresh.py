"""Conditions at rest: every file equals a fresh rendering, and every link to a page of the site has a file."""

import json
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from rotative.bake import verify
from rotative.bake.models import StalePath
from rotative.bake.store.file_names import canonical
from rotative.core import addresses
from rotative.core.languages import CODES
from tests.flows.desk import Desk

SITE = "https://estuaire.example"
# Answered by the application or from the library.
_ELSEWHERE = (
    "/_/", "/desk/", "/media/", *(addresses.word(language, "search") for language in CODES),
)  # fmt: skip
_HREF = re.compile(r'(?:href|src|action)="(/[^"#?]*)')
_LOCATION = re.compile(r"<(?:loc|link|url)>([^<]+)<|<link[^>]* href=\"([^\"]+)\"")


def assert_fresh(desk: Desk) -> None:
    """Print what is stale, then compare the whole site with fresh renderings, and its links with its files."""
    desk.bake()
    failed = list(StalePath.objects.values_list("path__path", "error"))
    assert failed == []
    verdict = verify.verify(desk.press)
    assert (verdict.stale, verdict.missing, verdict.surplus) == ((), (), ())
    assert dead_links(desk) == []


def dead_links(desk: Desk) -> list[tuple[str, str]]:
    """Return page and target of every link to a page of this site that does not exist."""
    there = {path for path, (kind, _body) in desk.press.pages.items() if kind == "live"}
    return sorted(
        {
            (path, target)
            for path, (kind, body) in desk.press.pages.items()
            if kind in ("live", "gone")
            for target in _targets(path if kind == "live" else "/", body.decode(errors="replace"))
            if not target.startswith(_ELSEWHERE) and canonical(_file_behind(target)) not in there
        }
    )


def _file_behind(target: str) -> str:
    """Return the path of the page that has to be there for a link to work: for the text alone of an article, the article."""
    article = addresses.article_of(target)
    return f"{article}/" if article else target


def _targets(path: str, body: str) -> Iterator[str]:
    if path.endswith(("/", ".html")):
        yield from (unquote(found) for found in _HREF.findall(body))
    elif path.endswith(".xml"):
        for found in _LOCATION.findall(body):
            yield from _ours("".join(found))
    elif path.endswith(".json"):
        for item in json.loads(body).get("items", []):
            yield from _ours(item["url"])


def _ours(url: str) -> Iterator[str]:
    if url.startswith(SITE):
        yield unquote(urlsplit(url).path)
