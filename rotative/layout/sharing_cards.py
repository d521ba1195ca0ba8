"""Drawing the cards of the newest articles without a picture, and removing those that nobody needs any more.

An archive has a million articles, and links are shared while they are new: the others have the outlet's card.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Set
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from rotative.articles.models import Article, SharingCard
from rotative.bake import keys, queue
from rotative.core import clock
from rotative.dossiers.models import DossierSharingCard
from rotative.layout import drawings
from rotative.layout.assets import outlet_card
from rotative.masthead import reads as masthead

# Articles that have a card of their own, if they have no picture.
NEWEST = 40
# A card takes a tenth of a second; the process is stopped long after that.
_LONGEST_S = 60.0
# Another process may be about to write the row of a file.
_KEPT = timedelta(minutes=10)

Draw = Callable[[dict[Path, drawings.Card]], None]


def in_a_process(wanted: dict[Path, drawings.Card]) -> None:
    """Draw cards into files, in a process that makes way for the pages."""
    order = {os.fspath(file): asdict(card) for file, card in wanted.items()}
    subprocess.run(
        [sys.executable, "-m", "rotative.layout.card_process"],
        input=json.dumps(order).encode(),
        timeout=_LONGEST_S,
        check=True,
    )


def draw_missing(draw: Draw = in_a_process) -> int:
    """Draw the cards that are missing and drop the others; return the number of those drawn. Their pages are stale."""
    _sweep()
    wanted = _wanted()
    kept = dict(SharingCard.objects.values_list("pk", "digest"))
    missing = {pk: card for pk, card in wanted.items() if kept.get(pk) != drawings.digest(card)}
    surplus = kept.keys() - wanted.keys()
    if not missing and not surplus:
        return 0
    rows = _drawn(missing, draw) if missing else []
    with transaction.atomic():
        SharingCard.objects.filter(pk__in=surplus).delete()
        SharingCard.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["article"], update_fields=["digest"]
        )
        queue.mark_stale([keys.sharing_card(pk) for pk in (*missing, *surplus)])
    _forget(surplus)
    return len(rows)


def _wanted() -> dict[int, drawings.Card]:
    newest = Article.objects.published().newest_first().select_related("section", "locale")[:NEWEST]
    outlets = {code: masthead.outlet(code) for code in masthead.languages()}
    wanted = {}
    for article in newest:
        outlet = outlets.get(article.locale.language_code)
        if article.picture_id is None and outlet is not None:
            words = {"headline": article.headline, "section": article.section.name, "motto": ""}
            wanted[article.pk] = drawings.Card(**(asdict(outlet_card(outlet)) | words))
    return wanted


def _drawn(missing: dict[int, drawings.Card], draw: Draw) -> list[SharingCard]:
    """Draw cards and put them into the storage; return their rows."""
    rows = [SharingCard(article_id=pk, digest=drawings.digest(card)) for pk, card in missing.items()]
    with TemporaryDirectory(prefix="rotative-") as folder:
        files = {row.pk: Path(folder) / str(row.pk) for row in rows}
        draw({files[pk]: card for pk, card in missing.items()})
        for row in rows:
            if not default_storage.exists(row.name):
                default_storage.save(row.name, ContentFile(files[row.pk].read_bytes()))
    return rows


def _forget(dropped: Set[int]) -> None:
    """Delete the cards of withdrawn articles at once; the pages of others name theirs until they are printed again."""
    live = set(Article.objects.filter(pk__in=dropped, live=True).values_list("pk", flat=True))
    for name in _files():
        number = name.partition(".")[0]
        if number.isdecimal() and int(number) in dropped - live:
            default_storage.delete(f"cards/{name}")


def _sweep() -> None:
    """Delete the files that no card has; one that was made a moment ago may have its row soon."""
    names = [card.name for card in SharingCard.objects.all()]
    names += [card.name for card in DossierSharingCard.objects.all()]
    needed = {Path(name).name for name in names}
    for name in _files():
        path = f"cards/{name}"
        if name not in needed and default_storage.get_modified_time(path) < clock.now() - _KEPT:
            default_storage.delete(path)


def _files() -> Iterable[str]:
    return default_storage.listdir("cards")[1] if default_storage.exists("cards") else ()
