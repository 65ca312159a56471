"""Pages of print become copy again: their frames are taken out, columns are read one after the other, and lines that
the page broke are joined.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import jsonschema
import labeled_copies
import labeled_kinds
import pytest
from conftest import ROOT

from convert import read, traces
from convert.model import Moment
from convert.model.reading import block_texts
from convert.readers import Source
from convert.readers.text import read as read_text
from convert.readers.text.envelopes.print.broken_lines import BYLINE, are_filled
from convert.readers.text.envelopes.print.columns import Part, divide_columns
from convert.readers.text.envelopes.print.restoring import restore_pages, shows_columns
from convert.readers.text.lines.decode import decode
from convert.reports import sheet
from convert.reports.margin import explanations_of

pytestmark = pytest.mark.sampled(2)

SCHEMA = ROOT / "schemas" / "trace" / "1" / "trace.json"

TITLE = ("Eels return to the River Harrow", "after ninety years")
LEAD = (
    "Young eels have been counted above the mill",
    "for the first time since 1931, a month after",
    "volunteers removed the last weir.",
)
UNEVEN = (
    "Young eels have been counted above the mill at Harrow",
    "for the first time",
    "since 1931, a month after volunteers removed the last",
    "weir.",
)
QUOTE = ("“We expected to wait ten years,” said Orla", "Finch, who leads the count.")
END = ("The weir had held back nothing but trolleys,", "of which they recovered sixteen.")


def restored(text: str) -> list[str] | None:
    """The lines of the copy whose pages `text` is, without blank ones; those of frames in brackets."""
    copy = decode(text.encode())
    pages = restore_pages(copy.lines, copy.pages, lambda lines: frozenset())
    if pages is None:
        return None
    rows = enumerate(pages.lines)
    return [f"[{line.strip()}]" if at in pages.frames.taken else line for at, line in rows if line]


def page(*paragraphs: Sequence[str], gap: str = "\n\n") -> str:
    return gap.join("\n".join(lines) for lines in paragraphs)


def one(lines: Sequence[str]) -> str:
    return " ".join(lines)


STORY = [one(TITLE), one(LEAD), one(QUOTE), one(END)]


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_lines_of_titles_and_paragraphs_are_joined(gap: str) -> None:
    assert restored(page(TITLE, LEAD, QUOTE, END, gap=gap) + "\n\x0c") == STORY


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    first, second = page(TITLE, LEAD[:1]), page(LEAD[1:], QUOTE, END)
    assert restored(f"{first}\n\x0c{second}\n") == STORY
    assert restored(f"{first}\n\n\x0c\n\n{second}\n") == STORY


def test_lines_of_a_paragraph_may_be_apart() -> None:
    """As programs divide them where lines are far from each other."""
    lines = (
        "Young eels have been counted above the mill at Harrow",
        "for the first time since 1931, a month after they",
        "left.",
    )
    text = page(TITLE, *[[line] for line in lines], QUOTE, END)
    assert restored(text + "\n\x0c") == [STORY[0], one(lines), *STORY[2:]]


@pytest.mark.parametrize(
    ("one_page", "other"),
    [
        ("Page 1 of 2", "Page 2 of 2"),
        ("Seite 1 von 2", "Seite 2 von 2"),
        ("Strona 1 z 2", "Strona 2 z 2"),
        ("Страница 1 из 2", "Страница 2 из 2"),
        ("صفحة 1 من 2", "صفحة 2 من 2"),
        ("第1頁", "第2頁"),
        ("1", "2"),
        ("– 1 –", "– 2 –"),
        ("1/2", "2/2"),
        ("The Harrow Courier | 3 May 2027 | 1", "The Harrow Courier | 3 May 2027 | 2"),
        ("www.harrow.example", "www.harrow.example"),
        ("12  Region", "13  Region"),
        ("la Voce - giovedì 8 ottobre 2026 - pag. 1", "la Voce - giovedì 8 ottobre 2026 - pag. 2"),
        ("4 The Harrow Courier Friday 9 October 2026", "5 The Harrow Courier Friday 9 October 2026"),
    ],
)
@pytest.mark.parametrize("is_foot", [True, False])
def test_frames_of_pages_are_taken(one_page: str, other: str, is_foot: bool) -> None:
    pages = page(TITLE, LEAD[:1]), page(LEAD[1:], QUOTE, END)
    framed = [
        f"{text}\n\n{frame}\n" if is_foot else f"{frame}\n\n{text}\n"
        for text, frame in zip(pages, (one_page, other), strict=True)
    ]
    found = restored("\x0c".join(framed))
    assert found is not None
    assert [line for line in found if line[0] != "["] == STORY
    assert [line for line in found if line[0] == "["] == [f"[{one_page}]", f"[{other}]"]


def test_several_lines_frame_a_page() -> None:
    heads = [("Local news", "The Harrow Courier", f"3 May 2027 · {number}") for number in (1, 2)]
    text = "\n\x0c".join((page(heads[0], TITLE, LEAD), page(heads[1], QUOTE, END)))
    found = restored(text) or []
    assert [line for line in found if line[0] != "["] == STORY
    assert len(found) == len(STORY) + 6


@pytest.mark.parametrize(
    ("one_page", "other"),
    [("12.00pm", "1.30pm"), ("Ann Sorrel  0:14", "Hugh Pellow  0:41"), ("Ann Sorrel  0:14", "Ann Sorrel  0:44")],
)
def test_lines_with_numbers_that_count_no_pages_are_no_frames(one_page: str, other: str) -> None:
    found = restored("\n\x0c".join((page((one_page,), LEAD, QUOTE), page((other,), END))))
    assert found == [one_page, *STORY[1:3], other, STORY[3]]


def test_lines_at_other_places_of_their_pages_are_no_frames() -> None:
    found = restored(
        "\n\x0c".join((page(TITLE, ("What happens next",), LEAD, QUOTE), page(("What happens next",), END)))
    )
    assert found == [STORY[0], "What happens next", *STORY[1:3], "What happens next", STORY[3]]


def test_copies_of_one_page_show_no_frame() -> None:
    """Each page of a leaflet was printed twice: what both copies have is text."""
    one_page = page(TITLE, LEAD, QUOTE, END, LEAD, QUOTE) + "\n"
    assert "[" not in "".join(restored("\x0c".join([one_page] * 3)) or "[")
    short = page(TITLE, LEAD) + "\n"
    assert "[" not in "".join(restored(f"{short}\x0c{short}\x0c{page(QUOTE, END)}\n") or "[")


def test_copies_of_one_page_lose_no_more_than_their_numbers_without_form_feeds() -> None:
    copies = [f"{page(TITLE, LEAD, QUOTE, END)}\n\nPage {number} of 2\n" for number in (1, 2)]
    found = restored("\n".join(copies)) or []
    assert [line for line in found if line[0] == "["] == ["[Page 1 of 2]", "[Page 2 of 2]"]


def test_a_letterhead_of_many_lines_frames_each_page() -> None:
    head = ("Harrow River Trust", "Mill Lane 4", "Harrow", "Registered charity", "www.harrow.example")
    pages = (page(head, TITLE, LEAD, QUOTE), page(head, END, QUOTE, LEAD))
    found = restored("\n\x0c".join(pages)) or []
    assert [line for line in found if line[0] == "["] == [f"[{line}]" for line in head] * 2


def test_the_day_of_a_frame_is_that_of_the_issue() -> None:
    heads = [f"The Harrow Courier | 3 May 2027 | {number}" for number in (1, 2)]
    text = f"{heads[0]}\n\n{page(TITLE, LEAD)}\n\x0c{heads[1]}\n\n{page(QUOTE, END)}\n"
    article = read(text).article
    assert article.published is not None
    assert article.published.text == "2027-05-03"
    assert article.headline == STORY[0]


def test_a_title_that_later_pages_repeat_stays_on_the_first() -> None:
    title = one(TITLE)
    text = f"{title}\n\n{page(LEAD)}\n\x0c{title}\n\n{page(QUOTE, END)}\n"
    assert restored(text) == [title, STORY[1], f"[{title}]", *STORY[2:]]


def test_a_byline_on_every_page_is_no_frame() -> None:
    text = "\n\x0c".join((page(("By Jane Doe",), LEAD, QUOTE), page(("By Jane Doe",), END)))
    assert restored(text) == ["By Jane Doe", *STORY[1:3], "By Jane Doe", STORY[3]]


def test_a_head_that_shows_the_title_is_taken_where_the_title_follows() -> None:
    title = one(TITLE)
    found = restored(f"{title[:40]}\n\n{title}\n\n{page(LEAD, QUOTE, END)}\n\x0c")
    assert found == [f"[{title[:40]}]", title, *STORY[1:]]


@pytest.mark.parametrize("folio", ["Page {} of 2", "Page {} of 2www.harrow.example", "3 May 2027 | {}"])
def test_pages_are_counted_without_form_feeds(folio: str) -> None:
    head = ("The Harrow Courier", folio)
    one_page, other = ("\n".join(head).format(number) for number in (1, 2))
    text = f"{one_page}\n\n{page(TITLE, LEAD, QUOTE[:1])}\n\n{other}\n\n{page(QUOTE[1:], END)}\n"
    found = restored(text) or []
    assert [line for line in found if line[0] != "["] == STORY
    assert [line for line in found if line[0] == "["] == [f"[{line}]" for line in f"{one_page}\n{other}".split("\n")]


@pytest.mark.parametrize("head", ["THE COURIER | FRIDAY 9 OCTOBER 2026 | 1", "4 The Courier Friday 9 October 2026"])
def test_the_head_of_one_page_shows_that_its_lines_are_broken(head: str) -> None:
    assert restored(page((head, *TITLE), LEAD, QUOTE, END, gap="\n")) == [f"[{head}]", *STORY]


def test_lines_are_joined_where_only_their_breaks_show_the_page() -> None:
    assert restored(page(TITLE, UNEVEN, QUOTE, END)) == [STORY[0], one(UNEVEN), *STORY[2:]]


@pytest.mark.parametrize(
    "text",
    [
        "A title\n\nA paragraph of one line.\n\nAnother paragraph of one line.\n",
        page(TITLE[:1], LEAD[:1], END[1:]),
        "ingredients\n\nflour\nsalt\ntwo eggs\nwater\na little sugar\n",
        "1\n00:00:01,000 --> 00:00:04,000\nwe opened the gate\nand went in\nwith the bell\nand the cat",
    ],
)
def test_copy_without_pages_stays(text: str) -> None:
    assert restored(text) is None


SMALL = {
    "recipe": "a pinch of salt|one small onion|two large eggs|four ripe tomatoes|fresh basil leaves|some olive oil",
    "receta": "un kilo de tomates|media cebolla picada|dos dientes de ajo|aceite de oliva virgen|sal y pimienta negra",
    "poem": "the rope has gone to sleep|the bell is in the mud|the ferryman has sheep|they have eaten the bud",
    "posts": "bridge closed today|ferry runs every hour|bring your own bread|the seal is back again|school is at nine",
}


@pytest.mark.parametrize("end", ["", "\x0c"])
@pytest.mark.parametrize("kind", SMALL)
def test_lists_and_verse_in_small_letters_stay(kind: str, end: str) -> None:
    lines = SMALL[kind].split("|")
    assert restored(page(("What to bring",), lines, ("We meet at the harbor.",)) + f"\n{end}") is None
    between = restored(page(TITLE, UNEVEN, lines, QUOTE, END) + f"\n{end}")
    assert between == [STORY[0], one(UNEVEN), *lines, *STORY[2:]]


def test_verse_stays_where_nothing_shows_pages() -> None:
    verse = (
        "The rope has gone to sleep,\nthe bell is in the mud,\nthe ferryman has sheep,\nthe sheep have eaten the bud."
    )
    text = f"{page(TITLE[:1], UNEVEN, QUOTE)}\n\n{verse}\n\n{page(END)}\n"
    lines = decode(text.encode()).lines
    kept = frozenset(at for at, line in enumerate(lines) if line in verse.split("\n"))
    pages = restore_pages(lines, (), lambda _: kept)
    assert pages is not None
    assert set(verse.split("\n")) <= set(pages.lines)


@pytest.mark.parametrize(
    "below",
    [
        "What happens next",
        "Was nun geschieht",
        "• The first eel",
        "1. The first eel",
        "By Jane Doe",
        "Von Hanne Brodersen",
        "Door onze verslaggever Joost Hengel",
        "par notre envoyé spécial Jean Dupont",
        "The weir of Harrow in 1931. Picture: Tom Arden",
        "The weir of Harrow (Photo The Harrow Courier)",
        "press@harrow.example",
    ],
)
def test_headings_items_bylines_and_contacts_stay_apart(below: str) -> None:
    found = restored(page(TITLE, LEAD, QUOTE, (below,), END, gap="\n") + "\n\x0c")
    assert found == [*STORY[:3], below, STORY[3]]


@pytest.mark.parametrize(
    "below",
    ["de la Universidad Nacional Autónoma, que", "von der Deutschen Bahn (DB) und", "by Orla Finch and Jane Doe"],
)
def test_a_line_of_a_paragraph_that_opens_as_bylines_do_goes_on(below: str) -> None:
    quote = ("“We expected to wait ten years,” said a friend", below, "others who lead the count.")
    found = restored(page(TITLE, LEAD, quote, END) + "\n\x0c")
    assert found == [*STORY[:2], one(quote), STORY[3]]


def test_rows_of_a_table_stay() -> None:
    rows = ("Eels      41      12", "Crayfish   1       0", "Trolleys  16      16")
    assert restored(page(TITLE, LEAD, QUOTE, rows, END) + "\n\x0c") == [*STORY[:3], *rows, STORY[3]]


def test_a_list_below_a_colon_stays() -> None:
    items = ("to count the eels", "to leave the pool alone", "to report trolleys")
    found = restored(page(TITLE, LEAD, ("Anglers are asked:",), items, END, gap="\n") + "\n\x0c")
    assert found == [*STORY[:2], "Anglers are asked:", *items, STORY[3]]


@pytest.mark.parametrize("day", ["14 September 2026", "3 May 2027", "21. September 2026"])
def test_a_day_above_the_title_is_no_head(day: str) -> None:
    assert restored(page((day,), TITLE, LEAD, QUOTE, END) + "\n\x0c") == [day, *STORY]


@pytest.mark.parametrize("below", ["14 September 2026", "By Orla Finch", "Orla Finch", "3"])
def test_what_is_below_a_title_is_not_of_it(below: str) -> None:
    found = restored(page((*TITLE, below), LEAD, QUOTE, END) + "\n\x0c")
    assert found == [STORY[0], below, *STORY[1:]]


@pytest.mark.parametrize(
    "above", ["Pressemitteilung Nr. 112/2026", "Comunicato stampa n. 12/26", "Press release no. 41"]
)
def test_a_title_does_not_go_on_from_a_number(above: str) -> None:
    assert restored(page((above, *TITLE), LEAD, QUOTE, END, gap="\n") + "\n\x0c") == [above, *STORY]


def test_a_name_below_a_short_word_is_not_of_the_line_above() -> None:
    dek = ("For nine days the river ran", "backward and people liked it")
    found = restored(page(TITLE, (*dek, "Maud Pellow"), LEAD, QUOTE, END) + "\n\x0c")
    assert found == [STORY[0], one(dek), "Maud Pellow", *STORY[1:]]


def test_a_title_in_narrow_lines_goes_on() -> None:
    title = ("Brugwachter telt", "zwanen en laat", "boten wachten")
    assert restored(page(title, LEAD, QUOTE, END) + "\n\x0c") == [one(title), *STORY[1:]]


@pytest.mark.parametrize("sign", "-=~*")
def test_an_underline_is_not_of_its_title(sign: str) -> None:
    text = page((STORY[0],), LEAD, QUOTE, END).replace(STORY[0], f"{STORY[0]}\n{sign * len(STORY[0])}")
    assert (restored(f"{text}\n\x0c") or [])[:2] == [STORY[0], sign * len(STORY[0])]


def test_a_title_in_capitals_of_words_goes_on() -> None:
    title = ("Eels Return to the River Harrow After", "Volunteers Remove the Last of Its", "Weirs")
    assert restored(page(title, LEAD, QUOTE, END, gap="\n") + "\n\x0c") == [one(title), *STORY[1:]]


def test_words_divided_at_the_end_of_a_line_are_whole() -> None:
    lead = ("Die Wasserwirtschaft hat am Montag die Fisch-", "treppe geöffnet, die Ost- und Westteich ver-", "bindet.")
    body = (*lead, *("Danach schwammen die ersten Aale hinauf, wie", "die Zählerin Orla Finch am Abend sagte."))
    found = restored(page(("Aale kehren zurück",), body) + "\n\x0c") or []
    assert found[1].startswith(
        "Die Wasserwirtschaft hat am Montag die Fischtreppe geöffnet, die Ost- und Westteich verbindet."
    )


def columns(left: Sequence[str], right: Sequence[str], *, width: int = 50) -> str:
    rows = max(len(left), len(right))
    pairs = zip((*left, *[""] * (rows - len(left))), (*right, *[""] * (rows - len(right))), strict=True)
    return "\n".join(f"{one:{width}}{other}".rstrip() for one, other in pairs)


def test_columns_side_by_side_are_read_one_after_the_other() -> None:
    text = f"{page(TITLE)}\n\n{columns((*LEAD, *QUOTE), (*END, *LEAD))}\n\x0c"
    assert restored(text) == [*STORY, STORY[1]]


def test_three_columns_are_read_one_after_the_other() -> None:
    text = columns(columns((*LEAD, *QUOTE), (*END, *LEAD)).split("\n"), (*QUOTE, *LEAD), width=100)
    assert restored(f"{page(TITLE)}\n\n{text}\n\x0c") == [*STORY, STORY[1], STORY[2], STORY[1]]


def test_justified_lines_have_gaps_that_are_no_gutter() -> None:
    left = (
        "Young eels were counted",
        "above   the   mill   by  a",
        "friend for the first time",
        "since the weir was taken",
        "away.",
    )
    right = (
        "The weir had held back",
        "nothing but trolleys, of",
        "which   they   recovered",
        "sixteen by the end of a",
        "week.",
    )
    text = f"{page(TITLE)}\n\n{columns(left, right, width=40)}\n\x0c"
    assert restored(text) == [STORY[0], *(" ".join(one(side).split()) for side in (left, right))]


def test_a_table_is_no_text_in_columns() -> None:
    names = ("Harrow Rovers", "Tarrow United", "Mill Lane", "Weir Road", "Old Pump House", "Wexley")
    points = ("41 points", "39 points", "35 points", "30 points", "12 points", "3 points")
    table = columns(names, points, width=20)
    assert restored(f"{page(TITLE, LEAD, QUOTE)}\n\n{table}\n\n{page(END)}\n\x0c") == [
        *STORY[:3],
        *table.split("\n"),
        STORY[3],
    ]


def test_traces_have_each_line_of_the_input_with_its_number() -> None:
    text = f"{page(TITLE)}\n\n{columns((*LEAD, *QUOTE), (*END, *LEAD))}\n\nPage 1 of 1\n\x0c"
    parsed = read_text(Source(data=text.encode(), name="page.txt", moment=Moment("2027-05-03T00:00:00Z")))
    lines = decode(text.encode()).lines
    assert [line.number for line in parsed.trace] == sorted(line.number for line in parsed.trace)
    assert {line.number for line in parsed.trace} == set(range(1, len(lines) + 1))
    for number, line in enumerate(lines, 1):
        parts = [row.text for row in parsed.trace if row.number == number]
        assert " ".join(parts).split() == line.split()
    assert [row.role for row in parsed.trace if row.text.startswith("Page")] == ["envelope"]
    assert parsed.article.origin is not None
    headline = next(inference for inference in parsed.article.origin.inferences if inference.field == "headline")
    assert headline.lines == (1, 2)


def test_findings_and_explanations_name_lines_of_the_input() -> None:
    text = f"{page(TITLE, LEAD, QUOTE, END)}\n\nEMBARGOED UNTIL FURTHER NOTICE\n\x0c"
    parsed = read_text(
        Source(data=text.encode(), name="page.txt", moment=Moment("2027-05-03T00:00:00Z"), explanations=True)
    )
    places = {finding.location.line for finding in parsed.findings if finding.code == "TXT015"}
    assert places == {text.split("\n").index("EMBARGOED UNTIL FURTHER NOTICE") + 1}
    assert {line for explanation in parsed.explanations for line in explanation.lines} <= set(range(1, 16))
    assert (1, 2) in {explanation.lines for explanation in parsed.explanations}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("the oﬃce ﬁnally ﬂed", "the office finally fled"),
        ("船⻑を⾒た⽇", "船長を見た日"),
        ("sau\xadna", "sauna"),
    ],
)
def test_characters_of_print_become_those_of_writers(written: str, expected: str) -> None:
    assert decode(written.encode()).lines == (expected,)


def test_a_soft_hyphen_at_the_end_of_a_line_is_shown() -> None:
    assert decode("Wasser\xad\nwirtschaft und\xad\n\nMehr".encode()).lines == ("Wasser-", "wirtschaft und", "", "Mehr")


def test_form_feeds_divide_pages() -> None:
    assert decode(b"a\n\x0cb\nc\x0c\nd\ne\x0cf\n\x0c").pages == (1, 3, 5)
    assert decode(b"\x0ca\nb").pages == ()


def test_words_of_the_body_are_all_there() -> None:
    more = ("The trust will count again in spring. It asks", "anglers to leave the pool below the bridge", "alone.")
    text = f"{page(TITLE)}\n\n{columns((*LEAD, *QUOTE), (*END, *more))}\n\x0c"
    article = read(text).article
    words = " ".join([article.headline or "", *block_texts(article.body)]).split()
    assert words == " ".join([*STORY, *more]).split()


def test_each_column_of_a_line_has_its_explanation() -> None:
    text = f"{page(TITLE)}\n\n{columns((*LEAD, *QUOTE), (*END, *LEAD))}\n\x0c"
    source = Source(data=text.encode(), name="page.txt", moment=Moment("2027-05-03T00:00:00Z"), explanations=True)
    parsed = read_text(source)
    shared = [line for line in parsed.trace if line.number == 4]
    assert [(line.column, line.text.strip()) for line in shared] == [(1, LEAD[0]), (2, END[0])]
    first, second = (next(explanations_of(parsed, line)) for line in shared)
    assert first is not second
    assert (first.lines, first.columns) == ((4, 5, 6), (1, 1, 1))
    assert (second.lines, second.columns) == ((4, 5), (2, 2))
    assert all(line.column == 0 for line in parsed.trace if line.number < 4)
    shown = sheet.page(parsed, "page.txt")
    assert shown.count('id="line-4"') == shown.count('id="line-4-2"') == 1
    trace = json.loads(traces.dumps(parsed.article.origin, parsed.trace, parsed.explanations))
    jsonschema.validate(trace, json.loads(SCHEMA.read_bytes()))
    assert [line.get("column") for line in trace["lines"] if line["number"] in (1, 4)] == [None, 1, 2]
    assert [4, 5] in [account["lines"] for account in trace["accounts"] if account.get("columns") == [2, 2]]


COPIES = [
    path
    for folder in (labeled_copies.FOLDER, labeled_kinds.FOLDER)
    for path in sorted(folder.iterdir())
    if not path.name.endswith((".toml", ".xml")) and not re.search("-(pdf|ocr)-", path.name)
]
"""All labeled copies of which nobody extracted the text from pages; XML can have no form feeds."""


def below_the_last_line(data: bytes) -> bytes:
    return data.rstrip(b"\n") + b"\n\x0c"


def above_the_middle_block(data: bytes) -> bytes:
    """The copy with a form feed above a line below a blank one, in its middle; above its last line if none is."""
    lines = data.split(b"\n")
    openings = [at for at in range(1, len(lines)) if lines[at].strip() and not lines[at - 1].strip()]
    at = openings[len(openings) // 2] if openings else len(lines) - 1
    return b"\n".join((*lines[:at], b"\x0c" + lines[at], *lines[at + 1 :]))


@pytest.mark.sampled(16)
@pytest.mark.parametrize("divide", [below_the_last_line, above_the_middle_block])
@pytest.mark.parametrize("path", COPIES, ids=lambda path: path.name)
def test_a_form_feed_changes_no_copy_whose_lines_no_page_broke(path: Path, divide: Callable[[bytes], bytes]) -> None:
    data = path.read_bytes()
    moment = Moment("2027-05-03T00:00:00Z")
    read_as = [read_text(Source(name=path.name, data=each, moment=moment)).article for each in (data, divide(data))]
    one_article, other = (replace(article, origin=None, checksum=None) for article in read_as)
    assert other == one_article


RAISED_COLUMN = """\
The goats of Ellerby may graze on
the roof of the school until the
                                        the windows shut and hear the
