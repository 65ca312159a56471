"""Configuration: which file holds for a document, what it may say, and how what is wrong in it is told."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from convert import batch
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


def judging(path: Path, **told: Any) -> CheckPolicy:
    """How the file `path` is judged by the configuration near it."""
    return CheckPolicy(**Configurations().of(str(path)).policy_fields(str(path), told))


def test_the_nearest_file_holds_alone(tmp_path: Path) -> None:
    """Of the files upward of a document the nearest holds whole; nothing of those above it is added."""
    put(tmp_path / "wirecopy.toml", 'profile = "strict"\nignore = ["NWS101"]')
    put(tmp_path / "a" / "wirecopy.toml", 'fail-on = "notice"')
    put(tmp_path / "a" / "b" / ".git" / "HEAD", "")  # a repository's edge ends no search
    assert judging(tmp_path / "x.xml") == CheckPolicy(profile="strict", ignore=("NWS101",))
    assert judging(tmp_path / "other" / "x.xml") == CheckPolicy(profile="strict", ignore=("NWS101",))
    assert judging(tmp_path / "a" / "b" / "c" / "x.xml") == CheckPolicy(fail_on=Severity.NOTICE)


def test_our_own_name_comes_before_pyproject(tmp_path: Path) -> None:
    """In one folder `wirecopy.toml` holds; a `pyproject.toml` without us is passed over, even if broken."""
    put(tmp_path / "pyproject.toml", '[tool.wirecopy]\nprofile = "strict"')
    assert judging(tmp_path / "x.xml").profile == "strict"
    put(tmp_path / "a" / "pyproject.toml", '[project]\ndependencies = ["wirecopy"]')
    assert judging(tmp_path / "a" / "x.xml").profile == "strict"
    put(tmp_path / "b" / "pyproject.toml", "this is [no TOML")
    assert judging(tmp_path / "b" / "x.xml").profile == "strict"
    put(tmp_path / "wirecopy.toml", 'profile = "ours"')
    assert judging(tmp_path / "x.xml").profile == "ours"


def test_an_empty_configuration_ends_the_search(tmp_path: Path) -> None:
    """A folder can do without what stands above it."""
    put(tmp_path / "wirecopy.toml", 'profile = "strict"')
    put(tmp_path / "a" / "wirecopy.toml", "")
    assert judging(tmp_path / "a" / "x.xml") == CheckPolicy()


def test_every_folder_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five hundred files of a folder cost what one does."""
    from convert import configuration

    put(tmp_path / "wirecopy.toml", 'profile = "strict"')
    looked = []
    real = configuration._in_folder
    monkeypatch.setattr(configuration, "_in_folder", lambda folder: looked.append(folder) or real(folder))
    found = Configurations()
    for number in range(500):
        assert found.of(str(tmp_path / "a" / "b" / f"{number}.xml")).settings == {"profile": "strict"}
    assert looked == [str(tmp_path / "a" / "b"), str(tmp_path / "a"), str(tmp_path)]


