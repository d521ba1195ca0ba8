"""Asides of a text: named in them is mentioned, never what the article is about, and no source of new names."""

import pytest

from rotative.subjects.finding.asides import asides
from tests.subjects.finding.vocabularies import found


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("DAKAR (APS) - Le ministre a parlé.", ["DAKAR (APS) -"]),
        ("Dakar, 12 mars (APS) – Le ministre a parlé.", ["Dakar, 12 mars (APS) –"]),
        ("RABAT – Le port rouvre.", ["RABAT – "]),
        ("الرباط (و م ع) - قال الوزير", ["الرباط (و م ع) -"]),
        ("Il a dit :\n→ À lire aussi : le Mali vote\nPuis il est parti.", ["→ À lire aussi : le Mali vote"]),
        ("قال الوزير.\nاقرأ أيضاً: مالي تصوت\nثم غادر.", ["اقرأ أيضاً: مالي تصوت"]),
        ("Il est parti.\nPhoto : Biram Diouf / AFP", ["Photo : Biram Diouf / AFP"]),
        ("Il est parti.\nAvec AFP", ["Avec AFP"]),
        ("Il est parti.\n(APS)", ["(APS)"]),
    ],
)
def test_success_asides(text: str, cut: list[str]) -> None:
    assert [text[start:end] for start, end in asides(text)] == cut


@pytest.mark.parametrize(
    "text",
    [
        "Le ministre – un proche du président – a parlé.",
        "الرباط - قال الوزير",
        "Sources proches du dossier : rien.",
        "Photographe à Dakar, elle expose.",
        "Il faut lire aussi les rapports.",
        "Sur le même sujet, le ministre s'est tu.",
        "للمزيد من الاستثمارات في القطاع",
        # A sentence that begins like a line that leads elsewhere.
        "Lire aussi : " + "Selon l'agence, la récolte a baissé de moitié en dix ans dans la vallée. " * 4,
    ],
)
def test_failure_words_of_the_article_are_no_aside(text: str) -> None:
    assert asides(text) == []


def _mains(text: str) -> dict[str, bool]:
    return {each.ids[0]: each.main for each in found(text).subjects}


def test_success_an_aside_is_named_and_never_main() -> None:
    own = "Ousmane Sonko a présenté son budget. Sonko y travaille depuis mars."

    assert _mains(f"PARIS (OMS) - {own}") == {"paris": False, "who": False, "sonko": True}
    assert _mains(f"{own}\nLire aussi : le Mali, le Mali et encore le Mali") == {"sonko": True, "mali": False}
    # The same words as a paragraph of the article.
    assert _mains("Le Mali, le Mali et encore le Mali.") == {"mali": True}


def test_success_credits_offer_no_new_name() -> None:
    assert found("La récolte a baissé. Le ministre Amadou Ndiaye l'a dit.\nPhoto : Biram Diouf").new == (
        "Amadou Ndiaye",
    )
