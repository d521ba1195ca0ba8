"""Lists that were once read wrongly: their people come in as their files say, with their dates."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from rotative.subscribers.models import Subscriber

pytestmark = pytest.mark.django_db

CASES = Path(__file__).parent / "cases"

# Name of the file → for each person: the state, the day of consent and the day of leaving.
EXPECTED: dict[str, dict[str, tuple[str, str, str]]] = {
    "mailchimp-unsubscribed.csv": {
        "partie.un": ("unsubscribed", "2019-02-12", "2023-05-01"),
        "partie.deux": ("unsubscribed", "2019-02-12", "2023-05-02"),
    },
    "mailchimp-cleaned.csv": {"morte": ("suppressed", "2019-02-12", "2022-01-01")},
    "ghost-members.csv": {
        "oui": ("confirmed", "2021-05-06", ""),
        "non": ("unsubscribed", "2021-05-06", "today"),
        "supprime": ("unsubscribed", "2021-05-06", "2023-01-01"),
    },
    "substack.csv": {
        "lit": ("confirmed", "2021-05-06", ""),
        "coupe": ("unsubscribed", "2021-05-06", "today"),
    },
    "brevo.csv": {
        "b1": ("confirmed", "2018-02-12", ""),
        "b2": ("unsubscribed", "2018-02-12", "today"),
    },
    "state-unsubscribed.csv": {
        "parti": ("unsubscribed", "today", "today"),
        "rejete": ("suppressed", "today", "today"),
    },
    "heading-00.csv": {"t0": ("confirmed", "today", "")},
    "heading-05.csv": {"t5": ("confirmed", "today", "")},
    "signs.csv": dict.fromkeys(("+ali", "-omar", "=eq", "normal"), ("confirmed", "today", "")),
}


def load(name: str) -> dict[str, object]:
    out = io.StringIO()
    call_command("subscribers", "import", str(CASES / name), "--consent", "x", "--json", stdout=out)
    report: dict[str, object] = json.loads(out.getvalue())
    return report


def people() -> dict[str, tuple[str, str, str]]:
    now = Subscriber.objects.order_by("-created_at")[0].created_at

    def day(moment: object) -> str:
        written = f"{moment:%Y-%m-%d}" if moment else ""
        return "today" if written == f"{now:%Y-%m-%d}" else written

    return {
        one.email.partition("@")[0]: (one.state, day(one.consent_at), day(one.left_at))
        for one in Subscriber.objects.all()
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_success_each_person_comes_in_as_the_file_says(name: str) -> None:
    load(name)

    assert people() == EXPECTED[name]


def test_success_an_older_list_brings_nobody_back() -> None:
    load("state-unsubscribed.csv")

    report = load("old-full-list.csv")

    assert people() == EXPECTED["state-unsubscribed.csv"]
    assert (report["added"], report["unsubscribed"], report["suppressed"]) == (0, 1, 1)


def test_success_text_in_utf_16_as_excel_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "excel.txt"
    path.write_bytes(
        "email\tnom\nunzero@lecteurs.example\tÉlise\ndeux.zero@lecteurs.example\tNoël\n".encode("utf-16")
    )

    load(str(path))

    assert people() == dict.fromkeys(("unzero", "deux.zero"), ("confirmed", "today", ""))
