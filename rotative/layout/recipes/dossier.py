"""Dossiers: the page of each, and the one that lists them.

Grammar of arg: `dossier` takes a primary key, `dossiers` a language.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext
from markupsafe import Markup, escape

from rotative.articles import reads as articles
from rotative.articles.cards import Link
from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Recipe, Spec, itself, register
from rotative.core import addresses
from rotative.core.text import deck, typeset, unbroken
from rotative.dossiers import actions
from rotative.dossiers import reads as dossiers
from rotative.dossiers.cards import CommitmentCard, DossierCard, DossierView
from rotative.dossiers.models import CommitmentState, Dossier
from rotative.layout import structured
from rotative.layout.contexts import (
    CommitmentStep,
    CommitmentView,
    DossierEvent,
    DossierPage,
    DossiersPage,
    DossierTeaser,
    StateCount,
)
from rotative.layout.environment import render
from rotative.layout.frame import calendar, frame, open_graph
from rotative.masthead import reads as masthead
from rotative.subjects.cards import SubjectCard

# Characters of a summary in a list.
_TEASER = 220


def bake(arg: str) -> bytes:
    """Render a published dossier. Raises NothingHere."""
    view = dossiers.dossier(int(arg))
    if view is None:
        raise NothingHere(recipe="dossier", arg=arg)
    return render(_page(view))


def preview(dossier: Dossier) -> bytes:
    """Render a dossier as it is written in a form, saved or not."""
    view = dossiers.view_of(dossier)
    with override(view.card.language):
        return render(_page(view))


def bake_index(arg: str) -> bytes:
    """Render the list of the dossiers of a language. Raises NothingHere."""
    cards = dossiers.listed(arg)
    if not cards:
        raise NothingHere(recipe="dossiers", arg=arg)
    path = addresses.word(arg, "dossier")
    elsewhere = [code for code in masthead.languages() if code != arg and dossiers.exists(code)]
    page = DossiersPage(
        frame=frame(
            language=arg,
            path=path,
            title=_("Dossiers"),
            description=_("What was promised, what was done, with the articles that prove it."),
            translations={code: addresses.word(code, "dossier") for code in elsewhere},
            year=articles.newest_year(arg),
        ),
        heading=_("Dossiers"),
        intro=_("What was promised, what was done, with the articles that prove it."),
        dossiers=tuple(teaser(card) for card in cards),
    )
    return render(page)


def teaser(card: DossierCard) -> DossierTeaser:
    """Return a dossier as a front page or a subject's page announces it."""
    return DossierTeaser(
        name=card.title,
        path=addresses.href(card.path),
        summary=deck(card.summary, _TEASER),
        figures=figures(card),
    )


def figures(card: DossierCard) -> str:
    """Count its commitments by state, "3 commitments: 1 kept, 2 under way"; "" if it has none."""
    with override(card.language):
        if not (whole := _total(card)):
            return ""
        parts = pgettext("between names", ", ").join(part.words for part in _tally(card))
        return _("%(total)s: %(parts)s") % {"total": whole, "parts": parts}


def specs() -> Iterable[Spec]:
    """Return the page of every published dossier."""
    return [actions.spec(row) for row in _published().select_related("locale").order_by("pk")]


def index_specs() -> Iterable[Spec]:
    """Return one list for each language that has a published dossier."""
    rows = _published().order_by("locale__language_code")
    return [actions.index(code) for code in rows.values_list("locale__language_code", flat=True).distinct()]


def _published() -> QuerySet[Dossier]:
    spoken: QuerySet[Dossier] = Dossier.objects.filter(
        live=True, locale__language_code__in=masthead.open_languages()
    )
    return spoken


