"""All names of a vocabulary in one automaton, made once and never changed."""

import gc
from collections.abc import Iterable, Iterator, Sequence

import ahocorasick

from rotative.subjects.finding.folded_text import fold_name
from rotative.subjects.finding.vocabulary import Known, Name, keys


class Consonants:
    """Names by their consonants, looked for all at once."""

    __slots__ = ("_automaton", "_names")

    def __init__(self) -> None:
        self._names: dict[str, list[tuple[str, Name]]] = {}
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)

    def add(self, consonants: str, folded: str, name: Name) -> None:
        names = self._names.get(consonants)
        if names is None:
            self._names[consonants] = names = []
            self._automaton.add_word(consonants, len(consonants))
        names.append((folded, name))

    def finish(self) -> None:
        """Make the names ready to be looked for."""
        if self._names:
            self._automaton.make_automaton()

    def names(self, consonants: str) -> Sequence[tuple[str, Name]]:
        """Return the names that have these consonants, each as folded."""
        return self._names.get(consonants, ())

    def occurrences(self, consonants: str) -> Iterator[tuple[int, int]]:
        """Return where the consonants of names are in those of a text: the first place, the place after the last."""
        if self._names:
            for last, length in self._automaton.iter(consonants):
                yield last + 1 - length, last + 1


class Index:
    """The names of a vocabulary, looked for all at once."""

    __slots__ = ("_automaton", "_words", "homelands", "known", "otherwise", "slots", "surnames")

    def __init__(self, known: Iterable[Known]) -> None:
        self.known: tuple[Known, ...] = tuple(known)
        # Each key: its letters, its names.
        self.slots: list[tuple[int, tuple[Name, ...]]] = []
        # What a reader of the text adds, made when asked for: the surnames of a subject, the places in its names, and the
        # spellings near a name.
        self.surnames: dict[int, tuple[str, ...]] = {}
        self.homelands: dict[int, frozenset[int]] = {}
        self.otherwise: Consonants | None = None
        self._words: dict[int, frozenset[str]] = {}
        # Nothing is given up meanwhile: looking for it would cost a third of the time.
        collected = gc.isenabled()
        gc.disable()
        try:
            self._automaton = self._built()
        finally:
            if collected:
                gc.enable()

    def _built(self) -> ahocorasick.Automaton:
        places: dict[str, list[Name]] = {}
        for subject, known in enumerate(self.known):
            for key, name in keys(known, subject):
                names = places.get(key)
                if names is None:
                    places[key] = [name]
                elif all(other.subject != subject or other.language != name.language for other in names):
                    names.append(name)
        automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for key, names in places.items():
            automaton.add_word(key, len(self.slots))
            self.slots.append((len(key), tuple(names)))
        if places:
            automaton.make_automaton()
        return automaton

    def words_of(self, subject: int) -> frozenset[str]:
        """Return the folded words of all names of a subject; kept, because who is in one article is in the next one too."""
        found = self._words.get(subject)
        if found is None:
            names = self.known[subject].names.values()
            self._words[subject] = found = frozenset(
                word for each in names for written in each for word in fold_name(written).split()
            )
        return found

    def named(self, folded: str) -> tuple[Name, ...]:
        """Return the names that are written so, whole."""
        if not self.slots:
            return ()
        slot = self._automaton.get(f" {folded} ", None)
        if slot is None:
            slot = self._automaton.get(f"{folded} ", None)
        return () if slot is None else self.slots[slot][1]

    def occurrences(self, text: str) -> Iterator[tuple[int, int, tuple[Name, ...]]]:
        """Return each key in a folded text: its first place, the place after its last letter, its names."""
        if not self.slots:
            return
        slots = self.slots
        for last, slot in self._automaton.iter(text):
            length, names = slots[slot]
            yield last - length + 1, last, names
