"""Dossiers: the page of each, and those of a part of its events.

Grammar of arg: see `dossiers.dossier_pages`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from rotative.articles.cards import Link
from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Recipe, Spec, itself, register
from rotative.core import addresses
from rotative.core.text import deck
from rotative.dossiers import dossier_pages as places
from rotative.dossiers import reads as dossiers
from rotative.dossiers.cards import DossierView, EventCard
from rotative.dossiers.models import Dossier, EventKind
from rotative.layout import structured
from rotative.layout.contexts import (
    ActorLink,
    DossierPage,
    EarlierSummary,
    FeedLink,
    FilterLink,
)
from rotative.layout.dossiers import state_words as words
from rotative.layout.dossiers.chronology import chronology
from rotative.layout.dossiers.over_time import states_over_time
from rotative.layout.dossiers.promises import commitment
from rotative.layout.environment import render
from rotative.layout.frame import frame, open_graph
from rotative.masthead import reads as masthead
from rotative.media.cards import PictureCard


def bake(arg: str) -> bytes:
    """Render a published dossier. Raises NothingHere."""
    view = dossiers.dossier(int(arg))
    if view is None:
        raise NothingHere(recipe="dossier", arg=arg)
    return render(_page(view))


def bake_part(arg: str) -> bytes:
    """Render the events of an actor or of a kind. Raises NothingHere."""
    dossier_id, by, which = arg.split(":")
    view = dossiers.dossier(int(dossier_id))
    part = _part(view, by, which) if view else None
    if view is None or part is None:
        raise NothingHere(recipe="dossier_part", arg=arg)
    return render(part)


def preview(dossier: Dossier) -> bytes:
    """Render a dossier as it is written in a form, saved or not."""
    view = dossiers.view_of(dossier)
    with override(view.card.language):
        return render(_page(view))


def specs() -> Iterable[Spec]:
    """Return the page of every published dossier."""
    return [places.page(row) for row in _published()]


def part_specs() -> Iterable[Spec]:
    """Return the pages of parts of every published dossier."""
    return [spec for row in _published() for spec in places.parts(row)]


def _published() -> QuerySet[Dossier]:
    spoken: QuerySet[Dossier] = Dossier.objects.filter(
        live=True, locale__language_code__in=masthead.open_languages()
    )
    return spoken.select_related("locale").order_by("pk")


def _page(view: DossierView) -> DossierPage:
    card, language = view.card, view.card.language
    words.prepare_links([view])
    picture = _picture(view.events)
    path = addresses.href(card.path)
    surrounds = frame(
        language=language,
        path=card.path,
        title=card.title,
        description=deck(card.summary, words.TEASER),
        translations=view.translations,
        breadcrumb=(Link(name=_("Dossiers"), path=addresses.word(language, "dossier")),),
        feeds=(FeedLink(title=card.title, path=path + places.FEED),),
        year=card.moved_on.year if card.moved_on else None,
        open_graph=open_graph(
            language, "website", picture, own_card="" if picture else dossiers.sharing_card(card.id)
        ),
    )
    return DossierPage(
        frame=replace(
            surrounds, json_ld=structured.listing(card.title, surrounds.path, surrounds.breadcrumb)
        ),
        id=card.id,
        name=card.title,
        summary=words.paragraphs(card.summary, language),
        total=words.total(card.commitments, language),
        tally=words.tally(card.commitments, language),
        picture=picture,
        moved_on=card.moved_on,
        actors=_actors(view),
        commitments=tuple(commitment(one, language) for one in view.commitments),
        over_time=states_over_time(view.commitments, language),
        years=chronology(view.events, language),
        by_actor=_by_actor(view),
        by_kind=_by_kind(view),
        earlier=tuple(
            EarlierSummary(since=one.since, html=words.paragraphs(one.text, language)) for one in view.earlier
        ),
        feed_path=path + places.FEED,
        export_path=path + places.EXPORT,
        follow_path=f"{addresses.SUBSCRIBE}?language={language}&dossier={card.id}",
    )


def _part(view: DossierView, by: str, which: str) -> DossierPage | None:
    """Return the page of a part; None when it has no event, or is all there is."""
    filters = _by_actor(view, which) if by == "actor" else _by_kind(view, which)
    current = next((one for one in filters if one.current), None)
    if current is None:
        return None
    card, language = view.card, view.card.language
    words.prepare_links([view])
    name = f"{card.title}: {current.name}"
    events = [event for event in view.events if _belongs(event, by, which)]
    promised = [one for one in view.commitments if by == "actor" and one.who and str(one.who.id) == which]
    surrounds = frame(
        language=language,
        path=_decoded(view, by, which),
        title=name,
        description=deck(card.summary, words.TEASER),
        breadcrumb=(
            Link(name=_("Dossiers"), path=addresses.word(language, "dossier")),
            Link(name=card.title, path=addresses.href(card.path)),
        ),
        year=card.moved_on.year if card.moved_on else None,
        open_graph=open_graph(language, "website", _picture(events)),
    )
    return DossierPage(
        frame=surrounds,
        id=card.id,
        name=card.title,
        summary="",
        whole_path=addresses.href(card.path),
        part=current.name,
        commitments=tuple(commitment(one, language) for one in promised),
        years=chronology(events, language),
        by_actor=_by_actor(view, which if by == "actor" else ""),
        by_kind=_by_kind(view, which if by == "kind" else ""),
    )


def _decoded(view: DossierView, by: str, which: str) -> str:
    slug = view.card.path.rstrip("/").rpartition("/")[2]
    if by == "kind":
        return addresses.dossier_kind(view.card.language, slug, which)
    actor = next(one.subject for one in view.actors if str(one.subject.id) == which)
    return addresses.dossier_actor(view.card.language, slug, actor.slug)


def _belongs(event: EventCard, by: str, which: str) -> bool:
    if by == "kind":
        return event.kind == which
    return any(str(one.id) == which for one in event.participants)


def _actors(view: DossierView) -> tuple[ActorLink, ...]:
    found = []
    for actor in view.actors:
        link = words.link(actor.subject, view.card.language)
        found.append(ActorLink(name=link.name, path=link.path, role=actor.role))
    return tuple(found)


def _by_actor(view: DossierView, current: str = "") -> tuple[FilterLink, ...]:
    """Return the pages of the actors who took part in an event."""
    found = []
    for actor in view.actors:
        which = str(actor.subject.id)
        if count := sum(_belongs(event, "actor", which) for event in view.events):
            path = addresses.href(_decoded(view, "actor", which))
            found.append(
                FilterLink(name=actor.subject.name, path=path, count=count, current=which == current)
            )
    return tuple(found)


def _by_kind(view: DossierView, current: str = "") -> tuple[FilterLink, ...]:
    """Return the pages of the kinds of events, where there is more than one kind."""
    counts = {kind: sum(event.kind == kind for event in view.events) for kind in EventKind.values}
    if sum(map(bool, counts.values())) < 2:
        return ()
    return tuple(
        FilterLink(
            name=str(EventKind(kind).label),
            path=addresses.href(_decoded(view, "kind", kind)),
            count=count,
            current=kind == current,
        )
        for kind, count in counts.items()
        if count
    )


def _picture(events: Sequence[EventCard]) -> PictureCard | None:
    found = (card.picture for event in events for card in event.articles)
    return next((picture for picture in found if picture), None)


register(
    Recipe(name="dossier", render=bake, specs=specs, priority=40, preview=preview, about={"dossier": itself})
)
register(Recipe(name="dossier_part", render=bake_part, specs=part_specs, priority=46))
