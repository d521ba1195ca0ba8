"""Names that the vocabulary does not have, or spells otherwise."""
