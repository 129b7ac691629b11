"""Themes: what an article and each of its passages speak of, with every hit that earned it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from press.model import Article, Paragraph, Passage, Tag, TermCount, Theme
from press.text.lexicon import longest
from press.text.sentences import sentences

# The figures below were set on the 260 articles of the development pages (printed or spoken between
# 1990 and 2026) and the ten of the two seeds: articles of a theme score at least 1.9 times what is
# asked, others at most 0.8 times.

# A term in the column label or the headline deck says what the article is about, and weighs this
# much more than in its text.
_HEADLINE = 2.5
_HEADLINE_PARTS = ("column", "kicker", "title", "subtitle")
# A term that is repeated counts this often at most, so that no single word carries a long text.
_REPEATS = 3
# Terms lighter than this only count in company: all together no more than the others (整治, 监管,
# 风险 are in any report).
_ALONE = 2.0
# A term of this weight settles it alone: in the headline for the article, in a paragraph for the
# passage.
_SETTLES = 5.0
# What is asked of an article: so much, and so much more for every hundred characters of its first
# thousand.
_ARTICLE_LEAST, _ARTICLE_PER_100 = 3.0, 0.9
_COUNTED = 1000
# What is asked of a paragraph by itself.
_PASSAGE_LEAST, _PASSAGE_PER_100 = 4.0, 1.05
# A feature this long (characters) speaks of many things in turn: it also has the themes of its
# passages. The longest news item of the development pages has 1,200, the feature of the second seed
# 4,900.
_FEATURE = 1500


@dataclass(frozen=True, slots=True)
class _Combination:
    """A term of several groups, one word of each in the same sentence: 北京/首都 + 内蒙古/乌海 +
    支援/合作.
    """

    weight: float
    groups: tuple[re.Pattern[str], ...]

    def met(self, text: str) -> Iterator[str]:
        """The words that meet in a sentence that has one of every group: 北京 + 内蒙古 + 支援."""
        if all(group.search(text) for group in self.groups):
            for sentence in sentences(text):
                words = [
                    match.group() for group in self.groups if (match := group.search(sentence))
                ]
                if len(words) == len(self.groups):
                    yield " + ".join(words)


@dataclass(frozen=True, slots=True)
class _ThemeLexicon:
    """A theme ready for reading: one pattern for its terms and the phrases that swallow them."""

    theme: str
    weights: Mapping[str, float]
    pattern: re.Pattern[str]
    combinations: tuple[_Combination, ...]

    def hits(self, text: str, where: str) -> tuple[TermCount, ...]:
        """The terms of the theme in a part of an article, in the order of their letters."""
        found = [
            (word, self.weights[word])
            for word in self.pattern.findall(text)
            if word in self.weights
        ]
        found += [
            (words, combination.weight)
            for combination in self.combinations
            for words in combination.met(text)
        ]
        return tuple(
            TermCount(term=term, count=count, weight=weight, where=where)
            for (term, weight), count in sorted(Counter(found).items())
        )


def tag(articles: Iterable[Article], themes: Iterable[Theme]) -> Mapping[str, tuple[Tag, ...]]:
    """The themes of each article by its id, in the order of the themes; an article without any is
    not in it.
    """
    readers = [_reader(theme) for theme in themes]
    tags = {
        article.id: tuple(found for reader in readers if (found := _tag(article, reader)))
        for article in articles
    }
    return {article: found for article, found in tags.items() if found}


def _reader(theme: Theme) -> _ThemeLexicon:
    plain = {term.text: term.weight for term in theme.terms if "+" not in term.text}
    return _ThemeLexicon(
        theme=theme.id,
        weights=plain,
        pattern=longest((*plain, *theme.ignore)),
        combinations=tuple(
            _Combination(
                term.weight,
                tuple(
                    longest(word.strip() for word in group.split("/"))
                    for group in term.text.split("+")
                ),
            )
            for term in theme.terms
            if "+" in term.text
        ),
    )


def _tag(article: Article, reader: _ThemeLexicon) -> Tag | None:
    """The theme of an article, if it has it."""
    hits = {where: found for where, text in parts(article) if (found := reader.hits(text, where))}
    terms = tuple(hit for found in hits.values() for hit in found)
    if not terms:
        return None
    nearness = {
        paragraph: _nearness(paragraph, hits[paragraph.id])
        for paragraph in article.paragraphs
        if paragraph.id in hits
    }
    nearest = max(nearness.values(), default=1.0)
    length = sum(len(paragraph.text) for paragraph in article.paragraphs)
    of_a_passage = length >= _FEATURE and bool(nearness) and nearest >= 1
    if not (_is_about(terms, length) or of_a_passage):
        return None
    return Tag(
        theme=reader.theme,
        article=article.id,
        score=_score(terms),
        terms=terms,
        passages=tuple(
            _passage(article, paragraph, hits[paragraph.id], reader)
            for paragraph, near in nearness.items()
            if near >= min(1.0, nearest)
        ),
    )


def _is_about(terms: tuple[TermCount, ...], length: int) -> bool:
    """Whether an article with these hits and of so many characters has the theme as a whole."""
    if any(hit.weight >= _SETTLES for hit in terms if hit.where in _HEADLINE_PARTS):
        return True
    return _score(terms) >= _ARTICLE_LEAST + _ARTICLE_PER_100 * min(length, _COUNTED) / 100


def _passage(
    article: Article, paragraph: Paragraph, hits: tuple[TermCount, ...], reader: _ThemeLexicon
) -> Passage:
    return Passage(
        theme=reader.theme,
        article=article.id,
        paragraph=paragraph.id,
        score=_score(hits),
        terms=hits,
        sentence=_best_sentence(paragraph.text, reader),
    )


def parts(article: Article) -> Iterator[tuple[str, str]]:
    """The parts of an article that say what it is about, each with its name: ``title``, ``p1``,
    ``caption`` …
    """
    for part in _HEADLINE_PARTS:
        if text := getattr(article, part):
            yield part, text
    for paragraph in article.paragraphs:
        yield paragraph.id, paragraph.text
    if article.captions:
        yield "caption", "\n".join(caption.text for caption in article.captions)


def _score(terms: Iterable[TermCount]) -> float:
    """The weights of the terms: as often as each stands in the text, up to a bound, and more where
    the headline has it.

    The lightest count no more than the others together.

    >>> body = TermCount(term="造林", count=5, weight=3, where="p1")
    >>> _score([body]), _score([body, TermCount(term="造林", count=1, weight=3, where="title")])
    (9.0, 16.5)
    """
    weights: dict[str, float] = {}
    counts: Counter[str] = Counter()
    headline: set[str] = set()
    for hit in terms:
        weights[hit.term] = hit.weight
        if hit.where in _HEADLINE_PARTS:
            headline.add(hit.term)
        else:
            counts[hit.term] += hit.count
    strong = light = 0.0
    for term, weight in weights.items():
        earned = weight * (min(counts[term], _REPEATS) + _HEADLINE * (term in headline))
        if weight < _ALONE:
            light += earned
        else:
            strong += earned
    return round(strong + min(light, strong), 2)


def _nearness(paragraph: Paragraph, hits: tuple[TermCount, ...]) -> float:
    """How near a paragraph comes to speaking of the theme by itself: from 1 on it does.

    A subhead never does.
    """
    if paragraph.kind == "subhead":
        return 0.0
    if any(hit.weight >= _SETTLES for hit in hits):
        return 1.0
    return _score(hits) / (_PASSAGE_LEAST + _PASSAGE_PER_100 * len(paragraph.text) / 100)


def _best_sentence(text: str, reader: _ThemeLexicon) -> str:
    """The sentence of a passage that earned it: the one whose terms weigh most, the first of
    equals.
    """
    return max(sentences(text), key=lambda sentence: _score(reader.hits(sentence, ""))).strip()
