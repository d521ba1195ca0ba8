"""`python -m rotative.demo.art [NAME…]`: draws the demo's pictures into rotative/demo/pictures, all or those named."""

import sys

from tqdm import tqdm

from rotative.demo.art.keep import drawn, encoded
from rotative.demo.art.mark import mark
from rotative.demo.pictures import FOLDER, LOGO, LOGO_NIGHT, wanted

_LOGO_PIXELS = 512


def main(names: list[str]) -> None:
    """Draw the pictures of these names; without a name all of them and the logos."""
    for picture in tqdm([one for one in wanted() if not names or one.name in names], unit="picture"):
        for width, body in encoded(drawn(picture)).items():
            file = FOLDER / str(width) / f"{picture.name}.avif"
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(body)
    if not names:
        LOGO.write_bytes(mark(_LOGO_PIXELS))
        LOGO_NIGHT.write_bytes(mark(_LOGO_PIXELS, night=True))


if __name__ == "__main__":
    main(sys.argv[1:])