def test_standard_input_stands_in_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` is judged as a file in the working folder is, and relative names are found from there."""
    put(tmp_path / "wirecopy.toml", 'profile = "strict"')
    monkeypatch.chdir(tmp_path)
    assert Configurations().of("-").settings == {"profile": "strict"}
    assert Configurations().of("a/b.xml").file == "wirecopy.toml"


def test_the_command_line_wins(tmp_path: Path) -> None:
    """What is told replaces what is configured; a code that is asked for is not ignored by the file."""
    put(tmp_path / "wirecopy.toml", 'profile = "strict"\nselect = ["NML"]\nignore = ["NML101"]\nfail-on = "notice"')
    told = {"profile": "ours", "fail_on": Severity.ERROR, "select": ("NML101",)}
    assert judging(tmp_path / "x.xml", **told) == CheckPolicy(profile="ours", select=("NML101",))
    assert judging(tmp_path / "x.xml", ignore=("NWS",)).ignore == ("NWS",)


@pytest.mark.parametrize(
    ("pattern", "fits"),
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
def test_patterns_fit_names_and_ways(tmp_path: Path, pattern: str, fits: set[str]) -> None:
    """A pattern is for a file's name anywhere, or for its way from the folder of the configuration."""
    put(tmp_path / "wirecopy.toml", f'[per-file-ignores]\n"{pattern}" = ["NWS101"]\n')
    files = {"old.xml", "a/old.xml", "a/b/old.xml"}
    assert {file for file in files if judging(tmp_path / file).ignore} == fits


def test_more_is_ignored_in_some_files(tmp_path: Path) -> None:
    """Codes of every pattern that fits are added to those ignored everywhere; of formats the first that fits holds."""
    text = """
        ignore = ["NWS101"]
        per-file-ignores = {"*.xml" = ["NML1"], "a/*" = ["nws107"]}
        per-file-format = {"a/*" = "ninjs@2.1", "*" = "ninjs"}
    """
    put(tmp_path / "wirecopy.toml", text)
    assert judging(tmp_path / "a" / "x.xml").ignore == ("NWS101", "NML1", "NWS107")
    assert judging(tmp_path / "a" / "x.xml", ignore=("EPB",)).ignore == ("EPB", "NML1", "NWS107")
    assert judging(tmp_path / "a" / "x.xml").format == "ninjs@2.1"
    assert judging(tmp_path / "b" / "x.xml").format == "ninjs"
    assert judging(tmp_path / "b" / "x.xml", format="epub").format == "epub"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('\n# x\nprofil = "strict"', 3, "Perhaps profile is meant"),
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
        ('[meta]\nlanguage = "en"\nheadline = "x"', 3, "no two stories have the same headline"),
        ('encoding = "utf-9"', 1, "encoding is 'utf-9'"),
        ("encoding = 8", 1, "encoding is 8"),
        ("[per-file-format]\nb = 1", 2, "must be the name of a format"),
        ('profile = "ours"\nprofile = "ours"', 2, "no TOML"),
        ("a = [", 1, "no TOML"),
        ("\n\na = ^", 3, "no TOML"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    """Every mistake is a UsageError that names the file, the line and what would do, in either file."""
    for name, before in (("wirecopy.toml", ""), ("pyproject.toml", "[project]\n\n[tool.wirecopy]\n")):
        inside = before + (re.sub(r"^\[", "[tool.wirecopy.", text) if before else text)
        file = put(tmp_path / name / name, inside)
        for find, where in ((Configurations().of, file.parent / "x.xml"), (load, file)):
            with pytest.raises(UsageError) as caught:
                find(str(where))
            assert re.match(rf"{re.escape(str(file))}:{line + before.count(chr(10))}(:\d+)?: ", caught.value.message)
            assert said in str(caught.value)
            assert caught.value.code in {"INP020", "INP017", "INP012"}


def test_metadata_of_every_story(tmp_path: Path) -> None:
    """It is made values of the model when a story asks for it, and only then; what is wrong in it has its line."""
    put(tmp_path / "pyproject.toml", '[tool.wirecopy.meta]\nlanguage = "de"\nprovider.name = "Die Zeitung"\n')
    found = Configurations().of(str(tmp_path / "x.txt"))
    given = found.metadata()
    assert given["language"] == "de"
    assert given["provider"] == Party(name="Die Zeitung")
    assert CheckPolicy(**found.policy_fields("x.txt", {})).metadata == given
    assert CheckPolicy(**found.policy_fields("x.copy", {"format": "text"})).metadata == given
    assert CheckPolicy(**found.policy_fields("x.xml", {})).metadata == {}
    wrong = put(tmp_path / "a" / "wirecopy.toml", '# ours\n[meta]\nlangage = "de"\n')
    with pytest.raises(UsageError, match=f"{re.escape(str(wrong))}:2: meta: there is no metadata called 'langage'"):
        Configurations().of(str(tmp_path / "a" / "x.txt")).metadata()


def test_shared_metadata_is_for_raw_copy(tmp_path: Path) -> None:
    """What stands beside a story and what is given for the run win over it; Article JSON says all of itself."""
    story = put(tmp_path / "story.txt", "Ferry resumes\n\nThe ferry resumed on Tuesday, its operator said to us.\n")
    settings = batch.Settings(formats=("article",), epoch="2016-12-07T16:00:00Z")
    shared = {"language": "de", "slugline": "shared", "urgency": 1}

    def article(job: batch.Job, **given: object) -> Article:
        outcome = batch.perform(replace(job, metadata=shared), replace(settings, metadata=given))
        assert outcome.data is not None
        return loads(outcome.data)

    put(tmp_path / "story.meta.toml", 'slugline = "beside"')
    [job] = batch.plan([str(story)], ["article"], None)
    made = article(job, urgency=2)
    assert (made.language, made.slugline, made.urgency) == ("de", "beside", 2)
    again = put(tmp_path / "made.article.json", dumps(replace(made, language="en")).decode())
    [job] = batch.plan([str(again)], ["article"], None)
    assert article(job).language == "en"


def test_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    """What cannot be read, is no text, too large, or no table of ours, is refused."""
    with pytest.raises(UsageError, match="no such file"):
        load(str(tmp_path / "none.toml"))
    (tmp_path / "wirecopy.toml").mkdir()
    with pytest.raises(UsageError, match="cannot be read"):
        Configurations().of(str(tmp_path / "x.xml"))
    (tmp_path / "a.toml").write_bytes(b"\n# \xff")
    with pytest.raises(UsageError, match=r"a\.toml:2: it is not UTF-8"):
        load(str(tmp_path / "a.toml"))
    with pytest.raises(UsageError, match="more than 1048576 bytes"):
        load(str(put(tmp_path / "b.toml", "#" * 2**20 + "#")))
    with pytest.raises(UsageError, match=r"no \[tool\.wirecopy\]"):
        load(str(put(tmp_path / "c" / "pyproject.toml", "[tool]")))
    with pytest.raises(UsageError, match=r":2: \[tool\.wirecopy\] must be a table"):
        load(str(put(tmp_path / "d" / "pyproject.toml", '[tool]\nwirecopy = "x"')))
    deep = put(tmp_path / "e.toml", "a = " + "[" * 5000)
    with pytest.raises(UsageError, match="no TOML"):
        load(str(deep))


def test_patterns_of_a_named_file_are_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of `--config` may stand anywhere; its patterns are for the documents as seen from where the run is."""
    file = put(tmp_path / "ci" / "checks.toml", 'per-file-ignores = {"a/*" = ["NWS"]}')
    monkeypatch.chdir(tmp_path)
    assert load(str(file)).policy_fields("a/x.xml", {})["ignore"] == ("NWS",)
    assert load(str(file)).policy_fields("b/x.xml", {}) == {}


def test_nothing_is_parsed_where_nothing_is_configured(tmp_path: Path) -> None:
    """Without a configuration the parser of TOML is not even loaded; what is wrong ends the run before any work."""
    put(tmp_path / "pyproject.toml", "[project]\n")
    put(tmp_path / "x.xml", "<x/>")
    program = "import sys, convert.cli as c; c._run(['check', 'x.xml']); print('tomllib' in sys.modules)"
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.splitlines()[-1] == "False"
    put(tmp_path / "late" / "wirecopy.toml", "?")
    put(tmp_path / "late" / "x.xml", "<x/>")
    command = [sys.executable, "-m", "convert", "check", "x.xml", "late/x.xml"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout) == (EXIT_USAGE, "")
    assert "late/wirecopy.toml:1:1" in ran.stderr


def test_the_readme_shows_a_configuration_that_works(tmp_path: Path) -> None:
    """What the README shows is taken, and has every key that there is."""
    from convert.configuration import _KEYS

    [shown] = re.findall(r"```toml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert set(tomllib.loads(shown)) == set(_KEYS)
    assert load(str(put(tmp_path / "a.toml", shown))).settings["fail_on"] is Severity.WARNING
