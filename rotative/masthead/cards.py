"""The outlet as plain data."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class AccountCard:
    # "Mastodon"
    network: str
    url: str


@dataclass(frozen=True, kw_only=True)
class MarkCard:
    """A logo in the size of the nameplate, with enough pixels for a dense screen."""

    # Path of a WebP, and its size in pixels.
    src: str
    width: int
    height: int
    # Path of the one for dark screens; "" if there is none.
    night: str = ""


@dataclass(frozen=True, kw_only=True)
class LanguageCard:
    """One language of the outlet."""

    # "fr"
    code: str
    # "Français", in its own language.
    label: str
    # Path of its front page.
    path: str


@dataclass(frozen=True, kw_only=True)
class Conventions:
    """The settings of the outlet on which the insides of every page depend, in one language; they seldom change."""

    language: str
    # "ltr" or "rtl"
    direction: str
    # "Africa/Casablanca"
    time_zone: str
    # Whether it is printed after the hour of an article.
    shows_time_zone: bool = False
    # "latin" or "arabic"; only Arabic pages use it.
    digits: str
    # Whether the first mention of each main subject of an article leads to the page of that.
    links_mentions: bool = False
    # Every language the outlet publishes in, in the outlet's order.
    languages: tuple[LanguageCard, ...]


@dataclass(frozen=True, kw_only=True)
class OutletCard:
    """The outlet in one language."""

    language: str
    # "ltr" or "rtl"
    direction: str
    name: str
    motto: str
    description: str
    legal_notice: str
    address: str
    # "#8a1c1c"
    accent: str
    # "Africa/Casablanca"
    time_zone: str
    # "latin" or "arabic"; only Arabic pages use it.
    digits: str
    # Path of the logo as PNG or JPEG, or "".
    logo: str
    # Where readers write, for example to have a comment erased; "" for none.
    contact: str = ""
    # None when there is no logo or its renditions are not made yet.
    mark: MarkCard | None = None
    # Shown instead of the mark and the letters of the name; None as above.
    wide: MarkCard | None = None
    accounts: tuple[AccountCard, ...]
    # Every language the outlet publishes in, in the outlet's order.
    languages: tuple[LanguageCard, ...]
