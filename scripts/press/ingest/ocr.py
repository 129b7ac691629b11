"""The lines of a picture by RapidOCR: found, set straight, read, each with how sure the program is
of it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from itertools import count, pairwise
from typing import Any

import cv2
import numpy as np
from PIL import Image
from rapidocr import RapidOCR

from engine.progress import progress
from press.ingest import straighten
from press.ingest.picture_rules import rules_of
from press.ingest.upright import UPRIGHT, regrouped
from press.model import Box, Frame, Line
from press.read.sheet import Sheet, type_size

# The longer side of what lines are looked for in, in pixels: memory grows with it (1.8 GB at
# 3,700), and small type needs it.
_DET_SIDE = 3_700
# Type smaller than this, in pixels, is enlarged, at most so many times; measured on a page of 992 ×
# 1,419 pixels.
_SMALL_TYPE, _ENLARGED, _WANTED_TYPE = 18.0, 3.0, 26.0
# The longer side beyond which a picture holds nothing that the models could use.
_LARGEST_SIDE = 8_000
# How many lines are read to see which way up the page is, and how sure is sure enough.
_SAMPLE, _SURE = 10, 0.8

# How many lines are read together, and after how many such batches it is said how far it is.
_BATCH, _SAID = 16, 8

_SETTINGS = {
    "Global.log_level": "error",
    "Global.max_side_len": 100_000,
    "Global.text_score": 0.0,
    "Global.use_cls": False,
    "Rec.rec_batch_num": 8,
    "Det.limit_side_len": _DET_SIDE,
    "Det.limit_type": "max",
    "Det.max_candidates": 4_000,
}
Picture = np.ndarray
Quads = np.ndarray


def read(image: Image.Image, name: str) -> tuple[Sheet, Image.Image, str, str]:
    """The lines of the page, the picture set straight, and by which program in which version they
    were read.
    """
    print(
        f"add: reading {name}, {image.width} × {image.height} pixels; up to a minute",
        file=sys.stderr,
    )
    engine = RapidOCR(params=_SETTINGS)
    picture = np.asarray(_bounded(image))
    quads = _found(engine, picture)
    picture, quads = _upright(engine, picture, quads)
    picture, quads = _enlarged(engine, picture, quads)
    height, width = picture.shape[:2]
    matrix = straighten.straight(quads, width, height)
    if matrix is not None:
        flags = {"flags": cv2.INTER_CUBIC, "borderMode": cv2.BORDER_REPLICATE}
        picture = cv2.warpPerspective(picture, matrix, (width, height), **flags)
        quads = straighten.mapped(matrix, quads)
    quads = regrouped(quads)
    lines = tuple(_lines(engine, picture, quads, name))
    sheet = Sheet(
        lines=lines,
        frame=Frame(width=width, height=height, unit="px"),
        rules=tuple(rules_of(picture, [line.box for line in lines if line.box])),
    )
    return sheet, Image.fromarray(picture), "RapidOCR", f"{version('rapidocr')} (PP-OCRv6)"


def _bounded(image: Image.Image) -> Image.Image:
    factor = _LARGEST_SIDE / max(image.size)
    if factor >= 1:
        return image
    size = (round(image.width * factor), round(image.height * factor))
    return image.resize(size, Image.Resampling.LANCZOS)


def _found(engine: Any, picture: Picture) -> Quads:
    """The corners of every line, in pixels of the picture."""
    seen = engine(picture[:, :, ::-1], use_det=True, use_cls=False, use_rec=False)
    if seen.boxes is None or not len(seen.boxes):
        return np.empty((0, 4, 2))
    return np.asarray(seen.boxes, dtype=float)


def _enlarged(engine: Any, picture: Picture, quads: Quads) -> tuple[Picture, Quads]:
    """The picture and its lines, enlarged when its type is too small to be read."""
    if not len(quads):
        return picture, quads
    shown = min(1.0, _DET_SIDE / max(picture.shape[:2]))
    size = float(np.median(_sides(quads)[1])) * shown
    factor = min(_ENLARGED, _WANTED_TYPE / size, _DET_SIDE / max(picture.shape[:2]))
    if size >= _SMALL_TYPE or factor <= 1.1:
        return picture, quads
    larger = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return larger, _found(engine, larger)


def _sides(quads: Quads) -> tuple[np.ndarray, np.ndarray]:
    """The longer and the shorter side of each box."""
    wide = np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1)
    high = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    return np.maximum(wide, high), np.maximum(1.0, np.minimum(wide, high))


def _upright(engine: Any, picture: Picture, quads: Quads) -> tuple[Picture, Quads]:
    """The picture turned by quarters until its lines can be read, if they then can; else as it
    is.
    """
    if not len(quads):
        return picture, quads
    long, high = _sides(quads)
    sample = np.argsort(-long / high)[:_SAMPLE]
    best, chosen = -1.0, 0
    for quarter in (0, 1, 3, 2):
        turned = [np.rot90(_cut(picture, quads[at]), quarter) for at in sample]
        sure = float(np.mean([one[1] for one in _texts(engine, turned)]))
        if sure > best + 0.1:
            best, chosen = sure, quarter
        if best >= _SURE:
            break
    if not chosen:
        return picture, quads
    picture = np.ascontiguousarray(np.rot90(picture, chosen))
    return picture, _found(engine, picture)


def _lines(engine: Any, picture: Picture, quads: Quads, name: str) -> Iterator[Line]:
    """The lines with what is read in them, from top to bottom; what nothing is read in is left
    out.
    """
    order = sorted(quads, key=lambda quad: (quad[:, 1].min(), quad[:, 0].min()))
    numbers = count(1)
    for quad, (text, sure, vertical) in zip(
        order, _read(engine, picture, order, name), strict=True
    ):
        if not text.strip():
            continue
        place = _level_box(quad)
        yield Line(
            number=next(numbers),
            text=text,
            box=place,
            size=type_size(place, text),
            vertical=vertical,
            confidence=round(sure, 4),
        )


def _read(
    engine: Any, picture: Picture, quads: Sequence[Quads], name: str
) -> list[tuple[str, float, bool]]:
    """What each line says, how sure that is, and whether it runs down; lines of like length are
    read together.
    """
    found: list[tuple[str, float, bool]] = [("", 0.0, False)] * len(quads)
    order = sorted(range(len(quads)), key=lambda at: _slender(quads[at]))
    batches = [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]
    for done, batch in enumerate(progress(batches, f"reading {name}", len(batches)), 1):
        cuts = [_cut(picture, quads[at]) for at in batch]
        down = [len(cut) >= UPRIGHT * cut.shape[1] for cut in cuts]
        turned = _texts(engine, [np.rot90(c) if d else c for c, d in zip(cuts, down, strict=True)])
        beside = _texts(engine, [_side_by_side(c) for c, d in zip(cuts, down, strict=True) if d])
        rest = iter(beside)
        for at, cut, one, runs_down in zip(batch, cuts, turned, down, strict=True):
            best = _fuller(cut, one, next(rest)) if runs_down else one
            found[at] = (*best, runs_down)
        if not sys.stderr.isatty() and done % _SAID == 0:
            print(
                f"add: {name}: {done * _BATCH} of {len(quads)} lines", file=sys.stderr, flush=True
            )
    return found


def _fuller(cut: Picture, *read: tuple[str, float]) -> tuple[str, float]:
    """The reading of a line that runs down which is surer, and as long as the line has room for."""
    room = max(1.0, len(cut) / cut.shape[1])
    return max(read, key=lambda one: one[1] * min(1.0, len(one[0]) / room))


def _level_box(quad: Quads) -> Box:
    """The box of a line on a page that is straight: as long and as high as its corners say, and
    level.
    """
    across, down = quad.mean(axis=0)
    wide = float(np.linalg.norm(quad[1] - quad[0]) + np.linalg.norm(quad[2] - quad[3])) / 4
    high = float(np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])) / 4
    left, top = float(across) - wide, float(down) - high
    return Box(left=left, top=top, right=left + 2 * wide, bottom=top + 2 * high)


def _slender(quad: Quads) -> float:
    (long,), (high,) = _sides(quad[None])
    return float(long / high)


def _texts(engine: Any, cuts: Sequence[Picture]) -> list[tuple[str, float]]:
    if not cuts:
        return []
    seen = engine.recognize_txt([np.ascontiguousarray(cut[:, :, ::-1]) for cut in cuts])
    return [(str(text), float(sure)) for text, sure in zip(seen.txts, seen.scores, strict=True)]


def _cut(picture: Picture, quad: Quads) -> Picture:
    """The line cut out of the picture along its corners."""
    wide, high = (
        round(max(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[3]))),
        round(max(np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1]))),
    )
    size = (max(2, wide), max(2, high))
    target = np.array([[0, 0], [size[0], 0], size, [0, size[1]]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), target)
    flags = {"flags": cv2.INTER_CUBIC, "borderMode": cv2.BORDER_REPLICATE}
    cut: Picture = cv2.warpPerspective(picture, matrix, size, **flags)
    return cut


def _side_by_side(cut: Picture) -> Picture:
    """The characters of a line that runs down, one beside the other, parted where there is least
    ink.
    """
    high, wide = cut.shape[:2]
    ink = np.abs(cut.mean(axis=2) - np.median(cut)).sum(axis=1)
    cuts = [0]
    while high - cuts[-1] > 1.4 * wide:
        begin, end = (cuts[-1] + round(part * wide) for part in (0.75, 1.3))
        cuts.append(begin + int(np.argmin(ink[begin:end])))
    pieces = [cut[top:bottom] for top, bottom in pairwise([*cuts, high])]
    tallest = max(len(piece) for piece in pieces)
    return np.concatenate([_padded(piece, tallest) for piece in pieces], axis=1)


def _padded(piece: Picture, high: int) -> Picture:
    above = (high - len(piece)) // 2
    edges = (above, high - len(piece) - above, 0, 0)
    padded: Picture = cv2.copyMakeBorder(piece, *edges, cv2.BORDER_REPLICATE)
    return padded
