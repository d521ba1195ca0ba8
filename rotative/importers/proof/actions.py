"""Proves a move: gathers the old addresses of exports, lists and the database, and asks the site for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from rotative.articles.models import Article
from rotative.bake.models import PublicPath
from rotative.core import addresses
from rotative.importers.ghost.archive import is_ghost_export
from rotative.importers.models import ImportedItem, NumberFile
from rotative.importers.old_site import OldSite
from rotative.importers.proof import ghost_urls, old_urls, url_lists
from rotative.importers.proof.asked_sql import Asked
from rotative.importers.proof.proving import Proof, prove
from rotative.importers.proof.site import RunningSite, Site, baked
from rotative.importers.wordpress import input_files
from rotative.importers.wordpress.export import WordPressExport
from rotative.importers.wordpress.reading_choices import Choices

# Articles whose old addresses are read at once.
_TOGETHER = 500


def prove_move(
    exports: Sequence[Path],
    *,
    urls: Sequence[Path] = (),
    site_url: str = "",
    table: Path | None = None,
    category_base: str = "",
    tag_base: str = "",
    old_url: str = "",
    permalinks: str = "",
    started: Callable[[int], Callable[[], None]] = lambda addresses: lambda: None,
) -> Proof:
    """Ask the site for every old address; with neither exports nor lists, for those that the database knows.

    exports: of WordPress or Ghost. site_url: a running server; "" for the printed files. table: the file of CSV to write.
    old_url, permalinks: of a site of Ghost, whose exports do not say them; as at the import.
    Raises SiteAway, UnreadableList and the errors of reading an export.
    """
    with closing(Asked()) as asked, ExitStack() as stack:
        ghost = [path for path in exports if is_ghost_export(path)]
        others = [path for path in exports if path not in ghost]
        others = stack.enter_context(input_files.opened(others)).exports if others else []
        for path in others:
            old_urls.gather(path, asked, category_base=category_base, tag_base=tag_base)
        for path in ghost:
            ghost_urls.gather(path, asked, site=old_url or addresses.site(), permalinks=permalinks)
        old_site = (
            _site_of(others[0]) if others else OldSite.of(old_url or addresses.site()) if ghost else None
        )
        for path in urls:
            for address in url_lists.addresses(path, old_site):
                asked.add(address, "list")
        if not exports and not urls:
            _add_known(asked)
        site: Site = RunningSite(site_url) if site_url else baked()
        file = stack.enter_context(table.open("w", encoding="utf-8", newline="")) if table else None
        own = addresses.site().split("://", 1)[-1].partition(":")[0]
        return prove(asked, site, own_hosts={own}, table=file, progress=started(len(asked)))


def _site_of(path: Path) -> OldSite:
    with closing(WordPressExport(path, choices=Choices(recover=True))) as export:
        return export.site


def _add_known(asked: Asked) -> None:
    """Add the addresses that earlier imports and redirects left in the database."""
    imported = ImportedItem.objects.filter(kind=ImportedItem.Kind.ARTICLE).order_by("pk")
    last = 0
    while rows := list(imported.filter(pk__gt=last).values_list("pk", "object_id")[:_TOGETHER]):
        last = rows[-1][0]
        paths = Article.objects.filter(pk__in=[pk for _row, pk in rows], live=True).values_list(
            "path", flat=True
        )
        for path in paths:
            asked.add(addresses.href(path), "article")
    moved = (
        PublicPath.objects.filter(state=PublicPath.State.MOVED).order_by("pk").values_list("path", flat=True)
    )
    for path in moved.iterator():
        before, mark, query = path.partition("?lang=")
        asked.add(addresses.href(before) + mark + query, "moved")
    for file in NumberFile.objects.order_by("pk").iterator(chunk_size=10):
        kind = file.path.removeprefix("/p/").rpartition("-")[0] or "p"
        for line in file.lines.splitlines():
            asked.add(f"/?{kind}={line.partition(' ')[0]}", "number")
