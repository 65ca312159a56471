"""JSON Lines: a story a line; bad lines are told one by one, hostile ones take little time and memory."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.batch.inputs import Inputs, Item
from convert.model import Party


def read(folder: Path, *lines: Any, name: str = "day.jsonl") -> list[Item]:
    """The items for lines, each bytes or a value for JSON."""
    data = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    path = folder / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    items = list(Inputs([str(path)]))
    assert all(item.path.startswith(str(path)) for item in items)
    return items


@pytest.mark.parametrize("name", ["day.jsonl", "day.jsonl.gz", "DAY.JSONL"])
def test_records(tmp_path: Path, name: str) -> None:
    lines = [
        {"id": "urn:newsml:example.org:1", "text": "Ferry\n\nresumes", "provider": "Example", "author": ["A", "B"]},
        b"",
        {"id": 4711, "text": "Zürich 東京"},
        {"text": "no id", "published": "2016-12-07"},
        {"id": "../../x", "text": ""},
    ]
    items = read(tmp_path, *lines, name=name)
    folder = name.split(".")[0]
    assert [item.error for item in items] == [None] * 4
    assert [(item.path.rpartition(":")[2], item.name, item.stem, item.identity) for item in items] == [
        ("1", "urn_newsml_example.org_1.txt", f"{folder}/urn_newsml_example.org_1", f"{name}#urn:newsml:example.org:1"),
        ("3", "4711.txt", f"{folder}/4711", f"{name}#4711"),
        ("4", "4.txt", f"{folder}/4", f"{name}:4"),
        ("5", "_._.._x.txt", f"{folder}/_._.._x", f"{name}#../../x"),
    ]
    assert [item.data and item.data.decode() for item in items] == ["Ferry\n\nresumes", "Zürich 東京", "no id", b""]
    assert {item.encoding for item in items} == {"utf-8"}
    assert [set(item.given) for item in items] == [{"provider", "authors", "id"}, set(), {"published"}, set()]
    assert items[0].given["provider"] == Party(name="Example")
    assert items[0].given["id"] == "urn:newsml:example.org:1"
    assert len({item.moment for item in items}) == 1


BAD = {
    "not JSON": b'{"text": "x"',
    "at column 1": b"text",
    "the line is not an object": [1],
    "text is missing": {"id": 1},
    "text is not a string": {"text": ["x"]},
    "half of a surrogate pair": b'{"text": "\\ud800"}',
    "the key 'text' occurs twice": b'{"text": "a", "text": "b"}',
    "NaN is not a JSON number": b'{"text": "x", "urgency": NaN}',
    "unknown metadata 'colour'": {"text": "x", "colour": "red"},
    "unknown metadata 'body'": {"text": "x", "body": "red"},
    "metadata urgency": {"text": "x", "urgency": "high"},
    "id is neither text nor a whole number": {"id": True, "text": "x"},
    "id has more than": {"id": "x" * 1001, "text": "x"},
    "not utf-8": b'{"text": "\xff"}',
    "nested too deeply": b'{"text": "x", "rights": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    "is that of an earlier line": {"id": "1", "text": "x"},
    "id is neither": {"id": " ", "text": "x"},
    "id is neither text": {"id": 1.5, "text": "x"},
}


@pytest.mark.parametrize("reason", BAD)
def test_a_bad_line_is_an_item_and_the_others_go_on(tmp_path: Path, reason: str) -> None:
    first, bad, last = read(tmp_path, {"id": 1, "text": "a"}, BAD[reason], {"id": 2, "text": "b"})
    assert (first.error, first.data, last.error, last.data) == (None, b"a", None, b"b")
    assert bad.error
    assert bad.error.code == "INP032"
    assert reason in bad.error.message
    assert bad.error.advice
    assert (bad.path, bad.stem, bad.identity) == (f"{tmp_path}/day.jsonl:2", "day/2", "day.jsonl:2")


def test_a_line_without_an_end_takes_bounded_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convert.batch.inputs.json_lines.MAX_JSON", 2**20)
    path = tmp_path / "day.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "a"}\n{"text": "')
        for _ in range(32):
            file.write(b"x" * 2**20)
        file.write(b'"}\n{"text": "b"}')
    tracemalloc.start()
    items = list(Inputs([str(path)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [item.error and item.error.code for item in items] == [None, "INP032", None]
    assert [item.data for item in items] == [b"a", None, b"b"]
    assert peak < 6 * 2**20


@pytest.mark.slow
def test_a_file_that_unpacks_to_too_much_ends(tmp_path: Path) -> None:
    """A gzip file of 20 KB with 20 MB of blank lines is given up; what comes before is read."""
    path = tmp_path / "day.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "a"}\n' + (b" " * 999 + b"\n") * 20_000))
    first, last = Inputs([str(path)])
    assert first.data == b"a"
    assert last.error
    assert (last.error.code, last.path, last.identity) == ("INP036", str(path), "day.jsonl.gz")
    assert "unpacks to more than 200 times its size" in last.error.message


@pytest.mark.parametrize("damage", ["cut", "flipped", "not gzip", "empty"])
def test_a_damaged_file_is_told(tmp_path: Path, damage: str) -> None:
    data = gzip.compress(b'{"text": "a"}\n' * 1000)
    damaged = {"cut": data[:-9], "flipped": data[:20] + b"\xff\xff" + data[22:], "not gzip": b"{}", "empty": b""}
    path = tmp_path / "day.jsonl.gz"
    path.write_bytes(damaged[damage])
    items = list(Inputs([str(path)]))
    assert [item.error.code for item in items if item.error] == (["INP007"] if damage == "empty" else ["INP036"])


@given(st.binary(max_size=60))
def test_any_bytes_are_items(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    path.write_bytes(data)
    lines = [line for line in data.split(b"\n") if line.strip()]
    items = list(Inputs([str(path)]))
    assert len(items) == max(len(lines), 1)
    assert {item.error.code for item in items if item.error} <= ({"INP032"} if lines else {"INP007"})


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_a_file_in_a_wide_encoding_is_one_error(tmp_path: Path, encoding: str) -> None:
    """Its lines were read in part: those of which the bytes before the break are a text by chance."""
    path = tmp_path / "day.jsonl"
    path.write_bytes("".join(json.dumps({"id": id, "text": "Ferry sails"}) + "\n" for id in "abc").encode(encoding))
    [item] = Inputs([str(path)])
    assert (item.path, item.error and item.error.code) == (str(path), "INP032")
    assert f"the file is in {encoding[:6].upper()}; JSON Lines are in UTF-8" in str(item.error)


def test_a_byte_order_mark_and_line_breaks_of_windows_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": "a", "text": "Ferry"}\r\n\r\n{"id": "b", "text": "Bridge"}\r\n')
    assert [(item.identity, item.data) for item in Inputs([str(path)])] == [
        ("day.jsonl#a", b"Ferry"),
        ("day.jsonl#b", b"Bridge"),
    ]


def test_a_line_as_another_service_writes_it_is_a_story(tmp_path: Path) -> None:
    lead = "The ferry resumed on Tuesday after a storm had closed the harbor."
    rows = [
        {"title": "Ferry resumes", "author": "Ann Marsh", "date": "2026-03-03", "text": lead},
        {"@type": "NewsArticle", "headline": "Ferry resumes", "articleBody": lead},
        {"headline": "Ferry resumes", "published": "2026-03-03", "text": lead, "colour": "red"},
        {"headline": "Ferry resumes", "datePublished": "2026-03-03"},
    ]
    found = read(tmp_path, *rows)
    assert [item.name for item in found[:2]] == ["1.json", "2.json"]
    assert [item.error is None for item in found] == [True, True, False, False]


@pytest.mark.parametrize("data", [b"", b"\n", b" \r\n\n" * 1000])
def test_a_file_without_a_story_is_told(tmp_path: Path, data: bytes) -> None:
    """As an empty text and an archive without texts are: often it was cut off, and the exit code was 0."""
    (tmp_path / "day.jsonl").write_bytes(data)
    [item] = Inputs([str(tmp_path / "day.jsonl")])
    assert item.error is not None
    assert (item.error.code, item.error.message) == ("INP007", f"no story in {tmp_path / 'day.jsonl'}")
