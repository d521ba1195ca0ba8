"""Acts on articles, through the actions of the desk."""

from datetime import timedelta

from django.db.models import QuerySet

from rotative.articles import actions
from rotative.articles.errors import SlugTaken
from rotative.articles.models import Article, ArticleByline, ArticleSubject, Byline, Correction, Section
from rotative.core import clock
from rotative.dossiers.models import CommitmentChange
from rotative.masthead.reads import open_languages
from rotative.media.models import DocumentFile, Picture
from rotative.subjects.models import Subject
from tests.factories import articles as factories
from tests.factories import documents
from tests.flows.desk import Act, Desk, NothingToDo, live, pick, some


def draft(desk: Desk, n: int, m: int) -> None:
    _written(desk, n, m).save()


def publish(desk: Desk, n: int, m: int) -> None:
    actions.publish(_written(desk, n, m))


def publish_draft(desk: Desk, n: int, m: int) -> None:
    actions.publish(pick(Article.objects.filter(state=Article.State.DRAFT), n))


def publish_brief(desk: Desk, n: int, m: int) -> None:
    article = _written(desk, n, m)
    article.form = Article.Form.BRIEF
    actions.publish(article)


def back_date(desk: Desk, n: int, m: int) -> None:
    article = _written(desk, n, m)
    article.published_at = clock.now() - timedelta(days=(1, 3, 40, 400)[m % 4], hours=n)
    actions.publish(article)


def change_date(desk: Desk, n: int, m: int) -> None:
    article = live(n)
    assert article.published_at is not None
    article.published_at -= timedelta(days=(1, 20, 45)[m % 3])
    actions.publish(article)


def schedule(desk: Desk, n: int, m: int) -> None:
    actions.publish(_written(desk, n, m), at=clock.now() + timedelta(hours=1 + m))


def schedule_end(desk: Desk, n: int, m: int) -> None:
    article = live(n)
    article.expire_at = clock.now() + timedelta(hours=1 + m)
    actions.publish(article)


def edit_headline(desk: Desk, n: int, m: int) -> None:
    article = live(n)
    article.headline = f"Titre refait {desk.number()}"
    actions.publish(article)


def edit_slug(desk: Desk, n: int, m: int) -> None:
    article = _written(desk, n, m)
    article.slug = "le-meme"
    try:
        actions.publish(article)
    except SlugTaken as exc:
        raise NothingToDo from exc


def edit_body(desk: Desk, n: int, m: int) -> None:
    article, other = live(n), live(m)
    link = f'<a linktype="article" id="{other.pk}">lire</a>'
    for subject in Subject.objects.order_by("pk")[: m % 2]:
        link += f' <a linktype="subject" id="{subject.pk}">suivre</a>'
    article.body = [
        ("paragraph", f"<p>Repris {desk.number()}, {link}.</p>"),
        ("read_also", {"article": other}),
        *[("picture", {"image": picture}) for picture in some(Picture.objects.all(), m)],
    ]
    actions.publish(article)


def jot(desk: Desk, n: int, m: int) -> None:
    """Save changes of a published article as a draft."""
    article = live(n)
    article.headline = f"Titre à l’essai {desk.number()}"
    article.save_revision()


def publish_jotted(desk: Desk, n: int, m: int) -> None:
    article = pick(Article.objects.filter(live=True, has_unpublished_changes=True), n)
    article.latest_revision.publish()


def change_rank(desk: Desk, n: int, m: int) -> None:
    article = live(n)
    article.rank = 1 + m % 5
    actions.publish(article)


def change_form(desk: Desk, n: int, m: int) -> None:
    article = live(n)
    brief = article.form == Article.Form.BRIEF
    article.form = Article.Form.ARTICLE if brief else Article.Form.BRIEF
    actions.publish(article)


def change_genre(desk: Desk, n: int, m: int) -> None:
    article = live(n)
    article.genre = Article.Genre.values[m % len(Article.Genre.values)]
    actions.publish(article)


def change_picture(desk: Desk, n: int, m: int) -> None:
    article = live(n)
    article.picture = None if article.picture_id else pick(Picture.objects.all(), m)
    actions.publish(article)


def change_gallery(desk: Desk, n: int, m: int) -> None:
    """Show the pictures of the library in an article that has none in its body, or take them out."""
    article = live(n)
    shown = [
        {"image": picture.pk, "alt": "", "caption": f"Vue {m}", "credit": ""}
        for picture in Picture.objects.all()
    ]
    others = [block for block in article.body.get_prep_value() if block["type"] != "gallery"]
    if not shown:
        raise NothingToDo
    gallery = {"type": "gallery", "value": {"caption": "", "pictures": shown}}
    article.body = others if len(others) < len(article.body) else [*others, gallery]
    actions.publish(article)


def change_chart(desk: Desk, n: int, m: int) -> None:
    article = live(n)
    others = [block for block in article.body.get_prep_value() if block["type"] != "chart"]
    value = {
        "kind": ("bar", "line")[m % 2],
        "title": "Trafic",
        "unit": "",
        "source": "",
        "figures": f"An;Bacs\n2025;{n}\n2026;{m}",
    }
    article.body = [*others, {"type": "chart", "value": value}]
    actions.publish(article)


def embed_film(desk: Desk, n: int, m: int) -> None:
    """Embed a film of a known site in an article, or take it out."""
    article = live(n)
    others = [block for block in article.body.get_prep_value() if block["type"] != "embed"]
    film = {"url": f"https://youtu.be/film-{m % 3}-0000", "title": "Le bac"}
    article.body = others if len(others) < len(article.body) else [*others, {"type": "embed", "value": film}]
    actions.publish(article)


