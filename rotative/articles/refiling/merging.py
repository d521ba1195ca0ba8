"""Merging two subjects: their articles, their lists and the addresses of their pages."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import QuerySet

from rotative.articles import bulk_publish, list_name, lists
from rotative.articles.list_name import HEAD, ListName
from rotative.articles.models import Article, ArticleSubject, ListEntry
from rotative.articles.related import choice_sql, further_reading, together
from rotative.bake import keys, queue
from rotative.bake.models import PublicPath
from rotative.bake.recipes import Spec
from rotative.subjects import reads as subjects

# More articles than this enter the other list all at once, and its windows are numbered again.
FEW = 2 * lists.WINDOW


def merge(kept_id: int, gone_id: int) -> Callable[[], None]:
    """Remove the articles of one subject from its lists; return a function that adds them to those of the other."""
    printed = _printed(gone_id)
    there = ListEntry.objects.filter(list__startswith=list_name.prefix("subject", gone_id))
    names = [ListName.parse(written) for written in there.values_list("list", flat=True).distinct()]
    former = {name: lists.pages_of(name) for name in names}
    waiting = {name: _leave(name) for name in names}
    _move_links(kept_id, gone_id)
    queue.mark_stale([keys.subject(gone_id)])
    return partial(_enter, kept_id, former, waiting, printed)


def state(kept_id: int, gone_id: int) -> dict[str, Any]:
    """Return as JSON what a merger changes in the lists of both subjects, for `unmerging`."""
    entries: dict[str, list[tuple[int, int, bool]]] = defaultdict(list)
    for subject_id in (kept_id, gone_id):
        rows = ListEntry.objects.filter(list__startswith=list_name.prefix("subject", subject_id))
        for written, article_id, window, is_main in rows.order_by("pk").values_list(
            "list", "article_id", "window", "is_main"
        ):
            entries[written].append((article_id, window, is_main))
    names = [
        together.name(pk, language) for pk in (kept_id, gone_id) for language in subjects.prepare([pk])[pk]
    ]
    # In short lists further reading is chosen again.
    short = (pk for found in entries.values() if len(found) <= FEW for pk, _window, _is_main in found)
    return {
        # List → article, window, whether it is about the subject.
        "entries": entries,
        "choices": choice_sql.kept([*names, *map(further_reading.name, dict.fromkeys(short))]),
        # Links of articles with both subjects, of which only the one that goes is a main one.
        "made_main": list(_made_main(kept_id, gone_id).values_list("pk", flat=True)),
    }


def _made_main(kept_id: int, gone_id: int) -> QuerySet[ArticleSubject]:
    about = ArticleSubject.objects.filter(subject_id=gone_id, is_main=True).values("article_id")
    found: QuerySet[ArticleSubject] = ArticleSubject.objects.filter(
        subject_id=kept_id, is_main=False, article_id__in=about
    )
    return found


def _leave(name: ListName) -> list[int]:
    """Empty a list; return its articles, oldest first."""
    entries = list(ListEntry.objects.filter(list=str(name)).order_by("published_at", "article_id"))
    lists.empty(name)
    return [entry.article_id for entry in entries]


def _move_links(kept_id: int, gone_id: int) -> None:
    _made_main(kept_id, gone_id).update(is_main=True)
    both = ArticleSubject.objects.filter(subject_id=kept_id).values("article_id")
    links = ArticleSubject.objects.filter(subject_id=gone_id)
    links.filter(article_id__in=both).delete()
    links.update(subject_id=kept_id)


def _printed(subject_id: int) -> dict[str, str]:
    """Return the addresses of a subject's pages by language."""
    return {language: card.path for language, card in subjects.prepare([subject_id])[subject_id].items()}


def _enter(
    kept_id: int,
    former: dict[ListName, list[Spec]],
    waiting: dict[ListName, list[int]],
    printed: dict[str, str],
) -> None:
    for name, article_ids in waiting.items():
        target = replace(name, id=kept_id)
        _follow_links(target, kept_id)
        present = set(ListEntry.objects.filter(list=str(target)).values_list("article_id", flat=True))
        wanted = [article_id for article_id in article_ids if article_id not in present]
        fill(target, wanted)
        _redirect(former[name], lists.pages_of(target))
    _redirect_emptied(printed, _printed(kept_id))


def _follow_links(name: ListName, subject_id: int) -> None:
    """Let the articles of a list that are now about its subject leave it, so that they enter it as such."""
    about = ArticleSubject.objects.filter(subject_id=subject_id, is_main=True).values("article_id")
    for entry in ListEntry.objects.filter(list=str(name), is_main=False, article_id__in=about):
        lists.leave(entry)
        lists.enter(entry.article, [name])


def fill(name: ListName, article_ids: list[int]) -> None:
    """Add those of these articles that are live to the list of a subject. article_ids: oldest first."""
    articles = Article.objects.filter(live=True).in_bulk(article_ids)
    ordered = [articles[article_id] for article_id in article_ids if article_id in articles]
    links = ArticleSubject.objects.filter(subject_id=name.id, is_main=False, article_id__in=article_ids)
    mentions = set(links.values_list("article_id", flat=True))
    if len(ordered) > FEW:
        bulk_publish.enter(name, ordered, mentions=mentions)
        return
    for article in ordered:
        lists.enter(article, [name], mentioned=[name.id] if article.pk in mentions else [])


def _redirect_emptied(former: dict[str, str], present: dict[str, str]) -> None:
    """Redirect the page of a subject that has no article any more, and answered 410, to that of the other."""
    pages = {
        path: present[language] for language, path in former.items() if present.get(language, path) != path
    }
    state = PublicPath.State
    withdrawn = PublicPath.objects.filter(path__in=pages, state=state.GONE).values_list("path", flat=True)
    live = set(
        PublicPath.objects.filter(path__in=pages.values(), state=state.LIVE).values_list("path", flat=True)
    )
    for path in withdrawn:
        if pages[path] in live:
            queue.move(path, pages[path])


def _redirect(former: list[Spec], present: list[Spec]) -> None:
    """Redirect the pages of the list that ended to those of the other; older pages to its head."""
    taken = {spec.path for spec in present}
    heads = {spec.recipe: spec.path for spec in reversed(present) if ListName.parse(spec.arg).window == HEAD}
    for spec in former:
        if spec.path not in taken and spec.recipe in heads:
            queue.move(spec.path, heads[spec.recipe])
