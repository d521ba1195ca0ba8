"""WordPress exports made to be imported: posts without pictures, in the words of the demo, with comments if wished.

The same seed gives the same file. Every other post is written as the block editor stores it, the others as the older
editor did; links, bold words, categories, tags and fields of plugins are as frequent as in a newspaper's own export.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from rotative.demo.archive.prose import Piece, Writer

_SITE = "https://old.example.org"
_SECTIONS = ("Politique", "Économie", "Monde", "Société", "Culture", "Sciences", "Sport", "Régions")
_AUTHORS = 40
_TAGS = 400
_TAGS_EACH = 2
# Years before the posts of the file have filled it; one post an hour and a half.
_FIRST = datetime(2012, 1, 1, 6, tzinfo=UTC)
_PACE = timedelta(minutes=90)
_STATES = ("1", "1", "1", "1", "1", "1", "1", "0", "spam", "trash")

_HEAD = """\
<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>L’Estuaire</title><link>{site}</link><description>Le quotidien</description><language>fr-FR</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>{site}</wp:base_site_url><wp:base_blog_url>{site}</wp:base_blog_url>
"""
_AUTHOR = """\
<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>signature-{number}</wp:author_login>
<wp:author_email>signature-{number}@example.org</wp:author_email>
<wp:author_display_name><![CDATA[Signature {number}]]></wp:author_display_name></wp:author>
"""
_CATEGORY = """\
<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>rubrique-{number}</wp:category_nicename>
<wp:category_parent></wp:category_parent><wp:cat_name><![CDATA[{name}]]></wp:cat_name></wp:category>
"""
_ITEM = """\
<item>
<title><![CDATA[{headline}]]></title><link>{site}/{at:%Y/%m/%d}/{slug}/</link>
<pubDate>{at:%a, %d %b %Y %H:%M:%S} +0000</pubDate><dc:creator><![CDATA[signature-{author}]]></dc:creator>
<guid isPermaLink="false">{site}/?p={number}</guid><description></description>
<content:encoded><![CDATA[{body}]]></content:encoded>
<excerpt:encoded><![CDATA[{standfirst}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id>
<wp:post_date>{at:%Y-%m-%d %H:%M:%S}</wp:post_date><wp:post_date_gmt>{at:%Y-%m-%d %H:%M:%S}</wp:post_date_gmt>
<wp:post_modified>{at:%Y-%m-%d %H:%M:%S}</wp:post_modified>
<wp:post_modified_gmt>{at:%Y-%m-%d %H:%M:%S}</wp:post_modified_gmt>
<wp:comment_status>open</wp:comment_status><wp:ping_status>closed</wp:ping_status>
<wp:post_name>{slug}</wp:post_name><wp:status>publish</wp:status><wp:post_parent>0</wp:post_parent>
<wp:menu_order>0</wp:menu_order><wp:post_type>post</wp:post_type><wp:post_password></wp:post_password>
<wp:is_sticky>0</wp:is_sticky>
<category domain="category" nicename="rubrique-{section}"><![CDATA[{name}]]></category>
{tags}<wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value><![CDATA[1]]></wp:meta_value></wp:postmeta>
<wp:postmeta><wp:meta_key>_views</wp:meta_key><wp:meta_value><![CDATA[{views}]]></wp:meta_value></wp:postmeta>
{comments}</item>
"""
_TAG = '<category domain="post_tag" nicename="theme-{number}"><![CDATA[Thème {number}]]></category>\n'
_COMMENT = """\
<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author><![CDATA[Lectrice {reader}]]></wp:comment_author>
<wp:comment_author_email>lectrice-{reader}@example.org</wp:comment_author_email><wp:comment_author_url></wp:comment_author_url>
<wp:comment_author_IP>203.0.113.{ip}</wp:comment_author_IP><wp:comment_date>{at:%Y-%m-%d %H:%M:%S}</wp:comment_date>
<wp:comment_date_gmt>{at:%Y-%m-%d %H:%M:%S}</wp:comment_date_gmt>
<wp:comment_content><![CDATA[{text}]]></wp:comment_content><wp:comment_approved>{state}</wp:comment_approved>
<wp:comment_type>comment</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent>
<wp:comment_user_id>0</wp:comment_user_id></wp:comment>
"""


def measure(*, file: str, posts: int, comments: int) -> int:
    """Write an export inside a newsroom's process, which the words of the demo need; return its size in bytes."""
    return write(Path(file), posts, comments=comments).stat().st_size


def write(file: Path, posts: int, *, comments: int = 0, seed: int = 1) -> Path:
    """Write an export of published posts, oldest first, each with so many comments; return the file."""
    with file.open("w", encoding="utf-8") as out:
        out.write(_HEAD.format(site=_SITE))
        out.writelines(_AUTHOR.format(number=number) for number in range(1, _AUTHORS + 1))
        out.writelines(
            _CATEGORY.format(number=number, name=name) for number, name in enumerate(_SECTIONS, start=1)
        )
        out.writelines(_items(Writer(seed), posts, comments))
        out.write("</channel>\n</rss>\n")
    return file


def _items(writer: Writer, posts: int, comments: int) -> Iterator[str]:
    draw = writer.draw
    # The first tag is set a hundred times as often as the hundredth.
    weights = list(accumulate(1 / rank for rank in range(1, _TAGS + 1)))
    for number in range(1, posts + 1):
        piece, at = writer.piece(number), _FIRST + number * _PACE
        section = draw.randint(1, len(_SECTIONS))
        tags = dict.fromkeys(draw.choices(range(1, _TAGS + 1), cum_weights=weights, k=_TAGS_EACH))
        paragraphs = _paragraphs(writer, piece)
        yield _ITEM.format(
            site=_SITE,
            headline=piece.headline,
            standfirst=piece.standfirst,
            slug=piece.slug,
            number=number,
            at=at,
            author=draw.randint(1, _AUTHORS),
            body="\n\n".join(_blocks(paragraphs) if number % 2 else paragraphs),
            section=section,
            name=_SECTIONS[section - 1],
            tags="".join(_TAG.format(number=tag) for tag in tags),
            views=draw.randint(1, 9999),
            comments="".join(_comments(writer, piece, number, at, comments)),
        )


def _paragraphs(writer: Writer, piece: Piece) -> list[str]:
    """Return the paragraphs and intertitles of a post: every third paragraph has a link, every fourth bold words."""
    found = []
    for place, block in enumerate(piece.blocks):
        text = str(block["value"]).removeprefix("<p>").removesuffix("</p>")
        words = text.split(" ")
        if block["type"] == "intertitle":
            found.append(f"<h3>{text}</h3>")
            continue
        if place % 3 == 0 and len(words) > 3:
            words[1] = f'<a href="{_SITE}/?p={writer.draw.randint(1, 9999)}">{words[1]}</a>'
        if place % 4 == 0 and len(words) > 8:
            words[5] = f"<strong>{words[5]}</strong>"
        found.append(" ".join(words))
    return found


def _blocks(paragraphs: Sequence[str]) -> Iterator[str]:
    for text in paragraphs:
        if text.startswith("<h3>"):
            yield f'<!-- wp:heading {{"level":3}} -->\n{text}\n<!-- /wp:heading -->'
        else:
            yield f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->"


def _comments(writer: Writer, piece: Piece, post: int, at: datetime, count: int) -> Iterator[str]:
    """Yield the comments of a post; every third answers the one before it."""
    draw = writer.draw
    texts = [str(block["value"])[3:-4] for block in piece.blocks if block["type"] == "paragraph"]
    for number in range(1, count + 1):
        own = (post - 1) * count + number
        yield _COMMENT.format(
            id=own,
            reader=draw.randint(1, 5000),
            ip=draw.randint(1, 254),
            at=at + timedelta(minutes=7 * number),
            text=texts[number % len(texts)][:400],
            state=draw.choice(_STATES),
            parent=own - 1 if number % 3 == 0 else 0,
        )
