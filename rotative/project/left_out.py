"""Modules that a library loads where they are installed, for functions that nothing here calls: 20 MB of a process."""

import contextlib
import importlib
import sys
from collections.abc import Iterator

# A module → what it loads, if it can, without being asked to.
_TAKEN_ALONG = {
    # The client and the pages of documentation of an interface that Wagtail's admin has for itself, and fields of PostgreSQL.
    "rest_framework.compat": ("django.contrib.postgres.fields", "requests", "yaml", "pygments", "markdown"),
    # Other parsers than Python's, which Wagtail names, and guesses at the encoding of bytes, where it has text.
    "bs4": ("html5lib", "cchardet", "chardet", "charset_normalizer"),
    # A format of pictures that the desk refuses.
    "willow.plugins.pillow": ("pillow_heif",),
}


def leave_out() -> None:
    """Load these modules without what they would take along. An import of that elsewhere works as always.

    Call it before anything else loads them, once Django's settings are known.
    """
    for module, others in _TAKEN_ALONG.items():
        with _absent(others):
            importlib.import_module(module)  # one after the other, each without its own


@contextlib.contextmanager
def _absent(names: tuple[str, ...]) -> Iterator[None]:
    hidden = [name for name in names if name not in sys.modules]
    # Importing a module that is None here fails as that of one that is not installed.
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None is what the import system looks for
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
