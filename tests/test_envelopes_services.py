"""Frames of terminals, news services, Usenet and transcripts are taken; stories that resemble them stay whole."""

from __future__ import annotations

import pytest

from convert.model import Article, Heading, Moment, block_texts
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.datelines import read_dateline

pytestmark = pytest.mark.sampled(3)

TITLE = "Ferry stays in port after engine fault"
FIRST = "The ferry to Skarvik stayed in port on Tuesday after its engine failed, the operator said in a statement."
SECOND = "Buses will run until Friday, and nobody was hurt, according to the harbor master of the island."


def article(text: str) -> Article:
    return read(Source(name="story.txt", data=text.encode(), moment=Moment("2020-01-01T00:00:00Z"))).article


def shown(found: Article) -> list[str]:
    return [found.headline, *block_texts(found.body)]


@pytest.mark.parametrize(
    "line",
    [
        "To contact the reporter on this story, readers may write to the editors.",
        "Write to your councillor at the town hall, the mayor said in a letter to all of the residents.",
        "(Bloomberg) -- that is how the screens showed it, said the trader, who keeps a photo of the day.",
        "“(Begin optional trim)” was written above the last paragraph, and the paper printed it all the same.",
        "“This is a rush transcript”, the network wrote below the interview that it had to withdraw on Friday.",
        "The Congressional Record of Tuesday, March 28, has eleven pages on the lighthouse and its last keeper.",
        "[Pages were torn out of the log book, and nobody on the island says that they know who did it.]",
        "(Crosstalk made it hard to hear the captain, but he seems to have said that he had called twice.)",
        "Release 93 of the program was the last one for which the harbor paid, the auditors found in March.",
        "Newsgroups: that was what forums were called when the harbor master put his tide tables online.",
        "Lines: 14 boats, 3 cranes and a crew of 40, which is what the port has left after the strike.",
        "c.1999 is carved into the beam above the door, though the house is at least a century older than that.",
        "Er war Untertitel: Übersetzer und Redner zugleich, sagte der Bürgermeister bei der Feier am Hafen.",
    ],
)
def test_a_sentence_like_a_frame_stays(line: str) -> None:
    assert shown(article(f"{TITLE}\n\n{FIRST}\n\n{line}\n\n{SECOND}\n")) == [TITLE, FIRST, line, SECOND]


@pytest.mark.parametrize(
    "last",
    [
        "No go.",
        "We do",
        "The harbor closes its books, and the item is on the list for Monday. Item",
        "(END OF THE LINE) is painted on the pier.",
    ],
)
def test_a_last_line_like_a_mark_stays(last: str) -> None:
    text = f"{TITLE}\n\nOSLO, March 3 (Xinhua) -- {FIRST}\n\n{SECOND}\n\n{last}\n"
    assert shown(article(text)) == [TITLE, FIRST, SECOND, last]


@pytest.mark.parametrize(
    "title", ["Ferry stays in port (1)", "Ferry stays in port (Updated)", "DJ Harbour plays in port again"]
)
def test_a_title_keeps_what_resembles_a_mark_of_a_terminal(title: str) -> None:
    assert shown(article(f"{title}\n\n{FIRST}\n\n{SECOND}\n")) == [title, FIRST, SECOND]


@pytest.mark.parametrize(
    ("mark", "kept"),
    [
        ("(STORY CAN END HERE. OPTIONAL MATERIAL FOLLOWS)", False),
        ("(Begin optional trim)", False),
        ("(END OPTIONAL TRIM)", False),
        ("(Story may be cut here)", False),
        ("[Optional add follows]", False),
        ("(The story can end here only for those who never went to sea.) Nobody laughed.", True),
        ("(Optional.)", True),
    ],
)
def test_marks_of_trims_go_and_all_text_stays(mark: str, kept: bool) -> None:
    text = f"BC-FERRY-NYT\n{TITLE}\nBy HESTER QUILL\n\nOSLO (AP) _ {FIRST}\n\n{mark}\n\n{SECOND}\n"
    assert shown(article(text)) == [TITLE, FIRST, *([mark] if kept else []), SECOND]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SKARVIK, Norway -- The ferry stayed in port.", "SKARVIK, Norway"),
        ("DUNMERE, Vt. — The ferry stayed in port.", "DUNMERE, Vt."),
        ("SMITH, John -- Born in 1950, he went to sea.", None),
        ("EXCLUSIVE, Please — The ferry stayed in port.", None),
        ("FERRIES, Norway -- but why?", None),
        ("NATO, Norway and others -- The ferry stayed in port.", None),
    ],
)
def test_a_place_in_capitals_with_its_country_is_a_dateline(text: str, place: str | None) -> None:
    found = read_dateline(text, load_lexicon("en"))
    assert (found.text if found else None) == place


