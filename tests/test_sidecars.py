"""Metadata files beside stories: what is read from them, what is refused, and which have no story."""

from __future__ import annotations

import json
import os
import re
import zipfile
from pathlib import Path

import pytest

from convert import batch
from convert.batch.inputs.sidecars import MAX_BYTES, files_of, orphans, orphans_below, read_sidecar
from convert.errors import InputError

STORY = "Ferry resumes\n\nThe ferry resumed on Tuesday.\n"


def refused(tmp_path: Path, name: str, data: bytes) -> InputError:
    """The error for a metadata file with these bytes."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_sidecar(str(tmp_path / "a.txt"))
    assert caught.value.code == "INP010"
    assert caught.value.message.startswith(str(tmp_path / name))
    return caught.value


def test_no_metadata_file_and_one_of_no_use(tmp_path: Path) -> None:
    """A folder of that name, and a name that no file can have, are none."""
    assert read_sidecar(str(tmp_path / "a.txt")).file == ""
    (tmp_path / "a.meta.toml").mkdir()
    assert read_sidecar(str(tmp_path / "a.txt")).file == ""
    for length in (244, 246, 247, 251):
        assert read_sidecar(str(tmp_path / f"{'a' * length}.txt")).values == {}


@pytest.mark.parametrize("ending", [".meta.toml", ".meta.json"])
@pytest.mark.parametrize("kind", ["link", "loop", "pipe"])
def test_what_is_no_file_fails_its_story(tmp_path: Path, kind: str, ending: str) -> None:
    """It was passed over, and the story published without the metadata that somebody meant it to have."""
    place = tmp_path / f"a{ending}"
    if kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to("nowhere" if kind == "link" else place.name)
    with pytest.raises(InputError, match=f"a{re.escape(ending)} (is a|cannot be read: too many levels)") as caught:
        read_sidecar(str(tmp_path / "a.txt"))
    assert caught.value.code == "INP010"


@pytest.mark.parametrize("story", [0, 2])
def test_a_second_metadata_file_is_reported(tmp_path: Path, story: int) -> None:
    """In a folder, and in an archive."""
    stem = f"a-{story}" if story else "a"
    files = {f"{stem}.meta.toml": b'slugline = "toml"', f"{stem}.meta.json": b'{"urgency": 3}'}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    packed = files_of("a.txt", files.__contains__, lambda _: list(files)[::-1], files.__getitem__, str)
    for sidecar in (read_sidecar(str(tmp_path / "a.txt"), story), packed[story].parsed()):
        assert sidecar.values == {"slugline": "toml"}
        [finding] = sidecar.findings
        assert finding.code == "INP077"
        assert finding.message.endswith(f"{stem}.meta.json is not used, because {stem}.meta.toml is there, too")
    for name in files:
        [alone] = files_of("a.txt", [name].__contains__, lambda _, name=name: [name], files.__getitem__, str).values()
        assert (alone.path, alone.unused) == (name, "")


def test_a_suffix_in_upper_case_is_reported(tmp_path: Path) -> None:
    """It is no metadata file, and somebody meant it to be."""
    for name in ("a.txt", "a.META.TOML", "b.Meta.json", "c.meta.toml"):
        (tmp_path / name).write_text("")
    assert [Path(path).name for path in orphans_below(str(tmp_path))] == ["a.META.TOML", "b.Meta.json", "c.meta.toml"]
    with zipfile.ZipFile(tmp_path / "day.zip", "w") as archive:
        for name in ("x/a.txt", "x/a.META.TOML", "x/a.meta.json"):
            archive.writestr(name, "{}")
    inputs = batch.Inputs([str(tmp_path / "day.zip")])
    assert [len(item.sidecars) for item in inputs] == [1]
    [report] = inputs.reports
    assert [finding.message for finding in report.findings] == [
        "the archive has metadata files without their story, 1: x/a.META.TOML"
    ]


def test_toml_goes_before_json(tmp_path: Path) -> None:
    (tmp_path / "a.meta.json").write_text('{"slugline": "json"}')
    assert read_sidecar(str(tmp_path / "a.txt")).values == {"slugline": "json"}
    (tmp_path / "a.meta.toml").write_text('slugline = "toml"')
    assert read_sidecar(str(tmp_path / "a.txt")).values == {"slugline": "toml"}
    (tmp_path / "a-2.meta.toml").write_text('slugline = "second"')
    found = read_sidecar(str(tmp_path / "a.txt"), 2)
    assert (found.values, found.file) == ({"slugline": "second"}, str(tmp_path / "a-2.meta.toml"))


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ('{"slugline": "a",\n "slugline": "b"}', "slugline", 2),
        ('{"provider":\n {"name": "a", "uri": "http://x.example",\n\n"name": "b"}}', "name", 4),
        ('{"slugline": "\\"slugline\\": {", "keywords": ["slugline"],\n"slug\\u006cine": "b"}', "slugline", 2),
    ],
)
def test_a_key_that_occurs_twice_is_refused_with_its_line(tmp_path: Path, text: str, key: str, line: int) -> None:
    error = refused(tmp_path, "a.meta.json", text.encode())
    assert error.message == f"{tmp_path / 'a.meta.json'}:{line}: the key {key!r} occurs twice in one object"


def test_equal_keys_of_different_objects_are_no_repetition(tmp_path: Path) -> None:
    text = '{"authors": [{"name": "A"}, {"name": "B"}], "provider": {"name": "C"}}'
    (tmp_path / "a.meta.json").write_text(text)
    assert set(read_sidecar(str(tmp_path / "a.txt")).values) == {"authors", "provider"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.meta.toml", b'slugline = "a"\nslugline = "b"\n'),
        ("a.meta.toml", b'slugline = "\xff"'),
        ("a.meta.toml", b"#" * (MAX_BYTES + 1)),
        ("a.meta.json", b"[1]"),
        ("a.meta.json", b"[" * 100_000),
        ("a.meta.json", b'{"a": ' * 100_000),
        ("a.meta.json", b'{"slugline": 1e999}'),
        ("a.meta.json", json.dumps({"slugline": "a" * MAX_BYTES}).encode()),
        ("a.meta.json", b""),
    ],
)
def test_files_that_cannot_be_used_are_refused(tmp_path: Path, name: str, data: bytes) -> None:
    """Also those that nest too deeply."""
    assert refused(tmp_path, name, data).advice


@pytest.mark.parametrize("ending", ["toml", "json"])
@pytest.mark.parametrize(
    ("encoding", "form"),
    [("utf-8-sig", "UTF-8 with a byte order mark"), ("utf-16", "UTF-16"), ("utf-16-be", "UTF-16"), ("utf-8", "")],
)
def test_an_encoding_is_read_and_mentioned(tmp_path: Path, ending: str, encoding: str, form: str) -> None:
    """A byte order mark is no error, as editors write it unasked."""
    text = 'slugline = "fähre"' if ending == "toml" else '{"slugline": "fähre"}'
    (tmp_path / f"a.meta.{ending}").write_bytes(text.encode(encoding))
    found = read_sidecar(str(tmp_path / "a.txt"))
    assert found.values == {"slugline": "fähre"}
    assert [(f.code, f.severity.value, form in f.message) for f in found.findings] == (
        [("INP045", "notice", True)] if form else []
    )


def test_controls_of_direction_are_removed_and_reported(tmp_path: Path) -> None:
    """At any depth; marks that only set the direction of a neighbor stay."""
    text = 'slugline = "a\u202eb\u202c"\nkeywords = ["c\u2066d"]\nteaser = "e\u200ff"\n[provider]\nname = "g\u2069h"\n'
    (tmp_path / "a.meta.toml").write_text(text, encoding="utf-8")
    (tmp_path / "a.txt").write_text(STORY)
    found = read_sidecar(str(tmp_path / "a.txt"))
    assert (found.values["slugline"], found.values["teaser"]) == ("ab", "e\u200ff")
    assert [f.message.partition(": ")[2] for f in found.findings] == [
        "slugline has controls of the writing direction, which are removed: U+202C, U+202E",
        "keywords has controls of the writing direction, which are removed: U+2066",
        "provider.name has controls of the writing direction, which are removed: U+2069",
    ]
    outcome = batch.check(str(tmp_path / "a.txt"), policy=batch.CheckPolicy())
    assert [f.code for f in outcome.reports[0].findings].count("INP043") == 3
    assert outcome.exit_code == 0


def test_files_without_their_story() -> None:
    """A document of the story is not the story, but Markdown is; a numbered file belongs to the input."""
    names = ["a.txt", "a.meta.toml", "a-2.meta.json", "b.md", "b.meta.json", "c.meta.toml", "d.article.json"]
    names += ["d.meta.toml", "e.epub", "e.ninjs.json", "e.newsml.xml", "e.trace.json", "e.meta.toml", "f-2.meta.toml"]
    names += ["g-2.txt", "g-2.meta.toml", "meta.toml", ".meta.toml"]
    assert orphans(names) == [".meta.toml", "c.meta.toml", "e.meta.toml", "f-2.meta.toml"]


def test_files_without_their_story_are_found_below_a_folder(tmp_path: Path) -> None:
    """But for hidden ones."""
    for name in ("a.txt", "a.meta.toml", "in/a.meta.toml", "in/.b.meta.toml", ".hidden/c.meta.toml", "d.meta.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY if name.endswith(".txt") else "")
    assert list(orphans_below(str(tmp_path))) == [str(tmp_path / "d.meta.json"), str(tmp_path / "in" / "a.meta.toml")]
    policy = batch.CheckPolicy(ignore=("INP042",))
    outcome = batch.check_orphan(str(tmp_path / "d.meta.json"), policy)
    assert [f.code for f in outcome.reports[0].findings] == ["INP042"]
    assert outcome.exit_code == 0
