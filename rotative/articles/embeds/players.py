"""The sites whose players are known, found by the address that an editor pastes. Imports neither Django nor Wagtail.

Each row says which address a frame may have, and where a poster is asked for. Nothing else is ever fetched or framed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

_NAME = re.compile(r"([a-z]{3,12})-([A-Za-z0-9_-]{1,40})", re.ASCII)


@dataclass(frozen=True, kw_only=True, slots=True)
class Provider:
    """A site with a player."""

    code: str
    name: str
    # Origin of its frames.
    origin: str
    # Address of the frame, after the origin; {key} is the id at the site.
    frame: str
    # Where the poster is asked for: a picture, or a document of oEmbed that names one.
    poster: str
    # Endings of the hosts from which a poster may come, redirected or not.
    hosts: tuple[str, ...]
    # Finds the id in an address of the site, or "".
    find: Callable[[SplitResult], str]
    # Shape of its ids.
    shape: re.Pattern[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Player:
    """One film, or another piece that is played, at a provider."""

    provider: Provider
    # The id at the site.
    key: str

    @property
    def name(self) -> str:
        """The name of it in a path and in a key: "youtube-dQw4w9WgXcQ"."""
        return f"{self.provider.code}-{self.key}"

    @property
    def frame(self) -> str:
        """The address of its frame."""
        return self.provider.origin + self.provider.frame.replace("{key}", self.key)

    @property
    def poster(self) -> str:
        """The address at which its poster is asked for."""
        return self.provider.poster.replace("{key}", self.key)


def find(url: str) -> Player | None:
    """Return the player for a pasted address; None for a site that is not known."""
    try:
        address = urlsplit(url.strip())
        host = (address.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    if address.scheme not in ("http", "https") or host not in _HOSTS:
        return None
    provider = _HOSTS[host]
    key = provider.find(address)
    return Player(provider=provider, key=key) if provider.shape.fullmatch(key) else None


def named(name: str) -> Player | None:
    """Return the player of a name; None for a name that is none."""
    match = _NAME.fullmatch(name)
    provider = _CODES.get(match[1]) if match else None
    if match is None or provider is None or not provider.shape.fullmatch(match[2]):
        return None
    return Player(provider=provider, key=match[2])


def _parts(address: SplitResult) -> list[str]:
    return [part for part in address.path.split("/") if part]


def _youtube(address: SplitResult) -> str:
    parts = _parts(address)
    if address.hostname == "youtu.be":
        return parts[0] if parts else ""
    if parts[:1] == ["watch"]:
        return parse_qs(address.query).get("v", [""])[0]
    return parts[1] if len(parts) > 1 and parts[0] in ("embed", "shorts", "live", "v") else ""


def _last(address: SplitResult) -> str:
    """Return the last part of a path: of vimeo.com/12 and player.vimeo.com/video/12."""
    return (_parts(address) or [""])[-1]


def _dailymotion(address: SplitResult) -> str:
    # What follows an underscore is the title.
    return _last(address).partition("_")[0]


def _oembed(endpoint: str, page: str) -> str:
    return f"{endpoint}?url={quote(page, safe='').replace('%7Bkey%7D', '{key}')}"


_PROVIDERS = (
    Provider(
        code="youtube", name="YouTube", origin="https://www.youtube-nocookie.com", frame="/embed/{key}", find=_youtube,
        poster="https://i.ytimg.com/vi/{key}/hqdefault.jpg", hosts=("ytimg.com",), shape=re.compile(r"[A-Za-z0-9_-]{11}", re.ASCII),
    ),
    Provider(
        code="vimeo", name="Vimeo", origin="https://player.vimeo.com", frame="/video/{key}?dnt=1", find=_last,
        poster=_oembed("https://vimeo.com/api/oembed.json", "https://vimeo.com/{key}"), hosts=("vimeo.com", "vimeocdn.com"),
        shape=re.compile(r"[0-9]{4,12}", re.ASCII),
    ),
    Provider(
        code="dailymotion", name="Dailymotion", origin="https://geo.dailymotion.com", frame="/player.html?video={key}", find=_dailymotion,
        poster=_oembed("https://www.dailymotion.com/services/oembed", "https://www.dailymotion.com/video/{key}"),
        hosts=("dailymotion.com", "dmcdn.net"), shape=re.compile(r"[a-zA-Z0-9]{4,12}", re.ASCII),
    ),
    Provider(
        code="tiktok", name="TikTok", origin="https://www.tiktok.com", frame="/player/v1/{key}", find=_last,
        poster=_oembed("https://www.tiktok.com/oembed", "https://www.tiktok.com/@x/video/{key}"),
        hosts=("tiktok.com", "tiktokcdn.com", "tiktokcdn-eu.com", "tiktokcdn-us.com"), shape=re.compile(r"[0-9]{15,21}", re.ASCII),
    ),
)  # fmt: skip
_CODES = {provider.code: provider for provider in _PROVIDERS}
_HOSTS = {
    host: _CODES[code]
    for code, hosts in {
        "youtube": ("youtube.com", "youtu.be", "youtube-nocookie.com"),
        "vimeo": ("vimeo.com", "player.vimeo.com"),
        "dailymotion": ("dailymotion.com", "dai.ly", "geo.dailymotion.com"),
        "tiktok": ("tiktok.com",),
    }.items()
    for host in hosts
}
