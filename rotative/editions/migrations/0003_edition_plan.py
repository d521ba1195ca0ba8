"""A timetable for each language; what the desk arranged is kept when an edition is composed again."""

import datetime
import rotative.editions.models.plan
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('editions', '0002_pause_and_provider'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='arranged',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='edition',
            name='send_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='to be sent at'),
        ),
        migrations.AddField(
            model_name='editionitem',
            name='rewritten',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='EditionPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('fr', 'Français'), ('ar', 'العربية'), ('en', 'English'), ('es', 'Español')], max_length=5, unique=True, verbose_name='language')),
                ('active', models.BooleanField(default=True, verbose_name='compose by itself')),
                ('days', models.JSONField(default=rotative.editions.models.plan.every_day, verbose_name='days')),
                ('compose_at', models.TimeField(default=datetime.time(6, 0), verbose_name='composed at')),
                ('cut_off_at', models.TimeField(default=datetime.time(6, 45), help_text='After that hour the setting below decides.', verbose_name='to be approved by')),
                ('send_at', models.TimeField(default=datetime.time(7, 0), verbose_name='sent at')),
                ('unapproved', models.CharField(choices=[('hold', 'hold it back and tell the editors by e-mail'), ('send', 'send it as it was composed')], default='hold', max_length=4, verbose_name='if nobody has approved it')),
                ('alerted_on', models.DateField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'timetable of the edition',
                'verbose_name_plural': 'timetables of the edition',
                'ordering': ['language'],
                'constraints': [models.CheckConstraint(condition=models.Q(('unapproved__in', ['hold', 'send'])), name='editionplan_unapproved_known')],
            },
        ),
    ]
