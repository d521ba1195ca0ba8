"""Dossiers: matters followed over years, with their events and commitments."""

from rotative.dossiers.models.commitment import OPEN_STATES, TERMS, Commitment, CommitmentState
from rotative.dossiers.models.commitment_history import (
    CommitmentChange,
    ProposedChange,
    TermsChange,
    in_force,
)
from rotative.dossiers.models.dated_event import Development, Event, EventKind, EventParticipant, EventSource
from rotative.dossiers.models.matter import (
    Dossier,
    DossierActor,
    DossierSharingCard,
    DossierSummary,
    ReminderRound,
)
from rotative.dossiers.models.outside_document import OutsideDocument

__all__ = [
    "OPEN_STATES",
    "TERMS",
    "Commitment",
    "CommitmentChange",
    "CommitmentState",
    "Development",
    "Dossier",
    "DossierActor",
    "DossierSharingCard",
    "DossierSummary",
    "Event",
    "EventKind",
    "EventParticipant",
    "EventSource",
    "OutsideDocument",
    "ProposedChange",
    "ReminderRound",
    "TermsChange",
    "in_force",
]
