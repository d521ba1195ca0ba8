"""The press on an object store: whole sets under the folder's names, repaired after a crash, every failure reported."""

import gzip
import socket
from pathlib import Path
from typing import Any

import boto3
import brotli
import pytest

from rotative.bake.store import object_bucket as buckets
from rotative.bake.store.file_names import canonical
from rotative.bake.store.object_bucket import Bucket, NotStored, Stored
from rotative.bake.store.object_press import ObjectPress
from rotative.core import http_headers
from tests.fixtures.presses import BUCKET

PAGE = b"<p>Une page assez longue pour que la compression vaille la peine.</p>" * 10
SHORT = b"<p>Court</p>"
PLAIN = Stored(content_type="text/plain", cache_control="no-store")


@pytest.fixture
def press(bucket: Bucket) -> ObjectPress:
    return ObjectPress(bucket)


@pytest.fixture
def client(store: str, credentials: None) -> Any:
    """Return a client of another program that looks into the bucket."""
    return boto3.session.Session().client("s3", endpoint_url=store, region_name="us-east-1")


def names(bucket: Bucket) -> list[str]:
    return [name for name, _tag in bucket.names()]


def get(client: Any, bucket: Bucket, name: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.get_object(Bucket=BUCKET, Key=bucket.prefix + name)
    return answer


def requests_of(monkeypatch: pytest.MonkeyPatch, bucket: Bucket) -> list[str]:
    """Collect the requests made from now on, by operation."""
    made: list[str] = []
    bucket._client.meta.events.register("before-call.s3", lambda model, **_rest: made.append(model.name))
    return made


def test_success_objects_of_a_page(press: ObjectPress, bucket: Bucket, client: Any) -> None:
    press.write("/politique/port/", PAGE)

    plain = get(client, bucket, "politique/port/index.html")
    packed = get(client, bucket, "politique/port/index.html.br")
    assert names(bucket) == [f"politique/port/index.html{suffix}" for suffix in ("", ".br", ".gz")]
    assert plain["Body"].read() == PAGE
    assert brotli.decompress(packed["Body"].read()) == PAGE
    assert gzip.decompress(get(client, bucket, "politique/port/index.html.gz")["Body"].read()) == PAGE
    for answer in (plain, packed):
        assert answer["ContentType"] == "text/html; charset=utf-8"
        assert answer["CacheControl"] == http_headers.CACHE_PAGE
    assert "ContentEncoding" not in plain
    assert packed["ContentEncoding"] == "br"


@pytest.mark.parametrize(
    ("path", "content_type", "cache_control"),
    [
        ("/rss.xml", "application/rss+xml; charset=utf-8", http_headers.CACHE_FEED),
        ("/static/site.0123456789ab.css", "text/css; charset=utf-8", http_headers.CACHE_HASHED),
        ("/robots.txt", "text/plain; charset=utf-8", http_headers.CACHE_FEED),
        ("/news", "text/html; charset=utf-8", http_headers.CACHE_PAGE),
    ],
)
def test_success_headers_of_the_front(
    press: ObjectPress, bucket: Bucket, client: Any, path: str, content_type: str, cache_control: str
) -> None:
    press.write(path, SHORT)

    answer = get(client, bucket, canonical(path)[1:])
    assert (answer["ContentType"], answer["CacheControl"]) == (content_type, cache_control)


def test_success_withdrawn_and_moved_pages(press: ObjectPress, bucket: Bucket, client: Any) -> None:
    for path in ("/un/", "/deux/"):
        press.write(path, PAGE)

    press.write("/un/", PAGE, kind="gone")
    press.write("/deux/", b"/un/", kind="moved")

    assert names(bucket) == [
        "deux/index.html",
        "deux/index.moved",
        "un/index.gone.html",
        "un/index.gone.html.br",
        "un/index.gone.html.gz",
    ]
    redirect = get(client, bucket, "deux/index.html")
    assert redirect["WebsiteRedirectLocation"] == "/un/"
    assert redirect["CacheControl"] == http_headers.CACHE_REDIRECT
    assert get(client, bucket, "un/index.gone.html")["CacheControl"] == http_headers.CACHE_ERROR
    assert sorted(press.paths()) == [("/deux/", "moved"), ("/un/", "gone")]
    assert press.read("/deux/") is None


def test_success_target_too_long_for_a_header(press: ObjectPress, bucket: Bucket, client: Any) -> None:
    target = b"/" + b"%D9%85" * 400 + b"/"
    press.write("/un/", PAGE)

    press.write("/un/", target, kind="moved")

    page = get(client, bucket, "un/index.html")
    assert "WebsiteRedirectLocation" not in page
    assert b'content="0; url=' + target + b'"' in page["Body"].read()
    assert press.read("/un/", kind="moved") == target


def test_success_another_target_is_seen(press: ObjectPress, bucket: Bucket, client: Any) -> None:
    press.write("/un/", b"/deux/", kind="moved")

    assert press.write("/un/", b"/trois/", kind="moved")
    assert get(client, bucket, "un/index.html")["WebsiteRedirectLocation"] == "/trois/"


def test_success_unchanged_page_costs_two_questions(
    monkeypatch: pytest.MonkeyPatch, press: ObjectPress, bucket: Bucket
) -> None:
    press.write("/un/", PAGE)
    made = requests_of(monkeypatch, bucket)

    press.write("/un/", PAGE)

    assert made == ["ListObjectsV2", "HeadObject"]


def test_success_page_itself_is_put_last_and_deleted_last(
    monkeypatch: pytest.MonkeyPatch, press: ObjectPress, bucket: Bucket
) -> None:
    done: list[tuple[str, str]] = []

    def note(params: dict[str, Any], model: Any, **_rest: Any) -> None:
        if model.name in ("PutObject", "DeleteObject"):
            done.append((model.name[:3], params["Key"].rpartition("/")[2]))

    bucket._client.meta.events.register("before-parameter-build.s3", note)

    press.write("/un/", PAGE)
    press.remove("/un/")

    assert done == [
        *(("Put", name) for name in ("index.html.br", "index.html.gz", "index.html")),
        *(("Del", name) for name in ("index.html.br", "index.html.gz", "index.html")),
    ]


@pytest.mark.parametrize("damage", ["missing", "foreign", "changed", "stripped"])
def test_success_half_written_set_is_put_again(press: ObjectPress, bucket: Bucket, damage: str) -> None:
    press.write("/un/", PAGE)
    if damage == "missing":
        bucket.delete("un/index.html.br")
    elif damage == "foreign":
        bucket.put("un/index.html.br", brotli.compress(b"another page"), PLAIN)
    elif damage == "changed":
        bucket.put("un/index.html", PAGE + b"!", PLAIN)
    else:
        # Copied by a program that kept the bytes and lost the metadata.
        bucket.put("un/index.html", PAGE, PLAIN)

    assert press.read("/un/") is None
    assert press.write("/un/", PAGE)
    assert press.read("/un/") == PAGE
    assert names(bucket) == [f"un/index.html{suffix}" for suffix in ("", ".br", ".gz")]


def test_success_crash_between_variants_and_page_is_seen(
    monkeypatch: pytest.MonkeyPatch, press: ObjectPress, bucket: Bucket
) -> None:
    press.write("/un/", PAGE)
    put, room = bucket.put, iter(range(2))

    def put_twice(name: str, body: bytes, stored: Stored) -> str:
        if next(room, None) is None:
            raise KeyboardInterrupt
        return put(name, body, stored)

    monkeypatch.setattr(bucket, "put", put_twice)
    with pytest.raises(KeyboardInterrupt):
        press.write("/un/", PAGE + PAGE)
    monkeypatch.undo()

    # Meanwhile the page has its old bytes again: its variants were made of other bytes.
    assert press.read("/un/") is None
    assert press.write("/un/", PAGE)
    assert press.read("/un/") == PAGE


def test_success_page_that_became_short_has_no_variants(press: ObjectPress, bucket: Bucket) -> None:
    press.write("/un/", PAGE)

    press.write("/un/", SHORT)

    assert names(bucket) == ["un/index.html"]
    assert press.read("/un/") == SHORT


def test_success_leftovers_are_listed_and_removed(press: ObjectPress, bucket: Bucket) -> None:
    press.write("/un/", PAGE)
    bucket.delete("un/index.html")

    assert list(press.paths()) == [("/un/", "live")]
    press.remove("/un/")
    assert names(bucket) == []


def test_success_listing_of_many_pages_with_like_names(
    monkeypatch: pytest.MonkeyPatch, press: ObjectPress, bucket: Bucket
) -> None:
    pages = [
        "/", "/a/", "/a/index.css", "/a/index.xml", "/a/b/", "/rss.xml", "/rss.xml-old.xml", "/rss.xml.b", "/ar/مقال/",
        "/100%/", "/a b+c/",
    ]  # fmt: skip
    for path in pages:
        press.write(path, PAGE)
    press.write("/a/", PAGE, kind="gone")
    press.write("/a/b/", b"/", kind="moved")
    bucket.put("media/images/one.jpg", b"jpeg", PLAIN)

    def few(params: dict[str, Any], **_rest: Any) -> None:
        params["MaxKeys"] = 3

    bucket._client.meta.events.register("before-parameter-build.s3.ListObjectsV2", few)
    made = requests_of(monkeypatch, bucket)
    found = list(press.paths())

    kinds = {"/a/": "gone", "/a/b/": "moved"}
    assert sorted(found) == sorted((canonical(path), kinds.get(path, "live")) for path in pages)
    assert len(made) > 10


def test_fail_key_too_long(press: ObjectPress) -> None:
    with pytest.raises(NotStored) as caught:
        press.write("/" + "a/" * 520, SHORT)

    assert caught.value.fields["reason"] == "a key has at most 1024 bytes"


def test_fail_no_such_bucket(store: str, credentials: None) -> None:
    press = ObjectPress(Bucket("nobodys", endpoint=store, region="us-east-1"))

    with pytest.raises(NotStored) as caught:
        press.write("/un/", PAGE)

    assert caught.value.fields["reason"] == "NoSuchBucket The specified bucket does not exist"


def test_fail_store_away_is_left_alone_for_a_while(
    monkeypatch: pytest.MonkeyPatch, credentials: None
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    monkeypatch.setattr(buckets, "ATTEMPTS", 1)
    bucket = Bucket(BUCKET, endpoint=f"http://127.0.0.1:{port}", region="us-east-1")
    press = ObjectPress(bucket)
    with pytest.raises(NotStored, match="Could not connect"):
        press.write("/un/", PAGE)
    made = requests_of(monkeypatch, bucket)

    with pytest.raises(NotStored, match="Could not connect"):
        press.write("/deux/", PAGE)

    assert made == []


def test_fail_without_credentials(
    monkeypatch: pytest.MonkeyPatch, store: str, credentials: None, tmp_path: Path
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    press = ObjectPress(Bucket(BUCKET, endpoint=store, region="us-east-1"))

    with pytest.raises(NotStored, match="Unable to locate credentials"):
        press.write("/un/", PAGE)
