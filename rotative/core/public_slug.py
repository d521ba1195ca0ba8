"""Slugs: the part of an address that an editor chooses, of one kind for everything that has a page of its own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.core import addresses


def refuse_reserved(slug: str) -> None:
    """Refuse a word at whose address the site itself answers, such as "desk", "recherche" or "ar". Raises ValidationError."""
    if slug.casefold() in addresses.RESERVED:
        raise ValidationError(
            _("The site itself uses “%(slug)s” in its addresses. Choose another, such as “%(slug)s-2”."),
            code="reserved",
            params={"slug": slug},
        )


class PublicSlugField(models.SlugField):
    """A slug in any script: letters, figures, hyphens; none of the words that the site's own addresses are made of."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("allow_unicode", True)
        super().__init__(*args, **kwargs)
        self.validators.append(refuse_reserved)
