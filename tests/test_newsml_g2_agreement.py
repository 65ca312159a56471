"""NewsML-G2: our schema gives the standard's verdict on everything: on IPTC's files, on mutants of them, on documents
made for every declaration; and it is proven equal, declaration by declaration.

The official schemas stand outside the project and are read here alone. Both verdicts of the standard count: that of
All-Power, which knows no rights language, and that of IPTC's test suite, which knows ODRL 2.2.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import xsd
import xsd_instances
from conftest import absent
from g2_mutants import NAR, TYPES, VALUES, Mutator, names_of, typed
from lxml import etree

from convert import checks
from convert.checks.engine import schemas
from convert.checks.newsml_g2.history import since
from convert.model import Article
from convert.writers.newsml_g2 import write

XS = "{http://www.w3.org/2001/XMLSchema}"
PLAIN, ODRL = "without ODRL", "with ODRL"
OURS = {PLAIN: "newsml-g2/2.36/newsml-g2.xsd", ODRL: "newsml-g2/2.36/newsml-g2-odrl.xsd"}
both = pytest.mark.parametrize("variant", [PLAIN, ODRL])


@dataclass(frozen=True)
class Judges:
    """Our schema and the standard's, as engines that judge and as structures that can be read."""

    ours: etree.XMLSchema
    theirs: etree.XMLSchema
    our_structure: xsd.Schema
    their_structure: xsd.Schema


@cache
def judges(variant: str, official: Path) -> Judges:
    ours, theirs = schemas.folder() / OURS[variant], their_schema(variant, official)
    engines = (etree.XMLSchema(etree.parse(path)) for path in (ours, theirs))
    return Judges(*engines, xsd.Schema(ours), xsd.Schema(theirs))


def their_schema(variant: str, official: Path) -> Path:
    """The standard's newest schema; with ODRL, as the file that joins both for the version before does it."""
    newest = official / "newest/NewsML-G2_2.36-spec-All-Power.xsd"
    if not newest.exists():
        absent(f"{newest.name} is not among the official files")
    if variant == PLAIN:
        return newest
    versions = official / "newsml-g2/schema_versions"
    text = (versions / "G2-multi-schema-2.35.xsd").read_text(encoding="utf-8")
    for name, path in (("NewsML-G2_2.35-spec-All-Power.xsd", newest), ("ODRL22.xsd", versions / "ODRL22.xsd")):
        assert f"./{name}" in text
        text = text.replace(f"./{name}", str(path.resolve()))
    joined = Path(tempfile.mkdtemp()) / "joined.xsd"
    joined.write_text(text, encoding="utf-8")
    return joined


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.xml"))


# --------------------------------------------------------------------------------------------------------------------
# Proof


@pytest.mark.sampled(2)
@both
def test_the_schema_is_the_standards(variant: str, official: Path) -> None:
    of = judges(variant, official)
    assert list(xsd.differences(of.our_structure, of.their_structure)) == []


def test_all_declarations_of_the_standard_are_compared(official: Path) -> None:
    of = judges(PLAIN, official)
    compared = list(xsd.pairs(of.our_structure, of.their_structure))
    for schema, side in ((of.our_structure, 0), (of.their_structure, 1)):
        declared = list(schema.nodes("element"))
        assert {pair[side].node for pair in compared} == set(declared)
    assert len(declared) == 245
    assert len([n for n in of.their_structure.elements() if n.startswith(NAR)]) == 126
    attributes = [n for n in of.their_structure.nodes("attribute") if n.getparent().tag != XS + "schema"]
    assert len(attributes) == 417


def test_no_type_or_group_of_ours_is_without_use() -> None:
    for name in OURS.values():
        folder = (schemas.folder() / name).parent
        # The standard's names of types are for documents to use.
        modules = [etree.parse(p).getroot() for p in sorted(folder.glob("*.xsd")) if p.name != "standard-names.xsd"]
        named = {n.get("name") for m in modules for n in m.iterchildren(XS + "*") if n.tag != XS + "element"} - {None}
        used = {
            word
            for m in modules
            for n in m.iter(XS + "*")
            for key in ("type", "base", "ref", "itemType", "memberTypes")
            for word in n.get(key, "").split()
        }
        assert named - used == set()


