"""The one place where a mailing changes its state."""

from collections.abc import Sequence

from rotative.mail.models import Mailing
from rotative.mail.signals import state_changed


def move(mailing: Mailing, to: Mailing.State, *, among: Sequence[Mailing.State], **fields: object) -> bool:
    """Bring a mailing to a state and tell its app. Return False, and do nothing, when it is in no state of `among`.

    Call it inside a transaction. `fields` are written in the same statement. `mailing` is read again either way.
    """
    moved = Mailing.objects.filter(pk=mailing.pk, state__in=among).update(state=to, **fields)
    mailing.refresh_from_db()
    if moved:
        state_changed.send(Mailing, mailing=mailing)
    return bool(moved)
