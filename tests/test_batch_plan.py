"""Which documents a batch makes of which inputs, and how an input is performed: each refusal, default and wiring."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import picture_files
import pytest

from convert import batch, pipeline
from convert.batch import claims, cluster
from convert.batch.claims import Claims, comparable
from convert.batch.inputs import Inputs, Item
from convert.batch.inputs.pictures import FolderShelf
from convert.batch.inputs.sidecars import Sidecar, SidecarFile
from convert.batch.perform import FileState, Identity, InputState
from convert.batch.plan import Job, Plan, Settings
from convert.batch.share import Share
from convert.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_INPUT, EXIT_OK, InputError, UsageError
from convert.findings import FileReport, Finding, Severity
from convert.model import Article, Moment, Origin, OtherId, Party
from convert.readers import Source
from convert.version import __version__

pytestmark = pytest.mark.sampled(3)

module: Any = import_module("convert.batch.plan")
work: Any = import_module("convert.batch.perform")
STORY = b"Ferry sails again\n\nThe ferry sailed at noon, its operator said on Monday.\n"
MOMENT = "2016-12-07T16:00:00Z"
ANOTHER = "Choose another folder."
FOLDER = "Name a folder with -o."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*names: str, data: bytes = STORY) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(data)


def error_of(action: Callable[[], object], kind: type[Exception] = UsageError) -> tuple[str, str, str]:
    with pytest.raises(kind) as caught:
        action()
    error: Any = caught.value
    return error.code, error.message, error.advice


def targets(*arguments: Any, **options: Any) -> list[tuple[tuple[str, str], ...]]:
    return [job.targets for job in batch.plan(*arguments, **options)]


# --------------------------------------------------------------------------------------------------------------------
# Plans

NEEDS = "several documents need an output folder"


@pytest.mark.parametrize(
    ("inputs", "formats", "out", "options", "message", "advice"),
    [
        (["a.txt", "b.txt"], ["text"], None, {}, NEEDS, FOLDER),
        (["a.txt"], ["text", "ninjs"], None, {}, NEEDS, FOLDER),
        (
            ["a.txt"],
            ["ninjs"],
            None,
            {"trace": True},
            "a trace needs an output file or folder",
            "Name a file or a folder with -o.",
        ),
        (["a.txt"], ["ninjs"], None, {"shard_size": 2}, "--shard-size needs an output folder", FOLDER),
        (["a.txt"], ["ninjs"], None, {"name": "{id}"}, "--name needs an output folder", FOLDER),
        (
            ["a.txt"],
            ["ninjs"],
            "a.ninjs.json",
            {"shard_size": 2},
            "--shard-size needs an output folder, not a file",
            FOLDER,
        ),
        (["a.txt"], ["ninjs"], "a.ninjs.json", {"name": "{id}"}, "--name needs an output folder, not a file", FOLDER),
        (["a.txt"], ["ninjs"], None, {"share": Share(1, 2)}, "a share of a batch needs an output folder", FOLDER),
        (["a.txt"], ["ninjs"], "a.json", {"share": Share(1, 2)}, "a share of a batch needs an output folder", FOLDER),
        (
            ["a.txt"],
            ["ninjs"],
            "a.epub",
            {},
            "a.epub is not a file name for IPTC ninjs",
            "Use the suffix .ninjs.json, or name a folder.",
        ),
        (
            ["a.txt", "b.txt"],
            ["ninjs"],
            "day.json",
            {},
            "day.json is one file and cannot hold several documents",
            "Choose one input and one format (-t), or name the folder day.json/.",
        ),
        (
            ["a.txt"],
            ["ninjs", "epub"],
            "day.EPUB",
            {},
            "day.EPUB is one file and cannot hold several documents",
            "Choose one input and one format (-t), or name the folder day.EPUB/.",
        ),
        (
            ["a.txt"],
            ["ninjs"],
            "day.PDF",
            {},
            "is day.PDF to be a file or a folder? No document has the suffix .pdf",
            "Name a file that ends in .json or .ninjs.json, or name the folder day.PDF/.",
        ),
        (
            ["a.txt"],
            ["ninjs", "epub"],
            "n/day.toml",
            {},
            "is n/day.toml to be a file or a folder? No document has the suffix .toml",
            "Choose formats with -t, or name the folder n/day.toml/.",
        ),
        (
            ["a.txt"],
            ["ninjs", "epub"],
            "b.txt",
            {},
            "b.txt is a file, not a folder",
            "Name a folder with -o; a single document of one format (-t) can go into a file with its suffix.",
        ),
    ],
)
def test_batches_without_a_place(
    inputs: list[str], formats: list[str], out: str | None, options: dict[str, Any], message: str, advice: str
) -> None:
    write("a.txt", "b.txt")
    assert error_of(lambda: batch.plan(inputs, formats, out, **options)) == ("INP016", message, advice)


@pytest.mark.parametrize("out", ["day.2016", ".txt", "n.pdf/", "day", "s3://b/n.pdf", "n.md"])
def test_names_of_folders(out: str) -> None:
    write("a.txt", "b.txt")
    Path("n.md").mkdir()
    planned = batch.plan(["a.txt", "b.txt"], ["ninjs"], out)
    assert (planned.folder, planned.count, planned.has_targets) == (out, 2, True)
    assert next(iter(planned)).targets == (("ninjs", os.path.join(out, "a.ninjs.json")),)


def test_a_single_document_may_have_a_name() -> None:
    write("a.txt")
    Path("b.json").mkdir()
    assert targets(["a.txt"], ["ninjs"], "n/B.JSON", trace=True) == [
        (("ninjs", "n/B.JSON"), ("trace", "n/B.trace.json"))
    ]
    assert targets(["a.txt"], ["ninjs"], "c.ninjs.json", trace=True)[0][1] == ("trace", "c.trace.json")
    assert targets(["a.txt"], ["newsml-g2"], "c.xml") == [(("newsml-g2", "c.xml"),)]
    assert targets(["a.txt"], ["ninjs"], "b.json") == [(("ninjs", "b.json/a.ninjs.json"),)]
    assert targets(["a.txt"], ["ninjs"], "c.json/") == [(("ninjs", "c.json/a.ninjs.json"),)]
    planned = batch.plan(["a.txt"], ["ninjs"], "c.json")
    assert (planned.folder, planned.has_targets, planned.count) == (None, True, 1)
    planned = batch.plan(["a.txt"], ["ninjs"], None)
    assert (planned.folder, planned.has_targets, next(iter(planned)).targets) == (None, False, ())


@pytest.mark.parametrize(
    ("inputs", "formats", "out", "message", "advice"),
    [
        (
            ["x/a.txt", "y/a.txt"],
            ["ninjs"],
            "out",
            "y/a.txt and x/a.txt would both be written to out/a.ninjs.json",
            "Convert them into different folders.",
        ),
        (
            ["a.txt", "A.txt"],
            ["ninjs"],
            "out",
            (
                "A.txt and a.txt, whose names differ in upper and lower case alone, would both be written to "
                "out/A.ninjs.json"
            ),
            "Rename one of them.",
        ),
        (
            ["\u00e9.txt", "e\u0301.txt"],
            ["ninjs"],
            "out",
            (
                "e\u0301.txt and \u00e9.txt, whose names look alike (Unicode normal forms), would both be written to "
                "out/e\u0301.ninjs.json"
            ),
            "Rename one of them.",
        ),
        (["a.txt"], ["text"], ".", "a.txt is an input and would be replaced", ANOTHER),
        (["a.ninjs.json"], ["ninjs"], "link.json", "a.ninjs.json is an input and would be replaced", ANOTHER),
        (["n/shard-000001.ninjs.jsonl"], ["ninjs"], "n", None, ANOTHER),
    ],
)
def test_documents_that_meet(inputs: list[str], formats: list[str], out: str, message: str | None, advice: str) -> None:
    write(*inputs)
    os.symlink("a.ninjs.json", "link.json")
    if message is None:
        write(*inputs, data=b'{"text": "x"}\n')
        message = f"{inputs[0]}:1 is an input and would be replaced"
        found = error_of(lambda: batch.plan(inputs, formats, out, shard_size=2))
    else:
        found = error_of(lambda: batch.plan(inputs, formats, out))
    assert found == ("INP015", message, advice)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            b'{"id": "aB", "text": "x"}\n{"id": "Ab", "text": "x"}\n',
            (
                "n/day.jsonl:2 and n/day.jsonl:1, whose ids make the same file name, would both be written to "
                "out/day/Ab.ninjs.json"
            ),
        ),
        (
            b'{"text": "x"}\n{"id": 1, "text": "x"}\n',
            (
                "n/day.jsonl:2 and n/day.jsonl:1, whose ids make the same file name, would both be written to "
                "out/day/1.ninjs.json"
            ),
        ),
    ],
)
def test_documents_that_meet_from_one_file(lines: bytes, message: str) -> None:
    """They cannot be in different folders, and nobody can rename them; other names help."""
    write("n/day.jsonl", data=lines)
    advice = "Name documents by what their stories have: --name '{id}'."
    assert error_of(lambda: batch.plan(["n/day.jsonl"], ["ninjs"], "out")) == ("INP015", message, advice)
    assert batch.plan(["n/day.jsonl"], ["ninjs"], "out", name="{id}").count == 2
    with zipfile.ZipFile("n/day.zip", "w") as archive:
        for name in ("A.txt", "a.txt"):
            archive.writestr(name, "x")
    message = "n/day.zip/a.txt and n/day.zip/A.txt, whose names differ in upper and lower case alone, would both be "
    found = error_of(lambda: batch.plan(["n/day.zip"], ["ninjs"], "out"))
    assert found == ("INP015", f"{message}written to out/day/a.ninjs.json", advice)


@pytest.mark.parametrize("format", ["text", "ninjs"])
def test_formats_that_cannot_be_in_shards(format: str) -> None:
    write("a.txt")
    if format == "ninjs":
        assert batch.plan(["a.txt"], [format], "out", shard_size=1).count == 1
        return
    found = error_of(lambda: batch.plan(["a.txt"], ["ninjs", format], "out", shard_size=1))
    assert found == (
        "INP012",
        "plain text cannot be written in shards",
        "Leave out --shard-size, or choose other formats.",
    )


def test_what_may_not_be_read_or_replaced() -> None:
    write("a.txt", "in/b.txt")
    advice = "Choose another --report-file."
    reserved = {"--report-file": "./a.txt", "--journal": "out/b.ninjs.json"}
    found = error_of(lambda: batch.plan(["a.txt"], ["ninjs"], "out", reserved=reserved))
    assert found == ("INP015", "--report-file would replace a.txt", advice)
    found = error_of(lambda: batch.plan(["in"], ["ninjs"], "out", reserved=reserved))
    assert found == ("INP015", "--journal would replace out/b.ninjs.json", "Choose another --journal.")
    found = error_of(lambda: batch.plan(["in"], ["ninjs"], "out", reserved={"--report-file": "in/R.TXT"}))
    message = "--report-file in/R.TXT is in the folder in, whose .txt files are read"
    assert found == ("INP015", message, advice)
    found = error_of(lambda: batch.plan(["in"], ["text"], "in/out"))
    message = "in/out is in the folder in, whose .txt files are read: the documents would be inputs, too"
    assert found == ("INP015", message, "Choose a folder outside, or name the files by a pattern.")
    found = error_of(lambda: batch.plan(["a.article.json"], ["ninjs"], "out", trace=True))
    message = "a.article.json is not raw copy and has no lines to trace"
    assert found == ("INP012", message, "Convert it without --trace.")


def test_every_job_is_examined_once() -> None:
    """Also those of other shares; each comes with all that is known of its input."""
    write("a.txt", "b.txt", "c.txt")
    seen: list[str] = []
    planned = batch.plan(
        ["a.txt", "b.txt", "./a.txt", "c.txt"],
        ["ninjs"],
        "out",
        share=Share(1, 2),
        examine=lambda job: seen.append(job.identity),
    )
    assert seen == ["a.txt", "b.txt", "c.txt"]
    own = [name for name in seen if Share(1, 2).has(name)]
    assert ([job.identity for job in planned], planned.count) == (own, len(own))
    sidecar = {0: SidecarFile("a.meta.toml", b"")}
    error = InputError("INP001", "no such file", "Check the name.")
    finding = Finding(code="INP065", severity=Severity.NOTICE, message="A sentence.")
    item = Item(
        path="p",
        name="n.txt",
        stem="s",
        identity="i",
        data=b"x",
        moment=MOMENT,
        given={"urgency": 3},
        noticed=(finding,),
        sidecars=sidecar,
        encoding="utf-8",
        revision="r",
        container=("c", "d"),
        error=error,
    )
    [job] = Plan(Inputs(["-"], stdin=item), formats=["ninjs"], out="out", trace=False)
    assert job == Job(
        path="p",
        name="n.txt",
        identity="i",
        stem="s",
        targets=(("ninjs", "out/s.ninjs.json"),),
        data=b"x",
        moment=MOMENT,
        error=error,
        given={"urgency": 3},
        noticed=(finding,),
        sidecars=sidecar,
        encoding="utf-8",
        revision="r",
        container=("c", "d"),
    )


def test_numbers_of_stories_that_are_taken() -> None:
    """A story of `a.txt` may not have the name of a document of `a-2.txt`, or of an input."""
    write("a.txt", "a-2.txt", "out/a-3.ninjs.json", "b.txt")
    planned = batch.plan(["a.txt", "a-2.txt", "out/a-3.ninjs.json", "b.txt"], ["ninjs"], "out2")
    assert [sorted(job.reserved) for job in planned] == [[2, 3], [], [], []]
    planned = batch.plan(["a.txt", "n/a-3.md", "b.txt"], ["ninjs", "text"], "out")
    job = next(iter(planned))
    assert job.reserved == {3}
    assert job.targets_of(0) == job.targets
    assert job.targets_of(2) == (("ninjs", "out/a-2.ninjs.json"), ("text", "out/a-2.txt"))
    message = "out/a-3.ninjs.json is an input or another input's document and would be replaced"
    assert error_of(lambda: job.targets_of(3)) == ("INP015", message, ANOTHER)
    assert replace(job, targets=(("ninjs", "x.json"), ("trace", "x.trace.json"))).targets_of(7) == (
        ("ninjs", "x-7.json"),
        ("trace", "x-7.trace.json"),
    )
    named = batch.plan(["a.txt", "a-2.txt"], ["ninjs"], "out3", name="{id}")
    assert [job.reserved for job in named] == [frozenset()] * 2


def test_names_from_data_are_claimed() -> None:
    write("n/a.ninjs.json", "b.txt")
    planned = batch.plan(
        ["n/a.ninjs.json", "b.txt"], ["ninjs"], ".", name="{id}", reserved={"--journal": "n/j.ninjs.json"}
    )
    assert planned.claim_name("n/x", "one") is None
    for name, message in (
        ("n/a", "n/a.ninjs.json is an input or a report and would be replaced"),
        ("n/j", "n/j.ninjs.json is an input or a report and would be replaced"),
        ("n/X", "the name n/X is already that of the story from one"),
    ):
        refused = planned.claim_name(name, "two")
        assert refused
        assert (refused.code, refused.message, refused.advice) == ("INP015", message, "Choose another --name.")
    shards = batch.plan(["n/a.ninjs.json", "b.txt"], ["ninjs"], ".", name="{id}", shard_size=2)
    assert shards.claim_name("n/a", "two") is None, "it is a file of many documents"


def test_jobs_for_other_folders(here: Path) -> None:
    job = Job(path="a.txt", name="a.txt", targets=(("text", "out/a.txt"), ("text", "s3://b/a")), images="p")
    found = job.absolute()
    assert (found.path, found.images) == (f"{here}/a.txt", f"{here}/p")
    assert found.targets == (("text", f"{here}/out/a.txt"), ("text", "s3://b/a"))
    error = InputError("INP001", "no such file", "Check the name.")
    for other in (replace(job, data=b""), replace(job, error=error), replace(job, path="s3://b/a")):
        assert other.absolute().path == other.path
    assert replace(job, images=None).absolute().images is None


@pytest.mark.parametrize(
    ("out", "path", "is_shard"),
    [
        ("out", "out/shard-000001.ninjs.jsonl", True),
        ("out", "out/SHARD-1.NINJS.JSONL", True),
        ("out", "out/shard-000001.ninjs.jsonl:7", True),
        ("out", "out/shard-000001.epub.zip/a.epub", True),
        ("out", "out/shard-000001.jsonl", False),
        ("out", "out/shard-x.ninjs.jsonl", False),
        ("out", "out/n/shard-000001.ninjs.jsonl", False),
        ("o.t", "oxt/shard-000001.ninjs.jsonl", False),
        ("out", "out/shard-000001.ninjs.jsonlx", False),
    ],
)
def test_paths_of_shards(here: Path, out: str, path: str, is_shard: bool) -> None:
    found = module._shard_paths(out, [module.named("ninjs"), module.named("epub")])
    assert bool(found.fullmatch(str(here / path))) is is_shard


# --------------------------------------------------------------------------------------------------------------------
# Claims and shares


def test_stems_are_claimed_once(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Claims((".ninjs.json", ".json"))
    assert made.claim("out/a", "one") is None
    assert made.claim("out/A", "two") == made.claim(f"{here}/out/a", "three") == "one"
    assert made.claim("out/\udcff", "\udcfe") is None
    assert made.claim("out/\udcff", "x") == "\udcfe"
    Path("real").mkdir()
    os.symlink("real", "linked")
    assert made.claim("linked/b", "four") is None
    assert made.claim("real/b", "five") == "four"
    monkeypatch.setattr(claims, "_FOLDERS", 2)
    made = Claims((".json",))
    for number in range(5):
        assert made.claim(f"{number}/a", str(number)) is None
    assert len(made._folders) <= 2


def test_inputs_that_documents_would_replace(here: Path) -> None:
    made = Claims((".ninjs.json", ".JSON"))
    assert (made.input_at("in/a"), made.replaced_input(), made.numbered("in/a")) == (None, None, frozenset())
    write("in/x.ninjs.json", "in/y.json", "in/z.txt")
    os.symlink("x.ninjs.json", "in/l.json")
    for name in ("in/x.ninjs.json", "in/Y.JSON", "in/z.txt", "in/l.json"):
        made.add_input(name)
    assert [made.input_at(stem) for stem in ("in/x", "in/x.ninjs", "in/y", "in/z", "in/l")] == [
        "in/x.ninjs.json",
        "in/x.ninjs.json",
        "in/Y.JSON",
        None,
        None,
    ]
    assert made.replaced_input() is None
    made.claim("in/Y", "z")
    assert made.replaced_input() == "in/Y.JSON"


def test_numbers_behind_a_stem(here: Path) -> None:
    made = Claims((".json",))
    for stem in ("a-2", "a-10", "a-02", "a-1234567", "a-123456", "a-x", "a-2-3", "b-4", "a-0", "aa-5"):
        made.claim(stem, "x")
    made.add_input("A-7.json")
    made.add_input("a-8.txt")
    assert made.numbered("a") == {2, 10, 123456, 7}
    assert (made.numbered("b"), made.numbered("c")) == ({4}, frozenset())
    by_input = Claims((".json",))
    by_input.add_input("a-7.json")
    assert by_input.numbered("a") == {7}


def test_paths_that_compare_alike() -> None:
    assert comparable("A/B.txt") == comparable("a/b.TXT") == "a/b.txt"
    assert comparable("E\u0301") == comparable("\u00e9") == "\u00e9"
    assert comparable("ß") == comparable("SS") == "ss"
    assert comparable("\udcffÄ") == "\\xffä"


@pytest.mark.parametrize("name", ["a.txt", "n/Ä.txt", "n/\udcff"])
def test_the_share_of_an_input(name: str) -> None:
    digest = hashlib.sha256(comparable(name).encode("utf-8", "backslashreplace")).digest()
    number = int.from_bytes(digest[:8], "big") % 7 + 1
    assert [share for share in range(1, 8) if Share(share, 7).has(name)] == [number]
    assert str(Share(2, 7)) == "2-of-7"


# --------------------------------------------------------------------------------------------------------------------
# What is known of an input


def state(path: Path) -> FileState:
    status = os.stat(path)
    return FileState(str(path), status.st_size, status.st_mtime_ns)


def test_the_state_of_an_input(here: Path) -> None:
    write("a.txt", data=b"hello")
    write("a.meta.toml", "a.meta.json", "a-2.meta.toml", "day.zip", "w.toml", data=b"")
    whole = InputState(
        size=5,
        file=state(here / "a.txt"),
        inode=(here / "a.txt").stat().st_ino,
        sidecars=(state(here / "a.meta.toml"), state(here / "a.meta.json")),
        configuration=state(here / "w.toml"),
    )
    job = Job(path="a.txt", name="a.txt", configuration="w.toml")
    assert perform_state(job) == perform_state(replace(job, path=str(here / "a.txt"))) == whole
    assert work.sidecar_states(job, 2) == (*whole.sidecars, state(here / "a-2.meta.toml"))
    assert work.sidecar_states(job, 1) == whole.sidecars
    given = replace(job, data=b"hello", moment=MOMENT, configuration="", container=("day.zip", "n/day.zip"))
    assert perform_state(given) == InputState(
        sha256=hashlib.sha256(b"hello").hexdigest(),
        size=5,
        moment=MOMENT,
        container=state(here / "day.zip"),
        container_name="n/day.zip",
    )
    assert perform_state(replace(given, moment=None, container=None)).moment == ""
    url = "s3://b/a"
    assert perform_state(Job(path=url, name="a", revision="r")) == InputState(moment="r", url=url)
    assert perform_state(Job(path=f"{url}?…", name="a", revision="r")) == InputState(moment="r")
    gone = FileState(str(here / "none.txt"), -1, 0)
    assert perform_state(Job(path="none.txt", name="a")) == InputState(file=gone)
    error = InputError("INP038", "nothing matches", "Check it.")
    assert perform_state(Job(path="none*", name="a", error=error)) == InputState()
    assert work.sidecar_states(given, 2) == work.sidecar_states(replace(job, revision="r"), 2) == ()
    assert work.file_state("a\0") is None


def perform_state(job: Job) -> InputState:
    found: InputState = work.input_state(job)
    return found


@pytest.mark.parametrize(
    ("job", "settings", "expected"),
    [
        ({}, {}, ("in", "a", "in", "l")),
        ({"path": "a.txt"}, {}, ("", "a", "", "l")),
        ({"images": "p"}, {}, ("p", "a", "in", "l")),
        ({"images": "p"}, {"images": "q"}, ("q", "a", "in", "l")),
        ({"data": b""}, {}, None),
        ({"revision": "r"}, {}, None),
        ({"error": InputError("INP001", "no such file", "Check the name.")}, {}, None),
        ({"data": b"", "name": "x.txt", "images": "p"}, {}, ("p", "x", None, "l")),
    ],
)
def test_where_the_pictures_of_an_input_are(
    job: dict[str, Any], settings: dict[str, Any], expected: tuple[object, ...] | None
) -> None:
    found = work.shelf_of(Job(**({"path": "in/a.txt", "name": "b.txt"} | job)), Settings(formats=(), **settings), "l")
    assert (found and (found.folder, found.stem, found.stories, found.listing)) == expected
    assert found is None or isinstance(found, FolderShelf)


# --------------------------------------------------------------------------------------------------------------------
# How an input is performed

JOB = Job(path="in/a.txt", name="a.txt", data=STORY, moment=MOMENT)


def sources(job: Job, shelf: Any = None, **settings: Any) -> tuple[Any, ...]:
    found: tuple[Any, ...] = work._sources(job, Settings(formats=("text",), **settings), shelf)
    return found


def test_what_a_reader_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the run says goes before the metadata file, that before the record's own, and all before the common ones."""
    split: list[tuple[Source, dict[str, Any]]] = []
    monkeypatch.setattr(pipeline, "split", lambda source, **options: split.append((source, options)) or (source,))
    job = replace(
        JOB,
        metadata={"a": 1, "b": 1, "c": 1, "d": 1},
        given={"b": 2, "c": 2, "d": 2},
        encoding="latin-1",
        timezone="UTC",
        split=True,
        images_url="https://own/",
        keeps_picture_metadata=True,
        sidecars={0: SidecarFile("a.meta.toml", b"urgency = 3")},
    )
    own = Sidecar(values={"c": 3, "d": 3})
    zones: list[object] = []
    monkeypatch.setattr(work, "_own_metadata", lambda job, story, zone: zones.append((story, zone)) or own)
    sources(job, metadata={"d": 4})
    [(source, options)] = split
    assert source.metadata == {"a": 1, "b": 2, "c": 3, "d": 4}
    assert (source.name, source.data, source.moment, source.converted) == ("a.txt", STORY, Moment(MOMENT), None)
    assert (source.encoding, source.timezone, source.pictures) == ("latin-1", "UTC", None)
    assert options == {"format": None, "by_separators": True}
    shelf: Any = SimpleNamespace(left_over=lambda count: ())
    sources(
        job,
        shelf,
        encoding="utf-8",
        timezone="Europe/Berlin",
        epoch="2020-01-01T00:00:00Z",
        read_as="text",
        repair_encoding=True,
        keep_furniture=True,
        keep_private=True,
        explanations=True,
        images_url="https://h/",
    )
    source, options = split[1]
    assert (source.encoding, source.timezone) == ("utf-8", "Europe/Berlin")
    assert source.moment == source.converted == Moment("2020-01-01T00:00:00Z")
    assert (source.repair_encoding, source.keep_furniture, source.keep_private, source.explanations) == (True,) * 4
    pictures: Any = source.pictures
    assert (pictures.shelf, pictures.url, pictures.keeps_metadata) == (shelf, "https://h/", True)
    assert options == {"format": "text", "by_separators": True}
    sources(replace(job, split=False), shelf, keep_picture_metadata=True)
    pictures = split[2][0].pictures
    assert (pictures.url, pictures.keeps_metadata, split[2][1]["by_separators"]) == ("https://own/", True, False)
    sources(replace(job, keeps_picture_metadata=False), shelf)
    pictures = split[3][0].pictures
    assert pictures.keeps_metadata is False
    # Common metadata are for raw copy, not for documents, which are complete.
    document = replace(job, name="a.article.json", data=b'{"article": 1}')
    for read_as, expected in ((None, {"b": 2, "c": 3, "d": 3}), ("text", {"a": 1, "b": 2, "c": 3, "d": 3})):
        sources(document, read_as=read_as)
        assert split[-1][0].metadata == expected
    assert zones[:2] == [(0, "UTC"), (0, "Europe/Berlin")]
    error = InputError("INP001", "no such file", "Check the name.")
    assert error_of(lambda: sources(replace(job, error=error)), InputError)[0] == "INP001"


