"""The desk finds the pages that could not be printed without reading all that wait.

Only those are in the index: printing pays nothing for it.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bake", "0004_frames")]

    operations = [
        migrations.AddIndex(
            model_name="stalepath",
            index=models.Index(
                fields=["-attempts", "path"], condition=~models.Q(error=""), name="stalepath_failed"
            ),
        ),
    ]
