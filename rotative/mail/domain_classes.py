"""Mailbox providers, known by the domains of their mailboxes: each has its own limits."""

from collections.abc import Mapping

# A domain that is in no row belongs to OTHER.
DOMAINS: Mapping[str, tuple[str, ...]] = {
    "google": ("gmail.com", "googlemail.com"),
    "microsoft": ("hotmail.com", "hotmail.fr", "live.com", "live.fr", "msn.com", "outlook.com", "outlook.fr"),
    "yahoo": ("aol.com", "yahoo.com", "yahoo.fr", "ymail.com", "rocketmail.com"),
    "apple": ("icloud.com", "mac.com", "me.com"),
    "orange": ("orange.fr", "wanadoo.fr"),
    "free": ("free.fr",),
    "laposte": ("laposte.net",),
    "sfr": ("neuf.fr", "sfr.fr"),
    "menara": ("menara.ma",),
}
# All other providers: it is not one provider, so that it is never paused as a whole.
OTHER = "other"
DOMAIN_CLASSES = (*DOMAINS, OTHER)
