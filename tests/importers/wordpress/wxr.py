"""Small exports, written for the tests."""

from __future__ import annotations

from html import escape
from pathlib import Path

SITE = "https://ancien.example"


def comment(
    number: int, text: str, *, approved: str = "1", kind: str = "comment", parent: int = 0, **more: str
) -> str:
    """Return one `wp:comment`."""
    values = {"author": "Nadia", "author_email": "nadia@lecteurs.example", "author_url": "", **more}
    fields = "".join(
        f"<wp:comment_{name}><![CDATA[{value}]]></wp:comment_{name}>" for name, value in values.items()
    )
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id>{fields}"
        f"<wp:comment_date_gmt>2020-01-02 10:00:{number % 60:02}</wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved>"
        f"<wp:comment_type>{kind}</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
    )


def item(
    number: int,
    *,
    title: str = "",
    content: str = "Du texte.",
    kind: str = "post",
    status: str = "publish",
    link: str | None = None,
    date: str = "2020-01-01 12:00:00",
    date_gmt: str | None = None,
    excerpt: str = "",
    creator: str = "leila",
    terms: tuple[tuple[str, str, str], ...] = (("category", "politique", "Politique"),),
    meta: dict[str, str] | None = None,
    inside: str = "",
) -> str:
    """Return one `item`.

    link: None gives it an address of its own.
    """
    address = f"{SITE}/2020/01/01/article-{number}/" if link is None else link
    slug = address.rstrip("/").rsplit("/", 1)[-1]
    categories = "".join(
        f'<category domain="{domain}" nicename="{nice}"><![CDATA[{name}]]></category>'
        for domain, nice, name in terms
    )
    metas = "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
        for key, value in (meta or {}).items()
    )
    return (
        f"<item><title><![CDATA[{title or f'Titre {number}'}]]></title><link>{escape(address)}</link>"
        f"<dc:creator><![CDATA[{creator}]]></dc:creator><content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date>{date}</wp:post_date><wp:post_date_gmt>{date if date_gmt is None else date_gmt}</wp:post_date_gmt>"
        f"<wp:post_name>{escape(slug)}</wp:post_name><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>"
        f"{categories}{metas}{inside}</item>"
    )


def export(*items: str, language: str = "fr-FR", version: str = "1.2", channel: str = "") -> str:
    """Return a whole file."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:wp="http://wordpress.org/export/{version}/">\n<channel><title>Ancien</title><link>{SITE}</link>'
        f"<language>{language}</language><wp:wxr_version>{version}</wp:wxr_version>"
        f"<wp:base_blog_url>{SITE}</wp:base_blog_url>"
        "<wp:author><wp:author_login>Leila</wp:author_login>"
        "<wp:author_display_name>Leïla Ourika</wp:author_display_name></wp:author>"
        f"{channel}\n" + "\n".join(items) + "</channel></rss>"
    )


def written(folder: Path, text: str) -> Path:
    """Write the export as a file and return its path."""
    path = folder / "export.xml"
    path.write_text(text, encoding="utf-8")
    return path
