"""Fields of models that several apps share."""
