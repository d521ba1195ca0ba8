"""The page of briefs: a form with little in it, which publishes in one act, and the latest briefs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log as note
from wagtail.models import Locale

from rotative.articles import actions
from rotative.articles.models import Article, Section
from rotative.articles.permissions import policy
from rotative.core.errors import RotativeError
from rotative.core.languages import BY_CODE
from rotative.desk.articles import listing
from rotative.desk.articles.beginning import first_section
from rotative.desk.articles.form import SectionField
from rotative.desk.articles.publishing import doubts
from rotative.desk.articles.publishing.published_message import published_message
from rotative.desk.outlet.own_language import OwnLanguageMixin
from rotative.desk.views import DeskView
from rotative.masthead.reads import open_languages

# Briefs listed under the form.
SHOWN = 15
# The acts of the form.
PUBLISH, HAND_IN, SAVE = "publish", "hand_in", "save"


class BriefForm(forms.Form):
    """A headline, a few lines, a section; all in one language."""

    headline = forms.CharField(label=gettext_lazy("Headline"), max_length=300)
    text = forms.CharField(label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 5}))
    section = SectionField(label=gettext_lazy("Section"), queryset=Section.objects.none(), empty_label=None)

    def __init__(self, *args: Any, user: Any, locale: Locale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locale = locale
        field: Any = self.fields["section"]
        field.queryset = policy.sections(user).filter(locale=locale).order_by("position", "pk")
        row = BY_CODE[locale.language_code]
        self.fields["headline"].widget.attrs["autofocus"] = True
        for name in ("headline", "text"):
            self.fields[name].widget.attrs |= {"lang": row.code, "dir": row.direction}

    def article(self, author: Any) -> Article:
        """Return the brief, not saved: each paragraph of the text is one of its body."""
        said = self.cleaned_data
        parts = (" ".join(part.split()) for part in said["text"].replace("\r\n", "\n").split("\n\n"))
        html = "".join(f"<p>{escape(part)}</p>" for part in parts if part)
        return Article(
            form=Article.Form.BRIEF,
            headline=" ".join(said["headline"].split()),
            section=said["section"],
            body=[("paragraph", html)],
            locale=self.locale,
            author=author,
            live=False,
        )


class BriefsView(OwnLanguageMixin, DeskView):
    """The page; those who may not publish in the section hand the brief in."""

    model = Article
    to_see = ("add",)
    to_act = "add"
    template_name = "desk/articles/briefs.html"
    page_title = gettext_lazy("Briefs")
    header_icon = "list-ul"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.written_in = self.get_locale()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        kwargs.setdefault("form", self._form())
        rows = listing.rows(policy.readable(user)).filter(form=Article.Form.BRIEF).order_by("-edited_at")
        spoken = open_languages()
        context: dict[str, Any] = super().get_context_data(
            written_in=self.written_in,
            others=[
                locale
                for locale in Locale.objects.exclude(pk=self.written_in.pk)
                if locale.language_code in spoken
            ],
            may_publish=policy.user_has_permission(user, "publish"),
            may_hand_in=Article.get_default_workflow() is not None,
            rows=[
                (one, listing.headline(one), listing.state(one), self._edit_url(one)) for one in rows[:SHOWN]
            ],
            list_url=reverse("wagtailsnippets_articles_article:list") + "?form=brief",
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save the brief as a new article; then publish it or hand it in."""
        form = self._form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            with transaction.atomic():
                sentence, article = self._act(form, request.POST.get("act", SAVE))
        except RotativeError as error:
            self.tell(error)
            return self.render_to_response(self.get_context_data(form=form))
        for doubt in doubts.same_headline(article) if article.live else ():
            messages.warning(request, doubt)
        messages.success(request, published_message(sentence, article))
        return redirect(f"{request.path}?locale={self.written_in.language_code}")

    def _act(self, form: BriefForm, act: str) -> tuple[str, Article]:
        """Do what the button says, as far as the section allows it. Returns the sentence about it."""
        user: Any = self.request.user
        article = form.article(user)
        about = {"headline": article.headline}
        article.save()
        note(instance=article, action="wagtail.create", user=user)
        if act == PUBLISH and policy.user_has_permission_in(user, "publish", article.section_id):
            actions.publish(article, by=user)
            return _("“%(headline)s” is published.") % about, article
        article.save_revision(user=user, clean=False)
        workflow = article.get_workflow() if act in (PUBLISH, HAND_IN) else None
        if workflow is not None:
            workflow.start(article, user)
            return _("“%(headline)s” is handed in. A colleague who may approve it is told.") % about, article
        return _("The draft of “%(headline)s” is saved.") % about, article

    def _form(self, data: Any = None) -> BriefForm:
        user: Any = self.request.user
        begun = Article(locale=self.written_in)
        section = first_section(user, begun)
        initial = {"section": section.pk} if section else {}
        return BriefForm(data, user=user, locale=self.written_in, initial=initial)

    def _edit_url(self, article: Article) -> str:
        return reverse("wagtailsnippets_articles_article:edit", args=[article.pk])
