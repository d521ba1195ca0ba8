"""A bucket of an object store with the S3 interface: put, get, list, delete. Each failure becomes one sentence.

boto3 comes with the extra `objects`; only `rotative.bake.store.configured` imports this module, when `press_url` is set.
boto3 reads the credentials itself, from the environment or the role of the machine; they never pass through here.
"""

import contextlib
import functools
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ConnectionError, HTTPClientError

from rotative.bake.store.folder import NotPrinted
from rotative.core.errors import gettext_noop

# Seconds. A request without an answer is made three times in all.
CONNECT_S = 5
READ_S = 20
ATTEMPTS = 3
# Seconds without requests after a missing answer: a batch must not wait for the timeout of each page.
PAUSE_S = 10.0
# Bytes of a key; the limit of every store with the S3 interface.
KEY_MAX_BYTES = 1024
_ABSENT = frozenset({"404", "NoSuchKey", "NotFound"})


class NotStored(NotPrinted):
    code = "bake.not_stored"
    message = gettext_noop(
        "The object store cannot give or take %(path)s: %(reason)s. "
        "Check press_url, press_endpoint, the credentials and the network."
    )


@dataclass(frozen=True, kw_only=True)
class Stored:
    """The properties of an object besides its bytes."""

    # "text/html; charset=utf-8"
    content_type: str
    cache_control: str
    # "br", "gzip", or "" for uncompressed bytes.
    encoding: str = ""
    # Target to which a website made of the bucket redirects the reader, "" for none.
    redirect: str = ""
    # Names in lower case, values in ASCII.
    metadata: Mapping[str, str] | None = None

    def headers(self) -> dict[str, Any]:
        """Return them as arguments of boto3."""
        found: dict[str, Any] = {"ContentType": self.content_type, "CacheControl": self.cache_control}
        if self.encoding:
            found["ContentEncoding"] = self.encoding
        if self.redirect:
            found["WebsiteRedirectLocation"] = self.redirect
        if self.metadata:
            found["Metadata"] = dict(self.metadata)
        return found


class Bucket:
    """The objects under one prefix of a bucket; names are relative to the prefix. Every method raises NotStored.

    prefix: "" or "folder/".
    endpoint: address of the store, "" for Amazon's.
    region: "" when the environment sets it or the store has none.
    """

    def __init__(self, name: str, *, prefix: str = "", endpoint: str = "", region: str = "") -> None:
        self.name = name
        self.prefix = prefix
        self._endpoint = endpoint
        self._region = region
        self._lock = threading.Lock()
        self._silent_until = 0.0
        self._silence = ""

    def put(self, name: str, body: bytes, stored: Stored) -> str:
        """Write a whole object; return its entity tag."""
        if len((self.prefix + name).encode()) > KEY_MAX_BYTES:
            raise NotStored(path=self._url(name), reason=f"a key has at most {KEY_MAX_BYTES} bytes")
        with self._asked(name):
            answer = self._client.put_object(**self._named(name), Body=body, **stored.headers())
        return _tag(answer)

    def metadata(self, name: str) -> Mapping[str, str] | None:
        """Return the metadata of an object; None when there is no such object."""
        with self._asked(name), _absent():
            found: Mapping[str, str] = self._client.head_object(**self._named(name))["Metadata"]
            return found
        return None

    def get(self, name: str) -> tuple[bytes, Mapping[str, str]] | None:
        """Return the bytes and the metadata of an object; None when there is no such object."""
        with self._asked(name), _absent():
            answer = self._client.get_object(**self._named(name))
            with contextlib.closing(answer["Body"]) as body:
                return body.read(), answer["Metadata"]
        return None

    def delete(self, name: str) -> None:
        """Delete an object; do nothing when there is none."""
        with self._asked(name):
            self._client.delete_object(**self._named(name))

    def names(self, start: str = "") -> Iterator[tuple[str, str]]:
        """Yield name and entity tag of every object whose name begins with `start`, in byte order; one request a thousand."""
        pages = iter(
            self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self.name, Prefix=self.prefix + start
            )
        )
        while True:
            with self._asked(""):
                page = next(pages, None)
            if page is None:
                return
            for found in page.get("Contents", ()):
                yield found["Key"][len(self.prefix) :], _tag(found)

    def _url(self, name: str) -> str:
        return f"s3://{self.name}/{self.prefix}{name}"

    def _named(self, name: str) -> dict[str, str]:
        return {"Bucket": self.name, "Key": self.prefix + name}

    @property
    def _client(self) -> Any:
        # Two threads must not make a client at the same time; both may use it.
        with self._lock:
            return self._made

    @functools.cached_property
    def _made(self) -> Any:
        return boto3.session.Session().client(
            "s3",
            endpoint_url=self._endpoint or None,
            region_name=self._region or None,
            config=Config(
                connect_timeout=CONNECT_S,
                read_timeout=READ_S,
                retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
                # Few stores besides Amazon's have a host name for each bucket, or know the newest checksums.
                s3={"addressing_style": "path" if self._endpoint else "auto"},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    @contextlib.contextmanager
    def _asked(self, name: str) -> Iterator[None]:
        if time.monotonic() < self._silent_until:
            raise NotStored(path=self._url(name), reason=self._silence)
        try:
            yield
        except ClientError as exc:
            error = exc.response.get("Error", {})
            reason = f"{error.get('Code', '')} {error.get('Message', '')}".strip().rstrip(".")
            raise NotStored(path=self._url(name), reason=reason) from exc
        except (BotoCoreError, ValueError) as exc:
            # boto3 raises ValueError for a wrong endpoint or bucket name.
            reason = str(exc).rstrip(".")
            if isinstance(exc, ConnectionError | HTTPClientError):
                self._silence, self._silent_until = reason, time.monotonic() + PAUSE_S
            raise NotStored(path=self._url(name), reason=reason) from exc


def _tag(answer: Mapping[str, Any]) -> str:
    return str(answer["ETag"]).strip('"')


@contextlib.contextmanager
def _absent() -> Iterator[None]:
    """Continue after the block when the object does not exist."""
    try:
        yield
    except ClientError as exc:
        if exc.response.get("Error", {}).get("Code") not in _ABSENT:
            raise
