"""The files of a dossier: its feed, and its data for others to use."""

import json
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext, override

from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Spec
from rotative.core import addresses
from rotative.core.edtf.vague_words import words
from rotative.core.text import deck
from rotative.dossiers import dossier_pages as places
from rotative.dossiers import exchange
from rotative.dossiers import reads as dossiers
from rotative.dossiers.cards import DossierView
from rotative.dossiers.models import CommitmentState, Dossier
from rotative.feeds import rss
from rotative.feeds.cards import Feed, Item
from rotative.masthead.reads import open_languages, outlet

# Entries in a feed.
_ITEMS = 30
_TITLE = 90


def feed(arg: str) -> bytes:
    """Write the newest events and changes of a dossier as RSS, in the order in which readers saw them. Raises NothingHere."""
    view = _view("dossier_feed", arg)
    card = view.card
    paper = outlet(card.language)
    home = addresses.absolute(card.path)
    with override(card.language):
        items = sorted(_items(view), key=lambda item: (item.published_at, item.url), reverse=True)[:_ITEMS]
    return rss.rss(
        Feed(
            title=f"{card.title} – {paper.name}",
            description=card.summary or card.title,
            outlet=paper.name,
            language=card.language,
            home_url=home,
            folder_url=home,
            logo_url=addresses.full(paper.logo) if paper.logo else "",
            items=tuple(items),
        )
    )


def export(arg: str) -> bytes:
    """Write a dossier as JSON. Raises NothingHere."""
    return exchange.written(exchange.exported(_view("dossier_json", arg)))


def schema(_language: str) -> bytes:
    """Write the schema of the JSON files of dossiers."""
    return json.dumps(exchange.SCHEMA, ensure_ascii=False, indent=1).encode()


def specs(recipe: str) -> Iterable[Spec]:
    """Return the files of one kind of every published dossier."""
    rows = Dossier.objects.filter(live=True, locale__language_code__in=open_languages())
    every = [
        spec
        for row in rows.select_related("locale").order_by("pk")
        for spec in places.of(row, with_parts=False)
    ]
    return [spec for spec in every if spec.recipe == recipe]


def schema_specs() -> Iterable[Spec]:
    """Return the schema of each language that has a published dossier."""
    rows = Dossier.objects.filter(live=True, locale__language_code__in=open_languages())
    codes = rows.order_by("locale__language_code").values_list("locale__language_code", flat=True).distinct()
    return [spec for code in codes for spec in places.lists(code) if spec.recipe == "dossier_schema"]


def _view(recipe: str, arg: str) -> DossierView:
    view = dossiers.dossier(int(arg))
    if view is None:
        raise NothingHere(recipe=recipe, arg=arg)
    return view


def _items(view: DossierView) -> Iterable[Item]:
    home, language = addresses.absolute(view.card.path), view.card.language
    for event in view.events:
        yield _item(
            f"{home}#e{event.id}",
            f"{words(event.when, language)}: {deck(event.text, _TITLE)}",
            event.text,
            event.added_at,
        )
    for promise in view.commitments:
        for change in promise.changes:
            state = str(CommitmentState(change.state).label)
            yield _item(
                f"{home}#c{change.id}",
                f"{state}: {deck(promise.text, _TITLE)}",
                change.explanation or gettext("Evidence was published."),
                change.added_at,
            )


def _item(url: str, title: str, summary: str, at: datetime) -> Item:
    return Item(
        url=url,
        title=title,
        summary=summary,
        authors=(),
        categories=(),
        published_at=at,
        updated_at=at,
        picture=None,
    )
