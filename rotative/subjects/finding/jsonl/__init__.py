"""The finder on lines of JSON: `rotative subjects find`."""
