"""The new readers of a month are counted by day, without reading all of them.

An entry more for each reader, written when they ask and when they confirm: some 30 bytes.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("subscribers", "0003_choices_indexes")]

    operations = [
        migrations.AddIndex(
            model_name="subscriber",
            index=models.Index(fields=["language", "confirmed_at"], name="subscriber_confirmed"),
        ),
    ]
