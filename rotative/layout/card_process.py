"""A process that draws cards, apart from the one that prints: `python -m rotative.layout.card_process`.

Standard input has one JSON object: file → the fields of `drawings.Card`.
"""

import json
import os
import sys
from pathlib import Path

from rotative.layout.drawings import Card, card

# Pages come first.
_NICE = 10


def main() -> None:
    """Draw what standard input asks for."""
    os.nice(_NICE)
    for file, words in json.load(sys.stdin).items():
        Path(file).write_bytes(card(Card(**words)))


if __name__ == "__main__":
    main()
