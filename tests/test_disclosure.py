"""A statement that a machine made the text is found in every language of the lexicon, and not in other texts."""

from __future__ import annotations

import pytest
from conftest import ROOT

from convert.checks.engine.disclosure import discloses, is_machine
from convert.checks.engine.facts import Body, Fact, Facts
from convert.findings import Location

pytestmark = pytest.mark.sampled(2)

STATEMENTS = {
    "af": "Hierdie artikel is met behulp van kunsmatige intelligensie geskryf.",
    "am": "ይህ ጽሑፍ በሰው ሠራሽ አስተውሎት የተጻፈ ነው።",
    "ar": "تم إنشاء هذا المقال بواسطة الذكاء الاصطناعي.",
    "bg": "Тази статия е създадена с помощта на изкуствен интелект.",
    "bn": "এই প্রতিবেদনটি এআই দিয়ে তৈরি।",
    "ca": "Aquest article ha estat generat amb IA.",
    "cs": "Tento článek vytvořila umělá inteligence.",
    "cy": "Cafodd yr erthygl hon ei hysgrifennu gyda chymorth deallusrwydd artiffisial.",
    "da": "Denne artikel er skrevet med kunstig intelligens.",
    "de": "Dieser Artikel wurde mit Hilfe von KI erstellt.",
    "el": "Το άρθρο δημιουργήθηκε με τεχνητή νοημοσύνη.",
    "en": "This article was written with the help of A.I. tools.",
    "es": "Este artículo fue generado con inteligencia artificial.",
    "et": "See artikkel on koostatud tehisaru abil.",
    "eu": "Artikulu hau adimen artifizialaren laguntzaz idatzi da.",
    "fa": "این مطلب با کمک هوش مصنوعی تولید شده است.",
    "fi": "Tämä juttu on tuotettu tekoälyn avulla.",
    "fr": "Cet article a été rédigé par une intelligence artificielle.",
    "ga": "Scríobhadh an t-alt seo le cabhair ó intleacht shaorga.",
    "he": "הכתבה נכתבה בסיוע בינה מלאכותית.",
    "hi": "यह लेख एआई की मदद से तैयार किया गया है।",
    "hr": "Ovaj je članak napisala umjetna inteligencija.",
    "hu": "Ez a cikk mesterséges intelligencia segítségével készült.",
    "hy": "Այս հոդվածը գրվել է արհեստական բանականության օգնությամբ։",
    "id": "Artikel ini dibuat dengan bantuan kecerdasan buatan.",
    "is": "Greinin var skrifuð með hjálp gervigreindar.",
    "it": "Questo testo è stato generato dall'intelligenza artificiale.",
    "ja": "この記事はAIが生成しました。",
    "ka": "ეს სტატია შექმნილია ხელოვნური ინტელექტის დახმარებით.",
    "kk": "Бұл мақала жасанды интеллект көмегімен жазылды.",
    "ko": "이 기사는 AI가 작성했습니다.",
    "lt": "Šį straipsnį parašė dirbtinis intelektas.",
    "lv": "Šo rakstu sagatavoja mākslīgais intelekts.",
    "ms": "Artikel ini dijana oleh kecerdasan buatan.",
    "nb": "Denne artikkelen er laget med KI.",
    "nl": "Dit artikel is geschreven met behulp van AI.",
    "no": "Saken er oppsummert av kunstig intelligens.",
    "pl": "Ten artykuł został wygenerowany przez sztuczną inteligencję.",
    "pt": "Este texto foi gerado por inteligência artificial.",
    "ro": "Acest articol a fost scris cu ajutorul inteligenței artificiale.",
    "ru": "Этот текст создан нейросетью.",
    "sk": "Tento článok vytvorila umelá inteligencia.",
    "sl": "Članek je napisala umetna inteligenca.",
    "sq": "Ky artikull u shkrua me ndihmën e inteligjencës artificiale.",
    "sr": "Овај текст је написала вештачка интелигенција.",
    "sv": "Denna artikel har skapats med AI.",
    "sw": "Makala hii imeandikwa kwa msaada wa akili bandia.",
    "ta": "இந்தக் கட்டுரை செயற்கை நுண்ணறிவால் உருவாக்கப்பட்டது.",
    "th": "บทความนี้สร้างโดยปัญญาประดิษฐ์",
    "tl": "Isinulat ang artikulong ito sa tulong ng AI.",
    "tr": "Bu haber yapay zekâ ile hazırlandı.",
    "uk": "Цей текст створено ШІ.",
    "ur": "یہ خبر مصنوعی ذہانت کی مدد سے تیار کی گئی۔",
    "vi": "Bài viết này do trí tuệ nhân tạo tạo ra.",
    "zh": "本文由AI生成",
}


