"""Inside a newsroom: write its articles as content for Hugo."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.db.models import Model, QuerySet

from rotative.articles.models import Article, ArticleByline, ArticleSubject
from rotative.core import conf

_BATCH = 2000
_SETTINGS = """\
baseURL = "{site}/"
locale = "fr"
title = "L’Estuaire"
timeZone = "Africa/Casablanca"
[security]
allowContent = [".*"]
[taxonomies]
sujet = "sujet"
auteur = "auteur"
archive = "archives"
[permalinks.page]
{permalinks}
[pagination]
pagerSize = 20
[outputs]
home = ["html", "rss"]
section = ["html", "rss"]
taxonomy = ["html"]
term = ["html", "rss"]
[services.rss]
limit = 40
"""


def measure(*, folder: str) -> dict[str, Any]:
    """Write every published article as a file with front matter, and the site's settings."""
    root, sections, count = Path(folder), set(), 0
    rows = Article.objects.published().select_related("section").order_by("pk")
    for start in range(0, rows.count(), _BATCH):
        batch = list(rows[start : start + _BATCH])
        ids = [article.pk for article in batch]
        subjects = _linked(ArticleSubject.objects.filter(article_id__in=ids), "subject")
        bylines = _linked(ArticleByline.objects.filter(article_id__in=ids), "byline")
        for article in batch:
            sections.add(article.section.slug)
            _write(root, article, subjects[article.pk], bylines[article.pk])
        count += len(batch)
    _write_settings(root, sections)
    return {"articles": count}


def _linked(links: QuerySet[Model], target: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for article_id, pk in links.order_by("sort_order").values_list("article_id", f"{target}_id"):
        found[article_id].append(f"{'Sujet' if target == 'subject' else 'Signature'} {pk}")
    return found


def _write(root: Path, article: Article, subjects: list[str], bylines: list[str]) -> None:
    assert article.published_at is not None  # noqa: S101 published
    blocks = [(block["type"], block["value"]) for block in article.body.raw_data]
    body = "\n".join(f"<h2>{value}</h2>" if kind == "intertitle" else value for kind, value in blocks)
    matter = {
        "title": article.headline,
        "slug": article.slug,
        "date": article.published_at.isoformat(),
        "description": article.standfirst,
        "section_name": article.section.name,
        "minutes": len(body.split()) // 204 + 1,
        "sujet": subjects,
        "auteur": bylines,
        "archive": [f"{article.published_at:%Y-%m}"],
    }
    # Folders of a thousand, so that writing them does not take longer than building.
    file = root / "content" / article.section.slug / str(article.pk // 1000) / f"{article.pk}.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{json.dumps(matter, ensure_ascii=False)}\n{body}\n", encoding="utf-8")


def _write_settings(root: Path, sections: set[str]) -> None:
    for slug in sections:
        index = root / "content" / slug / "_index.html"
        index.write_text(json.dumps({"title": slug.capitalize()}) + "\n", encoding="utf-8")
    permalinks = "\n".join(f'"{slug}" = "/{slug}/:slug/"' for slug in sorted(sections))
    text = _SETTINGS.format(site=conf.get("site_url"), permalinks=permalinks)
    (root / "hugo.toml").write_text(text, encoding="utf-8")
