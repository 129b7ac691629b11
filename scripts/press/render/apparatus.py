"""What stands beside an article: its themes with the terms that earned them, names, related articles, neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from press.model import Article, ArticleSummary, GlossaryTerm, Jump, Name, Repair, Tag, Theme
from press.model.urls import column_url, edition_url, href, name_url, page_anchor, theme_url
from press.render.catalogue import Catalogue

# Articles of the page that are listed on each side of this one; the edition's page has them all.
_NEARBY = 12
# Terms of a theme that are shown at once: four lines of the column beside the text.
_TERMS = 8
# A printed page number within a jump line: (下转第二版)
_PRINTED_PAGE = re.compile(r"第[^第版]{1,4}版")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeHit:
    """A theme of the article: its terms with how often, the strongest first and the rest apart, the paragraphs that
    speak of it, its neighbours.
    """

    theme: Theme
    href: Markup
    terms: tuple[tuple[str, int], ...]
    more: tuple[tuple[str, int], ...]
    passages: tuple[str, ...]
    before: ArticleSummary | None
    after: ArticleSummary | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice on where the text goes on: its words, and the page that is linked, when there is one."""

    text: str
    href: Markup | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Apparatus:
    """The archive's neighbourhoods, found once for all articles."""

    catalogue: Catalogue
    themes: Mapping[str, Theme]
    names: Mapping[str, Name]
    terms: Mapping[str, GlossaryTerm]
    places: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Apparatus:
        """The apparatus of a catalogue; ``places`` is where an article stands in the list of each of its themes."""
        return cls(
            catalogue=catalogue,
            themes={theme.id: theme for theme in catalogue.archive.themes},
            names={name.id: name for name in catalogue.archive.names},
            terms={term.id: term for term in catalogue.archive.terms},
            places={
                (theme, tag.article): at
                for theme, tags in catalogue.tags.items()
                for at, tag in enumerate(tags)
            },
        )

    def around(self, article: ArticleSummary) -> tuple[object, ...]:
        """All that an article's page shows of others: the versions of its neighbours, why others are related, the pages it may go on to."""
        versions, archive = self.catalogue.versions, self.catalogue.archive
        nearby, at = self._nearby(article)
        neighbours = (
            other for tag in archive.tags.get(article.id, ()) for other in self._beside(tag)
        )
        return (
            [versions[other.id] for other in nearby[max(at - _NEARBY, 0) : at + _NEARBY + 1]],
            [versions[other] if other else None for other in neighbours],
            [(versions[link.to], link.why) for link in archive.related.get(article.id, ())],
            [
                (page.seed, page.page, page.date, page.paper)
                for seed, _ in article.places
                if article.jumps
                for page in self.catalogue.edition_of[seed].pages
            ],
        )

    def _nearby(self, article: Article | ArticleSummary) -> tuple[tuple[ArticleSummary, ...], int]:
        """The articles of the page, and which of them this one is."""
        nearby = self.catalogue.on_page[article.seed]
        return nearby, next(index for index, other in enumerate(nearby) if other.id == article.id)

    def _beside(self, tag: Tag) -> tuple[str | None, str | None]:
        """The articles before and after one in the list of a theme."""
        tags, at = self.catalogue.tags[tag.theme], self.places[tag.theme, tag.article]
        return tags[at - 1].article if at else None, tags[at + 1].article if at + 1 < len(
            tags
        ) else None

    def beside(self, article: Article) -> dict[str, object]:
        """What the article's template is given beside the article and its text."""
        nearby, at = self._nearby(article)
        page = self.catalogue.pages[article.seed]
        repairs = tuple(_repairs(article))
        return {
            "column": href(column_url(article.column)) if article.column else None,
            "hits": tuple(map(self._hit, self.catalogue.archive.tags.get(article.id, ()))),
            "mentions": tuple(self._names(article)),
            "related": tuple(
                (self.catalogue.articles[link.to], link.why)
                for link in self.catalogue.archive.related.get(article.id, ())
            ),
            "nearby": nearby[max(at - _NEARBY, 0) : at + _NEARBY + 1],
            "before": nearby[at - 1] if at else None,
            "after": nearby[at + 1] if at + 1 < len(nearby) else None,
            "continuation": tuple(self._continuation(article)),
            "repairs": repairs,
            "notes": {
                repair: number for number, (_, repair) in reversed(list(enumerate(repairs, 1)))
            },
            "sheet": Markup(f"{href(edition_url(page))}#{page_anchor(page)}"),  # noqa: S704 - both are of safe characters
        }

    def _hit(self, tag: Tag) -> ThemeHit:
        terms = _counted(tag)
        before, after = self._beside(tag)
        articles = self.catalogue.articles
        return ThemeHit(
            theme=self.themes[tag.theme],
            href=href(theme_url(tag.theme)),
            terms=terms[:_TERMS],
            more=terms[_TERMS:],
            passages=tuple(passage.paragraph for passage in tag.passages),
            before=articles[before] if before else None,
            after=articles[after] if after else None,
        )

    def _names(self, article: Article) -> Iterator[tuple[Name, Markup, int]]:
        """The names of the article in the order of their first mention, with how often each is mentioned."""
        counts: dict[str, int] = {}
        for mention in self.catalogue.archive.mentions.get(article.id, ()):
            counts[mention.name] = counts.get(mention.name, 0) + 1
        for id_, count in counts.items():
            yield self.names[id_], href(name_url(id_)), count

    def _continuation(self, article: Article) -> Iterator[Notice]:
        """What to tell of each jump line whose other half was not joined to the article."""
        if len({place.seed for place in article.places}) > 1:
            return
        for jump in article.jumps:
            yield self._jump(jump)

    def _jump(self, jump: Jump) -> Notice:
        printed = jump.text.strip("()（）[]【】▶→ ")
        match = _PRINTED_PAGE.search(printed)
        other = match.group() if match else f"第{jump.page}版" if jump.page else "该版"
        edition = self.catalogue.edition_of[jump.place.seed]
        there = next(
            (
                page
                for page in edition.pages
                if page.page == jump.page and page.seed != jump.place.seed
            ),
            None,
        )
        if not jump.page or not there:
            return Notice(text=f"{printed}；{other}未收录。")
        half = "续文" if jump.direction == "to" else "前文"
        target = Markup(f"{href(edition.url)}#{page_anchor(there)}")  # noqa: S704 - both are of safe characters
        return Notice(text=f"{printed}；{other}已收录，但未能确认哪一篇是{half}：", href=target)


def _counted(tag: Tag) -> tuple[tuple[str, int], ...]:
    """The terms that earned a theme with how often they were hit, those that weigh most first."""
    counts: dict[str, int] = {}
    weights: dict[str, float] = {}
    for hit in tag.terms:
        counts[hit.term] = counts.get(hit.term, 0) + hit.count
        weights[hit.term] = weights.get(hit.term, 0) + hit.count * hit.weight
    return tuple(sorted(counts.items(), key=lambda pair: -weights[pair[0]]))


def _repairs(article: Article) -> Iterator[tuple[str | None, Repair]]:
    """Every change to the article with the paragraph it was made in, each once."""
    of_paragraphs = [
        (paragraph.id, repair) for paragraph in article.paragraphs for repair in paragraph.repairs
    ]
    told = {repair for _, repair in of_paragraphs}
    yield from ((None, repair) for repair in article.repairs if repair not in told)
    yield from of_paragraphs
