"""Web pages that programs made text: text browsers, converters to Markdown, extractors of the text of tags.

The labeled copies `readers/kinds/*-dump-*` are dumps of invented pages by the real programs; these tests hold what is
made of single lines, and that other copy is not taken for a dump.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.envelopes import restore_dump
from convert.readers.text.lines.decode import decode

FOLDER = Path(__file__).parent / "readers"

COPIES = sorted(
    path
    for folder in ("corpus", "kinds", "lookalikes")
    for path in (FOLDER / folder).iterdir()
    if path.suffix in (".txt", ".md") and "-dump-" not in path.name
)
"""Labeled copies of all other kinds."""


def parse(text: str) -> Parsed:
    return read(Source(name="page.txt", data=text.encode(), moment=Moment("2026-01-01T00:00:00Z")))


def restored(text: str) -> list[str] | None:
    """The lines of the page of which `text` is the dump, without those that are taken; None where it is none."""
    found = restore_dump(tuple(text.split("\n")))
    return [line for line in found.frames.story_lines if line] if found else None


@pytest.mark.sampled(8)
@pytest.mark.parametrize("path", COPIES, ids=[path.name for path in COPIES])
def test_other_copy_is_no_dump(path: Path) -> None:
    assert restore_dump(decode(path.read_bytes(), None).lines) is None


FERRY = (
    "The ferry between Norwick and the islands resumed on Wednesday after",
    "three days of storm, [7]its operator said in a statement. It will sail",
    "to the islands [sic] twice a day.",
)
NIGHTS = (
    "Passengers had waited for two nights, and were given blankets by the",
    "people of [9]the town. A note [99] on the wall said so.",
)
LYNX = f"""   [1]The Norwick Courier
     * [2]Home
     * [3]News
     * [4]Sport

   [5]Home › [6]News

     Ferry resumes after three days of storm, and nobody was hurt on the
                                    islands

   By Jane Doe

   8 December 2016

   {FERRY[0]}
   {FERRY[1]}
   {FERRY[2]}
   [ferry.jpg] [8]Passengers wait in the harbor of Norwick for the boat.

Nights in the harbor

   {NIGHTS[0]}
   {NIGHTS[1]}
   ____________________ (BUTTON) Sign up

   IFRAME: https://video.example/embed/7

   Nobody was hurt, and the boat will sail again on Friday with two crews
   of the company.

References

   Visible links
   1. https://courier.example/
   2. https://courier.example/home
   3. https://courier.example/news
   4. https://courier.example/sport
   5. https://courier.example/home
   6. https://courier.example/news
   7. https://operator.example/
   8. file:///x.html
   9. https://courier.example/town"""


def test_lines_of_a_text_browser_are_joined_without_its_marks() -> None:
    assert restored(LYNX) == [
        "The Norwick Courier",
        *("* Home", "* News", "* Sport"),
        "Home › News",
        "Ferry resumes after three days of storm, and nobody was hurt on the islands",
        "By Jane Doe",
        "8 December 2016",
        " ".join(FERRY).replace("[7]", ""),
        "Passengers wait in the harbor of Norwick for the boat.",
        "Nights in the harbor",
        " ".join(NIGHTS).replace("[9]", ""),
        "Nobody was hurt, and the boat will sail again on Friday with two crews of the company.",
    ]


W3M = """首页 / 本地 / 财经

  • 微信
  • 微博
  • 复制链接
  • 临河镇
  • 书店
  • 视频
  • 体育

老船改成书店　临河镇居民划船来借书

一条退役三十年的运粮船，近日成了临河镇的水上书店。船舱里摆着两千多本书，每周三
靠岸，附近的居民划着小船来借。
“路修好以前，这里只有水路。”店主梁守成说，他在船上开过二十年粮行，退休后才学会
编书目。
书店不收押金。手头不便的读者可以用一条鱼换一本旧书，店主把鱼送给镇上的敬老院。
镇政府今年拨款三万元加固船底。明年春天，书店将沿河走访六个村子，开业头一个月，
共借出图书四百一十二册。

关于我们"""


def test_paragraphs_without_blank_lines_between_stay_apart() -> None:
    found = restored(W3M)
    assert found is not None
    assert [line[-5:] for line in found[8:12]] == ["划船来借书", "小船来借。", "会编书目。", "的敬老院。"]
    assert len(found) == 14


