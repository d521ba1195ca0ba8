"""Dossiers at the desk: their forms, events, commitments, and the history of each commitment."""
