"""Addresses of the old site, and the paths they have here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, unquote, urljoin, urlsplit, urlunsplit

_SCHEME: Final = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")
_INVISIBLE: Final = re.compile(r"[\x00-\x20\x7f]+")
_YOUTUBE: Final = re.compile(r"/(?:embed|v|shorts|live)/([\w-]{6,})")
_VIMEO: Final = re.compile(r"/video/(\d+)")
_DAILYMOTION: Final = re.compile(r"/embed/video/(\w+)")


@dataclass(frozen=True, kw_only=True)
class OldSite:
    """The addresses at which the old site answered."""

    # "https://old.example.org/blog", without the last slash.
    url: str
    # Lower case, with and without "www.".
    hosts: frozenset[str]

    @classmethod
    def of(cls, *urls: str) -> OldSite:
        """Make the site from its home addresses, the main one first."""
        hosts = {host for url in urls if (host := _host(url))}
        hosts |= {host.removeprefix("www.") for host in hosts} | {
            f"www.{host.removeprefix('www.')}" for host in hosts
        }
        return cls(url=next((url.rstrip("/") for url in urls if url), ""), hosts=frozenset(hosts))

    def absolute(self, url: str) -> str:
        """Return the address with its host; "" when it is neither http nor https."""
        return self._absolute(_tidy(url))

    def _absolute(self, url: str) -> str:
        try:
            if _is_whole(url):
                return url
            joined = urljoin(f"{self.url}/", url)
            return joined if _is_whole(joined) else ""
        except ValueError:
            return ""

    def href(self, url: str) -> str:
        """Return the address for a link here: a path where it is the old site's own; "" when no link is possible."""
        url = _tidy(url)
        if url.lower().startswith("mailto:"):
            return url
        absolute = self._absolute(url)
        return self.relative(absolute) or absolute

    def relative(self, url: str) -> str:
        """Return path, query and fragment of an address of the old site; "" for any other."""
        parts = urlsplit(url)
        if _host(url) not in self.hosts:
            return ""
        return urlunsplit(("", "", "/" + parts.path.lstrip("/"), parts.query, parts.fragment))

    def owns(self, url: str) -> bool:
        """Return True when the address belongs to the old site."""
        return _host(url) in self.hosts


def scheme(url: str) -> str:
    """Return the scheme that a browser would read, in lower case; "" for a relative address."""
    found = _SCHEME.match(_tidy(url))
    return found[0][:-1].lower() if found else ""


def old_path(url: str) -> tuple[str, str]:
    """Return the percent-decoded path of an old address and its query: ("/2019/05/x/", "") or ("", "p=12").

    The path is "" for the home page and for a path that no file can have.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return "", ""
    path = decoded(parts.path)
    return ("" if path == "/" else path), parts.query


def below_home(home: str) -> str:
    """Return the path of an old home address, without a final slash: "/blog"; "" for the root of its host."""
    path = home.split("://", 1)[-1].partition("/")[2].strip("/")
    return f"/{path}" if path else ""


def decoded(path: str) -> str:
    """Decode a path, with repeated slashes made one; return "" for a path with `..` or forbidden characters."""
    try:
        text = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return ""
    text = "/" + text.lstrip("/")
    while "//" in text:
        text = text.replace("//", "/")
    climbs = any(part in (".", "..") for part in text.split("/"))
    return "" if climbs or "\\" in text or (not text.isprintable() and _unprintable(text)) else text


def watchable(url: str) -> str:
    """Return the address that a person would open to see the content of a player's frame."""
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.")
    if host in ("youtube.com", "youtube-nocookie.com", "m.youtube.com") and (
        found := _YOUTUBE.search(parts.path)
    ):
        return f"https://www.youtube.com/watch?v={found[1]}"
    if host == "player.vimeo.com" and (found := _VIMEO.search(parts.path)):
        return f"https://vimeo.com/{found[1]}"
    if host == "dailymotion.com" and (found := _DAILYMOTION.search(parts.path)):
        return f"https://www.dailymotion.com/video/{found[1]}"
    if host == "facebook.com" and parts.path.startswith("/plugins/"):
        return (parse_qs(parts.query).get("href") or [url])[0]
    return url


def _tidy(url: str) -> str:
    bare = _INVISIBLE.sub("", url)
    return bare if _SCHEME.match(bare) else url.strip().replace(" ", "%20")


def _is_whole(url: str) -> bool:
    """Raises ValueError."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _unprintable(text: str) -> bool:
    # Arabic and Persian slugs may hold invisible joiners and direction marks, which are part of the address.
    return any(
        ord(letter) < 32 or 127 <= ord(letter) < 160 or 0xD800 <= ord(letter) < 0xE000 for letter in text
    )
