"""Notices to stock exchanges, police releases and advisories, with stories whose lines only resemble theirs."""

from __future__ import annotations

import pytest

from convert.model import Moment, Party, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read


def parse(text: str) -> Parsed:
    return read(Source(name="story.txt", data=text.encode(), moment=Moment("2027-01-01T00:00:00Z")))


def shown(parsed: Parsed) -> list[str]:
    article = parsed.article
    others = [other.text for other in article.other_headlines]
    return [article.headline, *others, article.subheadline or "", *block_texts(article.body)]


NOTICE = """\
RNS Number : 8812K
Crale Kilns PLC
4 May 2026

Crale Kilns PLC
("Crale Kilns" or the "Company")

Crale Kilns relights its oldest oven

Crale Kilns PLC (LSE: CRK), which makes roof tiles, has relit the oven that it closed in 1974.

Hetty Oram, Chief Executive, said: "It still smells of the last tile."

Enquiries:
Crale Kilns PLC    Tel: +44 (0)20 7946 0990
Hetty Oram, Chief Executive

This information is provided by RNS, the news service of the London Stock Exchange. RNS is approved to act as a service.
END
MSCABCDEFGHIJKL
"""


def test_a_notice_to_a_stock_exchange_is_read_without_what_the_service_adds() -> None:
    parsed = parse(NOTICE)
    article = parsed.article
    assert (article.headline, article.provider) == (
        "Crale Kilns relights its oldest oven",
        Party(name="Crale Kilns PLC"),
    )
    assert article.published == Moment("2026-05-04")
    assert article.authors == ()
    lines = NOTICE.split("\n")
    assert list(block_texts(article.body)) == [lines[9], lines[11]]


RELEASE = """\
Crale Kilns, Inc. to Relight Its Oldest Oven

News provided by

Crale Kilns, Inc.

May 4, 2026, 08:30 ET

Share this article

Oven went cold in 1974

CRALE, Vt., May 4, 2026 /TileCourier/ -- Crale Kilns, Inc., which makes roof tiles, will relight the oven.

“It still smells of the last tile,” said Hetty Oram, Chief Executive.

Key facts:

   • 40 tons of clay
   • 12 hours of heat

Media contact:
Ned Farrow
802-555-0133

SOURCE Crale Kilns, Inc.
"""


def test_a_release_of_an_unknown_distributor_is_read_like_others() -> None:
    parsed = parse(RELEASE)
    article = parsed.article
    assert article.provider == Party(name="Crale Kilns, Inc.")
    assert article.headline == "Crale Kilns, Inc. to Relight Its Oldest Oven"
    text = " ".join(shown(parsed))
    for kept in ("Oven went cold in 1974", "Key facts", "40 tons of clay", "12 hours of heat", "said Hetty Oram"):
        assert kept in text
    for private in ("802-555-0133", "Ned Farrow", "News provided by", "SOURCE", "Share this article"):
        assert private not in text


@pytest.mark.parametrize(
    "line",
    [
        "News provided by the lighthouse was good, for once, as the harbor master said on Friday afternoon.",
        "SOURCE OF THE STAUNCHNESS: a tile of 1974, a bucket and a brush, said the harbor master on Friday.",
        "He crossed out all but /Tile/ -- the last word of the page -- and closed the book on Friday afternoon.",
        "Share this article of clothing with nobody, said a label in the coat that was found on Friday afternoon.",
    ],
)
def test_sentences_with_the_words_of_distributors_stay(line: str) -> None:
    text = f"The oven of Crale\n\nThe oven of Crale will be lit again in May, its owner said on Friday.\n\n{line}\n"
    assert line in shown(parse(text))


def test_a_notice_that_lost_its_header_is_known_by_its_foot() -> None:
    headless = NOTICE.split("\n", 1)[1]
    article = parse(headless).article
    assert (article.headline, article.provider) == (
        "Crale Kilns relights its oldest oven",
        Party(name="Crale Kilns PLC"),
    )
    title = NOTICE.split("\n", 7)[7]
    article = parse(title).article
    assert (article.headline, article.provider) == ("Crale Kilns relights its oldest oven", None)
    for text in (headless, title):
        assert "MSCABCDEFGHIJKL" not in " ".join(shown(parse(text)))


