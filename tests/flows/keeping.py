"""Acts on sections, subjects, bylines, pictures, the masthead and the pages of the tree."""

from datetime import timedelta
from pathlib import Path

from django.db.models import QuerySet
from wagtail.models import Locale

from rotative.articles.embeds import posters
from rotative.articles.models import Article, Byline, Section
from rotative.bake import queue, verify
from rotative.core import clock
from rotative.desk.masthead import articles_in
from rotative.layout import sharing_cards
from rotative.layout.dossiers import sharing
from rotative.layout.drawings import Card
from rotative.masthead.models import Account, Masthead, MastheadLanguage
from rotative.media import actions as media
from rotative.media.models import DocumentFile, Picture
from rotative.pages import actions as fronts
from rotative.pages.actions import add_standing
from rotative.pages.models import FrontPage, FrontSlot, StandingPage
from rotative.subjects.actions import merge
from rotative.subjects.models import Subject, SubjectName
from tests.flows.desk import Act, Desk, NothingToDo, free_slug, live, pick, section, some


def add_section(desk: Desk, n: int, m: int) -> None:
    locale = pick(Locale.objects.all(), n)
    slug = free_slug(Section.objects.filter(locale=locale), m)
    Section.objects.create(locale=locale, slug=slug, name=f"Rubrique {desk.number()}")


def rename_section(desk: Desk, n: int, m: int) -> None:
    one = section(n)
    one.name, one.description = f"Rubrique {desk.number()}", "Ce qu’elle suit."
    one.save()


def move_section(desk: Desk, n: int, m: int) -> None:
    one = section(n)
    one.slug = free_slug(Section.objects.filter(locale=one.locale), m)
    one.save()


def order_section(desk: Desk, n: int, m: int) -> None:
    one = section(n)
    one.position = m
    one.save()


def delete_section(desk: Desk, n: int, m: int) -> None:
    pick(Section.objects.filter(articles=None), n).delete()


def add_subject(desk: Desk, n: int, m: int) -> None:
    subject = Subject.objects.create()
    _name(desk, subject, "fr", n)


def name_subject(desk: Desk, n: int, m: int) -> None:
    """Give a subject its name in another language."""
    _name(desk, pick(Subject.objects.exclude(names__language="ar"), n), "ar", m)


def rename_subject(desk: Desk, n: int, m: int) -> None:
    name = pick(SubjectName.objects.all(), n)
    name.name, name.description = f"Sujet {desk.number()}", "Ce que c’est."
    name.save()


def move_subject(desk: Desk, n: int, m: int) -> None:
    name = pick(SubjectName.objects.all(), n)
    name.slug = free_slug(SubjectName.objects.filter(language=name.language), m)
    name.save()


def unname_subject(desk: Desk, n: int, m: int) -> None:
    pick(SubjectName.objects.filter(language="ar"), n).delete()


def delete_subject(desk: Desk, n: int, m: int) -> None:
    pick(Subject.objects.all(), n).delete()


def merge_subjects(desk: Desk, n: int, m: int) -> None:
    gone = pick(Subject.objects.all(), n)
    merge(gone, into=pick(Subject.objects.exclude(pk=gone.pk), m))


def add_byline(desk: Desk, n: int, m: int) -> None:
    locale = pick(Locale.objects.all(), n)
    slug = free_slug(Byline.objects.filter(locale=locale), m)
    Byline.objects.create(locale=locale, slug=slug, name=f"Signature {desk.number()}")


def rename_byline(desk: Desk, n: int, m: int) -> None:
    byline = pick(Byline.objects.all(), n)
    byline.name, byline.bio = f"Signature {desk.number()}", "Elle écrit."
    byline.save()


def move_byline(desk: Desk, n: int, m: int) -> None:
    byline = pick(Byline.objects.all(), n)
    byline.slug = free_slug(Byline.objects.filter(locale=byline.locale), m)
    byline.save()


def portray_byline(desk: Desk, n: int, m: int) -> None:
    byline = pick(Byline.objects.all(), n)
    byline.picture = None if byline.picture_id else pick(Picture.objects.all(), m)
    byline.save()


