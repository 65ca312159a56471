"""Mail is opened: its text is the story, and nothing of its header or signature is published."""

from __future__ import annotations

import base64
import contextlib
import re
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from convert.errors import InputError
from convert.findings import Severity
from convert.model import Article, Embargo, Moment, Party, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.envelopes.mail.mime import MAX_PARTS, decode_mail, html_lines

pytestmark = pytest.mark.sampled(2)

UPDATED = Moment("2020-01-01T00:00:00Z")

BODY = """\
Giant leek breaks county record

By Lena Oakes

A leek grown in a bathtub has broken the county record, weighing in at 9.2 kilos at Saturday's show in Brackenholm.

Its grower, retired plumber Alf Tindle, said he had fed it on stout and read to it in the evenings.
"""
PROSE = [line for line in BODY.splitlines() if len(line.split()) > 12]

HEADER = """\
From: Lena Oakes <lena@agency.example>
To: desk@paper.example
Date: Fri, 3 Jul 2026 17:02:11 +0100
Subject: copy for tomorrow
"""


def parse(data: bytes | str) -> Parsed:
    raw = data if isinstance(data, bytes) else data.encode()
    return read(Source(name="story.eml", data=raw, moment=UPDATED))


def published(article: Article) -> str:
    """Everything of an article that readers may see."""
    provider = article.provider.name if article.provider else ""
    people = [who.name for who in (*article.authors, *article.contributors)]
    others = [other.text for other in article.other_headlines]
    fields = (article.headline, article.subheadline, article.byline, article.dateline, article.credit_line, provider)
    return "\n".join([*filter(None, fields), *others, *people, *block_texts(article.body)])


def roles(parsed: Parsed) -> dict[int, tuple[str, str]]:
    return {line.number: (line.role, line.rule) for line in parsed.trace}


@pytest.mark.parametrize(
    ("date", "sent"),
    [
        ("Date: Thu, 12 Mar 2026 09:15:00 +0100", "2026-03-12T09:15:00+01:00"),
        ("Date: Thu, 12 Mar 2026 09:15:00 EST", "2026-03-12T09:15:00-05:00"),
        ("Date: Thu, 12 Mar 2026 09:15:00 -0000", "2026-03-12T09:15:00Z"),
        ("Date: Thu, 12 Mar 2026 09:15:00", "2026-03-12"),
        ("Date: Thu, 12 Mar 2026 09:15:00 QZT", "2026-03-12"),
        ("Date: Thu Mar 12 09:15:00 2026", "2026-03-12"),
        ("Sent: Thursday, 12 March 2026 09:15", "2026-03-12"),
        ("Gesendet: Donnerstag, 12. März 2026 09:15", "2026-03-12"),
    ],
)
@pytest.mark.parametrize("is_file", [True, False])
def test_the_hour_of_a_mail_counts_only_with_a_zone(date: str, sent: str, is_file: bool) -> None:
    if date[0] != "D" and is_file:
        return
    received = "Received: from a.example by b.example; Thu, 12 Mar 2026 09:15:01 +0100\n" if is_file else ""
    sender, subject = ("Von", "Betreff") if date[0] == "G" else ("From", "Subject")
    parsed = parse(f"{received}{sender}: Lena Oakes <lena@agency.example>\n{date}\n{subject}: copy\n\n{BODY}")
    assert parsed.article.published == Moment(sent)


def test_the_hour_of_a_mail_without_a_zone_is_in_the_zone_that_the_user_names() -> None:
    data = f"From: Lena <lena@agency.example>\nSent: Thursday, 12 March 2026 09:15\nSubject: copy\n\n{BODY}".encode()
    source = Source(name="story.txt", data=data, moment=UPDATED, timezone="Europe/Berlin")
    assert read(source).article.published == Moment("2026-03-12T09:15:00+01:00")


def test_a_pasted_mail_gives_its_story_and_when_it_was_sent() -> None:
    parsed = parse(f"{HEADER}\n{BODY}")
    article = parsed.article
    assert article.headline == "Giant leek breaks county record"
    assert [who.name for who in article.authors] == ["Lena Oakes"]
    assert (article.published, article.updated) == (Moment("2026-07-03T17:02:11+01:00"),) * 2
    assert article.editor_notes == ("copy for tomorrow",)
    assert article.provider is None
    assert [line.text for line in parsed.trace[:3]] == ["[private]"] * 3
    assert roles(parsed)[4] == ("envelope", "mail subject")
    assert "@" not in published(article)


