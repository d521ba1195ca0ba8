"""The rules by which an address of the site's former software leads to a page, in one step.

Two things are known of a site: at which paths something answers, and which paths were moved. The front knows both from its
files, the application from the database. All other addresses that WordPress and Ghost served follow from these few rules: a
feed belongs to what it is a feed of, page 7 of a list to the list, a smaller copy of a picture to the picture.

Imports neither Django nor Wagtail. Every rule is linear in the length of the address, and leads only to what is known.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Protocol
from urllib.parse import parse_qsl, quote, unquote

from rotative.core.languages import CODES, TABLE

# The queries that WordPress answered at the home page. It looked for words as well: only the application can.
QUERIES = (
    "p", "page_id", "attachment_id", "cat", "author", "tag", "category_name", "author_name", "m", "feed", "s", "post_type",
)  # fmt: skip
QUERY = re.compile(rf"(?:^|&)(?:{'|'.join(QUERIES)})=")
SEARCH = re.compile(r"(?:^|&)s=")
LANGUAGE = re.compile(r"(?:^|&)lang=([a-z]{2,3})(?:&|$)")
SITEMAP = "/sitemap.xml"
# Letters. Longer addresses are nobody's.
LONGEST = 2000
# Numbers per file of numbered addresses.
THOUSAND = 1000
# The most steps of a chain that is made one.
MOST_STEPS = 5

_MOST_FIELDS = 20
_MOST_ENDINGS = 4
_DIGITS = 9
# Ghost's own word for a feed is "rss".
_FEED = re.compile(r"(?:/comments)?/(?:feed|rss)(?:/(rss|rss2|rdf|atom))?/$")
_PART = re.compile(r"/(?:amp|embed|trackback|page/[0-9]{1,6}|comment-page-[0-9]{1,6}|([0-9]{1,3}))/$")
_DATED = re.compile(r"^(?:/([a-z]{2,3}))?/([0-9]{4})(?:/([0-9]{2})(?:/[0-9]{2})?)?/$")
_SITEMAPS = re.compile(r"^/(?:[\w-]{1,60}-)?sitemap(?:[_-][\w-]{1,60})?[0-9]{0,6}\.xml(?:\.gz)?$", re.ASCII)
_FEED_FILES = re.compile(
    r"^/(?:wp-(?:rss|rss2|rdf|feed|commentsrss2)\.php|(?:feed|rss|rss2)\.(?:rss|php|xml|rdf))$"
)
_ATOM_FILES = re.compile(r"^/(?:wp-)?atom\.(?:php|xml)$")
# The endings that WordPress gives to the name of a smaller or turned copy, and the folder that Ghost puts it in.
_COPY = re.compile(r"(?:-[0-9]{1,5}x[0-9]{1,5}|-scaled|-rotated|-e[0-9]{10,14}|@2x)(?=\.\w{2,5}$)", re.ASCII)
_SIZE_FOLDER = re.compile(r"/size/w[0-9]{1,5}(?:h[0-9]{1,5})?(?:/format/[a-z]{3,5})?/")
_TWIN = re.compile(r"(?<=\.)(jpe?g|png|gif)\.(?:webp|avif)$")
_INDEX = "/index.php"


class Known(Protocol):
    """The paths at which a site answers, all decoded."""

    def answers(self, path: str) -> bool:
        """Return whether a page is at this path, or one that says that it was withdrawn."""
        ...

    def moved(self, path: str) -> str | None:
        """Return the address, percent-encoded, to which a path was moved; `/?p=12` is a path here."""
        ...


def lead(path: str, query: str, known: Known) -> str | None:
    """Return the address, percent-encoded, to which an old one leads; None when nothing is known of it.

    path: decoded. query: as it was sent.
    """
    if len(path) + len(query) > LONGEST or not path.startswith("/"):
        return None
    if QUERY.search(query) and (found := _by_query(path, query, known)):
        return found
    if found := translated(path, query, known):
        return found
    for spelled in _spellings(path):
        if found := _by_path(spelled, known):
            return found if found != encoded(path) else None
    return None


def translated(path: str, query: str, known: Known) -> str | None:
    """Return where `?lang=ar` leads from a path that answers without it; None when that is the page itself."""
    found = LANGUAGE.search(query)
    return _translated(path, found[1], known) if found and len(path) <= LONGEST else None


def encoded(path: str) -> str:
    """Encode a decoded path in percent signs."""
    return quote(path, safe="/-._~!$&'()*+,;=:@")


def end_of_chain(target: str, known: Known) -> str:
    """Follow a target that was moved itself, so that one redirect is enough."""
    passed = {target}
    for _step in range(MOST_STEPS):
        following = known.moved(_decoded(target)) if target.startswith("/") else None
        if not following or following in passed:
            return target
        passed.add(following)
        target = following
    return target


def number_file(kind: str, number: int) -> str:
    """Return the path of the file that says where numbered addresses lead, a line each. kind: "p", "cat" or "author"."""
    return f"/p/{'' if kind == 'p' else f'{kind}-'}{number // THOUSAND}.txt"


def numbered(path: str) -> tuple[str, int] | None:
    """Return the kind and the number in `/?p=12`; None for every other path."""
    kind, _equals, number = path.removeprefix("/?").partition("=")
    if path.startswith("/?") and kind in ("p", "cat", "author") and _is_number(number):
        return kind, int(number)
    return None


def _by_query(path: str, query: str, known: Known) -> str | None:
    if not _is_home(path, known):
        return None
    asked = dict(parse_qsl(query, max_num_fields=_MOST_FIELDS)) if query.count("&") < _MOST_FIELDS else {}
    feed = asked.get("feed", "")
    for name, kind in (
        ("p", "p"),
        ("page_id", "p"),
        ("attachment_id", "p"),
        ("cat", "cat"),
        ("author", "author"),
    ):
        number = asked.get(name, "").partition(",")[0]
        if _is_number(number) and (found := known.moved(f"/?{kind}={int(number)}")):
            return _fed(end_of_chain(found, known), feed, known)
    for name, word in (("tag", "tag"), ("category_name", "category"), ("author_name", "author")):
        slug = asked.get(name, "").strip("/").rpartition("/")[2]
        if slug and (found := _by_path(f"/{word}/{slug}/", known)):
            return _fed(found, feed, known)
    if date := re.fullmatch(r"([0-9]{4})([0-9]{2})?(?:[0-9]{2})?", asked.get("m", "")):
        return _dated(f"/{date[1]}/{date[2]}/" if date[2] else f"/{date[1]}/", known)
    return _fed("/", feed, known) if feed else None


def _is_home(path: str, known: Known) -> bool:
    return path in ("/", _INDEX) or path.strip("/") in CODES or known.moved(path) == "/"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS


def _translated(path: str, language: str, known: Known) -> str | None:
    if found := known.moved(f"{path}?lang={language}"):
        return end_of_chain(found, known)
    front = f"/{language}/"
    return front if path == "/" and known.answers(front) else None


def _spellings(path: str) -> Iterator[str]:
    """Yield the address as it may have been meant: with single slashes, the last one, composed and small letters."""
    tidy = unicodedata.normalize("NFC", re.sub(r"//+", "/", path))
    if tidy == _INDEX or tidy.startswith(f"{_INDEX}/"):
        tidy = tidy.removeprefix(_INDEX) or "/"
    for one in dict.fromkeys((path, tidy, tidy.lower())):
        if not one.startswith("//"):
            yield one
            if not one.endswith("/"):
                yield f"{one}/"


def _by_path(path: str, known: Known) -> str | None:
    if found := _exact(path, known):
        return found
    return _of_folder(path, known) if path.endswith("/") else _of_file(path, known)


def _exact(path: str, known: Known) -> str | None:
    if known.answers(path):
        return encoded(path)
    target = known.moved(path)
    return end_of_chain(target, known) if target else None


def _of_folder(path: str, known: Known) -> str | None:
    """Lead from a part of a page to the page: its feed, its second leaf, its form for phones."""
    feed = None
    for _ending in range(_MOST_ENDINGS):
        if found := _dated(path, known):
            return found
        if feeding := _FEED.search(path):
            feed, path = feed or feeding[1] or "rss", path[: feeding.start()] + "/"
        elif (part := _PART.search(path)) and (part.start() or not part[1]):
            path = path[: part.start()] + "/"
        else:
            return None
        if found := _exact(path, known):
            return _fed(found, feed or "", known)
    return None


def _fed(target: str, feed: str, known: Known) -> str:
    """Return the feed of a page, in the format asked for if it has one; without a feed, the page."""
    if not feed or not target.endswith("/") or not target.startswith("/"):
        return target
    folder = _decoded(target)
    names = ("atom.xml", "rss.xml") if "atom" in feed else ("rss.xml",)
    return next((encoded(folder + name) for name in names if known.answers(folder + name)), target)


def _dated(path: str, known: Known) -> str | None:
    """Lead from `/2019/05/03/` to the archive of the month, else to the list of months."""
    found = _DATED.match(path)
    if found is None or (found[3] and not 1 <= int(found[3]) <= 12):
        return None
    month = f"{found[2]}/{found[3]}/" if found[3] else ""
    folders = [f"/{row.paths.archive}/" for row in TABLE] + [
        f"/{row.code}/{row.paths.archive}/" for row in TABLE
    ]
    if found[1]:
        folders.sort(key=lambda folder: not folder.startswith(f"/{found[1]}/"))
    places = [*(folder + month for folder in folders if month), *folders]
    return next((place for place in places if known.answers(place)), None)


def _of_file(path: str, known: Known) -> str | None:
    """Lead from a copy of an upload to the upload, and from feeds and site maps under other names to ours."""
    for pattern, target in ((_SITEMAPS, SITEMAP), (_FEED_FILES, "/rss.xml"), (_ATOM_FILES, "/atom.xml")):
        if pattern.match(path) and known.answers(target):
            return target
    bare = _SIZE_FOLDER.sub("/", _TWIN.sub(r"\1", path), count=1)
    for _ending in range(_MOST_ENDINGS):
        if bare != path and (found := _exact(bare, known)):
            return found
        shorter = _COPY.sub("", bare, count=1)
        if shorter == bare:
            return None
        bare = shorter
    return None


def _decoded(target: str) -> str:
    return unquote(target.partition("#")[0])
