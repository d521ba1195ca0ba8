"""The one public door of the comments: a plain form, posted without a cookie."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from rotative.articles.models import Article
from rotative.comments import actions, moderation, moderation_context, openness, rate_limit, sanitize
from rotative.comments.errors import CommentError, CommentsClosed
from rotative.comments.forms import MOST_ADDRESS, MOST_NAME, MOST_TEXT, CommentForm
from rotative.core import addresses, conf, requests
from rotative.core.messages import Input, Message, render

_NETWORK_SALT = "rotative.comments.network"
_MOST_DIGITS = 18


# Readers have no cookie, so there is no token to compare: the browser itself says where the form stood.
@csrf_exempt
@require_POST
@sensitive_post_parameters()
def comment(request: HttpRequest) -> HttpResponse:
    """A reader comments. What moderation thinks of it is the desk's business: the answer is the same."""
    article = _article(request.POST.get("article", ""))
    with translation.override(article.language if article else conf.get("language")):
        if not requests.same_site(request):
            return _sorry(
                request, _("This form was sent from another site. Please use the one on our pages."), 403
            )
        if article is None:
            form = CommentForm(request.POST)
            form.is_valid()
            return _kept(request, None, form, _("This article is no longer there."), 404)
        return _received(request, article)


def _received(request: HttpRequest, article: Article) -> HttpResponse:
    form = CommentForm(request.POST)
    valid = form.is_valid()
    if not openness.is_open(article):
        return _kept(request, article, form, _(CommentsClosed.message), 403)
    if not valid:
        return _again(request, article, form, form.mended(), 400)
    network_hash = requests.network_hash(request, salt=_NETWORK_SALT)
    if not rate_limit.network_may_write(network_hash):
        busy = _("Too many comments came from your network. Please try again in a few minutes.")
        return _again(request, article, form, [busy], 429)
    try:
        verdict = _written(article, form, network_hash)
    except CommentsClosed as error:
        return _kept(request, article, form, _(error.message), 403)
    except CommentError as error:
        return _again(request, article, form, [_(error.message) % error.fields], 400)
    return _thanks(request, article, shown=verdict.state == moderation.State.SHOWN)


def _written(article: Article, form: CommentForm, network_hash: str) -> moderation.Verdict:
    """The comment, judged and kept. Raises CommentsClosed, NothingToAnswer."""
    given = form.cleaned_data
    draft = moderation.Draft(
        name=given["name"], email=given["email"], text=form.data["text"], trap=form.data.get("website", "")
    )
    verdict = moderation.judge(draft, context=moderation_context.context(article, email=given["email"]))
    words = actions.Words(
        name=given["name"], email=given["email"], text=given["text"], parent_id=given["parent"] or None
    )
    actions.receive(article, words, verdict=verdict, network_hash=network_hash)
    return verdict


def _article(raw: str) -> Article | None:
    """The live article of an id as it was posted."""
    if not (raw.isascii() and raw.isdigit() and len(raw) <= _MOST_DIGITS):
        return None
    return Article.objects.published().select_related("locale").filter(pk=int(raw)).first()


def _thanks(request: HttpRequest, article: Article, *, shown: bool) -> HttpResponse:
    later = _("Your comment will appear after the newsroom has read it.")
    message = Message(
        language=article.language,
        heading=_("Thank you"),
        paragraphs=(_("Your comment will be on the page in a moment.") if shown else later,),
        links=(_back(article),),
    )
    return render(request, message)


def _again(
    request: HttpRequest, article: Article, form: CommentForm, errors: list[str], status: int
) -> HttpResponse:
    """The form once more, with everything but the address in it: an address appears on no page."""
    fields = [("article", str(article.pk))]
    parent = form.cleaned_data.get("parent")
    if parent and openness.can_be_answered(parent, article):
        fields.append(("parent", str(parent)))
    message = Message(
        language=article.language,
        heading=_("Your comment has not been sent"),
        errors=tuple(errors),
        action=reverse("comments:comment"),
        button=_("Send my comment"),
        fields=tuple(fields),
        inputs=_inputs(form),
        links=(_back(article),),
        status=status,
    )
    response = render(request, message)
    # Else the browser would hide from us that the form stood on our own page.
    response["Referrer-Policy"] = "same-origin"
    return response


def _inputs(form: CommentForm) -> tuple[Input, ...]:
    wrong = form.errors
    name = sanitize.signature(form.data.get("name", ""))
    return (
        Input(
            name="name",
            label=_("Your name"),
            value="" if "@" in name else name,
            max_length=MOST_NAME,
            autocomplete="name",
            invalid="name" in wrong,
        ),
        Input(
            name="email",
            label=_("Your e-mail address (never published)"),
            kind="email",
            max_length=MOST_ADDRESS,
            autocomplete="email",
            invalid="email" in wrong,
        ),
        Input(
            name="text",
            label=_("Your comment"),
            kind="long",
            value=_text(form),
            max_length=MOST_TEXT,
            invalid="text" in wrong,
        ),
        Input(
            name="consent",
            label=_(
                "I agree that my name and comment are published here. I can ask for their removal at any time."
            ),
            kind="tick",
            value="1",
            invalid="consent" in wrong,
        ),
    )


def _text(form: CommentForm) -> str:
    """What the reader wrote, without the address."""
    return form.without_address(sanitize.words(form.data.get("text", "")))


def _kept(
    request: HttpRequest, article: Article | None, form: CommentForm, sentence: str, status: int
) -> HttpResponse:
    """A refusal nothing can mend; the words are given back to be copied."""
    lines = _text(form)[:MOST_TEXT].splitlines()
    written = tuple(line for line in lines if line)
    message = Message(
        language=article.language if article else conf.get("language"),
        heading=_("Your comment has not been sent"),
        paragraphs=(_("This is what you wrote:"), *written) if written else (),
        errors=(sentence,),
        links=(_back(article),) if article else (),
        status=status,
    )
    return render(request, message)


def _sorry(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    language = (translation.get_language() or conf.get("language")).split("-")[0]
    message = Message(language=language, heading=_("That did not work"), errors=(sentence,), status=status)
    return render(request, message)


def _back(article: Article) -> tuple[str, str]:
    return (_("Back to the article"), f"{addresses.href(article.path or '/')}#comments")
