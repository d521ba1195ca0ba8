"""The beginning of a new article: a section and a byline, the filing of another article, or a copy of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.models import Locale

from rotative.articles.models import Article, ArticleByline, ArticleSubject, Byline, Section
from rotative.articles.permissions import policy
from rotative.desk.articles import article_templates

# Number of the author's last articles in which the form looks for a section.
RECENT = 20
# The fields that a version in another language takes over; its section, subjects and bylines are looked up.
_FILING = (
    "form", "genre", "rank", "comments_open", "picture", "picture_alt", "picture_caption", "picture_credit",
)  # fmt: skip
# What a copy takes over as well: all words, but neither dates nor an address.
_WORDS = (
    "headline", "standfirst", "short", "search_title", "search_description", "share_title", "share_description",
    "share_picture", "hidden_from_search",
)  # fmt: skip
# The parts of an address that say with what a form begins.
ASKED = ("form", "translates", "copies", "template")


def begin(article: Article, *, by: Any, asked: Mapping[str, Any]) -> None:
    """Give a new article its author, a section, its form, and the article that it translates.

    asked: the query of the form's address.
    """
    article.author = by
    if section := first_section(by, article):
        article.section = section
    if asked.get("form") == Article.Form.BRIEF:
        article.form = Article.Form.BRIEF
    if source := translated(article, asked.get("translates", ""), by=by):
        article.translation_key = source.translation_key
        _take(article, source, _FILING)


def fill(article: Article, *, by: Any, asked: Mapping[str, Any]) -> None:
    """Fill the form that is shown first, which the colleague then changes: never one that is posted."""
    version = translated(article, asked.get("translates", ""), by=by)
    copied = copied_article(asked.get("copies", ""), by=by) or article_templates.content(
        asked.get("template", ""), by=by
    )
    source = version or copied
    if copied and not version:
        _take(article, copied, (*_FILING, *_WORDS))
        article.body = [{"type": block["type"], "value": block["value"]} for block in copied.body.raw_data]
    if source:
        _file(article, source, by=by)
    bylines = _bylines(article, source)
    if not bylines and article.form != Article.Form.BRIEF:
        bylines = [byline for byline in (own_byline(by, article.locale),) if byline]
    article.article_bylines = [
        ArticleByline(byline=byline, sort_order=order) for order, byline in enumerate(bylines)
    ]


def translated(article: Article, wanted: str, *, by: Any) -> Article | None:
    """Return the article that a new one will be the other language's version of, or None.

    wanted: its id, as an address has it. by: who writes the new one, and may see the other.
    """
    source: Article | None = policy.visible(by).filter(pk=wanted).first() if wanted.isdecimal() else None
    if source is None or source.get_translations(inclusive=True).filter(locale=article.locale_id).exists():
        return None
    return source


def copied_article(wanted: str, *, by: Any) -> Article | None:
    """Return the article to copy as its last version has it, for those who may read its drafts."""
    source: Article | None = policy.visible(by).filter(pk=wanted).first() if wanted.isdecimal() else None
    if source is None or not policy.user_may_read(by, source):
        return source if source is not None and source.live else None
    latest: Article = source.get_latest_revision_as_object()
    return latest


def first_section(user: Any, article: Article) -> Section | None:
    """Return the section of a new article: the one its author last used, else the first they may write in."""
    sections = policy.sections(user).filter(locale=article.locale_id)
    # A query by author alone uses the author's index and reads no other articles.
    recent = Article.objects.filter(author=user).order_by("-pk").values_list("locale", "section")[:RECENT]
    for locale_id, section_id in recent:
        if locale_id == article.locale_id:
            return sections.filter(pk=section_id).first() or sections.first()
    return sections.first()


def own_byline(user: Any, locale: Locale) -> Byline | None:
    """Return the byline of an account in a language, if it has one."""
    return Byline.objects.filter(user=user, locale=locale).order_by("pk").first()


def _take(article: Article, source: Article, names: Iterable[str]) -> None:
    for name in names:
        setattr(article, name, getattr(source, name))


def _file(article: Article, source: Article, *, by: Any) -> None:
    """Give the section and the subjects of another article, the section in the language of this one."""
    counterpart = Section.objects.filter(
        translation_key=source.section.translation_key, locale=article.locale_id
    )
    if section := policy.sections(by).filter(pk__in=counterpart.values("pk")).first():
        article.section = section
    article.article_subjects = [
        ArticleSubject(subject_id=link.subject_id, sort_order=order)
        for order, link in enumerate(source.article_subjects.all())
    ]


def _bylines(article: Article, source: Article | None) -> list[Byline]:
    """Return the bylines of another article in the language of this one."""
    found: dict[int, Byline] = {}
    for link in source.article_bylines.all() if source else ():
        signed = link.byline
        if signed.locale_id == article.locale_id:
            found[signed.pk] = signed
            continue
        there = Byline.objects.filter(locale=article.locale_id)
        counterpart = there.filter(translation_key=signed.translation_key).first()
        if counterpart is None and signed.user_id:
            counterpart = there.filter(user=signed.user_id).order_by("pk").first()
        if counterpart:
            found[counterpart.pk] = counterpart
    return list(found.values())
