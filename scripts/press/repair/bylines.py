"""The names in a byline, with the role that each is printed with."""

from __future__ import annotations

import re

from press.model import Author
from press.segment.forms import BLANK, is_name
from press.text.characters import HAN

_ROLE = re.compile(
    rf"(?:(?:{HAN}{{2,6}}·)?{HAN}{{2,8}}?(?:社|报|台|网|全媒|中心))?(?P<role>(?:首席|特约|特派|见习"
    rf"|实习|驻{HAN}{{2,4}})?(?:记者|通讯员|实习生|评论员|撰稿|摄影|供图))"
)
_LEAD = re.compile(r"\A(?:据)?(?:本报|新华社|央视网|中新社|新报)[^（(记通实]{0,20}?(?:讯|电|消息)")
_NOISE = re.compile(r"(?:报道|摄影报道|文/图|文／图|图/文|文图|摄|整理|综合)?[：:）)]*\Z")


def authors(byline: str | None) -> tuple[Author, ...]:
    """The authors of a byline; a name of two characters with a gap (乔　栋) is closed up, an agency
    alone is no author.

    >>> authors("本报讯（记者赵晖 通讯员陈向北）")
    (Author(name='赵晖', role='记者'), Author(name='陈向北', role='通讯员'))
    >>> authors("本报记者 王䶮")
    (Author(name='王䶮', role='记者'),)
    >>> authors("□郝鹏"), authors("本报评论员"), authors("（据新华社）")
    ((Author(name='郝鹏', role=''),), (Author(name='本报评论员', role='评论员'),), ())
    """
    if not byline:
        return ()
    if re.fullmatch(rf"{HAN}{{2,8}}评论员", byline):
        return (Author(name=byline, role="评论员"),)
    text = _NOISE.sub("", _LEAD.sub("", byline).strip("□■◇（()）" + BLANK))
    found: list[Author] = []
    role, at = "", 0
    for mark in [*_ROLE.finditer(text), None]:
        for name in _names(text[at : mark.start() if mark else len(text)], bool(role)):
            found.append(Author(name=name, role=role))
        if mark:
            role, at = mark["role"], mark.end()
    return tuple(found)


def _names(text: str, after_a_role: bool) -> list[str]:
    """The names in a stretch of text; without a role before it only what looks like a name
    counts.
    """
    text = re.sub(rf"(?<!{HAN})({HAN})\s+({HAN})(?!{HAN})", r"\1\2", text.strip(BLANK + "：:"))
    words = [word.strip(BLANK + "：:（()）") for word in re.split(r"[\s、，,；;]+", text)]
    likely = [word for word in words if re.fullmatch(rf"{HAN}{{2,4}}(?:·{HAN}{{1,8}})?", word)]
    return (
        likely
        if after_a_role
        else [word for word in likely if is_name(word) or word.endswith(("先生", "女士"))]
    )