def test_the_subject_is_the_headline_of_text_without_one() -> None:
    body = BODY.split("\n\n", 2)[2]
    parsed = parse(
        HEADER.replace("copy for tomorrow", "Fwd: RE: [EXTERNAL] Leek of 9.2 kilos breaks record") + "\n" + body
    )
    assert parsed.article.headline == "Leek of 9.2 kilos breaks record"
    assert roles(parsed)[4][0] == "headline"
    assert parsed.article.editor_notes == ()


def test_a_subject_like_the_title_leaves_the_title_of_the_text() -> None:
    parsed = parse(HEADER.replace("copy for tomorrow", "PRESS RELEASE: Giant leek breaks record") + "\n" + BODY)
    assert parsed.article.headline == "Giant leek breaks county record"
    assert parsed.article.editor_notes == ()


def test_a_lead_with_the_words_of_the_subject_is_no_title() -> None:
    lead = "After six years the clock of the town hall strikes the hours again. It is late by eight minutes a day."
    head = HEADER.replace("copy for tomorrow", "Town hall clock strikes the hours again")
    parsed = parse(f"{head}\n{lead}\n\nThe clockmaker found two nests in it.\n")
    assert parsed.article.headline == "Town hall clock strikes the hours again"
    assert len(parsed.article.body) == 2


HEADERS = {
    "de": ("Von", "Gesendet", "An", "Betreff"),
    "fr": ("De ", "Envoyé ", "À ", "Objet "),
    "es": ("De", "Enviado", "Para", "Asunto"),
    "it": ("Da", "Inviato", "A", "Oggetto"),
    "pt": ("De", "Enviado", "Para", "Assunto"),
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp"),
    "sv": ("Från", "Skickat", "Till", "Ämne"),
    "da": ("Fra", "Sendt", "Til", "Emne"),
    "fi": ("Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe"),
    "pl": ("Od", "Wysłano", "Do", "Temat"),
    "cs": ("Od", "Odesláno", "Komu", "Předmět"),
    "hu": ("Feladó", "Elküldve", "Címzett", "Tárgy"),
    "tr": ("Kimden", "Gönderme Tarihi", "Kime", "Konu"),
    "ru": ("От", "Отправлено", "Кому", "Тема"),
    "uk": ("Від", "Надіслано", "Кому", "Тема"),
    "ja": ("差出人", "送信日時", "宛先", "件名"),
    "zh": ("发件人", "发送时间", "收件人", "主题"),
    "ko": ("보낸 사람", "보낸 날짜", "받는 사람", "제목"),
}


@pytest.mark.sampled(3)
@pytest.mark.parametrize("language", HEADERS)
def test_headers_of_many_languages_are_known(language: str) -> None:
    sender, sent, to, subject = HEADERS[language]
    header = f"{sender}: Lena Oakes <lena@agency.example>\n{sent}: 2026-07-03 17:02\n{to}: desk@paper.example\n"
    parsed = parse(f"{header}{subject}: the leek\n\n{BODY}")
    assert [row[0] for row in list(roles(parsed).values())[:4]] == ["envelope"] * 4
    assert parsed.article.headline == "Giant leek breaks county record"
    assert parsed.article.published == Moment("2026-07-03")


@pytest.mark.parametrize(
    "head",
    [
        "Subject: Physics\nDate: 3 May 2026\n",
        "From: Osted\nby train\n",
        "Von: Mut und Wut\n",
        "Data: 3 maggio\nA: Milano\n",
    ],
)
def test_lines_with_colons_are_no_header(head: str) -> None:
    assert "mail header" not in {rule for _, rule in roles(parse(f"{head}\n{BODY}")).values()}


def test_a_note_above_the_title_goes_to_the_editors() -> None:
    note = "Hello desk,\n\nhere is the show piece, 90 words as agreed. Call 07700 900 111.\nShout if you need more.\n"
    parsed = parse(f"{HEADER}\n{note}\n{BODY}")
    assert parsed.article.editor_notes == ("copy for tomorrow", "Shout if you need more.")
    assert "as agreed" not in published(parsed.article)
    assert parsed.article.headline == "Giant leek breaks county record"


SIGNATURES = [
    "-- \nLena Oakes\nFreelance\nwww.agency.example\n",
    "Best wishes,\nLena\n\nLena Oakes | Freelance\n07700 900 111\n",
    "Mit freundlichen Grüßen\nLena Oakes\n",
    "ENDS\n\nLena Oakes\nReporter\n",
    "Lena Oakes\nTel. 07700 900 111\n",
    "Sent from my phone\n",
    "--\nLena\n\nThis e-mail and any files are confidential. If you are not the intended recipient, delete them.\n",
    "Este mensaje es confidencial y va dirigido a su destinatario; si usted no lo es, bórrelo cuanto antes.\n",
]


