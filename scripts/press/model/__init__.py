"""The vocabulary of the press: what a page is made of, from the seed's lines to the finished archive.

Every value is frozen; a stage returns new values and never edits the ones it was given. Lines are counted from 1 as the
file lies on disk. Text is plain text as a reader would copy it (``PM2.5``, not ``PM_{2.5}``); nothing here is escaped.
"""

from press.model.linked import (
    Archive,
    GlossaryTerm,
    Mention,
    Name,
    NameKind,
    Passage,
    Related,
    Tag,
    Term,
    TermCount,
    TermUse,
    Theme,
)
from press.model.printed import (
    Article,
    Author,
    Block,
    Caption,
    Decision,
    Heading,
    Jump,
    Kind,
    Leftover,
    Line,
    Notice,
    Page,
    Paragraph,
    Place,
    Repair,
    Role,
)

__all__ = [
    "Archive",
    "Article",
    "Author",
    "Block",
    "Caption",
    "Decision",
    "GlossaryTerm",
    "Heading",
    "Jump",
    "Kind",
    "Leftover",
    "Line",
    "Mention",
    "Name",
    "NameKind",
    "Notice",
    "Page",
    "Paragraph",
    "Passage",
    "Place",
    "Related",
    "Repair",
    "Role",
    "Tag",
    "Term",
    "TermCount",
    "TermUse",
    "Theme",
]
