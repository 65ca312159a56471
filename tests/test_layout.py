"""Layout kinds are recognized by their form, and their lines stay in the story, together."""

from __future__ import annotations

import textwrap

import pytest

from convert.model import Figure, Heading, Items, Moment, Table, Verbatim, block_texts, inline_text
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.labels.copy_features import extract_copy_features
from convert.readers.text.layout.tables import find_tables
from convert.readers.text.layout.times import is_ago, read_time
from convert.readers.text.layout.undated import without_told_days
from convert.readers.text.layout.verse import find_verse_and_code
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lines.language import detect_language
from convert.readers.text.lines.units import build_units

pytestmark = pytest.mark.sampled(3)

AT = Moment("2026-01-01T00:00:00Z")

TITLE = "The mill at Tarrow opens its gates"
LEAD = "The mill at Tarrow will open its gates again in May, its owner said on Friday, after six years of quarrel."
MORE = "The council is to vote on the road to the mill in the autumn, and expects no dissent, its chairman said."


def parse(text: str) -> Parsed:
    return read(Source(name="a.txt", data=text.encode(), moment=AT))


def story(*parts: str) -> Parsed:
    return parse("\n\n".join((TITLE, LEAD, *parts, MORE)) + "\n")


def texts(parsed: Parsed) -> list[str]:
    return list(block_texts(parsed.article.body))


# --------------------------------------------------------------------------------------------------------------------
# Tables


@pytest.mark.parametrize(
    "table",
    [
        "Pos\tCrew\tTime\n1\tHart / Moe\t6:41.20\n2\tVik / Aas\t6:43.05\n\tLie / Dahl\tDNF",
        "Pos  Crew        Time\n1    Hart / Moe  6:41.20\n2    Vik / Aas   6:43.05\n     Lie / Dahl  DNF",
        "|Pos|Crew|Time|\n|---|---|---|\n|1|Hart / Moe|6:41.20|\n|2|Vik / Aas|6:43.05|\n||Lie / Dahl|DNF|",
        (
            "+---+----------+-------+\n|Pos|Crew      |Time   |\n+===+==========+=======+\n"
            "|1  |Hart / Moe|6:41.20|\n"
            "+---+----------+-------+\n|2  |Vik / Aas |6:43.05|\n+---+----------+-------+\n|   |Lie / Dahl|DNF    |\n"
            "+---+----------+-------+"
        ),
        (
            "Pos Crew       Time\n--- ---------- -------\n1   Hart / Moe 6:41.20\n"
            "2   Vik / Aas  6:43.05\n    Lie / Dahl DNF\n"
        ),
        (
            "  --------------------------\n  Pos   Crew         Time\n  ----- ------------ -------\n"
            "  1     Hart /       6:41.20\n"
            "        Moe\n\n  2     Vik / Aas    6:43.05\n\n        Lie / Dahl   DNF\n  --------------------------\n"
        ),
        "||Pos||Crew||Time||\n|1|Hart / Moe|6:41.20|\n|2|Vik / Aas|6:43.05|\n| |Lie / Dahl|DNF|",
    ],
)
def test_a_table_with_certain_columns_is_a_table(table: str) -> None:
    parsed = story(table)
    [found] = [block for block in parsed.article.body if isinstance(block, Table)]
    assert [[inline_text(cell.content) for cell in row.cells] for row in (*found.head, *found.body)] == [
        ["Pos", "Crew", "Time"],
        ["1", "Hart / Moe", "6:41.20"],
        ["2", "Vik / Aas", "6:43.05"],
        ["", "Lie / Dahl", "DNF"],
    ]
    assert len(found.head) == 1
    assert {cell.scope for row in found.head for cell in row.cells} == {"col"}


def test_right_aligned_columns_fit_their_heads() -> None:
    table = "Ort           Min  Max   Wetter\nHamburg        -1    4   Schneeregen\nKiel            0    5   Sturm"
    assert find_tables(table.split("\n"))[0].rows == (
        ("Ort", "Min", "Max", "Wetter"),
        ("Hamburg", "-1", "4", "Schneeregen"),
        ("Kiel", "0", "5", "Sturm"),
    )


def test_columns_that_are_not_certain_stay_lines() -> None:
    lines = ["Hart  12  4", "Moe 3  Vik and Aas  11  2", "Lie  9"]
    assert [table.rows for table in find_tables(lines)] == [None]
    parsed = story("\n".join(lines))
    assert [text for text in texts(parsed) if text in {"Hart 12 4", "Moe 3 Vik and Aas 11 2", "Lie 9"}]
    assert not any(isinstance(block, Table) for block in parsed.article.body)


CELLS = ["Storm over Holm", "Bread at the harbor", "Wheel of the mill"]


@pytest.mark.parametrize("signs", [["09:00"] * 3, ["12 %", "3 %", "41 %"]])
def test_figures_that_recur_show_no_page(signs: list[str]) -> None:
    below = "\n\n".join(f"{cell}\n\n{sign}" for cell, sign in zip(CELLS, signs, strict=True))
    shown = texts(parse("\n\n".join((TITLE, LEAD, MORE, below)) + "\n"))
    assert [cell for cell in CELLS if cell not in shown] == []


STACKED = ["Pos", "Crew", "Time", "Lead", "1", "Hart / Moe", "6:41.20", "0.10", "2", "Vik / Aas", "6:43.05", "0.20"]


