"""Bytes that are no clean text: damaged UTF-8, page breaks, HTML residue, too many lines, lines of signs alone."""

from __future__ import annotations

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from convert import pipeline
from convert.batch.inputs.sidecars import sidecar
from convert.errors import InputError
from convert.limits import MAX_LINES
from convert.model import Moment, body_words
from convert.readers import Source
from convert.readers.text.lines.decode import decode
from convert.readers.text.lines.markup import resolve_markup

pytestmark = pytest.mark.sampled(3)

AT = Moment("2026-01-01T00:00:00Z")

STORY = (
    "Ångermån mill to reopen after “long” quarrel\n\nThe mill at Ångermån will open its gates again in May, its owner"
    " Åsa Öberg said on Friday — after a quarrel of six years over the café in its yard.\n"
)


def codes_of(data: bytes) -> list[str]:
    return [finding.code for finding in decode(data).findings]


@pytest.mark.parametrize("cut", [1, 2])
def test_a_torn_last_character_is_left_out(cut: int) -> None:
    whole = STORY.rstrip() + "…"
    copy = decode(whole.encode()[: -cut or None])
    [finding] = copy.findings
    assert finding.code == "TXT010"
    assert (finding.location.line, finding.location.column) == (3, len(copy.lines[2]) + 1)
    assert copy.lines == tuple(STORY.rstrip().split("\n"))


def test_a_torn_character_before_the_last_newline_is_left_out() -> None:
    copy = decode(STORY.rstrip().encode() + "ö".encode()[:1] + b"\n")
    assert [finding.code for finding in copy.findings] == ["TXT010"]
    assert copy.lines == tuple(STORY.rstrip().split("\n"))


def test_a_few_invalid_bytes_leave_the_rest_utf_8() -> None:
    data = STORY.encode().replace(b"yard", b"y\xe4rd")
    copy = decode(data)
    [finding] = copy.findings
    assert (finding.code, finding.location.line) == ("TXT011", 3)
    assert copy.lines[0].startswith("Ångermån")
    assert copy.lines[2].endswith("y\ufffdrd.")


@pytest.mark.parametrize("encoding", ["cp1252", "iso-8859-1"])
def test_a_legacy_encoding_is_not_taken_for_damaged_utf_8(encoding: str) -> None:
    text = "Ångermån mill to reopen\n\nÅsa Öberg, its owner, will open the café in May.\n"
    copy = decode(text.encode(encoding))
    assert [finding.code for finding in copy.findings] == ["TXT001"]
    assert copy.lines[0] == "Ångermån mill to reopen"


def test_one_accent_at_the_end_is_windows_1252() -> None:
    assert decode(b"The owner of the mill opens a caf\xe9").lines == ("The owner of the mill opens a café",)


def test_utf_8_with_a_byte_order_mark_may_be_damaged() -> None:
    assert codes_of(b"\xef\xbb\xbf" + STORY.encode().replace(b"yard", b"y\xe4rd")) == ["TXT011"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "cp1252",
            "Größere Schäden gab es nicht, hörte der Bürgermeister.\nDie Fähre fährt übrigens früher.",
        ),
        ("cp1254", "Gemi limanda kaldı, çünkü fırtına vardı.\nAdada yaklaşık 400 kişi yaşıyor, dedi başkan."),
        ("cp1251", "Паром снова ходит между островами.\nОб этом сообщил оператор в понедельник вечером."),
        ("cp1250", "Łódź nie płynie, bo śruba jest pęknięta.\nNaprawa potrwa do jesieni, mówi żeglarz."),
    ],
)
@pytest.mark.parametrize("order", ["first", "last"])
def test_lines_in_another_encoding_are_read_in_that(encoding: str, text: str, order: str) -> None:
    utf8 = "Ångermån mill to reopen\n\nÅsa Öberg, its “owner”, will open the café in May – or in July."
    parts = [utf8.encode(), text.encode(encoding)]
    copy = decode(b"\n\n".join(parts if order == "last" else reversed(parts)))
    assert set(copy.lines) == {"", *utf8.split("\n"), *text.split("\n")}
    [finding] = copy.findings
    first = copy.lines.index(text.split("\n")[0]) + 1
    assert (finding.code, finding.location.line) == ("TXT029", first)
    assert dict(finding.detail)["lines"] == f"{first}, {first + 1}"


