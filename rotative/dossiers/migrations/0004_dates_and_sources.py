"""Writes the dates of events as text, makes their articles sources, and dates the first publication of dossiers."""

from django.db import migrations
from django.db.models import F
from django.utils import timezone

_AT_ONCE = 1000


def fill(apps, schema_editor):
    Event = apps.get_model("dossiers", "Event")
    EventSource = apps.get_model("dossiers", "EventSource")
    Dossier = apps.get_model("dossiers", "Dossier")
    DossierSummary = apps.get_model("dossiers", "DossierSummary")
    Event.objects.update(until=F("on"))
    for day in Event.objects.order_by().values_list("on", flat=True).distinct().iterator():
        Event.objects.filter(on=day, when="").update(when=day.isoformat())
    cited = Event.objects.filter(article__isnull=False).order_by("pk").values_list("pk", "article_id")
    waiting = []
    for event_id, article_id in cited.iterator(chunk_size=_AT_ONCE):
        waiting.append(EventSource(event_id=event_id, article_id=article_id, sort_order=0))
        if len(waiting) == _AT_ONCE:
            EventSource.objects.bulk_create(waiting)
            waiting = []
    EventSource.objects.bulk_create(waiting)
    now = timezone.now()
    Dossier.objects.filter(live=True, first_published_at=None).update(
        first_published_at=now, last_published_at=now
    )
    DossierSummary.objects.bulk_create(
        DossierSummary(dossier_id=pk, text=summary, since=now)
        for pk, summary in Dossier.objects.filter(live=True).values_list("pk", "summary")
    )


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_history_and_sources")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
