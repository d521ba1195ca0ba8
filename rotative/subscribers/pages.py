"""The pages on which readers choose, made on the spot: asking with subjects to follow, and the choices of a subscriber."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from babel import Locale
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rotative.articles.reads import SectionCard
from rotative.core.messages import Form, Group, Input, Message, Option
from rotative.masthead import reads as masthead
from rotative.subjects.cards import SubjectCard
from rotative.subscribers import offers
from rotative.subscribers.choices import Choices
from rotative.subscribers.models import Subscriber
from rotative.subscribers.sign_up import addresses


def asking(choices: Choices, *, words: str) -> Message:
    """Asking for the letter, with subjects ticked. words: what names of subjects were looked up for."""
    action = reverse("subscribers:subscribe")
    email = Input(
        name="email", label=_("Your e-mail address"), kind="email", autocomplete="email", max_length=254
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
                groups=_groups(choices, words),
            ),
            _looking_up(action, choices, words, language=True),
        ),
    )


def choosing(subscriber: Subscriber, *, token: str, words: str, notice: str = "", error: str = "") -> Message:
    """A subscriber's choices, a pause, leaving, and being forgotten. notice: what was just done."""
    choices = chosen(subscriber)
    action = reverse("subscribers:choices", args=[token])
    mailbox = _("This page belongs to %(address)s: who has its address may change what follows.")
    return Message(
        language=subscriber.language,
        heading=_("Your letter"),
        errors=(error,) if error else (),
        paragraphs=(
            *((notice,) if notice else ()),
            *_standing(subscriber),
            mailbox % {"address": addresses.masked(subscriber.email)},
        ),
        forms=(
            Form(
                heading=_("What it brings"),
                action=action,
                button=_("Save"),
                fields=(("act", "save"),),
                groups=(*_languages(choices), *_groups(choices, words)),
            ),
            _looking_up(action, choices, words, language=False),
            *_pausing(subscriber, action),
            *_leaving(subscriber, action),
            _forgetting(action),
        ),
        status=400 if error else 200,
    )


def chosen(subscriber: Subscriber) -> Choices:
    """What a subscriber has chosen."""
    return Choices(
        language=subscriber.language,
        minutes=subscriber.minutes,
        sections=tuple(subscriber.sections),
        subjects=tuple(subscriber.subjects),
        days=subscriber.days,
    )


def _standing(subscriber: Subscriber) -> tuple[str, ...]:
    """Whether letters come at present."""
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


def _groups(choices: Choices, words: str) -> tuple[Group, ...]:
    minutes = sorted({*offers.BUDGETS, choices.minutes})
    sections = offers.sections(choices.language)
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
        *_group("subject", _("Subjects to put first"), _subjects(choices, words), choices.subjects),
        Group(
            name="day",
            legend=_("Days of the week"),
            options=tuple(
                Option(value=str(bit), label=name, chosen=bool(choices.days & bit))
                for bit, name in offers.weekdays(choices.language)
            ),
        ),
    )


def _group(
    name: str, legend: str, cards: Sequence[SubjectCard | SectionCard], ticked: Iterable[int]
) -> tuple[Group, ...]:
    options = tuple(Option(value=str(card.id), label=card.name, chosen=card.id in ticked) for card in cards)
    return (Group(name=name, legend=legend, options=options),) if options else ()


def _subjects(choices: Choices, words: str) -> list[SubjectCard]:
    """Those chosen, then those looked up or, where nothing is, those most used."""
    own = offers.subjects_of(choices.subjects, choices.language)
    more = offers.found(words, choices.language) if words else offers.most_used(choices.language)
    return list({card.id: card for card in [*own, *more]}.values())


def _looking_up(action: str, choices: Choices, words: str, *, language: bool) -> Form:
    ticked = tuple(("subject", str(subject_id)) for subject_id in choices.subjects)
    nothing = bool(words) and not offers.found(words, choices.language)
    return Form(
        heading=_("Find more subjects"),
        paragraphs=(_("No subject has this name."),) if nothing else (),
        action=action,
        button=_("Find"),
        fields=(("language", choices.language), *ticked) if language else (),
        inputs=(Input(name="q", label=_("Name of a person, place or theme"), kind="search", value=words),),
        looks_up=True,
    )


def _languages(choices: Choices) -> tuple[Group, ...]:
    codes = offers.languages()
    options = tuple(
        Option(value=code, label=Locale.parse(code).display_name or code, chosen=code == choices.language)
        for code in codes
    )
    return (
        (Group(name="language", legend=_("Language"), many=False, options=options),) if len(codes) > 1 else ()
    )


def _pausing(subscriber: Subscriber, action: str) -> tuple[Form, ...]:
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


def _leaving(subscriber: Subscriber, action: str) -> tuple[Form, ...]:
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


def _forgetting(action: str) -> Form:
    return Form(
        heading=_("Be forgotten"),
        paragraphs=(
            _(
                "Everything kept under your address is erased, for good. Comments stay, without your address. "
                "Letters are forwarded, so please type the address that this letter goes to."
            ),
        ),
        action=action,
        button=_("Erase everything"),
        fields=(("act", "forget"),),
        inputs=(Input(name="email", label=_("Your e-mail address"), kind="email", autocomplete="email"),),
    )
