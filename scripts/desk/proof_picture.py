"""How a page was read, drawn on it: boxes of lines, a colour an article, numbered as read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from press.export.zones import zones
from press.model import Archive, Block, Box, Frame, Line, lines_between

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

# Colours that are told apart on paper and in grey, one article after another.
_COLOURS = ("#d7191c", "#2c7bb6", "#1a9641", "#984ea3", "#e66101", "#0571b0", "#7b3294", "#a6611a")
# What belongs to no article.
_LOOSE = "#777777"
_SHEET_HEIGHT = 2000
Scale = tuple[float, float]
Read = tuple[Line, str]


def drawn(archive: Archive, seed: str, shown: Callable[[], Image] | None) -> Image | None:
    """The picture of a page with what was read drawn on it; None for a page without boxes.

    Where there is no picture it is drawn on white.
    """
    from PIL import ImageDraw

    page = next(page for page in archive.pages if page.seed == seed)
    lines, blocks = archive.lines.get(seed, ()), archive.blocks.get(seed, ())
    if page.frame is None or not any(line.box for line in lines):
        return None
    image = (shown() if shown else _blank(page.frame)).convert("RGB")
    pen = ImageDraw.Draw(image, "RGBA")
    scale = (image.width / page.frame.width, image.height / page.frame.height)
    colours = _colours(blocks)
    _draw_zones(pen, scale, archive, seed, colours)
    _draw_lines(pen, scale, _read(lines, blocks, colours))
    return image


def _blank(frame: Frame) -> Image:
    from PIL import Image

    width = round(_SHEET_HEIGHT * frame.width / frame.height)
    return Image.new("RGB", (max(1, width), _SHEET_HEIGHT), "white")


def _draw_zones(
    pen: ImageDraw, scale: Scale, archive: Archive, seed: str, colours: Mapping[str, str]
) -> None:
    """The boxes of each article's parts, for a zone may have many corners."""
    of = zones(archive)
    for article in archive.articles:
        for zone in of(article) if article.id in colours else ():
            if zone["seed"] != seed:
                continue
            parts = [*zone["paragraphs"], *zone["captions"], {"boxes": zone["headline"]}]
            for left, top, right, bottom in (box for part in parts for box in part["boxes"]):
                place = _scaled(Box(left=left, top=top, right=right, bottom=bottom), scale)
                pen.rectangle(place, outline=colours[article.id], width=4)


def _draw_lines(pen: ImageDraw, scale: Scale, read: Sequence[Read]) -> None:
    """The lines, numbered as they are read, and the way from one to the next of an article."""
    from PIL import ImageFont

    font = ImageFont.load_default(14)
    last: tuple[str, tuple[float, float]] | None = None
    for at, (line, colour) in enumerate(read, 1):
        assert line.box is not None
        place = _scaled(line.box, scale)
        pen.rectangle(place, outline=colour, fill=colour + "18")
        middle = ((place[0] + place[2]) / 2, (place[1] + place[3]) / 2)
        if last and last[0] == colour != _LOOSE:
            pen.line((*last[1], *middle), fill=colour + "90", width=2)
        last = colour, middle
        pen.text((place[0], place[1] - 13), str(at), colour, font)


def _scaled(box: Box, scale: Scale) -> tuple[float, float, float, float]:
    return (
        box.left * scale[0],
        box.top * scale[1],
        max(box.right, box.left) * scale[0],
        max(box.bottom, box.top) * scale[1],
    )


def _colours(blocks: Sequence[Block]) -> Mapping[str, str]:
    """The colour of each article."""
    articles = list(dict.fromkeys(block.article for block in blocks if block.article))
    return {article: _COLOURS[at % len(_COLOURS)] for at, article in enumerate(articles)}


def _read(lines: Sequence[Line], blocks: Sequence[Block], colours: Mapping[str, str]) -> list[Read]:
    """The printed lines in the order of reading, each in the colour of its article."""
    found: dict[int, Read] = {}
    for block in blocks:
        colour = colours.get(block.article or "", _LOOSE)
        for line in lines_between(lines, block.first, block.last):
            if line.box and line.text.strip():
                found.setdefault(id(line), (line, colour))
    return list(found.values())
