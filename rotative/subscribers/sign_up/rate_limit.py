"""The rate limit of the sign-up form. How often one mailbox is written to: see `confirmation_mail.EVERY`."""

from rotative.core.rate_limit import RateLimit

# A newsroom, a school or a café shares one network.
PER_NETWORK = RateLimit("20/hour")
