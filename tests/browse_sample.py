"""A small archive for the browse pages: three papers' days with gaps, an inferred and an unknown
date, and hostile text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import yaml

from export_sample import article, place
from pages_of import pages_of
from press.model import (
    Archive,
    Article,
    Block,
    Decision,
    GlossaryTerm,
    Leftover,
    Line,
    Mention,
    Name,
    Notice,
    Page,
    Paragraph,
    Passage,
    Repair,
    Tag,
    Term,
    TermCount,
    TermUse,
    Theme,
)
from press.render import columns, editions, home, names, proof_pages, terms, themes
from press.render.catalogue import catalogue
from theme_pages import shown

KINDS = (home, editions, themes, names, columns, terms, proof_pages)

HOSTILE = (
    "</p><script>alert(1)</script> **粗** [链](javascript:alert(1)) {{ config }} {% raw %} "
    "`码` # 题 & \"引\" 'x'"
)
SENTENCE = "全市排查隐患269条，目前172条已完成整改，安全生产形势稳定。"


def page(seed: str, date: str | None, number: int | None, text: str = "", **fields: object) -> Page:
    """A page whose lines are those of the text."""
    lines = tuple(Line(number=count, text=line) for count, line in enumerate(text.splitlines(), 1))
    return replace(
        Page(seed=seed, sha256="0" * 64, lines=lines, paper="乌海日报", date=date, page=number),
        **fields,  # type: ignore[arg-type]
    )


def story(
    seed: str, line: int, date: str | None, number: int | None, *texts: str, **fields: object
) -> Article:
    """An article with the paragraphs given."""
    paragraphs = tuple(
        Paragraph(
            id=f"p{count}",
            text=text,
            kind="text",
            places=(place(seed, line + count, line + count),),
        )
        for count, text in enumerate(texts, 1)
    )
    return article(
        seed, line, paper="乌海日报", date=date, page=number, paragraphs=paragraphs, **fields
    )


LEAD = story(
    "b",
    2,
    "2026-02-10~",
    1,
    "安全生产工作会议召开。市委书记周金星讲话。",
    SENTENCE,
    "第三段说天气。",
    column="落实安全责任 推动安全发展",
    kicker="引题",
    title="全市安全生产工作会议召开",
    subtitle="周金星出席",
    byline="本报讯（记者赵晖）",
)
PHOTO = story(
    "b", 9, "2026-02-10~", 1, "图为电池生产线。", kind="photo", title="生产忙", credit="(王超 摄)"
)
SECOND = story(
    "c",
    2,
    "2026-02-10~",
    2,
    "生态环境好转，PM2.5下降。",
    title="蓝天成常态",
    column="落实安全责任·推动安全发展",
)
OLDER = story(
    "a",
    2,
    "2026-02-07",
    1,
    HOSTILE,
    title=HOSTILE,
    column=HOSTILE,
    byline=HOSTILE,
    subtitle=HOSTILE,
    kicker=HOSTILE,
)
JOINED = replace(
    story("b", 12, "2026-02-10~", 1, "从一版到二版。", title="两版相接"),
    places=(place("b", 12, 13), place("c", 6, 7)),
)
UNDATED = story("d", 2, None, None, "“1571”工作部署。落实一岗双责。", title="描绘新图景")

TEXT_B = (
    "落实安全责任 推动安全发展\n\n全市安全生产工作会议召开\n安全生产工作会议召开。"
    "市委书记周金星讲话。\n全市排查隐患\n\n<b>没人认领</b>"
)
BLOCKS_B = (
    Block(
        role="column",
        text="落实安全责任 推动安全发展",
        seed="b",
        first=1,
        last=1,
        why="short_label",
        article=LEAD.id,
    ),
    Block(
        role="title",
        text="全市安全生产工作会议召开",
        seed="b",
        first=3,
        last=3,
        why="stands_alone",
        article=LEAD.id,
    ),
    Block(role="byline", text="本报讯", seed="b", first=4, last=4, why="lead_in", article=LEAD.id),
    Block(
        role="body",
        text="安全生产工作会议召开。市委书记周金星讲话。",
        seed="b",
        first=4,
        last=4,
        why="long_text",
        article=LEAD.id,
    ),
    Block(
        role="body",
        text="全市排查隐患",
        seed="b",
        first=5,
        last=5,
        why="long_text",
        article=PHOTO.id,
    ),
)
HITS = (
    TermCount(term="隐患", count=1, weight=3.0, where="p2"),
    TermCount(term="安全生产", count=2, weight=3.0, where="p2"),
)
PASSAGE = Passage(
    theme="safety", article=LEAD.id, paragraph="p2", score=9.0, terms=HITS, sentence=SENTENCE
)
DECK = TermCount(term="安全生产", count=1, weight=3.0, where="title")
SAFETY = Tag(theme="safety", article=LEAD.id, score=12.0, terms=(DECK, *HITS), passages=(PASSAGE,))
ARCHIVE = Archive(
    pages=(
        page("a", "2026-02-07", 1),
        page(
            "b",
            "2026-02-10~",
            1,
            TEXT_B,
            basis="最晚的新闻日期为2月9日",
            decisions=(Decision(do="drop", quote="没人认领", why="重复", line=4),),
        ),
        page("c", "2026-02-10~", 2),
        page("d", None, None),
    ),
    lines={"b": page("b", None, None, TEXT_B).lines},
    blocks={"b": BLOCKS_B},
    articles=(OLDER, LEAD, PHOTO, JOINED, SECOND, UNDATED),
    furniture=(Leftover(seed="b", line=7, text="责任编辑", reason="editors"),),
    dropped=(Leftover(seed="b", line=6, text="生产忙", reason="duplicate caption"),),
    notices=(
        Notice(
            code="open-sentence",
            seed="b",
            line=5,
            text="这一段没有写完",
            settle="decisions:\n  - do: join\n    quote: 全市排查隐患",
        ),
    ),
    themes=(
        Theme(
            id="ecology",
            label="生态",
            english="Ecology",
            intro="蓝天碧水。",
            terms=(Term(text="生态环境", weight=3.0),),
        ),
        Theme(
            id="safety",
            label="安全",
            english="Safety",
            intro="隐患与整改。",
            ignore=("食品安全",),
            terms=(
                Term(text="隐患", weight=3.0),
                Term(text="北京/首都 + 乌海", weight=5.0),
                Term(text="安全", weight=1.0),
            ),
        ),
    ),
    names=(
        Name(
            id="zhou-jinxing",
            name="周金星",
            kind="person",
            office="市委书记",
            pinyin="zhou jinxing",
        ),
        Name(id="zhao-hui", name="赵晖", kind="reporter"),
        Name(id="nobody", name="无人提到", kind="body", aliases=("无人",)),
    ),
    terms=(
        GlossaryTerm(
            id="yi-gang-shuang-ze", term="一岗双责", meaning="对业务和安全都负责。", basis="常识"
        ),
        GlossaryTerm(id="n1571", term="“1571”", aliases=("1571",)),
    ),
    tags={LEAD.id: (SAFETY,)},
    mentions={
        LEAD.id: (
            Mention(
                name="zhao-hui",
                article=LEAD.id,
                where="byline",
                text="赵晖",
                sentence="本报讯（记者赵晖）",
            ),
            Mention(
                name="zhou-jinxing",
                article=LEAD.id,
                where="p1",
                text="周金星",
                sentence="市委书记周金星讲话。",
            ),
        )
    },
    uses={
        UNDATED.id: (
            TermUse(term="n1571", article=UNDATED.id, where="p1", sentence="“1571”工作部署。"),
            TermUse(
                term="yi-gang-shuang-ze", article=UNDATED.id, where="p1", sentence="落实一岗双责。"
            ),
            TermUse(
                term="yi-gang-shuang-ze", article=UNDATED.id, where="p1", sentence="再说一岗双责。"
            ),
        )
    },
)
REPAIRED = replace(
    ARCHIVE,
    articles=tuple(
        replace(
            one,
            repairs=(
                Repair(rule="join", seed="b", line=4, before="讲|话", after="讲话", why="断在栏底"),
            ),
        )
        if one is LEAD
        else one
        for one in ARCHIVE.articles
    ),
)


def files_of(archive: Archive) -> dict[str, str]:
    """Every browse page of an archive by its path."""
    readable = catalogue(archive)
    return pages_of(sheaf for kind in KINDS for sheaf in kind.pages(readable))


class Html(HTMLParser):
    """A page as a browser sees it: its links, ids, headings, tags and visible text."""

    def __init__(self, text: str, path: str = "a/b.md") -> None:
        """Read a generated Markdown file as the theme shows it at a path."""
        super().__init__()
        self.front = yaml.safe_load(re.split(r"^---$\n?", text, maxsplit=2, flags=re.M)[1])
        self.links: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.tags: set[str] = set()
        self.text = ""
        self.feed(shown(path, text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a tag."""
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "action")]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))

    def handle_data(self, data: str) -> None:
        """Take note of text."""
        self.text += data
