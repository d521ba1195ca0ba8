"""The demo's documents: tables as they are sold by a newsroom's sources, and sounds that are made when the demo is filled."""

import array
import io
import random
import wave
from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.base import ContentFile

from rotative.media.models import DocumentFile

_RATE = 8_000
_SECONDS = 6


@dataclass(frozen=True, kw_only=True)
class _Made:
    title: str
    file: str
    data: Callable[[], bytes]
    seconds: int | None = None


def add(name: str) -> DocumentFile:
    """Put a document into the library. name: a key of the texts."""
    made = _DOCUMENTS[name]
    data = made.data()
    document = DocumentFile(title=made.title, seconds=made.seconds, file_size=len(data))
    document.file = ContentFile(data, name=made.file)
    document.save()
    document.file.close()
    return document


def _table(*rows: str) -> Callable[[], bytes]:
    # With the mark by which spreadsheets know the code.
    return lambda: ("\ufeff" + "\r\n".join(rows) + "\r\n").encode()


def _noise(seed: str, softness: float) -> Callable[[], bytes]:
    """Return a maker of hissing water, or of a rumbling engine the softer it is. softness: from 0 to 1."""

    def sound() -> bytes:
        draw, level = random.Random(seed), 0.0  # noqa: S311 decoration
        samples = array.array("B")
        for at in range(_RATE * _SECONDS):
            level = softness * level + (1 - softness) * draw.uniform(-1, 1)
            swell = 0.6 + 0.4 * (at % _RATE) / _RATE
            samples.append(128 + round(max(-1.0, min(1.0, level * swell)) * 90))
        file = io.BytesIO()
        with wave.open(file, "wb") as written:
            written.setnchannels(1)
            written.setsampwidth(1)
            written.setframerate(_RATE)
            written.writeframes(samples.tobytes())
        return file.getvalue()

    return sound


_DOCUMENTS = {
    "releves-reseau": _Made(
        title="Relevés de la Régie par quartier", file="releves-reseau.csv",
        data=_table(
            "Quartier;Eau envoyée;Eau perdue;Conduites de plus de 50 ans", "Médina;14000;5320;61", "Derb el Bahr;11000;3750;49",
            "Hay Salam;21000;5880;34", "Rive Sud;19500;4875;22", "Les Salines;16500;3135;8",
        ),
    ),
    "fuite-ecoutee": _Made(
        title="Une fuite à la tige de métal", file="fuite-ecoutee.wav", data=_noise("fuite", 0.2), seconds=_SECONDS
    ),
    "rasd-alhafilat": _Made(
        title="معطيات الرصد كاملة", file="rasd-alhafilat.csv",
        data=_table("الخط;المعلن;المقيس;في الموعد;لم تأت", "3;10;11;84;3", "7;12;17;66;9", "12;15;18;71;6", "15;20;24;69;8", "21;30;58;31;34"),
    ),
    "muharrik": _Made(
        title="محرّك حافلة من الخطّ 21", file="muharrik.wav", data=_noise("muharrik", 0.93), seconds=_SECONDS
    ),
}  # fmt: skip