@pytest.mark.parametrize("glue", ["\n", "\n\n"])
def test_cells_on_lines_of_their_own_are_a_table(glue: str) -> None:
    parsed = parse("\n\n".join((TITLE, LEAD, f"{MORE}\n", glue.join(STACKED), LEAD.replace("May", "June"))))
    [found] = [block for block in parsed.article.body if isinstance(block, Table)]
    rows = [[inline_text(cell.content) for cell in row.cells] for row in (*found.head, *found.body)]
    assert [cell for row in rows for cell in row] == STACKED
    assert len(rows) == 3


@pytest.mark.parametrize(
    "below",
    [
        ["Most read", "1", "Storm over Holm", "2", "The mill opens", "3", "Who paid for it", "4", "Bread"],
        ["12 May", "Storm over Holm", "13 May", "The mill opens", "14 May", "Bread is sold"],
        [
            "Anna Feld",
            "3 hours ago",
            "Well done",
            "Tom Roe",
            "4 hours ago",
            "At last",
            "Ola Berg",
            "5 hours ago",
            "Yes",
        ],
        ["Mehl", "500 g", "Milch", "3 dl", "Eier", "2", "Zucker", "20 g", "Salz"],
        ["Politique", "Sport", "Culture", "10", "20", "30", "Météo", "Jeux", "Annonces"],
        ["1. Halbzeit", "2. Halbzeit", "Tore", "Karten", "3 gelbe", "1 rote", "Zuschauer", "2100", "Wetter"],
    ],
)
def test_other_short_lines_with_figures_are_no_table(below: list[str]) -> None:
    for glue in ("\n", "\n\n"):
        assert find_tables(f"{LEAD}\n\n{glue.join(below)}\n\n{MORE}".split("\n")) == ()
    assert find_tables(f"{LEAD}\n\n{glue.join(STACKED)}\n".split("\n")) == ()


@pytest.mark.parametrize(
    "lines",
    [
        ["--- ---", "The mill turned on Friday, its owner said.", "Nobody had expected it."],
        [
            "Die alte Mühle",
            "---- -- ------",
            "Sie dreht sich seit Freitag wieder, sagte der Müller.",
            "Niemand hatte das erwartet.",
        ],
        ["-- --", "", "One row below is no table of its own", ""],
        [
            "===== =====",
            "La vieille roue tourne de nouveau depuis vendredi",
            "et personne ne l'avait attendu cette année",
        ],
        ["----------------", "Ann Marsh", "----------------", "Tom Roe"],
    ],
)
def test_rows_of_dashes_above_text_draw_no_table(lines: list[str]) -> None:
    assert find_tables(lines) == ()


@pytest.mark.parametrize(
    "lines",
    [
        ["He left.  She stayed.", "It rained in 1904.  The mill stood still."],
        ["•\tOpened 1974", "•\tOpened 1988"],
        ["Words: 190\t12"],
        ["Home", "News"],
    ],
)
def test_running_text_and_lists_are_no_tables(lines: list[str]) -> None:
    assert find_tables(lines) == ()


# --------------------------------------------------------------------------------------------------------------------
# Verse and code


def test_indented_verse_is_kept_line_by_line() -> None:
    verse = (
        "    The sea gives all, the sea takes all,\n      We mend the nets, we build the wall,\n    And when the wind"
    )
    [block] = [block for block in story(verse).article.body if isinstance(block, Verbatim)]
    assert block.text == (
        "The sea gives all, the sea takes all,\n  We mend the nets, we build the wall,\nAnd when the wind"
    )


@pytest.mark.parametrize(
    "code",
    [
        'grep -v "sold" orders.csv | cut -d, -f2 > seats.txt\nwc -l seats.txt\n# 412 seats.txt',
        "$ git checkout -b ferry\n$ make install",
        "./tide --port 8080\n# listening",
        "cat tides.log | sort | uniq -c > tides.txt\nrm -r old/",
    ],
)
def test_commands_below_an_indent_are_code(code: str) -> None:
    indented = "\n".join(f"    {line}" for line in code.split("\n"))
    [block] = [block for block in story(indented).article.body if isinstance(block, Verbatim)]
    assert block.text == code


@pytest.mark.parametrize(
    "lines",
    [
        ["The tide - it is said - comes in", "and takes the ferry - and the pier"],
        ["Der Dampfer - so heißt es - fährt", "bei Nebel nicht - und sonst auch kaum"],
        ["Nr. 1: Das Boot", "Nr. 2: Der Steg"],
        ["- trois œufs frais", "- un litre de lait"],
        ["Hart | Moe", "Lie | Ash"],
        ["Uno > dos > tres, dijo ella", "y el barco no salió"],
        ["#1 The Ferry Song", "#2 Pier Blues"],
    ],
)
def test_indented_lines_of_other_kinds_are_no_code(lines: list[str]) -> None:
    text = ["A title", "", "A paragraph of the story.", "", *(f"    {line}" for line in lines), "", "Another one."]
    assert not any(kept.is_code for kept in find_verse_and_code(text))


def test_code_is_kept_line_by_line() -> None:
    code = "def mill(gates):\n    for gate in gates:\n        gate.open()\n    return gates"
    [block] = [block for block in story(code).article.body if isinstance(block, Verbatim)]
    assert block.text == code
    assert find_verse_and_code(["one", "", *code.split("\n")])[0].is_code


# --------------------------------------------------------------------------------------------------------------------
# Times and entries