DIFFERENCES = (
    ("entities", 'name="radius" type="xs:double" use="required"', 'name="radius" type="xs:double"', "@radius"),
)
MORE_DIFFERENCES = (
    ("events", '<xs:maxInclusive value="59"/>', '<xs:maxInclusive value="60"/>', "@bysecond"),
    ("text", '<xs:complexType name="label" mixed="true">', '<xs:complexType name="label">', "mixed"),
    (
        "items",
        '<xs:element ref="partMeta" minOccurs="0"',
        '<xs:element ref="partMeta" minOccurs="1"',
        "newsItem: after ",
    ),
    ("items", 'fixed="NMSG"', 'default="NMSG"', "g2flag"),
    ("items", 'type="xs:IDREF" use="required"', 'type="xs:IDREF"', "@root"),
    ("events", 'namespace="##local"', 'namespace="##other"', "eventDetails: other attributes"),
    ("events", '<xs:anyAttribute namespace="##other"/>', "", "other attributes"),
    ("rights", '<xs:any namespace="##other"/>', '<xs:any namespace="##other" processContents="lax"/>', "rightsExp"),
    ("text", '<xs:element ref="rp"/>', "", "ruby"),
    ("concepts", '<xs:element ref="type" minOccurs="0"/>', '<xs:element ref="type"/>', "concept: "),
)
"""Of a module: what stands there, what stands there instead, and the difference that is found."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "old", "new", "difference"),
    [*DIFFERENCES, *(pytest.param(*each, marks=pytest.mark.slow) for each in MORE_DIFFERENCES)],
)
def test_a_schema_that_differs_is_told_from_the_standards(
    module: str, old: str, new: str, difference: str, official: Path, tmp_path: Path
) -> None:
    for path in sorted(schemas.folder().rglob("*.xsd")):
        copy = tmp_path / path.relative_to(schemas.folder())
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        if path.stem == module and path.parent.name == "2.36":
            assert old in text
            text = text.replace(old, new, 1)
        copy.write_text(text, encoding="utf-8")
    found = list(xsd.differences(xsd.Schema(tmp_path / OURS[PLAIN]), judges(PLAIN, official).their_structure))
    assert any(difference in each for each in found)


@pytest.mark.slow
def test_features_are_as_old_as_the_standards_schemas_say(official: Path) -> None:
    came: dict[tuple[str, str], int] = {}
    versions = official / "newsml-g2/schema_versions"
    earlier = [(minor, versions / f"NewsML-G2_2.{minor}-spec-All-Power.xsd") for minor in range(9, 36)]
    for minor, path in (*earlier, (36, their_schema(PLAIN, official))):
        schema = xsd.Schema(path)
        for declaration in xsd_instances.declarations(schema):
            tag = declaration.name.removeprefix(NAR)
            for name in ("", *schema.type_of(declaration).attributes):
                came.setdefault((tag, name), minor)
    assert len(came) > 3500
    for (tag, name), minor in came.items():
        of_element = since(tag)
        wanted = minor if minor > 11 else 0
        assert max(since(tag, name), of_element) == max(wanted, of_element), (tag, name)


# --------------------------------------------------------------------------------------------------------------------
# IPTC's own files


@both
def test_the_verdict_on_iptcs_tests_is_the_standards(variant: str, official: Path) -> None:
    of = judges(variant, official)
    trees = [etree.parse(path) for path in files(official / "newsml-g2/unit_test_files")]
    verdicts = [(of.ours.validate(tree), of.theirs.validate(tree)) for tree in trees]
    assert len(verdicts) == 161
    assert [pair for pair in verdicts if pair[0] != pair[1]] == []
    assert 0 < sum(ours for ours, _ in verdicts) < 161


@both
def test_the_verdict_on_iptcs_examples_is_the_standards(variant: str, official: Path) -> None:
    of = judges(variant, official)
    trees = [etree.parse(path) for path in files(official / "newsml-g2/examples")]
    verdicts = [(of.ours.validate(tree), of.theirs.validate(tree)) for tree in trees]
    assert len(verdicts) == 35
    assert [pair for pair in verdicts if pair[0] != pair[1]] == []


@pytest.mark.slow
def test_the_verdict_of_the_checks_is_the_standards_with_odrl(official: Path) -> None:
    for path in files(official / "newsml-g2"):
        report = checks.check(path.read_bytes())
        assert bool(report.schema_valid) is judges(ODRL, official).theirs.validate(etree.parse(path)), path


# --------------------------------------------------------------------------------------------------------------------
# Mutants


def corpus(official: Path, articles: Mapping[str, Article]) -> list[Any]:
    """What mutants are made of: IPTC's files, our own output, and documents with everything."""
    theirs = [etree.parse(path).getroot() for path in files(official / "newsml-g2")]
    ours = [etree.fromstring(write(article).data) for article in articles.values()]
    structure = judges(ODRL, official).their_structure
    make = xsd_instances.Instances(structure)
    full = [make.document(d, most=True)[0] for d in xsd_instances.declarations(structure) if len(d.path) == 1]
    return [*theirs, *ours, *full]


def agree_on_mutants(official: Path, articles: Mapping[str, Article], seed: int, count: int) -> None:
    plain, odrl = judges(PLAIN, official), judges(ODRL, official)
    mutator = Mutator(corpus(official, articles), names_of(odrl.their_structure), seed)
    valid = 0
    for number in range(count):
        changed, done = mutator.next()
        for of in (odrl, plain) if number % 4 == 0 else (odrl,):
            verdict = of.theirs.validate(changed)
            assert of.ours.validate(changed) == verdict, f"{done}\n{etree.tostring(changed).decode()}"
        valid += verdict
    assert count // 20 < valid < count * 19 // 20


