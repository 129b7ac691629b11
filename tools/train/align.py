"""Gold → the label of every block: which part of which article it is, found by its words.

Gold is a dict with ``articles`` (column, kicker, title, subtitle, byline, dateline, paragraphs,
subheads, captions, credit, jump), ``furniture`` and ``dropped``; blocks are cut out of the page's
lines by ``press.segment.pieces``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from press.segment.labels import START, TRANSPARENT, state_after
from press.segment.pieces import Piece

DECK = ("column", "kicker", "title", "subtitle")
# The share of a block's pairs of characters that stands in the part of the gold that it is from.
_SHARE = 0.72
# Roles that begin an article that has a headline; one without begins with whatever of it is first.
_OPENING = (*DECK, "byline", "dateline", "jump-from")
_MARKS = re.compile(r"[\s#*_{}$\\^`]")
_TAGS = re.compile(r"\\(mathrm|text|mathbf|rm|circ)(?![a-z])|</?[a-zA-Z|][^<>\n]{0,300}>")
_SAME = str.maketrans("“”„‘’•・─―－〔〕", '"""\'\'··———()')
# A paragraph that looks like a subhead: short, without the mark of a sentence at its end.
_SUBHEAD = re.compile(r"[^。！；]{2,30}[^。！；，、：:…，”）)]")
# The longest line of a poem, in characters.
_VERSE = 26


def plain(text: str) -> str:
    """The text as it is compared: NFKC, without blanks and marks of Markdown."""
    folded = _TAGS.sub("", unicodedata.normalize("NFKC", text))
    return _MARKS.sub("", folded).translate(_SAME)


def _pairs(text: str) -> Counter[str]:
    return Counter(map("".join, pairwise(text))) or Counter([text])


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the gold: its role, its article's number or None, its plain text."""

    role: str
    article: int | None
    text: str
    pairs: Counter[str]

    def holds(self, text: str, pairs: Counter[str]) -> float:
        """How much of a block stands here, 0 to 1; a line of a deck must not be much shorter."""
        share = sum((pairs & self.pairs).values()) / sum(pairs.values())
        at_an_end = self.text.startswith(text) or self.text.endswith(text)
        if text in self.text:
            share = 1.0 if len(text) >= 4 or at_an_end else 0.8
        if self.role in ("body", "subhead", "caption", "furniture", "either", "verse"):
            return share
        if len(self.text) < len(text):
            return share * 0.3 + 0.7 * len(self.text) / len(text)
        deck_line = self.role in DECK and at_an_end and len(text) >= 3
        return share - 0.15 if len(self.text) > 2.5 * len(text) and not deck_line else share


