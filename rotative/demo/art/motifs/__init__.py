"""Every motif, registered by being imported here."""

from rotative.demo.art.motifs import civic, land, objects, play, shore, streets, works
from rotative.demo.art.registry import MOTIFS

__all__ = ["MOTIFS", "civic", "land", "objects", "play", "shore", "streets", "works"]
