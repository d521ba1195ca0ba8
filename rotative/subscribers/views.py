"""The public doors: asking for the edition, confirming, leaving. GET shows, POST does."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from rotative.core import conf, requests
from rotative.core.addresses import LANGUAGES
from rotative.core.messages import Message, render
from rotative.subscribers import actions, addresses, limits, tokens
from rotative.subscribers.errors import BadLink, SubscriberError, Suppressed
from rotative.subscribers.forms import SubscribeForm
from rotative.subscribers.models import Subscriber

_NETWORK_SALT = "rotative.subscribers.network"


# Readers have no cookie, so there is no token to compare: the browser itself says where the form stood.
@csrf_exempt
@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """Somebody asks for the edition. The answer does not tell whether the address was known."""
    form = SubscribeForm(request.POST)
    language = form.data.get("language", "")
    with translation.override(language if language in LANGUAGES else conf.get("language")):
        return _subscribed(request, form)


def _subscribed(request: HttpRequest, form: SubscribeForm) -> HttpResponse:
    if not requests.same_site(request):
        return _sorry(
            request, _("This form was sent from another site. Please use the one on our pages."), 403
        )
    valid = form.is_valid()
    if form.data.get("website"):
        return _thanks(request)
    network_hash = requests.network_hash(request, salt=_NETWORK_SALT)
    if not limits.network_may_ask(network_hash):
        return _sorry(
            request, _("Too many requests came from your network. Please try again in an hour."), 429
        )
    if not valid:
        return _sorry(request, _("Please give your e-mail address, and a reading time we offer."), 400)
    try:
        address = addresses.normalised(form.cleaned_data["email"])
        if limits.address_may_be_asked(addresses.hashed(address)):
            actions.subscribe(
                form.cleaned_data["email"],
                language=form.cleaned_data["language"],
                minutes=form.cleaned_data["minutes"],
                sections=form.numbers("section"),
                subjects=form.numbers("subject"),
                page=_page(request),
                network_hash=network_hash,
            )
    except Suppressed:
        # Saying so would tell a stranger that the address is known.
        return _thanks(request)
    except SubscriberError as error:
        return _sorry(request, _(error.message) % error.fields, 400)
    return _thanks(request)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in our question; its button confirms."""
    try:
        subscriber = tokens.confirming(token)
    except BadLink as error:
        return _broken(request, error)
    with translation.override(subscriber.language):
        if request.method == "POST":
            return _confirmed(request, subscriber)
        return render(
            request,
            Message(
                language=subscriber.language,
                heading=_("One last step"),
                paragraphs=(_("Press the button and the letter will come every morning."),),
                action=reverse("subscribers:confirm", args=[token]),
                button=_("Receive the letter"),
            ),
        )


def _confirmed(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    try:
        actions.confirm(subscriber)
    except Suppressed as error:
        return _sorry(request, _(error.message), 409)
    return render(
        request,
        Message(
            language=subscriber.language,
            heading=_("Thank you, you are subscribed"),
            paragraphs=(_("The next edition will be in your mailbox. Every letter has a link to leave."),),
        ),
    )


# RFC 8058: mail programs post here without cookies and without following the page.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in every letter; its button, or a mail program's, unsubscribes."""
    try:
        subscriber = tokens.leaving(token)
    except BadLink as error:
        return _broken(request, error)
    with translation.override(subscriber.language):
        if request.method == "POST":
            actions.unsubscribe(subscriber)
            return _left(request, subscriber)
        if subscriber.state != Subscriber.State.CONFIRMED:
            return _left(request, subscriber)
        return render(
            request,
            Message(
                language=subscriber.language,
                heading=_("Stop the letter?"),
                paragraphs=(_("Press the button and we will not write again."),),
                action=reverse("subscribers:unsubscribe", args=[token]),
                button=_("Unsubscribe"),
            ),
        )


def _left(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    return render(
        request,
        Message(
            language=subscriber.language,
            heading=_("You are unsubscribed"),
            paragraphs=(_("We will not write to you again. A letter already on its way may still arrive."),),
        ),
    )


def _thanks(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        Message(
            language=_language(),
            heading=_("Look into your mailbox"),
            paragraphs=(
                _("We have written to you: open the link in that letter and press its button to confirm."),
                _(
                    "Nothing there in ten minutes? Look among the unwanted mail. Subscribers get no second question."
                ),
            ),
        ),
    )


def _sorry(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    message = Message(language=_language(), heading=_("That did not work"), errors=(sentence,), status=status)
    return render(request, message)


def _broken(request: HttpRequest, error: BadLink) -> HttpResponse:
    with translation.override(conf.get("language")):
        return _sorry(request, _(error.message), 404)


def _language() -> str:
    return (translation.get_language() or conf.get("language")).split("-")[0]


def _page(request: HttpRequest) -> str:
    """The path of the page with the form, without its query."""
    return urlsplit(request.headers.get("Referer", "")).path[:500]
