import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("media", "0001_picture"),
        ("subjects", "0001_subject"),
    ]

    operations = [
        migrations.AddField(
            model_name="subject",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                help_text="On its page: a portrait, a view, a logo.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="media.picture",
                verbose_name="picture",
            ),
        ),
    ]
