"""Errors of moving a newsroom."""

from rotative.core.errors import RotativeError, gettext_noop


class ExportFailed(RotativeError):
    code = "export.failed"
    message = gettext_noop("The export did not work.")


class NotAnExportFolder(ExportFailed):
    code = "export.not_a_folder_of_ours"
    message = gettext_noop("%(folder)s is not an export of Rotative (%(reason)s). Nothing more was read.")


class FolderTaken(ExportFailed):
    code = "export.folder_taken"
    message = gettext_noop(
        "%(folder)s holds something else. Name a new folder, or one with an export of this newsroom."
    )


class FileTaken(ExportFailed):
    code = "export.file_taken"
    message = gettext_noop("%(file)s is something else. Name a new file, or an export of this newsroom.")


class NewsroomNotEmpty(ExportFailed):
    code = "export.newsroom_not_empty"
    message = gettext_noop(
        "This newsroom has articles of its own. Make a new one with `rotative init`, and import the export there."
    )
