"""Land, water and what lives there."""

from rotative.demo.art.motifs.countryside import bird, dam, energy, field, fish, mountain, olive, river

__all__ = ["bird", "dam", "energy", "field", "fish", "mountain", "olive", "river"]
