"""Copy in the wire format ANPA 1312: marked lines above the text, typesetters' signs, tables, and a stamp."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.model import Article, Heading, Moment, OtherId, Paragraph, Text, words
from convert.readers import Parsed, Source
from convert.readers.text import read

UPDATED = Moment("2020-01-01T00:00:00Z")

HEADER = "\x16\x16\x01w0207\x1f_wire\r\nb i\x13\x11 BC-Canada--FerryAground  1stLd-Writethru   06-12 0310\r\n"
TOP = """^BC-Canada--Ferry Aground, 1st Ld-Writethru,310<\r
^Ferry runs aground off Gull Point with forty\r
sheep aboard<\r
^AP Photo TOR101, TOR102<\r
^Eds: UPDATES with refloating. ADDS byline.<\r
^By MARGIT HOLLOW=\r
^Associated Press Writer=\r
"""
TEXT = """\t   GULL POINT, Ontario (AP) _ A ferry carrying forty sheep and their owner ran aground
in fog Friday, the coast guard said, and sat ``like a cow on a fence'' until the tide
came in.\r
\t   Nobody was hurt. The sheep _ all of them ewes _ were walked ashore at noon.\r
\t   ``I counted them twice,'' said their owner, Petra Lund. ``The captain counted once.''\r
"""
END = (
    "\t   ___\r\n\t   Writer Sam Dorn in Toronto helped.\r\n\t   (MORE)\r\n\r\n"
    "\t   ^\x03AP-WF-06-12-26 1604GMT<\r\n\x0c\r\n\x04"
)
COPY = f"{HEADER}\x02{TOP}{TEXT}{END}"


def parse(text: str) -> Parsed:
    return read(Source(name="copy.anpa", data=text.encode("latin-1"), moment=UPDATED))


def test_the_number_of_the_wire_is_another_id() -> None:
    assert parse(COPY).article.other_ids == (OtherId(role="wire", value="w0207"),)
    assert parse(TOP + TEXT + END).article.other_ids == ()


def published(article: Article) -> str:
    return " ".join(words(article))


def test_the_header_and_the_marked_lines_give_metadata() -> None:
    article = parse(COPY).article
    assert (article.urgency, article.slugline) == (2, "BC-Canada--Ferry Aground")
    assert article.headline == "Ferry runs aground off Gull Point with forty sheep aboard"
    assert [who.name for who in article.authors] == ["MARGIT HOLLOW"]
    assert article.provider is not None
    assert article.provider.name == "Associated Press"
    assert [source.name for source in article.sources] == ["Associated Press"]
    assert article.dateline == "GULL POINT, Ontario (AP)"
    assert article.editor_notes == ("1st Ld-Writethru", "UPDATES with refloating. ADDS byline.")
    assert article.published == article.updated == Moment("2026-06-12T16:04:00Z")


def test_the_signs_of_typesetters_are_read() -> None:
    paragraphs = [block.content[0] for block in parse(COPY).article.body if isinstance(block, Paragraph)]
    assert paragraphs[:3] == [
        Text(
            "A ferry carrying forty sheep and their owner ran aground in fog Friday, the coast guard said, and sat "
            "“like a cow on a fence” until the tide came in."
        ),
        Text("Nobody was hurt. The sheep — all of them ewes — were walked ashore at noon."),
        Text("“I counted them twice,” said their owner, Petra Lund. “The captain counted once.”"),
    ]


def test_nothing_of_the_frame_is_published() -> None:
    text = published(parse(COPY).article)
    for part in ("^", "<", "=", "``", "_", "TOR101", "w0207", "(MORE)", "AP-WF", "Writethru"):
        assert part not in text


def test_every_line_is_in_the_trace() -> None:
    parsed = parse(COPY)
    assert [line.number for line in parsed.trace] == list(range(1, len(parsed.trace) + 1))
    assert {line.rule for line in parsed.trace if line.role == "envelope"} == {
        "wire header", "wire slug line", "numbers of photos", "sign of the wire", "end mark", "stamp of transmission",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("letter", "urgency"), [("f", 1), ("b", 2), ("u", 3), ("r", 4), ("d", 6), ("z", 5)], ids=lambda value: str(value)
)
def test_the_letter_of_priority_gives_the_urgency(letter: str, urgency: int) -> None:
    assert parse(COPY.replace("b i\x13", f"{letter} i\x13")).article.urgency == urgency


@pytest.mark.parametrize(
    ("line", "byline", "sources"),
    [
        ("^Associated Press Writer=", "By MARGIT HOLLOW", ["Associated Press"]),
        ("^Gull Point Gazette=", "By MARGIT HOLLOW", ["Gull Point Gazette"]),
        ("^Food Editor=", "By MARGIT HOLLOW, Food Editor", ["AP"]),
    ],
)
def test_the_line_below_the_byline_is_an_employer_or_a_job(line: str, byline: str, sources: list[str]) -> None:
    article = parse(COPY.replace("^Associated Press Writer=", line)).article
    assert article.byline == byline
    assert [source.name for source in article.sources] == sources
    assert [who.name for who in article.authors] == ["MARGIT HOLLOW"]


TABLE = (
    "\x16\x16\x01s0031\x1f_----\r\nr s\x14\x12 BC-ISL--IslandsGlance     06-12 0080\r\n\x02^BC-ISL--Islands Glance<\r\n"
    "^Island League Standings=\r\n^By The Associated Press=\r\n^Western Islands=\r\n\x08;W;L;Pct;GB\x10\r\n"
    "\x08Gull\x10 Point;12;4;.750;_\x10\r\n\x08Osted;9;7;.563;3{\x10\r\n"
    "^Friday's Games=\r\n\t   Osted 4, Gull Point 2\r\n"
    "\t   Hamre 1, Lund 0, 12 innings\r\n\r\n\t   ^\x03AP-WF-06-12-26 0431GMT<\r\n"
)


def test_a_table_stays_row_by_row() -> None:
    article = parse(TABLE).article
    assert article.headline == "Island League Standings"
    assert article.authors == ()
    texts = [(type(block), block.content[0]) for block in article.body if isinstance(block, Heading | Paragraph)]
    assert texts == [
        (Heading, Text("Western Islands")),
        (Paragraph, Text("W L Pct GB")),
        (Paragraph, Text("Gull Point 12 4 .750 —")),
        (Paragraph, Text("Osted 9 7 .563 3½")),
        (Heading, Text("Friday's Games")),
        (Paragraph, Text("Osted 4, Gull Point 2")),
        (Paragraph, Text("Hamre 1, Lund 0, 12 innings")),
    ]


def test_a_story_goes_on_over_takes() -> None:
    more = "\t   (MORE)\r\nFERRY AGROUND 2-2-2\r\n\t   The ferry is to sail again Monday.\r\n"
    text = published(parse(COPY.replace("\t   ___\r\n", f"{more}\t   ___\r\n")).article)
    assert "The ferry is to sail again Monday." in text
    assert "2-2-2" not in text


def test_copy_without_control_characters_is_known_by_its_marks() -> None:
    bare = re.sub("[\x01-\x08\x0c\x0e-\x1f]", " ", COPY)
    article, framed = parse(bare).article, parse(COPY).article
    assert (article.headline, article.authors, article.urgency) == (framed.headline, framed.authors, framed.urgency)
    assert article.body[:3] == framed.body[:3]


@pytest.mark.parametrize(
    "text",
    [
        "^ is a caret, and so is this line <\n\nThe council said on Friday that carets are here to stay.\n",
        "A story about BC-based firms; they sell; they buy\n\nThe firms said that they will go on in the autumn.\n",
    ],
)
def test_a_story_about_such_signs_is_plain_copy(text: str) -> None:
    assert "envelope" not in {line.role for line in parse(text).trace}


_STORY = frozenset(re.findall(r"[^\W_]+", TEXT))


def _everything(article: Article) -> str:
    return " ".join((published(article), *article.editor_notes, *(other.text for other in article.other_headlines)))


@given(
    st.integers(0, COPY.index("^Associated")),
    st.integers(0, len(END)),
    st.sampled_from(["\n", "\r\n"]),
    st.sets(st.sampled_from("\x01\x02\x03\x04\x16")),
)
def test_a_damaged_frame_takes_no_line_of_the_story(start: int, cut: int, newline: str, missing: set[str]) -> None:
    text = COPY[start : len(COPY) - cut].replace("\r\n", "\n").replace("\n", newline)
    text = "".join(character for character in text if character not in missing)
    parsed = parse(text)
    taken = " ".join(line.text for line in parsed.trace if line.role in ("envelope", "desk-note", "source"))
    assert not [line for line in TEXT.split("\r\n") if line.strip() and line.strip() in taken]
    if start <= COPY.index("^AP Photo"):
        assert set(re.findall(r"\w+", _everything(parsed.article))) >= _STORY


@given(st.integers(1, len(COPY)))
def test_a_frame_cut_anywhere_is_read(end: int) -> None:
    text = COPY[:end]
    if re.search(r"\w", text):
        assert parse(text).article.headline


@pytest.mark.parametrize(("year", "day"), [("93", "1993-06-12"), ("26", "2026-06-12"), ("87", None)])
@pytest.mark.parametrize("stamp", ["AP-WF-06-12-{} 1604GMT<", "NYT-06-12-{} 1604GMT<"])
def test_the_year_of_a_stamp_has_two_digits(stamp: str, year: str, day: str | None) -> None:
    """An archive has copy of the last century; a year that may be of either is none."""
    published = parse(COPY.replace("AP-WF-06-12-26 1604GMT<", stamp.format(year))).article.published
    assert (published.text[:10] if published else None) == day
