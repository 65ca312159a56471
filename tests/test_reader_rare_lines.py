"""Lines that few copies have: each is read as what it is, and the story around it as ever."""

from __future__ import annotations

from typing import Any

import pytest

from convert.model import Moment
from convert.readers import Parsed, Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(3)

TEXT = "The ferry to Osted sails again since Tuesday, the harbor master said, after a storm had closed the port."
MORE = "Passengers had waited in the terminal, and some of them spent the night there before the first boat left."
RELEASE = f"PRESS RELEASE\n\nFerry sails again\n\n{TEXT}\n\n{MORE}\n\n"
CONTACT = "\n\nContact: Nora Feld, 030 123456"

COPIES: dict[str, tuple[str, dict[str, str], dict[str, Any]]] = {
    "an embargo behind the label of a release": (
        f"PRESS RELEASE: embargoed until 10 May 2025, 09:00 GMT\n\nFerry sails again\n\n{TEXT}\n\n{MORE}{CONTACT}",
        {"PRESS RELEASE": "desk-note", "Ferry": "headline"},
        {"embargo.until.text": "2025-05-10T09:00:00Z"},
    ),
    "notes behind their heading": (
        f"{RELEASE}Notes to editors: The ferry was built in 1987.{CONTACT}",
        {"Notes to editors": "desk-note"},
        {},
    ),
    "longer notes behind their heading": (
        f"{RELEASE}Notes to editors: The ferry was built in 1987, and sails between Osted and the islands.{CONTACT}",
        {"Notes to editors": "desk-note"},
        {},
    ),
    "contacts behind their heading": (
        f"{RELEASE}Media contact: Nora Feld, press office, harbor of Osted, 030 123456, nora@example.org, on weekdays",
        {MORE: "paragraph", "[private]": "envelope"},
        {},
    ),
    "a sentence that says whom to ask": (
        f"{RELEASE}For more information contact Nora Feld, 030 123456, nora@example.org",
        {MORE: "paragraph", "[private]": "envelope"},
        {},
    ),
    "rows of what was said": (
        "start\tend\ttext\n0\t4000\t The ferry sails again.\n4000\t9000\t The port was closed for two days.\n",
        {"start": "envelope", "0\t": "paragraph", "4000\t": "paragraph"},
        {},
    ),
    "the day of a broadcast": (
        (
            f"SLUG: FERRY\nREPORTER: NORA FELD\nAIR DATE: May 3, 2025\nTRT: 1:30\nANCHOR: ANNA\n\n((TAKE VO))\n{TEXT}\n"
            f"[CG: HARBOR OF OSTED]\n{MORE}"
        ),
        {"AIR DATE": "envelope", TEXT: "paragraph"},
        {"published.text": "2025-05-03"},
    ),
    "the source of a feed": (
        (
            "Title: Ferry sails again\nLink: https://example.org/ferry\nPubDate: 2025-05-03\n"
            f"GUID: https://example.org/?p=12\nCreator: Nora Feld\nSource: Osted Post\nDescription: {TEXT}\n"
        ),
        {"Source": "envelope"},
        {"provider.name": "Osted Post", "published.text": "2025-05-03"},
    ),
    "a picture without words": (
        f"h1. Ferry sails again\n\n!https://example.org/ferry.jpg!\n\n{TEXT}\n\nbq. It sails again.\n\n{MORE}",
        {"!": "envelope", "bq.": "quote", TEXT: "paragraph"},
        {"headline": "Ferry sails again"},
    ),
    "a count of words": (
        f"BC-FERRY/OSTED\n\nFerry sails again\n\n(350 words)\n\nBy Nora Feld\n\nOSTED, May 3 (AP) - {TEXT}\n{MORE}",
        {"(350": "envelope", "By": "byline", "OSTED": "paragraph"},
        {"dateline": "OSTED, May 3 (AP)"},
    ),
    "the line of a converter": (
        f"###  Translation from RTF performed by UnRTF, version 0.21.10 \n\nFerry sails again\n\n{TEXT}\n\n{MORE}",
        {"###": "envelope", "Ferry": "headline"},
        {},
    ),
    "what a converter says of a document": (
        (
            "###  Translation from RTF performed by UnRTF, version 0.21.10 \n### font table contains 4 fonts total\n\n"
            "### creation date: 3 May 2025 10:12 \n### total words: 120\n\n-----------------\n\n"
            f"Ferry sails again\n\n{TEXT}\n\n{MORE}"
        ),
        {"### font": "envelope", "### total": "envelope", "-----": "envelope", "Ferry": "headline"},
        {"published": None},
    ),
    "marks without words": (
        f"# Ferry sails again\n\n##\n\n{TEXT}\n\n| | |\n|---|---|\n| | |\n\n{MORE}\n\n- one\n\n## Below\n\n{TEXT}",
        {"##": "envelope", "| |": "envelope", "|---": "envelope", "## Below": "heading"},
        {"headline": "Ferry sails again"},
    ),
    "a kicker of a layout program": (
        (
            f"<UNICODE-MAC>\n<Version:8>\n<ParaStyle:Kicker>Harbor\n<ParaStyle:Headline>Ferry sails again\n"
            f"<ParaStyle:Body>{TEXT}\n<ParaStyle:Body>{MORE}"
        ),
        {"<ParaStyle:Kicker>": "kicker", "<ParaStyle:Body>": "paragraph"},
        {"headline": "Ferry sails again", "other_headlines.0.text": "Harbor"},
    ),
    "a table with lines of dashes above and below": (
        (
            f"Boats of Osted\n\n{TEXT}\n\n-------------------------------------\n Boat      Seats   Owner\n"
            "--------- ------- -------------------\n Anna      120     Harbor of Osted\n\n"
            " Berta     80      Feld & Sons,\n                   ship owners\n"
            f"-------------------------------------\n\n{MORE}\n"
        ),
        {"---": "envelope", " Boat": "row", " Anna": "row", " Berta": "row", MORE: "paragraph"},
        {"body.1.body.1.cells.2.content.0.value": "Feld & Sons, ship owners"},
    ),
    "commands": (
        (
            f"How to convert\n\n{TEXT}\n\n    wirecopy --force story\n    osted --all harbor\n    boats | sort\n"
            f"    ferry -v harbor\n    boats >> list.txt\n    ./sail now\n\n{MORE}\n"
        ),
        {"    wirecopy": "code", "    boats |": "code", MORE: "paragraph"},
        {},
    ),
    "who is in a picture": (
        f"Ferry sails again\n\nBy Jane Doe\n\n{TEXT}\n\nNora Feld, harbor master of Osted, pictured\n\n{MORE}",
        {"Nora Feld": "caption"},
        {},
    ),
    "how long a recording is": (
        f"Ferry sails again\n\nNora Feld\nThe ferry leaves (1:20)\n\n{TEXT}\n\n{MORE}",
        {"The ferry leaves": "caption"},
        {"subheadline": None},
    ),
    "the day of a death": (
        f"Edith Calder is dead\n\nEdith Calder † 3 May 2025\n\n{TEXT}\n\n{MORE}",
        {},
        {"published": None},
    ),
    "a rare name above a thread": (
        f"Qor Zathrin @qor\n\n1/ {TEXT}\n\n2/ {MORE}\n\n3/ The next boat leaves at noon.\n",
        {"Qor": "envelope", "3/": "paragraph"},
        {"authors.0.name": "Qor Zathrin"},
    ),
}


def role_of(parsed: Parsed, start: str) -> str:
    """The role of the first line that opens so."""
    return next(line.role for line in parsed.trace if line.text.startswith(start))


@pytest.mark.parametrize("name", COPIES)
def test_rare_lines(name: str) -> None:
    copy, roles, values = COPIES[name]
    parsed = read(Source(name="a.txt", data=copy.encode(), moment=Moment("2026-01-01T00:00:00Z")))
    assert {start: role_of(parsed, start) for start in roles} == roles
    for path, wanted in values.items():
        found: Any = parsed.article
        for step in path.split("."):
            found = found[int(step)] if step.isdigit() else getattr(found, step)
        assert found == wanted
