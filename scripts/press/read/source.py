"""The bytes of a file for all readers that look at it: its text, JSON and XML, each parsed once, in
bounded memory.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

import msgspec

from press.read.sheet import UnreadableError
from press.text import characters

# What only JSON begins with: {"pdf_info" …, [{"box" …, [[[12, 40 …; a text may begin with [图片].
_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{"\]])')
# What stands before the root of an XML document: <?xml version="1.0"?>, comments, <!DOCTYPE html
# …>.
_PROLOGUE = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)", re.DOTALL)
# The first tag, its prefix left out: <alto:alto xmlns=…>.
_ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
# A declaration of an encoding, which the text no longer has: <?xml version="1.0" encoding="GBK"?>.
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
# How much of a file may stand before its root.
_HEAD = 20_000
# Roots that need no <?xml …?> to be known.
_ROOTS = {"alto", "mets", "pcgts", "html"}
# The largest file of a format with boxes, in characters: a broadsheet with a box for every glyph
# has about 8 million.
_LARGEST = 32_000_000
_CUT_OFF = "make the file anew, it may be cut off"


class Source:
    """The bytes of a file; what it is parsed to is kept for the next reader that asks."""

    def __init__(self, data: bytes) -> None:
        """Nothing is parsed before it is asked for."""
        self.data = data

    @cached_property
    def decoded(self) -> tuple[str, str]:
        """The text and the name of its encoding; ``characters.NoTextError`` for what is none."""
        return characters.decode(self.data)

    @cached_property
    def text(self) -> str:
        """The text without a byte-order mark."""
        return self.decoded[0].lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")

    @cached_property
    def root(self) -> str | None:
        """The name of the root of XML or HTML in lower case, without its prefix; None for anything
        else.

        >>> Source(b'<?xml version="1.0"?><alto:alto/>').root, Source(b"<div>text</div>").root
        ('alto', None)
        """
        head, at = self.text[:_HEAD], 0
        while found := _PROLOGUE.match(head, at):
            at = found.end()
        root = _ROOT.match(head, at)
        name = root[1].lower() if root else "xml"
        return name if name in _ROOTS or head.lstrip().startswith("<?xml") else None

    @cached_property
    def json(self) -> Any:
        """The value of a JSON file, None for what does not begin like one; ``UnreadableError`` for
        broken JSON.
        """
        if not _JSON.match(self.text):
            return None
        self._bounded()
        try:
            return msgspec.json.decode(self.text)
        except RecursionError as error:
            raise UnreadableError(
                "is JSON nested too deeply", "give the page's own file"
            ) from error
        except msgspec.DecodeError as error:
            what = str(error).partition(" (")[0].removeprefix("JSON is malformed: ")
            raise UnreadableError(
                f"is JSON that cannot be read ({what})", _CUT_OFF, self._line(str(error))
            ) from error

    @cached_property
    def xml(self) -> Element | None:
        """The root element of an XML file, None for anything else; ``UnreadableError`` for broken
        XML or entities.
        """
        if self.root in (None, "html"):
            return None
        from defusedxml import ElementTree
        from defusedxml.common import DefusedXmlException

        self._bounded()
        text = _DECLARATION.sub("", self.text, count=1)
        try:
            root: Element = ElementTree.fromstring(text)
            return root
        except DefusedXmlException as error:
            raise UnreadableError(
                "is XML that declares entities", "give a file without a document type of its own"
            ) from error
        except ElementTree.ParseError as error:
            what = str(error).partition(":")[0]
            raise UnreadableError(
                f"is XML that cannot be read ({what})", _CUT_OFF, error.position[0]
            ) from error

    def _bounded(self) -> None:
        if len(self.text) > _LARGEST:
            raise UnreadableError(
                f"is larger than {_LARGEST // 1_000_000} million characters",
                "a seed is one page: give the page's own file",
            )

    def _line(self, message: str) -> int | None:
        """
        >>> Source(b"[1,\\n nan]")._line("invalid character (byte 5)")
        2
        """
        at = re.search(r"byte (\d+)", message)
        return self.text.encode()[: int(at[1])].count(b"\n") + 1 if at else None


def name(element: Element) -> str:
    """The name of an element without its namespace: ``TextLine``."""
    return str(element.tag).rpartition("}")[2]
