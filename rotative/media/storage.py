"""The folder of the files as they were uploaded, outside of what any server hands out."""

from django.core.files.storage import FileSystemStorage, Storage, storages


class OriginalStorage(FileSystemStorage):
    """A folder without addresses: the desk alone shows what is in it, to signed-in users."""

    def url(self, name: str | None) -> str:
        raise ValueError("The original of a picture has no public address.")


def originals() -> Storage:
    """Return the storage of the originals."""
    found: Storage = storages["originals"]
    return found
