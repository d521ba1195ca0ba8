"""The daily letter in the database: what it says, for whom, and where each copy stands."""

from rotative.editions.models.edition import Edition, EditionItem, Variant
from rotative.editions.models.plan import EditionPlan
from rotative.editions.models.returns import Receipt
from rotative.editions.models.sending import Chunk, Delivery, Event, RateBucket

__all__ = [
    "Chunk",
    "Delivery",
    "Edition",
    "EditionItem",
    "EditionPlan",
    "Event",
    "RateBucket",
    "Receipt",
    "Variant",
]
