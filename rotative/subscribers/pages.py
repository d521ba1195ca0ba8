"""Pages on which readers choose, made for each request: signing up with subjects and dossiers, and a subscriber's own page."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from babel import Locale
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rotative.articles import reads as articles
from rotative.articles.reads import SectionCard
from rotative.core.messages import Form, Group, Input, Message, Option
from rotative.masthead import reads as masthead
from rotative.subjects.cards import SubjectCard
from rotative.subscribers.choices import (
    BUDGETS,
    Choices,
    asked,
    dossiers_by_title,
    find_dossiers,
    find_subjects,
    most_used_subjects,
    newest_dossiers,
    subjects_by_name,
    weekdays,
)
from rotative.subscribers.models import MOST_ADDRESS, Subscriber
from rotative.subscribers.sign_up import email_addresses

# Characters of a search for subjects; more are cut.
_MOST_SEARCH = 80


def sign_up(choices: Choices, *, search: str) -> Message:
    """Build the sign-up page with these choices ticked. search: text to find subjects and dossiers by, or ""."""
    search = search[:_MOST_SEARCH]
    action = reverse("subscribers:subscribe")
    email = Input(
        name="email",
        label=_("Your e-mail address"),
        kind="email",
        autocomplete="email",
        max_length=MOST_ADDRESS,
    )
    return Message(
        language=choices.language,
        heading=_("The letter, as you want it"),
        forms=(
            Form(
                action=action,
                button=_("Receive the letter"),
                fields=(("language", choices.language),),
                inputs=(email,),
                groups=_groups(choices, search),
            ),
            _search(action, choices, search, language=True),
        ),
    )


def choices_page(
    subscriber: Subscriber, *, token: str, search: str, notice: str = "", error: str = ""
) -> Message:
    """Build a subscriber's own page: choices, a pause, leaving, being forgotten.

    search: text to find subjects and dossiers by, or "". notice: says what was just done.
    """
    search = search[:_MOST_SEARCH]
    choices = _choices(subscriber)
    action = reverse("subscribers:choices", args=[token])
    mailbox = _("This page belongs to %(address)s: anybody who has its link can change the choices below.")
    return Message(
        language=subscriber.language,
        heading=_("Your letter"),
        errors=(error,) if error else (),
        paragraphs=(
            *((notice,) if notice else ()),
            *_state(subscriber),
            *asked(subscriber),
            mailbox % {"address": email_addresses.mask(subscriber.email)},
        ),
        forms=(
            Form(
                heading=_("What it brings"),
                action=action,
                button=_("Save"),
                fields=(("act", "save"),),
                groups=(*_languages(choices), *_groups(choices, search)),
            ),
            _search(action, choices, search, language=False),
            *_pause(subscriber, action),
            *_leave(subscriber, action),
            _forget(action),
        ),
        status=400 if error else 200,
    )


def _choices(subscriber: Subscriber) -> Choices:
    """Return a subscriber's choices, with what they asked to follow."""
    return Choices(
        language=subscriber.language,
        minutes=subscriber.minutes,
        sections=tuple(subscriber.sections),
        subjects=(*subscriber.subjects, *subscriber.asked_subjects),
        dossiers=(*subscriber.dossiers, *subscriber.asked_dossiers),
        days=subscriber.days,
    )


def _state(subscriber: Subscriber) -> tuple[str, ...]:
    """Say why no letter comes at present, if none does."""
    if subscriber.state == Subscriber.State.PENDING:
        return (_("You have not confirmed yet: no letter is sent to you before."),)
    if subscriber.state == Subscriber.State.SUPPRESSED:
        return (_("Letters to this address came back: none is sent to it any more."),)
    if subscriber.state != Subscriber.State.CONFIRMED:
        return (_("You are unsubscribed: no letter is sent to you."),)
    if subscriber.paused_until and subscriber.paused_until > masthead.today(subscriber.language):
        until = date_format(subscriber.paused_until, "DATE_FORMAT")
        return (_("The letter is paused; the next one comes on %(day)s or soon after.") % {"day": until},)
    return ()


def _groups(choices: Choices, search: str) -> tuple[Group, ...]:
    minutes = sorted({*BUDGETS, choices.minutes})
    sections = articles.sections(choices.language)
    return (
        Group(
            name="minutes",
            legend=_("Reading time"),
            many=False,
            options=tuple(
                Option(
                    value=str(each),
                    label=ngettext("%(num)d minute", "%(num)d minutes", each) % {"num": each},
                    chosen=each == choices.minutes,
                )
                for each in minutes
            ),
        ),
        *_group("section", _("Sections (none ticked: all of them)"), sections, choices.sections),
        *_group("subject", _("Subjects to put first"), _subjects(choices, search), choices.subjects),
        *_dossiers(choices, search),
        Group(
            name="day",
            legend=_("Days of the week"),
            options=tuple(
                Option(value=str(bit), label=name, chosen=bool(choices.days & bit))
                for bit, name in weekdays(choices.language)
            ),
        ),
    )


