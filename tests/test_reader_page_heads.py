"""Heads of pages: skip links, notices, pagers and titles shown twice above a story, and speakers of broadcasts."""

from __future__ import annotations

import pytest
from weighing_house import LONG_LEAD as LEAD
from weighing_house import SECOND, TITLE, parse

from convert.model import block_texts
from convert.readers import Parsed

LEAD_FR = (
    "L'ancienne maison de pesage d'Osted deviendra une bibliothèque en avril, a décidé mardi le conseil municipal après"
    " quatre ans de débats. Elle était fermée depuis le départ du dernier navire de blé."
)
LEAD_JA = (
    "オステッド市議会は火曜日、港の古い計量所を四月から図書館にすることを決めた。計量所は最後の穀物船が港を出てから四年間"
    "閉まっていた。秤はそのまま残り、読者は借りた本の重さを量ることができるという。"
)
SECOND_JA = (
    "市長は「本の重さを知りたい人がいるとは思わなかった」と話した。開館式は四月の最初の日曜日に計量所の前で開かれる。"
)
LEAD_TH = (
    "สภาเมืองออสเตดมีมติเมื่อวันอังคารให้เปลี่ยนอาคารชั่งน้ำหนักเก่าที่ท่าเรือเป็นห้องสมุดตั้งแต่เดือนเมษายน หลังจากถกเถียงกันมานานสี่ปี "
    "อาคารนี้ปิดมาตั้งแต่เรือขนข้าวลำสุดท้ายออกจากท่า"
)
LEAD_ZH = (
    "奥斯特德市议会周二决定，港口的旧过磅所从四月起改为图书馆。自最后一艘运粮船离港以来，过磅所已关闭四年。"
    "磅秤将保留在原处，读者可以称一称借来的书。"
)
SECOND_ZH = "市长说：“没想到有人想知道书有多重。”开馆仪式将于四月第一个星期日举行，邀请所有市民参加。"


def shown(parsed: Parsed) -> list[str]:
    article = parsed.article
    others = [other.text for other in article.other_headlines]
    return [article.headline, *others, article.subheadline or "", *block_texts(article.body)]


@pytest.mark.parametrize(
    ("link", "title", "lead"),
    [
        ("Article réservé aux abonnés", "A Osted, l'ancien pesage devient une bibliothèque", LEAD_FR),
        ("Aller au contenu principal", "A Osted, l'ancien pesage devient une bibliothèque", LEAD_FR),
        ("メインメニューをとばして、本文へ", "古い計量所が図書館に /オステッド", LEAD_JA),
        ("ลงทะเบียน", "อาคารชั่งน้ำหนักเก่ากลายเป็นห้องสมุด", LEAD_TH),
        ("Skip to main content", TITLE, LEAD),
        ("How we use cookies", TITLE, LEAD),
        ("Comment nous utilisons les cookies", "A Osted, l'ancien pesage devient une bibliothèque", LEAD_FR),
    ],
)
def test_a_skip_link_is_no_title(link: str, title: str, lead: str) -> None:
    parsed = parse(link, title, lead, lead[::1].replace("Osted", "Crale"))
    assert parsed.article.headline == title
    assert link not in shown(parsed)


NOTE = "Hier, ils fêtaient encore la maison du port, avec ses balances et ses quatre années de silence."


@pytest.mark.parametrize(
    ("label", "title", "lead"),
    [
        ("Article réservé aux abonnés", "A Osted, 1 200 lecteurs défilent et pèsent leurs livres.", NOTE),
    ],
)
def test_a_title_with_a_full_stop_is_above_its_label(label: str, title: str, lead: str) -> None:
    parsed = parse(f"{title}\n\n{label}\n{lead}\npublié le 30 janvier 2001 à 22h18\n\nLes plus lus")
    assert parsed.article.headline == title
    assert label not in shown(parsed)


def test_known_furniture_is_no_title_where_nothing_else_is() -> None:
    parsed = parse("Page 2 of 3", LEAD, SECOND, "Related articles", "Comments")
    assert "Page 2 of 3" not in shown(parsed)


@pytest.mark.parametrize("link", ["本文へスキップ", "読み込み中"])
def test_furniture_alone_above_a_text_is_no_title(link: str) -> None:
    assert link not in shown(parse(link, LEAD_JA, SECOND_JA))


@pytest.mark.parametrize(
    "title",
    [
        "Fotostrecke: Der letzte Winter in der Waage",
        "Comments on the budget stay open until May",
        "Skip the queue: harbor office opens earlier",
        "Subscribe or starve: how small papers live",
        "Contact with the last grain ship was lost",
    ],
)
def test_a_title_with_words_of_furniture_stays(title: str) -> None:
    assert parse(title, LEAD, SECOND).article.headline == title


def test_a_row_of_buttons_is_no_title_and_no_text() -> None:
    row = "3 上一篇 下一篇 4 放大 缩小 默认"
    parsed = parse(row, "旧过磅所变身图书馆", LEAD_ZH, SECOND_ZH, row)
    assert parsed.article.headline == "旧过磅所变身图书馆"
    assert row not in shown(parsed)


