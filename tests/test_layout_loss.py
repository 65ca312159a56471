"""The rules of loss: clean copy is kept whole, and what is dropped inside a story is reported."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.fields.dropped_lines import _report_dropped
from convert.readers.text.fields.keep import CONTACTS, INSIDE
from convert.readers.text.fields.story import Story
from convert.readers.text.lines.units import Unit
from convert.readers.text.roles import AssignedRole
from tests.generated_copy import lines_in_detail

pytestmark = pytest.mark.sampled(3)

AT = Moment("2026-01-01T00:00:00Z")

_WORDS = [
    "mill",
    "harbor",
    "keeper",
    "council",
    "river",
    "garden",
    "lantern",
    "window",
    "baker",
    "winter",
    "letter",
    "engine",
    "market",
    "bridge",
    "copper",
    "orchard",
    "stone",
    "ferry",
    "meadow",
    "cellar",
    "pepper",
    "button",
    "candle",
    "saddle",
]
_VERBS = [
    "opened",
    "closed",
    "carried",
    "followed",
    "painted",
    "mended",
    "counted",
    "lifted",
    "sold",
    "kept",
    "weighed",
    "found",
]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(_WORDS), min_size=2, max_size=14))
    text = f"the {words[0]} {draw(st.sampled_from(_VERBS))} the {' and the '.join(words[1:])}"
    return text[0].upper() + text[1:] + draw(st.sampled_from([".", ".", ".", "!", "?"]))


def paragraphs() -> st.SearchStrategy[str]:
    return st.lists(sentences(), min_size=1, max_size=4).map(" ".join)


@st.composite
def kinds(draw: st.DrawFn) -> str:
    """Lines of one layout kind, in a block."""
    kind = draw(st.sampled_from(["table", "rows", "verse", "entries", "answers", "speeches", "ingredients", "short"]))
    count = draw(st.integers(3, 6))
    words = draw(st.lists(st.sampled_from(_WORDS), min_size=2 * count, max_size=2 * count))
    one, other = words[:count], words[count:]
    match kind:
        case "table":
            return "\n".join(f"{a.title()}\t{n + 3}\t{b}" for n, (a, b) in enumerate(zip(one, other, strict=True)))
        case "rows":
            return "\n".join(f"{n + 1}. {a.title()} {40 - n}" for n, a in enumerate(one))
        case "verse":
            return "\n".join(f"    The {a} and the {b}" for a, b in zip(one, other, strict=True))
        case "entries":
            return "\n\n".join(f"{10 + n}:4{n}\n{draw(sentences())}" for n in range(count))
        case "answers":
            short = st.sampled_from(["No.", "Yes.", "Home.", "Never."])
            return "\n\n".join(f"Was the {a} near the {b}?\n{draw(short)}" for a, b in zip(one, other, strict=True))
        case "speeches":
            return "\n\n".join(f"{name}: {draw(sentences())}" for name in ["HART", "MOE"] * 2)
        case "ingredients":
            return "\n".join(f"{n + 2}00 g {a}" for n, a in enumerate(one))
        case _:
            return "\n".join(f"The {a} of the {b}" for a, b in zip(one, other, strict=True))


def parse(text: str) -> Parsed:
    return read(Source(name="a.txt", data=text.encode(), moment=AT))


def words_of(text: str) -> list[str]:
    return sorted(re.findall(r"\w+", text))


def kept_words(parsed: Parsed) -> list[str]:
    article = parsed.article
    others = (title.text for title in article.other_headlines)
    return words_of(" ".join((article.headline, article.subheadline or "", *others, *block_texts(article.body))))


@given(st.lists(paragraphs(), min_size=3, max_size=12, unique=True), st.data())
def test_of_clean_copy_nothing_is_dropped(texts: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(texts)))
    middle = data.draw(st.one_of(st.none(), kinds()))
    parts = [*texts[:at], *([middle] if middle else []), *texts[at:]]
    copy = "\n\n".join(("Keeper of the old mill counts his lanterns", *parts)) + "\n"
    filled = [tuple(words_of(line.casefold())) for line in copy.splitlines() if line.strip()]
    assume(len(set(filled)) == len(filled))  # a repeat is a kind of its own
    parsed = parse(copy)
    assert kept_words(parsed) == words_of(copy)
    assert "TXT020" not in {finding.code for finding in parsed.findings}


TITLE = "The mill at Tarrow opens its gates"
LEAD = "The mill at Tarrow will open its gates again in May, its owner said on Friday, after six years of quarrel."
MORE = "The council is to vote on the road to the mill in the autumn, and expects no dissent, its chairman said."


def test_dropped_sentences_inside_the_story_are_reported() -> None:
    offer = "Sign up for our newsletter and get the best of the mill."
    parsed = parse("\n\n".join((TITLE, LEAD, offer, MORE, "Share", "Print", "Follow us")))
    [finding] = [finding for finding in parsed.findings if finding.code == "TXT020"]
    assert finding.message == f"12 words in sentences inside the story are not in the article (line 5): “{offer}”"
    assert finding.location
    assert finding.location.line == 5


def test_lines_without_a_place_are_reported_where_nothing_shows_a_page() -> None:
    tail = ["Mill and road", "Harbour notes", "Mill prices", "Council"]
    parsed = parse("\n\n".join((TITLE, LEAD, MORE, *tail)))
    found = {finding.code: finding.message for finding in parsed.findings}
    what = "8 words that nothing shows to be furniture are not in the article"
    assert found["TXT020"] == f"{what} (lines 7-13), such as “Mill and road”"


def test_short_lines_below_the_first_sentence_of_clean_copy_stay() -> None:
    lines = ["What the mill will pay", "What the road will pay", "Years of waiting", "What the council will pay"]
    copy = "\n\n".join((TITLE, LEAD, "\n".join(lines), MORE, "\n".join(lines[:3]), MORE.replace("road", "gate")))
    parsed = parse(copy)
    assert [text for text in block_texts(parsed.article.body) if text in lines][:4] == lines
    assert "TXT020" not in {finding.code for finding in parsed.findings}


def test_entries_with_a_title_behind_the_time_are_live_coverage() -> None:
    heads = ["18:59 What the mill will pay", "18.52 The road is closed", "18.45", "18:38 A long night at the mill"]
    copy = "\n\n".join((TITLE, LEAD, *(f"{head}\n\n{MORE} ({at})." for at, head in enumerate(heads))))
    parsed = parse(copy)
    assert {line.rule for line in parsed.trace if line.text in heads} == {"entry of live coverage"}
    assert set(heads) <= set(block_texts(parsed.article.body))


def test_what_is_dropped_around_the_story_is_not_reported() -> None:
    parsed = parse("\n\n".join(("Sign up for our newsletter.", TITLE, LEAD, MORE, "Sign up for our newsletter.")))
    assert "TXT020" not in {finding.code for finding in parsed.findings}


@pytest.mark.parametrize("line", ["Follow the latest as the storm moves over the coast", "No.", "Home."])
def test_a_sentence_that_opens_like_furniture_stays_in_clean_copy(line: str) -> None:
    assert line in block_texts(parse("\n\n".join((TITLE, LEAD, line, MORE))).article.body)


@pytest.mark.parametrize(
    "contact", ["Contact the editor: desk@example.com", "Do you agree? Write up to 200 words to letters@example.com."]
)
def test_contacts_below_the_story_are_left_out(contact: str) -> None:
    assert list(block_texts(parse("\n\n".join((TITLE, LEAD, MORE, contact))).article.body)) == [LEAD, MORE]


@pytest.mark.parametrize("sign", ["-30-", "18.17", "###", "1."])
def test_signs_without_letters_are_no_page(sign: str) -> None:
    """What is dropped in copy that shows no page is reported."""
    tail = ["Mill and road", "Harbour notes", "Mill prices", "Council"]
    parsed = parse("\n\n".join((TITLE, LEAD, sign, MORE, sign, *tail)))
    reported = {line for found in parsed.findings if found.code == "TXT020" for line in lines_in_detail(found)}
    assert {line.number for line in parsed.trace if line.text in tail and not line.kept} <= reported


FERRY = """Gemeinde Dorlum behält die alte Fähre

