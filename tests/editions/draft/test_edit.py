"""Acts of the desk on a draft, and their survival when it is composed again."""

import pytest
from django.core.management import CommandError, call_command

from rotative.desk.editions.words import today
from rotative.editions import actions
from rotative.editions.composing.compose import RESERVE_S, Kind
from rotative.editions.errors import OverBudget
from rotative.editions.models import Edition, EditionItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(a_day: list[int]) -> Edition:
    return actions.compose_edition(today("fr"), "fr")


def printed(edition: Edition) -> list[EditionItem]:
    return list(edition.items.filter(position__isnull=False).order_by("position"))


def left_out(edition: Edition) -> EditionItem:
    found = edition.items.filter(position=None).first()
    assert found is not None
    return found


def seconds(edition: Edition) -> int:
    return RESERVE_S + sum(item.seconds for item in printed(edition))


def test_success_composing_again_keeps_all_the_desk_did(edition: Edition) -> None:
    first, second, third, *rest = printed(edition)
    actions.set_length(first, Kind.HEADLINE)
    actions.rewrite(second, headline="Nos mots", text="Trois mots choisis.")
    actions.set_length(third, None)
    actions.reorder(edition, [rest[-1].article_id])

    again = actions.compose_edition(edition.edition_on, "fr")

    rows = {item.article_id: item for item in again.items.all()}
    assert (rows[first.article_id].kind, rows[first.article_id].verdict) == ("headline", "kept")
    assert (rows[second.article_id].headline, rows[second.article_id].text) == (
        "Nos mots",
        "Trois mots choisis.",
    )
    assert (rows[third.article_id].position, rows[third.article_id].verdict) == (None, "removed")
    assert rows[rest[-1].article_id].position == 0
    assert seconds(again) <= again.budget_s


def test_success_put_in_takes_the_longest_text_that_fits(edition: Edition) -> None:
    dropped = printed(edition)[-1]
    actions.set_length(dropped, None)
    free = edition.budget_s - seconds(edition)
    fitting = [offer for offer in dropped.renditions if offer["seconds"] <= free]

    actions.put_in(dropped)

    dropped.refresh_from_db()
    assert (dropped.seconds, dropped.verdict) == (max(offer["seconds"] for offer in fitting), "added")
    assert seconds(edition) <= edition.budget_s


def test_success_put_in_prints_the_shortest_where_nothing_fits(edition: Edition) -> None:
    actions.set_budget(edition, 60)
    late = left_out(edition) if edition.items.filter(position=None).exists() else printed(edition)[-1]
    actions.set_length(late, None)

    actions.put_in(late)

    late.refresh_from_db()
    assert late.seconds == min(offer["seconds"] for offer in late.renditions)


def test_success_swap_takes_the_place(edition: Edition) -> None:
    stories = printed(edition)
    spare = stories[-1]
    actions.set_length(spare, None)

    actions.swap(stories[1], spare)

    order = [item.article_id for item in printed(edition)]
    assert order[1] == spare.article_id
    assert stories[1].article_id not in order
    assert len(order) == len(stories) - 1


def test_success_subject_line_follows_the_lead_until_the_desk_writes_one(edition: Edition) -> None:
    second = printed(edition)[1]

    actions.reorder(edition, [second.article_id])
    edition.refresh_from_db()
    followed = edition.subject_line
    actions.word(edition, subject_line="Le mot du matin", preheader="", intro="")
    actions.reorder(edition, [printed(edition)[1].article_id])

    edition.refresh_from_db()
    assert (followed, edition.subject_line) == (second.headline, "Le mot du matin")


def test_success_unpinned_story_is_free_again(edition: Edition) -> None:
    lead = printed(edition)[0]
    actions.set_length(lead, Kind.HEADLINE)
    lead.refresh_from_db()

    actions.pin(lead, pinned=False)
    again = actions.compose_edition(edition.edition_on, "fr")

    assert again.items.get(article=lead.article_id).kind == "long"


def test_fail_too_long_is_not_approved(edition: Edition) -> None:
    actions.set_budget(edition, 60)
    over = seconds(edition) - 60

    with pytest.raises(OverBudget) as caught:
        actions.approve(edition)

    edition.refresh_from_db()
    assert (edition.state, caught.value.fields) == ("draft", {"seconds": over})


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "0026-11-30"])
def test_fail_unlikely_date_is_one_sentence(day: str) -> None:
    with pytest.raises(CommandError) as failure:
        call_command("edition", "compose", "--date", day, "--language", "fr")

    assert str(failure.value) == f"No edition can have the date {day}. Choose a year from 1900 to 2999."
