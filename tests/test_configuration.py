"""Configuration: which file applies to a document, its keys, and the messages for invalid values."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sections
from conftest import ROOT

from convert import batch, cli
from convert.article_codec import dumps, loads
from convert.batch import CheckPolicy
from convert.configuration import Configurations, load
from convert.errors import EXIT_USAGE, UsageError
from convert.findings import Severity
from convert.model import Article, Party


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def policy_of(path: Path, **options: Any) -> CheckPolicy:
    """Return the policy of the file `path` under its nearest configuration."""
    return CheckPolicy(**Configurations().of(str(path)).policy_fields(str(path), options))


def test_only_the_nearest_file_applies(tmp_path: Path) -> None:
    """The nearest configuration applies to a document, and nothing of those above it."""
    put(tmp_path / "wirecopy.toml", 'profile = "strict"\nignore = ["NWS101"]')
    put(tmp_path / "a" / "wirecopy.toml", 'fail-on = "notice"')
    put(tmp_path / "a" / "b" / ".git" / "HEAD", "")  # the root of a repository does not end the search
    assert policy_of(tmp_path / "x.xml") == CheckPolicy(profile="strict", ignore=("NWS101",))
    assert policy_of(tmp_path / "other" / "x.xml") == CheckPolicy(profile="strict", ignore=("NWS101",))
    assert policy_of(tmp_path / "a" / "b" / "c" / "x.xml") == CheckPolicy(fail_on=Severity.NOTICE)


def test_wirecopy_toml_has_priority_over_pyproject(tmp_path: Path) -> None:
    """In one folder `wirecopy.toml` applies; a `pyproject.toml` without our table is skipped, even if broken."""
    put(tmp_path / "pyproject.toml", '[tool.wirecopy]\nprofile = "strict"')
    assert policy_of(tmp_path / "x.xml").profile == "strict"
    put(tmp_path / "a" / "pyproject.toml", '[project]\ndependencies = ["wirecopy"]')
    assert policy_of(tmp_path / "a" / "x.xml").profile == "strict"
    put(tmp_path / "b" / "pyproject.toml", "this is [not TOML")
    assert policy_of(tmp_path / "b" / "x.xml").profile == "strict"
    put(tmp_path / "wirecopy.toml", 'profile = "ours"')
    assert policy_of(tmp_path / "x.xml").profile == "ours"


def test_an_empty_configuration_ends_the_search(tmp_path: Path) -> None:
    """An empty file shields a folder from the configurations above it."""
    put(tmp_path / "wirecopy.toml", 'profile = "strict"')
    put(tmp_path / "a" / "wirecopy.toml", "")
    assert policy_of(tmp_path / "a" / "x.xml") == CheckPolicy()


def test_every_folder_is_searched_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five hundred files of one folder read each folder once."""
    from convert import configuration

    put(tmp_path / "wirecopy.toml", 'profile = "strict"')
    searched = []
    real = configuration._in_folder
    monkeypatch.setattr(configuration, "_in_folder", lambda folder: searched.append(folder) or real(folder))
    found = Configurations()
    for number in range(500):
        assert found.of(str(tmp_path / "a" / "b" / f"{number}.xml")).settings == {"profile": "strict"}
    assert searched == [str(tmp_path / "a" / "b"), str(tmp_path / "a"), str(tmp_path)]