def test_lines_of_utf_8_in_copy_of_another_encoding_are_read() -> None:
    """The legacy encoding has most lines; a letter alone beside Latin letters is UTF-8, too."""
    own = (
        "폭풍에 항구가 폐쇄됐다.\n섬에는 약 400명이 살고 있으며 대부분 공장에서 일한다.\n낡은 배는 새 엔진이 필요하다."
    )
    other = "Fırtına sürdü, gemi limanda kaldı, çünkü çarşı yokuştu.\nBu ne ödeyecek"
    copy = decode(own.encode("euc-kr") + b"\n" + other.encode())
    assert copy.lines == (*own.split("\n"), *other.split("\n"))
    [finding] = copy.findings
    assert finding.code == "TXT029"
    assert finding.message.startswith("3 lines are in another encoding than the UTF-8 of the others: EUC-KR")


def test_many_lines_in_another_encoding_are_not_all_named() -> None:
    data = (
        "Åsa Öberg, its “owner”, will “open” the café – in May.\n".encode() + "Größere Schäden\n".encode("cp1252") * 60
    )
    [finding] = decode(data).findings
    assert finding.message.startswith("60 lines are in another encoding")
    assert dict(finding.detail)["lines"].startswith("2, 3, 4, ")
    assert dict(finding.detail)["lines"].endswith(", 20, 21 …")


def test_damage_beside_lines_in_another_encoding_has_a_finding_each() -> None:
    data = (
        "Åsa Öberg, its “owner”, said “yes” – and “no” – of the café".encode()[:-1]
        + b" in May.\n\nGr\xf6\xdfere Sch\xe4den gab\n\xf6fter\n"
    )
    copy = decode(data)
    assert [finding.code for finding in copy.findings] == ["TXT029", "TXT011"]
    assert copy.lines[0].endswith("caf\ufffd in May.")
    assert copy.lines[2] == "Größere Schäden gab"


@given(st.integers(0, len(STORY.encode())), st.binary(max_size=3))
def test_damaged_bytes_lose_no_word_but_their_own(at: int, noise: bytes) -> None:
    data = STORY.encode()
    try:
        lines = decode(data[:at] + noise + data[at:]).lines
    except InputError:
        reject()
    found = " ".join(lines)
    assert sum(word in found for word in STORY.split()) >= len(set(STORY.split())) - 4


def test_a_form_feed_ends_no_line() -> None:
    copy = decode(b"One page\n\x0cThe next page\x0cgoes on.\x0c\nEnd")
    assert copy.lines == ("One page", "The next page goes on.", "End")
    assert [(finding.code, finding.location.line) for finding in copy.findings] == [("TXT002", 2)]


def test_too_many_lines_are_refused_before_they_are_read() -> None:
    with pytest.raises(InputError, match="200,001 lines; at most 200,000") as refused:
        decode(b"a\n" * (MAX_LINES + 1))
    assert refused.value.code == "INP023"
    assert len(decode(b"a\n" * (MAX_LINES - 1)).lines) == MAX_LINES - 1


