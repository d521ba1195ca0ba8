"""The worker asks every second which editions are due, and the desk which wait for an editor: those of years are not read.

Only approved editions and drafts are in the indexes.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editions", "0001_edition")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["send_at"], condition=models.Q(state="approved"), name="edition_due"
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["-edition_on", "language"], condition=models.Q(state="draft"), name="edition_drafts"
            ),
        ),
    ]
