"""Small PDFs of Chinese text for the tests, without a font in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 600, 800


class Print(NamedTuple):
    """A text set at a place (from the top left, in points) in a size; ``down``: vertically."""

    left: float
    top: float
    size: float
    text: str
    down: bool = False


def pdf(
    pages: Sequence[Iterable[Print]], rules: Iterable[tuple[float, float, float, float]] = ()
) -> bytes:
    """A PDF of pages; each has the rules (left, top, width, height)."""
    font = (
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<<"
        "/Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)"
        "/Ordering(GB1)/Supplement 2>>/DW 1000>>]>>"
    )
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        font,
    ]
    for at, page in enumerate(pages):
        drawn = "".join(f"{x} {HEIGHT - y - h} {w} {h} re f\n" for x, y, w, h in rules)
        stream = drawn + "".join(f"BT {_set(one)} ET\n" for one in _placed(page))
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {5 + 2 * at} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>",
            f"<</Length {len(stream)}>>stream\n{stream}endstream",
        ]
    return _file(objects)


def _placed(page: Iterable[Print]) -> Iterable[Print]:
    for one in page:
        if not one.down:
            yield one
        for at, char in enumerate(one.text if one.down else ""):
            yield one._replace(top=one.top + at * one.size, text=char)


def _set(one: Print) -> str:
    base = HEIGHT - one.top - 0.88 * one.size
    return f"/F {one.size} Tf {one.left} {base} Td <{one.text.encode('utf-16-be').hex()}> Tj"


def _file(objects: Sequence[str]) -> bytes:
    out, places = "%PDF-1.4\n", []
    for at, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{at} 0 obj{content}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = (
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{out.index('xref')}\n%%EOF\n"
    )
    return (out + tail).encode("latin-1")
