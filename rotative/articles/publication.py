"""Bring everything public in line with what an article now is: its path, its lists, its cards, the stale pages."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from rotative.articles import body, list_sql, lists, page_sql
from rotative.articles.body import Block
from rotative.articles.errors import LanguageGivenUp, SlugTaken
from rotative.articles.models import Article, ListEntry
from rotative.articles.models.article import SETTLED
from rotative.bake import keys, queue
from rotative.bake.models import PublicPath
from rotative.bake.recipes import Spec
from rotative.core import addresses, clock, reading_time, sql
from rotative.core.text import slug as slug_of
from rotative.masthead.reads import open_languages

AGE = timedelta(days=365)
_KEEP = f"UPDATE articles_article SET published_at = %s, {', '.join(f'{name} = %s' for name in SETTLED)} WHERE id = %s"  # noqa: S608 our own columns
_TAKEN = """
    SELECT 1 FROM bake_publicpath WHERE path = %s UNION ALL SELECT 1 FROM articles_article WHERE path = %s AND id <> %s
"""
# Slugs longer than this make addresses nobody can read.
_SLUG_LENGTH = 80


@transaction.atomic
def settle(article: Article) -> None:
    """Follow one article that went live, changed or was withdrawn. Harmless when called twice.

    Raises SlugTaken, LanguageGivenUp.
    """
    with queue.together():
        if article.live:
            _appear(article)
        elif article.path:
            _disappear(article)
        else:
            _wait(article)


def spec(article: Article) -> Spec:
    """Where an article stands."""
    assert article.path  # noqa: S101 only placed articles
    return Spec(path=article.path, recipe="article", arg=str(article.pk))


def translations_key(article: Article) -> str:
    """The key of "which translations are published"."""
    return translations_key_of(article.translation_key)


def translations_key_of(translation_key: UUID) -> str:
    """The key of "which translations there are" of an article, a section or a signature."""
    return f"translations:{translation_key}"


def free_path(article: Article) -> str:
    """A path nobody has, from section and slug; a number follows where two would be the same.

    Raises SlugTaken when the slug is the editor's own choice and its place is taken.
    """
    wanted = (
        article.slug
        or slug_of(article.headline, article.language)[:_SLUG_LENGTH].rstrip("-")
        or str(article.pk)
    )
    path = addresses.article(article.language, article.section.slug, wanted)
    if _is_free(path, article):
        return path
    if article.slug:
        raise SlugTaken(path=path)
    return addresses.article(article.language, article.section.slug, f"{wanted}-{article.pk}")


def _is_free(path: str, article: Article) -> bool:
    return not sql.rows(_TAKEN, [path, path, article.pk or 0])


def _appear(article: Article) -> None:
    first_time = not article.path
    article.published_at = article.published_at or article.first_published_at or clock.now()
    article.path = article.path or free_path(article)
    article.state, article.aged = Article.State.PUBLISHED, is_old(article)
    bylines = page_sql.byline_ids([article.pk])[article.pk]
    digest = card_digest(article, bylines)
    card_changed, article.card_digest = article.card_digest != digest, digest
    article.word_count = word_count(body.blocks(article.body), article.standfirst)
    _keep(article)
    if first_time or not PublicPath.objects.filter(path=article.path, state=PublicPath.State.LIVE).exists():
        if article.language not in open_languages():
            raise LanguageGivenUp(language=article.locale.get_display_name())
        queue.place([spec(article)])
        card_changed = True
        queue.mark_stale([translations_key(article)])
    _follow_lists(article, bylines)
    queue.mark_stale([keys.article(article.pk), *([keys.card(article.pk)] if card_changed else [])])


def _disappear(article: Article) -> None:
    article.state = Article.State.SCHEDULED if _is_due(article) else Article.State.WITHDRAWN
    _keep(article)
    for entry in ListEntry.objects.filter(article=article):
        lists.leave(entry)
    assert article.path  # noqa: S101 checked by settle
    queue.withdraw([article.path])
    queue.mark_stale([keys.card(article.pk), translations_key(article)])


def _wait(article: Article) -> None:
    article.state = Article.State.SCHEDULED if _is_due(article) else Article.State.DRAFT
    _keep(article)


def _is_due(article: Article) -> bool:
    return article.go_live_at is not None and article.go_live_at > clock.now()


def _keep(article: Article) -> None:
    at = connection.ops.adapt_datetimefield_value(article.published_at) if article.published_at else None
    # The state as the text it is: it may be a member of its enumeration.
    kept = [
        str(value) if isinstance(value, str) else value
        for value in (getattr(article, name) for name in SETTLED)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [at, *kept, article.pk])


def _follow_lists(article: Article, bylines: Sequence[int]) -> None:
    subjects = page_sql.subject_ids([article.pk])[article.pk]
    wanted = set(lists.names(article, subjects=subjects, bylines=bylines))
    for pk, name, at in list_sql.standing(article.pk):
        if name not in wanted or at != article.published_at:
            lists.leave(ListEntry.objects.get(pk=pk))
        else:
            wanted.remove(name)
    lists.enter(article, wanted)


def is_old(article: Article) -> bool:
    return article.published_at is not None and article.published_at < clock.now() - AGE


def _instant(at: datetime | None) -> float | None:
    """The same however the instant is written: a revision keeps it in the outlet's time zone, the database in UTC."""
    return at.timestamp() if at else None


def word_count(blocks: Sequence[Block], standfirst: str) -> int:
    """How many words a reader reads of an article with this body and standfirst."""
    return reading_time.words(body.reading_text(blocks, standfirst))


def _blocks(article: Article) -> str:
    """The body, the same whatever the order a database gives the names in a JSON object."""
    return json.dumps(list(article.body.raw_data), sort_keys=True, default=str) if article.body else ""


def card_digest(article: Article, bylines: Iterable[int]) -> str:
    """Changes with anything that a card, an item of a feed or the place of an article in a front page depends on.

    bylines: the numbers of its signatures, in order of signing.
    """
    shown = (
        article.form, article.section_id, article.headline, article.standfirst, article.path, _instant(article.published_at),
        _instant(article.updated_at), article.picture_id, article.picture_alt, article.picture_caption, article.picture_credit,
        list(bylines), _blocks(article),
        article.rank,
    )  # fmt: skip
    return hashlib.blake2b(repr(shown).encode(), digest_size=16).hexdigest()
