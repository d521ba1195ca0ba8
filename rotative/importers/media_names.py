"""Names of uploaded files: their path under the uploads folder, and one name for a picture and its smaller copies."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final
from urllib.parse import unquote, urlsplit

_UPLOADS: Final = re.compile(
    r"(?:^|/)(?:wp-content/uploads|content/images|content/media|content/files|files|uploads)/"
    r"(?:sites/\d+/|size/\w+/(?:format/\w+/)?)?(.+)$"
)
# The endings WordPress adds to the name of a smaller copy.
COPY: Final = re.compile(r"(?:-\d+x\d+|-scaled|-e\d{10,}|@2x)(?=\.\w+$)")
_KEY_LETTERS: Final = 200


def file_of(url: str) -> str:
    """Return the path under the uploads folder of a file's address."""
    path = unicodedata.normalize("NFC", unquote(urlsplit(url).path))
    found = _UPLOADS.search(path)
    return found[1] if found else path.lstrip("/")


def is_upload(url: str) -> bool:
    """Return True when the address is that of a file in an uploads folder."""
    return "/uploads/" in url or "/files/" in url or "/content/media/" in url


def key_of(file: str) -> str:
    """Return one name for a picture and all its smaller copies."""
    key = COPY.sub("", unicodedata.normalize("NFC", file))
    return key if len(key) <= _KEY_LETTERS else hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