@pytest.mark.parametrize("sign", "-–—=,:;")
def test_a_long_line_of_signs_is_read(sign: str) -> None:
    parsed = pipeline.read(Source(name="a.txt", data=(sign * 91).encode(), moment=AT))
    assert set(parsed.article.headline) == {sign}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R&amp;D chief", "R&D chief"),
        ("14&nbsp;million &ndash; or more", "14 million – or more"),
        ("O&#8217;Oakes and O&#x2019;Neill", "O’Oakes and O’Neill"),
        ("one&#10;line", "one line"),
        ("&amp;lt;b&amp;gt; once", "&lt;b&gt; once"),
        ("<p>The <b>harbour</b> is closed.</p>", " The harbour is closed. "),
        ('see <a href="https://a.example/">the plan</a>', "see the plan"),
        ("one<br>two<br/>three", "one two three"),
        ('[gallery ids="12,13" link=none]', ""),
        ("[pullquote]We waited, she said.[/pullquote]", "We waited, she said."),
        ("[B]Bold[/B] and [url=https://a.example/]a link[/url]", "Bold and a link"),
        ("[quote]one [quote]two[/quote][/quote]", "one two"),
        ('<img src="a.jpg" alt="The ferry"> The ferry', " The ferry"),
    ],
)
def test_html_in_copy_is_resolved_and_reported(text: str, expected: str) -> None:
    found, findings = resolve_markup(f"A line\n{text}")
    assert found == f"A line\n{expected}"
    assert {(finding.code, finding.location.line) for finding in findings} in ({("TXT012", 2)}, {("TXT013", 2)})


@pytest.mark.parametrize(
    "text",
    [
        "Johnson & Johnson; AT&T; a&b",
        "http://a.example/?a=1&copy=2",
        "&notareference; &#0; &#xD800; &#1114112;",
        "3 < 4 and 5 > 4",
        "the tag <b> makes text bold",
        'write "<b>" before and "</b>" after it',
        "mail <jane@example.org> or <p>",
        "as he said [sic], and [1] of the list",
        "[i] marks a note, [/note] nothing",
        "[AP] and [figure=3] and [Photo: Jane Doe]",
    ],
)
def test_what_is_no_html_stays(text: str) -> None:
    assert resolve_markup(text) == (text, ())


@given(st.text(alphabet="ab &;#x<>/p1\n", max_size=60))
def test_resolving_keeps_words_and_lines(text: str) -> None:
    found, _ = resolve_markup(text)
    assert found.count("\n") == text.count("\n")
    if "<" not in text and "&" not in text:
        assert found == text


@pytest.mark.parametrize(
    "data",
    [
        b"<h1>A title</h1>\n<p>Text</p>",
        b'<p class="lead">Text</p>',
        b"{\\rtf1\\ansi Text}",
        b"WARC/1.0\r\nWARC-Type: x",
    ],
)
def test_markup_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(InputError) as refused:
        pipeline.read(Source(name="a.txt", data=data, moment=AT))
    assert (refused.value.code, bool(refused.value.advice)) == ("INP019", True)


def test_tags_are_removed_where_the_user_calls_markup_text() -> None:
    data = b"<h1>The mill opens again after six years</h1>\n<p>The <b>mill</b> will open its gates in May.</p>"
    article = pipeline.read(Source(name="a.txt", data=data, moment=AT), format="text").article
    assert article.headline == "The mill opens again after six years"
    assert body_words(article.body) == ("The", "mill", "will", "open", "its", "gates", "in", "May.")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_a_sidecar_may_have_a_byte_order_mark(tmp_path: object, encoding: str) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "a.meta.toml").write_bytes('slugline = "mill"\n'.encode(encoding))
    assert sidecar(str(folder / "a.txt")) == {"slugline": "mill"}


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_copy_that_was_decoded_wrongly_is_mended_on_demand(wrong: str) -> None:
    story = "Färe nach Köln fährt wieder\n\nplain\n\nDas sagte Jörg Weiß."
    damaged = story.encode().decode(wrong)
    assert decode(damaged.encode()).lines[0] == damaged.split("\n")[0].replace("\xa0", " ")
    copy = decode(damaged.encode(), repairs=True)
    assert copy.lines == tuple(story.split("\n"))
    [finding] = copy.findings
    assert (finding.code, dict(finding.detail)["lines"]) == ("TXT028", "1, 5")


def test_sound_copy_is_not_mended() -> None:
    copy = decode(STORY.encode(), repairs=True)
    assert copy == decode(STORY.encode())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_with_the_breaks_of_another_transfer_is_read(encoding: str) -> None:
    """A program for texts of one byte a character makes 0D 0A of each 0A, which moves all that follows by one byte."""
    torn = ("\ufeff" + STORY).encode(encoding).replace(b"\n", b"\r\n")
    assert [line for line in decode(torn).lines if line] == [line for line in STORY.split("\n") if line]


