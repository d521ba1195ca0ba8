"""A front page is arranged as a draft, published, and brought back; what has its hour ends by itself."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from rotative.articles import actions as articles
from rotative.articles.models import Article
from rotative.bake.models import StalePath
from rotative.core import clock
from rotative.pages import actions, reads
from rotative.pages.errors import HourPassed, NoHour, NoSuchPlace, NotPlaced, NotPublishedHere
from rotative.pages.models import FrontPage, FrontSlot
from tests.factories.articles import ArticleFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def front() -> FrontPage:
    return actions.ensure_front("fr")


@pytest.fixture
def stories() -> list[Article]:
    """Return published articles, the newest first."""
    return [published(headline=f"Nouvelle {number}", days_ago=0.01 * (1 + number)) for number in range(4)]


@pytest.fixture
def pass_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    def go(span: timedelta) -> None:
        now: datetime = clock.now() + span
        monkeypatch.setattr(clock, "now", lambda: now)

    return go


def shown(front: FrontPage) -> list[str]:
    """Return what readers see."""
    return [card.headline for card in reads.front(front.language).slots]


def test_success_places_are_shown_once_published(front: FrontPage, stories: list[Article]) -> None:
    before = shown(front)

    actions.place(front, stories[2].pk, 1)
    waiting, seen = front.has_unpublished_changes, shown(front)
    actions.publish_front(front)

    assert before == seen == [f"Nouvelle {number}" for number in range(4)]
    assert (waiting, front.has_unpublished_changes) == (True, False)
    assert shown(front) == ["Nouvelle 0", "Nouvelle 2", "Nouvelle 1", "Nouvelle 3"]


def test_success_words_of_its_own_are_those_of_the_front_alone(
    front: FrontPage, stories: list[Article]
) -> None:
    actions.place(front, stories[1].pk, 0)
    actions.word(front, stories[1].pk, kicker="En direct", headline="Le port rouvre", until_at=None)
    actions.publish_front(front)

    (lead, *_others) = reads.front("fr").slots

    assert (lead.kicker, lead.headline) == ("En direct", "Le port rouvre")
    assert Article.objects.get(pk=stories[1].pk).headline == "Nouvelle 1"


def test_success_a_pin_and_an_urgent_line_end_at_their_hour(
    front: FrontPage, stories: list[Article], pass_by: Callable[[timedelta], None]
) -> None:
    hour = clock.now() + timedelta(hours=1)
    actions.place(front, stories[3].pk, 0)
    actions.word(front, stories[3].pk, kicker="", headline="", until_at=hour)
    actions.set_urgent(front, "Crue", article_id=stories[0].pk, until_at=hour)
    actions.publish_front(front)
    urgent = reads.front("fr").urgent
    assert urgent is not None and (urgent.text, urgent.path) == ("Crue", stories[0].get_absolute_url())

    early = actions.end_due()
    assert (early, shown(front)[0]) == (0, "Nouvelle 3")
    pass_by(timedelta(hours=2))
    StalePath.objects.all().delete()
    ended, again = actions.end_due(), actions.end_due()

    assert (ended, again) == (2, 0)
    assert (shown(front)[0], reads.front("fr").urgent) == ("Nouvelle 0", None)
    front.refresh_from_db()
    assert not actions.draft_of(front).slots.all()


def test_success_what_ended_meanwhile_is_not_published_again(
    front: FrontPage, stories: list[Article], pass_by: Callable[[timedelta], None]
) -> None:
    actions.place(front, stories[3].pk, 0)
    actions.word(front, stories[3].pk, kicker="", headline="", until_at=clock.now() + timedelta(minutes=5))
    pass_by(timedelta(hours=1))

    actions.publish_front(front)

    assert shown(front)[0] == "Nouvelle 0" and not FrontSlot.objects.exists()


def test_success_a_withdrawn_article_leaves_its_place_for_good(
    front: FrontPage, stories: list[Article]
) -> None:
    actions.place(front, stories[2].pk, 0)
    actions.set_urgent(front, "Crue", article_id=stories[2].pk, until_at=clock.now() + timedelta(hours=1))
    actions.publish_front(front)

    articles.withdraw(stories[2])
    urgent = reads.front("fr").urgent
    assert urgent is not None and (urgent.text, urgent.path) == ("Crue", "")
    articles.publish(stories[2])

    assert shown(front)[0] == "Nouvelle 0"


def test_success_an_earlier_front_page_is_brought_back(front: FrontPage, stories: list[Article]) -> None:
    actions.place(front, stories[1].pk, 0)
    actions.publish_front(front)
    actions.take_out(front, stories[1].pk)
    actions.place(front, stories[2].pk, 0)
    actions.publish_front(front)
    assert shown(front)[0] == "Nouvelle 2"

    _newest, oldest = actions.publications(front)
    assert oldest.revision is not None
    actions.bring_back(front, oldest.revision)
    seen = shown(front)[0]
    actions.publish_front(front)

    assert (seen, shown(front)[0]) == ("Nouvelle 2", "Nouvelle 1")


def test_success_changes_are_dropped(front: FrontPage, stories: list[Article]) -> None:
    actions.place(front, stories[1].pk, 0)
    actions.publish_front(front)
    actions.place(front, stories[3].pk, 0)

    actions.drop_changes(front)

    (slot,) = actions.draft_of(front).slots.all()
    assert (slot.article_id, front.has_unpublished_changes) == (stories[1].pk, False)
    assert shown(front)[0] == "Nouvelle 1"


def test_fail_what_cannot_be_arranged(front: FrontPage, stories: list[Article]) -> None:
    draft, past = ArticleFactory(), clock.now() - timedelta(minutes=1)
    foreign = published(language="ar") if False else draft

    with pytest.raises(NotPublishedHere):
        actions.place(front, foreign.pk, 0)
    with pytest.raises(NoSuchPlace):
        actions.place(front, stories[0].pk, 8)
    with pytest.raises(NotPlaced):
        actions.word(front, stories[0].pk, kicker="", headline="", until_at=None)
    with pytest.raises(NoHour):
        actions.set_urgent(front, "Crue", article_id=None, until_at=None)
    with pytest.raises(HourPassed):
        actions.set_urgent(front, "Crue", article_id=None, until_at=past)
    with pytest.raises(NotPublishedHere):
        actions.set_urgent(front, "Crue", article_id=draft.pk, until_at=clock.now() + timedelta(hours=1))

    front.refresh_from_db()
    assert not front.has_unpublished_changes
