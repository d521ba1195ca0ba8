"""Fields, languages, types and states that plugins of WordPress write; and the menu of a large site."""

from __future__ import annotations

from pathlib import Path

import pytest

from rotative.articles.models import Article, Section
from rotative.bake.models import PublicPath
from rotative.importers.actions import WordPressChoices, import_wordpress
from rotative.importers.errors import WrongOption
from rotative.importers.report import Report
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.pages.actions import ensure_front
from tests.importers.imports import problem_counts
from tests.importers.wordpress.wxr import SITE, export, item, written

pytestmark = pytest.mark.django_db

# A third of what a short text of a newspaper has; invented.
_FRENCH = (
    "Le marché rouvre samedi.",
    "Grève des transports : la ville tourne au ralenti",
    "Trois questions à la directrice du port",
    "Match nul à domicile, sous la pluie",
    "Coupure d’eau prévue lundi matin, quartier nord",
    "La bibliothèque ferme pour travaux jusqu’en mars.",
    "Nouveau tarif pour le bac : deux dirhams",
    "Une exposition de photos anciennes au phare",
    "Le maire répond aux habitants",
    "Pêche : la saison commence avec du retard",
)
_ARABIC = (
    "فتح السوق أبوابه صباح السبت.",
    "إضراب في النقل: المدينة تسير ببطء",
    "ثلاثة أسئلة إلى مديرة الميناء",
)


def imported(
    folder: Path, *items: str, language: str = "fr-FR", channel: str = "", **choices: object
) -> Report:
    path = written(folder, export(*items, language=language, channel=channel))
    return import_wordpress(path, choices=WordPressChoices(**choices))  # type: ignore[arg-type] # as a test names them


def publish_in(*languages: str) -> None:
    """Make an outlet that publishes in these languages."""
    outlet = Masthead.objects.create()
    for language in languages:
        MastheadLanguage.objects.create(masthead=outlet, language=language, name="Essai")
        ensure_front(language)


def test_success_short_french_texts_on_an_arabic_site(tmp_path: Path) -> None:
    publish_in("ar", "fr")
    items = [item(number, title=text, content=text) for number, text in enumerate((*_FRENCH, *_ARABIC), 1)]

    imported(tmp_path, *items, language="ar")

    found = Article.objects.values_list("locale__language_code", flat=True).order_by("pk")
    assert list(found) == ["fr"] * len(_FRENCH) + ["ar"] * len(_ARABIC)


def test_success_one_spanish_post_opens_no_edition(tmp_path: Path) -> None:
    publish_in("fr")
    spanish = item(2, meta={"_icl_lang_code": "es"}, link=f"{SITE}/nota/")

    report = imported(tmp_path, item(1), spanish)

    article = Article.objects.get(locale__language_code="es")
    assert (article.live, problem_counts(report)["language_not_open"]) == (False, 1)
    assert not MastheadLanguage.objects.filter(language="es").exists()
    assert not PublicPath.objects.filter(path__in=["/es/", "/nota/"]).exists()


def test_success_a_language_that_was_named_is_opened(tmp_path: Path) -> None:
    publish_in("fr")

    imported(tmp_path, item(2, meta={"_icl_lang_code": "es"}), languages=("es",))

    assert Article.objects.get().live
    assert MastheadLanguage.objects.filter(language="es").exists()


def test_success_translations_of_polylang(tmp_path: Path) -> None:
    group = (
        "<wp:term><wp:term_taxonomy>post_translations</wp:term_taxonomy><wp:term_slug>pll_1</wp:term_slug>"
    )
    group += (
        '<wp:term_description><![CDATA[a:2:{s:2:"fr";i:1;s:2:"ar";i:2;}]]></wp:term_description></wp:term>'
    )
    terms = (
        ("category", "politique", "Politique"),
        ("language", "ar", "العربية"),
        ("post_translations", "pll_3", "pll_3"),
    )

    imported(
        tmp_path, item(1), item(2), item(3, terms=terms), item(4, terms=(terms[2], ("language", "fr", "Français"))),
        channel=group, languages=("fr", "ar"),
    )  # fmt: skip

    found = {one.headline: (one.language, one.translation_key) for one in Article.objects.all()}
    assert [found[f"Titre {number}"][0] for number in range(1, 5)] == ["fr", "ar", "ar", "fr"]
    assert found["Titre 1"][1] == found["Titre 2"][1]
    assert found["Titre 3"][1] == found["Titre 4"][1] != found["Titre 1"][1]