@pytest.mark.parametrize("text", ["മലയാളം\nവാർത്ത\n", "one\r\ntwo\r\n", "ਸ਼ਬਦ\nਖ਼ਬਰ\n"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_whole_utf_16_is_left_as_it_is(encoding: str, text: str) -> None:
    assert decode(("\ufeff" + text).encode(encoding)).lines == tuple(text.split())


UTF16_STORIES = (
    STORY,
    "Паром снова ходит\n\nСовет посёлка в понедельник решил сохранить паром ещё на десять лет.\n",
    "渡船將再運行十年\n\n島上住著大約400人，其中大多數在工廠工作。 「我們從春天就開始要求了」，鎮長說。\n",
    "나룻배 지키기로\n\n섬에는 약 400명이 살고 있으며 대부분 공장에서 일한다.\n",
)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@given(st.sampled_from(UTF16_STORIES), st.data())
def test_a_byte_more_or_less_in_utf_16_costs_the_words_around_it(
    encoding: str, story: str, data: st.DataObject
) -> None:
    raw = ("\ufeff" + story).encode(encoding)
    at = data.draw(st.integers(2, len(raw) - 1))
    noise = data.draw(st.sampled_from([b"", b"x", b"\n", b"...", b"\xff"]))
    copy = decode(raw[:at] + noise + raw[at + (not noise) :])
    lines = [line for line in story.split("\n") if line]
    found = [line for line in copy.lines if line]
    assert sum(line in found for line in lines) >= len(lines) - 2
    words = [word for line in found for word in line.split()]
    assert sum(word in words for word in story.split()) >= len(story.split()) - 3


def test_a_byte_that_is_too_many_in_utf_16_is_told() -> None:
    raw = ("\ufeff" + STORY).encode("utf-16-le")
    at = raw.index("y".encode("utf-16-le"))
    [finding] = decode(raw[:at] + b"#" + raw[at:]).findings
    assert (finding.code, finding.message) == ("TXT011", "1 byte is not UTF-16; it was left out")


def test_utf_16_that_ends_inside_a_character_is_read() -> None:
    copy = decode(("\ufeff" + STORY + "y").encode("utf-16-le")[:-1])
    assert " ".join(copy.lines).split() == STORY.split()


@given(st.text(" \t", min_size=1, max_size=6))
def test_the_indent_of_all_lines_is_none(indent: str) -> None:
    text = "Title\n\nFirst\n  second\n"
    pasted = "".join(indent + line if line.strip() else line for line in text.splitlines(keepends=True))
    assert decode(pasted.encode()).lines == decode(text.encode()).lines


def test_a_line_that_opens_with_a_million_spaces_is_read() -> None:
    """In time that grows with its length: the indent of all lines is found without a try of each."""
    copy = decode(b" " * 999_000 + b"Title\n\n  First\n second\n")
    assert [line.strip() for line in copy.lines] == ["Title", "", "First", "second"]
    assert copy.lines[2:] == (" First", "second")


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["\uf0b7\tRye", "Text"], ["•\tRye", "Text"]),
        (["\uf0a7  Rye", "\uf0a7  Oats"], ["•  Rye", "•  Oats"]),
        (["\uf0fc Rye", "\uf0fc Oats", "\uf0d8 Barley"], ["• Rye", "• Oats", " Barley"]),
        (["\uf0e0 Mail us", "Text"], [" Mail us", "Text"]),
        (["Rye \uf0b7 oats", "\uf0b7Rye"], ["Rye  oats", "Rye"]),
    ],
)
def test_bullets_of_word_processors_are_bullets_and_other_symbols_go(lines: list[str], shown: list[str]) -> None:
    assert [*decode("\n".join(["Mill", *lines]).encode()).lines[1:]] == shown


def test_many_bullets_are_read_in_little_time() -> None:
    text = "\uf0a7\tRye\n" * 60_000 + "\uf0b7" * 100_000
    assert decode(text.encode()).lines[59_999] == "•\tRye"
