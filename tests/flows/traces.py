"""The search for words in a newsroom's home: in files as they are, unpacked, or read as mail."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import brotli

from rotative.mail.returns.parsing.mail import contents


def naming(folder: Path, *words: str) -> set[str]:
    """Return the files with one of these words in name or content, in upper or lower case, by their paths in the folder."""
    wanted = [word.lower().encode() for word in words]
    return {
        name
        for path in folder.rglob("*")
        if path.is_file()
        for name in [str(path.relative_to(folder))]
        if any(word in text for text in [name.lower().encode(), *_texts(path)] for word in wanted)
    }


def _texts(path: Path) -> Iterator[bytes]:
    raw = path.read_bytes()
    yield raw.lower()
    if path.suffix == ".gz":
        yield gzip.decompress(raw).lower()
    elif path.suffix == ".br":
        yield brotli.decompress(raw).lower()
    elif path.suffix == ".eml" or path.parent.name == "cur":
        yield from contents(raw)