@pytest.mark.parametrize(
    ("text", "language", "minutes", "rest"),
    [
        ("14:32", "en", 872, ""),
        ("2.15pm", "en", 855, ""),
        ("12.05 a.m.", "en", 5, ""),
        ("9 pm", "en", 1260, ""),
        ("14.05 GMT", "en", 845, ""),
        ("12:47 EST", "en", 767, ""),
        ("14.32 Uhr", "de", 872, ""),
        ("17 Uhr: Die Brücke ist zu.", "de", 1020, "Die Brücke ist zu."),
        ("11h05", "fr", 665, ""),
        ("11 h 05 – Le pont est fermé.", "fr", 665, "Le pont est fermé."),
        ("kl. 14.32", "sv", 872, ""),
        ("14時32分", "ja", 872, ""),
        ("오후 2시 15분", "ko", 135, ""),
        ("Midnight", "en", None, ""),
        ("63' Brandt scores.", "en", None, "Brandt scores."),
    ],
)
def test_times_open_lines(text: str, language: str, minutes: int | None, rest: str) -> None:
    time = read_time(text, load_lexicon("en", language))
    assert time is not None
    assert (time.minutes, time.rest) == (minutes, rest)


@pytest.mark.parametrize("text", ["214,000 pounds", "2026", "3.5 million people", "12 Brandt 1-0", "He left at 9 pm."])
def test_other_lines_open_with_no_time(text: str) -> None:
    assert read_time(text, load_lexicon("en")) is None


@pytest.mark.parametrize(
    ("text", "language"), [("11 minutes ago", "en"), ("vor 5 Minuten", "de"), ("il y a 2 h", "fr")]
)
def test_how_long_ago_is_a_time(text: str, language: str) -> None:
    assert is_ago(text, load_lexicon("en", language))
    assert not is_ago("ago", load_lexicon("en", language))


ENTRIES = [
    (
        "21:20 CET",
        "All ashore",
        "That is all for tonight. The last of the passengers was led ashore at five past nine.",
    ),
    ("20:12 CET", "To the road", "Passengers are walking along the track, and volunteers hand out blankets."),
    ("18:45 CET", "A tree on the line", "The railway says that a tree brought down the line. Nobody was injured."),
]


def test_entries_of_live_coverage_stay_with_furniture_between() -> None:
    parts = [f"{time}\n{title}\n{text}\nShare" for time, title, text in ENTRIES]
    index = "\n".join(f"{time[:5]} {title}" for time, title, _ in ENTRIES)
    parsed = parse("\n\n".join((f"LIVE\n{TITLE}\nBy Jane Doe\nKey events\n{index}", *parts)) + "\n")
    assert parsed.article.headline == TITLE
    assert texts(parsed) == [part for entry in ENTRIES for part in entry]
    assert [inline_text(block.content) for block in parsed.article.body if isinstance(block, Heading)] == [
        title for _, title, _ in ENTRIES
    ]
    assert parsed.article.published is None


# --------------------------------------------------------------------------------------------------------------------
# Exchanges


def test_questions_and_short_answers_are_paragraphs() -> None:
    lines = ["Were you afraid?", "No.", "Did you ever lose?", "Yes.", "What will you do now?", "Home. I will go home."]
    parsed = parse("\n\n".join((TITLE, LEAD, *lines)) + "\n\nShare this article\n")
    assert texts(parsed) == [LEAD, *lines]
    assert not any(isinstance(block, Heading) for block in parsed.article.body)


def test_speeches_of_a_transcript_stay() -> None:
    lines = [
        "THE MAYOR: Good afternoon to you all.",
        "Q: Who pays for this?",
        "THE MAYOR: The levy does.",
        "(Laughter.)",
        "Q: And the mill?",
        "THE MAYOR: It pays, too.",
    ]
    assert texts(parse("\n\n".join((TITLE, LEAD, *lines, "END 2:11 P.M.")) + "\n")) == [LEAD, *lines]


# --------------------------------------------------------------------------------------------------------------------
# Lists


@pytest.mark.parametrize(
    ("title", "lead", "facts", "ingredients", "step"),
    [
        (
            "Fish soup from the eastern quay",
            "The fishermen of the quay have made this soup for as long as anyone can remember, after the auction.",
            "Serves four",
            ["600 g cod", "2 onions", "1 l fish stock", "A bunch of dill"],
            "Chop the onions and let them sweat in the butter until they are soft.",
        ),
        (
            "Apfelkuchen wie am Sonntag",
            "Diesen Kuchen hat meine Großmutter an jedem Sonntag gebacken, wenn die Äpfel im Garten reif waren.",
            "Für 4 Personen",
            ["200 g Mehl", "2 Eier", "1 EL Zucker", "1 Prise Salz"],
            "Das Mehl mit den Eiern verrühren und den Teig eine Stunde lang ruhen lassen.",
        ),
        (
            "Velouté de poires aux noix",
            "Un velouté d'hiver que ma grand-mère servait le soir de la première gelée, avec du pain et des noix.",
            "Pour 4 personnes",
            ["600 g de poires", "2 oignons", "40 cl de lait", "sel, poivre, muscade"],
            "Épluchez les poires et coupez-les en dés, puis plongez-les dans l'eau avec le citron.",
        ),
    ],
)
def test_ingredients_are_a_list(title: str, lead: str, facts: str, ingredients: list[str], step: str) -> None:
    copy = "\n\n".join((title, lead, facts, "\n".join(ingredients), step, "Facebook", "Twitter"))
    body = parse(copy).article.body
    assert [list(block_texts([block])) for block in body if isinstance(block, Items)] == [ingredients]
    assert [text for text in block_texts(body) if text not in ingredients] == [lead, facts, step]


@pytest.mark.parametrize("sign", ["\t", "  "])
def test_a_row_of_a_table_has_400_characters_at_most(sign: str) -> None:
    rows = [f"{name}{sign}{number}" for number, name in enumerate(("Norwick", "Skarholm", "Osted", "Lerwick"), 10)]
    for length, first in ((400, 0), (401, 1)):
        long = rows[0].replace("N", "N" * (length - len(rows[0]) + 1))
        [table] = find_tables([long, *rows[1:]])
        assert (len(long), table.lines[0]) == (length, first)


