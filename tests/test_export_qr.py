"""QR codes: what a phone reads from one is the address."""

from __future__ import annotations

import struct
import zlib

import pytest
import zxingcpp

from press.export.qr import codes


def pixels(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and grey values of a PNG of one bit a pixel, unfiltered."""
    width, height = struct.unpack(">2I", png[16:24])
    (length,) = struct.unpack(">I", png[33:37])
    rows = zlib.decompress(png[41 : 41 + length])
    step = (width + 7) // 8 + 1
    lines = (
        f"{int.from_bytes(rows[at + 1 : at + step], 'big'):0{(step - 1) * 8}b}"[:width]
        for at in range(0, len(rows), step)
    )
    return width, height, bytes(255 * int(bit) for line in lines for bit in line)


LONG, OTHER, SHORT = (
    "https://example.github.io/wuhai-reader/articles/000_833ce26e6ea0511b/23/",
    "https://报纸.example/articles/%E4%B8%80/1/",
    "x",
)


@pytest.mark.parametrize(
    "addresses",
    [[LONG], [SHORT], [LONG, OTHER, SHORT], [f"{LONG}{number}" for number in range(30)]],
)
def test_each_square_says_its_address(addresses: list[str]) -> None:
    """As the page shows them: squares as wide as the picture, counted from above."""
    width, height, grey = pixels(codes(addresses))
    assert height == width * len(addresses)
    for nth, address in enumerate(addresses):
        square = grey[nth * width * width : (nth + 1) * width * width]
        image = memoryview(square).cast("B", (width, width))
        assert [found.text for found in zxingcpp.read_barcodes(image)] == [address]
