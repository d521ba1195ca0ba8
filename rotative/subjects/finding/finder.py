"""Find the subjects that an article names. Pure: imports neither Django nor Wagtail."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rotative.subjects.finding.article_text import Article, ArticleText
from rotative.subjects.finding.hits import Hit, hits
from rotative.subjects.finding.index import Index
from rotative.subjects.finding.longer_names import unswallowed
from rotative.subjects.finding.readings import Reading, readings
from rotative.subjects.finding.salience import in_passing, weigh
from rotative.subjects.finding.suggestion_reasons import Reason
from rotative.subjects.finding.unknown.new_names import new_names
from rotative.subjects.finding.unknown.other_spellings import other_spellings


class Span(NamedTuple):
    """A name in the text, as written."""

    # headline, standfirst or text.
    part: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A subject that an article names, or a choice between several."""

    # One id where it is certain.
    ids: tuple[str, ...]
    # The desk has to decide: several subjects have the name, or it is also a word.
    asked: bool = False
    main: bool
    reason: Reason
    spans: tuple[Span, ...]
    # The text writes a known name in another way.
    spelled_otherwise: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """The subjects of an article, those it is about first, and names that no subject has."""

    subjects: tuple[Suggestion, ...]
    new: tuple[str, ...] = ()


def find(index: Index, article: Article, *, new: bool = True) -> Findings:
    """Return the subjects that an article names.

    new: also look for names that no subject has, and for other spellings; three times the work.
    """
    text = ArticleText(article)
    found = unswallowed(index, text, hits(index, text))
    read = readings(index, text, found)
    read = [each for each in read if not in_passing(index, text, each)]
    total = sum(len(reading.hits) for reading in read)
    suggestions = [_suggestion(index, text, reading, total) for reading in read]
    names: list[str] = []
    if new:
        nearly = other_spellings(index, text, found, known={pk for each in read for pk in each.subjects})
        suggestions += _spelled_otherwise(index, text, nearly, total)
        names = new_names(text, [*found, *nearly, *(hit for each in read for hit in each.hits)])
    order = sorted(suggestions, key=lambda each: (not each.main, each.asked, each.spelled_otherwise))
    return Findings(subjects=tuple(order), new=tuple(names))


def _spelled_otherwise(
    index: Index, text: ArticleText, nearly: Sequence[Hit], total: int
) -> Iterator[Suggestion]:
    by_subject: dict[int, list[Hit]] = {}
    for hit in nearly:
        by_subject.setdefault(hit.names[0].subject, []).append(hit)
    for subject, hits_ in by_subject.items():
        found = _suggestion(index, text, Reading((subject,), hits_), total + len(hits_))
        reason = replace(found.reason, spelled=found.spans[0].words)
        # One word spelled otherwise is too little to say what an article is about.
        main = found.main and any(hit.names[0].words > 1 for hit in hits_)
        yield replace(found, main=main, spelled_otherwise=True, reason=reason)


def _suggestion(index: Index, text: ArticleText, reading: Reading, total: int) -> Suggestion:
    known = index.known[reading.subjects[0]]
    spans = _spans(text, reading.hits)
    # What only credits and links say is named, but nobody wrote about it.
    own = [span[:2] for span in spans if not (text.asides and text.is_aside(*span[:2]))]
    weight = weigh(text, own, known.kind, total)
    refused = reading.asked and _mostly_refused(text, reading)
    reason = Reason(
        in_headline=weight.in_headline,
        in_standfirst=weight.in_standfirst,
        times=weight.times,
        several=len(reading.subjects) > 1,
        also_a_word=reading.asked and not refused,
        mostly_refused=refused,
        because=reading.because,
    )
    return Suggestion(
        ids=tuple(index.known[subject].id for subject in reading.subjects),
        asked=not reading.certain,
        main=weight.main and not (reading.asked and len(reading.subjects) == 1),
        reason=reason,
        spans=spans,
    )


def _mostly_refused(text: ArticleText, reading: Reading) -> bool:
    """Return whether a subject is named by weak names alone."""
    names = (name for hit in reading.hits for name in hit.names if name.subject in reading.subjects)
    return all(text.language in name.weak for name in names)


def _spans(text: ArticleText, found: Sequence[Hit]) -> tuple[Span, ...]:
    spans = []
    for hit in found:
        first, last = text.folded.span(hit.start, hit.end)
        part, start = text.place(first)
        spans.append(Span(part, start, start + last - first, text.written[first:last]))
    return tuple(spans)