def test_rows_of_one_form_stay_with_their_heading() -> None:
    rows = ["Goals", "12 Brandt 1-0", "41 Brandt 2-0", "63 Sadeh 3-0"]
    parsed = parse("\n\n".join((TITLE, LEAD, MORE, "\n".join(rows), "Share this article")))
    assert texts(parsed) == [LEAD, MORE, *rows]


LETTERS = (
    (
        "Bells are not noise",
        "I have lived beside the bells of St Anne's for forty years and sleep well.",
        "M. Dunmore\nOsted",
    ),
    ("Mind the gap", "I was glad to read that the ferry will stay. But who mends the pier?", "Peter Aldous, Ardlow"),
    ("Spelling it out", "The word has two letters more than your headline of Tuesday had.", "Dr Ruth Kemble"),
)


@pytest.mark.parametrize("label", ["LETTERS TO THE EDITOR\n\n", ""])
@pytest.mark.parametrize("address", ["Sir – ", ""])
def test_letters_keep_their_titles_and_names(label: str, address: str) -> None:
    parsed = parse(label + "\n\n".join(f"{title}\n\n{address}{text}\n\n{name}" for title, text, name in LETTERS) + "\n")
    article = parsed.article
    rows = [part for title, text, name in LETTERS for part in (title, f"{address}{text}", *name.split("\n"))]
    kept = [article.headline, *texts(parsed)]
    assert [row for row in rows if row not in kept] == []
    assert article.authors == ()
    titles = [title for title, _, _ in LETTERS if title != article.headline]
    assert [inline_text(block.content) for block in article.body if isinstance(block, Heading)] == titles


def test_two_letters_are_a_page_only_with_its_title_above() -> None:
    """Not with a letter that begins with that word."""
    first = "Letters of the alphabet are counted twice, as my grandmother used to say."
    rows = [(LETTERS[1][0], first, LETTERS[1][2]), LETTERS[2]]
    for label, is_page in (("LETTERS TO THE EDITOR\n\n", True), ("", False)):
        parsed = parse(label + "\n\n".join("\n\n".join(row) for row in rows) + "\n")
        assert ("letter to the editor" in {line.rule for line in parsed.trace}) is is_page


def test_teasers_below_a_story_are_no_letters() -> None:
    teasers = "\n\n".join(f"{title}\n\n{text}\n\n{name}" for title, text, name in LETTERS)
    parsed = parse(
        f"{TITLE}\n\nBy Ada Lund\n\n{LEAD}\n\n{MORE}\n\nRead more\n\n{teasers}\n\nSubscribe to our newsletter\n"
    )
    assert "letter to the editor" not in {line.rule for line in parsed.trace}
    assert [author.name for author in parsed.article.authors] == ["Ada Lund"]


PICTURES = (
    "A cow is led on board at Skarholm.",
    "Pears for the market",
    "Home again.",
    "The engine room, built in 1968.",
)


@pytest.mark.parametrize("counter", ["{}/4", "{} of 4", "Bild {} von 4", "{} / 4"])
@pytest.mark.parametrize("credit", ["\nPhotograph: Tom Ash/The Paper", ""])
def test_pictures_of_a_gallery_keep_their_captions(counter: str, credit: str) -> None:
    pictures = "\n\n".join(f"{counter.format(at)}\n{text}{credit}" for at, text in enumerate(PICTURES, 1))
    article = parse(f"{TITLE}\n\nOur photographer spent four days on board.\n\n{pictures}\n").article
    captions = [inline_text(block.caption) for block in article.body if isinstance(block, Figure) and block.caption]
    assert captions == list(PICTURES)
    assert "Our photographer spent four days on board." in block_texts(article.body)
    assert "1968." in captions[-1]
    assert article.authors == ()


@pytest.mark.parametrize("button", ["Full screen", "Share this article", "Vollbild", "Partager"])
def test_a_button_does_not_divide_a_gallery_from_its_story(button: str) -> None:
    credit = "Photograph: Tom Ash/The Paper"
    pictures = "\n".join(f"{at} / 4\n{text} {credit}" for at, text in enumerate(PICTURES, 1))
    article = parse(f"{TITLE}\n\nOur photographer spent four days on board.\n\n{button}\n{pictures}\n").article
    captions = [inline_text(block.caption) for block in article.body if isinstance(block, Figure) and block.caption]
    assert captions == list(PICTURES)


def test_scores_are_no_gallery() -> None:
    parsed = story("1/5\nHart\n\n3/5\nMoe\n\n4/5\nLie")
    assert "picture of a gallery" not in {line.rule for line in parsed.trace}


# --------------------------------------------------------------------------------------------------------------------
# Print


@pytest.mark.parametrize(
    "head",
    [
        "Nr. 134          Tarrow Bote. Donnerstag, 11. Juni 1908.          3",
        "3       The Tarrow Echo, Thursday, June 11, 1908       No. 134",
        "N° 134        L'Écho de Tarrow, jeudi 11 juin 1908        3",
    ],
)
def test_the_head_of_an_issue_is_no_title(head: str) -> None:
    article = parse(f"{head}\n\n{TITLE}\n\n{LEAD}\n\n{MORE}\n").article
    assert (article.headline, article.published) == (TITLE, Moment("1908-06-11"))
    assert list(block_texts(article.body)) == [LEAD, MORE]