@pytest.mark.parametrize("signature", SIGNATURES)
def test_signatures_and_disclaimers_are_not_published(signature: str) -> None:
    plain = parse(f"{HEADER}\n{BODY}").article
    signed = parse(f"{HEADER}\n{BODY}\n{signature}").article
    assert (signed.body, signed.headline, signed.authors) == (plain.body, plain.headline, plain.authors)


OTHER_TITLE = "Storm closes the harbour of Osted"
OTHER_PROSE = (
    "The council of Osted decided on Monday to keep the ferry for another ten years.",
    "Nobody was hurt when the wind pushed the boat against the pier last week, police said.",
    "It was not clear who would pay for the new pier, which is as old as the ferry.",
)


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nKai Roth\nFreelance\nroth@agency.example\n",
        "-- \nKai Roth\nFreelance\nroth@agency.example\n\n",
        "Best wishes\nKai Roth\n\n",
        "ENDS\n\nKai Roth\nReporter\n\n",
    ],
)
@pytest.mark.parametrize("title", [OTHER_TITLE, ""])
def test_copy_joined_below_a_signature_is_no_part_of_it(signature: str, title: str) -> None:
    other = "\n\n".join(filter(None, (title, *OTHER_PROSE)))
    article = parse(f"{HEADER}\n{BODY}\n{signature}{other}\n").article
    assert all(text in published(article) for text in (*PROSE, title, *OTHER_PROSE))
    assert not re.search("Roth|Freelance|Reporter|@", published(article))


def test_prose_of_a_signature_is_not_published() -> None:
    about = "Meadow Agency reports from the fens, and has done so for twenty years without a day off.\n"
    article = parse(f"{HEADER}\n{BODY}\n-- \nLena Oakes\nMeadow Agency\nlena@agency.example\n{about}").article
    assert "Meadow" not in published(article)


@pytest.mark.parametrize(
    ("sender", "provider"),
    [("Service communication", None), ("Prensa Ayuntamiento", None), ("Tarrow Ferries Press Office", "Tarrow Ferries")],
)
def test_a_desk_alone_is_no_provider(sender: str, provider: str | None) -> None:
    found = parse(f"{HEADER.replace('Lena Oakes', sender)}\n{BODY}").article.provider
    assert (found and found.name) == provider


def test_text_below_two_hyphens_stays_where_it_is_the_story() -> None:
    article = parse(f"{HEADER}\nHere it is.\n\n--\n\n{BODY}").article
    assert all(line in published(article) for line in PROSE)


def test_a_forwarded_mail_is_the_story() -> None:
    inner = "From: Donal Breen <donal@paper.example>\nDate: Wed, 22 Apr 2026\nSubject: leek\nTo: desk@paper.example\n"
    cover = "Jo,\n\nbelow, fine to run.\n\n> On 22 Apr 2026, Jo <jo@paper.example> wrote:\n> Can you do 90 words?\n"
    text = f"{HEADER.replace('copy', 'Fwd: copy')}\n{cover}\n---------- Forwarded message ---------\n{inner}\n{BODY}"
    parsed = parse(text)
    assert parsed.article.headline == "Giant leek breaks county record"
    assert parsed.article.published == Moment("2026-07-03T17:02:11+01:00")
    assert not re.search("below|Can you|Forwarded|Donal|@", published(parsed.article))
    assert any("fine to run" in note for note in parsed.article.editor_notes)


@pytest.mark.parametrize(
    "earlier",
    [
        "On 2 Jul 2026, at 18:40, Jo <jo@paper.example> wrote:\n> Can you do 90 words on the leek?\n> Ta, Jo\n",
        "Am 02.07.2026 um 18:40 schrieb Jo <jo@paper.example>:\n> Geht das auf 90 Zeilen?\n",
        "Le 2 juil. 2026 à 18:40, Jo <jo@paper.example> a écrit :\n\n> Peux-tu faire 90 mots ?\n",
        "-----Original Message-----\nFrom: Jo\nSent: 2 July 2026 18:40\nTo: Lena\nSubject: leek\n\n90 words?\n",
        "________________\nVon: Jo <jo@paper.example>\nGesendet: Donnerstag\nAn: Lena\nBetreff: leek\n\nGeht das?\n",
    ],
)
def test_the_mail_that_is_answered_is_not_published(earlier: str) -> None:
    plain = parse(f"{HEADER}\n{BODY}").article
    parsed = parse(f"{HEADER.replace('copy', 'Re: copy')}\n{BODY}\n{earlier}")
    assert parsed.article.body == plain.body
    assert ("envelope", "earlier mail") in roles(parsed).values()


