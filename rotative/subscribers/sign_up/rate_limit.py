"""The rate limit of the sign-up form. How often one mailbox is written to: see `confirmation_mail.EVERY`."""

from rotative.request_limits.rate_limit import RateLimit

# A newsroom, a school or a café shares one network.
PER_NETWORK = RateLimit("sign_up", "20/hour")
