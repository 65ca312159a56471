"""Share of mutants on which `check` gives the verdict of the newest official schemas, counted by hand.

`python tests/mutant_agreement.py --count 2000 --seed 1` changes official documents of NewsML-G2 2.36 and ninjs 3.2, 2.3
and 1.7 in one place or two, and prints a line for each: how many are valid, on how many the verdicts agree, and the
first on which they do not. The exit code is 1 if there is one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from conftest import official_folder, read_articles
from g2_mutants import Mutator, names_of
from lxml import etree
from ninjs_mutants import mutants
from test_newsml_g2_agreement import ODRL, corpus, judges
from test_ninjs import documents, official_schema, property_names

from convert import checks

VERSIONS = ("3.2", "2.3", "1.7")


class Judged(NamedTuple):
    """A mutant, the verdict of the official schema and ours."""

    document: bytes
    theirs: bool
    ours: bool


def of_newsml_g2(official: Path, seed: int, count: int) -> Iterator[Judged]:
    """Yield mutants of NewsML-G2, judged by the official schema with ODRL."""
    of = judges(ODRL, official)
    mutator = Mutator(corpus(official, read_articles()), names_of(of.their_structure), seed)
    for _ in range(count):
        document = etree.tostring(mutator.next()[0])
        try:
            verdict = of.theirs.validate(etree.fromstring(document))
        except etree.XMLSyntaxError:  # an xml:id that is no name
            verdict = False
        yield Judged(document, verdict, bool(checks.check(document, format="newsml-g2").schema_valid))


def of_ninjs(official: Path, version: str, seed: int, count: int) -> Iterator[Judged]:
    """Yield mutants of ninjs, judged by the official schema of the version."""
    verdict = official_schema(official, version)
    valid = [document for document in documents(official) if verdict(document)]
    for mutant in mutants(valid, property_names(version), seed, count):
        document = json.dumps(mutant).encode()
        ours = checks.check(document, format=f"ninjs@{version}").schema_valid
        yield Judged(document, verdict(json.loads(document)), bool(ours))


def main() -> int:
    parser = argparse.ArgumentParser(description="Count on how many mutants check agrees with the official schemas.")
    parser.add_argument("--count", type=int, default=2000, help="number of mutants of each standard and version")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    official, seed, count = official_folder(), arguments.seed, arguments.count
    rows = {"NewsML-G2 2.36": of_newsml_g2(official, seed, count)}
    rows |= {f"ninjs {version}": of_ninjs(official, version, seed, count) for version in VERSIONS}
    failed = False
    for name, judged in rows.items():
        found = list(judged)
        wrong = [each for each in found if each.ours is not each.theirs]
        share = 100 * (1 - len(wrong) / len(found))
        print(f"{name}, seed {seed}: {len(found):,} mutants, {sum(each.theirs for each in found):,} valid;", end=" ")
        print(f"{share:.2f} % of the verdicts agree", flush=True)
        for each in wrong[:1]:
            print(f"  valid by the official schema: {each.theirs}\n  {each.document.decode()[:2000]}")
        failed |= bool(wrong)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
