"""Links from articles to names and to the terms of the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from press.annotate.relate import relate
from press.annotate.tag import parts
from press.model import Article, GlossaryTerm, Mention, Name, TermUse
from press.text.lexicon import longest
from press.text.sentences import sentences

__all__ = ["mention", "relate", "uses"]

# A blank between the characters of a signature: 乔　栋, 赵 永刚.
_GAP = re.compile(r"(?<=[一-鿿])[ \u3000]+(?=[一-鿿])")


@dataclass(frozen=True, slots=True)
class _Directory:
    """Whom each printed form means in one paper, and what to look for in the text and in what is
    signed.
    """

    ids: Mapping[str, str]
    text: re.Pattern[str]
    signed: re.Pattern[str]


def mention(
    articles: Iterable[Article], names: Sequence[Name]
) -> Mapping[str, tuple[Mention, ...]]:
    """The names in each article by its id, headline first, then the text, then what is signed: each
    form once in a sentence.

    Reporters are only looked for in bylines and credits: a reporter 刘洋 is not the astronaut of
    that name.
    """
    directories: dict[str | None, _Directory] = {}
    found = {}
    for article in articles:
        if article.paper not in directories:
            directories[article.paper] = _directory(names, article.paper)
        if mentions := tuple(dict.fromkeys(_mentions(article, directories[article.paper]))):
            found[article.id] = mentions
    return found


def uses(
    articles: Iterable[Article], terms: Sequence[GlossaryTerm]
) -> Mapping[str, tuple[TermUse, ...]]:
    """The glossary's terms in each article by its id, headline first: each once in a sentence."""
    ids = {form: term.id for term in terms for form in (term.term, *term.aliases)}
    pattern = longest(ids)
    found = {}
    for article in articles:
        used = dict.fromkeys(
            TermUse(term=ids[form], article=article.id, where=where, sentence=sentence)
            for where, text in parts(article)
            for form, sentence in _found(text, pattern)
        )
        if used:
            found[article.id] = tuple(used)
    return found


def _directory(names: Sequence[Name], paper: str | None) -> _Directory:
    """The forms of the names that are printed in a paper: those of everywhere and its own."""
    forms = {
        form: name
        for name in names
        for form in (name.name, *name.aliases, *(form for of, form in name.local if of == paper))
    }
    return _Directory(
        ids={form: name.id for form, name in forms.items()},
        text=longest(form for form, name in forms.items() if name.kind != "reporter"),
        signed=longest(forms),
    )


def _mentions(article: Article, directory: _Directory) -> Iterator[Mention]:
    for where, text in parts(article):
        for form, sentence in _found(text, directory.text):
            yield Mention(
                name=directory.ids[form],
                article=article.id,
                where=where,
                text=form,
                sentence=sentence,
            )
    for where, text in _signed(article):
        for form in directory.signed.findall(_GAP.sub("", text)):
            yield Mention(
                name=directory.ids[form], article=article.id, where=where, text=form, sentence=text
            )


def _signed(article: Article) -> Iterator[tuple[str, str]]:
    """The parts of an article that name its makers."""
    credits_ = dict.fromkeys((article.credit, *(caption.credit for caption in article.captions)))
    for where, text in (("byline", article.byline), *(("credit", credit) for credit in credits_)):
        if text:
            yield where, text


def _found(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """What the pattern finds in a text, each with its sentence; the text is only cut where
    something is found.
    """
    if pattern.search(text):
        for sentence in sentences(text):
            for form in pattern.findall(sentence):
                yield form, sentence.strip()
