"""What is written about wirecopy agrees with what it is: codes, exit codes, commands, rules, schemas."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
from math import log
from pathlib import Path

import click
import jsonschema
import pytest
from conftest import ROOT, absent
from report_texts import as_json, as_text

from convert import batch, checks, codes, configuration, documents, errors, limits, pipeline
from convert.batch.inputs import lists, sidecars, zips
from convert.checks import shards
from convert.checks.epub.faults import FAULTS, PROFILE_VIOLATION, Fault
from convert.cli import commands
from convert.findings import FileReport, Finding, Location, Report, Severity
from convert.formats import FORMATS, named
from convert.model import Inference, Moment
from convert.pictures import limits as pictures
from convert.readers import Contribution, Explanation, Source, TraceLine
from convert.readers.text.lines import decode
from convert.readers.text.roles import ROLES

README = (ROOT / "README.md").read_text(encoding="utf-8")
_CODE = re.compile(r'"([A-Z]{3}\d{3})"')


def codes_in_use() -> set[str]:
    """Every code that stands as a string of its own in the package, and 000 and 001 of each family of documents."""
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "convert").rglob("*.py"))
    found = {code for text in texts for code in _CODE.findall(text)}
    families = {checks.checks_of(f.name).FAMILY for f in FORMATS if f.checks}
    return found | {family + "000" for family in families}


def test_every_code_in_use_is_explained_and_no_other() -> None:
    """The catalogue holds the codes that the package gives out, no more and no fewer."""
    assert set(codes.all_codes()) == codes_in_use()


def test_families_with_a_schema_are_those_of_checked_formats() -> None:
    """What violates the schema of a format is a violation, so that a document of ours is withheld; nothing else is."""
    checked = {checks.checks_of(f.name).FAMILY for f in FORMATS if f.checks} - {"TXT"}
    assert {family for family in codes.FAMILIES if codes.is_schema_stage(family + "001")} == {*checked, "SCH"}


def test_an_explanation_says_what_and_how_to_mend() -> None:
    """A title that is one sentence, then more, and the remedy."""
    for code in codes.all_codes():
        title, _, rest = codes.explanation(code).partition("\n\n")
        assert title.startswith(f"{code}: ")
        assert "\n" not in title.strip(), code
        assert len(rest.split()) >= 8, code
        assert code.startswith("BUG") or "\n\nMend: " in "\n\n" + rest, code


def test_codes_are_explained_in_their_order() -> None:
    explained = re.findall(r"(?m)^## ([A-Z]{3}\d{3}) ", (ROOT / "convert" / "codes.md").read_text(encoding="utf-8"))
    families = list(dict.fromkeys(code[:3] for code in explained))
    assert explained == sorted(set(explained), key=lambda code: (families.index(code[:3]), code))


def test_successors_are_named_by_the_old_code() -> None:
    """`--select EPB001` and `--ignore EPB001` go on naming the faults that got codes of their own."""
    successors = codes.SUCCESSORS["EPB001"]
    assert (
        set(successors)
        == {*FAULTS, PROFILE_VIOLATION}
        == {c for c in codes.all_codes() if "EPB001" < c < "EPB100" or "EPB200" <= c < "EPC"}
    )
    for code in successors:
        assert f"\n  {code} " in codes.explanation("EPB001")
        assert codes.is_schema_stage(code)
    for policy, reported in (
        (batch.CheckPolicy(select=("EPB001",)), {"EPB001", "EPB016"}),
        (batch.CheckPolicy(select=("EPB016",)), {"EPB016"}),
        (batch.CheckPolicy(select=("EPB00",)), {"EPB000", "EPB001", "EPB016"}),
        (batch.CheckPolicy(select=("EPB",), ignore=("EPB001",)), {"EPB000", "EPB101"}),
        (batch.CheckPolicy(ignore=("EPB016", "NWS")), {"EPB000", "EPB001", "EPB101"}),
    ):
        assert {c for c in ("EPB000", "EPB001", "EPB016", "EPB101", "NWS101") if policy.reports(c)} == reported
    example = (ROOT / "tests" / "rules" / "EPB016" / "bad-not-packed.epub").read_bytes()
    for select, found in (("EPB001", ["EPB016"]), ("EPB101", [])):
        [report] = batch.check("a.epub", example, policy=batch.CheckPolicy(select=(select,))).reports
        assert [f.code for f in report.findings] == found


def test_codes_that_repeated_others_name_these() -> None:
    """A fault has one code; the code that repeated it goes on selecting and ignoring it."""
    for old, code in (("EPB112", "EPB262"), ("EPB112", "EPB006"), ("EPB114", "EPB283")):
        assert f"\n  {code} " in codes.explanation(old)
        assert batch.CheckPolicy(select=(old,)).reports(code)
        assert not batch.CheckPolicy(ignore=(old,)).reports(code)
        assert not batch.CheckPolicy(ignore=("EPB001",)).reports(code)
        assert not batch.CheckPolicy(select=(old,)).reports("EPB016")
    assert not codes.is_schema_stage("EPB112")


def test_ids_of_epubcheck_are_explained_by_our_codes() -> None:
    names = [(name, fault.code) for fault in FAULTS.values() if fault.epubcheck for name in fault.epubcheck.split(", ")]
    assert len(names) > 150
    assert [name for name, _ in names if not codes.is_code(name)] == []
    assert [(name, code) for name, code in names if f"\n  {code} " not in codes.explanation(name)] == []
    with pytest.raises(errors.UsageError, match="no code stands for RSC-999"):
        codes.explanation("rsc-999")


@pytest.mark.sampled(10)
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_has_its_clause(fault: Fault) -> None:
    """In the explanation, and in the detail of findings."""
    assert codes.explanation(fault.code).endswith(f"\n\nSee: {fault.source}.")
    ids = (("epubcheck", fault.epubcheck),) if fault.epubcheck else ()
    assert fault.at(Location(), "message").detail == (("clause", fault.source), *ids)
    for part in ("What: ", "Why: ", "Fails: ", "Mend: "):
        assert f"\n\n{part}" in codes.explanation(fault.code)


@pytest.mark.parametrize(
    ("file", "schema", "keyword"),
    [
        ("NJS103/bad-embargoed.ninjs.json", "ninjs/3.1/ninjs.json", "unevaluatedProperties"),
        ("EPB001/bad-linear.epub", "package document, EPUB 3", "value"),
    ],
)
def test_a_violation_names_its_schema_and_keyword(file: str, schema: str, keyword: str) -> None:
    report = checks.check((ROOT / "tests" / "rules" / file).read_bytes())
    [detail] = [dict(f.detail) for f in report.findings if f.code in ("NJS001", "EPB001")]
    assert (detail["schema"], detail["keyword"]) == (schema, keyword)


def test_a_rule_is_written_as_all_are() -> None:
    """Its file bears its code, its docstring has the four parts, it names formats that exist and a remedy."""
    for rule in checks.all_rules():
        text = codes.explanation(rule.code)
        for part in ("What: ", "Why: ", "Fails: ", "Mend: "):
            assert f"\n\n{part}" in text, f"{rule.code} has no {part!r}"
        assert all((rule.formats, rule.title, rule.clause, rule.advice)), rule.code
        assert all(named(f).checks for f in rule.formats), rule.code


def test_the_table_of_rules_is_what_the_rules_say(accept: bool) -> None:
    """The page beside the rules is what `wirecopy rules` prints, and names every rule."""
    page = ROOT / "convert" / "checks" / "rules" / "README.md"
    table = codes.rules_table()
    if accept:
        page.write_text(table, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == table
    for rule in checks.all_rules():
        assert table.count(f"\n| {rule.code} | {rule.title} |") == 1


def test_exit_codes() -> None:
    """The README and the help name each exit code that there is."""
    known = {value for name, value in vars(errors).items() if name.startswith("EXIT_")}
    tabled = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert tabled | {errors.EXIT_HUNG_UP, errors.EXIT_INTERRUPTED, errors.EXIT_TERMINATED} == known
    for code in tabled:
        assert re.search(rf"\b{code}\b", commands.help or "")


def test_the_readme_names_every_command_and_only_options_that_exist() -> None:
    """Commands and long options in the README are those of the program."""
    options = {
        o
        for c in (commands, *commands.commands.values())
        for p in c.params
        for o in p.opts
        if isinstance(p, click.Option)
    }
    for name in commands.commands.keys() - {"completion"}:
        assert f"wirecopy {name}" in README
    code = " ".join(re.findall(r"`(wirecopy[^`]*)`", README))
    for option in re.findall(r"(?<![\w-])(--?[a-z][a-z-]*)", code):
        assert option in options


def test_the_limits_in_the_security_policy_are_those_of_the_code() -> None:
    """Each figure of the table is a constant's."""
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    table = re.findall(r"^  \| an? ([\w ]+) \| (.*) \|$", page, re.MULTILINE)
    found = {what: [int(figure.replace(",", "")) for figure in re.findall(r"[\d,]*\d", said)] for what, said in table}
    mib = 2**20
    assert found == {
        "input": [limits.MAX_INPUT // mib],
        "story of raw copy": [limits.MAX_STORY // mib, limits.MAX_LINES],
        "line of raw copy": [decode.MAX_LINE],
        "XML document": [documents.MAX_XML // mib, documents.MAX_TAGS, documents.MAX_ATTRIBUTES],
        "JSON document": [documents.MAX_JSON // mib, documents.MAX_VALUES, documents.MAX_DEPTH],
        "file of many documents": [limits.MAX_SHARD // 2**30, shards.BYTES_PER_DOCUMENT, shards.FEW_DOCUMENTS],
        "EPUB": [
            documents.MAX_CONTAINER // mib,
            documents.MAX_UNPACKED // mib,
            documents.MAX_MEMBERS,
            documents.MAX_RATIO,
        ],
        "archive of texts": [documents.MAX_RATIO, zips.MAX_DIRECTORY // mib],
        "line of JSON Lines": [documents.MAX_JSON // mib],
        "name in a list": [lists.MAX_NAME // 2**10],
        "picture": [
            pictures.MAX_BYTES // mib,
            pictures.MAX_PIXELS,
            pictures.MAX_SIDE,
            pictures.MAX_PARTS,
            pictures.MAX_PACKET // mib,
        ],
        "story with pictures": [pictures.MAX_PICTURES, pictures.MAX_STORY_BYTES // mib],
        "configuration": [configuration.MAX_BYTES // mib],
        "metadata file": [sidecars.MAX_BYTES // mib],
    }


def test_every_folder_of_tests_is_described() -> None:
    """The page about the tests names each folder that holds some, and no test module that is not there."""
    page = (ROOT / "tests" / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "tests").iterdir():
        if path.is_dir() and not path.name.startswith("__"):
            assert f"`{path.name}/" in page, path.name
    for name in re.findall(r"`(test_\w+)(?:\.py)?`", page):
        assert (ROOT / "tests" / f"{name}.py").is_file(), name


def test_every_schema_has_its_source() -> None:
    """SOURCES.toml names every schema file, and no file that is not there."""
    sources = tomllib.loads((ROOT / "schemas" / "SOURCES.toml").read_text(encoding="utf-8"))
    files = {
        str(path.relative_to(ROOT / "schemas"))
        for path in (ROOT / "schemas").rglob("*")
        if path.suffix in (".xsd", ".json")
    }
    covered = {file for name in sources for file in files if file.startswith(name.rstrip("/") + "/")}
    assert files == covered
    for name in sources:
        assert (ROOT / "schemas" / name).is_dir()


def test_yardsticks_are_those_that_agreement_was_measured_against(official: Path) -> None:
    """Each official file that SOURCES.toml names has the digest that stands there."""
    sources = tomllib.loads((ROOT / "schemas" / "SOURCES.toml").read_text(encoding="utf-8"))
    measured = [(s["official"], s["sha256"]) for s in sources.values() if "official" in s]
    measured += [pair for source in sources.values() for pair in source.get("earlier", {}).items()]
    assert measured
    for file, digest in measured:
        if file.startswith("newest/") and not (official / file).exists():
            absent(f"{file} is not among the official files")
        assert hashlib.sha256((official / file).read_bytes()).hexdigest() == digest


@pytest.mark.any_findings
def test_the_json_report_keeps_its_contract() -> None:
    """A report with everything in it is valid under the schema that is the contract."""
    schema = json.loads((ROOT / "schemas" / "report" / "1" / "report.json").read_text(encoding="utf-8"))
    finding = Finding(
        code="NWS101",
        severity=Severity.WARNING,
        message="message",
        advice="advice",
        location=Location(path="a.epub", member="b.xhtml", line=3, column=4, pointer="/x"),
        detail=(("found", "x"),),
    )
    file = FileReport(path="a.epub", format="epub", version="3.3", schema_valid=True, findings=(finding,))
    text = as_json(Report(files=(file, FileReport(path="b"))), wirecopy="0")
    jsonschema.validate(json.loads(text), schema)
    for broken in (text.replace('"NWS101"', '"?"'), text.replace('"files"', '"fils"'), text.replace(": 3", ": -3")):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(json.loads(broken), schema)


def test_the_trace_keeps_its_contract() -> None:
    """The schema knows every role and every field of the records that a trace is made of, and refuses what is none."""
    schema = json.loads((ROOT / "schemas" / "trace" / "1" / "trace.json").read_text(encoding="utf-8"))
    line, inference = schema["$defs"]["line"], schema["$defs"]["inference"]
    explanation, reason = schema["$defs"]["account"], schema["$defs"]["reason"]
    assert line["properties"]["role"]["enum"] == list(ROLES)
    assert [*line["required"], "column"] == list(line["properties"]) == list(TraceLine._fields)
    assert inference["required"] == list(inference["properties"]) == [f.name for f in dataclasses.fields(Inference)]
    fields = [field.name for field in dataclasses.fields(Explanation)]
    assert [*explanation["required"], "columns"] == list(explanation["properties"]) == fields
    assert reason["required"] == list(reason["properties"]) == [f.name for f in dataclasses.fields(Contribution)]
    copy = (ROOT / "seeds" / "east-aleppo-civilians.txt").read_bytes()
    source = Source(name="a/story.txt", data=copy, moment=Moment("2016-12-07T16:00:00Z"))
    output = pipeline.write_trace(pipeline.convert_bytes(source, []))
    assert (output.format, output.schema_valid, output.findings) == ("trace", True, ())
    text = (output.data or b"").decode()
    trace = json.loads(text)
    jsonschema.validate(trace, schema)
    assert (trace["trace"], trace["name"], trace["sha256"]) == (1, "story.txt", hashlib.sha256(copy).hexdigest())
    assert [row["text"].strip() for row in trace["lines"]] == [row.strip() for row in copy.decode().splitlines()]
    assert [row["number"] for row in trace["lines"] if row["text"].strip() and not row["kept"]] == [1, 5, 59]
    assert {row["field"] for row in trace["inferences"]} >= {"headline", "reading_time", "language"}
    told = (pipeline.write_trace(pipeline.read(dataclasses.replace(source, explanations=True))).data or b"").decode()
    assert {**json.loads(told), "accounts": []} == {**trace, "accounts": []}
    for row in json.loads(told)["accounts"]:
        total = sum(reason["weight"] for reason in row["reasons"])
        assert abs(total - log(row["confidence"] / row["against"])) < 0.001 * (len(row["reasons"]) + 2)
    for broken in (
        told.replace('"field": null', '"field": 3'),
        told.replace('"weight": ', '"weight": [], "mass": '),
        told.replace('"what": "', '"why": "'),
        text.replace('"role": "headline"', '"role": "title"'),
        text.replace('"number": 1,', '"number": 0,'),
        text.replace('"kept": true', '"kept": 1'),
        text.replace('"confidence": 0.', '"confidence": 7.'),
        text.replace(trace["sha256"], trace["sha256"][1:]),
        text.replace('"lines": [\n', '"rows": [\n'),
    ):
        assert broken not in (text, told)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(json.loads(broken), schema)


@pytest.mark.any_findings
def test_a_finding_cannot_forge_a_report() -> None:
    """Line breaks and terminal codes in a message stay in its line."""
    finding = Finding(code="NWS101", severity=Severity.ERROR, message="x\nok.xml: nothing\x1b[2J", advice="y\r\nz")
    lines = as_text(Report(files=(FileReport(path="a", findings=(finding,)),))).splitlines()
    assert len(lines) == 2
    assert "\x1b" not in "".join(lines)


def test_seeds_are_what_they_were() -> None:
    """Each seed has the digest in SOURCES.toml, byte for byte."""
    seeds = ROOT / "seeds"
    sources = tomllib.loads((seeds / "SOURCES.toml").read_text(encoding="utf-8"))
    assert {p.name for p in seeds.glob("*.txt")} == set(sources)
    for name, source in sources.items():
        assert hashlib.sha256((seeds / name).read_bytes()).hexdigest() == source["sha256"]
        assert source["language"]
        assert source["from"]


@pytest.mark.parametrize(
    ("row", "group"),
    [("text of an article", "scored style=article"), ("text of a whole page", "scored style=page")],
)
def test_the_readme_shows_the_scores_that_hold(row: str, group: str) -> None:
    """What it says of reading is what the floors are, below which no score may sink."""
    floors = json.loads((ROOT / "benchmarks" / "text_quality.floors.json").read_text(encoding="utf-8"))[group]
    shown = re.search(rf"^\| {row} \|(.*)\|$", README, re.MULTILINE)
    assert shown
    assert [float(cell) for cell in shown[1].split("|")] == [
        floors[key] for key in ("H~", "aF", "D", "bF", "bR", "furn")
    ]


_PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)]+)\)")


@pytest.mark.parametrize(
    "path", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda path: path.name
)
def test_pictures_are_small_and_described(path: Path) -> None:
    """PNG of at most 150 kB, with words for those who do not see them; each that there is, is shown."""
    for alt, target in _PICTURE.findall(path.read_text(encoding="utf-8")):
        assert len(alt.split()) > 8
        data = (path.parent / target).read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert len(data) < 150_000
    if path.name == "README.md":
        shown = {target for _, target in _PICTURE.findall(README)}
        assert shown == {f"docs/pictures/{picture.name}" for picture in (ROOT / "docs" / "pictures").iterdir()}


@pytest.mark.slow
def test_the_pictures_can_be_drawn_again(tmp_path: Path) -> None:
    """With the size of those that are there; their fonts are those of the machine."""
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        absent("Chromium is not installed")
    subprocess.run([sys.executable, ROOT / "docs" / "screenshots.py", tmp_path], check=True, timeout=300)
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())
    assert [(tmp_path / one.name).read_bytes()[16:24] for one in pictures] == [
        one.read_bytes()[16:24] for one in pictures
    ]
