"""The reader of raw copy: the seed to the letter, every case folder, and what no input may do to it."""

from __future__ import annotations

import contextlib
import json
import re
import textwrap
from collections import Counter
from functools import partial
from pathlib import Path

import growth
import pytest
from hypothesis import example, given, reject
from hypothesis import strategies as st
from strategies import bytes_of_copy

from convert.errors import InputError
from convert.model import (
    Article,
    Block,
    Contributor,
    Figure,
    Heading,
    Items,
    Moment,
    OtherHeadline,
    Paragraph,
    Party,
    Quote,
    Text,
    asides,
    block_texts,
    inline_text,
    split_words,
    words,
)
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.labels.line_features import extract_line_features
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lines.decode import MAX_LINE, decode
from convert.readers.text.lines.language import detect_language
from convert.readers.text.lines.units import build_units
from convert.readers.text.roles import ROLES

pytestmark = pytest.mark.sampled(2)

ROOT = Path(__file__).parent.parent
MOMENT = Moment("2020-01-01T00:00:00Z")


def parse(data: bytes | str, **metadata: object) -> Parsed:
    raw = data if isinstance(data, bytes) else data.encode()
    return read(Source(name="story.txt", data=raw, moment=MOMENT, metadata=metadata))


def letters(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def all_said(article: Article) -> str:
    """Whatever the article says in words, in whichever field."""
    return " ".join((*split_words(" ".join(text for _, text in asides(article))), *words(article)))


def says(text: str) -> bool:
    """Whether there is a letter or a digit in `text`."""
    return re.search(r"[^\W_]", text) is not None


def is_subsequence(few: list[str], many: list[str]) -> bool:
    rest = iter(many)
    return all(word in rest for word in few)


def test_seed_reads_exactly() -> None:
    data = (ROOT / "seeds" / "east-aleppo-civilians.txt").read_bytes()
    lines = data.decode().split("\n")
    parsed = parse(data)
    article = parsed.article
    assert article.headline == lines[2]
    assert article.reading_time == 4
    assert article.dateline == "AMMAN"
    assert article.language == "en"
    assert article.direction == "ltr"
    assert (article.authors, article.byline, article.published, article.provider) == ((), None, None, None)
    assert article.updated == MOMENT
    lead = article.body[0]
    assert isinstance(lead, Paragraph)
    assert inline_text(lead.content) == lines[6].removeprefix("AMMAN: ")
    figures = [block for block in article.body if isinstance(block, Figure)]
    assert figures == [
        Figure(
            caption=(Text("Transporting the injured in east Aleppo via wheelchair on December 1."),),
            credit="the Aleppo Media Center",
            credit_label="Photo courtesy of",
        )
    ]
    dropped = {line.text.strip(): line.role for line in parsed.trace if not line.kept and line.role != "blank"}
    assert dropped == {"4 min read": "reading-time", lines[4].strip(): "teaser", "Share this article": "share"}
    kept = [word for line in parsed.trace if line.kept for word in letters(line.text)]
    assert kept == letters(" ".join(words(article)))
    assert parsed.findings == ()


CASES = sorted((Path(__file__).parent / "readers" / "text").glob("*/input.txt"))


def told(parsed: Parsed) -> dict[str, object]:
    """What a case's expectation holds: the fields that were concluded, the blocks, and the lines dropped."""
    article = parsed.article
    fields: dict[str, object] = {"headline": article.headline, "language": article.language}
    if article.direction != "ltr":
        fields["direction"] = article.direction
    for name in ("subheadline", "byline", "dateline", "reading_time", "credit_line"):
        if value := getattr(article, name):
            fields[name] = value
    for name in ("published", "updated"):
        if (moment := getattr(article, name)) and moment != MOMENT:
            fields[name] = moment.text
    if article.authors:
        fields["authors"] = [author.name for author in article.authors]
    if article.contributors:
        fields["contributors"] = [f"{who.name} ({who.roles[0][-3:]})" for who in article.contributors]
    if article.sources:
        fields["sources"] = [source.name for source in article.sources]
    if article.related:
        fields["related"] = [[related.title, related.uri] for related in article.related]
    for name in ("keywords", "editor_notes"):
        if values := getattr(article, name):
            fields[name] = list(values)
    for headline in article.other_headlines:
        fields[headline.role] = headline.text
    blocks = [row for block in article.body for row in shown(block)]
    dropped = [[line.role, line.text.strip()] for line in parsed.trace if not line.kept and line.role != "blank"]
    return {**fields, "body": blocks, "dropped": dropped, "findings": [finding.code for finding in parsed.findings]}


def shown(block: Block) -> list[list[str]]:
    match block:
        case Figure():
            return [["figure", inline_text(block.caption), block.credit_label or "", block.credit or ""]]
        case Items():
            kind = f"item {block.start}" if block.ordered else "item"
            return [[kind, inline_text(item.content)] for item in block.items]
        case Quote():
            return [
                ["quote", *block_texts(block.content), *([inline_text(block.attribution)] if block.attribution else [])]
            ]
    return [[type(block).__name__.lower(), *block_texts((block,))]]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.parent.name)
