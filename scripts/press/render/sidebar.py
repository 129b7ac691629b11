"""What stands beside an article: its themes, names, related articles, its page, its changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from press.model import Article, ArticleSummary, Jump, Name, Repair, Tag, Theme
from press.model.urls import edition_url, name_url, page_anchor, theme_url
from press.render.catalogue import Catalogue
from press.render.markdown import Listed, Row, low, one_line
from press.render.rules import rule_words

# Articles of the page that are listed on each side of this one; the edition's page has them all.
_NEARBY = 12
# A printed page number within a jump line: (下转第二版)
_PRINTED_PAGE = re.compile(r"第[^第版]{1,4}版")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidebar:
    """The neighbourhoods of an archive's articles, found once for all of them.

    ``places`` says where an article stands in the list of each of its themes.
    """

    catalogue: Catalogue
    themes: Mapping[str, Theme]
    names: Mapping[str, Name]
    places: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Sidebar:
        """The neighbourhoods of a catalogue."""
        return cls(
            catalogue=catalogue,
            themes={theme.id: theme for theme in catalogue.archive.themes},
            names={name.id: name for name in catalogue.archive.names},
            places={
                (theme, tag.article): at
                for theme, tags in catalogue.tags.items()
                for at, tag in enumerate(tags)
            },
        )

    def around(self, article: ArticleSummary) -> tuple[object, ...]:
        """All that an article's page shows of others, in their versions."""
        versions, archive = self.catalogue.versions, self.catalogue.archive
        tags = archive.tags.get(article.id, ())
        neighbours = chain.from_iterable(map(self._neighbours, tags))
        continues = [seed for seed, _ in article.places if article.jumps]
        return (
            [versions[other.id] for other in self._nearby(article)],
            [other and versions[other] for other in neighbours],
            [(versions[link.to], link.why) for link in archive.related.get(article.id, ())],
            [
                (page.seed, page.page, page.date, page.paper)
                for seed in continues
                for page in self.catalogue.edition_of[seed].pages
            ],
        )

    def fields(self, article: Article) -> dict[str, object]:
        """What the front matter of an article's page says of others."""
        archive = self.catalogue.archive
        return {
            "themes": [self._theme(tag) for tag in archive.tags.get(article.id, ())],
            "names": list(self._names(article)),
            "related": [
                self._other(link.to, why=Listed(map(low, link.why)))
                for link in archive.related.get(article.id, ())
            ],
            "nearby": [
                self._other(other.id, here=other.id == article.id or None)
                for other in self._nearby(article)
            ],
            "continuation": list(self._continuation(article)),
        }

    def _other(self, id_: str, **more: object) -> Row:
        other = self.catalogue.articles[id_]
        return Row(title=low(other.headline), url=other.url, **more)

    def _nearby(self, article: Article | ArticleSummary) -> tuple[ArticleSummary, ...]:
        """The articles of the same printed page that stand near this one, itself among them."""
        nearby = self.catalogue.on_page[article.seed]
        at = next(index for index, other in enumerate(nearby) if other.id == article.id)
        return nearby[max(at - _NEARBY, 0) : at + _NEARBY + 1]

    def _neighbours(self, tag: Tag) -> tuple[str | None, str | None]:
        """The articles before and after one in the list of a theme."""
        tags, at = self.catalogue.tags[tag.theme], self.places[tag.theme, tag.article]
        before = tags[at - 1].article if at else None
        after = tags[at + 1].article if at + 1 < len(tags) else None
        return before, after

    def _theme(self, tag: Tag) -> dict[str, object]:
        theme = self.themes[tag.theme]
        before, after = self._neighbours(tag)
        fields = {
            "name": low(theme.label),
            "url": theme_url(theme.id),
            "terms": Listed(Row(**{low(term): count}) for term, count in _counted(tag)),
            "paragraphs": Listed(passage.paragraph for passage in tag.passages),
            "previous": self._other(before) if before else None,
            "next": self._other(after) if after else None,
        }
        return {key: value for key, value in fields.items() if value}

    def _names(self, article: Article) -> Iterator[Row]:
        """The names of the article in the order of their first mention."""
        counts: dict[str, int] = {}
        for mention in self.catalogue.archive.mentions.get(article.id, ()):
            counts[mention.name] = counts.get(mention.name, 0) + 1
        for id_, count in counts.items():
            yield Row(name=low(self.names[id_].name), url=name_url(id_), count=count)

    def _continuation(self, article: Article) -> Iterator[Row]:
        """What to tell of each jump line whose other half was not joined to the article."""
        if len({place.seed for place in article.places}) == 1:
            yield from map(self._jump, article.jumps)

    def _jump(self, jump: Jump) -> Row:
        printed = one_line(jump.text).strip("()（）[]【】▶→ ")
        match = _PRINTED_PAGE.search(printed)
        other = match.group() if match else f"第{jump.page}版" if jump.page else "该版"
        edition = self.catalogue.edition_of[jump.place.seed]
        there = [
            page
            for page in edition.pages
            if page.page == jump.page and page.seed != jump.place.seed
        ]
        if not jump.page or not there:
            return Row(text=f"{printed}；{other}未收录。")
        half = "续文" if jump.direction == "to" else "前文"
        return Row(
            text=f"{printed}；{other}已收录，但未能确认哪一篇是{half}：",
            url=edition_url(there[0]),
            anchor=str(page_anchor(there[0])),
        )


def _counted(tag: Tag) -> list[tuple[str, int]]:
    """The terms that earned a theme with how often they were hit, those that weigh most first."""
    counts: dict[str, int] = {}
    weights: dict[str, float] = {}
    for hit in tag.terms:
        counts[hit.term] = counts.get(hit.term, 0) + hit.count
        weights[hit.term] = weights.get(hit.term, 0) + hit.count * hit.weight
    return sorted(counts.items(), key=lambda pair: -weights[pair[0]])


def repairs(article: Article) -> Iterator[Row]:
    """Every change to the article with the paragraph it was made in, each once."""
    in_paragraphs = [
        (paragraph.id, repair) for paragraph in article.paragraphs for repair in paragraph.repairs
    ]
    told = {repair for _, repair in in_paragraphs}
    for repair in article.repairs:
        if repair not in told:
            yield _repair(None, repair)
    for paragraph, repair in in_paragraphs:
        yield _repair(paragraph, repair)


def _repair(paragraph: str | None, repair: Repair) -> Row:
    before, after = (text.replace("\n", "⏎") for text in (repair.before, repair.after))
    return Row(
        paragraph=paragraph,
        line=repair.line,
        rule=one_line(repair.rule),
        what=one_line(rule_words(repair.rule)),
        before=one_line(before),
        after=one_line(after),
        why=repair.why and one_line(repair.why),
    )
