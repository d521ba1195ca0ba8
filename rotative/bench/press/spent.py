"""Folders of many pages that a benchmark is done with: put aside at once, removed when everything is measured.

ext4 without a journal looks at every inode that was deleted in the last minutes before it gives a new one: after a hundred
thousand deletions each new file takes half a millisecond for every program.
"""

import shutil
import uuid
from pathlib import Path

_NAME = "spent"


def put_by(folder: Path, beside: Path) -> None:
    """Take a folder out of the way, into one of the same file system; nothing happens where there is none."""
    if folder.exists():
        (beside / _NAME).mkdir(exist_ok=True)
        folder.rename(beside / _NAME / uuid.uuid4().hex)


def remove(beside: Path) -> None:
    """Remove all that was put by there."""
    shutil.rmtree(beside / _NAME, ignore_errors=True)