def portray_subject(desk: Desk, n: int, m: int) -> None:
    subject = pick(Subject.objects.all(), n)
    subject.picture = None if subject.picture_id else pick(Picture.objects.all(), m)
    subject.save()


def change_credit(desk: Desk, n: int, m: int) -> None:
    picture = pick(Picture.objects.all(), n)
    picture.credit, picture.alt = f"Photo {desk.number()}", "Le port."
    picture.save()


def fetch_poster(desk: Desk, n: int, m: int) -> None:
    """Have the posters that are due fetched; what comes is the file of a picture of the library."""
    picture = pick(Picture.objects.all(), n)
    with picture.file.open() as original:
        data = original.read()
    if not posters.fetch_due(lambda _player: data):
        raise NothingToDo
    media.make_waiting()


def name_document(desk: Desk, n: int, m: int) -> None:
    document = pick(DocumentFile.objects.all(), n)
    document.title = f"Pièce {desk.number()}"
    document.save()


def delete_document(desk: Desk, n: int, m: int) -> None:
    pick(DocumentFile.objects.all(), n).delete()


def end_rights(desk: Desk, n: int, m: int) -> None:
    """Let the last day of a picture pass, as the worker does."""
    picture = pick(Picture.objects.filter(rights_ended=False), n)
    picture.rights_until = clock.now().date() - timedelta(days=2)
    picture.save()
    media.end_rights(clock.now().date())


def extend_rights(desk: Desk, n: int, m: int) -> None:
    picture = pick(Picture.objects.filter(rights_ended=True), n)
    picture.rights_until = None
    media.settle_rights(picture, clock.now().date())
    picture.save()


def delete_picture(desk: Desk, n: int, m: int) -> None:
    pick(Picture.objects.all(), n).delete()


def place_slots(desk: Desk, n: int, m: int) -> None:
    front = pick(FrontPage.objects.all(), n)
    chosen = some(Article.objects.filter(locale=front.locale, live=True), m)[:3]
    front.slots = [FrontSlot(article=article, place=at) for at, article in enumerate(chosen)]
    front.save_revision().publish()


def place_slot(desk: Desk, n: int, m: int) -> None:
    article = live(n)
    front = FrontPage.objects.get(locale=article.locale)
    front.slots = [FrontSlot(article=article, place=0)]
    front.save_revision().publish()


def word_slot(desk: Desk, n: int, m: int) -> None:
    """Give a placed article words of its own, and an hour at which it leaves."""
    slot = pick(FrontSlot.objects.all(), n)
    until_at = clock.now() + timedelta(minutes=5 + m % 60)
    fronts.word(
        slot.page,
        slot.article_id,
        kicker=("", f"En direct {desk.number()}")[m % 2],
        headline=f"Sur la une {desk.number()}",
        until_at=until_at,
    )
    fronts.publish_front(slot.page)


def be_urgent(desk: Desk, n: int, m: int) -> None:
    article = live(n)
    front = FrontPage.objects.get(locale=article.locale)
    until_at = clock.now() + timedelta(minutes=5 + m % 60)
    linked = article.pk if m % 3 else None
    fronts.set_urgent(front, f"Dernière minute {desk.number()}", article_id=linked, until_at=until_at)
    fronts.publish_front(front)


def end_what_has_its_hour(desk: Desk, n: int, m: int) -> None:
    """Let an hour pass, and do what the worker then does to the front pages."""
    desk.time.pass_by(minutes=m % 120)
    if not fronts.end_due():
        raise NothingToDo


def stand(desk: Desk, n: int, m: int) -> None:
    front = pick(FrontPage.objects.all(), n)
    under = StandingPage.objects.filter(locale=front.locale)
    page = StandingPage(title=f"Page {desk.number()}", slug=_page_slug(under, m))
    add_standing(front, page, in_menu=m % 3 > 0)


def translate_standing(desk: Desk, n: int, m: int) -> None:
    page = pick(StandingPage.objects.all(), n)
    front = pick(FrontPage.objects.exclude(locale=page.locale), m)
    known = StandingPage.objects.filter(locale=front.locale)
    if known.filter(translation_key=page.translation_key).exists():
        raise NothingToDo
    twin = StandingPage(
        title=f"Page {desk.number()}", slug=_page_slug(known, m), translation_key=page.translation_key
    )
    add_standing(front, twin)


