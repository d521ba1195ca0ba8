"""Films and other pieces of known sites: their posters, and the pages that play them."""
