"""Requests whose body is still arriving: how many one address may have, and how long each may take.

Half-sent requests must not take the places of whole ones: a program that sends 130 of them and waits would otherwise close the
desk, search and sign-up to everybody.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_address, ip_network

# Of one address; the oldest makes way for one more, because it has had the most time. A browser uploads six at once.
PER_ADDRESS_MAX = 16
# But each has had this long: where many begin at once, a body that is here already is still read.
GRACE_S = 1.0
# Every body may take so long; one that takes longer must come at the least rate.
ARRIVAL_S = 15.0
# Bytes a second on average, so that 32 MB from a slow line arrive within seventy minutes.
LEAST_RATE = 8 * 1024
# A provider gives each customer a network of so many bits of IPv6.
_NETWORK_BITS = 64


class Arrival:
    """One body on its way."""

    def __init__(self, timeout: asyncio.Timeout) -> None:
        self._started_at = asyncio.get_running_loop().time()
        self._timeout = timeout
        self._given_up = False

    def got(self, received_bytes: int) -> None:
        """Allow the time that so many bytes are worth."""
        if not self._given_up:
            self._timeout.reschedule(self._started_at + allowed_s(received_bytes))

    def give_up(self) -> None:
        """Let the wait for it end in a TimeoutError, at once if it has had its time."""
        self._given_up = True
        self._timeout.reschedule(self._started_at + GRACE_S)


class Arrivals:
    """The bodies on their way, by the address that sends them, the oldest first."""

    def __init__(self) -> None:
        self._by_address: dict[str, list[Arrival]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._by_address.values()))

    @asynccontextmanager
    async def one(self, address: str) -> AsyncIterator[Arrival]:
        """Receive one body within the block, in time. Raises TimeoutError when it is too slow or has to make way."""
        sender = _sender(address)
        async with asyncio.timeout(ARRIVAL_S) as timeout:
            arrival = Arrival(timeout)
            arriving = self._by_address.setdefault(sender, [])
            arriving.append(arrival)
            try:
                if len(arriving) > PER_ADDRESS_MAX:
                    arriving.pop(0).give_up()
                yield arrival
            finally:
                if arrival in arriving:
                    arriving.remove(arrival)
                if not arriving and self._by_address.get(sender) is arriving:
                    del self._by_address[sender]


def allowed_s(received_bytes: int) -> float:
    """Return the seconds that a body may have taken when so much of it has arrived."""
    return max(ARRIVAL_S, received_bytes / LEAST_RATE)


def _sender(address: str) -> str:
    """Return the address, or the network of one customer for IPv6."""
    try:
        at = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{at}/{_NETWORK_BITS}", strict=False)) if at.version == 6 else address
