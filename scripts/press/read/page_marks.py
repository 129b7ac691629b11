"""Lines that say which page this is, and no article: running heads, date lines, page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from press.model import Line
from press.text.characters import HAN

_NUMBER = r"[A-Da-d]?\s*0*(?P<page>[0-9]{1,3})"
_DATE = r"(?P<y>[12][0-9]{3})\s*[年./-]\s*(?P<m>[0-9]{1,2})\s*[月./-]\s*(?P<d>[0-9]{1,2})\s*日?"
_PAPER = rf"(?P<paper>{HAN}{{2,8}}(?:报|周刊|时报))"
_WEEKDAY = r"(?:\s*[，,]?\s*(?:星期|周)[一二三四五六日天])?"
# A running head at the end of a line: 《江城日报》（2025年10月20日 第 04 版）; what is before it is
# text.
_RUNNING = re.compile(
    rf"《{_PAPER}》\s*[（(]\s*{_DATE}{_WEEKDAY}\s*(?:第?\s*{_NUMBER}\s*版)?\s*[^（）()]{{0,12}}[）)]\Z"
)
# Lines that are nothing else, from the fullest down.
_LINES: tuple[tuple[str, re.Pattern[str]], ...] = (
    # 江城日报 2025年10月20日 4版 要闻
    (
        "running-head",
        re.compile(
            rf"《?{_PAPER}》?\s+{_DATE}{_WEEKDAY}(?:\s*第?\s*{_NUMBER}\s*版)?(?:\s*{HAN}{{2,6}})?"
        ),
    ),
    # 2026年2月10日 星期二 第3版, 2026.2.10 星期二
    (
        "date-line",
        re.compile(
            rf"{_DATE}\s*[，,]?\s*(?:星期"
            rf"|周)[一二三四五六日天](?:\s+第?\s*{_NUMBER}\s*版)?(?:\s+农历\S{{2,10}})?"
        ),
    ),
    # 第4版(要闻), below a crawler's date
    ("crawler-page", re.compile(rf"第\s*{_NUMBER}\s*版\s*[（(][^（）()]{{0,12}}[）)]")),
    # 1990-10-17, as a crawler writes it
    ("crawler-date", re.compile(r"(?P<y>[12][0-9]{3})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})")),
    # 第 12 页, - 12 -, —12—
    (
        "page-footer",
        re.compile(
            r"第\s*[0-9]{1,4}\s*页(?:\s*[/，,]?\s*共\s*[0-9]{1,4}\s*页)?|[-—–]\s*[0-9]{1,4}\s*[-—–]"
        ),
    ),
    # 国内统一连续出版物号：CN15—0004 代号15-6, 今日8版 总第6406期, 每份零售价1.00元 月价30元
    (
        "imprint",
        re.compile(
            r"(?:国内统一(?:连续出版物号|刊号)|统一刊号|邮发代号)[：:]?\s*.{4,60}"
            r"|(?:今日|本期)\s*[0-9]{1,3}\s*版(?:\s+.{0,20}第\s*[0-9]{1,6}\s*期)?"
            r"|(?:总)?第\s*[0-9]{1,6}\s*期"
            r"|(?:本报)?每份(?:零售价?|售价)[：:]?\s*[0-9.]{1,6}\s*元.{0,30}"
            r"|广告(?:经营)?许可证(?:号)?[：:].{4,30}"
            r"|(?:新闻|广告|发行|服务|投诉|读者"
            r"|报料)?热线(?:电话)?[：:]\s*[-0-9（）() 、,，转]{5,60}"
            r"|(?:本报|报社|社)(?:地)?址[：:].{4,60}|(?:投稿|电子|本版)?(?:邮箱"
            r"|信箱)[：:]\s*\S+@\S+.{0,30}"
        ),
    ),
    # 本版编辑／田某　版式／罗某, 责编 文某 版式 李某 校对 张某
    (
        "editors",
        re.compile(
            rf"(?:(?:本版|本期|值班|执行)?(?:责任编辑|责编|编辑|主编|编委|总编|副总编|美编"
            rf"|版式(?:设计)?|校对|检校|审读|组版|制图|统筹|签发)"
            rf"[：:/／\s]\s*{HAN}{{1,4}}(?:[\s、]+{HAN}{{1,4}}(?![：:/／]))*[\s，,；;]*)+"
            r"(?:电话[：: ]?\s*[-0-9]{5,20})?"
        ),
    ),
    # [查看原文](https://…), 原文链接：https://…
    (
        "link",
        re.compile(
            r"\[[^\[\]]{2,12}\]\(https?://[^()\s]{1,500}\)|(?:原文)?(?:链接"
            r"|网址)[：:]\s*https?://\S{1,500}|https?://\S{1,500}"
        ),
    ),
)
_CRAWLED = frozenset({"crawler-page", "crawler-date"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a line says of its page: the paper, the date (EDTF) or the number of the page."""

    kind: Literal["paper", "date", "page"]
    value: str
    line: int
    rule: str


