"""QR codes of the articles' addresses, for a phone held to the screen."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import Any, cast

# The library's pixels, black 0 and white 255, as the digits of a binary number.
_DIGITS = bytes(48 + bool(pixel) for pixel in range(256))


def codes(texts: Sequence[str]) -> bytes:
    """The QR codes of texts as a PNG of one bit a module, squares of one size one below another,
    each with its quiet zone.

    A reader may miss 15 % of a code (level M).
    """
    squares = [_square(text) for text in texts]
    side = max(map(len, squares))
    rows = [
        row.ljust(side, "1")
        for square in squares
        for row in (*square, *[""] * (side - len(square)))
    ]
    filler = "0" * (-side % 8)
    bits = b"".join(
        b"\0" + int(row + filler, 2).to_bytes(len(row + filler) // 8, "big") for row in rows
    )
    head = struct.pack(">2I5B", side, len(rows), 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        map(_chunk, (b"IHDR", b"IDAT", b"IEND"), (head, zlib.compress(bits, 9), b""))
    )


def _square(text: str) -> list[str]:
    """A code as its rows, of 0 for black and 1 for white."""
    import zxingcpp  # where codes are to be made, which few builds do

    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = memoryview(cast(Any, barcode.to_image(add_quiet_zones=True)))
    height, width = cast(tuple[int, int], image.shape)
    pixels = image.tobytes().translate(_DIGITS).decode()
    return [pixels[at : at + width] for at in range(0, height * width, width)]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )
