"""How a page was read, drawn on it: boxes of lines, a colour an article, numbered as read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from press.model import Archive, Block, Box, Frame, Line

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

# Colours that are told apart on paper and in grey, one article after another.
_COLOURS = ("#d7191c", "#2c7bb6", "#1a9641", "#984ea3", "#e66101", "#0571b0", "#7b3294", "#a6611a")
# What belongs to no article.
_LOOSE = "#777777"
_SHEET_HEIGHT = 2000


def drawn(archive: Archive, seed: str, shown: Callable[[], Image] | None) -> Image | None:
    """The picture of a page with what was read drawn on it; None for a page without boxes.

    Where there is no picture it is drawn on white.
    """
    page = next(page for page in archive.pages if page.seed == seed)
    lines = archive.lines.get(seed, ())
    if page.frame is None or not any(line.box for line in lines):
        return None
    image = (shown() if shown else _blank(page.frame)).convert("RGB")
    scale = (image.width / page.frame.width, image.height / page.frame.height)
    _draw(image, scale, lines, archive.blocks.get(seed, ()))
    return image


def _blank(frame: Frame) -> Image:
    from PIL import Image

    width = round(_SHEET_HEIGHT * frame.width / frame.height)
    return Image.new("RGB", (max(1, width), _SHEET_HEIGHT), "white")


def _draw(
    image: Image,
    scale: tuple[float, float],
    lines: tuple[Line, ...],
    blocks: tuple[Block, ...],
) -> None:
    from PIL import ImageDraw, ImageFont

    pen, font = ImageDraw.Draw(image, "RGBA"), ImageFont.load_default(14)
    colours = _colours(blocks)
    order = {number: at for at, number in enumerate(_read_order(blocks), 1)}
    last: tuple[str, tuple[float, float]] | None = None
    for line in sorted(lines, key=lambda line: order.get(line.number, 0)):
        if line.box is None or not line.text.strip():
            continue
        colour, role = colours.get(line.number, (_LOOSE, "?"))
        place = _scaled(line.box, scale)
        heavy = 4 if role in ("title", "kicker", "subtitle", "column") else 1
        pen.rectangle(place, outline=colour, width=heavy, fill=colour + "18")
        middle = ((place[0] + place[2]) / 2, (place[1] + place[3]) / 2)
        if last and last[0] == colour != _LOOSE:
            _path(pen, last[1], middle, colour)
        last = colour, middle
        pen.text((place[0], place[1] - 13), str(order.get(line.number, "")), colour, font)


def _path(
    pen: ImageDraw, begin: tuple[float, float], end: tuple[float, float], colour: str
) -> None:
    pen.line((*begin, *end), fill=colour + "90", width=2)


def _scaled(box: Box, scale: tuple[float, float]) -> tuple[float, float, float, float]:
    return (
        box.left * scale[0],
        box.top * scale[1],
        max(box.right, box.left) * scale[0],
        max(box.bottom, box.top) * scale[1],
    )


def _colours(blocks: tuple[Block, ...]) -> Mapping[int, tuple[str, str]]:
    """The colour and role of each line by the block that it is in."""
    articles = list(dict.fromkeys(block.article for block in blocks if block.article))
    colour = {article: _COLOURS[at % len(_COLOURS)] for at, article in enumerate(articles)}
    return {
        number: (colour.get(block.article or "", _LOOSE), block.role)
        for block in blocks
        for number in _numbers(block)
    }


def _read_order(blocks: tuple[Block, ...]) -> Iterator[int]:
    for block in blocks:
        yield from _numbers(block)


def _numbers(block: Block) -> range:
    return range(block.first, block.last + 1)
