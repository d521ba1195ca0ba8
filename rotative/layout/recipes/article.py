"""An article on its own page."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import unquote

from rotative.articles import reads as articles
from rotative.articles.cards import ArticleView
from rotative.articles.models import Article
from rotative.articles.models.article import OLD_AFTER_YEARS
from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Recipe, Spec, itself, register
from rotative.comments import reads as comments
from rotative.core import addresses
from rotative.core.languages import BY_CODE
from rotative.dossiers import reads as dossiers
from rotative.layout import structured
from rotative.layout.contexts import ArticlePage, FeedLink, LanguageLink, RelatedGroup
from rotative.layout.dossiers.state_words import teaser
from rotative.layout.environment import render
from rotative.layout.frame import OUTLET_NAME, frame, open_graph
from rotative.masthead import reads as masthead


def bake(arg: str) -> bytes:
    """Render a live article. Raises NothingHere."""
    article = articles.article(int(arg))
    if article is None:
        raise NothingHere(recipe="article", arg=arg)
    return render(_page(article))


def preview(article: Article) -> bytes:
    """Render a draft, as it would be baked."""
    return render(_page(articles.view_of(article), draft=True))


def prepare(args: Sequence[str]) -> None:
    """Load many articles and their comments at once."""
    ids = [int(arg) for arg in args]
    articles.prepare(ids)
    articles.prepare_further_reading(ids)
    comments.prepare(ids)


def specs() -> Iterable[Spec]:
    """Return the page of every live article, newest first."""
    rows = Article.objects.published().newest_first().values_list("path", "pk")
    return (Spec(path=path, recipe="article", arg=str(pk)) for path, pk in rows.iterator(2000) if path)


def gone() -> Iterable[Spec]:
    """Return the page of every withdrawn article."""
    withdrawn = Article.objects.filter(live=False, state=Article.State.WITHDRAWN, path__isnull=False)
    rows = withdrawn.order_by("pk").values_list("path", "pk")
    return (Spec(path=path, recipe="article", arg=str(pk)) for path, pk in rows.iterator(2000) if path)


def _page(article: ArticleView, *, draft: bool = False) -> ArticlePage:
    card, machines = article.card, article.machines
    if masthead.conventions(card.language).links_mentions:
        article = articles.with_linked_mentions(article)
    shown = comments.shown(card.id) if card.id else ()
    surrounds = frame(
        language=card.language,
        path=unquote(card.path),
        title=card.headline,
        description=machines.search_description,
        search_title=machines.search_title,
        indexed=machines.indexed,
        original_url=machines.original_url,
        translations={code: unquote(path) for code, path in article.translations.items()},
        section=articles.section_at(card.section.path),
        breadcrumb=(card.section,),
        feeds=(FeedLink(title=f"{OUTLET_NAME} – {card.section.name}", path=f"{card.section.path}rss.xml"),),
        year=card.published_at.year,
        open_graph=open_graph(
            card.language,
            "article",
            machines.share_picture,
            own_card=articles.sharing_card(card.id) if card.id and not machines.share_picture else "",
            title=machines.share_title,
            description=machines.share_description,
            published_at=card.published_at,
            updated_at=card.updated_at,
            section=card.section.name,
            authors=tuple(person.name for person in card.bylines),
            tags=tuple(subject.name for subject in article.subjects),
        ),
    )
    return ArticlePage(
        frame=replace(surrounds, json_ld=structured.news_article(article, surrounds.breadcrumb)),
        article=article,
        related=_related(article, draft=draft),
        dossiers=tuple(
            teaser(dossier, under=card.id)
            for dossier in (dossiers.citing(card.id, card.language) if card.id else ())
        ),
        comments=shown,
        comment_count=sum((not comment.erased) + len(comment.replies) for comment in shown),
        translations=tuple(_languages(article)),
        text_path=addresses.text_only(card.path) if card.id else "",
        old_after_years=OLD_AFTER_YEARS if article.aged else 0,
    )


def _related(article: ArticleView, *, draft: bool) -> RelatedGroup | None:
    subject, cards = articles.reading_on(article, draft=draft)
    return RelatedGroup(subject=subject, cards=cards) if subject and cards else None


def _languages(article: ArticleView) -> Iterable[LanguageLink]:
    names = {card.code: card.label for card in masthead.conventions(article.card.language).languages}
    for code, path in article.translations.items():
        if code in names:
            yield LanguageLink(name=names[code], path=path, language=code, direction=BY_CODE[code].direction)


register(
    Recipe(
        name="article",
        render=bake,
        specs=specs,
        gone=gone,
        priority=10,
        preview=preview,
        prepare=prepare,
        dated=True,
        about={"article": itself, "comments": itself},
    )
)
