# Removes the article of an event, which 0004 made a source, and narrows the last day, which 0004 filled.
# Checked by tests/dossiers/test_migrations.py on rows of the version before.
from django.db import migrations

import rotative.core.fields.vague_date_field


class Migration(migrations.Migration):
    dependencies = [('dossiers', '0004_dates_and_sources')]

    operations = [
        migrations.RemoveField(
            model_name='event',
            name='article',
        ),
        migrations.AlterField(
            model_name='event',
            name='on',
            field=rotative.core.fields.vague_date_field.DayOfField(editable=False, last=False, of='when', verbose_name='date'),
        ),
        migrations.AlterField(
            model_name='event',
            name='until',
            field=rotative.core.fields.vague_date_field.DayOfField(editable=False, last=True, of='when'),
        ),
    ]
