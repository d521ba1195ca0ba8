"""`rotative conf nginx`: a configuration with which nginx answers from the baked files as our own front does."""

import re
from pathlib import Path
from textwrap import indent

from rotative.bake.store.file_names import TEMPORARY
from rotative.core import http_headers, old_addresses
from rotative.core.conf import BY_NAME
from rotative.core.errors import RotativeError, gettext_noop
from rotative.core.languages import CODES
from rotative.server import body_limits
from rotative.server.app import DYNAMIC_PREFIXES

_WORD = re.compile(r"^[\w.:*/\[\] -]+$")


class BadNginxValue(RotativeError):
    code = "nginx.bad_value"
    message = gettext_noop("%(value)r cannot be used in a configuration of nginx. Give a plain name or path.")


def nginx(
    home: Path,
    *,
    server_name: str = "_",
    upload_max_bytes: int | None = None,
    hsts_seconds: int | None = None,
    listen: str = "80",
    application: str = "127.0.0.1:8000",
) -> str:
    """Return a file for `/etc/nginx/conf.d/`, for nginx 1.18 or later with no extra module.

    server_name: the host of the site; `_` answers to every name.
    upload_max_bytes: of a body sent to the desk; None for the default of the setting `upload_max_bytes`.
    hsts_seconds: how long browsers stay with https; None for the default of the setting.
    application: the address at which `rotative serve` listens.
    Raises BadNginxValue.
    """
    for value in (server_name, listen, application, str(home)):
        if not _WORD.match(value):
            raise BadNginxValue(value=value)
    texts = {
        "server_name": server_name,
        "listen": listen,
        "application": application,
        "upload_max_bytes": upload_max_bytes or BY_NAME["upload_max_bytes"].default,
        "hsts": _hsts(BY_NAME["hsts_seconds"].default if hsts_seconds is None else hsts_seconds),
        "report_max_bytes": body_limits.REPORT_MAX_BYTES,
        "reader_max_bytes": body_limits.READER_MAX_BYTES,
        "home": home,
        "types": _types(),
        "shown": _suffixes(http_headers.SHOWN_MEDIA),
        "hashed": http_headers.HASHED_NAME.pattern.removesuffix("$"),
        "hashed_media": http_headers.MEDIA_NAME.pattern,
        "dynamic": "|".join(prefix.strip("/") for prefix in DYNAMIC_PREFIXES),
        "temporary": re.escape(TEMPORARY),
        "languages": "|".join(CODES),
        "queries": "|".join(old_addresses.QUERIES),
        "unlogged": indent(_UNLOGGED.rstrip(), "        "),
        "page_headers": indent(_PAGE_HEADERS, "        "),
        "gone_headers": indent(_PAGE_HEADERS.replace(";\n", " always;\n"), "        "),
        **{name: getattr(http_headers, name.upper()) for name in _CONSTANTS},
    }
    return _filled(texts)


def _hsts(seconds: object) -> str:
    return f'https   "max-age={seconds}";' if seconds else "# hsts_seconds is 0."


def _filled(texts: dict[str, object]) -> str:
    """Replace each @name@ of the template; braces and dollars are nginx's own."""
    text = _TEMPLATE
    for name, value in texts.items():
        text = text.replace(f"@{name}@", str(value))
    return text


def _suffixes(kinds: tuple[str, ...]) -> str:
    return "|".join(
        sorted(suffix[1:] for suffix, kind in http_headers.TYPES.items() if kind.startswith(kinds))
    )


def _types() -> str:
    named = [f'"~/{re.escape(name)}(\\.br)?$" "{kind}";' for name, kind in http_headers.NAMED_TYPES.items()]
    by_kind: dict[str, list[str]] = {}
    for suffix, kind in http_headers.TYPES.items():
        by_kind.setdefault(kind, []).append(suffix[1:])
    suffixed = [f'"~*\\.({"|".join(names)})(\\.br)?$" "{kind}";' for kind, names in by_kind.items()]
    return indent("\n".join([*named, *suffixed]), "    ")


_CONSTANTS = (
    "cache_page",
    "cache_feed",
    "cache_hashed",
    "cache_static",
    "cache_media",
    "cache_error",
    "cache_redirect",
    "content_security_policy",
    "media_security_policy",
    "referrer_policy",
    "permissions_policy",
)

