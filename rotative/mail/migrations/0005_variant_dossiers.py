"""Note the dossiers of a variant: none in the letters so far."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0004_leaves_at'),
    ]

    operations = [
        migrations.AddField(
            model_name='variant',
            name='dossiers',
            field=models.JSONField(default=list),
        ),
    ]
