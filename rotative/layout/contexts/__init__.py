"""Contexts: everything that a public page shows, as frozen plain data, with one class for each kind of page.

Recipes fill them, templates print them, and neither a class nor a template queries. The `template` of a class names the
file that prints it; `rotative.layout.environment.render(page)` returns the HTML. Paths are absolute on this site and
percent-encoded; instants are aware, in UTC; sanitised HTML is a `markupsafe.Markup`, and every plain `str` is escaped
when it is printed. Every field is filled by a recipe: tests/layout/test_contexts.py.
"""

from rotative.layout.contexts.article_page import (
    ArticlePage,
    ArticleTextPage,
    FiguresTable,
    PictureLink,
    PlayerPage,
    RelatedGroup,
)
from rotative.layout.contexts.dossier_page import (
    CommitmentStep,
    CommitmentView,
    DossierEvent,
    DossierPage,
    DossiersPage,
    DossierTeaser,
    StateCount,
)
from rotative.layout.contexts.edition_page import EditionItem, EditionPage, SignupPage
from rotative.layout.contexts.front_page import FrontPage, SectionRow, StandingPage
from rotative.layout.contexts.listing_pages import (
    ArchiveMonth,
    ArchivePage,
    ArchivesPage,
    ArchiveYear,
    AuthorPage,
    BriefsPage,
    CompanionView,
    DayGroup,
    LetterLink,
    LettersPage,
    ListingPage,
    MonthGroup,
    OtherName,
    Pager,
    SearchPage,
    SubjectHead,
    SubjectPage,
)
from rotative.layout.contexts.message_page import GonePage, MessagePage, NotFoundPage
from rotative.layout.contexts.page import (
    Alternate,
    FeedLink,
    LanguageLink,
    MenuItem,
    OpenGraph,
    Page,
    PageFrame,
    Place,
    SharingPicture,
    Surroundings,
)

__all__ = [
    "Alternate",
    "ArchiveMonth",
    "ArchivePage",
    "ArchiveYear",
    "ArchivesPage",
    "ArticlePage",
    "ArticleTextPage",
    "AuthorPage",
    "BriefsPage",
    "CommitmentStep",
    "CommitmentView",
    "CompanionView",
    "DayGroup",
    "DossierEvent",
    "DossierPage",
    "DossierTeaser",
    "DossiersPage",
    "EditionItem",
    "EditionPage",
    "FeedLink",
    "FiguresTable",
    "FrontPage",
    "GonePage",
    "LanguageLink",
    "LetterLink",
    "LettersPage",
    "ListingPage",
    "MenuItem",
    "MessagePage",
    "MonthGroup",
    "NotFoundPage",
    "OpenGraph",
    "OtherName",
    "Page",
    "PageFrame",
    "Pager",
    "PictureLink",
    "Place",
    "PlayerPage",
    "RelatedGroup",
    "SearchPage",
    "SectionRow",
    "SharingPicture",
    "SignupPage",
    "StandingPage",
    "StateCount",
    "SubjectHead",
    "SubjectPage",
    "Surroundings",
]
