"""Sign-offs, datelines and takes of agencies as their copy has them, and stories whose lines resemble these."""

from __future__ import annotations

import pytest

from convert.model import Moment, Party, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read


def parse(text: str) -> Parsed:
    return read(Source(name="story.txt", data=text.encode(), moment=Moment("2020-01-01T00:00:00Z")))


def shown(parsed: Parsed) -> list[str]:
    return [parsed.article.headline, *block_texts(parsed.article.body)]


SIGNED = (
    (
        "La Bretagne ferme douze plages",
        "Brest (France), 12 mars 2026 (AFP) - ",
        "Douze plages ont été fermées jeudi après l'échouage de granulés, a annoncé la préfecture maritime.",
        "mkv/ols/abc\n\n© Agence France-Presse",
    ),
    (
        "Trajekt za Lastovo ponovno vozi",
        "SPLIT, 12. ožujka 2026. (Hina) - ",
        "Trajektna linija ponovno je uspostavljena u četvrtak ujutro nakon tri dana prekida zbog bure.",
        "(Hina) xdmar ysk",
    ),
    (
        "Grădina Botanică își redeschide serele",
        "Iași, 12 mar /Agerpres/ - ",
        "Serele Grădinii Botanice din Iași vor fi redeschise sâmbătă, după patru ani de lucrări.",
        "AGERPRES/(AS - autor: Ioana Pricop, editor: Corina Vasilache, editor online: Dan Ilie)",
    ),
    (
        "الفجيرة تفتتح أول متحف للصيد البحري",
        "الفجيرة في 12 مارس / وام / ",
        "افتتحت إمارة الفجيرة اليوم أول متحف للصيد البحري في الدولة، ويضم أكثر من 700 قطعة جمعها الصيادون.",
        "- مل - عبدالله/ مها",
    ),
    (
        "चंबल में घड़ियालों की संख्या दोगुनी हुई",
        "मुरैना, 12 मार्च (भाषा) ",
        "चंबल नदी में घड़ियालों की संख्या पिछले छह वर्षों में दोगुनी हो गई है। वन विभाग ने यह जानकारी दी।",
        "भाषा सं अमित\nअमित\n1203 1745 मुरैना",
    ),
    (
        "Врачанската теснолинейка тръгва отново",
        "Враца, 12 март /Десислава Тонева, БТА/ ",
        "Теснолинейката край Враца ще тръгне отново на 6 май след 24 години прекъсване, съобщиха от общината.",
        "/ДТ/",
    ),
)


@pytest.mark.parametrize(("title", "dateline", "text", "below"), SIGNED)
def test_a_sign_off_is_not_published(title: str, dateline: str, text: str, below: str) -> None:
    parsed = parse(f"{title}\n\n{dateline}{text}\n\n{text}\n\n{below}\n")
    assert shown(parsed) == [title, text, text]
    assert parsed.article.dateline == dateline.strip(" -")


def test_a_reporter_before_the_agency_of_a_dateline_is_the_author() -> None:
    title, dateline, text, _ = SIGNED[-1]
    article = parse(f"{title}\n\n{dateline}{text}\n").article
    assert [author.name for author in article.authors] == ["Десислава Тонева"]
    assert [source.name for source in article.sources] == ["БТА"]


def test_a_place_and_an_agency_below_the_title_are_a_dateline() -> None:
    text = "Saarivesi sulkee kaupungin ainoan uimahallin kahdeksi vuodeksi, päätti kaupunginhallitus maanantaina."
    article = parse(f"Saarivesi sulkee uimahallinsa\n\nSaarivesi - STT\n\n{text}\n\n{text}\n\nSTT\n").article
    assert article.dateline == "Saarivesi - STT"
    assert [source.name for source in article.sources] == ["STT"]
    assert article.subheadline is None


