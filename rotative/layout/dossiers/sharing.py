"""Drawing the cards that other sites show with links to dossiers: the title, and the commitments by state."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from rotative.bake import queue
from rotative.dossiers import reads as dossiers
from rotative.dossiers.models import DossierSharingCard
from rotative.layout import drawings
from rotative.layout.assets import outlet_card
from rotative.layout.dossiers import state_words as words
from rotative.masthead import reads as masthead

# Of those that changed last, in each language.
NEWEST = 40

Draw = Callable[[dict[Path, drawings.Card]], None]


def draw_missing(draw: Draw) -> int:
    """Draw the cards of dossiers that are missing and drop the others; return the number of those drawn."""
    wanted = _wanted()
    kept = {row.pk: row for row in DossierSharingCard.objects.all()}
    missing = {
        pk: card for pk, card in wanted.items() if pk not in kept or kept[pk].digest != drawings.digest(card)
    }
    surplus = kept.keys() - wanted.keys()
    if not missing and not surplus:
        return 0
    former = [kept[pk].name for pk in (*missing, *surplus) if pk in kept]
    rows = [DossierSharingCard(dossier_id=pk, digest=drawings.digest(card)) for pk, card in missing.items()]
    with TemporaryDirectory(prefix="rotative-") as folder:
        files = {row.pk: Path(folder) / str(row.pk) for row in rows}
        if rows:
            draw({files[pk]: card for pk, card in missing.items()})
        for row in rows:
            if not default_storage.exists(row.name):
                default_storage.save(row.name, ContentFile(files[row.pk].read_bytes()))
    with transaction.atomic():
        DossierSharingCard.objects.filter(pk__in=surplus).delete()
        DossierSharingCard.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["dossier"], update_fields=["digest"]
        )
        queue.mark_stale([dossiers.sharing_key(pk) for pk in (*missing, *surplus)])
    for name in former:
        default_storage.delete(name)
    return len(rows)


def _wanted() -> dict[int, drawings.Card]:
    wanted = {}
    for code in masthead.languages():
        outlet = masthead.outlet(code)
        for card in dossiers.listed(code)[:NEWEST]:
            with override(code):
                counts = words.tally(card.commitments, code)
                said = {
                    "headline": card.title,
                    "section": " · ".join((_("Dossier"), *(one.words for one in counts))),
                    "motto": "",
                }
            wanted[card.id] = drawings.Card(**(asdict(outlet_card(outlet)) | said))
    return wanted