mower has been repaired, said the       small feet of the herd in every
county surveyor after a debate          lesson, as the head master of
that took the council two long          the school told our reporter on
evenings. Nobody asked the              Monday. It is a mild herd which
teachers, who since then keep           belongs to Bob Hay, who lives in
"""
"""Columns of which the right one begins on a line of its own, above the first line that both have."""


def test_a_column_may_begin_above_the_lines_of_both() -> None:
    parts = [Part(at, line) for at, line in enumerate(RAISED_COLUMN.splitlines())]
    texts = [part.text.strip() for part in divide_columns(parts)]
    assert " ".join(texts[:7]).endswith("Nobody asked the teachers, who since then keep")
    assert " ".join(texts[7:]).startswith("the windows shut and hear the small feet of the herd in every")


@pytest.mark.parametrize(
    "line",
    ["By Ann Loft in Ellerby", "Words by Ann Loft", "Von Anna Loft, Ellerby", "Par Anne Loft à Ellerby", "By ANN LOFT"],
)
def test_lines_of_authors_are_bylines(line: str) -> None:
    assert BYLINE.match(line)


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the goats in Ellerby",
        "Words by the score in Ellerby",
        "Von Anna Loft und ihren Ziegen",
        "By Ann in May",
    ],
)
def test_other_lines_that_open_as_bylines_do_are_none(line: str) -> None:
    assert not BYLINE.match(line)


FILLED = {
    "Arabic": (
        ["عنوان", "ا" * 98, "ب" * 30 + ".", "ت" * 100, "ث" * 99, "ج" * 20 + "."],
        True,
    ),
    "a title of several lines": (["ד" * 40, "ה" * 30, "ו" * 98, "ז" * 97, "ח" * 96, "ט."], True),
    "paragraphs of one line": (
        ["ا" * 98 + ".", "ب" * 70 + ".", "ت" * 100 + ".", "ث" * 99 + ".", "ج" * 20 + "."],
        False,
    ),
    "verse": (["ا" * 38, "ب" * 37, "ت" * 39, "ث" * 38 + "."] * 3, False),
    "headings between": (["ا" * 98, "ب" * 30 + ".", "ج" * 20, "ت" * 100, "ث" * 99, "ج" * 20 + "."], False),
    "results": (["ا" * 65, "ب" * 64, "ت" * 63, "ث" * 20, "ج" * 21], False),
    "lines of a terminal": (["ا" * 150, "ب" * 149, "ت" * 151, "ث" * 20 + "."], False),
}


@pytest.mark.parametrize("case", FILLED)
def test_lines_of_scripts_without_small_letters_are_broken_where_they_are_full(case: str) -> None:
    texts, is_broken = FILLED[case]
    assert are_filled(texts, has_pages=False) == is_broken


def test_two_full_lines_do_where_pages_show() -> None:
    texts = ["عنوان", "ا" * 98, "ب" * 30 + ".", "ث" * 99, "ج" * 20 + "."]
    assert are_filled(texts, has_pages=True)
    assert not are_filled(texts, has_pages=False)


BELOW_BYLINES = {
    "a lost first letter": ("he goats of Ellerby may graze on the", "roof of the school until the mower has"),
    "a blank line below": ("The goats of Ellerby may graze on the", "", "Ellerby School roof until the mower has"),
}


@pytest.mark.parametrize("case", BELOW_BYLINES)
def test_text_begins_below_the_byline(case: str) -> None:
    top = ("Goats may graze", "", "By Ann Loft", "", *BELOW_BYLINES[case])
    lines = (*top, "been repaired, said the council which", "met on Monday in the hall.", "Nobody was hurt by it.")
    restored = restore_pages(lines, (len(lines),), lambda _: frozenset())
    assert restored
    (text,) = (line for line in restored.lines if "may graze on the" in line)
    assert text.endswith("met on Monday in the hall.")


def test_a_subtitle_below_the_byline_stays_apart() -> None:
    top = ("Goats may graze", "", "By Ann Loft", "", "How a roof was won", "", "The goats of Ellerby may graze on the")
    lines = (*top, "roof of the school until the mower has", "been repaired, said the council which", "met on Monday.")
    restored = restore_pages(lines, (len(lines),), lambda _: frozenset())
    assert restored
    assert "How a roof was won" in restored.lines


def test_columns_of_print_are_no_dump_of_a_browser() -> None:
    """Text browsers indent what they dump, as extraction does that keeps the layout; they write no columns of text."""
    lines = tuple(RAISED_COLUMN.splitlines())
    assert shows_columns(lines)
    assert not shows_columns(tuple(line[:36] for line in lines))
    assert not shows_columns(("   * Goats of Ellerby  [1]more", "   * Roofs of Ellerby  [2]more", "") * 5)
