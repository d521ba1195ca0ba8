"""The way letters go out: relays, provider, the key they are signed with."""

import os
import stat
from collections.abc import Iterator
from importlib.util import find_spec

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from rotative.core import conf
from rotative.mail.errors import BadRelay, BadSigningKey, ProviderMissing
from rotative.mail.message.dkim import key_path, signing_key
from rotative.mail.sending.provider_api import backend
from rotative.mail.sending.smtp_relay import Target, targets
from rotative.project.checkup.finding import Finding

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def relays() -> Iterator[Finding]:
    """Check that the relays are understood, and that no password crosses a network in the clear."""
    try:
        places = targets()
    except BadRelay as error:
        yield Finding(
            code="relay.not_understood",
            level="error",
            message=gettext(error.message) % error.fields,
            remedy=_("Correct smtp_relays in rotative.toml."),
        )
        return
    for place in places:
        if _tells_password(place):
            yield Finding(
                code="relay.password_in_clear",
                level="error",
                message=_("The password for the relay %(host)s crosses the network in the clear.")
                % {"host": place.host},
                remedy=_("Use starttls or tls: smtp_tls, or smtp+starttls:// and smtps:// in smtp_relays."),
            )


def provider() -> Iterator[Finding]:
    """Check that the backend of the mail provider, if one is set, can be used."""
    if not conf.get("mail_provider"):
        return
    if find_spec("anymail") is None:
        yield Finding(
            code="provider.missing",
            level="error",
            message=_("mail_provider is set, but django-anymail is not installed: no letter can go out."),
            remedy=_("Install rotative[providers]."),
        )
        return
    try:
        backend()
    except ProviderMissing as error:
        yield Finding(
            code="provider.not_usable",
            level="error",
            message=gettext(error.message) % error.fields,
            remedy=_(
                "Compare mail_provider and mail_provider_options with the documentation of django-anymail."
            ),
        )


def signing() -> Iterator[Finding]:
    """Check that the signing key can be read, by nobody else, and belongs to the sender's domain."""
    place = key_path()
    if place is None:
        return
    try:
        key = signing_key()
    except BadSigningKey as error:
        yield Finding(
            code="dkim.key",
            level="error",
            message=gettext(error.message) % error.fields,
            remedy=_("Correct dkim_key in rotative.toml, or the file; or empty dkim_key if the relay signs."),
        )
        return
    if place.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH) and os.name == "posix":
        yield Finding(
            code="dkim.readable_key",
            level="warning",
            message=_("Other accounts of this machine can read the DKIM key."),
            remedy=_("It signs in the outlet's name: chmod 600 %(file)s.") % {"file": place},
        )
    sender = conf.get("mail_from").rpartition("@")[2]
    if key is not None and not _aligned(key.domain, sender):
        yield Finding(
            code="dkim.other_domain",
            level="warning",
            message=_("Letters are from %(sender)s and signed by %(domain)s: DMARC ignores the signature.")
            % {"sender": sender, "domain": key.domain},
            remedy=_("Set dkim_domain to the domain of mail_from, or to one above it."),
        )


def _tells_password(place: Target) -> bool:
    return bool(place.user) and place.tls == "none" and place.host not in _LOOPBACK


def _aligned(one: str, other: str) -> bool:
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
