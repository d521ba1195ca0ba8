"""Acts on the draft of a front page. Readers see it once it is published; each publication can be brought back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import PageLogEntry, Revision

from rotative.articles.models import Article
from rotative.bake import keys, queue
from rotative.core import clock
from rotative.pages import arrangement
from rotative.pages.errors import HourPassed, NoHour, NoSuchPlace, NotPlaced, NotPublishedHere
from rotative.pages.models import FrontPage, FrontSlot

if TYPE_CHECKING:
    from rotative.staff.models import User


def draft_of(front: FrontPage) -> FrontPage:
    """Return a front page as it is being arranged: what readers see, with the changes that wait to be published.

    What has ended, or was withdrawn meanwhile, is not in it.
    """
    found: FrontPage = front.get_latest_revision_as_object() if front.has_unpublished_changes else front
    return _still_valid(found)


@transaction.atomic
def place(front: FrontPage, article_id: int, at: int, *, by: "User | None" = None) -> None:
    """Put an article in a place, counted from 0; those in its way make room. Raises NoSuchPlace, NotPublishedHere."""
    if not 0 <= at < arrangement.SLOTS:
        raise NoSuchPlace(places=arrangement.SLOTS)
    if not _published(front, article_id):
        raise NotPublishedHere()
    with _changing(front, by) as draft:
        places = arrangement.by_place(draft.slots.all())
        slot = next((one for one in places.values() if one.article_id == article_id), None)
        draft.slots = list(arrangement.put(places, slot or FrontSlot(article_id=article_id), at).values())


@transaction.atomic
def take_out(front: FrontPage, article_id: int, *, by: "User | None" = None) -> None:
    """Make the place of an article automatic again."""
    with _changing(front, by) as draft:
        places = arrangement.by_place(draft.slots.all())
        draft.slots = _in_their_places(
            {place: slot for place, slot in places.items() if slot.article_id != article_id}
        )


@transaction.atomic
def word(
    front: FrontPage,
    article_id: int,
    *,
    kicker: str,
    headline: str,
    until_at: datetime | None,
    by: "User | None" = None,
) -> None:
    """Set the words of a placed article, "" for its own, and the hour until which it stays. Raises NotPlaced, HourPassed.

    until_at: aware; None means that it stays until somebody takes it out.
    """
    if until_at is not None and until_at <= clock.now():
        raise HourPassed()
    with _changing(front, by) as draft:
        places = arrangement.by_place(draft.slots.all())
        slot = next((one for one in places.values() if one.article_id == article_id), None)
        if slot is None:
            raise NotPlaced()
        slot.kicker, slot.headline, slot.until_at = kicker, headline, until_at
        draft.slots = _in_their_places(places)


@transaction.atomic
def set_urgent(
    front: FrontPage,
    text: str,
    *,
    article_id: int | None,
    until_at: datetime | None,
    by: "User | None" = None,
) -> None:
    """Set the urgent line, or take it away ("").

    article_id: the article to which it leads. until_at: aware. Raises NoHour, HourPassed, NotPublishedHere.
    """
    if text and until_at is None:
        raise NoHour()
    if text and until_at is not None and until_at <= clock.now():
        raise HourPassed()
    if text and article_id is not None and not _published(front, article_id):
        raise NotPublishedHere()
    with _changing(front, by) as draft:
        draft.urgent_text = text
        draft.urgent_article_id = article_id if text else None
        draft.urgent_until_at = until_at if text else None


@transaction.atomic
def publish_front(front: FrontPage, *, by: "User | None" = None) -> None:
    """Show readers the front page as it is arranged."""
    with _changing(front, by) as draft:
        pass
    draft.get_latest_revision().publish(user=by, skip_permission_checks=True)
    front.refresh_from_db()


@transaction.atomic
def bring_back(front: FrontPage, revision: Revision, *, by: "User | None" = None) -> None:
    """Arrange the front page as it was once published; readers see it after the next publication."""
    former: FrontPage = revision.as_object()
    with _changing(front, by) as draft:
        draft.slots = _copies(arrangement.by_place(former.slots.all()))
        draft.urgent_text, draft.urgent_article_id = former.urgent_text, former.urgent_article_id
        draft.urgent_until_at = former.urgent_until_at
        _still_valid(draft)


@transaction.atomic
def drop_changes(front: FrontPage, *, by: "User | None" = None) -> None:
    """Arrange the front page as readers see it; the changes that waited are dropped."""
    locked = FrontPage.objects.select_for_update().get(pk=front.pk)
    if locked.has_unpublished_changes:
        locked.save_revision(user=by, changed=False, clean=False)
        FrontPage.objects.filter(pk=locked.pk).update(has_unpublished_changes=False)
    front.refresh_from_db()


def publications(front: FrontPage) -> "QuerySet[PageLogEntry]":
    """Return the publications of a front page that can be brought back, newest first, with their versions."""
    entries: QuerySet[PageLogEntry] = PageLogEntry.objects.filter(
        page=front.pk, action="wagtail.publish", revision__isnull=False
    )
    return entries.select_related("revision", "user").order_by("-pk")


@transaction.atomic
def end_due() -> int:
    """Make places automatic whose hour has come, and take away urgent lines; return how many. Called by the worker."""
    now = clock.now()
    slots = FrontSlot.objects.filter(until_at__lte=now).select_related("page__locale")
    pages = FrontPage.objects.filter(urgent_until_at__lte=now).select_related("locale")
    languages = [slot.page.language for slot in slots] + [page.language for page in pages]
    if languages:
        FrontSlot.objects.filter(until_at__lte=now).delete()
        for page in pages:
            FrontPage.objects.filter(pk=page.pk).update(
                urgent_text="", urgent_article=None, urgent_until_at=None
            )
        queue.mark_stale([keys.front(language) for language in sorted(set(languages))])
    return len(languages)


def let_go(article: Article) -> None:
    """Make the places of an article that was withdrawn automatic."""
    slots = FrontSlot.objects.filter(article=article).select_related("page__locale")
    if languages := {slot.page.language for slot in slots}:
        slots.delete()
        queue.mark_stale([keys.front(language) for language in sorted(languages)])


@contextmanager
def _changing(front: FrontPage, by: "User | None") -> Iterator[FrontPage]:
    """Lock a front page, and save its draft after the change: over the last one, where that was this user's as well."""
    locked = FrontPage.objects.select_for_update().get(pk=front.pk)
    draft = draft_of(locked)
    yield draft
    last = locked.latest_revision if locked.has_unpublished_changes else None
    same = last is not None and last.user_id == (by.pk if by else None)
    draft.save_revision(user=by, clean=False, overwrite_revision=last if same else None)
    front.refresh_from_db()


