"""Every motif: importing this package registers them all."""

from rotative.demo.art.motifs import countryside, culture, institutions, town
from rotative.demo.art.registry import MOTIFS

__all__ = ["MOTIFS", "countryside", "culture", "institutions", "town"]
