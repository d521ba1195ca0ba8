"""Books, music, sport and what people do in the evening."""

from rotative.demo.art.motifs.culture import ball, book, museum, music, phone, stadium

__all__ = ["ball", "book", "museum", "music", "phone", "stadium"]