def test_a_dateline_of_a_police_release_on_a_line_of_its_own() -> None:
    parsed = parse(
        "04.05.2026 – 10:12\n\nPolizeidirektion Osted\n\nPOL-OS: Esel im Bus\n\nOsted (ots)\n\n"
        "Ein Esel ist am Sonntag in Osted in einen Linienbus gestiegen und bis zur Endstation gefahren.\n\n"
        "Eine Fahrkarte hatte er nicht.\n\nOriginal-Content von: Polizeidirektion Osted, übermittelt durch news "
        "aktuell\n"
    )
    article = parsed.article
    assert (article.headline, article.dateline) == ("POL-OS: Esel im Bus", "Osted (ots)")
    assert article.provider == Party(name="Polizeidirektion Osted")
    assert len(article.body) == 2


@pytest.mark.parametrize(
    ("label", "language"),
    [
        ("Selskabsmeddelelse nr. 12/2026", "da"),
        ("Börsmeddelande", "sv"),
        ("Pörssitiedote", "fi"),
        ("Børsmelding", "no"),
        ("AD-HOC-MITTEILUNG", "de"),
        ("STOCK EXCHANGE RELEASE", "en"),
        ("FOR PLANNING PURPOSES ONLY", "en"),
        ("Comunicato price sensitive", "it"),
    ],
)
def test_labels_of_notices_are_no_title(label: str, language: str) -> None:
    title = "Crale Kilns relights its oldest oven"
    text = "Crale Kilns, which makes roof tiles, has relit the oven that it closed in 1974, it said on Monday."
    article = parse(f"{label}\n\n{title}\n\n{text}\n").article
    assert (article.headline, list(block_texts(article.body))) == (title, [text])


def test_when_an_event_takes_place_is_no_day_of_issue() -> None:
    facts = (
        "WHAT:    Hetty Oram relights the oven of Crale, and the school choir sings to it.",
        "WHEN:    Thursday, March 12, 2026, 10 a.m.",
        "WHERE:   Crale Kilns, lower yard",
    )
    parsed = parse("MEDIA ADVISORY\n\nOven to be lit again in Crale\n\n" + "\n".join(facts) + "\n\n###\n")
    published = " ".join(" ".join(shown(parsed)).split())
    assert all(" ".join(fact.split()) in published for fact in facts)


LOOK_ALIKES = (
    """\
RNS numbers, and the man who reads them aloud

Each morning at seven Percy Vole prints the notices of the stock exchange and reads them to his cat.

"This information is provided by a man who cares," he likes to add.

END

That is how he signs his letters, too, and he has never owned a share.
""",
    """\
Börsmeddelande väckte fågelskådare

Ett börsmeddelande om en trana fick på måndagen fyrtio fågelskådare att resa till Osted.

Bolaget Tranan hade sålt sin kvarn, men det läste ingen av dem.
""",
    """\
Fato relevante: a galinha voltou

A galinha da escola de Olmedo voltou na segunda-feira, nove dias depois de sumir.

O comunicado ao mercado foi feito pelo padeiro, que a encontrou entre os pães.
""",
    """\
Ad hoc gegründeter Chor singt am Hafen

Ein ad hoc gegründeter Chor hat am Montag in Osted drei Stunden lang die Fähre begrüßt.

Die Mitteilung, dass sie nicht mehr fahre, kam erst danach.
""",
    """\
Enquiries about an umbrella

The lost property office of Crale has answered 400 enquiries since Monday, all of them about the same one.

Enquiries: that is the word on its door, and nobody has dared to knock.
""",
    """\
For planning purposes only, the mayor draws a lake

The mayor of Crale drew a lake on the map of the town on Monday, "for planning purposes only", as she said.

By Friday two people had tried to buy a boat there.
""",
    """\
Osted (ots) war die kürzeste Meldung des Jahres

Sie bestand nur aus dem Ort, und am Montag bekam ihr Verfasser dafür einen Preis.

Original-Content von gestern sei sie gewesen, sagte er.
""",
)


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_story_that_resembles_a_notice_keeps_every_line(text: str) -> None:
    parsed = parse(text)
    published = " ".join(shown(parsed))
    assert all(line in published for line in text.split("\n"))
    assert parsed.article.headline == text.split("\n")[0]
    assert parsed.article.provider is None


FIRST = "The kiln at Crale was lit again after nine years, and the first plates will be sold in May."
SECOND = "Crale Kilns employs forty people, most of whom learned their trade there."


