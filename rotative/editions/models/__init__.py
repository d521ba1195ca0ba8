"""Editions in the database: one day's letter each, the stories considered for it, and the timetables."""

from rotative.editions.models.edition import Edition, EditionItem
from rotative.editions.models.plan import EditionPlan

__all__ = ["Edition", "EditionItem", "EditionPlan"]
