"""The way of a dossier into the letter: the button on its page, the form, the mailbox, the choice, the composed edition."""

import re
from collections.abc import Iterator

import pytest

from rotative.articles.models import Article
from rotative.bake.store.folder import MemoryPress
from rotative.editions.models import Edition
from rotative.mail.sending import journal
from tests.dossiers.test_dossiers import PAGE, dossier
from tests.editions.draft.test_selections import cited_by, edition, stories
from tests.flows import letters
from tests.flows.tasks import do_tasks
from tests.mail.sending.relays import Handler, relay
from tests.subscribers.conftest import Paper, paper, reader, subscriber
from tests.subscribers.reader import Reader, link
from tests.subscribers.reader import letters as mailbox
from tests.subscribers.test_following_dossiers import button

__all__ = ["edition", "paper", "reader", "stories", "subscriber"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_journals() -> Iterator[None]:
    yield
    for path in journal.path(0).parent.glob("*.journal"):
        path.unlink()


def news(letter: str) -> list[str]:
    """Return the first words of the texts in a letter, in print order."""
    return re.findall(r"(mot\d+)x0\b", letter)


def test_success_the_story_of_a_dossier_comes_to_its_follower(
    paper: Paper, reader: Reader, stories: list[Article], edition: Edition, press: MemoryPress
) -> None:
    cited_by(stories[-1])
    cited_by(stories[-2], title="Le secret", slug="secret", live=False)
    dossier(title="Le bac", slug="le-bac")
    pages = {
        "nobody@example.org": "/_/subscribe/?language=fr",
        "tramway@example.org": button(press, PAGE),
        "bac@example.org": button(press, "/dossier/le-bac/"),
    }
    for address, page in pages.items():
        reader.ask(address, page=page, minutes=3)
        do_tasks()
        reader.send(reader.open(link(mailbox(address)[0])).form())
    handler = Handler()

    with relay(handler) as target:
        letters.hand_over(letters.approved(edition), target)

    received = {one.rcpt_tos[0]: letters.part(letters.parsed(one), "plain") for one in handler.letters}
    assert set(received) == set(pages)
    assert news(received["tramway@example.org"]) == ["mot15", *(f"mot{number}" for number in range(10))]
    assert news(received["nobody@example.org"]) == [f"mot{number}" for number in range(11)]
    assert news(received["bac@example.org"]) == news(received["nobody@example.org"])
