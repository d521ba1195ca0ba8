"""How both databases rank: relevance, and a mild preference for the fresh."""

# The newest matches that are ranked; a word in every article of a large archive would cost seconds otherwise.
CANDIDATES = 5000
# An article of today counts half as much again as a very old one; the bonus halves in the first year.
FRESH_BONUS = 0.5
YEAR_S = 365.0 * 86_400
