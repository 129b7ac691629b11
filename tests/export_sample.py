"""A small archive made by hand: every field once, and texts that try to break every format."""

from collections.abc import Mapping

from engine.cache import Cache
from engine.targets import files
from press.export import (
    DataPart,
    Lines,
    Site,
    Sum,
    describe,
    export,
    forms,
    index,
    lines,
    parts,
    share,
)
from press.export.parts import MOST
from press.model import (
    Archive,
    Article,
    Author,
    Caption,
    GlossaryTerm,
    Jump,
    Leftover,
    Mention,
    Name,
    Notice,
    Page,
    Paragraph,
    Passage,
    Place,
    Related,
    Repair,
    Tag,
    Term,
    TermCount,
    Theme,
)

SITE = Site(name="乌海读报", description="样本", address="https://example.org/wuhai/")
HOSTILE = '=HYPERLINK("http://x")</script><b>\N{LINE SEPARATOR}\N{VERTICAL TABULATION}\'，'


def place(seed: str, first: int, last: int) -> Place:
    return Place(seed=seed, first=first, last=last)


def article(seed: str, line: int, **fields: object) -> Article:
    nothing = (
        "paper",
        "date",
        "page",
        "column",
        "kicker",
        "title",
        "subtitle",
        "byline",
        "dateline",
        "credit",
    )
    empty = ("authors", "paragraphs", "captions", "jumps", "repairs")
    defaults: dict[str, object] = {name: None for name in nothing} | {name: () for name in empty}
    defaults |= {"id": f"{seed}-{line}", "kind": "news", "places": (place(seed, line, line + 2),)}
    return Article(**(defaults | fields))  # type: ignore[arg-type]


def paragraph(
    number: int, text: str, kind: str = "text", repairs: tuple[Repair, ...] = ()
) -> Paragraph:
    return Paragraph(
        id=f"p{number}",
        text=text,
        kind=kind,  # type: ignore[arg-type]
        places=(place("000_a", number, number),),
        repairs=repairs,
    )


NOTATION = Repair(rule="subscripts", seed="000_a", line=5, before="PM_{2.5}", after="PM2.5")
TAIL = Repair(rule="join", seed="000_a", line=3, before="保持", after="保持稳定", why="断在栏底")
CHARACTER = Repair(rule="control characters", seed="001_b", line=9, before="\0", after="")

