"""Signals of subjects, for the applications above that refer to them."""

from django.dispatch import Signal

# Sent inside the transaction of a merger, while both subjects have their names; `kept` and `gone` are subjects. `before` is
# a dictionary in which a receiver writes, under its own name, what it needs to undo its part: it becomes JSON.
# A receiver may return a function; it is called after the names have moved, before `gone` is deleted.
merging = Signal()

# Sent inside the transaction that undoes a merger, while `kept` still has all the names; `gone` is there again, without a
# name. `before` is what the receivers of `merging` wrote. A receiver may return a function; it is called after the names
# have moved back.
unmerging = Signal()
