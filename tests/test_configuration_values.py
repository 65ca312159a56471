"""Each value of a configuration: what it becomes, and with which line and sentence it is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from convert import configuration
from convert.configuration import Configuration, Configurations, load
from convert.configuration.keys import KEYS, InvalidValue, nearest
from convert.configuration.lines import line_of
from convert.errors import UsageError
from convert.findings import Severity

pytestmark = pytest.mark.sampled(3)

KNOWN = f"Known keys: {', '.join(KEYS)}."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(name: str, text: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def refused(action: Callable[[], object]) -> tuple[str, str, str]:
    with pytest.raises(UsageError) as caught:
        action()
    return caught.value.code, caught.value.message, caught.value.advice


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        (
            "\nprofile = 'x'",
            "2: profile is 'x', but must be one of foreign, ours, strict",
            'Write profile = "foreign".',
        ),
        ("profile = true", "1: profile is true, but must be one of foreign, ours, strict", None),
        ("fail-on = 7", "1: fail-on is 7, but must be one of error, warning, notice", 'Write fail-on = "error".'),
        ("split = 'yes'", "1: split is 'yes', but must be true or false", "Write split = true."),
        ("select = 'N'", "1: select is 'N', but must be a list of codes", 'Example: ["NWS104", "NML1"].'),
        ("ignore = [1]", "1: ignore is [1], but must be a list of codes", None),
        ("encoding = 'x-y'", "1: encoding is 'x-y', but must be the name of an encoding", 'Example: "windows-1252".'),
        ("encoding = 7", "1: encoding is 7, but must be the name of an encoding", None),
        ("encoding = 'rot13'", "1: encoding is 'rot13', but must be the name of an encoding", None),
        ("max-size = 0", "1: max-size is 0, but must be a size in bytes", 'Example: "100M".'),
        ("max-size = true", "1: max-size is true, but must be a size in bytes", None),
        ("timezone = 7", "1: timezone is 7, but must be the name of a time zone", 'Example: "Europe/Berlin".'),
        ("images = ''", "1: images is '', but must be the name of a folder", 'Example: "pictures".'),
        ('images = "a\\u0000"', "1: images is 'a\\x00', but must be the name of a folder", None),
        ("images = 7", "1: images is 7, but must be the name of a folder", None),
        (
            "images-url = 7",
            "1: images-url is 7, but must be a web address",
            'Example: "https://pictures.example.org/".',
        ),
        ("deep = 1", "1: deep is 1, but must be true or false", None),
        ("meta = 1", "1: meta is 1, but must be a table", 'Example: meta = {provider = "The Daily Example"}.'),
        (
            "[meta]\nslugline = 'x'\nid = 'y'",
            "3: meta: id cannot be shared by all stories",
            "Put it into the story's <stem>.meta.toml.",
        ),
        ("[meta]\nid = 'y'\nheadline = 'z'", "3: meta: headline cannot be shared by all stories", None),
        (
            "per-file-ignores = 1",
            "1: per-file-ignores is 1, but must be a table whose keys are file patterns",
            'Example: per-file-ignores = {"archive/*" = ["NWS107"]}.',
        ),
        (
            "[per-file-ignores]\n'*' = ['NWS1']\n'b/*' = 'x'",
            "3: per-file-ignores of 'b/*' is 'x', but must be a list of codes",
            None,
        ),
        (
            "per-file-format = []",
            "1: per-file-format is [], but must be a table whose keys are file patterns",
            'Example: per-file-format = {"feeds/*.json" = "ninjs@2.1"}.',
        ),
        (
            "[per-file-format]\n'*' = 7",
            "2: per-file-format of '*' is 7, but must be the name of a format",
            'Example: "ninjs", or "ninjs@2.1".',
        ),
        (f"profile = '{'x' * 38}'", f"1: profile is '{'x' * 38}', but must be one of foreign, ours, strict", None),
        (f"profile = '{'x' * 39}'", f"1: profile is '{'x' * 38}…, but must be one of foreign, ours, strict", None),
        ("colour = 1", "1: unknown key 'colour'", KNOWN),
        (
            "\nkeep_picture_metadata = 1",
            "2: unknown key 'keep_picture_metadata'",
            f"Did you mean keep-picture-metadata? {KNOWN}",
        ),
        (
            "[tool.wirecopy]\nsplit = true",
            "1: [tool.wirecopy] is for pyproject.toml; wirecopy.toml has its keys at the top",
            "Leave the line [tool.wirecopy] out, or name the file pyproject.toml.",
        ),
        ("a = 1\nb = x", "2:5: not valid TOML: Invalid value", "Put strings in quotes and lists in brackets."),
        ('a = """x\n\n\n', "1: not valid TOML: Unterminated string", None),
        ("a = " + "[" * 5000, "1: not valid TOML: values are nested too deeply", None),
    ],
)
def test_values_that_are_refused(text: str, message: str, advice: str | None) -> None:
    found = refused(lambda: load(put("wirecopy.toml", text)))
    assert found[:2] == ("INP020", f"wirecopy.toml:{message}")
    assert advice is None or found[2] == advice


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("select = ['XYZ']", "INP017", "1: select: there is no code 'XYZ', and none that begins with it"),
        ("timezone = 'x'", "INP027", "1: timezone: “x” is not a time zone"),
        ("[per-file-format]\n'*' = 'x'", "INP012", "2: per-file-format of '*': unknown format 'x'"),
    ],
)
def test_values_that_the_command_line_refuses_too(text: str, code: str, message: str) -> None:
    assert refused(lambda: load(put("wirecopy.toml", text)))[:2] == (code, f"wirecopy.toml:{message}")
    assert refused(lambda: load(put("wirecopy.toml", "images-url = 'ftp://x'")))[1].startswith(
        "wirecopy.toml:1: images-url: "
    )


