"""Parts of the pages of dossiers: words, states over time, the chronology, commitments."""
