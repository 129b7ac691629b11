"""Lines → pieces: what stands on its own on a page, cut out of its line where print ran several
things together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from press.model import Geometry, Line
from press.segment import forms, run_in
from press.segment.wrapping import unwrapped
from press.text.cuts import CLOSING

# The deepest heading mark of Markdown; bold text around a whole line, a list mark or quotation mark
# of Markdown.
_DEEPEST = 6
_BOLD = re.compile(r"(\*\*|__)(.+?)\1\Z", re.DOTALL)
_QUOTED = re.compile(r"(?:>\s*)+(?=\S)")
# Layout tags that OCR tools write around lines: <div align="center">, <br/>, </p>; comments, which
# nobody printed: <!-- 广告位 -->. Any other tag is text of the page.
_TAG = re.compile(
    r"</?(?:html|body|div|p|br|span|center|table|thead|tbody|tr|td|th|b|strong|i|em|u|font|h[1-6])"
    r"(?:\s[^<>]{0,200})?/?>|<!--.{0,2000}?-->",
    re.IGNORECASE | re.DOTALL,
)
_CELL = re.compile(r"</t[dh]>\s*<t[dh](?:\s[^<>]{0,200})?>", re.IGNORECASE)
_ROW = re.compile(r"</tr>|<br\s*/?>|</p>|</div>", re.IGNORECASE)
_CELL_START = re.compile(r"<t[dh]\b", re.IGNORECASE)
# Everything up to the last full stop with its closing marks.
_LAST_SENTENCE = re.compile(r".*[。！？][”’）)]*", re.DOTALL)
# What a reporter's byline begins with: 本报记者, 新华社记者, 通讯员.
_REPORTER = re.compile(r"[^，。]{0,8}(?:记者|通讯员|评论员)")
# The longest cell of a table; a longer one holds text, and the table is layout.
_LONGEST_CELL = 30
_TABLE_RULE = re.compile(r"\|?[\s:|-]{3,}\|?\Z")
# A run of blanks inside a line; wide enough, it is where a page on one line begins a paragraph, or
# a signature is pushed to the right.
_GAP = re.compile(rf"[{forms.BLANK}]{{2,}}")
_WIDE = 4
_LONGEST_HEADLINE = 60
# How many things may be run together at each end of a text: a byline, a dateline, a label; a
# credit, a sign-off, a jump line.
_MOST_ENDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a line. ``form`` is what it is for certain by itself, or None; ``level`` its
    heading mark (0 for none);
    ``indent`` the blanks before it; ``inline`` says that it was cut from the line of the piece
    before;
    ``forced`` is the role that a sidecar gives it; ``last`` is the last line that it stands on,
    where lines of a fixed width were unwrapped;
    ``certain`` says that ``form`` is no guess, but said by the file;
    ``geometry`` is that of its first line, where the layout of the page is known.
    """

    text: str
    line: int
    last: int = 0
    form: str | None = None
    level: int = 0
    indent: int = 0
    inline: bool = False
    forced: str | None = None
    certain: bool = False
    geometry: Geometry | None = None


def pieces_of(lines: Iterable[Line]) -> tuple[Piece, ...]:
    """All pieces of a page in the order of print; blank lines leave none."""
    found = (
        replace(piece, last=piece.last or last, geometry=line.geometry)
        for line, last in unwrapped(tuple(lines))
        for piece in _cut(line)
    )
    return tuple(run_in.cut(tuple(found)))


# What a reader says that a line is counts as its form. It is certain where the words of the file
# say
# so; where a line has a box, a layout model gave it a label, which may err.
_SAID = {"markup": "markup", "furniture": "furniture", "byline": "byline"}


def _cut(line: Line) -> Iterator[Piece]:
    if line.hint in _SAID and line.text.strip(forms.BLANK):
        text = line.text.strip(forms.BLANK)
        certain = line.box is None
        yield Piece(text=text, line=line.number, form=_SAID[line.hint], certain=certain)
        return
    if line.hint == "text" and line.border == "run-on" and line.box is None:
        if text := line.text.strip(forms.BLANK):
            yield Piece(text=text, line=line.number, form="row", certain=True)
        return
    for text, form in _unmarked(line.text):
        stripped = text.strip(forms.BLANK)
        if not stripped:
            continue
        indent = len(text) - len(text.lstrip(forms.BLANK))
        if form:
            yield Piece(text=stripped, line=line.number, form=form)
            continue
        level, bare = _heading(stripped)
        level = level or line.level
        for number, part in enumerate(_paragraphs(bare)):
            for piece in _inline(part, line.number):
                first = number == 0 and not piece.inline
                yield replace(piece, level=level, indent=indent if first else piece.indent)


