"""The paths of the site, made of the words of each language.

Paths are kept decoded (`/ar/مقال/`); `href` encodes one for a page, a feed or a header.
"""

import re
from datetime import date
from urllib.parse import quote

from rotative.core import conf
from rotative.core.languages import BY_CODE, CODES, PATH_WORDS

# The path to subscribe at. Not asked of Django, because that would load every view of the desk into an oven: 15 MB.
SUBSCRIBE = "/_/subscribe/"
# Slugs that nothing may take: every path word, the languages and the paths of the software.
RESERVED = PATH_WORDS | {*CODES, "desk", "static", "media", "_", "404", "page", "sitemaps", "p"}
# Below the path of an article only, so that a section may have it as its slug.
_PLAY = "play"
_OWN_FOLDERS = ("desk", "_", "media")


def is_own(path: str) -> bool:
    """Return whether the application itself answers at a path: the desk, forms, uploads, search."""
    return path.split("/", 2)[1] in _OWN_FOLDERS or path in (word(code, "search") for code in CODES)


def prefix(language: str) -> str:
    """Return the start of every path of a language: "" for the outlet's first language, else "/ar"."""
    return "" if language == conf.get("language") else f"/{language}"


def language_of(path: str) -> str:
    """Return the language that a path belongs to."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in CODES and first != conf.get("language") else conf.get("language")


# Most paths need no encoding, and to look is quicker than to encode.
_PLAIN = re.compile(r"[A-Za-z0-9/._~-]*")


def href(path: str) -> str:
    """Encode a decoded path for a link, in percent signs."""
    return path if _PLAIN.fullmatch(path) else quote(path, safe="/-._~!$&'()*+,;=:@")


def location(target: str) -> str:
    """Return the target of a redirect as a header says it: a whole address as it is, a decoded path encoded."""
    return target if target.startswith(("https://", "http://")) else href(target)


def site() -> str:
    """Return the address of the site, without a final slash."""
    address: str = conf.get("site_url")
    return address.rstrip("/")


def absolute(path: str) -> str:
    """Return the full address of a decoded path."""
    return site() + href(path)


def full(link: str) -> str:
    """Return the full address of an encoded path; an address that is full already stays as it is."""
    return link if "://" in link else site() + link


def front(language: str) -> str:
    return f"{prefix(language)}/"


def section(language: str, slug: str) -> str:
    return f"{prefix(language)}/{slug}/"


def article(language: str, section_slug: str, slug: str) -> str:
    return f"{prefix(language)}/{section_slug}/{slug}/"


def text_only(article_path: str) -> str:
    """Return the path of the text alone of an article. article_path: decoded or encoded, as the result will be."""
    return f"{article_path.rstrip('/')}/{BY_CODE[language_of(article_path)].paths.text}/"


def article_of(text_path: str) -> str:
    """Return the path, without a final slash, of the article whose text alone is at a path; "" when it is no such path."""
    path, _slash, last = text_path.rstrip("/").rpartition("/")
    return path if last == BY_CODE[language_of(text_path)].paths.text else ""


def player(article_path: str, name: str) -> str:
    """Return the path of the page that plays an embed of an article. article_path: decoded or encoded, as the result will be."""
    return f"{article_path.rstrip('/')}/{_PLAY}/{name}/"


def played(path: str) -> tuple[str, str]:
    """Return the path, without a final slash, of the article whose embed a page plays, and the name of the player; "" for none."""
    article_path, _slash, name = path.rstrip("/").rpartition("/")
    before, _slash, last = article_path.rpartition("/")
    return (before, name) if before and last == _PLAY else ("", "")


def word(language: str, name: str) -> str:
    """Return the path of the page that has a word of its own. name: a field of `languages.PathWords`."""
    return f"{prefix(language)}/{getattr(BY_CODE[language].paths, name)}/"


def subject(language: str, slug: str) -> str:
    return f"{word(language, 'subject')}{slug}/"


def dossier(language: str, slug: str) -> str:
    return f"{word(language, 'dossier')}{slug}/"


def dossier_actor(language: str, slug: str, subject_slug: str) -> str:
    """Return the path of the events of a dossier in which a subject took part."""
    return f"{dossier(language, slug)}{BY_CODE[language].paths.subject}/{subject_slug}/"


def dossier_kind(language: str, slug: str, kind: str) -> str:
    """Return the path of the events of one kind of a dossier."""
    return f"{dossier(language, slug)}{BY_CODE[language].paths.kind}/{kind}/"


def promises(language: str, by: str = "") -> str:
    """Return the path of the commitments of all dossiers. by: "", or a field of `languages.PathWords`."""
    path = f"{word(language, 'dossier')}{BY_CODE[language].paths.promises}/"
    return f"{path}{getattr(BY_CODE[language].paths, by)}/" if by else path


def author(language: str, slug: str) -> str:
    return f"{word(language, 'author')}{slug}/"


def archive(language: str, year: int, month: int) -> str:
    return f"{word(language, 'archive')}{year:04d}/{month:02d}/"


def edition(language: str, on: date) -> str:
    return f"{word(language, 'brief')}{on.isoformat()}/"


def letters(language: str, month: str = "") -> str:
    """Return the path of the archive of letters, or of its page of a month. month: "2026-11"."""
    return f"{word(language, 'brief')}{month}/" if month else word(language, "brief")


def window(list_path: str, number: int) -> str:
    """Return the path of an older page of a list; pages are numbered from the oldest."""
    return f"{list_path}page/{number}/"


def standing(language: str, slug: str) -> str:
    return f"{prefix(language)}/{slug}/"


def not_found(language: str) -> str:
    return f"{prefix(language)}/404/"
