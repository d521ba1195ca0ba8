from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('importers', '0001_imported_item'),
    ]

    operations = [
        migrations.CreateModel(
            name='NumberFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=60, unique=True)),
                ('lines', models.TextField()),
            ],
        ),
    ]