def _page(view: DossierView) -> DossierPage:
    card = view.card
    chronology = _chronology(view)
    picture = next(
        (entry.article.picture for entry in chronology if entry.article and entry.article.picture), None
    )
    surrounds = frame(
        language=card.language,
        path=card.path,
        title=card.title,
        description=deck(card.summary, _TEASER),
        translations=view.translations,
        breadcrumb=(Link(name=_("Dossiers"), path=addresses.word(card.language, "dossier")),),
        year=card.moved_on.year if card.moved_on else None,
        open_graph=open_graph(card.language, "website", picture),
    )
    return DossierPage(
        frame=replace(
            surrounds, json_ld=structured.listing(card.title, surrounds.path, surrounds.breadcrumb)
        ),
        name=card.title,
        summary=_paragraphs(card.summary, card.language),
        total=_total(card),
        tally=_tally(card),
        picture=picture,
        moved_on=card.moved_on,
        actors=tuple(_link(actor, card.language) for actor in view.actors),
        commitments=tuple(_commitment(one, card.language) for one in view.commitments),
        events=chronology,
    )


def _chronology(view: DossierView) -> tuple[DossierEvent, ...]:
    """Return the events and the proofs that no event has, newest first. Each article is linked in one entry."""
    found: list[DossierEvent] = []
    placed: set[int] = set()
    for event in view.events:
        article = event.article
        again = article is not None and article.id in placed
        anchor = _anchor(article.id) if article else ""
        found.append(
            DossierEvent(
                day=event.on,
                html=_paragraphs(event.text, view.card.language),
                article=None if again else article,
                anchor="" if again else anchor,
                see=anchor if again else "",
            )
        )
        placed |= {article.id} if article else set()
    changes = sorted(
        (change for one in view.commitments for change in one.changes), key=lambda change: change.on
    )
    for change in changes:
        if change.evidence.id not in placed:
            placed.add(change.evidence.id)
            found.append(
                DossierEvent(day=change.on, article=change.evidence, anchor=_anchor(change.evidence.id))
            )
    return tuple(sorted(found, key=lambda entry: entry.day, reverse=True))


def _anchor(article_id: int) -> str:
    return f"source-{article_id}"


def _total(card: DossierCard) -> str:
    total = sum(card.commitments.values())
    if not total:
        return ""
    return _number(card)(ngettext("%(num)d commitment", "%(num)d commitments", total) % {"num": total})


def _tally(card: DossierCard) -> tuple[StateCount, ...]:
    return tuple(
        StateCount(state=state, count=count, words=_number(card)(_counted(state, count)))
        for state, count in card.commitments.items()
    )


def _number(card: DossierCard) -> Callable[[object], str]:
    return calendar(masthead.conventions(card.language)).number


def _commitment(card: CommitmentCard, language: str) -> CommitmentView:
    return CommitmentView(
        text=card.text,
        state=card.state,
        state_label=str(CommitmentState(card.state).label) if card.state else "",
        by=_link(card.who, language) if card.who else None,
        due=card.due,
        steps=tuple(
            CommitmentStep(
                day=change.on,
                state=change.state,
                label=str(CommitmentState(change.state).label),
                proof=_anchor(change.evidence.id),
            )
            for change in reversed(card.changes)
        ),
    )


def _link(subject: SubjectCard, language: str) -> Link:
    published = articles.exists(articles.ListName(kind="subject", id=subject.id, language=language))
    return Link(name=subject.name, path=addresses.href(subject.path) if published else "")


def _paragraphs(words: str, language: str) -> Markup:
    lines = (str(escape(line.strip())) for line in words.splitlines() if line.strip())
    html = unbroken("".join(f"<p>{typeset(line, language)}</p>" for line in lines))
    return Markup(html)  # noqa: S704 escaped above


def _counted(state: str, count: int) -> str:
    words = {
        "announced": ngettext("%(num)d announced", "%(num)d announced", count),
        "under_way": ngettext("%(num)d under way", "%(num)d under way", count),
        "kept": ngettext("%(num)d kept", "%(num)d kept", count),
        "broken": ngettext("%(num)d broken", "%(num)d broken", count),
        "stalled": ngettext("%(num)d stalled", "%(num)d stalled", count),
        "abandoned": ngettext("%(num)d abandoned", "%(num)d abandoned", count),
    }
    return words[state] % {"num": count}


register(
    Recipe(name="dossier", render=bake, specs=specs, priority=40, preview=preview, about={"dossier": itself})
)
register(Recipe(name="dossiers", render=bake_index, specs=index_specs, priority=45))
