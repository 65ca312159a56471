"""Banners of mail servers are no text, wherever they stand in a mail, and what only looks like one stays."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.envelopes.mail.banners import banner_lines, without_banner_tag

pytestmark = pytest.mark.sampled(4)

TITLE = "Ferry to Lund resumes"
PARAGRAPHS = [
    "The ferry between Osted and the island of Lund resumed on Tuesday after four months of repairs, the county said.",
    "About 300 people waited at the quay when the “Maren” left at 7.15 with forty cars on board, most islanders.",
    "The county paid four million crowns for the repairs, twice as much as planned, and an inquiry is to find out why.",
]
STORY = "\n\n".join(PARAGRAPHS)
HEADER = "From: Nora Feld <nora@osted.example>\nDate: Thu, 12 Mar 2026 09:15:00 +0100\nTo: Desk <desk@post.example>\n"
SECOND = "From: Ana Lind <ana@post.example>\nDate: Thu, 12 Mar 2026 10:15:00 +0100\nTo: Night desk <n@post.example>\n"

BANNERS = [
    "CAUTION: This email comes from outside Osted Harbour. Do not click links or open attachments.",
    "EXTERNAL EMAIL: Do not open attachments unless you know that the content is safe",
    "External email: Use caution when you open links",
    "[EXTERNAL EMAIL]",
    "*** EXTERNAL ***",
    "This Message Is From an External Sender\nThis message came from outside the county.\nReport Suspicious",
    "[You don't often get email from nora@osted.example. Learn why this is important at https://help.example/sender ]",
    "⚠ WARNING: This email came from outside the county.",
    "STOP. THINK. This email came from outside the hospital. If in doubt call the IT service desk on 555.",
    "Achtung externe E-Mail: Öffnen Sie Anhänge nur, wenn Sie wissen, dass sie aus einer sicheren Quelle stammen.",
    "!!! Externer Absender !!! Bitte prüfen Sie Links und Anhänge.",
    "[EXTERN] Diese Nachricht stammt von einem Absender außerhalb des Hauses.",
    "Sie erhalten nicht häufig E-Mails von nora@osted.example. Erfahren Sie, warum dies wichtig ist",
    "COURRIEL EXTERNE : Soyez prudent avec les liens et les pièces jointes.",
    "Ce message provient d'un expéditeur externe. Soyez vigilant avant d'ouvrir les pièces jointes.",
    "AVISO: Este correo procede de fuera de la organización. No abra los adjuntos.",
    "ATTENZIONE! Messaggio proveniente da un mittente esterno: verificare prima di aprire link o allegati.",
    "Mensagem enviada por remetente externo. Cuidado ao abrir links ou anexos.",
    "LET OP: Deze e-mail komt van een externe afzender. Open geen bijlagen.",
    "Wiadomość pochodzi od nadawcy zewnętrznego. Zachowaj ostrożność.",
    "POZOR: Tento e-mail přišel z vnější sítě. Neotvírejte přílohy ani odkazy od neznámých odesílatelů.",
    "E-post från extern avsändare. Var försiktig med länkar och bilagor.",
    "ADVARSEL: Denne e-mail er sendt fra en afsender uden for kommunen.",
    "Tämä viesti on tullut organisaation ulkopuolelta. Ole varovainen linkkien ja liitteiden kanssa.",
    "FIGYELEM: Ez az e-mail külső feladótól érkezett. Ne nyissa meg a mellékleteket.",
    "DİKKAT: Bu e-posta kurum dışından gönderilmiştir. Bağlantılara tıklamayın.",
    "ВНИМАНИЕ: Это письмо пришло от внешнего отправителя. Не открывайте вложения и ссылки.",
    "注意：このメールは社外から送信されています。リンクや添付ファイルにご注意ください。",
]


def layouts(banner: str) -> Iterator[tuple[str, str]]:
    """A mail, or what was pasted of it, with the banner in each place that servers and people put it in."""
    wrapped = "\n".join(textwrap.fill(line, 72) for line in banner.split("\n"))
    mail = f"{HEADER}Subject: {TITLE}\n\n"
    yield "above", f"{mail}{banner}\n\n{STORY}\n"
    yield "wrapped", f"{mail}{wrapped}\n\n\n{STORY}\n"
    yield "with the text", f"{mail}{banner}\n{STORY}\n"
    yield "between rules", f"{mail}{'_' * 40}\n{banner}\n{'_' * 40}\n\n{STORY}\n"
    yield "above a greeting", f"{mail}{banner}\n\nDear editors,\n\n{STORY}\n"
    yield "below", f"{mail}{STORY}\n\n{banner}\n"
    yield "forwarded", f"{SECOND}Subject: FW: {TITLE}\n\n-----Original Message-----\n{mail}{banner}\n\n{STORY}\n"
    twice = f"{banner}\n\n-----Original Message-----\n{mail}{banner}\n\n{STORY}\n"
    yield "twice", f"{SECOND}Subject: [EXTERNAL] FW: {TITLE}\n\n{twice}"
    quoted = "".join(f"> {line}\n" for line in f"{wrapped}\n\n{STORY}".split("\n"))
    yield (
        "quoted",
        f"{SECOND}Subject: Fwd: {TITLE}\n\nOn 12 Mar 2026, at 9:15, Nora Feld <n@o.example> wrote:\n\n{quoted}",
    )
    if len(banner.split()) > 4:
        yield "without a header", f"{banner}\n\n{TITLE}\n\n{STORY}\n"


def parse(text: str) -> Parsed:
    return read(Source(name="a.txt", data=text.encode(), moment=Moment("2026-11-29T00:00:00Z")))


@pytest.mark.parametrize("banner", BANNERS, ids=lambda banner: banner[:24])
def test_a_banner_is_no_text(banner: str) -> None:
    for place, text in layouts(banner):
        article = parse(text).article
        assert (article.headline, [*block_texts(article.body)]) == (TITLE, PARAGRAPHS), place
        assert (article.dateline, article.subheadline, article.other_headlines) == (None, None, ()), place


@pytest.mark.parametrize(
    "tag",
    [
        *(
            "[EXTERNAL] ",
            "[External]",
            "FW: [EXT] ",
            "EXTERNAL: ",
            "EXT: ",
            "#External: ",
            "EXTERNAL - ",
            "{External} ",
        ),
        *("[EXTERN] WG: ", "(EXTERN) ", "[Externe] TR : ", "[CAUTION: EXTERNAL EMAIL] ", "***SPAM*** ", "[SPAM?] "),
    ],
)
def test_a_tag_is_no_part_of_the_subject(tag: str) -> None:
    article = parse(f"{HEADER}Subject: {tag}{TITLE}\n\n{STORY}\n").article
    assert (article.headline, [*block_texts(article.body)]) == (TITLE, PARAGRAPHS)


@pytest.mark.parametrize(
    "note",
    [
        "This email has been scanned for viruses by Avast.",
        "Virus-free. www.avast.com",
        "________________\nThis email has been scanned by the Symantec Email Security service.\n________________",
        "Diese E-Mail wurde von Avast auf Viren geprüft.",
        "Cet e-mail a été vérifié par le logiciel antivirus d'Avast.",
    ],
)
def test_a_note_of_a_scanned_mail_is_no_text(note: str) -> None:
    article = parse(f"{HEADER}Subject: {TITLE}\n\n{STORY}\n\n{note}\n").article
    assert [*block_texts(article.body)] == PARAGRAPHS


@pytest.mark.parametrize(
    "line",
    [
        "Caution: thin ice on the lakes around Osted.",
        "Warning: a message from the external auditors reached the council on Monday.",
        "EXTERNAL affairs minister Nora Feld met her colleague on Monday.",
        "External auditors found 14 faults in the accounts of the harbour.",
        "An email from outside the company led to the loss of four million crowns.",
        "This message from the council was on every door: do not drink the water.",
        "ATTENTION: The following message is for all outlets outside the capital.",
        "NOTICE: This message is embargoed until 12 March.",
        "Important: Please find attached our press release on the external review.",
        "Extern: so heißt das neue Stück von Jörn Aalke.",
        "This email is the first sign of life from the missing sailor.",
        "Message from the Mayor",
        "The sender of this letter is unknown, the police said.",
        "Dit bericht is verzonden namens de gemeente Osted.",
        "Spam",
        "Marketing",
        "Be careful with links: how criminals steal data by email.",
        "Warnung vor Betrug: Diese E-Mail kommt nicht von außerhalb, sondern aus dem Rathaus.",
        "Note: The external email server of the council is down, and mails reach it late.",
    ],
)
def test_what_only_looks_like_a_banner_stays(line: str) -> None:
    assert banner_lines([line, "", PARAGRAPHS[0]], 0, 3) == []


@pytest.mark.parametrize("subject", ["Spam: the meat that won the war", "Caution: thin ice", "Extra: ferry resumes"])
def test_what_only_looks_like_a_tag_stays(subject: str) -> None:
    assert without_banner_tag(subject) == subject


@pytest.mark.parametrize(
    "lead",
    [
        "Three people linked to the fire in Osted were arrested on Tuesday.",
        "Die Anlagen am Hafen von Osted werden im Mai erneuert.",
        "The sender of the parcel is known to the police.",
        "LinkedIn is to open an office in Osted.",
        "A message in a bottle reached Lund on Monday.",
    ],
)
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_a_story_on_links_and_messages_stays_below_a_banner(lead: str, gap: str) -> None:
    lines = f"{BANNERS[0]}{gap}{lead}\n\n{STORY}".split("\n")
    assert banner_lines(lines, 0, len(lines)) == [0]


def test_a_message_that_was_found_outside_is_no_banner() -> None:
    assert banner_lines(["This message was found in a bottle outside Osted on Tuesday.", "", PARAGRAPHS[0]], 0, 3) == []
