"""Fills a new home with the demo outlet: three months of a newspaper that ends today."""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from wagtail.models import Locale

from rotative.articles import actions
from rotative.articles.models import Article, ArticleByline, ArticleSubject, Byline, Correction, Section
from rotative.bake import keys, queue
from rotative.comments.models import Comment
from rotative.core import clock
from rotative.core.text import slug as slug_of
from rotative.demo import attachments, library, matters, pictures, text
from rotative.demo.pictures import LANGUAGES
from rotative.masthead.models import Account, Masthead, MastheadLanguage
from rotative.media.models import DocumentFile, Picture
from rotative.pages.actions import add_standing, ensure_front
from rotative.pages.models import FrontPage, FrontSlot, StandingPage
from rotative.subjects.models import Subject, SubjectName, SubjectRole
from rotative.subscribers import actions as subscribers
from rotative.subscribers.choices import Choices

log = logging.getLogger(__name__)

TIME_ZONE = "Africa/Casablanca"
ACCENT = "#0b5a6e"
# Names and towns only make addresses at example.org, which nobody can own.
_SUBSCRIBERS = 60
# An article is about so many of its subjects; it mentions the others.
_MAIN_SUBJECTS = 4
_CREDIT = {"fr": "Illustration : L’Estuaire", "ar": "رسم: المصبّ"}


@dataclass(kw_only=True)
class Filled:
    """The things made so far, by the demo's own keys."""

    today: date
    locales: dict[str, Locale] = field(default_factory=dict)
    sections: dict[tuple[str, str], Section] = field(default_factory=dict)
    bylines: dict[tuple[str, str], Byline] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)
    articles: dict[tuple[str, str], Article] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    fronts: dict[str, FrontPage] = field(default_factory=dict)


def fill(*, progress: Callable[[str], None] = lambda _: None, today: date | None = None) -> Filled:
    """Make the demo outlet in this home's database. progress: called with the name of each step as it begins."""
    filled = Filled(today=today or clock.now().astimezone(ZoneInfo(TIME_ZONE)).date())
    steps = (
        (_masthead, "masthead"),
        (_sections, "sections"),
        (_bylines, "signatures"),
        (_subjects, "subjects"),
        (_articles, "articles"),
        (_briefs, "briefs"),
        (_drafts, "drafts"),
        (_standing, "standing pages"),
        (_slots, "front pages"),
        (_comments, "comments"),
        (_dossiers, "dossiers"),
        (_subscribers, "subscribers"),
    )
    for step, name in steps:
        progress(name)
        step(filled)
    return filled


def _table(filled: Filled, name: str, language: str = "fr") -> dict[str, Any]:
    return text.table(text.CONTENT / name, language=language, today=filled.today)


@transaction.atomic
def _masthead(filled: Filled) -> None:
    told = _table(filled, "outlet.toml")
    logo = library.add_logo(title="L’Estuaire")
    masthead = Masthead.objects.first() or Masthead()
    masthead.logo_night = library.add_logo_for_night(title="L’Estuaire, la nuit")
    masthead.logo, masthead.accent, masthead.time_zone = logo, ACCENT, TIME_ZONE
    masthead.address, masthead.contact = told["outlet"]["fr"]["address"], told["outlet"]["fr"]["contact"]
    words = ("name", "motto", "description", "legal_notice", "address")
    masthead.languages = [
        MastheadLanguage(
            language=code, sort_order=order, **{name: told["outlet"][code][name] for name in words}
        )
        for order, code in enumerate(LANGUAGES)
    ]
    masthead.accounts = [
        Account(network=account["network"], url=account["url"], sort_order=order)
        for order, account in enumerate(told["account"])
    ]
    masthead.save()
    for code in LANGUAGES:
        front = ensure_front(code, title=told["outlet"][code]["name"])
        front.title = told["outlet"][code]["name"]
        front.save()
        filled.fronts[code], filled.locales[code] = front, front.locale


@transaction.atomic
def _sections(filled: Filled) -> None:
    for position, told in enumerate(_table(filled, "outlet.toml")["section"]):
        twin = None
        for code in LANGUAGES:
            words = {"slug": told["key"], **told[code]}
            section = Section(locale=filled.locales[code], position=position, **words)
            if twin is not None:
                section.translation_key = twin.translation_key
            section.save()
            twin = filled.sections[code, told["key"]] = section


