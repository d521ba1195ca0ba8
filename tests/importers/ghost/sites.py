"""Invented Ghost sites, written after the tables and the editor's nodes that Ghost publishes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SITE = "https://estuaire.example"
UP = "__GHOST_URL__/content/images"

Node = dict[str, Any]


def word(text: str, bits: int = 0) -> Node:
    return {
        "type": "extended-text",
        "text": text,
        "format": bits,
        "mode": "normal",
        "style": "",
        "version": 1,
    }


def node(kind: str, *children: Node, **more: Any) -> Node:
    return {"type": kind, "children": list(children), "direction": "ltr", "format": "", "version": 1, **more}


def paragraph(*texts: str) -> Node:
    return node("paragraph", *map(word, texts))


# Each card with the words that a reader must find, and no others.
CARDS: dict[str, tuple[Node, tuple[str, ...]]] = {
    "image": (
        {"type": "image", "src": f"{UP}/2021/05/quai.jpg", "alt": "Le quai", "caption": "<em>Le quai</em> au matin"},
        ("Le quai au matin",),
    ),
    "gallery": (
        {
            "type": "gallery",
            "images": [
                {"fileName": "quai.jpg", "src": f"{UP}/2021/05/quai.jpg", "alt": "Un"},
                {"fileName": "bac.jpg", "src": f"{UP}/size/w600/2021/05/bac.jpg", "alt": "Deux"},
            ],
            "caption": "Deux vues",
        },
        ("Deux vues",),
    ),
    "embed": (
        {"type": "embed", "url": "https://www.youtube.com/watch?v=abcdefghijk", "html": "<iframe></iframe>",
         "metadata": {"title": "Le film du bac"}, "caption": "Légende du film"},
        ("Le film du bac", "Légende du film"),
    ),
    "nft": (
        {"type": "embed", "embedType": "nft", "url": "https://galerie.example/oeuvre/1", "html": "<a>x</a>",
         "metadata": {"title": "Le phare, estampe", "author_name": "Ana Ruiz"}, "caption": "Vendue"},
        ("Le phare, estampe", "Vendue"),
    ),
    "bookmark": (
        {"type": "bookmark", "url": "https://ailleurs.example/port", "caption": "À lire",
         "metadata": {"title": "Le port vu d’ailleurs", "description": "Une description", "author": "Ana Ruiz",
                      "publisher": "Ailleurs", "icon": "https://ailleurs.example/i.png"}},
        ("Le port vu d’ailleurs", "Une description", "Ana Ruiz", "Ailleurs", "À lire"),
    ),
    "callout": (
        {"type": "callout", "calloutText": "Une <strong>note</strong>", "calloutEmoji": "💡", "backgroundColor": "blue"},
        ("💡", "Une", "note"),
    ),
    "toggle": (
        {"type": "toggle", "heading": "La question", "content": "<p>La réponse</p><ul><li>point</li></ul>"},
        ("La question", "La réponse", "point"),
    ),
    "button": ({"type": "button", "buttonText": "S’inscrire", "buttonUrl": "__GHOST_URL__/don/"}, ("S’inscrire",)),
    "file": (
        {"type": "file", "src": "__GHOST_URL__/content/files/2021/05/budget.pdf", "fileTitle": "Le budget",
         "fileCaption": "en chiffres", "fileName": "budget.pdf", "fileSize": 1000},
        ("Le budget", "en chiffres", "budget.pdf"),
    ),
    "audio": (
        {"type": "audio", "src": "__GHOST_URL__/content/media/2021/05/son.mp3", "title": "La sirène", "duration": 3},
        ("La sirène",),
    ),
    "video": (
        {"type": "video", "src": "__GHOST_URL__/content/media/2021/05/film.mp4", "fileName": "film.mp4",
         "caption": "Le départ"},
        ("Le départ",),
    ),
    "product": (
        {"type": "product", "productTitle": "Le livre", "productDescription": "<p>Sur le port</p>",
         "productImageSrc": f"{UP}/2021/05/bac.jpg", "productRatingEnabled": True, "productStarRating": 4,
         "productButtonEnabled": True, "productButton": "L’acheter", "productUrl": "https://ailleurs.example/l"},
        ("Le livre", "Sur le port", "★★★★☆", "L’acheter"),
    ),
    "header": (
        {"type": "header", "heading": "Un grand titre", "subheading": "et dessous", "buttonEnabled": True,
         "buttonText": "Suite", "buttonUrl": "https://ailleurs.example/"},
        ("Un grand titre", "et dessous", "Suite"),
    ),
    "signup": (
        {"type": "signup", "heading": "Recevez la lettre", "subheading": "chaque jour", "disclaimer": "sans pub",
         "buttonText": "Je m’abonne"},
        ("Recevez la lettre", "chaque jour", "sans pub"),
    ),
    "call-to-action": (
        {"type": "call-to-action", "textValue": "<p>Soutenez-nous</p>", "showButton": True, "buttonText": "Donner",
         "buttonUrl": "https://ailleurs.example/don", "hasSponsorLabel": True, "sponsorLabel": "<p>PARTENAIRE</p>"},
        ("Soutenez-nous", "Donner", "PARTENAIRE"),
    ),
    "codeblock": ({"type": "codeblock", "code": "x <- 1", "language": "r", "caption": "Le calcul"}, ("x <- 1", "Le calcul")),
    "html": ({"type": "html", "html": "<p>Du <em>HTML</em></p><script>alert(1)</script>"}, ("Du HTML",)),
    "markdown": ({"type": "markdown", "markdown": "## Sous-titre\n\nUn **mot**, [un lien](https://a.example)"},
                 ("Sous-titre", "mot", "un lien")),
    "horizontalrule": ({"type": "horizontalrule"}, ()),
    "paywall": ({"type": "paywall"}, ()),
}  # fmt: skip
# The words of these never reach a page.
HIDDEN: dict[str, Node] = {
    "email": {"type": "email", "html": "<p>SECRET lettre</p>"},
    "email-cta": {"type": "email-cta", "html": "<p>SECRET lettre</p>", "buttonText": "SECRET"},
    "gated": {
        "type": "callout",
        "calloutText": "SECRET membres",
        "visibility": {"web": {"nonMember": False, "memberSegment": "status:free"}, "email": {}},
    },
    "gated, older": {"type": "html", "html": "<p>SECRET membres</p>", "visibility": {"showOnWeb": False}},
}


def lexical(*nodes: Node) -> str:
    return json.dumps({"root": node("root", *nodes)}, ensure_ascii=False)


def post(number: int, **columns: Any) -> Node:
    row = {
        "id": f"{number:024x}", "uuid": f"00000000-0000-4000-8000-{number:012x}", "title": f"Titre {number}",
        "slug": f"titre-{number}", "lexical": lexical(paragraph(f"Texte {number}.")), "mobiledoc": None, "html": None,
        "feature_image": None, "featured": 0, "type": "post", "status": "published", "visibility": "public",
        "published_at": "2021-05-06T07:08:09.000Z", "updated_at": "2021-05-07T07:08:09.000Z", "custom_excerpt": None,
    }  # fmt: skip
    return row | columns


def site(*posts: Node, envelope: str = "db", **tables: Any) -> str:
    data = {
        "posts": list(posts),
        "tags": [
            {
                "id": "t1",
                "name": "Politique",
                "slug": "politique",
                "description": "La cité",
                "visibility": "public",
            },
            {"id": "t2", "name": "Eau", "slug": "eau", "visibility": "public"},
            {"id": "t3", "name": "#interne", "slug": "hash-interne", "visibility": "internal"},
        ],
        "users": [
            {
                "id": "u1",
                "name": "Nadia Brun",
                "slug": "nadia",
                "email": "nadia@estuaire.example",
                "bio": "Du port.",
            },
            {"id": "u2", "name": "Omar Haddad", "slug": "omar", "email": "omar@estuaire.example"},
        ],
        "settings": [
            {"key": "title", "value": "L’Estuaire"},
            {"key": "description", "value": "Le journal du port"},
            {"key": "locale", "value": "fr"},
        ],
        "posts_tags": [],
        "posts_authors": [],
        "posts_meta": [],
        **tables,
    }
    meta = {"exported_on": 1700000000000, "version": "5.80.0"}
    whole = {"db": [{"meta": meta, "data": data}]} if envelope == "db" else {"meta": meta, "data": data}
    return json.dumps(whole, ensure_ascii=False)


def written(folder: Path, text: str, name: str = "estuaire.ghost.json") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
