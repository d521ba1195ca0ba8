"""Mailings in the database: their letters, their readers, and the state of each copy."""

from rotative.mail.models.delivery import Chunk, Delivery
from rotative.mail.models.event import Event, Receipt
from rotative.mail.models.mailing import Mailing, Variant
from rotative.mail.models.sending_limit import SendingLimit

__all__ = ["Chunk", "Delivery", "Event", "Mailing", "Receipt", "SendingLimit", "Variant"]