def test_case_reads_as_expected(case: Path) -> None:
    expected = json.loads((case.parent / "expected.json").read_text(encoding="utf-8"))
    assert told(parse(case.read_bytes())) == expected


@pytest.mark.sampled(4)
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.parent.name)
def test_every_line_is_traced_and_every_kept_word_stays(case: Path) -> None:
    data = case.read_bytes()
    parsed = parse(data)
    assert [line.number for line in parsed.trace] == list(range(1, len(data.decode().splitlines()) + 1))
    assert {line.role for line in parsed.trace} <= set(ROLES)
    told_words = Counter(letters(all_said(parsed.article).replace("-", "")))
    lines = " ".join(re.sub(r"^\d+\. ", "", line.text) for line in parsed.trace if line.kept)
    kept = Counter(letters(" ".join(split_words(lines.replace("- ", "").replace("-", "")))))
    assert not kept - told_words


@pytest.mark.sampled(4)
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.parent.name)
def test_same_bytes_give_the_same_article(case: Path) -> None:
    assert parse(case.read_bytes()) == parse(case.read_bytes())


def test_given_metadata_wins() -> None:
    text = "Mine collapses near Osted\n\nBy Jane Doe\n\nPublished 3 May 2019\n\n" + PROSE * 2
    author = Contributor(name="Ann Other")
    article = parse(
        text,
        authors=(author,),
        published=Moment("2020-02-02"),
        language="de",
        id="urn:x:1",
        version=3,
        provider=Party(name="P"),
    ).article
    assert (article.authors, article.published, article.language) == ((author,), Moment("2020-02-02"), "de")
    assert (article.id, article.version, article.provider) == ("urn:x:1", 3, Party(name="P"))
    assert article.headline == "Mine collapses near Osted"
    assert article.origin is not None
    assert {row.field for row in article.origin.inferences}.isdisjoint({"authors", "published", "language"})


def test_given_language_sets_the_direction() -> None:
    assert parse(PROSE, language="ar").article.direction == "rtl"
    assert parse(PROSE, language="ar", direction="ltr").article.direction == "ltr"


def test_a_given_headline_that_differs_keeps_the_old_one() -> None:
    article = parse("Mine collapses near Osted\n\n" + PROSE, headline="Twelve rescued").article
    assert article.headline == "Twelve rescued"
    assert [(other.role, other.text) for other in article.other_headlines] == [
        ("original", "Mine collapses near Osted")
    ]
    same = parse("Mine collapses near Osted\n\n" + PROSE, headline="Mine collapses near Osted").article
    assert same.other_headlines == ()


def test_a_given_headline_that_differs_in_a_number_keeps_the_old_one() -> None:
    parsed = parse("Osted lose 3-0 at home\n\n" + PROSE, headline="Osted lose 3-1 at home")
    assert [other.text for other in parsed.article.other_headlines] == ["Osted lose 3-0 at home"]


def is_kept(parsed: Parsed, number: int) -> bool:
    return parsed.trace[number - 1].kept


def test_a_line_is_kept_where_its_words_became_another_headline() -> None:
    """A kicker, and the headline that another was given for, are kept; not so where other headlines were given."""
    text = "Rescue\n\nMine collapses near Osted\n\n" + PROSE * 2 + "\n\n" + PROSE
    parsed = parse(text)
    assert [line.role for line in parsed.trace if line.role != "blank"][:2] == ["kicker", "headline"]
    assert [other.text for other in parsed.article.other_headlines] == ["Rescue"]
    assert is_kept(parsed, 1)
    renamed = parse(text, headline="Twelve rescued")
    assert (is_kept(renamed, 1), is_kept(renamed, 3)) == (True, True)
    other = (OtherHeadline(role="seo", text="Osted mine"),)
    overruled = parse(text, headline="Twelve rescued", other_headlines=other)
    assert (is_kept(overruled, 1), is_kept(overruled, 3)) == (False, False)


