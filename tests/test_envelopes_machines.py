"""What machines put around copy: fax headers, telexes, weather bulletins, forms of pictures and of composing "
"systems."""

from __future__ import annotations

import pytest

from convert.model import Contributor, Moment, Party, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read

FIRST = "The old ferry to Holm will sail again from Monday, the harbor office said, after its engine was mended."
SECOND = "It broke down nine times last winter, once with a choir on board."


def parse(text: str, name: str = "story.txt") -> Parsed:
    return read(Source(name=name, data=text.encode(), moment=Moment("2027-01-01T00:00:00Z")))


def shown(parsed: Parsed) -> list[str]:
    article = parsed.article
    others = [other.text for other in article.other_headlines]
    return [article.headline, *others, article.byline or "", article.subheadline or "", *block_texts(article.body)]


@pytest.mark.parametrize(
    "header",
    [
        "12-MAR-2026  09:14   FROM: HOLM HARBOR OFFICE   TO: 0451 2312 5099   P.0{}/02",
        "12/03 2026 09:14 FAX +49 451 23125099      HAFENAMT HOLM      SEITE {}",
        "MAR-12-2026 THU 09:14    HOLM HARBOR OFFICE     FAX NO. 0451 231250    P. 0{}",
    ],
)
def test_the_header_of_a_fax_is_private_and_not_published(header: str) -> None:
    text = f"{header.format(1)}\n\nFerry to Holm sails again\n\n{FIRST}\n\n{header.format(2)}\n\n{SECOND}\n"
    parsed = parse(text)
    assert shown(parsed) == ["Ferry to Holm sails again", "", "", FIRST, SECOND]
    assert parsed.article.authors == ()
    assert "0451" not in str(parsed.trace)


def test_a_telex_is_read_without_its_codes_and_stamp() -> None:
    text = (
        "ZCZC LDC0417 NXR220\nRR\nBT\n\nHOLM 12/3 (NXR) - THE FERRY TO HOLM WILL SAIL AGAIN FROM\n"
        "MONDAY, THE HARBOR OFFICE SAID.\n\nIT BROKE DOWN NINE TIMES LAST WINTER, ONCE WITH A CHOIR ON\nBOARD.\n\n"
        "NXR 12/3 1442 GMT\nNNNN\n"
    )
    parsed = parse(text)
    published = " ".join(shown(parsed))
    assert not [code for code in ("ZCZC", "RR", "BT", "NNNN", "1442") if code in published.split()]
    assert parsed.article.dateline == "HOLM 12/3 (NXR)"
    assert "ONCE WITH A CHOIR ON BOARD." in published


def test_figures_of_a_bulletin_that_are_no_points_of_an_area_stay() -> None:
    rows = ["0600 1245", "1200 1310", "1800 1402"]
    points = "LAT...LON 4116 9743 4105 9711\n      4097 9754\n"
    text = (
        "SRUS43 KKBY 121342\nRVSKBY\n\nRiver Statement\nNational Weather Service Holm Bay\n"
        "942 AM EDT Thu Mar 12 2026\n\n"
        f"The stages of the river at the old ferry, by the hour, in hundredths of a foot:\n\n{chr(10).join(rows)}\n\n"
        f"The river falls from tonight on.\n\n{points}\n$$\n"
    )
    published = " ".join(shown(parse(text)))
    assert all(row in published for row in rows)
    assert "9743" not in published
    assert "9754" not in published


def test_a_bulletin_of_a_weather_service() -> None:
    text = (
        "WWUS81 KKBY 121342\nSPSKBY\n\nSpecial Weather Statement\nNational Weather Service Holm Bay\n"
        "942 AM EDT Thu Mar 12 2026\n\nCOZ101>104-122000-\n\n"
        "Rain ended shortly before sunrise and temperatures fell below freezing behind it.\n\n"
        "Drivers on the causeway reported several slides into the guard rail.\n\n$$\n\nKELLER\n"
    )
    article = parse(text).article
    assert (article.headline, article.provider) == (
        "Special Weather Statement",
        Party(name="National Weather Service Holm Bay"),
    )
    published = " ".join(shown(parse(text)))
    assert not [code for code in ("WWUS81", "SPSKBY", "COZ101", "$$", "KELLER") if code in published]
    assert "Drivers on the causeway reported several slides into the guard rail." in published


def test_the_form_of_a_picture() -> None:
    text = (
        "Object Name: FERRY 12\nHeadline: Ferry sails again\nBy-line Title: Stringer\nBy-line: Hetty Oram\n"
        "Credit: Holm Pictures\nCity: Holm\nDate Created: 2026-03-12\nKeywords: ferries; harbors\n"
        f"Special Instructions: ONE TIME USE ONLY\nCaption/Abstract: {FIRST}\nWriter-Editor: HO/mk\n"
    )
    article = parse(text).article
    assert (article.headline, article.authors) == ("Ferry sails again", (Contributor(name="Hetty Oram"),))
    assert (article.published, article.keywords) == (Moment("2026-03-12"), ("ferries", "harbors"))
    assert article.editor_notes == ("ONE TIME USE ONLY",)
    assert list(block_texts(article.body)) == [FIRST]


