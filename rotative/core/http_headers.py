"""HTTP headers of a file: its type, how long it may be kept, which encoding fits, which sources a page may load.

The nginx configuration prints the same values, so they are here once and need neither Django nor a database.
"""

import os
import re
from functools import lru_cache

Headers = list[tuple[str, str]]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
# The desk is Wagtail's: its forms need scripts and styles inside the page, but nothing from, and nothing to, another site.
DESK_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; object-src 'none'; "
    "form-action 'self'; frame-ancestors 'self'; base-uri 'self'"
)
# The page of a film has one frame, of the site that plays it, and nothing else from elsewhere.
PLAYER_SECURITY_POLICY = CONTENT_SECURITY_POLICY.replace(
    "default-src 'none'", "default-src 'none'; frame-src {origin}"
)
# A draft that the desk shows in a frame of its own.
PREVIEW_SECURITY_POLICY = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
# What a reader or an editor uploaded may show itself and nothing else.
MEDIA_SECURITY_POLICY = "default-src 'none'; sandbox"
PERMISSIONS_POLICY = (
    "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=(), interest-cohort=()"
)
REFERRER_POLICY = "strict-origin-when-cross-origin"

# A page is asked for again each time, which costs a 304; a shared cache may answer alone for half a minute.
CACHE_PAGE = "public, max-age=0, s-maxage=30, must-revalidate"
CACHE_FEED = "public, max-age=300, stale-while-revalidate=600"
CACHE_HASHED = "public, max-age=31536000, immutable"
CACHE_STATIC = "public, max-age=3600"
CACHE_MEDIA = "public, max-age=86400, stale-while-revalidate=604800"
CACHE_ERROR = "public, max-age=30"
CACHE_REDIRECT = "public, max-age=300"

TYPES: dict[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".pdf": "application/pdf",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".wasm": "application/wasm",
}
# Names whose type their suffix does not tell.
NAMED_TYPES: dict[str, str] = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json",
}
UNKNOWN_TYPE = "application/octet-stream"
# Uploads of other types are downloaded, never shown: a page of somebody else must not run under our name.
SHOWN_MEDIA = ("image/", "audio/", "video/", "application/pdf")

HASHED_NAME = re.compile(r"[.-][0-9a-f]{8,64}\.[A-Za-z0-9]+$")
# A picture's rendition, and a document: the name changes with the file. Names of older ones stay.
MEDIA_NAME = re.compile(
    r"^/media/(images/[^/]+\.[0-9a-f]{12}\.[a-z0-9]+\.(avif|webp|jpg|png)|documents/[^/]+\.[0-9a-f]{12}\.[a-z0-9]+)$"
)
ENCODINGS = {".br": "br", ".gz": "gzip", "": ""}
_IDENTITY: tuple[str, ...] = ("",)


def content_type(path: str) -> str:
    """Return the content type of the file at a path; a path without a suffix is a page."""
    name = path.rsplit("/", 1)[-1]
    if name in NAMED_TYPES:
        return NAMED_TYPES[name]
    suffix = os.path.splitext(name)[1].lower()
    return TYPES.get(suffix, UNKNOWN_TYPE) if suffix else TYPES[".html"]


def cache_control(path: str, kind: str) -> str:
    """Return the header that says how long the file at a path may be kept."""
    if path.startswith("/media/"):
        return CACHE_HASHED if MEDIA_NAME.match(path) else CACHE_MEDIA
    if path.startswith("/static/"):
        return CACHE_HASHED if HASHED_NAME.search(path) else CACHE_STATIC
    return CACHE_PAGE if kind.startswith("text/html") else CACHE_FEED


def security(kind: str) -> Headers:
    """Return the headers that keep a file of this type from doing harm."""
    headers = [("x-content-type-options", "nosniff")]
    if kind.startswith("text/html"):
        headers += [
            ("content-security-policy", CONTENT_SECURITY_POLICY),
            ("referrer-policy", REFERRER_POLICY),
            ("permissions-policy", PERMISSIONS_POLICY),
            ("cross-origin-opener-policy", "same-origin"),
        ]
    elif kind.startswith("image/svg"):
        headers.append(("content-security-policy", MEDIA_SECURITY_POLICY))
    return headers


@lru_cache(maxsize=256)
def preference(accept_encoding: str | None) -> tuple[str, ...]:
    """Return the file suffixes that a client takes, best first, by its q-values and then by ours: Brotli, gzip, plain.

    The plain file is always among them: a client that refuses every encoding gets it anyway.
    """
    if not accept_encoding:
        return _IDENTITY
    weights = dict(map(_weighted, accept_encoding.lower().split(",")))
    others = weights.get("*", 0.0)
    found = [
        (weights.get("br", others), ".br"),
        (weights.get("gzip", weights.get("x-gzip", others)), ".gz"),
    ]
    # Unless it is named, the plain file is acceptable but last.
    plain = weights.get("identity", 0.0)
    ranked = sorted((pair for pair in found if pair[0] > 0 and pair[0] >= plain), key=lambda pair: -pair[0])
    return (*(suffix for _weight, suffix in ranked), "")


def _weighted(item: str) -> tuple[str, float]:
    name, _semicolon, parameters = item.partition(";")
    quality = re.search(r"(?:^|;)\s*q\s*=\s*([^;]*)", parameters)
    try:
        return name.strip(), float(quality[1]) if quality else 1.0
    except ValueError:
        return name.strip(), 0.0