def test_a_headline_is_only_missed_where_none_is_given() -> None:
    text = (Path(__file__).parent / "readers" / "text" / "only_text_en" / "input.txt").read_text(encoding="utf-8")
    assert [finding.code for finding in parse(text).findings] == ["TXT003"]
    named = parse(text, headline="Road closed")
    assert named.findings == ()
    assert (named.article.headline, named.article.other_headlines) == ("Road closed", ())
    assert [inline_text(block.content) for block in named.article.body if isinstance(block, Paragraph)] == [
        text.strip()
    ]
    assert parse("Road closed.", headline="Road closed in Osted").findings == ()


def whole(data: bytes | str, **metadata: object) -> Parsed:
    raw = data if isinstance(data, bytes) else data.encode()
    return read(
        Source(name="story.txt", data=raw, moment=MOMENT, metadata=metadata, keep_furniture=True, keep_private=True)
    )


_LIST_MARK = re.compile(r"(?:^|(?<=\n))[> \t]*(?:\d{1,3}[.)]\s+)?")


def prove_whole(parsed: Parsed) -> None:
    """Every word of the input stands in the article, and the trace says so."""
    lines = [line for line in parsed.trace if says(line.text)]
    assert [line.text for line in lines if not line.kept and line.role not in ("break", "blank")] == []
    # Words that a line's end split are made whole, so words may stand inside of others; of Han, characters are words.
    said = re.sub(r"\W", "", all_said(parsed.article)).casefold()
    missing = [
        word
        for line in lines
        for piece in split_words(_LIST_MARK.sub("", line.text))
        for word in letters(piece)
        if word.casefold() not in said
    ]
    assert missing == []


CORPUS = sorted((Path(__file__).parent / "readers" / "corpus").glob("*.txt"))


