"""Long texts of one piece: an article made of them is published and printed in a time that grows with its length."""

from itertools import count

import pytest

from rotative.articles.models import Article
from rotative.bake import oven
from rotative.bake.models import PublicPath
from tests.conftest import proofs
from tests.factories.articles import published
from tests.factories.degenerate import LINEAR, PIECES, growth, repeated

pytestmark = pytest.mark.django_db

_number = count()


def _printed(text: str) -> None:
    number = next(_number)
    article = published(
        headline=f"Titre {number}",
        standfirst=text[:500],
        body=[("paragraph", f"<p>{text} @ l'eau</p>")],
    )
    oven.render(PublicPath.objects.get(path=article.path))
    Article.objects.filter(pk=article.pk).delete()


def test_success_pages_of_long_texts() -> None:
    dear = [
        piece
        for piece in PIECES[:: proofs(4, 1)]
        # No database column of PostgreSQL takes one, and no form lets it in.
        if "\0" not in piece
        and growth(_printed, lambda size, of=piece: repeated(of, size), length=6_000) > LINEAR
    ]

    assert dear == []
