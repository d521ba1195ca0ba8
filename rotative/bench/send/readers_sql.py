"""Readers for a measurement, made in one statement."""

from django.db import connection

from rotative.core import clock


def readers(count: int) -> None:
    """Make so many confirmed subscribers, half of them at a large provider."""
    now = connection.ops.adapt_datetimefield_value(clock.now())
    numbers = (
        "generate_series(1, %s) AS g(n)"
        if connection.vendor == "postgresql"
        else "(WITH RECURSIVE g(n) AS (VALUES(1) UNION ALL SELECT n + 1 FROM g WHERE n < %s) SELECT n FROM g)"
    )
    domain = "CASE WHEN n % 2 = 0 THEN 'gmail.com' ELSE 'example.org' END".replace("%", "%%")
    statement = (
        "INSERT INTO subscribers_subscriber (email, email_normalised, domain, language, minutes, sections, subjects, dossiers, asked_subjects,"  # noqa: S608 our own words
        " asked_dossiers, state, secret, created_at, consent_at, consent_network, consent_page)"
        f" SELECT 'reader' || n || '@' || {domain}, 'reader' || n || '@' || {domain}, {domain}, 'fr', 5, '[]', '[]', '[]', '[]', '[]',"
        f" 'confirmed', 'secret' || n, %s, %s, '', '' FROM {numbers}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [now, now, count])
