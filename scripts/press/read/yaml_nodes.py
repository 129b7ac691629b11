"""YAML that people write, read with the line of every value, so that a mistake is reported where it
was made.
"""

from __future__ import annotations

import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from engine.errors import UserError

# libyaml where it was built in (ten times faster), else the same parser in Python.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Tables nest four deep and sidecars three; anything much deeper is an accident or an attack on the
# stack.
_DEEPEST = 12
# The largest file that is read, in bytes: 50,000 names have about 5 MB.
_LARGEST = 32 * 1024 * 1024
# What YAML 1.1 calls nothing.
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlNode:
    """A value and where it stands: text as written (``03`` stays ``03``, ``yes`` stays ``yes``),
    nothing, a list or a mapping.
    """

    path: Path
    line: int
    value: str | tuple[YamlNode, ...] | Mapping[str, YamlNode] | None

    def mistake(self, what: str, todo: str) -> UserError:
        """The mistake to raise about this value."""
        return UserError(self.path, self.line, what, todo)

    @property
    def sort(self) -> str:
        """What the value is, in a word for messages."""
        if self.value is None:
            return "nothing"
        return {str: "text", tuple: "a list"}.get(type(self.value), "a mapping")

    def text(self) -> str:
        """The value as text that is not blank."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.mistake(
                f"expected text, found {self.sort}",
                "write the text, in quotation marks if it has : or #",
            )
        return self.value.strip()

    def number(self, least: float, most: float) -> float:
        """The value as a number between the two ends."""
        try:
            number = float(self.text())
        except ValueError:
            number = float("nan")
        if not least <= number <= most:
            raise self.mistake(
                f"expected a number from {least:g} to {most:g}, found {self.value}",
                "write such a number",
            )
        return number

    def whole(self, least: int, most: int) -> int:
        """The value as a whole number between the two ends."""
        number = self.number(least, most)
        if not number.is_integer():
            raise self.mistake(
                f"expected a whole number, found {self.value}", "write such a number"
            )
        return int(number)

    def one_of(self, known: Collection[str], what: str) -> str:
        """The value as one of the known words; ``what`` says what they are."""
        word = self.text()
        if word not in known:
            near = get_close_matches(word, known, 1, 0.7)
            raise self.mistake(
                f"“{word}” is no {what}",
                (f"did you mean “{near[0]}”? " if near else "") + f"known are {', '.join(known)}",
            )
        return word

    def items(self) -> tuple[YamlNode, ...]:
        """The values of a list."""
        if not isinstance(self.value, tuple):
            raise self.mistake(
                f"expected a list, found {self.sort}", "begin each item with “- ” on its own line"
            )
        return self.value

    def texts(self) -> tuple[str, ...]:
        """The texts of a list."""
        return tuple(item.text() for item in self.items())

    def fields(
        self, known: Collection[str], needed: Collection[str] = ()
    ) -> Mapping[str, YamlNode]:
        """The values of a mapping by key: no key but the known ones, none of the needed missing."""
        if not isinstance(self.value, Mapping):
            raise self.mistake(
                f"expected a mapping, found {self.sort}",
                f"write “key: value” with the keys {', '.join(known)}",
            )
        for key, value in self.value.items():
            if key not in known:
                near = get_close_matches(key, known, 1, 0.5)
                todo = (
                    f"did you mean “{near[0]}”?" if near else f"known keys are {', '.join(known)}"
                )
                raise value.mistake(f"unknown key “{key}”", todo)
        for key in needed:
            if key not in self.value:
                raise self.mistake(f"the key “{key}” is missing", f"add “{key}:”")
        return self.value


def load_yaml(path: Path) -> YamlNode:
    """The file's one document; a file that is empty or missing is nothing.

    Anchors, tags and a key written twice are refused.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > _LARGEST:
            raise UserError(
                path, None, f"is no file of at most {_LARGEST // 1024**2} MB", "see what it is"
            )
        return parse_yaml(path.read_bytes(), path)
    except (FileNotFoundError, NotADirectoryError):
        return YamlNode(path=path, line=1, value=None)
    except OSError as error:
        raise UserError(
            path, None, f"cannot be read ({error.strerror})", "make the file readable"
        ) from error


def parse_yaml(data: bytes, path: Path) -> YamlNode:
    """As ``load_yaml``, from bytes at hand.

    >>> parse_yaml("page: 03".encode(), Path("a.yml")).fields(["page"])["page"].text()
    '03'
    >>> parse_yaml("titel: 今日".encode(), Path("a.yml")).fields(["title"])
    Traceback (most recent call last):
    engine.errors.UserError: a.yml:1: unknown key “titel”; did you mean “title”?
    """
    try:
        events: Any = yaml.parse(data.decode("utf-8-sig"), Loader=_LOADER)
        next(events)  # the stream begins
        if isinstance(next(events), yaml.StreamEndEvent):
            return YamlNode(path=path, line=1, value=None)
        marked = _value(next(events), events, path, _DEEPEST)
        next(events)  # the document ends
        after = next(events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise UserError(
                path,
                after.start_mark.line + 1,
                "a second document begins",
                "keep one document and no “---” between",
            )
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError(path, line, "not in UTF-8", "save the file as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = 1 if mark is None else mark.line + 1
        raise UserError(
            path,
            line,
            f"not valid YAML ({error.problem})",
            "check indentation, colons and quotation marks",
        ) from error
    except yaml.reader.ReaderError as error:
        raise UserError(
            path, None, f"a character that YAML does not allow ({error.character!r})", "remove it"
        ) from error
    return marked


def _value(event: Any, events: Iterator[Any], path: Path, depth: int) -> YamlNode:
    """The value that begins with the event."""
    line = event.start_mark.line + 1
    if isinstance(event, yaml.AliasEvent) or event.anchor or (event.tag and event.tag != "!"):
        raise UserError(
            path,
            line,
            "an anchor (&), alias (*) or tag (!) is not used here",
            "put the text in quotation marks",
        )
    if not depth:
        raise UserError(path, line, "nested too deep", "check brackets and indentation")
    if isinstance(event, yaml.ScalarEvent):
        nothing = event.style in (None, "") and event.value in _NOTHING
        return YamlNode(path=path, line=line, value=None if nothing else event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(_value(inner, events, path, depth - 1))
        return YamlNode(path=path, line=line, value=tuple(items))
    fields: dict[str, YamlNode] = {}
    while not isinstance(inner := next(events), yaml.MappingEndEvent):
        key = _value(inner, events, path, depth - 1)
        if key.text() in fields:
            raise key.mistake(f"the key “{key.value}” is written twice", "keep one of the two")
        fields[key.text()] = replace(_value(next(events), events, path, depth - 1), line=key.line)
    return YamlNode(path=path, line=line, value=fields)
