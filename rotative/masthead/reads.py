"""The outlet as a card, and the date at its place."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from zoneinfo import ZoneInfo

from rotative.bake import keys
from rotative.bake.batch.cache import Cached
from rotative.bake.batch.loaders import Single
from rotative.core import addresses, clock, conf
from rotative.core.languages import BY_CODE, CHOICES, CODES
from rotative.masthead.cards import AccountCard, Conventions, LanguageCard, MarkCard, OutletCard
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.media import reads as media
from rotative.media.cards import LogoCard, WideLogoCard

_LABELS = dict(CHOICES)


def _load() -> tuple[Masthead, list[MastheadLanguage]]:
    masthead = Masthead.objects.first() or Masthead()
    return masthead, list(masthead.languages.all()) if masthead.pk else []


# The masthead and its languages in their order.
_rows: Single[tuple[Masthead, list[MastheadLanguage]]] = Single(_load)
# By language.
_outlets: Cached[str, OutletCard] = Cached()
_conventions: Cached[str, Conventions] = Cached()


def outlet(language: str) -> OutletCard:
    """Return the outlet in a language; with the texts of its first language when it has none in this one."""
    return _outlets.get_or_make(language, lambda: _outlet(language))


def conventions(language: str) -> Conventions:
    """Return the conventions that pages in a language follow. A page that shows nothing else of the outlet needs only these."""
    return _conventions.get_or_make(language, lambda: _conventions_of(language))


def languages() -> tuple[str, ...]:
    """Return the codes of the outlet's languages, in its own order; on a new installation only the default one."""
    return tuple(card.code for card in conventions(conf.get("language")).languages)


def open_languages() -> tuple[str, ...]:
    """Return the codes of the languages in which pages may exist: the outlet's own, or all while the masthead has none."""
    return tuple(MastheadLanguage.objects.values_list("language", flat=True)) or CODES


def confirms_changes() -> bool:
    """Return whether a second person confirms the changes of commitments, in one query."""
    return bool(Masthead.objects.values_list("confirms_changes", flat=True).first())


def quiet_after_days() -> int:
    """Return after how many quiet days the desk is reminded of a commitment, in one query; 0 for never."""
    found = Masthead.objects.values_list("quiet_after_days", flat=True).first()
    return Masthead().quiet_after_days if found is None else found


def time_zone() -> str:
    """Return the name of the outlet's time zone, in one query."""
    return Masthead.objects.values_list("time_zone", flat=True).first() or Masthead().time_zone


def day() -> date:
    """Return the date on the outlet's clock, in one query."""
    return clock.now().astimezone(ZoneInfo(time_zone())).date()


def today(language: str) -> date:
    """Return the date in the outlet's time zone."""
    return clock.now().astimezone(ZoneInfo(conventions(language).time_zone)).date()


def conventions_digest() -> str:
    """Return a digest of what decides the conventions of all languages."""
    masthead, spoken = _load()
    shown = "shown" if masthead.shows_time_zone else ""
    linked = ["linked"] if masthead.links_mentions else []
    decisive = (
        masthead.time_zone,
        shown,
        masthead.arabic_digits,
        *linked,
        *(one.language for one in spoken),
    )
    return sha256("\0".join(decisive).encode()).hexdigest()


def _conventions_of(language: str) -> Conventions:
    keys.record(keys.CONVENTIONS)
    masthead, spoken = _rows.get()
    return Conventions(
        language=language,
        direction=BY_CODE[language].direction,
        time_zone=masthead.time_zone,
        shows_time_zone=masthead.shows_time_zone,
        digits=masthead.arabic_digits,
        links_mentions=masthead.links_mentions,
        languages=_language_cards([one.language for one in spoken]),
    )


def _language_cards(codes: Sequence[str]) -> tuple[LanguageCard, ...]:
    return tuple(
        LanguageCard(code=code, label=_LABELS[code], path=addresses.front(code))
        for code in codes or [conf.get("language")]
    )


def _outlet(language: str) -> OutletCard:
    keys.record(keys.MASTHEAD)
    masthead, spoken = _rows.get()
    logo = media.logo(masthead.logo_id)
    own = next((words for words in spoken if words.language == language), None)
    words = own or (spoken[0] if spoken else MastheadLanguage(language=language, name="Rotative"))
    return OutletCard(
        language=language,
        direction=BY_CODE[language].direction,
        name=words.name,
        motto=words.motto,
        description=words.description,
        legal_notice=words.legal_notice,
        address=(own and own.address) or masthead.address,
        contact=(own and own.contact) or masthead.contact,
        accent=masthead.accent,
        time_zone=masthead.time_zone,
        digits=masthead.arabic_digits,
        logo=logo.full if logo else "",
        mark=_mark(logo, media.logo(masthead.logo_night_id)) if logo else None,
        wide=_wide(media.wide_logo(masthead.wide_logo_id), media.wide_logo(masthead.wide_logo_night_id)),
        accounts=tuple(
            AccountCard(network=account.network, url=account.url)
            for account in (masthead.accounts.all() if masthead.pk else [])
        ),
        languages=_language_cards([one.language for one in spoken]),
    )


def _mark(logo: LogoCard, night: LogoCard | None) -> MarkCard:
    return MarkCard(src=logo.mark, width=logo.width, height=logo.height, night=night.mark if night else "")


def _wide(logo: WideLogoCard | None, night: WideLogoCard | None) -> MarkCard | None:
    if logo is None:
        return None
    return MarkCard(src=logo.src, width=logo.width, height=logo.height, night=night.src if night else "")
