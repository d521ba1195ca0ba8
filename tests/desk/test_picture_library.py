"""The library: what a file says fills the form, pictures are found by their words, their rights and their dates."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from rotative.desk.outlet import outlet_clock
from rotative.masthead import reads as masthead
from rotative.media.models import Picture
from tests.desk.test_pictures import drop, upload
from tests.media import files

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

INDEX = "wagtailimages:index"
XMP = (
    files.alternatives("dc:description", x_default="Le port", ar="الميناء")
    + "<photoshop:Credit>AFP</photoshop:Credit><photoshop:City>Brest</photoshop:City>"
    + "<photoshop:DateCreated>2026-05-03</photoshop:DateCreated>"
)


def photograph() -> bytes:
    return files.saved(Image.new("RGB", (300, 200), "navy"), "JPEG", xmp=files.xmp(XMP))


def picture(title: str, **fields: object) -> Picture:
    made: Picture = Picture.objects.create(
        title=title, file=SimpleUploadedFile(f"{title}.jpg", files.photograph(size=(300, 200))), **fields
    )
    return made


def found(desk: Client, place: str = INDEX, **query: str) -> list[str]:
    """Return the titles that a search shows, of those in the library, by name."""
    answer = desk.get(reverse(place), query)
    page = (
        answer.json()["html"]
        if answer["Content-Type"].startswith("application/json")
        else answer.content.decode()
    )
    return sorted(one.title for one in Picture.objects.all() if f'title="{one.title}"' in page)


def test_success_the_file_fills_the_form(desk: Client) -> None:
    answer = upload(desk, photograph(), "le_port.jpg")

    made = Picture.objects.get()
    assert (made.caption, made.credit, made.place, made.taken_on) == (
        "Le port",
        "AFP",
        "Brest",
        date(2026, 5, 3),
    )
    form = str(answer["form"])
    assert "Le port</textarea>" in form and 'value="AFP"' in form and 'value="2026-05-03"' in form


def test_success_what_one_writes_goes_before_what_the_file_says(desk: Client) -> None:
    desk.post(
        reverse("wagtailimages_chooser:create"),
        {
            "image-chooser-upload-title": "",
            "image-chooser-upload-credit": "Ada",
            "image-chooser-upload-file": SimpleUploadedFile("le_port_de_brest.jpg", photograph()),
        },
    )

    made = Picture.objects.get()
    assert (made.title, made.credit, made.caption) == ("le port de brest", "Ada", "Le port")


def test_success_a_dropped_picture_brings_its_texts(desk: Client) -> None:
    _status, card = drop(desk, photograph(), "a.jpg")

    assert (card["caption"], card["credit"]) == ("Le port", "AFP")


def test_success_found_by_its_words(desk: Client) -> None:
    picture("Un", caption="La pêche à Brest", credit="Zoé Le Goff / AFP")
    picture("Deux", alt="مدينة فاس", place="Fès")
    picture("Trois")

    assert found(desk, q="peche") == ["Un"]
    assert found(desk, q="le goff afp") == ["Un"]
    assert found(desk, q="المدينة") == ["Deux"]
    assert found(desk, q="fes") == ["Deux"]
    assert found(desk, "wagtailimages_chooser:choose", q="peche") == ["Un"]
    assert found(desk, "wagtailimages_chooser:choose_results", q="المدينة") == ["Deux"]


def test_success_filtered_by_rights_and_date(desk: Client) -> None:
    today = masthead.day()
    picture("Fini", rights_until=today - timedelta(days=2), rights_ended=True, credit="AFP")
    picture("Bientôt", rights_until=today + timedelta(days=5), credit="AFP", taken_on=date(2026, 5, 3))
    picture("Loin", rights_until=today + timedelta(days=500), credit="AFP")
    picture("Anonyme")

    assert found(desk, rights="ended") == ["Fini"]
    assert found(desk, rights="soon") == ["Bientôt"]
    assert found(desk, rights="limited") == ["Bientôt", "Fini", "Loin"]
    assert found(desk, rights="uncredited") == ["Anonyme"]
    assert found(desk, taken_on_from="2026-05-01", taken_on_to="2026-05-31") == ["Bientôt"]


def test_success_the_grids_show_credit_date_and_rights(desk: Client) -> None:
    picture(
        "Fini",
        rights_until=date(2026, 1, 2),
        rights_ended=True,
        credit="Zoé / AFP",
        taken_on=date(2025, 12, 1),
    )
    picture("Bientôt", rights_until=date(2099, 1, 2))

    for place in (INDEX, "wagtailimages_chooser:choose"):
        page = desk.get(reverse(place)).content.decode()
        shown = page if place == INDEX else desk.get(reverse(place)).json()["html"]
        for words in (
            "Zoé / AFP",
            outlet_clock.day(date(2025, 12, 1)),
            "rights ended",
            outlet_clock.day(date(2099, 1, 2)),
        ):
            assert words in shown


def test_success_the_form_is_short_and_leads_to_cropping(desk: Client) -> None:
    made = picture("Un")

    page = desk.get(reverse("wagtailimages:edit", args=(made.pk,))).content.decode()

    names = (
        "title",
        "alt",
        "caption",
        "credit",
        "rights_until",
        "rights",
        "<details",
        "creator",
        "taken_on",
        "file",
    )
    places = [page.index(f'name="{name}"' if name[0] != "<" else name) for name in names]
    assert places == sorted(places)
    assert 'rows="2"' in page and f"/desk/pictures/{made.pk}/crop/" in page


def test_success_files_of_thirty_megabytes(desk: Client) -> None:
    data = files.photograph() + b"\0" * 30_000_000

    assert upload(desk, data, "a.jpg")["success"] is True


def test_fail_a_larger_file(desk: Client) -> None:
    status, answer = drop(desk, files.photograph() + b"\0" * 31_950_000, "a.jpg")

    assert status == 400
    assert "30.4" in str(answer["error"])
