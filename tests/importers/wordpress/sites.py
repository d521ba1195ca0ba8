"""Whole sites as WordPress exports them, with the truth about them: ours, and collected ones where they are at hand."""

import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from lxml import etree

from tests.importers.wordpress.wxr import SITE, comment, export, item, written
from tests.processes.servers import ROOT

_FRENCH = (
    ("politique", "Politique", "Le conseil vote le budget : l’éclairage d’abord", "conseil-budget-eclairage"),
    ("politique", "Politique", "À l’écluse, une élection sans candidat", "a-l-écluse-une-élection"),
    ("port", "Port & quais", "Le bac n° 2 « revient » au quai", "bac-2-revient"),
    ("port", "Port & quais", "Marée du siècle ? Pas avant mars", "maree-du-siecle"),
    ("culture", "Culture", "Un bal, deux fanfares et trois rappels", "un-bal-deux-fanfares"),
    ("culture", "Culture", "Le phare a cent ans…", "le-phare-a-cent-ans"),
    ("culture", "Culture", "Noël au marché <em>couvert</em>", "noël-au-marché"),
)
_ARABIC = (
    ("siyasa", "سياسة", "المجلس يصوّت على ميزانية الإنارة", "المجلس-يصوت-على-ميزانية-الإنارة"),
    ("siyasa", "سياسة", "انتخابات بلا مرشّح عند الهويس", "انتخابات-بلا-مرشح"),
    ("thaqafa", "ثقافة", "حفل راقص بفرقتين وثلاث إعادات", "حفل-راقص-بفرقتين"),
    ("thaqafa", "ثقافة", "المنارة تبلغ مئة عام", "المنارة-تبلغ-مئة-عام"),
    ("thaqafa", "ثقافة", "العبّارة رقم 2 «تعود» إلى الرصيف", "العبارة-رقم-2"),
)
_TEXTS = {
    "fr": "<p>La ville en parle depuis un mois. « On verra bien », dit la directrice du port.</p>",
    "ar": "<p>تتحدث المدينة عن ذلك منذ شهر. «سنرى»، تقول مديرة الميناء.</p>",
}


# Exports of others, where they are at hand.
_COLLECTED = ROOT.parent / "shared" / "corpora" / "wxr"
# Names of the sites that `site` knows.
NAMES = ("fr", "ar", *sorted(path.name for path in _COLLECTED.glob("dev-*.xml")))
THEMES = ("", *sorted(path.name for path in _COLLECTED.glob("theme-*.xml")))


@dataclass(frozen=True, kw_only=True)
class Truth:
    """An export, and what everybody can count in it."""

    export: Path
    language: str
    posts: int
    categories: int
    # Old address, percent-encoded as WordPress does, and headline.
    titles: list[tuple[str, str]]


def site(name: str, folder: Path) -> Truth:
    """Return one of NAMES: the export of a newspaper, each post at an address with its day and its slug."""
    if name in _TEXTS:
        return _invented(name, folder)
    truth = json.loads((_COLLECTED / f"{name}.truth.json").read_text(encoding="utf-8"))
    return Truth(
        export=_COLLECTED / name,
        language="ar" if "-ar-" in name else "fr",
        posts=truth["posts"],
        categories=truth["categories"],
        titles=[(url, title) for url, title in truth["slugs"]],
    )


def _invented(language: str, folder: Path) -> Truth:
    posts = _ARABIC if language == "ar" else _FRENCH
    addresses = [
        f"{SITE}/2019/05/{number:02}/{quote(slug).lower()}/"
        for number, (_nice, _name, _title, slug) in enumerate(posts, 1)
    ]
    items = [
        item(
            number,
            title=title,
            link=address,
            date=f"2019-05-{number:02} 08:00:00",
            content=_TEXTS[language] * 2,
            creator=f"plume{number % 3}",
            terms=(("category", nice, name), ("post_tag", "ville", "Ville")),
        )
        for number, (address, (nice, name, title, _slug)) in enumerate(zip(addresses, posts, strict=True), 1)
    ]
    titles = [title.replace("<em>", "").replace("</em>", "") for _nice, _name, title, _slug in posts]
    return Truth(
        export=written(folder, export(*items, language="ar" if language == "ar" else "fr-FR")),
        language=language,
        posts=len(posts),
        categories=len({nice for nice, *_ in posts}),
        titles=list(zip(addresses, titles, strict=True)),
    )


