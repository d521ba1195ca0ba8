"""A newsroom in French and Arabic with everything that a page can show, and the contexts of all its pages.

The contexts come from the recipes and views themselves: what a template test prints is what readers get.
"""

import gc
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import Template

from rotative.articles import actions, bulk_publish, lists
from rotative.articles.models import Article, ArticleSubject, Byline, ListEntry, Section
from rotative.bake import oven, verify
from rotative.bake.batch import loaders
from rotative.bake.framing import frames
from rotative.bake.framing.frames import Frame
from rotative.bake.models import PublicPath
from rotative.comments.models import Comment
from rotative.core import addresses, clock
from rotative.dossiers.models import (
    Commitment,
    CommitmentChange,
    Dossier,
    DossierActor,
    DossierSummary,
    EventParticipant,
    EventSource,
    OutsideDocument,
    TermsChange,
)
from rotative.editions import actions as editions
from rotative.layout import contexts, surroundings
from rotative.masthead.cards import OutletCard
from rotative.masthead.models import Masthead
from rotative.media.models import Picture
from rotative.pages.models import StandingPage
from rotative.subjects.models import Subject, SubjectName
from rotative.subscribers import link_tokens
from rotative.subscribers.models import Subscriber
from tests.factories import newsroom
from tests.factories.articles import SectionFactory, SubjectFactory, locale, published
from tests.factories.blocks import FILM, new_blocks
from tests.factories.dossiers import event_of
from tests.layout import full_subject

NOW = datetime(2026, 11, 23, 8, 40, tzinfo=UTC)
TODAY = date(2026, 11, 23)
HOSTILE_QUERY = "<b>zzz</b>"
ARTICLE, ARABIC_ARTICLE = newsroom.ARTICLE, newsroom.ARABIC_ARTICLE
# Sections in both languages, besides those of the browser's newsroom.
SECTIONS = {
    "economie": ("Économie", "اقتصاد"),
    "societe": ("Société", "مجتمع"),
    "environnement": ("Environnement", "بيئة"),
    "sport": ("Sport", "رياضة"),
    "monde": ("Monde", "العالم"),
}
STATES = ("announced", "under_way", "kept", "broken")


def _is(kind: type[contexts.Page]) -> Callable[[Any], bool]:
    return lambda page: type(page) is kind


# Name of a sample → the pages it may be; the fullest of them is taken.
KINDS: dict[str, Callable[[Any], bool]] = {
    "front": _is(contexts.FrontPage),
    "article": lambda page: (
        type(page) is contexts.ArticlePage and page.frame.path in (ARTICLE, ARABIC_ARTICLE)
    ),
    "section": _is(contexts.ListingPage),
    "briefs": _is(contexts.BriefsPage),
    "subject": _is(contexts.SubjectPage),
    "author": _is(contexts.AuthorPage),
    "archive": _is(contexts.ArchivePage),
    "archives": _is(contexts.ArchivesPage),
    "search": lambda page: type(page) is contexts.SearchPage and page.hits,
    "search-empty": lambda page: type(page) is contexts.SearchPage and page.query == HOSTILE_QUERY,
    "standing": _is(contexts.StandingPage),
    "dossier": _is(contexts.DossierPage),
    "dossiers": _is(contexts.DossiersPage),
    "signup": _is(contexts.SignupPage),
    "edition": _is(contexts.EditionPage),
    "letters": _is(contexts.LettersPage),
    "choices": lambda page: type(page) is contexts.MessagePage and len(page.forms) > 1,
    "question": lambda page: type(page) is contexts.MessagePage and page.form and not page.errors,
    "errors": lambda page: type(page) is contexts.MessagePage and page.errors,
    "not-found": _is(contexts.NotFoundPage),
    "gone": _is(contexts.GonePage),
}


@dataclass(frozen=True, kw_only=True)
class Samples:
    """Every context that was printed."""

    printed: tuple[contexts.Page, ...]
    # What they had around them, and the frames that were drawn from it: written place → frame.
    surroundings: tuple[contexts.Surroundings, ...]
    frames: dict[str, Frame]

    def outlet(self, language: str) -> OutletCard:
        """Return the outlet in a language."""
        return next(one.outlet for one in self.surroundings if one.outlet.language == language)

    def page(self, language: str, name: str) -> Any:
        """Return the sample of a name, one of KINDS."""
        found = [
            page for page in self.printed if page.frame.conventions.language == language and KINDS[name](page)
        ]
        return max(found, key=lambda page: len(repr(page)))


