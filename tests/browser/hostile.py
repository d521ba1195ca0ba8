"""A newsroom in which every text tries to run a script.

`fill` runs with the settings of the home it fills. Payloads of other projects are read from their files and never copied.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from django.db import transaction

from rotative.articles import actions
from rotative.articles.models import Article, Correction, Section
from rotative.bake import keys, queue
from rotative.comments.models import Comment
from rotative.core import clock
from rotative.masthead.models import Account, Masthead, MastheadLanguage
from rotative.media.models import Picture
from rotative.pages.actions import add_standing, ensure_front
from rotative.pages.models import StandingPage
from tests.factories import newsroom
from tests.factories.articles import ArticleFactory, BylineFactory, SectionFactory, SubjectFactory
from tests.factories.blocks import hostile_blocks
from tests.factories.payloads import OWN, published
from tests.importers.wordpress import wxr

ARTICLE = "/hostiles/article-{}/"

# Characters that XML does not allow.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def payloads() -> list[tuple[str, ...]]:
    """Return all payloads, grouped by the article that has them."""
    return [*_cut(OWN, 4), *_cut([one for one in published() if one.strip()], 12)]


@transaction.atomic
def fill() -> None:
    """Write payloads everywhere a colleague or a reader can write."""
    _outlet()
    section = SectionFactory(slug="hostiles", name=OWN[6], description=OWN[0], position=0)
    second = SectionFactory(slug="encore", name=OWN[10], description=OWN[4], position=1)
    picture = newsroom.drawn_picture()
    Picture.objects.update(title=OWN[6], alt=OWN[10], caption=OWN[7], credit=OWN[19])
    picture.refresh_from_db()
    for number, group in enumerate(payloads()):
        _article(number, group, second if number % 9 == 8 else section, picture)


def _article(number: int, group: Sequence[str], section: Section, picture: Picture) -> None:
    joined = " ".join(group)
    # Longer than the desk allows, so that a name has every payload; SQLite does not check the length.
    bylines = [BylineFactory(name=joined, slug=f"signature-{number}", bio=joined, picture=picture)]
    subjects = [SubjectFactory(names={"fr": joined})]
    for subject in subjects:
        subject.names.update(description=joined, aliases=joined)
    article: Article = ArticleFactory(
        published_at=clock.now() - timedelta(minutes=number),
        section=section,
        slug=f"article-{number}",
        # Feeds and the stream of briefs show the whole text of a brief.
        form=Article.Form.BRIEF if number % 5 == 4 else Article.Form.ARTICLE,
        headline=joined,
        standfirst=joined,
        short=joined[:400],
        body=[block for payload in group for block in _blocks(payload, picture)],
        picture=picture,
        picture_alt=group[0][:300],
        picture_caption=joined,
        picture_credit=group[0][:200],
        updated_at=clock.now(),
        updated_note=group[0][:300],
        subjects=subjects,
        bylines=bylines,
    )
    article.corrections = [Correction(text=joined)]
    actions.publish(article)
    parent = None
    for n, payload in enumerate(group):
        comment = Comment.objects.create(
            article=article, name=payload[:80], email="x@lecteurs.example", text=payload, parent=parent, state="shown",
            written_at=clock.now() + timedelta(seconds=n),
        )  # fmt: skip
        parent = parent or comment
    queue.mark_stale([keys.comments(article.pk)])


def _blocks(payload: str, picture: Picture) -> Iterator[tuple[str, object]]:
    yield "paragraph", payload
    yield "paragraph", f"<p>{payload}</p>"
    yield "intertitle", payload[:160]
    yield "picture", {"image": picture, "alt": payload[:300], "caption": payload, "credit": payload}
    yield "quotation", {"text": payload, "source": payload}
    yield "list", {"ordered": False, "items": [payload, f"<p>{payload}</p>"]}
    yield (
        "table",
        {
            "data": [[payload, payload], [payload, payload]],
            "first_row_is_table_header": True,
            "table_caption": payload,
        },
    )
    yield "embed", {"url": "https://video.example/?" + payload, "title": payload}
    yield "embed", {"url": "javascript:alert(99)//https://", "title": payload}
    yield from hostile_blocks(payload, picture)


def _outlet() -> None:
    masthead = Masthead.objects.get()
    masthead.languages = [
        MastheadLanguage(
            language="fr", name=f"La Digue {OWN[6]}", motto=OWN[8], description=OWN[2], legal_notice=OWN[0]
        ),
    ]
    masthead.accounts = [
        Account(network=OWN[6], url='https://social.example/@x?"><img/src=x/onerror=alert(98)>')
    ]
    masthead.address = "\n".join(OWN[:3])
    masthead.save()
    body = [("paragraph", payload) for payload in OWN] + [("intertitle", payload[:160]) for payload in OWN]
    page = StandingPage(title=OWN[6], slug="hostile", intro=" ".join(OWN), body=body)
    add_standing(ensure_front("fr"), page)


def export(folder: Path) -> Path:
    """Write the same payloads as the export of another system."""
    items, authors = [], ""
    for number, group in enumerate(payloads()):
        group = [_within_cdata(payload) for payload in group]
        joined = " ".join(group)
        html = "\n\n".join(f"<!-- wp:html -->{payload}<!-- /wp:html -->\n\n{payload}" for payload in group)
        terms = (
            ("category", f"rubrique-{number % 7}", group[0][:100]),
            ("post_tag", f"mot-{number}", group[0][:190]),
        )
        comments = "".join(
            wxr.comment(number * 100 + n, payload, author=payload[:80], author_url="javascript:alert(97)")
            for n, payload in enumerate(group)
        )
        items.append(
            wxr.item(
                number + 1,
                title=joined,
                content=html,
                excerpt=joined,
                creator=f"h{number}",
                terms=terms,
                inside=comments,
            )
        )
        authors += (
            f"<wp:author><wp:author_login>h{number}</wp:author_login>"
            f"<wp:author_display_name><![CDATA[{group[-1][:190]}]]></wp:author_display_name></wp:author>"
        )
    page = wxr.item(9000, title=_within_cdata(OWN[6]), kind="page", content=_within_cdata("\n\n".join(OWN)))
    return wxr.written(folder, wxr.export(*items, page, channel=authors))


def _within_cdata(text: str) -> str:
    # A payload must not end the CDATA section: the end mark is split.
    return _NOT_XML.sub("", text).replace("]]>", "]] >")


def _cut(found: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(found[start : start + size]) for start in range(0, len(found), size)]
