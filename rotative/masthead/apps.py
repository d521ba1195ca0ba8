from django.apps import AppConfig


class MastheadConfig(AppConfig):
    name = "rotative.masthead"
    label = "masthead"
    default_auto_field = "django.db.models.BigAutoField"