@pytest.mark.sampled(8)
@pytest.mark.parametrize("case", [*CASES, *CORPUS], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_word_is_lost_where_furniture_is_kept(case: Path) -> None:
    """Words as often as they stand there, and all that was read besides is as it was."""
    data = case.read_bytes()
    usual, parsed = parse(data), whole(data)
    prove_whole(parsed)
    assert [(line.role, line.rule) for line in parsed.trace] == [(line.role, line.rule) for line in usual.trace]
    more, few = letters(" ".join(words(parsed.article))), letters(" ".join(words(usual.article)))
    assert is_subsequence(few, more)
    added = [line for line, was in zip(parsed.trace, usual.trace, strict=True) if line.kept and not was.kept]
    assert len(more) >= len(few) + sum(len(letters(line.text)) > 0 for line in added)
    for name in ("headline", "byline", "authors", "published", "reading_time", "dateline", "other_headlines"):
        assert getattr(parsed.article, name) == getattr(usual.article, name)


def test_kept_furniture_stands_in_its_place() -> None:
    header = "4 min read\n\nMine collapses near Osted\n\nBy Jane Doe\n\n"
    text = f"{header}{PROSE}\n\nShare this article\n\n{PROSE * 2}\n\n* * *\n"
    parsed = whole(text)
    paragraphs = [inline_text(block.content) for block in parsed.article.body if isinstance(block, Paragraph)]
    assert paragraphs == ["4 min read", PROSE.strip(), "Share this article", (PROSE * 2).strip()]
    assert parsed.article.reading_time == 4
    assert [(line.role, line.kept) for line in parsed.trace if line.text][:2] == [
        ("reading-time", True),
        ("headline", True),
    ]
    overruled = whole(text, byline="By the desk")
    assert inline_text(overruled.article.body[1].content) == "By Jane Doe"  # type: ignore[union-attr]


def test_a_given_body_leaves_no_place_for_furniture() -> None:
    body = (Paragraph((Text("Mine."),)),)
    parsed = whole(f"Mine collapses near Osted\n\n{PROSE}\n\nShare this article\n", body=body)
    assert parsed.article.body == body
    assert [line.kept for line in parsed.trace if line.text] == [True, False, False]


def test_given_metadata_that_nothing_can_carry_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        parse(PROSE, updated=Moment("2020-02-02"))
    assert caught.value.code == "INP011"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "INP002"),
        (b" \n\t\n\xc2\xa0\xe2\x80\x8b", "INP002"),
        ("\u0301\u0316".encode(), "INP002"),
        (b"text\x00and more", "INP003"),
        (b"%PDF-1.7 something", "INP003"),
        (b"caf\xe9 \x81 noir", "INP004"),
        (b"a" * 1_000_001, "INP006"),
        (b"a" * (64 * 1024 * 1024 + 1), "INP005"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_no_copy_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(data)
    assert caught.value.code == code
    assert caught.value.advice


def test_lines_as_long_as_the_limit_are_read_and_the_first_longer_one_is_named() -> None:
    longest = "a" * MAX_LINE
    assert decode(f"{longest}\n{longest}\nb\n{longest}".encode()).lines == (longest, longest, "b", longest)
    with pytest.raises(InputError, match=r"^line 3 is over 1,000,000") as caught:
        decode(f"{longest}\n{longest}\n{longest}a\n{longest}a\n".encode())
    assert caught.value.code == "INP006"


@pytest.mark.parametrize(
    ("ends", "joined"),
    [
        (("its res-", "cue, it said."), "its rescue, it said."),  # the copy has the word elsewhere, without the hyphen
        (("its “Res-", "cue”, it said."), "its “Rescue”, it said."),
        (("its long-", "term plan."), "its long-term plan."),
        (("the sea- and", "land units."), "the sea- and land units."),
        (("the sea-", "and land units."), "the sea- and land units."),
        (("the A-", "20 road."), "the A- 20 road."),
    ],
)
def test_a_hyphen_at_a_line_end_goes_only_where_the_copy_has_the_whole_word(ends: tuple[str, str], joined: str) -> None:
    lines = (
        "The rescue service of Osted said at noon on Monday that nobody in town",
        "had yet seen the two boats, and that it would go on looking for them by",
        "night, which the mayor had asked for when he spoke to reporters about",
        "all that the small town had done and would still have to do by",
    )
    (unit,) = build_units((*lines[:3], f"{lines[3]} {ends[0]}", ends[1]))
    assert unit.text == " ".join((*lines, joined))


def test_an_unknown_encoding_is_refused() -> None:
    for name in ("klingon", "hex", "utf-8\x00"):
        with pytest.raises(InputError) as caught:
            read(Source(name="x", data=b"text", moment=MOMENT, encoding=name))
        assert caught.value.code == "INP004"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_read_alike(encoding: str) -> None:
    text = "Café am Ring schließt\r\rNach vierzig Jahren schließt das Café am Ring, wie der Wirt am Montag sagte."
    article = parse(text.encode(encoding)).article
    assert article.headline == "Café am Ring schließt"
    assert article.language == "de"


def test_windows_copy_is_read_with_a_warning() -> None:
    parsed = parse(b"Cafe closes\r\n\r\nThe caf\xe9 \x93on the ring\x94 closes after forty years, its owner said.")
    assert [(f.code, f.location.line, f.location.column) for f in parsed.findings] == [("TXT001", 3, 8)]
    assert "café “on the ring”" in " ".join(words(parsed.article))


def test_control_characters_go_with_a_warning_and_joiners_stay_where_they_matter() -> None:
    parsed = parse("Title of it all\n\n" + "\x07\x1b" + PROSE + " soft\u00adhyphen zero\u200bwidth می\u200cشود")
    assert [(f.code, f.location.line) for f in parsed.findings] == [("TXT002", 3)]
    said = " ".join(words(parsed.article))
    assert "softhyphen zerowidth می\u200cشود" in said


def test_times_become_instants_only_with_an_offset() -> None:
    for shown, expected in [
        ("7 December 2016, 18:30 CET", "2016-12-07T18:30:00+01:00"),
        ("7 December 2016, 6:30 pm", "2016-12-07"),
        ("2016-12-07T18:30:00+02:00", "2016-12-07T18:30:00+02:00"),
        ("7 December 2016 18:30 BST", "2016-12-07"),
        ("31/12/2016", "2016-12-31"),
        ("31 February 2016", None),
        ("7 December", None),
    ]:
        published = parse(f"Mine collapses near Osted\n\n{shown}\n\n{PROSE}").article.published
        assert (published and published.text) == expected, shown


PROSE = (
    "Twelve miners were brought to the surface on Sunday after a shaft had collapsed near the town of Osted, the "
    "rescue service said. "
)


HOSTILE_LINES = (
    "By Jane Doe and John Roe, science editor in Paris",
    "Published 12 May 2021, 18:30 GMT",
    "Read more: " + "x" * 380,
    "a, " * 130,
    "12 May 2021 " * 30,
    "((((" * 100,
    "Photo: " * 50,
    "Mr. A. B. C. D. " * 25,
    "One line of text that goes on for a while and then is shortened, as if to tease […]",
    "- item",
    "A nd so on it goes, from the beginning of the copy to its very end.",
    "Tags: a, b, c and so on and on",
)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("lines", [20, pytest.param(150, marks=pytest.mark.slow)])
@pytest.mark.parametrize("line", HOSTILE_LINES, ids=lambda line: line[:12])
def test_calls_grow_with_the_number_of_hostile_lines(line: str, lines: int) -> None:
    """Calls do not see work inside C code; the slow test of times does."""
    parse(line)
    few, many = (growth.calls(partial(parse, "\n".join([line] * number))) for number in (lines, 4 * lines))
    assert few > lines
    assert many < 4.4 * few


@pytest.mark.slow
@pytest.mark.parametrize("line", HOSTILE_LINES, ids=lambda line: line[:12])
def test_time_grows_with_the_number_of_hostile_lines(line: str) -> None:
    lines = 10_000 if len(line) < 60 else 3_750
    assert growth.of_time(lambda times: partial(parse, "\n".join([line] * lines * times))) < growth.LINEAR


def test_time_grows_with_the_number_of_marks() -> None:
    """Combining marks without end, which normalization would sort."""
    text = "a" + "\u05b0\u0f71\u3099\u0301\u0316" * 20_000
    assert growth.of_time(lambda times: partial(parse, text * times)) < growth.LINEAR


@pytest.mark.slow
def test_time_grows_with_the_size_up_to_five_megabytes() -> None:
    text = (PROSE * 5 + "\n\n") * 1_750
    assert growth.of_time(lambda times: partial(parse, "Mine collapses near Osted\n\n" + text * times)) < growth.LINEAR


def refused(data: bytes) -> str | None:
    """The code that `data` is refused with, None where it gives an article with a body."""
    try:
        assert parse(data).article.body
    except InputError as e:
        return e.code
    return None


@given(st.binary(max_size=400))
def test_any_bytes_give_an_article_or_a_documented_error(data: bytes) -> None:
    assert refused(data) in (None, "INP002", "INP003", "INP004", "INP026")


COPY = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            [
                "",
                "",
                "> quoted",
                "• item",
                "1. one",
                "By A B",
                "Photo: X",
                "AMMAN: " + PROSE,
                PROSE,
                "12 May 2021",
                "Share",
                "\u0301",
            ]
        ),
    ),
    max_size=30,
)


