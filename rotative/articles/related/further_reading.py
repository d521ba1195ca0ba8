"""Further reading under an article: up to eight others of its first subject, chosen when its page is first printed.

For a batch of articles the choice takes a fixed number of queries. Each looks at a bounded number of articles around the
place of the article in the lists of its subjects, whatever the size of the archive.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from rotative.articles import list_sql, page_sql
from rotative.articles.list_name import ListName
from rotative.articles.list_sql import Near
from rotative.articles.related import choice_sql, scoring
from rotative.articles.related.scoring import Candidate, Words
from rotative.core.text import flat, significant

# Cards under an article.
SHOWN = 8
# Subjects of an article that count.
_SUBJECTS = 5
# Articles looked at before and after its place in the list of each of its subjects.
_BEFORE, _AFTER = 40, 12
# Articles from further away that share a rarer subject: their membership in the first one's list is asked for.
_FAR = 30
# Articles whose words are compared.
_COMPARED = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """An article for which further reading is chosen."""

    # 0 for a draft that was never saved.
    id: int
    language: str
    published_at: datetime
    # Main first.
    subjects: tuple[int, ...]
    headline: str
    standfirst: str
    # Articles that its page shows anyway.
    shown: frozenset[int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """The further reading of one article."""

    # None when nothing is about its subjects.
    subject_id: int | None = None
    # Best first.
    ids: tuple[int, ...] = ()


def name(article_id: int) -> str:
    """Return the name of the choice, which is also the key of the box."""
    return f"reading:{article_id}"


def kept(ids: Iterable[int]) -> dict[int, Reading]:
    """Return what was chosen for these articles, in one query; the others are left out."""
    found = choice_sql.kept([name(pk) for pk in ids])
    return {
        int(written.partition(":")[2]): Reading(subject_id=said["subject"], ids=tuple(said["articles"]))
        for written, said in found.items()
    }


def keep(chosen: Mapping[int, Reading]) -> None:
    """Keep the choices of articles that are live."""
    choice_sql.keep(
        {name(pk): {"subject": one.subject_id, "articles": list(one.ids)} for pk, one in chosen.items()}
    )


def choose(stories: Sequence[Story]) -> dict[int, Reading]:
    """Choose further reading for live articles, in a fixed number of queries."""
    lists = {story.id: _lists(story) for story in stories}
    names = {written for one in lists.values() for written in one.values()}
    around = list_sql.around(names, list(lists), before=_BEFORE, after=_AFTER)
    near = {
        story.id: {pk: around.get((written, story.id), []) for pk, written in lists[story.id].items()}
        for story in stories
    }
    return _choose(stories, near)


def choose_for_draft(story: Story) -> Reading:
    """Choose for an article that is in no list: among those before it."""
    near = {
        pk: [one for one in list_sql.before(written, story.published_at, _BEFORE) if one.id != story.id]
        for pk, written in _lists(story).items()
    }
    return _choose([story], {story.id: near})[story.id]


def _lists(story: Story) -> dict[int, str]:
    """Return the lists of the subjects that count, main first."""
    return {
        pk: str(ListName(kind="subject", id=pk, language=story.language)) for pk in story.subjects[:_SUBJECTS]
    }


def _choose(stories: Sequence[Story], near: Mapping[int, Mapping[int, list[Near]]]) -> dict[int, Reading]:
    """Choose for each article.

    near: article → subject → the articles around it in the list of that subject.
    """
    rarities = _rarities(stories)
    weights = {story.id: {pk: rarities[_list(story, pk)] for pk in near[story.id]} for story in stories}
    pools = {story.id: _pool(story, near[story.id], weights[story.id]) for story in stories}
    _keep_to_first(stories, pools, weights)
    likely = {
        story.id: scoring.likeliest(pools[story.id].candidates(), sum(weights[story.id].values()), _COMPARED)
        for story in stories
    }
    words = {
        pk: _words(headline, standfirst)
        for pk, (headline, standfirst) in page_sql.summaries(
            {one.id for found in likely.values() for _score, one in found}
        ).items()
    }
    return {
        story.id: Reading(
            subject_id=pools[story.id].first,
            ids=tuple(
                scoring.choose(_words(story.headline, story.standfirst), likely[story.id], words, SHOWN)
            ),
        )
        for story in stories
    }


def _list(story: Story, subject_id: int) -> str:
    return str(ListName(kind="subject", id=subject_id, language=story.language))


def _rarities(stories: Sequence[Story]) -> dict[str, float]:
    """Return the rarity of each subject that counts, by its list."""
    sites = {story.language: str(ListName(kind="site", language=story.language)) for story in stories}
    names = {written: story.language for story in stories for written in _lists(story).values()}
    sizes = list_sql.sizes([*names, *sites.values()])
    return {
        written: scoring.rarity(sizes[written], sizes[sites[language]]) for written, language in names.items()
    }


@dataclass(kw_only=True, slots=True)
class _Pool:
    """The candidates of one article; kept apart in dictionaries, because there are hundreds for each article of a batch."""

    # The first of the subjects that has other articles.
    first: int | None
    # By candidate: days between both, the weight of what they share, the number of subjects that they share.
    days: dict[int, int]
    weights: dict[int, float]
    times: dict[int, int]
    # Those that are in the list of the first subject.
    within: set[int]

    def candidates(self) -> Iterator[Candidate]:
        return (Candidate(pk, self.days[pk], self.weights[pk]) for pk in self.within)


def _pool(story: Story, near: Mapping[int, list[Near]], rarities: Mapping[int, float]) -> _Pool:
    """Return the candidates with what they share, but for those that the page shows anyway."""
    first = next((pk for pk, found in near.items() if found), None)
    day, shown = story.published_at.toordinal(), story.shown
    days, weights, times = dict[int, int](), dict[int, float](), dict[int, int]()
    for subject_id, found in near.items():
        main, mentioned = (scoring.shared(rarities[subject_id], is_main=one) for one in (True, False))
        for pk, its_day, is_main in found:
            if pk in days:
                weights[pk] += main if is_main else mentioned
                times[pk] += 1
            elif pk not in shown:
                days[pk] = abs(day - its_day)
                weights[pk] = main if is_main else mentioned
                times[pk] = 1
    within = {one.id for one in near[first] if one.id in days} if first is not None else set()
    return _Pool(first=first, days=days, weights=weights, times=times, within=within)


def _keep_to_first(
    stories: Sequence[Story], pools: Mapping[int, _Pool], rarities: Mapping[int, Mapping[int, float]]
) -> None:
    """Ask which of the candidates with most in common are in the list of the article's first subject, further away."""
    asked: dict[int, list[int]] = {}
    for story in stories:
        pool = pools[story.id]
        outside = [pk for pk in pool.days if pk not in pool.within]
        outside.sort(key=lambda pk: (-pool.times[pk], pool.days[pk], -pk))
        asked[story.id] = outside[:_FAR]
    there = list_sql.members(
        {
            _list(story, pk)
            for story in stories
            if (pk := pools[story.id].first) is not None and asked[story.id]
        },
        {pk for found in asked.values() for pk in found},
    )
    for story in stories:
        pool = pools[story.id]
        if pool.first is None:
            continue
        written = _list(story, pool.first)
        for pk in asked[story.id]:
            if (written, pk) in there:
                pool.within.add(pk)
                pool.weights[pk] += rarities[story.id][pool.first]


@lru_cache(maxsize=4096)
def _words(headline: str, standfirst: str) -> Words:
    own = frozenset(significant(headline))
    return Words(headline=own, all=own.union(significant(flat(standfirst))))
