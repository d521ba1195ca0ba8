"""The public view of comments: a plain form, posted without a cookie."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from rotative.articles.models import Article
from rotative.comments import actions, moderation, moderation_context, reads, sanitize
from rotative.comments.errors import CommentError, CommentsClosed
from rotative.comments.forms import RAW_FACTOR, CommentForm
from rotative.comments.models import MOST_ADDRESS, MOST_NAME, MOST_TEXT
from rotative.comments.rate_limit import PER_NETWORK
from rotative.core import addresses, conf, requests
from rotative.core.messages import Input, Message, render, render_form, render_refusal
from rotative.masthead import reads as masthead

# The fields of an article that decide about its comments; its body is not read for each of them.
_NEEDED = ("live", "comments_open", "published_at", "path", "locale__language_code")
_NETWORK_SALT = "rotative.comments.network"


# Readers have no cookie, so there is no token to compare: the browser itself says which page has the form.
@csrf_exempt
@require_POST
@sensitive_post_parameters()
def comment(request: HttpRequest) -> HttpResponse:
    """Receive a reader's comment. The reader gets the same answer whatever moderation decides."""
    if not requests.same_site(request):
        with translation.override(conf.get("language")):
            sentence = _("This form was sent from another site. Please use the one on our pages.")
            return render_refusal(request, sentence, status=403)
    # Before anything is read: a refusal must cost less than a comment.
    network_hash = requests.network_hash(request, salt=_NETWORK_SALT)
    allowed = PER_NETWORK.allows(network_hash)
    article = _find_article(request.POST.get("article", ""))
    form = CommentForm(request.POST)
    with translation.override(article.language if article else conf.get("language")):
        if article is None:
            return _refuse(request, None, form, _("This article is no longer there."), 404)
        if not allowed:
            busy = _("Too many comments came from your network. Please try again in a few minutes.")
            return _ask_again(request, article, form, [busy], 429)
        return _receive(request, article, form, network_hash)


def _find_article(raw: str) -> Article | None:
    """Return the live article whose id was posted."""
    article_id = requests.parse_id(raw)
    if article_id is None:
        return None
    needed = Article.objects.published().select_related("locale").only(*_NEEDED)
    return needed.filter(pk=article_id).order_by().first()


def _receive(request: HttpRequest, article: Article, form: CommentForm, network_hash: str) -> HttpResponse:
    if not reads.is_open(article):
        return _refuse(request, article, form, _(CommentsClosed.message), 403)
    if not form.is_valid():
        return _ask_again(request, article, form, form.error_sentences(), 400)
    try:
        verdict = _judge_and_save(article, form, network_hash)
    except CommentsClosed as error:
        return _refuse(request, article, form, _(error.message), 403)
    except CommentError as error:
        return _ask_again(request, article, form, [_(error.message) % error.fields], 400)
    return _thank(request, article, shown=verdict.state == moderation.State.SHOWN)


def _judge_and_save(article: Article, form: CommentForm, network_hash: str) -> moderation.Verdict:
    """Raises CommentsClosed, NothingToAnswer."""
    given = form.cleaned_data
    raw = moderation.RawComment(
        name=given["name"], email=given["email"], text=form.data["text"], trap=form.data.get("website", "")
    )
    verdict = moderation.judge(raw, context=moderation_context.load(article, email=given["email"]))
    sent = actions.Submission(
        name=given["name"], email=given["email"], text=given["text"], parent_id=given["parent"] or None
    )
    actions.receive(article, sent, verdict=verdict, network_hash=network_hash)
    return verdict


def _thank(request: HttpRequest, article: Article, *, shown: bool) -> HttpResponse:
    later = _("Your comment will appear after the newsroom has read it.")
    message = Message(
        language=article.language,
        heading=_("Thank you"),
        paragraphs=(_("Your comment will be on the page in a moment.") if shown else later,),
        links=(_link_back(article),),
    )
    return render(request, message)


def _ask_again(
    request: HttpRequest, article: Article, form: CommentForm, errors: list[str], status: int
) -> HttpResponse:
    """Show the form with what the reader filled in, but for the address: no page shows an address."""
    fields = [("article", str(article.pk))]
    parent = requests.parse_id(form.data.get("parent", ""))
    if parent and reads.can_be_answered(parent, article):
        fields.append(("parent", str(parent)))
    message = Message(
        language=article.language,
        heading=_("Your comment has not been sent"),
        errors=tuple(errors),
        action=reverse("comments:comment"),
        button=_("Send my comment"),
        fields=tuple(fields),
        inputs=_inputs(form, article.language),
        links=(_link_back(article),),
        status=status,
    )
    return render_form(request, message)


def _consent(language: str) -> str:
    """Promise an end only where there is a door for it."""
    contact = masthead.outlet(language).contact
    agreed = _("I agree that my name and comment are published here.")
    if not contact:
        return agreed
    door = _("I can have them erased at any time: I write to %(address)s.") % {
        "address": f"\u2068{contact}\u2069"
    }
    return f"{agreed} {door}"


def _inputs(form: CommentForm, language: str) -> tuple[Input, ...]:
    wrong = form.fields_with_errors()
    name = sanitize.name(form.data.get("name", "")[: RAW_FACTOR * MOST_NAME])
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
            value=_printable_text(form),
            max_length=MOST_TEXT,
            invalid="text" in wrong,
        ),
        Input(
            name="consent",
            label=_consent(language),
            kind="tick",
            value="1",
            invalid="consent" in wrong,
        ),
    )


def _refuse(
    request: HttpRequest, article: Article | None, form: CommentForm, sentence: str, status: int
) -> HttpResponse:
    """Refuse a comment that cannot be sent again, and show its text so that the reader can copy it."""
    lines = _printable_text(form)[:MOST_TEXT].splitlines()
    written = tuple(line for line in lines if line)
    message = Message(
        language=article.language if article else conf.get("language"),
        heading=_("Your comment has not been sent"),
        paragraphs=(_("This is what you wrote:"), *written) if written else (),
        errors=(sentence,),
        links=(_link_back(article),) if article else (),
        status=status,
    )
    return render(request, message)


def _printable_text(form: CommentForm) -> str:
    """Return the posted text, sanitized and without the reader's address."""
    return form.remove_address(sanitize.text(form.data.get("text", "")[: RAW_FACTOR * MOST_TEXT]))


def _link_back(article: Article) -> tuple[str, str]:
    return (_("Back to the article"), f"{addresses.href(article.path or '/')}#comments")
