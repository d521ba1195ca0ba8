"""The lengths an article offers the edition."""

import pytest

from rotative.core import reading_time
from rotative.editions.composing.compose import Kind
from rotative.editions.composing.renditions import LONG_S, Text, offered, worth


def text(**fields: str) -> Text:
    given = {
        "language": "fr",
        "kicker": "Monde",
        "headline": "Un pont pour la Rive Sud",
        "standfirst": "Le chantier commence lundi. Il durera deux ans.",
        "short": "",
        "body": "Une phrase du corps. Une autre phrase, plus longue. "
        + "Encore une phrase de sept mots ici. " * 80,
    }
    return Text(**(given | fields))


def test_success_three_lengths_with_every_word_counted() -> None:
    long, short, headline = offered(text(), rank=1, age_h=0)

    assert [r.kind for r in (long, short, headline)] == [Kind.LONG, Kind.SHORT, Kind.HEADLINE]
    assert short.text == "Le chantier commence lundi. Il durera deux ans."
    assert short.seconds == reading_time.seconds(1 + 6 + 8 + 3, "fr")
    assert headline.seconds == reading_time.seconds(7, "fr")
    assert long.text.startswith("Le chantier commence lundi. Il durera deux ans.\n\nUne phrase du corps.")
    assert long.value > short.value > headline.value


def test_success_the_long_text_is_never_much_more_than_a_minute() -> None:
    for language in ("fr", "ar", "en", "es"):
        long = offered(text(language=language), rank=1, age_h=0)[0]

        assert reading_time.seconds(reading_time.words(long.text), language) <= LONG_S


@pytest.mark.parametrize(
    "standfirst", ["« Le chantier commence lundi. »", "Le chantier commence lundi. Il durera"]
)
def test_success_what_the_body_opens_with_is_said_once(standfirst: str) -> None:
    body = "Le chantier commence lundi. Il durera deux ans. Le pont restera ouvert."

    long, short, _headline = offered(text(standfirst=standfirst, body=body), rank=1, age_h=0)

    assert long.text == body
    assert short.text == standfirst


def test_success_titles_inside_the_body_are_not_glued_to_sentences() -> None:
    body = "Une passe refaite à la main\nIl a fallu dix-neuf jours. La suite viendra.\nLundi\nLe chantier « reprend. »"

    long = offered(text(standfirst="", body=body), rank=1, age_h=0)[0]

    assert long.text == "Il a fallu dix-neuf jours. La suite viendra. Le chantier « reprend. »"


def test_success_a_body_of_titles_alone_is_kept() -> None:
    long = offered(text(standfirst="", body="Sans point\nEncore sans point"), rank=1, age_h=0)[0]

    assert long.text == "Sans point Encore sans point"


def test_success_the_desks_short_version_wins() -> None:
    assert (
        offered(text(short="Les travaux commencent."), rank=3, age_h=0)[1].text == "Les travaux commencent."
    )


def test_success_a_long_standfirst_is_cut_at_its_first_sentence_or_word() -> None:
    endless = "mot " * 60

    short = offered(text(standfirst=endless), rank=3, age_h=0)[1]

    assert short.text.endswith("mot…")
    assert reading_time.words(short.text) <= 36


def test_success_a_bare_headline_offers_only_itself() -> None:
    assert [r.kind for r in offered(text(standfirst="", body=""), rank=3, age_h=0)] == [Kind.HEADLINE]


def test_success_worth_falls_with_rank_and_age_and_rises_with_interest() -> None:
    assert worth(Kind.LONG, rank=1, age_h=0) > worth(Kind.LONG, rank=2, age_h=0)
    assert worth(Kind.LONG, rank=1, age_h=0) > worth(Kind.LONG, rank=1, age_h=12)
    assert worth(Kind.LONG, rank=1, age_h=99) == worth(Kind.LONG, rank=1, age_h=24)
    assert worth(Kind.LONG, rank=3, age_h=0, followed=True) == 600
