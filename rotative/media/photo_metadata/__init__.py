"""The words that a camera, an agency or a photographer wrote into the file of a picture: IPTC, XMP and EXIF.

The files come from strangers: each part is capped before it is read, and read once from its beginning to its end.
"""
