from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0002_with_address'),
    ]

    operations = [
        migrations.AddField(
            model_name='comment',
            name='old_number',
            field=models.PositiveBigIntegerField(blank=True, editable=False, null=True),
        ),
    ]
