"""The press of this installation."""

from pathlib import Path

from django.conf import settings

from rotative.bake.press import FolderPress


def press() -> FolderPress:
    """The folder of baked files in the home."""
    return FolderPress(Path(settings.HOME) / "public")
