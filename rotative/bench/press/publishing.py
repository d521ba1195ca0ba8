"""Inside a newsroom: publish articles one by one and print what each made stale, as the desk and the worker do."""

import os
import statistics
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from tqdm import tqdm
from wagtail.models import Locale

from rotative.articles import actions
from rotative.articles.models import Article, ArticleByline, ArticleSubject, Byline, Section
from rotative.bake import oven, profiling
from rotative.bake.batch.cache import Cache
from rotative.bake.models import StalePath
from rotative.bake.store.file_names import Kind, file_name
from rotative.bake.store.folder import FolderPress
from rotative.bench.newsrooms import SUBJECTS_EACH
from rotative.bench.percentile import percentile
from rotative.core.errors import RotativeError, gettext_noop
from rotative.demo.archive.prose import Writer
from rotative.subjects.models import Subject

# Publications before the first that counts: they fill caches.
_WARM = 5
_SEED = 99
_LANGUAGE = "fr"


class NotAtRest(RotativeError):
    code = "bench.not_at_rest"
    message = gettext_noop("Pages that cannot be printed: %(count)d. Run `rotative bake --stale` to see why.")


@dataclass(frozen=True, kw_only=True)
class Publication:
    """One article from the act to its last file."""

    # To the last file of the pages it affected.
    seconds: float
    # To the end of the bake: keys, digests and stale rows noted, nothing left to take.
    settled_s: float
    # To the file of the article's own page, the first that is printed.
    own_s: float
    # The act's own transaction; then the stopwatch's: load, render, compress, write, book.
    split: dict[str, float]
    # Paths made stale.
    affected: tuple[str, ...]
    # Those whose file did not change: printed for nothing, or not printed.
    unwritten: tuple[str, ...]


class _Watched(FolderPress):
    """The newsroom's press, which notes when each page was printed."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        # Path → the clock after its last file was renamed.
        self.done: dict[str, float] = {}

    def write(self, path: str, body: bytes, *, kind: Kind = "live") -> bool:
        changed = super().write(path, body, kind=kind)
        self.done[path] = time.perf_counter()
        return changed


def measure(*, publications: int, subjects: int = SUBJECTS_EACH, quiet: bool = False) -> dict[str, Any]:
    """Measure publish → live: its median and 95th percentile, its split and its pages. Raises NotAtRest.

    `own_page_ms`: to the article's own page, where the median is to the last page that it changes. `settled_ms`: until the
    database knows of them all.

    subjects: of each article. `pages`: affected by one publication; `unwritten`: path → how often it was affected and its file not written.
    """
    # As the worker has: one press, and what it keeps from bake to bake.
    press, cache = _Watched(Path(settings.HOME) / "public"), Cache()
    oven.bake_stale(press, cache=cache)
    if StalePath.objects.exists():
        raise NotAtRest(count=StalePath.objects.count())
    articles = drafts(publications + _WARM, subjects)
    turns = tqdm(articles, unit="publication", desc="publish", disable=quiet or None)
    done = [_publish(article, press, cache) for article in turns][_WARM:]
    times = [one.seconds * 1000 for one in done]
    return {
        "articles": Article.objects.filter(live=True).count(),
        "publications": len(done),
        "median_ms": round(statistics.median(times), 2),
        "settled_ms": round(statistics.median(one.settled_s for one in done) * 1000, 2),
        "own_page_ms": round(statistics.median(one.own_s for one in done) * 1000, 2),
        "p95_ms": round(percentile(times, 95), 2),
        "split_ms": _medians(done),
        "pages": statistics.median(len(one.affected) for one in done),
        "unwritten": Counter(path for one in done for path in one.unwritten),
    }


def _medians(done: Iterable[Publication]) -> dict[str, float]:
    """Return the median of each part; medians need not add up to the median of the whole."""
    splits = [one.split for one in done]
    return {name: round(statistics.median(split[name] for split in splits) * 1000, 2) for name in splits[0]}


def drafts(count: int, subjects_each: int = SUBJECTS_EACH) -> list[Article]:
    """Write articles about the subjects of the archive, without saving them."""
    writer, locale = Writer(_SEED), Locale.objects.get(language_code=_LANGUAGE)
    sections = list(Section.objects.filter(locale=locale))
    subjects = list(Subject.objects.order_by("pk").values_list("pk", flat=True))
    bylines = list(Byline.objects.filter(locale=locale).order_by("pk").values_list("pk", flat=True))
    made, taken = [], Article.objects.count()
    for number in range(count):
        piece = writer.piece(taken + number)
        article = Article(
            locale=locale,
            section=writer.draw.choice(sections),
            headline=piece.headline,
            standfirst=piece.standfirst,
            body=[{"type": block["type"], "value": block["value"]} for block in piece.blocks],
            live=False,
        )
        # Each in the news often, and seldom: the cost must not depend on it.
        seldom = [writer.draw.choice(subjects) for _number in range(subjects_each - 1)]
        about = dict.fromkeys([writer.draw.choice(subjects[:20]), *seldom])
        article.article_subjects = [
            ArticleSubject(subject_id=one, sort_order=n) for n, one in enumerate(about)
        ]
        article.article_bylines = [ArticleByline(byline_id=writer.draw.choice(bylines), sort_order=0)]
        made.append(article)
    return made


def _publish(article: Article, press: _Watched, cache: Cache) -> Publication:
    started = time.perf_counter()
    actions.publish(article)
    saved = time.perf_counter()
    # Outside the time that counts.
    affected = list(StalePath.objects.values_list("path__path", flat=True))
    before = _stamps(press.root, affected)
    press.done.clear()
    resumed = time.perf_counter()
    with profiling.running() as watch:
        oven.bake_stale(press, cache=cache)
    ended = time.perf_counter()
    after = _stamps(press.root, affected)
    if StalePath.objects.exists():
        raise NotAtRest(count=StalePath.objects.count())
    act = saved - started
    return Publication(
        seconds=act + max(press.done.values()) - resumed,
        settled_s=act + ended - resumed,
        own_s=act + press.done[article.path or ""] - resumed,
        split={"publish": act} | {str(name): spent for name, spent in watch.seconds.items()},
        affected=tuple(affected),
        unwritten=tuple(path for path in affected if before[path] == after[path]),
    )


def _stamps(root: Path, paths: Iterable[str]) -> dict[str, int | None]:
    """Return the time at which each page's file was last written, None where there is none."""
    return {path: _stamp(root / file_name(path)) for path in paths}


def _stamp(file: Path) -> int | None:
    try:
        return os.stat(file).st_mtime_ns
    except FileNotFoundError:
        return None