@pytest.mark.parametrize(
    "provided",
    [
        "News provided by",
        "Nouvelles fournies par",
        "Noticias proporcionadas por",
        "Notizie fornite da",
        "Nachrichten bereitgestellt von",
    ],
)
def test_who_provided_a_release_is_not_published(provided: str) -> None:
    above = f"Old kiln lit again\n\n{provided}\n\nCrale Kilns\n\nCRALE, May 4, 2026 /CNW/ - "
    text = f"{above}{FIRST}\n\n{SECOND}\n\nSOURCE Crale Kilns\n"
    assert shown(parse(text)) == ["Old kiln lit again", "", FIRST, SECOND]


def test_the_source_below_a_release_is_its_issuer() -> None:
    above = "Old kiln lit again\n\nCrale Kilns\n\nCRALE, May 4, 2026 /Kyodo JBN/ --\n\n"
    parsed = parse(f"{above}{FIRST}\n\n{SECOND}\n\nSource: Crale Kilns\n")
    assert shown(parsed) == ["Old kiln lit again", "", FIRST, SECOND]
    assert parsed.article.authors == ()


@pytest.mark.parametrize("line", ["Source: Crale Kilns", "News provided by a boy on foot", "Notizie fornite da Marta"])
def test_a_source_without_a_distributor_stays(line: str) -> None:
    assert line in shown(parse(f"Old kiln lit again\n\n{FIRST}\n\n{line}\n\n{SECOND}\n"))


DISCLOSURE = """EQS-Ad-hoc: Crale Kilns AG / Key word(s): Forecast
Crale Kilns AG raises its forecast

4-May-2026 / 08:14 CET/CEST
The issuer is solely responsible for the content of this announcement.

Crale, 4 May 2026 – The board of Crale Kilns AG raised its forecast to 41 million tiles today.

The oven that it closed in 1974 is lit again.

End of Inside Information

Language: English
Company: Crale Kilns AG
Kilnweg 1
20457 Crale
ISIN: XX000A1B2C30

End of Announcement EQS News Service
"""


def test_the_address_of_an_issuer_below_a_disclosure_is_not_published() -> None:
    assert shown(parse(DISCLOSURE)) == [
        "Crale Kilns AG raises its forecast",
        "",
        "The board of Crale Kilns AG raised its forecast to 41 million tiles today.",
        "The oven that it closed in 1974 is lit again.",
    ]


def test_an_explanation_below_the_end_of_inside_information_stays() -> None:
    more = "The company makes roof tiles, and has 90 workers in two towns."
    text = DISCLOSURE.replace("Language: English", f"{more}\n\nLanguage: English")
    assert more in shown(parse(text))


def test_a_chinese_release_has_the_day_of_its_dateline_and_no_source() -> None:
    title, name = "克莱尔窑炉重新点火", "克莱尔瓦业公司"
    lead = f"{name}今日宣布，时隔五十年重新点燃最老的窑炉，当天共有二十人到场观看点火仪式。"
    more = "公司在两个镇共有九十名工人，每年生产四千万片瓦，其中一半出口到海外市场。"
    article = parse(f"{title}\n\n克莱尔2026年5月4日 /美通社/ -- {lead}\n\n{more}\n\n消息来源：{name}\n").article
    assert (article.headline, list(block_texts(article.body))) == (title, [lead, more])
    assert (article.published, article.provider) == (Moment("2026-05-04"), Party(name=name))


def test_a_japanese_release_of_an_association_has_it_as_issuer_and_no_contacts() -> None:
    title, name = "窯を50年ぶりに再点火", "クレール瓦協会"
    dek = "クレール町の窯が半世紀ぶりに瓦を焼きます"
    lead = f"{name}（所在地：クレール町）は、2026年5月4日に町の窯へ50年ぶりに火を入れました。"
    contact = "■本件に関するお問い合わせ先\nクレール瓦協会 広報担当：森\nTEL：03-5555-0123"
    foot = f"{contact}\n\nプレスリリースファイルをダウンロード\n"
    parsed = parse(
        f"{title}\n{dek}\n\n{name}\n2026年5月4日 10時00分\n\n{lead}\n\n初日には20人が集まりました。\n\n{foot}"
    )
    assert shown(parsed) == [title, dek, lead, "初日には20人が集まりました。"]
    assert parsed.article.authors == ()