def test_quoted_text_is_the_story_where_there_is_no_other() -> None:
    quoted = "\n".join(f"> {line}".rstrip() for line in BODY.splitlines())
    article = parse(f"{HEADER}\n{quoted}\n\n-- \nLena\n").article
    assert (article.headline, article.body) == (
        "Giant leek breaks county record",
        parse(f"{HEADER}\n{BODY}").article.body,
    )


def message(text: str = BODY, **header: str) -> EmailMessage:
    mail = EmailMessage()
    fields = {"From": "Lena Oakes <lena@agency.example>", "To": "desk@paper.example", "Subject": "the leek", **header}
    for name, value in fields.items():
        mail[name] = value
    mail.set_content(text)
    return mail


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_transfer_encodings_and_charsets_are_decoded(encoding: str, charset: str) -> None:
    mail = message(Subject="Größe des Lauchs")
    mail.set_content(BODY.replace("Tindle", "Tindlé"), charset=charset, cte=encoding)
    parsed = parse(mail.as_bytes())
    assert "Alf Tindlé" in published(parsed.article)
    assert parsed.article.headline == "Giant leek breaks county record"
    assert parsed.article.editor_notes == ("Größe des Lauchs",)
    assert [finding.code for finding in parsed.findings] == []


def test_the_plain_text_is_preferred_unless_it_is_a_stub() -> None:
    html = "<html><body><p>" + "</p><p>".join(BODY.split("\n\n")) + "</p><p>Only in HTML.</p></body></html>"
    both = message()
    both.add_alternative(html, subtype="html")
    assert "Only in HTML" not in published(parse(both.as_bytes()).article)
    stub = message("Your program shows no HTML.\n")
    stub.add_alternative(html, subtype="html")
    article = parse(stub.as_bytes()).article
    assert "shows no HTML" not in published(article)
    assert all(line in published(article) for line in PROSE)


def test_html_becomes_lines() -> None:
    html = (
        "<title>x</title><style>p{}</style><div style='display:none'>hidden</div><h1>A&nbsp;title</h1><p>One<br>two</p>"
        "<ul><li>three</li><li>four</li></ul><blockquote><p>five</p></blockquote>"
        "<table><tr><td>6</td><td>7</td></tr></table>"
    )
    expected = ["A title", "", "One", "two", "", "• three", "• four", "", "> five", "", "6 7"]
    assert html_lines(f"<html><head>{html}</html>") == expected
    assert html_lines("<p>" * 300_000) is None


def test_attachments_are_named_with_type_and_size() -> None:
    mail = message()
    mail.add_attachment(b"\xff\xd8" * 60_000, maintype="image", subtype="jpeg", filename="größe.jpg")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="leek.pdf")
    finding = next(found for found in parse(mail.as_bytes()).findings if found.code == "TXT016")
    assert finding.severity is Severity.NOTICE
    assert "größe.jpg (image/jpeg, 120.0 KB), leek.pdf (application/pdf, 4 bytes)" in finding.message
    pasted = parse(f"{HEADER}Attachments: leek.pdf; leek.jpg\n\n{BODY}")
    assert "leek.pdf; leek.jpg" in next(found for found in pasted.findings if found.code == "TXT016").message


@pytest.mark.parametrize("charset", ["; charset=utf-8", ""])
def test_a_few_bad_bytes_leave_the_rest_of_a_mail_in_utf_8(charset: str) -> None:
    head = f"From: a@b.example\nTo: c@d.example\nSubject: Ferry\nContent-Type: text/plain{charset}\n\n".encode()
    text = "Die Fähre über den Fluss fährt wieder. Das teilte die Gemeinde am Montag mit.\n\n" * 4
    data = text.encode()
    parsed = parse(head + data[:30] + b"\xff\x00" + data[30:])
    shown = published(parsed.article)
    assert "Die Fähre über den Fluss" in shown
    assert "Ã" not in shown


def test_a_mail_whose_lines_end_with_a_carriage_return_is_read() -> None:
    head = "From: a@b.example\nTo: c@d.example\nSubject: Ferry\nContent-Transfer-Encoding: quoted-printable\n\n"
    text = (
        "The ferry sails again, the council said on Monday, after six years in whi=\nch it did not.\n\nNobody minds.\n"
    )
    article = parse((head + text).replace("\n", "\r").encode()).article
    assert "in which it did not." in published(article)
    assert "Nobody minds." in published(article)


