"""Signals of subjects, for the applications above that refer to them."""

from django.dispatch import Signal

# Sent inside the transaction of a merger, while both subjects have their names; `kept` and `gone` are subjects.
# A receiver may return a function; it is called after the names have moved, before `gone` is deleted.
merging = Signal()
