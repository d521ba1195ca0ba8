"""The texts of the demo outlet, written by hand; everything and everybody in them is invented."""