def _group(
    name: str, legend: str, cards: Sequence[SubjectCard | SectionCard], ticked: Iterable[int]
) -> tuple[Group, ...]:
    options = tuple(Option(value=str(card.id), label=card.name, chosen=card.id in ticked) for card in cards)
    return (Group(name=name, legend=legend, options=options),) if options else ()


def _subjects(choices: Choices, search: str) -> list[SubjectCard]:
    """Return the chosen subjects, then those that were found or, without a search, the most used."""
    own = subjects_by_name(choices.subjects, choices.language)
    more = find_subjects(search, choices.language) if search else most_used_subjects(choices.language)
    return list({card.id: card for card in [*own, *more]}.values())


def _dossiers(choices: Choices, search: str) -> tuple[Group, ...]:
    """Return the followed dossiers, also those that are withdrawn, then those that were found or, without a search, moved last."""
    own = dossiers_by_title(choices.dossiers, choices.language)
    more = find_dossiers(search, choices.language) if search else newest_dossiers(choices.language)
    options = tuple(
        Option(
            value=str(row.pk),
            label=row.title
            if row.live
            else _("%(title)s (withdrawn: it puts nothing first at present)") % {"title": row.title},
            chosen=row.pk in choices.dossiers,
        )
        for row in {row.pk: row for row in [*own, *more]}.values()
    )
    return (Group(name="dossier", legend=_("Dossiers to put first"), options=options),) if options else ()


def _search(action: str, choices: Choices, search: str, *, language: bool) -> Form:
    ticked = (
        *(("subject", str(subject_id)) for subject_id in choices.subjects),
        *(("dossier", str(dossier_id)) for dossier_id in choices.dossiers),
    )
    nothing = bool(search) and not (
        find_subjects(search, choices.language) or find_dossiers(search, choices.language)
    )
    return Form(
        heading=_("Find more to follow"),
        paragraphs=(_("No subject and no dossier has this name."),) if nothing else (),
        action=action,
        button=_("Find"),
        fields=(("language", choices.language), *ticked) if language else (),
        inputs=(
            Input(
                name="q", label=_("Name of a person, place, theme or dossier"), kind="search", value=search
            ),
        ),
        looks_up=True,
    )


def _languages(choices: Choices) -> tuple[Group, ...]:
    codes = masthead.languages()
    options = tuple(
        Option(value=code, label=Locale.parse(code).display_name or code, chosen=code == choices.language)
        for code in codes
    )
    return (
        (Group(name="language", legend=_("Language"), many=False, options=options),) if len(codes) > 1 else ()
    )


def _pause(subscriber: Subscriber, action: str) -> tuple[Form, ...]:
    if subscriber.state != Subscriber.State.CONFIRMED:
        return ()
    soon = (masthead.today(subscriber.language) + timedelta(days=7)).isoformat()
    until = subscriber.paused_until.isoformat() if subscriber.paused_until else soon
    forms = [
        Form(
            heading=_("Pause"),
            action=action,
            button=_("Pause the letter"),
            fields=(("act", "pause"),),
            inputs=(Input(name="until", label=_("No letter before"), kind="date", value=until),),
        )
    ]
    if subscriber.paused_until:
        forms.append(Form(action=action, button=_("End the pause"), fields=(("act", "resume"),)))
    return tuple(forms)


def _leave(subscriber: Subscriber, action: str) -> tuple[Form, ...]:
    if subscriber.state != Subscriber.State.CONFIRMED:
        return ()
    return (
        Form(
            heading=_("Leave"),
            paragraphs=(_("No further letter comes. You can subscribe again at any time."),),
            action=action,
            button=_("Unsubscribe"),
            fields=(("act", "leave"),),
        ),
    )


def _forget(action: str) -> Form:
    return Form(
        heading=_("Be forgotten"),
        paragraphs=(
            _(
                "Everything kept under your address is erased, for good, your comments with their words too. "
                "Letters are forwarded, so please type the address that this letter goes to."
            ),
        ),
        action=action,
        button=_("Erase everything"),
        fields=(("act", "forget"),),
        inputs=(Input(name="email", label=_("Your e-mail address"), kind="email", autocomplete="email"),),
    )
