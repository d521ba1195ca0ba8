"""Sitemaps for search engines (sitemaps.org), and robots.txt."""

from collections.abc import Iterable
from functools import partial

from lxml import etree

from rotative.core import addresses
from rotative.feeds.sitemap_entries import News, Place
from rotative.feeds.written_once import written_once
from rotative.feeds.xml_tree import add, document, filled, inside, root, w3c, words

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def index(paths: Iterable[str]) -> bytes:
    """Write the index of the sitemaps at these decoded paths."""
    tree = root(SITEMAP, "sitemapindex")
    for path in paths:
        add(add(tree, f"{{{SITEMAP}}}sitemap"), f"{{{SITEMAP}}}loc", addresses.absolute(path))
    return document(tree)


def places(shown: Iterable[Place]) -> bytes:
    """Write a sitemap of pages, each with its date and translations if it has any."""
    return document(_urls(shown))


def entries(shown: Iterable[Place]) -> bytes:
    """Write the entries of a sitemap, without what surrounds them."""
    return inside(_urls(shown))


def filled_with(parts: Iterable[bytes]) -> bytes:
    """Write a sitemap around what `entries` wrote."""
    return filled(root(SITEMAP, "urlset", xhtml=XHTML), parts)


def news_entries(shown: Iterable[News], *, outlet: str, language: str) -> bytes:
    """Write the entries of Google's news sitemap, without what surrounds them."""
    # Google refuses the whole file if an article has no title.
    titled = (article for article in shown if words(article.headline))
    return b"".join(_news(article, outlet, language) for article in titled)


def news_filled_with(parts: Iterable[bytes]) -> bytes:
    """Write Google's news sitemap of the last two days around what `news_entries` wrote."""
    return filled(root(SITEMAP, "urlset", news=NEWS), parts)


def robots(maps: Iterable[str], closed: Iterable[str]) -> bytes:
    """Write robots.txt. closed: decoded paths that robots must not read; all others are open."""
    lines = ["User-agent: *", "Allow: /", *(f"Disallow: {addresses.href(path)}" for path in closed), ""]
    lines += [f"Sitemap: {addresses.absolute(path)}" for path in maps]
    return ("\n".join(lines) + "\n").encode()


def _news(article: News, outlet: str, language: str) -> bytes:
    said = (article, outlet, language)
    return written_once("news", article.path, said, partial(_written, *said))


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
