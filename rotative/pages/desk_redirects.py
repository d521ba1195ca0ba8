"""Redirects that the desk makes: from an address without a page to a page, or to another site."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote, urlsplit

from django.db import transaction
from django.db.models import QuerySet

from rotative.bake import queue, recipes
from rotative.bake.errors import BakeError
from rotative.bake.models import PublicPath
from rotative.bake.store.file_names import canonical
from rotative.core import addresses
from rotative.core.errors import gettext_noop

# Noted as the arg of a redirect that the desk made.
DESK = "desk"
MOST_LETTERS = 1000
MOST_REASON = 300
_MOST_STEPS = 20


class NoAddress(BakeError):
    code = "redirects.no_address"
    message = gettext_noop(
        "%(address)s is no address of this site. Write what follows its name, from the first slash on: /2019/05/port/."
    )


class NoTarget(BakeError):
    code = "redirects.no_target"
    message = gettext_noop(
        "Nothing can lead to %(target)s. Write an address of this site from the first slash on, or a whole one that begins with https://."
    )


class PageThere(BakeError):
    code = "redirects.page_there"
    message = gettext_noop(
        "A page is at %(path)s: readers would not be led away from it. Withdraw the page first."
    )


class LeadsBack(BakeError):
    code = "redirects.leads_back"
    message = gettext_noop("%(target)s leads back to %(path)s: readers would go round in a circle.")


class NobodyThere(BakeError):
    code = "redirects.nobody_there"
    message = gettext_noop("No page is at %(target)s. Readers would be led to a page that says so.")


def moved() -> QuerySet[PublicPath]:
    """Return all moved paths, those of the desk and of imports, the latest first."""
    return PublicPath.objects.filter(state=PublicPath.State.MOVED).order_by("-pk")


@transaction.atomic
def lead(written_path: str, written_target: str, *, why: str = "") -> PublicPath:
    """Lead an address to a page or another site; a target that was moved itself is followed to its end.

    Raises NoAddress, NoTarget, PageThere, LeadsBack, NobodyThere, PathRefused.
    """
    path = own_path(written_path)
    if path is None or addresses.is_own(path):
        raise NoAddress(address=written_path[:MOST_LETTERS])
    canonical(path)
    if queue.is_taken(path):
        raise PageThere(path=path)
    target = _end(path, _target(written_target))
    defaults = {
        "state": PublicPath.State.MOVED,
        "recipe": "",
        "arg": DESK,
        "target": target,
        "why": why[:MOST_REASON],
    }
    row, _made = PublicPath.objects.update_or_create(path=path, defaults=defaults)
    queue.mark_paths([path])
    return row


def remove(path: str) -> bool:
    """Take a redirect back: its address says from now on that its page was withdrawn. Return False when there is none."""
    if not moved().filter(path=path).exists():
        return False
    queue.withdraw([path])
    return True


def own_path(written: str) -> str | None:
    """Return the decoded path of an address as people write or copy it; None when it is not on this site."""
    text = written.strip()
    if len(text) > MOST_LETTERS or not text:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        if not parts.scheme or f"{parts.scheme}://{parts.netloc}" != addresses.site():
            return None
        text = parts.path or "/"
    else:
        text = text.partition("#")[0]
    text = unquote(text)
    return text if text.startswith("/") and not text.startswith("//") else None


def _target(written: str) -> str:
    """Return a decoded path of this site, or a whole address. Raises NoTarget."""
    if (path := own_path(written.partition("?")[0])) is not None and not addresses.is_own(path):
        return path
    text = written.strip()
    parts = urlsplit(text) if len(text) <= MOST_LETTERS and text.startswith(("https://", "http://")) else None
    if parts is None or not parts.hostname or "@" in parts.netloc:
        raise NoTarget(target=text[:MOST_LETTERS])
    return quote(text, safe="/-._~!$&'()*+,;=:@%?#")


def _end(path: str, target: str) -> str:
    """Follow a target that was moved to where it leads. Raises LeadsBack, NobodyThere."""
    first = target
    for _step in range(_MOST_STEPS):
        if target == path:
            raise LeadsBack(target=first, path=path)
        if "://" in target:
            return target
        asked = [target, *([] if target.endswith("/") else [f"{target}/"])]
        row = PublicPath.objects.filter(path__in=asked).order_by("path").first()
        if row is None or row.state == PublicPath.State.GONE:
            raise NobodyThere(target=first)
        if row.state == PublicPath.State.LIVE:
            if row.path == path:
                raise LeadsBack(target=first, path=path)
            return row.path
        target = recipes.target(row.recipe, row.arg, row.target)
        if target.startswith("/media/"):
            return target
    raise LeadsBack(target=first, path=path)


def lead_all(lines: Iterable[tuple[str, str, str]]) -> Iterator[BakeError | None]:
    """Lead many addresses, each with its target and reason; yield for each None, or why it was refused."""
    for path, target, why in lines:
        try:
            lead(path, target, why=why)
            yield None
        except BakeError as error:
            yield error
