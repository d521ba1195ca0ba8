"""Errors that stop an import as a whole."""

from rotative.core.errors import RotativeError, gettext_noop


class ImportFailed(RotativeError):
    code = "import.failed"
    message = gettext_noop("The import did not work.")


class MalformedExport(ImportFailed):
    code = "import.malformed"
    message = gettext_noop(
        "%(file)s is not well-formed XML: line %(line)d, column %(column)d: %(reason)s. "
        "Nothing was imported; export again, correct that place, or let --recover replace what cannot be read."
    )


class NotAnExport(ImportFailed):
    code = "import.not_an_export"
    message = gettext_noop("%(file)s is not a WordPress export (%(reason)s). Nothing was imported.")


class UnreadableExport(ImportFailed):
    code = "import.unreadable"
    message = gettext_noop("%(file)s cannot be read: %(reason)s.")


class UnknownMediaFolder(ImportFailed):
    code = "import.media_folder"
    message = gettext_noop("%(folder)s is not a folder. Name the folder that holds the old site's uploads.")


class NotAGhostExport(ImportFailed):
    code = "import.not_a_ghost_export"
    message = gettext_noop("%(file)s is not an export of Ghost (%(reason)s). Nothing was imported.")


class NotADiscussionExport(ImportFailed):
    code = "import.not_a_discussion_export"
    message = gettext_noop("%(file)s is not an export of %(program)s (%(reason)s). Nothing was imported.")


class ArchiveRefused(ImportFailed):
    code = "import.archive_refused"
    message = gettext_noop("%(file)s is not unpacked: %(reason)s. Nothing was imported.")


class SeveralSites(ImportFailed):
    code = "import.several_sites"
    message = gettext_noop(
        "%(one)s and %(other)s are exports of different sites. Nothing was imported; import one site after the other."
    )


class WrongOption(ImportFailed):
    code = "import.option"
    message = gettext_noop("%(option)s: %(reason)s. Nothing was imported.")
