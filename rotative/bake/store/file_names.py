"""The names of a page's files: the same in the folder of baked files and in a bucket."""

import hashlib
import re
from typing import Literal

from rotative.bake.errors import BakeError
from rotative.core.errors import gettext_noop

Kind = Literal["live", "gone", "moved"]

# Bytes; leaves room for ".gone.html.br" in the 255 of every file system.
COMPONENT_MAX_BYTES = 200
# Bytes of the whole file name inside the folder; Linux allows 4096.
NAME_MAX_BYTES = 3000
# The beginning of the names of files that are being written.
TEMPORARY = ".baking-"

# Backslashes and control characters.
_REFUSED = re.compile(r"[\\\x00-\x1f\x7f]")
_RESERVED = re.compile(r"^(\.baking-.*|index\.html|.*\.(br|gz|moved|gone\.html))$", re.DOTALL)
_HASHED = re.compile(r"^~[0-9a-f]{64}$")
# Most paths: folders with plain names, which are file names as they are.
_PLAIN = re.compile(rf"(?:/[A-Za-z0-9_-]{{1,{COMPONENT_MAX_BYTES}}})*+/")
KIND_SUFFIXES: dict[Kind, str] = {"live": "", "gone": ".gone.html", "moved": ".moved"}


class PathRefused(BakeError):
    code = "bake.path_refused"
    message = gettext_noop(
        "%(path)r cannot be a page's path: it must start with one slash and hold no empty, '.' or '..' part, "
        "no backslash and no control character."
    )


def canonical(path: str) -> str:
    """Return the path as `paths` spells it: components that cannot be file names are replaced by their digest.

    Raises PathRefused.
    """
    if _PLAIN.fullmatch(path) and len(path) <= NAME_MAX_BYTES:
        return path
    if not path.startswith("/") or _REFUSED.search(path):
        raise PathRefused(path=path)
    parts = path[1:].split("/")
    last = parts.pop()
    if any(part in {"", ".", ".."} for part in parts) or last in {".", ".."}:
        raise PathRefused(path=path)
    try:
        names = [_component(part) for part in parts]
        # A name without a dot could also be a folder: /news and /news/today/.
        names.append(last and (_component(last) if "." in last else _digest(last)))
    except UnicodeEncodeError as exc:
        raise PathRefused(path=path) from exc
    spelled = "/" + "/".join(names)
    if len(spelled.encode()) > NAME_MAX_BYTES:
        raise PathRefused(path=path)
    return spelled


def file_name(path: str, kind: Kind = "live") -> str:
    """Return the name of a page's identity file, relative to the folder. Raises PathRefused."""
    return identity_name(canonical(path), kind)


def identity_name(spelled: str, kind: Kind) -> str:
    """Return the name of the identity file of a path that `canonical` has spelled."""
    suffix = KIND_SUFFIXES[kind]
    if not spelled.endswith("/"):
        return spelled[1:] + suffix
    return spelled[1:] + ("index" + suffix if suffix else "index.html")


def page_of(name: str) -> tuple[str, Kind]:
    """Return the last part of a page's path, "" for the page of a folder, and the page's kind, from the name of a file."""
    name = name.removesuffix(".br").removesuffix(".gz")
    for kind in ("gone", "moved"):
        if name.endswith(KIND_SUFFIXES[kind]):
            stem = name.removesuffix(KIND_SUFFIXES[kind])
            return ("" if stem == "index" else stem), kind
    return ("" if name == "index.html" else name), "live"


def _component(part: str) -> str:
    if _HASHED.match(part):
        return part
    if len(part.encode()) > COMPONENT_MAX_BYTES or _RESERVED.match(part):
        return _digest(part)
    return part


def _digest(part: str) -> str:
    return part if _HASHED.match(part) else "~" + hashlib.sha256(part.encode()).hexdigest()
