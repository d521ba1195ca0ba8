"""What a reader chose, as text in a list: the slugs of sections and subjects, weekdays by number, the end of a pause."""

from collections.abc import Iterable
from functools import cache

from django.utils.dateparse import parse_date

from rotative.subjects.models import SubjectName
from rotative.subscribers import offers
from rotative.subscribers.models import EVERY_DAY, Subscriber

COLUMNS = ("sections", "subjects", "days", "paused_until")

_DAYS = 7


class WrittenChoices:
    """Reads and writes choices; what sections and subjects are called is looked up once."""

    def __init__(self) -> None:
        self._section_ids = cache(_section_ids)
        self._subject_id = cache(_subject_id)
        self._subject_slug = cache(_subject_slug)

    def of(self, person: Subscriber) -> list[str]:
        """One text for each of COLUMNS; "" where everything was chosen, or nothing."""
        slugs = {pk: slug for slug, pk in self._section_ids(person.language).items()}
        sections = (slugs.get(pk, "") for pk in person.sections)
        subjects = (self._subject_slug(person.language, pk) for pk in person.subjects)
        days = (str(day + 1) for day in range(_DAYS) if person.days & 1 << day)
        return [
            " ".join(filter(None, sections)),
            " ".join(filter(None, subjects)),
            "" if person.days == EVERY_DAY else " ".join(days),
            person.paused_until.isoformat() if person.paused_until else "",
        ]

    def give(self, person: Subscriber, *, sections: str, subjects: str, days: str, paused_until: str) -> bool:
        """Write these choices to a person who is not saved yet; False where one of them is not known here.

        What is not known is left out: who chose only sections that are not there gets all of them.
        """
        here = self._section_ids(person.language)
        wanted = [here.get(slug) for slug in sections.split()]
        about = [self._subject_id(person.language, slug) for slug in subjects.split()]
        on_days = [day for day in days.split() if day in "1234567" and len(day) == 1]
        sections_known = _known(wanted)
        # All of them is what an empty choice means.
        person.sections = [] if len(sections_known) == len(here) else sections_known
        person.subjects = _known(about)[: offers.MOST_SUBJECTS]
        person.days = sum(1 << (int(day) - 1) for day in set(on_days)) or EVERY_DAY
        try:
            person.paused_until = parse_date(paused_until)
        except ValueError:
            person.paused_until = None
        understood = len(on_days) == len(days.split()) and (
            person.paused_until is not None or not paused_until
        )
        return understood and None not in wanted and None not in about


def _known(ids: Iterable[int | None]) -> list[int]:
    return sorted({pk for pk in ids if pk is not None})


def _section_ids(language: str) -> dict[str, int]:
    return {card.slug: card.id for card in offers.sections(language)}


def _subject_id(language: str, slug: str) -> int | None:
    return (
        SubjectName.objects.filter(language=language, slug=slug).values_list("subject_id", flat=True).first()
    )


def _subject_slug(language: str, subject_id: int) -> str:
    slugs = SubjectName.objects.filter(language=language, subject_id=subject_id).values_list(
        "slug", flat=True
    )
    return slugs.first() or ""
