"""The outlet, as a card, and the day it is there."""

from datetime import date
from zoneinfo import ZoneInfo

from rotative.bake import keys
from rotative.core import addresses, clock, conf
from rotative.core.languages import BY_CODE, CHOICES, CODES
from rotative.masthead.cards import AccountCard, LanguageCard, MarkCard, OutletCard
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.media.models import Picture

_LABELS = dict(CHOICES)
# Wagtail's name for the logo in the nameplate.
_MARK = "max-192x192|format-webp"


def outlet(language: str) -> OutletCard:
    """The outlet as it presents itself in a language; its first language where it has no words for this one."""
    return keys.remembered(("outlet", language), lambda: _outlet(language))


def languages() -> tuple[str, ...]:
    """Codes of the languages the outlet publishes in, in its own order; the first one alone on a new installation."""
    return tuple(card.code for card in outlet(conf.get("language")).languages)


def open_languages() -> tuple[str, ...]:
    """Codes of the languages in which pages may stand: the outlet's own; every one, as long as its masthead names none."""
    return tuple(MastheadLanguage.objects.values_list("language", flat=True)) or CODES


def today(language: str) -> date:
    """The day it is where the outlet is."""
    return clock.now().astimezone(ZoneInfo(outlet(language).time_zone)).date()


def _outlet(language: str) -> OutletCard:
    keys.record(keys.MASTHEAD)
    masthead = Masthead.objects.select_related("logo").first() or Masthead()
    spoken = list(masthead.languages.all()) if masthead.pk else []
    own = next((words for words in spoken if words.language == language), None)
    words = own or (spoken[0] if spoken else MastheadLanguage(language=language, name="Rotative"))
    codes = [spoken_one.language for spoken_one in spoken] or [conf.get("language")]
    return OutletCard(
        language=language,
        direction=BY_CODE[language].direction,
        name=words.name,
        motto=words.motto,
        description=words.description,
        legal_notice=words.legal_notice,
        address=masthead.address,
        accent=masthead.accent,
        time_zone=masthead.time_zone,
        digits=masthead.arabic_digits,
        logo=masthead.logo.file.url if masthead.logo else "",
        mark=_mark(masthead.logo) if masthead.logo else None,
        accounts=tuple(
            AccountCard(network=account.network, url=account.url)
            for account in (masthead.accounts.all() if masthead.pk else [])
        ),
        languages=tuple(
            LanguageCard(code=code, label=_LABELS[code], path=addresses.front(code)) for code in codes
        ),
    )


def _mark(logo: Picture) -> MarkCard | None:
    try:
        made = logo.get_rendition(_MARK)
    except OSError:
        # The file was lost or is no image: the name stands alone.
        return None
    return MarkCard(src=made.url, width=made.width, height=made.height)