@pytest.mark.parametrize(
    ("drawn", "cells"),
    [
        (["   Ticket Adult Child", "   Seat   £38   £19", "   Cabin  £96   £48"], ["Ticket", "Adult", "Child"]),
        (["    Cost   Amount", "   Weld   28,000", "   Truck  6,400"], ["Cost", "Amount"]),
        (["   Year Event", "   2016 The old bridge fell", "   2025 The new one opened"], None),
        (["   Tea  two cups", "   Bread and butter for all of us"], None),
    ],
)
def test_rows_that_a_text_browser_drew_have_cells(drawn: list[str], cells: list[str] | None) -> None:
    text = LYNX.replace("Nights in the harbor\n", "\n".join([*drawn, "", "Nights in the harbor", ""]))
    found = restored(text)
    assert found is not None
    line = "\t".join(cells) if cells else drawn[0].strip()
    assert line in [each.strip() for each in found]


def test_what_a_text_browser_adds_is_named() -> None:
    parsed = parse(LYNX)
    taken = {line.rule: line.number for line in parsed.trace if line.role == "envelope"}
    assert taken == {"button or field of a form": 24, "frame of the page": 26, "address of a link": 42}
    assert {line.number for line in parsed.trace} == set(range(1, len(LYNX.split("\n")) + 1))
    article = parsed.article
    assert article.headline == "Ferry resumes after three days of storm, and nobody was hurt on the islands"
    assert [author.name for author in article.authors] == ["Jane Doe"]
    assert len([*block_texts(article.body)]) >= 4


PARAGRAPHS = [
    "The ferry between Norwick and the islands resumed on Wednesday after three days of storm, its operator said.",
    "“We waited for two nights,” said Ada Holm, who runs the bakery. She had forty loaves with her for the crew.",
    "Nobody was hurt, and the boat will sail again on Friday with two crews of the company on board, the town said.",
]

MARKDOWN = {
    "html2text": """[![The Courier](/logo.svg)](/)

  * [Home](/)
  * [News](/news)

# Ferry resumes after three days of storm, and nobody was hurt on the
islands

By [Jane Doe](/jane)

The ferry between Norwick and [the
islands](/islands) resumed on **Wednesday** after three days of storm, _its
operator_ said.

“We waited for two nights,” said Ada Holm, who runs [the bakery][2]. She had
forty loaves with her for the crew.

* * *

Nobody was hurt, and the boat will sail again on Friday with two crews of the
company on board, the town said.

   [2]: /bakery""",
    "markdownify": """* [Home](/)
* [News](/news)

Ferry resumes after three days of storm, and nobody was hurt on the islands
===========================================================================

By [Jane Doe](/jane)

The ferry between Norwick and [the islands](/x) resumed on **Wednesday** after three days of storm, its operator said.

“We waited for two nights,” said Ada Holm, who runs *the bakery*. She had forty loaves with her for the crew.

---

Nobody was hurt, and the boat will sail again on Friday with two crews of the company on board, the town said.

[Contact](/contact)""",
    "pandoc": """:::: {#top}
- [Home](/)
- [News](/news)
::::

# Ferry resumes after three days of storm, and nobody was hurt on the islands {.title}

[By [Jane Doe](/jane)]{.byline}

The ferry between Norwick and [the islands](/islands){rel="nofollow"}
resumed on **Wednesday** after three days of storm, *its operator* said.

“We waited for two nights,” said Ada Holm, who runs [the
bakery]{.place}. She had forty loaves with her for the crew.

Nobody was hurt, and the boat will sail again on Friday with two crews
of the company on board, the town said.

[Contact](/contact)""",
}
"""The same page as each converter writes it."""


@pytest.mark.parametrize("converter", MARKDOWN)
def test_a_page_in_markdown_reads_as_in_a_browser(converter: str) -> None:
    article = parse(MARKDOWN[converter]).article
    assert article.headline == "Ferry resumes after three days of storm, and nobody was hurt on the islands"
    assert [author.name for author in article.authors] == ["Jane Doe"]
    assert [text for text in block_texts(article.body) if text in PARAGRAPHS] == PARAGRAPHS


FRAGMENTS = """Home
News
Ferry resumes after three days of storm
By
Jane Doe
The ferry between Norwick, its own harbor, the capital and
the islands
resumed on
Wednesday
after three days of storm, its operator said.
“We waited for two nights and could not sleep,” said Ada Holm, who runs
the bakery
. She had forty loaves with her for the crew.
Who waited
Nobody was hurt, as had been feared in both of the towns, and
the boat
will sail again on Friday with two crews of
the company
on board, the town said.
Contact
Privacy policy"""


