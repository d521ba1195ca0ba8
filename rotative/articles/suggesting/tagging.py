"""A subject added to live articles and taken from them, without a new version of each: lists and press follow."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Max
from modelcluster.models import get_serializable_data_for_fields

from rotative.articles import bulk_publish, list_sql, lists, page_sql
from rotative.articles.list_name import ListName
from rotative.articles.models import Article, ArticleSubject, ListEntry
from rotative.articles.related import choice_sql, further_reading, together
from rotative.articles.signals import subjects_changed
from rotative.bake import keys, queue
from rotative.subjects import versions

# The relation, as a version of an article writes it.
_LINKS = "article_subjects"
# More articles than this enter a list all at once, and its windows are numbered again.
_FEW = 2 * lists.WINDOW
# So does every article, while the list has no more than about so many: entering one by one, old ones would fill one window.
_SHORT = 25 * lists.WINDOW


@transaction.atomic
def add(subject_id: int, mains: Mapping[int, bool]) -> list[int]:
    """Add a subject, last, to those of these articles that are live and lack it; return their ids.

    mains: article → whether it is about the subject. Versions that may be published next get it too.
    """
    articles = _locked(mains)
    has = ArticleSubject.objects.filter(subject_id=subject_id, article_id__in=mains)
    known = set(has.values_list("article_id", flat=True))
    entering = [article for article in articles if article.pk not in known]
    ids = [article.pk for article in entering]
    last = dict(
        ArticleSubject.objects.filter(article_id__in=ids)
        .values("article_id").annotate(last=Max("sort_order")).values_list("article_id", "last")
    )  # fmt: skip
    links = ArticleSubject.objects.bulk_create(
        ArticleSubject(
            article_id=pk, subject_id=subject_id, is_main=mains[pk], sort_order=(last.get(pk) or 0) + 1
        )
        for pk in ids
    )
    _add_to_versions({link.article_id: link for link in links})
    with queue.together():
        for language, some in _by_language(entering).items():
            _enter(ListName(kind="subject", id=subject_id, language=language), some, mains)
        _follow(subject_id, entering)
    return ids


@transaction.atomic
def remove(subject_id: int, article_ids: Collection[int]) -> list[int]:
    """Take a subject from those of these articles that are live and have it; return their ids."""
    articles = {article.pk: article for article in _locked(article_ids)}
    links = ArticleSubject.objects.filter(subject_id=subject_id, article_id__in=list(articles))
    ids = list(links.values_list("article_id", flat=True))
    leaving = [articles[pk] for pk in ids]
    links.delete()
    _take_from_versions(subject_id, ids)
    with queue.together():
        for language, some in _by_language(leaving).items():
            name = ListName(kind="subject", id=subject_id, language=language)
            for entry in ListEntry.objects.filter(list=str(name), article__in=some):
                lists.leave(entry)
        _follow(subject_id, leaving)
    return ids


def _locked(ids: Iterable[int]) -> list[Article]:
    """Return those of these articles that are live, oldest first; nobody else saves them meanwhile."""
    rows = Article.objects.published().select_for_update(of=("self",)).filter(pk__in=list(ids))
    found = list(rows.select_related("locale").order_by("pk"))
    return sorted(found, key=lambda article: (article.published_at, article.pk))


def _by_language(articles: Iterable[Article]) -> dict[str, list[Article]]:
    found: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        found[article.language].append(article)
    return found


def _enter(name: ListName, articles: Sequence[Article], mains: Mapping[int, bool]) -> None:
    mentions = {article.pk for article in articles if not mains[article.pk]}
    if len(articles) > _FEW or list_sql.sizes([str(name)]).get(str(name), 0) <= _SHORT:
        bulk_publish.enter(name, articles, mentions=mentions)
        return
    for article in articles:
        lists.enter(article, [name], mentioned=[name.id] if article.pk in mentions else [])


def _follow(subject_id: int, articles: Sequence[Article]) -> None:
    """Mark what else shows the subjects of these articles, and let others who keep them follow."""
    ids = [article.pk for article in articles]
    if not ids:
        return
    readings = [further_reading.name(pk) for pk in ids]
    choice_sql.forget(readings)
    about = page_sql.subjects(ids)
    for language, some in _by_language(articles).items():
        companions = {pk for article in some for pk in about[article.pk]}
        together.choose_again({subject_id, *companions}, language)
        queue.mark_stale([keys.corrections(subject_id, language)])
    queue.mark_stale([*map(keys.article, ids), *readings])
    subjects_changed.send(sender=Article, articles=articles)


def _add_to_versions(links: Mapping[int, ArticleSubject]) -> None:
    for version in versions.next_ones(Article, links):
        link = links[int(version.object_id)]
        written = version.content.setdefault(_LINKS, [])
        if all(one["subject"] != link.subject_id for one in written):
            version.content[_LINKS] = [*written, get_serializable_data_for_fields(link)]
            version.save(update_fields=["content"])


def _take_from_versions(subject_id: int, article_ids: Iterable[int]) -> None:
    for version in versions.next_ones(Article, article_ids):
        written = version.content.get(_LINKS, [])
        left = [one for one in written if one["subject"] != subject_id]
        if len(left) < len(written):
            version.content[_LINKS] = left
            version.save(update_fields=["content"])