@transaction.atomic
def _bylines(filled: Filled) -> None:
    for told in _table(filled, "outlet.toml")["person"]:
        twin, face = None, None
        if told["key"] != "redaction":
            face = library.add(told["key"], title=told["fr"]["name"])
        for code in LANGUAGES:
            name = told[code]["name"]
            byline = Byline(
                locale=filled.locales[code], name=name, slug=told["key"], bio=told[code]["bio"], picture=face
            )
            if twin is not None:
                byline.translation_key = twin.translation_key
            byline.save()
            twin = filled.bylines[code, name] = byline


@transaction.atomic
def _subjects(filled: Filled) -> None:
    for told in _table(filled, "subjects.toml")["subject"]:
        face = _illustration(filled, told["picture"]) if "picture" in told else None
        subject = Subject.objects.create(
            kind=told["kind"], picture=face, same_as="\n".join(told.get("same_as", []))
        )
        for code in LANGUAGES:
            words = told[code]
            SubjectName.objects.create(
                subject=subject,
                language=code,
                name=words["name"],
                slug=slug_of(words["name"], code) or told["key"],
                description=words["description"],
                aliases="\n".join(words.get("aliases", [])),
            )
        for role in told.get("role", []):
            for code in LANGUAGES:
                SubjectRole.objects.create(
                    subject=subject,
                    language=code,
                    text=role[code],
                    since=role["since"],
                    until=role["until"],
                )
        filled.subjects[told["key"]] = subject
    for told in _table(filled, "subjects.toml")["subject"]:
        if "parent" in told:
            subject = filled.subjects[told["key"]]
            subject.parent = filled.subjects[told["parent"]]
            subject.save()


def _articles(filled: Filled) -> None:
    for code in LANGUAGES:
        for piece in text.pieces(text.CONTENT / code, language=code, today=filled.today):
            _article(filled, code, piece)


@transaction.atomic
def _article(filled: Filled, code: str, piece: text.Piece) -> None:
    facts = piece.facts
    article = _draft(filled, code, facts, rank=facts["rank"])
    article.slug = piece.slug
    article.standfirst, article.short = facts["standfirst"], facts.get("short", "")
    article.body = text.blocks(piece.body, partial(_target, filled, code))
    article.picture = _illustration(filled, pictures.illustration(piece).name)
    article.picture_alt, article.picture_caption = facts["alt"], facts["caption"]
    article.picture_credit = _CREDIT[code]
    if "updated_note" in facts:
        article.updated_at = _moment(filled, facts["updated_days_ago"], facts.get("updated_time", "11:30"))
        article.updated_note = facts["updated_note"]
    article.corrections = [
        Correction(dated_at=_moment(filled, one["days_ago"], "17:00"), text=one["text"])
        for one in facts.get("corrections", [])
    ]
    twin = filled.articles.get(("fr", facts.get("translation", "")))
    if twin is not None:
        article.translation_key = twin.translation_key
    actions.publish(article)
    filled.articles[code, piece.slug] = article


def _briefs(filled: Filled) -> None:
    for code in LANGUAGES:
        briefs = _table(filled, f"{code}/briefs.toml", code)["brief"]
        # Oldest first, as a desk publishes: what is back-dated would all enter the first window.
        for told in sorted(briefs, key=lambda told: (-told["days_ago"], told["time"])):
            brief = _draft(filled, code, told, rank=told.get("rank", 4))
            brief.form = Article.Form.BRIEF
            brief.body = [
                {"type": "paragraph", "value": f"<p>{text.inline(told['text'], lambda *_: None)}</p>"}
            ]
            with transaction.atomic():
                actions.publish(brief)


@transaction.atomic
def _drafts(filled: Filled) -> None:
    """Make an article that is being written and one scheduled for tomorrow, as a desk always has."""
    facts = {
        "headline": "Marché couvert : ce que les poissonniers demandent avant le déménagement",
        "section": "economie", "bylines": ["Yassir Ouazzani-Tahri"], "subjects": ["peche"], "days_ago": 0, "time": "00:10",
    }  # fmt: skip
    draft = _draft(filled, "fr", facts, rank=3)
    draft.published_at, draft.standfirst = (
        None,
        "Rendez-vous pris avec la délégation jeudi. À compléter : les loyers.",
    )
    draft.save()
    draft.save_revision()
    later = _draft(
        filled, "fr", facts | {"headline": "Conseil de la ville : l’ordre du jour de demain"}, rank=4
    )
    later.published_at = None
    tomorrow = datetime.combine(filled.today + timedelta(days=1), time(7, 0), ZoneInfo(TIME_ZONE))
    actions.publish(later, at=tomorrow)