def test_text_below_base64_and_below_the_last_part_is_kept() -> None:
    encoded = base64.encodebytes(b"The ferry sails again, the council said.\n").decode()
    part = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{encoded}"
    head = "From: a@b.example\nTo: c@d.example\nSubject: Ferry\n"
    below = "The mill is closed, its owner said, after a quarrel of six years over the road. " * 2
    for data in (
        f"{head}{part}{below}\n",
        f'{head}Content-Type: multipart/mixed; boundary="b"\n\n--b\n{part}\n--b--\n{below}\n',
    ):
        shown = published(parse(data).article)
        assert "The ferry sails again" in shown
        assert "The mill is closed" in shown


@pytest.mark.parametrize(
    "below", ["The mill is closed, its owner said, after a quarrel. " * 4, "島上住著大約四百人，議會作出決定。" * 4]
)
def test_text_below_a_page_and_below_the_last_part_is_kept(below: str) -> None:
    head = "From: a@b.example\nTo: c@d.example\nSubject: Ferry\n"
    part = (
        "Content-Type: text/html; charset=utf-8\n\n<html><body><p>The ferry sails again, they said.</p></body></html>"
    )
    for data in (
        f"{head}{part}{below}\n",
        f'{head}Content-Type: multipart/mixed; boundary="b"\n\n--b\n{part}\n--b--\n{below}\n',
    ):
        shown = published(parse(data).article)
        assert "The ferry sails again" in shown
        assert below.strip()[:16] in shown


def test_a_page_loses_no_text_that_its_own_end_is_in() -> None:
    head = "From: a@b.example\nTo: c@d.example\nSubject: Ferry\nContent-Type: text/html; charset=utf-8\n\n"
    inner = "<html><body><p>The ferry sails again, they said.</p></body></html>"
    shown = published(parse(f"{head}{inner}\n<p>{'The mill is closed, its owner said. ' * 8}</p>\n").article)
    assert "The mill is closed" in shown
    assert "<p>" not in shown


def test_a_line_inside_base64_is_damage() -> None:
    text = "The ferry sails again, the council said on Monday, after a storm that nobody will forget soon. "
    encoded = base64.encodebytes((text * 8).encode()).decode()
    at = len(encoded) // 2
    head = "From: a@b.example\nTo: c@d.example\nSubject: Ferry\n"
    part = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    article = parse(f"{head}{part}{encoded[:at]}\n*****\n{encoded[at:]}").article
    assert published(article).count("nobody will forget soon") == 8


def test_plain_text_that_says_it_is_base64_is_read() -> None:
    head = "From: a@b.example\nTo: c@d.example\nSubject: Ferry\nContent-Transfer-Encoding: base64\n\n"
    assert "The ferry sails again" in published(parse(f"{head}The ferry sails again, the council said.\n").article)


def test_an_unknown_charset_is_reported_and_read_as_well_as_possible() -> None:
    raw = message().as_bytes().replace(b'"utf-8"', b'"x-nonsense-7"').replace(b"Tindle", "Tindlé".encode())
    parsed = parse(raw)
    assert "Alf Tindlé" in published(parsed.article)
    assert [found.severity for found in parsed.findings if found.code == "TXT017"] == [Severity.WARNING]


def test_flowed_text_is_joined() -> None:
    flowed = "A leek grown in a \nbathtub has broken \nthe record.\n\n-- \nLena\n"
    mail = message().as_string().partition("\n\n")[0].replace('charset="utf-8"', 'charset="utf-8"; format=flowed')
    opened = decode_mail(f"{mail}\n\n{flowed}".encode())
    assert opened
    assert opened.text.decode().splitlines()[-4:] == [
        "A leek grown in a bathtub has broken the record.",
        "",
        "-- ",
        "Lena",
    ]


def test_a_mail_inside_a_mail_is_opened() -> None:
    outer = message("Please run this.\n", Subject="Fwd: the leek")
    outer.add_attachment(message())
    article = parse(outer.as_bytes()).article
    assert article.headline == "Giant leek breaks county record"
    assert "Please run this." in article.editor_notes
    assert "Please" not in published(article)


def test_a_mail_without_text_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        parse("From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\n\n\n")
    assert caught.value.code == "INP002"


def test_a_mail_of_too_many_parts_is_refused() -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(MAX_PARTS + 1))
    with pytest.raises(InputError) as caught:
        parse(f"From: a@b.example\nTo: c@d.example\n{nested}\n\ntext\n")
    assert caught.value.code == "INP005"


def test_as_many_parts_as_are_allowed_are_read() -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(MAX_PARTS))
    parsed = parse(f"From: a@b.example\nTo: c@d.example\nSubject: the leek\n{nested}Content-Type: text/plain\n\n{BODY}")
    assert all(line in published(parsed.article) for line in PROSE)


