"""Views behind the links in our letters: confirming, choosing, leaving. GET shows the page, POST acts."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rotative.core.durable import durable
from rotative.core.errors import gettext_noop
from rotative.core.messages import Message, render, render_refusal
from rotative.subscribers import actions, link_tokens, pages, responses
from rotative.subscribers.choices import (
    LONGEST_PAUSE,
    Choices,
    existing_sections,
    put_first,
    translated_dossiers,
    translated_sections,
)
from rotative.subscribers.errors import (
    BadDays,
    BadLink,
    BadMinutes,
    BadPause,
    NotYours,
    SubscriberError,
    Suppressed,
)
from rotative.subscribers.forms import ChoicesForm, PauseForm
from rotative.subscribers.models import LEAST_MINUTES, MOST_MINUTES, Subscriber
from rotative.subscribers.sign_up import email_addresses


# The signed link allows the change; there is no cookie that another site could use.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@durable()
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page behind the link in a confirmation mail; its button confirms."""
    try:
        subscriber = link_tokens.find_by_confirm_token(token)
    except BadLink as error:
        return responses.say_link_bad(request, error)
    with translation.override(subscriber.language):
        if subscriber.state == Subscriber.State.CONFIRMED:
            return _say_confirmed_before(request, subscriber)
        if request.method == "POST":
            return _confirm(request, subscriber)
        return render(
            request,
            Message(
                language=subscriber.language,
                heading=_("One last step"),
                paragraphs=(
                    _("Press the button and the letter will come every morning."),
                    *put_first(subscriber),
                ),
                action=reverse("subscribers:confirm", args=[token]),
                button=_("Receive the letter"),
            ),
        )


def _confirm(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    try:
        actions.confirm(subscriber)
    except Suppressed as error:
        return render_refusal(request, _(error.message), status=409)
    return render(
        request,
        Message(
            language=subscriber.language,
            heading=_("Thank you, you are subscribed"),
            paragraphs=(_("The next edition will be in your mailbox. Every letter has a link to leave."),),
            links=((_("Choose its length, sections, days and what comes first"), _choices_path(subscriber)),),
        ),
    )


def _say_confirmed_before(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    """Say that the link was used: it opens nothing any more, because anybody may have the mail by now."""
    return render(
        request,
        Message(
            language=subscriber.language,
            heading=_("You are subscribed already"),
            paragraphs=(_("This link has been used. Every letter has links to your choices and to leave."),),
        ),
    )


# RFC 8058: mail programs post here without cookies and without opening the page.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@durable()
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page behind the link in every letter; its button, or the one of a mail program, unsubscribes."""
    try:
        subscriber = link_tokens.find_by_leave_token(token)
    except BadLink as error:
        return responses.say_link_bad(request, error)
    with translation.override(subscriber.language):
        if request.method == "POST":
            actions.unsubscribe(subscriber)
            return responses.say_unsubscribed(request)
        if subscriber.state != Subscriber.State.CONFIRMED:
            return responses.say_unsubscribed(request)
        return render(
            request,
            Message(
                language=subscriber.language,
                heading=_("Stop the letter?"),
                paragraphs=(_("Press the button and we will not write again."),),
                action=reverse("subscribers:unsubscribe", args=[token]),
                button=_("Unsubscribe"),
                links=((_("Rather a shorter letter, fewer days or a pause?"), _choices_path(subscriber)),),
            ),
        )


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@durable()
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Show a subscriber's own page: choices, a pause, leaving, being forgotten."""
    try:
        subscriber = link_tokens.find_by_leave_token(token)
    except BadLink as broken:
        return responses.say_link_bad(request, broken)
    with translation.override(subscriber.language):
        notice, error = _act(request, subscriber) if request.method == "POST" else ("", "")
        if not Subscriber.objects.filter(pk=subscriber.pk).exists():
            return responses.say_forgotten(request)
    # The subscriber may have just chosen another language.
    with translation.override(subscriber.language):
        message = pages.choices_page(
            subscriber,
            token=token,
            search=request.GET.get("q", ""),
            notice=_(notice) if notice else "",
            error=error,
        )
        return render(request, message)


def _act(request: HttpRequest, subscriber: Subscriber) -> tuple[str, str]:
    """Do what the posted form asks for. Returns a notice in English and an error in the reader's language; "" for none."""
    act = _ACTS.get(request.POST.get("act", ""))
    try:
        return (act(request, subscriber) if act else ""), ""
    except SubscriberError as refused:
        return "", _(refused.message) % refused.fields


def _save(request: HttpRequest, subscriber: Subscriber) -> str:
    followed = [*subscriber.dossiers, *subscriber.asked_dossiers]
    before = {"language": subscriber.language, "dossiers": followed}
    form = ChoicesForm(request.POST, initial=before)
    if not form.is_valid():
        raise BadMinutes(least=LEAST_MINUTES, most=MOST_MINUTES)
    if not form.days():
        # Here none ticked does not mean all of them, as it does at sign-up.
        raise BadDays()
    choices = form.choices()
    if choices.language != subscriber.language:
        choices = _translate(choices, form.ids("section"), form.dossiers(subscriber.language))
    actions.choose(subscriber, choices)
    return gettext_noop("Your choices are saved.")


def _translate(choices: Choices, sections: list[int], dossiers: list[int]) -> Choices:
    """Replace the sections and the dossiers by their translations in the language that was chosen."""
    ids = translated_sections(sections, choices.language)
    return replace(
        choices,
        sections=tuple(existing_sections(ids, choices.language)),
        dossiers=tuple(translated_dossiers(dossiers, choices.language)),
    )


def _pause(request: HttpRequest, subscriber: Subscriber) -> str:
    form = PauseForm(request.POST)
    if not form.is_valid():
        raise BadPause(days=LONGEST_PAUSE.days)
    actions.pause(subscriber, until=form.cleaned_data["until"])
    return ""


def _resume(request: HttpRequest, subscriber: Subscriber) -> str:
    actions.pause(subscriber, until=None)
    return gettext_noop("The pause is over: the next letter comes.")


def _leave(request: HttpRequest, subscriber: Subscriber) -> str:
    actions.unsubscribe(subscriber)
    return ""


def _forget(request: HttpRequest, subscriber: Subscriber) -> str:
    if email_addresses.normalize(request.POST.get("email", "")) != subscriber.email_normalised:
        raise NotYours()
    actions.forget(subscriber.email_normalised)
    return ""


_ACTS = {"save": _save, "pause": _pause, "resume": _resume, "leave": _leave, "forget": _forget}


def _choices_path(subscriber: Subscriber) -> str:
    return reverse("subscribers:choices", args=[link_tokens.leave_token(subscriber.pk, subscriber.secret)])