def _still_valid(page: FrontPage) -> FrontPage:
    """Take out of a draft what has ended, and articles that are not published any more."""
    now = clock.now()
    slots = list(page.slots.all())
    live = set(
        Article.objects.published()
        .filter(pk__in=[slot.article_id for slot in slots])
        .values_list("pk", flat=True)
    )
    kept = [
        slot for slot in slots if slot.article_id in live and (slot.until_at is None or slot.until_at > now)
    ]
    if len(kept) < len(slots):
        page.slots = kept
    if page.urgent_until_at is not None and page.urgent_until_at <= now:
        page.urgent_text, page.urgent_article_id, page.urgent_until_at = "", None, None
    return page


def _published(front: FrontPage, article_id: int) -> bool:
    return Article.objects.published().in_language(front.language).filter(pk=article_id).exists()


def _in_their_places(places: dict[int, FrontSlot]) -> list[FrontSlot]:
    for place, slot in places.items():
        slot.place = place
    return list(places.values())


def _copies(places: dict[int, FrontSlot]) -> list[FrontSlot]:
    """Return new slots like those of an old version, whose rows are gone."""
    return [
        FrontSlot(
            article_id=slot.article_id,
            place=place,
            kicker=slot.kicker,
            headline=slot.headline,
            until_at=slot.until_at,
        )
        for place, slot in places.items()
    ]
