"""Copy of extreme size or form: three documents, or a documented refusal before the work."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from convert import documents, packing
from convert.errors import InputError
from convert.limits import MAX_STORY
from convert.model import Moment
from convert.pipeline import convert_bytes
from convert.readers import Source
from convert.readers.text.lines.decode import decode

FORMATS = ("newsml-g2", "ninjs", "epub")


def converts(text: str) -> bool:
    source = Source(name="a.txt", data=text.encode(), moment=Moment("2026-01-01T00:00:00Z"))
    outputs = convert_bytes(source, FORMATS).outputs
    return all(output.data is not None for output in outputs)


def paragraphs(count: int, words: int) -> str:
    """Paragraphs of invented words, none like another."""
    source = random.Random(7)
    known = ["".join(source.choices("abcdefghijklmnop", k=source.randint(2, 9))) for _ in range(3000)]
    return "\n\n".join(" ".join(source.choices(known, k=words)).capitalize() + "." for _ in range(count))


def test_a_line_of_many_commas_is_converted() -> None:
    """Commas inside strings are no values of a JSON document."""
    assert converts(f"A story of commas\n\nThe mayor said it on Monday{',' * 165_000} and went home.\n")


def test_values_are_counted_outside_strings() -> None:
    many = b"[" + b"1," * documents.MAX_VALUES + b"1]"
    with pytest.raises(documents.DocumentError, match="values and keys"):
        documents.open_json(many)
    escaped = b'["' + b'\\",' * documents.MAX_VALUES + b'"]'
    assert len(documents.open_json(escaped).value[0]) == 2 * documents.MAX_VALUES


@pytest.mark.slow
def test_copy_that_compresses_too_well_is_stored() -> None:
    body = "\n\n".join(f"Word {number} " + "a " * 300_000 for number in range(5))
    assert converts(f"A flat story\n\nThe mayor spoke on Monday.\n\n{body}\n")


def test_large_members_that_compress_too_well_are_stored() -> None:
    flat = packing.Member(name="flat.txt", data=b"a" * 2**21)
    text = packing.Member(name="text.txt", data=paragraphs(2500, 80).encode())
    with zipfile.ZipFile(io.BytesIO(packing.pack([flat, text]))) as archive:
        types = {info.filename: info.compress_type for info in archive.infolist()}
    assert types == {"flat.txt": zipfile.ZIP_STORED, "text.txt": zipfile.ZIP_DEFLATED}


@pytest.mark.slow
def test_the_largest_story_is_converted() -> None:
    text = paragraphs(11_000, 80)
    assert converts(f"A long story\n\n{text}"[: MAX_STORY - 1000] + ".\n")


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word " * 180_000 + "\n", id="plain"),
        pytest.param("&" * 180_000 + "\n", id="escaped"),
        pytest.param("ф" * 450_000 + "\n", id="two bytes each"),
    ],
)
def test_a_larger_story_is_refused_before_the_work(text: str) -> None:
    with pytest.raises(InputError) as caught:
        decode((text * 8).encode())
    assert caught.value.code == "INP005"
    assert decode(text.encode()).lines
