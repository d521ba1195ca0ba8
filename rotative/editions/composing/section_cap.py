"""The largest number of stories from one section in an edition. Pure: imports neither Django nor Wagtail."""

from collections.abc import Iterable

from rotative.editions.composing.compose import Candidate

# No section gives more stories than this, where there are sections enough to choose from.
CAP = 4
_SECTIONS_ENOUGH = 3


def section_cap(candidates: Iterable[Candidate]) -> int | None:
    """Return the cap for every section; None where there are too few sections for one."""
    return CAP if len({candidate.section for candidate in candidates}) >= _SECTIONS_ENOUGH else None
