"""What runs across a cut: does the text above stop in the middle of a sentence, and is the text
below the rest of it?
"""

from __future__ import annotations

import re

from press.text.words import cohesion

# A cut with at least this much evidence is mended wherever its two sides stand. Measured for words
# on the development pages and on 30
# pages made of their articles with other cuts: none of 888 headlines, 307 labels and 333 captions
# has so much with the text around it.
STRONG = 3.0
# Set by hand, in the nats of ``cohesion``: what it says that a mark comes first, a number runs
# across, or an open mark is closed.
_POINT, _NUMBER, _OPEN_MARK = 6.0, 4.0, 3.0

# How a sentence ends: …会议。, …“好！”, …（完）。, …说：
CLOSING = re.compile(r"(?:[。！？!?…；：:;]|——)[”’』」）)]*\Z|[。！？]?[）)][。]?\Z")
_STARTS_WITH_POINT = re.compile(r"[，、；。：！？）》”’％%]")
# Words that a number follows: 发电量完成|4024.3亿, 优良天数达|290天.
_COUNTS = re.compile(r"(?:达到?|完成|超过?|约|近|至|增长|下降|占|仅|共|投资|面积|总数)\Z")
_MEASURE = re.compile(
    r"[0-9０-９.．%％万亿千百多余个名家年月日时分米元吨公斤亩次人位项条起倍成℃度]"
)
_PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "「": "」", "『": "』"}
_MARKS = re.compile(f"[{''.join(_PAIRS.keys() | _PAIRS.values())}]")
# How far back an opening mark is looked for, in characters: further back it was forgotten, not left
# open.
_REACH = 400


def is_open(text: str) -> bool:
    """Whether a text stops without closing its sentence.

    >>> is_open("企业将以全员参与、全程管控的态度筑牢安"), is_open("推动隐患动态清零。“")
    (True, True)
    >>> is_open("有以下几个特点：")
    False
    """
    return not CLOSING.search(text[-4:])


def begins_with_point(text: str) -> bool:
    """Whether a text begins with a mark that ends or halts something before it.

    >>> begins_with_point("，白天收，夜里烘"), begins_with_point("“标准地”供应")
    (True, False)
    """
    return _STARTS_WITH_POINT.match(text) is not None


def unclosed(text: str) -> str:
    """The opening marks of a text that nothing closes, in order.

    >>> unclosed("他说：“要像保护眼睛一样（保护"), unclosed("《北疆》杂志")
    ('“（', '')
    """
    stack: list[str] = []
    for char in _MARKS.findall(text):
        if char in _PAIRS:
            stack.append(char)
        elif stack and char == _PAIRS[stack[-1]]:
            stack.pop()
    return "".join(stack)


def evidence(before: str, after: str) -> tuple[float, str]:
    """How strongly the two sides of a cut belong together by themselves, in nats, and the rule that
    says so.

    >>> evidence("筑牢安", "全发展根基。"), evidence("总规模增至22", "万人。")
    ((8.2, 'word-across'), (4.0, 'number-across'))
    >>> evidence("全面推行工业用地“标准", "地”供应")
    (3.0, 'open-mark')
    """
    if _STARTS_WITH_POINT.match(after):
        return _POINT, "point-first"
    found = [(round(cohesion(before, after), 1), "word-across")]
    if (re.search(r"[0-9０-９]\Z", before[-1:]) and _MEASURE.match(after)) or (
        _COUNTS.search(before[-2:]) and re.match(r"[0-9０-９]", after)
    ):
        found.append((_NUMBER, "number-across"))
    open_marks = unclosed(before[-_REACH:])
    if (
        open_marks
        and (close := after.find(_PAIRS[open_marks[-1]], 0, _REACH)) >= 0
        and open_marks[-1] not in after[:close]
    ):
        found.append((_OPEN_MARK, "open-mark"))
    return max(found)
