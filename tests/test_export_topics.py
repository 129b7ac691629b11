"""IPTC Media Topics: from the table of themes to the data, and what the page on the data says of
them.
"""

import re
from pathlib import Path

import pytest

from engine.errors import UserError
from press.read.tables import load

THEMES = {theme.id: theme for theme in load(Path("seeds/tables")).themes}
# From IPTC's own list (cv.iptc.org/newscodes/mediatopic, 2026): codes in use and their English
# names.
TOPICS = {
    "medtop:06000000": "environment",
    "medtop:20000522": "workplace health and safety",
    "medtop:03000000": "disaster, accident and emergency incident",
    "medtop:20000256": "energy and resource",
    "medtop:20001174": "regional development policy",
}


def test_the_four_themes_have_their_topics() -> None:
    assert {key: THEMES[key].iptc for key in ("ecology", "safety", "energy", "jingmeng")} == {
        "ecology": ("medtop:06000000",),
        "safety": ("medtop:20000522", "medtop:03000000"),
        "energy": ("medtop:20000256",),
        "jingmeng": ("medtop:20001174",),
    }


def test_the_page_on_the_data_names_them() -> None:
    rows = re.findall(
        r"^\| (\S+) \| ((?:`medtop:\d{8}`、?)+) \| (.+) \|$",
        Path("docs/data/index.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert {label: tuple(re.findall(r"medtop:\d+", codes)) for label, codes, _ in rows} == {
        theme.label: theme.iptc
        for theme in THEMES.values()
        if theme.iptc and theme.id in {"ecology", "safety", "energy", "jingmeng"}
    }
    for _, codes, names in rows:
        assert names.startswith(
            "；".join(TOPICS[code] for code in re.findall(r"medtop:\d+", codes))
        )


def test_a_code_of_another_form_is_refused(tmp_path: Path) -> None:
    (tmp_path / "themes.yml").write_text(
        "- id: water\n  label: 水\n  iptc: [6000000]\n  terms:\n    3: [河湖]\n", encoding="utf-8"
    )
    with pytest.raises(
        UserError,
        match=(
            r"themes.yml:3: “6000000” is no IPTC Media Topic; write its code, such as "
            r"medtop:06000000"
        ),
    ):
        load(tmp_path)