def collect(folder: Path) -> Samples:
    """Fill a newsroom, print every page it has, and leave the database as it was."""
    with (
        pytest.MonkeyPatch.context() as patch,
        # Django does not close the picture files it has stored.
        warnings.catch_warnings(action="ignore", category=ResourceWarning),
        override_settings(MEDIA_ROOT=folder),
        translation.override("en"),
        transaction.atomic(),
        _noted() as noted,
    ):
        for module in (clock, timezone):
            patch.setattr(module, "now", lambda: NOW)
        # Small windows, so that lists of a dozen cards have an older page.
        patch.setattr(lists, "WINDOW", 6)
        patch.setattr(newsroom, "SMALL_ARTICLES", 14)
        _fill()
        _bake()
        _answer()
        transaction.set_rollback(True)
        gc.collect()
    pages, around, drawn = noted
    return Samples(printed=tuple(pages), surroundings=tuple(around), frames=drawn)


@contextmanager
def drawn_by(draw: frames.Draw) -> Iterator[None]:
    """Let another function draw the frames within the block."""
    frames.register(draw)
    try:
        yield
    finally:
        frames.register(surroundings.draw)


@contextmanager
def _noted() -> Iterator[tuple[list[contexts.Page], list[contexts.Surroundings], dict[str, Frame]]]:
    """Note each page and what is around it on its way to its template, and each frame."""
    pages: list[contexts.Page] = []
    around: list[contexts.Surroundings] = []
    drawn: dict[str, Frame] = {}
    render = Template.render

    def noted(self: Template, *args: Any, **context: Any) -> str:
        if "page" in context:
            pages.append(context["page"])
        if "around" in context:
            around.append(context["around"])
        return render(self, *args, **context)

    def draw(name: str) -> Frame:
        drawn[name] = surroundings.draw(name)
        return drawn[name]

    with pytest.MonkeyPatch.context() as patch, drawn_by(draw):
        patch.setattr(Template, "render", noted)
        yield pages, around, drawn


def _fill() -> None:
    Masthead.objects.get_or_create()
    newsroom.fill()
    picture = Picture.objects.get()
    places = list(Subject.objects.order_by("pk"))
    Subject.objects.update(picture=picture)
    for position, (slug, names) in enumerate(SECTIONS.items(), start=2):
        french = SectionFactory(name=names[0], slug=slug, position=position)
        arabic = SectionFactory(
            name=names[1],
            slug=slug,
            position=position,
            locale=locale("ar"),
            translation_key=french.translation_key,
        )
        for number in range(3):
            _story(french, number + position / 10, picture if number == 2 else None, places, number)
            _story(arabic, number + position / 10, picture if number == 2 else None, places, number)
    for number in range(12):
        published(number / 3, section=french, form=Article.Form.BRIEF, headline=f"Avis de vent {number + 1}")
    actions.withdraw(Article.objects.get(slug="monde-0", locale__language_code="ar"))
    _before_the_lead()
    _dossiers(places)
    full_subject.surround(places[0], {"fr": french, "ar": arabic})
    blocks = new_blocks(picture.pk)
    published(40, section=arabic, locale=locale("ar"), headline="منارة الميناء", slug="manara", body=blocks)
    arabic = Article.objects.get(path=ARABIC_ARTICLE)
    Comment.objects.create(article=arabic, name="منير", text="أخيرا.", state=Comment.State.SHOWN)
    StandingPage.objects.update(intro="Le journal des deux rives.")
    SubjectName.objects.update(description="La vieille ville.", aliases="Derb el Bahr")
    # What was published in any order is cut into windows from the oldest, as after an import.
    ListEntry.objects.update(window=bulk_publish.WAITING)
    bulk_publish.number_lists()
    for language in ("fr", "ar"):
        editions.approve(editions.compose_edition(TODAY, language))
        edition = editions.compose_edition(date(2026, 11, 22), language)
        edition.intro = "Une journée de marée haute."
        edition.save()
        editions.approve(edition)
    verify.sync()


def _story(
    section: Section, days_ago: float, picture: Picture | None, subjects: list[Subject], number: int
) -> None:
    french = section.locale.language_code == "fr"
    published(
        days_ago + 0.5,
        section=section,
        locale=section.locale,
        headline=f"Qui a voté les travaux du lot {number + 1} ?" if french else f"من صوّت على أشغال الشطر {number + 1}؟",
        standfirst="Le conseil en a débattu quatre heures. Il y a une suite." if french else "دام النقاش أربع ساعات. وللقصة بقية.",
        slug=f"{section.slug}-{number}",
        genre=Article.Genre.values[number],
        original_url="https://agence.example/depeche" if number == 1 else "",
        picture=picture,
        subjects=subjects,
        bylines=list(Byline.objects.filter(locale=section.locale)),
    )  # fmt: skip


def _before_the_lead() -> None:
    """Publish an old article about a subject that it shares with the lead alone."""
    subject = SubjectFactory(names={"fr": "Le ponton", "ar": "المرسى"})
    for path, headline in ((ARTICLE, "Le ponton avait cédé"), (ARABIC_ARTICLE, "انهار المرسى")):
        lead = Article.objects.get(path=path)
        ArticleSubject.objects.create(article=lead, subject=subject, sort_order=-1)
        actions.publish(lead)
        published(60, section=lead.section, locale=lead.locale, headline=headline, subjects=[subject])