@pytest.mark.parametrize(
    ("sender", "provider"),
    [
        ("Tidewell Robotics Ltd <news@tidewell.example>", "Tidewell Robotics Ltd"),
        ("Pressestelle der Stadtwerke Nordhagen <p@n.example>", "Stadtwerke Nordhagen"),
        ('"BBX Press Office" <press@bbx.example>', "BBX"),
        ("Obec Lhotka <tisk@lhotka.example>", "Obec Lhotka"),
        ("Gölköy Belediyesi <basin@golkoy.example>", "Gölköy Belediyesi"),
        ("Gemeente Oosterwier <pers@oosterwier.example>", "Gemeente Oosterwier"),
        ("Mairie de Brélès <presse@breles.example>", "Mairie de Brélès"),
        ("Stadt Osted <presse@osted.example>", "Stadt Osted"),
        ("Comune di Ortola <stampa@ortola.example>", "Comune di Ortola"),
        ("Мэрия Архангельска <press@arh.example>", "Мэрия Архангельска"),
        ("עיריית חיפה <dover@haifa.example>", "עיריית חיפה"),
        ("Stadt <presse@osted.example>", None),
        ("Maria Stadtler <maria@osted.example>", None),
        ("Anna Obecná <anna@lhotka.example>", None),
        ("Lena Oakes <lena@agency.example>", None),
        ("lena@agency.example", None),
        ("Oakes, Lena (Press) <lena@agency.example>", None),
    ],
)
def test_a_sender_is_the_provider_only_if_it_is_an_organization(sender: str, provider: str | None) -> None:
    article = parse(HEADER.replace("Lena Oakes <lena@agency.example>", sender) + "\n" + BODY).article
    assert article.provider == (Party(name=provider) if provider else None)


def test_an_embargo_in_the_subject_is_set() -> None:
    subject = "EMBARGOED UNTIL 00:01 GMT Tuesday 7 July: Giant leek breaks record"
    parsed = parse(HEADER.replace("copy for tomorrow", subject) + "\n" + BODY)
    assert parsed.article.embargo == Embargo(until=Moment("2026-07-07T00:01:00Z"))
    assert "EMBARGOED" not in published(parsed.article)
    assert "TXT015" in [found.code for found in parsed.findings]


@pytest.mark.parametrize(
    ("header", "greeting", "note"),
    [
        (HEADER, "Hi Tom, sorry this is late, battery died. Copy below.", "battery died"),
        (
            HEADER,
            "Liebe Kolleginnen, anbei der Text über den Lauch, wie besprochen. Bitte nicht kürzen.",
            "nicht kürzen",
        ),
        (HEADER, "Ha Joris,\n\nHierbij het stuk, graag voor zes uur.", "Hierbij het stuk"),
        (HEADER, "各位编辑：\n\n稿件如下，谢谢。", "稿件如下"),
        (HEADER, "お世話になっております。\n\n原稿をお送りします。", "原稿をお送りします"),
        (HEADER, "عزيزي المحرر،\n\nإليك النص.", ""),
        (HEADER, "See it in a browser: https://a.example/1\n\nHello all,\n\nBelow is our text.", "Below is our text"),
    ],
)
def test_a_note_behind_or_below_a_greeting_is_for_editors(header: str, greeting: str, note: str) -> None:
    article = parse(f"{header}\n{greeting}\n\n{BODY}").article
    assert article.headline == "Giant leek breaks county record"
    assert note in " ".join(article.editor_notes)
    first = greeting.splitlines()[0]
    assert first not in published(article)
    assert all(line in published(article) for line in PROSE)


@pytest.mark.parametrize(
    "opening",
    [
        "Hello Tom, said the leek. Nobody laughed, as it was the biggest in the county and knew it.",
        "Dear old Brackenholm, the town that nobody leaves, has a new record to be proud of, and a smell.",
        "Bonjour, dit le poireau. Personne ne rit, car il était le plus gros du comté et le savait.",
        "Hallo, sagt der Lauch. Niemand lacht, denn er ist der größte im Landkreis und weiß es auch.",
        "Hola, dijo el puerro. Nadie se rio, porque era el más grande de la comarca y lo sabía bien.",
        "Ha, ha, said the grower. Nobody else laughed, as the leek had just been weighed for the third time.",
    ],
)
def test_a_story_that_opens_with_a_greeting_keeps_it(opening: str) -> None:
    article = parse(f"{HEADER}\nGiant leek breaks county record\n\n{opening}\n\n{PROSE[1]}\n").article
    assert opening in published(article)
    text = f"{HEADER}\n{opening}\n\n{PROSE[0]}\n\n{PROSE[1]}\n"
    assert opening in published(parse(text).article)


