"""Finds the articles that old addresses lead to: at their path, or by the redirects, numbers and rules of the old site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from rotative.articles.models import Article
from rotative.core import addresses, old_addresses
from rotative.importers.models import ImportedItem
from rotative.importers.old_site import OldSite, old_path
from rotative.importers.reads import StoredAddresses
from rotative.importers.writer.imported import split

_WEB: Final = ("http", "https")


@dataclass(frozen=True, kw_only=True)
class Place:
    """The place that an old address leads to."""

    # None where it is no article, but a page or a list.
    article_id: int | None
    path: str


def old_site(url: str) -> OldSite:
    """Return the hosts whose addresses count: of this site, of the one named, and of those that were imported before."""
    sources = ImportedItem.objects.order_by("source").values_list("source", flat=True).distinct()
    hosts = (source.partition(":")[2] for source in sources)
    return OldSite.of(*filter(None, (url, addresses.site(), *(f"https://{host}" for host in hosts if host))))


def find(urls: Iterable[Sequence[str]], site: OldSite) -> list[Place | None]:
    """Find the article of each; None where nothing is known of any of its addresses.

    urls: for each article the addresses that it had, the best first.
    """
    asked = [[part for url in group if (part := _own(url, site))] for group in urls]
    known = _articles(
        {spelled for group in asked for path, query in group if not query for spelled in _spellings(path)}
    )
    led = {
        number: target
        for number, group in enumerate(asked)
        if _first(group, known) is None and (target := _lead(group)) is not None
    }
    known |= _articles(set(led.values()))
    return [
        _first(group, known) or (_place(led[number], known) if number in led else None)
        for number, group in enumerate(asked)
    ]


def _own(url: str, site: OldSite) -> tuple[str, str] | None:
    """Return path and query of an address of the old site; None for another."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in _WEB or not site.owns(url):
        return None
    path, query = old_path(url)
    # What counts readers is no part of an address.
    return path or "/", query if old_addresses.QUERY.search(query) or old_addresses.LANGUAGE.search(
        query
    ) else ""


def _spellings(path: str) -> tuple[str, ...]:
    return (path,) if path.endswith("/") else (path, f"{path}/")


def _articles(paths: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in split(sorted(paths)):
        found |= dict(Article.objects.filter(path__in=part).exclude(path="").values_list("path", "pk"))
    return found


def _first(group: Sequence[tuple[str, str]], known: Mapping[str, int]) -> Place | None:
    spelled = (one for path, query in group if not query for one in _spellings(path))
    return next((Place(article_id=known[one], path=one) for one in spelled if one in known), None)


def _lead(group: Sequence[tuple[str, str]]) -> str | None:
    """Return the path that the first address leads to of which something is known."""
    stored = StoredAddresses()
    for path, query in group:
        target = old_addresses.lead(path, query, stored)
        if target and target.startswith("/"):
            return unquote(urlsplit(target).path)
        if stored.answers(path) and path != "/":
            return path
    return None


def _place(path: str, known: Mapping[str, int]) -> Place:
    return Place(article_id=known.get(path), path=path)
