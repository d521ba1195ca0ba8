"""The base of the lists under Settings."""

from wagtail.admin.viewsets.model import ModelViewSet


class SettingViewSet(ModelViewSet):
    """A short list under Settings, whose rows can be changed but not copied or inspected."""

    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
