"""A reader of the files of the index, after docs/data/search-format.md and nothing else."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any

from press.index import FOLDER
from press.index.records import body_of, head_of, to_record
from press.model import Archive, Article


def numbers(data: bytes) -> Iterator[int]:
    """The numbers of a file, after the example of the format page."""
    value = shift = 0
    for byte in data:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield value
            value = shift = 0


def head_and_numbers(data: bytes) -> tuple[Any, Iterator[int]]:
    """A file that begins with JSON."""
    plain = gzip.decompress(data)
    length = next(numbers(plain))
    start = 1 + (length > 127) + (length > 16383) + (length > 2097151)
    return json.loads(plain[start : start + length]), numbers(plain[start + length :])


Row = tuple[list[int], list[int], list[list[int]]]  # articles, codes, places in each
PAIRS = 1 << 16
RARE, LONGEST, STRIP = 2, 12, 32


def rows(files: dict[str, bytes], folder: str) -> dict[str, Row]:
    """Every gram of a volume with its articles, its codes, its places."""
    found: dict[str, Row] = {}
    alone: dict[int, str] = {}
    for shard in range(sum(path.startswith(f"{FOLDER}/{folder}/grams/") for path in files)):
        given = numbers(gzip.decompress(files[f"{FOLDER}/{folder}/grams/{shard}.bin"]))
        grams, number = [], 0
        for _ in range(next(given)):
            number += next(given)
            grams.append((named(number, alone), next(given)))
        articles = {gram: list(running(next(given) for _ in range(count))) for gram, count in grams}
        codes = {gram: [next(given) for _ in range(count)] for gram, count in grams}
        if len(grams) == 1:
            alone[shard] = grams[0][0]
        apart = files.get(f"{FOLDER}/{folder}/places/{shard}.bin")
        rest = list(numbers(gzip.decompress(apart)) if apart else given)
        where = iter(rest)
        for gram, count in grams:
            placed = rest and len(gram) > 1 and (count > RARE or apart)
            found[gram] = (
                articles[gram],
                codes[gram],
                [list(running(next(where) for _ in range(code // 2))) for code in codes[gram]]
                if placed
                else [],
            )
        assert next(where, None) is None
    return found


def named(number: int, alone: dict[int, str]) -> str:
    """The gram of a number: a character, a pair, or a common gram and a character after or before
    it.
    """
    rest, last = number >> 16, chr(number & 0xFFFF)
    if rest < PAIRS:
        return chr(rest) + last if rest else last
    owner = alone[(rest >> 1) - PAIRS]
    return last + owner if rest & 1 else owner + last


def running(steps: Iterator[int]) -> Iterator[int]:
    """Steps as the numbers that they lead to."""
    total = 0
    for step in steps:
        total += step
        yield total


def manifest(files: dict[str, bytes]) -> Any:
    """The way in."""
    return json.loads(files[f"{FOLDER}/manifest.json"])


def in_volumes(archive: Archive, files: dict[str, bytes]) -> Iterator[tuple[str, list[Article]]]:
    """Each volume's folder with its articles."""
    at = 0
    for volume in manifest(files)["volumes"]:
        yield volume["folder"], list(archive.articles[at : at + volume["articles"]])
        at += volume["articles"]
    assert at == len(archive.articles)


def stands(articles: list[Article]) -> dict[str, dict[int, list[int]]]:
    """Each character and pair of neighbours: in which articles, at which places."""
    expected: dict[str, dict[int, list[int]]] = {}
    for number, text in enumerate(map(laid_out, articles)):
        for at, (first, second) in enumerate(zip(text, text[1:] + "\0", strict=True)):
            if first != "\0":
                expected.setdefault(first, {}).setdefault(number, []).append(at)
                if second != "\0":
                    expected.setdefault(first + second, {}).setdefault(number, []).append(at)
    return expected


def laid_out(article: Article) -> str:
    """An article by places, nothing where nothing stands."""
    record = to_record(article)
    head = "\0".join(filter(None, head_of(record)))
    return (head.ljust(512, "\0") if len(head) < 512 else head + "\0") + "\0".join(
        filter(None, body_of(record))
    )


def assert_row(row: Row, places: dict[int, list[int]], placed: bool, strip: int = 1) -> None:
    """A row says that."""
    assert row[0] == list(places)
    assert row[1] == [len(each) * 2 + (each[0] < 512) for each in places.values()]
    assert row[2] == (
        [[place // strip for place in each] for each in places.values()] if placed else []
    )