def _draft(filled: Filled, code: str, facts: dict[str, Any], *, rank: int) -> Article:
    article = Article(
        locale=filled.locales[code],
        section=filled.sections[code, facts["section"]],
        headline=facts["headline"],
        genre=facts.get("genre", Article.Genre.NEWS),
        rank=rank,
        published_at=_moment(filled, facts["days_ago"], facts["time"]),
        live=False,
    )
    article.article_subjects = [
        # The last of many is only mentioned.
        ArticleSubject(subject=filled.subjects[key], sort_order=order, is_main=order < _MAIN_SUBJECTS)
        for order, key in enumerate(facts["subjects"])
    ]
    names = facts.get("bylines") or ([facts["byline"]] if facts.get("byline") else [])
    article.article_bylines = [
        ArticleByline(byline=filled.bylines[code, name], sort_order=order) for order, name in enumerate(names)
    ]
    return article


def _target(filled: Filled, code: str, kind: str, key: str) -> int | None:
    if kind in ("picture", "document"):
        made: Picture | DocumentFile = (
            _illustration(filled, key) if kind == "picture" else attachments.add(key)
        )
        return int(made.pk)
    found = filled.articles.get((code, key)) if kind == "article" else filled.subjects.get(key)
    return found.pk if found else None


def _moment(filled: Filled, days_ago: int, at: str) -> datetime:
    """Return an instant of the outlet's day, never later than now."""
    hour, minute = (int(part) for part in at.split(":"))
    day = datetime.combine(filled.today - timedelta(days=days_ago), time(hour, minute), ZoneInfo(TIME_ZONE))
    return min(day, clock.now() - timedelta(minutes=5 + 60 - minute))


def _illustration(filled: Filled, name: str) -> Picture:
    if name not in filled.pictures:
        filled.pictures[name] = library.add(name, title=name)
    return filled.pictures[name]


def _standing(filled: Filled) -> None:
    made: dict[str, StandingPage] = {}
    for code in LANGUAGES:
        for piece in text.pieces(text.CONTENT / code / "pages", language=code, today=filled.today):
            body = text.blocks(piece.body, partial(_target, filled, code))
            page = StandingPage(title=piece.facts["title"], slug=piece.facts["slug"], body=body)
            twin = made.get(piece.facts.get("translation", ""))
            if twin is not None:
                page.translation_key = twin.translation_key
            made[piece.slug] = add_standing(filled.fronts[code], page)


def _slots(filled: Filled) -> None:
    for code in LANGUAGES:
        front = FrontPage.objects.get(pk=filled.fronts[code].pk)
        front.slots = [FrontSlot(article=filled.articles[code, "tramway-retard"], place=0)]
        front.save_revision().publish()


@transaction.atomic
def _comments(filled: Filled) -> None:
    for code in LANGUAGES:
        made: list[Comment] = []
        for number, told in enumerate(_table(filled, f"{code}/comments.toml", code)["comment"]):
            article = filled.articles[code, told["article"]]
            assert article.published_at is not None  # noqa: S101 every article of the demo is published
            written = max(
                _moment(filled, told["days_ago"], f"{told['hour']:02d}:{number % 60:02d}"),
                article.published_at,
            )
            comment = Comment.objects.create(
                article=article,
                parent=made[told["reply_to"]] if "reply_to" in told else None,
                name=told["name"],
                email=f"lecteur{number}.{code}@example.org",
                text=told["text"],
                state=told["state"],
                written_at=written,
            )
            made.append(comment)
        queue.mark_stale(keys.comments(comment.article_id) for comment in made)


@transaction.atomic
def _dossiers(filled: Filled) -> None:
    with queue.together():
        for told in _table(filled, "dossiers.toml")["dossier"]:
            twin = None
            for code in LANGUAGES:
                twin = matters.fill(filled, told, code, twin)


def _subscribers(filled: Filled) -> None:
    names = ("amina", "brahim", "chadia", "driss", "fatiha", "ghali", "houda", "ilyas", "jihane", "khalid")
    draw = random.Random("subscribers")  # noqa: S311 decoration
    for number in range(_SUBSCRIBERS):
        language = "ar" if number % 4 == 3 else "fr"
        subscriber = subscribers.subscribe(
            f"{names[number % 10]}.{number:02d}@example.org", Choices(language=language), page="/lettre/"
        )
        # The last few never answered.
        if number < _SUBSCRIBERS - 5:
            subscribers.confirm(subscriber)
        if draw.random() < 0.05:
            subscribers.unsubscribe(subscriber)