def test_the_day_of_an_issue_may_be_of_another_century() -> None:
    article = parse(f"2            LE COURRIER DE TARROW. — 3 AVRIL 1897.\n\n{TITLE}\n\n{LEAD}\n\n{MORE}\n").article
    assert (article.headline, article.published) == (TITLE, Moment("1897-04-03"))


@pytest.mark.parametrize(
    "line",
    [
        "No. 1        The mill at Tarrow        7.2",
        "Tarrow, June 11, 1908        3",
        "Rank        Mill, June 11, 1908        Flour",
    ],
)
def test_rows_with_numbers_are_no_head_of_an_issue(line: str) -> None:
    parsed = parse(f"{line}\n\n{TITLE}\n\n{LEAD}\n\n{MORE}\n")
    assert "running head of a page" not in {row.rule for row in parsed.trace}


def test_short_paragraphs_of_narrow_lines_with_an_indent_are_joined() -> None:
    blocks = (
        "Nobody in Crale had ordered a Ferris\nwheel, but on Tuesday night there was\none, turning slowly in the dark.",
        "The showmen said they had been given\nthe wrong week. The council said it had\nbeen given the wrong fair.",
        '   By midnight half the village was in\nthe air. "I could see my own washing,"\nsaid Dot Hanrahan, 88.',
        "   It left before dawn.",
        "   All that remains is a ring of\nflattened cabbages and one small,\nunclaimed goldfish.",
    )
    article = parse("The night the fair came early\n\n" + "\n\n".join(blocks) + "\n").article
    assert list(block_texts(article.body)) == [" ".join(block.split()) for block in blocks]


@pytest.mark.parametrize("indent", ["   ", "  ", "\t"])
def test_paragraphs_of_one_line_with_an_indent_are_not_joined(indent: str) -> None:
    paragraphs = (
        "A young wolf has lived for three weeks among a flock of 140 sheep near the pass, the prefect said on Monday.",
        '"He guards better than the dog does," said the farmer.',
        "The state has asked for a test, the flock for quiet.",
        "Nobody has been bitten so far, but the dog has asked for leave until the end of the month, the farmer said.",
    )
    lines = [line for text in paragraphs for line in textwrap.wrap(text, 58, initial_indent=indent)]
    assert [unit.text for unit in build_units(tuple(lines), "wrapped")] == list(paragraphs)


def test_columns_are_joined_without_heads_and_folios() -> None:
    copy = (
        "THE TARROW ECHO, MARCH 12, 1907.           3\n\nA RUNAWAY PLOUGH.\n\n"
        "The inhabitants of the road were much\nstartled on Tuesday evening last by the\n"
        "appearance of a steam-plough travel-\nling without a driver. It proceeded for\n"
        "some four hundred yards, demolish-\ning the railings of Mr. Hart and his gar-\nden, and came to rest.\n\n"
        "4      THE TARROW ECHO      MARCH 12, 1907\n\n"
        "It is hoped that the magistrates will\ntake a serious view of the matter.\n"
    )
    article = parse(copy).article
    assert article.headline == "A RUNAWAY PLOUGH."
    assert article.published == Moment("1907-03-12")
    first, last = block_texts(article.body)
    assert first == (
        "The inhabitants of the road were much startled on Tuesday evening last by the appearance of a steam-plough "
        "travelling without a driver. It proceeded for some four hundred yards, demolishing the railings of Mr. Hart "
        "and his garden, and came to rest."
    )
    assert last == "It is hoped that the magistrates will take a serious view of the matter."


def _wrapped(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, width))


@pytest.mark.parametrize("width", [40, 64, 72])
def test_paragraphs_are_joined_beside_others_on_long_lines(width: int) -> None:
    paragraphs = [LEAD, MORE, f"{LEAD} {MORE}", f"{MORE} {LEAD}"]
    parsed = parse("\n\n".join((TITLE, _wrapped(LEAD, width), MORE, paragraphs[2], _wrapped(paragraphs[3], width))))
    assert texts(parsed) == paragraphs


def test_lines_of_any_length_are_not_joined() -> None:
    lines = ["The mill opened its gates", "its owner said on Friday that", "he waited", "for six years and a day"]
    units = build_units((LEAD + " " + MORE, "", *lines))
    assert [unit.text for unit in units[1:]] == lines


@pytest.mark.parametrize(
    ("title", "paragraphs"),
    [
        (
            "מועצת העיר תשמור על המעבורת הישנה",
            [
                "באי חיים כ-400 תושבים ורובם עובדים במפעל. המועצה החליטה ביום שני לשמור על המעבורת לעוד עשר שנים.",
                "ראש המועצה אמרה כי התושבים ביקשו זאת מאז האביב. התיקון יעלה כשני מיליון אירו ויימשך עד הסתיו.",
            ],
        ),
        (
            "عاصفة تغلق ميناء المدينة القديمة",
            [
                "ويعيش في الجزيرة نحو 400 شخص ويعمل معظمهم في المصنع. وقالت الرئيسة إن السكان طلبوا ذلك.",
                "وتحتاج السفينة القديمة التي بنيت عام 1968 إلى محرك جديد. وستكلف أعمال الإصلاح نحو مليوني يورو.",
            ],
        ),
    ],
)
def test_columns_of_scripts_without_capitals_are_joined(title: str, paragraphs: list[str]) -> None:
    parsed = parse(f"{title}\n\n" + "\n".join(f"  {_wrapped(text, 36)}" for text in paragraphs) + "\n")
    assert texts(parsed) == paragraphs


