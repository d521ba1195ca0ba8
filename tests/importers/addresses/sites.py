"""Imported sites, printed into a folder and asked as a reader asks."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from rotative.bake import oven, verify
from rotative.bake.store.folder import FolderPress
from rotative.importers.actions import import_wordpress
from rotative.importers.report import Report
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.pages.actions import ensure_front
from rotative.server.baked_site import BakedSite

CASES = Path(__file__).resolve().parents[1] / "cases"


def furnish() -> None:
    """Make the masthead and the front page of a new newsroom."""
    if not Masthead.objects.exists():
        MastheadLanguage.objects.create(masthead=Masthead.objects.create(), language="fr", name="Essai")
    ensure_front("fr")


def imported(file: Path, **choices: object) -> Report:
    """Import a file into a newsroom that has a front page."""
    furnish()
    return import_wordpress(file, **choices)  # type: ignore[arg-type]  # the choices of the command, as a test names them


def printed(folder: Path) -> Path:
    """Print the whole site into a new home, and return the home."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    if not (home / "media").exists():
        (home / "media").symlink_to(settings.MEDIA_ROOT)
    verify.sync()
    oven.bake_stale(FolderPress(home / "public"))
    return home


def answers(home: Path, *addresses: str) -> dict[str, tuple[int, str]]:
    """Ask addresses; return the status of each and where it leads."""
    site = BakedSite(home)
    replies = {address: site.ask(address) for address in addresses}
    return {address: (reply.status, reply.location) for address, reply in replies.items()}


def dead(home: Path, *addresses: str) -> list[str]:
    """Return the addresses that end neither in a page nor, after one redirect, in a page or a file."""
    site = BakedSite(home)
    found = []
    for address in addresses:
        reply = site.ask(address)
        end = site.ask(reply.location.partition("#")[0]) if reply.status == 301 else reply
        if end.status != 200:
            found.append(f"{address} → {reply.status} {reply.location} {end.status}")
    return found
