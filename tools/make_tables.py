"""Regenerates ``simplify.json`` and ``pinyin.json`` from the packages that keep them; run by hand
when those publish a new version.

``python tools/make_tables.py TSCharacters.txt pinyin_dict.json`` takes the table of
the opencc source package (Apache-2.0) and that of the pypinyin wheel (MIT). The site and its build
need neither package.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

PRESS = Path(__file__).resolve().parent.parent / "scripts" / "press"
OPENCC = (
    "OpenCC 1.4.2, data/dictionary/TSCharacters.txt, https://github.com/BYVoid/OpenCC, Apache-2.0"
)
PYPINYIN = "pypinyin 0.55.0, pinyin_dict.json, https://github.com/mozillazg/python-pinyin, MIT"

# The characters of GB 2312, which a newspaper in Simplified Chinese is written with; pinyin serves
# suggestions only.
COMMON = "gb2312"


def simplified(table: str) -> dict[str, str]:
    """Traditional → simplified, one to one: the first form in the table, where it differs."""
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    pairs = {key: values.split()[0] for key, values in rows}
    chosen = {
        key: value for key, value in pairs.items() if key != value and len(key) == len(value) == 1
    }
    return {
        key: chosen.get(value, value)
        for key, value in sorted(chosen.items())
        if unicodedata.is_normalized("NFKC", key)
    }


def spelt(table: str) -> dict[str, str]:
    """Syllable → the common characters that are read so first, without tones and with ``ü`` as
    ``v``.
    """
    syllables: dict[str, str] = {}
    for code, readings in sorted(json.loads(table).items(), key=lambda row: int(row[0])):
        try:
            chr(int(code)).encode(COMMON)
        except UnicodeEncodeError:
            continue
        plain = unicodedata.normalize("NFD", readings.split(",")[0]).replace(
            "u\N{COMBINING DIAERESIS}", "v"
        )
        syllable = "".join(mark for mark in plain if mark.isascii())
        syllables[syllable] = syllables.get(syllable, "") + chr(int(code))
    return dict(sorted(syllables.items()))


def main(opencc: str, pypinyin: str) -> None:
    """Write both tables where the press reads them."""
    pairs = simplified(Path(opencc).read_text("utf-8"))
    simplify = {"source": OPENCC, "from": "".join(pairs), "to": "".join(pairs.values())}
    pinyin = {"source": PYPINYIN, "syllables": spelt(Path(pypinyin).read_text("utf-8"))}
    for name, table in (("text/simplify.json", simplify), ("index/pinyin.json", pinyin)):
        text = json.dumps(table, ensure_ascii=False, indent=0)
        (PRESS / name).write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