def facts(text: str, *languages: str) -> Facts:
    """The facts of a document with this text and these languages."""
    place = Location()
    stated = tuple(Fact("language", language, place) for language in languages)
    return Facts(printed=text, bodies=(Body(place=place, text=text),), languages=stated)


def test_every_language_of_the_lexicon_has_a_statement() -> None:
    folder = ROOT / "convert/readers/text/lexicon/languages"
    assert {path.stem for path in folder.glob("*.toml")} - {"common"} <= STATEMENTS.keys()


@pytest.mark.sampled(3)
@pytest.mark.parametrize("language", STATEMENTS)
def test_a_statement_is_found(language: str) -> None:
    """Also where the document states a region, or no language; not in a text of a language of other words."""
    statement = f"Ferry resumes\n{STATEMENTS[language]}\nFerry"
    assert discloses(facts(statement, language))
    assert discloses(facts(statement, f"{language}-XX"))
    assert discloses(facts(statement))
    assert not discloses(facts(statement.replace(STATEMENTS[language], ""), language))


SAME = ("nb-NO", "nn", "tl-PH", "in", "iw", "bs", "cnr", "yue-HK", "cmn")
"""Languages whose words are those of another."""


@pytest.mark.parametrize("language", [*SAME, "EN", "en_US", " de "])
def test_languages_are_known_by_all_their_tags(language: str) -> None:
    assert not discloses(facts("Feri 12.", language))
    assert discloses(facts("Feri 12: ChatGPT " + STATEMENTS["en"], language))


@pytest.mark.parametrize("language", ["und", "mul", "zxx", ""])
def test_no_language_means_all_of_them(language: str) -> None:
    assert all(discloses(facts(text, language)) for text in STATEMENTS.values())
    assert not discloses(facts("Feri 12.", language))


_MACHINE, _DONE, _TEXT = "artificial intelligence", "generated", "article"
_REST = "in the harbor of the town on the island where people waited for days"


@pytest.mark.parametrize("separator", [" ", ". ", "! ", "? ", "… ", "。", "！", "？", "।", "؟", "\n"])
def test_a_statement_is_one_sentence(separator: str) -> None:
    """Machine, deed and text are named in it; short lines need not name the text."""
    is_one = separator == " "
    for one, other in ((f"The {_MACHINE}", f"{_DONE} the {_TEXT}"), (f"{_DONE} by {_MACHINE}", f"the {_TEXT}")):
        assert discloses(facts(f"{one} {_REST}{separator}{other} {_REST}", "en")) is is_one
    for words in ((_MACHINE, _TEXT), (_MACHINE, _DONE), (_DONE, _TEXT)):
        assert not discloses(facts(f"{' '.join(words)} {_REST}", "en"))
    assert discloses(facts(f"{_MACHINE}: {_DONE} it{separator}Ferry", "en"))


@pytest.mark.parametrize(("words", "is_statement"), [(8, True), (9, False)])
def test_a_label_has_eight_words_at_most(words: int, is_statement: bool) -> None:
    text = " ".join(["AI-generated", *["ferry"] * (words - 1)])
    assert discloses(facts(text, "en")) is is_statement
    assert discloses(facts(f"AI-generated. {' '.join(['ferry'] * (words - 1))}", "en")) is is_statement


@pytest.mark.parametrize("text", ["AI-generated", "Ferry\nGenerated by A.I.", "Created automatically from open data"])
def test_a_line_of_a_few_words_needs_no_word_for_the_text(text: str) -> None:
    assert discloses(facts(text, "de"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry resumed on Tuesday. Passengers waited two nights.", "en"),
        ("The minister said AI will change work. A report on the ferry was written last year.", "en"),
        ("Airbus produced a report on the plane in AIX that the ministry had ordered two years before.", "en"),
        ("Officers said they believe that suspects generated the pictures of the quay with AI in May.", "en"),
        ("Die KI-Verordnung der EU gilt seit August. Der Text wurde 2024 verabschiedet.", "de"),
        ("船は火曜日に再開した。乗客は二晩待った。", "ja"),
    ],
)
def test_other_texts_are_no_statement(text: str, language: str) -> None:
    assert not discloses(facts(text, language))


def test_texts_whose_words_are_not_known_are_taken_for_statements() -> None:
    assert discloses(facts("Ubwato bwongeye kugenda ku wa kabiri.", "rw"))
    assert discloses(facts("The ferry resumed.", "en", "rw"))


@pytest.mark.parametrize("name", ["ChatGPT", "AI", "GPT-4o", "KI", "Reuters AI", "News Robot", "人工知能", "-"])
def test_machines_are_nobody(name: str) -> None:
    assert is_machine(name)


@pytest.mark.parametrize(
    "name", ["Jane Doe", "Ai Weiwei", "JEAN IA", "Claude Monet", "A. Robotham", "Example News", "李娜"]
)
def test_people_and_organizations_are_somebody(name: str) -> None:
    assert not is_machine(name)
