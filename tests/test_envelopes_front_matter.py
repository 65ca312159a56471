"""What each key of front matter gives, by its value, in the forms that systems write; held in one table."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sections

from convert.model import Moment, Party, block_texts
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.envelopes.markup.front_matter import open_front_matter

pytestmark = pytest.mark.sampled(3)

TITLE = "title: A leek"
ENTRIES = {
    "title": [
        "A leek",
        '"A \\"leek\\"\\n of Ada"',
        "'A ''leek'''",
        "",
        "~",
        "|\n  A leek\n  of Ada",
        ">\n  A leek\n  of Ada",
    ],
    "subtitle": ["It is long", "[It, is]", "null"],
    "kicker": ["Harbor", ""],
    "author": [
        "Ada Lund",
        "Ada Lund and Jo Holm",
        "ada@x.example",
        "Ada Lund <ada@x.example>",
        "[Ada Lund, Jo Holm]",
        "",
    ],
    "authors": [
        "\n- Ada Lund\n- Jo Holm",
        "\n  - name: Ada Lund\n    email: a@x.example",
        "\n- Ada: Lund: x",
        "[\n  Ada Lund,\n  Jo Holm]",
    ],
    "byline": ["By Ada Lund", "Ada Lund, in Bergen", "the desk", "[Ada Lund, Jo Holm]"],
    "date": [
        *("2026-02-03", "2026-02-03T04:05", "2026-02-03 04:05:06", "2026-02-03T04:05:06.789Z", "2026-02-03 04:05 UTC"),
        *("2026-02-03 04:05 +0130", "2026-02-03T04:05:06-02:00", "3 February 2026", "3. Februar 2026", "false", "soon"),
        *("2026-02-30", ""),
    ],
    "published": ["true", "no", "off"],
    "updated": ["2026-02-04", "no"],
    "embargo": [
        "2026-02-05",
        "2026-02-05T06:00Z",
        "5 February 2026",
        "true",
        "until the council votes",
        "false",
        "None",
        "",
        "no",
    ],
    "expires": ["2027-01-01", "never"],
    "tags": ["leek, garden; county", "[leek, '#garden', \"the, county\"]", "\n- leek\n- garden", "#leek", ""],
    "categories": ["Nature", "[Nature, Sport]"],
    "slug": ["leek", "a/leek b"],
    "lang": ["en", "en-GB", "English"],
    "canonical": ["https://x.example/leek", "leek"],
    "id": ["urn:example:leek", "leek"],
    "publisher": ["Harbor Post"],
    "source": ["Harbor Post", "AP; Harbor Post"],
    "credit": ["Harbor Post/AP"],
    "dateline": ["BERGEN"],
    "location": ["Bergen", "[Bergen, Oslo]"],
    "urgency": ["4", "0", "urgent"],
    "digital-source-type": ["digitalCapture", "x"],
    "copyright": ["© Harbor Post", ""],
    "ed note": ["Check the weight.", "[One, Two]"],
    "status": ["draft", "In Review", "published", "Killed", "live", ""],
    "draft": ["true", "yes", "on", "1", "false", "0"],
    "Layout": ["post", "\n  a: b"],
    "weight of it": ["3"],
}


def _cases() -> Iterator[tuple[str, str]]:
    for key, values in ENTRIES.items():
        for value in values:
            yield key, f"{key}:{'' if value.startswith(chr(10)) else ' '}{value}"


@pytest.mark.parametrize("key", ENTRIES)
def test_a_key_gives_its_field(key: str, accept: bool) -> None:
    found = ""
    for _, entry in (case for case in _cases() if case[0] == key):
        opened = open_front_matter(
            ["---", *([] if key == "title" else [TITLE]), *entry.splitlines(), "---", "", "Text."]
        )
        found += f"{entry}\n"
        if opened is None:
            found += "    no front matter\n"
            continue
        envelope, below = opened
        assert below == len(entry.splitlines()) + 2 + (key != "title")
        found += f"    headline: {envelope.headline}\n" * (key == "title")
        found += "".join(
            f"    {name}: {value} (line {envelope.stated.get(name)})\n" for name, value in envelope.metadata.items()
        )
        found += sections.shown(envelope.findings)
    sections.hold("front_matter", key, found, accept=accept)


def test_fields_in_tables_of_generators_are_read() -> None:
    front = (
        '+++\ntitle = "A leek"\ndate = 2026-02-03\n[taxonomies]\ntags = ["leek", "stout"]\n[extra]\n'
        'author = "Ada Lund"\nlayout = "wide"\n[menu]\ntags = ["no"]\n+++\n\nA leek grew.\n'
    )
    opened = open_front_matter(front.split("\n"))
    assert opened is not None
    assert opened[0].metadata["keywords"] == ("leek", "stout")
    assert [who.name for who in opened[0].metadata["authors"]] == ["Ada Lund"]
    [finding] = opened[0].findings
    assert "extra" in finding.message
    assert "menu" in finding.message


TOML = """+++
title = "A leek"
date = 2026-02-03T04:05:06Z
draft = true
tags = ["leek", 2026]
[author]
name = "Ada Lund"
+++"""


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        (TOML, True),
        (TOML.replace('"A leek"', "A leek"), False),
        (TOML.replace("+++", "---"), False),
        ("---\ntitle: A leek\n...", True),
        ("---\ntitle: A leek\n+++", False),
        ("---\ntitle: A leek", False),
        ("---\nlayout: post\n---", False),
        ("---\nA leek grew.\n---", False),
        ("---\n# a comment\n\ntitle: A leek\n---", True),
        ("\n\n---\ntitle: A leek\n---", True),
        ("title: A leek\ndate: 2026-02-03\n---", True),
        ("title: A leek\n---", False),
        ("", False),
        ("---\ntitle: A leek\ntags: x\n- y\n---", False),
    ],
)
def test_lines_are_front_matter(text: str, opens: bool, accept: bool) -> None:
    opened = open_front_matter(text.split("\n"))
    assert (opened is not None) is opens
    if opened:
        envelope, below = opened
        assert below == len(text.split("\n"))
        private = [at for at, line in envelope.taken.items() if line.is_private]
        shown = f"{envelope.headline}\n{envelope.metadata}\n{envelope.rewritten}\n{sorted(envelope.taken)} {private}\n"
        sections.hold("front_matter", text.replace("\n", "|"), shown, accept=accept)


EXTRACTED = """---
title: Ferry resumes after storm
author: {author}
sitename: The Norwick Courier
date: "2016-12-07"
fingerprint: "747a518b7da9b3ad"
---
{body}
"""
"""The text of a page as trafilatura extracts it, with its metadata."""

STATEMENT = "It will sail twice a day as long as the wind allows it, and not when its timetable says so."

LINES = [
    f"The ferry between Norwick and the islands resumed on Wednesday, its operator said. {STATEMENT}",
    "| Ticket | Adult |",
    "|---|---|",
    "| Seat | 38 |",
    "Nobody was hurt. Passengers had waited in the harbor for two nights, and were given blankets by its people.",
    f"The harbor master said that the boat had been sorely missed on all of the islands. {STATEMENT}",
    "Comments",
    "Finally! My nan cried.",
]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_lines_below_the_metadata_of_a_page_are_its_paragraphs(gap: str) -> None:
    text = EXTRACTED.format(author="Jane Doe", body=gap.join(LINES).replace("|\n\n|", "|\n|"))
    article = read(Source(name="page.txt", data=text.encode(), moment=Moment("2026-01-01T00:00:00Z"))).article
    published = [article.subheadline, *block_texts(article.body)]
    assert [line for line in (LINES[0], "Ticket Adult", "Seat 38", *LINES[4:6]) if line not in published] == []
    assert (article.headline, article.provider) == ("Ferry resumes after storm", Party(name="The Norwick Courier"))


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Jane Doe; Tom Brandt", ["Jane Doe", "Tom Brandt"]),
        ("Por Renata Quaresma", ["Renata Quaresma"]),
        ("Text Linnea Lind", ["Linnea Lind"]),
        ("Автор Вера Лопатина", ["Вера Лопатина"]),
        ("Von der Leyen", ["Von der Leyen"]),
        ("Av Hansen", ["Av Hansen"]),
    ],
)
def test_authors_of_a_page_are_names(author: str, names: list[str]) -> None:
    text = EXTRACTED.format(author=author, body="\n".join(LINES))
    article = read(Source(name="page.txt", data=text.encode(), moment=Moment("2026-01-01T00:00:00Z"))).article
    assert [person.name for person in article.authors] == names
