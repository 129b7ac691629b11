"""Text as programs and people write it: what belongs to the file is no text, and says its page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from press.model import Archive, Article
from press.pipeline import press

WHEAT = "麦子熟得比往年早了六天，合作社的收割机分成三组下地，白天收，夜里烘。"
SCHOOL = "学校的操场边种了两亩试验田，学生们每周下地两次，记下苗高和叶数。"


def _archive(folder: Path, text: str, sidecar: str = "") -> Archive:
    folder.joinpath("a.txt").write_text(text, "utf-8")
    if sidecar:
        folder.joinpath("a.yml").write_text(sidecar, "utf-8")
    return press(folder)


def _shown(article: Article) -> tuple[str | None, str | None, list[str]]:
    return article.title, article.byline, [paragraph.text for paragraph in article.paragraphs]


FIELDS = f"""标题：麦子熟了
作者：本报记者　王文
正文：{WHEAT}

标题：小田长在操场边
作者：
正文：{SCHOOL}
"""
RUNNING = f"""# 麦子熟了

《北川日报》（2024年06月03日 第 02 版）

本报讯（记者王文）{WHEAT}

《北川日报》（2024年06月03日 第 02 版）

{SCHOOL}
"""
FRONT = f"""---
primary_language: zh
rotation_correction: 0
---
# 麦子熟了

