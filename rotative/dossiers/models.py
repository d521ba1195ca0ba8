"""Dossiers: matters followed over years, with their events and commitments."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, PreviewableMixin, TranslatableMixin

from rotative.bake import queue, recipes
from rotative.core import addresses
from rotative.core.fields.folded import FoldedField
from rotative.core.public_slug import PublicSlugField, folded_slug
from rotative.core.wagtail_fixes import previews
from rotative.core.wagtail_fixes.form_language import InLanguageForm


class CommitmentState(models.TextChoices):
    ANNOUNCED = "announced", _("Announced")
    UNDER_WAY = "under_way", _("Under way")
    KEPT = "kept", _("Kept")
    BROKEN = "broken", _("Broken")
    STALLED = "stalled", _("Stalled")
    ABANDONED = "abandoned", _("Abandoned")


class Dossier(PreviewableMixin, TranslatableMixin, ClusterableModel):
    """A matter followed over years, in one language."""

    base_form_class = InLanguageForm

    title = models.CharField(_("title"), max_length=200)
    slug = PublicSlugField(_("slug"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    live = models.BooleanField(_("published"), default=False)
    folded = FoldedField(of=("title",))

    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("live", permission="articles.publish_article"),
        InlinePanel("actors", heading=_("Actors"), label=_("actor")),
        InlinePanel("events", heading=_("Events"), label=_("event")),
        InlinePanel("commitments", heading=_("Commitments"), label=_("commitment")),
        # The preview of a new dossier does without.
        folded_slug(required_on_save=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        unique_together = [("translation_key", "locale"), ("locale", "slug")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.locale_id:
            language = self.locale.language_code
            queue.give_slug(self, self.title, language, lambda slug: addresses.dossier(language, slug))
            queue.refuse_taken_slug(self, addresses.dossier(self.locale.language_code, self.slug))

    @property
    def preview_modes(self) -> list[tuple[str, object]]:
        return [("", _("Page"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Answer with the page as it will be baked, rendered by the same recipe."""
        preview = recipes.get("dossier").preview
        assert preview is not None  # noqa: S101 the dossier recipe always previews
        return previews.answer(preview(self), request)


class DossierActor(Orderable):
    dossier = ParentalKey(Dossier, on_delete=models.CASCADE, related_name="actors")
    subject = models.ForeignKey(
        "subjects.Subject", on_delete=models.CASCADE, related_name="+", verbose_name=_("subject")
    )

    panels = [FieldPanel("subject")]

    def __str__(self) -> str:
        return str(self.subject)


class Event(models.Model):
    """An event on a day, with the article that reports it."""

    dossier = ParentalKey(Dossier, on_delete=models.CASCADE, related_name="events")
    on = models.DateField(_("date"))
    text = models.TextField(_("what happened"))
    article = models.ForeignKey(
        "articles.Article",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("article"),
    )

    panels = [FieldPanel("on"), FieldPanel("text"), FieldPanel("article")]

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.on}: {self.text[:60]}"


class Commitment(ClusterableModel):
    """A promise of an actor."""

    dossier = ParentalKey(Dossier, on_delete=models.CASCADE, related_name="commitments")
    text = models.TextField(_("what was promised"))
    who = models.ForeignKey(
        "subjects.Subject",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by whom"),
    )
    due = models.CharField(_("for when"), max_length=120, blank=True)
    # The state after the last change.
    state = models.CharField(
        _("state"), max_length=10, choices=CommitmentState.choices, default=CommitmentState.ANNOUNCED
    )

    panels = [
        FieldPanel("text"),
        FieldPanel("who"),
        FieldPanel("due"),
        InlinePanel("changes", heading=_("Changes"), min_num=1),
    ]

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]


class CommitmentChange(models.Model):
    """A new state, and the article that is its evidence."""

    commitment = ParentalKey(Commitment, on_delete=models.CASCADE, related_name="changes")
    on = models.DateField(_("date"))
    state = models.CharField(_("state"), max_length=10, choices=CommitmentState.choices)
    evidence = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="+", verbose_name=_("evidence")
    )

    panels = [FieldPanel("on"), FieldPanel("state"), FieldPanel("evidence")]

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.on}: {self.state}"
