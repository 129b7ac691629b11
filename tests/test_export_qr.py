"""QR codes: what a phone reads from one is the address."""

from __future__ import annotations

import struct
import zlib

import pytest
import zxingcpp

from press.export.qr import code


def pixels(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and grey values of a PNG of one bit a pixel, unfiltered."""
    width, height = struct.unpack(">2I", png[16:24])
    length, = struct.unpack(">I", png[33:37])
    rows = zlib.decompress(png[41:41 + length])
    step = (width + 7) // 8 + 1
    lines = (f"{int.from_bytes(rows[at + 1:at + step], 'big'):0{(step - 1) * 8}b}"[:width] for at in range(0, len(rows), step))
    return width, height, bytes(255 * int(bit) for line in lines for bit in line)


@pytest.mark.parametrize("address", [
    "https://example.github.io/wuhai-reader/articles/000_833ce26e6ea0511b/23/",
    "https://报纸.example/articles/%E4%B8%80/1/",
    "x",
])
def test_a_code_says_the_address(address: str) -> None:
    width, height, grey = pixels(code(address))
    image = memoryview(grey).cast("B", (height, width))
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [address]
