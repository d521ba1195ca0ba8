from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('subscribers', '0002_choices'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='subscriber',
            index=models.Index(condition=models.Q(('question_due_at__isnull', False)), fields=['question_due_at'], name='subscriber_question_due'),
        ),
        migrations.AddIndex(
            model_name='subscriber',
            index=models.Index(condition=models.Q(('state', 'pending')), fields=['consent_at'], name='subscriber_pending_since'),
        ),
        migrations.AddConstraint(
            model_name='subscriber',
            constraint=models.CheckConstraint(condition=models.Q(('held_for__in', ['', 'surge', 'disposable'])), name='subscriber_hold_known'),
        ),
        migrations.AddConstraint(
            model_name='subscriber',
            constraint=models.CheckConstraint(condition=models.Q(('days__gte', 1), ('days__lte', 127)), name='subscriber_some_day'),
        ),
    ]
