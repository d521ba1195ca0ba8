"""What was marked when, for what processes keep from bake to bake."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bake", "0002_stale_holder"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tick", models.BigIntegerField(db_index=True)),
                ("key", models.CharField(max_length=100)),
            ],
        ),
    ]
