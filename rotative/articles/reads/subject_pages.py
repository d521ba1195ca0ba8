"""Subject pages besides their lists: pinned articles, companions, corrections."""

from collections.abc import Iterable, Mapping, Sequence

from rotative.articles.cards import ArticleCard, CorrectedCard, CorrectionView
from rotative.articles.list_name import ListName
from rotative.articles.reads import article_pages
from rotative.articles.related import subject_sql
from rotative.articles.related import together as chosen
from rotative.articles.related.together import Companion
from rotative.bake import keys
from rotative.bake.batch import loaders
from rotative.bake.batch.loaders import Loader

# Corrections on a page.
_CORRECTIONS = 5


def _load_companions(
    asked: Sequence[tuple[int, str]],
) -> Mapping[tuple[int, str], tuple[Companion, ...]]:
    """Return what was chosen; choose where nothing was, and keep it when pages are printed."""
    found = chosen.kept(asked)
    missing = [one for one in asked if one not in found]
    made = chosen.choose(missing) if missing else {}
    if made and loaders.is_printing():
        chosen.keep(made)
    return found | made


# By subject and language.
_companions: Loader[tuple[int, str], tuple[Companion, ...]] = Loader(_load_companions)
# By subject.
_pinned: Loader[int, list[int]] = Loader(lambda ids: subject_sql.pinned(ids))
# By article: its corrections, newest first.
_corrections: Loader[int, list[CorrectionView]] = Loader(lambda ids: _load_corrections(ids))


def _load_corrections(ids: Sequence[int]) -> Mapping[int, list[CorrectionView]]:
    found: dict[int, list[CorrectionView]] = {}
    for pk, at, text in subject_sql.corrections(ids):
        found.setdefault(pk, []).append(CorrectionView(dated_at=at, text=text))
    return found


def companions(subject_id: int, language: str) -> tuple[Companion, ...]:
    """Return the subjects that go with one, the closest first."""
    keys.record(chosen.name(subject_id, language))
    return _companions.one((subject_id, language)) or ()


def pinned(subject_id: int, language: str) -> tuple[ArticleCard, ...]:
    """Return the live articles in a language that the desk keeps on top of a subject's page, in its order."""
    # The key of the subject is recorded with its card.
    found = article_pages.cards(_pinned.one(subject_id) or ())
    return tuple(card for card in found.values() if card.language == language)


def corrections(name: ListName, cards: Iterable[ArticleCard]) -> tuple[CorrectedCard, ...]:
    """Return the newest corrections of these articles, which a page of the list shows."""
    keys.record(keys.corrections(name.id, name.language))
    by_id = {card.id: card for card in cards}
    found = [
        CorrectedCard(headline=by_id[pk].headline, path=by_id[pk].path, correction=one)
        for pk, corrected in _corrections.many(by_id).items()
        for one in corrected
    ]
    return tuple(sorted(found, key=lambda one: one.correction.dated_at, reverse=True)[:_CORRECTIONS])


def prepare_subject_pages(
    asked: Iterable[tuple[int, str]], shown: Iterable[int]
) -> dict[tuple[int, str], tuple[Companion, ...]]:
    """Load for a batch what the pages of many subjects show; return the companions of each.

    asked: subject, language. shown: the articles on the pages.
    """
    wanted = list(asked)
    companions_ = _companions.many(wanted)
    found = _pinned.prepare({subject_id for subject_id, _language in wanted})
    article_pages.cards(pk for pinned in found.values() for pk in pinned)
    _corrections.prepare(shown)
    return companions_
