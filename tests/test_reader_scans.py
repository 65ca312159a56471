"""Files of recognized text: ALTO, hOCR, PAGE XML, and Tesseract's TSV become copy with titles and paragraphs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from convert.errors import InputError
from convert.model import Moment, block_texts
from convert.pipeline import read, split
from convert.readers import Parsed, Source
from convert.readers.text.envelopes.print import broken_lines, page_frames, restoring, specks
from convert.readers.text.envelopes.print.scan_files import ScanLine, read_scan
from convert.readers.text.envelopes.print.scan_pages import decode_scan
from convert.readers.text.envelopes.print.specks import is_speck

MOMENT = Moment("2027-01-01T00:00:00Z")
NS3 = ' xmlns="http://www.loc.gov/standards/alto/ns-v3#"'
TITLE = "Goats of Ellerby may graze on the school roof"
LINES = (
    "The goats of Ellerby may graze on the roof",
    "of the school until the mower has been",
    "repaired, the council said on Monday.",
)


def alto(*blocks: str, ns: str = NS3, prefix: str = "", page: str = "") -> bytes:
    """A file of ALTO with these blocks on its page, or with the content `page` of its Layout."""
    text = page or f"<Page><PrintSpace>{''.join(blocks)}</PrintSpace></Page>"
    if prefix:
        text = (
            text.replace("</", f"</{prefix}:")
            .replace("<", f"<{prefix}:")
            .replace(f"<{prefix}:/{prefix}:", f"</{prefix}:")
        )
        text = f'<{prefix}:alto xmlns:{prefix}="urn:alto"><{prefix}:Layout>{text}</{prefix}:Layout></{prefix}:alto>'
        return text.encode()
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<alto{ns}><Layout>{text}</Layout></alto>'.encode()


def block(*lines: str) -> str:
    """A TextBlock of lines, which are Strings and other elements."""
    return f"<TextBlock>{''.join(f'<TextLine>{line}</TextLine>' for line in lines)}</TextBlock>"


def words(text: str) -> str:
    return "<SP/>".join(f'<String CONTENT="{word}"/>' for word in text.split())


def placed(text: str, left: int, top: int, size: int = 20, width: int = 0) -> str:
    """A line with its place; letters are half as wide as high."""
    box = f'HPOS="{left}" VPOS="{top}" WIDTH="{width or len(text) * size // 2}" HEIGHT="{size}"'
    return f'<TextLine {box}><String CONTENT="{text}" {box}/></TextLine>'


def in_block(*lines: str) -> str:
    return f"<TextBlock>{''.join(lines)}</TextBlock>"


def lines_of(data: bytes) -> list[str]:
    scan = decode_scan(data)
    return [line for line in scan.text.decode().split("\n") if line] if scan else []


def reading(data: bytes, name: str = "page.xml") -> Parsed:
    return read(Source(name=name, data=data, moment=MOMENT))


def day_of(parsed: Parsed) -> str:
    published = parsed.article.published
    return published.text if published else ""


@pytest.mark.parametrize("ns", ["", ' xmlns="http://www.loc.gov/standards/alto/ns-v2#"', NS3, NS3.replace("v3", "v4")])
def test_alto_of_each_version_is_copy(ns: str) -> None:
    data = alto(block(words(TITLE)), block(words("By Ann Loft")), block(*map(words, LINES)), ns=ns)
    article = reading(data).article
    assert article.headline == TITLE
    assert [author.name for author in article.authors] == ["Ann Loft"]
    assert list(block_texts(article.body)) == [" ".join(LINES)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_alto_in_utf16_is_copy(encoding: str) -> None:
    plain = alto(block(words(TITLE)), block(*map(words, LINES)))
    assert lines_of(plain.decode().replace("UTF-8", "UTF-16").encode(encoding)) == lines_of(plain) != []


def test_alto_with_a_prefix_is_copy() -> None:
    data = alto(block(words(TITLE)), block(*map(words, LINES)), prefix="a")
    assert lines_of(data) == [TITLE, " ".join(LINES)]


HYPHENS = {
    "named": (
        '<String CONTENT="re" SUBS_TYPE="HypPart1" SUBS_CONTENT="repaired"/><HYP CONTENT="-"/>',
        '<String CONTENT="paired," SUBS_TYPE="HypPart2" SUBS_CONTENT="repaired"/>',
        "was repaired today",
    ),
    "named with its comma": (
        '<String CONTENT="re" SUBS_TYPE="HypPart1" SUBS_CONTENT="repaired,"/><HYP CONTENT="-"/>',
        '<String CONTENT="paired," SUBS_TYPE="HypPart2" SUBS_CONTENT="repaired,"/>',
        "was repaired, today",
    ),
    "not named": ('<String CONTENT="re"/><HYP CONTENT="&#xAD;"/>', '<String CONTENT="paired"/>', "was repaired today"),
    "twice": ('<String CONTENT="re-"/><HYP CONTENT="-"/>', '<String CONTENT="paired"/>', "was repaired today"),
    "only in the word": ('<String CONTENT="re-"/>', '<String CONTENT="paired"/>', "was repaired today"),
    "as a not sign": ('<String CONTENT="re¬"/>', '<String CONTENT="paired"/>', "was repaired today"),
    "an abbreviation": (
        '<String CONTENT="Mr." SUBS_TYPE="Abbreviation" SUBS_CONTENT="Mister"/>',
        '<String CONTENT="Loft"/>',
        "was Mr. Loft today",
    ),
    "without its second part": (
        '<String CONTENT="re" SUBS_TYPE="HypPart1" SUBS_CONTENT="repaired"/><HYP CONTENT="-"/>',
        '<String CONTENT="Then"/>',
        "was repaired Then today",
    ),
    "without its first part": (
        '<String CONTENT="once"/>',
        '<String CONTENT="paired" SUBS_TYPE="HypPart2" SUBS_CONTENT="repaired"/>',
        "was once paired today",
    ),
}


@pytest.mark.parametrize("case", HYPHENS)
def test_words_divided_at_line_ends_are_whole(case: str) -> None:
    first, second, whole = HYPHENS[case]
    if case == "named":  # the comma is of the second part only
        second = second.replace("paired,", "paired")
    data = alto(block(words("it was") + first, second + words("today")))
    assert lines_of(data) == [f"it {whole}"]


def test_a_word_divided_over_two_blocks_is_whole() -> None:
    first = '<String CONTENT="sur" SUBS_TYPE="HypPart1" SUBS_CONTENT="surveyor"/><HYP CONTENT="-"/>'
    second = '<String CONTENT="veyor" SUBS_TYPE="HypPart2" SUBS_CONTENT="surveyor"/>'
    data = alto(block(words("the county") + first), block(second + words("said so.")))
    assert lines_of(data) == ["the county surveyor said so."]


def test_margins_frame_the_page_and_state_its_day() -> None:
    page = (
        f"<Page><TopMargin>{block(words('The Ellerby Bell'))}{block(words('Tuesday, 4 May 1971'))}</TopMargin>"
        f"<PrintSpace>{block(words(TITLE))}{block(*map(words, LINES))}</PrintSpace>"
        f"<BottomMargin>{block(words('12'))}</BottomMargin></Page>"
    )
    parsed = reading(alto(page=page))
    assert (parsed.article.headline, day_of(parsed)) == (TITLE, "1971-05-04")
    assert list(block_texts(parsed.article.body)) == [" ".join(LINES)]
    heads = [line.text for line in parsed.trace if line.rule == "running head of a page"]
    assert heads == ["The Ellerby Bell", "Tuesday, 4 May 1971", "12"]


def test_pages_are_one_story() -> None:
    first = f"<Page><PrintSpace>{block(words(TITLE))}{block(words(LINES[0]), words(LINES[1]))}</PrintSpace></Page>"
    second = f"<Page><TopMargin>{block(words('2'))}</TopMargin><PrintSpace>{block(words(LINES[2]))}</PrintSpace></Page>"
    source = Source(name="page.xml", data=alto(page=first + second), moment=MOMENT)
    assert split(source) == (source,)
    assert list(block_texts(read(source).article.body)) == [" ".join(LINES)]


def test_places_show_titles_and_paragraphs() -> None:
    """A title in two blocks, a head in one row, a speck, indents, and a paragraph over two columns."""
    data = alto(
        in_block(placed("Ellerby Bell", 100, 40)),
        in_block(placed("4 May 1971", 600, 42)),
        in_block(placed("7", 980, 41)),
        in_block(placed("Goats of Ellerby may graze", 100, 100, 48)),
        in_block(placed("on the school roof", 100, 160, 48)),
        in_block(placed("|", 700, 230)),
        in_block(placed("By Ann Loft", 100, 240)),
        in_block(
            placed("The goats may graze on the roof until the", 120, 300, width=400),
            placed("mower is repaired.", 100, 325),
            placed("Nobody asked the teachers, who keep the", 120, 350, width=400),
            placed("windows shut and hear the small feet of", 100, 375, width=420),
        ),
        in_block(placed("the herd in every lesson.", 560, 300), placed("It is a mild herd.", 580, 325)),
    )
    assert lines_of(data)[3:] == [
        "Goats of Ellerby may graze on the school roof",
        "|",
        "By Ann Loft",
        "The goats may graze on the roof until the mower is repaired.",
        "Nobody asked the teachers, who keep the windows shut and hear the small feet of the herd in every lesson.",
        "It is a mild herd.",
    ]
    parsed = reading(data)
    assert (parsed.article.headline, day_of(parsed)) == (TITLE, "1971-05-04")
    rules = {line.text: line.rule for line in parsed.trace if line.role == "envelope"}
    assert rules == {
        "Ellerby Bell": "running head of a page",
        "4 May 1971": "running head of a page",
        "7": "page number",
        "|": "mark that a scan left",
    }


LEFT = (
    *("The goats of Ellerby may", "graze on the roof of the", "school until the mower has"),
    *("been repaired, the council", "said on Monday after it", "had counted all of them."),
)
RIGHT = (
    *("Nobody asked the teachers,", "who since then keep the", "windows shut and hear the"),
    *("small feet of the herd in", "every lesson, but for the", "days on which it rains."),
)


def row_of(top: int, *texts: str, right: int = 420) -> str:
    """A line with a text at the left, and one at `right`, of words with their places."""
    strings = [
        f'<String CONTENT="{word}" HPOS="{left + at * 10}" WIDTH="{len(word) * 10 - 2}" HEIGHT="20" VPOS="{top}"/>'
        for left, text in zip((100, right), texts, strict=False)
        for word, at in zip(text.split(), word_starts(text), strict=True)
    ]
    return f'<TextLine HPOS="100" VPOS="{top}" WIDTH="580" HEIGHT="20">{"".join(strings)}</TextLine>'


def rows_of(*, right: int = 420) -> list[str]:
    pairs = zip(LEFT, RIGHT, strict=True)
    return [row_of(100 + at * 25, *pair, right=right) for at, pair in enumerate(pairs)]


def test_columns_in_one_block_are_divided_by_the_white_between_their_words() -> None:
    assert lines_of(alto(in_block(*rows_of()))) == [" ".join(LEFT), " ".join(RIGHT)]


def test_columns_in_blocks_below_each_other_are_divided() -> None:
    rows = rows_of()
    found = lines_of(alto(in_block(*rows[:3]), in_block(*rows[3:])))
    assert found == [" ".join(LEFT), " ".join(RIGHT)]


def test_lines_with_little_white_are_no_columns() -> None:
    found = " ".join(lines_of(alto(in_block(*rows_of(right=366)))))
    assert found.startswith("The goats of Ellerby may Nobody asked the teachers, graze on")


def test_a_byline_in_the_block_of_the_text_is_a_line_of_its_own() -> None:
    block = in_block(
        placed("By Ann Loft", 100, 100), *(placed(line, 100, 125 + at * 25) for at, line in enumerate(LINES))
    )
    assert lines_of(alto(block)) == ["By Ann Loft", " ".join(LINES)]


def word_starts(text: str) -> list[int]:
    return [at for at in range(len(text)) if text[at] != " " and text[at - 1 : at] in ("", " ")]


def test_a_section_below_the_head_of_a_page_is_no_part_of_it() -> None:
    data = alto(
        in_block(placed("Ellerby Bell", 100, 40)),
        in_block(placed("Village", 100, 62)),
        in_block(placed("4 May 1971 7", 700, 44)),
        in_block(placed("Goats may graze on the roof", 100, 100, 48)),
        in_block(*(placed(line, 100, 200 + at * 25) for at, line in enumerate(LINES))),
    )
    parsed = reading(data)
    assert [line.text for line in parsed.trace if line.role == "envelope"] == ["Ellerby Bell", "4 May 1971 7"]
    assert "Village" in {other.text for other in parsed.article.other_headlines}


def test_a_mark_between_the_name_and_the_day_hides_no_day() -> None:
    head = in_block(placed("Ellerby Bell : Tuesday, 4 May 1971 8", 100, 40))
    text = in_block(*(placed(line, 100, 200 + at * 25) for at, line in enumerate(LINES)))
    assert day_of(reading(alto(head, in_block(placed("Goats may graze", 100, 100, 48)), text))) == "1971-05-04"


def test_a_large_first_letter_is_of_its_word() -> None:
    data = alto(
        in_block(placed("T", 100, 300, 70)),
        in_block(placed("he goats may graze on the roof until the", 160, 300, width=400)),
        in_block(placed("mower is repaired.", 100, 325)),
    )
    assert lines_of(data) == ["The goats may graze on the roof until the mower is repaired."]


def test_the_name_of_a_paper_is_no_title() -> None:
    data = alto(
        in_block(placed("ELLERBY BELL", 100, 40, 90)),
        in_block(placed("No. 41. Tuesday, 4 May 1971. Price 3p", 100, 150)),
        in_block(placed("Goats may graze on the roof", 100, 200, 48)),
        in_block(*(placed(line, 100, 300 + at * 25) for at, line in enumerate(LINES))),
    )
    parsed = reading(data)
    assert (parsed.article.headline, day_of(parsed)) == ("Goats may graze on the roof", "1971-05-04")


HOCR = """<html><head><meta name='ocr-system' content='tesseract 5.3.0'></head><body>
<div class='ocr_page' title='bbox 0 0 900 900'>
<div class='ocr_carea'><p class='ocr_par'><span class='ocr_header' title='bbox 9 9 700 60; x_size 48'>
<span class='ocrx_word'>Goats</span> <span class='ocrx_word'>of&nbsp;Ellerby</span></span></p></div>
<div class='ocr_carea'><p class='ocr_par'><span class='ocr_line' title='bbox 9 80 700 100; x_size 20'>
<span class='ocrx_word'>They</span><span class='ocrx_word'>may</span> <span class='ocrx_word'>re-</span></span>
<span class='ocr_line' title='bbox 9 110 700 130; x_size 20'><em>main</em> on the roof.</span></p></div></div></body>"""


def test_hocr_is_read_as_browsers_read_it() -> None:
    assert lines_of(HOCR.encode()) == ["Goats of Ellerby", "They may remain on the roof."]


def test_page_xml_is_read_in_its_order() -> None:
    line = "<TextLine><TextEquiv><Unicode>{2}</Unicode></TextEquiv></TextLine>"
    region = f'<TextRegion id="{{0}}" type="{{1}}">{line}</TextRegion>'
    order = "".join(f'<RegionRefIndexed index="{at}" regionRef="{key}"/>' for at, key in enumerate("cab"))
    regions = (("a", "heading", TITLE), ("b", "paragraph", LINES[0]), ("c", "page-number", "12"), ("d", "", "Last."))
    data = (
        f"<PcGts><Page><ReadingOrder><OrderedGroup>{order}</OrderedGroup></ReadingOrder>"
        f"{''.join(region.format(*each) for each in regions)}</Page></PcGts>"
    ).encode()
    assert lines_of(data) == ["12", TITLE, LINES[0], "Last."]
    (page,) = read_scan(data)
    assert [each.is_frame for each in page] == [True, False, False, False]


TSV = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def test_tsv_is_read_by_its_levels() -> None:
    rows = (
        "1 1 0 0 0 0 0 0 900 900 -1",
        "2 1 1 0 0 0 9 9 90 20 -1",
        "3 1 1 1 0 0 9 9 90 20 -1",
        "4 1 1 1 1 0 9 9 90 20 -1",
    )
    text = ("5 1 1 1 1 1 9 9 40 20 96 Ellerby", "5 1 1 1 1 2 59 9 40 20 96.5 &lt;3", "5 1 1 1 1 3 99 9 4 20 95 ")
    bad = ("5 1 x", "", "5 1 1 1 1 3 a b c d 95 lost")
    data = (TSV + "\n".join(row.replace(" ", "\t") for row in (*rows, *text, *bad))).encode()
    (page,) = read_scan(data)
    assert page[0].lines == (ScanLine("Ellerby <3", 9, 9, 99, 29, 20, (("Ellerby", 9, 49), ("<3", 59, 99))),)
    rows = (
        *rows,
        *text,
        *(row.replace("1 1", "1 2", 1) for row in rows[:1]),
        "4 2 1 1 1 0 9 9 9 9 -1",
        "5 2 1 1 1 1 9 9 9 9 90 Two",
    )
    assert len(read_scan((TSV + "\n".join(row.replace(" ", "\t") for row in rows)).encode())) == 2


OTHERS = {
    "a feed that writes of alto": b'<?xml version="1.0"?><rss><item><title>The &lt;alto&gt; sings</title></item></rss>',
    "an element of that name below": b'<?xml version="1.0"?><choir xmlns="urn:c"><part>&lt;alto&gt;</part></choir>',
    "a page about hOCR": b"<!DOCTYPE html><html><p>Each page has the class ocr_page, said its author.</p></html>",
    "hOCR without text": b"<html><meta name='ocr-system' content='x'><div class='ocr_page'></div></html>",
    "ALTO without text": alto("<TextBlock/>"),
    "ALTO that is cut off": alto(block(words(TITLE)))[:-40],
    "ALTO with entities": b'<!DOCTYPE alto [<!ENTITY a "aa">]>' + alto(block('<String CONTENT="&a;"/>'))[39:],
}


@pytest.mark.parametrize("case", OTHERS)
def test_other_markup_is_refused_as_before(case: str) -> None:
    assert not decode_scan(OTHERS[case])
    with pytest.raises(InputError) as refused:
        reading(OTHERS[case])
    assert refused.value.code == "INP019"


COPY = {
    "a story about the format": f"{TITLE}\n\nThe library writes <alto> files of each page, it said.",
    "a table of words": f"{TITLE}\n\nlevel\tpage\n1\t1\n\nThe table is of the council, which counts its goats.",
    "a quotation with a class": f"{TITLE}\n\n“The class is 'ocr_page',” said Ann Loft, who keeps the scans.",
    "angle brackets at the top": "<<< Ellerby Bell >>>\n\nThe goats may graze on the roof, the council said on Monday.",
    "German": "Der Alt singt allein\n\nIn Ellerby hat der <Alt> am Sonntag allein gesungen, weil der Sopran krank war.",
}


@pytest.mark.parametrize("case", COPY)
def test_copy_about_such_files_is_copy(case: str) -> None:
    assert decode_scan(COPY[case].encode()) is None


def test_a_file_in_parts_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    from convert.readers.text.envelopes.print import scan_files

    data = alto(block(words(TITLE)), block(words("Two pages.")))
    monkeypatch.setattr(scan_files, "MAX_WORDS", 5)
    scan_files._read_scan.cache_clear()
    assert read_scan(data) == ()
    scan_files._read_scan.cache_clear()


def test_elements_nested_too_deeply_are_refused() -> None:
    deep = b"<alto>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</alto>"
    assert read_scan(deep) == ()
    assert decode_scan(b"<html><meta name='ocr-system'>" + b"<div class='ocr_carea'>" * 5000) is None


def test_numbers_that_are_none_count_as_absent() -> None:
    line = f'<TextLine HPOS="nan" VPOS="1e999" WIDTH="-" HEIGHT="∞">{words(TITLE)}</TextLine>'
    ((found,),) = read_scan(alto(in_block(line)))
    assert found.lines == (ScanLine(TITLE),)


SPECKS = ("|", "~ .", "= ee", "i", ": e", "z 4 4 4 4 e", "з", "_ _ | a")
WRITTEN = (
    *(
        "* * *",
        "***",
        "---",
        "—",
        "# # #",
        "No.",
        "Si.",
        "Ja",
        "OK",
        "II",
        "IV.",
        "(iv)",
        "A",
        "B.",
        "Я",
        "3",
        "12",
        "1:0",
    ),
    *("2–1", "- 3 -", "€ 5", "5 %", "1/2", "Oui !", "да", "…", "•"),
)


@pytest.mark.parametrize("text", SPECKS)
def test_specks_have_no_word(text: str) -> None:
    assert is_speck(text)


@pytest.mark.parametrize("text", WRITTEN)
def test_short_lines_that_people_write_are_no_specks(text: str) -> None:
    assert not is_speck(text)


def test_the_same_file_reads_the_same_twice() -> None:
    source = Source(name="page.xml", data=alto(block(words(TITLE)), block(*map(words, LINES))), moment=MOMENT)
    assert read(source) == read(replace(source))


PAGE = """ELLERBY BELL -

