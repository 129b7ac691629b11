"""Figures: the numbers with a unit that a text reports, each with its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from press.model import Paragraph
from press.text.sentences import sentences

# Units that measure or count something, longest first. Years, dates, hours of the day, ages and
# ordinals are no figures of a report, so 年, 月, 日, 时, 点, 岁, 届 and the like are not here.
_UNITS = (
    "微克/立方米|千瓦小时|吨标准煤|个百分点|平方公里|平方千米|平方米|立方米|千瓦时|摄氏度|人次|家次"
    "|小时|分钟|公里|千米|公顷|"
    "公斤|毫升|微克|兆瓦|千瓦|美元|欧元|周年|%|％|‰|℃|吨|斤|米|亩|元|人|名|户|家|个|项|条|件|起|次"
    "|座|所|处|台|辆|套|支|只|头|株|棵|种|倍|度|天|例|张|位|批|伏|口|艘|列|枚|份|篇|场|间|栋|里|克"
    "|升"
)
# A number as printed, with its multiple and its unit: 零下5℃, 304天, 83.3%, 9.7亿亩, 1.2万多家次,
# ３００公里; not S37, PM2.5 or 第3次.
_FIGURE = re.compile(
    r"(?<![0-9０-９A-Za-z._第·—–~～至\-])"
    r"(?P<number>(?:零下)?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?[十百千万亿]*(?:[多余])?)"
    rf"(?P<unit>{_UNITS})"
)
# Units of mere counting: with one digit (3个方面, 2次会议) they say little to a reader.
_COUNTING = frozenset("个次项种名位人家场")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A reported number: as printed (``9.7亿``), its unit (``亩``), its paragraph's id and its
    sentence.
    """

    number: str
    unit: str
    paragraph: str
    sentence: str


def figures(paragraph: Paragraph) -> tuple[Figure, ...]:
    """The figures of a paragraph in the order of the text, each number with its unit once.

    >>> text = "2025年有304天优良天数，比率83.3%。全市3个区。"
    >>> paragraph = Paragraph(id="p1", text=text, kind="text", places=())
    >>> [figure.number + figure.unit for figure in figures(paragraph)]
    ['304天', '83.3%']
    """
    found: dict[str, Figure] = {}
    for figure in _reported(paragraph):
        found.setdefault(figure.number + figure.unit, figure)
    return tuple(found.values())


def _reported(paragraph: Paragraph) -> Iterator[Figure]:
    for sentence in sentences(paragraph.text):
        for match in _FIGURE.finditer(sentence):
            number, unit = match["number"], match["unit"]
            if len(number) > 1 or unit not in _COUNTING:
                yield Figure(
                    number=number, unit=unit, paragraph=paragraph.id, sentence=sentence.strip()
                )
