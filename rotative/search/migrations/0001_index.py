"""The index: tables without a model, since each database searches its own way."""

from django.db import migrations

_DOCUMENT = """
    CREATE TABLE search_document (
        article_id bigint NOT NULL PRIMARY KEY,
        language varchar(2) NOT NULL,
        public boolean NOT NULL,
        dated bigint NOT NULL,
        digest varchar(32) NOT NULL{vector}
    )
"""

# The words are folded before they come here: the plainest tokenizer keeps them as they are.
_CREATE = {
    "sqlite": (
        # Declared "integer", the key is the row id itself.
        _DOCUMENT.format(vector="").replace("bigint NOT NULL PRIMARY KEY", "integer NOT NULL PRIMARY KEY"),
        """CREATE VIRTUAL TABLE search_index USING fts5 (
            headline, standfirst, body, names, tokenize = 'ascii', prefix = '3 4'
        )""",
        "CREATE VIRTUAL TABLE search_subject USING fts5 (words, tokenize = 'ascii')",
    ),
    "postgresql": (
        _DOCUMENT.format(vector=", vector tsvector NOT NULL DEFAULT ''"),
        "CREATE INDEX search_document_vector ON search_document USING gin (vector)",
        "CREATE TABLE search_subject (subject_id bigint NOT NULL PRIMARY KEY, vector tsvector NOT NULL)",
        "CREATE INDEX search_subject_vector ON search_subject USING gin (vector)",
    ),
}
_DROP = {
    "sqlite": ("search_subject", "search_index", "search_document"),
    "postgresql": ("search_subject", "search_document"),
}


def create(apps, schema_editor):
    for statement in _CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for table in _DROP[schema_editor.connection.vendor]:
        schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(create, drop)]