def test_a_whole_configuration(here: Path) -> None:
    text = """\
profile = "ours"
fail-on = "notice"
select = ["nws1"]
ignore = ["NWS101"]
encoding = "cp1252"
timezone = "Europe/Berlin"
split = true
images = "pictures"
images-url = "https://h.example/p/"
keep-picture-metadata = true
max-size = "2K"
deep = true
epub-profile = "dict"
[per-file-ignores]
"a/*" = ["NML"]
[per-file-format]
"*.json" = "ninjs@2.1"
[meta]
slugline = "x"
"""
    found = load(put("n/wirecopy.toml", text))
    assert found == Configuration(
        file="n/wirecopy.toml",
        folder=str(here),
        settings={
            "profile": "ours",
            "fail_on": Severity.NOTICE,
            "select": ("NWS1",),
            "ignore": ("NWS101",),
            "encoding": "cp1252",
            "timezone": "Europe/Berlin",
            "split": True,
            "max_size": 2048,
            "deep": True,
            "epub_profile": "dict",
        },
        ignored=(("a/*", ("NML",)),),
        formats=(("*.json", "ninjs@2.1"),),
        meta={"slugline": "x"},
        meta_line=18,
        text=text,
        splits=True,
        images=str(here / "pictures"),
        images_url="https://h.example/p/",
        keeps_picture_metadata=True,
    )
    assert (found.encoding, found.timezone) == ("cp1252", "Europe/Berlin")
    empty = load(put("wirecopy.toml", "max-size = 7"))
    assert empty == Configuration(file="wirecopy.toml", folder=str(here), settings={"max_size": 7})
    assert (empty.encoding, empty.timezone, empty.metadata()) == (None, None, {})
    toml = "[project]\nname = 'x'\n[tool.wirecopy]\nsplit = true\n[tool.wirecopy.meta]\nslugline = 'x'\n"
    other = load(put("pyproject.toml", toml))
    assert (other.splits, other.meta_line, other.text) == (True, 5, toml)
    assert load(put("b.toml", b"\xef\xbb\xbfsplit = true")).splits


