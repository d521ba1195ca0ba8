"""The first mention of each subject that an article is about, as a link to the page of that subject."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape

from django.utils.html import escape
from markupsafe import Markup

from rotative.articles.cards import ArticleView, ParagraphView
from rotative.subjects import reads as subjects
from rotative.subjects.finding import Article, Index, Known, find

# The cleaner escapes both signs within attributes.
_TAG = re.compile(r"(<[^<>]*>)")
_LETTER = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);|.", re.DOTALL)
_ENDS_PARAGRAPH = "</p>"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Run:
    """Words of a paragraph between two tags."""

    # Place among the blocks, and among the parts of the block.
    block: int
    part: int
    # Place of the first letter in the text of the whole body.
    start: int
    words: str
    # Whether they lead somewhere already.
    linked: bool


def with_linked_mentions(article: ArticleView) -> ArticleView:
    """Return the article whose paragraphs link each main subject where they first name it.

    A mention that the writer has linked stays as it is, and so does a subject to whose page the text leads already.
    """
    paths = {subject.id: subject.path for subject in article.subjects if subject.is_main}
    if not paths:
        return article
    known = [
        Known(id=str(card.id), kind=card.kind, names={article.card.language: [card.name, *card.aliases]})
        for card in subjects.subjects(paths, article.card.language).values()
    ]
    parts = {
        place: _TAG.split(str(block.html))
        for place, block in enumerate(article.body)
        if isinstance(block, ParagraphView)
    }
    text, runs = _runs(parts)
    found = find(Index(known), Article(language=article.card.language, text=text), new=False)
    starts = [run.start for run in runs]
    linked = dict[int, list[tuple[int, int, str]]]()
    for suggestion in found.subjects:
        path = paths[int(suggestion.ids[0])]
        if suggestion.asked or any(f'href="{path}"' in part for one in parts.values() for part in one):
            continue
        for span in suggestion.spans:
            number = bisect_right(starts, span.start) - 1
            run = runs[number]
            if not run.linked and span.end <= run.start + len(run.words):
                linked.setdefault(number, []).append((span.start - run.start, span.end - run.start, path))
                break
    for number, spans in linked.items():
        run = runs[number]
        parts[run.block][run.part] = _with_links(parts[run.block][run.part], sorted(spans))
    changed = {runs[number].block for number in linked}
    body = tuple(
        _joined(parts[place]) if place in changed else block for place, block in enumerate(article.body)
    )
    return replace(article, body=body)


def _joined(parts: Iterable[str]) -> ParagraphView:
    return ParagraphView(html=Markup("".join(parts)))  # noqa: S704 as the view was, with links of ours


def _runs(parts: dict[int, list[str]]) -> tuple[str, list[_Run]]:
    """Return the text of paragraphs, and where each run of its words is."""
    text: list[str] = []
    runs: list[_Run] = []
    length = within = 0
    for block, pieces in parts.items():
        for part, piece in enumerate(pieces):
            if part % 2:
                within += piece.startswith("<a ") - piece.startswith("</a")
                words = "\n\n" if piece == _ENDS_PARAGRAPH else ""
            else:
                words = unescape(piece)
                if words:
                    runs.append(_Run(block=block, part=part, start=length, words=words, linked=within > 0))
            text.append(words)
            length += len(words)
    return "".join(text), runs


def _with_links(source: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """Return escaped words with links. spans: first place, place after the last, path; in order, counted in letters shown."""
    letters = list(_shown(source))
    done: list[str] = []
    at = 0
    for start, end, path in spans:
        if start < at:
            continue
        done += letters[at:start]
        done.append(f'<a href="{escape(path)}">{"".join(letters[start:end])}</a>')
        at = end
    return "".join([*done, *letters[at:]])


def _shown(source: str) -> Iterator[str]:
    """Return the source of each letter; one that shows two is followed by nothing for the second."""
    for found in _LETTER.finditer(source):
        yield found[0]
        yield from [""] * (len(unescape(found[0])) - 1)
