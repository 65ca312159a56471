"""Lines of pages that are no text: comment forms, walls for subscribers, notices on browsers and rights, and titles of
other stories that are glued to their label; and sentences that resemble them.
"""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(4)

MOMENT = Moment("2020-01-01T00:00:00Z")
COPIES = {
    "en": (
        "Old weighing house becomes a library",
        (
            "The old weighing house in Osted will be a library from April on, the council decided on Tuesday after "
            "four years of debate."
        ),
        "The scales stay where they are, the council said, and readers may have their books weighed if they want to.",
        "Share this article",
    ),
    "fr": (
        "La maison du poids devient une bibliothèque",
        (
            "L’ancienne maison du poids d’Osted sera une bibliothèque à partir d’avril, a décidé mardi le conseil "
            "après quatre ans de débats."
        ),
        (
            "Les balances restent en place, dit le conseil, et les lecteurs pourront faire peser leurs livres s’ils le "
            "veulent."
        ),
        "Partager cet article",
    ),
    "es": (
        "La casa de pesas será una biblioteca",
        (
            "La antigua casa de pesas de Osted será una biblioteca desde abril, decidió el martes el ayuntamiento tras "
            "cuatro años de debate."
        ),
        "Las balanzas se quedan donde están, dijo el ayuntamiento, y los lectores podrán pesar sus libros si quieren.",
        "Compartir",
    ),
    "it": (
        "La casa della pesa diventa una biblioteca",
        (
            "La vecchia casa della pesa di Osted sarà una biblioteca da aprile, ha deciso martedì il consiglio dopo "
            "quattro anni di discussioni."
        ),
        "Le bilance restano dove sono, ha detto il consiglio, e i lettori potranno far pesare i loro libri.",
        "Condividi",
    ),
    "pt": (
        "Casa da balança será uma biblioteca",
        (
            "A antiga casa da balança de Osted será uma biblioteca desde abril, decidiu na terça-feira a câmara após "
            "quatro anos de debate."
        ),
        "As balanças ficam onde estão, disse a câmara, e os leitores poderão pesar os seus livros se quiserem.",
        "Partilhar",
    ),
    "ja": (
        "古い計量所が図書館に",
        "オステッドの古い計量所が４月から図書館になることが、火曜日の町議会で決まった。計量所は４年前から閉まっていた。",
        "町議会によると、はかりはそのまま残され、希望する読者は本の重さを量ることができるという。",
        "シェアする",
    ),
    "ko": (
        "옛 계량소, 도서관으로 다시 문 연다",
        "오스테드의 옛 계량소가 4월부터 도서관으로 쓰인다고 시의회가 화요일 밝혔다. 계량소는 4년 동안 닫혀 있었다.",
        "시의회는 저울이 그대로 남아 있으며 독자들이 원하면 책의 무게를 잴 수 있다고 설명했다.",
        "공유하기",
    ),
    "th": (
        "โรงชั่งเก่าจะเป็นห้องสมุด",
        "สภาเมืองมีมติเมื่อวันอังคารให้เปลี่ยนโรงชั่งเก่าที่ท่าเรือเป็นห้องสมุดตั้งแต่เดือนเมษายนเป็นต้นไปหลังถกเถียงกันสี่ปี",
        "สภาเมืองกล่าวว่าตาชั่งจะยังอยู่ที่เดิม และผู้อ่านสามารถชั่งหนังสือของตนได้หากต้องการในวันเปิดห้องสมุด",
        "แชร์",
    ),
}


def parse(*lines: str) -> Parsed:
    return read(Source(name="story.txt", data="\n\n".join(lines).encode(), moment=MOMENT))


def on_page(language: str, line: str, *, inside: bool) -> list[str]:
    """The texts of a page that has `line` inside its text or below it."""
    title, lead, second, button = COPIES[language]
    lines = (lead, line, second) if inside else (lead, second, line)
    return list(block_texts(parse(title, button, *lines).article.body))


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Add new comment"),
        ("en", "Commenting has been disabled for this item."),
        (
            "en",
            "PLEASE LOG IN FOR PREMIUM CONTENT. Our website requires visitors to log in to view the best local news.",
        ),
        ("en", "Please refrain from adding URLs to unrelated or commercial websites."),
        ("en", "Do you have a story suggestion for Ostedshire?"),
        ("en", "Source link"),
        ("en", "You are using an outdated browser. Please upgrade your browser to improve your experience."),
        ("fr", "Aller à la source"),
        ("fr", "Pour un accès immédiat, abonnez-vous"),
        ("fr", "Votre navigateur est obsolète, veuillez le mettre à jour."),
        (
            "es",
            "Queda prohibida la reproducción total o parcial del contenido de esta página sin permiso de su editor.",
        ),
        ("es", "Agregar nuevo comentario"),
        ("it", "Vai alla fonte"),
        ("it", "I commenti sono chiusi."),
        ("pt", "Já tem conta? Faça login"),
        ("pt", "Os comentários estão fechados."),
        ("ja", "お使いのInternet Explorerは古いバージョンのため、正しく表示されない可能性があります。"),
        ("ko", "◎공감언론 뉴시스"),
        ("th", "โปรดอัพเดตเบราว์เซอร์"),
    ],
)
def test_a_line_of_a_page_is_no_text(language: str, line: str) -> None:
    assert line not in on_page(language, line, inside=False)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Previous articleFerry is sold to a museum in Aldport"),
        ("en", "Read AlsoFerry is sold to a museum in Aldport, and nobody knows who paid for it"),
        ("es", "Artículo anteriorEl ferry se vende a un museo de Aldport"),
        ("it", "Articolo precedenteIl traghetto è venduto a un museo di Aldport"),
        ("fr", "Article précédentLe bac est vendu à un musée d’Aldport"),
        ("pt", "Artigo anteriorFerry é vendido a um museu de Aldport"),
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_a_title_that_is_glued_to_its_label_is_no_text(language: str, line: str, inside: bool) -> None:
    assert line not in on_page(language, line, inside=inside)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "The previous article of the contract was struck out by the court on Tuesday."),
        ("en", "Please log in at the desk, the sign on the door of the library will say."),
        ("en", "He had read AlsoNaut, the old magazine, since he was nine years old."),
        ("en", "Your browser knows more about you than the scales do, said the mayor."),
        ("en", "The source of the link is in the harbor, where the old cable ends."),
        ("fr", "L’article précédent du contrat a été annulé mardi par le tribunal d’Osted."),
        ("fr", "Votre navigateur, dit le capitaine, connaît mieux le port que vous tous."),
        ("es", "El artículo anterior del contrato fue anulado el martes por el tribunal."),
        ("es", "Queda prohibida la entrada con libros que pesen más de cuatro kilos."),
        ("it", "L’articolo precedente del contratto è stato annullato martedì dal tribunale."),
        ("it", "I commenti dei lettori sono appesi accanto alla vecchia bilancia."),
        ("pt", "O artigo anterior do contrato foi anulado na terça-feira pelo tribunal."),
        ("pt", "Quem já tem conta na biblioteca pode levar os livros para casa."),
        ("ja", "お使いの本は入り口のはかりで重さを量ってください、と館長は話す。"),
        ("ko", "공감하는 독자들은 책을 들고 저울 앞에 줄을 섰다고 시의회는 말했다."),
    ],
)
def test_a_sentence_that_resembles_a_line_of_a_page_stays(language: str, line: str) -> None:
    assert line in on_page(language, line, inside=True)
