"""The cards of articles without a picture."""

from django.core.files.storage import default_storage

from rotative.articles.models import SharingCard
from rotative.bake import keys
from rotative.bake.batch.loaders import Single


def _load() -> dict[int, str]:
    return {card.pk: str(default_storage.url(card.name)) for card in SharingCard.objects.all()}


# Article → address; few have one.
_cards: Single[dict[int, str]] = Single(_load)


def sharing_card(article_id: int) -> str:
    """Return the address of an article's card; "" as long as it has none."""
    keys.record(keys.sharing_card(article_id))
    return _cards.get().get(article_id, "")
