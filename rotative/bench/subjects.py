"""`rotative bench subjects`: how long it takes to find 50,000 names in an article, and in an archive."""

import argparse
import gc
import random
import resource
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from rotative.bench.percentile import percentile
from rotative.core.arguments import whole_number
from rotative.subjects.finding import Article, Index, Known, find

LIMITS = {"build_s": 1.0, "megabytes": 100.0, "article_p95_ms": 3.0, "archive_a_second": 1500.0}


def _split(texts: Mapping[str, str]) -> dict[str, list[str]]:
    return {language: text.split() for language, text in texts.items()}


# Names that are made of these occur in no text by chance more often than real ones do.
_SYLLABLES = _split(
    {
        "fr": (
            "ba ka dou mo ha med ou ma ne sa di ko fa tou ra la mi cha li go bé ré sé ngo ndi yé tsi vro stel "
            "grun"
        ),
        "ar": ("با كا دو مو حا مد سا دي كو فا تو را لا مي شا لي غو بي ري سي نص بر قس طن جل"),
    }
)
# Other words are made of these.
_WORD_SYLLABLES = _split(
    {
        "fr": (
            "pro con par tra sur ment tion eur ance ique able ait er ent in dé re com pré é is age ette ure"
        ),
        "ar": ("مت است ون ين ات تح عل قد فع نظ جم خط كت رس عم قر هد شر صح ضع ية ها"),
    }
)
_SMALL_WORDS = _split(
    {
        "fr": (
            "le la les de des du et en un une dans pour sur avec par plus pas qui que gouvernement ville "
            "accord réunion travaux semaine année selon habitants projet budget séance rapport mesure "
            "ouverture marché"
        ),
        "ar": (
            "في من على إلى عن مع هذا التي الذي كان بعد قبل خلال الحكومة المدينة الاتفاق الاجتماع الأسبوع "
            "العام وفق السكان المشروع الميزانية الجلسة التقرير السوق افتتاح وقال وأضاف الرئيس وزير أكد محمد"
        ),
    }
)


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
    writers = [_Writer(rng, known, language) for language in ("fr", "ar")]
    articles = [writers[number % 2].article(options.words) for number in range(options.articles)]
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
    return _made(rng, _SYLLABLES[language], least=2, most=4).title()


def _made(rng: random.Random, syllables: Sequence[str], *, least: int, most: int) -> str:
    return "".join(rng.choice(syllables) for _part in range(rng.randint(least, most)))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Measure:
    """The things in 700 words of real articles; docs/reference/benchmarks.md says of which."""

    subjects: int
    mentions: int
    # Names that no subject has.
    strangers: int
    marks: Sequence[str]
    # Share of the words.
    small_words: float


_MEASURES = {
    "fr": _Measure(
        subjects=8, mentions=18, strangers=20, marks=(",", ",", ",", "\u00a0:", " »"), small_words=0.5
    ),
    "ar": _Measure(
        subjects=11, mentions=27, strangers=10, marks=("،", "،", " (", ' "', "ً", "ً", "ّ"), small_words=0.2
    ),
}
_MEASURED_WORDS = 700
_SENTENCE_WORDS, _WORDS_A_MARK, _WORDS_KNOWN = 17, 9, 6000


class _Writer:
    """A writer of articles of one language."""

    def __init__(self, rng: random.Random, known: Sequence[Known], language: str) -> None:
        self.rng, self.known, self.language = rng, known, language
        self.measure = _MEASURES[language]
        self.lexicon = [
            _made(rng, _WORD_SYLLABLES[language], least=1 + (language == "ar"), most=3)
            for _word in range(_WORDS_KNOWN)
        ]

    def article(self, words: int) -> Article:
        """Write an article; its first nine words are the headline too."""
        rng, measure = self.rng, self.measure
        subjects = rng.sample(self.known, min(measure.subjects, len(self.known)))
        said = [self._word() for _place in range(words)]
        for place in range(_SENTENCE_WORDS - 1, words, _SENTENCE_WORDS):
            said[place] += "."
        for start in range(0, words, _SENTENCE_WORDS):
            said[start] = said[start].capitalize()
        for place in range(3, words, _WORDS_A_MARK):
            said[place] += rng.choice(measure.marks)
        share = words / _MEASURED_WORDS
        mentions = max(1, round(measure.mentions * share))
        strangers = round(measure.strangers * share)
        places = rng.sample(range(words), min(words, mentions + strangers))
        for number, place in enumerate(places):
            said[place] = self._mention(subjects, number) if number < mentions else self._stranger()
        return Article(language=self.language, headline=" ".join(said[:9]), text=" ".join(said))

    def _word(self) -> str:
        """Return a word of the language: a small one, or one of the others, which are as unequal as words are."""
        if self.rng.random() < self.measure.small_words:
            return self.rng.choice(_SMALL_WORDS[self.language])
        return self.lexicon[int(_WORDS_KNOWN ** self.rng.random() ** 0.6) - 1]

    def _mention(self, subjects: Sequence[Known], number: int) -> str:
        """Return a name of a subject, each in turn; a person's is the surname alone from the second time on."""
        known = subjects[number % len(subjects)]
        name = known.names[self.language][0]
        return name.split()[1] if known.kind == "person" and number >= len(subjects) else name

    def _stranger(self) -> str:
        return f"{_name(self.rng, self.language)} {_name(self.rng, self.language)}"


def _timed(index: Index, article: Article) -> float:
    start = process_time()
    find(index, article)
    return (process_time() - start) * 1000


def _megabytes() -> float:
    """Return the peak of this process's memory."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