# nginx writes the whole request to its error log too, when the application is away.
_UNLOGGED = """\
access_log off;
error_log /dev/null emerg;
error_page 502 504 =503 @down_unlogged;
"""

_PAGE_HEADERS = """\
add_header Content-Type $rotative_type;
add_header Content-Encoding $rotative_encoding;
add_header Cache-Control $rotative_cache;
add_header Vary $rotative_vary;
add_header X-Content-Type-Options nosniff;
add_header Content-Security-Policy $rotative_policy;
add_header Referrer-Policy $rotative_referrer;
add_header Permissions-Policy $rotative_permissions;
add_header Cross-Origin-Opener-Policy $rotative_opener;
add_header Strict-Transport-Security $rotative_hsts;
"""

_TEMPLATE = r"""# Rotative behind nginx: readers are answered from the baked files, also while the application and its database are
# stopped. Search, forms, the desk, addresses that moved and names too long for a file go to `rotative serve`.
# For nginx 1.18 or later; no extra module. Add TLS: `listen 443 ssl http2;` and a certificate.

# $uri is decoded, without "..", its slashes merged; once a file has been chosen it is the file's name.
map $uri $rotative_file {
    "~/$"   "${uri}index.html";
    default "$uri";
}
map $uri $rotative_gone {
    "~/$"   "${uri}index.gone.html";
    default "$uri.gone.html";
}
# The Brotli file for who takes it; gzip_static picks gzip's.
map $http_accept_encoding $rotative_brotli {
    "~*(^|,)\s*br\s*;\s*q=0(\.0*)?\s*(,|$)" "";
    "~*(^|,)\s*br\s*(,|;|$)" ".br";
    default "";
}
map $uri $rotative_encoding {
    volatile;
    "~\.br$" "br";
    default  "";
}
map $uri $rotative_type {
    volatile;
@types@
    default "application/octet-stream";
}
map $uri $rotative_cache {
    volatile;
    "~\.gone\.html(\.br)?$" "@cache_error@";
    "~^/static/.*@hashed@(\.br)?$" "@cache_hashed@";
    "~^/static/" "@cache_static@";
    "~\.html(\.br)?$" "@cache_page@";
    default "@cache_feed@";
}
map $rotative_type $rotative_vary {
    "~^(text/|application/(json|xml|rss|atom|feed|manifest)|image/svg)" "accept-encoding";
    default "";
}
map $rotative_type $rotative_policy {
    "~^text/html" "@content_security_policy@";
    "~^image/svg" "@media_security_policy@";
    default "";
}
map $rotative_type $rotative_referrer {
    "~^text/html" "@referrer_policy@";
    default "";
}
map $rotative_type $rotative_permissions {
    "~^text/html" "@permissions_policy@";
    default "";
}
map $rotative_type $rotative_opener {
    "~^text/html" "same-origin";
    default "";
}
# Uploads that are neither pictures, sounds, films nor PDF are saved, not shown.
map $uri $rotative_media_type {
    "~*\.(@shown@)$" $rotative_type;
    default "application/octet-stream";
}
# The names of renditions and documents change with their files.
map $uri $rotative_media_cache {
    "~@hashed_media@" "@cache_hashed@";
    default "@cache_media@";
}
map $uri $rotative_disposition {
    "~*\.(@shown@)$" "";
    default "attachment";
}
# Anything but reading, and old addresses that their query or a slash too many says, go to `rotative serve`.
map "$request_method $request_uri" $rotative_dynamic {
    "~^(GET|HEAD) /(index\.php|(@languages@)/)?\?([^#]*&)?(@queries@)=" 1;
    "~^(GET|HEAD) [^?]*\?([^#]*&)?lang=[a-z][a-z][a-z]?(&|$)" 1;
    "~^(GET|HEAD) [^?]*//" 1;
    # Without its last slash, and encoded in small letters: the front redirects to the address as we write it.
    "~^(GET|HEAD) [^?]*%([0-9A-Fa-f][a-f]|[a-f][0-9A-Fa-f])([^?]*[^/?])?(\?|$)" 1;
    "~^(GET|HEAD) " 0;
    default 1;
}
# A browser that saw the site over https stays with it; over http it is told nothing.
map $scheme $rotative_hsts {
    @hsts@
    default "";
}
# Files that are being written are nobody's yet.
map $uri $rotative_unfinished {
    "~/@temporary@" 1;
    default 0;
}
# The address as it was asked for, with the final slash that was left out.
map $request_uri $rotative_slashed {
    "~^/+(?<rotative_path>[^?]*)(?<rotative_query>\?.*)?$" "/$rotative_path/$rotative_query";
}

upstream rotative_application {
    server @application@;
    keepalive 8;
}

server {
    listen @listen@;
    server_name @server_name@;
    root "@home@/public";

    absolute_redirect off;
    server_tokens off;
    # A reader's form is small; editors upload pictures, and mail providers report in batches.
    client_max_body_size @reader_max_bytes@;
    client_body_timeout 15s;
    sendfile on;
    tcp_nopush on;
    gzip off;
    gzip_static on;
    gzip_proxied any;
    # As the front does: a date later than the file's is no reason to send it again, and a page comes whole.
    if_modified_since before;
    max_ranges 0;
    # Every type comes from the map above.
    types { }
    default_type "";

    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header Connection "";
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
    error_page 418 = @application;
    error_page 502 504 =503 @down;

    location / {
        if ($rotative_dynamic) { return 418; }
        try_files $rotative_file$rotative_brotli $rotative_file @otherwise;
@page_headers@
    }

    location ^~ /static/ {
        if ($rotative_dynamic) { return 418; }
        if ($rotative_unfinished) { return 418; }
        try_files $uri$rotative_brotli $uri @static;
@page_headers@
    }

    # The desk's own stylesheets and scripts.
    location @static {
        root "@home@";
        try_files $uri$rotative_brotli $uri @application;
@page_headers@
    }

    location ^~ /media/ {
        if ($rotative_dynamic) { return 418; }
        root "@home@";
        gzip_static off;
        max_ranges 1;
        try_files $uri @application;
        add_header Content-Type $rotative_media_type;
        add_header Content-Disposition $rotative_disposition;
        add_header Cache-Control $rotative_media_cache;
        add_header X-Content-Type-Options nosniff;
        add_header Content-Security-Policy "@media_security_policy@";
        add_header Strict-Transport-Security $rotative_hsts;
    }

    location @otherwise {
        error_page 410 /.gone$rotative_withdrawn;
        error_page 502 504 =503 @down;
        set $rotative_withdrawn $rotative_gone;
        if (-f $document_root$rotative_gone$rotative_brotli) {
            set $rotative_withdrawn $rotative_gone$rotative_brotli;
        }
        if (-f $document_root$rotative_gone) { return 410; }
        if (-f $document_root$uri/index.html) {
            add_header Cache-Control "@cache_redirect@";
            return 301 $rotative_slashed;
        }
        proxy_pass http://rotative_application;
    }

    location ^~ /.gone/ {
        internal;
        alias "@home@/public/";
@gone_headers@
    }

    # The 404 pages answer 404 themselves; variants and marks are not addresses.
    location ~ ^(/[a-z][a-z][a-z]?)?/404/$|/@temporary@|\.(br|gz|moved)$|\.gone\.html$|/index\.html$ {
        proxy_pass http://rotative_application;
    }

    location ^~ /desk/ {
        client_max_body_size @upload_max_bytes@;
        proxy_pass http://rotative_application;
        # The link to a new password.
        location ~* ^/desk/password_reset/ {
@unlogged@
            proxy_pass http://rotative_application;
        }
    }

    # Below these paths are secrets, a provider's or a reader's. A damaged address has them too, so only two plain ones are logged.
    location ^~ /_/ {
@unlogged@
        proxy_pass http://rotative_application;
    }

    location ^~ /_/returns/ {
@unlogged@
        client_max_body_size @report_max_bytes@;
        proxy_pass http://rotative_application;
    }

    location = /_/comment/ {
        proxy_pass http://rotative_application;
    }

    location = /_/subscribe/ {
        proxy_pass http://rotative_application;
    }

    location ~ ^/(@dynamic@)/ {
        proxy_pass http://rotative_application;
    }

    location @application {
        proxy_pass http://rotative_application;
    }

    location @down_unlogged {
        access_log off;
        error_log /dev/null emerg;
        default_type "text/plain; charset=utf-8";
        add_header Retry-After 5 always;
        return 503 "The newsroom's application is not available just now. Its pages are. Try again in a moment.\n";
    }

    location @down {
        default_type "text/plain; charset=utf-8";
        add_header Retry-After 5 always;
        return 503 "The newsroom's application is not available just now. Its pages are. Try again in a moment.\n";
    }
}
"""