@given(COPY)
def test_no_word_of_any_copy_is_lost_where_furniture_is_kept(lines: list[str]) -> None:
    data = "\n".join(lines).encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode()
    with contextlib.suppress(InputError):
        prove_whole(whole(data))


@given(COPY)
def test_any_copy_gives_an_article_or_a_documented_error(lines: list[str]) -> None:
    data = "\n".join(lines).encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode()
    assert refused(data) in (None, "INP002", "INP003")


def _wrapped(parts: list[str], width: int, hyphen: int) -> str:
    """Copy as a mail program breaks it, every `hyphen`th line being broken within its last word."""
    rows = [row for part in parts for row in (*textwrap.wrap(part, width), "")]
    for at in range(hyphen, len(rows) - 1, hyphen):
        stem, _, word = rows[at].rpartition(" ")
        if len(word) > 5 and word.isalpha() and rows[at + 1]:
            rows[at : at + 2] = [f"{stem} {word[:3]}-", f"{word[3:]} {rows[at + 1]}"]
    return "\n".join(rows)


NEWS = st.lists(
    st.sampled_from(
        [
            "Mine collapses near Osted",
            "By Jane Doe and John Roe, science editor in Paris",
            "Updated 12 May 2021, 18:30 GMT by Jane Doe",
            "Written on 12 May 2021 in a hurry, when all was over",
            "7 December",
            "4 min read",
            "Read more: ten facts on mines",
            "Share",
            "Subscribe to our newsletter",
            "© 2021 The Example",
            "OSTED (Reuters) - " + PROSE,
            PROSE,
            PROSE * 3,
            PROSE[:60] + " […]",
            "The rescue of Osted, an east-west affair: well-known, and long-awaited. " + PROSE,
            "A caption of the shaft at Osted. Photo courtesy of the Media Center.",
            "The shaft (Foto: dpa)",
            "(AP Photo/Jane Doe)",
            "• first of all",
            "• second of all",
            "1. one thing",
            "2. another thing",
            "7) a third thing",
            "- a dash",
            "> quoted words",
            "> more of them",
            "* * *",
            "T",
            "A",
            "he mayor of Osted said on Sunday that all twelve of them were well and would be home by the evening.",
            "man who had been there said on Sunday that all twelve of them were well and would be home by the evening.",
            "W e were sure on Sunday that all twelve of them were well and would be home by the evening, they said.",
            "Tags: mines, Osted, rescue",
            "Correction: An earlier version of this article gave the wrong day.",
            "EDS: UPDATES with quotes.",
            "(Reporting by Jane Doe; Editing by John Roe)",
            "Read more: ten facts on mines https://example.org/mines",
            "dpa/afp",
            "“We are all well.”",
            "— Una Roe, engineer",
            "The rescue service asks for three things:",
            "Stay away from the shaft",
            "Call the desk in Osted",
            "地震の記事です。多くの人が避難しました。",
            "",
            "",
        ]
    ),
    max_size=24,
)
BYTES = st.one_of(
    st.builds("\n".join, NEWS).map(str.encode),
    st.builds("\n\n".join, NEWS).map(str.encode),
    st.builds(_wrapped, NEWS, st.integers(50, 80), st.integers(2, 5)).map(str.encode),
    st.builds("\n".join, COPY).map(lambda text: text.encode("utf-8", "replace")),
    bytes_of_copy(),
)


