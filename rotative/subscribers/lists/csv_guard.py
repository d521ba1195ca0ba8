"""Cells that no spreadsheet takes for formulas, and the way back.

A spreadsheet may open the file with another separator than ours, and then a cell may begin in the middle of one of ours.
Source: OWASP, CSV Injection.
"""

import re

# Where a cell may begin: at the start, or after anything that a spreadsheet takes for a separator.
_BEGINNING = r"(?:^|(?<=[,;|\t\r\n]))"
# What makes a formula of it, after a few blanks and quotation marks; spreadsheets in East Asia also know the wide signs.
_FORMULA = r"['\" ]{0,8}[=+\-@\t\r＝＋－＠]"
_OPEN = re.compile(rf"{_BEGINNING}(?={_FORMULA})")
_GUARDED = re.compile(rf"{_BEGINNING}'(?={_FORMULA})")


def guarded(text: str) -> str:
    """Write an apostrophe wherever a spreadsheet could read a formula."""
    return _OPEN.sub("'", text)


def unguarded(text: str) -> str:
    """Undo `guarded`."""
    return _GUARDED.sub("", text)
