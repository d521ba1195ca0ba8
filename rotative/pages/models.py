"""The only nodes of Wagtail's tree: the front page with its curated slots, and the few standing pages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Page

from rotative.articles.blocks import BodyBlock
from rotative.bake import queue, recipes
from rotative.core import addresses
from rotative.core.public_slug import refuse_reserved
from rotative.core.wagtail_fixes import previews
from rotative.core.wagtail_fixes.form_language import InLanguagePageForm
from rotative.pages.permissions import BakedPagePermissions
from rotative.staff.models import User


class BakedPage(Page):
    """A page whose public form is a baked file, never Wagtail's own view."""

    recipe: str
    # Whether it is always there: nobody withdraws or deletes it.
    permanent = False
    base_form_class = InLanguagePageForm

    # No texts for search engines of their own, no address that only Wagtail's tree shows; nothing publishes them later.
    promote_panels: list[Panel] = []
    settings_panels: list[Panel] = []

    class Meta:
        abstract = True

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    def permissions_for_user(self, user: User) -> BakedPagePermissions:
        return BakedPagePermissions(user, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Answer with the page as it will be baked, rendered by the same recipe."""
        preview = recipes.get(self.recipe).preview
        assert preview is not None  # noqa: S101 both recipes preview
        return previews.answer(preview(self), request)


class FrontPage(BakedPage):
    """The front page of one language: the articles that an editor placed, between them the newest by rank.

    It is arranged on a page of the desk of its own, not in a form (see `actions.arranging`).
    """

    recipe = "front"
    permanent = True
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.StandingPage"]

    # A red line above everything; "" means none. It is taken away at its hour.
    urgent_text = models.TextField(_("urgent line"), blank=True, default="")
    urgent_article = models.ForeignKey(
        "articles.Article", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    urgent_until_at = models.DateTimeField(null=True, blank=True)

    content_panels = Page.content_panels

    class Meta:
        verbose_name = _("front page")


class FrontSlot(models.Model):
    """An article that an editor placed on the front page."""

    page = ParentalKey(FrontPage, on_delete=models.CASCADE, related_name="slots")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="+", verbose_name=_("article")
    )
    # From 0, the lead. Two slots of an old version may have the same place (see `arrangement.by_place`).
    place = models.PositiveSmallIntegerField(default=0)
    # Above the headline instead of section and genre; "" means these.
    kicker = models.TextField(_("kicker"), blank=True, default="")
    # Instead of the article's own headline; "" means that.
    headline = models.TextField(_("headline"), blank=True, default="")
    # The place is automatic again from then on; None means that the article stays.
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["page", "article"], name="frontslot_once")]

    def __str__(self) -> str:
        return str(self.article)


class StandingPage(BakedPage):
    """A page that is not news: about, legal notice, charter."""

    recipe = "standing"
    parent_page_types = ["pages.FrontPage"]
    subpage_types: list[str] = []

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    # An imported page keeps its old address exactly; empty means language and slug.
    path_kept = models.TextField(blank=True, default="", editable=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("slug"),
        FieldPanel("intro"),
        FieldPanel("body"),
        FieldPanel(
            "show_in_menus", heading=_("in the footer"), help_text=_("Every page of the site links to it.")
        ),
    ]

    class Meta:
        verbose_name = _("standing page")

    def clean(self) -> None:
        super().clean()
        try:
            refuse_reserved(self.slug)
        except ValidationError as error:
            raise ValidationError({"slug": error}) from error
        if not self.path_kept:
            queue.refuse_taken_slug(self, addresses.standing(self.language, self.slug))
