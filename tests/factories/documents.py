"""Small real files of each kind that readers may get, made by hand."""

import io
import struct
import wave
from typing import Any

from django.core.files.base import ContentFile

from rotative.media import audio_length, document_kinds
from rotative.media.models import DocumentFile

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def wav(seconds: float = 2) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes([128]) * int(8000 * seconds))
    return file.getvalue()


def mp3(seconds: float = 2, *, tag: bytes = b"") -> bytes:
    """Make frames of silence of version 1, layer III, 64 kbit/s, 32 kHz: 288 bytes for 36 ms each. tag: an ID3 tag before."""
    frame = b"\xff\xfb\x58\xc4" + bytes(284)
    return tag + frame * round(seconds / 0.036)


def id3(length: int) -> bytes:
    return b"ID3\x04\x00\x00" + bytes(length >> shift & 0x7F for shift in (21, 14, 7, 0)) + bytes(length)


def mp3_counted(frames: int) -> bytes:
    """Make the first frame of a file with a varying rate, which counts the others."""
    return b"\xff\xfb\x58\xc4" + bytes(32) + b"Xing" + struct.pack(">II", 1, frames) + bytes(2000)


def m4a(seconds: float = 2) -> bytes:
    def box(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I4s", 8 + len(content), kind) + content

    header = struct.pack(">IIIII", 0, 0, 0, 600, int(seconds * 600)) + bytes(80)
    return box(b"ftyp", b"M4A \0\0\0\0") + box(b"free", bytes(50)) + box(b"moov", box(b"mvhd", header))


def ogg(seconds: float = 2, *, opus: bool = False) -> bytes:
    rate = 48_000 if opus else 22_050
    head = b"OpusHead\x01\x01" if opus else b"\x01vorbis" + struct.pack("<IBI", 0, 1, rate)
    page = b"OggS\x00\x02" + struct.pack("<q", 0) + bytes(14) + head + bytes(20)
    return page + b"OggS\x00\x04" + struct.pack("<q", int(seconds * rate)) + bytes(14)


def document(name: str = "rapport.pdf", data: bytes = PDF, **fields: Any) -> DocumentFile:
    """Put a document into the library, as the desk does."""
    found = DocumentFile(title=fields.pop("title", name), file=ContentFile(data, name=name), **fields)
    found.file_size = len(data)
    found.seconds = audio_length.seconds(io.BytesIO(data), document_kinds.ending(name))
    found.save()
    found.file.close()
    return found