In Dorlum kostet die Reparatur 2,3 Millionen Euro und dauert bis zum Herbst. Das alte Schiff braucht einen neuen Motor.

{0}

Verletzt wurde niemand, als der Wind das Boot gegen den Kai drückte, teilte die Polizei Lennau mit.

„Darauf haben wir seit dem Frühjahr gewartet“, sagte der Bürgermeister.
"""


@pytest.mark.parametrize("line", ["* 3.5.1931   † 4.3.2025 Lennau", "Lennau † 4.3.2025", "Lennau ✝ 4.3.2025"])
def test_the_days_of_a_life_stay_in_the_text(line: str) -> None:
    assert " ".join(line.split()) in block_texts(parse(FERRY.format(line)).article.body)


@pytest.mark.parametrize(
    ("text", "above"),
    [
        ("The council of Tarrow decided on Monday to keep the", ()),
        ("The council of Tarrow decided on Monday to keep the", ("tags = mill",)),
        (LEAD, ("Share", "Print", "Follow us")),
    ],
)
def test_the_only_sentence_is_the_text(text: str, above: tuple[str, ...]) -> None:
    parsed = parse("\n\n".join((TITLE, *above, text)))
    assert text in (*block_texts(parsed.article.body), parsed.article.subheadline)


WRAPPED = """Rada gminy Gurapume postanowiła w poniedziałek, że prom będzie pływał
jeszcze dziesięć lat. W Rotudamo naprawa będzie kosztować 2,3 miliona
euro i potrwa do jesieni. Na wyspie mieszka około 400 osób, a większość
z nich pracuje w Fezumemo.