# What a theme must show, a body each: every kind of block, of the old editor and the new one.
BODIES = {
    "alignment": '<p style="text-align:center">Au centre.</p>\n<p class="has-text-align-right">À droite.</p><p>À gauche.</p>',
    "headings": "<h1>Un</h1>\n<h2>Deux <em>fois</em></h2>\n<h3>Trois</h3>\n<h6>Six</h6>\nPuis du texte.",
    "inline": "Un <strong>mot</strong> fort, un <em>mot</em> doux, <del>biffé</del>, <ins>ajouté</ins>, H<sub>2</sub>O, <code>x = 1</code>, "
    '<abbr title="Société">S.</abbr>, <kbd>Ctrl</kbd>, <q>cité</q>, <a href="https://exemple.example/" title="là">un lien</a>.',
    "lists": "<ul>\n<li>Pain</li>\n<li>Sel\n<ul>\n<li>fin</li>\n<li>gros</li>\n</ul>\n</li>\n</ul>\n<ol><li>Un</li><li>Deux</li></ol>"
    "<dl><dt>Bac</dt><dd>Il passe l’eau.</dd></dl>",
    "quotations": "<blockquote>Seul.</blockquote>\n\n<blockquote><p>Deux</p><p>alinéas.</p><cite>Une <b>riveraine</b></cite></blockquote>",
    "table": "<table><caption>Départs</caption><thead><tr><th>Quai</th><th>Heure</th></tr></thead><tbody><tr><td>Nord</td><td>6 h</td></tr>"
    "<tr><td>Sud</td><td>7 h</td></tr></tbody></table>",
    "preformatted": "<pre>une ligne\n  une autre</pre>\n<address>3, quai des Cordiers<br />La Digue</address>",
    "pictures": '<figure class="wp-block-image alignleft"><img src="https://ancien.example/wp-content/uploads/2019/05/bac.jpg" alt="Un bac"/>'
    "<figcaption>Le bac, <b>hier</b>.</figcaption></figure>\n\nAprès l’image.",
    "more": "Avant la coupure.<!--more-->Après la coupure.\n\n<!--nextpage-->\n\nDeuxième page.",
    "rule": "Dessus.\n\n<hr />\n\nDessous.",
    "columns": '<!-- wp:columns --><div class="wp-block-columns"><!-- wp:column --><div class="wp-block-column"><!-- wp:paragraph --><p>Colonne une.</p>'
    '<!-- /wp:paragraph --></div><!-- /wp:column --><!-- wp:column --><div class="wp-block-column"><!-- wp:paragraph --><p>Colonne deux.</p>'
    "<!-- /wp:paragraph --></div><!-- /wp:column --></div><!-- /wp:columns -->",
    "arabic": '<p dir="rtl">تعود <strong>العبّارة</strong> صباح الاثنين.</p>\n\nوالرصيف جاهز.',
    "emoji": "Vive le port 🚢 ! Ça vaut 3 € &amp; plus &lt;peut-être&gt;.",
    "script": "Avant.<script>var x = 'perdu';</script><style>.x{color:red}</style> Après.",
    "empty": "",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Contents:
    """An export with an item of every kind and state, and a block of every kind, and how many of each."""

    export: Path
    articles: int
    pages: int
    media: int
    others: int
    comments: int


def theme(name: str, folder: Path) -> Contents:
    """Return one of THEMES; "" is ours."""
    if name:
        return Contents(
            export=_COLLECTED / name, articles=58, pages=21, media=37, others=186 - 58 - 21 - 37, comments=33
        )
    return Contents(
        export=written(folder, _every_kind()),
        articles=len(BODIES) + 1,
        pages=1,
        media=3,
        others=4,
        comments=7,
    )


def bodies() -> dict[str, str]:
    """Return the bodies of the themes, by title."""
    return BODIES | {
        f"{name}: {item.findtext('title')}": item.xpath("string(*[local-name()='encoded'])")
        for name in THEMES[1:]
        for item in etree.parse(_COLLECTED / name).iter("item")
    }


def _every_kind() -> str:
    posts = [
        item(100 + number, title=f"Article {name}", content=body) for number, (name, body) in enumerate(BODIES.items())
    ]  # fmt: skip
    talked_about = item(
        200,
        title="Discuté",
        inside=comment(1, "D’accord.")
        + comment(2, "Pas moi.", parent=1)
        + comment(3, "En attente.", approved="0")
        + comment(4, "À vendre !", approved="spam")
        + comment(5, "Un écho", kind="pingback")
        + comment(6, "Jeté", approved="trash"),
    )
    page = item(
        300, title="À propos", kind="page", link=f"{SITE}/a-propos/", inside=comment(7, "Sur une page.")
    )
    pictures = [
        item(
            400 + number,
            title=f"bac-{number}",
            kind="attachment",
            status="inherit",
            link=f"{SITE}/?attachment_id={400 + number}",
            inside=f"<wp:attachment_url>{SITE}/wp-content/uploads/2019/05/bac-{number}.jpg</wp:attachment_url>",
        )
        for number in range(3)
    ]
    others = [
        item(500, title="Un menu", kind="nav_menu_item"),
        item(501, title="Une révision", kind="revision", status="inherit"),
        item(502, title="Jeté", status="trash"),
        item(503, title="Tout seul", status="auto-draft"),
    ]
    return export(*posts, talked_about, page, *pictures, *others)
