"""Short texts put together into pieces worth writing to a disk."""

from collections.abc import Iterable, Iterator

_SIZE = 64 * 1024  # characters; a piece an event takes twice as long


def in_pieces(texts: Iterable[str]) -> Iterator[str]:
    """The texts one after the other, in pieces of about 64 KB.

    Never holds more than that and the last text.
    """
    piece: list[str] = []
    size = 0
    for text in texts:
        piece.append(text)
        size += len(text)
        if size >= _SIZE:
            yield "".join(piece)
            piece, size = [], 0
    if piece:
        yield "".join(piece)
