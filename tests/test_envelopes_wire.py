"""The frame of wire copy is opened: it gives metadata, and nothing of it is read as the story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.model import Moment, block_texts, words
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.envelopes.wire import top

pytestmark = pytest.mark.sampled(3)

UPDATED = Moment("2020-01-01T00:00:00Z")

STORY = """\
Ferry crews vote to end strike at Osted
By Maren Quill, Reuters
   OSTED, June 12 - Crews of the island ferries voted on Thursday to end a strike of nine days, their union said.
   The first boat is to leave the harbor at six on Friday morning, with fodder, mail and forty schoolchildren.
   The company said it would pay for two of the nine days and talk about the others in the autumn."""

REUTERS_HEADER = """\

   V RM
   f0412 reute
u f BC-FERRY-CREWS-VOTE-TO-E   06-12 0098

"""


def parse(text: str) -> Parsed:
    return read(Source(name="story.txt", data=text.encode(), moment=UPDATED))


def roles(parsed: Parsed) -> list[tuple[str, str]]:
    """Role and rule of each line that is not blank."""
    return [(line.role, line.rule) for line in parsed.trace if line.text.strip()]


PLAIN = parse(STORY).article


def test_a_story_alone_has_no_envelope() -> None:
    assert "envelope" not in {role for role, _ in roles(parse(STORY))}
    assert PLAIN.headline == "Ferry crews vote to end strike at Osted"
    assert [who.name for who in PLAIN.authors] == ["Maren Quill"]
    assert "Reuters" in [source.name for source in PLAIN.sources]


def test_a_header_block_gives_urgency_and_slugline() -> None:
    parsed = parse(REUTERS_HEADER + STORY)
    article = parsed.article
    assert roles(parsed)[:3] == [("envelope", "wire header")] * 3
    assert (article.urgency, article.slugline) == (3, "BC-FERRY-CREWS-VOTE-TO-E")
    assert (article.headline, article.body, article.authors) == (PLAIN.headline, PLAIN.body, PLAIN.authors)
    assert {row.field: row.lines for row in article.origin.inferences}["urgency"] == (4,)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("line", "slugline"),
    [
        ("BC-EU--Ferry Strike,3rd Ld-Writethru,0412", "BC-EU--Ferry Strike"),
        ("AM-EU--Ferry Strike, 1st Ld,150", "AM-EU--Ferry Strike"),
    ],
)
def test_a_slug_line_is_no_headline(line: str, slugline: str) -> None:
    article = parse(f"{line}\n{STORY}").article
    assert (article.slugline, article.headline) == (slugline, PLAIN.headline)


@pytest.mark.parametrize(("label", "urgency"), [("URGENT", 3), ("EILMELDUNG", 3), ("FLASH", 1), ("*** СРОЧНО ***", 3)])
def test_a_label_of_urgency_is_no_headline_and_no_place(label: str, urgency: int) -> None:
    article = parse(f"{label}\n\n{STORY}").article
    assert (article.urgency, article.headline) == (urgency, PLAIN.headline)
    assert label.strip("* ") not in " ".join(words(article))


def test_what_follows_the_story_is_not_published() -> None:
    end = "\n   (MORE)\n   The island has no bridge.\n   -30-\nQNS-WF-06-12-26 1522GMT\n"
    parsed = parse(STORY + end)
    article = parsed.article
    assert article.published == article.updated == Moment("2026-06-12T15:22:00Z")
    assert article.origin is not None
    assert [(row.rule, row.lines) for row in article.origin.inferences if row.field == "published"] == [
        ("stamp of transmission", (9,))
    ]
    text = " ".join(words(article))
    assert "The island has no bridge." in text
    assert not [mark for mark in ("(MORE)", "-30-", "QNS-WF", "1522GMT") if mark in text]
    assert [rule for role, rule in roles(parsed) if role == "envelope"] == [
        "mark of a take",
        "end mark",
        "stamp of transmission",
    ]


def test_notes_to_editors_of_a_framed_story_are_not_published() -> None:
    first, rest = STORY.split("\n", 1)
    parsed = parse(f"BC-EU--Ferry Strike,0412\n{first}\nEds: Adds the company's offer.\n{rest}")
    assert parsed.article.editor_notes == ("Eds: Adds the company's offer.",)
    assert [line.kept for line in parsed.trace if line.role == "desk-note"] == [True]
    assert "Adds" not in " ".join(words(parsed.article))


def test_keeping_furniture_keeps_every_word_of_a_frame() -> None:
    """The lines of the envelope then are paragraphs in their places; the fields are as they were."""
    text = f"{REUTERS_HEADER}{STORY}\n   (MORE)\n   The island has no bridge.\n   -30-\nQNS-WF-06-12-26 1522GMT\n"
    source = Source(name="story.txt", data=text.encode(), moment=UPDATED, keep_furniture=True)
    kept, usual = read(source), parse(text)
    assert {word for word in text.split() if word != "-"} <= set(" ".join(words(kept.article)).split())
    assert all(line.kept for line in kept.trace if line.text.strip())
    assert (kept.article.headline, kept.article.urgency) == (usual.article.headline, usual.article.urgency)
    assert [line.role for line in kept.trace] == [line.role for line in usual.trace]


def test_what_the_user_gives_wins() -> None:
    source = Source(
        name="story.txt",
        data=(REUTERS_HEADER + STORY).encode(),
        moment=UPDATED,
        metadata={"urgency": 7, "slugline": "x"},
    )
    article = read(source).article
    assert (article.urgency, article.slugline) == (7, "x")
    assert not {"urgency", "slugline"} & {row.field for row in article.origin.inferences}  # type: ignore[union-attr]


def test_initials_that_close_a_story_are_taken_and_agencies_are_not() -> None:
    assert roles(parse(f"{STORY}\n\nabc/ de/"))[-1] == ("envelope", "sign-off")
    assert roles(parse(f"{STORY}\n\ndpa/afp"))[-1][0] != "envelope"


@pytest.mark.parametrize(
    "line",
    ["URGENT care units are full, doctors say", "BC-based ferry firm buys two boats,2026 report shows", "The END"],
)
def test_a_story_about_such_words_keeps_them(line: str) -> None:
    parsed = parse(f"{line}\n\n{STORY.split(chr(10), 2)[2]}\n\n{line}")
    assert "envelope" not in {role for role, _ in roles(parsed)}


def test_a_label_of_urgency_on_a_page_names_no_title() -> None:
    """A page can open with such a word; only a header, slug line or stamp shows that the next line is the title."""
    parsed = parse("ALERT\nHome\nNews\nSport\n\n" + STORY.replace("\n   ", "\n\n"))
    assert parsed.article.headline == PLAIN.headline
    assert "Home" not in " ".join(words(parsed.article))


@pytest.mark.parametrize("line", ["Reuters", "REUTERS", "REUTER", "(Reuters)"])
def test_an_agency_that_signs_a_story_is_its_source(line: str) -> None:
    """It is no mere end mark, with a frame or without."""
    story = STORY.replace(", Reuters", "")
    for text in (f"{story}\n\n{line}", f"{REUTERS_HEADER}{story}\n {line}\n"):
        parsed = parse(text)
        assert [source.name for source in parsed.article.sources] == [line.strip("()")]
        assert roles(parsed)[-1][0] == "source"


def test_a_note_above_the_title_is_not_the_title() -> None:
    article = parse(f"BC-EU--Ferry Strike,0412\nEds: Adds the company's offer.\n{STORY}").article
    assert article.headline == PLAIN.headline
    assert article.origin is not None
    rules = {row.field: row.rule for row in article.origin.inferences}
    assert rules["headline"] == "headline by the envelope's form"


_FRAMED = (REUTERS_HEADER + STORY + "\n   (MORE)\n   The island has no bridge.\n REUTER\n").split("\n")
_STORY_LINES = frozenset(STORY.split("\n")) | {"   The island has no bridge."}


@given(st.integers(0, len(_FRAMED)), st.integers(0, len(_FRAMED)), st.sampled_from(["\n", "\r\n"]), st.integers(0, 30))
def test_a_damaged_frame_loses_no_line_of_the_story(start: int, end: int, newline: str, cut: int) -> None:
    """Whatever is cut off, at either end or inside the header, no line of the story is taken by an envelope."""
    lines = _FRAMED[min(start, end) : max(start, end)]
    if lines:
        lines = [lines[0][min(cut, len(lines[0])) :], *lines[1:]]
    text = newline.join(lines)
    if not text.strip():
        return
    for line in parse(text).trace:
        if line.role == "envelope":
            assert line.text not in _STORY_LINES


def test_a_stated_title_has_no_rival() -> None:
    """Figures below the dateline stay in the body."""
    parsed = parse(
        "   f1058 abcde\nr f BC-HARBOR-RESULTS   03-15 0085\n\nHARBOR LINES INC 2ND QTR NET\n    ARDLOW, March 20 -\n"
        "    Shr 23 cts vs nine cts\n    Net 5,700,000 vs 1,920,000\n    Revs 35.5 mln vs 19.8 mln\n"
        "    NOTE: Share adjusted for two-for-one stock split approved\nin December of last year, the company said.\n"
    )
    assert parsed.article.headline == "HARBOR LINES INC 2ND QTR NET"
    assert parsed.article.subheadline is None
    assert "Shr 23 cts vs nine cts" in block_texts(parsed.article.body)


@pytest.mark.parametrize("byline", ["By Nadia Fellgett, Reuters", "By Nadia Fellgett, Reuters."])
def test_an_agency_behind_a_name_is_a_source(byline: str) -> None:
    text = "Ferry to Ardlow runs again after the storm, operator says on Monday evening"
    parsed = parse(f"Ferry to Ardlow runs again\n\n    {byline}\n    ARDLOW, March 20 - {text}.\n    {text} again.\n")
    assert [author.name for author in parsed.article.authors] == ["Nadia Fellgett"]
    assert [source.name for source in parsed.article.sources] == ["Reuters"]


PRIVATE = ("# dpa-Notizblock", "Anna Berger", "+49 40 5550 111", "berger@example.com", "bdt0412", "dpa-Regio")
GERMAN = """\
dpa-Regio-Kurier
bdt0412 3 vm 187 dpa 0921

