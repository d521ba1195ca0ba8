"""Witness of a proof: Python imports this in every process that has this folder on its PYTHONPATH.

It stores the digest of each page that a press is asked to print, before the press begins. Everything that a reader ever
gets must be one of them, byte for byte.
"""

import hashlib
import os
from typing import Any

from rotative.bake.store.folder import FolderPress


def _noted(path: str, write: Any) -> Any:
    journal = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)

    def noting(press: FolderPress, path: str, body: bytes, **options: Any) -> Any:
        # One write to a file opened for appending: the lines of processes never mix.
        os.write(journal, hashlib.sha256(body).hexdigest().encode() + b"\n")
        return write(press, path, body, **options)

    return noting


if "WITNESS_JOURNAL" in os.environ:
    FolderPress.write = _noted(os.environ["WITNESS_JOURNAL"], FolderPress.write)  # type: ignore[method-assign]
