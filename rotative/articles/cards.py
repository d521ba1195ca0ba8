"""Articles as pages show them, as plain data: never a model instance, so a template cannot query."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from rotative.media.cards import DocumentCard, FaceCard, PictureCard

Form = Literal["article", "brief"]
Genre = Literal["news", "analysis", "opinion", "interview", "portrait", "reportage", "fact-check"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A name with a link."""

    name: str
    # Absolute path on this site, percent-encoded; "" when there is no page.
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SubjectLink(Link):
    id: int
    # person, organisation, place, theme, event
    kind: str
    # The role that it had on the day of the article, or "".
    role: str = ""
    # Whether the article is about it; otherwise it is only mentioned.
    is_main: bool = True
    # Its addresses elsewhere, for machines.
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleCard:
    """An article in a list: headline, excerpt, section, byline, date."""

    id: int
    language: str
    form: Form
    genre: Genre
    # The name of the genre in the article's language; "" for news.
    label: str
    # Percent-encoded path.
    path: str
    headline: str
    standfirst: str
    # Plain text of whole sentences: of the standfirst if there is one, else of the body.
    excerpt: str
    section: Link
    bylines: tuple[Link, ...]
    # The portrait of an opinion's first author who has one; None for every other article.
    face: FaceCard | None
    # Aware, UTC.
    published_at: datetime
    # Last dated material update, or None.
    updated_at: datetime | None
    picture: PictureCard | None
    # Words in the place of section and genre, where the card is placed by hand; "" means these.
    kicker: str = ""
    # Macro and its options → the HTML that it drew of this card, for as long as the card is cached.
    drawn: dict[tuple[object, ...], bytes] = field(default_factory=dict, compare=False, repr=False)


def in_words_of_the_front(card: ArticleCard, *, kicker: str, headline: str) -> ArticleCard:
    """Return the card with a kicker and headline of its own; "" leaves those that it has."""
    if not (kicker or headline):
        return card
    return replace(card, kicker=kicker, headline=headline or card.headline, drawn={})


def picture_first(cards: Sequence[ArticleCard]) -> tuple[ArticleCard, ...]:
    """Move the first card that has a picture before the others, because it is drawn large."""
    first = tuple(card for card in cards if card.picture)[:1]
    return (*first, *(card for card in cards if card not in first))


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchHit:
    """An article that answers a search."""

    card: ArticleCard
    # The passage that matches, escaped, its matches in `<mark>`; "" shows the card's excerpt.
    extract: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class TeaserCard:
    """An article in the box of another one."""

    id: int
    # As in ArticleCard.
    label: str
    # Percent-encoded path.
    path: str
    headline: str
    # As in ArticleCard.
    excerpt: str
    # Aware, UTC.
    published_at: datetime
    # As in ArticleCard.
    drawn: dict[tuple[object, ...], bytes] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class ParagraphView:
    """Paragraphs in a row."""

    html: str
    type: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, kw_only=True, slots=True)
class IntertitleView:
    text: str
    anchor: str
    type: Literal["intertitle"] = "intertitle"


@dataclass(frozen=True, kw_only=True, slots=True)
class SubheadingView:
    """A heading below an intertitle."""

    text: str
    anchor: str
    # 3; 2 before the first intertitle, so that no level is skipped.
    level: Literal[2, 3]
    type: Literal["subheading"] = "subheading"


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleView:
    """A line between two parts."""

    type: Literal["rule"] = "rule"


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureView:
    picture: PictureCard
    type: Literal["picture"] = "picture"


@dataclass(frozen=True, kw_only=True, slots=True)
class GalleryView:
    """Pictures side by side, each with its own caption."""

    # At least one.
    pictures: tuple[PictureCard, ...]
    # That of all of them, or "".
    caption: str
    type: Literal["gallery"] = "gallery"


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotationView:
    html: str
    source: str
    type: Literal["quotation"] = "quotation"


@dataclass(frozen=True, kw_only=True, slots=True)
class ListView:
    ordered: bool
    # Each item is sanitised HTML, inline but for the lists within it.
    items: tuple[str, ...]
    type: Literal["list"] = "list"


