"""The dossier itself: what is drafted and published as a whole."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    TranslatableMixin,
)

from rotative.bake import queue, recipes
from rotative.core import addresses
from rotative.core.fields.folded import FoldedField
from rotative.core.public_slug import PublicSlugField
from rotative.core.wagtail_fixes import previews, publishing
from rotative.core.wagtail_fixes.form_language import InLanguageForm
from rotative.dossiers.models.kept import Kept


class Dossier(
    publishing.QuickWorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    ClusterableModel,
):
    """A matter followed over years, in one language.

    Title, summary and actors are drafted and published together. Events and commitments are no part of a draft: each
    appears with its own sources, and an old draft never takes one back.
    """

    # The column that `__str__` shows.
    TITLE = "title"

    base_form_class = InLanguageForm

    title = models.CharField(_("title"), max_length=200)
    slug = PublicSlugField(_("slug"), max_length=200)
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("Earlier summaries stay on the page, with their dates.")
    )
    section = models.ForeignKey(
        "articles.Section",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("section"),
        help_text=_("Its reminders go to the editors of this section."),
    )
    live = models.BooleanField(_("published"), default=False, editable=False)
    folded = FoldedField(of=("title",))

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )
    revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="dossier",
        for_concrete_model=False,
    )

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

    def publish(self, revision: Revision, **kwargs: Any) -> None:
        with publishing.quick(revision):
            super().publish(revision, **kwargs)


class DossierActor(Orderable):
    dossier = ParentalKey(Dossier, on_delete=models.CASCADE, related_name="actors")
    subject = models.ForeignKey(
        "subjects.Subject", on_delete=models.CASCADE, related_name="+", verbose_name=_("subject")
    )
    role = models.CharField(
        _("role"), max_length=120, blank=True, help_text=_("In this matter: “signed the contract”.")
    )

    panels = [FieldPanel("subject"), FieldPanel("role")]

    def __str__(self) -> str:
        return str(self.subject)


class DossierSummary(Kept):
    """A summary that readers have seen, and since when."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="summaries")
    text = models.TextField()
    since = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]


class DossierSharingCard(models.Model):
    """A card that is drawn: its file is in the media, under `name`."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, primary_key=True, related_name="+")
    # Of the words on it and of the way they are drawn.
    digest = models.CharField(max_length=12)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name of the file in the storage."""
        return f"cards/dossier-{self.pk}.{self.digest}.png"


class ReminderRound(models.Model):
    """A week in which the newsroom was reminded: so that two workers write once."""

    # Its Monday.
    monday = models.DateField(unique=True)

    def __str__(self) -> str:
        return self.monday.isoformat()
