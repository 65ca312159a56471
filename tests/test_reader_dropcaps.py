"""Drop caps are joined to their words, and no word is invented."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Source
from convert.readers.text import read

ENDS = {
    "en": " said on Tuesday that the seal was back, that the band would play on and that nobody should feed it chips.",
    "de": " sagte am Dienstag, dass die Robbe wieder da ist und dass die Kapelle auch ohne die Noten spielen wird.",
    "fr": " a dit mardi que le phoque est revenu, que la fanfare jouera sans les partitions et que tout ira bien.",
    "es": " dijo el martes que la foca ha vuelto, que la banda tocará sin las partituras y que no pasa nada.",
    "cs": " řekl v úterý, že se tuleň vrátil a že kapela bude hrát dál i bez not, které byly nalezeny v přístavu.",
    "ru": " сказал во вторник, что тюлень вернулся и что оркестр будет играть дальше и без нот, которые нашли в порту.",
}


def opening(language: str, start: str) -> str:
    """The opening of the body that is read from copy whose body opens with `start`."""
    copy = f"Osted 1897\n\n{start}{ENDS[language]}\n\n" + f"1897{ENDS[language]}\n\n" * 3
    article = read(
        Source(
            name="story.txt",
            data=copy.encode(),
            moment=Moment("2020-01-01T00:00:00Z"),
            metadata={"language": language, "headline": "Osted 1897"},
        )
    ).article
    words = " ".join(block_texts(article.body))
    return words[: words.index(ENDS[language])]


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("language", "start", "expected"),
    [
        ("en", "T\nhe mayor", "The mayor"),
        ("en", "T\n\nhe mayor", "The mayor"),
        ("en", "“W\ne", "“We"),
        ("en", "T\nHE MAYOR", "THE MAYOR"),
        ("en", "A\nfter the storm she", "After the storm she"),
        ("en", "I\nn the end she", "In the end she"),
        ("en", "I\nT was the mayor who", "IT was the mayor who"),
        ("en", "A\nman", "A man"),
        ("en", "A\nMAN", "A MAN"),
        ("en", "I\nwent home, he", "I went home, he"),
        ("en", "T he mayor", "The mayor"),
        ("en", "“W e", "“We"),
        ("en", "T HE MAYOR", "THE MAYOR"),
        ("en", "I t was the mayor who", "It was the mayor who"),
        ("en", "“A s I see it”, she", "“As I see it”, she"),
        ("de", "D\nie Bürgermeisterin", "Die Bürgermeisterin"),
        ("de", "„E s ist gut“, sie", "„Es ist gut“, sie"),
        ("de", "A ls sie kam, sie", "Als sie kam, sie"),
        ("fr", "L\ne maire", "Le maire"),
        ("fr", "À\nparis, il", "À paris, il"),
        ("es", "E l alcalde", "El alcalde"),
        ("es", "Y\nayer", "Y ayer"),
        ("cs", "V\nzemi starosta", "V zemi starosta"),
        ("ru", "М\nэр", "Мэр"),
        ("ru", "В\nгороде он", "В городе он"),
    ],
)
def test_drop_cap_is_joined_to_its_word(language: str, start: str, expected: str) -> None:
    assert opening(language, start) == expected


@pytest.mark.parametrize(
    ("language", "start"),
    [
        ("en", "A man"),
        ("en", "A way out, she"),
        ("en", "A bout of flu, she"),
        ("en", "I went home, she"),
        ("en", "T cells, she"),
        ("en", "C major, she"),
        ("en", "U S officials"),
        ("en", "J K Roe"),
        ("en", "X marks the spot, she"),
        ("de", "C dur, sie"),
        ("cs", "V zemi starosta"),
        ("cs", "S tarosta"),
        ("ru", "В городе он"),
    ],
)
def test_letter_that_is_no_drop_cap_stays_separate(language: str, start: str) -> None:
    assert opening(language, start) == start


def test_button_is_no_drop_cap() -> None:
    copy = f"Osted 1897\n\nX\nreddit{ENDS['en']}\n\n" + f"1897{ENDS['en']}\n\n" * 3
    parsed = read(Source(name="story.txt", data=copy.encode(), moment=Moment("2020-01-01T00:00:00Z")))
    assert "Xreddit" not in " ".join(block_texts(parsed.article.body))


def test_drop_cap_has_the_role_of_its_text_in_the_trace() -> None:
    copy = f"Osted 1897\n\nT\nhe mayor{ENDS['en']}\n\n" + f"1897{ENDS['en']}\n\n" * 3
    parsed = read(Source(name="story.txt", data=copy.encode(), moment=Moment("2020-01-01T00:00:00Z")))
    letter, text = (line for line in parsed.trace if line.number in (3, 4))
    assert (letter.role, letter.rule, letter.kept) == (text.role, text.rule, text.kept)
    assert letter.kept
