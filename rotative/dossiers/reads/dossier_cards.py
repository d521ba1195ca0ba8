"""The cards that other sites show with a link to a dossier."""

from django.core.files.storage import default_storage

from rotative.bake import keys
from rotative.bake.batch.loaders import Single
from rotative.dossiers.models import DossierSharingCard


def _load() -> dict[int, str]:
    return {card.pk: str(default_storage.url(card.name)) for card in DossierSharingCard.objects.all()}


# Dossier → address.
_cards: Single[dict[int, str]] = Single(_load)


def sharing_key(dossier_id: int) -> str:
    """Return the key of the card of a dossier."""
    return f"dossiers:sharing:{dossier_id}"


def sharing_card(dossier_id: int) -> str:
    """Return the address of a dossier's card; "" as long as it has none."""
    keys.record(sharing_key(dossier_id))
    return _cards.get().get(dossier_id, "")
