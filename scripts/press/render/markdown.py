"""Text that nobody vouches for, made safe for Markdown and for HTML at once; front matter; chemical formulas.

A seed may hold anything: Markdown, HTML, YAML, Jinja, or the syntax of some renderer that this site may move to one day.
So there is one escape for every context. It writes all ASCII punctuation as numeric character references, which no Markdown
renderer takes for syntax and every HTML parser turns back into the character, in text and in attributes alike. Chinese
punctuation is never syntax and stays readable in docs/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml
from markupsafe import Markup

# ASCII punctuation except , . and %, which mean something in a few places only: (王超 摄), 9:30, **, <b>, {{ x }}, ---
_SYNTAX = re.compile(r"[!-$&-+\-/:-@\[-`{-~]")
# Those three where they mean something: first in a text (% opens a MyST comment), between letters (www.x.cn is linked by some
# renderers), beside another full stop (... becomes an ellipsis), and after the number that would begin a list: 1. 完善机制
_SYNTAX_BY_PLACE = re.compile(r"^[,.%]|(?<=[A-Za-z])\.(?=[A-Za-z])|\.(?=\.)|(?<=\.)\.")
_LIST_NUMBER = re.compile(r"^(\d+)\.")
# What means something inside a block of HTML, where no renderer looks for Markdown: tags, references, quotes, and Jinja's braces;
# and the square bracket, so that no reader of the source takes ![](a.jpg) in a seed for a link.
_PREFORMATTED = re.compile(r"[&<>\"'{}\]]")
# Any run of blanks, line ends and control characters: one blank, for a line end could begin a new block.
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
# A text without any of these is safe as it is, which most are: all ASCII but letters, digits and single blanks within.
_DOUBTFUL = re.compile(
    r"[!-/:-@\[-`{-~\x00-\x1f\x7f-\xa0\u2000-\u200a\u2028-\u202f\u3000]|^\s|\s$|\s\s"
)
# Formulas that the newspapers print, whole words only: SO2 but not ISO2; H2 alone is as likely a motorway exit, so it is not here.
_FORMULA = re.compile(
    r"(?<![A-Za-z0-9])(?:(PM)(2\.5|10|1|0\.1)|(?:SO|CO|NO|SiO|TiO)2|(?:SO|O|NH)3|NOx|N2O|CH4|H2[OS]|H2SO4|HNO3|SF6|C2H[246]"
    r"|CaCO3|CaC2|NaHCO3|Na2CO3|Al2O3|Fe2O3|LiFePO4)(?![A-Za-z0-9])(?!\.\d)"
)
_FORMULA_INDEX = re.compile(r"\d+|x")


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match.group())};"


def prose(text: object) -> Markup:
    """The text on one line, safe in Markdown, in HTML and in a quoted HTML attribute; what is Markup already is left alone.

    >>> print(prose("1. **安全** <script>{{ x }}"))
    1&#46; &#42;&#42;安全&#42;&#42; &#60;script&#62;&#123;&#123; x &#125;&#125;
    >>> print(prose("优良率83.3%，PM2.5下降"))
    优良率83.3%，PM2.5下降
    """
    if isinstance(text, Markup):
        return text
    text = str(text)
    if not _DOUBTFUL.search(text):
        return Markup(text)  # noqa: S704 - no character of it is syntax anywhere
    line = _BLANKS.sub(" ", text).strip()
    line = _LIST_NUMBER.sub(
        r"\1&#46;", _SYNTAX_BY_PLACE.sub(_reference, _SYNTAX.sub(_reference, line))
    )
    return Markup(line)  # noqa: S704 - everything that HTML or Markdown could take for syntax is a reference by now


def rich(text: str) -> Markup:
    """The text for a place where elements may stand: escaped, with real subscripts, and a line break where it has one.

    >>> print(rich("PM2.5、SO2和O2O"))
    PM<sub>2.5</sub>、SO<sub>2</sub>和O2O
    """
    lines = (_FORMULA.sub(_subscripts, prose(line)) for line in text.strip().splitlines())
    return Markup("<br>\n".join(lines))  # noqa: S704 - the lines are escaped, the rest is ours


def inline(text: str) -> Markup:
    """A piece of a text whose other pieces stand beside it: escaped, with subscripts, a blank at its ends kept.

    >>> print(inline("推行 "), inline("EOD"))
    推行  EOD
    """
    before, after = text[:1].isspace(), text[-1:].isspace() and bool(text.strip())
    return Markup(" ") * before + rich(text) + Markup(" ") * after


def _subscripts(match: re.Match[str]) -> str:
    if match[1]:
        return f"{match[1]}<sub>{match[2]}</sub>"
    return _FORMULA_INDEX.sub(r"<sub>\g<0></sub>", match.group())


def verbatim(text: str) -> Markup:
    """The text with its blanks and line ends kept, for ``<pre>``: a line end is a reference too, so that no block ends there.

    >>> print(verbatim("@article{a,\\n  b"))
    @article&#123;a,&#10;  b
    """
    lines = (_PREFORMATTED.sub(_reference, line) for line in text.splitlines())
    return Markup("&#10;").join(map(Markup, lines))


def link(text: object, address: str) -> Markup:
    """A Markdown link with the text, to an address under the site's root that ``addresses`` has made.

    >>> print(link("生态 [1]", "../themes/ecology/"))
    [生态 &#91;1&#93;](../themes/ecology/)
    """
    return Markup(f"[{prose(text)}](") + Markup(address) + Markup(")")  # noqa: S704 - addresses are percent-encoded


# What YAML would not write as it is in a block of lines (libyaml: nor what lies beyond the basic plane); HTML has a reference for it.
_NO_LINE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe-\U0010ffff]"
)


class _Block(str):
    """A text that is written line by line."""

    __slots__ = ()


class _Dumper(yaml.CSafeDumper):
    """Writes a block as one."""


_Dumper.add_representer(
    _Block,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|"),
)


def front_matter(fields: Mapping[str, object], html: str = "") -> str:
    """The fields as YAML between two lines of hyphens, in their order; what is None or empty is left out.

    ``html`` is what the theme's template puts after the page's Markdown as it is: lists and tables of links, for which Markdown
    has no form, and which a parser of Markdown would go through tag by tag.
    """
    said = {name: value for name, value in fields.items() if value not in (None, "", [], {})}
    if html := re.sub(r"[ \t]*\n\s*", "\n", html.strip()):
        said["html"] = _Block(_NO_LINE.sub(_reference, html) + "\n")
    text = yaml.dump(said, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)
    return f"---\n{text}---\n\n"
