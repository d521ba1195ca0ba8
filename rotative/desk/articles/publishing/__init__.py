"""Publishing at the desk: the page that asks, its doubts, and the sentence afterwards."""
