"""A made-up newspaper of any length: every article is a function of its number, and its vocabulary
grows as it goes on.

The words mean nothing, but are used as words are: a few all the time, most of them seldom, new ones
in every issue. Lengths, headline decks, bylines, captions, numbers, names and themes are in the
proportions of the two seeds. Nothing is kept, so that an archive of a million articles costs no
memory: ``archive(n)`` makes an article when it is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any, cast, overload

from press.model import (
    Archive,
    Article,
    Author,
    Caption,
    Kind,
    Mention,
    Name,
    Paragraph,
    Place,
    Tag,
    Theme,
)
from press.model import Term as ThemeTerm

FIRST_DAY = date(2015, 1, 1)
A_DAY = 28  # articles of one day's paper
A_PAGE = 7
PAPERS = ("示例日报", "示例晚报")
THEMES = (("ecology", "生态"), ("safety", "安全"), ("energy", "能源"), ("jingmeng", "京蒙合作"))
COLUMNS = 40
REPORTERS = 60
NAMES = 400
NAME_KINDS = ("person", "body", "company", "place")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
# The characters of GB 2312's first level, 3,755 in everyday use, in an order of our own; early ones
# are used most.
CHARACTERS = [
    bytes((high, low)).decode("gb2312")
    for high in range(0xB0, 0xD8)
    for low in range(0xA1, 0xFF)
    if (high, low) < (0xD7, 0xFA)
]
Random(2026).shuffle(CHARACTERS)
# How many characters a word or set phrase has; with these, pairs of characters are about as various
# as in the seeds.
LENGTHS = (1,) * 6 + (2,) * 46 + (3,) * 16 + (4,) * 22 + (6,) * 6 + (8,) * 4
KIND: Kind = "news"


def vocabulary(number: int) -> int:
    """How many words are known when an article is written, after Heaps' law.

    >>> [vocabulary(number) for number in (0, 10_000, 100_000)]
    [3000, 18071, 63000]
    """
    return 3000 + int(60 * number**0.6)


@lru_cache(maxsize=100_000)
def word(rank: int) -> str:
    """The word of a rank; the commonest ones have one character."""
    random = Random(rank)
    length = 1 if rank < 12 else random.choice(LENGTHS)
    return "".join(CHARACTERS[pick(random, len(CHARACTERS), 60)] for _ in range(length))


def pick(random: Random, size: int, level: float) -> int:
    """A number below ``size``, small ones oftenest; the first ``level`` are about alike."""
    return min(size - 1, int(level * ((size / level + 1) ** random.random() - 1)))


@lru_cache(maxsize=1000)
def person(number: int) -> str:
    """A made-up name of three characters."""
    random = Random(f"person {number}")
    return random.choice(SURNAMES) + random.choice(CHARACTERS) + random.choice(CHARACTERS)


def sentence(random: Random, words: int, known: int) -> str:
    """Words of the known vocabulary, a comma now and then, a number or a Latin word seldom."""
    parts = []
    for at in range(words):
        parts.append(word(pick(random, known, 3)))
        chance = random.random()
        if chance < 0.02:
            parts.append(f"{random.randrange(1, 3000)}{random.choice(('天', '%', '万元', '个'))}")
        elif chance < 0.022:
            parts.append(random.choice(("PM2.5", "SO2", "GDP", "App")))
        elif chance < 0.11 and at < words - 1:
            parts.append("，")
    return "".join(parts)


def names_of(number: int) -> list[int]:
    """The names of the table that an article speaks of."""
    random = Random(f"names {number}")
    return sorted({pick(random, NAMES, 20) for _ in range(random.choice((0, 0, 1, 1, 2, 4)))})


def themes_of(number: int) -> list[int]:
    """The themes of an article: none, one, seldom two."""
    random = Random(f"themes {number}")
    return sorted(random.sample(range(len(THEMES)), random.choice((0, 0, 0, 1, 1, 2))))


# Long: an article has many parts, and the dice are thrown for each in turn.
def article(number: int) -> Article:
    """The article of a number, from 0."""
    random = Random(number)
    known = vocabulary(number)
    day, on_day = divmod(number, A_DAY)
    seed = f"s{day:05}"
    place = Place(seed=seed, first=on_day + 1, last=on_day + 1)
    texts = [
        f"{person(10_000 + name)}说，{sentence(random, 12, known)}。" for name in names_of(number)
    ]
    for _ in range(max(1, int(random.lognormvariate(1.35, 0.6)))):
        texts.append(
            "".join(
                f"{sentence(random, random.randrange(8, 24), known)}。"
                for _ in range(random.randrange(2, 6))
            )
        )
    reporter = person(pick(random, REPORTERS, 10))
    caption = Caption(text=f"{sentence(random, 12, known)}。", credit=f"{reporter} 摄", place=place)
    return Article(
        id=f"{seed}-{on_day + 1}",
        kind=KIND,
        paper=PAPERS[random.random() < 0.1],
        date=(FIRST_DAY + timedelta(day)).isoformat(),
        page=on_day // A_PAGE + 1,
        column=f"{word(50 + pick(random, COLUMNS, 8))}专栏" if random.random() < 0.35 else None,
        kicker=sentence(random, 5, known) if random.random() < 0.15 else None,
        title=sentence(random, random.randrange(4, 9), known),
        subtitle=sentence(random, 6, known) if random.random() < 0.25 else None,
        byline=f"本报讯（记者{reporter}）",
        dateline=None,
        authors=(Author(name=reporter, role="记者"),),
        paragraphs=tuple(
            Paragraph(id=f"p{at}", text=text, kind="text", places=(place,))
            for at, text in enumerate(texts, 1)
        ),
        captions=(caption,) if random.random() < 0.15 else (),
        credit=None,
        jumps=(),
        repairs=(),
        places=(place,),
    )


class Articles(Sequence[Article]):
    """Some articles of the paper in their order, each made when it is asked for."""

    def __init__(self, numbers: range) -> None:
        """Those of these numbers."""
        self.numbers = numbers

    def __len__(self) -> int:
        """How many."""
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> Article: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Article]: ...
    def __getitem__(self, at: int | slice) -> Article | Sequence[Article]:
        """One, or some."""
        numbers = self.numbers[at]
        return article(numbers) if isinstance(numbers, int) else Articles(numbers)


class Beside(Mapping[str, Any]):
    """What stands beside the articles, made from the number in an article's id when it is asked
    for.
    """

    def __init__(self, count: int, make: Any) -> None:
        """``make`` takes an article's id and number."""
        self.size, self.make = count, make

    def __getitem__(self, key: str) -> Any:
        """For one article."""
        day, place = key[1:].split("-")
        return self.make(key, int(day) * A_DAY + int(place) - 1)

    def __iter__(self) -> Iterator[str]:
        """Every article's id."""
        return (f"s{number // A_DAY:05}-{number % A_DAY + 1}" for number in range(self.size))

    def __len__(self) -> int:
        """As many as articles."""
        return self.size