def test_a_source_is_no_author() -> None:
    text = "Van Gölü'nde yaşayan inci kefalinin göçü bu yıl üç hafta erken başladı, diyen uzmanlar uyardı."
    article = parse(f"Van Gölü'nde göç erken başladı\n\nVAN (AA) - {text}\n\n{text}\n\nKaynak: AA\n").article
    assert article.authors == ()


TAKES = """\
BC-US--Harbor Pilots,1st Ld-Writethru,0231
^Harbor pilots win back their night pay
^By LORNA FITCH
^Associated Press
PORT ELLERY, Wash. (AP) _ A judge on Thursday ordered the port to restore the night pay of its pilots.
   The ruling covers 46 pilots, their lawyer said.
(MORE)

BC-US--Harbor Pilots,1st Add,0118
PORT ELLERY: lawyer said.
   "We climb a ladder in the dark in a gale," said pilot Beth Corrigan.
AP-WF-03-12-26 2014GMT
"""


def test_carets_and_headers_of_takes_are_taken_from_copied_wires() -> None:
    parsed = parse(TAKES)
    assert parsed.article.headline == "Harbor pilots win back their night pay"
    assert [author.name for author in parsed.article.authors] == ["LORNA FITCH"]
    assert [text.partition(" ")[0] for text in block_texts(parsed.article.body)] == ["A", "The", '"We']


BODY = "A judge on Thursday ordered the port of Port Ellery to restore the night pay that pilots lost in 2023."


@pytest.mark.parametrize(
    "line",
    [
        "(Hina) was the name of the dog.",
        "Red/white/blue, said the flag.",
        "^ marks the spot where the pilot fell.",
        "Ellery - a port of pilots",
        "AP/Reuters was the pilot's joke for his two parrots.",
        "SOURCE: the pilot himself, who asked not to be named.",
        "HARBOR: a place where nobody sleeps.",
    ],
)
def test_a_last_line_that_is_a_sentence_stays(line: str) -> None:
    text = f"Harbor pilots win back pay\n\nPORT ELLERY, Wash. (AP) — {BODY}\n\n{line}\n\n{BODY}\n\n{line}\n"
    assert line in shown(parse(text))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("خلاف على الأسماء", "نعم/لا"),
        ("कौन जीता", "भाषा और हम"),
        ("Кой спечели", "да/не"),
    ],
)
def test_a_short_last_line_of_copy_without_a_dateline_stays(title: str, text: str) -> None:
    parsed = parse(f"{title}\n\n{BODY}\n\n{BODY}\n\n{text}\n")
    assert text in " ".join(shown(parsed))


HEADERS = (
    "a0672\nr a BC-US--Harbor Pilots   03-12 0231\n",
    "BC-US--Harbor Pilots,0231\n",
    "bdt0188 3 vm 204  dpa 0517\n\nHarbor/Pilots/Strike/\n",
)


@pytest.mark.parametrize("header", HEADERS)
def test_a_title_above_the_header_of_a_wire_stays_the_title(header: str) -> None:
    title = "Harbor pilots win back their night pay"
    parsed = parse(f"{title}\n\n{header}\nPORT ELLERY, Wash. (AP) — {BODY}\n\n{BODY}\n")
    assert title in (parsed.article.headline, *(other.text for other in parsed.article.other_headlines))
    assert not any(mark in " ".join(shown(parsed)) for mark in ("BC-US", "Pilots/Strike", "bdt0188", "a0672"))


def test_a_title_above_a_header_with_a_title_of_its_own_is_a_kicker() -> None:
    parsed = parse(
        "Harbor pilots win back pay\n\nbdt0188 3 vm 204  dpa 0517\n\nHafen/Lotsen/USA/\nLotsen bekommen Geld =\n\n"
        "   Port Ellery (dpa) - Ein Gericht hat am Donnerstag den Hafen verpflichtet, den Zuschlag zu zahlen.\n\n"
        "   Der Hafen will das Urteil annehmen, wie er am Abend sagte.\n"
    )
    assert parsed.article.headline == "Lotsen bekommen Geld"
    assert [other.text for other in parsed.article.other_headlines] == ["Harbor pilots win back pay"]


