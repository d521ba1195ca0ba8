"""The form of a brief: a headline, a few lines, a section."""

from __future__ import annotations

import html
import re
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from rotative.articles.models import Article, Section
from rotative.articles.permissions import policy
from rotative.core.languages import BY_CODE
from rotative.desk.articles.form import SectionField

_PARAGRAPH = re.compile(r"<p(?: [^<>]*)?>([^<>]*)</p>")


class BriefForm(forms.Form):
    """A headline, a few lines, a section; all in one language."""

    headline = forms.CharField(label=_("Headline"), max_length=300)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 5}))
    section = SectionField(label=_("Section"), queryset=Section.objects.none(), empty_label=None)
    # The version that the colleague has before them.
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, user: Any, locale: Locale, article: Article | None = None, **kwargs: Any
    ) -> None:
        if article is not None:
            kwargs["initial"] = {
                "headline": article.headline,
                "text": _text(article),
                "section": article.section_id,
                "version": article.latest_revision_id,
            }
        super().__init__(*args, **kwargs)
        self.locale = locale
        self.changed = article
        field: Any = self.fields["section"]
        field.queryset = policy.sections(user).filter(locale=locale).order_by("position", "pk")
        row = BY_CODE[locale.language_code]
        self.fields["headline"].widget.attrs["autofocus"] = True
        for name in ("headline", "text"):
            self.fields[name].widget.attrs |= {"lang": row.code, "dir": row.direction}

    def clean(self) -> dict[str, Any]:
        """Refuse to replace what a colleague saved in the meantime."""
        said: dict[str, Any] = super().clean() or {}
        if self.changed is not None and said.get("version") != self.changed.latest_revision_id:
            raise forms.ValidationError(
                _(
                    "Somebody saved this brief after you opened it. Copy your lines, then load the page again to see theirs."
                )
            )
        return said

    def article(self, author: Any) -> Article:
        """Return a new brief, not saved."""
        new = Article(form=Article.Form.BRIEF, locale=self.locale, author=author, live=False)
        self.change(new)
        return new

    def change(self, article: Article) -> None:
        """Write what was said into the article: each paragraph of the text is one of its body."""
        said = self.cleaned_data
        article.headline = " ".join(said["headline"].split())
        article.section = said["section"]
        if article.pk is None or "text" in self.changed_data:
            parts = (" ".join(part.split()) for part in said["text"].replace("\r\n", "\n").split("\n\n"))
            article.body = [("paragraph", "".join(f"<p>{escape(part)}</p>" for part in parts if part))]


def is_short(article: Article) -> bool:
    """Return True for a brief whose text this form holds without loss: paragraphs, without marks and links."""
    return article.form == Article.Form.BRIEF and all(
        block["type"] == "paragraph" and not _PARAGRAPH.sub("", block["value"]).strip()
        for block in article.body.raw_data
    )


def _text(article: Article) -> str:
    """Return the paragraphs of a short brief, with an empty line between them."""
    found = [part for block in article.body.raw_data for part in _PARAGRAPH.findall(block["value"])]
    return html.unescape("\n\n".join(found))
