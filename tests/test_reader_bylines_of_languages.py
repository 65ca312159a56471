"""Bylines as pages of languages with little data have them, and lines that resemble them."""

from __future__ import annotations

import pytest

from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.chinese_bylines import read_paper_and_names, read_signed_opening
from convert.readers.text.lexicon.japanese_bylines import read_names_in_brackets
from convert.readers.text.lexicon.korean_bylines import read_before_text
from convert.readers.text.lexicon.name_lines import read_name_line

pytestmark = pytest.mark.sampled(3)


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("ko", "기자명 도명림 박수진 기자", ["도명림", "박수진"]),
        ("ko", "한필중 워싱턴 특파원", ["한필중"]),
        ("ko", "글·사진 문안나 기자", ["문안나"]),
        ("ja", "社会部 青木理沙", ["青木理沙"]),
        ("zh", "灯塔日报 莫安娜", ["莫安娜"]),
        ("zh", "記者王小明/台北報導", ["王小明"]),
        ("ar", "بيروت: ليلى سالم", ["ليلى سالم"]),
        ("ar", "بيروت/ ليلى سالم/ الأناضول", ["ليلى سالم", "الأناضول"]),
        ("pt", "Ana Brandão - Repórter da Agência Brasil", ["Ana Brandão"]),
        ("pt", "Ana Brandão, Agência Brasil", ["Ana Brandão", "Agência Brasil"]),
        ("fr", "26 septembre 2021 , Rédigé par Solène Marchetti Publié dans #Ports, #Mer", ["Solène Marchetti"]),
        ("ro", "Editor : Nora Feldescu", ["Nora Feldescu"]),
        ("ar", "كتب: مازن دلين وجوليا بسطي", ["مازن دلين", "جوليا بسطي"]),
        ("hu", "MÓRA ANNA", ["MÓRA ANNA"]),
        ("tr", "Haber: Mert Dellin - Jale Pastıroğlu", ["Mert Dellin", "Jale Pastıroğlu"]),
        ("vi", "Phóng viên Phan Hiếm", ["Phan Hiếm"]),
    ],
)
def test_names_are_read_in_the_form_of_their_language(language: str, line: str, names: list[str]) -> None:
    lexicon = load_lexicon("en", language)
    found = read_byline(line, lexicon) or read_name_line(line, lexicon)
    assert found is not None
    assert [author.name for author in found.authors] == names


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ar", "بيروت/ ليلى سالم/ الصحراء"),
        ("ar", "المصدر: جريدة الميناء"),
        ("fr", "Rencontre : Nora Felde"),
        ("fr", "Osted , le 12 mars 2024"),
    ],
)
def test_lines_that_resemble_bylines_name_nobody(language: str, line: str) -> None:
    lexicon = load_lexicon("en", language)
    assert (read_byline(line, lexicon) or read_name_line(line, lexicon)) is None


@pytest.mark.parametrize(
    "line", ["11일 오스테드항에 정박한 여객선. /고수철 기자", "강원도 시청에서 열린 회의", "사진/고수철 기자"]
)
def test_a_credit_in_korean_is_no_byline(line: str) -> None:
    assert read_byline(line, load_lexicon("en", "ko")) is None


def test_reporters_beside_the_text() -> None:
    korean, japanese = load_lexicon("en", "ko"), load_lexicon("en", "ja")
    assert read_before_text("[등대경제 서단비 기자] 오스테드시는 밝혔다.", korean) is not None
    assert read_before_text("[오스테드 시청 제공] 오스테드시는 밝혔다.", korean) is None
    assert read_names_in_brackets("支払う。【早瀬由里、青木理沙】", japanese) == ("早瀬由里", "青木理沙")
    assert read_names_in_brackets("支払う。（福島県）", japanese) == ()
    assert read_paper_and_names("灯塔日报 石家庄") == ()
    opening = read_signed_opening("〔記者王小明、李小華／台北報導〕市府宣布")
    assert opening is not None
    assert (opening.names, opening.place) == (("王小明", "李小華"), "台北")
    assert read_signed_opening("〔圖／市府提供〕市府宣布") is None
