"""Every kind of key is needed: without it, something the press prints goes stale unnoticed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from rotative.bake import verify
from rotative.bake.models import FrameKey, PathKey
from tests.flows import following, keeping, writing
from tests.flows.desk import Act, Desk

# An act, with the two numbers that choose what it works on.
Step = tuple[Act, int, int]


@dataclass(frozen=True, kw_only=True)
class Need:
    """The reason for which a kind of key is recorded."""

    # The beginning of the keys.
    pattern: str
    # The act that a page without the key would miss.
    act: Step
    # The acts that must have happened before.
    before: Sequence[Step] = ()


ARTICLES: Sequence[Step] = [(writing.publish, 0, 0)] * 7
NEEDS: dict[str, Need] = {
    "article": Need(pattern=r"article:\d+$", act=(writing.correct, 0, 0)),
    "card": Need(pattern=r"card:\d+$", act=(writing.edit_headline, 0, 0)),
    "comments": Need(pattern=r"comments:\d+$", act=(following.reject, 0, 0)),
    "section": Need(pattern=r"section:\d+$", act=(keeping.rename_section, 0, 0)),
    "subject": Need(pattern=r"subject:\d+$", act=(keeping.rename_subject, 0, 0)),
    "byline": Need(pattern=r"byline:\d+$", act=(keeping.rename_byline, 0, 0)),
    "picture": Need(
        pattern=r"picture:\d+$", before=[(writing.change_picture, 0, 0)], act=(keeping.change_credit, 0, 0)
    ),
    "picture of a gallery": Need(
        pattern=r"picture:\d+$", before=[(writing.change_gallery, 0, 0)], act=(keeping.change_credit, 0, 0)
    ),
    "poster": Need(
        pattern=r"poster:[\w-]+$", before=[(writing.embed_film, 0, 0)], act=(keeping.fetch_poster, 0, 0)
    ),
    "document": Need(
        pattern=r"document:\d+$", before=[(writing.change_document, 0, 0)], act=(keeping.name_document, 0, 0)
    ),
    "rights of a picture": Need(
        pattern=r"picture:\d+$", before=[(writing.change_picture, 0, 0)], act=(keeping.end_rights, 0, 0)
    ),
    "sharing card": Need(pattern=r"sharing:\d+$", act=(keeping.draw_cards, 0, 0)),
    "dossier": Need(pattern=r"dossier:\d+$", act=(following.add_event, 0, 0)),
    "dossiers of a language": Need(pattern=r"dossiers:[a-z]+$", act=(following.open_dossier, 0, 1)),
    "dossiers of a subject": Need(pattern=r"dossiers:\d+:[a-z]+$", act=(following.open_dossier, 0, 1)),
    "sharing card of a dossier": Need(pattern=r"dossiers:sharing:\d+$", act=(keeping.draw_cards, 0, 0)),
    "dossiers that cite an article": Need(pattern=r"dossiers:citing:\d+$", act=(following.add_event, 0, 0)),
    "letters of a language": Need(
        pattern=r"letters:[a-z]+$",
        before=[(writing.publish_brief, 0, 3)],
        act=(following.approve_edition, 0, 0),
    ),
    "letters around one": Need(
        pattern=r"edition:\d+:around$",
        before=[(writing.publish_brief, 0, 3), (following.approve_edition, 0, 0)],
        act=(following.approve_edition, 0, 1),
    ),
    "standing page": Need(
        pattern=r"standing:\d+$",
        before=[(keeping.translate_standing, 0, 0)],
        act=(keeping.move_standing, 0, 0),
    ),
    "translations": Need(pattern=r"translations:", act=(writing.translate, 0, 0)),
    "further reading": Need(pattern=r"reading:\d+$", act=(writing.publish, 0, 3)),
    "subjects that go together": Need(
        pattern=r"together:\d+:[a-z]+$",
        before=[*ARTICLES, *[(writing.publish, 0, 3)] * 2],
        act=(writing.change_subjects, -1, 1),
    ),
    "corrections of a subject": Need(pattern=r"corrections:\d+:[a-z]+$", act=(writing.correct, 0, 0)),
    "window": Need(pattern=r"list:.*:w\d+$", before=ARTICLES, act=(writing.back_date, 0, 1)),
    "head": Need(pattern=r"list:.*:head$", act=(writing.publish, 0, 0)),
    "opening": Need(pattern=r"list:.*:o\d+$", before=ARTICLES, act=(writing.publish, 0, 0)),
    "existence": Need(pattern=r"list:.*:any$", act=(writing.translate, 0, 3)),
    "months": Need(pattern=r"months:[a-z]+$", act=(writing.back_date, 0, 3)),
    "front": Need(pattern=r"front:[a-z]+$", act=(keeping.place_slots, 0, 1)),
    "front with an urgent line": Need(pattern=r"front:[a-z]+$", act=(keeping.be_urgent, 0, 1)),
    "front with a pin that ends": Need(
        pattern=r"front:[a-z]+$",
        before=[(keeping.place_slot, 0, 0), (keeping.word_slot, 0, 0)],
        act=(keeping.end_what_has_its_hour, 0, 119),
    ),
    "menu": Need(pattern=r"menu:[a-z]+$", act=(keeping.order_section, 0, 9)),
    "conventions": Need(pattern=r"masthead:conventions$", act=(keeping.change_conventions, 1, 1)),
    "masthead": Need(pattern=r"masthead$", act=(keeping.name_outlet, 0, 0)),
    "frame": Need(pattern=r"frame:[a-z]+$", act=(keeping.order_section, 0, 9)),
}


# The same for the keys that belong to a frame.
FRAME_NEEDS: dict[str, Need] = {
    "masthead": Need(pattern=r"masthead$", act=(keeping.name_outlet, 0, 0)),
    "menu": Need(pattern=r"menu:[a-z]+$", act=(keeping.order_section, 0, 9)),
    "briefs": Need(pattern=r"list:brief:[a-z]+:any$", act=(writing.publish_brief, 0, 0)),
}


@pytest.mark.parametrize("kind", NEEDS)
def test_fail_a_key_is_not_recorded(newsroom: Callable[[], Desk], kind: str) -> None:
    desk, need = newsroom(), NEEDS[kind]
    for step in need.before:
        _do(desk, step)
    PathKey.objects.filter(key__regex=f"^{need.pattern}").delete()

    _do(desk, need.act)

    verdict = verify.verify(desk.press)
    assert verdict.stale


@pytest.mark.parametrize("kind", FRAME_NEEDS)
def test_fail_a_key_of_the_frame_is_not_recorded(newsroom: Callable[[], Desk], kind: str) -> None:
    desk, need = newsroom(), FRAME_NEEDS[kind]
    FrameKey.objects.filter(key__regex=f"^{need.pattern}").delete()

    _do(desk, need.act)

    verdict = verify.verify(desk.press)
    assert verdict.stale


def test_success_every_key_of_a_frame_is_of_a_kind_that_is_needed(newsroom: Callable[[], Desk]) -> None:
    newsroom()

    known = re.compile("|".join(need.pattern for need in FRAME_NEEDS.values()))
    found = FrameKey.objects.values_list("key", flat=True).distinct()
    assert found
    assert [key for key in found if not known.match(key)] == []


def test_success_every_key_is_of_a_kind_that_is_needed(newsroom: Callable[[], Desk]) -> None:
    desk = newsroom()
    _do(desk, (writing.publish_brief, 0, 3))
    _do(desk, (following.approve_edition, 0, 0))

    known = re.compile("|".join(need.pattern for need in NEEDS.values()))
    found = PathKey.objects.values_list("key", flat=True).distinct()
    assert [key for key in found if not known.match(key)] == []


def _do(desk: Desk, step: Step) -> None:
    act, n, m = step
    desk.time.pass_by(minutes=1)
    act(desk, n, m)
    desk.bake()
