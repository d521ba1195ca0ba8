"""Pages made on the spot for one reader: the answer to a form, search results, an article for a slow network."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote, urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override
from markupsafe import Markup

from rotative.articles import reads as articles
from rotative.articles.cards import (
    ArticleView,
    AudioView,
    BlockView,
    ChartView,
    DocumentView,
    EmbedView,
    GalleryView,
    Link,
    ParagraphView,
    PictureView,
    SearchHit,
    SubjectLink,
)
from rotative.articles.models.article import OLD_AFTER_YEARS
from rotative.bake.errors import NothingHere
from rotative.core import addresses, clock
from rotative.core.messages import Form, Message
from rotative.editions.reads import LetterCard
from rotative.layout import live_cache
from rotative.layout.contexts import (
    ArticleTextPage,
    FiguresTable,
    LetterLink,
    MessagePage,
    Pager,
    PictureLink,
    PlayerPage,
    SearchPage,
)
from rotative.layout.environment import render
from rotative.layout.frame import frame, smallest
from rotative.media import reads as media
from rotative.media.cards import PictureCard


def message(request: HttpRequest, shown: Message) -> str:
    """Print the page that says one thing."""
    form = None
    if shown.action:
        form = Form(action=shown.action, button=shown.button, fields=shown.fields, inputs=shown.inputs)
    with override(shown.language), live_cache.up_to_date():
        page = render(
            MessagePage(
                frame=frame(
                    language=shown.language,
                    path=addresses.front(shown.language),
                    title=shown.heading,
                    indexed=False,
                    year=clock.now().year,
                ),
                heading=shown.heading,
                paragraphs=shown.paragraphs,
                errors=shown.errors,
                form=form,
                forms=shown.forms,
                links=tuple(Link(name=name, path=path) for name, path in shown.links),
            )
        )
    return page.decode()


def search(
    query: str,
    *,
    language: str,
    hits: Sequence[SearchHit] = (),
    subjects: Sequence[SubjectLink] = (),
    dossiers: Sequence[Link] = (),
    letters: Sequence[LetterCard] = (),
    total: int = 0,
    page: int = 1,
    per_page: int = 20,
) -> str:
    """Print the result of a search: one page of the hits, the subjects of that name, and the number of all hits.

    dossiers: those with the words. letters: those that printed the hits.
    """
    path = addresses.word(language, "search")
    with override(language), live_cache.up_to_date():
        title = _("Search: %(query)s") % {"query": query} if query else _("Search")
        found = render(
            SearchPage(
                frame=frame(language=language, path=path, title=title, indexed=False, year=clock.now().year),
                query=query,
                total=total,
                hits=tuple(hits),
                subjects=tuple(subjects),
                dossiers=tuple(dossiers),
                letters=tuple(
                    LetterLink(day=one.edition_on, title=one.subject_line, path=addresses.href(one.path))
                    for one in letters
                ),
                pager=_pager(path, query, page, last=page * per_page >= total),
            )
        )
    return found.decode()


def _pager(path: str, query: str, page: int, *, last: bool) -> Pager:
    def numbered(number: int) -> str:
        return f"{path}?{urlencode({'q': query, 'page': number})}"

    return Pager(
        newer_path=numbered(page - 1) if page > 1 else "", older_path="" if last else numbered(page + 1)
    )


def text_only(article_id: int, *, language: str) -> bytes:
    """Print the text alone of a live article, with links in the place of its pictures. Raises NothingHere.

    Why it is no baked page: docs/decisions/0034-text-on-request.md
    """
    with override(language), live_cache.up_to_date():
        article = articles.article(article_id)
        if article is None:
            raise NothingHere(recipe="article", arg=str(article_id))
        return render(_text_page(article))


def player(article_id: int, name: str, *, language: str) -> tuple[bytes, str]:
    """Print the page that plays an embed of a live article; return it with the origin of its frame. Raises NothingHere.

    Why it is no baked page: docs/decisions/0034-text-on-request.md
    """
    found = articles.player(name)
    with override(language), live_cache.up_to_date():
        article = articles.article(article_id)
        if article is None or found is None:
            raise NothingHere(recipe="article", arg=str(article_id))
        path = addresses.player(article.card.path, name)
        embeds = (block for block in article.body if isinstance(block, EmbedView))
        shown = next((block for block in embeds if block.player_path == path), None)
        if shown is None:
            raise NothingHere(recipe="article", arg=str(article_id))
        page = PlayerPage(
            frame=frame(
                language=language,
                path=unquote(path),
                title=shown.title,
                section=articles.section_at(article.card.section.path),
                indexed=False,
            ),
            title=shown.title,
            player=found.frame,
            url=shown.url,
            provider=shown.provider,
            article=Link(name=article.card.headline, path=article.card.path),
        )
        return render(page), found.provider.origin


def _text_page(article: ArticleView) -> ArticleTextPage:
    card = article.card
    return ArticleTextPage(
        frame=frame(
            language=card.language,
            path=unquote(card.path),
            title=card.headline,
            section=articles.section_at(card.section.path),
            indexed=False,
        ),
        article=article,
        picture=_link(card.picture) if card.picture else None,
        body=tuple(shown for block in article.body for shown in as_text(block)),
        old_after_years=OLD_AFTER_YEARS if article.aged else 0,
    )


def as_text(block: BlockView) -> Iterator[BlockView | PictureLink | FiguresTable]:
    """Yield a block, links in the place of its pictures, or a table in the place of a chart."""
    if isinstance(block, PictureView):
        yield _link(block.picture)
    elif isinstance(block, GalleryView):
        if block.caption:
            yield ParagraphView(html=Markup("<p>{}</p>").format(block.caption))
        yield from map(_link, block.pictures)
    elif isinstance(block, EmbedView):
        yield replace(block, poster=None)
    elif isinstance(block, AudioView):
        yield DocumentView(document=block.document, title=block.title)
    elif isinstance(block, ChartView):
        yield FiguresTable(chart=block)
    else:
        yield block


def _link(picture: PictureCard) -> PictureLink:
    path = smallest(picture)
    size_bytes = media.size_bytes(path)
    # A file of less than a thousand bytes has one all the same.
    size_kb = None if size_bytes is None else max(1, round(size_bytes / 1000))
    return PictureLink(picture=picture, path=path, size_kb=size_kb)
