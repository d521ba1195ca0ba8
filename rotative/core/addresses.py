"""Where things live on the site: the words of its paths in every language.

Paths are kept decoded (`/ar/مقال/`); `href` encodes one for a page, a feed or a header.
"""

import re
from datetime import date
from urllib.parse import quote

from rotative.core import conf
from rotative.core.languages import BY_CODE, CODES, PATH_WORDS

# Where readers subscribe. Spelled out, because asking Django for it loads every view of the desk into an oven: 15 MB.
SUBSCRIBE = "/_/subscribe/"

# First path segments that no section may take: every word above, the languages and what the software serves.
RESERVED = PATH_WORDS | {
    *CODES, "desk", "static", "media", "_", "404", "page", "sitemaps", "p",
}  # fmt: skip


def prefix(language: str) -> str:
    """What every path of a language starts with: "" for the outlet's first language, else "/ar"."""
    return "" if language == conf.get("language") else f"/{language}"


def language_of(path: str) -> str:
    """The language a path belongs to."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in CODES and first != conf.get("language") else conf.get("language")


# Most paths need no encoding, and looking is quicker than encoding.
_PLAIN = re.compile(r"[A-Za-z0-9/._~-]*")


def href(path: str) -> str:
    """A decoded path, percent-encoded for a link."""
    return path if _PLAIN.fullmatch(path) else quote(path, safe="/-._~!$&'()*+,;=:@")


def absolute(path: str) -> str:
    """The full address of a decoded path."""
    site: str = conf.get("site_url")
    return site.rstrip("/") + href(path)


def front(language: str) -> str:
    return f"{prefix(language)}/"


def section(language: str, slug: str) -> str:
    return f"{prefix(language)}/{slug}/"


def article(language: str, section_slug: str, slug: str) -> str:
    return f"{prefix(language)}/{section_slug}/{slug}/"


def word(language: str, name: str) -> str:
    """The page that has a word of its own: `briefs`, `search`, `letter`…"""
    return f"{prefix(language)}/{getattr(BY_CODE[language].paths, name)}/"


def subject(language: str, slug: str) -> str:
    return f"{word(language, 'subject')}{slug}/"


def dossier(language: str, slug: str) -> str:
    return f"{word(language, 'dossier')}{slug}/"


def author(language: str, slug: str) -> str:
    return f"{word(language, 'author')}{slug}/"


def archive(language: str, year: int, month: int) -> str:
    return f"{word(language, 'archive')}{year:04d}/{month:02d}/"


def edition(language: str, on: date) -> str:
    return f"{word(language, 'brief')}{on.isoformat()}/"


def window(list_path: str, number: int) -> str:
    """An older page of a listing; pages are numbered from the oldest."""
    return f"{list_path}page/{number}/"


def standing(language: str, slug: str) -> str:
    return f"{prefix(language)}/{slug}/"


def not_found(language: str) -> str:
    return f"{prefix(language)}/404/"
