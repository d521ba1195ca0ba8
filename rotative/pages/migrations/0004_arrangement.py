"""Each article on a front page gets its own place, its own words and an hour; a front page gets an urgent line.

The order of the articles becomes their places. Checked on the demo and on a front page of the tests with articles numbered from 1
and with gaps: the first stays the lead, the others follow in their order. Nothing else was kept in `sort_order`.
"""

import django.db.models.deletion
from django.db import migrations, models


def number_places(apps, schema_editor):
    slots = apps.get_model("pages", "FrontSlot").objects.order_by("page_id", "sort_order", "pk")
    places = {}
    for slot in slots.only("page_id"):
        place = places.setdefault(slot.page_id, 0)
        apps.get_model("pages", "FrontSlot").objects.filter(pk=slot.pk).update(place=place)
        places[slot.page_id] = place + 1


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0011_audio_and_documents"),
        ("pages", "0003_audio_and_documents"),
    ]

    operations = [
        migrations.AddField(
            model_name="frontslot", name="place", field=models.PositiveSmallIntegerField(default=0)
        ),
        migrations.RunPython(number_places, migrations.RunPython.noop),
        migrations.AlterModelOptions(name="frontslot", options={"ordering": ["place", "pk"]}),
        migrations.RemoveField(model_name="frontslot", name="sort_order"),
        migrations.AddField(
            model_name="frontslot",
            name="kicker",
            field=models.TextField(blank=True, default="", verbose_name="kicker"),
        ),
        migrations.AddField(
            model_name="frontslot",
            name="headline",
            field=models.TextField(blank=True, default="", verbose_name="headline"),
        ),
        migrations.AddField(
            model_name="frontslot",
            name="until_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="frontpage",
            name="urgent_text",
            field=models.TextField(blank=True, default="", verbose_name="urgent line"),
        ),
        migrations.AddField(
            model_name="frontpage",
            name="urgent_article",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="frontpage",
            name="urgent_until_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
