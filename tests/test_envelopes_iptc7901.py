"""Copy in the wire format IPTC 7901: metadata from its header, and nothing private in the story."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.model import Article, Moment, OtherId, words
from convert.readers import Parsed, Source
from convert.readers.text import read

UPDATED = Moment("2020-01-01T00:00:00Z")

HEADER = "\x01nrx0044 3 wi 96  vpd 0118\r\n\nSchleuse/Kanal/Niedersachsen/\r\n"
TOP = """(Neu: Aussage des Ministers)
Schleuse am Heidekanal bleibt zu
bis die Tore ersetzt sind =
Von Elke Sörensen, vpd =
"""
TEXT = """
   Hankensbüttel (vpd) - Die Schleuse am Heidekanal bleibt nach dem
Bruch eines Tores bis zum Frühjahr geschlossen. Das sagte der
Sprecher der Behörde am Freitag in Hankensbüttel.

   Rund vierzig Schiffe warten oberhalb der Schleuse auf ihre
Weiterfahrt. Ihre Ladung soll nun mit Lastwagen in den Hafen
gebracht werden, wie die Reederei mitteilte.
"""
NOTES = """
# vpd-Notizblock

## Redaktionelle Hinweise
- ergänzt um Aussage des Ministers
- Tabelle folgt, Rückfragen an desk@vpd.example

