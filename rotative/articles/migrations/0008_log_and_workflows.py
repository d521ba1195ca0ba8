"""The log of one article, and the workflows under way, are found among those of all articles.

Wagtail has an index of each column alone, and of two SQLite takes the first: so the history of an article read the log of
all, and the desk's first page every workflow that ever ended. An entry more for each line of the log and for each state of
a workflow: some 30 bytes, and a hundredth of a millisecond for each act at the desk.
"""

from django.db import migrations

_INDEXES = {
    "modellogentry_of_a_thing": "wagtailcore_modellogentry (content_type_id, object_id, timestamp)",
    "workflowstate_under_way": "wagtailcore_workflowstate (status, requested_by_id)",
    "taskstate_under_way": "wagtailcore_taskstate (task_id, status)",
}


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_sharing_card"), ("wagtailcore", "0098_apitoken")]

    operations = [
        migrations.RunSQL(f"CREATE INDEX {name} ON {columns}", f"DROP INDEX {name}")
        for name, columns in _INDEXES.items()
    ]
