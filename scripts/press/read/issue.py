"""A whole issue in one text: cut into its pages where page marks or form feeds say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from press.text.characters import HAN

# A line that begins a page: 第02版：要闻, ## 3版 民生, === 第 4 版 ===, --- Page 5 ---, <!-- page 6
# -->.
_MARK = re.compile(
    rf"^[ \t#*=<!【\[—-]*(?:第?[ \t]*0*(?P<one>[0-9]{{1,3}})[ \t]*版(?:[：: \t·]+{HAN}{{2,8}})?"
    r"|[Pp]age[ \t]*0*(?P<other>[0-9]{1,3}))[ \t*=>】\]—-]*\r?$",
    re.MULTILINE,
)
_FEED = "\x0c"
# What a page has at the least, in Chinese characters: between the lines of a contents box is less.
_LEAST = 150
_LETTER = re.compile("[一-鿿]")


def split_issue(text: str) -> tuple[tuple[int | None, str], ...]:
    """The pages of a text with their numbers where marks say them; else one page without a number.

    Put together they are the text again. Marks count when their numbers rise.

    >>> page = "麦子熟了。" * 40
    >>> text = f"第1版：要闻\\n{page}\\n第2版：民生\\n{page}"
    >>> [(number, len(part)) for number, part in split_issue(text)]
    [(1, 208), (2, 207)]
    >>> split_issue("第1版：要闻\\n第2版：民生\\n" + page)[0][0] is None
    True
    """
    marks = [(found.start(), int(found["one"] or found["other"])) for found in _MARK.finditer(text)]
    rising = all(one[1] < other[1] for one, other in pairwise(marks))
    if len(marks) > 1 and rising:
        starts = [0, *(at for at, _ in marks[1:])]
        return _parts(text, starts, [number for _, number in marks])
    feeds = [found.end() for found in re.finditer(_FEED, text)]
    starts = [0, *(at for at in feeds if text[at:].strip())]
    return _parts(text, starts, [None] * len(starts))


def _parts(
    text: str, starts: list[int], numbers: list[int] | list[None]
) -> tuple[tuple[int | None, str], ...]:
    parts = tuple(zip(numbers, _between(text, starts), strict=True))
    whole = all(len(_LETTER.findall(part)) >= _LEAST for _, part in parts)
    return parts if len(parts) > 1 and whole else ((None, text),)


def _between(text: str, starts: list[int]) -> Iterator[str]:
    for begin, end in pairwise([*starts, len(text)]):
        yield text[begin:end]