def read_if_copy(data: bytes) -> Parsed:
    try:
        return parse(data)
    except InputError:
        reject()


def words_as_written(parsed: Parsed) -> list[str]:
    """The input's words in order, and after each that a hyphen at a line's end, or a drop cap, split the whole one."""
    rows = [letters(" ".join(split_words(line.text))) for line in parsed.trace]
    split = [bool(re.search(r"\w-\s*$", line.text)) for line in parsed.trace]
    for row, following, is_split in zip(rows, rows[1:], split, strict=False):
        if is_split and following:
            row.append(row[-1] + following[0])
    rows = [row for row in rows if row]
    for row, following in zip(rows, [*rows[1:], []], strict=False):
        if len(row[0]) == 1 and (after := [*row[1:], *following]):
            row.insert(1, row[0] + after[0])
    return [word for row in rows for word in row]


def test_a_line_whose_words_do_not_all_stand_in_the_article_is_not_kept() -> None:
    tail = "science editor in Paris, and Una Roe, who reports from Rome for the desk of the Daily Example"
    bylines = "\n\n".join(
        f"By {name} Doe and {name} Roe, {tail}" for name in ("Ada", "Eva", "Ida", "Ola", "Mia", "Lea")
    )
    parsed = parse(f"Mine collapses near Osted\n\n{bylines}\n\n{PROSE * 2}")
    told = set(letters(" ".join(words(parsed.article))))
    kept = {line.kept: told.issuperset(letters(line.text)) for line in parsed.trace if line.role == "byline"}
    assert kept == {True: True, False: False}
    page = "Share\nSubscribe to our newsletter\nRead more: ten facts\n© 2021 The Example\nMine collapses near Osted\n"
    parsed = parse(f"{page}12 May 2021 18:30 Osted rescue desk\n{PROSE * 2}\n{PROSE * 3}")
    dated = [(line.kept, line.text) for line in parsed.trace if line.role == "date"]
    assert dated == [(False, "12 May 2021 18:30 Osted rescue desk")]


@given(BYTES)
def test_no_word_of_the_body_is_invented_or_moved(data: bytes) -> None:
    parsed = read_if_copy(data)
    body = " ".join(split_words("\n".join(block_texts(parsed.article.body))))
    assert is_subsequence(letters(body), words_as_written(parsed))


@given(BYTES)
def test_every_word_of_a_kept_line_stands_in_the_article(data: bytes) -> None:
    parsed = read_if_copy(data)
    told = set(letters(all_said(parsed.article)))
    lines = [re.sub(r"^[\s>]*(?:\d{1,3}[.)]\s)?", "", line.text) for line in parsed.trace]
    rows = [letters(" ".join(split_words(line))) for line in lines]
    for at, line in enumerate(parsed.trace):
        row, following = rows[at], rows[at + 1] if at + 1 < len(rows) else []
        if row and following and re.search(r"\w-\s*$", lines[at]) and row[-1] + following[0] in told:
            told |= {row[-1], following[0]}
        after = [*row[1:], *next((row for row in rows[at + 1 :] if row), [])]
        if row and len(row[0]) == 1 and after and row[0] + after[0] in told:
            told |= {row[0], after[0]}
        if line.kept:
            assert told.issuperset(row)


