"""Rules of the house that no linter knows: each names what breaks it. `tests/test_house.py` holds the tree to them."""
