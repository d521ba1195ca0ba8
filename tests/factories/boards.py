"""Recipes for tests: pages whose text a test sets."""

from rotative.bake import keys
from rotative.bake.recipes import Spec

# Pages of a wall.
MANY = 30


class Board:
    """A kind of page that shows the words on a board."""

    def __init__(self) -> None:
        self.words = "un"
        self.records = True
        self.fails = False
        self.meanwhile = lambda: None

    def render(self, arg: str) -> bytes:
        if self.records:
            keys.record("board:1")
        words = self.words
        self.meanwhile()
        if self.fails:
            raise ValueError("no chalk")
        return f"{arg}: {words}".encode()

    def specs(self) -> list[Spec]:
        return [Spec(path="/board/", recipe="board", arg="1")]


class Wall(Board):
    """A recipe of many pages that all show the same words."""

    def specs(self) -> list[Spec]:
        return [Spec(path=f"/board/{number}/", recipe="board", arg=str(number)) for number in range(MANY)]
