"""Heads of pages in many languages: deks without a full stop, titles shown twice, menus, and days of the page."""

from __future__ import annotations

import pytest

from convert.model import Article, Figure, Moment, block_texts, inline_text
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.lexicon.newsrooms import is_own_newsroom

pytestmark = pytest.mark.sampled(3)

MOMENT = Moment("2027-01-01T00:00:00Z")
TITLE = "Osted ripara la porta del porto dopo la tempesta di febbraio"
DEK = "Il comune paga i lavori, durati due giorni, per i quali è servita una gru del paese vicino"
TEXT = (
    "Gli operai hanno riparato martedì la porta del porto, che la tempesta della settimana scorsa aveva rotto.",
    "Il consiglio si riunisce di nuovo venerdì per parlare dei prossimi passi, e i residenti possono intervenire.",
)
CLOSED = ("Questo contenuto è riservato agli abbonati", "Accedi", "Non sei ancora abbonato? Clicca qui")


def parse(*blocks: str) -> Article:
    return read(Source(name="story.txt", data="\n\n".join(blocks).encode(), moment=MOMENT)).article


def body(article: Article) -> list[str]:
    return list(block_texts(article.body))


@pytest.mark.parametrize(
    "head",
    [
        (TITLE, DEK),
        ("Regione - 12 marzo 2024, 07:30", TITLE, DEK),
        (TITLE, DEK, TITLE),
        ("L'ECO DI OSTED\nRegione", TITLE, DEK, TITLE),
        (TITLE, DEK, TITLE, "La porta del porto, martedì. | Eco Press"),
    ],
)
def test_a_phrase_right_below_the_title_is_the_dek(head: tuple[str, ...]) -> None:
    article = parse(*head, *TEXT)
    assert (article.headline, article.subheadline) == (TITLE, DEK)
    assert body(article)[-2:] == list(TEXT)


@pytest.mark.parametrize(
    "line",
    [
        f"{DEK}.",
        "Il comune paga i lavori: durati due giorni, hanno richiesto una gru del paese vicino:",
    ],
)
def test_a_sentence_or_a_line_with_a_colon_below_the_title_is_not_made_its_dek(line: str) -> None:
    article = parse(TITLE, line, *TEXT)
    assert article.headline == TITLE
    assert article.subheadline is None


def test_the_title_of_a_short_story_that_is_closed_is_kept() -> None:
    article = parse("Regione - 12 marzo 2024, 07:30", TITLE, DEK, TEXT[0], *CLOSED)
    assert article.headline == TITLE
    assert body(article)[-1] == TEXT[0]


MENU = "Prezzo dell'oro\nCambio\nMeteo\nMercato del lavoro\nRegioni\nVideo sportivi\nSatira e vignette\nBorsa futura"


@pytest.mark.parametrize("day", ["\nsabato 16 marzo 2024", "\n16 marzo 2024 ore 18:25"])
def test_a_title_below_a_menu_and_a_day_is_the_headline(day: str) -> None:
    assert parse(f"{MENU}{day}", TITLE, *TEXT).headline == TITLE


@pytest.mark.parametrize(
    ("day", "published"),
    [
        ("        Pubblicato: 05.03.2024 - 14:54", "2024-03-05"),
        ("        05.03.2024, 14:54", "2024-03-05"),
        ("        Come il mare che torna,\n        come la porta che resta", None),
        ("        Come il mare che torna\n        05.03.2024", None),
    ],
)
def test_an_indented_day_with_its_hour_is_no_verse(day: str, published: str | None) -> None:
    article = parse(TITLE, f"{DEK}.", f"{day}\n        Osted ripara la porta", *TEXT)
    assert (article.published.text[:10] if article.published else None) == published


