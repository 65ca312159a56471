"""What commands print about themselves, word for word, and what completion offers, each as a person last read it."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest
import sections
from conftest import HERE

from convert import cli
from convert.cli import commands, completing, packing, terminal
from convert.errors import UsageError

pytestmark = pytest.mark.sampled(3)

OUTPUTS: Mapping[str, Sequence[str]] = {
    "manual": ["--man"],
    "fields": ["fields", "rights", "embargo", "status", "authors", "author", "located.position"],
    "fields-json": ["fields", "rights", "embargo", "status", "authors", "--json"],
    "formats": ["formats"],
    "formats-json": ["formats", "--json"],
    "journal": ["journal", "one.jsonl", "two.jsonl"],
    "journal-json": ["journal", ".", "--json"],
    "journal-failed": ["journal", ".", "--failed"],
    "journal-none": ["journal", "nothing"],
}

JOURNALS = {
    "one.jsonl": [("a.txt", 0, 0.5, 1200, ["NWS101"]), ("b.txt", 3, 0.25, 0, ["INP001", "INP001"])],
    "two.jsonl": [("b.txt", 0, 0.125, 1_300_000, []), ("c.txt", 1, 1.0, 10, ["NWS104"]), ("d.txt", 4, 0.0625, 0, [])],
}
"""Files of journals: of each line the input, exit code, seconds, bytes, and codes."""


def _line(number: int, name: str, exit_code: int, seconds: float, size: int, found: Sequence[str]) -> str:
    empty = {"version": "", "path": name, "sha256": "", "schema_valid": True}
    formats = ("text", "ninjs")[: 1 + (size > 1000)]
    documents = [{"format": format, "size": size, **empty} for format in formats if size]
    at = f"2026-12-0{number}T10:00:00Z"
    source = f"in/{name}" if number == 2 else ""
    run = {"at": at, "seconds": seconds, "source": source, "state": [], "moment": "", "sidecars": []}
    line = {"journal": 1, "input": name, "story": 0, "stories": 1, "sha256": "", "size": 0, "options": ""}
    line |= {"wirecopy": "", "exit": exit_code, "codes": Counter(found), "documents": documents}
    return json.dumps({**line, "run": {**run, "documents": [0] * len(documents)}}) + "\n"


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_command_prints_what_it_did_before(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], accept: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nothing").mkdir()
    for number, (file, lines) in enumerate(JOURNALS.items(), 1):
        (tmp_path / file).write_text("".join(_line(number, *line) for line in lines), encoding="utf-8")
    code = cli._run(list(OUTPUTS[name]))
    printed = capfd.readouterr()
    found = f"{printed.out}{printed.err}[exit {code}]\n"
    path = HERE / "cli" / "outputs" / f"{name}.txt"
    if accept:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


WORDS: Mapping[str, tuple[click.ParamType, Sequence[str]]] = {
    "FILE": (completing.FILE, ["", "st"]),
    "FOLDER": (completing.FOLDER, ["st"]),
    "READ": (completing.READ, ["", "n", "ninjs@"]),
    "WRITTEN": (completing.WRITTEN, ["", "n", "ninjs@", "newsml-g2@2.3", "text@"]),
    "CHECKED": (completing.CHECKED, ["", "ninjs@", "epub@"]),
    "METADATA": (completing.METADATA, ["", "status=", "status=w", "head", "headline=", "unknown="]),
    "KEYS": (completing.KEYS, ["rights", "x"]),
    "CODES": (completing.CODES, ["NML10", "nml10", "NWS101,NML10", "NWS101,", "ZZZ"]),
    "LOSSES": (completing.LOSSES, ["", "N"]),
    "FILE_OR_CODE": (completing.FILE_OR_CODE, ["", "NML10", "st", "NML101,N", "none/NML10", "x"]),
    "ENCODING": (completing.ENCODING, ["cp12", "base", "utf"]),
    "ZONE": (completing.ZONE, ["Europe/Be", "x"]),
}


@pytest.mark.parametrize("name", WORDS)
def test_a_type_offers_its_words(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, accept: bool) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").touch()
    kind, typed = WORDS[name]
    context = click.Context(commands)
    found = ""
    for word in typed:
        offered = kind.shell_complete(context, click.Option(["--x"]), word)
        found += f"{word}: {' '.join(f'{item.type}:{item.value}' for item in offered)}\n"
    sections.hold("completion", name, found, accept=accept)


SIZES: Mapping[str, int | None] = {
    "1": 1,
    "500M": 500 << 20,
    " 2k ": 2048,
    "1GiB": 1 << 30,
    **dict.fromkeys(("0", "-1", "1T", "1.5M", "M", "", "1" * 16, "1 M")),
}
SHARES: Mapping[str, tuple[int, int] | None] = {
    "1/1": (1, 1),
    "2/5": (2, 5),
    " 5/5 ": (5, 5),
    **dict.fromkeys(("0/5", "6/5", "2", "2/0", "2/", "a/b", "٢/٥", "-1/5", "1234567890/1234567890")),
}


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        *((terminal.SIZE, text, value) for text, value in SIZES.items()),
        *((terminal.SHARE, text, value) for text, value in SHARES.items()),
    ],
)
def test_a_value_is_taken_or_refused(kind: click.ParamType, text: str, value: object) -> None:
    """What is refused is named with the option, an example is shown."""
    option, context = click.Option(["--limit"]), click.Context(commands)
    if value is None:
        with pytest.raises(click.BadParameter) as refused:
            kind.convert(text, option, context)
        assert (refused.value.param, refused.value.ctx) == (option, context)
        assert repr(text) in refused.value.message
        assert {"size": "500M", "share": "2/5, from 1/N to N/N"}[kind.name] in refused.value.message
    else:
        assert kind.convert(text, option, context) == value


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of the machine cannot be set")
def test_dates_of_packages_are_in_utc_on_any_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        shown = packing._date("now")
        assert shown is not None
        assert abs(datetime.fromisoformat(shown) - datetime.now(UTC)) < timedelta(minutes=1)
        assert packing._date("2016-12-07") == "2016-12-07T00:00:00Z"
        assert packing._date("2016-12-07T01:00:00+02:00") == "2016-12-06T23:00:00Z"
        assert packing._date(None) is None
        for text in ("", "tomorrow", "NOW", "2016-13-01", "9999-12-31T23:00:00-05:00"):
            with pytest.raises(UsageError, match="is not a date"):
                packing._date(text)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(("is_terminal", "variable", "has_color"), [(1, "", 1), (1, "1", 0), (0, "", 0), (0, "1", 0)])
def test_an_explanation_has_colors_on_a_terminal(
    is_terminal: bool,
    variable: str,
    has_color: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """But where NO_COLOR is set."""
    monkeypatch.setenv("NO_COLOR", variable)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: bool(is_terminal))
    story = tmp_path / "story.txt"
    story.write_text("Ferry resumes\n\nBy Jane Doe\n\nThe ferry resumed on Tuesday.\n\nShare this\n", encoding="utf-8")
    assert cli._run(["explain", str(story)]) == 0
    assert ("\x1b[" in capsys.readouterr().out) is bool(has_color)
