"""E-ARK packages: our schemas accept what the official ones accept, and `verify` agrees with the CSIP test corpus."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import xsd
from conftest import absent
from lxml import etree

from convert import cli
from convert.findings import Finding
from convert.packages import verify

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "schemas"


@pytest.fixture(scope="session")
def published(official: Path) -> Path:
    """The folder of what E-ARK publishes."""
    folder = official / "eark"
    if not folder.is_dir():
        absent(f"there is no folder {folder}")
    return folder


@pytest.fixture(scope="session")
def corpus(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus, with the line ends of its files as their makers had them: those of text were lost in git."""
    folder = tmp_path_factory.mktemp("csip")
    with tarfile.open(published / "csip-corpus.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    for mets in folder.glob("corpus/CSIP/*/*/*/METS.xml"):
        restore_line_ends(mets)
    return folder / "corpus" / "CSIP"


def restore_line_ends(mets: Path) -> None:
    try:
        root = etree.parse(mets)
    except etree.XMLSyntaxError:
        return
    for element in root.iter("{*}file", "{*}mdRef"):
        located = element.find("{*}FLocat") if element.tag.endswith("file") else element
        href = located.get("{http://www.w3.org/1999/xlink}href") if located is not None else None
        path = mets.parent / (href or "").replace("METS.xsd", "mets.xsd")
        if not href or not path.is_file():
            continue
        data = path.read_bytes()
        if str(len(data)) != element.get("SIZE") == str(len(data) + data.count(b"\n")):
            path.write_bytes(data.replace(b"\n", b"\r\n"))


@cache
def findings(path: Path) -> tuple[Finding, ...]:
    return tuple(finding for report in verify(str(path)).reports for finding in report.findings)


def about(path: Path, requirement: str) -> set[str]:
    """The severities of the findings that name the requirement."""
    return {f.severity.value for f in findings(path) if ("requirement", requirement) in f.detail}


# ----------------------------------------------------------------------------------------------------------------------
# Schemas


def simplified(schema: Path, into: Path, xlink: Path) -> xsd.Schema:
    """The schema in terms that the comparison knows: `all` of optional elements as a sequence, an empty restriction of
    anyType as what it declares, and `xlink` for the imported schema.
    """
    tree = etree.parse(schema, etree.XMLParser(remove_comments=True))
    for node in tree.iter(xsd.XS + "import"):
        node.set("schemaLocation", str(xlink))
    for node in tree.iter(xsd.XS + "all"):
        node.tag = xsd.XS + "sequence"
    for node in tree.iter(xsd.XS + "attribute"):
        node.attrib.pop("form", None)
    for node in list(tree.iter(xsd.XS + "complexContent")):
        (inner,) = node.iterchildren(xsd.XS + "*")
        above = node.getparent()
        if inner.tag == xsd.XS + "restriction" and above is not None:
            assert str(inner.get("base")).endswith(":anyType")
            above[:] = inner[:]
    for kind in ("file", "representation", "bitstream", "intellectualEntity"):
        if schema.name.startswith("premis"):
            etree.SubElement(tree.getroot(), xsd.XS + "element", name=f"test-{kind}", type=kind)
    tree.write(into)
    return xsd.Schema(into)


def one_of(corpus: Path, name: str, size: int = 0) -> Path:
    return next(path for path in sorted(corpus.rglob(name)) if not size or path.stat().st_size == size)


@pytest.mark.slow
def test_our_mets_schema_accepts_what_the_official_one_accepts(published: Path, corpus: Path, tmp_path: Path) -> None:
    xlink = tmp_path / "xlink.xsd"
    simplified(one_of(corpus, "xlink.xsd", 3180), xlink, xlink)
    ours = simplified(SCHEMAS / "mets/1.12/mets.xsd", tmp_path / "ours.xsd", SCHEMAS / "xlink/xlink.xsd")
    theirs = simplified(published / "schema/mets.xsd", tmp_path / "theirs.xsd", xlink)
    assert list(xsd.differences(ours, theirs)) == []
    assert len(list(xsd.pairs(ours, theirs))) == 50


@pytest.mark.slow
def test_our_premis_schema_accepts_what_the_official_one_accepts(corpus: Path, tmp_path: Path) -> None:
    ours = simplified(SCHEMAS / "premis/3.0/premis.xsd", tmp_path / "ours.xsd", tmp_path)
    theirs = simplified(one_of(corpus, "premis-v3-0.xsd"), tmp_path / "theirs.xsd", tmp_path)
    assert list(xsd.differences(ours, theirs)) == []
    assert len(list(xsd.pairs(ours, theirs))) == 193


@pytest.mark.slow
def test_a_difference_between_schemas_is_found(corpus: Path, tmp_path: Path) -> None:
    text = (SCHEMAS / "premis/3.0/premis.xsd").read_text()
    (tmp_path / "premis-changed.xsd").write_text(text.replace('ref="fixity" minOccurs="0"', 'ref="fixity"'))
    ours = simplified(tmp_path / "premis-changed.xsd", tmp_path / "ours.xsd", tmp_path)
    theirs = simplified(one_of(corpus, "premis-v3-0.xsd"), tmp_path / "theirs.xsd", tmp_path)
    assert {difference.partition(":")[0] for difference in xsd.differences(ours, theirs)} == {"objectCharacteristics"}


@pytest.mark.slow
def test_our_metadata_are_valid_by_the_official_schemas(published: Path, corpus: Path, tmp_path: Path) -> None:
    source = (ROOT / "tests/articles/minimal.json", "--from", "article", "-t", "ninjs", "-o", tmp_path / "out")
    assert cli._run(["convert", *map(str, source), "-q"]) == 0
    assert cli._run(["pack", str(tmp_path / "out"), "-o", str(tmp_path / "p"), "--as", "eark", "-q"]) == 0
    tree = etree.parse(published / "schema/mets.xsd")
    for node in tree.iter(xsd.XS + "import"):
        node.set("schemaLocation", str(one_of(corpus, "xlink.xsd", 3180)))
    mets, record = etree.XMLSchema(tree), etree.XMLSchema(etree.parse(one_of(corpus, "premis-v3-0.xsd")))
    documents = sorted((tmp_path / "p").rglob("METS.xml"))
    assert len(documents) == 3
    for document in documents:
        mets.assertValid(etree.parse(document))
    record.assertValid(etree.parse(tmp_path / "p/metadata/preservation/premis.xml"))


# ----------------------------------------------------------------------------------------------------------------------
# The test corpus


class Case(NamedTuple):
    """A rule of a requirement, and a package that is valid or invalid by it."""

    requirement: str
    rule: str
    is_valid: bool
    package: str


DISAGREEMENTS = {
    Case("CSIP8", "1", False, "valid/mets-xml_metsHdr_LASTMODDATE_not_exist"): (
        "whether a package was modified cannot be known, and then nothing is wrong with it"
    ),
    Case("CSIP8", "2", False, "invalid/mets-xml_metsHdr_LASTMODDATE_in_future"): "the date is missing from the case",
    Case("CSIP24", "2", True, "valid/IP_18000_CSIP24_2"): "the reference is empty: no file can be found by it",
    Case("CSIP26", "3", False, "invalid/IP_18000_CSIP26_3"): (
        "application/wrongmimetype has the form of a media type; the register of IANA is not ours to ship"
    ),
    Case("CSIP61", "1", False, "invalid/fileGrp_ADMID_incorrect_ref2"): (
        "the wrong reference is in the structural map, and reported as CSIP91"
    ),
    Case("CSIP86", "1", False, "invalid/CSIP86_missing_label_attribute"): "2.2.0 does not have the requirement",
    Case("CSIP86", "2", False, "invalid/different_OBJID_and_LABEL_value"): "2.2.0 does not have the requirement",
}
"""The cases whose verdict is not ours, and why."""


def cases(corpus: Path) -> Iterator[tuple[Case, Path, str]]:
    """Each case of the corpus whose package is there, with the package and the level of the rule."""
    for description in sorted(corpus.glob("*/testCase.xml")):
        for rule in etree.parse(description).iter("rule"):
            error = rule.find("error")
            assert error is not None
            for package in rule.iter("package"):
                named = (package.findtext("path") or "").strip()
                path = description.parent / named
                if not named or not path.is_dir():
                    continue
                if (path / "package").is_dir():
                    path /= "package"
                case = Case(description.parent.name, str(rule.get("id")), package.get("isValid") == "TRUE", named)
                yield case, path, str(error.get("level"))


@pytest.mark.slow
def test_verify_agrees_with_the_test_corpus(corpus: Path) -> None:
    """An invalid package gets an error or warning that names the requirement, a valid one gets no error that does."""
    found, total = set(), 0
    for case, path, _ in cases(corpus):
        total += 1
        severities = about(path, case.requirement)
        if case.is_valid != ("error" not in severities if case.is_valid else not severities & {"error", "warning"}):
            found.add(case)
    assert found == set(DISAGREEMENTS)
    assert total == 348
    assert len(found) / total <= 0.05


WARNED = {"CSIP40", "CSIP53", "CSIP68", "CSIP91"}
"""The requirements whose rules the corpus calls errors and we warnings: a media type that no list has ("strong
recommendation" in 2.2.0), and what the structural map should refer to (SHOULD).
"""


@pytest.mark.slow
def test_the_severity_is_that_of_the_corpus(corpus: Path) -> None:
    lower = {
        case.requirement
        for case, path, level in cases(corpus)
        if not case.is_valid
        and case not in DISAGREEMENTS
        and level == "ERROR"
        and "error" not in about(path, case.requirement)
    }
    assert lower == WARNED


@pytest.mark.slow
def test_packages_that_meet_all_requirements_have_no_error(corpus: Path) -> None:
    """Nothing but the records of PREMIS, which the corpus calls placeholders, is wrong with its two model packages."""
    for name in ("CSIP69/valid/minimal_IP_with_1_representation", "CSIP4/valid/valid_IP_with_SHOULD_MAY_1_rep"):
        errors = [f for f in findings(corpus / name) if f.severity.value == "error" and f.code != "PKG068"]
        assert errors == []


EXAMPLES = {
    "minimal_IP_invmets.zip": {"PKG061"},
    "minimal_IP_nocrtdt.zip": {"CSIP7"},
    "minimal_IP_nomtshdr.zip": {"CSIP117"},
    "minimal_IP_nopcktyp.zip": {"CSIP9"},
    "minimal_IP_noflscid.zip": {"CSIP59"},
    "minimal_IP_with_schemas.zip": set(),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_faults_of_the_example_packages_are_found(published: Path, name: str) -> None:
    sound = findings(published / "examples/minimal_IP_with_schemas.zip")
    own = {f.message for f in sound}
    found = [f for f in findings(published / f"examples/{name}") if f.message not in own]
    said = {f.code for f in found} | {value for f in found for _, value in f.detail}
    assert EXAMPLES[name] <= said