@pytest.mark.parametrize("width", [22, 30, 36])
def test_lines_without_spaces_are_joined_at_their_width(width: int) -> None:
    text = (
        "渡船將再運行十年，議會星期一作出決定，島上住著大約四百人，其中大多數在工廠工作，鎮長說居民從春天就開始要求這樣做，"
        "維修將花費兩百萬元，並且會持續到秋天為止，上週大風把船吹到碼頭上時無人受傷，警方表示新碼頭由誰付款還不清楚。"
    )
    rows = "\n".join(text[at : at + width] for at in range(0, len(text), width))
    assert texts(parse(f"渡船將再運行十年\n\n{rows}\n\n{text[:24]}。{text[24:]}\n"))[0] == text


@pytest.mark.parametrize(
    "note", ["DRAFT v3 – for subs\tWords: 190", "Words: 190", "ENTWURF 2", "Zeichen: 3.400", "Brouillon – 420 mots"]
)
def test_notes_on_a_manuscript_are_for_the_desk(note: str) -> None:
    parsed = parse("\n\n".join((TITLE, note, LEAD, MORE)))
    assert texts(parsed) == [LEAD, MORE]
    assert parsed.article.editor_notes == (" ".join(note.split()),)


@pytest.mark.parametrize("line", ["Draft laws in words", "A draft of 190 words", "Words matter", "190 people"])
def test_other_lines_are_no_notes_on_a_manuscript(line: str) -> None:
    assert parse("\n\n".join((TITLE, LEAD, line, MORE))).article.editor_notes == ()


# --------------------------------------------------------------------------------------------------------------------
# Days that a text tells of


@pytest.mark.parametrize(
    "line",
    [
        "Agnes Hart, musician and teacher, born 4 May 1937; died 11 February 2026",
        "¹ Financial Plan, draft of 12 January 2026, p. 41.",
        "The sale was completed on 3 November 2025, two days before the owners were due to hand over the keys.",
    ],
)
def test_a_day_that_the_text_tells_of_is_not_that_of_publication(line: str) -> None:
    parsed = story(line)
    assert parsed.article.published is None
    assert line in texts(parsed)


PAGE_OF_LETTERS = """\
LETTERS TO THE EDITOR

Trains that nobody may catch

Sir – Your report on the closure of the Wensley line says that only eleven people a day used it. I was one of them.

Margaret Postlethwaite
Aysgarth, North Yorkshire

Rooks

Sir – Mr Applegarth asks why rooks no longer nest in the elms at Tarn.

They left because the elms did.

Col. R. B. Hext (retd)
Tarn

Sir – May I suggest that the new bus shelter be turned round? At present it shelters the buses.

Dilys Pugh
Hawes
"""


def test_letters_without_a_title_keep_the_names_between_them() -> None:
    article = parse(PAGE_OF_LETTERS).article
    assert article.authors == ()
    shown = " ".join([article.headline, *block_texts(article.body)])
    assert all(line in shown for line in PAGE_OF_LETTERS.splitlines()[2:] if line)


def test_a_story_that_calls_its_readers_sir_is_no_page_of_letters() -> None:
    sir = "Sir – that was how she addressed everyone, even the postman who came at noon."
    article = parse(f"Sir, your horse is here\n\nBy Fenella Groat\n\n{sir}\n\nThe copies fill eleven chests.\n").article
    assert [author.name for author in article.authors] == ["Fenella Groat"]
    assert sir in block_texts(article.body)


def test_a_byline_below_the_title_of_wrapped_copy_is_no_part_of_it() -> None:
    text = """\
Council to sell the old fire station
By Bethan Rhys
The old fire station in Chapel Street is
to be sold by auction in May, councillors
decided on Tuesday night.

The building has stood empty since the
brigade moved to the ring road in 2018.

A campaign to turn it into a climbing wall
raised £41,000, less than a tenth of what
the council wants.
"""
    article = parse(text).article
    assert article.headline == "Council to sell the old fire station"
    assert [author.name for author in article.authors] == ["Bethan Rhys"]


def test_a_line_inside_wrapped_text_that_opens_like_a_byline_goes_on() -> None:
    text = """\
The old fire station in Chapel Street is
to be sold to the firm that was founded
By Rhys and Bethan Jones, councillors
decided on Tuesday night in Aberwen.

The building has stood empty since the
brigade moved to the ring road in 2018.
"""
    body = " ".join(block_texts(parse(f"Council sells station\n\n{text}").article.body))
    assert "founded By Rhys and Bethan Jones, councillors" in body


HOROSCOPE = """\
L'oroscopo della settimana

ARIETE (21 marzo - 20 aprile)
Giornata di piccole riparazioni. Il rubinetto che perde è una metafora.
Voto: 7

TORO (21 aprile - 20 maggio)
Qualcuno vi chiederà scusa. Fate finta di non ricordare.
Voto: 8

GEMELLI (21 maggio - 20 giugno)
Due inviti per la stessa sera. Andate al secondo.
Voto: 6

PESCI (20 febbraio - 20 marzo)
Il treno sarà in ritardo quanto basta.
Voto: 9
"""

TERMINE = """\
Was am Wochenende los ist

Flohmarkt am Fluss
Wer früh kommt, findet Lampen, wer spät kommt, findet Gespräche.
Ort: Uferweg 3
Eintritt: frei

Konzert in der Mühle
Das Quartett spielt Haydn und danach alles, was gewünscht wird.
Ort: Mühle Elmsdorf
Eintritt: 8 Euro

Lesung bei Kerzen
Der Autor liest selbst, die Kerzen bringt das Publikum mit.
Ort: Bücherei
Eintritt: eine Kerze
"""


