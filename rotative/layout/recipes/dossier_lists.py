"""The lists of dossiers, and of the commitments of all of them.

Grammar of arg: `dossiers` takes a language, `promises` a language and an order: `fr:state`, `fr:subject`, `fr:due`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rotative.articles import reads as articles
from rotative.articles.cards import Link
from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Recipe, Spec, register
from rotative.core import addresses
from rotative.dossiers import dossier_pages as places
from rotative.dossiers import reads as dossiers
from rotative.dossiers.cards import CommitmentCard, DossierView
from rotative.dossiers.models import CommitmentState, Dossier
from rotative.layout.contexts import DossiersPage, PromiseGroup, PromiseRow, PromisesPage
from rotative.layout.dossiers import promises
from rotative.layout.dossiers import state_words as words
from rotative.layout.environment import render
from rotative.layout.frame import frame
from rotative.masthead import reads as masthead

_ORDERS = {
    "state": gettext_noop("By state"),
    "subject": gettext_noop("By actor"),
    "due": gettext_noop("By due date"),
}
Promise = tuple[DossierView, CommitmentCard]
Key = Callable[[CommitmentCard], str]


def bake_index(arg: str) -> bytes:
    """Render the list of the dossiers of a language. Raises NothingHere."""
    cards = dossiers.listed(arg)
    if not cards:
        raise NothingHere(recipe="dossiers", arg=arg)
    intro = _("What was promised, what was done, with the articles that prove it.")
    page = DossiersPage(
        frame=frame(
            language=arg,
            path=addresses.word(arg, "dossier"),
            title=_("Dossiers"),
            description=intro,
            translations={code: addresses.word(code, "dossier") for code in _elsewhere(arg)},
            year=articles.newest_year(arg),
        ),
        heading=_("Dossiers"),
        intro=intro,
        promises_path=addresses.promises(arg),
        dossiers=tuple(words.teaser(card) for card in cards),
    )
    return render(page)


def bake_promises(arg: str) -> bytes:
    """Render the commitments of all dossiers of a language, in an order. Raises NothingHere."""
    language, order = arg.split(":")
    views = dossiers.all_views(language)
    if not views:
        raise NothingHere(recipe="promises", arg=arg)
    words.prepare_links(views)
    counts = {
        state: count
        for state in CommitmentState.values
        if (count := sum(view.card.commitments.get(state, 0) for view in views))
    }
    shown = [(view, one) for view in views for one in view.commitments if one.state]
    title = _("All commitments")
    page = PromisesPage(
        frame=frame(
            language=language,
            path=addresses.promises(language, places.ORDERS[order]),
            title=title if order == "state" else f"{title}: {_(_ORDERS[order])}",
            description=words.total(counts, language),
            translations={
                code: addresses.promises(code, places.ORDERS[order]) for code in _elsewhere(language)
            },
            breadcrumb=(Link(name=_("Dossiers"), path=addresses.word(language, "dossier")),),
            year=articles.newest_year(language),
        ),
        heading=title,
        total=words.total(counts, language),
        tally=words.tally(counts, language),
        orders=tuple(
            Link(
                name=_(name), path="" if code == order else addresses.promises(language, places.ORDERS[code])
            )
            for code, name in _ORDERS.items()
        ),
        groups=tuple(_groups(shown, order, language)),
    )
    return render(page)


def index_specs() -> Iterable[Spec]:
    """Return one list for each language that has a published dossier."""
    return [places.index(code) for code in _languages()]


def promise_specs() -> Iterable[Spec]:
    """Return the lists of commitments of the same languages."""
    return [spec for code in _languages() for spec in places.lists(code) if spec.recipe == "promises"]


def _languages() -> list[str]:
    rows = Dossier.objects.filter(live=True, locale__language_code__in=masthead.open_languages())
    found = rows.order_by("locale__language_code").values_list("locale__language_code", flat=True)
    return list(found.distinct())


def _elsewhere(language: str) -> list[str]:
    return [code for code in masthead.languages() if code != language and dossiers.exists(code)]


def _groups(shown: Sequence[Promise], order: str, language: str) -> Iterable[PromiseGroup]:
    """Yield the commitments in groups: in the order of the states, of the actors' names, or of the years."""
    key, title, place = _ORDERED[order]
    for name in sorted({key(one) for _view, one in shown}, key=place):
        rows = sorted((pair for pair in shown if key(pair[1]) == name), key=_by_due)
        yield PromiseGroup(
            name=words.number(language)(title(name)), rows=tuple(_row(*pair, language) for pair in rows)
        )


def _by_due(pair: Promise) -> tuple[date, int]:
    return pair[1].due_last or date.max, pair[1].id


def _year(one: CommitmentCard) -> str:
    return str(one.due_last.year) if one.due_last else ""


def _row(view: DossierView, one: CommitmentCard, language: str) -> PromiseRow:
    path = addresses.href(view.card.path)
    return PromiseRow(
        dossier=Link(name=view.card.title, path=path),
        path=f"{path}#p{one.id}",
        text=one.text,
        state=one.state,
        state_label=words.label(one.state),
        by=words.link(one.who, language) if one.who else None,
        due=promises.due(one, language),
    )


def _by_name(name: str) -> tuple[bool, str]:
    # What has none comes last.
    return name == "", name


# Order → the group of a commitment, the heading of a group, the place of a group.
_ORDERED: dict[str, tuple[Key, Callable[[str], str], Callable[[str], Any]]] = {
    "state": (lambda one: one.state, words.label, CommitmentState.values.index),
    "subject": (
        lambda one: one.who.name if one.who else "",
        lambda name: name or _("Nobody named"),
        _by_name,
    ),
    "due": (_year, lambda name: name or _("Without a date"), _by_name),
}

register(Recipe(name="dossiers", render=bake_index, specs=index_specs, priority=45))
register(Recipe(name="promises", render=bake_promises, specs=promise_specs, priority=47))