def test_files_that_cannot_be_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    assert refused(lambda: load("none.toml")) == ("INP020", "none.toml: no such file", "Check the name.")
    put("file", "")
    assert refused(lambda: load("file/x.toml")) == ("INP020", "file/x.toml: no such file", "Check the name.")
    put("wirecopy.toml", "#" * configuration.MAX_BYTES)
    assert load("wirecopy.toml").settings == {}
    put("wirecopy.toml", "#" * (configuration.MAX_BYTES + 1))
    message = "wirecopy.toml: the file is larger than 1,048,576 bytes"
    assert refused(lambda: load("wirecopy.toml")) == ("INP020", message, "Check that it is a configuration.")
    put("wirecopy.toml", b"\n\n\xff")
    assert refused(lambda: load("wirecopy.toml")) == ("INP020", "wirecopy.toml:3: not UTF-8", "Save it as UTF-8.")
    put("wirecopy.toml", b"\xff")
    assert refused(lambda: load("wirecopy.toml"))[1] == "wirecopy.toml:1: not UTF-8"
    put("pyproject.toml", "[tool.other]\n")
    message = "pyproject.toml: no [tool.wirecopy] table"
    assert refused(lambda: load("pyproject.toml")) == ("INP020", message, "Add one, or name another file.")
    put("pyproject.toml", "\n[tool]\nwirecopy = 1\n")
    message = "pyproject.toml:3: [tool.wirecopy] must be a table"
    assert refused(lambda: load("pyproject.toml")) == ("INP020", message, "Write [tool.wirecopy] on a line of its own.")
    put("pyproject.toml", "tool = 1\n")
    assert refused(lambda: load("pyproject.toml"))[1] == "pyproject.toml: no [tool.wirecopy] table"

    def locked(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(builtins, "open", locked)
    message = "wirecopy.toml: the file cannot be read: permission denied"
    assert refused(lambda: load("wirecopy.toml")) == ("INP020", message, "Check its permissions.")


def test_which_configuration_applies(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each folder is searched once; standard input is as a file of the working folder."""
    put("wirecopy.toml", "split = true")
    put("a/pyproject.toml", "# wirecopy\n[tool.other]\n")
    put("a/b/pyproject.toml", "[tool.wirecopy]\nprofile = 'ours'\n")
    read: list[str] = []
    real = configuration._in_folder
    monkeypatch.setattr(configuration, "_in_folder", lambda folder: read.append(folder) or real(folder))
    found = Configurations()
    assert found.of("-").file == found.of("x.txt").file == found.of(str(here / "a" / "x.txt")).file == "wirecopy.toml"
    assert (found.of("a/b/c/x.txt").file, found.of("a/b/x.txt").folder) == ("a/b/pyproject.toml", str(here / "a" / "b"))
    assert sorted(read) == sorted(str(here / name) for name in ("", "a", "a/b", "a/b/c"))
    (here / "wirecopy.toml").unlink()
    assert Configurations().of("x.txt") == Configuration()
    assert configuration._relative("/elsewhere/x") == "/elsewhere/x"


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        *(("*.json", path, True) for path in ("a.json", "n/a.json")),
        *(
            ("n/*.json", path, expected)
            for path, expected in (("a.json", False), ("n/a.json", True), ("n/m/a.json", True))
        ),
        *(("n/**/a.json", path, True) for path in ("n/a.json", "n/m/a.json")),
        ("a.json", "n/b.json", False),
    ],
)
def test_patterns_of_files(here: Path, pattern: str, path: str, matches: bool) -> None:
    made = Configuration(folder=str(here), formats=((pattern, "ninjs"), ("**", "text")))
    assert made._matches(pattern, path) is made._matches(pattern, str(here / path)) is matches
    assert made.policy_fields(path, {})["format"] == ("ninjs" if matches else "text")


def test_fields_of_a_policy(here: Path) -> None:
    """The command line goes first, but what a file ignores stays ignored."""
    made = Configuration(
        folder=str(here),
        settings={"profile": "ours", "ignore": ("NWS1",), "select": ("NML",)},
        ignored=(("a.*", ("NJS",)), ("*.txt", ("TXT",))),
        meta={"slugline": "x"},
        images="p",
    )
    assert made.policy_fields("b.xml", {}) == {
        "profile": "ours",
        "ignore": ("NWS1",),
        "select": ("NML",),
        "images": "p",
    }
    assert made.policy_fields("a.xml", {"profile": "strict", "images": "q"}) == {
        "profile": "strict",
        "ignore": ("NWS1", "NJS"),
        "select": ("NML",),
        "images": "q",
    }
    assert made.policy_fields("a.xml", {"select": ("NWS",)})["ignore"] == ("NJS",)
    assert "ignore" not in made.policy_fields("b.xml", {"select": ("NWS",)})
    assert made.policy_fields("b.xml", {"select": ("NWS",), "ignore": ("X",)})["ignore"] == ("X",)
    copy = made.policy_fields("a.txt", {})
    assert (copy["ignore"], copy["metadata"]) == (("NWS1", "NJS", "TXT"), {"slugline": "x"})
    assert made.policy_fields("b.xml", {"format": "text"})["metadata"] == {"slugline": "x"}
    assert "metadata" not in Configuration(folder=str(here)).policy_fields("a.txt", {})
    formats = Configuration(folder=str(here), formats=(("*", "ninjs"),))
    assert formats.policy_fields("a", {"format": "epub"})["format"] == "epub"


def test_metadata_of_a_configuration() -> None:
    """With the lines of what was understood, or is wrong."""
    text = "split = true\n[meta]\nslugline = 'x'\npublished = '7 December 2016'\n"
    made = load(put("wirecopy.toml", text))
    notes: list[str] = ["first"]
    assert made.metadata(notes) == made.metadata()
    assert notes == ["first", "wirecopy.toml:2: meta: published: '7 December 2016' is understood as 2016-12-07"]
    made = load(put("wirecopy.toml", "[meta]\nslugline = 'x'\nurgency = 'y'\n"))
    message = "wirecopy.toml:3: meta: metadata urgency: must be a whole number"
    assert refused(made.metadata) == ("INP011", message, "`wirecopy fields urgency` shows examples.")
    toml = "[tool.wirecopy]\nsplit = true\n[tool.wirecopy.meta]\nslugline = 'x'\nurgency = 'y'\n"
    assert refused(load(put("pyproject.toml", toml)).metadata)[1].startswith("pyproject.toml:5: meta: ")
    made = load(put("wirecopy.toml", "split = true\nmeta.author = {name = 'x', colour = 'y'}\n"))
    assert refused(made.metadata)[1].startswith("wirecopy.toml:2: meta: metadata authors/0: unknown key 'colour'")
    made = load(put("wirecopy.toml", "timezone = 'UTC'\n[meta]\npublished = '2016-12-07 16:00'\n"))
    assert str(made.metadata()["published"].text) == "2016-12-07T16:00:00Z"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("a = 1", ("a",), 1),
        ("\n\na = 1", ("a",), 3),
        ("b = 1\n[t]\na = [\n1,\n]", ("t", "a"), 3),
        ("b = [\n'a',\n]\na = 1", ("a",), 4),
        ("b = 1", ("a",), 0),
        ("[a]\nb = 1", ("a", "b", "c"), 0),
        ("[a]\nc = 1", ("a", "b"), 0),
        ("a.b = 1", ("a",), 1),
        ("a = 1\n[t.a]\nc = 1\n", ("t", "a"), 2),
    ],
)
def test_lines_of_values(text: str, path: tuple[str, ...], line: int) -> None:
    assert line_of(text, path) == line


def test_keys_that_may_be_meant() -> None:
    assert nearest("profil") == f"Did you mean profile? {KNOWN}"
    assert nearest("max_size") == f"Did you mean max-size? {KNOWN}"
    assert nearest("x") == KNOWN
    error = InvalidValue("it is odd", "Check it.", "INP017", ("b",))
    found = error.at("f", "x = 1\n[a]\nb = 1", ("a",))
    assert (found.code, found.message, found.advice) == ("INP017", "f:3: it is odd", "Check it.")
    plain = InvalidValue("it is odd")
    assert (plain.code, plain.advice, plain.below, str(plain)) == ("INP020", "", (), "it is odd")
    assert plain.at("f", "", ("a",)).message == "f: it is odd"
