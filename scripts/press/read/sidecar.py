"""What people know and decide about a page: ``seeds/NAME.yml`` beside ``seeds/NAME.txt``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import get_args

from press.model import Decision, Role
from press.read.yaml_nodes import YamlNode, load_yaml
from press.text import dates

# What a decision can do, and whether it needs a "to": the text that follows, the new text, the
# role, the headline to move to.
DECISIONS = {
    "join": True,
    "split": False,
    "move": True,
    "drop": False,
    "role": True,
    "replace": True,
    "keep": False,
    "kind": True,
}
# Decisions whose "to" is printed in the seed as well: the rest of a sentence, a headline.
_TO_IS_PRINTED = ("join", "move")
# Decisions that only one of can be carried out where their quotations overlap; and those that no
# text has both of.
_ONCE = ("join", "move", "role", "replace")
_NEVER_BOTH = ({"keep", "join"}, {"keep", "replace"})
# The most decisions that a sidecar may have, for each is held against every other; the two seeds
# have two and three.
_MOST = 1000
# How much of a quotation is compared with the seed to find the passage nearest to it, in
# characters.
_COMPARED = 100
# The index of a line, and where in it a quotation begins and ends.
_Span = tuple[int, int, int]
KINDS = (
    "news",
    "commentary",
    "feature",
    "photo",
    "brief",
    "letter",
    "notice",
    "poem",
    "continuation",
)
# Decisions whose "to" is a word of these.
_WORDS = {"role": get_args(Role), "kind": KINDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """What a sidecar says; everything unknown is None or empty."""

    paper: str | None = None
    date: str | None = None
    page: int | None = None
    basis: str | None = None
    decisions: tuple[Decision, ...] = ()


def load(path: Path, lines: tuple[str, ...]) -> Sidecar:
    """The sidecar, each quotation found in the seed's lines; no file says nothing.

    Raises ``UserError`` with the sidecar's line.
    """
    marked = load_yaml(path)
    if marked.value is None:
        return Sidecar()
    fields = marked.fields(["paper", "date", "page", "basis", "decisions"])
    date = _date(fields["date"]) if "date" in fields else None
    items = fields["decisions"].items() if "decisions" in fields else ()
    if len(items) > _MOST:
        raise fields["decisions"].mistake(
            f"{len(items):,} decisions",
            f"a page has at most {_MOST:,}: a better reading of it is a better seed",
        )
    decisions = tuple(_decision(item) for item in items)
    for decision, item in zip(decisions, items, strict=True):
        for quote in _printed(decision):
            _check_quotation(quote, lines, item)
    _check_agreement(decisions, lines, items)
    return Sidecar(
        paper=fields["paper"].text() if "paper" in fields else None,
        date=date,
        page=fields["page"].whole(1, 999) if "page" in fields else None,
        basis=fields["basis"].text() if "basis" in fields else None,
        decisions=decisions,
    )


def _date(field: YamlNode) -> str:
    try:
        dates.parse(field.text())
    except ValueError as error:
        raise field.mistake(
            f"“{field.text()}” is no date",
            "write it as EDTF: 2026-02-10, 2026-02-10~, 2026-02 or 2026",
        ) from error
    return field.text()


def _decision(item: YamlNode) -> Decision:
    fields = item.fields(["do", "quote", "to", "why"], needed=["do", "quote", "why"])
    do = fields["do"].one_of(DECISIONS, "decision")
    to = fields.get("to")
    if DECISIONS[do] and (to is None or (do != "replace" and to.value in (None, ""))):
        raise item.mistake(f"“{do}” needs “to:”", "see the list of decisions in CONTRIBUTING.md")
    if to and do in _WORDS:
        to.one_of(_WORDS[do], do)
    text = "" if to is None or (to.value is None or to.value == "") else to.text()
    return Decision(
        do=do,
        quote=fields["quote"].text(),
        why=fields["why"].text(),
        line=item.line,
        to=text if to else None,
    )


def _check_quotation(quote: str, lines: tuple[str, ...], item: YamlNode) -> None:
    found = sum(line.count(quote) for line in lines)
    if found == 1:
        return
    if found > 1:
        raise item.mistake(
            f"“{quote}” stands in the seed {found} times", "quote more of the text around it"
        )
    raise item.mistake(
        f"“{quote}” is not in the seed", f"the nearest passage is {nearest(quote, lines)}"
    )


def nearest(quote: str, lines: tuple[str, ...]) -> str:
    """The line of the seed that shares most with a quotation, by number and its matching part."""
    best, number, text = 0, 0, ""
    quote = quote[:_COMPARED]
    for count, line in enumerate(lines, 1):
        match = SequenceMatcher(None, line, quote, autojunk=False).find_longest_match()
        if match.size > best:
            begin = max(0, match.a - match.b)
            best, number, text = match.size, count, line[begin : begin + len(quote)]
    return f"“{text}” in line {number}" if best else "nowhere: nothing of it is in the seed"


def _check_agreement(
    decisions: tuple[Decision, ...], lines: tuple[str, ...], items: tuple[YamlNode, ...]
) -> None:
    """No decision speaks of text that an earlier one has settled otherwise, and none says again
    what another has said.
    """
    spans = [[_span(quote, lines) for quote in _printed(decision)] for decision in decisions]
    for at, (decision, item) in enumerate(zip(decisions, items, strict=True)):
        for other, theirs in zip(decisions[:at], spans, strict=False):
            if (other.do, other.quote) == (decision.do, decision.quote):
                raise item.mistake(
                    f"the same text has a “{other.do}” in line {other.line}", "keep one of the two"
                )
            if _at_odds(other, theirs, decision, spans[at]):
                raise item.mistake(
                    (
                        f"this “{decision.do}” and the “{other.do}” in line {other.line} "
                        "contradict each other"
                    ),
                    "keep one of the two",
                )


def _at_odds(
    one: Decision, ones: Sequence[_Span], other: Decision, others: Sequence[_Span]
) -> bool:
    """Whether two decisions cannot both be carried out."""
    if _takes_out(one, other) or _takes_out(other, one):
        return any(_overlap(mine, theirs) for mine in ones for theirs in others)
    if one.do == other.do == "join":
        return any(_overlap(mine, theirs) for mine, theirs in zip(ones, others, strict=True))
    if one.do == other.do:
        return one.do in _ONCE and _overlap(ones[0], others[0])
    return one.quote == other.quote and {one.do, other.do} in _NEVER_BOTH


def _takes_out(one: Decision, other: Decision) -> bool:
    """Whether a decision takes its text out of another's reach: by dropping it, or a join's by
    making it something else than running text.
    """
    return one.do == "drop" or (one.do == "role" and one.to != "body" and other.do == "join")


def _printed(decision: Decision) -> tuple[str, ...]:
    """The texts of the seed that a decision speaks of: what it quotes, and where it joins or moves
    that to.
    """
    return (
        (decision.quote, decision.to)
        if decision.do in _TO_IS_PRINTED and decision.to
        else (decision.quote,)
    )


def _span(quote: str, lines: tuple[str, ...]) -> _Span:
    """Where a quotation stands: the line's index, where it begins and where it ends there."""
    return next(
        (number, at, at + len(quote))
        for number, line in enumerate(lines)
        if (at := line.find(quote)) >= 0
    )


def _overlap(one: _Span, other: _Span) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]
