"""What came back is handled once; a bounce has its reason; a provider’s name for a letter is found at once."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('editions', '0003_edition_plan'),
        ('subscribers', '0001_subscriber'),
    ]

    operations = [
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('outcome', models.CharField(choices=[('bounce', 'Bounce'), ('delay', 'Delay'), ('complaint', 'Complaint'), ('left', 'Left'), ('ignored', 'Ignored'), ('aside', 'Aside')], max_length=10)),
                ('received_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AddField(
            model_name='event',
            name='reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=12),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('provider_id', ''), _negated=True), fields=['provider_id'], name='delivery_by_provider'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('kind', 'bounce'), ('reason', '')), fields=['id'], name='event_unweighed'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['bounce', 'delay', 'complaint', 'left', 'ignored', 'aside'])), name='receipt_outcome_known'),
        ),
    ]
