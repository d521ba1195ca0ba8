"""Responses to who asks for the letter, leaves or is forgotten. None of them tells a stranger whether an address is known."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from rotative.core import conf
from rotative.core.messages import Form, Message, language_in_force, render, render_form, render_refusal
from rotative.subscribers.errors import BadLink
from rotative.subscribers.sign_up import proof_of_work, sealed_form


def say_mail_sent(request: HttpRequest) -> HttpResponse:
    """Say that a confirmation mail is sent, or was sent today."""
    return _render(
        request,
        _("Look into your mailbox"),
        _("We have written to you: open the link in that letter and press its button to confirm."),
        _(
            "Nothing there in ten minutes? Look among the unwanted mail. No mailbox gets two such letters within a day."
        ),
    )


def say_desk_decides(request: HttpRequest) -> HttpResponse:
    """Say that the desk must let the request in."""
    return _render(
        request,
        _("Your request is noted"),
        _(
            "The newsroom first looks at requests from this provider. Then a letter comes that asks you to confirm."
        ),
    )


def say_mail_delayed(request: HttpRequest, form_data: QueryDict) -> HttpResponse:
    """Say that the confirmation mail is sent later, and ask the browser for a proof of work to send it at once."""
    message = Message(
        language=language_in_force(),
        heading=_("Your request is noted"),
        paragraphs=(
            _(
                "Very many people ask for the letter at this moment. The one that asks you to confirm comes within a day; "
                "you need not do anything until then."
            ),
        ),
        forms=(
            Form(
                action=reverse("subscribers:subscribe"),
                button=_("Receive the letter"),
                fields=(("sealed", sealed_form.seal(form_data)),),
                challenge=proof_of_work.create(),
            ),
        ),
    )
    return render_form(request, message)


def say_unsubscribed(request: HttpRequest) -> HttpResponse:
    """Say goodbye to a subscriber who left."""
    return _render(
        request,
        _("You are unsubscribed"),
        _("We will not write to you again. A letter already on its way may still arrive."),
    )


def say_forgotten(request: HttpRequest) -> HttpResponse:
    """Say that everything about a person was erased, and what mark is kept."""
    return _render(
        request,
        _("You are forgotten"),
        _(
            "Everything kept under your address was erased. We keep only an unreadable mark, so that no imported list brings you back."
        ),
    )


def say_link_bad(request: HttpRequest, error: BadLink) -> HttpResponse:
    """Say that a link is not complete or has expired."""
    with translation.override(conf.get("language")):
        return render_refusal(request, _(error.message), status=404)


def _render(request: HttpRequest, heading: str, *paragraphs: str) -> HttpResponse:
    return render(request, Message(language=language_in_force(), heading=heading, paragraphs=paragraphs))