## Internet
- [Fahrplan](http://kanal.example/plan)

* * * *
Die folgenden Informationen sind nicht zur Veröffentlichung bestimmt

## Ansprechpartner
- Kanalamt, Jutta Brandes, +49 5832 000 12

vpd es xx jb
"""
STAMP = "\x03061745 GMT Mrz 26\r\n\x7f\n\x7f\x04"
COPY = f"{HEADER}\x02{TOP}{TEXT}{NOTES}{STAMP}"


def parse(text: str, encoding: str = "latin-1") -> Parsed:
    return read(Source(name="copy.txt", data=text.encode(encoding), moment=UPDATED))


def published(article: Article) -> str:
    return " ".join(words(article))


def test_the_header_gives_metadata() -> None:
    article = parse(COPY).article
    assert (article.urgency, article.slugline) == (3, "Schleuse/Kanal/Niedersachsen")
    assert article.keywords == ("Schleuse", "Kanal", "Niedersachsen")
    assert article.provider is not None
    assert article.provider.name == "vpd"
    assert article.published == article.updated == Moment("2026-03-06T17:45:00Z")


def test_the_number_of_the_wire_is_another_id() -> None:
    assert parse(COPY).article.other_ids == (OtherId(role="wire", value="nrx0044"),)
    assert parse(TOP + TEXT + NOTES).article.other_ids == ()


def test_a_story_of_few_lines_has_whole_paragraphs() -> None:
    text = (
        "   Osted (vpd) - Die Fähre nach Hamre liegt seit dem frühen Morgen\nwieder fest.\n   Verletzt wurde niemand.\n"
    )
    article = parse(f"{HEADER}\x02{TOP}\n{text}{STAMP}").article
    assert len(article.body) == 2
    assert "Morgen wieder fest." in published(article)


def test_the_title_goes_to_its_mark_and_the_byline_loses_its_agency() -> None:
    article = parse(COPY).article
    assert article.headline == "Schleuse am Heidekanal bleibt zu bis die Tore ersetzt sind"
    assert [who.name for who in article.authors] == ["Elke Sörensen"]
    assert article.byline == "Von Elke Sörensen"
    assert article.dateline == "Hankensbüttel (vpd)"
    assert [source.name for source in article.sources] == ["vpd"]
    assert len(article.body) == 2


def test_a_byline_does_not_go_on_from_a_title_above_indented_paragraphs() -> None:
    top = "Schafe müssen umziehen: Moorhafen macht seinen Deich höher =\nVon Heiko Sörensen, vpd =\n"
    text = "  Moorhafen (vpd) - Für viereinhalb Kilometer Deich braucht der Ort\nneun Jahre.\n" * 3
    article = parse(f"{HEADER}\x02{top}{text}{STAMP}").article
    assert article.headline == "Schafe müssen umziehen: Moorhafen macht seinen Deich höher"
    assert [who.name for who in article.authors] == ["Heiko Sörensen"]


def test_notes_reach_the_editors_without_addresses() -> None:
    assert parse(COPY).article.editor_notes == (
        "Redaktionelle Hinweise: ergänzt um Aussage des Ministers",
        "Redaktionelle Hinweise: Tabelle folgt, Rückfragen an",
        "Internet: Fahrplan",
        "Neu: Aussage des Ministers",
    )


def test_what_is_not_for_publication_is_published_nowhere() -> None:
    parsed = parse(COPY)
    everything = repr(parsed.article)
    for private in ("Brandes", "5832", "desk@", "nicht zur Veröffentlichung", "vpd es xx jb"):
        assert private not in everything
    shown = " ".join(line.text for line in parsed.trace)
    assert not [private for private in ("Brandes", "desk@") if private in shown]


def test_every_line_is_in_the_trace() -> None:
    parsed = parse(COPY)
    assert [line.number for line in parsed.trace] == list(range(1, len(parsed.trace) + 1))
    taken = {line.rule for line in parsed.trace if line.role in ("envelope", "desk-note", "headline")}
    assert taken == {
        "wire header", "keywords of the wire header", "note to editors", "headline by the envelope's form",
        "notes below the story", "not for publication", "sign-off", "stamp of transmission",
    }  # fmt: skip


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("stamp", "sent"),
    [
        ("061745 GMT Mar 26", "2026-03-06T17:45:00Z"),
        ("061745 MEZ Mrz 26", "2026-03-06T17:45:00+01:00"),
        ("061745 Mrz 26", "2026-03-06"),
        ("vpd 061745 MAR 2026", "2026-03-06"),
        ("061745 GMT mars 98", "1998-03-06T17:45:00Z"),
        ("310200 GMT Feb 26", None),
        ("012500 GMT Feb 26", None),
        ("012500 GMT Xyz 26", None),
    ],
)
def test_the_stamp_is_the_time_of_transmission(stamp: str, sent: str | None) -> None:
    parsed = parse(COPY.replace("061745 GMT Mrz 26", stamp))
    assert parsed.article.published == (Moment(sent) if sent else None)
    assert stamp not in published(parsed.article)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_the_encoding_is_that_of_the_text(encoding: str) -> None:
    assert parse(COPY, encoding).article.body == parse(COPY).article.body


def test_copy_in_the_german_set_of_seven_bits_reads_the_same() -> None:
    seven = COPY.translate(str.maketrans("ÄÖÜäöüß", "[\\]{|}~"))
    parsed = parse(seven, "ascii")
    assert parsed.article.body == parse(COPY).article.body
    assert parsed.article.editor_notes[2] == "Internet: Fahrplan"
    assert [finding.code for finding in parsed.findings if finding.code.startswith("TXT01")] == ["TXT019"]


def test_copy_without_control_characters_is_known_by_its_header() -> None:
    bare = re.sub("[\x01-\x04\x7f]", "", COPY)
    article, plain = parse(bare).article, parse(COPY).article
    assert (article.headline, article.body, article.slugline) == (plain.headline, plain.body, plain.slugline)
    assert "Brandes" not in repr(article)


def test_a_header_that_says_less_is_still_no_headline() -> None:
    article = parse("\x01VPD 44/B\r\n\x02" + TOP + TEXT + "\x03").article
    assert article.headline.startswith("Schleuse am Heidekanal")
    assert article.slugline is None


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("2ND LEAD", "2ND LEAD"),
        ("Eds: Adds the figures", "Adds the figures"),
        ("(Achtung: neue Zahlen)", "Achtung: neue Zahlen"),
    ],
)
def test_marks_of_a_version_and_notes_are_no_headline(line: str, note: str) -> None:
    article = parse(COPY.replace("(Neu: Aussage des Ministers)", line)).article
    assert note in article.editor_notes
    assert article.headline.startswith("Schleuse")


@pytest.mark.parametrize("line", ["Die Akten sind nicht zur Veröffentlichung bestimmt, sagte er.", "* * * *"])
def test_a_story_about_such_words_keeps_what_follows(line: str) -> None:
    parsed = parse(f"{HEADER}\x02{TOP}{TEXT}\n{line}\n\n   Das Ende der Meldung steht auch noch da.\n{STAMP}")
    assert "Ende der Meldung" in published(parsed.article)


@pytest.mark.parametrize(
    "text",
    [
        "Schleuse/Kanal\nEin Titel für die Meldung\n\n" + TEXT,
        "abc0123 4 wi 96 vpd 0118\nEin Titel für die Meldung\n\n" + TEXT,
    ],
)
def test_half_a_header_is_plain_copy(text: str) -> None:
    assert "envelope" not in {line.role for line in parse(text).trace}


def test_markdown_with_such_headings_is_no_wire() -> None:
    text = "# Guide\n\n## Drafts\n\nThese drafts are not for publication.\n\n# Notebook\n\nThe last paragraph.\n"
    assert {line.role for line in parse(text).trace} & {"envelope", "desk-note"} == set()


def test_private_notes_are_private_without_a_frame() -> None:
    text = TOP + TEXT + NOTES
    assert "Brandes" not in repr(parse(text).article)
    assert "Ladung soll nun mit Lastwagen" in published(parse(text).article)


@pytest.mark.parametrize("frame", [HEADER + "\x02", ""])
def test_copy_below_the_stamp_is_no_note(frame: str) -> None:
    """As where somebody joined other copy to a dispatch."""
    other = "Der Bus nach Osted fährt ab Montag wieder alle zwanzig Minuten, teilte das Amt am Freitag mit."
    parsed = parse(f"{frame}{TOP}{TEXT}{NOTES}061745 GMT Mrz 26\n\n{other}\n")
    assert "Brandes" not in repr((parsed.article, parsed.trace))
    assert other in {line.text for line in parsed.trace if line.kept}


def test_afp_writes_topics_with_hyphens() -> None:
    text = """\
PAR0412 4 PO 0098 NOR /AFP-AB12
Norway-harbour-economy,lead

URGENT - Breakwater costs three times as much
ATTENTION - ADDS vote ///

SKARVIK, Norway, May 1, 2026 (AFP) - The harbour authority said the new breakwater will cost 14 million euros.

Fishermen would rather have had the money spent on dredging.
   More to follow
lo/as/xy
AFP 011432 GMT MAY 26
"""
    article = parse(text).article
    assert article.headline == "Breakwater costs three times as much"
    assert (article.slugline, article.keywords) == ("Norway-harbour-economy", ("Norway", "harbour", "economy"))
    assert article.provider is not None
    assert article.provider.name == "AFP"
    assert article.updated == Moment("2026-05-01T14:32:00Z")
    assert not {"More", "lo/as/xy", "///"} & set(words(article))


def test_what_the_user_gives_wins() -> None:
    source = Source(name="x", data=COPY.encode("latin-1"), moment=UPDATED, metadata={"urgency": 7, "keywords": ("a",)})
    article = read(source).article
    assert (article.urgency, article.keywords) == (7, ("a",))


_STORY = frozenset(re.findall(r"\w+", TEXT))


def _everything(article: Article) -> str:
    return " ".join((published(article), *article.editor_notes, *(other.text for other in article.other_headlines)))


@given(
    st.integers(0, len(COPY)),
    st.sampled_from(["\n", "\r\n"]),
    st.sets(st.sampled_from("\x01\x02\x03\x04\x7f")),
)
def test_a_frame_cut_at_its_end_loses_no_word_of_the_story(end: int, newline: str, missing: set[str]) -> None:
    text = COPY[:end].replace("\r\n", "\n").replace("\n", newline)
    text = "".join(character for character in text if character not in missing)
    if not re.search(r"\w", text):
        return
    got = set(re.findall(r"\w+", _everything(parse(text).article)))
    assert _STORY & set(re.findall(r"\w+", COPY[:end][len(HEADER) + len(TOP) + 1 :][: len(TEXT)])) <= got


@given(st.integers(0, len(HEADER) + len(TOP)), st.sets(st.sampled_from("\x01\x02\x03\x04\x7f")))
def test_a_frame_cut_at_its_start_loses_no_word_of_the_story(start: int, missing: set[str]) -> None:
    text = "".join(character for character in COPY[start:] if character not in missing)
    got = set(re.findall(r"\w+", _everything(parse(text).article)))
    assert got >= _STORY
