"""Proves that the addresses of an old site answer: each is asked, followed, and written into a table."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import IO, Final, Literal
from urllib.parse import urlsplit

from rotative.importers.proof.asked_sql import Asked, OldAddress
from rotative.importers.proof.site import Site

Verdict = Literal["answers", "withdrawn", "elsewhere", "unread", "outside", "chain", "dead"]

# Redirects that are followed; one is enough.
MOST_HOPS: Final = 5
# Dead addresses that the summary shows.
MOST_SHOWN: Final = 20
COLUMNS: Final = ("address", "kind", "verdict", "status", "hops", "leads_to", "title")
_TITLE: Final = re.compile(r"<title[^>]{0,200}>([^<]{0,1000})</title>", re.IGNORECASE)
# A spreadsheet would take such a cell for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Proved:
    """One old address and its answer."""

    asked: OldAddress
    verdict: Verdict
    # Of the last answer.
    status: int
    # Redirects on the way.
    hops: int
    # Where it ended; "" where it answered itself.
    leads_to: str
    title: str


@dataclass
class Proof:
    """The result of a proof: dead addresses and chains fail it."""

    # Kind and verdict → how many.
    counted: Counter[tuple[str, Verdict]] = field(default_factory=Counter)
    # The first that failed, or that only a text knows.
    failed: list[Proved] = field(default_factory=list)

    @property
    def asked(self) -> int:
        return self.counted.total()

    def count(self, verdict: Verdict, kind: str = "") -> int:
        return sum(
            number for (each, said), number in self.counted.items() if said == verdict and kind in ("", each)
        )

    @property
    def passed(self) -> bool:
        return not self.count("dead") and not self.count("chain")


def prove(
    asked: Asked,
    site: Site,
    *,
    own_hosts: Iterable[str] = (),
    table: IO[str] | None = None,
    progress: Callable[[], None] = lambda: None,
) -> Proof:
    """Ask each address. Raises SiteAway.

    own_hosts: hosts whose addresses are followed. table: is given a line of CSV for each address.
    """
    hosts, proof = frozenset(own_hosts), Proof()
    rows = csv.writer(table) if table is not None else None
    if rows is not None:
        rows.writerow(COLUMNS)
    for address in asked:
        proved = _proved(address, asked, site, hosts)
        proof.counted[address.kind, proved.verdict] += 1
        if proved.verdict in ("dead", "chain", "outside") and len(proof.failed) < MOST_SHOWN:
            proof.failed.append(proved)
        if rows is not None:
            rows.writerow(map(_cell, _row(proved)))
        progress()
    return proof


def _proved(asked: OldAddress, known: Asked, site: Site, hosts: frozenset[str]) -> Proved:
    address, hops = asked.address, 0
    reply = site.ask(address)
    while reply.status in (301, 302, 303, 307, 308) and hops < MOST_HOPS:
        hops += 1
        parts = urlsplit(reply.location)
        address = reply.location
        if parts.netloc and parts.hostname not in hosts:
            return _result(asked, "elsewhere" if hops == 1 else "chain", reply.status, hops, address)
        reply = site.ask(parts._replace(scheme="", netloc="", fragment="").geturl() or "/")
    title = _TITLE.search(reply.head)
    verdict = _verdict(reply.status, hops, asked, known)
    return _result(asked, verdict, reply.status, hops, address if hops else "", title[1] if title else "")


def _verdict(status: int, hops: int, asked: OldAddress, known: Asked) -> Verdict:
    if status == 200:
        return "answers" if hops <= 1 else "chain"
    if status == 410:
        return "withdrawn"
    if not known.was_read(asked.address):
        return "unread"
    # A text links to what the export does not have: nobody can say whether the old site had it.
    return "outside" if asked.kind == "link" else "dead"


def _result(
    asked: OldAddress, verdict: Verdict, status: int, hops: int, leads_to: str, title: str = ""
) -> Proved:
    text = " ".join(unescape(title).split())
    return Proved(asked=asked, verdict=verdict, status=status, hops=hops, leads_to=leads_to, title=text)


def _row(proved: Proved) -> tuple[str, ...]:
    asked = proved.asked
    numbers = (str(proved.status), str(proved.hops))
    return asked.address, asked.kind, proved.verdict, *numbers, proved.leads_to, proved.title


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
