"""What people know and decide about a page: ``seeds/NAME.yml`` beside ``seeds/NAME.txt``."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import get_args

from press import dates
from press.marked import Marked, load_marked
from press.model import Decision, Role

# What a decision can do, and whether it needs a "to": the text that follows, the new text, the role, the headline to move to.
DECISIONS = {
    "join": True, "split": False, "move": True, "drop": False, "role": True, "replace": True, "keep": False, "kind": True,
}  # fmt: skip
KINDS = ("news", "commentary", "feature", "photo", "brief", "letter", "notice", "poem", "continuation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """What a sidecar says; everything unknown is None or empty."""

    paper: str | None = None
    date: str | None = None
    page: int | None = None
    basis: str | None = None
    decisions: tuple[Decision, ...] = ()


def load(path: Path, lines: tuple[str, ...]) -> Sidecar:
    """The sidecar, each quotation found in the seed's lines; no file says nothing. Raises ``Mistake`` with the sidecar's line."""
    if not path.exists():
        return Sidecar()
    marked = load_marked(path)
    if marked.value is None:
        return Sidecar()
    fields = marked.fields(["paper", "date", "page", "basis", "decisions"])
    date = _date(fields["date"]) if "date" in fields else None
    decisions = tuple(_decision(item) for item in fields["decisions"].items()) if "decisions" in fields else ()
    for decision, item in zip(decisions, fields["decisions"].items() if decisions else (), strict=True):
        _check_quotation(decision.quote, lines, item)
    _check_agreement(decisions, marked)
    return Sidecar(
        paper=fields["paper"].text() if "paper" in fields else None,
        date=date,
        page=int(fields["page"].number(1, 999)) if "page" in fields else None,
        basis=fields["basis"].text() if "basis" in fields else None,
        decisions=decisions,
    )


def _date(field: Marked) -> str:
    try:
        dates.parse(field.text())
    except ValueError as error:
        raise field.mistake(f"“{field.text()}” is no date", "write it as EDTF: 2026-02-10, 2026-02-10~, 2026-02 or 2026") from error
    return field.text()


def _decision(item: Marked) -> Decision:
    fields = item.fields(["do", "quote", "to", "why"], needed=["do", "quote", "why"])
    do = fields["do"].text()
    if do not in DECISIONS:
        raise fields["do"].mistake(f"“{do}” is no decision", f"known are {', '.join(DECISIONS)}")
    if DECISIONS[do] and "to" not in fields:
        raise item.mistake(f"“{do}” needs “to:”", "see the list of decisions in CONTRIBUTING.md")
    to = fields.get("to")
    if to and do == "role" and to.text() not in get_args(Role):
        raise to.mistake(f"“{to.text()}” is no role", f"known are {', '.join(get_args(Role))}")
    if to and do == "kind" and to.text() not in KINDS:
        raise to.mistake(f"“{to.text()}” is no kind", f"known are {', '.join(KINDS)}")
    text = "" if to is None or (to.value is None or to.value == "") else to.text()
    return Decision(do=do, quote=fields["quote"].text(), why=fields["why"].text(), line=item.line, to=text if to else None)


def _check_quotation(quote: str, lines: tuple[str, ...], item: Marked) -> None:
    found = sum(line.count(quote) for line in lines)
    if found == 1:
        return
    if found > 1:
        raise item.mistake(f"“{quote}” stands in the seed {found} times", "quote more of the text around it")
    raise item.mistake(f"“{quote}” is not in the seed", f"the nearest passage is {nearest(quote, lines)}")


def nearest(quote: str, lines: tuple[str, ...]) -> str:
    """The line of the seed that shares most with a quotation, by number and its matching part."""
    best, number, text = 0, 0, ""
    for count, line in enumerate(lines, 1):
        match = SequenceMatcher(None, line, quote, autojunk=False).find_longest_match()
        if match.size > best:
            begin = max(0, match.a - match.b)
            best, number, text = match.size, count, line[begin : begin + len(quote)]
    return f"“{text}” in line {number}" if best else "nowhere: nothing of it is in the seed"


def _check_agreement(decisions: tuple[Decision, ...], marked: Marked) -> None:
    seen: dict[tuple[str, str], Decision] = {}
    for decision in decisions:
        other = seen.setdefault((decision.do, decision.quote), decision)
        if other is not decision:
            raise marked.mistake(
                f"the decisions in lines {other.line} and {decision.line} are both “{decision.do}” of the same text",
                "keep one of the two",
            )
