"""The public door: asking for the edition. GET shows the form, POST asks."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rotative.core import conf, requests
from rotative.core.messages import render
from rotative.subscribers import actions, offers, pages, responses
from rotative.subscribers.errors import BadLink, SubscriberError, Suppressed
from rotative.subscribers.forms import ChoicesForm, SubscribeForm
from rotative.subscribers.models import Subscriber
from rotative.subscribers.sign_up import addresses, proof_of_work, rate_limit, sealed_form, surge

_NETWORK_SALT = "rotative.subscribers.network"
_MOST_WORDS = 80


# Readers have no cookie, so there is no token to compare: the browser itself says where the form stood.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Somebody asks for the edition. The answer does not tell whether the address was known."""
    if request.method != "POST":
        with translation.override(_language(request.GET)):
            return _form(request)
    try:
        words = request.POST.get("sealed", "")
        data = sealed_form.opened(words, within=proof_of_work.WITHIN) if words else request.POST
    except BadLink as error:
        return responses.broken(request, error)
    with translation.override(_language(data)):
        return _subscribed(request, data)


def _form(request: HttpRequest) -> HttpResponse:
    """The form with what the link ticked, and subjects found by name."""
    form = ChoicesForm(request.GET)
    form.is_valid()
    form.cleaned_data = {"language": _language(request.GET), "minutes": form.cleaned_data.get("minutes") or 5}
    message = pages.asking(form.choices(), words=request.GET.get("q", "")[:_MOST_WORDS])
    return responses.with_form(render(request, message))


def _subscribed(request: HttpRequest, data: QueryDict) -> HttpResponse:
    if not requests.same_site(request):
        sentence = _("This form was sent from another site. Please use the one on our pages.")
        return responses.sorry(request, sentence, 403)
    form = SubscribeForm(data)
    valid = form.is_valid()
    if data.get("website"):
        return responses.thanks(request)
    network_hash = requests.network_hash(request, salt=_NETWORK_SALT)
    if not rate_limit.network_may_ask(network_hash):
        sentence = _("Too many requests came from your network. Please try again in an hour.")
        return responses.sorry(request, sentence, 429)
    if not valid:
        sentence = _("Please give your e-mail address, and a reading time we offer.")
        return responses.sorry(request, sentence, 400)
    hold = _hold(request, form.cleaned_data["email"])
    try:
        _note(request, form, network_hash, hold)
    except Suppressed:
        # Saying so would tell a stranger that the address is known.
        pass
    except SubscriberError as error:
        return responses.sorry(request, _(error.message) % error.fields, 400)
    if hold == Subscriber.Hold.SURGE:
        return responses.later(request, data)
    return responses.looked_at_first(request) if hold else responses.thanks(request)


def _note(request: HttpRequest, form: SubscribeForm, network_hash: str, hold: Subscriber.Hold | None) -> None:
    choices = form.choices()
    actions.subscribe(
        form.cleaned_data["email"],
        language=choices.language,
        minutes=choices.minutes,
        sections=choices.sections,
        subjects=choices.subjects,
        days=choices.days,
        page=_page(request),
        network_hash=network_hash,
        hold=hold,
    )


def _hold(request: HttpRequest, email: str) -> Subscriber.Hold | None:
    """Why the question to this address waits; None where it goes out at once."""
    if addresses.is_disposable(addresses.spelled(email)):
        return Subscriber.Hold.DISPOSABLE
    # A proof is judged, and used up, only where one is asked for.
    if surge.is_on() and not proof_of_work.accepted(request.POST.get("altcha", "")):
        return Subscriber.Hold.SURGE
    return None


def _language(data: QueryDict) -> str:
    language = data.get("language", "")
    return language if language in offers.languages() else str(conf.get("language"))


def _page(request: HttpRequest) -> str:
    """The path of the page with the form, without its query."""
    return urlsplit(request.headers.get("Referer", "")).path[:500]