def test_a_label_pads_its_number() -> None:
    release = (
        f"FOR IMMEDIATE RELEASE\n\n{TITLE}\n\n{FIRST}\n\n{SECOND}\n\nContact:\nLena Mirsky\nPhone:   202/555-0883\n"
    )
    assert shown(article(release)) == [TITLE, FIRST, SECOND]


@pytest.mark.parametrize(
    "above",
    [
        "Lena Mirsky\nHeadquarters, Bern\n(Phone: 031/555-0883)",
        "Lena Mirsky\n+41 31 555 08 83\n\nJim Doyle\njim@lab.example",
    ],
)
def test_contacts_above_the_number_of_a_release_are_private(above: str) -> None:
    found = article(f"{above}\n\nRELEASE: 93-17\n\n{TITLE}\n\n{FIRST}\n\n{SECOND}\n")
    assert shown(found) == [TITLE, FIRST, SECOND]
    assert not found.authors


def test_text_above_the_number_of_a_release_stays() -> None:
    text = f"{TITLE}\n\n{FIRST}\n\nRELEASE: 93-17\n\n{SECOND}\n"
    assert shown(article(text)) == [TITLE, FIRST, "RELEASE: 93-17", SECOND]


@pytest.mark.parametrize("codes", ["YY TDA", "%MNETALL MFI MGD\n$J\n:\n*X", "ABC123 DEF\nQQ XYZ ABC"])
def test_codes_below_the_start_of_a_teleprinter_message_go(codes: str) -> None:
    assert shown(article(f"ZCZC ABC123\n{codes}\n{TITLE}\n\n{FIRST}\n\n{SECOND}\n\nNNNN\n")) == [TITLE, FIRST, SECOND]


@pytest.mark.parametrize("title", ["EU AND UN AGREE ON FERRY", "*Ferry stays in port", "US: ferry stays in port"])
def test_a_title_below_the_start_of_a_teleprinter_message_stays(title: str) -> None:
    assert title.lstrip("*") in article(f"ZCZC ABC123\n{title}\n\n{FIRST}\n\n{SECOND}\n\nNNNN\n").headline


CLOSED = (
    ("OSLO, 3 Mar (PAP) - ", "(PAP)"),
    ("OSLO, 03 MAR (ANSA) - ", " (ANSA)."),
    ("Oslo, Mar 3 (PTI) ", " PTI SCY"),
    ("OSLO (dpa-AFX) - ", "/mel/DP/tre"),
    ("OSLO, March 3 (Xinhua) -- ", " Enditem"),
)


@pytest.mark.parametrize(("dateline", "closing"), CLOSED)
def test_an_agency_behind_the_last_sentence_goes(dateline: str, closing: str) -> None:
    text = f"{TITLE}\n\n{dateline}{FIRST}\n\n{SECOND}{closing}\n"
    assert shown(article(text)) == [TITLE, FIRST, SECOND]


@pytest.mark.parametrize("closing", [" (NATO)", " BBC TV", " (sic).", "/or so/they/say", " PTI"])
def test_what_resembles_an_agency_behind_the_last_sentence_stays(closing: str) -> None:
    text = f"{TITLE}\n\nOSLO, March 3 (Reuters) - {FIRST}\n\n{SECOND}{closing}\n"
    assert shown(article(text))[-1] == f"{SECOND}{closing}"