def change_document(desk: Desk, n: int, m: int) -> None:
    """Show a document in an article, a sound with its player, or take it out."""
    article = live(n)
    others = [block for block in article.body.get_prep_value() if block["type"] not in ("audio", "document")]
    found = DocumentFile.objects.order_by("pk").last() or documents.document("corne.wav", documents.wav(0.1))
    kind = ("audio", "document")[m % 2]
    chosen = {"type": kind, "value": {"document": found.pk, "title": "", "credit": ""}}
    article.body = others if len(others) < len(article.body) else [*others, chosen]
    actions.publish(article)


def describe(desk: Desk, n: int, m: int) -> None:
    """Say something else to search engines and networks, or keep an article from them."""
    article = live(n)
    article.search_title = "" if article.search_title else f"Pour les moteurs {desk.number()}"
    article.share_picture = None if article.share_picture_id else Picture.objects.order_by("pk").first()
    article.hidden_from_search = m % 3 == 0
    article.original_url = "https://agence.example/" if m % 5 == 0 else ""
    actions.publish(article)


def change_section(desk: Desk, n: int, m: int) -> None:
    article = live(n)
    article.section = pick(Section.objects.filter(locale=article.locale), m)
    actions.publish(article)


def change_subjects(desk: Desk, n: int, m: int) -> None:
    article = live(n)
    article.article_subjects = _subjects(m)
    actions.publish(article)


def change_bylines(desk: Desk, n: int, m: int) -> None:
    article = live(n)
    article.article_bylines = _bylines(article, m)
    actions.publish(article)


def correct(desk: Desk, n: int, m: int) -> None:
    article = live(n)
    article.corrections.add(
        Correction(text=f"Un nom était mal écrit ({desk.number()}).", dated_at=clock.now())
    )
    actions.publish(article)


def update(desk: Desk, n: int, m: int) -> None:
    article = live(n)
    article.updated_at, article.updated_note = clock.now(), "Les chiffres de midi."
    actions.publish(article)


def translate(desk: Desk, n: int, m: int) -> None:
    article = live(n)
    twin = _written(desk, n, m, sections=Section.objects.exclude(locale=article.locale))
    if Article.objects.filter(translation_key=article.translation_key, locale=twin.locale).exists():
        raise NothingToDo
    twin.translation_key = article.translation_key
    actions.publish(twin)


def withdraw(desk: Desk, n: int, m: int) -> None:
    actions.withdraw(live(n))


def republish(desk: Desk, n: int, m: int) -> None:
    actions.publish(pick(Article.objects.filter(state=Article.State.WITHDRAWN), n))


def delete(desk: Desk, n: int, m: int) -> None:
    """Delete an article that is no dossier's evidence."""
    cited = CommitmentChange.objects.values("evidence_id")
    pick(Article.objects.exclude(pk__in=cited), n).delete()


def throw_away(desk: Desk, n: int, m: int) -> None:
    actions.trash(live(n))


def restore(desk: Desk, n: int, m: int) -> None:
    actions.restore(pick(Article.objects.trashed(), n))


def publish_archive(desk: Desk, n: int, m: int) -> None:
    """Publish many articles at once, old and new ones, as an import does."""
    articles = [_written(desk, n + at, m + at) for at in range(4)]
    for at, article in enumerate(articles):
        article.published_at = clock.now() - timedelta(days=at * (m % 4) * 20, minutes=at)
        article.live, article.path = True, f"/archive-{article.locale.language_code}/{desk.number()}/"
        article.save()
    factories.publish_archive(articles)


def wait(desk: Desk, n: int, m: int) -> None:
    """Let hours or days pass, and the worker do its part."""
    desk.time.pass_by(hours=(1, 13, 50, 24 * 20, 24 * 200)[n % 5])
    if m % 4:
        actions.publish_due()
        actions.age()
        actions.empty_trash()


def _written(desk: Desk, n: int, m: int, sections: "QuerySet[Section] | None" = None) -> Article:
    if sections is None:
        sections = Section.objects.filter(locale__language_code__in=open_languages())
    chosen = pick(sections, n)
    article = Article(
        section=chosen,
        locale=chosen.locale,
        headline=f"Titre {desk.number()}",
        standfirst="Le chapeau le dit." if m % 2 else "",
        body=[("paragraph", f"<p>Les faits de {chosen.name}.</p>")],
        rank=1 + m % 5,
        # As the desk saves a draft.
        live=False,
    )
    article.article_subjects = _subjects(m)
    article.article_bylines = _bylines(article, m)
    return article


def _subjects(m: int) -> list[ArticleSubject]:
    found = some(Subject.objects.all(), m)
    return [ArticleSubject(subject=subject, sort_order=at) for at, subject in enumerate(found)]


def _bylines(article: Article, m: int) -> list[ArticleByline]:
    found = some(Byline.objects.filter(locale=article.locale), m)
    return [ArticleByline(byline=byline, sort_order=at) for at, byline in enumerate(found)]


# An act is drawn as often as it is listed: a desk publishes more than it deletes.
ACTS: tuple[Act, ...] = (
    publish, publish, publish, publish, publish_brief, publish_brief, back_date, back_date, change_date, draft, publish_draft, schedule, schedule_end, edit_headline,
    edit_slug, edit_body, jot, publish_jotted, change_rank, change_form, change_genre, change_picture, describe, change_gallery, change_chart, change_document, embed_film, change_section,
    change_subjects, change_bylines, correct, update, translate, withdraw, republish, throw_away, restore, delete, publish_archive, wait,
)  # fmt: skip
