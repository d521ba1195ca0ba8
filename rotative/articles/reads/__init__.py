"""Articles as plain cards. Every function notes what it hands out, so that the page is printed again when it changes."""

from rotative.articles.reads.lists import (
    HEAD,
    Window,
    exists,
    head,
    months,
    neighbouring_months,
    newest,
    prepare_existence,
    prepare_lists,
    related,
    window,
)
from rotative.articles.reads.people import (
    BylineCard,
    SectionCard,
    byline,
    prepare_bylines,
    section,
    section_elsewhere,
    sections,
)
from rotative.articles.reads.stories import article, cards, minutes, prepare, subject_ids, view_of

__all__ = [
    "HEAD",
    "BylineCard",
    "SectionCard",
    "Window",
    "article",
    "byline",
    "cards",
    "exists",
    "head",
    "minutes",
    "months",
    "neighbouring_months",
    "newest",
    "prepare",
    "prepare_bylines",
    "prepare_existence",
    "prepare_lists",
    "related",
    "section",
    "section_elsewhere",
    "sections",
    "subject_ids",
    "view_of",
    "window",
]
