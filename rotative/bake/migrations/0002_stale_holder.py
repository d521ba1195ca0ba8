"""Who holds a stale row, the order of the queue, and the look the site was last printed with."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bake", "0001_press"),
    ]

    operations = [
        migrations.AddField(
            model_name="stalepath",
            name="holder",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
        migrations.AddField(
            model_name="bakeclock",
            name="look",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.RemoveIndex(model_name="stalepath", name="stalepath_order"),
        migrations.AddIndex(
            model_name="stalepath",
            index=models.Index(fields=["priority", "since", "-path"], name="stalepath_soonest"),
        ),
        migrations.AddIndex(
            model_name="stalepath",
            index=models.Index(
                fields=["holder"], name="stalepath_held", condition=models.Q(("lease_until__isnull", False))
            ),
        ),
    ]
