"""Inside a newsroom: what subjects cost the oven, in a page of their own and under an article."""

import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from rotative.articles.list_name import HEAD, ListName
from rotative.articles.models import Article
from rotative.articles.reads import reading_boxes
from rotative.articles.related import choice_sql, further_reading, together
from rotative.bake import oven, queue
from rotative.bake.batch import loaders
from rotative.bake.batch.cache import Cache
from rotative.bake.models import PublicPath
from rotative.bake.store.folder import FolderPress
from rotative.bench.percentile import percentile

LIMITS = {"page_ms": 30.0, "reading_ms": 20.0}
_LANGUAGE = "fr"
# Before the first that counts: they fill caches.
_WARM = 5


def measure(*, pages: int) -> dict[str, Any]:
    """Measure the bake of subjects' pages, and the choice and the cards of further reading, with nothing chosen before.

    pages: of subjects, half of them those in the news most often, and as many articles, spread over the archive.
    Returns medians and 95th percentiles in milliseconds.
    """
    press, cache = FolderPress(Path(settings.HOME) / "public"), Cache()
    oven.bake_stale(press, cache=cache)
    paths = _paths()
    articles = list(Article.objects.filter(live=True).order_by("pk").values_list("pk", flat=True))
    frequent, others = list(paths)[: pages // 2], list(paths)[pages // 2 :]
    # Those in the news most often are not among the first, which do not count.
    asked = [*_spread(others, pages - pages // 2 + _WARM), *frequent]
    baked = [_page(pk, paths[pk], press, cache) for pk in asked][_WARM:]
    chosen = [_reading(pk) for pk in _spread(articles, pages + _WARM)][_WARM:]
    return {**_told("page", baked), **_told("reading", chosen), "limits": LIMITS}


def _spread(ids: Sequence[int], count: int) -> Sequence[int]:
    return ids[:: max(1, len(ids) // count)][:count]


def _paths() -> dict[int, str]:
    """Return the addresses of subjects' pages by subject, the oldest subject first: it is in the news most often."""
    pages = PublicPath.objects.filter(recipe="subject", state=PublicPath.State.LIVE)
    heads = {ListName.parse(arg): path for arg, path in pages.values_list("arg", "path")}
    found = {
        name.id: path for name, path in heads.items() if name.window == HEAD and name.language == _LANGUAGE
    }
    return dict(sorted(found.items()))


def _page(subject_id: int, path: str, press: FolderPress, cache: Cache) -> float:
    """Print the page of a subject and return the seconds that it took."""
    choice_sql.forget([together.name(subject_id, _LANGUAGE)])
    queue.mark_paths([path])
    started = time.perf_counter()
    oven.bake_stale(press, cache=cache)
    return time.perf_counter() - started


def _reading(article_id: int) -> float:
    """Choose the further reading of an article, load its cards and return the seconds that it took."""
    choice_sql.forget([further_reading.name(article_id)])
    started = time.perf_counter()
    with loaders.batch(printing=True):
        reading_boxes.prepare_further_reading([article_id])
        reading_boxes.further_reading(article_id)
    return time.perf_counter() - started


def _told(what: str, seconds: Sequence[float]) -> dict[str, float]:
    times = [one * 1000 for one in seconds]
    return {
        f"{what}s": len(times),
        f"{what}_median_ms": round(statistics.median(times), 2),
        f"{what}_p95_ms": round(percentile(times, 95), 2),
    }
