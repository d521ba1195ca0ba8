"""Commitments as pages show them."""

from django.utils.translation import gettext as _

from rotative.core.edtf import vague_words as vague_date_words
from rotative.dossiers.cards import CommitmentCard, CorrectionCard
from rotative.layout.contexts import CommitmentNote, CommitmentStep, CommitmentView
from rotative.layout.dossiers import state_words as words
from rotative.layout.frame import calendar
from rotative.masthead import reads as masthead


def commitment(card: CommitmentCard, language: str) -> CommitmentView:
    """Return a commitment with its history."""
    return CommitmentView(
        anchor=f"p{card.id}",
        text=card.text,
        state=card.state,
        state_label=words.label(card.state),
        by=words.link(card.who, language) if card.who else None,
        to=words.link(card.to, language) if card.to else None,
        said=card.said,
        quotation=card.quotation,
        article=card.article,
        document=card.document,
        due=due(card, language),
        amount=_amount(card, language),
        steps=tuple(
            CommitmentStep(
                anchor=f"c{change.id}",
                day=change.on,
                state=change.state,
                label=words.label(change.state),
                explanation=change.explanation,
                article=change.article,
                document=change.document,
            )
            for change in reversed(card.changes)
        ),
        notes=_notes(card, language),
    )


def due(card: CommitmentCard, language: str) -> str:
    """Return the date that a commitment is promised for, else the words in which it was; "" for neither."""
    if card.due:
        return words.number(language)(vague_date_words.words(card.due, language))
    return card.due_words


def _amount(card: CommitmentCard, language: str) -> str:
    if card.amount is None:
        return ""
    written = calendar(masthead.conventions(language)).decimal(float(card.amount))
    return f"{written} {card.currency}"


def _notes(card: CommitmentCard, language: str) -> tuple[CommitmentNote, ...]:
    notes = [CommitmentNote(day=one.day, words=_correction(one, language)) for one in card.corrections]
    notes += [
        CommitmentNote(
            day=one.at.date(),
            words=_("The terms were changed: %(why)s Before: “%(text)s”")
            % {"why": one.why, "text": one.text},
        )
        for one in card.terms
    ]
    return tuple(sorted(notes, key=lambda note: note.day))


def _correction(one: CorrectionCard, language: str) -> str:
    day = calendar(masthead.conventions(language)).day(one.was_on)
    told = {"state": words.label(one.was_state), "day": day, "why": one.explanation}
    if not one.state:
        return _("The entry “%(state)s” of %(day)s was taken back: %(why)s") % told
    return _("The entry “%(state)s” of %(day)s was corrected: %(why)s") % told
