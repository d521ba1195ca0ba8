"""The worker asks several times a second whether letters go out: those of years are not read for it.

Only mailings that are being sent are in the index.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mail", "0002_delivery_indexes")]

    operations = [
        migrations.AddIndex(
            model_name="mailing",
            index=models.Index(
                fields=["priority", "id"], condition=models.Q(state="sending"), name="mailing_under_way"
            ),
        ),
    ]
