"""JSON-LD: the data about a page that search engines read."""

import json
from typing import Any

from rotative.articles.cards import ArticleView, AudioView, Genre, Link, SubjectLink
from rotative.core import addresses
from rotative.layout import slots
from rotative.layout.frame import largest
from rotative.masthead.cards import OutletCard
from rotative.subjects.cards import SubjectCard

# The types that schema.org has for a genre; the others are a NewsArticle of that genre. A ClaimReview needs the claim and a
# verdict as data, which a fact check has only in its text.
_TYPES: dict[Genre, str] = {
    "analysis": "AnalysisNewsArticle",
    "opinion": "OpinionNewsArticle",
    "reportage": "ReportageNewsArticle",
}
# The types of schema.org for the kinds of subjects; a theme is a Thing. An Event would need its day, which we do not know.
SUBJECT_TYPES = {"person": "Person", "organisation": "Organization", "place": "Place"}
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def news_article(article: ArticleView, breadcrumb: tuple[Link, ...]) -> str:
    """Return a NewsArticle, of the type of its genre, with its breadcrumb, as a JSON document with slots for the outlet."""
    card, machines = article.card, article.machines
    address = addresses.full(card.path)
    document: dict[str, Any] = {
        "@type": _TYPES.get(card.genre, "NewsArticle"),
        "@id": f"{address}#article",
        "mainEntityOfPage": machines.original_url or address,
        "headline": card.headline,
        "description": machines.search_description,
        "inLanguage": card.language,
        "articleSection": card.section.name,
        "datePublished": card.published_at.isoformat(timespec="seconds"),
        "dateModified": (card.updated_at or card.published_at).isoformat(timespec="seconds"),
        "author": [
            {"@type": "Person", "name": person.name, "url": addresses.full(person.path)}
            for person in card.bylines
        ]
        or [{"@type": "Organization", "name": slots.token("json name")}],
        "publisher": slots.token("publisher"),
        "wordCount": article.word_count,
        "isAccessibleForFree": True,
        "about": [_named(subject) for subject in article.subjects if subject.is_main],
    }
    if mentioned := [_named(subject) for subject in article.subjects if not subject.is_main]:
        document["mentions"] = mentioned
    if card.label:
        document["genre"] = card.label
    if machines.share_picture:
        document["image"] = [addresses.full(largest(machines.share_picture))]
    if sounds := [block for block in article.body if isinstance(block, AudioView)]:
        document["audio"] = [_sound(one) for one in sounds]
    return _graph(document, _breadcrumb(breadcrumb, address))


def _named(subject: SubjectLink) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": SUBJECT_TYPES.get(subject.kind, "Thing"), "name": subject.name}
    return found | ({"sameAs": list(subject.same_as)} if subject.same_as else {})


def _sound(view: AudioView) -> dict[str, Any]:
    found = {
        "@type": "AudioObject",
        "name": view.title,
        "contentUrl": addresses.full(view.document.url),
        "encodingFormat": view.document.type,
    }
    return found | ({"duration": f"PT{view.document.seconds}S"} if view.document.seconds else {})


def subject(card: SubjectCard, *, path: str, picture: str) -> str:
    """Return the page of a subject, and who or what it is, as a JSON document. path: encoded; picture: an address or ""."""
    address = addresses.full(path)
    names = dict.fromkeys((*card.names.values(), *card.aliases))
    names.pop(card.name, None)
    found: dict[str, Any] = {
        "@type": SUBJECT_TYPES.get(card.kind, "Thing"),
        "@id": f"{address}#subject",
        "name": card.name,
        "alternateName": list(names),
        "description": card.description,
        "sameAs": list(card.same_as),
        "image": picture,
    }
    if card.kind == "person":
        found["jobTitle"] = [role.text for role in card.roles if not role.until]
    told = {name: value for name, value in found.items() if value}
    return _graph({"@type": "CollectionPage", "name": card.name, "url": address, "about": told})


def listing(name: str, path: str, breadcrumb: tuple[Link, ...]) -> str:
    """Return a CollectionPage with its breadcrumb, as a JSON document. path: encoded."""
    address = addresses.full(path)
    trail = [_breadcrumb(breadcrumb, address)] if breadcrumb else []
    return _graph({"@type": "CollectionPage", "name": name, "url": address}, *trail)


def site(outlet: OutletCard, path: str) -> str:
    """Return the outlet and its site, as a JSON document. path: encoded."""
    return _graph(
        {
            "@type": "WebSite",
            "name": outlet.name,
            "url": addresses.full(path),
            "inLanguage": outlet.language,
        },
        {
            **publisher(outlet),
            "url": addresses.full(path),
            "sameAs": [account.url for account in outlet.accounts],
        },
    )


def publisher(outlet: OutletCard) -> dict[str, Any]:
    """Return the outlet as the publisher of its articles."""
    found: dict[str, Any] = {"@type": "NewsMediaOrganization", "name": outlet.name}
    if outlet.logo:
        found["logo"] = {"@type": "ImageObject", "url": addresses.full(outlet.logo)}
    return found


def encoded(value: object) -> str:
    """Encode a value in the JSON of these documents."""
    return _ENCODER.encode(value)


def _breadcrumb(links: tuple[Link, ...], address: str) -> dict[str, Any]:
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "name": link.name,
            "item": addresses.full(link.path) if link.path else address,
        }
        for number, link in enumerate(links, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _graph(*documents: dict[str, Any]) -> str:
    """Encode the documents as a JSON list, because simple readers do not look into an `@graph`."""
    whole = [{"@context": "https://schema.org", **document} for document in documents]
    return encoded(whole)
