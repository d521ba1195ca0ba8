"""The page of a subject: what is about it and what mentions it, month by month; on its head also what goes with it."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rotative.articles import reads as articles
from rotative.articles.cards import ArticleCard, Link, picture_first
from rotative.articles.reads import HEAD, ListName
from rotative.core import addresses
from rotative.core.languages import BY_CODE
from rotative.core.text import partial_day
from rotative.dossiers import reads as dossiers
from rotative.layout import structured, subject_web
from rotative.layout.contexts import (
    CompanionView,
    FeedLink,
    OtherName,
    SubjectHead,
    SubjectPage,
)
from rotative.layout.dates import Calendar
from rotative.layout.dossiers.state_words import teaser
from rotative.layout.frame import NAME_IN_TEXT, calendar, largest
from rotative.layout.recipes.list_frames import Listing, frame_of, pager
from rotative.media import reads as media
from rotative.subjects import reads as subjects
from rotative.subjects.cards import RoleCard, SubjectCard
from rotative.subjects.models import Subject

# Articles among which the lead of the head is chosen.
_TOP = 3
# Pinned articles, and subjects that belong to this one, on its head.
_PINNED = 3
_CHILDREN = 12


def prepare_heads(asked: Collection[tuple[int, str]], shown: Iterable[int]) -> set[tuple[int, str]]:
    """Load for a batch what the heads of subjects show; return the other subjects on them, each with its language.

    asked: subject, language. shown: the articles on the heads.
    """
    if not asked:
        return set()
    companions = articles.prepare_subject_pages(asked, shown)
    children = subjects.prepare_children({subject_id for subject_id, _language in asked})
    others = {(one.subject_id, said[1]) for said, found in companions.items() for one in found}
    others |= {(child, language) for pk, language in asked for child in children.get(pk, ())}
    cards = subjects.prepare({pk for pk, _language in {*asked, *others}})
    parents = {(cards[pk][code].parent_id, code) for pk, code in asked if code in cards[pk]}
    return others | {(pk, code) for pk, code in parents if pk is not None}


def subject_page(listing: Listing) -> SubjectPage:
    """Return one page of a subject's list."""
    card, language, window = listing.card, listing.name.language, listing.window
    assert isinstance(card, SubjectCard)  # noqa: S101 by its kind
    is_head = window.number == HEAD
    published = {code: path for code, path in card.translations.items() if _has_page(card.id, code)}
    feed = FeedLink(title=card.name, path=addresses.href(f"{card.path}rss.xml"))
    named = {"subject": card.name, "name": NAME_IN_TEXT}
    surrounds = frame_of(
        listing, language=language, title=card.name, feeds=(feed,),
        description=card.description or _("%(subject)s: every article of %(name)s, newest first.") % named,
        translations=published,
    )  # fmt: skip
    dates = calendar(surrounds.conventions)
    pinned = articles.pinned(card.id, language)[:_PINNED] if is_head else ()
    listed = [one for one in window.cards if one not in pinned]
    about = [one for one in listed if one.id not in window.mentions]
    lead = picture_first(about[:_TOP])[0] if is_head and about and not pinned else None
    picture = media.picture(card.picture_id) if is_head else None
    if is_head:
        trail = structured.subject(
            card, path=surrounds.path, picture=addresses.full(largest(picture)) if picture else ""
        )
        surrounds = replace(surrounds, json_ld=trail)
    return SubjectPage(
        frame=surrounds,
        name=card.name,
        kind=str(Subject.Kind(card.kind).label),
        description=card.description,
        aliases=card.aliases,
        names=tuple(_names(card)),
        roles=tuple(_role(role, dates) for role in card.roles),
        picture=picture,
        follow_path=f"{addresses.SUBSCRIBE}?language={language}&subject={card.id}",
        dossiers=tuple(teaser(one) for one in dossiers.about(card.id, language)) if is_head else (),
        head=_head(card, language, window.cards) if is_head else None,
        pinned=pinned,
        lead=lead,
        months=dates.by_month(one for one in about if one is not lead),
        mentions=tuple(one for one in listed if one.id in window.mentions),
        pager=pager(listing),
    )


def _has_page(subject_id: int, language: str) -> bool:
    return articles.exists(ListName(kind="subject", id=subject_id, language=language))


def _names(card: SubjectCard) -> Iterable[OtherName]:
    for code, name in card.names.items():
        if name != card.name:
            yield OtherName(name=name, language=code, direction=BY_CODE[code].direction)


def _head(card: SubjectCard, language: str, shown: tuple[ArticleCard, ...]) -> SubjectHead:
    above = subjects.subject(card.parent_id, language) if card.parent_id else None
    companions = tuple(_companions(card, language))
    return SubjectHead(
        parent=_link(above, language) if above else None,
        children=tuple(
            link for one in subjects.children(card.id, language) if (link := _link(one, language)).path
        )[:_CHILDREN],
        elsewhere=tuple(Link(name=_site(url), path=url) for url in card.same_as),
        companions=companions,
        web=subject_web.draw(card.name, companions, mirrored=BY_CODE[language].direction == "rtl"),
        corrections=articles.corrections(ListName(kind="subject", id=card.id, language=language), shown),
    )


def _companions(card: SubjectCard, language: str) -> Iterable[CompanionView]:
    chosen = articles.companions(card.id, language)
    cards = subjects.subjects((one.subject_id for one in chosen), language)
    for one in chosen:
        if (found := cards.get(one.subject_id)) and (link := _link(found, language)).path:
            yield CompanionView(name=link.name, path=link.path, count=one.count, lift=one.lift)


def _link(card: SubjectCard, language: str) -> Link:
    return Link(name=card.name, path=addresses.href(card.path) if _has_page(card.id, language) else "")


def _site(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _role(role: RoleCard, dates: Calendar) -> str:
    """Write a role with its time: "minister of the interior, since 2017"."""
    told = {"role": role.text, "since": _day(role.since, dates), "until": _day(role.until, dates)}
    if role.since and role.until:
        return _("%(role)s, %(since)s – %(until)s") % told
    exact = partial_day.LENGTH in (len(role.since), len(role.until))
    if role.since:
        words = (
            pgettext("a whole day", "%(role)s, since %(since)s") if exact else _("%(role)s, since %(since)s")
        )
        return words % told
    if role.until:
        words = (
            pgettext("a whole day", "%(role)s, until %(until)s") if exact else _("%(role)s, until %(until)s")
        )
        return words % told
    return role.text


def _day(written: str, dates: Calendar) -> str:
    """Write a year, a month or a day in words; "" for none."""
    if not written:
        return ""
    if len(written) == len("2017"):
        return dates.number(written)
    day = partial_day.first(written)
    return dates.day(day) if len(written) == partial_day.LENGTH else dates.month(day)
