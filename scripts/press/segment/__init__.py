"""Page → Draft: the lines cut into pieces, each piece given its role, the pieces gathered into
articles as they were printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import inf

from press.model import Decision, Page
from press.segment import forms
from press.segment.decode import RUNNING, Step, decode
from press.segment.labels import TRANSPARENT
from press.segment.pieces import Piece, pieces_of

# The roles of labels that the vocabulary calls otherwise.
_ROLES = {
    "verse": "body",
    "sign": "byline",
    "caption-credit": "credit",
    "jump-to": "jump",
    "jump-from": "jump",
    "markup": "rule",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece in its role; ``step`` keeps how the decoder saw it (``tail``, ``verse``, ``sign`` …;
    ``row``: of a table).

    ``margin`` is how far (in nats) any other reading is behind; infinite where none was possible.
    """

    role: str
    text: str
    line: int
    last: int
    why: str
    step: str
    inline: bool = False
    margin: float = inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A page cut into articles: the parts of each in the order of print, and the parts that belong
    to none.
    """

    page: Page
    articles: tuple[tuple[Part, ...], ...]
    loose: tuple[Part, ...]


def segment(page: Page) -> Draft:
    """Read a page: every line with text is in one article or among the loose parts."""
    found = tuple(_stated(_decided(pieces_of(page.lines), page.decisions), page))
    loose = [_loose(piece) for piece in found if _is_loose(piece)]
    pieces = tuple(piece for piece in found if not _is_loose(piece))
    articles: list[list[Part]] = []
    waiting: list[Part] = []
    stated = {line.number for line in page.lines if line.border == "article"}
    for step in decode(pieces):
        part = _part(step)
        said = step.piece.line in stated and not step.piece.inline
        if said if stated else step.begins:  # what the page's format says of its articles holds
            articles.append([*waiting, part])
            waiting = []
        elif part.role in ("furniture", "image", "rule", "dropped"):
            loose.append(part)
        elif articles:
            articles[-1].append(part)
        else:
            waiting.append(part)
    if waiting:
        articles.append(waiting)
    return Draft(page=page, articles=tuple(map(tuple, articles)), loose=tuple(loose))


def _stated(pieces: Iterable[Piece], page: Page) -> Iterator[Piece]:
    """The pieces, those titles for certain with which a format says that an article begins."""
    titles = {
        line.number for line in page.lines if line.border == "article" and line.hint == "title"
    }
    for piece in pieces:
        if piece.line in titles and not piece.forced and not piece.inline:
            yield replace(piece, forced="title", form=None)
        else:
            yield piece


def _is_loose(piece: Piece) -> bool:
    """Whether a piece takes no part in the reading: markup, and what a sidecar drops."""
    return piece.form == "markup" or piece.forced == "dropped"


def _loose(piece: Piece) -> Part:
    markup = piece.form == "markup"
    return Part(
        role="rule" if markup else "dropped",
        text=piece.text,
        line=piece.line,
        last=piece.last,
        why="form-markup" if markup else "sidecar",
        step="markup" if markup else "dropped",
    )


def _part(step: Step) -> Part:
    return Part(
        role=_role(step),
        text=step.piece.text,
        line=step.piece.line,
        last=step.piece.last,
        why=step.why,
        step=_seen_as(step),
        inline=step.piece.inline,
        margin=inf if step.piece.forced else step.margin,
    )


def _role(step: Step) -> str:
    """The role in the vocabulary; a lead-in is a byline where it names who reports, else a
    dateline.
    """
    role = _ROLES.get(step.role, step.role)
    if role in ("byline", "dateline") and step.piece.form == "lead":
        return "byline" if forms.names_reporter(step.piece.text) else "dateline"
    return role


def _seen_as(step: Step) -> str:
    """How the decoder saw a block: its role, or what kind of text it is."""
    if step.piece.form == "row":
        return "row"
    if step.role == "body" and step.begins:
        return "new"
    return "tail" if step.role == "body" and step.after_end else step.role


def _decided(pieces: Iterable[Piece], decisions: tuple[Decision, ...]) -> Iterator[Piece]:
    """The pieces with what a sidecar decides about their cut and role: what it joins is running
    text, whatever it looks like.
    """
    early = [decision for decision in decisions if decision.do in ("split", "role", "drop")]
    joined = [
        text
        for decision in decisions
        if decision.do == "join"
        for text in (decision.quote, decision.to)
        if text
    ]
    for piece in pieces:
        mine = [decision for decision in early if decision.quote in piece.text]
        for part in _apply(piece, mine) if mine else (piece,):
            running = not part.forced and any(text in part.text for text in joined)
            yield replace(part, forced=RUNNING, form=None) if running else part


def _apply(piece: Piece, decisions: list[Decision]) -> Iterator[Piece]:
    decision, rest = decisions[0], decisions[1:]
    at = piece.text.index(decision.quote)
    end = at + len(decision.quote) if decision.do != "split" else len(piece.text)
    named = {
        "drop": "dropped",
        "role": decision.to,
        "split": None,
    }[decision.do]
    whole = [
        replace(piece, text=piece.text[:at].rstrip()),
        replace(
            piece,
            text=piece.text[at:end].strip(),
            inline=at > 0 or piece.inline,
            forced=named,
            form=piece.form if at == 0 and not named else None,
        ),
        replace(piece, text=piece.text[end:].lstrip(), inline=True),
    ]
    for part in whole:
        if part.text:
            mine = [other for other in rest if other.quote in part.text]
            yield from _apply(part, mine) if mine else (part,)


__all__ = ["TRANSPARENT", "Draft", "Part", "segment"]