@pytest.mark.parametrize("line", ["港口 图书馆 过磅所 开放", "收藏 旧书 的 市民 越来越多"])
def test_words_that_are_no_buttons_stay(line: str) -> None:
    assert parse(line, LEAD_ZH, SECOND_ZH).article.headline == line


def test_a_title_shown_twice_is_the_title_below_a_doubtful_one() -> None:
    title = "อาคารชั่งน้ำหนักเก่าที่ท่าเรือออสเตดเปลี่ยนเป็นห้องสมุด"
    head = ["ค้นหา", "ทีวีท่าเรือ", "เว็บของเมือง", title, "ภูมิภาค", "Logo Osted TV", title]
    assert parse("\n".join(head), LEAD_TH, LEAD_TH.replace("ออสเตด", "เครล")).article.headline == title


@pytest.mark.parametrize("line", ["Share this story with friends", "Get the harbor feed", "Jane Doe, harbor reporter"])
def test_lines_shown_twice_below_a_sure_title_are_not_the_title(line: str) -> None:
    assert parse("Menu", TITLE, line, "12 May 2024", line, LEAD, SECOND).article.headline == TITLE


def test_a_sentence_of_the_first_paragraphs_is_no_title() -> None:
    first = "The mayor of Osted, Jane Doe, on Monday 23 December 2019 opened 12 roads in some quarters of the town."
    second = "According to the mayor, the roads will provide “connections between 4 quarters at the harbor.”"
    rows = [
        "Below, The Osted Bell has a list of the 12 roads that the mayor opened.",
        "1 Harbor Street",
        "2 Mill Street",
    ]
    parsed = parse(first, second, *rows, "3 Grain Street", "4 Scale Street", "5 Upper Road Phase 1", gap="\n")
    texts = list(block_texts(parsed.article.body))
    assert texts[:2] == [first, second]


def test_a_standfirst_below_its_title_leaves_the_title() -> None:
    parsed = parse(TITLE, "Readers may have their books weighed.", LEAD, SECOND, gap="\n")
    assert parsed.article.headline == TITLE


@pytest.mark.parametrize("line", ["Harbor Notes", "Tide Table Online"])
def test_a_line_that_recurs_is_no_kicker(line: str) -> None:
    parsed = parse(line, line, TITLE, LEAD, SECOND)
    assert parsed.article.other_headlines == ()


def test_a_line_above_the_title_is_its_kicker() -> None:
    parsed = parse("Harbor Notes", TITLE, LEAD, SECOND)
    assert [other.text for other in parsed.article.other_headlines] == ["Harbor Notes"]


BROADCASTS = {
    "ko": (
        "낡은 계량소가 도서관으로",
        ["[앵커]", "오스테드의 낡은 계량소가 도서관이 됩니다.", "보도에 김하늘 기자입니다."],
        [
            "[기자]",
            "시의회는 화요일 계량소를 도서관으로 바꾸기로 했습니다.",
            "4년 만의 결정인데요,",
            "결국, 책 문제입니다.",
        ],
        ["[앵커]", "저울은 어떻게 됩니까?", "[기자]", "저울은 그대로 남습니다."],
    ),
    "zh": (
        "旧过磅所变身图书馆",
        ["【解说】", "奥斯特德的旧过磅所四月起成为图书馆。", "它已经关闭四年。"],
        ["【同期】", "我们没想到有人想知道书有多重。", "大家都来看。"],
        ["【解说】", "磅秤将保留在原处。", "开馆仪式在四月举行。"],
    ),
    "en": (
        TITLE,
        ["[Anchor]", "The old weighing house in Osted will be a library.", "Our reporter has been there,"],
        ["[Reporter]", "The council decided on Tuesday after four years of debate.", "In the end, it was about books."],
        ["[Anchor]", "And what about the scales?", "[Reporter]", "They stay."],
    ),
}


@pytest.mark.parametrize("language", BROADCASTS)
@pytest.mark.parametrize("foot", [(), ("Comments", "Privacy policy", "Contact us", "Menu")])
def test_speakers_in_brackets_and_all_they_say_stay(language: str, foot: tuple[str, ...]) -> None:
    title, *speeches = BROADCASTS[language]
    lines = [line for speech in speeches for line in speech]
    parsed = parse(title, "2024-05-12 21:40", "", *lines, *foot, gap="\n")
    assert parsed.article.headline == title
    assert list(block_texts(parsed.article.body)) == lines


@pytest.mark.parametrize("mark", ["[Advertisement]", "[広告]", "[Anzeige]"])
def test_brackets_around_furniture_are_no_speakers(mark: str) -> None:
    parsed = parse(TITLE, LEAD, mark, SECOND, mark, LEAD.replace("Osted", "Crale"), mark)
    assert mark not in shown(parsed)


@pytest.mark.parametrize(
    "line", ["The old weighing house in the harbor of Osted in May © zvg", "Weighing house, © Jane Doe"]
)
def test_a_line_with_a_copyright_sign_is_no_title(line: str) -> None:
    parsed = parse("Menu", "Log in", line, TITLE, LEAD, SECOND, "Privacy policy")
    assert parsed.article.headline == TITLE
