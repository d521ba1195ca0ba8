"""Dossiers as plain cards. Every function records the keys of what it returns, so that a change reprints the page."""

from rotative.dossiers.reads.dossier_cards import sharing_card, sharing_key
from rotative.dossiers.reads.in_lists import (
    about,
    about_key,
    citing,
    citing_any,
    citing_ids,
    citing_key,
    exists,
    listed,
    listed_key,
)
from rotative.dossiers.reads.whole import all_views, dossier, view_of

__all__ = [
    "about",
    "about_key",
    "all_views",
    "citing",
    "citing_any",
    "citing_ids",
    "citing_key",
    "dossier",
    "exists",
    "listed",
    "listed_key",
    "sharing_card",
    "sharing_key",
    "view_of",
]