def test_stories_of_one_input_need_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures that no story has are told with the first."""
    monkeypatch.setattr(pipeline, "split", lambda source, **_: (source,) * 1200)
    message = "the input has 1,200 stories, which need an output folder"
    assert error_of(lambda: sources(JOB)) == ("INP016", message, FOLDER)
    counts: list[int] = []
    shelf: Any = SimpleNamespace(left_over=lambda count: counts.append(count) or ["a-9.jpg"])
    notice = Finding(code="INP065", severity=Severity.NOTICE, message="A sentence.")
    _, found, noticed = sources(replace(JOB, targets=(("text", "x"),), noticed=(notice,)), shelf)
    assert (len(found), counts) == (1200, [1200])
    assert noticed[0] is notice
    assert (noticed[1].code, noticed[1].message) == ("INP072", "none of the stories has the picture a-9.jpg")
    assert noticed[1].advice == "Put the number of its story before its own: briefs-2-1.jpg."
    monkeypatch.setattr(pipeline, "split", lambda source, **_: (source,))
    assert sources(JOB, shelf)[2] == ()
    assert counts == [1200]


def test_the_metadata_file_of_an_input(here: Path) -> None:
    write("a.meta.toml", data=b"urgency = 3")
    write("a-2.meta.toml", data=b"urgency = 4")
    job = Job(path="a.txt", name="a.txt")
    assert [work._own_metadata(job, story, None).values for story in (0, 2, 3)] == [{"urgency": 3}, {"urgency": 4}, {}]
    held = {0: SidecarFile("x.meta.toml", b"published = 2016-12-07"), 2: SidecarFile("y.meta.toml", b"urgency = 6")}
    for other in (replace(job, data=b"", sidecars=held), replace(job, revision="r", sidecars=held)):
        assert work._own_metadata(other, 0, None).values == {"published": Moment("2016-12-07")}
        assert [work._own_metadata(other, story, None).values for story in (2, 3)] == [{"urgency": 6}, {}]


def test_stories_are_performed_one_by_one(monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    """What was noticed is told with the first; a story that fails stops no other."""
    notice = Finding(code="INP065", severity=Severity.NOTICE, message="A sentence.")
    stories = tuple(
        Source(name="a", data=b"", moment=Moment(MOMENT), story=number, first_line=7) for number in (1, 2, 3)
    )
    asked: list[object] = []

    def one(job: Job, settings: Settings, source: Source, noticed: tuple[Finding, ...]) -> batch.Outcome:
        asked.append((source.story, noticed))
        if source.story == 2:
            raise InputError("INP002", "no story", "Check it.")
        return batch.Outcome(path="p", exit_code=0, reports=(), story=source.story)

    listings: list[str] = []
    real = work.shelf_of
    monkeypatch.setattr(
        work, "shelf_of", lambda job, settings, listing: listings.append(listing) or real(job, settings)
    )
    monkeypatch.setattr(work, "_sources", lambda *_: (b"hello", stories, (notice,)))
    monkeypatch.setattr(work, "_perform", one)
    write("in/a.txt", "in/a-2.meta.toml", "in/a.jpg", data=b"")
    found = batch.perform(Job(path="in/a.txt", name="a.txt"), Settings(formats=("text",)), "l")
    assert (asked, listings) == ([(1, (notice,)), (2, ()), (3, ())], ["l"])
    assert [(outcome.story, outcome.exit_code) for outcome in found] == [(1, 0), (2, EXIT_INPUT), (3, 0)]
    [failed] = found[1].reports[0].findings
    assert (failed.code, failed.location.line, failed.location.story) == ("INP002", 7, 2)
    made = found[0].state
    assert (made.sha256, made.size, made.stories) == (hashlib.sha256(b"hello").hexdigest(), 5, 3)
    assert [os.path.basename(each.path) for each in made.sidecars] == ["a-2.meta.toml"]
    assert made.seconds > 0
    assert {outcome.state for outcome in found} == {made}


def test_an_input_that_cannot_be_read(here: Path) -> None:
    write("in/a.jpg", data=picture_files.PNG)
    [found] = batch.perform(Job(path="in/a.txt", name="a.txt"), Settings(formats=("text",)))
    assert (found.path, found.exit_code, found.state.size, found.state.stories) == ("in/a.txt", EXIT_INPUT, 0, 0)
    assert found.reports[0].findings[0].code == "INP001"
    assert found.state.seconds > 0


def test_what_becomes_of_a_story(monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    """Its documents with versions, the losses that are allowed, its reports, and what it is."""
    calls: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
    real = pipeline.convert_bytes

    def convert_bytes(*arguments: Any, **options: Any) -> Any:
        calls.append((arguments, options))
        return real(*arguments, **options)

    monkeypatch.setattr(pipeline, "convert_bytes", convert_bytes)
    settings = Settings(
        formats=("ninjs", "text"),
        versions={"ninjs": "2.1"},
        allow=("LOS001",),
        profile="archive",
        read_as="text",
        metadata={"id": "urn:x:y"},
        epoch=MOMENT,
    )
    job = replace(JOB, targets=(("ninjs", "out/a.ninjs.json"), ("text", "out/a.txt")))
    [found] = batch.perform(job, settings)
    [((source, formats), options)] = calls
    assert (source.metadata, formats) == ({"id": "urn:x:y"}, ["ninjs@2.1", "text"])
    assert options == {"source_format": "text", "allow": ("LOS001",), "archive": True}
    assert [(file.format, file.path, file.new) for file in found.written] == [
        ("ninjs", "out/a.ninjs.json", True),
        ("text", "out/a.txt", True),
    ]
    assert [(report.path, report.format, report.version, report.schema_valid) for report in found.reports] == [
        ("in/a.txt", "", "", None),
        ("out/a.ninjs.json", "ninjs", "2.1", True),
        ("out/a.txt", "text", "", True),
    ]
    assert all(f.location.path == report.path for report in found.reports for f in report.findings)
    assert found.identity == Identity("urn:x:y", "given", 1, "usable", MOMENT, "", "")
    assert (found.data, found.drafts, found.story, found.has_file_time) == (None, None, 0, False)
    [alone] = batch.perform(JOB, Settings(formats=("text",)))
    assert alone.data is not None
    assert (alone.written, alone.has_file_time) == ((), True)
    assert [report.path for report in alone.reports] == ["in/a.txt"] * 2
    assert alone.identity
    assert alone.identity.id_from == "computed"
    assert calls[-1][1] == {"source_format": None, "allow": (), "archive": False}


def test_a_story_that_is_delivered_by_the_run(here: Path) -> None:
    job = replace(JOB, stem="n/a", targets=(("ninjs", "out/n/a.ninjs.json"), ("trace", "out/n/a.trace.json")))
    settings = Settings(formats=("ninjs",), shard_size=2, epoch=MOMENT, metadata={"id": "urn:x:y"})
    [found] = batch.perform(job, settings)
    assert found.drafts
    assert (found.drafts.name, found.drafts.id, found.drafts.updated) == ("n/a", "urn:x:y", MOMENT)
    assert [format for format, _ in found.drafts.documents] == ["ninjs", "trace"]
    assert (found.written, found.drafts.pictures, list(here.iterdir())) == ((), (), [])


def test_a_story_of_standard_input_has_no_time(here: Path) -> None:
    job = replace(JOB, path="-", targets=(("text", "out/a.txt"),))
    [found] = batch.perform(job, Settings(formats=("text",)))
    [notice] = [f for report in found.reports for f in report.findings if f.code == "INP018"]
    assert (notice.severity, notice.location.path) == (Severity.NOTICE, "-")
    assert notice.message == "the story has no time; the time of reading is used"
    assert notice.advice == "Set it with --meta updated=…, or set SOURCE_DATE_EPOCH."
    for other, settings in (
        (replace(job, path="a.txt"), {}),
        (job, {"epoch": MOMENT}),
        (job, {"metadata": {"updated": Moment("2020-01-01T00:00:00Z")}}),
    ):
        [found] = batch.perform(other, Settings(formats=("text",), **settings))
        assert "INP018" not in {f.code for report in found.reports for f in report.findings}
        Path("out/a.txt").unlink()


def test_pictures_are_beside_one_document(here: Path) -> None:
    """Of the first format that states their names; of others none."""
    write("in/a.txt")
    write("in/a.png", data=picture_files.PNG)
    job = Job(path="in/a.txt", name="a.txt", moment=None)

    def perform_to(*formats: str) -> list[str]:
        targets = tuple((format, f"out/a{batch_suffix(format)}") for format in formats)
        [found] = batch.perform(replace(job, targets=targets), Settings(formats=formats, force=True))
        return [file.path for file in found.written if file.format == "picture"]

    assert len(perform_to("epub", "ninjs", "newsml-g2")) == 1
    assert perform_to("epub", "ninjs", "newsml-g2")[0].startswith("out/a")
    assert perform_to("epub", "text") == []
    picture: Any = SimpleNamespace(name="a.png", data=b"x")
    assert work._files([picture], ["epub", "ninjs"]) == (("a.png", b"x"),)
    assert work._files([picture], ["epub"]) == ()


def batch_suffix(format: str) -> str:
    return str(module.named(format).suffix)


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ("out/a.ninjs.json", "out/a{}/x_y.jpg"),
        ("out/A.NINJS.JSON", "out/A{}/x_y.jpg"),
        ("out/a.json", "out/a{}/x_y.jpg"),
        ("s3://b/a.ninjs.json", "s3://b/a{}/x_y.jpg"),
    ],
)
def test_where_a_picture_is_placed(document: str, path: str) -> None:
    assert work.picture_path(document, "ninjs", "x:y.jpg") == path.format(work.FOLDER)


def article(**fields: Any) -> Article:
    given = {"id": "urn:x:y", "headline": "Ferry: sails", "body": (), "updated": Moment(MOMENT), "language": "en"}
    return Article(**(given | fields))


def test_what_a_story_is() -> None:
    ids = (
        OtherId(role="other", value="1"),
        OtherId(role="story-number", value="2"),
        OtherId(role="wire", value="3"),
    )
    full = article(
        provider=Party(name="Wire"),
        version=3,
        status="canceled",
        other_ids=ids,
        updated=Moment("2016-12-07T18:00:00+02:00"),
    )
    expected = ("urn:x:y", "given", 3, "canceled", MOMENT, "Wire", "2")
    assert work._identity(full, is_computed=False) == expected
    assert work._identity(article(), is_computed=True) == ("urn:x:y", "computed", 1, "usable", MOMENT, "", "")
    for role in ("wire", "story-number", "transmission"):
        assert work._identity(article(other_ids=(OtherId(role=role, value="9"),)), is_computed=False).wire == "9"


def test_whose_time_a_story_has() -> None:
    source = Source(name="a", data=b"", moment=Moment(MOMENT))
    origin = Origin(name="a", sha256="0" * 64, reader="text")
    assert work._has_file_time(article(origin=origin), source)
    assert not work._has_file_time(article(), source)
    assert not work._has_file_time(article(origin=origin, updated=Moment("2020-01-01T00:00:00Z")), source)
    given = replace(source, metadata={"updated": Moment(MOMENT)})
    assert not work._has_file_time(article(origin=origin), given)


@pytest.mark.parametrize(
    ("template", "story", "fields", "name"),
    [
        ("", 0, {}, "n/a"),
        ("", 2, {}, "n/a-2"),
        ("{stem}", 2, {}, "a-2"),
        ("{id}", 0, {}, "urn_x_y"),
        ("{date}/{language}", 0, {}, "2016-12-07/en"),
        ("{date}", 0, {"published": Moment("2015-01-02")}, "2015-01-02"),
        ("{slugline}", 2, {}, "a-2"),
        ("{slugline}", 2, {"slugline": "FERRY"}, "FERRY"),
        ("{headline}", 0, {}, "Ferry_ sails"),
    ],
)
def test_the_name_of_a_story(template: str, story: int, fields: dict[str, Any], name: str) -> None:
    job = replace(JOB, stem="n/a")
    assert work._name(job, Settings(formats=(), name=template), story, article(**fields)) == name


@pytest.mark.parametrize(
    ("findings", "code"),
    [
        ([], EXIT_OK),
        ([("NWS101", "warning"), ("BUG001", "warning")], EXIT_OK),
        ([("NWS101", "error")], EXIT_FINDINGS),
        ([("NWS101", "error"), ("LOS001", "error")], EXIT_INPUT),
        ([("PKG105", "error")], EXIT_INPUT),
        ([("LOS001", "error"), ("BUG001", "error")], EXIT_BUG),
        ([("LOS001", "warning")], EXIT_OK),
    ],
)
@pytest.mark.any_findings
def test_the_exit_code_of_a_story(findings: list[tuple[str, str]], code: int) -> None:
    made = [Finding(code=code, severity=Severity(severity), message="A sentence.") for code, severity in findings]
    assert work._exit_code([FileReport(path="a"), FileReport(path="b", findings=tuple(made))]) == code


def test_what_is_converted_to_warm_up(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs: list[Job] = []
    monkeypatch.setattr(work, "perform", lambda job, settings: jobs.append(job))
    work.warm_up(Settings(formats=("text",)))
    [job] = jobs
    assert (job.path, job.name, job.moment) == ("story.txt", "story.txt", "2025-05-05T12:00:00Z")
    assert (job.data or b"").startswith(b"Ferry sails again\n\nBy Jane Doe\n\nPORT ELLERY, May 5 - ")


# --------------------------------------------------------------------------------------------------------------------
# The workers of a cluster


def test_workers_that_are_unfit(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt")
    asked: list[object] = []
    answers: list[Any] = []

    def run(function: Callable[[Any], Any], paths: tuple[str, ...]) -> Any:
        asked.append(paths)
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer or {"tcp://1": function(paths)}

    made: Any = cluster.Cluster.__new__(cluster.Cluster)
    made._client = SimpleNamespace(run=run)
    answers += [None, None]
    made.examine(["a.txt"])
    assert asked == [(f"{here}/a.txt",)]
    code, message, advice = error_of(lambda: made.examine(["a.txt", "none", "gone"]))
    assert (code, message) == ("INP060", f"the worker tcp://1 does not see {here}/none")
    assert advice == "Use a folder that all machines share, under the same path."
    place = cluster._Workplace
    answers.append({"b": place("0.0", ()), "a": place(__version__, ("x",)), "c": place("0.1", ())})
    assert error_of(lambda: made.examine([]))[1] == "the worker a does not see x"
    answers.append({"b": place("0.0", ()), "a": place(__version__, ()), "c": place("0.1", ())})
    same = "Install the same version on every worker."
    expected = ("INP060", f"the worker b has wirecopy 0.0, not {__version__}", same)
    assert error_of(lambda: made.examine([])) == expected
    answers.append(ModuleNotFoundError("no  module\nconvert" + "!" * 300))
    code, message, advice = error_of(lambda: made.examine([]))
    assert (code, advice) == ("INP060", same)
    assert message == f"the workers cannot run wirecopy {__version__}: no module convert{'!' * 183}"


def test_calls_are_sent_to_a_cluster() -> None:
    from concurrent.futures import BrokenExecutor

    sent: list[object] = []
    made: Any = cluster.Cluster.__new__(cluster.Cluster)
    made._executor = SimpleNamespace(submit=lambda *arguments, **named: sent.append((arguments, named)) or "future")
    assert made.submit(max, 1, 2, key=abs) == "future"
    assert sent == [((cluster._alone, max, 1, 2), {"key": abs})]
    assert cluster._alone(max, 1, -2, key=abs) == -2

    def broken(*_: object, **__: object) -> object:
        raise OSError("closed")

    made._executor = SimpleNamespace(submit=broken)
    with pytest.raises(BrokenExecutor, match=r"^closed$"):
        made.submit(max, 1, 2)
    states: list[bool] = []
    cluster._alone(lambda: states.append(cluster._ONE_AT_A_TIME.locked()))
    assert states == [True]
    assert not cluster._ONE_AT_A_TIME.locked()