@pytest.mark.parametrize(
    ("subject", "headline", "holds"),
    [
        ("Copy (embargo Wed 25 Nov 0600)", "Giant leek breaks county record", True),
        ("FW: kopij (embargo wo 25 nov 06.00 uur)", "Giant leek breaks county record", True),
        ("Text Lauch [Sperrfrist 25. November, 6 Uhr]", "Giant leek breaks county record", True),
        ("Leek lifts embargo (on vegetables)", "Giant leek breaks county record", False),
        ("Giant leek breaks county record (embargo on stout)", "Giant leek breaks county record", False),
        ("Lauch (ohne Sperrfrist)", "Giant leek breaks county record", False),
        ("Poireau (levée de l'embargo demandée)", "Giant leek breaks county record", False),
    ],
)
def test_an_embargo_in_brackets_of_the_subject_is_set(subject: str, headline: str, *, holds: bool) -> None:
    article = parse(f"{HEADER.replace('copy for tomorrow', subject)}\n{BODY}").article
    assert article.headline == headline
    assert (article.embargo is not None) is holds


def test_an_embargo_below_a_long_header_is_set() -> None:
    received = "".join(f"Received: from a{at}.example by b.example\n" for at in range(20))
    article = parse(f"{received}{HEADER}\nSperrfrist: 6. Juli 2026, 10.00 Uhr\n\n{BODY}").article
    assert (article.embargo, article.status) == (Embargo(), "withheld")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("olu@gantry.example", True),
        ("T: 01632 960 418", True),
        ("+353 20 910 5551", True),
        ("(555) 555-0142", True),
        ("Tel. 030 23125 406 | Mobil 0171 39200 55", True),
        ("Stade, 21.05.2026. Wer 41.200 Fahrten zählt", False),
        ("at 00:01 on 6 October 2026", False),
        ("6,500 visitors and 1,200,000 pounds", False),
    ],
)
def test_contacts_are_told_from_other_figures(text: str, expected: bool) -> None:
    assert has_contact(text) is expected


WHOLE = f"{HEADER}\nHi,\n\nas agreed.\n\n{BODY}\nBest,\nLena\n\nLena Oakes\n07700 900 111\n"


@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)), st.sampled_from(["\n", "\r\n", "\r"]))
@example(0, len(WHOLE), "\r\n")
def test_no_cut_of_a_mail_loses_the_story(first: int, end: int, newline: str) -> None:
    text = WHOLE[first:end]
    kept = [line for line in PROSE if line in text]
    if not kept:
        return
    article = parse(text.replace("\n", newline)).article
    assert all(word in published(article) for line in kept for word in line.split())


