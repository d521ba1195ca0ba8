"""A newsroom in which every text tries to run a script.

`fill` runs with the settings of the home it fills. Payloads of other projects are read from their files and never copied.
"""

import json
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
from tests.importers.wordpress import wxr
from tests.processes.servers import ROOT

LIST = ROOT.parent / "shared" / "corpora" / "xss" / "dompurify-expect.json"
ARTICLE = "/hostiles/article-{}/"

OWN = (
    "<script>alert(1)</script>",
    "</title><script>alert(2)</script>",
    "</script><script>alert(3)</script>",
    "</textarea><script>alert(4)</script>",
    "--><script>alert(5)</script><!--",
    "]]><script>alert(6)</script>",
    "<img src=x onerror=alert(7)>",
    "<img src=x onerror='alert(8)'//",
    "\"><img src=x onerror=alert(9)>",
    "'><img src=x onerror=alert(10)>",
    "\" onmouseover=\"alert(11)\" x=\"",
    "' autofocus onfocus='alert(12)' x='",
    "<svg onload=alert(13)>",
    "<svg><script>alert&#40;14)</script></svg>",
    "<svg><animate onbegin=alert(15) attributeName=x dur=1s>",
    "<svg><a xlink:href=\"javascript:alert(16)\"><text y=20>tirer</text></a></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><a href='javascript:alert(17)'/></svg>#x\">",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(18)></style></mglyph></math>",
    "<math href=\"javascript:alert(19)\">tirer</math>",
    "<a href=\"javascript:alert(20)\">tirer</a>",
    "<a href=\"  JaVaScRiPt:alert(21)\">tirer</a>",
    "<a href=\"java&#x0A;script:alert(22)\">tirer</a>",
    "<a href=\"&#106;avascript&colon;alert(23)\">tirer</a>",
    "<a href=\"java\x00script:alert(24)\">tirer</a>",
    "<a href=\"\u202ejavascript:alert(25)\">tirer</a>",
    "<a href=\"data:text/html,<script>alert(26)</script>\">tirer</a>",
    "<a href=\"vbscript:alert(27)\">tirer</a>",
    "<a href=\"https://exemple.example\" onclick=\"alert(28)\" style=\"position:fixed;inset:0\">tirer</a>",
    "<iframe srcdoc=\"<script>alert(29)</script>\"></iframe>",
    "<iframe src=\"javascript:alert(30)\"></iframe>",
    "<object data=\"javascript:alert(31)\"></object><embed src=\"javascript:alert(32)\">",
    "<form action=\"javascript:alert(33)\"><button>tirer</button></form><button form=x formaction=\"javascript:alert(34)\">",
    "<details open ontoggle=alert(35)>tirer</details>",
    "<input autofocus onfocus=alert(36)><select autofocus onfocus=alert(37)>",
    "<video><source onerror=alert(38)></video><audio src=x onerror=alert(39)>",
    "<body onload=alert(40)><marquee onstart=alert(41)>tirer</marquee>",
    "<base href=\"javascript:/a/-alert(42)//\"><a href=x>tirer</a>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(43)\">",
    "<style>@keyframes x{}</style><b style=\"animation-name:x\" onanimationstart=\"alert(44)\">x</b>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(45)>\"></noscript>",
    "<template><img src=x onerror=alert(46)></template><xss id=x tabindex=1 onfocus=alert(47)>",
    "&lt;script&gt;alert(48)&lt;/script&gt;&lt;img src=x onerror=alert(49)&gt;",
    "%3Cscript%3Ealert(50)%3C/script%3E \\u003cscript\\u003ealert(51)\\u003c/script\\u003e",
    "{{ 7*7 }}{% raw %}<img src=x onerror=alert(52)>${alert(53)}",
    "\x00<scr\x00ipt>alert(54)</scr\x00ipt>\u202e<img src=x onerror=alert(55)>\u2066\ufeff",
    "＜script＞alert(56)＜/script＞ ʺ><img src=x onerror=alert(57)>",
)  # fmt: skip
# Characters that XML does not allow.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def payloads() -> list[tuple[str, ...]]:
    """Return all payloads, grouped by the article that has them."""
    theirs = (
        [case["payload"] for case in json.loads(LIST.read_text(encoding="utf-8"))] if LIST.exists() else []
    )
    return [*_cut(OWN, 4), *_cut([one for one in theirs if one.strip()], 12)]


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
