"""What readers are answered: pages that tell nobody whether an address is known."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from rotative.core import conf
from rotative.core.messages import Form, Message, render
from rotative.subscribers.errors import BadLink
from rotative.subscribers.sign_up import proof_of_work, sealed_form


def thanks(request: HttpRequest) -> HttpResponse:
    """To whom our question is on its way, or was today already."""
    return _said(
        request,
        _("Look into your mailbox"),
        _("We have written to you: open the link in that letter and press its button to confirm."),
        _(
            "Nothing there in ten minutes? Look among the unwanted mail. No mailbox gets two such letters within a day."
        ),
    )


def looked_at_first(request: HttpRequest) -> HttpResponse:
    """To whom the desk must let in."""
    return _said(
        request,
        _("Your request is noted"),
        _(
            "The newsroom first looks at requests from this provider. Then a letter comes that asks you to confirm."
        ),
    )


def later(request: HttpRequest, form_data: QueryDict) -> HttpResponse:
    """In a surge: the request is noted and goes out later, or at once when the browser has proved its work."""
    message = Message(
        language=language(),
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
                fields=(("sealed", sealed_form.sealed(form_data)),),
                challenge=proof_of_work.challenge(),
            ),
        ),
    )
    return with_form(render(request, message))


def sorry(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """What went wrong."""
    heading = _("That did not work")
    return render(request, Message(language=language(), heading=heading, errors=(sentence,), status=status))


def broken(request: HttpRequest, error: BadLink) -> HttpResponse:
    """A link that is not complete or no longer holds."""
    with translation.override(conf.get("language")):
        return sorry(request, _(error.message), 404)


def with_form(response: HttpResponse) -> HttpResponse:
    """A page whose form is judged by where it stood: else the browser would hide that from us."""
    response["Referrer-Policy"] = "same-origin"
    return response


def language() -> str:
    """The language in force."""
    return (translation.get_language() or conf.get("language")).split("-")[0]


def _said(request: HttpRequest, heading: str, *paragraphs: str) -> HttpResponse:
    return render(request, Message(language=language(), heading=heading, paragraphs=paragraphs))
