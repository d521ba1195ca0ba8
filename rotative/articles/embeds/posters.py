"""Posters of embeds: asked for when an article is published, fetched by the worker, shown from the library."""

import io
import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from django.core.files.images import ImageFile
from django.db import transaction

from rotative.articles.embeds import players, poster_download
from rotative.articles.embeds.players import Player
from rotative.articles.errors import PosterUnavailable
from rotative.articles.models import EmbedPoster
from rotative.bake import keys, queue, wakeup
from rotative.bake.batch.loaders import Loader
from rotative.core import clock, conf
from rotative.media import headers
from rotative.media import reads as media
from rotative.media.cards import PictureCard
from rotative.media.errors import PictureRefused
from rotative.media.models import Picture

log = logging.getLogger(__name__)

# From one try to the next; after the last the article keeps its link.
PAUSES = (timedelta(minutes=10), timedelta(hours=6))
_RIGHTS = "Poster of %(address)s, shown as a link to it."

Fetch = Callable[[Player], bytes]


def _load(names: Sequence[str]) -> dict[str, int | None]:
    return dict(EmbedPoster.objects.filter(name__in=names).values_list("name", "picture_id"))


# By name: the picture.
_pictures: Loader[str, int] = Loader(_load)


def poster(player: Player) -> PictureCard | None:
    """Return the poster of a player; None when there is none, or when it is not ready yet."""
    keys.record(keys.poster(player.name))
    return media.picture(_pictures.one(player.name))


def prepare(urls: Iterable[str]) -> None:
    """Load for a batch the posters of these embeds."""
    names = {player.name for url in urls if (player := players.find(url))}
    if names:
        media.prepare(_pictures.prepare(names).values())


def ask(urls: Iterable[str]) -> None:
    """Have the posters of these embeds fetched, those that nobody asked for yet. Call it when the article is published."""
    found = {player.name for url in urls if (player := players.find(url))}
    if not found or not conf.get("embed_posters"):
        return
    known = set(EmbedPoster.objects.filter(name__in=found).values_list("name", flat=True))
    if new := sorted(found - known):
        EmbedPoster.objects.bulk_create(
            [EmbedPoster(name=name, next_at=clock.now()) for name in new], ignore_conflicts=True
        )
        transaction.on_commit(wakeup.ring, robust=True)


def any_due() -> bool:
    """Tell whether a poster is to be fetched now."""
    return EmbedPoster.objects.due().exists()


def fetch_due(fetch: Fetch = poster_download.fetch, *, stop: Callable[[], bool] = lambda: False) -> int:
    """Fetch the posters that are due; return the number of those that came. Two processes never fetch the same one."""
    made = 0
    while not stop() and (row := _take()) is not None:
        made += _fetch(row, fetch)
    return made


def _take() -> EmbedPoster | None:
    due = EmbedPoster.objects.due()
    for row in list(due.order_by("next_at")[:10]):
        pause = PAUSES[min(row.tries, len(PAUSES) - 1)]
        taken = due.filter(pk=row.pk, tries=row.tries)
        if taken.update(tries=row.tries + 1, next_at=clock.now() + pause):
            row.tries += 1
            return row
    return None


def _fetch(row: EmbedPoster, fetch: Fetch) -> bool:
    player = players.named(row.name)
    try:
        if player is None:
            raise PosterUnavailable(reason="an unknown provider")
        data = fetch(player)
        headers.check(io.BytesIO(data))
    except (PosterUnavailable, PictureRefused) as refused:
        log.info("A poster was not fetched", extra={"event": "poster_unavailable", "poster": row.name, "reason": refused.code})  # fmt: skip
        if player is None or row.tries > len(PAUSES):
            EmbedPoster.objects.filter(pk=row.pk).update(state=EmbedPoster.State.FAILED)
        return False
    _keep(row, player, data)
    return True


@transaction.atomic
def _keep(row: EmbedPoster, player: Player, data: bytes) -> None:
    ending = {"jpeg": "jpg"}.get(kind := headers.read(io.BytesIO(data)).format.lower(), kind)
    row.picture = Picture.objects.create(
        title=f"{player.provider.name} {player.key}",
        file=ImageFile(io.BytesIO(data), name=f"{row.name}.{ending}"),
        credit=player.provider.name,
        rights=_RIGHTS % {"address": player.frame},
    )
    row.state = EmbedPoster.State.READY
    row.save(update_fields=["picture", "state"])
    queue.mark_stale([keys.poster(row.name)])
    # The renditions are made by the same worker.
    transaction.on_commit(wakeup.ring, robust=True)
