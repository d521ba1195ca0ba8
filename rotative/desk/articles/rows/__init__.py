"""Rows of a form of an article, and the hidden fields that go with them."""
