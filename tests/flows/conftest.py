"""A newsroom in two languages, empty but for its front pages."""

import pytest

from rotative.bake import verify
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.pages.actions import ensure_front


@pytest.fixture
def newsroom(db: None) -> None:
    """A masthead in French and Arabic, two front pages, the map of the site drawn."""
    masthead = Masthead.objects.create()
    masthead.languages = [
        MastheadLanguage(language="fr", name="L’Estuaire", sort_order=0),
        MastheadLanguage(language="ar", name="المصبّ", sort_order=1),
    ]
    masthead.save()
    for language in ("fr", "ar"):
        ensure_front(language)
    verify.sync()
