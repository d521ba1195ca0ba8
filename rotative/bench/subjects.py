"""`rotative bench subjects`: how long it takes to find 50,000 names in an article, and in an archive."""

import argparse
import gc
import random
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from rotative.bench.percentile import percentile
from rotative.core.arguments import whole_number
from rotative.subjects.finding import Article, Index, Known, find

LIMITS = {"build_s": 1.0, "megabytes": 100.0, "article_p95_ms": 3.0, "archive_a_second": 1500.0}
# Names that are made of these occur in no text by chance more often than real ones do.
_SYLLABLES = {
    "fr": [
        "ba",
        "ka",
        "dou",
        "mo",
        "ha",
        "med",
        "ou",
        "ma",
        "ne",
        "sa",
        "di",
        "ko",
        "fa",
        "tou",
        "ra",
        "la",
        "mi",
        "cha",
        "li",
        "go",
        "bé",
        "ré",
        "sé",
        "ngo",
        "ndi",
        "yé",
        "tsi",
        "vro",
        "stel",
        "grun",
    ],
    "ar": [
        "با",
        "كا",
        "دو",
        "مو",
        "حا",
        "مد",
        "سا",
        "دي",
        "كو",
        "فا",
        "تو",
        "را",
        "لا",
        "مي",
        "شا",
        "لي",
        "غو",
        "بي",
        "ري",
        "سي",
        "نص",
        "بر",
        "قس",
        "طن",
        "جل",
    ],
}
_WORDS = {
    "fr": [
        "le",
        "la",
        "les",
        "de",
        "des",
        "du",
        "et",
        "en",
        "un",
        "une",
        "dans",
        "pour",
        "sur",
        "avec",
        "par",
        "plus",
        "pas",
        "qui",
        "que",
        "gouvernement",
        "ville",
        "accord",
        "réunion",
        "travaux",
        "semaine",
        "année",
        "selon",
        "habitants",
        "projet",
        "budget",
        "séance",
        "rapport",
        "mesure",
        "ouverture",
        "marché",
    ],
    "ar": [
        "في",
        "من",
        "على",
        "إلى",
        "عن",
        "مع",
        "هذا",
        "التي",
        "الذي",
        "كان",
        "بعد",
        "قبل",
        "خلال",
        "الحكومة",
        "المدينة",
        "الاتفاق",
        "الاجتماع",
        "الأسبوع",
        "العام",
        "وفق",
        "السكان",
        "المشروع",
        "الميزانية",
        "الجلسة",
        "التقرير",
        "السوق",
        "افتتاح",
        "وقال",
        "وأضاف",
    ],
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--names", type=whole_number(4), default=50_000, metavar="N", help="names of subjects (50000)"
    )
    parser.add_argument(
        "--articles", type=whole_number(2), default=600, metavar="N", help="articles of the archive (600)"
    )
    parser.add_argument(
        "--words", type=whole_number(1), default=700, metavar="N", help="words of an article (700)"
    )


def run(options: argparse.Namespace, home: Path | None) -> dict[str, Any]:
    """Measure; processor's time, because a shared machine is no measure."""
    rng = random.Random(7)  # noqa: S311 the same names each time
    known = [_subject(rng, number) for number in range(options.names // 4)]
    before = _megabytes()
    gc.collect()
    start, cpu = perf_counter(), process_time()
    index = Index(known)
    built = {
        "build_s": process_time() - cpu,
        "build_wall_s": perf_counter() - start,
        "megabytes": _megabytes() - before,
    }
    articles = [_article(rng, known, number, options.words) for number in range(options.articles)]
    find(index, articles[0])
    find(index, articles[1])
    times = [_timed(index, article) for article in articles[: max(2, len(articles) // 3)]]
    cpu = process_time()
    for article in articles:
        find(index, article, new=False)
    a_second = len(articles) / max(process_time() - cpu, 1e-9)
    return {
        "names": len(known) * 4,
        "words": options.words,
        **built,
        "article_median_ms": percentile(times, 50),
        "article_p95_ms": percentile(times, 95),
        "archive_a_second": a_second,
        "limits": LIMITS,
    }


def text(results: dict[str, Any]) -> str:
    return "\n".join(
        (
            f"{results['names']} names built in {results['build_s']:.2f} s (limit 1), {results['megabytes']:.0f} MB (limit 100)",
            f"an article of {results['words']} words, new names and spellings too: {results['article_median_ms']:.2f} ms, "
            f"p95 {results['article_p95_ms']:.2f} ms (limit 3)",
            f"an archive: {results['archive_a_second']:.0f} articles a second and core (at least 1500)",
        )
    )


def _subject(rng: random.Random, number: int) -> Known:
    names = {
        language: [f"{_name(rng, language)} {_name(rng, language)}" for _name_number in range(2)]
        for language in ("fr", "ar")
    }
    return Known(id=str(number), kind=rng.choice(("person", "place", "organisation")), names=names)


def _name(rng: random.Random, language: str) -> str:
    return "".join(rng.choice(_SYLLABLES[language]) for _part in range(rng.randint(2, 4))).title()


def _article(rng: random.Random, known: Sequence[Known], number: int, words: int) -> Article:
    """Make an article, in turn in French and Arabic, which names a subject every 40 words."""
    language = ("fr", "ar")[number % 2]
    said = []
    for place in range(words):
        said.append(rng.choice(known).names[language][0] if place % 40 == 5 else rng.choice(_WORDS[language]))
        if place % 17 == 16:
            said[-1] += "."
    return Article(language=language, headline=" ".join(said[:9]), text=" ".join(said))


def _timed(index: Index, article: Article) -> float:
    start = process_time()
    find(index, article)
    return (process_time() - start) * 1000


def _megabytes() -> float:
    """Return the peak of this process's memory."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
