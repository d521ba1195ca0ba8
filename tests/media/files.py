"""Picture files of every kind that a desk is given."""

import struct
import zlib
from io import BytesIO

from PIL import Image

# Where the camera was, when, and whose it is.
PLACE, OWNER = (48.0, 51.0, 30.0), "Soizic Lebrun"
GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x013B


def photograph(orientation: int = 1, *, format: str = "JPEG", size: tuple[int, int] = (600, 400)) -> bytes:
    """Return a picture as a telephone makes it: red above, blue below, held one way or another, with its place."""
    image = Image.new("RGB", size, "#1030a0")
    image.paste("#c01010", (0, 0, size[0], size[1] // 2))
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, OWNER
    exif.get_ifd(GPS).update({1: "N", 2: PLACE, 3: "W", 4: (3.0, 4.0, 5.0)})
    return (
        saved(image, format, exif=exif, comment=OWNER.encode())
        if format == "JPEG"
        else saved(image, format, exif=exif)
    )


def saved(image: Image.Image, format: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def moving(format: str = "GIF") -> bytes:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green", "blue")]
    return saved(frames[0], format, save_all=True, append_images=frames[1:], duration=80, loop=0)


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of one colour: a few kilobytes for any number of pixels."""
    row = b"\0" + b"\0" * ((width + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def damaged_within(data: bytes) -> bytes:
    """Return a file that begins and ends well, with a hole in the middle."""
    middle = len(data) // 2
    return data[:middle] + b"\0" * 200 + data[middle + 200 :]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def iptc(fields: dict[int, str], encoding: str, *, named: bool = False) -> bytes:
    """Return a block of IPTC: record 2, by number. named: says that its character set is UTF-8."""
    head = b"\x1c\x01\x5a\x00\x03\x1b%G" if named else b""
    return head + b"".join(
        struct.pack(">BBBH", 0x1C, 2, number, len(text.encode(encoding))) + text.encode(encoding)
        for number, text in fields.items()
    )


def with_iptc(data: bytes, block: bytes) -> bytes:
    """Return a JPEG with a block of IPTC, as Photoshop and the agencies write it."""
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(block)) + block + b"\0" * (len(block) % 2)
    part = b"Photoshop 3.0\0" + resource
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(part) + 2) + part + data[2:]


def xmp(properties: str) -> bytes:
    """Return a packet of XMP with these properties, as XML."""
    spaces = (
        "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:dc='http://purl.org/dc/elements/1.1/' "
        "xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' xmlns:xmpRights='http://ns.adobe.com/xap/1.0/rights/' "
        "xmlns:Iptc4xmpCore='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/' xmlns:exif='http://ns.adobe.com/exif/1.0/'"
    )
    return (
        f"<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF {spaces}>"
        f"<rdf:Description rdf:about='' exif:GPSLatitude='48,51.5N'>{properties}</rdf:Description></rdf:RDF></x:xmpmeta>"
        f"{' ' * 200}<?xpacket end='w'?>"
    ).encode()


def alternatives(name: str, **texts: str) -> str:
    """Return a property of XMP in several languages; `x_default` for the one without a language."""
    written = "".join(
        f"<rdf:li xml:lang='{code.replace('_', '-')}'>{text}</rdf:li>" for code, text in texts.items()
    )
    return f"<{name}><rdf:Alt>{written}</rdf:Alt></{name}>"