Tuesday, 4 May 1971 ; 7

Goats of Ellerby may graze on

the school roof .

By Ann Loft

he goats of Ellerby may graze on the roof of

the school until the mower has been repaired,

surveyor said. ;
_ They have grazed on the roof of the town hall
since March, and nobody was hurt.

i

‘ The mower is old, and its blades
are worn ~
by the stones of eleven summers.
"""
"""A page as Tesseract reads it: a head in two rows, a lost first letter, blank lines in a paragraph, marks of dirt."""


def test_recognized_text_is_made_copy() -> None:
    parsed = reading(PAGE.encode(), "page.txt")
    article = parsed.article
    assert (article.headline, day_of(parsed)) == (f"{TITLE} .", "1971-05-04")
    assert [author.name for author in article.authors] == ["Ann Loft"]
    assert list(block_texts(article.body)) == [
        "he goats of Ellerby may graze on the roof of the school until the mower has been repaired, surveyor said. ;",
        "_ They have grazed on the roof of the town hall since March, and nobody was hurt.",
        "‘ The mower is old, and its blades are worn ~ by the stones of eleven summers.",
    ]
    assert [line.text for line in parsed.trace if line.rule == "mark that a scan left"] == ["i"]


NO_SCANS = {
    "a list with letters": "Goats of Ellerby\n\na\n\nThe roof of the school\n\nb\n\nThe hall\n",
    "French signs": "Les chèvres d’Ellerby\n\nElles broutent :\nle maire est content ;\nqui dit mieux ?\n",
    "a table with bars": "Goats\n\n| goat | age |\n| Ann | 4 |\n| Bob | 5 |\n",
    "code": "Goats in code\n\nfor (goat of roof) {\n  graze(goat)\n  ;\n}\nwhile true\n}\n",
    "Swedish talk": "Getterna på taket\n\n– De är snälla, säger Ann.\n\n– Ja.\n\n– Nej, säger Bo.\n",
    "a dash of wires": "Goats on the roof\n\nELLERBY (AP) _ The goats graze,\nit said _\nand nobody was hurt.\n",
    "degrees": "Wetter in Ellerby\n\nAm Dienstag 25 ° C,\nam Abend 12 ° C,\nin der Nacht 4 ° C.\n",
    "verse": "Die Ziege\n\nsie steht auf dem Dach ,\nund frisst das Gras ,\nbis es regnet\n",
}


@pytest.mark.parametrize("case", NO_SCANS)
def test_copy_that_resembles_recognized_text_has_no_marks(case: str) -> None:
    lines = NO_SCANS[case].split("\n")
    filled = [at for at, line in enumerate(lines) if line.strip()]
    assert not (restoring._is_scanned_text(tuple(lines), filled) and specks.is_marked(lines, filled))


APART = {
    ("Goats of Ellerby may graze on", "the school roof"): True,
    ("Getterna får beta på skolans", "tak"): True,
    ("Les chèvres d’Ellerby vont brouter", "sur le toit de l’école"): True,
    ("Goats of Ellerby may graze", "by Ann Loft"): False,
    ("Goats graze", "on the school roof"): False,
    ("Die Ziegen von Ellerby", "von Anna Loft"): False,
    ("Goats of Ellerby may graze", "and nobody in the whole village has anything against it"): False,
    ("Tuesday, 4 May 1971", "the goats"): False,
    ("By Ann Loft and Bob Hay", "the goats"): False,
    ("Козы пасутся на крыше", "школы"): True,
    ("Koza zatrzymała pociąg osobowy pod", "Kazimierzem"): True,
    ("Ann Loft has a letter from the", "Mayor of Ellerby"): True,
    ("Storm knocks the power out", "New York"): False,
    ("What we know so far", "Ellerby"): False,
    ("Козы пасутся на крыше", "Школы"): False,
}


@pytest.mark.parametrize("rows", APART)
def test_a_title_goes_on_below_a_blank_line_only_in_small_letters(rows: tuple[str, str]) -> None:
    assert broken_lines.goes_on_apart(*rows) == APART[rows]


HEADS: dict[tuple[str, ...], bool] = {
    ("Ellerby Bell", "4 May 1971", "7"): True,
    ("Jueves 21 de febrero de 1980 12",): True,
    ("Kurier Podgórski 17 czerwca 1989 |. 4",): True,
    ("ВЕСТНИК ПОМОРЬЯ", "12 апреля 1994 г. . - 3"): True,
    ("12",): True,
    ("Seite 3", "Landbote"): True,
    ("Västra Dagblad Fredagen den 8 augusti 1952 IESid.6",): True,
    ("June 12, 1937 1",): True,
    ("Västra Dagblad den 8 augusti 1952 Sid. 6",): True,
    ("КРАСНАЯ ЗАРЯ 7 сентября 1969 года 2",): True,
    ("Lindauer Post Samstag, 19. Oktober 1974 Nr. 243",): True,
    ("Głos nr 88 14 kwietnia 1957",): True,
    ("Nr. 5 lebt am Deister",): False,
    ("Goat no. 12 came in 1971",): False,
    ("No 7 bus stops on 4 May 2021 for good, and nobody in the village has heard why",): False,
    ("The goats came on 8 August 1952 and stayed.",): False,
    ("Goats of Ellerby may graze",): False,
    ("London, 4 May 1971",): False,
    ("Mayor fined", "Bridge closed"): False,
    ("4 goats graze in 1971",): False,
    ("In Ellerby 1971 12 Ziegen",): False,
}


@pytest.mark.parametrize("parts", HEADS)
def test_a_row_with_day_or_number_is_the_head_of_a_page(parts: tuple[str, ...]) -> None:
    assert page_frames.is_head(parts) == HEADS[parts]


@pytest.mark.parametrize(
    "head", [["Landbote", "Samstag, 19. Oktober 1974", "Nr. 243"], ["Głos", "nr 88", "14 kwietnia 1957"]]
)
def test_the_number_of_the_issue_is_of_the_head(head: list[str]) -> None:
    assert page_frames._first_head([*head, "Title", "Text"], range(5)) == [0, 1, 2]
    assert page_frames._first_head(["Nr. 5 lebt", "Nr. 6", "Title", "Text"], range(4)) == []


def test_the_name_of_the_paper_may_be_below_its_day() -> None:
    names = ("Jueves 21 de febrero de 1980 12", "EL HERALDO", "GALICIA", "Los vecinos")
    assert page_frames._first_head(names, range(4)) == [0, 1]
    assert page_frames._first_head((names[0], names[2], names[3]), range(3)) == [0]