@pytest.mark.parametrize("text", [HOROSCOPE, TERMINE])
def test_sections_of_one_form_keep_every_line(text: str) -> None:
    article = parse(text).article
    shown = str(article.other_headlines) + " ".join([article.headline, *block_texts(article.body)])
    assert all(line in shown for line in text.splitlines() if line)


FERNSEHEN = """\
TV-Tipps am Sonntag

20.15 Uhr, NDF
Die Frau vom Deich
Krimi. Kommissarin Wiese findet in einem Rettungsring einen Brief. Mit einem sehr guten Hund.

20.15 Uhr, Kanal Nord
Das letzte Karussell
Drama. Ein Schausteller verkauft seine Pferde einzeln.

22.05 Uhr, 3plus
Nachtzug nach Brünn
"""

PROGRAMMA = """\
Cosa fare nel fine settimana

SABATO 4 LUGLIO

10.00 | Piazza del mercato
Fiera delle cipolle, con assaggi.

21.30 | Cortile del comune
Film all'aperto. In caso di pioggia si resta a casa.

DOMENICA 5 LUGLIO

11.00 | Molo vecchio
Messa sull'acqua.
"""

DEATHS = """\
Deaths

CALDER, Edith. Peacefully at Tarrow, aged 97. No lilies please.

MACPHEE, Angus. Suddenly, on the hill. He would like his stick back.

TOLMIE, Frances. At home, aged 81. Donations to the lifeboat.

IN MEMORIAM

GUNN, Ruairidh. Lost at sea 5 May 1986.
"""


@pytest.mark.parametrize("text", [FERNSEHEN, PROGRAMMA, DEATHS])
def test_listings_and_notices_keep_their_title_and_every_line(text: str) -> None:
    parsed = parse(text)
    title, *lines = [line for line in text.splitlines() if line]
    assert parsed.article.headline == title
    assert list(block_texts(parsed.article.body)) == lines
    assert parsed.article.published is None
    assert not {"TXT003", "TXT006", "TXT020"} & {finding.code for finding in parsed.findings}


@pytest.mark.parametrize(
    "blocks",
    [
        ("20.15 Uhr, NDF\nEin Film.", "22.05 Uhr, 3plus\nNoch einer."),
        ("3 Eier, groß\nund Mehl.", "4 Äpfel, rot\nund Zimt.", "5 Birnen, gelb\nund Salz."),
        ("14:32\nThe mill opened.", "14:40\nThe mill closed.", "14:55\nNobody came."),
        ("1. Hart, Tarrow\nled early.", "2. Moe, Crale\nfell back.", "3. Lie, Ash\nfinished."),
    ],
)
def test_blocks_of_other_kinds_are_no_listing(blocks: tuple[str, ...]) -> None:
    assert "entry of a listing" not in {line.rule for line in story(*blocks).trace}


@pytest.mark.parametrize("title", ["Ліхтарник", "Brieven van lezers", "Lighthouses", "Was bleibt", "Le dernier bac"])
def test_a_phrase_alone_above_paragraphs_is_the_title(title: str) -> None:
    parsed = parse(f"{title}\n\nThe lamp is lit.\n\nNobody sees it.\n\n- Why?\n\n- It rains.\n\nThat is all of it.\n")
    assert parsed.article.headline == title
    assert "TXT003" not in {finding.code for finding in parsed.findings}
    assert title not in block_texts(parsed.article.body)


@pytest.mark.parametrize(
    "first", ["Nobody came.", "4 May 2021", "London", "1234", "Tel", "Jane Doe", "He said:", "• one item"]
)
def test_other_first_lines_are_no_title_by_their_place(first: str) -> None:
    parsed = parse(f"{first}\n\nThe lamp is lit.\n\nNobody sees it.\n\n- Why?\n\n- It rains.\n\nThat is all.\n")
    assert "phrase alone above the text" not in {line.rule for line in parsed.trace}


@pytest.mark.parametrize("title", ["PARIS", "Monday"])
def test_a_word_above_paragraphs_is_no_title_of_a_list(title: str) -> None:
    text = f"{title}\n\n{LEAD}\n\n{MORE}\n\nHart, Moe and Lie agreed.\n\nNobody else came.\n\nIt rained.\n"
    assert "TXT003" in {finding.code for finding in parse(text).findings}


def test_a_label_that_does_not_come_again_makes_no_sections() -> None:
    text = "The mill at Crale\n\nThe mill stands still. Nobody knows why.\n\nOwner: unknown\n\nIt rained all day.\n"
    assert "Owner: unknown" in block_texts(parse(text).article.body)


LOG = """\
Police log

Monday, March 9

8:14 a.m. – A caller on Elm Street reported a goose in her kitchen. The goose left.

2:05 p.m. – A man reported his car stolen from the depot lot. It was in the other lot.

Tuesday, March 10

9:30 a.m. – Two bicycles collided on Mill Road. Apologies were exchanged.
"""

TAGEBUCH = """\
Tagebuch einer Fähre

Montag

Der Motor hustet, und der Kapitän hustet auch. Wir fahren trotzdem.

Dienstag

Nebel bis zum Mittag. Ein Reh schwimmt neben uns her.

Mittwoch

Niemand will hinüber, alle wollen zurück.
"""


@pytest.mark.parametrize("text", [LOG, TAGEBUCH])
def test_days_above_their_texts_are_headings(text: str) -> None:
    article = parse(text).article
    shown = [article.headline, *block_texts(article.body)]
    assert shown == [line for line in text.splitlines() if line]
    assert article.published is None