def test_success_texts_for_search_engines(tmp_path: Path) -> None:
    yoast = {
        "_yoast_wpseo_title": "Le pont, vu d’en bas %%sep%% %%sitename%%",
        "_yoast_wpseo_metadesc": "Sous le pont.",
        "_yoast_wpseo_meta-robots-noindex": "1",
        "_yoast_wpseo_canonical": "https://agence.example/pont/",
        "_yoast_wpseo_opengraph-title": "Le pont !",
    }
    rank_math = {
        "rank_math_title": "%title% %sep% %sitename%",
        "rank_math_robots": 'a:1:{i:0;s:7:"noindex";}',
    }

    imported(tmp_path, item(1, meta=yoast), item(2, meta=rank_math), item(3))

    first, second, third = Article.objects.order_by("pk")
    assert (first.search_title, first.search_description) == ("Le pont, vu d’en bas", "Sous le pont.")
    assert (first.share_title, first.original_url) == ("Le pont !", "https://agence.example/pont/")
    assert (first.hidden_from_search, second.hidden_from_search, third.hidden_from_search) == (
        True,
        True,
        False,
    )
    assert second.search_title == ""


def test_success_fields_types_and_states(tmp_path: Path) -> None:
    fields = tmp_path / "fields.toml"
    fields.write_text(
        '[fields]\nchapo = "standfirst"\nsurtitre = "kicker"\norigine = "source"\n', encoding="utf-8"
    )
    meta = {"chapo": "En deux <b>mots</b>.", "surtitre": "Port", "origine": "Agence"}

    report = imported(
        tmp_path, item(1, kind="breve", meta=meta), item(2, status="pitch"), item(3, kind="autre"),
        as_articles={"breve": "brief"}, field_map=fields,
    )  # fmt: skip

    brief, pitch = Article.objects.order_by("pk")
    assert (brief.form, brief.standfirst, brief.live) == ("brief", "En deux mots.", True)
    assert [block["value"] for block in brief.body.raw_data] == [
        "<p><strong>Port</strong></p>",
        "<p>Du texte.</p>",
        "<p><em>Agence</em></p>",
    ]
    assert (pitch.live, report.skipped) == (False, 1)
    assert problem_counts(report)["state_as_draft"] == 1


def test_fail_a_field_that_articles_do_not_have(tmp_path: Path) -> None:
    fields = tmp_path / "fields.toml"
    fields.write_text('chapo = "chapeau"\n', encoding="utf-8")

    with pytest.raises(WrongOption, match="chapeau is no field of an article"):
        imported(tmp_path, item(1), field_map=fields)


def test_success_an_emptied_article_is_a_draft(tmp_path: Path) -> None:
    report = imported(tmp_path, item(1, content="[un_formulaire id='3']"), item(2))

    assert list(Article.objects.filter(live=False).values_list("headline", flat=True)) == ["Titre 1"]
    assert problem_counts(report)["empty_kept_as_draft"] == 1
    moved = PublicPath.objects.get(path="/2020/01/01/article-1/")
    assert (moved.state, moved.target) == (PublicPath.State.MOVED, "/politique/")


def test_success_the_menu_has_a_dozen_sections(tmp_path: Path) -> None:
    items = [
        item(100 * number + part, terms=(("category", f"rubrique-{number}", f"Rubrique {number:02}"),))
        for number in range(1, 16)
        for part in range(number)
    ]
    unfiled = [item(5000 + number, terms=(("category", "non-classe", "Non classé"),)) for number in range(20)]

    imported(tmp_path, *items, *unfiled)

    shown = Section.objects.filter(in_menu=True).order_by("position").values_list("name", flat=True)
    assert list(shown) == [f"Rubrique {number:02}" for number in range(15, 3, -1)]


def test_success_credit_from_the_file_of_a_picture(tmp_path: Path) -> None:
    from rotative.importers.wordpress.item_fields import media_record
    from rotative.importers.wordpress.xml import items

    value = 'a:1:{s:10:"image_meta";a:2:{s:6:"credit";s:13:"Salmá Ourika";s:5:"title";s:0:"";}}'
    path = written(tmp_path, export(item(9, kind="attachment", meta={"_wp_attachment_metadata": value})))

    assert [media_record(node, source="").credit for node in items(path)] == ["Salmá Ourika"]
