"""Rights over what readers see."""
