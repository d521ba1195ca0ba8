"""The conventions that the pages follow."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('masthead', '0001_masthead'),
    ]

    operations = [
        migrations.CreateModel(
            name='ConventionsInForce',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
            ],
        ),
    ]
