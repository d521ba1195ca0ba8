"""Main or mentioned: how much of an article is about a subject."""

from dataclasses import dataclass

from rotative.subjects.finding.article_text import HEADLINE, STANDFIRST, TEXT, ArticleText
from rotative.subjects.finding.readings import Reading

# Points, and how many make a subject a main one. Found by trial on articles labelled by hand, see docs/decisions.
HEADLINE_POINTS = 3.0
STANDFIRST_POINTS = 1.0
LEAD_POINTS = 0.8
POINTS_A_MENTION, MOST_MENTIONS = 0.35, 8
SHARE_POINTS = 2.5
PLACE_POINTS = -0.8
MAIN = 3.0
LEAD_LETTERS = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class Weight:
    """The places and the number of times that a subject is named."""

    in_headline: bool
    in_standfirst: bool
    in_lead: bool
    times: int
    # Of all mentions of all subjects, from 0 to 1.
    share: float
    kind: str

    @property
    def points(self) -> float:
        points = HEADLINE_POINTS * self.in_headline + STANDFIRST_POINTS * self.in_standfirst
        points += LEAD_POINTS * self.in_lead
        points += POINTS_A_MENTION * min(self.times, MOST_MENTIONS) + SHARE_POINTS * self.share
        return points + (PLACE_POINTS if self.kind == "place" else 0)

    @property
    def main(self) -> bool:
        return self.points >= MAIN


def weigh(text: ArticleText, reading: Reading, kind: str, total: int) -> Weight:
    """Return the weight of what is read in a text.

    total: of the mentions of all subjects; at least 1.
    """
    places = [text.place(text.folded.origin(hit.start)) for hit in reading.hits]
    counted = [part for part, _at in places if not (part == STANDFIRST and text.repeated)]
    return Weight(
        in_headline=HEADLINE in counted,
        in_standfirst=any(part == STANDFIRST for part, _at in places),
        in_lead=any(part == TEXT and at < LEAD_LETTERS for part, at in places),
        times=max(1, len(counted)),
        share=len(counted) / max(1, total),
        kind=kind,
    )
