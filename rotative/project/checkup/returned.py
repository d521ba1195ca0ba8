"""Checks on mail that comes back: the Maildir, the provider's reports, room for mails that nobody can read."""

import os
from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from rotative.core import conf
from rotative.mail.errors import QuarantineFull
from rotative.mail.returns import maildir, quarantine
from rotative.project.checkup.finding import Finding

# Of the mails that may be kept, the share from which it is time to look at them.
_NEARLY = 0.9


def mailboxes() -> Iterator[Finding]:
    """Check that the Maildir of the settings can be read and emptied."""
    place = maildir.folder()
    if place is None:
        return
    for folder in (place / "new", *([place / "cur"] if conf.get("bounce_keep") else [])):
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            yield Finding(
                code="returns.maildir",
                level="error",
                message=_("This account cannot write to %(path)s.") % {"path": folder},
                remedy=_("Make it, and give it to the account that runs rotative: mkdir -p, chown."),
            )


def reports() -> Iterator[Finding]:
    """Check that a mail provider, if one is set, can report what came back."""
    if conf.get("mail_provider") and not conf.get("webhook_secret"):
        yield Finding(
            code="returns.no_reports",
            level="warning",
            message=_("Letters go out by mail_provider, and nobody learns which come back."),
            remedy=_("Set webhook_secret in rotative.toml, and give the provider the address to report to."),
        )


def kept() -> Iterator[Finding]:
    """Check that there is room for mails that nobody can read."""
    count = quarantine.count()
    if count >= _NEARLY * quarantine.MOST:
        yield Finding(
            code="returns.kept",
            level="error" if count >= quarantine.MOST else "warning",
            message=gettext(QuarantineFull.message) % {"count": count, "folder": quarantine.folder()},
            remedy=_("Run rotative returns again, and delete those that need no answer."),
        )
