"""Names made from data are safe components of a path, whatever they are made from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from convert.batch.names import MAX_COMPONENT, safe_component, safe_path

pytestmark = pytest.mark.sampled(3)

HOSTILE = (
    *("../../etc/passwd", "..", ".", "", " ", "/", "\\", "C:\\x", "a:b", "NUL", "nul.txt", "COM1 .x", "LPT¹", "con"),
    *("a" * 300, "ä" * 300, "x\0y", "x\ny", "\u202ecod.exe", "\ud800", "a.", "a ", ". .", ".hidden", "~root", "-rf"),
    *("e\u0301", "\u212b", "a%2Fb", '<>|?*"', "\u2028", "\ufeffx", "a" * 199 + "é", "\U0010ffff"),
)

RESERVED = {"con", "prn", "aux", "nul", *(f"{device}{n}" for device in ("com", "lpt") for n in "0123456789¹²³")}


def assert_safe(name: str, maximum: int = MAX_COMPONENT) -> None:
    assert name
    assert len(name.encode()) <= maximum
    assert not set(name) & set('/\\:*?"<>|%')
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in name)
    assert name[0] not in ".~ "
    assert name[-1] not in ". "
    assert name.split(".")[0].strip().lower() not in RESERVED
    assert unicodedata.normalize("NFC", name) == name


@given(st.text(st.characters(codec=None), max_size=400) | st.sampled_from(HOSTILE), st.integers(16, 255))
@example("../" * 100, 200)
@example("a" * 191 + " .", 200)
@example("ab. " * 60, 200)
def test_any_text_becomes_a_safe_component(name: str, maximum: int) -> None:
    safe = safe_component(name, maximum=maximum)
    assert_safe(safe, maximum)
    assert safe_component(safe, maximum=maximum) == safe


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_safe_with_any_suffix(name: str) -> None:
    assert_safe(safe_component(name))
    assert_safe(safe_component(name) + ".ninjs.json", 255)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("4711", "4711"),
        ("ferry strike, day 2", "ferry strike, day 2"),
        ("urn:newsml:example.org:20161207:ferry", "urn_newsml_example.org_20161207_ferry"),
        ("../../etc/passwd", "_._.._etc_passwd"),
        ("Zürich – 東京 ترجمة", "Zürich – 東京 ترجمة"),
        ("e\u0301", "é"),
        ("con.txt", "_con.txt"),
        ("console", "console"),
        (" . ", "_"),
        ("", "_"),
    ],
)
def test_safe_names_stay_readable(name: str, safe: str) -> None:
    assert safe_component(name) == safe


def test_long_names_stay_different() -> None:
    """A name that is cut has a part of its digest."""
    names = {safe_component("a" * 300 + end) for end in ("", "b", "c")}
    assert len(names) == 3
    assert all(len(name) == 200 and name.startswith("a" * 191 + "~") for name in names)


def test_a_path_keeps_its_components() -> None:
    assert safe_path(["2016", "..", "a/b"]) == "2016/_/a_b"
