"""The only nodes of Wagtail's tree: the front page with its curated slots, and the few standing pages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

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
    """The front page of one language: the articles that an editor placed, then the newest by rank."""

    recipe = "front"
    permanent = True
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.StandingPage"]

    content_panels = [
        *Page.content_panels,
        InlinePanel(
            "slots",
            heading=_("Slots"),
            label=_("slot"),
            help_text=_(
                "The first is the lead. What you leave open is filled with the newest articles by rank."
            ),
        ),
    ]

    class Meta:
        verbose_name = _("front page")


class FrontSlot(Orderable):
    """An article that an editor placed on the front page."""

    page = ParentalKey(FrontPage, on_delete=models.CASCADE, related_name="slots")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="+", verbose_name=_("article")
    )

    panels = [FieldPanel("article")]

    class Meta(Orderable.Meta):
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