@dataclass(frozen=True, kw_only=True, slots=True)
class TableView:
    caption: str
    # Empty when the table has no head row.
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    # The first cell of each row is a row header.
    row_headers: bool
    # For each column, whether it holds figures.
    figures: tuple[bool, ...]
    type: Literal["table"] = "table"


@dataclass(frozen=True, kw_only=True, slots=True)
class EmbedView:
    """A page or film of another site, shown as a link: nothing is loaded from there."""

    title: str
    url: str
    # Host name shown to the reader; with a poster, the name of the site.
    provider: str
    # From our own library; None shows the plain link.
    poster: PictureCard | None = None
    # Percent-encoded path of the page that plays it, when there is a poster.
    player_path: str = ""
    type: Literal["embed"] = "embed"


@dataclass(frozen=True, kw_only=True, slots=True)
class AudioView:
    """A sound with its player."""

    document: DocumentCard
    # Never empty.
    title: str
    credit: str
    type: Literal["audio"] = "audio"


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentView:
    """A link to a file."""

    document: DocumentCard
    # Never empty.
    title: str
    type: Literal["document"] = "document"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadAlsoView:
    card: ArticleCard
    type: Literal["read_also"] = "read_also"


@dataclass(frozen=True, kw_only=True, slots=True)
class FactBoxView:
    """The facts that go with a story."""

    title: str
    # Sanitised paragraphs and lists, never empty.
    html: str
    type: Literal["fact_box"] = "fact_box"


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineEvent:
    # As it is written: "March 2024", "Monday morning".
    date: str
    # Sanitised paragraphs and lists.
    html: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineView:
    title: str
    # In the order of the story; at least one.
    events: tuple[TimelineEvent, ...]
    type: Literal["timeline"] = "timeline"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChartColumn:
    """One column of the figures of a chart."""

    name: str
    # For each line; None where there is no figure.
    values: tuple[float | None, ...]
    # The same as they are written; "" where there is none.
    written: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChartView:
    """Figures as bars or lines, with the table of them."""

    kind: Literal["bar", "line"]
    title: str
    # Of all figures, or "".
    unit: str
    source: str
    # The cell over the names of the lines, or "".
    corner: str
    # The names of the lines, one for each figure of a column.
    labels: tuple[str, ...]
    # At least one, each with a figure.
    columns: tuple[ChartColumn, ...]
    type: Literal["chart"] = "chart"


@dataclass(frozen=True, kw_only=True, slots=True)
class FootnotesView:
    """The notes at the end of a body, to which its texts refer by "#note-1"."""

    # Each note is escaped inline HTML; at least one.
    notes: tuple[str, ...]
    type: Literal["footnotes"] = "footnotes"


BlockView = (
    ParagraphView
    | IntertitleView
    | SubheadingView
    | RuleView
    | PictureView
    | GalleryView
    | QuotationView
    | ListView
    | TableView
    | EmbedView
    | AudioView
    | DocumentView
    | ReadAlsoView
    | FactBoxView
    | TimelineView
    | ChartView
    | FootnotesView
)


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionView:
    # Aware, UTC.
    dated_at: datetime
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectedCard:
    """A correction, with the article in which it was made."""

    headline: str
    # Percent-encoded.
    path: str
    correction: CorrectionView


@dataclass(frozen=True, kw_only=True, slots=True)
class MachineView:
    """The data about an article that search engines and networks read."""

    search_title: str
    search_description: str
    share_title: str
    share_description: str
    # None leaves it to a drawn card.
    share_picture: PictureCard | None
    # Search engines may list the page.
    indexed: bool = True
    # Where a syndicated piece first appeared; "" for our own.
    original_url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleView:
    """An article as its own page shows it."""

    card: ArticleCard
    machines: MachineView
    body: tuple[BlockView, ...]
    # Main first.
    subjects: tuple[SubjectLink, ...]
    # Oldest first.
    corrections: tuple[CorrectionView, ...]
    # Text about the last material update, or "".
    updated_note: str
    # Language code → path of the translation.
    translations: dict[str, str] = field(default_factory=dict)
    # Readers may comment.
    comments_open: bool = True
    word_count: int = 0
    # Whole minutes it takes to read, ≥ 1.
    minutes: int = 1
    # Older than OLD_AFTER: its page says so.
    aged: bool = False