FULL = article(
    "000_a",
    2,
    paper="乌海日报",
    date="2026-02-10~",
    page=1,
    column="美丽乌海·绿色答卷",
    kicker="引题",
    title="全市空气质量优良",
    subtitle="副题",
    byline="本报讯（记者黄建飞）",
    dateline="新华社北京2月9日电",
    authors=(Author(name="黄建飞", role="记者"),),
    paragraphs=(
        paragraph(1, "PM2.5下降，生态好转。", repairs=(NOTATION,)),
        paragraph(2, "小标题", "subhead"),
        paragraph(3, "生态保持稳定。"),
    ),
    captions=(Caption(text="图为乌海湖。", credit="王超 摄", place=place("000_a", 7, 7)),),
    credit="（朱斌）",
    jumps=(Jump(direction="to", page=2, text="（下转第二版）", place=place("000_a", 8, 8)),),
    repairs=(TAIL, NOTATION),
    places=(place("000_a", 2, 8),),
)
SURE = article(
    "001_b",
    4,
    paper="乌海日报",
    date="2025-12-31",
    page=2,
    title=HOSTILE,
    paragraphs=(paragraph(1, HOSTILE), paragraph(2, "－5℃")),
)
PHOTO = article(
    "002_c",
    1,
    kind="photo",
    captions=(Caption(text="无题照片", credit=None, place=place("002_c", 1, 1)),),
)
JOINED = article(
    "001_b",
    20,
    paper="乌海日报",
    date="2025-12-31",
    page=1,
    title="两版相接",
    column="美丽乌海 绿色答卷",
    jumps=(
        Jump(direction="to", page=2, text="（下转第二版）", place=place("001_b", 22, 22)),
        Jump(direction="from", page=1, text="（上接第一版）", place=place("001_c", 1, 1)),
    ),
    places=(place("001_b", 20, 22), place("001_c", 1, 3)),
)
HITS = (
    TermCount(term="生态", count=1, weight=2.0, where="p1"),
    TermCount(term="生态", count=1, weight=2.0, where="p3"),
)
ECOLOGY = Tag(
    theme="ecology",
    article=FULL.id,
    score=4.00004,
    terms=HITS,
    passages=(
        Passage(
            theme="ecology",
            article=FULL.id,
            paragraph="p1",
            score=2.0,
            terms=HITS[:1],
            sentence="PM2.5下降，生态好转。",
        ),
    ),
)
ARCHIVE = Archive(
    pages=tuple(
        Page(seed=seed, sha256=digit * 64, lines=(), paper="乌海日报", date=date, repairs=repairs)
        for seed, digit, date, repairs in (
            ("000_a", "a", "2026-02-10~", (NOTATION,)),
            ("001_b", "b", "2025-12-31", (CHARACTER,)),
            ("001_c", "c", "2025-12-31", ()),
            ("002_c", "d", None, ()),
        )
    ),
    lines={},
    blocks={},
    articles=(JOINED, SURE, FULL, PHOTO),
    furniture=(Leftover(seed="000_a", line=1, text="乌海日报 今日四版", reason="masthead"),),
    dropped=(Leftover(seed="002_c", line=5, text="无题照片", reason="duplicate caption"),),
    notices=(Notice(code="open-sentence", seed="001_b", line=5, text="这一段没有写完"),),
    themes=(
        Theme(
            id="ecology",
            label="生态",
            english="Ecology",
            intro="",
            terms=(Term(text="生态", weight=2.0),),
            iptc=("medtop:06000000",),
        ),
    ),
    names=(
        Name(id="wuhai", name="乌海市", kind="place"),
        Name(id="huang-jianfei", name="黄建飞", kind="reporter"),
        Name(id="nobody", name="无人提到", kind="person"),
    ),
    terms=(GlossaryTerm(id="shiwuwu", term="十五五", aliases=("“十五五”",)),),
    tags={FULL.id: (ECOLOGY,)},
    mentions={
        FULL.id: (
            Mention(
                name="huang-jianfei", article=FULL.id, where="byline", text="黄建飞", sentence=""
            ),
            Mention(name="wuhai", article=FULL.id, where="p1", text="乌海", sentence=""),
            Mention(name="wuhai", article=FULL.id, where="p3", text="乌海市", sentence=""),
        )
    },
    related={FULL.id: (Related(to=SURE.id, why=("同一专题：生态", "都提到乌海市")),)},
)


def committed(archive: Archive, most: int = MOST) -> dict[str, bytes]:
    """The data contract's files; ``most`` are the bytes of a part."""
    found = parts_of(archive, most)
    made = dict(files(export(found)))
    return {**made, **dict(files(index(found, _sums(made).__getitem__)))}


def shared(archive: Archive, site: Site, most: int = MOST) -> dict[str, bytes]:
    """What follows from it, with the data package of all."""
    said = lines_of(archive, site)
    found = parts(archive, said, most)
    made = dict(files([*forms(archive, found, site), *share(archive, said, found, site)]))
    return {**made, **dict(describe(_sums({**committed(archive, most), **made}), site))}


def parts_of(archive: Archive, most: int = MOST) -> tuple[DataPart, ...]:
    """The parts of its data."""
    return parts(archive, lines_of(archive), most)


def lines_of(archive: Archive, site: Site = SITE) -> Lines:
    """Its lines, of a memory of their own."""
    return lines(archive, site, Cache())


def _sums(made: Mapping[str, bytes]) -> dict[str, Sum]:
    return {path: Sum.of(content) for path, content in made.items()}
