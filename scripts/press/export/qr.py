"""QR codes of the articles' addresses, for a phone held to the screen or to a print."""

from __future__ import annotations

import struct
import zlib
from typing import Any, cast

# The library's pixels, black 0 and white 255, as the digits of a binary number.
_DIGITS = bytes(48 + bool(pixel) for pixel in range(256))


def code(text: str) -> bytes:
    """The QR code of a text as a PNG of one bit a module, with its quiet zone; a reader may miss 15 % of it (level M)."""
    import zxingcpp  # where codes are to be made, which few builds do

    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = memoryview(cast(Any, barcode.to_image(add_quiet_zones=True)))
    height, width = cast(tuple[int, int], image.shape)
    pixels = image.tobytes().translate(_DIGITS)
    filler = "0" * (-width % 8)
    rows = (pixels[at:at + width].decode() + filler for at in range(0, height * width, width))
    bits = b"".join(b"\0" + int(row, 2).to_bytes(len(row) // 8, "big") for row in rows)
    head = struct.pack(">2I5B", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, (b"IHDR", b"IDAT", b"IEND"), (head, zlib.compress(bits, 9), b"")))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