def _texts(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if item:
            yield item if isinstance(item, str) else str(item.get("text", ""))


def parts(gold: dict[str, Any]) -> list[Part]:
    """All parts of a page's gold."""
    found: list[Part] = []

    def add(role: str, article: int | None, texts: Any) -> None:
        for raw in _texts(texts):
            if text := plain(raw):
                found.append(Part(role=role, article=article, text=text, pairs=_pairs(text)))

    for number, article in enumerate(gold["articles"]):
        for role in (*DECK, "byline", "dateline"):
            add(role, number, article.get(role))
        subheads = _subheads(article)
        for at, paragraph in enumerate(article["paragraphs"]):
            add("subhead" if at in subheads else "body", number, paragraph)
        for caption in article.get("captions") or []:
            add("caption", number, caption)
            if isinstance(caption, dict):
                add("caption-credit", number, caption.get("credit"))
        for role in ("credit", "jump", "either"):
            add(role, number, article.get(role))
    add("furniture", None, gold.get("furniture"))
    add("dropped", None, gold.get("dropped"))
    return found


def _subheads(article: dict[str, Any]) -> set[int]:
    """The places of an article's subheads: as the gold says, else what looks like one."""
    if article.get("subheads") is not None:
        return set(article["subheads"])
    texts = [text for paragraph in article["paragraphs"] for text in _texts(paragraph)]
    return {at for at, text in enumerate(texts) if _SUBHEAD.fullmatch(text) and len(texts) > 2}


def labels(blocks: Sequence[Piece], gold: dict[str, Any]) -> list[str]:
    """The label of every block."""
    known = parts(gold)
    found: list[tuple[str | None, int | None]] = []
    taken: Counter[int] = Counter()
    current = 0
    for block in blocks:
        text = plain(block.text)
        best = _best(text, known, taken, current)
        if best is None:
            found.append((None, None))
            continue
        taken[best] += 1
        part = known[best]
        found.append((part.role, part.article))
        if part.article is not None and (part.role in ("title", "column") or len(text) > 15):
            current = part.article
    roles = [(_role(b, role), article) for b, (role, article) in zip(blocks, found, strict=True)]
    return _with_states(_with_beginnings(blocks, roles, gold))


def _best(text: str, known: list[Part], taken: Counter[int], current: int) -> int | None:
    """The number of the part a block is from: of equal ones the unused, then the nearest."""
    same = [at for at, part in enumerate(known) if part.text == text]
    if same:
        return min(same, key=lambda at: (taken[at], _distance(known[at], current), at))
    if not text:
        return None
    pairs = _pairs(text)
    others = [at for at, part in enumerate(known) if part.role != "dropped"]
    score = {
        at: known[at].holds(text, pairs) - 0.01 * min(_distance(known[at], current), 4)
        for at in others
    }
    best = max(others, key=lambda at: (score[at], -at), default=None)
    return best if best is not None and score[best] >= _SHARE else None


def _distance(part: Part, current: int) -> int:
    return 0 if part.article is None else abs(part.article - current)


def _role(block: Piece, role: str | None) -> str:
    """The role of a block; what no part of the gold holds is what it looks like."""
    text = block.text
    if block.form in ("image", "rule", "jump-to", "jump-from"):
        return block.form
    if role is None:
        return _looks_like(block)
    if role == "jump":
        return "jump-from" if re.search(r"上接|紧接|^.?接", text) else "jump-to"
    if role == "either":
        return "sign" if len(text) < 30 else "body"
    if role == "dropped":  # a doubled caption, or a character that was read twice
        return "caption" if block.form is None and len(plain(text)) > 3 else "furniture"
    return role


def _looks_like(block: Piece) -> str:
    """The role of a block that no part of the gold holds."""
    if block.form == "credit":
        return "caption-credit"
    return "furniture" if block.form in ("furniture", "row") and len(block.text) < 60 else "body"


def _with_beginnings(
    blocks: Sequence[Piece], roles: list[tuple[str, int | None]], gold: dict[str, Any]
) -> list[str]:
    titled = {at for at, article in enumerate(gold["articles"]) if article.get("title")}
    poems = {at for at, article in enumerate(gold["articles"]) if article.get("genre") == "poem"}
    begun: set[int] = set()
    running: set[int] = set()
    found: list[str] = []
    for block, (role, article) in zip(blocks, roles, strict=True):
        own = role
        if role in ("body", "subhead") and article in poems:
            own = "verse" if len(block.text) <= _VERSE else "body"
        opens = role in _OPENING or article not in titled
        first = article is not None and article not in begun and role not in TRANSPARENT
        if first and opens and role not in ("credit", "jump-to", "sign") and article is not None:
            begun.add(article)
            own += "*"
        elif role == "byline" and article in running:
            own = "sign"
        if role in ("body", "verse") and article is not None:
            running.add(article)
        found.append(own)
    return found


def _with_states(found: list[str]) -> list[str]:
    state, whole = START, list[str]()
    for role in found:
        label = role
        if state == START and label not in TRANSPARENT and not label.endswith("*"):
            label += "*"  # what a page begins with begins an article
        whole.append(f"{label}@{state}" if label in TRANSPARENT else label)
        state = state_after(whole[-1])
    return whole
