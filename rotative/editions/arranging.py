"""What the desk does to a draft: composes it, then shortens, pins, swaps, leaves out, rewrites and reorders its stories."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from django.db import transaction

from rotative.core import clock
from rotative.editions import candidates
from rotative.editions.candidates import Considered
from rotative.editions.compose import RESERVE_S, Candidate, Composition, Kind, Rendition, Verdict, compose
from rotative.editions.errors import EmptyEdition, NotDraft, NothingNew
from rotative.editions.models import Edition, EditionItem
from rotative.editions.models.edition import BUDGET_S
from rotative.editions.renditions import seconds
from rotative.editions.selections import section_cap
from rotative.masthead import reads as masthead

log = logging.getLogger("rotative.editions")


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What the desk did to a draft, and composing again keeps. By article id."""

    # Stories put in or pinned, with the length they are printed at, if they are.
    pinned: dict[int, str]
    removed: frozenset[int]
    # Stories in the desk's own words.
    rewritten: dict[int, EditionItem]
    # The order on paper, where the desk chose it.
    order: tuple[int, ...]


@transaction.atomic
def compose_edition(edition_on: date, language: str, *, budget_s: int | None = None) -> Edition:
    """The draft of a day's letter, composed from what was published since the last one.

    Composing a draft again keeps what the desk pinned, put in, took out, rewrote or reordered, and takes in what is new.
    budget_s: whole seconds; None means the draft's own, else five minutes.
    Raises NothingNew, EmptyEdition, PinsTooLong, NotDraft.
    """
    former = Edition.objects.select_for_update().filter(edition_on=edition_on, language=language).first()
    if former is not None and former.state != Edition.State.DRAFT:
        raise NotDraft(date=edition_on, state=former.get_state_display())
    marks = _marks(former)
    within = candidates.span(edition_on, language, time_zone=masthead.outlet(language).time_zone)
    found = candidates.considered(edition_on, language, within, pins=frozenset(marks.pinned))
    if not found:
        raise NothingNew()
    found = [_in_own_words(one, marks) for one in found]
    budget = budget_s or (former.budget_s if former else BUDGET_S)
    offered = [_at_its_length(one.candidate, marks) for one in found if one.candidate.id not in marks.removed]
    if not offered:
        raise EmptyEdition(budget_s=budget)
    composition = compose(offered, budget_s=budget, cap=section_cap(offered))
    own_words = former is not None and (former.subject_line, former.preheader) != lines(printed(former))
    edition = former or Edition(edition_on=edition_on, language=language)
    edition.budget_s = budget
    edition.since_at, edition.until_at, edition.composed_at = within.since_at, within.until_at, clock.now()
    edition.save()
    edition.items.all().delete()
    EditionItem.objects.bulk_create(_items(edition, found, composition, marks))
    if not own_words:
        edition.subject_line, edition.preheader = lines(printed(edition))
        edition.save(update_fields=["subject_line", "preheader"])
    log.info(
        "Edition composed",
        extra={"event": "edition_composed", "edition_id": edition.pk, "items": len(composition.items)},
    )
    return edition


@transaction.atomic
def set_length(item: EditionItem, kind: Kind | None) -> None:
    """Print a story at another of its lengths, or (None) leave it out. Raises NotDraft."""
    edition = draft(item.edition_id)
    _print_at(edition, item, kind)
    _follow_lead(edition)


@transaction.atomic
def put_in(item: EditionItem) -> None:
    """Print a story that was left out, at the longest of its lengths that still fits, else at its shortest."""
    edition = draft(item.edition_id)
    _print_at(edition, item, _longest_fit(item, free_s(edition)))
    _follow_lead(edition)


@transaction.atomic
def swap(item: EditionItem, other: EditionItem) -> None:
    """Print one story in the place of another, which is left out. Raises NotDraft."""
    edition = draft(item.edition_id)
    if item.position is None or other.position is not None or other.edition_id != item.edition_id:
        return
    free = free_s(edition) + item.seconds
    order = [row.article_id for row in printed(edition)]
    order[order.index(item.article_id)] = other.article_id
    _print_at(edition, item, None)
    _print_at(edition, other, _longest_fit(other, free))
    _reorder(edition, order)
    _follow_lead(edition)


@transaction.atomic
def pin(item: EditionItem, *, pinned: bool = True) -> None:
    """Keep a story, at the length it has, when the edition is composed again; or no longer. Raises NotDraft."""
    draft(item.edition_id)
    item.pinned = pinned
    if pinned and item.verdict == Verdict.REMOVED:
        item.verdict = ""
    item.save(update_fields=["pinned", "verdict"])


@transaction.atomic
def rewrite(item: EditionItem, *, headline: str, text: str) -> None:
    """Print a story in the editor's words; its seconds follow, for every selection. Raises NotDraft."""
    edition = draft(item.edition_id)
    section = item.article.section.name
    item.headline, item.text, item.rewritten = headline, text, True
    item.seconds = seconds(section, headline, text, language=edition.language)
    for offer in item.renditions:
        if offer["kind"] == item.kind:
            offer["text"] = text
        offer["seconds"] = seconds(section, headline, offer["text"], language=edition.language)
    item.save()
    _follow_lead(edition, before={item.pk: headline})


@transaction.atomic
def reorder(edition: Edition, article_ids: Sequence[int]) -> None:
    """Print the stories in this order; those not named come after, as they were. Raises NotDraft."""
    locked = draft(edition.pk)
    _reorder(locked, article_ids)
    locked.arranged = True
    locked.save(update_fields=["arranged"])
    _follow_lead(locked)


def free_s(edition: Edition) -> int:
    """Seconds of the budget that no story uses; negative when the edition is too long."""
    return edition.budget_s - RESERVE_S - sum(item.seconds for item in printed(edition))


def printed(edition: Edition) -> list[EditionItem]:
    """The stories on paper, in order."""
    return list(edition.items.filter(position__isnull=False).order_by("position"))


def draft(edition_id: int) -> Edition:
    """An edition that may be changed, locked. Raises NotDraft."""
    edition = Edition.objects.select_for_update().get(pk=edition_id)
    if edition.state != Edition.State.DRAFT:
        raise NotDraft(date=edition.edition_on, state=edition.get_state_display())
    return edition


def lines(stories: Sequence[EditionItem]) -> tuple[str, str]:
    """The subject line and the preview line the first headlines give."""
    headlines = [item.headline for item in stories[:3]]
    return (headlines[0] if headlines else "", " · ".join(headlines[1:]))
