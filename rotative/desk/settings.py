"""What lists under Settings have in common."""

from wagtail.admin.viewsets.model import ModelViewSet


class SettingViewSet(ModelViewSet):
    """A short list under Settings: each row is opened to be changed, and neither copied nor only looked at."""

    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
