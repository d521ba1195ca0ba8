"""Publication: everything public follows what an article now is: its path, its lists, its card, the stale pages."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from rotative.articles import body, list_sql, lists, page_sql
from rotative.articles.body import Block
from rotative.articles.embeds import posters
from rotative.articles.errors import DatedAhead, LanguageGivenUp, SlugTaken
from rotative.articles.list_name import ListName
from rotative.articles.models import Article, ListEntry
from rotative.articles.models.article import DERIVED, OLD_AFTER
from rotative.articles.related import choice_sql, further_reading, together
from rotative.bake import keys, queue
from rotative.bake.models import PublicPath
from rotative.bake.recipes import Spec
from rotative.core import addresses, clock, reading_time
from rotative.core.text import slug as slug_of
from rotative.masthead.reads import open_languages


@transaction.atomic
def follow(article: Article) -> None:
    """Bring everything public in line with an article that went live, changed or was withdrawn.

    Calling it twice does no harm. Raises SlugTaken, LanguageGivenUp, DatedAhead.
    """
    with queue.together():
        if article.live:
            _appear(article)
        elif article.path:
            _disappear(article)
        else:
            _wait(article)


def spec(article: Article) -> Spec:
    """Return the page of a placed article."""
    assert article.path  # noqa: S101 only placed articles
    return Spec(path=article.path, recipe="article", arg=str(article.pk))


def free_path(article: Article) -> str:
    """Return a free path made of section and slug; a number is added when the path is taken.

    Raises SlugTaken when the path is taken and the editor chose the slug.
    """
    wanted = article.slug or slug_of(article.headline, article.language) or str(article.pk)
    path = addresses.article(article.language, article.section.slug, wanted)
    if _is_free(path, article):
        return path
    if article.slug:
        raise SlugTaken(path=path)
    return addresses.article(article.language, article.section.slug, f"{wanted}-{article.pk}")


def _is_free(path: str, article: Article) -> bool:
    return not page_sql.is_taken(path, but_by=article.pk)


def _appear(article: Article) -> None:
    first_time = not article.path
    if article.published_at and article.published_at > clock.now():
        # It would break its embargo, stay on top of every list until then, and date the paper ahead.
        raise DatedAhead(date=article.published_at.isoformat(timespec="minutes"))
    article.published_at = article.published_at or article.first_published_at or clock.now()
    article.path = article.path or free_path(article)
    article.trashed_at = None
    article.state, article.aged = Article.State.PUBLISHED, is_old(article)
    bylines = page_sql.byline_ids([article.pk])[article.pk]
    digest = card_digest(article, bylines)
    card_changed, article.card_digest = article.card_digest != digest, digest
    article.word_count = word_count(body.blocks(article.body), article.standfirst)
    # Chosen again when its page is printed.
    choice_sql.forget([further_reading.name(article.pk)])
    _store(article)
    if first_time or not PublicPath.objects.filter(path=article.path, state=PublicPath.State.LIVE).exists():
        if article.language not in open_languages():
            raise LanguageGivenUp(language=article.locale.get_display_name())
        queue.place([spec(article)])
        card_changed = True
        queue.mark_stale([keys.translations(article.translation_key)])
    _follow_lists(article, bylines)
    posters.ask(body.embeds(body.blocks(article.body)))
    queue.mark_stale([keys.article(article.pk), *([keys.card(article.pk)] if card_changed else [])])


def _disappear(article: Article) -> None:
    article.state = Article.State.SCHEDULED if _is_scheduled(article) else Article.State.WITHDRAWN
    _store(article)
    entries = list(ListEntry.objects.filter(article=article))
    for entry in entries:
        lists.leave(entry)
    together.choose_again({pk for entry in entries for pk in _subject(entry.list)}, article.language)
    assert article.path  # noqa: S101 checked by follow
    queue.withdraw([article.path])
    queue.mark_stale(
        [keys.article(article.pk), keys.card(article.pk), keys.translations(article.translation_key)]
    )


def _wait(article: Article) -> None:
    article.state = Article.State.SCHEDULED if _is_scheduled(article) else Article.State.DRAFT
    _store(article)


def _is_scheduled(article: Article) -> bool:
    """Return whether a version of the article waits for its hour; an hour that a draft only notes does not count."""
    return bool(article.revisions.filter(approved_go_live_at__isnull=False).exists())


def _store(article: Article) -> None:
    derived = {name: getattr(article, name) for name in DERIVED}
    Article.objects.filter(pk=article.pk).update(published_at=article.published_at, **derived)


def _follow_lists(article: Article, bylines: Sequence[int]) -> None:
    subjects = page_sql.subjects([article.pk])[article.pk]
    mentioned = {pk for pk, is_main in subjects.items() if not is_main}
    wanted = {str(name): name for name in lists.names(article, subjects=subjects, bylines=bylines)}
    left: set[int] = set()
    for pk, written, at, is_main in list_sql.entries_of(article.pk):
        same = at == article.published_at and written in wanted
        if same and is_main == lists.is_main(wanted[written], mentioned):
            del wanted[written]
        else:
            lists.leave(ListEntry.objects.get(pk=pk))
            left |= _subject(written)
    hardly = lists.enter(article, wanted.values(), mentioned=mentioned)
    if left or any(name.kind == "subject" for name in wanted.values()):
        # One article more says little about who appears with whom in a long list: it waits for the next window.
        waiting = {name.id for name in hardly if name.kind == "subject"}
        together.choose_again(left.union(subjects.keys() - waiting), article.language)


def _subject(written: str) -> set[int]:
    """Return the subject of a list, if it is about one."""
    name = ListName.parse(written)
    return {name.id} if name.kind == "subject" else set()


def is_old(article: Article) -> bool:
    """Return whether readers are warned that the article is old."""
    return article.published_at is not None and article.published_at < clock.now() - OLD_AFTER


def _instant(at: datetime | None) -> float | None:
    """Return a number that does not depend on the time zone: revisions have the outlet's, the database has UTC."""
    return at.timestamp() if at else None


def word_count(blocks: Sequence[Block], standfirst: str) -> int:
    """Count the words that a reader reads of an article with this body and standfirst."""
    return reading_time.words(body.reading_text(blocks, standfirst))


def _blocks(article: Article) -> str:
    """Return the body as text that does not depend on the order of names in a database's JSON objects."""
    return json.dumps(list(article.body.raw_data), sort_keys=True, default=str) if article.body else ""


def card_digest(article: Article, bylines: Iterable[int]) -> str:
    """Return a digest of everything on which a card, an item of a feed and the place on a front page depend.

    bylines: primary keys, in order of signing.
    """
    shown: tuple[object, ...] = (
        article.form, article.genre, article.section_id, article.headline, article.standfirst, article.path, _instant(article.published_at),
        _instant(article.updated_at), article.picture_id, article.picture_alt, article.picture_caption, article.picture_credit,
        list(bylines), _blocks(article),
        article.rank,
    )  # fmt: skip
    if article.hidden_from_search or article.original_url:
        # On no sitemap; said only then, so that the digests of the others stay what they are.
        shown = (*shown, "elsewhere")
    return hashlib.blake2b(repr(shown).encode(), digest_size=16).hexdigest()
