"""The daily letter at the desk."""

import pytest
from django.test import Client

from rotative.desk.editions.words import clock_face, today
from rotative.editions.models import Edition
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
    """A draft of three stories of three sections, composed in the browser."""
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
    assert response.context["total"] == clock_face(seconds)
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

    act(desk, edition, "send")
    assert edition.state == "sending"

    act(desk, edition, "stop")
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
