"""E-ARK packages that we write: valid to us and others, and each requirement of CSIP 2.2.0 that applies is checked."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
import sections
from conftest import ROOT, absent
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from convert import cli
from convert.findings import Finding
from convert.packages import eark, mets, premis, verify
from convert.packages.eark import package as eark_package
from convert.packages.eark import verification
from convert.packages.premis import vocabulary
from convert.version import __version__

pytestmark = pytest.mark.sampled(2)

STORY = (ROOT / "tests/articles/minimal.json").read_text()
SUFFIXES = ("", ".zip", ".tar", ".tar.gz")
PREMIS = "{http://www.loc.gov/premis/v3}"


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with two stories, of which one has a name that is not ASCII, and an input that failed."""
    folder = tmp_path_factory.mktemp("eark")
    (folder / "in").mkdir()
    (folder / "in" / "a.article.json").write_text(STORY)
    (folder / "in" / "Ü & b.article.json").write_text(STORY)
    (folder / "in" / "bad.article.json").write_text("<html>")
    options = ("-t", "newsml-g2", "-t", "ninjs", "-m", "provider=The Daily Example", "-q", "-o", str(folder / "out"))
    inputs = sorted(map(str, (folder / "in").iterdir()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1481126400")
        assert cli._run(["convert", *inputs, "--from", "article", *options]) == 3
    return folder / "out"


def pack(folder: Path, out: Path, *options: str) -> int:
    return cli._run(["pack", str(folder), "-o", str(out), "--as", "eark", "-q", *options])


@pytest.fixture(scope="session")
def package(converted: Path) -> Path:
    out = converted.parent / "package"
    assert pack(converted, out) == 0
    return out


def findings(path: Path) -> list[Finding]:
    found = [finding for report in verify(str(path), "contents").reports for finding in report.findings]
    return [finding for finding in found if finding.code.startswith("PKG")]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_package_has_sources_documents_and_what_failed(package: Path) -> None:
    found = {name for name in files(package) if not name.startswith("schemas/")}
    documents = {f"documents/{stem}.{suffix}" for stem in ("a", "Ü & b") for suffix in ("newsml.xml", "ninjs.json")}
    assert found == {
        *("METS.xml", "metadata/descriptive/dc.xml", "metadata/preservation/premis.xml"),
        *(f"documentation/{name}" for name in ("journal.jsonl", "stories.jsonl", "READING.md", "premis.json")),
        *(f"representations/original/data/sources/{name}.article.json" for name in ("a", "Ü & b", "bad")),
        *(f"representations/converted/data/{name}" for name in documents),
        *(f"representations/{name}/METS.xml" for name in ("original", "converted")),
        *(f"representations/{name}/metadata/descriptive/dc.xml" for name in ("original", "converted")),
    }


RECORDS = (
    "METS.xml",
    "metadata/descriptive/dc.xml",
    "metadata/preservation/premis.xml",
    "representations/original/METS.xml",
)


@pytest.mark.parametrize("name", RECORDS)
def test_the_records_of_a_package_are_written_as_before(package: Path, name: str, accept: bool) -> None:
    """But for digests and sizes, which are those of the packed files."""
    found = (package / name).read_text(encoding="utf-8").replace(__version__, "VERSION")
    found = re.sub(r'\b[0-9a-f]{32,}\b|(?<=SIZE=")\d+|(?<=<size>)\d+', "…", found)
    held = ROOT / "tests" / "formats" / "eark" / name
    if accept:
        held.parent.mkdir(parents=True, exist_ok=True)
        held.write_text(found, encoding="utf-8")
    assert found == held.read_text(encoding="utf-8")


@pytest.mark.sampled(2)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_nothing_is_wrong_with_it_and_the_same_input_gives_the_same_bytes(
    converted: Path, tmp_path: Path, suffix: str
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        assert pack(converted, tmp_path / name / f"p{suffix}") == 0
    one, two = tmp_path / "one" / f"p{suffix}", tmp_path / "two" / f"p{suffix}"
    assert {finding.code for finding in findings(one)} == {"PKG016"}
    assert (one.read_bytes() == two.read_bytes()) if suffix else (files(one) == files(two))
    if suffix == ".zip":
        with zipfile.ZipFile(one) as archive:
            assert archive.testzip() is None
            assert {name.partition("/")[0] for name in archive.namelist()} == {"p"}
            assert archive.namelist()[-1] == "p/METS.xml"
    elif suffix:
        with tarfile.open(one) as tar:
            assert {name.partition("/")[0] for name in tar.getnames()} == {"p"}


def test_documents_without_a_journal_are_packed_without_sources(converted: Path, tmp_path: Path) -> None:
    shutil.copytree(converted, tmp_path / "out", ignore=shutil.ignore_patterns(".wirecopy"))
    assert pack(tmp_path / "out", tmp_path / "p", "--info", "Source-Organization=Ferry & Sons") == 0
    assert {finding.code for finding in findings(tmp_path / "p")} == {"PKG016"}
    assert not (tmp_path / "p/representations/original").exists()
    assert "<name>Ferry &amp; Sons</name>" in (tmp_path / "p/METS.xml").read_text()


@pytest.mark.parametrize("gone", [True, False])
def test_what_is_gone_or_changed_makes_no_package(
    converted: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], gone: bool
) -> None:
    out = Path(shutil.copytree(converted, tmp_path / "out"))
    document = out / "a.ninjs.json"
    if gone:
        document.unlink()
    else:
        document.write_bytes(document.read_bytes().replace(b"Nothing", b"nothing"))
    before = set(os.listdir(tmp_path))
    assert pack(out, tmp_path / "p.zip") == 3
    assert ("PKG018" if gone else "PKG019") in capfd.readouterr().err
    assert set(os.listdir(tmp_path)) == before


@pytest.mark.parametrize("options", [("--for", "archivematica"), ("--info", "Contact-Name=Jane")])
def test_options_of_bags_are_refused(converted: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    assert pack(converted, tmp_path / "p", *options) == 2
    assert not (tmp_path / "p").exists()


def test_metadata_conform_to_the_schemas_in_the_package(package: Path) -> None:
    """Each XML document that names its schema is valid by the schema there, and nothing else is loaded."""
    located = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
    checked = set()
    for path in package.rglob("*.xml"):
        document = etree.parse(path)
        if names := document.getroot().get(located, "").split():
            etree.XMLSchema(etree.parse(path.parent / names[1])).assertValid(document)
            checked.add(path.name)
    assert checked == {"METS.xml", "premis.xml", "dc.xml"}


# ----------------------------------------------------------------------------------------------------------------------
# PREMIS


def text(element: Any, path: str) -> str:
    return str(element.findtext(path.replace("/", f"/{PREMIS}").join((PREMIS, ""))) or "")


def as_json(root: Any) -> dict[str, Any]:
    """A record in XML as our JSON has it."""

    def term(element: Any) -> dict[str, str]:
        return {"term": element.text, "uri": element.get("valueURI")}

    found: dict[str, Any] = {"premis": root.get("version"), "entities": [], "files": [], "events": [], "agents": []}
    for each in root.iterchildren(PREMIS + "object"):
        kind = each.get("{http://www.w3.org/2001/XMLSchema-instance}type")
        name, original = text(each, "objectIdentifier/objectIdentifierValue"), text(each, "originalName")
        if kind == "file":
            part = each.find(f"{PREMIS}objectCharacteristics")
            format = {
                "name": text(part, "format/formatDesignation/formatName"),
                "version": text(part, "format/formatDesignation/formatVersion"),
                "pronom": text(part, "format/formatRegistry/formatRegistryKey"),
            }
            made: dict[str, Any] = {"path": name, "size": int(text(part, "size"))}
            made |= {"sha256": text(part, "fixity/messageDigest"), "format": {k: v for k, v in format.items() if v}}
            found["files"].append(made | ({"original_name": original} if original else {}))
            continue
        entity = {"identifier": name, "kind": kind, "name": original}
        for relation in each.iterchildren(PREMIS + "relationship"):
            key = {"has source": "derived_from", "is part of": "part_of"}[text(relation, "relationshipSubType")]
            entity[key] = text(relation, "relatedObjectIdentifier/relatedObjectIdentifierValue")
        found["entities"].append(entity)
    for each in root.iterchildren(PREMIS + "event"):
        event: dict[str, Any] = {"identifier": text(each, "eventIdentifier/eventIdentifierValue")}
        event |= {"type": term(each.find(PREMIS + "eventType")), "time": text(each, "eventDateTime")}
        event["outcome"] = term(next(each.iter(PREMIS + "eventOutcome")))
        for key, tag in (("detail", "eventDetail"), ("note", "eventOutcomeDetailNote")):
            event |= dict.fromkeys([key][: len(list(each.iter(PREMIS + tag)))], each.findtext(f".//{PREMIS}{tag}"))
        for key, tag in (("object", "Object"), ("agent", "Agent")):
            linked = []
            for inner in each.iterchildren(f"{PREMIS}linking{tag}Identifier"):
                role = inner.find(f"{PREMIS}linking{tag}Role")
                value = text(inner, f"linking{tag}IdentifierValue")
                linked.append({key: value, **({"role": term(role)} if role is not None else {})})
            event |= {f"{key}s": linked} if linked else {}
        found["events"].append(event)
    for each in root.iterchildren(PREMIS + "agent"):
        agent = {"identifier": text(each, "agentIdentifier/agentIdentifierValue"), "name": text(each, "agentName")}
        agent |= {"type": term(each.find(PREMIS + "agentType"))}
        found["agents"].append(agent | ({"version": v} if (v := text(each, "agentVersion")) else {}))
    return found


def test_the_record_is_the_same_in_xml_and_json(package: Path) -> None:
    record = json.loads((package / "documentation/premis.json").read_bytes())
    schema = json.loads((ROOT / "schemas/premis/3.0/premis.json").read_bytes())
    jsonschema.Draft202012Validator(schema).validate(record)
    assert as_json(etree.parse(package / "metadata/preservation/premis.xml").getroot()) == record


@pytest.mark.parametrize("layout", [(), ("--for", "archivematica")])
def test_a_bag_can_have_the_record_too(converted: Path, tmp_path: Path, layout: tuple[str, ...]) -> None:
    options = ("-o", str(tmp_path / "bag"), "--premis", "--info", "Source-Organization=Ferry & Sons", "-q", *layout)
    assert cli._run(["pack", str(converted), *options]) == 0
    assert {finding.code for finding in findings(tmp_path / "bag")} == {"PKG016"}
    found = files(tmp_path / "bag")
    folder = "data/metadata/submissionDocumentation" if layout else "data"
    record = json.loads(found[f"{folder}/premis.json"])
    assert as_json(etree.XML(found[f"{folder}/premis.xml"])) == record
    wrong = premis.findings(io.BytesIO(found[f"{folder}/premis.xml"]), lambda *_: None, lambda *_: None)
    assert list(wrong) == []
    payload = {name for name in found if name.startswith("data/") and "premis." not in name}
    assert {file["path"] for file in record["files"]} == payload
    assert all(hashlib.sha256(found[file["path"]]).hexdigest() == file["sha256"] for file in record["files"])
    assert record["agents"][-1]["name"] == "Ferry & Sons"
    assert record["events"][-1]["objects"][0]["object"] in payload


def test_the_record_has_one_event_of_each_kind_and_one_for_what_failed(package: Path) -> None:
    record = json.loads((package / "documentation/premis.json").read_bytes())
    kinds = [event["type"]["term"] for event in record["events"]]
    assert kinds == [
        *("ingestion", "format identification", "normalization", "validation", "message digest calculation"),
        *("packing", "normalization"),
    ]
    failed = record["events"][-1]
    assert (failed["outcome"]["term"], failed["note"].partition(":")[0]) == ("fail", "ART000")
    assert failed["objects"][0]["object"] == "representations/original/data/sources/bad.article.json"
    validation = record["events"][3]
    assert "newsml-g2/2.36/newsml-g2.xsd sha256:" in validation["detail"]
    assert validation["note"] == "4 documents valid under the schema, 0 without one"
    names = {file["path"]: file["format"] for file in record["files"]}
    assert names["representations/converted/data/documents/a.newsml.xml"] == {
        "name": "IPTC NewsML-G2",
        "version": "2.35",
        "pronom": "fmt/101",
    }


def test_all_terms_of_the_record_are_in_the_vocabularies(package: Path) -> None:
    uris = re.findall(r'valueURI="([^"]+)"', (package / "metadata/preservation/premis.xml").read_text())
    known = {
        f"{vocabulary.VOCABULARY}/{name}/{code}"
        for name, terms in (*vocabulary.TERMS.items(), *vocabulary.OPEN_TERMS.items())
        for code in terms
    }
    assert set(uris) <= known


RECORDS = {
    "PKG068 schema": ("<eventDateTime>2020-01-01T00:00:00Z</eventDateTime>", ""),
    "PKG068 well-formed": ("</premis>", ""),
    "PKG068 doctype": ("<premis ", "<!DOCTYPE premis><premis "),
    "PKG069 unknown": ("eventType/ing", "eventType/xyz"),
    "PKG069 other": ('eventType/ing">ingestion<', 'eventType/ing">packing<'),
    "PKG070 twice": (">representations/original</objectIdentifierValue>", ">package</objectIdentifierValue>"),
    "PKG070 link": ("<linkingAgentIdentifierValue>wire", "<linkingAgentIdentifierValue>Wire"),
    "PKG070 size": (f"<size>{len(STORY)}</size>", "<size>7</size>"),
}


@pytest.mark.sampled(3)
@pytest.mark.parametrize("case", RECORDS)
def test_faults_of_the_record_are_found(package: Path, case: str) -> None:
    old, new = RECORDS[case]
    before = (package / "metadata/preservation/premis.xml").read_text()
    assert old in before
    found = list(Tree(package).verified({"metadata/preservation/premis.xml": before.replace(old, new, 1)}))
    assert case.partition(" ")[0] in {finding.code for finding in found}


def test_a_digest_of_the_record_is_compared(package: Path) -> None:
    name = "metadata/preservation/premis.xml"
    changed = re.sub("(<messageDigest>)[0-9a-f]", r"\1x", (package / name).read_text(), count=1)
    found = list(Tree(package).verified({name: changed}, "fixity"))
    assert [f.location.member for f in found if f.code == "PKG004" and "size" not in f.message][-1:] == [name]


# ----------------------------------------------------------------------------------------------------------------------
# Requirements


_files_of = cache(files)


class Tree:
    """A package in memory, of which some files are replaced."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self.refused: list[Any] = []
        self._data = dict(_files_of(folder))
        self.files: dict[str, int] = {}
        self.places: dict[str, int] = {}

    def verified(self, changed: Mapping[str, str | None], mode: Any = "complete") -> Iterator[Finding]:
        for name, data in changed.items():
            if data is None:
                self._data = {path: held for path, held in self._data.items() if not f"{path}/".startswith(f"{name}/")}
            else:
                self._data[name] = data.encode()
        self.files = {name: len(data) for name, data in self._data.items()}
        self.places = {name: place for place, name in enumerate(self.files)}
        for report in eark.verify(self.name, self, mode).reports:
            yield from report.findings

    def contents(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        for name, data in self._data.items():
            yield name, iter([data])

    def blocks(self, name: str) -> Iterator[bytes]:
        return iter([self._data[name]])

    def read(self, name: str, limit: int) -> bytes:
        return self._data[name]

    def close(self) -> None:
        return


class Break(NamedTuple):
    """A change of the METS document of the package by which it does not meet a requirement."""

    level: str
    pattern: str
    replacement: str = ""


HEADER = r"<metsHdr.*?</metsHdr>"
DESCRIPTION = r"(<dmdSec.*?)"
PRESERVATION = r"(<digiprovMD.*?)"
FILE = r"(<file .*?)"
REPRESENTATION = r'(<div ID="division-3".*?)'


def _mdref(section: str, first: int) -> dict[str, Break]:
    names = ("LOCTYPE", "xlink:type", "xlink:href", "MDTYPE", "MIMETYPE", "SIZE", None, "CHECKSUM", "CHECKSUMTYPE")
    found = {
        f"CSIP{first + at}": Break("MUST", rf'{section} {name}="[^"]*"', r"\1") for at, name in enumerate(names) if name
    }
    return found | {f"CSIP{first + 6}": Break("MUST", rf'{section}(<mdRef.*?) CREATED="[^"]*"', r"\1\2")}


BREAKS: Mapping[str, Break] = {
    "CSIP1": Break("MUST", r' OBJID="[^"]*"'),
    "CSIP2": Break("MUST", r' TYPE="Textual[^"]*"', ' TYPE="Novels"'),
    "CSIP3": Break("SHOULD", r' TYPE="Textual[^"]*"', ' TYPE="OTHER"'),
    "CSIP4": Break("SHOULD", r' csip:CONTENTINFORMATIONTYPE="[^"]*" csip:OTHERCONTENTINFORMATIONTYPE="[^"]*"'),
    "CSIP5": Break("MAY", r' csip:OTHERCONTENTINFORMATIONTYPE="[^"]*"'),
    "CSIP6": Break("MUST", r' PROFILE="[^"]*"'),
    "CSIP117": Break("MUST", HEADER),
    "CSIP7": Break("MUST", r' CREATEDATE="[^"]*"'),
    "CSIP8": Break("SHOULD", r" CREATEDATE=", ' LASTMODDATE="2001-01-01T00:00:00Z" CREATEDATE='),
    "CSIP9": Break("MUST", r'OAISPACKAGETYPE="SIP"', 'OAISPACKAGETYPE="ZIP"'),
    "CSIP10": Break("MUST", r"<agent.*</agent>"),
    "CSIP11": Break("MUST", r'ROLE="CREATOR"', 'ROLE="EDITOR"'),
    "CSIP12": Break("MUST", r'TYPE="OTHER" OTHERTYPE', 'TYPE="INDIVIDUAL" OTHERTYPE'),
    "CSIP13": Break("MUST", r' OTHERTYPE="SOFTWARE"'),
    "CSIP14": Break("MUST", r"<name>wirecopy", "<name>"),
    "CSIP15": Break("MUST", r"<note.*?</note>"),
    "CSIP16": Break("MUST", r"SOFTWARE VERSION", "IDENTIFICATIONCODE"),
    "CSIP17": Break("SHOULD", r"<dmdSec.*</dmdSec>"),
    "CSIP18": Break("MUST", r"(<dmdSec) ID=\"[^\"]*\"", r"\1"),
    "CSIP19": Break("MUST", r'(<dmdSec ID="[^"]*") CREATED="[^"]*"', r"\1"),
    "CSIP20": Break("SHOULD", rf'{DESCRIPTION} STATUS="CURRENT"', r"\1"),
    "CSIP21": Break("SHOULD", rf"{DESCRIPTION}<mdRef[^>]*/>", r"\1"),
    **_mdref(DESCRIPTION, 22),
    "CSIP31": Break("SHOULD", r"<amdSec>.*</amdSec>"),
    "CSIP32": Break("SHOULD", r"<digiprovMD.*</digiprovMD>"),
    "CSIP33": Break("MUST", r"(<digiprovMD) ID=\"[^\"]*\"", r"\1"),
    "CSIP34": Break("SHOULD", rf'{PRESERVATION} STATUS="CURRENT"', r'\1 STATUS="current"'),
    "CSIP35": Break("SHOULD", rf"{PRESERVATION}<mdRef[^>]*/>", r"\1"),
    **_mdref(PRESERVATION, 36),
    "CSIP58": Break("SHOULD", r"<fileSec.*</fileSec>"),
    "CSIP59": Break("MUST", r'(<fileSec) ID="files"', r"\1"),
    "CSIP60": Break("MUST", r'<fileGrp ID="documentation".*?</fileGrp>'),
    "CSIP113": Break("MUST", r'<fileGrp ID="schemas".*?</fileGrp>'),
    "CSIP114": Break("MUST", r'<fileGrp ID="representation-original.*</fileGrp>'),
    "CSIP62": Break("SHOULD", r'(USE="Representations/original") csip:C[^>]*>', r"\1>"),
    "CSIP63": Break("MAY", r'(USE="Representations/original".*?) csip:OTHERCONTENTINFORMATIONTYPE="[^"]*"', r"\1"),
    "CSIP64": Break("MUST", r'USE="Representations/original"', 'USE="Representations/other"'),
    "CSIP65": Break("MUST", r'(<fileGrp) ID="schemas"', r"\1"),
    "CSIP66": Break("MUST", r'(<fileGrp ID="representation-original"[^>]*>).*?(</fileGrp>)', r"\1\2"),
    "CSIP67": Break("MUST", r'(<file) ID="[^"]*"', r"\1"),
    "CSIP68": Break("MUST", rf'{FILE} MIMETYPE="[^"]*"', r"\1"),
    "CSIP69": Break("MUST", rf'{FILE} SIZE="[^"]*"', r'\1 SIZE="1"'),
    "CSIP70": Break("MUST", rf'{FILE} CREATED="[^"]*"', r"\1"),
    "CSIP71": Break("MUST", rf'{FILE} CHECKSUM="[^"]*"', r"\1"),
    "CSIP72": Break("MUST", rf'{FILE} CHECKSUMTYPE="[^"]*"', r"\1"),
    "CSIP76": Break("MUST", rf"{FILE}<FLocat[^>]*/>", r"\1"),
    "CSIP77": Break("MUST", rf'{FILE}LOCTYPE="URL"', r'\1LOCTYPE="URN"'),
    "CSIP78": Break("MUST", rf'{FILE} xlink:type="simple"', r"\1"),
    "CSIP79": Break("MUST", rf'{FILE}xlink:href="[^"]*"', r'\1xlink:href="gone.txt"'),
    "CSIP80": Break("MUST", r' LABEL="CSIP"'),
    "CSIP81": Break("MUST", r'TYPE="PHYSICAL"', 'TYPE="LOGICAL"'),
    "CSIP82": Break("MUST", r' LABEL="CSIP"', ' LABEL="Csip"'),
    "CSIP83": Break("MUST", r'(<structMap) ID="structure"', r"\1"),
    "CSIP84": Break("MUST", r"</structMap>", '<div ID="more"/></structMap>'),
    "CSIP85": Break("MUST", r' ID="package" LABEL', " LABEL"),
    "CSIP88": Break("MUST", r'<div ID="division-metadata"[^>]*/>'),
    "CSIP89": Break("MUST", r' ID="division-metadata"'),
    "CSIP90": Break("MUST", r'LABEL="Metadata"', 'LABEL="metadata"'),
    "CSIP91": Break("SHOULD", r' ADMID="preservation"'),
    "CSIP92": Break("SHOULD", r' DMDID="description"'),
    "CSIP93": Break("SHOULD", r'<div ID="division-1".*?</div>'),
    "CSIP94": Break("MUST", r' ID="division-1"'),
    "CSIP95": Break("MUST", r'LABEL="Documentation"', 'LABEL="Documents"'),
    "CSIP96": Break("SHOULD", r'<fptr FILEID="documentation"/>'),
    "CSIP116": Break("MUST", r'FILEID="documentation"', 'FILEID="schemas"'),
    "CSIP97": Break("SHOULD", r'<div ID="division-2".*?</div>'),
    "CSIP98": Break("MUST", r' ID="division-2"'),
    "CSIP99": Break("MUST", r'LABEL="Schemas"', 'LABEL="Schema"'),
    "CSIP100": Break("SHOULD", r'<fptr FILEID="schemas"/>'),
    "CSIP118": Break("MUST", r'FILEID="schemas"', 'FILEID="none"'),
    "CSIP105": Break("SHOULD", r'<div ID="division-3".*?</div>'),
    "CSIP106": Break("MUST", r' ID="division-3"'),
    "CSIP107": Break("MUST", r'LABEL="Representations/original"', 'LABEL="Representations/other"'),
    "CSIP108": Break("MUST", r' xlink:title="representation-original"'),
    "CSIP109": Break("MUST", rf"{REPRESENTATION}<mptr[^>]*/>", r"\1"),
    "CSIP110": Break("MUST", rf'{REPRESENTATION} xlink:href="[^"]*"', r"\1"),
    "CSIP111": Break("MUST", rf'{REPRESENTATION} xlink:type="simple"', r"\1"),
    "CSIP112": Break("MUST", rf'{REPRESENTATION}LOCTYPE="URL"', r'\1LOCTYPE="DOI"'),
}
"""For each requirement of CSIP 2.2.0 that applies to our packages, its level and a change that breaks it."""

FURTHER: Mapping[str, Break] = {
    "mets/@TYPE is missing": Break("CSIP2", r' TYPE="Textual[^"]*"'),
    "mets/@csip:OTHERTYPE is missing": Break("CSIP3", r' TYPE="Textual[^"]*"', ' TYPE="OTHER"'),
    "but mets/@TYPE is Textual": Break("CSIP3", r' TYPE="Textual', ' csip:OTHERTYPE="News" TYPE="Textual'),
    "which belongs into mets/@TYPE": Break("CSIP3", r' TYPE="Tex[^"]*"', ' TYPE="OTHER" csip:OTHERTYPE="Datasets"'),
    "mets/@PROFILE is urn:x, not a URL": Break("CSIP6", r'PROFILE="[^"]*"', 'PROFILE="urn:x"'),
    "CONTENTINFORMATIONTYPE is News, which the vocabulary does not have": Break(
        "CSIP4", r'csip:CONTENTINFORMATIONTYPE="[^"]*"', 'csip:CONTENTINFORMATIONTYPE="News"'
    ),
    "which is a type of the vocabulary": Break(
        "CSIP5", r'OTHERCONTENTINFORMATIONTYPE="[^"]*"', 'OTHERCONTENTINFORMATIONTYPE="MIXED"'
    ),
    "is there, but the type is MIXED, not OTHER": Break(
        "CSIP5", r'csip:CONTENTINFORMATIONTYPE="[^"]*"', 'csip:CONTENTINFORMATIONTYPE="MIXED"'
    ),
    "metsHdr/agent/name, is missing": Break("CSIP14", r"<name>wirecopy[^<]*</name>"),
    "the agent has 2 notes, not one": Break("CSIP15", r"(<note.*?</note>)", r"\1\1"),
    "a file has 2 FLocat, not one": Break("CSIP76", rf"{FILE}(<FLocat[^>]*/>)", r"\1\2\2"),
    "fileGrp/@ADMID none is not a section": Break("CSIP61", r'(<fileGrp ID="schemas")', r'\1 ADMID="none"'),
    "fileGrp/@USE is missing": Break("CSIP64", r' USE="Schemas"'),
    "fileGrp/@USE is Plans, which begins with none of": Break("CSIP64", r' USE="Schemas"', ' USE="Plans"'),
    "@xlink:type is extended, not simple": Break("CSIP78", rf'{FILE}type="simple"', r'\1type="extended"'),
    "@MIMETYPE has 256 characters": Break(
        "CSIP68", rf'{FILE} MIMETYPE="[^"]*"', rf'\1 MIMETYPE="{"a/b".ljust(256, "c")}"'
    ),
    "@MIMETYPE is text, not a media type": Break("CSIP68", rf'{FILE} MIMETYPE="[^"]*"', r'\1 MIMETYPE="text"'),
    "has backslashes": Break("CSIP79", r"documentation/READING.md", r"documentation\\READING.md"),
    "differs in case or normal form": Break("CSIP79", r"documentation/READING.md", "documentation/reading.md"),
    "2 structMap have the label CSIP": Break("CSIP80", r"(<structMap.*?</structMap>)", r'\1<structMap LABEL="CSIP"/>'),
    "structMap/@TYPE is missing": Break("CSIP81", r' TYPE="PHYSICAL"'),
    "structMap/@TYPE is LOGICAL": Break("CSIP81", r' TYPE="PHYSICAL"', ' TYPE="LOGICAL"'),
    "2 divisions have the label Schemas": Break("CSIP97", r'(<div ID="division-2".*?</div>)', r"\1\1"),
    "2 divisions have the label Metadata": Break("CSIP88", r'(<div ID="division-metadata"[^>]*/>)', r"\1\1"),
    "has 2 mptr, not one": Break("CSIP109", rf"{REPRESENTATION}(<mptr[^>]*/>)", r"\1\2\2"),
}
"""What more can be wrong about a requirement: the words of the finding, the requirement, and the change."""

NOT_APPLICABLE = {
    **dict.fromkeys(["CSIP45", *(f"CSIP{number}" for number in range(46, 58))], "no rights are known (MAY)"),
    **dict.fromkeys(["CSIP61", "CSIP74", "CSIP75"], "the record is on the level of the package (MAY)"),
    "CSIP73": "files have no identifiers of their owner (MAY)",
    **dict.fromkeys(
        ["CSIP101", "CSIP102", "CSIP103", "CSIP104", "CSIP119"],
        "for packages whose representations have no METS document; ours have",
    ),
    **dict.fromkeys(["REF_METS_1", "REF_METS_2"], "not defined or used by CSIP"),
}
"""Why the others do not apply."""

FOLDERS: Mapping[str, tuple[str, ...]] = {
    "CSIPSTR4": ("METS.xml",),
    "CSIPSTR5": ("metadata",),
    "CSIPSTR6": ("metadata/preservation",),
    "CSIPSTR7": ("metadata/descriptive",),
    "CSIPSTR9": ("representations",),
    "CSIPSTR11": ("representations/original/data",),
    "CSIPSTR12": ("representations/original/METS.xml",),
    "CSIPSTR13": ("representations/original/metadata",),
    "CSIPSTR15": ("schemas",),
    "CSIPSTR16": ("documentation",),
}
"""For each requirement of the structure, what is removed. Three more are below; 3, 8 and 14 say what MAY be."""

LEVELS = {"MUST": {"error"}, "SHOULD": {"error", "warning"}, "MAY": {"error", "warning"}}


def about(found: Iterator[Finding], requirement: str) -> set[str]:
    return {finding.severity.value for finding in found if ("requirement", requirement) in finding.detail}


@pytest.mark.sampled(6)
@pytest.mark.parametrize("requirement", BREAKS)
def test_a_broken_requirement_is_found(package: Path, requirement: str) -> None:
    level, pattern, replacement = BREAKS[requirement]
    before = (package / "METS.xml").read_text(encoding="utf-8")
    after, count = re.subn(pattern, replacement, before, count=1, flags=re.DOTALL)
    assert count == 1
    assert about(Tree(package).verified({"METS.xml": after}), requirement) & LEVELS[level]


@pytest.mark.sampled(6)
@pytest.mark.parametrize("words", [*FURTHER, *BREAKS])
def test_what_is_said_of_a_wrong_document(package: Path, words: str, accept: bool) -> None:
    """All findings of such a change, as a person last read them."""
    _, pattern, replacement = FURTHER.get(words) or BREAKS[words]
    before = (package / "METS.xml").read_text(encoding="utf-8")
    after, count = re.subn(pattern, replacement, before, count=1, flags=re.DOTALL)
    assert count == 1
    found = [f for f in Tree(package).verified({"METS.xml": after}) if f.code.startswith("PKG") and f.code != "PKG016"]
    if words in FURTHER:
        assert any(words in f.message and ("requirement", FURTHER[words].level) in f.detail for f in found)
    # Digests and lengths of what the test itself packs.
    shown = re.sub(r"\b[0-9a-f]{32,}\b|\d[\d,]* bytes", "…", sections.shown(found[:8], with_advice=True))
    sections.hold("eark", words, shown, accept=accept)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("requirement", FOLDERS)
def test_a_missing_folder_is_found(package: Path, requirement: str) -> None:
    found = about(Tree(package).verified(dict.fromkeys(FOLDERS[requirement])), requirement)
    assert found == ({"error"} if requirement == "CSIPSTR4" else {"warning"})


def test_a_package_needs_a_folder_with_its_name(package: Path) -> None:
    tree = Tree(package)
    tree.name = ""
    assert about(tree.verified({}), "CSIPSTR1") == {"error"}
    tree.name = "other"
    assert about(tree.verified({}), "CSIPSTR2") == {"warning"}
    emptied = dict.fromkeys(("representations/original", "representations/converted"))
    assert about(Tree(package).verified({**emptied, "representations/.gitkeep": ""}), "CSIPSTR10") == {"warning"}


def test_the_tables_have_all_requirements(official: Path) -> None:
    """The levels are those of the official profile."""
    namespace = "{http://www.loc.gov/METS_Profile/v2}"
    path = official / "eark/profile/E-ARK-CSIP-v2-2-0.xml"
    if not path.is_file():
        absent(f"there is no file {path}")
    profile = etree.parse(path)
    levels = {str(r.get("ID")): r.get("REQLEVEL") for r in profile.iter(f"{namespace}requirement") if r.get("ID")}
    assert {*BREAKS, *NOT_APPLICABLE} == set(levels)
    assert not {*BREAKS} & {*NOT_APPLICABLE}
    assert {requirement: broken.level for requirement, broken in BREAKS.items()}.items() <= levels.items()


def test_any_change_of_a_file_is_found(package: Path) -> None:
    """One byte of each file but the METS document, which nothing has a digest of."""
    for name, data in files(package).items():
        if name != "METS.xml" and not name.startswith("schemas/"):
            tree = Tree(package)
            tree._data[name] = bytes([data[0] ^ 1]) + data[1:]
            assert "PKG004" in {finding.code for finding in tree.verified({}, "fixity")}, name
    assert "PKG003" in {f.code for f in Tree(package).verified({"documentation/READING.md": None})}
    assert "PKG005" in {f.code for f in Tree(package).verified({"documentation/added.md": "x"})}


def test_references_out_of_the_package_are_not_followed(package: Path) -> None:
    before = (package / "METS.xml").read_text(encoding="utf-8")
    for href, code in (("../../etc/passwd", "PKG006"), ("https://example.org/a.xml", "PKG066")):
        after = before.replace("documentation/READING.md", href)
        assert code in {finding.code for finding in Tree(package).verified({"METS.xml": after})}
    entity = before.replace("<mets ", '<!DOCTYPE mets [<!ENTITY a SYSTEM "/etc/passwd">]><mets ', 1)
    assert "PKG060" in {finding.code for finding in Tree(package).verified({"METS.xml": entity})}
    assert "PKG060" in {finding.code for finding in Tree(package).verified({"METS.xml": before[:-9]})}


@given(st.data())
def test_no_damage_of_a_metadata_file_stops_verification(package: Path, data: st.DataObject) -> None:
    name = data.draw(
        st.sampled_from(["METS.xml", "metadata/preservation/premis.xml", "representations/original/METS.xml"])
    )
    text = (package / name).read_text(encoding="utf-8")
    places = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    pieces = (
        "",
        "<",
        ">",
        '"',
        "&",
        "<div/>",
        "</div>",
        "<fptr/>",
        ' ID="file-1"',
        "../",
        "%",
        "\\",
        "http://x/",
        "-5",
    )
    cut = places[0] + (places[1] - places[0]) % 80
    changed = text[: places[0]] + data.draw(st.sampled_from(pieces)) + text[cut:]
    assert "PKG016" in {finding.code for finding in Tree(package).verified({name: changed}, "fixity")}


def test_documents_with_too_many_elements_are_refused(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mets, "MAX_HELD", 40)
    before = (package / "METS.xml").read_text(encoding="utf-8")
    assert not {"PKG060", "PKG068"} & {finding.code for finding in Tree(package).verified({})}
    after = before.replace("</structMap>", '<div ID="x"/>' * 40 + "</structMap>")
    assert "PKG060" in {finding.code for finding in Tree(package).verified({"METS.xml": after})}
    record = (package / "metadata/preservation/premis.xml").read_text(encoding="utf-8")
    after = record.replace("</object>", "<size>1</size>" * 41 + "</object>", 1)
    found = Tree(package).verified({"metadata/preservation/premis.xml": after})
    assert "there are more than 40 elements" in {finding.message for finding in found}


def test_many_findings_of_a_kind_are_counted(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eark_package, "MAX_ALIKE", 3)
    before = (package / "METS.xml").read_text(encoding="utf-8")
    after, count = re.subn(r'(<file [^>]*) MIMETYPE="[^"]*"', r"\1", before)
    found = [f for f in Tree(package).verified({"METS.xml": after}) if ("requirement", "CSIP68") in f.detail]
    assert sorted(f.message for f in found)[-1] == f"there are {count - 3} more findings PKG062 (CSIP68)"
    assert len(found) == 4


def test_large_documents_are_not_held_in_memory(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They get the same findings, without XPaths."""
    wrong = (package / "METS.xml").read_text(encoding="utf-8").replace(' CHECKSUMTYPE="SHA-256"', "", 1)
    wrong = wrong.replace('ROLE="CREATOR"', 'ROLE="MAKER"', 1)
    held = {(f.code, f.message) for f in Tree(package).verified({"METS.xml": wrong})}
    monkeypatch.setattr(mets, "MAX_XML", 100)
    monkeypatch.setattr(verification, "_HELD", 100)
    assert {(f.code, f.message) for f in Tree(package).verified({"METS.xml": wrong})} == held
    assert "PKG061" in {code for code, _ in held}
    assert {f.code for f in Tree(package).verified({})} == {"PKG016"}


def test_ids_that_occur_twice_violate_the_schema(package: Path) -> None:
    """Only a whole tree shows it, so that these documents are not validated in a stream alone."""
    text = (package / "METS.xml").read_text(encoding="utf-8")
    first, second = re.findall(r'<file ID="([^"]+)"', text)[:2]
    found = list(Tree(package).verified({"METS.xml": text.replace(f'ID="{second}"', f'ID="{first}"', 1)}))
    assert {"PKG061", "PKG064"} <= {finding.code for finding in found}
    name = "metadata/preservation/premis.xml"
    text = (package / name).read_text(encoding="utf-8").replace("<agent>", '<agent xmlID="a">')
    twice = text.replace("<event>", '<event xmlID="a">', 1)
    for changed, is_wrong in ((text, text.count("<agent ") > 1), (twice, True)):
        found = list(Tree(package).verified({name: changed}))
        assert ("PKG068" in {finding.code for finding in found}) == is_wrong


def test_large_documents_in_a_packed_tar(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "_HELD", 100)
    with tarfile.open(tmp_path / "p.tar.gz", "w:gz") as archive:
        archive.add(package, package.name)
    found = {finding.code for report in verify(str(tmp_path / "p.tar.gz")).reports for finding in report.findings}
    assert found == {"PKG016"}


# ----------------------------------------------------------------------------------------------------------------------
# Others

VALIDATOR = "eark-validator==1.1.3"
CHANGED = {
    "SIP2": "the address of the profile has the version in it since 2.2.0",
    "CSIP103": "a division with the label Representations is for packages whose representations have no METS document",
    **dict.fromkeys(
        ["CSIP12", "CSIP13", "CSIP15", "CSIP16"],
        "held against each agent with the role CREATOR; 2.2.0 says that other uses of agents are extensions, and SIP15"
        " to SIP17 demand the organization that submits",
    ),
    "CSIP63": "met by no group of files without a type of its own; 2.2.0 demands the type of representations alone",
    "SIP14": "held against the agent that is the software, and looks for NOTETYPE without its namespace",
}
"""The errors that the validator, which knows 2.1.0, reports on what 2.2.0 demands or permits."""

START = """
import importlib.util, pathlib, urllib.request
folder = pathlib.Path(importlib.util.find_spec("eark_validator").origin).parent / "ipxml/resources/vocabs"
urllib.request.urlopen = lambda address: (folder / address.rpartition("/")[2]).open("rb")
from eark_validator.cli.app import main
main()
"""
"""Starts the validator without a network: it reads vocabularies when it is imported, which it also has on disk."""


@pytest.fixture(scope="session")
def validator() -> Path:
    """The Python of an environment with the validator, whose pinned requirements are not ours."""
    folder = Path(os.environ.get("WIRECOPY_EARK") or Path.home() / ".cache" / "wirecopy" / "eark")
    python = folder / "bin" / "python"
    if not python.exists():
        made = subprocess.run([sys.executable, "-m", "venv", str(folder)], check=False).returncode
        made = made or subprocess.run([python, "-m", "pip", "install", "-q", VALIDATOR], check=False).returncode
        if made:
            shutil.rmtree(folder, ignore_errors=True)
            absent(f"{VALIDATOR} cannot be installed")
    return python


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["", ".zip"])
def test_the_validator_of_e_ark_reports_no_error_but_those_that_2_2_0_changed(
    converted: Path, validator: Path, tmp_path: Path, suffix: str
) -> None:
    assert pack(converted, tmp_path / f"p{suffix}") == 0
    command = [validator, "-c", START, str(tmp_path / f"p{suffix}")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    report = json.loads(done.stdout[done.stdout.index("{") :])
    assert report["structure"]["status"] == "WellFormed"
    metadata = report["metadata"]
    assert metadata["schema_results"] == {"status": "VALID", "messages": []}
    errors = {m["rule_id"] for m in metadata["schematron_results"]["messages"] if m["severity"] == "Error"}
    assert errors == set(CHANGED)


FOR_BAGS = (
    "--profile, --for and --info other than Source-Organization are for bags (INP011). "
    "Leave them out, or pack --as bagit."
)
NOT_OF_OCFL = "--profile, --info, --for and --premis are for bags (INP011). Leave them out with --as ocfl."
NO_PAIR = "--info 'x' is not LABEL=VALUE (INP011). Write it as --info 'Contact-Name=Jane Doe'."
REFUSED = {
    FOR_BAGS: (
        *("--as eark --profile x.json", "--as eark --for archivematica", "--as eark --info Contact-Name=Ada"),
        "--as eark --info Source-Organization=A --info A=b",
    ),
    NOT_OF_OCFL: tuple(
        f"--as ocfl {more}" for more in ("--info A=b", "--profile x", "--for archivematica", "--premis")
    ),
    NO_PAIR: ("--info x", "--as eark --info x"),
}


@pytest.mark.parametrize(("options", "said"), [(each, said) for said, several in REFUSED.items() for each in several])
def test_options_of_another_kind_of_package_are_refused(
    converted: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], options: str, said: str
) -> None:
    assert cli._run(["pack", str(converted), "-o", str(tmp_path / "p"), *options.split()]) == 2
    assert capfd.readouterr().err == f"wirecopy: {said}\n"
    assert not (tmp_path / "p").exists()
