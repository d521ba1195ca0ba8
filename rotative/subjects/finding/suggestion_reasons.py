"""The reason why a subject is suggested, as data, and in words."""

from collections.abc import Callable
from dataclasses import dataclass

from rotative.core.errors import gettext_noop

IN_HEADLINE = gettext_noop("in the headline")
IN_STANDFIRST = gettext_noop("in the standfirst")
ONCE = gettext_noop("once in the text")
TIMES = gettext_noop("%(times)d times")
ALSO_A_WORD = gettext_noop("the name is also a word")
MOSTLY_REFUSED = gettext_noop("the name was mostly refused")
SEVERAL = gettext_noop("several subjects have this name")
BECAUSE = gettext_noop("because “%(name)s” is named")
SPELLED = gettext_noop("spelled “%(name)s” here")
SEPARATOR = gettext_noop("; ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """The places and the number of times that a subject is named, and what else decided."""

    in_headline: bool = False
    in_standfirst: bool = False
    # In all three parts together.
    times: int = 1
    # The name is also a word, and nothing decides.
    also_a_word: bool = False
    # The desk refused the name nearly always, and nothing decides.
    mostly_refused: bool = False
    # Several subjects have the name, and nothing decides.
    several: bool = False
    # Another name of the subject that decided.
    because: str = ""
    # The way in which the text writes the name.
    spelled: str = ""


def words(reason: Reason, translate: Callable[[str], str] = str) -> str:
    """Return a reason as a phrase: "in the headline; 6 times".

    translate: gettext of the reader's language.
    """
    said = []
    if reason.in_headline:
        said.append(translate(IN_HEADLINE))
    if reason.in_standfirst:
        said.append(translate(IN_STANDFIRST))
    if reason.times > 1:
        said.append(translate(TIMES) % {"times": reason.times})
    elif not said:
        said.append(translate(ONCE))
    for message, name in ((BECAUSE, reason.because), (SPELLED, reason.spelled)):
        if name:
            said.append(translate(message) % {"name": name})
    if reason.several:
        said.append(translate(SEVERAL))
    elif reason.mostly_refused:
        said.append(translate(MOSTLY_REFUSED))
    elif reason.also_a_word:
        said.append(translate(ALSO_A_WORD))
    return translate(SEPARATOR).join(said)