@pytest.mark.parametrize(
    ("above", "below", "published"),
    [
        ("2024-11-15@20:28:46 GMT", "Pubblicato: 23 dicembre 2023", "2023-12-23"),
        ("15 novembre 2024, 20:28", "Data di pubblicazione: 23 dicembre 2023", "2023-12-23"),
        ("23 dicembre 2023, 20:28", "Ne abbiamo parlato nel notiziario pubblicato il 22 dicembre 2023.", "2023-12-23"),
        ("23 dicembre 2023, 20:28", "Aggiornato: 15 novembre 2024, 10:00", "2023-12-23"),
    ],
)
def test_the_labeled_day_of_the_story_wins_over_the_clock_of_the_page(above: str, below: str, published: str) -> None:
    article = parse(f"L'Eco:\n{above}", TITLE, below, *TEXT)
    assert article.published is not None
    assert article.published.text[:10] == published


@pytest.mark.parametrize("mark", ["| ", "• "])
def test_the_day_that_opens_the_text_of_a_picture_is_not_that_of_publication(mark: str) -> None:
    caption = f"{mark}6 dicembre 2022: gli operai chiudono la porta del porto dopo la tempesta del 22 marzo 2016."
    assert parse(TITLE, f"© Ecophoto\n{caption}", *TEXT).published is None


@pytest.mark.parametrize(
    "label", ["Indice", "In questo articolo", "Din articol", "Spis treści", "Содержание", "İçindekiler"]
)
def test_the_label_of_a_list_of_headings_is_no_dek(label: str) -> None:
    article = parse(TITLE, "12 marzo 2024", f"{label}\nCome sarà la porta\nQuanto costa", *TEXT)
    assert article.subheadline != label


@pytest.mark.parametrize(
    ("line", "is_dek"),
    [
        ('Sabato la prima con l\'orchestra dei giovani. Il sindaco: "Ora la biblioteca"', True),
        ("Redattrice di economia, scrive di porti e di mare da trent'anni per il giornale", False),
        ("Giornalista che scrive di porti e di mare da trent'anni per il giornale di Osted", False),
    ],
)
def test_a_phrase_between_byline_and_day_is_the_dek_unless_it_is_on_the_author(line: str, *, is_dek: bool) -> None:
    menu, foot = "Vai al contenuto\nMenu\nCerca\nAccedi\nAbbonati", "Leggi anche\nPrivacy\nCookie"
    article = parse(menu, f"{TITLE}\ndi Nora Feldi\n{line}\n12 marzo 2024 alle 10:15\nCondividi", *TEXT, foot)
    assert article.subheadline == (line if is_dek else None)
    assert [author.name for author in article.authors] == ["Nora Feldi"]


@pytest.mark.parametrize("end", ["(eco/bell)", "(Eco)", "(nf/eco)"])
def test_a_signed_paragraph_that_ends_with_a_number_stays_above_a_list_of_videos(end: str) -> None:
    last = f"La sindaca ha detto che la folla sul molo disturba i piani del porto per il progetto Mare-19. {end}"
    article = parse(f"{TITLE}\n12 marzo 2024, 12:48", *TEXT, f"{last}\nI video più visti:\n{TEXT[1]}\nLeggi anche")
    assert last in body(article)


@pytest.mark.parametrize("credit", ["Fonte: L'Eco di Osted", "Foto: Eco Press", "Foto: Nora Feldi / Eco Press"])
def test_the_last_sentence_of_lines_without_breaks_is_no_caption(credit: str) -> None:
    article = parse(f"{TITLE}\n12 marzo 2024\n{TEXT[0]}\n{TEXT[1]}\nI lavori durano due giorni.\n{credit}")
    assert "I lavori durano due giorni." in body(article)
    assert article.headline == TITLE


def test_a_sentence_above_a_credit_with_a_phrase_below_is_no_caption() -> None:
    dek = "Riapre mercoledì il porto di Osted. Il comune paga i lavori e cerca ora una gru per la primavera."
    picture = "Foto: Nora Feldi / Eco Press\nLa porta del porto"
    article = parse(f"{TITLE}\n12 marzo 2024, 10:15\n{dek}\n{picture}\n{TEXT[0]}\n{TEXT[1]}")
    captions = [block.caption for block in article.body if isinstance(block, Figure)]
    assert dek not in [inline_text(caption) for caption in captions]
    assert dek in (article.subheadline, *body(article))


