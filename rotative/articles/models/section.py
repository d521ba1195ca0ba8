"""Sections: Politique, Économie, Monde…"""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin

from rotative.bake import queue
from rotative.core import addresses
from rotative.core.fields.folded import FoldedField
from rotative.core.public_slug import PublicSlugField, folded_slug
from rotative.core.wagtail_fixes.form_language import InLanguageForm


class Section(TranslatableMixin, models.Model):
    """A part of the paper, in one language."""

    base_form_class = InLanguageForm

    name = models.CharField(_("name"), max_length=100)
    slug = PublicSlugField(_("slug"), max_length=100)
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Place in the menu, smallest first.")
    )
    in_menu = models.BooleanField(
        _("in the menu"),
        default=True,
        help_text=_("At the top of every page; the footer lists all sections in any case."),
    )

    folded = FoldedField(of=("name",))

    panels = [*(FieldPanel(name) for name in ("name", "description", "position", "in_menu")), folded_slug()]

    class Meta(TranslatableMixin.Meta):
        ordering = ["position", "id"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        unique_together = [("translation_key", "locale"), ("locale", "slug")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.locale_id:
            language = self.locale.language_code
            queue.give_slug(self, self.name, language, lambda slug: addresses.section(language, slug))
            queue.refuse_taken_slug(self, addresses.section(self.locale.language_code, self.slug))


class SectionDesk(models.Model):
    """A group of colleagues who may write in a section. A section without such a group is open to every writer."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="desks")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="section_desks")
    may_publish = models.BooleanField(_("may publish"), default=False)

    class Meta:
        verbose_name = _("right in a section")
        verbose_name_plural = _("rights by section")
        constraints = [models.UniqueConstraint(fields=["section", "group"], name="sectiondesk_once")]

    def __str__(self) -> str:
        return f"{self.section} – {self.group}"
