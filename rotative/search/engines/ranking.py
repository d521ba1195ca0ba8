"""Numbers both engines rank with: by relevance, and new articles a little higher."""

# A word counts so much in the headline, the standfirst, the body and the names of subjects, sections and authors.
HEADLINE, STANDFIRST, BODY, NAMES = 8.0, 3.0, 1.0, 6.0

# Only the newest matches are ranked: a word in every article of a large archive would take seconds.
CANDIDATES = 5000
# An article of today scores half as much again as a very old one; after a year the bonus is half of that.
FRESH_BONUS = 0.5
YEAR_S = 365.0 * 86_400
