"""What programs write for a character, put as it is printed: entities, tags and TeX, rule by
rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from press.read.formulas import without_tex
from press.text.characters import Change

# An entity but those of < and >, which would make tags of text: &nbsp;, &ldquo;, &#8220;.
_ENTITY = re.compile(
    r"&(?!(?:lt|gt|#60|#62|#x3[ce]);)(?:[A-Za-z]{2,10}|#[0-9]{2,6}|#x[0-9A-F]{2,5});", re.I
)
# A headline of HTML on one line: <h1 align="center">冬季供暖今日启动</h1>.
_HEADING = re.compile(r"<h([1-6])(?:\s[^<>]{0,200})?>\s*(.*?)\s*</h\1>", re.I)
# A raised or lowered figure: m<sup>2</sup>, PM<sub>2.5</sub>.
_SCRIPT = re.compile(r"<(su[pb])>\s*([0-9.+-]{1,6})\s*</\1>", re.I)
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


def _entities(text: str) -> str:
    """
    >>> _entities("本报讯&nbsp;（记者&nbsp;孙平）AT&amp;T &lt;b&gt;")
    '本报讯\\xa0（记者\\xa0孙平）AT&T &lt;b&gt;'
    """
    return _ENTITY.sub(lambda found: unescape(found[0]), text) if "&" in text else text


def _headings(text: str) -> str:
    """
    >>> _headings('<h2 class="t">冬季供暖今日启动</h2>')
    '## 冬季供暖今日启动'
    """
    return _HEADING.sub(lambda found: "#" * int(found[1]) + " " + found[2], text)


def _scripts(text: str) -> str:
    """
    >>> _scripts("4000万m<sup>2</sup>，PM<sub>2.5</sub>")
    '4000万m²，PM2.5'
    """
    return _SCRIPT.sub(
        lambda found: found[2].translate(_RAISED) if found[1].lower() == "sup" else found[2], text
    )


RULES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("html-entity", _entities),
    ("html-heading", _headings),
    ("html-script", _scripts),
    ("tex", without_tex),
)


def rewritten(text: str) -> tuple[str, tuple[Change, ...]]:
    """A line in the characters of print, and what each rule changed.

    >>> rewritten("达到 $8 3 . 3 \\\\%$")
    ('达到83.3%', (Change(rule='tex', before='达到 $8 3 . 3 \\\\%$', after='达到83.3%'),))
    """
    changes = []
    for rule, apply in RULES:
        if (after := apply(text)) != text:
            changes.append(Change(rule, text, after))
            text = after
    return text, tuple(changes)
