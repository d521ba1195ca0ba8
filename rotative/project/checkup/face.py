"""Examines the settings: what strangers can reach must not endanger them or the newsroom."""

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.core import checks
from django.utils.translation import gettext as _

from rotative.core import conf
from rotative.project.checkup.finding import Finding

SHORTEST_KEY = 32
# RFC 2606, RFC 6761, RFC 6762, RFC 8375: names that never lead to a machine in public.
_RESERVED = ("localhost", "test", "invalid", "local", "internal", "home.arpa")


def system_checks() -> Iterator[Finding]:
    """Report what Django, Wagtail and our own checks say."""
    for one in checks.run_checks():
        if not one.is_silenced() and one.level >= checks.WARNING:
            yield Finding(
                code=one.id or "system",
                level="error" if one.level >= checks.ERROR else "warning",
                message=str(one.msg),
                remedy=str(one.hint or _("Look the code up in the documentation of Django or Wagtail.")),
            )


def secret_key() -> Iterator[Finding]:
    """Report a missing or short key for sessions, tokens and return paths."""
    if len(conf.get("secret_key")) < SHORTEST_KEY:
        yield Finding(
            code="settings.secret_key",
            level="error",
            message=_("The secret key is missing or shorter than %(length)d characters.")
            % {"length": SHORTEST_KEY},
            remedy=_("Set secret_key in rotative.toml to the output of: openssl rand -base64 48."),
        )


def public_face() -> Iterator[Finding]:
    """Report what must not be on a machine that strangers can reach."""
    host = urlsplit(conf.get("site_url")).hostname or ""
    if not is_public(host):
        return
    if not conf.get("site_url").startswith("https://"):
        yield Finding(
            code="settings.site_url",
            level="error",
            message=_("site_url is %(url)s: passwords of the desk would cross the network in the clear.")
            % {"url": conf.get("site_url")},
            remedy=_("Put a certificate on the server in front and write site_url with https://."),
        )
    if conf.get("debug"):
        yield Finding(
            code="settings.debug",
            level="error",
            message=_("debug is on: error pages would show settings and data to strangers."),
            remedy=_("Remove debug from rotative.toml."),
        )
    if conf.get("mailbox"):
        yield Finding(
            code="settings.mailbox",
            level="error",
            message=_("mailbox is on: everybody could read the letters that are caught."),
            remedy=_("Remove mailbox from rotative.toml; it is for the demo."),
        )
    yield from _hosts(host)
    yield from _sender()


def https_only() -> Iterator[Finding]:
    """Report that nothing asks browsers to stay with https."""
    site = urlsplit(conf.get("site_url"))
    if site.scheme == "https" and is_public(site.hostname or "") and not conf.get("hsts_seconds"):
        yield Finding(
            code="settings.hsts",
            level="warning",
            message=_(
                "hsts_seconds is 0: the first request of an editor may go out unencrypted, and be answered by somebody else."
            ),
            remedy=_(
                "Remove hsts_seconds from rotative.toml, and print rotative conf nginx again, once https works for good."
            ),
        )


def is_public(host: str) -> bool:
    """Return whether a host's name or address leads to somewhere outside this machine and its own network."""
    name = host.strip("[]").rstrip(".").lower()
    try:
        return ip_address(name).is_global
    except ValueError:
        return "." in name and not any(name.endswith(f".{reserved}") for reserved in _RESERVED)


def _hosts(host: str) -> Iterator[Finding]:
    allowed = [name.strip().lower() for name in conf.get("allowed_hosts").split(",")]
    if "*" in allowed:
        yield Finding(
            code="settings.any_host",
            level="warning",
            message=_("allowed_hosts is *: the application answers to any name a stranger makes up."),
            remedy=_('Write allowed_hosts = "%(host)s" in rotative.toml.') % {"host": host},
        )
    elif not any(name == host or (name.startswith(".") and f".{host}".endswith(name)) for name in allowed):
        yield Finding(
            code="settings.own_host",
            level="error",
            message=_("allowed_hosts does not name %(host)s, the host of site_url: the desk answers 400.")
            % {"host": host},
            remedy=_("Add %(host)s to allowed_hosts in rotative.toml.") % {"host": host},
        )


def _sender() -> Iterator[Finding]:
    for name, domain in (
        ("mail_from", conf.get("mail_from").rpartition("@")[2]),
        ("bounce_domain", conf.get("bounce_domain")),
    ):
        if not is_public(domain):
            yield Finding(
                code=f"settings.{name}",
                level="warning",
                message=_("%(name)s is at %(domain)s: no provider will accept the letters.")
                % {"name": name, "domain": domain},
                remedy=_("Give it a domain of the outlet whose SPF, DKIM and DMARC records allow the relay."),
            )
