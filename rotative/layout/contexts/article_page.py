"""An article's page."""

from dataclasses import dataclass
from typing import ClassVar

from rotative.articles.cards import ArticleView, BlockView, ChartView, Link, SubjectLink, TeaserCard
from rotative.comments.cards import CommentCard
from rotative.layout.contexts.components import components_of
from rotative.layout.contexts.dossier_page import DossierTeaser
from rotative.layout.contexts.page import LanguageLink, Page
from rotative.media.cards import PictureCard


@dataclass(frozen=True, kw_only=True, slots=True)
class RelatedGroup:
    """Further reading on an article's first subject; at most eight cards."""

    subject: SubjectLink
    cards: tuple[TeaserCard, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticlePage(Page):
    """An article or a brief on its own page."""

    template = "articles/article.html"
    sheet = "story"
    article: ArticleView
    related: RelatedGroup | None = None
    # The dossiers that cite it.
    dossiers: tuple[DossierTeaser, ...] = ()
    # Oldest first, each with its replies.
    comments: tuple[CommentCard, ...] = ()
    # With the replies.
    comment_count: int = 0
    # The article in other languages.
    translations: tuple[LanguageLink, ...] = ()
    # The page of its text alone; "" for a draft.
    text_path: str = ""
    # Years after which an article is old and says so near the top; 0 when this one is not.
    old_after_years: int = 0

    @property
    def components(self) -> tuple[str, ...]:
        return components_of(self.article.body)


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureLink:
    """A picture in the place of which a page has a link to its file."""

    # As of the blocks of a body: the macro that draws it.
    type: ClassVar[str] = "picture_link"
    picture: PictureCard
    # Percent-encoded path of the smallest file that every browser shows.
    path: str
    # Its thousands of bytes, at least 1; None when they are unknown.
    size_kb: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PlayerPage(Page):
    """The page that plays a film of another site, after a click; not indexed."""

    template = "articles/player.html"
    sheet = "story"
    title: str
    # Address of the frame.
    player: str
    # The film at its own site, and the name of that.
    url: str
    provider: str
    # The article that embeds it.
    article: Link

    @property
    def components(self) -> tuple[str, ...]:
        return ("film",)


@dataclass(frozen=True, kw_only=True, slots=True)
class FiguresTable:
    """The table in the place of which other pages have a chart."""

    # As of the blocks of a body: the macro that draws it.
    type: ClassVar[str] = "figures_table"
    chart: ChartView


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleTextPage(Page):
    """The words of an article for slow networks: its frame's path is that of the article itself."""

    template = "articles/text.html"
    sheet = "text"
    article: ArticleView
    # The picture at the head.
    picture: PictureLink | None
    # The blocks of the article with links in the place of pictures, and tables in the place of charts.
    body: tuple[BlockView | PictureLink | FiguresTable, ...]
    # As in ArticlePage.
    old_after_years: int = 0
