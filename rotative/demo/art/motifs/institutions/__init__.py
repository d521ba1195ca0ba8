"""Places where things are decided, treated, taught and counted."""

from rotative.demo.art.motifs.institutions import chart, council, court, globe, hospital, school

__all__ = ["chart", "council", "court", "globe", "hospital", "school"]
