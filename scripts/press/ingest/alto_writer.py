"""A sheet written as ALTO v4, a line a TextLine: what ``make add`` keeps of a PDF or a picture as
the seed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import quoteattr

from press.model import Box, Line
from press.read.alto import VERTICAL
from press.read.sheet import Sheet

_NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
_SCHEMA = f"{_NAMESPACE} http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
# The unit of ALTO for each of a frame, and how many of it the frame's unit has.
_UNITS = {
    "px": ("pixel", 1.0),
    "permille": ("pixel", 1.0),
    "pt": ("inch1200", 1200 / 72),
    "mm": ("mm10", 10.0),
    "mm10": ("mm10", 1.0),
    "inch1200": ("inch1200", 1.0),
}
# How many typographic points a unit of ALTO has; of a pixel nobody knows.
_POINTS = {"inch1200": 72 / 1200, "mm10": 72 / 254}


def written(sheet: Sheet, *, source: str, program: str, version: str) -> bytes:
    """The file: same sheet, same bytes; ``source`` is the name of the file that was read, by which
    program in which version.
    """
    assert sheet.frame is not None
    unit, scale = _UNITS[sheet.frame.unit]
    text = "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<alto xmlns="{_NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
            f' xsi:schemaLocation="{_SCHEMA}">',
            *_description(unit, source, program, version),
            *_styles(sheet.lines, unit, scale),
            *_tags(sheet.lines),
            *_layout(sheet, unit, scale),
            "</alto>",
            "",
        )
    )
    return text.encode()


def _description(unit: str, source: str, program: str, version: str) -> Iterator[str]:
    yield "<Description>"
    yield f"<MeasurementUnit>{unit}</MeasurementUnit>"
    yield f"<sourceImageInformation><fileName>{_text(source)}</fileName></sourceImageInformation>"
    yield '<Processing ID="read"><processingSoftware>'
    yield f"<softwareName>{_text(program)}</softwareName>"
    yield f"<softwareVersion>{_text(version)}</softwareVersion>"
    yield "</processingSoftware></Processing>"
    yield "</Description>"


def _styles(lines: Sequence[Line], unit: str, scale: float) -> Iterator[str]:
    sizes = sorted({size for line in lines if (size := _points(line, unit, scale))})
    if sizes:
        yield "<Styles>"
        yield from (f'<TextStyle ID="{_style(size)}" FONTSIZE="{size:g}"/>' for size in sizes)
        yield "</Styles>"


def _tags(lines: Sequence[Line]) -> Iterator[str]:
    """What blocks refer to: the articles that the source parts, and what it says that a block
    is.
    """
    articles = sum(line.border == "article" for line in lines)
    hints = sorted({line.hint for line in lines if line.hint})
    down = any(line.vertical for line in lines)
    if articles or hints or down:
        yield "<Tags>"
        if down:
            yield f'<LayoutTag ID="{VERTICAL}" TYPE="direction" LABEL="vertical"/>'
        for at in range(1, articles + 1):
            yield f'<StructureTag ID="article_{at}" TYPE="article" LABEL="article {at}"/>'
        yield from (f'<LayoutTag ID="hint_{one}" TYPE="hint" LABEL="{one}"/>' for one in hints)
        yield "</Tags>"


def _points(line: Line, unit: str, scale: float) -> float | None:
    if line.size is None or unit not in _POINTS:
        return None
    return round(line.size * scale * _POINTS[unit], 1)


def _style(size: float) -> str:
    """
    >>> _style(10.5)
    'pt10.5'
    """
    return f"pt{size:g}"


def _layout(sheet: Sheet, unit: str, scale: float) -> Iterator[str]:
    frame = sheet.frame
    assert frame is not None
    size = f'WIDTH="{_round(frame.width * scale)}" HEIGHT="{_round(frame.height * scale)}"'
    printed = "" if sheet.page is None else f' PRINTED_IMG_NR="{sheet.page}"'
    yield f'<Layout><Page ID="page_1" PHYSICAL_IMG_NR="1"{printed} {size}>'
    yield f'<PrintSpace HPOS="0" VPOS="0" {size}>'
    for at, rule in enumerate(sheet.rules, 1):
        yield f'<GraphicalElement ID="rule_{at}" {_place(rule, scale)}/>'
    yield from _blocks(sheet, unit, scale)
    yield "</PrintSpace></Page></Layout>"


def _blocks(sheet: Sheet, unit: str, scale: float) -> Iterator[str]:
    """All lines; a block for each that a line begins, one for all where none does."""
    article, opened = 0, False
    for at, line in enumerate(sheet.lines, 1):
        if at == 1 or line.border:
            if opened:
                yield "</TextBlock>"
            opened = True
            article += line.border == "article"
            yield f'<TextBlock ID="block_{at}"{_refs(line, article)}>'
        yield from _line(line, at, unit, scale)
    if opened:
        yield "</TextBlock>"


def _refs(line: Line, article: int) -> str:
    apart = line.hint in ("furniture", "advert") and line.border != "article"
    refs = [f"article_{article}"] if article and not apart else []
    refs += [f"hint_{line.hint}"] if line.hint else []
    return f' TAGREFS="{" ".join(refs)}"' if refs else ""


def _line(line: Line, at: int, unit: str, scale: float) -> Iterator[str]:
    place = _place(line.box, scale) if line.box else ""
    points = _points(line, unit, scale)
    style = f' STYLEREFS="{_style(points)}"' if points else ""
    style += f' TAGREFS="{VERTICAL}"' if line.vertical else ""
    sure = "" if line.confidence is None else f' WC="{line.confidence:.3f}"'
    yield (
        f'<TextLine ID="line_{at}" {place}{style}>'
        f"<String {place}{sure} CONTENT={quoteattr(line.text)}/></TextLine>"
    )


def _place(box: Box, scale: float) -> str:
    sides = (box.left, box.top, box.right - box.left, box.bottom - box.top)
    left, top, width, height = (_round(side * scale) for side in sides)
    return f'HPOS="{left}" VPOS="{top}" WIDTH="{width}" HEIGHT="{height}"'


def _round(value: float) -> str:
    """
    >>> _round(12.0), _round(12.26)
    ('12', '12.3')
    """
    return f"{round(value, 1):g}" if abs(value) < 1e5 else str(round(value))


def _text(text: str) -> str:
    return quoteattr(text)[1:-1]
