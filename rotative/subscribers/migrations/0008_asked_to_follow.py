"""Keep what confirmed subscribers ask to follow by the form: nothing so far."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('subscribers', '0007_followed_dossiers'),
    ]

    operations = [
        migrations.AddField(
            model_name='subscriber',
            name='asked_dossiers',
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AddField(
            model_name='subscriber',
            name='asked_subjects',
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]
