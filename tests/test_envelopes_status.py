"""Kills, embargoes and stories that are held back: set where a line of its own states them, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert import article_codec
from convert.model import Embargo, Moment
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.envelopes.status.embargoes import is_embargo, read_embargo
from convert.readers.text.envelopes.status.holds import find_holds

AT = Moment("2026-01-01T00:00:00Z")

STORY = """\
Mill at Tarrow to open its gates again

The mill at Tarrow will open its gates again in May, its owner said on Friday, after a quarrel of six years.

“We had to mend every wheel,” said Ruth Aldane, who runs it. “The youngest is older than I am.”

The council is to vote on the road to the mill in the autumn, and expects no dissent.
"""


def parse(text: str, **metadata: object) -> Parsed:
    return read(Source(name="a.txt", data=text.encode(), moment=AT, metadata=article_codec.metadata(metadata)))


def codes_of(parsed: Parsed) -> set[str]:
    return {finding.code for finding in parsed.findings}


PLAIN = parse(STORY).article


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "note",
    [
        "KILL",
        "KILL KILL KILL",
        "KILL - KILL",
        "MANDATORY KILL",
        "Bulletin Kill",
        "^BULLETIN KILL<",
        "STORY REMOVED",
        "*** WITHDRAWN ***",
        "KILL: the story slugged Tarrow-Mill contains errors",
        "MANDATORY KILL – please do not use the story of 14:05",
        "EDITORS: Please kill the story slugged Tarrow-Mill.",
        "Attention editors: The story headlined “Mill at Tarrow” is withdrawn.",
        "This story has been withdrawn.",
        "BC-Tarrow Mill, KILL",
        "Meldung zurückgezogen",
        "ACHTUNG – bitte nicht verwenden",
        "Achtung Redaktionen: Die Meldung „Mühle“ (dpa 0398) wird zurückgezogen.",
        "RÜCKRUF: Bitte verwenden Sie die Meldung nicht.",
        "À ANNULER",
        "ANNULATION",
        "ANNULATION : la dépêche intitulée « Le moulin » contient des erreurs",
        "ANULACIÓN",
        "Nota anulada",
        "ANNULLAMENTO",
        "Notizia annullata",
        "Bericht ingetrokken",
        "DEPESZA ANULOWANA",
        "СООБЩЕНИЕ АННУЛИРОВАНО",
        "HABER İPTAL",
        "İPTAL",
        "إلغاء الخبر",
        "此稿作废",
        "記事取り消し",
        "기사 전문 취소",
    ],
)
def test_a_kill_cancels_the_story(note: str) -> None:
    parsed = parse(f"{note}\n\n{STORY}")
    assert parsed.article.status == "canceled"
    assert codes_of(parsed) == {"TXT014"}
    assert (parsed.article.headline, parsed.article.body) == (PLAIN.headline, PLAIN.body)
    assert len(parsed.article.editor_notes) == 1
    assert parse(f"{note}\n\n{STORY}", status="usable").article.status == "usable"


def test_a_note_below_an_address_to_editors_cancels() -> None:
    parsed = parse(f"EDITORS:\nPlease disregard the story slugged Tarrow-Mill; it is wrong.\n\n{STORY}")
    assert parsed.article.status == "canceled"


def test_a_mark_before_the_headline_cancels_and_the_headline_stays_among_the_notes() -> None:
    parsed = parse(f"WITHDRAWN-{STORY}")
    assert parsed.article.status == "canceled"
    assert "Mill at Tarrow to open its gates again" in parsed.article.editor_notes[0]


def test_a_kill_alone_is_the_story() -> None:
    article = parse("MANDATORY KILL\n").article
    assert (article.status, article.headline) == ("canceled", "MANDATORY KILL")


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "line",
    [
        "Senate leaders kill bill on mills",
        "Kill: a thriller returns to the screen",
        "KILL BILL RETURNS TO CINEMAS",
        "Withdrawn",
        "The report on mills was withdrawn by the ministry on Monday.",
        "Annulation : le concert de vendredi n’aura pas lieu",
        "No usar mascarilla: las razones de un médico",
        "Arms embargo on Tarrow extended until 31 July 2027",
        "Embargo: EU extends sanctions on mills until 31 July 2027",
        "Release No: 2026/31",
        "Embargo until further talks: EU leaves mills in the dark",
        "Under embargo since 1962, the island mends its cars itself",
        "Frei ab 18 Jahren: Ein Film spaltet die Stadt",
        "For release: the last wolves of the park",
        "Embargo lifted",
        "Embargo on Norwegian salmon remains until further notice",
        "Embargo sul pesce fino a nuovo ordine, dice Bruxelles",
        "Release no. 14",
        "FOR IMMEDIATE RELEASE No 14/2026",
        "Sperrfrist: keine",
        "EMBARGO: none",
        "Hold on to your hats",
        "Please do not use the lift, the owner asks",
        "解禁日にアユ釣りの人出",
        "FOR IMMEDIATE RELEASE",
    ],
)
def test_what_a_story_reports_changes_no_status(line: str) -> None:
    for text in (f"{line}\n\n{STORY}", STORY.replace("\n\n“We", f"\n\n{line}\n\n“We")):
        parsed = parse(text)
        assert (parsed.article.status, parsed.article.embargo) == ("usable", None)
        assert codes_of(parsed) & {"TXT014", "TXT015"} == set()


@pytest.mark.parametrize(
    "note",
    [
        "ANNULE ET REMPLACE",
        "Annule et remplace la dépêche de 14h05",
        "EDITORS: This replaces the story of 14:05",
        "KILL - REPLACES PREVIOUS VERSION",
        "Corrects and replaces story of May 4",
        "Annulla e sostituisce il lancio delle 14.05",
        "ANULA Y SUSTITUYE A LA ANTERIOR",
        "Eds: Please disregard the earlier story on the mill.",
    ],
)
def test_a_replacement_is_valid(note: str) -> None:
    parsed = parse(f"{note}\n\n{STORY}")
    assert parsed.article.status == "usable"
    assert parsed.article.headline == PLAIN.headline


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("note", "until"),
    [
        ("EMBARGOED UNTIL 00:01 GMT TUESDAY 4 MAY 2027", "2027-05-04T00:01:00Z"),
        ("Press release no. 14 – embargoed until 4 May 2027, 10:00 GMT", "2027-05-04T10:00:00Z"),
        ("Embargo: 4 May 2027, 6am GMT", "2027-05-04T06:00:00Z"),
        ("$adv04\nFOR RELEASE TUESDAY, MAY 4, 2027, AT 12:01 A.M. EDT", "2027-05-04T00:01:00-04:00"),
        ("BC-EU--Mill,ADV04,0411\nFOR RELEASE TUESDAY, MAY 4, 2027, AT 12:01 A.M. EDT", "2027-05-04T00:01:00-04:00"),
        ("محظور النشر حتى الساعة 06:00 بتوقيت غرينتش يوم 4 مايو 2027", "2027-05-04T06:00:00Z"),
        ("SOUS EMBARGO JUSQU'AU MARDI 4 MAI 2027, 6H00 (HEURE DE PARIS)", "2027-05-04T06:00:00+02:00"),
        ("EMBARGO jusqu'au 4 mai 2027 à 6h00, heure de Greenwich", "2027-05-04T06:00:00Z"),
        ("Эмбарго до 4 мая 2027, 06:00 по Гринвичу", "2027-05-04T06:00:00Z"),
        ("NOT FOR PUBLICATION BEFORE 6 MAY 2027, 00:01 GMT", "2027-05-06T00:01:00Z"),
        ("Strictly embargoed for 0001 GMT, Thursday 6 May 2027", "2027-05-06T00:01:00Z"),
        ("Embargoed until 00:01 BST on 6 May 2027", "2027-05-06T00:01:00+01:00"),
        ("Embargoed to noon EDT, May 6, 2027", "2027-05-06T12:00:00-04:00"),
        ("EMBARGOED FOR RELEASE UNTIL 11:00 A.M. U.S. EASTERN TIME, MAY 6, 2027", "2027-05-06T11:00:00-04:00"),
        ("Embargoed until 5 p.m. US Eastern Standard Time on May 6, 2027", "2027-05-06T17:00:00-04:00"),
        ("Hold for release until 9 a.m. Pacific Daylight Time, May 6, 2027", "2027-05-06T09:00:00-07:00"),
        ("HOLD FOR RELEASE UNTIL 10 a.m. CST, May 6, 2027", "2027-05-06T10:00:00-06:00"),
        ("Sperrfrist: 6. Mai 2027, 18.00 Uhr MESZ", "2027-05-06T18:00:00+02:00"),
        ("SPERRFRIST: 6.5.2027, 18 Uhr MESZ", "2027-05-06T18:00:00+02:00"),
        ("SOUS EMBARGO JUSQU’AU 6 MAI 2027 À 06H00 (HEURE DE PARIS, UTC+2)", "2027-05-06T06:00:00+02:00"),
    ],
)
def test_an_embargo_with_day_hour_and_zone_is_set(note: str, until: str) -> None:
    parsed = parse(f"{note}\n\n{STORY}")
    assert parsed.article.embargo is not None
    assert parsed.article.embargo.until is not None
    assert parsed.article.embargo.until.utc == Moment(until).utc
    assert parsed.article.status == "usable"
    assert codes_of(parsed) == {"TXT015"}
    assert parse(f"{note}\n\n{STORY}", embargo="none").article.embargo is None


def test_the_advice_for_an_hour_without_a_zone_is_one_that_helps() -> None:
    """An embargo without an end says how it gets one, and the zone that is named gives it."""
    copy = f"Sperrfrist: 6. Mai 2027, 18.00 Uhr\n\n{STORY}"
    [finding] = parse(copy).findings
    assert "--timezone Europe/Berlin" in finding.advice
    source = Source(name="a.txt", data=copy.encode(), moment=AT, metadata={}, timezone="Europe/Berlin")
    told = read(source)
    assert told.article.embargo == Embargo(until=Moment("2027-05-06T18:00:00+02:00"))
    [finding] = told.findings
    assert "--timezone" not in finding.advice


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "note",
    [
        "HOLD FOR RELEASE",
        "WITHHOLD",
        "ADVANCED FOR RELEASE SUNDAY, MAY 6",
        "Embargo: 6 May 2027",
        "UNDER EMBARGO",
        "Strictly embargoed for 0001hrs, Thursday 6 May 2027",
        "Sperrfrist: 6. Mai 2027, 00.01 Uhr",
        "Sperrfrist: Redebeginn",
        "Sperrfrist: Beginn der Preisverleihung",
        "Sous embargo : jusqu’à la fin de la cérémonie",
        "Embargoed until the start of the ceremony",
        "Bitte nicht veröffentlichen",
        "Sous embargo jusqu’au 6 mai 2027 à 6 heures",
        "Embargado hasta el 6 de mayo de 2027",
        "Sotto embargo fino al 6 maggio 2027, ore 6",
        "ЭМБАРГО ДО 6 МАЯ",
        "엠바고: 5월 6일 12:00",
        "EMBARGO TILLS VIDARE – publiceras först efter klartecken från kommunen",
        "Sperrfrist bis auf Weiteres, Freigabe durch die Stadt",
        "Sous embargo jusqu’à nouvel ordre : attendre l’accord de la mairie",
        "EMBARGO do odwołania – zgodę wyda gmina",
        "KLAUSULERET INDTIL VIDERE",
        "News release number 12 - not for publication before 6 p.m. on 11 March 2027",
        "Press Release No. 3/2027 EMBARGOED UNTIL 10 MARCH 2027",
    ],
)
def test_an_embargo_that_is_not_complete_is_open_ended_and_withholds(note: str) -> None:
    parsed = parse(f"{note}\n\n{STORY}")
    assert (parsed.article.embargo, parsed.article.status) == (Embargo(), "withheld")
    assert codes_of(parsed) == {"TXT015"}
    assert (parsed.article.headline, parsed.article.body) == (PLAIN.headline, PLAIN.body)
    for cleared in ({"embargo": "none"}, {"embargo": "2027-05-06T00:01:00Z"}):
        article = parse(f"{note}\n\n{STORY}", **cleared).article
        assert article.status == "usable"
        assert article.embargo == article_codec.metadata(cleared)["embargo"]


def test_a_note_between_paragraphs_counts_only_in_capitals() -> None:
    middle = [f"Paragraph {number} of the story is a sentence of its own." for number in range(40)]
    for note, status in (("^ADVANCED FOR RELEASE SUNDAY, MAY 6<", "withheld"), ("Hold for release", "usable")):
        middle[20] = note
        assert parse(STORY + "\n" + "\n\n".join(middle)).article.status == status


@pytest.mark.parametrize(
    "line",
    [
        "Gesperrt bis 15. Oktober, steht nun auf den Schildern.",
        "Embargado hasta el 15 de octubre, dice el cartel de la playa.",
        "“Hold for release,” said the keeper, and laughed. “We hold them every year.”",
        "Do not publish, she told the paper on Monday.",
        "„Nicht veröffentlichen“, stand auf dem Umschlag.",
        "« Ne pas publier avant le 3 mai », avait-il écrit au dos de la photo.",
    ],
)
def test_words_of_a_note_that_somebody_says_stay_in_the_story(line: str) -> None:
    for text in (STORY.replace("\n\n“We", f"\n\n{line}\n\n“We"), f"{STORY}\n{line}\n\nThey all laughed at it."):
        parsed = parse(text)
        assert (parsed.article.status, parsed.article.embargo, parsed.article.editor_notes) == ("usable", None, ())
        assert line in str(parsed.article.body)
        assert codes_of(parsed) & {"TXT006", "TXT014", "TXT015"} == set()


def test_the_year_may_come_from_the_day_of_sending() -> None:
    sent = Moment("2026-12-30T10:00:00Z")
    for line, until in (
        ("EMBARGOED UNTIL 00:01 GMT TUESDAY 4 MARCH", "2027-03-04T00:01:00Z"),
        ("Embargoed until December 31, 6 p.m. GMT", "2026-12-31T18:00:00Z"),
        ("Sperrfrist: 2. Januar, 6.00 Uhr MEZ", "2027-01-02T05:00:00Z"),
        ("Sperrfrist: 2.1., 6.00 Uhr MEZ", "2027-01-02T05:00:00Z"),
    ):
        assert is_embargo(line)
        found = read_embargo(line, "en", sent).until
        assert found is not None
        assert found.utc == until
        assert read_embargo(line, "en") == Embargo()


@given(st.sampled_from(["KILL", "HOLD FOR RELEASE", "EMBARGO: 4 May 2027, 6am GMT"]), st.integers(0, len(STORY)))
def test_a_note_and_a_cut_story_are_read_alike_with_any_newline(note: str, cut: int) -> None:
    text = f"{note}\n\n{STORY[:cut]}"
    for newline in ("\n", "\r\n", "\r"):
        article = parse(text.replace("\n", newline)).article
        assert article.status == "canceled" if note == "KILL" else article.embargo is not None


@given(st.text(alphabet="KILHOD EMBARG: 0123\nkill", max_size=80))
def test_no_text_breaks_the_search(text: str) -> None:
    for hold in find_holds(tuple(text.split("\n"))):
        assert text.split("\n")[hold.at].strip()


def test_a_note_below_a_kill_is_for_editors() -> None:
    parsed = parse(f"MANDATORY KILL\n\nEditors: A kill is mandatory. The council voted against it.\n\n{STORY}")
    assert parsed.article.editor_notes[-1] == "Editors: A kill is mandatory. The council voted against it."
    assert (parsed.article.headline, parsed.article.body) == (PLAIN.headline, PLAIN.body)
    assert parse(f"Attention: this is a headline of its own\n\n{STORY}").article.editor_notes == ()
