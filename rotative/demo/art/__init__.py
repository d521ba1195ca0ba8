"""Drawings of the demo outlet: illustrations, portraits and the mark, all made by code, none copied."""

from __future__ import annotations

from random import Random

from rotative.demo.art.canvas import Canvas, jpeg
from rotative.demo.art.errors import UnknownMotif
from rotative.demo.art.mark import mark
from rotative.demo.art.motifs import MOTIFS
from rotative.demo.art.palette import PALETTES
from rotative.demo.art.portrait import Look, portrait

__all__ = ["MOTIFS", "Look", "UnknownMotif", "illustrate", "mark", "portrait"]


def illustrate(motif: str, *, seed: str, width: int = 1600, height: int = 1000) -> bytes:
    """Draw a JPEG illustration of the motif; the same motif and seed give the same bytes.

    width, height: pixels; the drawing is composed for 16:10 and cropped around its middle otherwise.
    Raises UnknownMotif.
    """
    drawing = MOTIFS.get(motif)
    if drawing is None:
        raise UnknownMotif(motif=motif, known=", ".join(sorted(MOTIFS)))
    rng = Random(f"{motif}/{seed}")  # noqa: S311 (drawing, not secrets)
    canvas = Canvas(width=width, height=height, palette=rng.choice(PALETTES), rng=rng)
    mirrored = rng.random() < 0.5
    drawing(canvas)
    return jpeg(canvas.printed(mirrored=mirrored))