@pytest.mark.parametrize("signed", ["/ritzau/Reuters", "dpa/AFP", "AFP/Reuters", "/ritzau/"])
def test_the_last_sentence_above_agencies_is_no_caption(signed: str) -> None:
    last = "Nobody was hurt."
    assert shown(article(f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{last}\n\n{signed}\n"))[-1] == last


@pytest.mark.parametrize(
    ("mark", "note"), [("(2nd LD) ", "2nd LD"), ("(LEAD) ", "LEAD"), ("◎", ""), ("(Leader) ", None)]
)
def test_marks_before_a_title_of_a_wire_go(mark: str, note: str | None) -> None:
    found = article(f"{mark}{TITLE}\n\nOSLO, March 3 (Yonhap) -- {FIRST}\n\n{SECOND}\n")
    assert found.headline == (TITLE if note is not None else f"{mark}{TITLE}")
    assert note is None or list(found.editor_notes) == [note] * bool(note)


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("ISLAND LINK", True),
        ("'NO WAY BACK'", False),
        ("NO.", False),
        ("THE END OF A LINE IS NOT THE END OF THE STORY OF THE LINE", False),
    ],
)
def test_lines_in_capitals_between_paragraphs_of_a_wire_are_headings(line: str, is_heading: bool) -> None:
    stamp = "AP-WF-08-29-16 1626GMT"
    found = article(f"{TITLE}\n\nOSLO (AP) _ {FIRST}\n\n{line}\n\n{SECOND}\n\n{stamp}\n")
    headings = [block for block in found.body if isinstance(block, Heading)]
    assert bool(headings) == is_heading
    assert line in shown(found)


TURKISH = """\
Kayıp tekne kırk gün sonra boş bulundu (1)
- Teknenin sahibi Rıza Kayıkçı: "Radyosu çalışıyordu"

SİNOP (AH) - SEVGİ TUNALI -
Sinop açıklarında fırtınada halatı kopan balıkçı teknesi kırk gün sonra Bulgaristan kıyısında boş bulundu.

Teknenin sahibi, AH muhabirine radyonun hala çalıştığını söyledi.

(Sürecek)
"""


def test_the_reporter_behind_a_dateline_alone_and_the_number_of_a_take() -> None:
    found = article(TURKISH)
    assert found.headline == "Kayıp tekne kırk gün sonra boş bulundu"
    assert [who.name for who in found.authors] == ["SEVGİ TUNALI"]
    assert found.dateline == "SİNOP (AH)"
    assert "Sürecek" not in " ".join(shown(found))
    assert "Radyosu" in " ".join(shown(found))


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("（社会）渔村古灯塔重新点亮", "渔村古灯塔重新点亮"),
        ("（经济·民生）渔村古灯塔重新点亮", "渔村古灯塔重新点亮"),
        ("渔村（南岸）古灯塔重新点亮", "渔村（南岸）古灯塔重新点亮"),
    ],
)
def test_a_desk_in_brackets_before_a_chinese_title_goes(title: str, kept: str) -> None:
    first = "海讯社泉州3月2日电（记者陈晓岚）福建泉州沙头村一座建于明代的石塔2日晚重新点亮。"
    assert article(f"{title}\n\n{first}\n\n灯塔高11米，修缮耗时两年。\n").headline == kept


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("LEIPZIG (dnb-FX) - Die Hitze hat der Börse am Donnerstag Gewinne beschert.", "dnb-FX"),
        ("ВИЛКОВЕ, 22 червня – Дунайінформ. У Вилковому запрацювала аптека на човні.", "Дунайінформ"),
        ("LEIPZIG (CDU-nah) - so nennt er sich.", None),
        ("MÜLLER (SPD-Fraktion) - der Mann am Fluss - schweigt.", None),
        ("ВИЛКОВЕ, 22 червня – Дощ. Він ішов цілий день.", ""),
    ],
)
def test_names_of_agencies_that_no_lexicon_has(text: str, agency: str | None) -> None:
    found = read_dateline(text, load_lexicon("en", "de", "uk"))
    assert (found.agency if found else None) == agency


