"""Subjects of the news, with their names in every script."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel

from rotative.bake import queue
from rotative.core import addresses
from rotative.core.fields.folded import FoldedField
from rotative.core.languages import CHOICES
from rotative.core.public_slug import PublicSlugField, folded_slug


class Subject(ClusterableModel):
    """A person, organisation, place, theme or event."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ORGANISATION = "organisation", _("Organisation")
        PLACE = "place", _("Place")
        THEME = "theme", _("Theme")
        EVENT = "event", _("Event")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.THEME)
    picture = models.ForeignKey(
        "media.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("On its page: a portrait, a view, a logo."),
    )

    panels = [
        FieldPanel("kind"),
        FieldPanel("picture"),
        InlinePanel("names", heading=_("Names"), label=_("name"), min_num=1),
    ]

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")

    def __str__(self) -> str:
        name = next(iter(self.names.all()), None)
        return name.name if name else f"#{self.pk}"


class SubjectName(models.Model):
    """The name of a subject in one language."""

    subject = ParentalKey(Subject, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=2, choices=CHOICES)
    name = models.CharField(_("name"), max_length=200)
    slug = PublicSlugField(
        _("slug"),
        max_length=200,
        db_index=False,
        help_text=_("Its place in the address; permanent once printed."),
    )
    description = models.TextField(_("description"), blank=True)
    aliases = models.TextField(
        _("other names"),
        blank=True,
        help_text=_("One on each line: other spellings, initials, former names."),
    )

    folded = FoldedField(of=("name", "aliases"))

    panels = [
        FieldPanel("language"),
        FieldPanel("name"),
        FieldPanel("description"),
        FieldPanel("aliases"),
        folded_slug(),
    ]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "language"], name="subjectname_language_once"),
            models.UniqueConstraint(fields=["language", "slug"], name="subjectname_slug_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.language:
            queue.give_slug(
                self, self.name, self.language, lambda slug: addresses.subject(self.language, slug)
            )
            queue.refuse_taken_slug(self, addresses.subject(self.language, self.slug))
