"""Reporters of Chinese copy, on a line of their own and behind the last sentence, and lines that resemble them."""

from __future__ import annotations

import pytest

from convert.model import Article, Moment, block_texts
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.lexicon.chinese_bylines import read_reporters, read_reporters_at_end

pytestmark = pytest.mark.sampled(3)

MOMENT = Moment("2020-01-01T00:00:00Z")
TITLE = "旧过磅所变身图书馆"
LEAD = "奥斯特德市议会周二决定，港口的旧过磅所从四月起改为图书馆。自最后一艘运粮船离港以来，过磅所已关闭四年。"
LAST = "市长说：“没想到有人想知道书有多重。”开馆仪式将于四月第一个星期日举行，门口的大秤将保留。"


def parse(*lines: str) -> Article:
    return read(Source(name="story.txt", data="\n\n".join(lines).encode(), moment=MOMENT)).article


def names(article: Article) -> list[str]:
    return [author.name for author in article.authors]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("奥报记者 王小明", ["王小明"]),
        ("港口晨报记者王小明", ["王小明"]),
        ("半岛全媒体记者 马正拓 钟迎雪", ["马正拓", "钟迎雪"]),
        ("极目新闻记者 张皓 通讯员 李晓", ["张皓", "李晓"]),
        ("记者 张三 文/图", ["张三"]),
        ("本報記者 歐陽小明", ["歐陽小明"]),
    ],
)
def test_reporters_with_their_outlet_are_the_authors(line: str, authors: list[str]) -> None:
    article = parse(TITLE, line, LEAD, LAST)
    assert (names(article), article.subheadline) == (authors, None)
    assert list(block_texts(article.body)) == [LEAD, LAST]


@pytest.mark.parametrize(
    ("tail", "authors"),
    [
        ("（记者 张三）", ["张三"]),
        ("（记者张三 通讯员李四）", ["张三", "李四"]),
        ("(速新闻记者胡映月)", ["胡映月"]),
        ("（铜仁日报融媒体记者 李桃红 见习记者汪纯）", ["李桃红", "汪纯"]),
        ("（本報記者 王小明）", ["王小明"]),
    ],
)
def test_reporters_behind_the_last_sentence_are_the_authors(tail: str, authors: list[str]) -> None:
    article = parse(TITLE, LEAD, LAST + tail)
    assert names(article) == authors
    assert list(block_texts(article.body)) == [LEAD, LAST + tail]


def test_a_byline_above_the_text_is_the_author_rather_than_one_behind_it() -> None:
    assert names(parse(TITLE, "文/王小明", LEAD, f"{LAST}（记者 张三）")) == ["王小明"]


@pytest.mark.parametrize(
    "text",
    [
        "记者手记",
        "记者调查",
        "记者观察",
        "记者见面会",
        "记者了解到",
        "记者从市交通局获悉",
        "记者 张三 摄",
        "图片由记者张三提供",
        "全体记者 合影留念",
        "我们的记者在现场看到了什么",
        "記者会見",
        "張三",
    ],
)
def test_other_words_name_no_reporters(text: str) -> None:
    assert read_reporters(text) == ()


@pytest.mark.parametrize(
    "tail", ["（完）", "（张三）", "（见右图）", "（记者 张三 摄）", "（记者节快乐）", "（下转第三版）"]
)
def test_other_brackets_behind_the_last_sentence_name_nobody(tail: str) -> None:
    assert read_reporters_at_end(LAST + tail) == ()
    assert names(parse(TITLE, LEAD, LAST + tail)) == []


@pytest.mark.parametrize("line", ["记者手记", "记者调查", "记者观察", "记者节"])
def test_the_label_of_a_column_is_no_author(line: str) -> None:
    assert names(parse(TITLE, line, LEAD, LAST)) == []
