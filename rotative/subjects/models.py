"""Subjects of the news, with their names in every script."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel

from rotative.bake import queue
from rotative.core import addresses, clock
from rotative.core.fields.folded import FoldedField
from rotative.core.languages import CHOICES
from rotative.core.public_slug import PublicSlugField, folded_slug
from rotative.core.text import partial_day

# A merger can be undone so many days.
UNDO_DAYS = 30
# Addresses of one subject elsewhere: more would weigh down its page.
_SAME_AS = 12
# Of a name, folded; no decision about a longer one is counted.
NAME_LETTERS = 250
# A name is weak when it was refused so many times, and accepted in less than a fifth of the decisions.
LEAST_REFUSED, REFUSED_A_TIME_ACCEPTED = 3, 4
_WEAK = Q(refused__gte=LEAST_REFUSED, refused__gt=F("accepted") * REFUSED_A_TIME_ACCEPTED)
_ITEM = re.compile(r"Q[1-9]\d{0,11}", re.ASCII)
_address = URLValidator(schemes=["https", "http"])


def _check_item(value: str) -> None:
    if not _ITEM.fullmatch(value):
        raise ValidationError(_("An identifier of Wikidata is the letter Q and a number: Q1028."))


def _check_addresses(value: str) -> None:
    """Refuse lines that are no addresses. Raises ValidationError."""
    lines = value.splitlines()
    if len(lines) > _SAME_AS:
        raise ValidationError(_("Give at most %(limit)d addresses."), params={"limit": _SAME_AS})
    for line in filter(None, map(str.strip, lines)):
        try:
            _address(line)
        except ValidationError as exc:
            raise ValidationError(
                _("“%(line)s” is not an address that begins with https://."), params={"line": line[:80]}
            ) from exc


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
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="children",
        verbose_name=_("belongs to"),
        help_text=_("The larger subject: of a city its country, of a ministry its government."),
    )
    wikidata = models.CharField(
        _("Wikidata"),
        max_length=13,
        blank=True,
        validators=[_check_item],
        help_text=_("Its identifier there, such as Q1028: search engines then know who is meant."),
    )
    same_as = models.TextField(
        _("addresses elsewhere"),
        blank=True,
        max_length=4000,
        validators=[_check_addresses],
        help_text=_("One on each line: its own site, its page in an encyclopedia, its official accounts."),
    )

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")

    def __str__(self) -> str:
        named = self.named(get_language() or "")
        return named.name if named else f"#{self.pk}"

    def named(self, language: str) -> SubjectName | None:
        """Return its name in a language, its first name where it has none there; None while it has no name."""
        names = list(self.names.all())
        return next((name for name in names if name.language == language), names[0] if names else None)

    def clean(self) -> None:
        super().clean()
        above, passed = self.parent, {self.pk}
        while above is not None:
            if above.pk in passed:
                raise ValidationError({"parent": _("A subject cannot belong to itself.")})
            passed.add(above.pk)
            above = above.parent


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


def other_names(aliases: str) -> list[str]:
    """Return the other names of a subject in one language."""
    return [line.strip() for line in aliases.splitlines() if line.strip()]


class SubjectRole(models.Model):
    """An office or a function that a subject has for a time, in one language."""

    subject = ParentalKey(Subject, on_delete=models.CASCADE, related_name="roles")
    language = models.CharField(_("language"), max_length=2, choices=CHOICES)
    text = models.CharField(
        _("role"), max_length=200, help_text=_("In lower case, as after a name: “minister of the interior”.")
    )
    # As in core.text.partial_day; "" for an open end.
    since = models.CharField(
        _("since"),
        max_length=partial_day.LENGTH,
        blank=True,
        help_text=_("2017, 2017-05 or 2017-05-17. Leave it empty if it is not known."),
    )
    until = models.CharField(
        _("until"),
        max_length=partial_day.LENGTH,
        blank=True,
        help_text=_("Leave it empty as long as the role lasts."),
    )

    panels = [
        FieldPanel("language"),
        FieldPanel("text"),
        FieldPanel("since"),
        FieldPanel("until"),
    ]

    class Meta:
        # The present role first, then the latest.
        ordering = ["-since", "id"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        for name in ("since", "until"):
            try:
                setattr(self, name, partial_day.read(written) if (written := getattr(self, name)) else "")
            except ValueError as exc:
                text = _("Write a year, a month or a day: 2017, 2017-05 or 2017-05-17.")
                raise ValidationError({name: text}) from exc
        if self.since and self.until and self.until[: len(self.since)] < self.since[: len(self.until)]:
            raise ValidationError({"until": _("The role cannot end before it begins.")})


class SubjectMerger(models.Model):
    """A merger of two subjects that can be undone: what it changed, as it was before."""

    kept = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="mergers")
    # The name that the other subject had, for the list at the desk.
    gone_name = models.CharField(max_length=200)
    # Written by the receivers of the signal `merging`, each under its own name.
    before = models.JSONField(default=dict)
    merged_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-merged_at", "-id"]

    def __str__(self) -> str:
        return self.gone_name


class NameTrustQuerySet(models.QuerySet["NameTrust"]):
    def weak(self) -> NameTrustQuerySet:
        """Keep the names that were mostly refused."""
        return self.filter(_WEAK)


class NameTrust(models.Model):
    """The decisions of the desk about what was found by one name of a subject, in the articles of one language."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+")
    # Of the articles, not of the name: initials are another word in each language.
    language = models.CharField(max_length=2, choices=CHOICES)
    # Folded as the finder does it.
    name = models.CharField(max_length=NAME_LETTERS)
    accepted = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    objects = NameTrustQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "language", "name"], name="nametrust_once")]
        # Read at each look for subjects: the few that are weak.
        indexes = [models.Index(fields=["subject"], condition=_WEAK, name="nametrust_weak")]

    def __str__(self) -> str:
        return self.name

    @property
    def decisions(self) -> int:
        """The number of decisions."""
        return self.accepted + self.refused