def _dossiers(subjects: list[Subject]) -> None:
    nobody = SubjectFactory(kind=Subject.Kind.PERSON, names={"fr": "Salma Bensouda", "ar": "سلمى بنسودة"})
    key = None
    for language, title in (("fr", "Le bac, promesse de 2024"), ("ar", "العبّارة، وعد 2024")):
        proof = Article.objects.get(path=ARTICLE if language == "fr" else ARABIC_ARTICLE)
        dossier = Dossier(
            locale=locale(language), title=title, slug=f"bac-{language}", live=True,
            summary="Onze mois de cale sèche : ce qui a été promis, voté, repoussé.",
        )  # fmt: skip
        if key:
            dossier.translation_key = key
        dossier.save()
        key = dossier.translation_key
        for subject in (*subjects, nobody):
            DossierActor.objects.create(
                dossier=dossier, subject=subject, role="Maire" if subject == nobody else ""
            )
        report = OutsideDocument.objects.create(
            title="Rapport sur le bac", publisher="Cour des comptes", url="https://cour.example/bac", published="2026-05",
            language="fr", quotation="Le bac a coûté onze mois.", archive_url="https://archive.example/bac",
        )  # fmt: skip
        for number, state in enumerate(STATES):
            promise = Commitment.objects.create(
                dossier=dossier, text=f"Ouvrir le quai {number + 1}.", who=nobody if number else subjects[0], due_words="fin 2027",
                **({} if number else _terms(nobody, proof)), **({"document": report} if number == 1 else {}),
            )  # fmt: skip
            CommitmentChange.objects.create(
                commitment=promise, on=date(2026, 6, 2), state=state, explanation="Le conseil l’a voté.",
                evidence=proof, document=report,
            )  # fmt: skip
            CommitmentChange.objects.create(
                commitment=promise, on=date(2025, 6, 2), state="announced", evidence=proof
            )
            TermsChange.objects.create(
                commitment=promise, before={"due_words": "2026"}, why="Le budget a changé."
            )
        for day, text in ((3, "Le ponton a cédé."), (4, "Le ponton est fermé.")):
            event_of(dossier, date(2026, 11, day), text, proof)
        other = published(
            61, section=proof.section, locale=proof.locale, headline=f"{title} : le vote", subjects=[]
        )
        vote = event_of(
            dossier, "2022-06-12", "Le conseil vote le bac.", other, kind="vote", place=subjects[0]
        )
        EventParticipant.objects.create(event=vote, subject=nobody)
        EventSource.objects.create(event=vote, document=report)
        DossierSummary.objects.create(dossier=dossier, text="Onze mois promis.", since=NOW)


def _terms(to: Subject, proof: Article) -> dict[str, object]:
    return {
        "to": to, "said": "2024-06-12", "quotation": "Il ouvrira.", "article": proof, "amount": 1200000, "currency": "MAD",
    }  # fmt: skip


def _bake() -> None:
    for page in PublicPath.objects.order_by("path"):
        if page.state != PublicPath.State.MOVED:
            with loaders.batch():
                oven.render(page)


def _answer() -> None:
    """Ask the views for every page that is made on the spot."""
    client = Client()
    # One that is old and says so.
    client.get(addresses.text_only("/culture/phare/"))
    client.get(addresses.player("/culture/phare/", FILM))
    client.get(addresses.player(Article.objects.get(slug="manara").path or "", FILM))
    article = {"fr": Article.objects.get(path=ARTICLE), "ar": Article.objects.get(path=ARABIC_ARTICLE)}
    for code, word in (("fr", "quai"), ("ar", "العبّارة")):
        client.get(addresses.word(code, "search"))
        client.get(addresses.word(code, "search"), {"q": word})
        client.get(addresses.word(code, "search"), {"q": word, "page": "2"})
        client.get(addresses.word(code, "search"), {"q": HOSTILE_QUERY})
        client.get(addresses.SUBSCRIBE, {"language": code})
        client.post("/_/comment/", {"article": article[code].pk, "text": "Enfin"})
        client.get(addresses.text_only(article[code].path or ""))
        reader = Subscriber.objects.create(
            email=f"{code}@example.org", email_normalised=f"{code}@example.org", domain="example.org", language=code,
            state=Subscriber.State.CONFIRMED, created_at=NOW, consent_at=NOW, confirmed_at=NOW,
        )  # fmt: skip
        client.get(
            reverse("subscribers:unsubscribe", args=[link_tokens.leave_token(reader.pk, reader.secret)])
        )
        client.get(reverse("subscribers:choices", args=[link_tokens.leave_token(reader.pk, reader.secret)]))
