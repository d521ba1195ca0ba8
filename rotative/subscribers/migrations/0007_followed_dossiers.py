"""Let subscribers follow dossiers: nobody does at first."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('subscribers', '0006_never_confirmed'),
    ]

    operations = [
        migrations.AddField(
            model_name='subscriber',
            name='dossiers',
            field=models.JSONField(blank=True, default=list, verbose_name='dossiers'),
        ),
    ]