def edit_standing(desk: Desk, n: int, m: int) -> None:
    page = pick(StandingPage.objects.filter(live=True), n)
    page.intro, page.show_in_menus = f"Ce qu’elle dit, {desk.number()}.", m % 3 > 0
    page.body = [("read_also", {"article": live(m)})]
    page.save_revision().publish()


def move_standing(desk: Desk, n: int, m: int) -> None:
    page = pick(StandingPage.objects.filter(live=True), n)
    page.slug = _page_slug(StandingPage.objects.filter(locale=page.locale), m)
    page.save_revision().publish()


def toggle_standing(desk: Desk, n: int, m: int) -> None:
    page = pick(StandingPage.objects.all(), n)
    if page.live:
        page.unpublish()
    else:
        page.save_revision().publish()


def delete_standing(desk: Desk, n: int, m: int) -> None:
    pick(StandingPage.objects.all(), n).delete()


def edit_masthead(desk: Desk, n: int, m: int) -> None:
    masthead = Masthead.objects.get()
    masthead.address = f"{desk.number()}, rue des Voiliers"
    masthead.accent = ("#0b5a6e", "#8a1c1c")[m % 2]
    masthead.accounts = [Account(network="Mastodon", url=f"https://social.example/{n}")] if n % 2 else []
    masthead.save()


def change_conventions(desk: Desk, n: int, m: int) -> None:
    masthead = Masthead.objects.get()
    masthead.time_zone = ("Africa/Casablanca", "Asia/Kolkata")[n % 2]
    masthead.shows_time_zone = n % 3 == 0
    masthead.links_mentions = n % 2 == 0
    masthead.arabic_digits = Masthead.Digits.values[m % 2]
    masthead.save()


def restyle(desk: Desk, n: int, m: int) -> None:
    """Change the style sheets and do what a new process then does."""
    desk.style.number += 1
    verify.sync()
    queue.mark_everything(frame_only=True)


def name_outlet(desk: Desk, n: int, m: int) -> None:
    words = pick(MastheadLanguage.objects.all(), n)
    words.name = f"L’Estuaire {desk.number()}"
    words.save()


def change_languages(desk: Desk, n: int, m: int) -> None:
    """Add Spanish to the outlet, or give it up when it has no article."""
    masthead = Masthead.objects.get()
    known = {words.language: words for words in masthead.languages.all()}
    if "es" in known:
        if articles_in("es"):
            raise NothingToDo
        masthead.languages = [words for code, words in known.items() if code != "es"]
    else:
        words = MastheadLanguage(language="es", name="El Estuario", sort_order=2)
        masthead.languages = [*known.values(), words]
    masthead.save()


def draw_cards(desk: Desk, n: int, m: int) -> None:
    sharing_cards.draw_missing(_sketch)
    sharing.draw_missing(_sketch)


def _sketch(wanted: dict[Path, Card]) -> None:
    for file in wanted:
        file.write_bytes(b"card")


def _page_slug(taken: "QuerySet[StandingPage]", number: int) -> str:
    """Choose a free slug that no section has: sections and standing pages share their paths."""
    return free_slug(taken, number, prefix="page-")


def _name(desk: Desk, subject: Subject, language: str, number: int) -> None:
    slug = free_slug(SubjectName.objects.filter(language=language), number)
    SubjectName.objects.create(
        subject=subject, language=language, name=f"Sujet {desk.number()}", slug=slug, aliases="Un autre nom"
    )


ACTS: tuple[Act, ...] = (
    add_section, rename_section, move_section, order_section, delete_section, add_subject, name_subject,
    rename_subject, move_subject, unname_subject, delete_subject,
    merge_subjects, add_byline, rename_byline, move_byline,
    portray_byline, portray_subject, change_credit, end_rights, extend_rights, delete_picture, name_document, delete_document, place_slots, place_slot, word_slot, be_urgent, end_what_has_its_hour, stand, translate_standing, edit_standing, move_standing,
    toggle_standing, delete_standing, edit_masthead, change_conventions, restyle, name_outlet, change_languages,
    draw_cards,
)  # fmt: skip