def _unmarked(text: str) -> Iterator[tuple[str, str | None]]:
    """A line without pictures and layout tags; what was taken out is yielded with the form
    ``image`` or ``markup``.
    """
    at = 0
    for image in forms.IMAGE.finditer(text):
        yield from _untagged(text[at : image.start()])
        yield image[0], "image"
        at = image.end()
    yield from _untagged(text[at:])


def _untagged(text: str) -> Iterator[tuple[str, str | None]]:
    if text.lstrip().startswith("|"):
        yield from _barred(text.strip())
        return
    if "<" not in text:
        yield text, None
        return
    for row in _ROW.split(text):
        cells = [_TAG.sub("", cell).strip(forms.BLANK) for cell in _CELL.split(row)]
        if len(cells) > 1 and _CELL_START.search(row) and max(map(len, cells)) <= _LONGEST_CELL:
            yield "\N{IDEOGRAPHIC SPACE}".join(cells), "row"
        else:
            yield _TAG.sub("", _CELL.sub("\N{IDEOGRAPHIC SPACE}", row)), None
    if tags := "".join(found[0] for found in _TAG.finditer(text)):
        yield tags, "markup"


def _barred(text: str) -> Iterator[tuple[str, str | None]]:
    """A line of a table of Markdown: the rule below its head, or a row of cells; anything else that
    begins with a bar is text.
    """
    cells = [cell.strip(forms.BLANK) for cell in text.strip("|").split("|")]
    if _TABLE_RULE.match(text):
        yield text, "rule"
    elif len(cells) > 1 and text.endswith("|") and max(map(len, cells)) <= _LONGEST_CELL:
        yield "\N{IDEOGRAPHIC SPACE}".join(cells), "row"
        yield "|" * text.count("|"), "markup"
    else:
        yield text, None


def _heading(text: str) -> tuple[int, str]:
    """The level of a heading mark and the text without it: marks are evidence, never proof."""
    text = _QUOTED.sub("", text, count=1) if text.startswith(">") else text
    level = 0
    if bare := text.lstrip("#"):
        depth = len(text) - len(bare)
        if 0 < depth <= _DEEPEST and (inner := bare.rstrip("#").strip()):
            level, text = depth, inner
    if text.startswith(("**", "__")) and (found := _BOLD.match(text)):
        text = found[2]
    return level, text.strip(forms.BLANK)


