"""Keeps users from uploading a picture of themselves.

Wagtail puts that file as it is into the public folder of media, at an address of its own, with the place that the camera
noted, and decodes it in the request. Nothing of ours shows it.
"""

from wagtail.admin.views.account import AvatarSettingsPanel


def refuse() -> None:
    """Take the panel from the account page; what is sent to it is not read."""
    AvatarSettingsPanel.is_active = _never


def _never(panel: AvatarSettingsPanel) -> bool:
    return False
