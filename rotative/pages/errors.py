"""Failures of arranging a front page, each with its remedy."""

from rotative.core.errors import RotativeError, gettext_noop


class FrontError(RotativeError):
    """Base of what can fail while a front page is arranged."""


class NotPublishedHere(FrontError):
    code = "front.not_published_here"
    message = gettext_noop(
        "Only an article that is published in the language of the front page has a place there. Publish it first."
    )


class NoSuchPlace(FrontError):
    code = "front.no_such_place"
    message = gettext_noop("The front page has no such place. Choose one from 1 to %(places)d.")


class NotPlaced(FrontError):
    code = "front.not_placed"
    message = gettext_noop(
        "This article is no longer placed by hand: a colleague took it out, or its hour has come. Place it again."
    )


class HourPassed(FrontError):
    code = "front.hour_passed"
    message = gettext_noop("This hour has passed. Choose one that is still to come.")


class NoHour(FrontError):
    code = "front.no_hour"
    message = gettext_noop("An urgent line needs the hour at which it goes away. Choose one.")
