"""Reactions of the editions to their mailings: the state follows, and the editors hear of refusals."""

from typing import Any

from django.dispatch import receiver

from rotative.editions import alerts
from rotative.editions.models import Edition
from rotative.mail.models import Mailing
from rotative.mail.signals import sender_refused, state_changed

_STATES = {
    Mailing.State.SENDING: Edition.State.SENDING,
    Mailing.State.SENT: Edition.State.SENT,
    Mailing.State.STOPPED: Edition.State.STOPPED,
}


@receiver(state_changed, sender=Mailing)
def on_state_changed(mailing: Mailing, **kwargs: Any) -> None:
    """Bring the edition of a mailing to the mailing's state."""
    Edition.objects.filter(mailing=mailing).update(state=_STATES[Mailing.State(mailing.state)])


@receiver(sender_refused, sender=Mailing)
def on_sender_refused(mailing: Mailing, domain_class: str, code: str, **kwargs: Any) -> None:
    """Tell the editors of the mailing's edition."""
    edition = Edition.objects.filter(mailing=mailing).first()
    if edition is not None:
        alerts.sender_refused(edition, domain_class, code)