Uhren/Kurioses/
Turmuhr geht nach 60 Jahren wieder richtig =

Osted (dpa) - Die Turmuhr der Stadt zeigt seit Dienstag zum ersten Mal seit 60 Jahren die richtige Zeit an.

Ein Uhrmacher aus dem Nachbarort hat das Werk in elf Monaten unentgeltlich repariert.

# dpa-Notizblock

## Orte
- Rathaus, Markt 1, Osted

## dpa-Kontakte
- Autorin: Anna Berger, +49 40 5550 111, <berger@example.com>
dpa ab cd
"""


@pytest.mark.parametrize("first", [0, 1, 2, 4])
def test_the_notebook_of_an_agency_is_private_however_much_of_the_header_is_left(first: int) -> None:
    article = parse("\n".join(GERMAN.split("\n")[first:])).article
    shown = "\n".join([article.headline, *(name.name for name in article.authors), *block_texts(article.body)])
    assert article.headline == "Turmuhr geht nach 60 Jahren wieder richtig"
    assert [secret for secret in PRIVATE if secret in shown] == []
    if first < 4:
        assert (article.slugline, article.urgency) == ("Uhren/Kurioses", 3 if first < 2 else article.urgency)


def test_a_page_of_notes_in_markdown_is_no_notebook() -> None:
    parsed = parse(
        "# Field notes\n\n## Monday\n\nThe heron came at six and left at nine.\n\n## Tuesday\n\nNo heron came."
    )
    assert "The heron came at six and left at nine." in "\n".join(block_texts(parsed.article.body))


@pytest.mark.parametrize(
    ("above", "taken"),
    [
        ("DEL47\nRJ-FERRY-CREWS", ["DEL47", "RJ-FERRY-CREWS"]),
        ("bsf041\n4\nTrafic FAITS DIVERS VD", ["bsf041", "Trafic FAITS DIVERS VD"]),
        ("PESCA FERRY (Previsión)", ["PESCA FERRY (Previsión)"]),
        ("Ferry Crews, 2nd take", ["Ferry Crews, 2nd take"]),
    ],
)
def test_lines_above_the_title_are_of_the_wire(above: str, taken: list[str]) -> None:
    parsed = parse(f"{above}\nFerry crews vote to end strike\nOSTED, June 12 (Reuters) - {STORY.split(' - ')[1]}")
    assert parsed.article.headline == "Ferry crews vote to end strike"
    assert set(taken) <= {line.text.strip() for line in parsed.trace if line.role in ("envelope", "desk-note")}
    assert parsed.article.slugline == taken[-1].removesuffix(", 2nd take")


@pytest.mark.parametrize(
    "sign", ["KVH/JDR/", "abc/ de/", "nob/rt/cbm", "(Schluss) hel/mri", "/Reuters", "RT", "(foto) (vídeo)"]
)
def test_signs_below_the_text_are_no_part_of_it(sign: str) -> None:
    article = parse(
        f"Ferry crews vote to end strike\nOSTED, June 12 (Reuters) - {STORY.split(' - ')[1]}\n{sign}"
    ).article
    assert sign not in block_texts(article.body)
    assert list(block_texts(article.body))[-1].endswith("the others in the autumn.")


@pytest.mark.parametrize("label", ["Xinhua Headlines: ", "Xinhua Focus: ", "（新华视点）", "POL-OST: "])
def test_the_label_of_a_column_is_no_part_of_the_title(label: str) -> None:
    title = "Ferry crews vote to end strike"
    article = parse(f"{label}{title}\nOSTED, June 12 (Xinhua) -- {STORY.split(' - ')[1]}").article
    assert article.headline == title
    assert parse(f"{label}{title}\n\nCrews of the island ferries voted on Thursday.").article.headline == label + title


def test_a_kill_gives_the_slug_of_what_it_kills() -> None:
    parsed = parse(f"BC-US--Ferry Crews, KILL,0150\n{STORY}")
    assert (parsed.article.slugline, parsed.article.status) == ("BC-US--Ferry Crews", "canceled")


@pytest.mark.parametrize(
    "title", ["ENERGY/HEAVY OILS", "WALL STREET STOCKS/ACME KITES <AKT>", "CRATER FERRIES <CFE> STAY ON S/P WATCH"]
)
@pytest.mark.parametrize("byline", ["    By MAREN QUILL, Reuters\n", ""])
def test_a_title_with_slashes_is_no_line_of_topics(title: str, byline: str) -> None:
    """Below a header, where topics are too, but right above the byline or the text."""
    text = "    OSTED, June 12 - Crews of the island ferries voted on Thursday to end a strike of nine days."
    assert parse(f"{REUTERS_HEADER}{title}\n{byline}{text}\n{STORY.splitlines()[3]}").article.headline == title


def test_text_with_a_dateline_is_no_dek() -> None:
    """However short the line of the wire is on which it begins."""
    text = (
        "    OSTED, April 28 - The ferry company said it was up\n"
        "to the harbor board to decide whether crews get the day off.\n"
        "    Its director told the meeting of captains that a day off\n"
        'on the island is "something that I leave to the board."\n'
    )
    title = "FERRY COMPANY SAYS DAY OFF IS UP TO BOARD"
    article = parse(f"{REUTERS_HEADER}{title}\n{text}").article
    assert (article.headline, article.subheadline) == (title, None)
    assert article.dateline == "OSTED, April 28"


AGENCY_STORY = """\
Esel hält Zug in Olmedo drei Stunden lang auf

