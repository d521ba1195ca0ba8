"""A newsroom in two languages and the press that prints it."""

from collections.abc import Callable

import pytest

from rotative.bake import oven, verify
from rotative.bake.store.folder import MemoryPress
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.pages.actions import ensure_front


@pytest.fixture
def printed(db: None, press: MemoryPress) -> Callable[[str], str | None]:
    """Return a function that prints what is stale, proves that every file is fresh, and reads one page (None without a file)."""
    masthead = Masthead.objects.create()
    masthead.languages = [
        MastheadLanguage(language="fr", name="L’Estuaire", sort_order=0),
        MastheadLanguage(language="ar", name="المصبّ", sort_order=1),
    ]
    masthead.save()
    for language in ("fr", "ar"):
        ensure_front(language)
    verify.sync()

    def read(path: str) -> str | None:
        oven.bake_stale(press)
        verdict = verify.verify(press)
        assert (verdict.stale, verdict.missing, verdict.surplus) == ((), (), ())
        found = press.read(path)
        return found.decode() if found else None

    return read
