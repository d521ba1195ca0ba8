"""A day's articles, subscribers and a relay to send through."""

from collections.abc import Callable, Iterator

import pytest

from rotative.core import clock
from rotative.editions import aside
from rotative.subscribers import addresses
from rotative.subscribers.models import Subscriber
from tests.factories.articles import SectionFactory, published


@pytest.fixture(autouse=True)
def _nothing_aside() -> Iterator[None]:
    """No mail that a test had kept is found by another one."""
    yield
    for path in aside.kept():
        path.unlink()


@pytest.fixture
def a_day() -> list[int]:
    """Twelve French articles published today, in three sections, best ranks first; their ids."""
    sections = [SectionFactory(slug=slug, name=slug.title()) for slug in ("monde", "culture", "sport")]
    return [
        published(
            days_ago=0.01 + number / 100,
            headline=f"Nouvelle {word} de la ville",
            standfirst=f"Le chapeau {word} dit l'essentiel en une phrase. Il y a une suite.",
            body=[
                (
                    "paragraph",
                    f"<p>La {word} commence ici. " + "Une phrase en sept mots, pas plus. " * 12 + "</p>",
                )
            ],
            rank=1 + number // 3,
            section=sections[number % 3],
        ).pk
        for number, word in enumerate(
            [
                "fanfare",
                "gare",
                "digue",
                "foire",
                "halle",
                "lagune",
                "mine",
                "noria",
                "oasis",
                "presse",
                "quille",
                "rampe",
            ]
        )
    ]


@pytest.fixture
def readers() -> Callable[..., list[Subscriber]]:
    """Makes confirmed subscribers: readers(200) or readers(3, language="ar", minutes=10)."""

    def make(
        count: int, *, prefix: str = "reader", domain: str = "example.org", **fields: object
    ) -> list[Subscriber]:
        now = clock.now()
        return Subscriber.objects.bulk_create(
            Subscriber(
                email=f"{prefix}{number}@{domain}",
                email_normalised=addresses.normalised(f"{prefix}{number}@{domain}"),
                domain=domain,
                created_at=now,
                consent_at=now,
                confirmed_at=now,
                **{"language": "fr", "state": Subscriber.State.CONFIRMED, **fields},
            )
            for number in range(count)
        )

    return make