def test_copy_of_a_composing_system() -> None:
    text = (
        "STORY: X2041      BASKET: COUNTY/READY    VER: 6\nSLUG: FERRY12  DESK: CTY  BY: HORAM\n"
        f"<HD>Ferry sails again\n<BY>By Hetty Oram\n<TX>{FIRST}\n{SECOND}\n<EN>\n"
    )
    parsed = parse(text)
    assert parsed.article.authors == (Contributor(name="Hetty Oram"),)
    assert (parsed.article.headline, list(block_texts(parsed.article.body))) == ("Ferry sails again", [FIRST, SECOND])


def test_fields_below_the_title_of_a_page_of_notes() -> None:
    text = (
        "# Ferry sails again\n\nOwner: Hetty Oram\nAuthor: Hetty Oram\nPublish date: March 12, 2026\nTags: "
        "ferries, harbors\n"
        f"\n{FIRST}\n\n{SECOND}\n"
    )
    article = parse(text, "Ferry 3f2a.md").article
    assert (article.authors, article.published) == ((Contributor(name="Hetty Oram"),), Moment("2026-03-12"))
    assert (article.keywords, len(article.body)) == (("ferries", "harbors"), 2)


def test_front_matter_below_a_word_to_editors() -> None:
    fields = "---\ntitle: Ferry sails again\nauthor: Hetty Oram\ntags: [ferries]\n---\n"
    text = f"Hello all, here is the text:\n\n{fields}\n{FIRST}\n\n{SECOND}\n"
    article = parse(text).article
    assert (article.headline, article.authors) == ("Ferry sails again", (Contributor(name="Hetty Oram"),))
    assert article.editor_notes == ("Hello all, here is the text:",)
    assert len(article.body) == 2


def test_a_line_of_agencies_above_the_title_is_a_source() -> None:
    article = parse(f"Source: Reuters, AP\n\nFerry to Holm sails again\n\n{FIRST}\n\n{SECOND}\n").article
    assert [source.name for source in article.sources] == ["Reuters", "AP"]
    assert article.other_headlines == ()


LOOK_ALIKES = (
    """\
Sweden has joined the group

Sweden joined the group of countries without ferries on Monday, after the last one was sold to a museum.

The group has nine members, and meets on land.
""",
    """\
:Author: that is how the poet signs

:Date: is what he writes below, always

The poet of Crale has signed nine thousand postcards with two colons, and nobody knows why.
""",
    """\
The fax that came at 09:14

Every morning the machine in the harbor office prints one page, and nobody knows from whom.

HOLM HARBOR OFFICE, it said on Monday, and below it at 09:14 a single word, SOON, and a page number.
""",
    """\
BT, RR and the other bells of Holm

RR is the bell that calls the pilots, and BT the one for lunch.

NNNN is none of them, the sexton says, it only sounds like one.
""",
    """\
Keller and the two dollar signs

$$ is how the forecaster of Holm signs, because his teletype has no K.

WWUS81 was the first code he learned, and he has it on a mug.
""",
    """\
# Ferry sails again

Hetty: The engine runs.
Sam: For how long?
Hetty: Until it stops.

The two owners of the ferry to Holm talk like that all day, and passengers write it down.
""",
    """\
Headline: a life among scissors

By-line: she never had one, though she cut out forty thousand of others.

Caption: that is what she called her cat.

The archive of Holm opened on Monday with all her scrapbooks.
""",
    """\
He has painted it on nine boats since Monday, and on a dog.

---

title: the word that the ferryman paints on every boat

---

The dog belongs to the harbor office, which has not complained so far.
""",
    """\
Source: the spring that nobody found

The source of the river Holm was found on Monday by a cow.

It is below the bank, and always was.
""",
    """\
News directors and other winds

Editors of almanacs know nine winds for Holm, and the ferryman knows twelve.

The last three are his own, he says.
""",
)


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_story_that_resembles_such_copy_keeps_every_line(text: str) -> None:
    published = " ".join(" ".join(shown(parse(text))).split())
    lines = [" ".join(line.lstrip("# ").split()) for line in text.split("\n") if line.strip("-")]
    assert [line for line in lines if line not in published] == []


def test_the_name_of_the_file_above_the_title_is_not_published() -> None:
    for name in ("ferry_text_v3_final.docx", "Ferry Holm (2).odt", "prom_tekst_v3_ost.pdf"):
        assert name not in " ".join(shown(parse(f"{name}\n\nFerry to Holm sails again\n\n{FIRST}\n\n{SECOND}\n")))
    for title in ("The story behind readme.txt", "holm.doc", "Why everybody hates final_final.docx, and nobody stops"):
        if " " in title:
            assert title in shown(parse(f"{title}\n\n{FIRST}\n\n{SECOND}\n"))
