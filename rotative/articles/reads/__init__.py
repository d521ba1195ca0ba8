"""Articles as plain cards. Every function records the keys of what it returns, so that a change reprints the page."""

from rotative.articles.embeds.players import named as player
from rotative.articles.list_name import HEAD, ListName
from rotative.articles.reads.article_pages import (
    article,
    bodies,
    cards,
    genre_label,
    minutes,
    prepare,
    prepare_bodies,
    subject_ids,
    translations,
    view_of,
)
from rotative.articles.reads.bylines import BylineCard, byline, prepare_bylines
from rotative.articles.reads.drawn_cards import sharing_card
from rotative.articles.reads.linked_mentions import with_linked_mentions
from rotative.articles.reads.list_pages import (
    Window,
    exists,
    head,
    months,
    neighbouring_months,
    newest,
    newest_year,
    page,
    prepare_existence,
    prepare_lists,
    window,
)
from rotative.articles.reads.reading_boxes import further_reading, prepare_further_reading, reading_on
from rotative.articles.reads.sections import SectionCard, section, section_at, section_elsewhere, sections
from rotative.articles.reads.subject_pages import companions, corrections, pinned, prepare_subject_pages

__all__ = [
    "HEAD",
    "BylineCard",
    "ListName",
    "SectionCard",
    "Window",
    "article",
    "bodies",
    "byline",
    "cards",
    "companions",
    "corrections",
    "exists",
    "further_reading",
    "genre_label",
    "head",
    "minutes",
    "months",
    "neighbouring_months",
    "newest",
    "newest_year",
    "page",
    "pinned",
    "player",
    "prepare",
    "prepare_bodies",
    "prepare_bylines",
    "prepare_existence",
    "prepare_further_reading",
    "prepare_lists",
    "prepare_subject_pages",
    "reading_on",
    "section",
    "section_at",
    "section_elsewhere",
    "sections",
    "sharing_card",
    "subject_ids",
    "translations",
    "view_of",
    "window",
    "with_linked_mentions",
]
