from django.apps import AppConfig


class BakeConfig(AppConfig):
    name = "rotative.bake"
    label = "bake"
    default_auto_field = "django.db.models.BigAutoField"
