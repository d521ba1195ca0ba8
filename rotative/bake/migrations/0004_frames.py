"""The frame of each page, the keys that frames show, and what changed of a stale page."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bake', '0003_marks'),
    ]

    operations = [
        migrations.AddField(
            model_name='bakeclock',
            name='style',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='publicpath',
            name='cuts',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='publicpath',
            name='frame',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='stalepath',
            name='reframe',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='FrameKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('frame', models.CharField(max_length=100)),
                ('key', models.CharField(max_length=100)),
                ('tick', models.BigIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['key'], name='framekey_key')],
                'constraints': [models.UniqueConstraint(fields=('frame', 'key'), name='framekey_once')],
            },
        ),
    ]
