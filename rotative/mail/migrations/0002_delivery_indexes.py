# Deletes two indexes and no data. Checked by the authors with EXPLAIN on SQLite and PostgreSQL, 20,000 deliveries: what
# looked for a mailing uses "delivery_once", what looked for a chunk uses "delivery_due"; both begin with that column.

import django.db.models.deletion
from django.db import migrations, models

# Named by the first migration. Changing the field alone would copy the whole table on SQLite.
_INDEXES = {
    "mailing_id": "mail_delivery_mailing_id_352a05d3",
    "chunk_id": "mail_delivery_chunk_id_8aaacd99",
}


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0001_mailing'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'DROP INDEX IF EXISTS "{name}"', f'CREATE INDEX "{name}" ON "mail_delivery" ("{column}")'
                )
                for column, name in _INDEXES.items()
            ],
            state_operations=[
                migrations.AlterField(
                    model_name='delivery',
                    name='mailing',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='mail.mailing'),
                ),
                migrations.AlterField(
                    model_name='delivery',
                    name='chunk',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='mail.chunk'),
                ),
            ],
        ),
    ]
