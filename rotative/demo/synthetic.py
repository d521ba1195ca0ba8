"""Articles without meaning, for load: believable in length, date, section and subjects, and honest in their headline."""

import random
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from rotative.articles import actions
from rotative.articles.models import Article, ArticleByline, ArticleSubject, Byline, Section
from rotative.core import clock
from rotative.subjects.models import Subject

_BATCH = 1000
# About a dozen a day.
_APART = timedelta(hours=2)
_WORDS = (  # noqa: SIM905 words read better in a line
    "la ville le port une rive du fleuve les habitants un projet au conseil des chiffres pour la saison avec le marché "
    "sur la route après les travaux dans le quartier selon la régie une école par le bateau vers la mer"
).split()


def add(count: int, *, progress: Callable[[int], object] = lambda _: None) -> None:
    """So many published synthetic articles, older than everything else, oldest first."""
    oldest = (
        Article.objects.filter(live=True)
        .order_by("published_at")
        .values_list("published_at", flat=True)
        .first()
    )
    end = (oldest or clock.now()) - _APART
    draw = random.Random(count)  # noqa: S311 filling
    sections = list(Section.objects.filter(locale__language_code="fr").select_related("locale"))
    subjects = list(Subject.objects.order_by("pk").values_list("pk", flat=True)[:200])
    bylines = list(Byline.objects.filter(locale__language_code="fr").values_list("pk", flat=True))
    for start in range(0, count, _BATCH):
        numbers = range(start, min(start + _BATCH, count))
        made = [
            _article(number, end - (count - number) * _APART, draw.choice(sections), draw)
            for number in numbers
        ]
        with transaction.atomic():
            Article.objects.bulk_create(made)
            ArticleSubject.objects.bulk_create(
                ArticleSubject(article=article, subject_id=subject, sort_order=order)
                for article in made
                for order, subject in enumerate(draw.sample(subjects, min(2, len(subjects))))
            )
            ArticleByline.objects.bulk_create(
                ArticleByline(article=article, byline_id=draw.choice(bylines), sort_order=0)
                for article in made
                if bylines
            )
            pks = [article.pk for article in made]
            rows = Article.objects.filter(pk__in=pks).select_related("locale", "section")
            actions.publish_many(
                list(rows.prefetch_related("article_subjects", "article_bylines").order_by("published_at"))
            )
        progress(len(made))


def _article(number: int, published_at: datetime, section: Section, draw: random.Random) -> Article:
    paragraphs = [
        {"type": "paragraph", "value": f"<p>{' '.join(draw.choices(_WORDS, k=60)).capitalize()}.</p>"}
        for _ in range(7)
    ]
    return Article(
        locale=section.locale,
        translation_key=uuid.UUID(int=draw.getrandbits(128)),
        section=section,
        headline=f"Article de charge numéro {number + 1}",
        standfirst=f"{' '.join(draw.choices(_WORDS, k=25)).capitalize()}.",
        body=paragraphs,
        rank=draw.randint(2, 5),
        path=f"/{section.slug}/charge-{number + 1}/",
        slug=f"charge-{number + 1}",
        published_at=published_at,
        first_published_at=published_at,
        last_published_at=published_at,
        live=True,
        comments_open=False,
    )
