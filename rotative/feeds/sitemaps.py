"""Maps of the site for search engines (sitemaps.org), and what robots may read."""

from collections.abc import Iterable
from functools import partial

from lxml import etree

from rotative.core import addresses
from rotative.feeds.maps import News, Place
from rotative.feeds.once import once
from rotative.feeds.trees import add, document, filled, inside, root, w3c, words

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def index(paths: Iterable[str]) -> bytes:
    """The map of the maps at these decoded paths."""
    tree = root(SITEMAP, "sitemapindex")
    for path in paths:
        add(add(tree, f"{{{SITEMAP}}}sitemap"), f"{{{SITEMAP}}}loc", addresses.absolute(path))
    return document(tree)


def places(shown: Iterable[Place]) -> bytes:
    """A map of pages, each with its date and translations where it has some."""
    return document(_urls(shown))


def entries(shown: Iterable[Place]) -> bytes:
    """Pages as they stand in a map, without what surrounds them."""
    return inside(_urls(shown))


def filled_with(parts: Iterable[bytes]) -> bytes:
    """A map of what `entries` wrote."""
    return filled(root(SITEMAP, "urlset", xhtml=XHTML), parts)


def news_entries(shown: Iterable[News], *, outlet: str, language: str) -> bytes:
    """Articles as they stand in Google's map of the news, without what surrounds them."""
    # One without a title would make Google refuse the whole file.
    titled = (article for article in shown if words(article.headline))
    return b"".join(_news(article, outlet, language) for article in titled)


def news_filled_with(parts: Iterable[bytes]) -> bytes:
    """Google's map of the news of the last two days, of what `news_entries` wrote."""
    return filled(root(SITEMAP, "urlset", news=NEWS), parts)


def robots(maps: Iterable[str], closed: Iterable[str]) -> bytes:
    """robots.txt: everything is open but these decoded paths."""
    lines = ["User-agent: *", "Allow: /", *(f"Disallow: {addresses.href(path)}" for path in closed), ""]
    lines += [f"Sitemap: {addresses.absolute(path)}" for path in maps]
    return ("\n".join(lines) + "\n").encode()


def _news(article: News, outlet: str, language: str) -> bytes:
    said = (article, outlet, language)
    return once(("news", article.path), said, partial(_written, *said))


def _written(article: News, outlet: str, language: str) -> bytes:
    tree = root(SITEMAP, "urlset", news=NEWS)
    url = add(tree, f"{{{SITEMAP}}}url")
    add(url, f"{{{SITEMAP}}}loc", addresses.absolute(article.path))
    entry = add(url, f"{{{NEWS}}}news")
    publication = add(entry, f"{{{NEWS}}}publication")
    add(publication, f"{{{NEWS}}}name", outlet)
    add(publication, f"{{{NEWS}}}language", language)
    add(entry, f"{{{NEWS}}}publication_date", w3c(article.published_at))
    add(entry, f"{{{NEWS}}}title", article.headline)
    return inside(tree)


def _urls(shown: Iterable[Place]) -> etree._Element:
    tree = root(SITEMAP, "urlset", xhtml=XHTML)
    for place in shown:
        url = add(tree, f"{{{SITEMAP}}}url")
        add(url, f"{{{SITEMAP}}}loc", addresses.absolute(place.path))
        if place.changed_at is not None:
            add(url, f"{{{SITEMAP}}}lastmod", w3c(place.changed_at))
        for language, path in place.translations.items():
            add(url, f"{{{XHTML}}}link", rel="alternate", hreflang=language, href=addresses.absolute(path))
    return tree
