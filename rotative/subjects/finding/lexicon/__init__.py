"""Lists of words: those that are also names, titles, given names, and what is written around a name."""