@pytest.mark.parametrize(
    "line",
    [
        "abc0123 4 pl 204 dpa 0517 is a code, they say.",
        "Route 0188 3 am 204 steps",
        "Bus 12 3 km 40 min",
    ],
)
def test_a_line_with_figures_below_a_title_is_no_header(line: str) -> None:
    parsed = parse(f"Pilots win\n\n{line}\n\nHarbor/Pilots/Strike\n\n{BODY}\n\n{BODY}\n")
    assert line in str(parsed.article)


@pytest.mark.parametrize("line", ["- Help from the north -", "– Aide du nord –"])
def test_a_line_between_hyphens_below_a_dateline_is_a_heading(line: str) -> None:
    parsed = parse(f"Pilots win back pay\n\nPORT ELLERY, Wash. (AP) — {BODY}\n\n{line}\n\n{BODY}\n")
    assert [type(block).__name__ for block in parsed.article.body] == ["Paragraph", "Heading", "Paragraph"]
    assert line.strip("-– ") in shown(parsed)


@pytest.mark.parametrize("line", ["- 30 -", "- Yes, said the pilot. -", "- We climb in the dark - and laugh."])
def test_other_lines_with_hyphens_are_no_headings(line: str) -> None:
    parsed = parse(f"Pilots win back pay\n\nPORT ELLERY, Wash. (AP) — {BODY}\n\n{line}\n\n{BODY}\n")
    assert not any(type(block).__name__ == "Heading" for block in parsed.article.body)


def test_a_name_before_an_agency_below_the_text_is_the_author() -> None:
    text = "En älg har simmat de sex kilometrarna från fastlandet till Öland. Färjan fick vänta i en timme."
    article = parse(f"Älg simmade över sundet\n\nKALMAR (TT) {text}\n\n{text}\n\nFrida Ekdahl/TT\n").article
    assert [author.name for author in article.authors] == ["Frida Ekdahl"]
    assert list(block_texts(article.body)) == [text, text]


@pytest.mark.parametrize("line", ["Jane Doe/AP", "Black/White", "Frida Ekdahl/Nordvind"])
def test_other_names_with_a_slash_are_no_authors(line: str) -> None:
    assert parse(f"Pilots win\n\nPORT ELLERY, Wash. (AP) — {BODY}\n\n{BODY}\n\n{line}\n").article.authors == ()


def test_a_report_says_which_agency_first_published_it() -> None:
    text = "HOLM, N.S. — The old ferry to Holm will sail again from Monday, the harbor office said."
    line = "This report by The Canadian Press was first published May 4, 2026."
    parsed = read(
        Source(
            name="a.txt",
            data=f"Ferry to Holm sails again\n\n{text}\n\nIt broke down nine times.\n\n{line}\n".encode(),
            moment=Moment("2027-01-01T00:00:00Z"),
        )
    )
    assert parsed.article.provider == Party(name="The Canadian Press")
    assert parsed.article.published == Moment("2026-05-04")
    assert line not in str(parsed.article.body)


@pytest.mark.parametrize(
    "line",
    [
        "This report by the harbor office was first published in May, and nobody read it.",
        "This report was first published by The Holm Press on May 4, 2026, and nobody read it.",
        "The report by The Holm Press was first published May 4, 2026, she said.",
        "Dieser Bericht der Holmer Presse erschien zuerst am 4. Mai 2026.",
        "Ce rapport de la presse de Holm a paru le 4 mai 2026.",
    ],
)
def test_a_sentence_about_a_report_stays(line: str) -> None:
    text = "The old ferry to Holm will sail again from Monday, the harbor office said, after its engine was mended."
    parsed = read(
        Source(
            name="a.txt",
            data=f"Ferry to Holm sails again\n\n{text}\n\n{line}\n".encode(),
            moment=Moment("2027-01-01T00:00:00Z"),
        )
    )
    assert line in str(parsed.article.body)
