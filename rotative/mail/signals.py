"""Signals of the mail engine, for the apps that make mailings."""

from django.dispatch import Signal

# Sent inside the transaction in which a mailing comes to another state; `mailing` is the row as it is now.
state_changed = Signal()

# Sent after a provider refused the letters of a mailing because of their sender, once for each mailing and domain class;
# `mailing`, `domain_class` ("google") and `code` ("550 5.7.1", or "").
sender_refused = Signal()
