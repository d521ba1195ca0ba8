"""Reads of the addresses of old sites from the database, for pages that are not printed yet."""

from __future__ import annotations

from rotative.bake import recipes
from rotative.bake.models import PublicPath
from rotative.core import addresses, old_addresses
from rotative.importers import number_files

State = PublicPath.State


class StoredAddresses:
    """The same as the front knows from its files. Each answer is one query."""

    def answers(self, path: str) -> bool:
        """Return whether a page, or one that says that it was withdrawn, is at a path."""
        return PublicPath.objects.filter(path=path, state__in=[State.LIVE, State.GONE]).exists()

    def moved(self, path: str) -> str | None:
        """Return the target of a moved path, percent-encoded, or None."""
        if numbered := old_addresses.numbered(path):
            return number_files.target(*numbered)
        row = PublicPath.objects.filter(path=path, state=State.MOVED).first()
        return addresses.location(recipes.target(row.recipe, row.arg, row.target)) if row else None
