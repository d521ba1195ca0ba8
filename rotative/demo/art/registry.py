"""The functions that draw, by motif."""

from __future__ import annotations

from collections.abc import Callable

from rotative.demo.art.canvas import Canvas

Drawing = Callable[[Canvas], None]

MOTIFS: dict[str, Drawing] = {}


def motif(name: str) -> Callable[[Drawing], Drawing]:
    """Register the function below under a motif's name; the same name twice is a mistake."""

    def register(drawing: Drawing) -> Drawing:
        if name in MOTIFS:
            raise ValueError(f"The motif {name} is drawn twice.")
        MOTIFS[name] = drawing
        return drawing

    return register