def test_standard_input_counts_as_in_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` has the configuration of the working folder, and relative names start there."""
    put(tmp_path / "wirecopy.toml", 'profile = "strict"')
    monkeypatch.chdir(tmp_path)
    assert Configurations().of("-").settings == {"profile": "strict"}
    assert Configurations().of("a/b.xml").file == "wirecopy.toml"


def test_the_command_line_has_priority(tmp_path: Path) -> None:
    """Options replace configured values; a selected code is not ignored by the file."""
    put(tmp_path / "wirecopy.toml", 'profile = "strict"\nselect = ["NML"]\nignore = ["NML101"]\nfail-on = "notice"')
    options: dict[str, Any] = {"profile": "ours", "fail_on": Severity.ERROR, "select": ("NML101",)}
    assert policy_of(tmp_path / "x.xml", **options) == CheckPolicy(profile="ours", select=("NML101",))
    assert policy_of(tmp_path / "x.xml", ignore=("NWS",)).ignore == ("NWS",)


@pytest.mark.parametrize(
    ("pattern", "matching"),
    [
        ("old.xml", {"old.xml", "a/old.xml", "a/b/old.xml"}),
        ("*.xml", {"old.xml", "a/old.xml", "a/b/old.xml"}),
        ("a/*", {"a/old.xml", "a/b/old.xml"}),
        ("a/**/old.xml", {"a/old.xml", "a/b/old.xml"}),
        ("**/b/*.xml", {"a/b/old.xml"}),
        ("b/*", set()),
        ("[!o]ld.xml", set()),
    ],
)
def test_patterns_match_names_and_paths(tmp_path: Path, pattern: str, matching: set[str]) -> None:
    """A pattern matches a file name anywhere, or a path relative to the folder of the configuration."""
    put(tmp_path / "wirecopy.toml", f'[per-file-ignores]\n"{pattern}" = ["NWS101"]\n')
    files = {"old.xml", "a/old.xml", "a/b/old.xml"}
    assert {file for file in files if policy_of(tmp_path / file).ignore} == matching


def test_per_file_settings(tmp_path: Path) -> None:
    """Codes of all matching patterns are added to those ignored everywhere; the first matching format applies."""
    text = """
        ignore = ["NWS101"]
        per-file-ignores = {"*.xml" = ["NML1"], "a/*" = ["nws107"]}
        per-file-format = {"a/*" = "ninjs@2.1", "*" = "ninjs"}
    """
    put(tmp_path / "wirecopy.toml", text)
    assert policy_of(tmp_path / "a" / "x.xml").ignore == ("NWS101", "NML1", "NWS107")
    assert policy_of(tmp_path / "a" / "x.xml", ignore=("EPB",)).ignore == ("EPB", "NML1", "NWS107")
    assert policy_of(tmp_path / "a" / "x.xml").format == "ninjs@2.1"
    assert policy_of(tmp_path / "b" / "x.xml").format == "ninjs"
    assert policy_of(tmp_path / "b" / "x.xml", format="epub").format == "epub"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('\n# x\nprofil = "strict"', 3, "Did you mean profile"),
        ("profile = true", 1, "profile is true"),
        ('fail-on = "fatal"', 1, "error, warning, notice"),
        ('select = "NWS"', 1, "must be a list of codes"),
        ("select = [1]", 1, "must be a list of codes"),
        ('profile = "ours"\n\n# codes\nignore = [\n  "NWS104",\n  "NWS999",\n]', 4, "NWS999"),
        ('select = [""]', 1, "there is no code ''"),
        ("per-file-ignores = []", 1, "must be a table"),
        ('[per-file-ignores]\n"a" = ["NWS"]\n"b" = ["XYZ"]', 3, "XYZ"),
        ('per-file-ignores."a".b = ["NWS"]', 1, "must be a list of codes"),
        ('[per-file-format]\n"a" = "ninjs@2.1"\n"b" = "docx"', 3, "docx"),
        ('[per-file-format]\n"b" = "ninjs@9"', 2, "ninjs 9"),
        ('meta = "x"', 1, "meta is 'x'"),
        ('[meta]\nlanguage = "en"\nheadline = "x"', 3, "headline cannot be shared"),
        ('encoding = "utf-9"', 1, "encoding is 'utf-9'"),
        ("encoding = 8", 1, "encoding is 8"),
        ("[per-file-format]\nb = 1", 2, "must be the name of a format"),
        ('profile = "ours"\nprofile = "ours"', 2, "not valid TOML"),
        ("a = [", 1, "not valid TOML"),
        ("\n\na = ^", 3, "not valid TOML"),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    """Every mistake is a UsageError with the file, the line and advice, in either file."""
    for name, before in (("wirecopy.toml", ""), ("pyproject.toml", "[project]\n\n[tool.wirecopy]\n")):
        inside = before + (re.sub(r"^\[", "[tool.wirecopy.", text) if before else text)
        file = put(tmp_path / name / name, inside)
        for find, where in ((Configurations().of, file.parent / "x.xml"), (load, file)):
            with pytest.raises(UsageError) as caught:
                find(str(where))
            assert re.match(rf"{re.escape(str(file))}:{line + before.count(chr(10))}(:\d+)?: ", caught.value.message)
            assert message in str(caught.value)
            assert caught.value.advice
            assert caught.value.code in {"INP020", "INP017", "INP012"}


REFUSED = (
    ("a.toml", b'a = "'),
    ("a.toml", b"# \xff"),
    ("a.toml", b"#" * (2**20 + 1)),
    ("a.toml", b'\n[tool.wirecopy]\nprofile = "ours"'),
    ("pyproject.toml", b"[tool]"),
    ("pyproject.toml", b'[tool]\nwirecopy = "x"'),
    ("pyproject.toml", b"[tool.wirecopy]\nzzz = 1"),
    ("a.toml", b"profil = 1"),
    ("a.toml", b'profile = "x"'),
    ("a.toml", b"split = 1"),
    ("a.toml", b'select = "NWS"'),
    ("a.toml", b'ignore = ["NWS999"]'),
    ("a.toml", b"per-file-format.b = 1"),
    ("a.toml", b'per-file-format.b = "docx"'),
    ("a.toml", b"per-file-format = 1"),
    ("a.toml", b"per-file-ignores = 1"),
    ("a.toml", b'encoding = "utf-9"'),
    ("a.toml", b'max-size = "much"'),
    ("a.toml", b'timezone = "Mars"'),
    ("a.toml", b"timezone = 1"),
    ("a.toml", b"images = 1"),
    ("a.toml", b"images-url = 1"),
    ("a.toml", b"meta = 1"),
    ("a.toml", b'\nmeta.headline = "x"'),
)
"""Names and contents of configurations, one for each way in which they are refused."""


def test_refusals_say_what_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, accept: bool) -> None:
    """Message and advice of each, word for word."""
    monkeypatch.chdir(tmp_path)
    found = ""
    for name, data in REFUSED:
        Path(name).write_bytes(data)
        with pytest.raises(UsageError) as caught:
            load(name)
        found += f"{caught.value.code} {caught.value.message}. {caught.value.advice}\n"
    sections.hold("refusals", "configuration", found, accept=accept)


def test_metadata_of_every_story(tmp_path: Path) -> None:
    """Shared metadata is converted to values of the model on demand; an error in it has its line."""
    put(tmp_path / "pyproject.toml", '[tool.wirecopy.meta]\nlanguage = "de"\nprovider.name = "Die Zeitung"\n')
    found = Configurations().of(str(tmp_path / "x.txt"))
    metadata = found.metadata()
    assert metadata["language"] == "de"
    assert metadata["provider"] == Party(name="Die Zeitung")
    assert CheckPolicy(**found.policy_fields("x.txt", {})).metadata == metadata
    assert CheckPolicy(**found.policy_fields("x.copy", {"format": "text"})).metadata == metadata
    assert CheckPolicy(**found.policy_fields("x.xml", {})).metadata == {}
    wrong = put(tmp_path / "a" / "wirecopy.toml", '# ours\n[meta]\nlangage = "de"\n')
    with pytest.raises(UsageError, match=f"{re.escape(str(wrong))}:3: meta: unknown metadata 'langage'"):
        Configurations().of(str(tmp_path / "a" / "x.txt")).metadata()


def test_shared_metadata_applies_to_raw_copy(tmp_path: Path) -> None:
    """A story's metadata file and the run's metadata have priority; shared metadata does not apply to Article JSON."""
    story = put(tmp_path / "story.txt", "Ferry resumes\n\nThe ferry resumed on Tuesday, its operator said to us.\n")
    settings = batch.Settings(formats=("article",), epoch="2016-12-07T16:00:00Z")
    shared = {"language": "de", "slugline": "shared", "urgency": 1}

    def article(job: batch.Job, **metadata: object) -> Article:
        [outcome] = batch.perform(replace(job, metadata=shared), replace(settings, metadata=metadata))
        assert outcome.data is not None
        return loads(outcome.data)

    put(tmp_path / "story.meta.toml", 'slugline = "beside"')
    [job] = batch.plan([str(story)], ["article"], None)
    made = article(job, urgency=2)
    assert (made.language, made.slugline, made.urgency) == ("de", "beside", 2)
    again = put(tmp_path / "made.article.json", dumps(replace(made, language="en")).decode())
    [job] = batch.plan([str(again)], ["article"], None)
    assert article(job).language == "en"


def test_unusable_files_are_refused(tmp_path: Path) -> None:
    """A file that is missing, unreadable, not UTF-8, too large or without our table is refused."""
    with pytest.raises(UsageError, match="no such file"):
        load(str(tmp_path / "none.toml"))
    (tmp_path / "wirecopy.toml").mkdir()
    with pytest.raises(UsageError, match="cannot be read"):
        Configurations().of(str(tmp_path / "x.xml"))
    (tmp_path / "a.toml").write_bytes(b"\n# \xff")
    with pytest.raises(UsageError, match=r"a\.toml:2: not UTF-8"):
        load(str(tmp_path / "a.toml"))
    with pytest.raises(UsageError, match="larger than 1,048,576 bytes"):
        load(str(put(tmp_path / "b.toml", "#" * 2**20 + "#")))
    with pytest.raises(UsageError, match=r"no \[tool\.wirecopy\] table"):
        load(str(put(tmp_path / "c" / "pyproject.toml", "[tool]")))
    with pytest.raises(UsageError, match=r":2: \[tool\.wirecopy\] must be a table"):
        load(str(put(tmp_path / "d" / "pyproject.toml", '[tool]\nwirecopy = "x"')))
    deep = put(tmp_path / "e.toml", "a = " + "[" * 5000)
    with pytest.raises(UsageError, match="not valid TOML"):
        load(str(deep))


def test_patterns_of_a_named_file_are_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of `--config` can be anywhere; its patterns are relative to the working folder."""
    file = put(tmp_path / "ci" / "checks.toml", 'per-file-ignores = {"a/*" = ["NWS"]}')
    monkeypatch.chdir(tmp_path)
    assert load(str(file)).policy_fields("a/x.xml", {})["ignore"] == ("NWS",)
    assert load(str(file)).policy_fields("b/x.xml", {}) == {}


def test_nothing_is_parsed_without_configuration(tmp_path: Path) -> None:
    """Without a configuration the TOML parser is not loaded."""
    put(tmp_path / "pyproject.toml", "[project]\n")
    put(tmp_path / "x.xml", "<x/>")
    program = "import sys, convert.cli as c; c._run(['check', 'x.xml']); print('tomllib' in sys.modules)"
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.splitlines()[-1] == "False"


def test_an_invalid_configuration_ends_the_run_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "pyproject.toml", "[project]\n")
    put(tmp_path / "x.xml", "<x/>")
    put(tmp_path / "late" / "wirecopy.toml", "?")
    put(tmp_path / "late" / "x.xml", "<x/>")
    monkeypatch.chdir(tmp_path)
    assert cli._run(["check", "x.xml", "late/x.xml"]) == EXIT_USAGE
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "late/wirecopy.toml:1:1" in printed.err


def test_the_readme_shows_a_configuration_that_works(tmp_path: Path) -> None:
    """The README's configuration is valid and has every key."""
    from convert.configuration.keys import KEYS

    [example] = re.findall(r"```toml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert set(tomllib.loads(example)) == set(KEYS)
    assert load(str(put(tmp_path / "a.toml", example))).settings["fail_on"] is Severity.WARNING
