"""Streets, ports and what is made and moved there."""

from rotative.demo.art.motifs.town import city, factory, housing, market, port, road, ship, tramway

__all__ = ["city", "factory", "housing", "market", "port", "road", "ship", "tramway"]