@given(BYTES)
@example(b"LONDON\xe2\x80\x93")
@example(b"A\n!\nBy AA")
@example(b"!\n?\n" + PROSE.encode())
@example(b"2000-1 0\n! b\n\n:\nA")
def test_what_names_something_has_a_letter_or_a_digit(data: bytes) -> None:
    article = read_if_copy(data).article
    named = [article.subheadline, article.byline, article.dateline, *(other.text for other in article.other_headlines)]
    named += [inline_text(block.content) for block in article.body if isinstance(block, Heading)]
    if says(" ".join(block_texts(article.body))):
        named.append(article.headline)
    assert [text for text in named if text and not says(text)] == []


@pytest.mark.parametrize("line", [">{}", "• {}", "1. {}", "AMMAN: {}", "【AFP共同】{}", "Photo: {}", "By {}"])
def test_marks_without_a_letter_are_no_text(line: str) -> None:
    for marks in ("\u0301", "\u0489 " * 70, "\u200f"):
        assert refused(line.format(marks).encode()) is None


NOT_INVENTED = {
    "speakers are no places": "JOHNSON: We keep the lighthouse, as ever.\n\nSMITH: That is not what you said.\n\n",
    "an alliance is no place": "NATO - The alliance said on Monday that it would keep the lighthouse in the north.\n\n",
    "a title is no author": "By The Numbers\n\n",
}


@pytest.mark.parametrize("name", NOT_INVENTED)
def test_what_only_looks_like_it_is_not_taken(name: str) -> None:
    """What has the form of a dateline or byline, and plainly is none, stays in the text."""
    rest = "The council voted on Monday to keep the lighthouse, ending a debate of two years, officials said.\n"
    copy = f"Council votes to keep the lighthouse\n\n{NOT_INVENTED[name]}{rest}"
    article = read(Source(name="x.txt", data=copy.encode(), moment=Moment("2024-01-01T00:00:00Z"))).article
    assert (article.dateline, article.authors, article.headline) == (None, (), "Council votes to keep the lighthouse")
    assert NOT_INVENTED[name].split()[0] in list(words(article))


@pytest.mark.parametrize(
    ("language", "line", "role"),
    [
        ("en", "ShareTweetSave", "share"),
        ("en", "AdvertisementContinue reading", "advert"),
        ("en", "Copy linkShare on Facebook", "share"),
        ("de", "TeilenDrucken", "share"),
        ("de", "AnzeigeWeiterlesen", "advert"),
        ("fr", "PartagerImprimer", "share"),
        ("es", "CompartirImprimir", "share"),
        ("ru", "ПоделитьсяКомментарии", "share"),
    ],
)
def test_furniture_that_was_run_together_is_known(language: str, line: str, role: str) -> None:
    parsed = parse(f"Mine collapses near Osted\n\n{PROSE}\n\n{line}\n\n{PROSE * 2}", language=language)
    assert [row.role for row in parsed.trace if row.text == line] == [role]


@pytest.mark.parametrize("name", ["WikiLeaks", "McDonald", "DeSantis reacts"])
def test_a_name_with_a_capital_inside_is_no_furniture(name: str) -> None:
    line = extract_line_features(build_units((name,)), load_lexicon("en"), detect_language([name]))[0]
    assert line.furniture is None


