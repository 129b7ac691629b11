"""What is printed: a page, its lines and blocks, an article with its paragraphs, captions and jump
lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "column",
    "kicker",
    "title",
    "subtitle",
    "byline",
    "dateline",
    "body",
    "subhead",
    "caption",
    "credit",
    "jump",
    "furniture",
    "image",
    "rule",
    "dropped",
]
Kind = Literal[
    "news", "commentary", "feature", "photo", "brief", "letter", "notice", "poem", "continuation"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is printed: a run of lines of one seed, both ends included."""

    seed: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A doubt said aloud: a stable code, where it is, what it says, and the sidecar snippet that
    would settle it.
    """

    code: str
    seed: str
    line: int
    text: str
    settle: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One change to the text: the rule that made it, the seed and line it begins at, the text
    before and after.
    """

    rule: str
    seed: str
    line: int
    before: str
    after: str
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """Printed text that belongs to no article: page furniture, or something dropped with its
    reason.
    """

    seed: str
    line: int
    text: str
    reason: str


# What a format says for certain that a line is: evidence for the decoder, never proof.
Hint = Literal[
    "column", "kicker", "title", "subtitle", "heading", "byline", "dateline", "text", "subhead",
    "caption", "credit", "jump", "table", "image", "formula", "advert", "furniture", "markup",
]  # fmt: skip
# Where a format says that a line begins an article or a block of text, or that it runs on from the
# line before.
Border = Literal["article", "block", "run-on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on the printed page in the unit of its ``Frame``, origin at the top left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The size of a printed page and the unit of its boxes: ``px``, ``pt``, ``mm``, ``mm10``,
    ``inch1200``, ``permille``.
    """

    width: float
    height: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """Where a line stands in the layout of its page, in measures that do not depend on the unit of
    the boxes.

    ``zone`` numbers the zones (candidates for an article) in reading order; ``column`` is the base
    column of the page that the line begins in, ``span`` how many it reaches over, ``run`` the
    number of the piece of a column in the zone. ``rel_size`` is the height of the type over that of
    the body; ``indent`` (in characters of the line) is counted from the left edge of its column,
    ``fill`` is the width of the line over that of its column, ``gap`` the white above it over the
    body's line height (None for the first of its piece of a column); ``left`` and ``top`` are
    shares of the page. ``starts_paragraph`` is how probable it is that a paragraph begins with the
    line, from its place alone.
    """

    zone: int
    column: int
    span: int
    run: int
    rel_size: float
    indent: float
    fill: float
    left: float
    top: float
    starts_paragraph: float
    gap: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a seed after the character rules; ``number`` is the line of the file on disk.

    In a format whose lines of the file are not those of the page (JSON, XML, tables) it counts the
    printed lines from 1, as the file has them.

    Formats with geometry give its ``box``, the height of its type (``size``, in the page's unit),
    how sure the reader of the print was (``confidence``, 0 to 1), and whether it is printed from
    top to bottom (``vertical``). ``hint``, ``level`` (of a heading, 0 for none) and ``border`` are
    what the format itself says of the line. ``geometry`` is what the layout of the page adds to a
    line with a box.
    """

    number: int
    text: str
    box: Box | None = None
    size: float | None = None
    vertical: bool = False
    confidence: float | None = None
    hint: Hint | None = None
    level: int = 0
    border: Border | None = None
    geometry: Geometry | None = None


def lines_between(lines: Sequence[Line], first: int, last: int) -> Sequence[Line]:
    """The lines from one number to another, both included, in the order in which they stand."""
    begins = next((at for at, line in enumerate(lines) if line.number == first), None)
    ends = next((at for at in reversed(range(len(lines))) if lines[at].number == last), None)
    return () if begins is None or ends is None else lines[begins : ends + 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An editorial decision of a sidecar: what to do, the text it quotes, its reason, and the
    sidecar line it stands on.
    """

    do: str
    quote: str
    why: str
    line: int
    to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A seed as read: its lines and what is known of the printed page.

    ``date`` is EDTF, or None when unknown.

    ``sha256`` is of the seed's bytes, ``sidecar`` of those of its sidecar (empty without one): all
    else of a page follows from the two. ``rules`` are printed rules (thin boxes), and frames, tints
    and pictures (wide ones), where the format has them.
    """

    seed: str
    sha256: str
    lines: tuple[Line, ...]
    paper: str | None = None
    date: str | None = None
    page: int | None = None
    basis: str | None = None
    decisions: tuple[Decision, ...] = ()
    repairs: tuple[Repair, ...] = ()
    notices: tuple[Notice, ...] = ()
    sidecar: str = ""
    frame: Frame | None = None
    rules: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of lines with one role.

    ``why`` names the rule that decided; ``article`` is None for what belongs to no article.
    """

    role: Role
    text: str
    seed: str
    first: int
    last: int
    why: str
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph or subhead of an article; ``id`` (``p1``, ``p2`` …) is its address on the
    article's page.
    """

    id: str
    text: str
    kind: Literal["text", "subhead"]
    places: tuple[Place, ...]
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """A photo's caption and, when printed, its credit."""

    text: str
    credit: str | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A jump line: to or from which page (a number, or None when not printed), as printed."""

    direction: Literal["to", "from"]
    page: int | None
    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A name of a byline and the role it is printed with: 记者, 通讯员, 评论员 …, or an empty
    string.
    """

    name: str
    role: str


class _Found:
    """What an article and its heading are found by: ``id`` is SEED-LINE."""

    __slots__ = ()
    id: str

    @property
    def url(self) -> str:
        """The address under the site's root, with a closing slash: ``articles/SEED/LINE/``."""
        seed, _, line = self.id.rpartition("-")
        return f"articles/{seed}/{line}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(_Found):
    """An article as printed, mended by named rules.

    ``places`` are in reading order: one, or one for each half that was joined.

    ``former`` are the ids that its other halves have by themselves: addresses that must lead here.
    """

    id: str
    kind: Kind
    paper: str | None
    date: str | None
    page: int | None
    column: str | None
    kicker: str | None
    title: str | None
    subtitle: str | None
    byline: str | None
    dateline: str | None
    authors: tuple[Author, ...]
    paragraphs: tuple[Paragraph, ...]
    captions: tuple[Caption, ...]
    credit: str | None
    jumps: tuple[Jump, ...]
    repairs: tuple[Repair, ...]
    places: tuple[Place, ...]
    former: tuple[str, ...] = ()

    @property
    def seed(self) -> str:
        """The seed of the article's first half."""
        return self.places[0].seed

    @property
    def label(self) -> str | None:
        """The column label without its marks, by which articles of a column are found: 【编辑手记】
        → 编辑手记, ■美丽乌海 → 美丽乌海.
        """
        if not self.column:
            return None
        text = re.sub(r"\A[■▲◆●★◇※►▶▍▌|]\s*", "", self.column)
        return (
            text[1:-1]
            if text[:1] + text[-1:] in ("【】", "〖〗", "[]", "［］", "（）", "()")
            else text
        )

    @property
    def headline(self) -> str:
        """A name for lists: the title, or the beginning of the text of an item that was printed
        without one.
        """
        if self.title:
            return self.title
        first = next((paragraph.text for paragraph in self.paragraphs), "") or next(
            (c.text for c in self.captions), ""
        )
        return first[:24] + ("…" if len(first) > 24 else "") or "（无标题）"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSummary(_Found):
    """What lists say of an article, without its text: its deck, the first sentence of its text (cut
    when it is long), where it stands.

    ``places`` are the seed and first line of each half. ``jumps`` says whether it has jump lines.
    """

    id: str
    kind: Kind
    paper: str | None
    date: str | None
    page: int | None
    column: str | None
    kicker: str | None
    headline: str
    subtitle: str | None
    byline: str | None
    credit: str | None
    lead: str
    places: tuple[tuple[str, int], ...]
    former: tuple[str, ...]
    jumps: bool

    @property
    def seed(self) -> str:
        """The seed of the article's first half."""
        return self.places[0][0]
