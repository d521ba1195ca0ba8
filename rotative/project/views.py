"""Answers of the application to readers: search, old addresses, and pages that no file answers yet."""

from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe

from rotative.bake import oven, recipes
from rotative.bake.errors import NothingHere, PageTooSlow
from rotative.bake.models import PublicPath, StalePath
from rotative.core import addresses, conf, http_headers, old_addresses
from rotative.core.old_addresses import missed
from rotative.importers.reads import StoredAddresses
from rotative.layout import answers
from rotative.search import reads as search

# Longer questions are no questions.
MOST_QUERY = 200
_PER_PAGE = 20
# Counted in this process and its file: a reader's request writes nothing into the database.
_missed = missed.MissedAddresses(Path(settings.HOME) / missed.FILE)
_LATER = "This page cannot be made at the moment. The newsroom has been told.\n"


@csrf_exempt
@require_safe
@conditional_page
def live(request: HttpRequest, path: str = "") -> HttpResponse:
    """Answer a public path without a file, by the same recipe that bakes it; else 410, 301 or 404."""
    asked = f"/{path}"
    page = PublicPath.objects.filter(path__in=[asked, f"{asked}/"]).order_by("path").first()
    if page is None:
        return _player(request, asked) if addresses.played(asked)[0] else _text_only(request, asked)
    if page.path != asked or page.state == PublicPath.State.MOVED:
        return _led(request) or not_found(request)
    if _is_too_slow(page):
        return _later()
    return _rendered(request, page)


def _player(request: HttpRequest, asked: str) -> HttpResponse:
    """Answer the address under which an embed of an article is played; 404 where no such article has it."""
    before, name = addresses.played(asked)
    found = PublicPath.objects.filter(path__in=[before, f"{before}/"], recipe="article")
    article = found.order_by("path").first() if before else None
    if article is None or article.state == PublicPath.State.GONE:
        return not_found(request)
    own = addresses.player(article.target or article.path, name)
    if own != asked:
        return HttpResponsePermanentRedirect(addresses.href(own))
    if _is_too_slow(article):
        return _later()
    try:
        body, origin = answers.player(int(article.arg), name, language=addresses.language_of(own))
    except NothingHere:
        return not_found(request)
    policy = http_headers.PLAYER_SECURITY_POLICY.format(origin=origin)
    return HttpResponse(
        body, headers={"Cache-Control": http_headers.CACHE_PAGE, "Content-Security-Policy": policy}
    )


def _text_only(request: HttpRequest, asked: str) -> HttpResponse:
    """Answer the address of an article's text alone as the article is answered; 404 where no article is before it."""
    before = addresses.article_of(asked)
    found = PublicPath.objects.filter(path__in=[before, f"{before}/"], recipe="article")
    article = found.order_by("path").first() if before else None
    if article is None:
        return _led(request) or not_found(request)
    own = addresses.text_only(article.target or article.path)
    if own != asked:
        return HttpResponsePermanentRedirect(addresses.href(own))
    if article.state == PublicPath.State.GONE:
        return _rendered(request, article)
    if _is_too_slow(article):
        return _later()
    try:
        body = answers.text_only(int(article.arg), language=addresses.language_of(own))
    except NothingHere:
        return not_found(request)
    return HttpResponse(body, headers={"Cache-Control": http_headers.CACHE_PAGE})


def _rendered(request: HttpRequest, page: PublicPath) -> HttpResponse:
    try:
        body = oven.render(page).body
    except NothingHere:
        return not_found(request)
    status = 410 if page.state == PublicPath.State.GONE else 200
    kind = http_headers.content_type(page.path)
    return _public(HttpResponse(body, status=status, content_type=kind))


def _later() -> HttpResponse:
    return _public(HttpResponse(_LATER, status=503, content_type="text/plain; charset=utf-8"))


def _is_too_slow(page: PublicPath) -> bool:
    """Return whether the press gave this page up: here it would hold up everybody else's requests."""
    return StalePath.objects.filter(path=page, error__startswith=PageTooSlow.__name__).exists()


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer with the 404 page of the path's language, and count the address for the desk."""
    if request.method in ("GET", "HEAD"):
        _missed.note(request.path)
    language = addresses.language_of(request.path)
    with override(language):
        return _public(HttpResponse(recipes.get("not_found").render(language), status=404))


@csrf_exempt
@require_safe
def find(request: HttpRequest, language: str) -> HttpResponse:
    """Search in one language."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:MOST_QUERY]
    number = request.GET.get("page", "1")
    page = max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 5 else 1
    if not query:
        return _public(HttpResponse(answers.search("", language=language)))
    found = search.find(query, language=language, page=page, per_page=_PER_PAGE)
    body = answers.search(
        query,
        language=language,
        hits=found.hits,
        subjects=found.subjects,
        dossiers=found.dossiers,
        letters=found.letters,
        total=found.total,
        page=page,
        per_page=_PER_PAGE,
    )
    return _public(HttpResponse(body))


@csrf_exempt
@require_safe
def old_address(request: HttpRequest) -> HttpResponse:
    """Redirect `/?p=12` of a migrated site to where that article is now; else show the front page."""
    query = request.META.get("QUERY_STRING", "")
    if not old_addresses.QUERY.search(query) and not old_addresses.LANGUAGE.search(query):
        return live(request, "")
    if words := request.GET.get("s"):
        search_path = addresses.word(conf.get("language"), "search")
        return HttpResponsePermanentRedirect(f"{search_path}?{urlencode({'q': words[:MOST_QUERY]})}")
    return _led(request) or not_found(request)


def _led(request: HttpRequest) -> HttpResponse | None:
    """Redirect an old address as the front does once its page is printed; None when nothing is known of it."""
    target = old_addresses.lead(request.path, request.META.get("QUERY_STRING", ""), StoredAddresses())
    return HttpResponsePermanentRedirect(target) if target else None


def _public(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-cache"
    return response
