"""Bylines: the names of authors, with or without an account."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, TranslatableMixin

from rotative.bake import queue
from rotative.core import addresses
from rotative.core.fields.folded import FoldedField
from rotative.core.public_slug import PublicSlugField, folded_slug
from rotative.core.wagtail_fixes.form_language import InLanguageForm


class Byline(TranslatableMixin, models.Model):
    """A byline in one language."""

    base_form_class = InLanguageForm

    name = models.CharField(_("name"), max_length=200)
    slug = PublicSlugField(_("slug"), max_length=200)
    bio = models.TextField(_("about"), blank=True)
    picture = models.ForeignKey(
        "media.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="bylines",
        verbose_name=_("account"),
    )

    folded = FoldedField(of=("name",))

    panels = [*(FieldPanel(name) for name in ("name", "bio", "picture", "user")), folded_slug()]

    class Meta(TranslatableMixin.Meta):
        ordering = ["name"]
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        unique_together = [("translation_key", "locale"), ("locale", "slug")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.locale_id:
            language = self.locale.language_code
            queue.give_slug(self, self.name, language, lambda slug: addresses.author(language, slug))
            queue.refuse_taken_slug(self, addresses.author(self.locale.language_code, self.slug))


class ArticleByline(Orderable):
    """A byline under an article."""

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="article_bylines")
    byline = models.ForeignKey(
        Byline, on_delete=models.PROTECT, related_name="signed", verbose_name=_("byline")
    )

    panels = [FieldPanel("byline")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["article", "byline"], name="articlebyline_once")]

    def __str__(self) -> str:
        return str(self.byline)