Madrid, 12. März (AFP) - Ein Esel hat in Olmedo drei Stunden lang einen Regionalzug aufgehalten, teilte die Bahn mit.

Mittags stand er auf und begleitete den Zug bis zum Bahnhof.
"""


@pytest.mark.parametrize("topics", ["Spanien/Verkehr/Tiere/Kuriosa", "Spanien/Verkehr/Tiere", "Tiere/Verkehr/"])
def test_topics_with_slashes_above_copy_of_an_agency(topics: str) -> None:
    article = parse(f"{topics}\n{AGENCY_STORY}").article
    assert article.slugline == topics.strip("/")
    assert article.keywords == tuple(topics.strip("/").split("/"))
    assert article.headline == AGENCY_STORY.split("\n")[0]


@pytest.mark.parametrize(
    "line",
    [
        "Angola/Kongo",
        "Entweder/oder: Der Esel und die Bahn",
        "und/oder/aber",
        "Olmedo / Madrid / Holm",
        "12/03/2026",
    ],
)
def test_other_lines_with_slashes_above_it_are_no_topics(line: str) -> None:
    assert parse(f"{line}\n{AGENCY_STORY}").article.slugline is None


@pytest.mark.parametrize("title", ["Esel/Zug/Bahn", "Hin/Her/Weg"])
def test_topics_need_an_agency(title: str) -> None:
    text = AGENCY_STORY.replace("Madrid, 12. März (AFP) - ", "")
    assert parse(f"{title}\n\n{text}").article.slugline is None


@pytest.mark.parametrize("title", ["BC-Ferries cuts sailings to three islands", "AM-radio station plays only one song"])
def test_a_title_that_opens_like_a_slug_is_the_title(title: str) -> None:
    story = "The company will cut its sailings to three islands from May, and nobody on the quay was surprised."
    assert parse(f"{title}\n\n{story}\n\n{story.replace('May', 'June')}\n").article.headline == title


def test_a_slug_with_its_cycle_is_taken() -> None:
    story = "The company will cut its sailings to three islands from May, and nobody on the quay was surprised."
    for slug in ("BC-EU--Ferry Cuts", "AM-Ferry of the Islands", "BC-Ferry Cuts,1st Ld-Writethru"):
        article = parse(f"{slug}\n\nThree islands lose their boats\n\n{story}\n").article
        assert article.headline == "Three islands lose their boats"
        assert article.slugline == slug.partition(",")[0]


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        *((line, "Associated Press") for line in ("The Associated Press", "THE  ASSOCIATED PRESS", "Associated Press")),
        *(("the Associated Press Writer", "Associated Press"), ("Reuters", "Reuters"), ("The Reuters", "Reuters")),
        *((line, "") for line in ("Reuters Staff", "Associated Pressing", "The Daily Example", "AP Writer", "")),
    ],
)
def test_agencies_that_lines_open_with(line: str, agency: str) -> None:
    assert top._agency_in(line) == agency
