"""Bodies on their way: how long they may take, and which one makes way for another."""

import asyncio

import pytest

from rotative.server.arrivals import LEAST_RATE, PER_ADDRESS_MAX, Arrivals, allowed_s


@pytest.mark.parametrize(
    ("received_bytes", "seconds"),
    [(0, 15), (32 * 1024, 15), (15 * LEAST_RATE, 15), (100 * LEAST_RATE, 100), (10_000_000, 1220.7)],
)
def test_success_time_for_a_body(received_bytes: int, seconds: float) -> None:
    assert allowed_s(received_bytes) == pytest.approx(seconds, abs=0.1)


def test_success_the_oldest_of_an_address_makes_way() -> None:
    arrivals = Arrivals()
    ended: list[str] = []

    async def arrive(address: str, name: str) -> None:
        try:
            async with arrivals.one(address) as arrival:
                arrival.got(1)
                await asyncio.Event().wait()
        except TimeoutError:
            ended.append(name)

    async def scene() -> None:
        own = [asyncio.create_task(arrive("203.0.113.7", f"own {n}")) for n in range(PER_ADDRESS_MAX + 2)]
        # Addresses of one customer.
        sixth = [
            asyncio.create_task(arrive(f"2001:db8::{n}", f"six {n}")) for n in range(PER_ADDRESS_MAX + 1)
        ]
        other = asyncio.create_task(arrive("203.0.113.8", "other"))
        await asyncio.wait([own[0], own[1], sixth[0]])
        for task in (*own, *sixth, other):
            task.cancel()
        await asyncio.gather(*own, *sixth, other, return_exceptions=True)

    asyncio.run(scene())

    assert sorted(ended) == ["own 0", "own 1", "six 0"]
    assert len(arrivals) == 0


def test_success_a_body_that_is_here_is_read_though_many_begin_after_it() -> None:
    arrivals = Arrivals()

    async def half() -> None:
        async with arrivals.one("203.0.113.7"):
            await asyncio.Event().wait()

    async def scene() -> None:
        async with arrivals.one("203.0.113.7") as whole:
            halves = [asyncio.create_task(half()) for _half in range(2 * PER_ADDRESS_MAX)]
            for _turn in range(5):
                await asyncio.sleep(0)
            whole.got(3)
        for task in halves:
            task.cancel()
        await asyncio.gather(*halves, return_exceptions=True)

    asyncio.run(scene())

    assert len(arrivals) == 0
