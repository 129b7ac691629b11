"""Text that nobody vouches for, written as plain Markdown that shows it and does nothing else.

A seed may hold anything: Markdown, HTML, YAML, Jinja. Here a character is escaped where the
Markdown of this site (mkdocs.yml) would take it for syntax, and nowhere else, so that a page reads
as a person would write it. Front matter is YAML; the theme's templates escape what they take of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

# Characters that mean something anywhere in a line: *重* _x_ `码` [链](x) {: #id } a | b 3~5天
_ANYWHERE = re.compile(r"[\\`*_{}\[\]|~]")
# What HTML would take for a tag or a reference, which no backslash keeps: <b> &lt; &#60;
_HTML = re.compile(r"<|&(?=[#A-Za-z0-9]|$)")
# What opens a heading, a quotation, a list or a rule at the beginning of a line: # > - + 1. ===
_OPENING = re.compile(r"(?P<number>\d+)(?=\.(?:\s|$))|[#>+-]|=(?=[=\s]*$)")
# A number sign that would close a heading: # 1#高炉#
_CLOSING = re.compile(r"#(?=#*$)")
# Any run of blanks and control characters; a line end is kept apart, for it is shown as one.
_BLANKS = re.compile(r"[^\S\n\ufeff]*(?:[^\S\n]|[\x00-\x09\x0b-\x1f\x7f-\x9f])+[^\S\n]*")
# Blanks around a line end, and empty lines: they would begin a new paragraph.
_LINE_END = re.compile(r"\s*\n\s*")
# Formulas that newspapers print, whole words only: SO2 but not ISO2. H2 alone is as likely a
# motorway exit, so it is not here.
_FORMULA = re.compile(
    r"(?<![A-Za-z0-9])(?:(?P<dust>PM)(?P<size>2\.5|10|1|0\.1)|(?:SO|CO|NO|SiO|TiO)2|(?:SO|O|NH)3"
    r"|NOx|N2O|CH4|H2[OS]|H2SO4|HNO3|SF6|C2H[246]"
    r"|CaCO3|CaC2|NaHCO3|Na2CO3|Al2O3|Fe2O3|LiFePO4)(?![A-Za-z0-9])(?!\.\d)"
)
# The index of an element in a formula: the 2 of SO2, the x of NOx.
_INDEX = re.compile(r"\d+|x")
_LOW = str.maketrans("0123456789x", "₀₁₂₃₄₅₆₇₈₉ₓ")


def one_line(text: str) -> str:
    """The text on one line, each run of blanks and control characters one blank.

    >>> one_line(" 甲\\n\\n乙 ")
    '甲 乙'
    """
    return " ".join(_BLANKS.sub(" ", text).split())


def low(text: str) -> str:
    """The text for front matter: its lines kept, the indices of formulas as low digits.

    >>> low("PM2.5、SO2和O2O")
    'PM₂.₅、SO₂和O2O'
    """
    return _LINE_END.sub("\n", low_piece(text)).strip()


def low_piece(text: str) -> str:
    """A piece of such a text: a blank at its ends is kept."""
    return _FORMULA.sub(_low_indices, _BLANKS.sub(" ", text))


def _low_indices(formula: re.Match[str]) -> str:
    if formula["dust"]:
        return formula["dust"] + formula["size"].translate(_LOW)
    return _INDEX.sub(lambda index: index.group().translate(_LOW), formula.group())


def inline(text: str) -> str:
    """A piece of a paragraph, escaped; the indices of formulas stand between tildes.

    >>> inline("**安全** <b>[1]"), inline("PM2.5、SO2，3~5天")
    ('\\\\*\\\\*安全\\\\*\\\\* &lt;b>\\\\[1\\\\]', 'PM~2.5~、SO~2~，3\\\\~5天')
    """
    plain = _ANYWHERE.sub(r"\\\g<0>", _BLANKS.sub(" ", text))
    safe = _HTML.sub(lambda found: "&lt;" if found.group() == "<" else "&amp;", plain)
    return _FORMULA.sub(_tilde_indices, safe)


def _tilde_indices(formula: re.Match[str]) -> str:
    if formula["dust"]:
        return f"{formula['dust']}~{formula['size']}~"
    return _INDEX.sub(r"~\g<0>~", formula.group())


def block(pieces: str, id_: str = "", kind: str = "") -> str:
    """A paragraph of escaped ``pieces`` with an id and a class: a line end in it is a line break.

    >>> print(block("1. 完善机制", "p1"))
    1\\. 完善机制
    {: #p1 }
    """
    lines = _LINE_END.sub("\n", pieces).strip().split("\n")
    marks = " ".join(filter(None, (id_ and f"#{id_}", kind and f".{kind}")))
    return "  \n".join(map(_opened, lines)) + f"\n{{: {marks} }}"


def _opened(line: str) -> str:
    """A line that opens no block of Markdown."""
    opening = _OPENING.match(line)
    if opening is None:
        return line
    if opening["number"]:
        return f"{opening['number']}\\{line[opening.end() :]}"
    first = "&#61;" if line[0] == "=" else f"\\{line[0]}"
    return first + line[1:]


def heading(level: int, text: str, id_: str) -> str:
    """A heading with an id of ours: MkDocs would make one of what a newspaper printed.

    >>> print(heading(1, "__config", "headline"))
    # \\_\\_config {: #headline }
    """
    line = _CLOSING.sub(r"\\#", inline(one_line(text)))
    return f"{'#' * level} {line} {{: #{id_} }}"


def link(text: str, address: str, title: str = "") -> str:
    """A link to an address that ``press.model.urls`` has made; ``title`` is shown beside it.

    >>> print(link("一岗双责", "../terms/x/", '对“业务”和"安全"'))
    [一岗双责](../terms/x/ "对“业务”和&quot;安全&quot;")
    """
    said = inline(one_line(title)).replace('"', "&quot;").replace("'", "&#39;")
    told = f' "{said}"' if said else ""
    return f"[{inline(text)}]({address}{told})"


class Row(dict[str, Any]):
    """A mapping that front matter writes on one line; what is None or empty is left out."""

    def __init__(self, /, **fields: object) -> None:
        """Take the fields in their order."""
        super().__init__(said(fields))


class Listed(list[Any]):
    """A list that front matter writes on one line."""


class _Dumper(yaml.CSafeDumper):
    """Writes rows on one line."""


_Dumper.add_representer(
    Row,
    lambda dumper, row: dumper.represent_mapping(
        "tag:yaml.org,2002:map", row.items(), flow_style=True
    ),
)
_Dumper.add_representer(
    Listed,
    lambda dumper, row: dumper.represent_sequence("tag:yaml.org,2002:seq", row, flow_style=True),
)


def said(fields: Mapping[str, object]) -> dict[str, object]:
    """The fields that have a value: neither None nor empty."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {}, ())}


def front_matter(fields: Mapping[str, object]) -> str:
    """The fields that have a value as YAML between two lines of hyphens, in their order.

    A ``Row`` or ``Listed`` stands on one line, whatever its length.
    """
    text = yaml.dump(
        said(fields),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=10**9,
        default_flow_style=False,
    )
    return f"---\n{text}---\n\n"
