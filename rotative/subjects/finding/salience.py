"""Main or mentioned: how much of an article is about a subject."""

from collections.abc import Iterable
from typing import NamedTuple

from rotative.subjects.finding.article_text import HEADLINE, STANDFIRST, TEXT, ArticleText
from rotative.subjects.finding.index import Index
from rotative.subjects.finding.readings import Reading

# Points, and how many make a subject a main one. Found by trial on articles labelled by hand, see docs/decisions.
HEADLINE_POINTS = 3.0
STANDFIRST_POINTS = 1.0
LEAD_POINTS = 0.8
# The headline begins with it.
OPENING_POINTS = 0.6
POINTS_A_MENTION, MOST_MENTIONS = 0.4, 8
SHARE_POINTS = 3.0
PLACE_POINTS = -0.9
MAIN = 2.8
LEAD_LETTERS, OPENING_LETTERS = 300, 5
# A theme of several words counts from so many times on, or in a short text, or in headline and standfirst.
PASSED, SHORT_LETTERS = 4, 500


class Weight(NamedTuple):
    """The places and the number of times that a subject is named, and whether that makes it a main one."""

    in_headline: bool
    in_standfirst: bool
    times: int
    main: bool


def in_passing(index: Index, text: ArticleText, reading: Reading) -> bool:
    """Return whether a theme of several words, such as "press agency", is only said and not written about."""
    themes = all(index.known[subject].kind == "theme" for subject in reading.subjects)
    if not themes or len(reading.hits) >= PASSED or len(text.written) < SHORT_LETTERS:
        return False
    if not all(_is_phrase(hit.names[0].written) for hit in reading.hits):
        return False
    return all(text.part(text.folded.origin(hit.start)) == TEXT for hit in reading.hits)


def _is_phrase(written: str) -> bool:
    """Return whether a name is several common words, and neither a word alone nor a name such as Covid-19."""
    words = written.split()
    capitals = sum(word[:1].isupper() for word in words[1:])
    return len(words) > 1 and capitals < len(words) - 1 and not any(map(str.isdigit, written))


def weigh(text: ArticleText, places: Iterable[tuple[str, int]], kind: str, total: int) -> Weight:
    """Return the weight of what is read in a text.

    places: of its mentions, each its part and the place there. total: of the mentions of all subjects; at least 1.
    """
    in_headline = opens = in_standfirst = in_lead = False
    times = 0
    for part, at in places:
        times += 1
        if part == HEADLINE:
            in_headline = True
            opens = opens or at < OPENING_LETTERS
        elif part == STANDFIRST:
            in_standfirst = True
            times -= text.repeated
        elif at < LEAD_LETTERS:
            in_lead = True
    points = HEADLINE_POINTS * in_headline + STANDFIRST_POINTS * in_standfirst
    points += LEAD_POINTS * in_lead + OPENING_POINTS * opens
    points += POINTS_A_MENTION * min(max(1, times), MOST_MENTIONS) + SHARE_POINTS * times / max(1, total)
    if kind == "place":
        points += PLACE_POINTS
    return Weight(in_headline, in_standfirst, max(1, times), times > 0 and points >= MAIN)
