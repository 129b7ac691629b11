"""What a character may be: bytes → text, text → lines, and the one notation for formulas and
full-width letters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from press.text.radicals import RADICALS, characters_for

# The first bytes of files that are no text at all, and what they are.
_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (DOC, XLS)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF document"),
)
# The same for what shows only further on in the file: the pictures of telephones and the web, and
# what a ZIP archive holds.
_PATTERNS = (
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "a WebP picture"),
    (re.compile(rb"BM....\x00\x00\x00\x00", re.DOTALL), "a BMP picture"),
    (re.compile(rb"....ftyp(?:heic|heix|mif1|avif)", re.DOTALL), "a HEIC or AVIF picture"),
    (re.compile(rb"PK\x03\x04.*word/", re.DOTALL), "a Word document (DOCX)"),
    (re.compile(rb"PK\x03\x04.*xl/", re.DOTALL), "an Excel table (XLSX)"),
    (re.compile(rb"PK\x03\x04"), "a ZIP archive"),
)
# Encodings of Chinese text that are not UTF-8, as charset-normalizer names them; the last is a
# superset of GBK and GB 2312.
_CHINESE_ENCODINGS = ["big5", "gb18030"]
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# How much of a file the recognition of its encoding looks at, in bytes; set by hand: ten pages of
# print.
_SAMPLE = 200_000
# How many Chinese characters bytes of another encoding give by chance when read as UTF-8, before
# they break; set by hand.
_MOST_BY_CHANCE = 8
# A text whose every hundredth character is NUL or another control is no text.
_MOST_CONTROLS = 0.01

# Breaks inside a line of the file: NEL, LINE and PARAGRAPH SEPARATOR, vertical tab, form feed.
_INNER_BREAK = re.compile("[\x0b\x0c\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
# Control characters but the tab; a NUL in the middle of a name, for instance.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
# Characters without width: joiners of layout, byte-order marks in the text, marks that turn the
# direction of writing.
_INVISIBLE = re.compile(
    "[\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
    "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\u202a-\u202e\u2066-\u2069]"
)
# Characters that only one font gives a shape: they cannot be read elsewhere.
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_UTF16_NUL_SHARE = 0.2
# A Chinese character, for patterns: what is written in words beyond Latin-1 and is no digit, not
# even ①. The range 一-鿿 would leave out the rare characters of names (䶮, 㛃), and costs Python
# 3.11 a millisecond to compile wherever it stands, for each character of it is looked at.
HAN = r"[^\W\d\x00-\xff①-⑳]"


class NoTextError(ValueError):
    """The bytes are not text; the message says what they are."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding; ``NoTextError`` when it is none.

    >>> decode("乌海".encode("utf-8"))
    ('乌海', 'utf-8')
    >>> decode(b"%PDF-1.7")
    Traceback (most recent call last):
    press.text.characters.NoTextError: a PDF document
    """
    if kind := _kind(data):
        raise NoTextError(kind)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), encoding
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _mostly_utf8(data, error.start):
            line = data.count(b"\n", 0, error.start) + 1
            raise NoTextError(
                f"in UTF-8 but for bytes that are not, first in line {line}"
            ) from error
        text, encoding = _recognise(data)
    if len(_CONTROL.findall(text[:_SAMPLE])) > _MOST_CONTROLS * min(len(text), _SAMPLE):
        return _wide(data)
    return text, encoding


def _kind(data: bytes) -> str | None:
    """What a file is that is no text, by its first bytes.

    >>> _kind(b"PK\\x03\\x04 word/document.xml"), _kind("BMW销量".encode())
    ('a Word document (DOCX)', None)
    """
    found = (name for signature, name in _SIGNATURES if data.startswith(signature))
    return next(found, None) or next(
        (name for pattern, name in _PATTERNS if pattern.match(data)), None
    )


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NoTextError(f"marked as {encoding}, but broken at byte {error.start}") from error


def _mostly_utf8(data: bytes, broken: int) -> bool:
    """Whether the bytes are UTF-8 with a few broken places, or up to the first: then another
    encoding would turn it into nonsense.
    """
    sample = data[:_SAMPLE].decode("utf-8", errors="replace")
    whole = data[:broken][:_SAMPLE].decode("utf-8", errors="ignore")
    return (
        _chinese(sample) > 20 * sample.count("\N{REPLACEMENT CHARACTER}")
        or _chinese(whole) > _MOST_BY_CHANCE
    )


def _chinese(text: str) -> int:
    return sum(1 for char in text if "一" <= char <= "鿿")


def _recognise(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_CHINESE_ENCODINGS).best()
    broken = 0
    for encoding in [best.encoding] if best else _CHINESE_ENCODINGS[::-1]:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as error:
            broken = max(broken, error.start)
    if _chinese(data[:broken].decode("gb18030", errors="ignore")) > _MOST_BY_CHANCE * 5:
        line = data.count(b"\n", 0, broken) + 1
        raise NoTextError(
            f"in more than one encoding: GB18030 or Big5 until line {line}, then another"
        )
    return _wide(data)


def _wide(data: bytes) -> tuple[str, str]:
    """UTF-16 without a byte-order mark shows by its NUL bytes: those of ASCII blanks, digits and
    line ends.
    """
    for encoding, nul in (
        ("utf-16-le", data[1:_SAMPLE:2].count(0)),
        ("utf-16-be", data[0:_SAMPLE:2].count(0)),
    ):
        if (
            len(data) % 2 == 0
            and nul > _UTF16_NUL_SHARE * data[:_SAMPLE].count(0)
            and b"\x0a" in data[:_SAMPLE]
        ):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if _chinese(text) * 3 > len(text):
                return text, encoding
    raise NoTextError("not text in any encoding of Chinese")


class Change(NamedTuple):
    """A named rule and what it took out of a line."""

    rule: str
    before: str
    after: str


def clean(line: str) -> tuple[tuple[str, ...], tuple[Change, ...]]:
    """A line of the file as the lines to read, and what was changed: breaks inside it, controls,
    invisible characters, radicals.

    >>> clean("市委\\x00书记\\u2028齐海斌")
    (('市委书记', '齐海斌'), (Change(rule='control-character', before='U+0000', after=''),))
    """
    changes = []
    for rule, pattern in (("control-character", _CONTROL), ("invisible-character", _INVISIBLE)):
        if found := pattern.findall(line):
            changes.append(
                Change(rule, " ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(found)), "")
            )
            line = pattern.sub("", line)
    if RADICALS.search(line):
        changes.append(Change("kangxi-radical", line, characters_for(line)))
        line = characters_for(line)
    return tuple(_INNER_BREAK.split(line)), tuple(changes)


def lines_of(text: str) -> Iterator[str]:
    """The lines of the file as they lie on disk: they end at LF, CR LF, or CR in a file that has no
    LF.
    """
    return iter(text.replace("\r\n", "\n").split("\n") if "\n" in text else text.split("\r"))


# A subscript in TeX, with or without dollar signs: PM_{2.5}, $PM_{2.5}$, $\mathrm{CO}_2$.
_TEX = re.compile(r"\$?(?:\\mathrm\{)?([A-Z][A-Za-z]{0,3})\}?_(?:\{([0-9.]{1,4})\}|([0-9]))\$?")
# A subscript in Unicode after a letter: PM₁₀, SO₂, PM₂.₅.
_SUBSCRIPT = re.compile(r"([A-Za-z])([₀-₉](?:[.．]?[₀-₉])*)")
_SUBSCRIPT_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉．", "0123456789.")
# Full-width letters and digits of old databases: １９８３年, ＥＩＣ; a percent sign or stop between
# full-width digits goes with them.
_FULL_WIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+(?:[．％][０-９]*)?")
_TO_HALF = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})


def _tex(text: str) -> str:
    """
    >>> _tex("$PM_{2.5}$、PM_{10}、CO_2")
    'PM2.5、PM10、CO2'
    """
    return _TEX.sub(lambda found: found[1] + (found[2] or found[3]), text)


def _subscripts(text: str) -> str:
    """
    >>> _subscripts("PM₁₀、PM₂.₅、SO₂")
    'PM10、PM2.5、SO2'
    """
    return _SUBSCRIPT.sub(lambda found: found[1] + found[2].translate(_SUBSCRIPT_DIGITS), text)


def _half_width(text: str) -> str:
    """
    >>> _half_width("１９８３年，４５．３万元，１／３")
    '1983年，45.3万元，1／3'
    """
    return _FULL_WIDTH.sub(lambda found: found[0].translate(_TO_HALF), text)


NOTATIONS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("tex-subscript", _tex),
    ("unicode-subscript", _subscripts),
    ("full-width", _half_width),
)


def notation(text: str) -> tuple[str, tuple[Change, ...]]:
    """The text in the one notation for people (PM2.5, SO2, 1983), and what each rule changed."""
    changes = []
    for rule, apply in NOTATIONS:
        if (after := apply(text)) != text:
            changes.append(Change(rule, text, after))
            text = after
    return text, tuple(changes)


@cache
def traditional() -> dict[str, str]:
    """Every character that only the traditional script has, with its simplified form, from the
    table of OpenCC that the search folds by.

    Characters that a text in the simplified script may have as well (乾, 著, 瞭) are in GB 2312 and
    not among them.

    >>> traditional()["圍"], "乾" in traditional(), "量" in traditional()
    ('围', False, False)
    """
    table = json.loads((Path(__file__).resolve().parent / "simplify.json").read_text("utf-8"))
    common = set((table["from"] + table["to"]).encode("gb2312", "ignore").decode("gb2312"))
    return {
        one: other
        for one, other in zip(table["from"], table["to"], strict=True)
        if one not in common and other in common
    }
