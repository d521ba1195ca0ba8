"""The base of every error of ours: a code that never changes, fields, and a sentence with the remedy."""

import zipfile
import zlib
from typing import ClassVar, Final


def gettext_noop(message: str) -> str:
    """Return the message itself. The extractor knows this function by its name; unlike Django's it needs no Django."""
    return message


# What a zip raises that is cut off, damaged, encrypted or packed in a way that the standard library does not know.
DAMAGED_ZIP: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)


class RotativeError(Exception):
    """A failure that a person can understand and correct."""

    code: ClassVar[str] = "rotative.error"
    message: ClassVar[str] = gettext_noop("Something went wrong.")

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(self.code, fields)

    def __str__(self) -> str:
        return self.message % self.fields
