"""The sending of an edition: the account, a plot by the minute, the readers who were missed, the letters to try again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rotative.desk.editions import plots
from rotative.desk.editions.composer import OneEditionView
from rotative.desk.editions.words import held_s, in_minutes, provider, too_heavy
from rotative.desk.outlet import outlet_clock
from rotative.desk.paginator import PatientPaginator
from rotative.editions import reads
from rotative.editions.models import Edition
from rotative.mail import actions as mailings
from rotative.mail import reads as mailing_reads
from rotative.mail.models import Delivery
from rotative.mail.reads import Altered
from rotative.mail.sending import statistics
from rotative.mail.sending.statistics import MISSED, PLOTTED, Tally

PER_PAGE = 50
# Seconds between two loads of the page while an edition is being sent; more when counting takes long.
REFRESH_S = 5
_COUNTED_A_SECOND = 50_000
_SETTLED = ("sent", "failed", "skipped", "doubt")
_OPEN = ("queued", "sending", "deferred")


def state_name(state: str) -> str:
    """Return the label of a delivery's state."""
    return str(Delivery.State(state).label)


def letters(state: str, count: int = 10) -> str:
    """Return the words for so many letters in a state, without the number; without one for letters in general."""
    words = {
        "queued": ngettext("letter queued", "letters queued", count),
        "sending": ngettext("letter being sent", "letters being sent", count),
        "sent": ngettext("letter sent", "letters sent", count),
        "deferred": ngettext("letter deferred", "letters deferred", count),
        "failed": ngettext("letter failed", "letters failed", count),
        "skipped": ngettext("letter skipped", "letters skipped", count),
        "doubt": ngettext("letter in doubt", "letters in doubt", count),
    }
    return words[state]


class DeliveryView(OneEditionView):
    template_name = "desk/delivery.html"
    tab = "desk_delivery"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition, mailing = self.edition, self.edition.mailing
        status = reads.status(edition)
        found = statistics.by_minute(mailing) if mailing else []
        running = edition.state == Edition.State.SENDING
        context: dict[str, Any] = super().get_context_data(
            status=status,
            prepared=ngettext("letter prepared", "letters prepared", status.prepared),
            settled=[
                (state, letters(state, getattr(status, state)), getattr(status, state)) for state in _SETTLED
            ],
            open=[
                (state, letters(state, getattr(status, state)), getattr(status, state))
                for state in _OPEN
                if getattr(status, state)
            ],
            running=running,
            held_s=held_s(edition),
            refresh_s=_refresh_s(status.prepared) if running and mailing and not mailing.paused_at else 0,
            plot=plots.over_time(found, clock=self._clock, name=letters),
            providers=plots.by_provider(_by_provider(found), states=[*PLOTTED], name=letters),
            minutes=_table(found, self._clock),
            legend=[(state, letters(state)) for state in PLOTTED],
            retryable=mailings.worth_a_retry(mailing).count() if mailing else 0,
            altered=[
                (in_minutes(one.minutes), one.readers, _what_happened(one))
                for one in (mailing_reads.altered(mailing) if mailing else ())
            ],
            doubtful=mailing.deliveries.doubt().filter(resent=False).count() if mailing else 0,
            **self._missed(),
            **kwargs,
        )
        return context

    def _missed(self) -> dict[str, Any]:
        """Describe the reasons, and the people of the state that is asked for."""
        mailing = self.edition.mailing
        asked = self.request.GET.get("state", "")
        state = asked if asked in MISSED else ""
        page = None
        if state and mailing:
            people = statistics.people(mailing, state)
            page = PatientPaginator(people, PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            "missed": [
                {
                    "state": one.state,
                    "label": state_name(one.state),
                    "code": _answer(one.code),
                    "count": one.count,
                    "meaning": _(one.meaning) if one.meaning else "",
                }
                for one in (statistics.missed(mailing) if mailing else ())
            ],
            "state": state,
            "state_label": state_name(state) if state else "",
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number) if page else (),
            "people": [
                (
                    row,
                    provider(row.chunk.domain_class),
                    _answer(row.code),
                    _(statistics.meaning(row.state, row.code)),
                )
                for row in page
            ]
            if page
            else (),
            "sees_addresses": self.request.user.has_perm("subscribers.view_subscriber"),
        }

    def _clock(self, instant: Any) -> str:
        return outlet_clock.hour(instant)


def _what_happened(letter: Altered) -> str:
    """Say in which way a letter is not as composed."""
    if not letter.written:
        return _("No letter could be written, and these readers get none. The log says why.")
    if letter.trouble:
        return _("It could not be composed: these readers get the edition as arranged. The log says why.")
    return too_heavy(letter.shortened, letter.left_out)


def _refresh_s(prepared: int) -> int:
    return max(REFRESH_S, prepared // _COUNTED_A_SECOND)


def _answer(code: str) -> str:
    """Return the provider's own answer; our own words are shown as a meaning instead."""
    return code if code[:1].isdigit() else ""


def _by_provider(found: Sequence[Tally]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for tally in found:
        counts[provider(tally.domain_class)][tally.state] += tally.count
    return counts


def _table(found: Sequence[Tally], clock: Any) -> list[tuple[str, list[int]]]:
    """Return the plot as a table, for people who cannot see it."""
    minutes: dict[Any, Counter[str]] = defaultdict(Counter)
    for tally in found:
        minutes[tally.minute][tally.state] += tally.count
    return [
        (clock(minute), [counts[state] for state in PLOTTED]) for minute, counts in sorted(minutes.items())
    ]