def test_days_of_comments_and_a_lone_day_are_no_headings() -> None:
    story = "The mill stands still, and nobody in Crale knows the reason for it."
    comments = "Ada\nMarch 9\nI know the reason, of course.\n\nBert\nMarch 10\nI do not believe you, Ada.\n"
    for text in (f"Mill stops\n\nMonday, March 9\n\n{story}\n\n{story}\n", f"Mill stops\n\n{story}\n\n{comments}"):
        blocks = parse(text).article.body
        assert not any(type(block).__name__ == "Heading" and "March" in str(block) for block in blocks)


DIVIDED = """\
Langs de Vliet hoorden wandelaars in november een toon die uit de
grond leek te komen. De meetploeg vond een holle lei-
ding uit 1911 die door de wind werd bespeeld, en luis-
terde er een uur lang naar.

Inmiddels komen er op zondagen meer dan hon-
derd mensen luisteren.
"""


def test_words_divided_at_the_ends_of_lines_are_joined_however_short_the_line_is() -> None:
    first, second = (unit.text for unit in build_units(tuple(DIVIDED.split("\n")), "wrapped"))
    assert "een holle leiding uit 1911" in first
    assert "en luisterde er een uur lang naar." in first
    assert second == "Inmiddels komen er op zondagen meer dan honderd mensen luisteren."


@pytest.mark.parametrize(
    "kept",
    [
        ("a well known singer, and as a well-", "known singer she was late again for the choir, which waited."),
        ("he was the long serving and long-", "serving ferryman of the harbor at Holm, which he never left."),
        ("the engine was of the two stroke kind, a two-", "stroke engine that two men could lift onto the boat."),
    ],
)
def test_compounds_broken_at_their_hyphen_keep_it(kept: tuple[str, str]) -> None:
    text = "\n".join(("The woman on the pier had been known for years to everybody in the town as", *kept))
    joined = " ".join(unit.text for unit in build_units(tuple(f"{text}\n\n{text}".split("\n")), "wrapped"))
    assert f"{kept[0].split()[-1]}{kept[1].split()[0]}" in joined


def test_a_line_that_ends_with_a_hyphen_above_a_title_or_a_list_stays_apart() -> None:
    for lines in (
        ("Ost- und West-", "Fähre nach Holm fährt wieder"),
        ("Vor-", "- Wasser", "- Brot"),
        ("pre-", "and post-war boats of Holm"),
    ):
        assert len(build_units(lines)) == len(lines)


@pytest.mark.parametrize(
    "poem",
    [
        (
            "На одній нозі стоїть весна,\nдивиться в воду, мовчить.\nМи її кличемо, а вона\nзнає, коли летіть.",
            "Човен проплив, і зник туман,\nберег пустий лежить.\nНа одній нозі стоїть обман,\nніби весна стоїть.",
        ),
        (
            (
                "on one leg stands the spring,\nlooks at the water, says nothing,\nwe call her by her name,\nshe "
                "knows when to go."
            ),
            (
                "the boat has passed, the fog,\nthe bank lies bare,\non one leg stands a trick,\nas if the spring "
                "were there."
            ),
        ),
    ],
)
def test_stanzas_of_one_length_are_verse_though_lines_open_with_small_letters(poem: tuple[str, str]) -> None:
    lines = tuple("Ode to a heron\n\n{}\n\n{}".format(*poem).split("\n"))
    assert [len(kept.lines) for kept in find_verse_and_code(lines)] == [4, 4]


@pytest.mark.parametrize(
    "text",
    [
        # Columns of print.
        (
            "The ferry to Holm, which has lain\nat the pier since January, will\nsail again on Monday, her "
            "master\nsaid on Friday.\n\n"
            "The choir, which was aboard when\nshe broke down, has promised to\nsing again, though not the "
            "same\nhymn as before."
        ),
        # Lists, and short paragraphs.
        (
            "Bread, butter\nEggs and flour\nMilk from the farm\nSalt\n\nApples, pears\nHoney and nuts\nTea from the "
            "shop\nRum"
        ),
        (
            "He came on Monday.\nHe saw the boat.\nHe bought a rope.\nHe went home.\n\nShe came too.\nShe saw the "
            "rope.\nShe laughed.\n"
            "She went home."
        ),
        "Hedda Lüers, Küsterin,\nPiet Ode, Kapitän,\nWiebke Lund, Lehrerin,\nund ein Esel.\n\nDas war der Chor.",
        (
            "Montag: Suppe,\nDienstag: Fisch,\nMittwoch: Linsen,\nDonnerstag: Reis.\n\nFreitag: Reste,\nSamstag: "
            "Fisch,\nSonntag: Brot,\nfertig."
        ),
    ],
)
def test_columns_lists_and_short_paragraphs_are_no_verse(text: str) -> None:
    assert find_verse_and_code(tuple(f"A title of it\n\n{text}".split("\n"))) == ()


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        ("The council said on May 4, 2026 that it would still stay.", True),
        ("The council said on May 4, 2026 that it would stay.", False),
        ("The council said on May 4, 2026 that it would still stay", False),
        ("The council published on May 4, 2026 that it would still have to stay.", False),
        ("On May 4, 2026 the council said that it would still stay.", False),
        ("Ada Lund was born on May 4, 2026", True),
        ("Born May 4, 2026", False),
        ("† Ada Lund spoke on May 4, 2026", True),
        ("Published on May 4, 2026", False),
    ],
)
def test_days_that_are_told_of_are_none_of_publication(line: str, is_told: bool) -> None:
    units = build_units((TITLE, "", line, "", LEAD))
    lexicon = load_lexicon("en")
    features = extract_copy_features(units, lexicon, detect_language(unit.text for unit in units))
    assert list(features.dates) == [1]
    assert (list(without_told_days(features, lexicon).dates) == []) is is_told
