"""What counts as the same when people search."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.text.fold import fold, tables

# Left finds right, as written by people and by papers.
SAME = [
    ("PM2.5", "PM_{2.5}"),
    ("pm₂.₅", "ＰＭ２.５"),
    ("烏海", "乌海"),
    ("乔栋", "乔　栋"),
    ("304天", "304 天"),
    ("SO2", "$SO_{2}$"),
    ("时时放心不下", "“时时放心不下”"),
    ("在人民日报发表", "在《人民日报》发表"),
    ("汇报，会议", "汇报。会议"),
    ("汇报！", "汇报。"),
    ("会议\n强调", "会议强调"),
    ("wuhai\u200bdaily", "WuhaiDaily"),
    ("Wuhai   Daily", "wuhai\tdaily"),
    ("㎡", "m2"),
    ("ﬁ", "fi"),
    ("阿卜杜拉·艾山", "阿卜杜拉艾山"),
    ("２０２６—２０２７", "2026——2027"),
    ("⼀", "一"),
    ("e\N{COMBINING ACUTE ACCENT}", "É"),
]
# Left must not find right.
DIFFERENT = [
    ("汇报会议", "汇报。会议"),
    ("PM25", "PM2.5"),
    ("wuhaidaily", "Wuhai Daily"),
    ("乌海", "乌每"),
    ("2026-2", "20262"),
    ("83.3%", "833%"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_the_same(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_not_the_same(left: str, right: str) -> None:
    assert fold(left) not in fold(right)


@given(
    st.text(alphabet=st.sampled_from("乌海烏 　\t，。“”‘’aB2.5_{}-—（）\u200b\n𬒗"), max_size=40),
    st.data(),
)
def test_what_is_copied_from_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert fold(text[start:end]) in fold(text)


@given(
    st.text(alphabet=st.sampled_from("乌烏，：！“…—A~ .Ⅻ①㎡ﬁｶﾞかがe\u0301\u3099각ᄀ"), max_size=12)
)
def test_texts_that_unicode_normalizes_alike_are_the_same(text: str) -> None:
    forms = {fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert forms == {fold(text)}


def test_the_tables_say_each_thing_once() -> None:
    rules, traditional, simplified = tables()
    groups = [*rules["gone"], *rules["blank"], *rules["boundary"], *"".join(rules["same"])]
    assert len(groups) == len(set(groups))
    assert len(traditional) == len(simplified) == len(set(traditional))
    assert not set(traditional) & set(simplified), (
        "a simplified character would be simplified again"
    )
    assert all(unicodedata.is_normalized("NFKC", character) for character in traditional)
    assert json.dumps(rules)