@pytest.mark.parametrize(
    ("line", "byline", "published", "updated"),
    [
        ("By Jane DoePublished 3 May 2024", "By Jane Doe", "2024-05-03", None),
        ("By Jane DoeUpdated 3 May 2024 10:15 GMT", "By Jane Doe", "2024-05-03", "2024-05-03T10:15:00Z"),
        ("Published: 14 May 20232:23 PM", None, "2023-05-14", None),
        (
            "Published: 14 May 202310:15 GMTUpdated: 15 May 202311:20 GMT",
            None,
            "2023-05-14T10:15:00Z",
            "2023-05-15T11:20:00Z",
        ),
        (
            "Von Anna MusterVeröffentlicht am 3. Mai 2024, 10:15 MESZ",
            "Von Anna Muster",
            "2024-05-03T10:15:00+02:00",
            None,
        ),
        ("Published 3 May 2024, 10:15 EST", None, "2024-05-03", None),
        ("Published 3 May 2024, 10:15 EDT", None, "2024-05-03T10:15:00-04:00", None),
        ("Published 3 May 2024, 10:15 +0530", None, "2024-05-03T10:15:00+05:30", None),
        ("Published 3 May 2024, 10:15 BST", None, "2024-05-03", None),
        ("Published 3 May 2024, 10:15 | Updated 4 May 2024, 11:20 GMT", None, "2024-05-03", "2024-05-04T11:20:00Z"),
    ],
)
def test_dates_that_were_run_into_others_are_taken_apart(
    line: str, byline: str | None, published: str, updated: str | None
) -> None:
    """Both moments are read, with the zone shown, and none is invented."""
    language = "de" if line.startswith("Von") else "en"
    article = parse(f"Mine collapses near Osted\n\n{line}\n\n{PROSE * 2}\n\n{PROSE * 3}", language=language).article
    assert (article.byline, article.published and article.published.text) == (byline, published)
    known = published if "T" in published else MOMENT.text
    assert article.updated.text == (updated or known)


@pytest.mark.parametrize("changed", ["race {n}", "won by {n} lengths", "at {n}:15"])
def test_a_line_with_other_numbers_is_no_repeat(changed: str) -> None:
    """Results that differ in a number alone are all told; the very same line again is not."""
    line = f"In the afternoon the crew of the Gull, {changed}, came in before that of the Tern."
    results = [line.format(n=n) for n in (1, 2, 3)]
    about = "The rowing races in the harbour were held on Sunday in front of a large crowd of onlookers on the quay."
    end = "The prizes were handed out by the harbour master when it was dark, and everybody went home by boat."
    copy = "\n\n".join(["Races in the harbour", "By Jane Doe", about, *results, results[0], end])
    roles = [line.role for line in parse(copy).trace if line.text]
    assert roles == ["headline", "byline", *["paragraph"] * 4, "repeat", "paragraph"]


NAV = "Home\nNews\nSport\nContact us\n"


@pytest.mark.parametrize(
    "path", ["Home » News » Osted » {}", "Home > News > {}", "HomeOsted{}", "Home Osted {}", "You are here: Home › {}"]
)
def test_the_path_to_a_headline_is_none(path: str) -> None:
    headline = "Ferry to Osted resumes after the storm"
    parsed = parse(f"{NAV}{path.format(headline)}\n{headline}\nBy Ann Other\n12 May 2021\n{PROSE * 2}\n{PROSE * 3}")
    assert parsed.article.headline == headline


def test_a_day_that_two_lines_show_is_surer_than_one_of_them() -> None:
    page = "Ferry to Osted resumes after the storm\nAnn Other\n{}\nShare this article\n" + f"{PROSE * 2}\n{PROSE * 3}"

    def sureness(lines: str) -> float:
        article = parse(page.format(lines)).article
        assert article.published
        assert article.published.text.startswith("2021-05-12")
        assert article.origin
        return next(row.confidence for row in article.origin.inferences if row.field == "published")

    twice = sureness("Published 12 May 2021, 11:21am\nUpdated 12 May 2021, 6:39pm")
    assert twice >= 0.8


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        ("By", "Jane Doe"),
        ("By:", "Jane Doe"),
        ("Written by", "Jane Doe and Ola Roe"),
        ("Von", "Jane Doe"),
        ("Por", "Jane Doe"),
    ],
)
def test_an_opening_of_a_byline_may_stand_on_its_own_line(opening: str, names: str) -> None:
    language = {"Von": "de", "Por": "es"}.get(opening, "en")
    copy = f"Ferry to Osted resumes after the storm\n{opening}\n{names} 12 May 2021\n{PROSE * 2}\n{PROSE * 3}"
    article = read(
        Source(name="x.txt", data=copy.encode(), moment=Moment("2024-01-01T00:00:00Z"), metadata={"language": language})
    ).article
    assert [author.name for author in article.authors] == names.split(" and ")
    assert article.byline == f"{opening} {names}"


def test_a_caption_with_an_office_is_no_byline() -> None:
    copy = f"Osted elige alcaldesa\n\nPresidente de Osteria, Juan Robles / AFP\n\n10/05/2022 05:22 pm\n\n{PROSE * 2}"
    source = Source(
        name="x.txt", data=copy.encode(), moment=Moment("2024-01-01T00:00:00Z"), metadata={"language": "es"}
    )
    assert read(source).article.authors == ()
