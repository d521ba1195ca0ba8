"""Who gets an edition: every confirmed subscriber of its language, in chunks of one variant and one domain class."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from rotative.articles import reads as articles
from rotative.core import clock
from rotative.editions import letter
from rotative.editions.models import Chunk, Delivery, Edition, Variant
from rotative.editions.selections import Choice, Selection, choose
from rotative.masthead import reads as masthead
from rotative.subscribers.models import Subscriber

CHUNK = 1000

# Mailbox providers with several domains; each has its own limits.
_CLASSES = {
    "google": ("gmail.com", "googlemail.com"),
    "microsoft": ("hotmail.com", "hotmail.fr", "live.com", "live.fr", "msn.com", "outlook.com", "outlook.fr"),
    "yahoo": ("aol.com", "yahoo.com", "yahoo.fr", "ymail.com", "rocketmail.com"),
    "apple": ("icloud.com", "mac.com", "me.com"),
    "orange": ("orange.fr", "wanadoo.fr"),
    "free": ("free.fr",),
    "laposte": ("laposte.net",),
    "sfr": ("neuf.fr", "sfr.fr"),
    "menara": ("menara.ma",),
}
OTHER = "other"
_CLASS_OF = {domain: name for name, domains in _CLASSES.items() for domain in domains}


def domain_class(domain: str) -> str:
    """The mailbox provider of a domain, or "other"."""
    return _CLASS_OF.get(domain.lower(), OTHER)


def freeze(edition: Edition) -> int:
    """Queue one delivery for each confirmed subscriber; returns how many. Call it inside a transaction."""
    readers: dict[tuple[Selection, str], list[int]] = defaultdict(list)
    for selection, domain, subscriber_id in _readers(edition.language):
        readers[selection, domain_class(domain)].append(subscriber_id)
    variants: dict[Selection, Variant] = {}
    for selection, provider in sorted(readers, key=lambda place: (place[0].digest, place[1])):
        if selection not in variants:
            variants[selection] = render(edition, selection)
            variants[selection].save()
        queue(edition, variants[selection], provider, readers[selection, provider])
    return sum(map(len, readers.values()))


def render(edition: Edition, selection: Selection) -> Variant:
    """The edition for one selection, not saved. Raises EmptyEdition, LetterTooHeavy."""
    items = list(edition.items.select_related("article").prefetch_related("article__article_subjects"))
    choices = choose(edition, items, selection)
    cards = articles.cards(choice.article_id for choice in choices)
    subject_line, preheader = _lines(edition, choices)
    written = letter.write(
        choices,
        cards,
        outlet=masthead.outlet(edition.language),
        edition_on=edition.edition_on,
        subject_line=subject_line,
        preheader=preheader,
        intro=edition.intro,
    )
    return Variant(
        edition=edition,
        selection=selection.digest,
        minutes=selection.minutes,
        sections=list(selection.sections),
        subjects=list(selection.subjects),
        seconds=written.seconds,
        subject_line=written.subject_line,
        html=written.html,
        text=written.text,
    )


def _lines(edition: Edition, choices: list[Choice]) -> tuple[str, str]:
    """The edition's own subject and preview line where its lead is printed, else those of the selection's stories."""
    lead = edition.items.filter(position=0).values_list("article_id", flat=True).first()
    if edition.subject_line and choices and choices[0].article_id == lead:
        return edition.subject_line, edition.preheader
    headlines = [choice.headline for choice in choices[:3]]
    return headlines[0], " · ".join(headlines[1:])


def _readers(language: str) -> Iterator[tuple[Selection, str, int]]:
    rows = (
        Subscriber.objects.confirmed()
        .filter(language=language)
        .order_by("pk")
        .values_list("pk", "minutes", "sections", "subjects", "domain")
    )
    for subscriber_id, minutes, sections, subjects, domain in rows.iterator(chunk_size=2000):
        selection = Selection(
            minutes=minutes, sections=tuple(sorted(set(sections))), subjects=tuple(sorted(set(subjects)))
        )
        yield selection, domain, subscriber_id


def queue(edition: Edition, variant: Variant, provider: str, subscriber_ids: list[int]) -> None:
    """One queued delivery for each subscriber, in chunks."""
    now = clock.now()
    waiting = iter(subscriber_ids)
    while part := list(islice(waiting, CHUNK)):
        chunk = Chunk.objects.create(edition=edition, variant=variant, domain_class=provider)
        Delivery.objects.bulk_create(
            Delivery(edition=edition, chunk=chunk, subscriber_id=subscriber_id, changed_at=now)
            for subscriber_id in part
        )