def test_pieces_of_sentences_are_joined() -> None:
    joined = [
        PARAGRAPHS[0].replace("Norwick", "Norwick, its own harbor, the capital"),
        PARAGRAPHS[1].replace("nights", "nights and could not sleep"),
        PARAGRAPHS[2].replace("hurt", "hurt, as had been feared in both of the towns"),
    ]
    head = ["Home", "News", "Ferry resumes after three days of storm", "By Jane Doe"]
    assert restored(FRAGMENTS) == [*head, *joined[:2], "Who waited", joined[2], "Contact", "Privacy policy"]


ADDRESSES = """The Courier (/)

Islands (/news/islands)

Ferry resumes after three days of storm

The ferry between Norwick and the islands (/places/islands) resumed on Wednesday after three days of storm, its operator
said (and nobody else) in a statement (https://operator.example/news?id=7)."""


def test_addresses_behind_links_are_no_text() -> None:
    said = "said (and nobody else) in a statement."
    assert restored(ADDRESSES) == [
        *("The Courier", "Islands", "Ferry resumes after three days of storm"),
        *(
            "The ferry between Norwick and the islands resumed on Wednesday after three days of storm, its operator",
            said,
        ),
    ]


def test_indented_buttons_are_no_verse() -> None:
    page = "Ferry resumes after storm\n\n    Share on Facebook\n    Share on X\n    Copy link\n    Print\n\n"
    article = parse(page + "\n\n".join(f"  {paragraph}" for paragraph in PARAGRAPHS)).article
    assert [*filter(None, [article.subheadline]), *block_texts(article.body)] == PARAGRAPHS


NO_DUMPS = {
    "footnotes": "\n".join(
        [
            "The ferry resumed on Wednesday [1] after three days of storm, its operator [2] said in a long statement.",
            "Nobody was hurt [3], and passengers had waited in the harbor for two nights, the harbor master said.",
            *(f"Paragraph {number} of the story has more about the storm and those who waited." for number in range(9)),
            "References",
            *("1. Statement of the operator", "2. Its annual report", "3. A letter to the mayor", "4. The diary"),
        ]
    ),
    "addresses": "\n".join(
        [
            "Five sites for sailors",
            *(
                f"   This site has tides and winds of the harbor number {number}, and is read by all."
                for number in range(9)
            ),
            *("1. https://one.example/", "2. https://two.example/", "3. https://three.example/"),
        ]
    ),
    "verse": "\n".join(
        f"   The tide goes out, the tide comes in\n   and number {number} is here again" for number in range(9)
    ),
    "recipe": "\n".join(
        ["   Bread", *(f"     * {number} spoons of flour" for number in range(2, 9)), "   Mix and bake."]
    ),
    "minutes": "\n".join(
        f"{number}. Item\n   The council heard the report on the harbor and took note of it." for number in range(1, 9)
    ),
    "mail": "\n".join(
        [
            *(
                "Dear all,",
                "",
                "the ferry resumes on Wednesday after three days of storm. Please tell your readers that it",
            ),
            *(
                "will sail twice a day, and that nobody was hurt on the islands in these three nights",
                "of waiting.",
                "",
            ),
            *("- Jane", "- John", "- Mary", "", "Best wishes", "the operator", "", "PS: tea is served."),
        ]
    ),
    "hashtags": "\n".join(
        [
            "# Notizblock",
            "",
            "## Orte",
            "- Rathaus",
            "- Hafen",
            "- Markt",
            *(f"Zeile {number} der Meldung." for number in range(9)),
        ]
    ),
    "brackets": "\n".join(
        f"He said [in a letter] (which we have read) that number {number} of the *Courier* was late."
        for number in range(9)
    ),
    "lyrics": "\n".join(
        f"The tide goes out on day {number},\nand all the boats\nlie still\nuntil the tide comes in."
        for number in range(9)
    ),
    "subtitles": "\n".join(
        f"and then we came\nto the harbor of {number}\nand waited for the boat." for number in range(9)
    ),
    "small letters": "\n".join(
        ["What to bring to the harbor for the two nights of waiting", *(["warm socks", "tea"] * 9)]
    ),
    "paths of files": "\n".join(
        f"The program read the list of hosts (/boats/hosts) and wrote boat {number} to a file (/boats/list)."
        for number in range(9)
    ),
    "addresses in brackets": "\n".join(
        f"The list of boats (https://boats.example/{number}) says that boat {number} leaks." for number in range(9)
    ),
    "transcript": "\n".join(
        f"[{number}] SPEAKER: and then we waited for the boat all night long" for number in range(1, 30)
    ),
}
"""Copy that has one sign of a dump each."""


@pytest.mark.parametrize("kind", NO_DUMPS)
def test_copy_with_one_sign_is_no_dump(kind: str) -> None:
    assert restored(NO_DUMPS[kind]) is None
