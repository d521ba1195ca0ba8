"""Readers as a mailing sees them: which of them it goes to, and what each asked for."""

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, kw_only=True)
class Audience:
    """The readers of a mailing: confirmed, of its language, and not paused on its day."""

    # Leave out readers who did not choose this day of the week.
    on_chosen_days: bool = True
    # One variant for each selection; otherwise all readers get the letter of ANY.
    by_selection: bool = True


@dataclass(frozen=True, kw_only=True)
class Selection:
    """The choices of a reader that change the letter, apart from the language."""

    minutes: int
    # Ids in ascending order; empty means all of them.
    sections: tuple[int, ...] = ()
    # Ids in ascending order, of the subjects that are put first.
    subjects: tuple[int, ...] = ()
    # Likewise of the dossiers.
    dossiers: tuple[int, ...] = ()

    @property
    def digest(self) -> str:
        asked = (self.minutes, self.sections, self.subjects, self.dossiers)
        return sha256(repr(asked).encode()).hexdigest()[:32]

    @property
    def budget_s(self) -> int:
        return self.minutes * 60


# The selection of every reader of a mailing that has one letter for all.
ANY = Selection(minutes=0)
