r"""Formulas in TeX, as models write figures: `$8 3 . 3 \%$` is 83.3%, `$\textcircled{1}$` is ①."""

from __future__ import annotations

import re

# A formula between dollar signs or \( and \), with the blanks that models put around it.
_FORMULA = re.compile(
    r"[ \t]*(?:\$(?P<one>[^$\n]{1,200})\$|\\\((?P<other>[^\n]{1,200}?)\\\))[ \t]*"
)
# Figures and signs alone: 8 3 . 3, 1 6 - 3 0; “$5 and” or “$5，比” is money.
_FIGURES = re.compile(r"[ ]*[0-9][-0-9 .,:/+=()×~～]*[0-9)][ ]*|[ ]*[0-9][ ]*")
# What only TeX has: a command, a subscript, a superscript.
_TEX = re.compile(r"[\\_^]")
# A command that says how letters look: \mathrm { P M }, \text{吨}; what is inside stays.
_LOOK = re.compile(
    r"\\(?:mathrm|mathbf|mathit|mathsf|text|textbf|textrm|operatorname|rm|bf)(?![A-Za-z])\s*"
)
_CIRCLED = re.compile(r"\\textcircled\s*\{\s*(?:\\[a-z]+\s*\{?\s*)?([0-9]{1,2})\s*\}*")
# What is raised: ^ { 3 }, ^2, ^ { \circ }.
_RAISED = re.compile(r"\^\s*(?:\{([^{}]*)\}|(\\[A-Za-z]+|\S))")
_LOWERED = re.compile(r"_\s*(?:\{([^{}]*)\}|(\S))")
_COMMAND = re.compile(r"\\([A-Za-z]+|.)")
_SIGNS = {
    "%": "%", "&": "&", "#": "#", "$": "$", "sim": "～", "times": "×", "div": "÷", "pm": "±",
    "cdot": "·", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "approx": "≈",
    "circ": "°", "degree": "°", "mu": "μ", "alpha": "α", "beta": "β", "gamma": "γ", "Omega": "Ω",
    "rightarrow": "→", "to": "→", "prime": "′", "sqrt": "√", "ldots": "…", "cdots": "…",
    "yen": "￥", ",": "", ";": "", ":": "", " ": "", "quad": "", "qquad": "", "left": "",
    "right": "", "!": "",
}  # fmt: skip
_UP = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


def without_tex(text: str) -> str:
    r"""The text with every formula that can be said in plain characters said so; others stay.

    >>> without_tex(r"比例达到 $8 3 . 3 \%$ ，PM $_ { 2 . 5 }$ 下降。")
    '比例达到83.3%，PM2.5下降。'
    >>> without_tex(r"为 $2 8 ~ \mu \mathrm { g } / \mathrm { m } ^ { 3 }$ 。")
    '为28μg/m³。'
    >>> without_tex(r"$\textcircled{1}$ 加强巡查； $1 6 \sim 3 0 ~ ^ { \circ } \mathrm { C }$ 之间")
    '①加强巡查；16～30℃之间'
    >>> without_tex(r"票价$5，比$6便宜"), without_tex(r"$\frac{1}{2}$")
    ('票价$5，比$6便宜', '$\\frac{1}{2}$')
    """
    return _FORMULA.sub(_said, text) if "$" in text or "\\(" in text else text


def _said(found: re.Match[str]) -> str:
    inside = found["one"] or found["other"] or ""
    if not (_TEX.search(inside) or _FIGURES.fullmatch(inside)):
        return found[0]
    plain = _plain(inside)
    if plain is None:
        return found[0]
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    attached = inside.lstrip().startswith(("_", "^"))
    left = " " if _is_word(before) and found[0][0] in " \t" and not attached else ""
    right = " " if _is_word(after) and found[0][-1] in " \t" else ""
    return left + plain + right


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _plain(tex: str) -> str | None:
    """A formula in plain characters, None for one that has a command of another kind."""
    text = _CIRCLED.sub(lambda found: _circled(int(found[1])), tex)
    text = _LOOK.sub("", text)
    text = re.sub(r"[\s~]+", "", text)
    text = _RAISED.sub(lambda found: _raised(found[1] or found[2] or ""), text)
    text = _LOWERED.sub(lambda found: found[1] or found[2] or "", text)
    commands = {found[1] for found in _COMMAND.finditer(text)}
    if not commands <= set(_SIGNS) or text.count("{") != text.count("}"):
        return None
    text = _COMMAND.sub(lambda found: _SIGNS[found[1]], text)
    return re.sub(r"[{}]", "", text).replace("°C", "℃") or None


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 1 <= number <= 20 else f"({number})"


def _raised(text: str) -> str:
    if re.fullmatch(r"[0-9+-]+", text):
        return text.translate(_UP)
    return text