W Padovumo naprawa będzie kosztować 2,3 miliona euro i potrwa do
jesieni. W Bugokamu naprawa będzie kosztować 2,3 miliona euro i potrwa
do jesieni.

Stary statek, zbudowany w 1968 roku w stoczni Moleremu, potrzebuje
nowego silnika.

W Zenadona naprawa będzie kosztować 2,3 miliona euro i potrwa do jesieni.

Rada gminy Laramuna postanowiła w poniedziałek, że prom będzie pływał jeszcze dziesięć lat.
"""


def test_a_first_paragraph_in_broken_lines_is_text() -> None:
    """The model takes a later line, which ends a sentence, for the first of the text."""
    assert [line.text for line in parse(WRAPPED).trace if line.text and not line.kept] == []


def test_a_line_between_title_and_standfirst_is_kept() -> None:
    title, line = "Gmina Piaski zachowa stary prom", "Lata czekania w Piaskach"
    dek = "Rada gminy Piaski postanowiła w poniedziałek, że prom będzie pływał jeszcze dziesięć lat."
    parts = (
        *(title, line, dek, "Anna Kowal, Piaski", "Ile zapłaci gmina"),
        "Stary statek, zbudowany w 1968 roku w stoczni, potrzebuje nowego silnika. Rada gminy nie ma pieniędzy.",
    )
    found = parse("\n\n".join(parts))
    assert line in {row.text for row in found.trace if row.kept}


def test_all_lines_of_a_dropped_paragraph_are_named() -> None:
    long = [
        f"{name}schifffahrtsverwaltung\n{name}strassenverkehrsordnung" for name in ("Binnen", "Kuesten", "Fluss", "See")
    ]
    text = "\n\n".join("\n".join(textwrap.wrap(part, 50)) for part in (TITLE, LEAD, MORE))
    parsed = parse(text + "\n\n" + "\n\n".join(long))
    [finding] = [finding for finding in parsed.findings if finding.code == "TXT020"]
    first = text.count("\n") + 3
    assert dict(finding.detail)["lines"] == f"{first}-{first + 3 * len(long) - 2}"


def test_a_number_for_tickets_or_witnesses_stays_below_the_story() -> None:
    for last in (
        "Tickets cost 12 pounds; box office 01632 960118.",
        "Karten: 04231 556677",
        "Hinweise nimmt die Polizei unter Telefon 04231 556677 entgegen.",
        "Réservations : 05 55 01 33 44",
        "Билеты стоят 120 рублей, телефон кассы 8 (555) 013-34-44.",
    ):
        parsed = parse("\n\n".join((TITLE, LEAD, MORE, last)))
        assert last in block_texts(parsed.article.body)


@pytest.mark.parametrize(
    "contact",
    [
        "Press office of the mill, phone 01632 960118",
        "Jane Doe, office of the mill, phone 01632 960118",
        "Tickets for the press: Jane Doe, 01632 960118",
        "Polizeipräsidium Moorbach, Pressestelle, Telefon 04231 556677",
        "Rückfragen: Karin Muster, Telefon 04231 556677",
        "Anmeldung für die Redaktion: muster@muehle.example",
    ],
)
def test_contacts_below_clean_copy_are_reported(contact: str) -> None:
    parsed = parse("\n\n".join((TITLE, LEAD, MORE, contact)))
    assert contact not in block_texts(parsed.article.body)
    [finding] = [finding for finding in parsed.findings if finding.code == "TXT020"]
    count = len(contact.split())
    assert finding.message == f"{count} words in contacts below the story are not in the article (line 7)"


def test_a_sentence_below_a_run_of_short_lines_on_a_page_is_reported() -> None:
    run = ["Weir", "Sluice", "Footbridge", "Quay"]
    last = "Menu of the day for all who came from far away to see it again."
    page = ["Home", "News", "Sport", TITLE, LEAD, MORE, *run, last, "Share", "Print", "Follow us", "Privacy policy"]
    parsed = parse("\n".join(page))
    [finding] = [finding for finding in parsed.findings if finding.code == "TXT020"]
    what = "15 words in sentences below the story are not in the article (line 11)"
    assert finding.message == f"{what}: “Menu of the day for all who came from far away to see it ag…”"


@pytest.mark.parametrize("words", [("Sport", "Politics", "Weather"), ("Home", "News", "Contact")])
def test_a_menu_between_paragraphs_is_a_menu(words: tuple[str, ...]) -> None:
    parsed = parse("\n\n".join((TITLE, LEAD, MORE, "\n".join(words), MORE.replace("road", "gate"))))
    assert not set(words) & set(block_texts(parsed.article.body))


def test_a_section_word_beside_other_furniture_is_of_the_page() -> None:
    parsed = parse("\n\n".join(("Share", TITLE, LEAD, MORE, "Sport", MORE.replace("road", "gate"), "Follow us")))
    assert "Sport" not in block_texts(parsed.article.body)


@pytest.mark.parametrize("word", ["Silence", "Ruhe", "Silencio", "Тишина", "Sessizlik", "沈黙"])
@pytest.mark.parametrize("name", ["", "Иван Петров\n\n"])
def test_one_word_above_the_text_is_its_title(word: str, name: str) -> None:
    parsed = parse(f"{word}\n\n{name}{LEAD}\n\n{MORE}\n")
    assert parsed.article.headline == word
    assert word not in block_texts(parsed.article.body)
    assert "TXT003" not in {finding.code for finding in parsed.findings}


@pytest.mark.parametrize("line", ["TARROW", "Sport", "Tarrow:", "1974", "(Silence)"])
def test_other_words_above_the_text_are_no_title(line: str) -> None:
    parsed = parse(f"{line}\n\n{LEAD}\n\n{MORE}\n")
    assert "TXT003" in {finding.code for finding in parsed.findings}


@pytest.mark.parametrize(
    ("dropped", "named", "detail"),
    [
        ((0,), "line 1", "1"),
        ((1,), "lines 3-4", "3-4"),
        ((0, 1, 2), "lines 1-6", "1-6"),
        ((0, 2, 3, 6), "lines 1, 6-8, 14", "1, 6-8, 14"),
        (range(0, 52, 2), f"lines 1, {', '.join(str(2 * at + 2) for at in range(2, 24, 2))} …", None),
    ],
)
def test_dropped_lines_next_to_each_other_are_named_as_a_range(
    dropped: Sequence[int], named: str, detail: str | None
) -> None:
    """The message names up to twelve lines and ranges, the detail up to 500."""
    units = [Unit((2 * at + 2 if at else 1,), f"Line {at}", True) for at in range(60)]
    units[1] = Unit((3, 4), "Line 1", False)
    story = Story(tuple(units), [AssignedRole("navigation", INSIDE, 0.9)] * len(units))
    _report_dropped(story, dict.fromkeys(dropped, 2), "above the story")
    [finding] = story.findings
    assert f"({named})" in finding.message
    assert dict(finding.detail)["lines"] == detail or detail is None
    assert {*lines_in_detail(finding)} >= {line for at in dropped for line in units[at].lines}


def test_no_contact_is_quoted() -> None:
    units = (Unit((1,), "Our harbour", True), Unit((2,), "Call Jane Doe, 0142 555 013, for a seat", True))
    story = Story(units, [AssignedRole("navigation", INSIDE, 0.9), AssignedRole("navigation", CONTACTS, 0.9)])
    _report_dropped(story, {0: 2, 1: 9}, "below the story")
    assert story.findings[0].message.endswith("(lines 1-2), such as “Our harbour”")
    _report_dropped(story, {1: 9}, "below the story")
    assert story.findings[1].message.endswith("(line 2)")


def test_a_detail_has_a_bound() -> None:
    units = tuple(Unit((at + 1,), f"Line {at}", True) for at in range(2_000))
    story = Story(units, [AssignedRole("navigation", INSIDE, 0.9)] * len(units))
    _report_dropped(story, dict.fromkeys(range(0, 2_000, 2), 2), "above the story")
    named = dict(story.findings[0].detail)["lines"]
    assert named.endswith("997, 999 …")
    assert named.count(",") == 499
