"""Lines inside a story of a page that belong together: numbered headings, lists, rows of one form, introductions."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(3)

_TOP = """Home
News
Sport
Sign in

{title}

By Jane Doe

12 December 2024

Share this article

Our critics have watched more than two hundred films since January, and after a long evening they agreed on a few.

"""
_END = """
The list will be printed in the weekend edition, together with the votes of all nine critics and of the readers.

Related articles
How the cinema on Harbour Street was saved
Sign up for our newsletter
© 2024 The Harbour Post
"""
_TEXTS = (
    "A quiet film about a lighthouse keeper who reads the letters of strangers, and about what he never answers.",
    "Nobody expected a musical about a ferry strike, and nobody in our office has stopped whistling since.",
    "The director filmed one street for eleven years; the result lasts ninety minutes and feels like a life.",
    "Two sisters inherit a bakery and a quarrel, and the village has to eat what comes of both all winter.",
    "The last cinema of the island shows one more film before it closes, and the projector has other plans.",
)
_MOMENT = Moment("2024-12-12T00:00:00Z")
_TITLES = ("The Lamp at Sandness", "Strike!", "One Street", "Where Did the Bread Go?", "Closing Time")


class Read(NamedTuple):
    """The role of each line of the copy by its text, and the lines that are dropped."""

    roles: dict[str, str]
    dropped: set[str]


def _read(body: str, title: str = "The films that our critics will not forget") -> Read:
    copy = _TOP.format(title=title) + body + _END
    parsed = read(Source(name="copy.txt", data=copy.encode(), moment=Moment("2024-12-12T00:00:00Z")))
    lines = [line for line in parsed.trace if line.text.strip()]
    return Read({line.text: line.role for line in lines}, {line.text for line in lines if not line.kept})


def _numbered(numbers: tuple[int, ...], mark: str = "{}. ", below: str = "\n\n{}\n\n") -> tuple[str, list[str]]:
    headings = [mark.format(number) + _TITLES[at] for at, number in enumerate(numbers)]
    texts = zip(headings, _TEXTS, strict=False)
    return "".join(heading + below.format(text) for heading, text in texts), headings


@pytest.mark.parametrize("numbers", [(1, 2), (1, 2, 3, 4), (5, 4, 3, 2, 1), (3, 2, 1), (6, 7, 8), (9, 10, 11)])
@pytest.mark.parametrize("mark", ["{}. ", "{}) "])
def test_numbered_headings_count_up_or_down(numbers: tuple[int, ...], mark: str) -> None:
    body, headings = _numbered(numbers, mark)
    found = _read(body)
    assert [found.roles[heading] for heading in headings] == ["heading"] * len(headings)
    assert not {*_TEXTS[: len(headings)]} & found.dropped


@pytest.mark.parametrize("day", ["{}. 12. 2024", "{}. Dezember 2024", "{}. December 2024", "{}. prosince 2024"])
@pytest.mark.parametrize("numbers", [(24, 23, 22), (1, 2, 3)])
def test_days_that_head_parts_are_not_that_of_publication(day: str, numbers: tuple[int, ...]) -> None:
    headings = [day.format(number) for number in numbers]
    body = "".join(f"{heading}\n\n{text}\n\n" for heading, text in zip(headings, _TEXTS[1:], strict=False))
    copy = _TOP.format(title="A diary of the island").replace("12 December 2024", "") + f"{_TEXTS[0]}\n\n{body}{_END}"
    parsed = read(Source(name="copy.txt", data=copy.encode(), moment=Moment("2024-12-30T00:00:00Z")))
    assert parsed.article.published is None
    assert {line.text for line in parsed.trace if line.role == "heading"} == {*headings}


def test_days_with_hours_of_other_stories_are_no_headings() -> None:
    days = [f"{number}. 12. 2024 13:{number}" for number in (24, 23, 22)]
    found = _read("".join(f"{day}\n\n{text}\n\n" for day, text in zip(days, _TEXTS, strict=False)))
    assert "heading" not in {found.roles[day] for day in days}


def test_the_text_of_a_numbered_heading_may_be_below_a_line_or_be_a_list() -> None:
    body, headings = _numbered((1, 2, 3, 4), below="\n\nDirector: Ann Lee\n\n{}\n\n")
    assert {_read(body).roles[heading] for heading in headings} == {"heading"}
    body, headings = _numbered((1, 2, 3, 4), below="\n\n• Length: ninety minutes\n\n• Price: free\n\n{}\n\n")
    assert {_read(body).roles[heading] for heading in headings} == {"heading"}


def test_a_gap_in_the_numbers_ends_no_headings() -> None:
    body, headings = _numbered((1, 2, 3))
    longer, others = _numbered((5, 6, 7), below="\n\n{} The film is in cinemas now.\n\n")
    assert {_read(body + longer).roles[heading] for heading in (*headings, *others)} == {"heading"}


@pytest.mark.parametrize(
    "body",
    [
        # Two numbers that do not count from one are no series.
        f"24. December in our cinema\n\n{_TEXTS[0]}\n\n25. January in yours\n\n{_TEXTS[1]}\n\n",
        # Most of the lines have no text of their own: a list, not headings.
        f"{_TEXTS[0]}\n\n1. Norway\n2. Finland\n3. Iceland\n4. Denmark\n\n{_TEXTS[1]}\n\n",
        # Numbered sentences are paragraphs.
        "".join(f"{number}. {text}\n\n" for number, text in enumerate(_TEXTS, 1)),
    ],
)
def test_other_numbers_make_no_headings(body: str) -> None:
    found = _read(body)
    assert "heading" not in found.roles.values()
    assert not found.dropped & {*_TEXTS}


def test_a_list_of_the_most_read_is_dropped_where_it_is_below_the_story() -> None:
    titles = ("Ferry sold to island group", "Council votes for longer pier", "Fishermen march to the town hall")
    body = "Most read\n" + "".join(f"{number}. {title}\n" for number, title in enumerate(titles, 1))
    copy = _TOP.format(title="A title that is long enough") + "\n\n".join(_TEXTS) + _END + "\n" + body
    parsed = read(Source(name="copy.txt", data=copy.encode(), moment=Moment("2024-12-12T00:00:00Z")))
    kept = " ".join(line.text for line in parsed.trace if line.kept)
    assert not any(title in kept for title in titles)


_ITEMS = ("Solar powered", "Base station included", "Time-consuming installation", "No local storage")


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("mark", ["- ", "• ", "* "])
def test_a_list_inside_the_story_is_kept_whole(mark: str, gap: str) -> None:
    items = [
        f"{mark}{item}" for item in (*_ITEMS[:2], "It was easier to set up than all others that we tried.", *_ITEMS[2:])
    ]
    above, below = "\n\n".join(_TEXTS[:2]), "\n\n".join(_TEXTS[2:])
    body = f"{above}\n\nWhat we noticed in the shop:\n\n{gap.join(items)}\n\n{below}\n"
    assert not {*items} & _read(body).dropped


def test_rows_of_one_form_are_kept_and_are_no_headings() -> None:
    rows = ["Good day – Konnichiwa", "Thank you – Arigato", "Cheers – Kanpai", "Please – Kudasai", "Sorry – Sumimasen"]
    found = _read(f"{_TEXTS[0]}\n\n{_TEXTS[1]}\n\n" + "\n\n".join(rows) + f"\n\n{_TEXTS[2]}\n\n{_TEXTS[3]}\n\n")
    assert [found.roles[row] for row in rows] == ["paragraph"] * len(rows)


def test_a_line_that_introduces_a_text_is_kept() -> None:
    opening = "Island Times reported:"
    assert opening not in _read(f"{_TEXTS[0]}\n\n{_TEXTS[1]}\n\n{opening}\n\n{_TEXTS[2]}\n\n{_TEXTS[3]}\n\n").dropped


@pytest.mark.parametrize("line", ["Read more:", "Related:", "Share this:", "Tags:", "Most read:"])
def test_known_furniture_with_a_colon_is_not_kept(line: str) -> None:
    assert line in _read(f"{_TEXTS[0]}\n\n{_TEXTS[1]}\n\n{line}\n\n{_TEXTS[2]}\n\n{_TEXTS[3]}\n\n").dropped


def test_who_wrote_a_post_is_kept_with_it() -> None:
    post = "We are on it, and the ferry sails again tomorrow at six."
    writer = "— Mike Harbour (@mikeharbour) November 18, 2024"
    found = _read(f"{_TEXTS[0]}\n\n{_TEXTS[1]}\n\n{post}\n\n{writer}\n\n{_TEXTS[2]}\n\n{_TEXTS[3]}\n\n")
    assert not {post, writer} & found.dropped


_NAMES = ("Corrie & Sons", "Holm Pictures", "Nine Lamps", "Ardlow Film", "Old Pier")
_INTRODUCTION = (
    "Here they are in the order of the votes, with a word on each of them and on who brings it to the screen.\n\n"
)


def _with_recurring(line: str) -> tuple[Read, list[str]]:
    """Titles and texts, with `line` below each, and these lines."""
    recurring = [line.format(name) for name in _NAMES]
    parts = ("\n\n".join(row) for row in zip(_TITLES, _TEXTS, recurring, strict=True))
    return _read(_INTRODUCTION + "\n\n".join(parts)), recurring


@pytest.mark.parametrize("line", ["Distributed by {}", "Seen at {}", "Released by {}, 2024", "See it at {}"])
def test_lines_that_recur_below_the_parts_of_a_story_are_kept(line: str) -> None:
    found, recurring = _with_recurring(line)
    assert not set(recurring) & found.dropped


@pytest.mark.parametrize("line", ["More from {}", "Watch: {}", "Read more: {}", "Share on {}"])
def test_furniture_that_recurs_is_dropped(line: str) -> None:
    found, recurring = _with_recurring(line)
    assert len(set(recurring) & found.dropped) >= 2


@pytest.mark.parametrize(
    ("introduction", "items"),
    [
        ("Key facts:", ("40 tons of clay", "12 hours of heat", "$8.2 million of debt")),
        ("The figures:", ("nine critics", "two hundred films", "one long evening")),
        ("What remains:", ("a projector", "forty seats", "a smell of popcorn")),
    ],
)
def test_a_list_below_a_line_that_introduces_it_stays(introduction: str, items: tuple[str, ...]) -> None:
    rows = "\n".join(f"   • {item}" for item in items)
    found = _read(f"{_TEXTS[0]}\n\n{introduction}\n\n{rows}\n\n{_TEXTS[1]}\n")
    assert not [line for line in found.dropped if any(item in line for item in (introduction, *items))]


def test_links_below_a_phrase_of_pages_do_not_stay() -> None:
    items = ("How the cinema was saved", "The night bus to Tarrow", "What the ferry costs")
    rows = "\n".join(f"   • {item}" for item in items)
    body = f"{_TEXTS[0]}\n\nRead more:\n\n{rows}\n\n{_TEXTS[1]}\n"
    assert any("Read more" in line for line in _read(body).dropped)


@pytest.mark.parametrize("numbers", [(5, 4, 3, 2, 1), (1, 2, 3), (10, 9, 8, 7)])
@pytest.mark.parametrize("mark", ["{} “{}”", "{} '{}'", "{} {}"])
def test_headings_count_without_a_mark(numbers: tuple[int, ...], mark: str) -> None:
    headings = [mark.format(number, _TITLES[at]) for at, number in enumerate(numbers)]
    body = "".join(f"{heading}\n\n{text}\n\n" for heading, text in zip(headings, _TEXTS, strict=False))
    found = _read(body)
    assert [found.roles[heading] for heading in headings] == ["heading"] * len(headings)
    assert not {*_TEXTS[: len(headings)]} & found.dropped


@pytest.mark.parametrize(
    "titles",
    [
        # Two are none, numbers that skip are none, and lines with a small letter go on.
        ("12 “The Lamp”", "11 “Strike!”"),
        ("1 “The Lamp”", "3 “Strike!”", "7 “One Street”"),
        ("5 films were shown", "4 films were not", "3 films got lost"),
        ("1914 The Lamp", "1915 Strike", "1916 One Street"),
        ("12 Harbour Street", "40 Mill Lane", "7 Quay"),
    ],
)
def test_other_numbers_without_a_mark_make_no_headings(titles: tuple[str, ...]) -> None:
    body = "".join(f"{title}\n\n{text}\n\n" for title, text in zip(titles, _TEXTS, strict=False))
    parsed = read(Source(name="copy.txt", data=(_TOP.format(title="Films") + body + _END).encode(), moment=_MOMENT))
    assert "numbered heading" not in {line.rule for line in parsed.trace}


def test_the_line_below_each_numbered_heading_is_text() -> None:
    studios = ("Lighthouse Films", "Kulm & Daughters", "Sandness Studio", "North Light", "Osted Pictures")
    headings = [f"{5 - at} “{title}”" for at, title in enumerate(_TITLES)]
    rows = zip(headings, studios, _TEXTS, strict=True)
    found = _read("".join("\n\n".join(row) + "\n\n" for row in rows))
    assert [found.roles[studio] for studio in studios] == ["paragraph"] * 5
    assert [found.roles[heading] for heading in headings] == ["heading"] * 5


@pytest.mark.parametrize("line", ["Photo: Lighthouse Films", "By Mary Poole", "Advertisement", "Share this article"])
def test_credits_and_bylines_below_numbered_headings_are_no_text(line: str) -> None:
    rows = zip([f"{5 - at} “{title}”" for at, title in enumerate(_TITLES)], _TEXTS, strict=True)
    found = _read("".join(f"{heading}\n\n{line}\n\n{text}\n\n" for heading, text in rows))
    assert found.roles[line] != "paragraph"


_LABELS = {
    "en": ("Pros", "Cons"),
    "de": ("Vorteile", "Nachteile"),
    "fr": ("Les plus", "Les moins"),
    "es": ("A favor", "En contra"),
}


_VERDICTS = (
    "Of all the lamps that we hung out of the window this winter, it was the one that the neighbours asked about.",
    "It burned for nine nights without a word from anybody, and on the tenth the mayor came to switch it off himself.",
    "Whoever wants to read by it needs a second one, and whoever wants to sleep will have to draw the curtains.",
)


def _reviews(pros: str, cons: str) -> str:
    parts = [
        f"{title} – our view\n\n{pros}\n\n• {_ITEMS[0]} in {title}\n\n• {title}: {_ITEMS[1]}\n\n{cons}\n\n"
        f"• {_ITEMS[2]} of {title}\n\n• {_ITEMS[3]} {title}\n\n{text}\n\n"
        for title, text in zip(_TITLES[:3], _VERDICTS, strict=True)
    ]
    return "".join([f"{text}\n\n" for text in _TEXTS] + parts)


@pytest.mark.parametrize("language", sorted(_LABELS))
@pytest.mark.parametrize("sign", ["", ":"])
def test_a_label_that_recurs_above_lists_is_their_heading(language: str, sign: str) -> None:
    pros, cons = (label + sign for label in _LABELS[language])
    found = _read(_reviews(pros, cons))
    assert (found.roles[pros], found.roles[cons]) == ("heading", "heading")
    assert not {f"• {_ITEMS[3]} {title}" for title in _TITLES[:3]} & found.dropped


@pytest.mark.parametrize("button", ["Share", "Read more", "Advertisement", "Comments"])
def test_a_button_above_lists_is_no_heading(button: str) -> None:
    found = _read(_reviews(button, "Cons"))
    assert found.roles[button] != "heading"


@pytest.mark.parametrize("label", ["Pros", "Film"])
def test_a_line_that_recurs_above_text_is_no_label_of_lists(label: str) -> None:
    body = "".join(f"{label}\n\n{text}\n\n" for text in _TEXTS)
    parsed = read(Source(name="copy.txt", data=(_TOP.format(title="Films") + body + _END).encode(), moment=_MOMENT))
    assert "label of lists" not in {line.rule for line in parsed.trace}
    assert not {*_TEXTS} - {line.text for line in parsed.trace if line.kept}


_FILMS = "The lake has fed nine films, and our critics gave these countries most of their points this year:"
_AFTER = f"\n\n{_TEXTS[0]}\n"


@pytest.mark.parametrize("mark", ["{}. ", "{}) "])
@pytest.mark.parametrize(
    "items",
    [
        ("Finland", "Norway", "Australia", "Canada", "Sport", "France", "Home", "Italy", "News", "Spain"),
        ("Sport", "Politics", "Weather"),
        ("Old mills", "Ferries", "Lighthouse keepers who read"),
    ],
)
def test_a_list_that_the_text_introduces_and_counts_stays(mark: str, items: tuple[str, ...]) -> None:
    lines = [mark.format(number) + item for number, item in enumerate(items, 1)]
    found = _read(f"{_TEXTS[1]}\n\n{_FILMS}\n" + "\n".join(lines) + _AFTER)
    assert {found.roles[line] for line in lines} == {"item"}


@pytest.mark.parametrize(
    ("above", "numbers", "below"),
    [
        ("Most read:", (1, 2, 3, 4), _AFTER),
        (_FILMS, (1, 2, 3, 4), "\n\nRelated articles\n"),
        ("Our most-read stories this week:", (1, 2, 3, 4), _AFTER),
        (_TEXTS[2], (1, 2, 3, 4), _AFTER),
        (_FILMS, (12, 40, 7, 3), _AFTER),
        (_FILMS, (1, 2), _AFTER),
        ("Sign up for our newsletter and get:", (1, 2, 3, 4), _AFTER),
    ],
)
def test_numbers_alone_keep_no_lines_of_a_menu(above: str, numbers: tuple[int, ...], below: str) -> None:
    """Menus count, too: where no line of the story introduces them, or the story does not go on, they are dropped."""
    items = ("Sport", "News", "Weather", "Politics")
    lines = [f"{number}. {item}" for number, item in zip(numbers, items, strict=False)]
    found = _read(f"{_TEXTS[1]}\n\n{above}\n" + "\n".join(lines) + below)
    assert found.dropped >= set(lines)
