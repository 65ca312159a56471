"""Lines of pages that the lexicons know as furniture, by language, and ordinary lines that begin like them."""

from __future__ import annotations

import pytest

from convert.readers.text.labels.line_features import extract_line_features
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lines.language import Language
from convert.readers.text.lines.units import Unit

pytestmark = pytest.mark.sampled(4)

KNOWN = [
    ("en", "More: Pilots keep their boat"),
    ("en", "MORE FOR YOU"),
    ("de", "Zum Artikel: Lotsen behalten ihr Boot"),
    ("fr", "Voir aussi : Les pilotes gardent leur barque"),
    ("fr", "Voir aussi: Les pilotes gardent leur barque"),
    ("fr", "Rejoignez notre chaîne WhatsApp"),
    ("fr", "Vous avez refusé les cookies de ce service"),
    ("fr", "Voir les 12 commentaires"),
    ("fr", "Suggérer une correction"),
    ("es", "Este contenido requiere que aceptes las cookies"),
    ("es", "Si ya eres suscriptor, inicia sesión"),
    ("es", "Comentar esta noticia"),
    ("es", "Foto 2 de 14"),
    ("it", "Continua a leggere sotto la pubblicità"),
    ("it", "Per visualizzare questo contenuto accetta i cookie"),
    ("it", "Commenta per primo"),
    ("it", "Sfoglia la gallery"),
    ("pt", "Siga o canal do Sino de Osted no WhatsApp"),
    ("pt", "Ir para o conteúdo principal"),
    ("pt", "Os comentários são de responsabilidade de seus autores"),
    ("nl", "Dit artikel is voorbehouden aan abonnees"),
    ("nl", "Om deze inhoud te tonen moet u cookies toestaan"),
    ("nl", "Artikel gaat door onder de advertentie"),
    ("pl", "Artykuł dostępny tylko dla czytelników z dostępem"),
    ("pl", "Ten tekst przeczytasz w 4 minuty"),
    ("pl", "Przejdź do głównej treści"),
    ("cs", "Pro vložení komentáře se musíte přihlásit"),
    ("cs", "Máte předplatné? Přihlaste se"),
    ("cs", "Článek pokračuje pod reklamou"),
    ("sv", "Den här artikeln är för prenumeranter"),
    ("sv", "Har du hittat ett fel i artikeln?"),
    ("sv", "Bild 2 av 14"),
    ("da", "Der er lukket for kommentarer"),
    ("da", "Allerede abonnent? Log ind"),
    ("no", "Saken fortsetter under annonsen"),
    ("no", "Funnet en feil?"),
    ("fi", "Juttu jatkuu mainoksen jälkeen"),
    ("fi", "Siirry pääsisältöön"),
    ("ru", "Материал доступен только подписчикам"),
    ("ru", "Чтобы оставить комментарий, войдите на сайт"),
    ("uk", "Підпишіться на нашу розсилку"),
    ("el", "Διαβάστε ακόμα: Οι πλοηγοί κρατούν τη βάρκα"),
    ("tr", "Bu içerik abonelere özel"),
    ("ro", "Articolul continuă după publicitate"),
    ("hu", "Ez is érdekelheti: A révkalauzok megtartják a csónakot"),
    ("ja", "この記事は有料会員限定です"),
    ("zh", "微信扫一扫分享"),
    ("ko", "본문 바로가기"),
    ("ar", "انضم إلى قناتنا على واتساب"),
    ("id", "Lewati ke konten utama"),
    ("vi", "Đăng nhập để bình luận"),
    ("hi", "हमारे व्हाट्सएप चैनल से जुड़ें"),
    ("ca", "Només per a subscriptors"),
    ("hr", "Članak se nastavlja ispod oglasa"),
    ("sr", "Pogledajte još: Piloti zadržavaju čamac"),
    ("bg", "Статията продължава след рекламата"),
    ("sk", "Článok pokračuje pod reklamou"),
    ("sl", "Ste že naročnik?"),
    ("he", "אולי יעניין אתכם"),
    ("fa", "پرش به محتوا"),
    ("th", "ข้ามไปยังเนื้อหา"),
    ("et", "Artikkel jätkub pärast reklaami"),
    ("lt", "Redakcija rekomenduoja"),
    ("lv", "Raksts turpinās pēc reklāmas"),
]

TEXT = [
    ("en", "More than 100 pilots keep their boat"),
    ("en", "More villages ask for a bell"),
    ("en", "Trending words of the year"),
    ("de", "Zum Artikel 5 des Grundgesetzes"),
    ("fr", "Rejoignez le port avant la nuit"),
    ("fr", "Une faute du pilote, selon le maire"),
    ("fr", "Suivez la barque jusqu'au phare"),
    ("es", "Lea Feld gana la regata de Osted"),
    ("es", "También en Osted suenan las campanas"),
    ("es", "Un momento de la fiesta en el puerto"),
    ("it", "Commenta il sindaco: le barche restano"),
    ("it", "Tutto su una barca a remi"),
    ("it", "Caricamento delle barche nel porto"),
    ("pt", "Mais de cem práticos mantêm o barco"),
    ("pt", "Mais da metade dos barcos fica no porto"),
    ("nl", "Overname van de werf in Osted"),
    ("nl", "Laden van elektrische boten wordt duurder"),
    ("pl", "Więcej o piątą część zarabiają piloci"),
    ("cs", "Bez souhlasu lodivodů člun neodpluje"),
    ("cs", "Staňte se lodivodem, vyzývá přístav"),
    ("sv", "Var först på plats vid bron"),
    ("sv", "Få nyheter har väckt så mycket glädje"),
    ("sv", "Gå med i kören, uppmanar prästen"),
    ("da", "Kun nødvendige sejlture er tilladt"),
    ("no", "Mer vind i nord"),
    ("fi", "Ota mukaan lämmin takki"),
    ("ru", "Войти в порт ночью нельзя"),
    ("ru", "Последние новости радуют лоцманов"),
    ("tr", "Fotoğraflar eski köprüyü gösteriyor"),
    ("ro", "Primește zilnic o sută de vizitatori"),
    ("hu", "Oszd meg és uralkodj"),
    ("he", "טוען כי הסירה שלו"),
    ("id", "Memuat lima perahu kecil"),
    ("zh", "发表评论员文章"),
]


def role(language: str, text: str) -> str | None:
    """The role that a line has by its words, in copy in that language; None if they are of no furniture."""
    lexicon = load_lexicon("en", language)
    [line] = extract_line_features([Unit((1,), text)], lexicon, Language(language, 1.0, "ltr"))
    return line.furniture[0] if line.furniture else None


@pytest.mark.parametrize(("language", "text"), KNOWN)
def test_line_of_pages_is_known(language: str, text: str) -> None:
    assert role(language, text)


@pytest.mark.parametrize(("language", "text"), TEXT)
def test_ordinary_line_that_begins_like_one_is_not_known(language: str, text: str) -> None:
    assert role(language, text) is None