本报讯（记者王文）{WHEAT}
"""
PAGES: Mapping[str, tuple[str, list[tuple[str | None, str | None, list[str]]]]] = {
    "named fields": (
        FIELDS,
        [("麦子熟了", "本报记者　王文", [WHEAT]), ("小田长在操场边", None, [SCHOOL])],
    ),
    "running heads": (RUNNING, [("麦子熟了", "本报讯（记者王文）", [WHEAT, SCHOOL])]),
    "front matter": (FRONT, [("麦子熟了", "本报讯（记者王文）", [WHEAT])]),
}


@pytest.mark.parametrize("name", PAGES)
def test_what_belongs_to_the_file_is_no_text(tmp_path: Path, name: str) -> None:
    text, wanted = PAGES[name]
    assert [_shown(article) for article in _archive(tmp_path, text).articles] == wanted


@pytest.mark.parametrize("name", PAGES)
def test_every_character_is_somewhere(tmp_path: Path, name: str) -> None:
    text, _ = PAGES[name]
    archive = _archive(tmp_path, text)
    loose = [item.text for item in (*archive.furniture, *archive.dropped)]
    shown = [part for a in archive.articles for part in (a.title, a.byline, *_shown(a)[2]) if part]
    assert sorted("".join((*loose, *shown)).replace(" ", "").replace("　", "")) == sorted(
        "".join(text.split()).replace("#", "")
    )


def test_a_page_says_its_paper_date_and_number_with_the_evidence(tmp_path: Path) -> None:
    page = _archive(tmp_path, RUNNING).pages[0]
    assert (page.paper, page.date, page.page) == ("北川日报", "2024-06-03", 2)
    assert page.basis == "第3行（报眉）"


def test_a_sidecar_knows_better(tmp_path: Path) -> None:
    page = _archive(tmp_path, RUNNING, "date: 2024-06-04\nbasis: 合订本\n").pages[0]
    assert (page.paper, page.date, page.basis) == ("北川日报", "2024-06-04", "合订本")


def test_dates_that_differ_say_nothing(tmp_path: Path) -> None:
    page = _archive(tmp_path, RUNNING.replace("06月03日", "06月04日", 1)).pages[0]
    assert (page.date, page.basis) == (None, None)


@pytest.mark.parametrize(
    "line",
    [
        "时间：周六下午两点",
        "2024年6月3日，全县开镰。",
        "第4版(要闻)写到了这件事",
        "他读过《北川日报》（增刊）",
    ],
)
def test_must_not_change_lines_of_text(tmp_path: Path, line: str) -> None:
    archive = _archive(tmp_path, f"# 麦子熟了\n\n{WHEAT}{line}\n\n{SCHOOL}\n")
    assert archive.articles[0].paragraphs[0].text.startswith(WHEAT + line)
    assert archive.pages[0].date is None


REWRITTEN = [
    (r"优良天数占 $8 3 . 3 \%$ ，PM $_ { 2 . 5 }$ 下降", "优良天数占83.3%，PM2.5下降", ["tex"]),
    (r"$\textcircled{2}$ 严格执法", "②严格执法", ["tex"]),
    ("北川&nbsp;南河，4000m<sup>2</sup>", "北川\xa0南河，4000m²", ["html-entity", "html-script"]),
    ("票价$5，比$6便宜", "票价$5，比$6便宜", []),
    ("&lt;b&gt;", "&lt;b&gt;", []),
]


@pytest.mark.parametrize(("given", "wanted", "rules"), REWRITTEN)
def test_what_programs_write_is_put_as_it_is_printed(
    tmp_path: Path, given: str, wanted: str, rules: list[str]
) -> None:
    archive = _archive(tmp_path, f"# 麦子熟了\n\n{WHEAT}{given}的水田。\n")
    assert archive.articles[0].paragraphs[0].text == f"{WHEAT}{wanted}的水田。"
    assert [repair.rule for repair in archive.pages[0].repairs] == rules


def test_html_is_read(tmp_path: Path) -> None:
    text = (
        f"<h1>麦子熟了</h1>\n<p>本报讯（记者王文）{WHEAT}</p>\n<!-- 广告位 -->\n<p>{SCHOOL}</p>\n"
    )
    archive = _archive(tmp_path, text)
    assert [_shown(a) for a in archive.articles] == [
        ("麦子熟了", "本报讯（记者王文）", [WHEAT, SCHOOL])
    ]
    assert "<!-- 广告位 -->" in [item.text for item in archive.dropped]


IMPRINT = [
    "今日8版 总第06406期",
    "国内统一连续出版物号：CN15—0004 代号15-6",
    "广告许可证：北川广字2号",
    "新闻热线：0473-2041111",
    "本报每份零售价1.00元 月价30元",
    "本版编辑／田丰　版式／罗平",
    "第 49 页",
    "责任编辑 余江 电话 0473-2041111",
    "2024.6.3 星期一",
    "北川日报 2024年6月3日 2版 要闻",
]


@pytest.mark.parametrize("line", IMPRINT)
def test_lines_of_the_page_never_cut_an_article(tmp_path: Path, line: str) -> None:
    archive = _archive(tmp_path, f"# 麦子熟了\n\n{WHEAT}\n\n{line}\n\n{SCHOOL}\n")
    assert [_shown(article)[2] for article in archive.articles] == [[WHEAT, SCHOOL]]
    assert [item.text for item in archive.furniture] == [line]


def test_figures_return_to_their_formula(tmp_path: Path) -> None:
    text = (
        "货币多了\n本报讯（记者王文）广义货币（M\n2\n）余额增长8.4%，M\n1\n与M\n2\n的差距收窄。\n"
    )
    archive = _archive(tmp_path, text)
    assert archive.articles[0].paragraphs[0].text == (
        "广义货币（M2）余额增长8.4%，M1与M2的差距收窄。"
    )
    assert [repair.rule for repair in archive.pages[0].repairs] == ["figure-line"]


def test_must_not_change_a_figure_that_heads_a_list(tmp_path: Path) -> None:
    archive = _archive(tmp_path, f"# 麦子熟了\n\n{WHEAT}\n2\n\n{SCHOOL}\n")
    assert not archive.pages[0].repairs


ACROSS = "\n".join(
    f"{left}      {right}"
    for left, right in zip(
        [WHEAT[at : at + 8] for at in range(0, 32, 4)],
        [SCHOOL[at : at + 8] for at in range(0, 32, 4)],
        strict=True,
    )
)


def test_columns_read_across_are_one_notice_and_one_text(tmp_path: Path) -> None:
    archive = _archive(tmp_path, f"两县新闻\n{ACROSS}\n")
    assert [notice.code for notice in archive.notices] == ["mixed-columns"]
    assert len(archive.articles) == 1


def test_must_not_change_a_table_set_with_blanks(tmp_path: Path) -> None:
    rows = "\n".join(f"北川{n}乡    晴转多云    12℃～23℃" for n in "东西南北中上下")
    archive = _archive(tmp_path, f"# 麦子熟了\n\n{WHEAT}\n\n{rows}\n\n{SCHOOL}\n")
    assert "mixed-columns" not in [notice.code for notice in archive.notices]
