"""The formats that a seed may have, told apart by what is in the file, never by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from press.read import (
    alto,
    area_map,
    deepseek,
    dots,
    hocr,
    line_json,
    mineru,
    page_xml,
    parsing_list,
    plain,
    tesseract_tsv,
)
from press.read.sheet import Sheet, UnreadableError
from press.read.source import Source


class Format(NamedTuple):
    """A format: its name for people, whether a file is of it, and its pages as sheets."""

    name: str
    recognises: Callable[[Source], bool]
    read: Callable[[Source, str], tuple[Sheet, ...]]


# The first that recognises a file reads it; text is last, for any text may be a page.
FORMATS: tuple[Format, ...] = (
    Format("ALTO", alto.recognises, alto.read),
    Format("hOCR", hocr.recognises, hocr.read),
    Format("area map of a digital edition", area_map.recognises, area_map.read),
    Format("PAGE XML", page_xml.recognises, page_xml.read),
    Format("Tesseract's table", tesseract_tsv.recognises, tesseract_tsv.read),
    Format("PP-Structure, PaddleOCR-VL", parsing_list.recognises, parsing_list.read),
    Format("MinerU's middle.json", mineru.recognises_middle, mineru.read_middle),
    Format("MinerU's content_list.json", mineru.recognises_list, mineru.read_list),
    Format("dots.ocr", dots.recognises, dots.read),
    Format("lines of RapidOCR or PaddleOCR", line_json.recognises, line_json.read),
    Format("DeepSeek-OCR with boxes", deepseek.recognises, deepseek.read),
    Format("text", plain.recognises, plain.read),
)
# What a seed may be called: its name says nothing else of what is in it.
SUFFIXES = (".txt", ".md", ".json", ".xml", ".html", ".hocr", ".tsv")


def format_of(source: Source) -> Format:
    """The format of a file; ``UnreadableError`` for XML, JSON or a web page of no known kind."""
    if source.json is not None or source.root:
        kinds = FORMATS[:-1]
        what = "a web page" if source.root == "html" else "JSON" if source.json else "XML"
    else:
        kinds, what = FORMATS, ""
    for kind in kinds:
        if kind.recognises(source):
            return kind
    if source.root == "mets":
        raise UnreadableError(
            "is METS, which describes the pages of an issue",
            "take it in with `make add`, its ALTO files beside it",
        )
    raise UnreadableError(
        f"is {what} of no kind that is known here",
        "give the page's ALTO, hOCR, PAGE XML or OCR result, its PDF or picture, or its text",
    )


def suffix_of(source: Source) -> str:
    """The suffix that a seed of this content is kept under."""
    if source.root:
        return ".html" if source.root == "html" else ".xml"
    if source.json is not None:
        return ".json"
    return ".tsv" if tesseract_tsv.recognises(source) else ".txt"


def sheets(source: Source, seed: str) -> tuple[Sheet, ...]:
    """The printed pages of a file, at least one."""
    found = format_of(source).read(source, seed)
    if not found:
        raise UnreadableError("has no page", "give the file of a page")
    return found
