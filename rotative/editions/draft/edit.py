"""Acts on a draft: compose it, then shorten, pin, swap, leave out, rewrite and reorder its stories."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date

from django.db import transaction

from rotative.articles.models import Article
from rotative.core import clock
from rotative.editions.composing.compose import RESERVE_S, Composition, Kind, Rendition, Verdict, compose
from rotative.editions.composing.renditions import seconds
from rotative.editions.composing.section_cap import section_cap
from rotative.editions.draft import candidates
from rotative.editions.draft.candidates import Considered
from rotative.editions.draft.desk_edits import (
    HELD,
    DeskEdits,
    at_its_length,
    desk_edits_of,
    in_own_words,
    printed,
)
from rotative.editions.draft.subject_line import lines
from rotative.editions.errors import EmptyEdition, NotDraft, NothingNew, StoryNotPublished, UnlikelyDate
from rotative.editions.models import Edition, EditionItem
from rotative.editions.models.edition import BUDGET_S
from rotative.editions.reads import kicker
from rotative.masthead import reads as masthead

log = logging.getLogger("rotative.editions")


@transaction.atomic
def compose_edition(edition_on: date, language: str, *, budget_s: int | None = None) -> Edition:
    """Compose the draft of a day's letter from the articles published since the last one.

    A draft that is composed again keeps the stories that the desk pinned, put in, took out, shortened, rewrote or reordered,
    and gets the new ones.
    budget_s: whole seconds; None means the draft's own, else five minutes.
    Raises UnlikelyDate, NothingNew, EmptyEdition, PinsTooLong, NotDraft.
    """
    if not clock.FIRST_YEAR <= edition_on.year <= clock.LAST_YEAR:
        raise UnlikelyDate(date=edition_on, first=clock.FIRST_YEAR, last=clock.LAST_YEAR)
    former = Edition.objects.select_for_update().filter(edition_on=edition_on, language=language).first()
    if former is not None and former.state != Edition.State.DRAFT:
        raise NotDraft(date=edition_on, state=former.get_state_display())
    edits = desk_edits_of(former)
    within = candidates.span(edition_on, language, time_zone=masthead.outlet(language).time_zone)
    found = candidates.considered(
        edition_on, language, within, pins=frozenset(edits.held), offered=edits.offered
    )
    if not found:
        raise NothingNew()
    found = [in_own_words(one, edits) for one in found]
    budget = budget_s or (former.budget_s if former else BUDGET_S)
    offered = [at_its_length(one.candidate, edits) for one in found if one.candidate.id not in edits.removed]
    if not offered:
        raise EmptyEdition(budget_s=budget)
    composition = compose(offered, budget_s=budget, cap=section_cap(offered))
    own_words = former is not None and (former.subject_line, former.preheader) != _lines(former)
    edition = former or Edition(edition_on=edition_on, language=language)
    edition.budget_s = budget
    edition.since_at, edition.until_at, edition.composed_at = within.since_at, within.until_at, clock.now()
    edition.save()
    edition.items.all().delete()
    EditionItem.objects.bulk_create(_items(edition, found, composition, edits))
    if not own_words:
        edition.subject_line, edition.preheader = _lines(edition)
        edition.save(update_fields=["subject_line", "preheader"])
    log.info(
        "Edition composed",
        extra={"event": "edition_composed", "edition_id": edition.pk, "items": len(composition.items)},
    )
    return edition


def set_length(item: EditionItem, kind: Kind | None) -> None:
    """Print a story at another of its lengths, or (None) leave it out. Raises NotDraft."""
    with _changed(item.edition_id) as edition:
        _print_at(edition, item, kind)


def put_in(item: EditionItem) -> None:
    """Print a story that was left out: the longest of its texts that still fits, else the shortest. Raises NotDraft."""
    with _changed(item.edition_id) as edition:
        if item.position is None:
            _print_at(edition, item, _longest_fit(item, free_s(edition)))


def add_story(edition: Edition, article_id: int) -> None:
    """Print an article that the desk found, at the longest of its texts that fits. Raises NotDraft, StoryNotPublished."""
    with _changed(edition.pk) as locked:
        item = _found(locked, article_id)
        if item.position is None:
            _print_at(locked, item, _longest_fit(item, free_s(locked)))


@transaction.atomic
def offer_story(edition: Edition, article_id: int) -> None:
    """Compose the edition again, with an article that the desk found among the stories on offer.

    Raises NotDraft, StoryNotPublished, and the errors of composing.
    """
    item = _found(draft(edition.pk), article_id)
    if item.verdict == Verdict.REMOVED:
        item.verdict, item.verdict_fields = "", {}
        item.save(update_fields=["verdict", "verdict_fields"])
    compose_edition(edition.edition_on, edition.language)


def _found(edition: Edition, article_id: int) -> EditionItem:
    """Return the story of an article that the desk found; a new one is left out at first. Raises StoryNotPublished."""
    story = candidates.alone(article_id, edition.language)
    if story is None:
        raise StoryNotPublished()
    found, _made = edition.items.update_or_create(
        article_id=article_id,
        defaults={"offered": True},
        create_defaults={
            "offered": True,
            "headline": Article.objects.values_list("headline", flat=True).get(pk=article_id),
            "renditions": [asdict(offer) for offer in story.renditions],
        },
    )
    return found


def swap(item: EditionItem, other: EditionItem) -> None:
    """Print a story that was left out in the place of one that is printed. Raises NotDraft."""
    with _changed(item.edition_id) as edition:
        if item.position is None or other.position is not None or other.edition_id != item.edition_id:
            return
        order = [row.article_id for row in printed(edition)]
        order[order.index(item.article_id)] = other.article_id
        _print_at(edition, other, _longest_fit(other, free_s(edition) + item.seconds))
        _print_at(edition, item, None)
        _number(edition, _sorted(printed(edition), order))


@transaction.atomic
def pin(item: EditionItem, *, pinned: bool = True) -> None:
    """Keep a story, at the length it has, when the edition is composed again; or no longer. Raises NotDraft."""
    draft(item.edition_id)
    item.pinned = pinned
    if (pinned and item.verdict == Verdict.REMOVED) or (not pinned and item.verdict in HELD):
        item.verdict, item.verdict_fields = "", {}
    item.save(update_fields=["pinned", "verdict", "verdict_fields"])


def rewrite(item: EditionItem, *, headline: str, text: str) -> None:
    """Print a story in the editor's words; its seconds follow, for every selection. Raises NotDraft."""
    with _changed(item.edition_id) as edition:
        above = kicker(item.article, edition.language)
        item.headline, item.text, item.rewritten = headline, text, True
        for offer in item.renditions:
            if offer["kind"] == item.kind:
                offer["text"] = text
            offer["seconds"] = seconds(above, headline, offer["text"], language=edition.language)
        item.seconds = seconds(above, headline, text, language=edition.language)
        item.save()


