"""Composing a day's edition from published articles, editing and approving it, and the letter it gives."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest

from rotative.articles import actions as articles
from rotative.articles.models import Article
from rotative.bake.models import PublicPath
from rotative.core import clock, reading_time
from rotative.core.text import typeset
from rotative.editions import actions, reads
from rotative.editions.composing.compose import Kind, Verdict
from rotative.editions.draft import candidates, selections
from rotative.editions.errors import EmptyEdition, NotApproved, NotDraft, NothingNew
from rotative.editions.letter.for_selection import content_of
from rotative.editions.models import Edition
from rotative.mail.sending.selection import Selection
from rotative.subscribers.models import Subscriber
from tests.factories.articles import SectionFactory, published

pytestmark = pytest.mark.django_db

FIVE = Selection(minutes=5)


def today(shift: int = 0) -> object:
    return clock.now().astimezone(ZoneInfo("Africa/Casablanca")).date() + timedelta(days=shift)


@pytest.fixture
def edition(a_day: list[int]) -> Edition:
    return actions.compose_edition(today(), "fr")


def test_success_compose_keeps_within_the_budget_and_explains(edition: Edition, a_day: list[int]) -> None:
    card = reads.edition(edition.pk)
    assert card is not None
    assert card.seconds <= 300 and card.minutes == -(-card.seconds // 60)
    assert edition.items.count() == 12
    assert all(item.verdict for item in edition.items.all())
    assert card.items[0].article_id in a_day[:3]
    assert edition.subject_line == card.items[0].headline


def test_success_the_words_printed_never_exceed_the_budget(edition: Edition) -> None:
    for minutes in (2, 3, 5, 10):
        variant = content_of(edition, Selection(minutes=minutes))
        words = " ".join(word for word in variant.text.split() if not word.startswith("http"))

        assert reading_time.seconds(reading_time.words(words), "fr") <= variant.seconds <= minutes * 60


def test_success_composing_again_keeps_the_desks_marks(edition: Edition) -> None:
    lead = edition.items.get(position=0)
    last = edition.items.order_by("-article__rank", "-article_id").first()
    actions.set_length(lead, None)
    actions.pin(last)

    again = actions.compose_edition(today(), "fr")

    assert again.pk == edition.pk
    assert again.items.get(article=lead.article_id).verdict == Verdict.REMOVED
    assert again.items.get(article=last.article_id).verdict == Verdict.PINNED
    assert again.items.get(article=last.article_id).position is not None


def test_success_the_editor_swaps_rewrites_and_reorders(edition: Edition) -> None:
    first, second, *rest = edition.items.filter(position__isnull=False).order_by("position")

    actions.set_length(first, Kind.HEADLINE)
    actions.rewrite(second, headline="Un autre titre", text="Deux mots.")
    actions.reorder(edition, [second.article_id])

    card = reads.edition(edition.pk)
    assert card is not None
    assert [item.article_id for item in card.items[:2]] == [second.article_id, first.article_id]
    assert (card.items[0].headline, card.items[0].text) == ("Un autre titre", "Deux mots.")
    assert card.items[1].kind == Kind.HEADLINE and card.items[1].text == ""
    assert len(card.items) == len(rest) + 2


def test_success_approving_opens_the_web_copy(edition: Edition) -> None:
    actions.approve(edition)

    row = PublicPath.objects.get(recipe="edition")
    assert (row.path, row.arg) == (f"/brief/{edition.edition_on}/", str(edition.pk))
    with pytest.raises(NotDraft):
        actions.approve(edition)
    with pytest.raises(NotDraft):
        actions.compose_edition(today(), "fr")


def test_success_a_reopened_edition_is_a_draft(edition: Edition) -> None:
    actions.approve(edition)
    actions.reopen(edition)

    assert edition.state == Edition.State.DRAFT
    assert PublicPath.objects.get(recipe="edition").state == PublicPath.State.GONE


def test_success_what_was_briefed_comes_back_only_after_an_update(a_day: list[int]) -> None:
    yesterday = actions.compose_edition(today(), "fr")
    printed = set(yesterday.items.filter(position__isnull=False).values_list("article_id", flat=True))
    actions.approve(yesterday)
    Edition.objects.update(edition_on=today(-1))
    new = published(headline="Une nouveauté")
    changed = Article.objects.get(pk=min(printed))
    changed.updated_at = clock.now()
    articles.publish(changed)

    edition = actions.compose_edition(today(), "fr")

    assert set(edition.items.values_list("article_id", flat=True)) == {new.pk, changed.pk}


def test_success_a_withdrawn_story_is_not_printed(edition: Edition) -> None:
    lead = edition.items.get(position=0)
    articles.withdraw(lead.article)

    variant = content_of(edition, FIVE)

    assert lead.headline not in variant.text


def test_success_selections_are_composed_by_their_own_budget_and_sections(edition: Edition) -> None:
    culture = Article.objects.filter(section__slug="culture").values_list("section_id", flat=True)[0]

    short = content_of(edition, Selection(minutes=2))
    only = content_of(edition, Selection(minutes=10, sections=(culture,)))

    assert short.seconds <= 120
    assert "Culture" in only.text and "Sport" not in only.text and "Monde" not in only.text


def test_success_an_update_makes_a_story_fresher_for_every_selection() -> None:
    now = clock.now()
    updated = published(
        0.1, headline="Le pont est rouvert", standfirst="On passe.", updated_at=now - timedelta(minutes=1)
    )
    newer = published(61 / 86_400, headline="Un marché aux fleurs", standfirst="Samedi matin.")
    edition = actions.compose_edition(today(), "fr")

    own, longer = (
        selections.choose(edition, list(edition.items.all()), Selection(minutes=minutes), frozenset())
        for minutes in (5, 10)
    )

    assert [choice.article_id for choice in own] == [updated.pk, newer.pk]
    assert longer == own


def test_success_a_selection_whose_sections_and_pins_do_not_fit_gets_the_others(edition: Edition) -> None:
    lead = edition.items.get(position=0)
    actions.pin(lead)
    actions.rewrite(lead, headline="mot " * 500, text="")
    nothing_today = SectionFactory(slug="cuisine", name="Cuisine")

    variant = content_of(edition, Selection(minutes=2, sections=(nothing_today.pk,)))

    assert 0 < variant.seconds <= 120
    assert "mot mot" not in variant.text and "Nouvelle" in variant.text


def test_success_stories_without_a_standfirst_are_distinguished_by_their_first_sentences() -> None:
    opening = (
        "<p>La digue du vieux port a cédé mardi à l’aube sur trente mètres. Deux rues sont sous l’eau.</p>"
    )
    other = "<p>Le marché aux fleurs revient samedi place de la Fontaine. L’entrée est libre.</p>"
    first = published(0.01, headline="Le vieux port sous l’eau", standfirst="", body=[("paragraph", opening)])
    again = published(0.02, headline="Trente mètres de brèche", standfirst="", body=[("paragraph", opening)])
    apart = published(0.03, headline="Le vieux port en fleurs", standfirst="", body=[("paragraph", other)])

    edition = actions.compose_edition(today(), "fr")

    groups = dict(edition.items.values_list("article_id", "story_group"))
    assert groups == {first.pk: f"story-{first.pk}", again.pk: f"story-{first.pk}", apart.pk: ""}


def test_success_a_pinned_story_stays_beside_the_newest(
    edition: Edition, a_day: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "MOST", 3)
    oldest = edition.items.get(article=a_day[-1])
    actions.pin(oldest)

    again = actions.compose_edition(today(), "fr")

    considered = list(again.items.order_by("pk").values_list("article_id", flat=True))
    assert considered == [*a_day[:3], oldest.article_id]
    assert again.items.get(article=oldest.article_id).verdict == Verdict.PINNED


def test_success_letter_says_the_same_in_html_and_text(edition: Edition) -> None:
    variant = content_of(edition, FIVE)

    card = reads.edition(edition.pk)
    assert card is not None
    for item in card.items:
        headline = typeset(item.headline, "fr")
        assert headline in unescape(variant.html) and headline in variant.text
        assert f"https://estuaire.example{item.path}" in variant.html
    assert f"{card.minutes} minutes" in variant.html and f"{card.minutes} minutes" in variant.text
    assert len(variant.html.encode()) <= 90_000
    assert "<img" not in variant.html and "<script" not in variant.html and "<link" not in variant.html
    # Yahoo's apps know no body, many programs no style element: each rule is in its element, those of dark mode too.
    assert "<style" not in variant.html and "<body" not in variant.html and "@media" not in variant.html
    assert "background-color: #ffffff;background-color: light-dark(#ffffff, #1a1c1f)" in variant.html
    assert "1.55 Charter, 'Iowan Old Style', Georgia" in variant.html
    assert max(map(len, variant.html.splitlines())) < 998


def test_success_arabic_letter_is_set_from_the_right() -> None:
    locale_article = published(
        headline="الميناء يفتح أبوابه",
        standfirst="فتح الميناء أبوابه أمام السكان صباح اليوم.",
        locale=__import__("tests.factories.articles", fromlist=["locale"]).locale("ar"),
    )
    edition = actions.compose_edition(today(), "ar")

    variant = content_of(edition, FIVE)

    assert 'dir="rtl"' in variant.html and 'lang="ar"' in variant.html
    assert locale_article.headline in variant.text


def test_success_freezing_prepares_each_confirmed_reader_once(
    edition: Edition, readers: Callable[..., list[Subscriber]]
) -> None:
    readers(5)
    readers(2, prefix="slow", minutes=10)
    readers(3, prefix="g", domain="gmail.com")
    readers(1, prefix="ar", language="ar")
    readers(1, prefix="gone", state="unsubscribed")
    actions.approve(edition)

    actions.start_sending(edition)
    actions.start_sending(edition)

    assert reads.status(edition) == reads.Status(prepared=10, queued=10)
    assert edition.mailing.variants.count() == 2
    assert sorted(edition.mailing.chunks.values_list("domain_class", flat=True)) == [
        "google",
        "other",
        "other",
    ]


def test_success_stopping_skips_the_rest(edition: Edition, readers: Callable[..., list[Subscriber]]) -> None:
    readers(4)
    actions.approve(edition)
    actions.start_sending(edition)

    actions.stop(edition)

    assert reads.status(edition) == reads.Status(prepared=4, skipped=4)
    assert PublicPath.objects.get(path=f"/brief/{edition.edition_on}/").state == PublicPath.State.GONE


def test_fail_sending_a_draft(edition: Edition) -> None:
    with pytest.raises(NotApproved):
        actions.start_sending(edition)


def test_fail_nothing_new() -> None:
    with pytest.raises(NothingNew):
        actions.compose_edition(today(), "fr")


def test_fail_nothing_fits(a_day: list[int]) -> None:
    with pytest.raises(EmptyEdition):
        actions.compose_edition(today(), "fr", budget_s=31)
