"""Choices as columns of a CSV file: slugs of sections, subjects and dossiers, weekdays by number, the end of a pause."""

from collections.abc import Iterable
from functools import cache

from django.utils.dateparse import parse_date

from rotative.articles import reads as articles
from rotative.dossiers.models import Dossier
from rotative.subjects.models import SubjectName
from rotative.subscribers.choices import MOST_DOSSIERS, MOST_SUBJECTS
from rotative.subscribers.models import EVERY_DAY, Subscriber

COLUMNS = ("sections", "subjects", "dossiers", "days", "paused_until")

_DAYS = 7


class ChoiceColumns:
    """Writes choices to columns and reads them back. Slugs and ids are looked up once."""

    def __init__(self) -> None:
        self._section_ids = cache(_section_ids)
        self._subject_id = cache(_subject_id)
        self._subject_slug = cache(_subject_slug)
        self._dossier_id = cache(_dossier_id)
        self._dossier_slug = cache(_dossier_slug)

    def write(self, person: Subscriber) -> list[str]:
        """Return one text for each of COLUMNS; "" means everything, or no pause."""
        slugs = {pk: slug for slug, pk in self._section_ids(person.language).items()}
        sections = (slugs.get(pk, "") for pk in person.sections)
        subjects = (self._subject_slug(person.language, pk) for pk in person.subjects)
        dossiers = (self._dossier_slug(person.language, pk) for pk in person.dossiers)
        days = (str(day + 1) for day in range(_DAYS) if person.days & 1 << day)
        return [
            " ".join(filter(None, sections)),
            " ".join(filter(None, subjects)),
            " ".join(filter(None, dossiers)),
            "" if person.days == EVERY_DAY else " ".join(days),
            person.paused_until.isoformat() if person.paused_until else "",
        ]

    def read(
        self, person: Subscriber, *, sections: str, subjects: str, dossiers: str, days: str, paused_until: str
    ) -> bool:
        """Set the choices of a person who is not saved yet. Returns whether all of them are known.

        A choice that is not known is left out: a person who chose only unknown sections gets all of them.
        """
        existing = self._section_ids(person.language)
        section_ids = [existing.get(slug) for slug in sections.split()]
        subject_ids = [self._subject_id(person.language, slug) for slug in subjects.split()]
        dossier_ids = [self._dossier_id(person.language, slug) for slug in dossiers.split()]
        valid_days = [day for day in days.split() if day in "1234567" and len(day) == 1]
        known_sections = _known(section_ids)
        # An empty choice means all of them.
        person.sections = [] if len(known_sections) == len(existing) else known_sections
        person.subjects = _known(subject_ids)[:MOST_SUBJECTS]
        person.dossiers = _known(dossier_ids)[:MOST_DOSSIERS]
        person.days = sum(1 << (int(day) - 1) for day in set(valid_days)) or EVERY_DAY
        try:
            person.paused_until = parse_date(paused_until)
        except ValueError:
            person.paused_until = None
        dates_known = len(valid_days) == len(days.split()) and (
            person.paused_until is not None or not paused_until
        )
        return dates_known and None not in (*section_ids, *subject_ids, *dossier_ids)


def _known(ids: Iterable[int | None]) -> list[int]:
    return sorted({pk for pk in ids if pk is not None})


def _section_ids(language: str) -> dict[str, int]:
    return {card.slug: card.id for card in articles.sections(language)}


def _subject_id(language: str, slug: str) -> int | None:
    return (
        SubjectName.objects.filter(language=language, slug=slug).values_list("subject_id", flat=True).first()
    )


def _subject_slug(language: str, subject_id: int) -> str:
    slugs = SubjectName.objects.filter(language=language, subject_id=subject_id).values_list(
        "slug", flat=True
    )
    return slugs.first() or ""


def _dossier_id(language: str, slug: str) -> int | None:
    """Return a dossier that readers have seen, also one that is withdrawn."""
    seen = Dossier.objects.filter(locale__language_code=language, slug=slug, first_published_at__isnull=False)
    found: int | None = seen.values_list("pk", flat=True).first()
    return found


def _dossier_slug(language: str, dossier_id: int) -> str:
    slugs = Dossier.objects.filter(locale__language_code=language, pk=dossier_id)
    return slugs.values_list("slug", flat=True).first() or ""
