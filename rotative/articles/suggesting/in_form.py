"""Suggestions accepted or refused in the form of an article: each is counted once for an article, however often it is said."""

from collections.abc import Collection, Iterable

from django.db import transaction

from rotative.articles.models import AcceptedSuggestion, Article, RefusedSuggestion
from rotative.core.requests import parse_id
from rotative.subjects import name_trust
from rotative.subjects.name_trust import Found, Names


@transaction.atomic
def refuse(article: Article, suggestion: str, strings: Iterable[str]) -> None:
    """Refuse a suggestion for an article, for good.

    suggestion: as `RefusedSuggestion` has it. strings: of the text, by which its subjects were found.
    """
    _row, is_new = RefusedSuggestion.objects.get_or_create(article=article, suggestion=suggestion)
    if is_new:
        name_trust.count(_found(article, _ids(suggestion), strings), accepted=False)


@transaction.atomic
def accept(article: Article, subject_id: int, strings: Iterable[str]) -> None:
    """Remember that a suggestion was accepted for an article. strings: of the text, by which the subject was found."""
    found = _found(article, [subject_id], strings)
    _row, is_new = AcceptedSuggestion.objects.get_or_create(
        article=article, subject_id=subject_id, defaults={"names": sorted(one.name for one in found)}
    )
    if is_new:
        name_trust.count(found, accepted=True)


@transaction.atomic
def take_back(article: Article, subject_id: int) -> None:
    """Take back that a suggestion was accepted; do nothing for a subject that the article got otherwise."""
    own = AcceptedSuggestion.objects.filter(article=article, subject_id=subject_id)
    names = next(iter(own.values_list("names", flat=True)), ())
    gone, _rows = own.delete()
    if gone:
        found = (Found(subject_id=subject_id, language=article.language, name=name) for name in names)
        name_trust.take_back(dict.fromkeys(found, 1), accepted=True)


def _found(article: Article, subject_ids: Collection[int], strings: Iterable[str]) -> dict[Found, int]:
    said = list(strings)
    names = Names(subject_ids if said else ())
    return {one: 1 for pk in subject_ids for one in names.found(pk, article.language, said)}


def _ids(suggestion: str) -> list[int]:
    """Return the subjects of a suggestion; none where it is a name."""
    return [pk for part in suggestion.split() if (pk := parse_id(part)) is not None]
