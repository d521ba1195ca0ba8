"""A good and a bad example for each rule of prose."""

from tests.house import prose


def test_success_beginnings() -> None:
    text = '''
"""Stories of the day."""

class Page:
    """A page on its way to the store."""

    @property
    def size(self) -> int:
        """The bytes of the file."""

    def write(self) -> None:
        """Compress and write one page."""

def reads() -> None:
    """Returns the stories that fit."""

def carries() -> None:
    """Carries the work on."""

def test_success_alone() -> None:
    """One page is printed."""
'''

    assert prose.odd_beginnings(text) == []


def test_fail_beginnings() -> None:
    text = '''
"""What a page is."""

class Page:
    """Whose bytes are known."""

    @cached_property
    def size(self) -> int:
        """How long it is."""

    def write(self) -> None:
        """The page, written."""

def test_success_alone() -> None:
    """Where nobody is."""
'''

    assert prose.odd_beginnings(text) == [
        "the module begins with 'What'",
        "line 4: Page begins with 'Whose'",
        "line 14: test_success_alone begins with 'Where'",
        "line 8: size begins with 'How'",
        "line 11: write begins with 'The', not with a verb",
    ]


def test_success_verbs() -> None:
    words = ["Return", "Returns", "Catches", "Carry", "Carries", "Has", "Does", "List"]

    assert [word for word in words if not prose.is_verb(word)] == []


def test_fail_verbs() -> None:
    words = ["The", "What", "Every", "Articles", "Whether", "No", ""]

    assert [word for word in words if prose.is_verb(word)] == []


def test_success_words() -> None:
    text = '''
"""Standing pages, printed again. `lies` is a name, and so is `he`."""
lies = "told afresh"  # the old name, see `mends`
'''

    assert prose.odd_words(text) == []


def test_fail_words() -> None:
    text = '''
def repair() -> None:
    """Mends what lies beside him."""
    return None  # printed anew
'''

    assert prose.odd_words(text) == [
        "line 2: repair: 'lies', say 'is'",
        "line 2: repair: 'Mends', say 'repair, correct'",
        "line 2: repair: 'beside', say 'next to, compared with'",
        "line 2: repair: 'him', say 'they, them, their'",
        "line 4: 'anew', say 'again'",
    ]


def test_fail_words_of_a_document() -> None:
    page = "# Mail\n\n`told` and [told](told.md)\n\n```\ntold\n```\n\nis told in"

    assert prose.odd_words_in_document(page) == ["line 9: 'told', say 'see; reported, known'"]


def test_fail_words_of_assets() -> None:
    assert prose.odd_words_in_assets("{# page #}<p>told</p>/* a rule */\n// a line") == []
    assert prose.odd_words_in_assets("{# told #}/* lies */\n// anew") == [
        "a comment: 'told', say 'see; reported, known'",
        "a comment: 'lies', say 'is'",
        "a comment: 'anew', say 'again'",
    ]