def tags(key: str, number: int) -> tuple[Tag, ...]:
    """The themes of an article, without hits."""
    return tuple(
        Tag(theme=THEMES[at][0], article=key, score=1, terms=(), passages=())
        for at in themes_of(number)
    )


def mentions(key: str, number: int) -> tuple[Mention, ...]:
    """The names of an article, each in its own paragraph."""
    return tuple(
        Mention(
            name=f"name-{name}",
            article=key,
            where=f"p{at}",
            text=person(10_000 + name),
            sentence="",
        )
        for at, name in enumerate(names_of(number), 1)
    )


def archive(count: int) -> Archive:
    """An archive of the first articles, with its themes and names."""
    names = tuple(
        Name(
            id=f"name-{at}",
            name=person(10_000 + at),
            kind=cast(Any, NAME_KINDS[at % len(NAME_KINDS)]),
        )
        for at in range(NAMES)
    )
    themes = tuple(
        Theme(id=key, label=label, english=key, intro="", terms=(ThemeTerm(text=label, weight=1),))
        for key, label in THEMES
    )
    return Archive(
        pages=(),
        lines={},
        blocks={},
        articles=cast(Any, Articles(range(count))),
        furniture=(),
        dropped=(),
        notices=(),
        themes=themes,
        names=names,
        tags=Beside(count, tags),
        mentions=Beside(count, mentions),
    )
