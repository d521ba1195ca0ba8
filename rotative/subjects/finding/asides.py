"""Words of a text that are not the article's own: where it was written, who took the picture, what else to read."""

import re

# Longer lines are sentences of the article.
_LONGEST, _LONGEST_START = 250, 80
_ELSEWHERE = re.compile(
    r"\W{0,4}(?:"
    r"(?:[àa] )?(?:lire|voir|[ée]couter) (?:aussi|[ée]galement|encore)\b|[àa] (?:lire|voir|[ée]couter)\s?[:：]"
    r"|sur le m[êe]me sujet\s?(?:[:：]|$)|read (?:also|more)\b|see also\b|related\s?[:：]|lea tambi[ée]n\b|le[ea] m[áa]s\b"
    r"|(?:[اأإ]قر[أا]|طالع|شاهد) (?:[أا]يض[اً]{1,2}|كذلك|المزيد)|مواضيع ذات صلة|للمزيد\s?[:：]"
    r")",
    re.I,
)
_CREDIT = re.compile(
    r"\W{0,4}(?:"
    r"(?:cr[ée]dits?(?: photo)?|photos?|sources?|fuente|foto|image|illustration|المصدر|المصادر|تصوير|الصورة)\s?[:：/]|©"
    r"|\([^()]{2,30}\)\s*$|avec (?:l['’])?[^\s.,]{2,12}(?: et [^\s.,]{2,12})?\s*$"
    r")",
    re.I,
)
# DAKAR (APS) -, Rabat, 12 mars (MAP) –, الرباط (و م ع) -
_DATELINE = re.compile(
    r"\s*(?:[A-ZÀ-Þ][^\n()–—-]{1,40}(?:-[A-ZÀ-Þ][^\n()–—-]{1,20})?|[\u0621-\u064a][\u0621-\u064a ،\d]{1,40})"
    r"(?:\([^()\n]{2,30}\)\s?[-–—ـ:]|\s?[—–]\s(?=[A-ZÀ-Þ\u0621-\u064a]))"
)


def asides(text: str) -> list[tuple[int, int]]:
    """Return the first place and the last place + 1 of each aside of a text, in order.

    Lines that lead elsewhere ("Lire aussi : …", «اقرأ أيضا»), credits, and the place and agency before the first sentence.
    """
    found = []
    if (start := _DATELINE.match(text[:_LONGEST_START])) and _is_dateline(start[0]):
        found.append(start.span())
    at = 0
    for line in text.split("\n"):
        if len(line) <= _LONGEST and (_ELSEWHERE.match(line) or _CREDIT.match(line)):
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _is_dateline(start: str) -> bool:
    """Return whether the words before a dash are a place alone, with an agency or in capitals."""
    place = start.partition("(")[0].strip(" –—-ـ:")
    return "(" in start or place.isupper()