def reorder(edition: Edition, article_ids: Sequence[int]) -> None:
    """Print the stories in this order; those not named come after, as they were. Raises NotDraft."""
    with _changed(edition.pk) as locked:
        locked.arranged = True
        locked.save(update_fields=["arranged"])
        _number(locked, _sorted(printed(locked), article_ids))


@transaction.atomic
def word(edition: Edition, *, subject_line: str, preheader: str, intro: str) -> None:
    """Set the lines around the stories. Raises NotDraft."""
    locked = draft(edition.pk)
    locked.subject_line, locked.preheader, locked.intro = subject_line, preheader, intro
    locked.save(update_fields=["subject_line", "preheader", "intro"])


@transaction.atomic
def set_budget(edition: Edition, budget_s: int) -> None:
    """Set the reading time of the edition itself; other selections have their own. Raises NotDraft."""
    locked = draft(edition.pk)
    locked.budget_s = budget_s
    locked.save(update_fields=["budget_s"])


def free_s(edition: Edition) -> int:
    """Count the seconds of the budget that no story uses; negative when the edition is too long."""
    return edition.budget_s - RESERVE_S - sum(item.seconds for item in printed(edition))


def draft(edition_id: int) -> Edition:
    """Lock an edition that may be changed. Raises NotDraft."""
    edition = Edition.objects.select_for_update().get(pk=edition_id)
    if edition.state != Edition.State.DRAFT:
        raise NotDraft(date=edition.edition_on, state=edition.get_state_display())
    return edition