def test_mutants_are_judged_as_the_standard_judges_them(official: Path, articles: Mapping[str, Article]) -> None:
    agree_on_mutants(official, articles, seed=35, count=200)


@pytest.mark.slow
def test_many_mutants_are_judged_as_the_standard_judges_them(
    official: Path, articles: Mapping[str, Article], request: pytest.FixtureRequest
) -> None:
    agree_on_mutants(official, articles, seed=request.config.getoption("--mutation-seed"), count=20_000)


# --------------------------------------------------------------------------------------------------------------------
# Documents for every declaration


def instances(official: Path, *, turns: int) -> Iterator[tuple[str, Any, Any, xsd.Declaration]]:
    """For each declaration of the standard a document with the least, and some with the most; and the element in it."""
    structure = judges(ODRL, official).their_structure
    make = xsd_instances.Instances(structure)
    for declaration in xsd_instances.declarations(structure):
        path = "/".join(step.rpartition("}")[2] for step in declaration.path)
        yield path, *make.document(declaration), declaration
        for turn in range(turns):
            yield path, *make.document(declaration, most=True, turn=turn), declaration


def agree_on(root: Any, what: str, official: Path) -> bool:
    of = judges(ODRL, official)
    verdict = of.theirs.validate(root)
    assert of.ours.validate(root) == verdict, f"{what}\n{etree.tostring(root).decode()}"
    return bool(verdict)


@pytest.mark.slow
def test_the_least_and_the_most_of_each_declaration_is_valid(official: Path) -> None:
    made = [(path, agree_on(root, path, official)) for path, root, _, _ in instances(official, turns=1)]
    assert [path for path, valid in made if not valid] == []


@pytest.mark.slow
def test_each_choice_of_each_declaration_is_judged_as_the_standard_judges_it(official: Path) -> None:
    for path, root, element, _ in instances(official, turns=7):
        agree_on(root, path, official)
        children = list(element)
        for number, (one, other) in enumerate(pairwise(children)):
            element[number : number + 2] = [other, one]
            agree_on(root, f"{path}, children {number} and {number + 1} swapped", official)
            element[number : number + 2] = [one, other]
        for number, child in enumerate(children):
            element.remove(child)
            agree_on(root, f"{path} without child {number}", official)
            element.insert(number, child)


@pytest.mark.slow
def test_each_value_of_each_attribute_is_judged_as_the_standard_judges_it(official: Path) -> None:
    names = names_of(judges(ODRL, official).their_structure)
    for path, root, element, declaration in instances(official, turns=0):
        declared = judges(ODRL, official).their_structure.type_of(declaration).attributes
        for name in names.attributes:
            before = element.get(name)
            values = (names.good[name], *VALUES) if name in declared else (names.good[name],)
            for value in values:
                element.set(name, value)
                agree_on(root, f"{path}/@{name}={value!r}", official)
            if before is None:
                del element.attrib[name]
            else:
                element.set(name, before)


def test_each_type_of_the_standard_can_be_named(official: Path) -> None:
    names = etree.parse(schemas.folder() / "newsml-g2/2.36/standard-names.xsd").getroot()
    found = sorted(NAR + node.get("name", "") for node in names.iterchildren(XS + "*"))
    assert found == [name for name in judges(PLAIN, official).their_structure.types() if name.startswith(NAR)]


@pytest.mark.slow
def test_each_type_that_an_element_may_ask_for_is_judged_as_the_standard_judges_it(official: Path) -> None:
    names = names_of(judges(ODRL, official).their_structure)
    valid = 0
    for path, root, element, _ in instances(official, turns=1):
        index = list(root.iter()).index(element)
        for name in (*names.types, *(f"xs:{name}" for name in TYPES)):
            changed = deepcopy(root)
            copy = typed(list(changed.iter())[index], name)
            valid += agree_on(changed if index else copy, f"{path} as {name}", official)
    assert valid > 200


@pytest.mark.slow
def test_each_text_and_odd_child_is_judged_as_the_standard_judges_it(official: Path) -> None:
    names = names_of(judges(ODRL, official).their_structure)
    for path, root, element, _ in instances(official, turns=0):
        before = element.text
        for value in VALUES:
            element.text = value
            agree_on(root, f"{path}={value!r}", official)
        element.text = before
        for name in (*names.elements, xsd_instances.FOREIGN, xsd_instances.KNOWN_FOREIGN, "nameless"):
            for position in {0, len(element)}:
                element.insert(position, etree.Element(name))
                agree_on(root, f"{path} with {name} at {position}", official)
                del element[position]
