"""The length of a sound, read from the header of its file: MP3, MP4, Ogg and WAVE. Imports neither Django nor Wagtail.

Nothing is decoded. What a header does not say is unknown, and a page then shows no length.
"""

import struct
from typing import IO

# Kilobits a second by the index in a frame's header, of version 1 and of versions 2 and 2.5; layer III.
# Source: ISO/IEC 11172-3 and 13818-3, tables of bit rates and sampling frequencies.
_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_SAMPLING = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
# Bytes in which the first frame of an MP3 is looked for, and the last page of an Ogg.
_NEAR = 65_536
# Longer is no sound of a newspaper, but a damaged header.
_LONGEST_S = 24 * 3600
# Boxes of an MP4 that are looked at.
_MOST_BOXES = 1_000


def seconds(file: IO[bytes], ending: str) -> int | None:
    """Return the length of a sound, rounded, at least 1; None when the file does not say it. ending: "mp3", "m4a"…"""
    read = {"mp3": _mp3, "m4a": _mp4, "ogg": _ogg, "opus": _ogg, "wav": _wave}.get(ending)
    if read is None:
        return None
    try:
        found = read(file)
    except (struct.error, ValueError, IndexError, ZeroDivisionError):
        return None
    finally:
        file.seek(0)
    return max(1, round(found)) if found and 0 < found <= _LONGEST_S else None


def _size(file: IO[bytes]) -> int:
    return file.seek(0, 2)


def _mp3(file: IO[bytes]) -> float | None:
    size = _size(file)
    file.seek(0)
    tag = file.read(10)
    start = 0
    if tag[:3] == b"ID3":
        start = 10 + sum(
            (byte & 0x7F) << shift for byte, shift in zip(tag[6:10], (21, 14, 7, 0), strict=True)
        )
    file.seek(start)
    data = file.read(_NEAR)
    at = next((n for n in range(len(data) - 3) if _is_frame(data[n : n + 4])), None)
    if at is None:
        return None
    version, rate, sampling = _frame(data[at : at + 4])
    samples = 1152 if version == 3 else 576
    # The first frame of a file with a varying rate counts the frames.
    for mark in (b"Xing", b"Info"):
        place = data.find(mark, at, at + 200)
        if place >= 0 and data[place + 7] & 1:
            (frames,) = struct.unpack(">I", data[place + 8 : place + 12])
            return float(frames * samples / sampling)
    return (size - start - at) * 8 / (rate * 1000)


def _is_frame(head: bytes) -> bool:
    if head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[1] >> 3 & 3 != 1 and head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3


def _frame(head: bytes) -> tuple[int, int, int]:
    """Return the version, the kilobits a second and the sampling frequency of a frame."""
    version = head[1] >> 3 & 3
    rates = _RATES_1 if version == 3 else _RATES_2
    return version, rates[head[2] >> 4], _SAMPLING[version][head[2] >> 2 & 3]


def _mp4(file: IO[bytes]) -> float | None:
    size = _size(file)
    found = _box(file, b"moov", 0, size)
    found = found and _box(file, b"mvhd", *found)
    if not found:
        return None
    file.seek(found[0])
    data = file.read(32)
    if data[0] == 1:
        scale, length = struct.unpack(">IQ", data[20:32])
    else:
        scale, length = struct.unpack(">II", data[12:20])
    return float(length / scale)


def _box(file: IO[bytes], name: bytes, start: int, end: int) -> tuple[int, int] | None:
    """Return the beginning and the end of the content of a box."""
    for _number in range(_MOST_BOXES):
        if start + 8 > end:
            return None
        file.seek(start)
        length, kind = struct.unpack(">I4s", file.read(8))
        head = 8
        if length == 1:
            (length,) = struct.unpack(">Q", file.read(8))
            head = 16
        elif length == 0:
            length = end - start
        if kind == name:
            return start + head, min(start + length, end)
        if length < head:
            return None
        start += length
    return None


def _ogg(file: IO[bytes]) -> float | None:
    size = _size(file)
    file.seek(0)
    head = file.read(200)
    if b"OpusHead" in head:
        # A position counts samples of 48 kHz whatever the sound was made of.
        sampling = 48_000
    else:
        place = head.index(b"\x01vorbis")
        (sampling,) = struct.unpack("<I", head[place + 12 : place + 16])
    file.seek(max(0, size - _NEAR))
    data = file.read()
    (position,) = struct.unpack("<q", data[(last := data.rindex(b"OggS")) + 6 : last + 14])
    return float(position / sampling)


def _wave(file: IO[bytes]) -> float | None:
    size = _size(file)
    start, rate = 12, 0
    for _number in range(_MOST_BOXES):
        if start + 8 > size:
            return None
        file.seek(start)
        kind, length = struct.unpack("<4sI", file.read(8))
        if kind == b"fmt ":
            (rate,) = struct.unpack("<I", file.read(12)[8:12])
        elif kind == b"data":
            return float(min(length, size - start - 8) / rate)
        start += 8 + length + length % 2
    return None