def _wide_gaps(text: str) -> Iterator[re.Match[str]]:
    """The gaps of two ideographic blanks or four of any kind.

    >>> [gap.span() for gap in _wide_gaps("甲\u3000\u3000乙  丙    丁")]
    [(1, 3), (7, 11)]
    """
    return (
        gap
        for gap in _GAP.finditer(text)
        if len(gap[0]) >= _WIDE or gap[0].count("\N{IDEOGRAPHIC SPACE}") >= 2
    )


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a page that was written on one line: they begin after wide gaps behind
    closed sentences or headlines.
    """
    gaps = list(_wide_gaps(text))
    begin = 0
    for number, gap in enumerate(gaps):
        before = text[begin : gap.start()]
        if number == len(gaps) - 1 and _is_signature(text[gap.end() :][:_LONGEST_HEADLINE]):
            break
        if before and (CLOSING.search(before[-3:]) or _may_be_a_headline(before, len(text))):
            yield before
            begin = gap.end()
    yield text[begin:]


def _may_be_a_headline(text: str, length: int) -> bool:
    """Whether a piece of a long line is short enough for a headline, and not a dateline with a gap
    behind it.
    """
    return (
        len(text) <= _LONGEST_HEADLINE
        and length > 2 * _LONGEST_HEADLINE
        and not forms.lead_in(text + " ")
    )


def _is_signature(text: str) -> bool:
    text = text.strip(forms.BLANK)
    return (
        forms.signature(text)
        or forms.office(text)
        or forms.names_only(text)
        or forms.sign_off(text) == text
        or forms.byline(text)
    )


def _inline(text: str, line: int) -> Iterator[Piece]:
    """The pieces that print ran together: a jump or label or lead-in before the text, a sign-off,
    credit or jump after it.
    """
    if form := _whole(text):
        yield Piece(text=text, line=line, form=form)
        return
    ends: list[Piece] = []
    while len(ends) < _MOST_ENDS and (end := _end(text)) and len(end[0]) < len(text):
        before, text = text, text[: len(text) - len(end[0])].rstrip(forms.BLANK)
        gap = len(before) - len(end[0]) - len(text)
        ends.append(
            Piece(text=end[0].strip(forms.BLANK), line=line, form=end[1], indent=gap, inline=True)
        )
    begun = 0
    while begun < _MOST_ENDS and (start := _start(text)) and start[0] < len(text):
        yield Piece(
            text=text[: start[0]].strip(forms.BLANK), line=line, form=start[1], inline=begun > 0
        )
        text, begun = text[start[0] :].lstrip(forms.BLANK), begun + 1
    yield Piece(text=text, line=line, form=_whole(text), inline=begun > 0)
    yield from reversed(ends)


# What a whole piece may be by its form alone but a jump line, the surest first.
_FORMS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("rule", forms.RULE.match),
    ("credit", forms.credit),
    ("sign-off", lambda text: forms.sign_off(text) == text),
    ("byline", forms.byline),
    ("signature", forms.signature),
    ("names", forms.names_only),
    ("lead", lambda text: forms.lead_in(text) == len(text)),
    ("row", forms.figures),
    ("label", lambda text: forms.label(text) == text),
)


def _whole(text: str) -> str | None:
    """What a whole piece is by its form alone."""
    if forms.furniture(text):
        return "furniture"
    if (jump := forms.JUMP.fullmatch(text)) is not None:
        return "jump-to" if jump["to"] else "jump-from"
    return next((form for form, test in _FORMS if test(text)), None)


def _start(text: str) -> tuple[int, str] | None:
    """The length and form of what stands before the text proper."""
    if (jump := forms.JUMP.match(text[:60])) and jump["from"]:
        return jump.end(), "jump-from"
    if (label := forms.label(text)) and label[0] in "【〖[［" and len(text) <= _LONGEST_HEADLINE:
        return len(label), "label"
    if length := forms.lead_in(text):
        return length, "lead"
    if length := forms.run_in_byline(text):
        return length, "byline"
    return None


def _signed(tail: str) -> tuple[str, str] | None:
    """A byline or signature that print set right behind the last sentence, and its form.

    >>> _signed("从没遇到过的。本报记者 乔栋"), _signed("很难改变。山东济宁火柴厂 吴晓喜")
    (('本报记者 乔栋', 'byline'), ('山东济宁火柴厂 吴晓喜', 'signature'))
    >>> _signed("很难改变。他说")
    """
    after = _LAST_SENTENCE.sub("", tail).strip(forms.BLANK)
    if not after or after == tail.strip(forms.BLANK):
        return None
    if _REPORTER.match(after) and forms.byline(after):
        return after, "byline"
    return (after, "signature") if forms.signature(after) else None


def _end(text: str) -> tuple[str, str] | None:
    """What stands after the text proper, and its form."""
    tail = text[-60:]
    for jump in forms.JUMP.finditer(tail):
        if jump.end() == len(tail) and jump["to"] and tail[jump.start()] in "（(【[":
            return jump[0], "jump-to"
    if credit := forms.credit_end(text):
        return credit, "credit"
    if sign := forms.sign_off(text):
        return sign, "sign-off"
    if signed := _signed(tail):
        return signed
    for gap in _wide_gaps(tail):
        after = tail[gap.end() :]
        if CLOSING.search(tail[: gap.start()][-2:]) and _is_signature(after):
            return after, "byline" if forms.byline(after) else "signature" if forms.signature(
                after
            ) else "office" if forms.office(after) else "names"
    return None
