"""Captions with their credits as pages show them, and keys of phrases; all captions are invented."""

from __future__ import annotations

import pytest

from convert.readers.text.lexicon import LANGUAGES_FOLDER, line_key, load_lexicon
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.captions import read_caption
from convert.readers.text.scripts import FIRST_UNSPACED

pytestmark = pytest.mark.sampled(3)

CAPTIONS = [
    ("de", "So soll es aussehen. Foto: Mia Brandt/dpa", "So soll es aussehen.", "Mia Brandt/dpa"),
    ("it", "Il campanile di San Prospero (foto Benedetti)", "Il campanile di San Prospero", "Benedetti"),
    ("fr", "Les champions de la tresse. (Photo Le Bocage)", "Les champions de la tresse.", "Le Bocage"),
    ("fr", "Le port à l’aube. Photo : élèves du lycée", "Le port à l’aube.", "élèves du lycée"),
    ("fr", "Des bobines sans étiquette. MALIK OU / L’ÉCHO", "Des bobines sans étiquette.", "MALIK OU / L’ÉCHO"),
    (
        "es",
        "La fuente, en la plaza de la Lonja. / Javier Tordera",
        "La fuente, en la plaza de la Lonja.",
        "Javier Tordera",
    ),
    ("ru", "Модель парохода «Заря» Фото: пресс-служба порта", "Модель парохода «Заря»", "пресс-служба порта"),
    ("el", "Ο Λευτέρης στο τιμόνι. Φωτ. ΜΑΝΟΣ ΠΕΤΡΑΚΗΣ", "Ο Λευτέρης στο τιμόνι.", "ΜΑΝΟΣ ΠΕΤΡΑΚΗΣ"),
    ("zh", "门口排队的读者。江城晚报记者 周启明 摄", "门口排队的读者。", "江城晚报记者 周启明"),
    ("zh", "採茶機器人。（圖／記者許芷晴攝）", "採茶機器人。", "記者許芷晴"),
    (
        "ja",
        "撤去を待つ電話ボックス＝2024年1月12日、月見野町、桐谷真帆撮影",
        "撤去を待つ電話ボックス＝2024年1月12日、月見野町",
        "桐谷真帆",
    ),
    ("ko", "학생들이 연탄을 나르고 있다. /한지우 기자", "학생들이 연탄을 나르고 있다.", "한지우"),
]

NO_CAPTIONS = [
    (
        "en",
        "He chose between tea and/or coffee. / Neither would do, and so he left the house without a word to anyone.",
    ),
    ("it", "Lo ha detto il sindaco (foto che non sono piaciute)"),
    ("ru", "На выставке показали фото старых кораблей"),
    ("en", "They met in Geneva (which is on the lake)."),
]


@pytest.mark.parametrize(("language", "line", "caption", "credit"), CAPTIONS, ids=[row[1][:30] for row in CAPTIONS])
def test_caption_is_split_from_its_credit(language: str, line: str, caption: str, credit: str) -> None:
    found = read_caption(line, load_lexicon("en", language))
    assert found is not None
    assert (found.caption, found.credit) == (caption, credit)


@pytest.mark.parametrize(("language", "line"), NO_CAPTIONS)
def test_running_text_is_no_caption(language: str, line: str) -> None:
    assert read_caption(line, load_lexicon("en", language)) is None


def test_phrases_match_in_capitals() -> None:
    assert load_lexicon("en", "el").furniture.role(line_key("ΔΙΑΦΗΜΙΣΗ")) == ("advert", 0.97)
    assert load_lexicon("en", "tr").furniture.role(line_key("İLGİLİ HABERLER")) == ("related", 0.97)
    assert line_key("ÇEKEBİLİR") == line_key("çekebilir")


def test_phrase_ends_at_a_word_edge() -> None:
    """Accented Latin letters and Hangul come after Thai in the code, but their words have edges all the same."""
    assert load_lexicon("en", "vi").furniture.role(line_key("Cụ ông giữ cây cầu tre cho học trò qua sông")) is None
    assert load_lexicon("en").furniture.role(line_key("C. Smith said so")) is None
    assert read_byline("글로벌 경제 위기", load_lexicon("en", "ko")) is None


@pytest.mark.parametrize(
    ("line", "role"),
    [("Our stories by email", "subscribe"), ("By email", "subscribe"), ("It stood nearby email", None)],
)
def test_phrase_at_the_end_of_a_line_begins_at_a_word_edge(line: str, role: str | None) -> None:
    found = load_lexicon("en").furniture.role(line_key(line))
    assert (found and found[0]) == role


LANGUAGES = sorted(path.stem for path in LANGUAGES_FOLDER.glob("*.toml") if path.stem != "common")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_of_a_credit_divides_a_caption(language: str) -> None:
    """Also with a capital, and with another label at its end ("AP photo"), but not at its beginning ("사진 제공")."""
    lexicon = load_lexicon("en", language)
    labels = sorted(lexicon.credit_labels)
    for label in labels:
        if any(label != other and label.startswith(other) for other in labels if other >= FIRST_UNSPACED):
            continue
        for written in dict.fromkeys((label, label.capitalize())):
            found = read_caption(f"The ferry leaves the quay of Osted. {written}: Ann Smith", lexicon)
            assert found is not None, written
            assert (found.caption, found.credit) == ("The ferry leaves the quay of Osted.", "Ann Smith"), written
