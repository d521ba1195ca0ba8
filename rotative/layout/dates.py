"""Dates, times and digits as each language writes them, in the outlet's time zone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from rotative.articles.cards import ArticleCard
from rotative.core.edtf import vague_words as vague_date_words
from rotative.core.languages import BY_CODE, own_digits
from rotative.layout.contexts import DayGroup, MonthGroup

_FIRST = re.compile(r"\b1 (?=[a-zéû])")


@dataclass(kw_only=True)
class Calendar:
    """A calendar that writes instants for the readers of one language."""

    language: str
    # IANA name.
    time_zone: str
    # "latin" or "arabic"; only Arabic pages use it.
    digits: str

    # Babel takes 30 µs a date and a page shows ten, mostly the same; a few thousand days at most.
    _written: dict[tuple[date, str], str] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def locale(self) -> Locale:
        return Locale.parse(BY_CODE[self.language].locale)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def number(self, value: object) -> str:
        """Write a number, or a text with numbers, in the digits that the outlet chose; Markup stays Markup."""
        text = value if isinstance(value, str) else str(value)
        return own_digits(text, self.language) if self.digits == "arabic" else text

    def decimal(self, value: float) -> str:
        """Write 1 234,5: a number with the signs of the language."""
        return self.number(format_decimal(value, locale=self.locale, decimal_quantization=False))

    def local(self, instant: datetime) -> datetime:
        """Return the instant on the outlet's clock."""
        return instant.astimezone(self.zone)

    def iso(self, when: date) -> str:
        """Write for machines, with the outlet's offset: 2026-11-23T06:40:00+01:00, or 2026-11-23 for a date."""
        if isinstance(when, datetime):
            return self.local(when).isoformat(timespec="seconds")
        return when.isoformat()

    def day_iso(self, instant: datetime) -> str:
        """Write for machines the day on the outlet's clock: 2026-11-23."""
        return self.local(instant).date().isoformat()

    def day(self, when: date) -> str:
        """Write 23 novembre 2026."""
        return self._date(when, "long")

    def weekday(self, when: date) -> str:
        """Write lundi 23 novembre 2026."""
        return self._date(when, "full")

    def month(self, when: date) -> str:
        """Write novembre 2026."""
        return self._date(when, "LLLL y")

    def vague(self, written: str) -> str:
        """Write a date as precise as it was said, or a period. written: see `core.edtf`."""
        return self.number(vague_date_words.words(written, self.language))

    def clock(self, instant: datetime) -> str:
        """Write 06:40."""
        local = self.local(instant)
        return self.number(f"{local.hour:02}:{local.minute:02}")

    def zone_label(self, instant: datetime) -> str:
        """Write UTC+1: the offset at that instant, as the language writes it."""
        offset = self.local(instant).utcoffset()
        minutes = int(offset.total_seconds() // 60) if offset is not None else 0
        if minutes == 0:
            return str(self.locale.zone_formats["gmt"] % "").strip()
        hours, rest = divmod(abs(minutes), 60)
        sign = "+" if minutes > 0 else "−"
        return self.number(
            self.locale.zone_formats["gmt"] % (f"{sign}{hours}" + (f":{rest:02}" if rest else ""))
        )

    def by_day(self, cards: Iterable[ArticleCard]) -> tuple[DayGroup, ...]:
        """Group the cards, in their order, by day on the outlet's clock."""
        groups = groupby(cards, key=lambda card: self.local(card.published_at).date())
        return tuple(DayGroup(day=day, cards=tuple(group)) for day, group in groups)

    def by_month(self, cards: Iterable[ArticleCard]) -> tuple[MonthGroup, ...]:
        """Group the cards, in their order, by month on the outlet's clock."""
        groups = groupby(cards, key=lambda card: self.local(card.published_at).date().replace(day=1))
        return tuple(MonthGroup(month=month, cards=tuple(group)) for month, group in groups)

    def _date(self, when: date, width: str) -> str:
        day = self.local(when).date() if isinstance(when, datetime) else when
        written = self._written.get((day, width))
        if written is None:
            written = format_date(day, width, locale=self.locale)
            if day.day == 1:
                written = _FIRST.sub(f"{BY_CODE[self.language].first_of_month} ", written, count=1)
            written = self._written[day, width] = self.number(written)
        return written
