"""The daily letter at the desk."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from rotative.core import clock
from rotative.desk.editions.words import clock_face, today, zone
from rotative.editions.models import Edition, EditionPlan
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.desk.test_pages import outlet
from tests.factories.articles import SectionFactory, published

TEXTS = {
    "La digue a tenu": "La crue est passée sans mal, les riverains rentrent chez eux ce soir.",
    "Le budget est voté": "Trois voix d’avance pour une facture d’eau qui monte encore cette année.",
    "Nawras gagne": "Deux buts en dix minutes, et le stade chante jusque tard dans la nuit.",
}


@pytest.fixture
def edition(desk: Client) -> Edition:
    """Return a draft of three stories of three sections, composed in the browser."""
    outlet()
    for number, (headline, standfirst) in enumerate(TEXTS.items()):
        published(
            headline=headline,
            standfirst=standfirst,
            body=[("paragraph", f"<p>{standfirst}</p>")],
            section=SectionFactory(name=f"Partie {number}", slug=f"partie-{number}"),
        )
    desk.post("/desk/editions/", {"on": today("fr").isoformat(), "language": "fr"})
    return Edition.objects.get()


def act(client: Client, edition: Edition, name: str, **fields: object) -> None:
    client.post(f"/desk/editions/{edition.pk}/", {"act": name, **fields})
    edition.refresh_from_db()


def printed(edition: Edition) -> list[str]:
    return list(
        edition.items.filter(position__isnull=False).order_by("position").values_list("headline", flat=True)
    )


def test_success_page_shows_stories_and_length(desk: Client, edition: Edition) -> None:
    response = desk.get(f"/desk/editions/{edition.pk}/")

    seconds = 30 + sum(edition.items.filter(position__isnull=False).values_list("seconds", flat=True))
    assert sorted(printed(edition)) == sorted(TEXTS)
    assert response.context["clock"]["total"] == clock_face(seconds)
    assert all(headline in response.content.decode() for headline in TEXTS)


def test_success_reorder_drop_pin_rewrite(desk: Client, edition: Edition) -> None:
    first, second, third = edition.items.order_by("position")

    act(desk, edition, "down", item=first.pk)
    act(desk, edition, "drop", item=third.pk)
    act(desk, edition, "pin", item=second.pk)
    act(desk, edition, "rewrite", item=first.pk, headline="Mieux dit", text="En bref.")

    assert printed(edition) == [second.headline, "Mieux dit"]
    assert edition.items.get(pk=second.pk).pinned
    assert edition.items.get(pk=third.pk).verdict == "removed"


def test_success_put_back_at_another_length(desk: Client, edition: Edition) -> None:
    item = edition.items.order_by("position").first()
    assert item is not None
    act(desk, edition, "drop", item=item.pk)

    act(desk, edition, "length", item=item.pk, kind="headline")

    item.refresh_from_db()
    assert (item.kind, item.position) == ("headline", 2)


def test_success_letter_in_both_parts(desk: Client, edition: Edition) -> None:
    html = desk.get(f"/desk/editions/{edition.pk}/letter/html/")
    text = desk.get(f"/desk/editions/{edition.pk}/letter/text/")

    assert html["Content-Security-Policy"].startswith("sandbox")
    assert all(headline in html.content.decode() for headline in ("Nawras gagne", "Le budget est voté"))
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert "Nawras gagne" in text.content.decode()


def test_success_approve_send_stop(desk: Client, edition: Edition, chief: User) -> None:
    act(desk, edition, "approve")
    assert (edition.state, edition.approved_by) == ("approved", chief)

    act(desk, edition, "send", sure="1")
    assert edition.state == "sending"

    act(desk, edition, "stop", sure="1")
    assert edition.state == "stopped"


def test_success_words_around(desk: Client, edition: Edition) -> None:
    act(desk, edition, "words", subject_line="Ce soir", preheader="et demain", intro="Bonsoir.")

    assert (edition.subject_line, edition.preheader, edition.intro) == ("Ce soir", "et demain", "Bonsoir.")


def test_fail_approved_edition_keeps_its_words(desk: Client, edition: Edition) -> None:
    act(desk, edition, "approve")

    act(desk, edition, "words", subject_line="Trop tard")

    assert edition.subject_line != "Trop tard"


def test_fail_nothing_to_compose_is_told(desk: Client) -> None:
    outlet()

    response = desk.post("/desk/editions/", {"on": "2026-01-02", "language": "fr"}, follow=True)

    assert [str(message) for message in response.context["messages"]] != []
    assert not Edition.objects.exists()


def test_fail_writers_only_look(edition: Edition, writer: User) -> None:
    client = signed_in(writer)

    act(client, edition, "approve")

    assert edition.state == "draft"
    assert client.get(f"/desk/editions/{edition.pk}/").status_code == 200


@pytest.mark.parametrize("fields", [{"item": "x"}, {"item": "999999"}, {}])
def test_fail_unknown_story(desk: Client, edition: Edition, fields: dict[str, str]) -> None:
    before = printed(edition)

    assert desk.post(f"/desk/editions/{edition.pk}/", {"act": "drop", **fields}).status_code == 404
    assert printed(edition) == before


def test_success_page_costs_the_same_however_many_stories(
    desk: Client, edition: Edition, django_assert_max_num_queries: Any
) -> None:
    desk.get(f"/desk/editions/{edition.pk}/")

    with django_assert_max_num_queries(20):
        desk.get(f"/desk/editions/{edition.pk}/")


def test_success_without_script_each_act_leads_back_to_its_story(desk: Client, edition: Edition) -> None:
    item = edition.items.order_by("position").last()
    assert item is not None

    response = desk.post(
        f"/desk/editions/{edition.pk}/", {"act": "length", "item": item.pk, "kind": "headline"}
    )

    assert response.url == f"/desk/editions/{edition.pk}/#story-{item.pk}"


def test_success_swap_put_in_and_order_at_once(desk: Client, edition: Edition) -> None:
    first, second, third = edition.items.order_by("position")
    act(desk, edition, "drop", item=third.pk)

    act(desk, edition, "swap", item=first.pk, other=third.pk)
    act(desk, edition, "put", item=first.pk)
    act(desk, edition, "order", order=f"{second.pk},{first.pk},x,{third.pk}")

    assert printed(edition) == [second.headline, first.headline, third.headline]


def test_success_over_budget_warns_and_keeps_the_button_shut(desk: Client, edition: Edition) -> None:
    act(desk, edition, "budget", budget_s=180)
    Edition.objects.update(budget_s=35)

    html = desk.get(f"/desk/editions/{edition.pk}/").content.decode()
    act(desk, edition, "approve")

    assert "too long: shorten a story or leave one out." in html
    assert 'name="act" value="approve" disabled' in html
    assert edition.state == "draft"


def test_success_approve_for_an_hour_and_think_better_of_it(desk: Client, edition: Edition) -> None:
    act(desk, edition, "approve", send_at="2030-05-01T07:30")
    first = edition.send_at
    act(desk, edition, "schedule", send_at="2030-05-01T08:00")
    second = edition.send_at
    act(desk, edition, "unschedule")

    there = zone("fr")
    assert first == datetime(2030, 5, 1, 7, 30, tzinfo=there)
    assert second == datetime(2030, 5, 1, 8, tzinfo=there)
    assert (edition.send_at, edition.state) == (None, "approved")


def test_success_preview_for_each_choice(desk: Client, edition: Edition) -> None:
    url = f"/desk/editions/{edition.pk}/preview/"

    text = desk.get(f"{url}?minutes=3&client=text").context
    dark = desk.get(f"{url}?minutes=10&client=desktop&ground=dark").context
    odd = desk.get(f"{url}?minutes=99&client=fax&ground=pink").context

    assert text["src"] == f"/desk/editions/{edition.pk}/letter/text/?minutes=3&ground=light"
    assert dark["src"] == f"/desk/editions/{edition.pk}/letter/html/?minutes=10&ground=dark"
    assert (odd["minutes"], odd["client"], odd["ground"]) == (5, "phone", "light")


def test_success_dark_letter_whatever_the_screen(desk: Client, edition: Edition) -> None:
    url = f"/desk/editions/{edition.pk}/letter/html/?ground="

    dark, light = (desk.get(url + ground).content.decode() for ground in ("dark", "light"))

    assert '<meta name="color-scheme" content="dark">' in dark
    assert '<meta name="color-scheme" content="light">' in light


def test_fail_preview_of_an_edition_without_a_story_says_so(desk: Client, edition: Edition) -> None:
    for item in edition.items.all():
        act(desk, edition, "drop", item=item.pk)

    response = desk.get(f"/desk/editions/{edition.pk}/preview/")

    assert "No story fits" in response.context["trouble"]


def test_success_timetable_is_kept(desk: Client) -> None:
    fields = {
        "language": "fr", "active": "on", "days": ["1", "3"], "compose_at": "05:00", "cut_off_at": "05:30",
        "send_at": "06:00", "unapproved": "send",
    }  # fmt: skip

    desk.post("/desk/timetables/new/", fields)

    plan = EditionPlan.objects.get()
    assert (plan.days, plan.unapproved, f"{plan.cut_off_at:%H:%M}") == ([1, 3], "send", "05:30")
    listed = desk.get("/desk/timetables/").content.decode()
    assert re.search(rf'<a href="/desk/timetables/edit/{plan.pk}/">\s*Français\s*</a>', listed)


def test_fail_timetable_out_of_order_is_refused(desk: Client) -> None:
    fields = {
        "language": "fr", "days": ["1"], "compose_at": "07:00", "cut_off_at": "05:30", "send_at": "06:00",
        "unapproved": "hold",
    }  # fmt: skip

    response = desk.post("/desk/timetables/new/", fields)

    assert not EditionPlan.objects.exists()
    assert "cut_off_at" in response.context["form"].errors


def test_success_held_edition_is_told_on_every_page_that_shows_it(
    desk: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    EditionPlan.objects.create(language="fr", compose_at="00:00", cut_off_at="00:01", send_at="23:59")
    late = datetime.combine(edition.edition_on, datetime.min.time(), zone("fr")) + timedelta(hours=12)
    monkeypatch.setattr(clock, "now", lambda: late.astimezone(UTC))
    told = "hour has passed"

    pages = {
        page: desk.get(page).content.decode()
        for page in ("/desk/", "/desk/editions/", f"/desk/editions/{edition.pk}/")
    }

    assert [page for page, html in pages.items() if told not in html] == []
