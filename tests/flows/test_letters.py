"""The way from a choice on a page to the letter that follows it, and the effect of the links in that letter."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils.timezone import localdate

from rotative.articles.models import Article
from rotative.bake import verify
from rotative.editions import actions
from rotative.editions.models import Edition
from rotative.mail.sending import journal
from rotative.pages.actions import ensure_front
from rotative.subscribers.models import Subscriber
from tests import tables
from tests.dossiers.test_dossiers import dossier
from tests.factories.articles import published
from tests.factories.dossiers import event_of
from tests.flows import letters
from tests.mail.sending.relays import Handler, relay
from tests.subscribers.conftest import Paper, paper, reader, subscriber
from tests.subscribers.reader import Reader
from tests.subscribers.test_choices import path_of

__all__ = ["paper", "reader", "subscriber"]

pytestmark = pytest.mark.django_db

Subscribing = Callable[..., Subscriber]

HEADLINES = {
    "politics": "Le conseil vote son budget",
    "port": "La grue du quai est réparée",
    "culture": "Un orgue revient à la chapelle",
    "siyasa": "المجلس يصوّت على الميزانية",
}
STANDFIRSTS = {
    "politics": "Les impôts locaux ne bougent pas.",
    "port": "Les porte-conteneurs accostent de nouveau.",
    "culture": "Le facteur a travaillé deux ans.",
    "siyasa": "الضرائب المحلية لا تتغيّر.",
}


@pytest.fixture
def day(paper: Paper) -> dict[str, Article]:
    """Publish today's articles; return them by the names of their headlines."""
    for language in ("fr", "ar"):
        ensure_front(language)
    sections = {
        "politics": paper.politics,
        "port": paper.politics,
        "culture": paper.culture,
        "siyasa": paper.siyasa,
    }
    made = {
        name: published(
            days_ago=(1 + number) / 100,
            headline=HEADLINES[name],
            standfirst=STANDFIRSTS[name],
            body=[("paragraph", f"<p>{STANDFIRSTS[name]}</p>")],
            section=section,
            locale=section.locale,
            subjects=[paper.port] if name == "port" else [],
        )
        for number, (name, section) in enumerate(sections.items())
    }
    verify.sync()
    return made


@pytest.fixture
def composed(day: dict[str, Article]) -> Iterator[dict[str, Edition]]:
    """Compose today's editions; return them by language."""
    made = {language: actions.compose_edition(localdate(), language) for language in ("fr", "ar")}
    yield made
    for path in journal.path(0).parent.glob("*.journal"):
        path.unlink()


def order(text: str) -> list[str]:
    """Return the names of the headlines in a letter, in its order."""
    # With the spaces of French typography.
    plain = text.replace("\u00a0", " ").replace("\u202f", " ")
    found = {name: plain.find(headline) for name, headline in HEADLINES.items()}
    return sorted((name for name, place in found.items() if place >= 0), key=lambda name: found[name])


def test_success_the_letter_follows_the_choices(
    paper: Paper,
    reader: Reader,
    subscriber: Subscribing,
    day: dict[str, Article],
    composed: dict[str, Edition],
) -> None:
    organ, draft = dossier(title="L’orgue"), dossier(title="La grue", slug="grue", live=False)
    event_of(organ, localdate(), "L’orgue revient.", day["culture"])
    event_of(draft, localdate(), "La grue est réparée.", day["port"])
    bit = 1 << composed["fr"].edition_on.weekday()
    wishes: dict[str, dict[str, object]] = {
        "as-usual": {},
        "culture": {"section": [paper.culture.pk]},
        "port": {"subject": [paper.port.pk]},
        "organ": {"dossier": [organ.pk]},
        "draft": {"dossier": [draft.pk]},
        "quick": {"minutes": "3"},
        "today": {"day": [bit]},
        "other-days": {"day": [each for each in (1, 2, 4, 8, 16, 32, 64) if each != bit]},
        "arabic": {"language": "ar"},
    }
    people = {name: subscriber(f"{name}@example.org") for name in [*wishes, "paused"]}
    for name, wish in wishes.items():
        reader.send(reader.open(path_of(people[name]) + "?q=port").form(act="save"), **wish)
    reader.send(reader.open(path_of(people["paused"])).form(act="pause"))
    handler = Handler()

    with relay(handler) as target:
        for edition in composed.values():
            letters.hand_over(letters.approved(edition), target)

    received = {one.rcpt_tos[0].partition("@")[0]: letters.parsed(one) for one in handler.letters}
    assert {name: order(letters.part(letter, "plain")) for name, letter in received.items()} == {
        "as-usual": ["politics", "port", "culture"],
        "culture": ["culture"],
        "port": ["port", "politics", "culture"],
        "organ": ["culture", "politics", "port"],
        "draft": ["politics", "port", "culture"],
        "quick": ["politics", "port", "culture"],
        "today": ["politics", "port", "culture"],
        "arabic": ["siyasa"],
    }
    assert {
        name: order(letters.part(letter, "html")) for name, letter in received.items() if name != "arabic"
    } == {name: order(letters.part(letter, "plain")) for name, letter in received.items() if name != "arabic"}
    assert 'dir="rtl"' in letters.part(received["arabic"], "html")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_success_following_every_link_changes_nothing_and_one_click_leaves(
    subscriber: Subscribing,
    day: dict[str, Article],
    composed: dict[str, Edition],
    language: str,
) -> None:
    person = subscriber(language=language)
    handler = Handler()
    with relay(handler) as target:
        letters.hand_over(letters.approved(composed[language]), target)
    (letter,) = letters.to(person.email, handler.letters)
    links = letters.paths(letter)
    articles = {article.path for article in day.values()}
    looked_at = sorted(set.union(*links.values()) - articles)
    before = tables.digests()

    scanner = Client(enforce_csrf_checks=True)
    answers = {(path, ask): getattr(scanner, ask)(path) for path in looked_at for ask in ("get", "head")}
    after = tables.digests()
    (leave,) = links["headers"]
    left = Client(enforce_csrf_checks=True).post(
        leave, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )

    # The links to the edition on the web, to the choices and to unsubscribing are in both texts of a letter.
    web = composed[language].get_absolute_url()
    assert {web, leave, path_of(person)} <= links["html"] & links["plain"]
    assert links["html"] & articles == links["plain"] & articles != set()
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 200)
    assert not [name for name, answer in answers.items() if answer.cookies]
    assert after == before
    person.refresh_from_db()
    assert (left.status_code, dict(left.cookies), person.state) == (200, {}, "unsubscribed")
