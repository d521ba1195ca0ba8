"""The drawing of related subjects: no name is on top of the one in the middle."""

import re

import pytest

from rotative.layout import subject_web
from rotative.layout.contexts import CompanionView

pytestmark = pytest.mark.pure

# Of a line of the drawing: names that are farther apart do not touch.
LINE = 17


@pytest.mark.parametrize("count", range(3, 9))
@pytest.mark.parametrize("mirrored", [False, True])
def test_success_names_keep_clear_of_the_middle(count: int, *, mirrored: bool) -> None:
    companions = [
        CompanionView(name="Un nom de vingt lett", path=f"/sujet/{number}/", count=9 - number, lift=2.0)
        for number in range(count)
    ]

    drawn = subject_web.draw("Le milieu du dessin", companions, mirrored=mirrored)

    places = [int(y) for y in re.findall(r'<text x="\d+" y="(\d+)"', drawn)]
    assert len(places) == count + 1
    *around, middle = places
    assert min(abs(place - middle) for place in around) >= LINE
