"""A newsroom in two languages, small enough to be looked at as a whole after every act."""

import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image

from rotative.articles import lists
from rotative.bake import oven, verify
from rotative.bake.store.folder import MemoryPress
from rotative.comments.models import Comment
from rotative.core import clock
from rotative.dossiers.models import Commitment, Dossier, DossierActor, EventParticipant
from rotative.layout import assets
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.pages.actions import add_standing, ensure_front
from rotative.pages.models import FrontPage, StandingPage
from tests.factories.articles import BylineFactory, SectionFactory, SubjectFactory, locale, published
from tests.factories.dossiers import event_of
from tests.factories.newsroom import picture_of
from tests.flows.desk import START, Desk, Style, Time


@pytest.fixture
def newsroom(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], Desk]:
    """Return a context that opens the newsroom of an example: two articles and one object of each other kind, printed.

    Each time the database is as it was made here, and the clock is at its first morning.
    """
    # Short windows, so that a few acts open, fill and empty many.
    monkeypatch.setattr(lists, "WINDOW", 3)
    time = Time()
    for module in (clock, timezone):
        monkeypatch.setattr(module, "now", time.now)
    style = Style()
    monkeypatch.setattr(assets, "stylesheet_asset", style.sheet)
    _furnish()
    press = MemoryPress()
    oven.bake_stale(press)

    def opened() -> Desk:
        time.at = START
        style.number = 0
        return Desk(time=time, style=style, folder=tmp_path, press=_copied(press))

    return opened


def _furnish() -> None:
    masthead = Masthead.objects.create()
    masthead.languages = [
        MastheadLanguage(language="fr", name="L’Estuaire", sort_order=0),
        MastheadLanguage(language="ar", name="المصبّ", sort_order=1),
    ]
    masthead.save()
    for language in ("fr", "ar"):
        ensure_front(language)
    french, arabic = locale("fr"), locale("ar")
    section = SectionFactory(slug="une", name="Une", locale=french)
    SectionFactory(slug="une", name="الأولى", locale=arabic, translation_key=section.translation_key)
    SectionFactory(slug="deux", name="Deux", locale=french)
    subjects = [SubjectFactory(names={"fr": f"Sujet {n}", "ar": f"موضوع {n}"}) for n in range(2)]
    byline = BylineFactory(locale=french)
    BylineFactory(locale=arabic, slug=byline.slug, translation_key=byline.translation_key)
    drawn = BytesIO()
    Image.new("RGB", (12, 8), "teal").save(drawn, "JPEG")
    with warnings.catch_warnings():
        # Django drops the files that it stored without closing them.
        warnings.simplefilter("ignore", ResourceWarning)
        picture_of(drawn.getvalue(), "port.jpg", title="Le port", credit="Photo L. O.")
    for days_ago in (3, 1):
        article = published(days_ago, section=section, locale=french, subjects=subjects, bylines=[byline])
    Comment.objects.create(article=article, name="Une lectrice", text="Merci.", state=Comment.State.SHOWN)
    dossier = Dossier.objects.create(locale=french, title="Le port", slug="une", live=True)
    DossierActor.objects.create(dossier=dossier, subject=subjects[0])
    Commitment.objects.create(dossier=dossier, text="Draguer la passe.", who=subjects[0])
    for kind in ("vote", "works"):
        event = event_of(dossier, "2026-03", "La passe.", kind=kind)
        EventParticipant.objects.create(event=event, subject=subjects[0])
    front = FrontPage.objects.get(locale=french)
    add_standing(front, StandingPage(title="À propos", slug="page-une"))
    verify.sync()


def _copied(press: MemoryPress) -> MemoryPress:
    copy = MemoryPress()
    copy.pages = dict(press.pages)
    return copy
