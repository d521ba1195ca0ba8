"""Slugs: the part of an address that an editor chooses, of one kind for everything that has a page of its own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from rotative.core import addresses


def refuse_reserved(slug: str) -> None:
    """Refuse a word at whose address the site itself answers, such as "desk", "recherche" or "ar". Raises ValidationError."""
    if slug.casefold() in addresses.RESERVED:
        raise ValidationError(
            _("The site itself uses “%(slug)s” in its addresses. Choose another, such as “%(slug)s-2”."),
            code="reserved",
            params={"slug": slug},
        )


def folded_slug(**options: Any) -> MultiFieldPanel:
    """Return the panel of the field `slug`, folded: it is filled in by itself. options: of the field's own panel."""
    return MultiFieldPanel([FieldPanel("slug", **options)], heading=_("Address"), classname="collapsed")


class PublicSlugField(models.SlugField):
    """A slug in any script: letters, figures, hyphens; none of the words that the site's own addresses are made of."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("allow_unicode", True)
        super().__init__(*args, **kwargs)
        self.validators.append(refuse_reserved)

    def formfield(self, **kwargs: Any) -> Any:
        """Let forms leave it empty: the model draws it from the name when it is cleaned."""
        return super().formfield(
            **{
                "required": False,
                "help_text": _(
                    "Its place in the address: drawn from the name when left empty, permanent once printed."
                ),
                **kwargs,
            }
        )