@contextmanager
def _changed(edition_id: int) -> Iterator[Edition]:
    """Lock a draft, and after the change let its subject line follow its lead unless the desk wrote one."""
    with transaction.atomic():
        edition = draft(edition_id)
        own_words = (edition.subject_line, edition.preheader) != _lines(edition)
        yield edition
        if not own_words:
            edition.subject_line, edition.preheader = _lines(edition)
            edition.save(update_fields=["subject_line", "preheader"])


def _lines(edition: Edition) -> tuple[str, str]:
    return lines([item.headline for item in printed(edition)])


def _print_at(edition: Edition, item: EditionItem, kind: Kind | None) -> None:
    stories = printed(edition)
    if kind is None:
        item.position, item.kind, item.text, item.seconds = None, "", "", 0
        item.verdict, item.verdict_fields, item.pinned = Verdict.REMOVED, {}, False
    else:
        offer = next(offer for offer in item.renditions if offer["kind"] == kind)
        item.kind, item.text, item.seconds = kind, offer["text"], offer["seconds"]
        put_in = item.position is None or item.verdict == Verdict.ADDED
        item.position = len(stories) if item.position is None else item.position
        item.verdict = Verdict.ADDED if put_in else Verdict.KEPT
        item.verdict_fields = {"seconds": item.seconds}
    item.save()
    _number(edition, printed(edition))


def _longest_fit(item: EditionItem, free: int) -> Kind:
    by_length = sorted(item.renditions, key=lambda offer: -int(offer["seconds"]))
    fitting = [offer for offer in by_length if offer["seconds"] <= free]
    return Kind((fitting or by_length[-1:])[0]["kind"])


def _items(
    edition: Edition, found: Iterable[Considered], composition: Composition, edits: DeskEdits
) -> list[EditionItem]:
    """Make a row for every story considered, printed or not."""
    chosen = {item.candidate.id: item.rendition for item in composition.items}
    places = {article_id: number for number, article_id in enumerate(_arranged(list(chosen), edits.order))}
    return [
        _item(edition, one, chosen.get(one.candidate.id), places.get(one.candidate.id), composition, edits)
        for one in found
    ]


def _item(
    edition: Edition,
    one: Considered,
    rendition: Rendition | None,
    position: int | None,
    composition: Composition,
    edits: DeskEdits,
) -> EditionItem:
    story = one.candidate
    row = EditionItem(
        edition=edition,
        article_id=story.id,
        headline=one.headline,
        pinned=story.id in edits.pinned,
        offered=story.id in edits.offered,
        rewritten=story.id in edits.rewritten,
        story_group=story.group,
        renditions=[asdict(offer) for offer in story.renditions],
    )
    if story.id in edits.removed:
        row.verdict = Verdict.REMOVED
    else:
        reason = composition.reasons[story.id]
        row.verdict, row.verdict_fields = reason.verdict, dict(reason.fields)
    if rendition is not None:
        row.position, row.kind, row.text = position, rendition.kind, rendition.text
        row.seconds = rendition.seconds
        row.verdict = edits.verdicts.get(story.id, row.verdict)
        row.verdict_fields = row.verdict_fields | {"seconds": rendition.seconds}
    return row


def _arranged(chosen: Sequence[int], order: Sequence[int]) -> list[int]:
    """Sort the stories in the order of the desk, new ones after them; without one, as they were chosen."""
    place = {article_id: number for number, article_id in enumerate(order)}
    return sorted(chosen, key=lambda article_id: place.get(article_id, len(place)))


def _sorted(stories: Sequence[EditionItem], article_ids: Sequence[int]) -> list[EditionItem]:
    place = {article_id: number for number, article_id in enumerate(article_ids)}
    return sorted(stories, key=lambda item: place.get(item.article_id, len(place)))


def _number(edition: Edition, stories: Sequence[EditionItem]) -> None:
    # Two stories may not hold one place even for a moment.
    edition.items.filter(position__isnull=False).update(position=None)
    for number, item in enumerate(stories):
        item.position = number
    EditionItem.objects.bulk_update(stories, ["position"])
