"""The labels that the decoder gives to blocks, and what may follow what.

A label is a role, with ``*`` where an article begins with the block. What stands anywhere and
changes nothing (a caption,
furniture, a picture) carries along what it stands in, ``caption@text``, so that the chain remembers
across it.
"""

from __future__ import annotations

# Roles that stand anywhere and change nothing.
TRANSPARENT = frozenset(
    {"caption", "caption-credit", "furniture", "image", "rule", "markup", "dropped"}
)
# What a block leaves the page in: the head of an article, its text, its end; nothing was read yet.
START, HEAD, TEXT, END = "start", "head", "text", "end"
_STATE = {
    "column": HEAD,
    "kicker": HEAD,
    "title": HEAD,
    "subtitle": HEAD,
    "byline": HEAD,
    "dateline": HEAD,
    "jump-from": HEAD,
    "body": TEXT,
    "subhead": TEXT,
    "verse": TEXT,
    "sign": END,
    "credit": END,
    "jump-to": END,
}

# Every label: each role within an article and at its beginning, and what stands anywhere in each
# state.
ALL_LABELS = (
    *_STATE,
    *(f"{role}*" for role in _STATE),
    *(
        f"{role}@{state}"
        for role in ("caption", "caption-credit", "furniture", "image", "rule")
        for state in (START, HEAD, TEXT, END)
    ),
)


def role_of(label: str) -> str:
    """The role of a label.

    >>> role_of("title*"), role_of("caption@text")
    ('title', 'caption')
    """
    return label.rstrip("*").partition("@")[0]


def begins(label: str) -> bool:
    """Whether an article begins with a block of this label."""
    return label.endswith("*")


def state_after(label: str) -> str:
    """What the page is in after a block of this label."""
    role, _, state = label.partition("@")
    return state or _STATE[role.rstrip("*")]


def may_follow(state: str, label: str) -> bool:
    """Whether a label may follow where the page is in this state: nothing but a beginning is first.

    >>> may_follow("text", "caption@text"), may_follow("text", "caption@head")
    (True, False)
    >>> may_follow("start", "body")
    False
    """
    _, _, kept = label.partition("@")
    if kept:
        return kept == state
    return state != START or begins(label)
