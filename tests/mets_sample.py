"""A small METS/ALTO issue for the tests: one page of five blocks, two articles."""

from __future__ import annotations

TEXTS = ("麦子熟了", "天下大雨", "麦子熟得比往年早", "昨天全市下了大雨", "广告")


def alto() -> str:
    """The page, its blocks b0 to b4 one below the other."""
    blocks = "".join(
        f'<TextBlock ID="b{at}"><TextLine HPOS="0" VPOS="{at * 20}" WIDTH="90" HEIGHT="10">'
        f'<String CONTENT="{text}"/></TextLine></TextBlock>'
        for at, text in enumerate(TEXTS)
    )
    page = f'<Page WIDTH="500" HEIGHT="700"><PrintSpace>{blocks}</PrintSpace></Page>'
    return f"<alto><Layout>{page}</Layout></alto>"


def mets(*articles: list[str]) -> str:
    """METS whose logical structure has these articles: of each its headline, then its text."""
    logical = "".join(_article(at, blocks) for at, blocks in enumerate(articles))
    return (
        '<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<dmdSec ID="PRINT"><title>卢森堡报</title><dateIssued>1858-12-07</dateIssued></dmdSec>'
        '<fileSec><file ID="A1"><FLocat xlink:href="file://./text/one.xml"/></file></fileSec>'
        f'<structMap TYPE="LOGICAL"><div TYPE="ISSUE">{logical}</div></structMap></mets>'
    )


def _article(at: int, blocks: list[str]) -> str:
    kinds = ["HEADING", *["PARAGRAPH"] * (len(blocks) - 1)]
    parts = "".join(
        f'<div TYPE="{kind}"><fptr><area FILEID="A1" BEGIN="{block}"/></fptr></div>'
        for kind, block in zip(kinds, blocks, strict=True)
    )
    return f'<div TYPE="ARTICLE" ID="ARTICLE{at}">{parts}</div>'
