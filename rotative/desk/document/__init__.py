"""The body of an article as one document: the field of the form, and what its script must know."""
