"""The sentence after a publication, with what one does next: see the page, copy its address, hand it on."""

from __future__ import annotations

from urllib.parse import quote

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from rotative.articles.models import Article
from rotative.core import addresses


def published_message(sentence: str, article: Article) -> SafeString | str:
    """Return the sentence, and for a public article its address and the ways to share it."""
    row = Article.objects.only("live", "path", "headline").get(pk=article.pk)
    if not (row.live and row.path):
        return sentence
    href = addresses.href(row.path)
    address = addresses.full(href)
    context = {
        "sentence": sentence,
        "href": href,
        "address": address,
        "share": _share_links(quote(address, safe=""), quote(row.headline, safe="")),
    }
    # Rendered and escaped by a template.
    return mark_safe(render_to_string("desk/articles/published_message.html", context).strip())  # noqa: S308


def _share_links(url: str, words: str) -> list[tuple[str, str]]:
    return [
        ("WhatsApp", f"https://wa.me/?text={words}%20{url}"),
        ("Telegram", f"https://t.me/share/url?url={url}&text={words}"),
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        ("X", f"https://x.com/intent/post?url={url}&text={words}"),
    ]
