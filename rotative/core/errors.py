"""The base of every error of ours: a code that never changes, fields, and a sentence with the remedy."""

from typing import ClassVar


def gettext_noop(message: str) -> str:
    """The message itself, marked for translation; known by name to the extractor, and free of Django."""
    return message


class RotativeError(Exception):
    """Something a person can understand and mend."""

    code: ClassVar[str] = "rotative.error"
    message: ClassVar[str] = gettext_noop("Something went wrong.")

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(self.code, fields)

    def __str__(self) -> str:
        return self.message % self.fields