def test_editors_below_a_story_are_no_authors_where_the_text_names_its_reporters() -> None:
    text = "受大风影响，奥斯特德渡轮12日上午停航，数百名旅客滞留港口。预计13日恢复通航。"
    head = "奥斯特德渡轮因大风停航\n2024年03月12日10:15"
    article = parse(f"{head}\n新华社奥斯特德3月12日电（记者莫安娜）{text}\n{text}\n(责编：韩震霞、崔欣)")
    assert [author.name for author in article.authors] == ["莫安娜"]
    assert [who.name for who in article.contributors] == ["韩震霞", "崔欣"]
    article = parse(f"{head}\n{text}\n{text}\n(责编：韩震霞、崔欣)")
    assert [author.name for author in article.authors] == ["韩震霞", "崔欣"]


@pytest.mark.parametrize(
    ("line", "is_byline"),
    [
        ("Dal nostro inviato", True),
        ("Dal nostro corrispondente a Osted", True),
        ("De notre correspondante à Osted", True),
        ("Door onze nieuwsredactie", True),
        ("Van onze verslaggever", True),
        ("De nuestro corresponsal en Osted", True),
        ("Do nosso correspondente", True),
        ("Von unserem Korrespondenten", True),
        ("Od naszego korespondenta", True),
        ("Від нашого кореспондента в Остеді", True),
        ("Dal nostro inviato una notizia", False),
        ("Van onze verslaggever hoorden wij niets", False),
        ("De notre correspondant Hugo Tavernier", False),
    ],
)
def test_reporters_without_a_name_sign_and_are_no_authors(line: str, *, is_byline: bool) -> None:
    assert is_own_newsroom(line) is is_byline
    if is_byline:
        article = parse(f"{TITLE}\n{line}\n12 marzo 2024", *TEXT)
        assert (article.byline, article.authors, article.subheadline) == (line, (), None)


def test_a_caption_twice_in_a_row_above_the_byline_leaves_the_dek() -> None:
    caption = "La porta del porto, lunedì. I residenti aspettano la riapertura da un mese. LE/N.F."
    dek = "I residenti del quartiere chiedono un muro contro il rumore. Il comune promette uno studio per l'autunno."
    article = parse(f"{TITLE}\n{dek}\n{caption}\n{caption}\nDi Nora Feldi\n12 marzo 2024 alle 06:30", *TEXT)
    assert article.subheadline == dek
    assert caption in [inline_text(block.caption) for block in article.body if isinstance(block, Figure)]
    twice = parse(TITLE, "Di Nora Feldi", TEXT[0], TEXT[1], TEXT[1])
    assert not [block for block in twice.body if isinstance(block, Figure)]


KOREAN = (
    "오스테드의 육가공 공장 화재에 대한 합동 감식이 오늘 오전부터 진행되고 있습니다.",
    "경찰과 소방당국은 감식을 통해 화재 원인과 사고 경위 등을 찾는 데 집중할 계획입니다.",
    "합동 영결식은 유가족과 동료 공무원 등이 참석한 가운데 내일 오전 열립니다.",
)
REACH = "■ 제보하기\n▷ 전화 : 02-700-0000\n▷ 이메일 : desk@example.co.kr\n▷ 카카오톡 : '등대제보' 검색, 채널 추가"


@pytest.mark.parametrize(
    ("head", "tail", "names"),
    [
        ("", "도명림 기자 (dosil@example.co.kr)", ["도명림"]),
        ("", "도명림 기자 dosil@example.co.kr", ["도명림"]),
        ("박서준 기자", "도명림 기자 (dosil@example.co.kr)", ["박서준"]),
        ("", "편집국 (desk@example.co.kr)", []),
    ],
)
def test_a_reporter_with_an_address_below_how_to_reach_the_newsroom(head: str, tail: str, names: list[str]) -> None:
    text = "\n".join((head, *KOREAN) if head else KOREAN)
    article = parse(f"오스테드 공장 화재…합동 감식 진행\n{text}\n{REACH}\n{tail}\nCopyright © 등대일보. 무단 전재 금지")
    assert [author.name for author in article.authors] == names
