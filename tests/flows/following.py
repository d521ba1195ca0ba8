"""Acts around articles: readers' comments, dossiers, the letter's web copy, an import."""

from datetime import timedelta

from django.utils.timezone import localdate

from rotative.articles.models import Article
from rotative.comments import actions as comments
from rotative.comments.actions import Submission
from rotative.comments.errors import AlreadyErased, CommentsClosed, NothingToAnswer
from rotative.comments.models import Comment
from rotative.comments.moderation import State, Verdict
from rotative.core import clock
from rotative.dossiers.errors import HistoryIsKept
from rotative.dossiers.models import Commitment, CommitmentChange, Dossier, DossierActor
from rotative.editions import actions as editions
from rotative.editions.errors import EditionError
from rotative.editions.models import Edition
from rotative.importers.actions import import_wordpress
from rotative.subjects.models import Subject
from tests.factories.dossiers import event_of
from tests.flows.desk import Act, Desk, NothingToDo, free_slug, live, pick
from tests.importers.wordpress import wxr


def comment(desk: Desk, n: int, m: int) -> None:
    _say(desk, live(n), State.SHOWN if m % 2 else State.HELD)


def answer(desk: Desk, n: int, m: int) -> None:
    answered = pick(Comment.objects.shown().filter(parent=None), n)
    _say(desk, answered.article, State.SHOWN, parent_id=answered.pk)


def show(desk: Desk, n: int, m: int) -> None:
    _decide(comments.show, n)


def reject(desk: Desk, n: int, m: int) -> None:
    _decide(comments.reject, n)


def erase(desk: Desk, n: int, m: int) -> None:
    comments.erase(pick(Comment.objects.all(), n), by=None)


def open_dossier(desk: Desk, n: int, m: int) -> None:
    article = live(n)
    slug = free_slug(Dossier.objects.filter(locale=article.locale), m)
    dossier = Dossier.objects.create(
        locale=article.locale, title=f"Dossier {desk.number()}", slug=slug, live=m % 4 > 0
    )
    for subject in Subject.objects.order_by("pk")[: m % 3]:
        DossierActor.objects.create(dossier=dossier, subject=subject)


def translate_dossier(desk: Desk, n: int, m: int) -> None:
    dossier, article = pick(Dossier.objects.all(), n), live(m)
    if Dossier.objects.filter(translation_key=dossier.translation_key, locale=article.locale).exists():
        raise NothingToDo
    slug = free_slug(Dossier.objects.filter(locale=article.locale), m)
    Dossier.objects.create(
        locale=article.locale,
        translation_key=dossier.translation_key,
        title=f"Dossier {desk.number()}",
        slug=slug,
        live=True,
    )


def add_event(desk: Desk, n: int, m: int) -> None:
    dossier = pick(Dossier.objects.all(), n)
    on = localdate() - timedelta(days=m)
    event_of(dossier, on, f"Fait {desk.number()}.", live(m), kind=("vote", "other")[m % 2])


def promise(desk: Desk, n: int, m: int) -> None:
    dossier, who = pick(Dossier.objects.all(), n), Subject.objects.order_by("pk").first()
    Commitment.objects.create(dossier=dossier, text=f"Promesse {desk.number()}.", who=who)


def judge(desk: Desk, n: int, m: int) -> None:
    """Change the state of a commitment, an article being the evidence."""
    CommitmentChange.objects.create(
        commitment=pick(Commitment.objects.all(), n),
        on=localdate(),
        state=("under_way", "kept", "broken")[m % 3],
        evidence=live(m),
    )


def edit_dossier(desk: Desk, n: int, m: int) -> None:
    dossier = pick(Dossier.objects.all(), n)
    dossier.title, dossier.summary = f"Dossier {desk.number()}", "Où on en est."
    dossier.save()


def move_dossier(desk: Desk, n: int, m: int) -> None:
    dossier = pick(Dossier.objects.all(), n)
    dossier.slug = free_slug(Dossier.objects.filter(locale=dossier.locale), m)
    dossier.save()


def toggle_dossier(desk: Desk, n: int, m: int) -> None:
    dossier = pick(Dossier.objects.all(), n)
    dossier.live = not dossier.live
    dossier.save()


def release_actor(desk: Desk, n: int, m: int) -> None:
    pick(DossierActor.objects.all(), n).delete()


def delete_dossier(desk: Desk, n: int, m: int) -> None:
    try:
        pick(Dossier.objects.all(), n).delete()
    except HistoryIsKept as exc:
        raise NothingToDo from exc


def approve_edition(desk: Desk, n: int, m: int) -> None:
    """Approve the letter of today, or of yesterday, which comes before that of today."""
    language = ("fr", "ar")[n % 2]
    try:
        edition = editions.compose_edition(localdate() - timedelta(days=m % 2), language)
        editions.approve(edition)
    except EditionError as exc:
        raise NothingToDo from exc


def reopen_edition(desk: Desk, n: int, m: int) -> None:
    editions.reopen(pick(Edition.objects.approved(), n))


def stop_edition(desk: Desk, n: int, m: int) -> None:
    editions.stop(pick(Edition.objects.all(), n))


def import_archive(desk: Desk, n: int, m: int) -> None:
    """Import old and new articles of a WordPress site, a draft and a page, with comments; some were imported before."""
    dates = [clock.now() - timedelta(days=days, minutes=n) for days in (0, 1, 30, 31, 700)]
    items = [
        wxr.item(
            number,
            date=f"{at:%Y-%m-%d %H:%M:%S}",
            status="draft" if number % 5 == 4 else "publish",
            kind="page" if number % 7 == 6 else "post",
            creator=("leila", "omar")[number % 2],
            terms=(("category", f"c{number % 2}", f"Catégorie {number % 2}"), ("post_tag", "port", "Port")),
            inside=wxr.comment(number, f"Bien dit {m}."),
        )
        for number, at in enumerate(dates[: 2 + m % 4], start=1 + n)
    ]
    import_wordpress(wxr.written(desk.folder, wxr.export(*items)))


def _say(desk: Desk, article: Article, state: State, *, parent_id: int | None = None) -> None:
    words = Submission(name="Une lectrice", email="", text=f"Merci {desk.number()}.", parent_id=parent_id)
    try:
        said = comments.receive(article, words, verdict=Verdict(state=state), network_hash="")
    except (CommentsClosed, NothingToAnswer) as exc:
        raise NothingToDo from exc
    assert said.pk


def _decide(action: object, n: int) -> None:
    try:
        action(pick(Comment.objects.all(), n), by=None)  # type: ignore[operator]
    except AlreadyErased as exc:
        raise NothingToDo from exc


ACTS: tuple[Act, ...] = (
    comment, answer, show, reject, erase, open_dossier, translate_dossier, add_event, promise, judge, edit_dossier,
    move_dossier, toggle_dossier, release_actor, delete_dossier, approve_edition, reopen_edition, stop_edition,
    import_archive,
)  # fmt: skip
