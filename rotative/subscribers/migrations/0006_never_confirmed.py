"""Remember the people of lists who never confirmed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subscribers", "0005_desk_list"),
    ]

    operations = [
        migrations.AlterField(
            model_name="suppression",
            name="reason",
            field=models.CharField(
                choices=[
                    ("bounce", "letters come back"),
                    ("complaint", "reported as unwanted"),
                    ("forgotten", "asked to be forgotten"),
                    ("left", "left an earlier list"),
                    ("pending", "never confirmed in an earlier list"),
                ],
                max_length=10,
                verbose_name="reason",
            ),
        ),
    ]
