"""A good and a bad example for each rule of models and migrations."""

from django.apps import apps
from django.db import models

from tests.house import database


def test_fail_constraint_without_a_name() -> None:
    class Nameless(models.Model):  # noqa: DJ008 - never shown
        a = models.IntegerField()

        class Meta:
            app_label = "core"
            apps = type(apps)()
            indexes = (models.Index(fields=["a"]),)
            unique_together = (("a", "id"),)

    assert len(database.nameless_constraints(Nameless)) == 2


def test_fail_migration_unexplained() -> None:
    removing = 'operations = [migrations.RemoveField("article", "slug")]'

    assert database.unexplained("# Nothing reads it since 0.3; counted none on two sites.\n" + removing) == []
    assert database.unexplained("operations = [migrations.AddField()]") == []
    assert database.unexplained(removing) == ["RemoveField"]
