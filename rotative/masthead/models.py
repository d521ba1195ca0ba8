"""The outlet itself: its names, languages, logo, colour, accounts and legal notice."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Orderable

from rotative.core.languages import CHOICES

# The fields that hold a picture.
LOGOS = ("logo", "logo_night", "wide_logo", "wide_logo_night")


@register_setting(icon="home")
class Masthead(BaseGenericSetting, ClusterableModel):
    """The publication: one row."""

    class Digits(models.TextChoices):
        LATIN = "latin", _("0 1 2 3")
        ARABIC = "arabic", _("٠ ١ ٢ ٣")

    logo = models.ForeignKey(
        "media.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Square: before the name, in feeds and for search engines."),
    )
    logo_night = models.ForeignKey(
        "media.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo at night"),
        help_text=_("For readers whose screen is dark. Leave empty if the logo can be seen on black."),
    )
    wide_logo = models.ForeignKey(
        "media.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("wide logo"),
        help_text=_("The name as it is drawn: instead of the logo and the letters of the name."),
    )
    wide_logo_night = models.ForeignKey(
        "media.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("wide logo at night"),
        help_text=_("For readers whose screen is dark. Leave empty if the wide logo can be seen on black."),
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#8a1c1c",
        validators=[
            RegexValidator(
                r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six digits, for example #8a1c1c.")
            )
        ],
    )
    time_zone = models.CharField(_("time zone"), max_length=60, default="Africa/Casablanca")
    shows_time_zone = models.BooleanField(
        _("show the time zone"),
        default=False,
        help_text=_("After the hour of an article, for readers in several time zones: 06:40 (UTC+1)."),
    )
    arabic_digits = models.CharField(
        _("digits in Arabic"), max_length=8, choices=Digits.choices, default=Digits.LATIN
    )
    links_mentions = models.BooleanField(
        _("link the first mention of a subject"),
        default=False,
        help_text=_(
            "In the text of an article, the first mention of each subject it is about leads to the page of that."
        ),
    )
    address = models.TextField(
        _("postal address"), blank=True, help_text=_("Printed in the footer and under every letter.")
    )
    contact = models.EmailField(
        _("e-mail address for readers"),
        blank=True,
        help_text=_("Printed under the comment form: who wants a comment erased writes there."),
    )

    confirms_changes = models.BooleanField(
        _("a second person confirms changes of commitments"),
        default=False,
        help_text=_(
            "Readers see a new state of a commitment after a colleague of its author has confirmed it."
        ),
    )
    quiet_after_days = models.PositiveSmallIntegerField(
        _("remind after so many days"),
        default=90,
        help_text=_("Of commitments about which nothing new was noted. 0: never."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel(name) for name in (*LOGOS, "accent")],
            heading=_("Look"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("time_zone"),
                FieldPanel("shows_time_zone"),
                FieldPanel("arabic_digits"),
                FieldPanel("links_mentions"),
                FieldPanel("address"),
                FieldPanel("contact"),
            ],
            heading=_("Facts"),
        ),
        MultiFieldPanel(
            [FieldPanel("confirms_changes"), FieldPanel("quiet_after_days")], heading=_("Dossiers")
        ),
        InlinePanel("languages", heading=_("Languages"), label=_("language"), min_num=1),
        InlinePanel("accounts", heading=_("Accounts on social networks"), label=_("account")),
    ]

    class Meta:
        verbose_name = _("masthead")


def shows(picture: Any) -> models.Q:
    """Return the condition of a masthead that shows a picture. picture: a row, or a reference to that of an outer query."""
    return models.Q(*((name, picture) for name in LOGOS), _connector=models.Q.OR)


class ConventionsInForce(models.Model):
    """The conventions that the pages follow: one row. It shows whether a change of the masthead touches more than their frame."""

    # See `reads.conventions_digest`. Not a field of the masthead: saving an old copy of that would change it.
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.digest


class MastheadLanguage(Orderable):
    """The outlet's name and texts in one of its languages."""

    masthead = ParentalKey(Masthead, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=2, choices=CHOICES)
    name = models.CharField(_("name"), max_length=120)
    motto = models.CharField(_("motto"), max_length=200, blank=True)
    description = models.TextField(
        _("description"), blank=True, help_text=_("One or two sentences for search engines and feeds.")
    )
    legal_notice = models.TextField(
        _("legal notice"), blank=True, help_text=_("Publisher and director, printed in the footer.")
    )

    address = models.TextField(
        _("postal address"),
        blank=True,
        help_text=_("As it is written in this language. Leave empty to print the one of the outlet."),
    )
    contact = models.EmailField(
        _("e-mail address for readers"),
        blank=True,
        help_text=_("For readers of this language. Leave empty to print the one of the outlet."),
    )

    panels = [
        FieldPanel(name)
        for name in ("language", "name", "motto", "description", "legal_notice", "address", "contact")
    ]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["masthead", "language"], name="masthead_language_once")
        ]

    def __str__(self) -> str:
        return self.name


class Account(Orderable):
    """An account of the outlet on a social network."""

    masthead = ParentalKey(Masthead, on_delete=models.CASCADE, related_name="accounts")
    network = models.CharField(
        _("network"), max_length=40, help_text=_("As readers call it: Mastodon, WhatsApp…")
    )
    url = models.URLField(_("address"))

    panels = [FieldPanel("network"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        verbose_name = _("account")

    def __str__(self) -> str:
        return self.network
