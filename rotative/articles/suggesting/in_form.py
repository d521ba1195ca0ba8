"""Suggestions accepted or refused in the form of an article: each is counted once for an article, however often it is said.

A refusal counts at once, for it stays; an acceptance when the article is saved with the subject.
"""

from collections.abc import Collection, Iterable, Mapping

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
def settle(article: Article, accepted: Mapping[int, Collection[str]]) -> None:
    """Count what the form of an article accepted, and take back what it no longer has, when it is saved.

    article: as it was saved, with its subjects. accepted: subject → strings of the text, by which it was found; those that the
    article does not have are left out.
    """
    has = {link.subject_id for link in article.article_subjects.all()}
    counted = set(AcceptedSuggestion.objects.filter(article=article).values_list("subject_id", flat=True))
    for subject_id in sorted(counted - has):
        _take_back(article, subject_id)
    for subject_id in sorted((accepted.keys() & has) - counted):
        _accept(article, subject_id, accepted[subject_id])


def _accept(article: Article, subject_id: int, strings: Iterable[str]) -> None:
    found = _found(article, [subject_id], strings)
    _row, is_new = AcceptedSuggestion.objects.get_or_create(
        article=article, subject_id=subject_id, defaults={"names": sorted(one.name for one in found)}
    )
    if is_new:
        name_trust.count(found, accepted=True)


def _take_back(article: Article, subject_id: int) -> None:
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
