from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bake', '0005_failed_pages'),
    ]

    operations = [
        migrations.AddField(
            model_name='publicpath',
            name='why',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
    ]
