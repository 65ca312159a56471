"""Copies labeled by hand: their labels, loaded strictly, and the differences between labels and what the reader reads.

`tests/readers/corpus/NAME.txt` is the copy and `NAME.truth.toml` its labels, written from the text alone, never from a
reader's answer. `tests/readers/differences.toml` lists every difference that is known today, with its reason.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from convert.errors import ModelError
from convert.model import Article, Figure, Heading, Moment, Quote, Rule, block_texts, inline_text
from convert.readers import Parsed, Source
from convert.readers.text import read

FOLDER = Path(__file__).parent / "readers" / "corpus"
KNOWN_DIFFERENCES = FOLDER.parent / "differences.toml"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))

TEXTS = ("headline", "kicker", "dek", "dateline", "published", "language", "style")
LISTS = ("authors", "agencies", "body", "headings", "captions")
REQUIRED = ("language", "style", "authors", "body", "headings", "captions")
STYLES = ("article", "page", "wire", "mail")

SHOWN = 48
"""How many characters of a value a difference shows."""

Differences: TypeAlias = Mapping[str, Sequence[str]]
"""For each field that differs, its lines: `- ` before a value that only the labels have, `+ ` before one only read."""


class LabelError(ValueError):
    """A file of labels or of known differences is wrong; the message names the file and the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What a copy holds, by its labels.

    `published` is in ISO form, as the copy shows it: with a time where it shows a time and a zone. `body` has the
    paragraphs, quotations and list items in order, with the dateline; `authors` are people.
    """

    language: str
    style: str
    headline: str | None = None
    kicker: str | None = None
    dek: str | None = None
    dateline: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()


def flat(text: str) -> str:
    """`text` on one line."""
    return re.sub("[ \n]+", " ", text).strip(" ")


@cache
def copy_of(name: str) -> bytes:
    """The copy called `name`."""
    return (FOLDER / f"{name}.txt").read_bytes()


@cache
def labels_of(name: str) -> Labels:
    """The labels of the copy called `name`. Raises LabelError."""
    return load_labels(FOLDER / f"{name}.truth.toml")


@cache
def known_differences() -> Mapping[str, Differences]:
    """The known differences of all copies. Raises LabelError."""
    return load_differences(KNOWN_DIFFERENCES)


@cache
def reading_of(name: str) -> Parsed:
    """The copy called `name` as the reader reads it, once per process."""
    return parse(copy_of(name))


def parse(data: bytes) -> Parsed:
    """`data` as the reader reads it without metadata."""
    return read(Source(name="story.txt", data=data, moment=Moment("2020-01-01T00:00:00Z")))


# --------------------------------------------------------------------------------------------------------------------
# Loading


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as e:
        raise LabelError(f"{path.name}: cannot be read: {e.strerror}") from None
    except ValueError as e:
        raise LabelError(f"{path.name}: is not TOML in UTF-8: {e}") from None


def load_labels(path: Path) -> Labels:
    """The labels in the file `path`. Raises LabelError where a key is unknown, missing or has a wrong value."""
    rows = _toml(path)
    for key, value in rows.items():
        if key in TEXTS:
            _check_text(path, key, value)
        elif key in LISTS:
            if not isinstance(value, list):
                raise LabelError(f"{path.name}: “{key}” must be a list of strings, not {value!r}")
            for text in value:
                _check_text(path, key, text)
        else:
            raise LabelError(f"{path.name}: “{key}” is not a key of labels; known are {', '.join((*TEXTS, *LISTS))}")
    for key in REQUIRED:
        if key not in rows:
            raise LabelError(f"{path.name}: “{key}” is missing")
    if not rows["body"]:
        raise LabelError(f"{path.name}: “body” is empty")
    if rows["style"] not in STYLES:
        raise LabelError(f"{path.name}: “style” must be one of {', '.join(STYLES)}, not {rows['style']!r}")
    if "published" in rows:
        try:
            Moment(rows["published"])
        except ModelError as e:
            raise LabelError(f"{path.name}: “published” is not a date or an instant: {e}") from None
    return Labels(**{key: tuple(value) if isinstance(value, list) else value for key, value in rows.items()})


def _check_text(path: Path, key: str, value: object) -> None:
    if not isinstance(value, str):
        raise LabelError(f"{path.name}: “{key}” must hold strings, not {value!r}")
    if not value or value != flat(value):
        raise LabelError(f"{path.name}: “{key}” must hold text on one line, without outer spaces, not {value!r}")


def load_differences(path: Path) -> dict[str, dict[str, list[str]]]:
    """The known differences in the file `path`, by copy and field. Raises LabelError.

    A table `[COPY.FIELD]` has a `reason`, a sentence, and the `lines` of the difference.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for name, fields in _toml(path).items():
        if name not in NAMES:
            raise LabelError(f"{path.name}: there is no copy “{name}”")
        for field, row in fields.items() if isinstance(fields, dict) else ():
            where = f"{path.name}: “{name}.{field}”"
            if field not in (*TEXTS, *LISTS):
                raise LabelError(f"{where} names no field")
            if not isinstance(row, dict) or set(row) != {"reason", "lines"}:
                raise LabelError(f"{where} must have a “reason” and “lines”, and nothing else")
            if not isinstance(row["reason"], str) or len(row["reason"].split()) < 3:
                raise LabelError(f"{where}: “reason” must be a sentence, not {row['reason']!r}")
            lines = row["lines"]
            if not isinstance(lines, list) or not lines or any(str(line)[:2] not in ("- ", "+ ") for line in lines):
                raise LabelError(f"{where}: “lines” must be strings that begin with “- ” or “+ ”")
            found.setdefault(name, {})[field] = lines
    return found


