"""The public view for signing up: GET shows the form, POST asks for the letter."""

from urllib.parse import unquote, urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rotative.bake.models import PublicPath
from rotative.core import requests
from rotative.core.messages import render_form, render_refusal
from rotative.subscribers import actions, pages, responses
from rotative.subscribers.choices import existing_language
from rotative.subscribers.errors import BadLink, SubscriberError, Suppressed
from rotative.subscribers.forms import ChoicesForm, SubscribeForm
from rotative.subscribers.models import Subscriber
from rotative.subscribers.sign_up import email_addresses, proof_of_work, sealed_form, surge
from rotative.subscribers.sign_up.rate_limit import PER_NETWORK

_NETWORK_SALT = "rotative.subscribers.network"


# Readers have no cookie, so there is no token to compare: the browser itself says which page has the form.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Receive a request for the letter. The response does not tell whether the address is known."""
    if request.method != "POST":
        with translation.override(_language(request.GET)):
            return _show_form(request)
    if not requests.same_site(request):
        with translation.override(_language(request.GET)):
            sentence = _("This form was sent from another site. Please use the one on our pages.")
            return render_refusal(request, sentence, status=403)
    # Before anything is read: a refusal must cost less than a subscription.
    network_hash = requests.network_hash(request, salt=_NETWORK_SALT)
    if not PER_NETWORK.allows(network_hash):
        with translation.override(_language(request.POST)):
            sentence = _("Too many requests came from your network. Please try again in an hour.")
            return render_refusal(request, sentence, status=429)
    try:
        sealed = request.POST.get("sealed", "")
        data = sealed_form.unseal(sealed, within=proof_of_work.CHALLENGE_LIFE) if sealed else request.POST
    except BadLink as error:
        return responses.say_link_bad(request, error)
    with translation.override(_language(data)):
        return _receive(request, data, network_hash)


def _language(data: QueryDict) -> str:
    return existing_language(data.get("language", ""))


def _show_form(request: HttpRequest) -> HttpResponse:
    """Show the form with the choices that the link ticks, and the subjects that were searched for."""
    choices = ChoicesForm(request.GET).choices()
    return render_form(request, pages.sign_up(choices, search=request.GET.get("q", "")))


def _receive(request: HttpRequest, data: QueryDict, network_hash: str) -> HttpResponse:
    if data.get("website"):
        return responses.say_mail_sent(request)
    form = SubscribeForm(data)
    if not form.is_valid():
        sentence = _("Please give your e-mail address, and a reading time we offer.")
        return render_refusal(request, sentence, status=400)
    hold = _reason_to_hold(request, form.cleaned_data["email"])
    try:
        _subscribe(request, form, network_hash, hold)
    except Suppressed:
        # An error would tell a stranger that the address is known.
        pass
    except SubscriberError as error:
        return render_refusal(request, _(error.message) % error.fields, status=400)
    if hold == Subscriber.Hold.SURGE:
        return responses.say_mail_delayed(request, data)
    return responses.say_desk_decides(request) if hold else responses.say_mail_sent(request)


def _reason_to_hold(request: HttpRequest, email: str) -> Subscriber.Hold | None:
    """Return why the confirmation mail to this address waits; None if it is sent at once."""
    if email_addresses.is_disposable(email_addresses.normalize(email)):
        return Subscriber.Hold.DISPOSABLE
    # A proof of work is checked, and used up, only in a surge.
    if surge.is_on() and not proof_of_work.accept(request.POST.get("altcha", "")):
        return Subscriber.Hold.SURGE
    return None


def _subscribe(
    request: HttpRequest, form: SubscribeForm, network_hash: str, hold: Subscriber.Hold | None
) -> None:
    """Raises SubscriberError."""
    actions.subscribe(
        form.cleaned_data["email"],
        form.choices(),
        page=_page_of_form(request),
        network_hash=network_hash,
        hold=hold,
    )


def _page_of_form(request: HttpRequest) -> str:
    """Return the path of the page with the form, without its query; "" if the browser names none of our pages."""
    path = unquote(urlsplit(request.headers.get("Referer", "")).path)
    if path == request.path:
        return path
    # No other text of a stranger's choice gets into an export.
    ours = path.isprintable() and PublicPath.objects.filter(path=path, state=PublicPath.State.LIVE).exists()
    return path if ours else ""
