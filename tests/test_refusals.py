"""Locations of which nothing can be read: one refusal for each, and every input accounted for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from convert import cli, errors
from convert.batch import connections
from convert.batch.connections import is_of_location
from convert.batch.inputs import Inputs, sources
from convert.batch.refusals import LocationError, Refusals, SlowError, Untried, location_of
from convert.batch.storage import Entry, _unreadable
from convert.errors import InputError
from convert.findings import FileReport, Finding, Severity

STORY = b"Ferry sails\n\nThe ferry sailed at noon, its operator said.\n"


class Store:
    """An object store of which a bucket gives nothing; `asked` are the objects that were asked for."""

    asked: list[str]

    def __init__(self, error: InputError) -> None:
        self.asked = []
        self.error = error

    def entry(self, url: str) -> Entry:
        self.asked.append(url)
        if url.startswith("s3://shut/"):
            raise self.error
        return Entry(url, is_folder=False, size=len(STORY), modified="2016-12-07T16:00:00Z")

    def load(self, url: str) -> tuple[bytes, str]:
        return STORY, "2016-12-07T16:00:00Z"


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    found = Store(LocationError("INP034", "it cannot be read: no credentials", "Set them."))
    monkeypatch.setattr(sources, "remote_storage_for", lambda _: found)
    monkeypatch.setattr("convert.batch.inputs.files.remote_storage_for", lambda _: found)
    return found


def codes(inputs: Inputs) -> list[str]:
    return [item.error.code if item.error else "" for item in inputs]


def test_a_location_is_tried_once(store: Store) -> None:
    """Each other input there fails at once; other locations are read; the next enumeration tries it again."""
    inputs = Inputs([f"s3://{bucket}/{number}.txt" for number in range(4) for bucket in ("shut", "open")])
    for times in (1, 2):
        assert codes(inputs) == ["INP034", "", "INP076", "", "INP076", "", "INP076", ""]
        assert [url for url in store.asked if "shut" in url] == ["s3://shut/0.txt"] * times
    messages = {item.error.message for item in inputs if item.error and item.error.code == "INP076"}
    assert messages == {"it was not tried, because of s3://shut/0.txt: it cannot be read: no credentials"}


def test_what_is_about_one_object_is_no_refusal_of_its_location(store: Store) -> None:
    store.error = InputError("INP034", "it cannot be read: forbidden", "Check it.")
    assert codes(Inputs([f"s3://shut/{number}.txt" for number in range(3)])) == ["INP034"] * 3


def test_a_location_that_comes_back_is_noticed() -> None:
    """One of many is tried, at longer and longer distances, so that neither a night is lost nor an hour in waiting."""
    refusals, tried = Refusals(), []
    for number in range(1000):
        url = f"https://u:p@example.org/{number}?token=1"
        if refusals.untried(url) is None:
            tried.append(number)
            refusals.add(url, LocationError("INP034", "nobody answers"))
    assert tried == [0, 101, 302, 703]
    message = refusals.untried("https://example.org/x").message
    assert message == "it was not tried, because of https://example.org/703?…: nobody answers"


def test_who_waits_twice_in_vain_waits_no_more(store: Store) -> None:
    """One object may be slow; a location of which two in a row are would keep a night."""
    store.error = SlowError("INP034", "it cannot be read: timeout", "Check it.")
    assert codes(Inputs([f"s3://shut/{n}.txt" for n in range(4)])) == ["INP034", "INP034", "INP076", "INP076"]
    entry = store.entry
    store.entry = lambda url: entry(url.replace("shut", "open") if "1" in url else url)  # type: ignore[method-assign]
    found = codes(Inputs([f"s3://shut/{n}.txt" for n in range(5)]))
    assert found == ["INP034", "", "INP034", "INP034", "INP076"]


@pytest.mark.parametrize(
    ("urls", "code"),
    [
        (["ftp://example.org/{}.txt"], "INP033"),
        (["dav://example.org/{}.txt"], "INP033"),
    ],
)
def test_what_is_not_allowed_is_not_tried_again(urls: list[str], code: str) -> None:
    """However many there are."""
    names = [url.format(number) for number in range(250) for url in urls]
    assert codes(Inputs(names)) == [code, *["INP076"] * 249]


def test_urls_of_a_list_that_are_not_allowed_are_refused_by_location(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("".join(f"s3://{bucket}/{n}.txt\n" for n in range(3) for bucket in "ab"))
    found = codes(Inputs([], files_from=str(tmp_path / "list")))
    assert found == ["INP033", "INP033", "INP076", "INP076", "INP076", "INP076"]


@pytest.mark.parametrize(
    ("url", "location"),
    [
        ("S3://bucket/a/b.txt", "s3://bucket"),
        ("https://user:secret@example.org:8080/a?x=y", "https://example.org:8080"),
        ("https://example.org?x=y", "https://example.org"),
        ("gs://bucket", "gs://bucket"),
    ],
)
def test_locations_show_no_secret(url: str, location: str) -> None:
    assert location_of(url) == location


class NoCredentialsError(Exception):
    """As botocore has one."""


def test_errors_of_locations_are_known_by_their_causes() -> None:
    """Packages wrap what happened in their own exceptions; those on an object stay what they are."""
    try:
        try:
            raise ConnectionRefusedError(111, "refused")
        except OSError as e:
            raise FileNotFoundError("https://example.org/x") from e
    except OSError as e:
        wrapped = e
    assert is_of_location(wrapped)
    assert isinstance(_unreadable(NoCredentialsError("Unable to locate credentials")), LocationError)
    for error in (PermissionError("Forbidden"), TimeoutError(), FileNotFoundError("x"), ValueError()):
        assert not is_of_location(error)
        assert not isinstance(_unreadable(error), LocationError)
        assert isinstance(_unreadable(error), SlowError) == isinstance(error, TimeoutError)


def test_inputs_that_were_not_tried_are_one_report() -> None:
    finding = Finding(code="INP076", severity=Severity.ERROR, message="x", advice="Check it.")
    other = FileReport(path="s3://a/2", findings=(finding, finding))
    untried = Untried()
    for path in ("s3://a/0", "s3://a/1", "s3://b/0"):
        assert untried.take([FileReport(path=path, findings=(finding,))]) == ()
    assert untried.take([other]) == (other,)
    assert [(report.path, report.findings[0].message) for report in untried.reports()] == [
        ("s3://a", "2 more inputs were not tried, because nothing can be read here"),
        ("s3://b", "1 more input was not tried, because nothing can be read here"),
    ]


def test_a_batch_accounts_for_each(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One refusal is printed; the journal has each input, the list of what failed, too; later all of them are done."""
    (tmp_path / "list").write_text("".join(f"s3://shut/{number}.txt\n" for number in range(5)))
    out = str(tmp_path / "out")
    command = ["convert", "--files-from", str(tmp_path / "list"), "--remote", "-t", "text", "-o", out, "--isolated"]
    assert cli._run(command) == errors.EXIT_INPUT
    printed = capsys.readouterr().err.splitlines()
    assert [line for line in printed if ": error " in line] == [
        "s3://shut/0.txt: error INP034: it cannot be read: no credentials",
        "s3://shut: error INP076: 4 more inputs were not tried, because nothing can be read here",
    ]
    assert "0 documents written, 5 of 5 inputs failed" in printed
    lines = list(map(json.loads, (tmp_path / "out" / ".wirecopy" / "journal.jsonl").read_text().splitlines()))
    assert [list(line["codes"]) for line in lines] == [["INP034"], *[["INP076"]] * 4]
    assert cli._run(["journal", out, "--failed"]) == 0
    assert capsys.readouterr().out.splitlines() == [f"s3://shut/{number}.txt" for number in range(5)]
    store.error = None  # type: ignore[assignment]
    store.entry = lambda url: Entry(url, is_folder=False, size=1)  # type: ignore[method-assign]
    assert cli._run(command) == 0
    assert "5 documents written" in capsys.readouterr().err


def test_nobody_is_waited_for_without_end() -> None:
    pytest.importorskip("aiohttp")
    timeout = connections.options_of("https")["client_kwargs"]["timeout"]
    assert (timeout.total, timeout.sock_connect, timeout.sock_read) == (None, 10, 60)
    options = connections.options_of("s3")["config_kwargs"]
    assert (options["connect_timeout"], options["read_timeout"]) == (10, 60)
    assert connections.options_of("sftp") == {}