def test_notes_on_pictures_below_a_wire_go() -> None:
    text = (
        "Una cabra retrasa dos horas el tren\n\nCiudad Real, 21 mar (EFN).- Una cabra en un túnel retrasó "
        "este sábado el tren a Madrid.\n\nSalió por su propio pie. EFN\n\nlb/jpr\n\n(foto) (vídeo)\n"
        "(Recursos de archivo en www.efn.example código 10114477)\n"
    )
    assert "10114477" not in " ".join(shown(article(text)))
    kept = "(La foto está en www.cabra.example)"
    assert kept in " ".join(shown(article(f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{kept}\n")))


@pytest.mark.parametrize(
    ("dateline", "last", "kept"),
    [
        ("Córdoba, 2 jul (EFN).- ", "Las cigüeñas no se moverán. EFN", "Las cigüeñas no se moverán."),
        ("Córdoba, 2 jul (EFN).- ", "Lo contó a EFN", "Lo contó a EFN"),
        ("Córdoba, 2 jul (EFN).- ", "Las cigüeñas no se moverán. ADN", "Las cigüeñas no se moverán. ADN"),
        ("", "Las cigüeñas no se moverán. EFN", "Las cigüeñas no se moverán. EFN"),
    ],
)
def test_the_agency_of_the_dateline_behind_the_last_sentence_goes(dateline: str, last: str, kept: str) -> None:
    first = "El puente de Alcolea estará cerrado once días para reparar un nido que ha movido dos sillares."
    found = article(f"El puente de Alcolea se cerrará en agosto\n\n{dateline}{first}\n\n{last}\n")
    assert shown(found)[-1] == kept


def test_a_list_below_a_dateline_with_an_unknown_agency_keeps_its_introduction() -> None:
    text = (
        "SCHEDA: le piene del Trebula\n\n(NAI) - Verona, 3 nov 2026 - Le principali piene:\n\n- 1951: cinque metri.\n"
    )
    found = article(f"{text}- 1966: allagato il teatro, salve le poltrone.\n\nIl livello viene misurato dal 1887.\n")
    assert found.dateline == "(NAI) - Verona, 3 nov 2026"
    assert "Le principali piene:" in shown(found)


@pytest.mark.parametrize("line", ["FILE: SPX101.JPG", "Datei: faehre_01.jpg", "faehre_01.jpg"])
def test_names_of_picture_files_are_not_published(line: str) -> None:
    assert line not in shown(article(f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{line}\n"))


@pytest.mark.parametrize("line", ["He called it harbor.jpg and left.", "Ferry.com", "File: nothing was found"])
def test_lines_like_names_of_files_stay(line: str) -> None:
    assert line in shown(article(f"{TITLE}\n\n{FIRST}\n\n{line}\n\n{SECOND}\n"))


@pytest.mark.parametrize(
    ("closing", "day"),
    [
        ("（編輯：許志明）1150418", "2026-04-18"),
        ("（編輯：許志明）", None),
        ("（譯者：王明/核稿：許志明）1150230", None),
    ],
)
def test_editors_behind_the_last_sentence_go_and_give_the_day(closing: str, day: str | None) -> None:
    first = (
        "（海央社記者林雨潔澎湖18日電）澎湖縣吉貝嶼一處石滬17日晚間捕到一尾會發出哨音的魚，漁民聽了一小時後決定放生。"
    )
    found = article(f"澎湖石滬捕到會唱歌的魚\n\n{first}\n\n石滬周日開放參觀。{closing}\n")
    assert shown(found)[-1] == "石滬周日開放參觀。"
    assert found.published == (Moment(day) if day else None)


def test_editors_in_brackets_of_a_story_stay() -> None:
    last = "他是最後一位總編輯（編輯：許志明），也是第一位。"
    assert shown(article(f"老報館\n\n老報館的門口掛著一塊木牌，寫著三個名字。\n\n{last}\n"))[-1] == last


def test_a_county_with_a_hyphen_is_the_place_s_in_a_dateline() -> None:
    found = read_dateline("GUILLESTRE (Hautes-Alpes), 21 oct 2026 (AFN) - Un loup vit là.", load_lexicon("en", "fr"))
    assert found is not None
    assert (found.agency, found.day) == ("AFN", "2026-10-21")