def marked(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Fact, ...]]:
    """The lines with the page's own marked as furniture, and what these say.

    >>> lines, facts = marked([Line(number=3, text="《江城日报》（2025年10月20日 第 04 版）")])
    >>> lines[0].hint, [(fact.kind, fact.value) for fact in facts]
    ('furniture', [('paper', '江城日报'), ('date', '2025-10-20'), ('page', '4')])
    >>> marked([Line(number=1, text="2025年10月20日上午，市里召开大会。")])[1]
    ()
    """
    crawled = sum(1 for line in lines if _named(line.text)[0] == "crawler-page") > 0
    found: list[Line] = []
    facts: list[Fact] = []
    for line in lines:
        parts = tuple(_parts(line, crawled)) if line.hint is None else ((line, ""),)
        for part, rule in parts:
            found.append(part)
            facts += _facts(part, rule) if rule else ()
    return tuple(found), tuple(facts)


def agreed(facts: Sequence[Fact], kind: str) -> Fact | None:
    """The first fact of a kind when all of it say the same; None when there is none, or two
    differ.
    """
    same = [fact for fact in facts if fact.kind == kind]
    return same[0] if len({fact.value for fact in same}) == 1 else None


def _named(text: str) -> tuple[str, re.Match[str] | None]:
    text = text.strip()
    for rule, pattern in _LINES if len(text) <= 600 else ():
        if found := pattern.fullmatch(text):
            return rule, found
    return "", None


def _parts(line: Line, crawled: bool) -> Iterator[tuple[Line, str]]:
    """The line, or what is before a running head and the running head, each with its rule."""
    if (
        "》" in line.text
        and len(line.text) <= 200
        and (found := _RUNNING.search(line.text.rstrip()))
    ):
        before = line.text[: found.start()]
        if before.strip(" \t>\N{IDEOGRAPHIC SPACE}"):
            yield replace(line, text=before.rstrip()), ""
            line = replace(line, text=line.text[found.start() :])
        yield replace(line, hint="furniture"), "running-head"
        return
    rule, _ = _named(line.text)
    if not rule or (rule in _CRAWLED and not crawled):
        yield line, ""
    else:
        yield replace(line, hint="furniture"), rule


def _facts(line: Line, rule: str) -> Iterator[Fact]:
    text = line.text.strip()
    found = _RUNNING.search(text) or _named(text)[1]
    said = found.groupdict() if found else {}
    if said.get("paper"):
        yield Fact(kind="paper", value=said["paper"] or "", line=line.number, rule=rule)
    if said.get("y") and (day := _day(said)):
        yield Fact(kind="date", value=day, line=line.number, rule=rule)
    if said.get("page"):
        yield Fact(kind="page", value=str(int(said["page"] or 0)), line=line.number, rule=rule)


def _day(said: dict[str, str | None]) -> str | None:
    try:
        return date(*(int(said[part] or 0) for part in "ymd")).isoformat()
    except ValueError:
        return None
