from django.apps import AppConfig


class ImportersConfig(AppConfig):
    name = "rotative.importers"
    label = "importers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.importers import number_files, signals, term_targets, upload_targets  # noqa: F401, PLC0415 receivers and recipe need the models

        number_files.register()
        term_targets.register()
        upload_targets.register()
