# Nothing is deleted or narrowed: fields are added, and whoever was still to be asked to confirm stays so.
from django.db import migrations, models
from django.db.models import F


def keep_the_questions_due(apps, schema_editor):
    """A pending subscriber without a question had one coming; that now has a column of its own."""
    subscribers = apps.get_model("subscribers", "Subscriber").objects
    subscribers.filter(state="pending", asked_at=None).update(question_due_at=F("created_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('subscribers', '0001_subscriber'),
    ]

    operations = [
        migrations.CreateModel(
            name='UsedChallenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('expires_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'verbose_name': 'used challenge',
                'verbose_name_plural': 'used challenges',
            },
        ),
        migrations.AddField(
            model_name='subscriber',
            name='days',
            field=models.PositiveSmallIntegerField(db_default=127, default=127, verbose_name='days of the week'),
        ),
        migrations.AddField(
            model_name='subscriber',
            name='paused_until',
            field=models.DateField(blank=True, null=True, verbose_name='paused until'),
        ),
        migrations.AddField(
            model_name='subscriber',
            name='question_due_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='subscriber',
            name='held_for',
            field=models.CharField(blank=True, choices=[('surge', 'many ask at once'), ('disposable', 'throw-away address')], db_default='', default='', editable=False, max_length=10),
        ),
        migrations.RunPython(keep_the_questions_due, migrations.RunPython.noop),
    ]