# --------------------------------------------------------------------------------------------------------------------
# Comparing


def differences(labels: Labels, parsed: Parsed) -> dict[str, list[str]]:
    """Each field in which the reading differs from the labels, with its lines. The style is no field of an Article."""
    read_fields = _fields(parsed)
    found = {}
    for field, values in read_fields.items():
        wanted = _values(getattr(labels, field))
        if field == "body" and labels.dateline and read_fields["dateline"] == [labels.dateline]:
            # The Article has the dateline in a field of its own.
            wanted = [_without(labels.dateline, wanted[0]), *wanted[1:]]
        if lines := _diff(wanted, values):
            found[field] = lines
    return found


def _values(value: str | tuple[str, ...] | None) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _without(dateline: str, paragraph: str) -> str:
    return paragraph.removeprefix(dateline).lstrip(" .:–—-")


def _fields(parsed: Parsed) -> dict[str, list[str]]:
    article = parsed.article
    people = [author.name for author in article.authors if author.kind == "person"]
    others = [author.name for author in article.authors if author.kind != "person"]
    has_headline = any(line.role == "headline" for line in parsed.trace)
    return {
        "headline": [article.headline] if has_headline else [],
        "kicker": [other.text for other in article.other_headlines if other.role == "kicker"],
        "dek": _values(article.subheadline),
        "dateline": _values(article.dateline),
        "authors": people,
        "agencies": list(dict.fromkeys([*others, *(source.name for source in article.sources)])),
        "published": [article.published.text] if article.published else [],
        "language": [article.language],
        **_body(article),
    }


def _body(article: Article) -> dict[str, list[str]]:
    body, headings, captions = [], [], []
    for block in article.body:
        match block:
            case Figure():
                captions += [caption] if (caption := inline_text(block.caption)) else []
            case Heading():
                headings.append(inline_text(block.content))
            case Quote():
                body += [*block_texts(block.content), *_values(inline_text(block.attribution) or None)]
            case Rule():
                pass
            case _:
                body += block_texts((block,))
    return {"body": body, "headings": headings, "captions": captions}


def _diff(wanted: list[str], values: list[str]) -> list[str]:
    lines = []
    for tag, a, b, c, d in SequenceMatcher(None, wanted, values, autojunk=False).get_opcodes():
        if tag != "equal":
            lines += [f"- {_short(value)}" for value in wanted[a:b]] + [f"+ {_short(value)}" for value in values[c:d]]
    return lines


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
