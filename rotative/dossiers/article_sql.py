"""Queries for the dossiers that an article concerns, run at every publication: nearly always there is none."""

from rotative.core.sql import rows

_LINES = """
    SELECT EXISTS (SELECT 1 FROM dossiers_development WHERE article_id = %s)
        OR EXISTS (SELECT 1 FROM dossiers_event WHERE made_by_id = %s),
        EXISTS (SELECT 1 FROM dossiers_proposedchange WHERE article_id = %s)
"""
_CITING = """
    SELECT e.dossier_id FROM dossiers_eventsource s JOIN dossiers_event e ON e.id = s.event_id WHERE s.article_id = %s
    UNION
    SELECT c.dossier_id FROM dossiers_commitmentchange h JOIN dossiers_commitment c ON c.id = h.commitment_id
    WHERE h.evidence_id = %s
"""


def lines(article_id: int) -> tuple[bool, bool]:
    """Return whether the form of an article says, or said, something of events, and whether it says something of commitments."""
    ((events, changes),) = rows(_LINES, [article_id] * 3)
    return bool(events), bool(changes)


def citing(article_id: int) -> list[int]:
    """Return the dossiers of which an event or a state of a commitment cites an article."""
    return [pk for (pk,) in rows(_CITING, [article_id] * 2)]