@given(st.data())
def test_no_damage_to_the_bytes_of_a_mail_is_fatal(data: st.DataObject) -> None:
    mail = message(Subject="Größe")
    mail.add_alternative("<p>" + "</p><p>".join(BODY.split("\n\n")) + "</p>", subtype="html")
    mail.add_attachment(b"x", maintype="image", subtype="png", filename="ä.png")
    raw = bytearray(mail.as_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        if data.draw(st.booleans()):
            raw[at] = data.draw(st.integers(1, 255))
        else:
            del raw[at : at + data.draw(st.integers(1, 40))]
    with contextlib.suppress(InputError):
        assert parse(bytes(raw)).article.headline


def test_a_header_may_have_a_blank_line_between_its_fields() -> None:
    """As programs paste it that make a paragraph of every line."""
    text = (
        "From: Ada Lund <ada@parish.example>\n\nTo: desk@daily.example\n\nSubject: Copy for Thursday\n\n"
        "Rope for the bells of Skarholm\n\nBy Ada Lund\n\n"
        "The bells fell silent on Sunday for the first time in years after mice had eaten the rope, she said.\n"
    )
    article = read(Source(name="a.txt", data=text.encode(), moment=Moment("2026-01-01T00:00:00Z"))).article
    assert article.headline == "Rope for the bells of Skarholm"
    assert [author.name for author in article.authors] == ["Ada Lund"]
    assert "example" not in " ".join(block_texts(article.body))


@pytest.mark.parametrize("indent", ["    ", "\t", " "])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_mail_that_was_pasted_as_a_block_is_read_like_others(indent: str, newline: str) -> None:
    lines = message(Subject="Größe").as_bytes().decode().splitlines()
    pasted = newline.join(indent + line if line else line for line in lines)
    found, expected = parse(pasted).article, parse(newline.join(lines)).article
    assert (found.headline, found.body, found.authors) == (expected.headline, expected.body, expected.authors)


def test_both_encodings_of_a_part_are_read() -> None:
    """As where a desk's program appended copy to a mail without a look at its charset."""
    mail = message()
    mail.replace_header("Content-Transfer-Encoding", "8bit")
    own = "Änderungen meldet die Größe, „zwölf“ über alles für Österreich."
    other = "Elle a été gardée tout près de l'écluse, déclare le maire.\nLa fête aura lieu à Noël, a-t-il ajouté."
    head = mail.as_bytes().partition(b"\n\n")[0]
    parsed = parse(head + f"\n\n{BODY}\n{own}\n\n".encode() + other.encode("cp1252"))
    found = " ".join(line.text for line in parsed.trace)
    assert all(line in found for line in (own, *other.split("\n")))
    assert "TXT017" in {finding.code for finding in parsed.findings}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("transfer", ["8bit", "quoted-printable", "base64"])
def test_a_mail_saved_in_utf_16_is_read_like_others(encoding: str, transfer: str) -> None:
    mail = EmailMessage()
    for name, value in {"From": "Lena Oakes <lena@agency.example>", "To": "desk@paper.example", "Subject": "x"}.items():
        mail[name] = value
    mail.set_content(BODY + "\nDie Größe überrascht alle.\n", charset="iso-8859-1", cte=transfer)
    expected = parse(mail.as_bytes()).article
    saved = mail.as_bytes().decode("iso-8859-1")
    assert parse(("\ufeff" + saved).encode(encoding)).article.body == expected.body


def test_lines_of_utf_8_behind_a_mail_in_another_charset_are_read() -> None:
    head = "From: a@agency.example\nTo: b@paper.example\nSubject: x\nContent-Type: text/plain; charset=iso8859-15\n\n"
    own, other = (
        "El barco necesita un motor nuevo en otoño.",
        "« Nous l'attendions », a déclaré la maire de Bé, où l'île…",
    )
    found = parse(head.encode() + own.encode("iso8859-15") + b"\n\n" + other.encode())
    assert {own, other} < {line.text for line in found.trace}
    assert "TXT017" in {finding.code for finding in found.findings}


def test_lines_that_are_not_in_the_charset_of_several_bytes_are_read() -> None:
    head = 'From: a@agency.example\nTo: b@paper.example\nSubject: x\nContent-Type: text/plain; charset="gb18030"\n\n'
    own, other = "春天以来我们一直要求这样做，镇长说。", "Die Fähre fährt wieder, „endlich“."
    data = head.encode() + "\n\n".join([own, own, own]).encode("gb18030") + b"\n\n" + other.encode()
    found = parse(data)
    assert [line.text for line in found.trace if own in line.text or other in line.text] == [own, own, own, other]
    assert "TXT017" in {finding.code for finding in found.findings}


def test_a_note_above_a_forwarded_mail_is_for_editors() -> None:
    note = "FYI - can you use this for tomorrow?\n\n---------- Forwarded message ---------\n"
    header = "From: Orla Keane <orla@choir.example>\nDate: Thu, 9 Jan 2025 at 18:22\nSubject: Choir story\nTo: Desk\n\n"
    story = "Village choir wins trip to Vienna\n\nThe thirty singers have won a trip to Vienna, their conductor said.\n"
    article = parse(f"{note}{header}{story}").article
    assert article.headline == "Village choir wins trip to Vienna"
    assert [block for block in block_texts(article.body) if "FYI" in block or "orla" in block] == []
    assert "FYI - can you use this for tomorrow?" in article.editor_notes


def test_a_sentence_above_the_footer_of_a_list_is_of_the_story() -> None:
    footer = "_______________________________________________\nnews mailing list\nnews@lists.example\n"
    story = "The abbey has sold beer by the kilogram since the jug was lost.\n\nTourists say that it is not enough.\n"
    article = parse(
        f"From: Wire <w@lists.example>\nSubject: Abbey sells beer\nTo: news@lists.example\n\n{story}{footer}"
    ).article
    assert list(block_texts(article.body))[-1] == "Tourists say that it is not enough."


@pytest.mark.parametrize("is_json", [True, False])
def test_the_text_of_a_mail_that_is_json_is_refused(is_json: bool) -> None:
    body = '{"Headline": ["Ferry stays in port"], "Body": ["It stayed.\\n\\nBuses run."]}'
    body = body if is_json else f"{{Desk: see the form}} {body}"
    mail = f"From: desk@example.org\nTo: news@example.org\nSubject: Formatted story\n\n{body}\n"
    source = Source(name="story.eml", data=mail.encode(), moment=Moment("2020-01-01T00:00:00Z"))
    if is_json:
        with pytest.raises(InputError, match="the mail's text is JSON"):
            read(source)
    else:
        assert "Buses run." in " ".join(block_texts(read(source).article.body))
