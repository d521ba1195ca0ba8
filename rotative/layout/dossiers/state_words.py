"""Words about dossiers: numbers by state, links, paragraphs."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext
from markupsafe import Markup, escape

from rotative.articles import reads as articles
from rotative.articles.cards import Link
from rotative.core import addresses
from rotative.core.text import deck, typeset, unbroken
from rotative.dossiers.cards import DossierCard, DossierView
from rotative.dossiers.models import CommitmentState
from rotative.layout.contexts import DossierTeaser, StateCount
from rotative.layout.frame import calendar
from rotative.masthead import reads as masthead
from rotative.subjects.cards import SubjectCard

# Characters of a summary in a list, and of an event in a box.
TEASER, LINE = 220, 160


def teaser(card: DossierCard, *, under: int | None = None) -> DossierTeaser:
    """Return a dossier as another page announces it. under: the article under which it is shown."""
    latest = card.latest
    reported = card.cited.get(under or 0)
    path = addresses.href(card.path)
    return DossierTeaser(
        name=card.title,
        path=path,
        summary=deck(card.summary, TEASER),
        figures=figures(card),
        latest_when=latest.when if latest else "",
        latest=deck(latest.text, LINE) if latest else "",
        latest_path=f"{path}#e{latest.id}" if latest else "",
        newer=latest is not None and reported is not None and latest.on > reported,
    )


def figures(card: DossierCard) -> str:
    """Count its commitments by state, "3 commitments: 1 kept, 2 under way"; "" if it has none."""
    with override(card.language):
        if not (whole := total(card.commitments, card.language)):
            return ""
        parts = pgettext("between names", ", ").join(
            part.words for part in tally(card.commitments, card.language)
        )
        return _("%(total)s: %(parts)s") % {"total": whole, "parts": parts}


def total(commitments: Mapping[str, int], language: str) -> str:
    """Count commitments: "3 commitments", or ""."""
    count = sum(commitments.values())
    if not count:
        return ""
    words = ngettext("%(num)d commitment", "%(num)d commitments", count) % {"num": count}
    return number(language)(words)


def tally(commitments: Mapping[str, int], language: str) -> tuple[StateCount, ...]:
    """Count commitments in words, state by state."""
    write = number(language)
    return tuple(
        StateCount(state=state, count=count, words=write(_counted(state, count)))
        for state, count in commitments.items()
    )


def label(state: str) -> str:
    """Return the translated name of a state; "" for none."""
    return str(CommitmentState(state).label) if state else ""


def number(language: str) -> Callable[[object], str]:
    """Return what writes numbers as the outlet does."""
    return calendar(masthead.conventions(language)).number


def prepare_links(views: Iterable[DossierView]) -> None:
    """Ask once which of the subjects on these pages have a page of their own."""
    names = set()
    for view in views:
        named = [actor.subject for actor in view.actors]
        named += [one for promise in view.commitments for one in (promise.who, promise.to) if one]
        named += [one for event in view.events for one in (event.place, *event.participants) if one]
        names |= {(subject.id, view.card.language) for subject in named}
    articles.prepare_existence(
        articles.ListName(kind="subject", id=pk, language=code) for pk, code in sorted(names)
    )


def link(subject: SubjectCard, language: str) -> Link:
    """Return a link to a subject; with path "" if nothing is published about it."""
    published = articles.exists(articles.ListName(kind="subject", id=subject.id, language=language))
    return Link(name=subject.name, path=addresses.href(subject.path) if published else "")


def paragraphs(words: str, language: str) -> Markup:
    """Set the lines of a text as paragraphs."""
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
