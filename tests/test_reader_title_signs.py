"""Lines that are no titles by their wording or place, and titles that resemble them."""

from __future__ import annotations

import pytest
from story_pages import BYLINE, DEK, LANGUAGES, TEXT, TITLE, page

from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.fields.choose_headline import choose_headline
from convert.readers.text.fields.headline_ranker import HeadlineOdds, glued_kicker
from convert.readers.text.labels.analysis import analyze
from convert.readers.text.labels.copy_features import extract_copy_features
from convert.readers.text.labels.crf import LABELS, Marginals
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lines.language import Language
from convert.readers.text.lines.units import build_units

pytestmark = pytest.mark.sampled(3)

SHORT = {
    "en": ["Boat stays", "Pilots win", "A hole remains"],
    "de": ["Boot bleibt", "Lotsen siegen", "Ein Loch bleibt"],
    "fr": ["La barque reste", "Pilotes gagnants", "Un trou demeure"],
    "es": ["El bote sigue", "Prácticos felices", "Queda un agujero"],
}
PICTURE = {
    "en": ["A still from the film that the museum made of the boat", "The boat at its berth in Osted | AP Photo Close"],
    "de": ["(Symbolbild) Ein Ruderboot liegt im Hafen von Osted", "Das Boot an seinem Liegeplatz (dpa-Bild)"],
    "fr": ["Scène du film que le musée a tourné sur la barque", "La barque à son poste | Getty Images"],
    "es": ["Escena de la película que el museo rodó sobre el bote", "El bote en su amarre / EFE Foto"],
}
SAID = {
    "en": ["“No carpenter has ever found the hole”", "— Jane Poole, harbor pilot, on 3 May 2024"],
    "de": ["„Kein Zimmermann hat je das Loch gefunden“", "– Karla Stein, Lotsin, am 3. Mai 2024"],
    "fr": ["« Aucun charpentier n'a trouvé le trou »", "— Claire Morel, pilote, le 3 mai 2024"],
    "es": ["«Ningún carpintero ha encontrado el agujero»", "— Pilar Soto, práctica, el 3 de mayo de 2024"],
}


def headline(language: str, **parts: object) -> str:
    return page(language, **parts).headline  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, 1])
def test_what_only_captions_say_is_no_title(language: str, number: int) -> None:
    picture = PICTURE[language][number]
    assert headline(language, above=[picture]) == TITLE[language]
    assert headline(language, header=[picture, *BYLINE[language]]) == TITLE[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_somebody_says_above_the_title_is_no_title(language: str) -> None:
    assert headline(language, above=SAID[language]) == TITLE[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quotation_may_be_the_title(language: str) -> None:
    quoted = SAID[language][0]
    assert headline(language, title=quoted) == quoted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_short_title_above_a_dek_is_the_title(language: str, number: int) -> None:
    title = SHORT[language][number]
    assert headline(language, title=title, header=[DEK[language], *BYLINE[language]]) == title


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Photo of the boat divides Osted"),
        ("en", "Scenes from a marriage at sea draw a crowd"),
        ("de", "Bild vom Ruderboot entzweit Osted"),
        ("de", "Szenen einer Hafenehe begeistern Osted"),
        ("fr", "Une photo de la barque divise Osted"),
        ("es", "Una foto del bote divide a Osted"),
    ],
)
def test_a_title_about_a_picture_is_the_title(language: str, title: str) -> None:
    assert headline(language, title=title) == title


KICKER = {"en": "Never quite dry", "de": "Streit im Hafen", "fr": "Dispute au port", "es": "Pelea en el puerto"}
SUFFIX = {"en": " for ever", "de": " für immer", "fr": " pour toujours", "es": " para siempre"}


def kicker_of(*texts: str) -> str:
    """The words before the title that are glued to it on the last of the lines."""
    units = build_units([line for text in texts for line in (text, "")])
    features = extract_copy_features(units, load_lexicon("en"), Language("en", 1.0, "ltr"))
    analysis = analyze(features, [Marginals(*[1 / len(LABELS)] * len(LABELS))] * len(units))
    return glued_kicker(analysis, len(units) - 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_before_a_title_that_the_path_shows_are_its_kicker(language: str) -> None:
    title, kicker = TITLE[language], KICKER[language]
    assert kicker_of("Home", title, "Share", f"{kicker} {title}{SUFFIX[language]}") == kicker
    assert kicker_of(title, f"{kicker} {title}") == kicker


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mark", [":", " –", ",", "?", " |"])
def test_a_label_before_a_title_is_part_of_it(language: str, mark: str) -> None:
    title = TITLE[language]
    assert kicker_of("Home", title, f"{KICKER[language]}{mark} {title}{SUFFIX[language]}") == ""


@pytest.mark.parametrize(
    "above", ["Home", "the leaking boat of Osted", "Leaking boat", "Osted’s pilots keep the leaking boat of Osted"]
)
def test_other_lines_above_show_no_kicker(above: str) -> None:
    assert kicker_of(above, "Osted’s pilots keep the leaking boat of Osted") == ""


def test_a_glued_kicker_becomes_one() -> None:
    title = "Harbor pilots of Osted keep their leaking boat"
    lines = ["Harbor pilots of Osted", "", f"Never quite dry {title}", "", *BYLINE["en"], "", *TEXT["en"]]
    source = Source(name="story.txt", data="\n".join(lines).encode(), moment=Moment("2024-05-12T00:00:00Z"))
    article = read(source).article
    assert article.headline == title
    assert [(other.role, other.text) for other in article.other_headlines] == [("kicker", "Never quite dry")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_without_a_path_keeps_its_first_words(language: str) -> None:
    title = f"{KICKER[language]} {TITLE[language]}{SUFFIX[language]}"
    assert headline(language, title=title) == title


@pytest.mark.parametrize("line", ["tv nt eic kyf msh nnz uhz", "a b c d e f", "en fr de es it"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_menu_of_codes_is_no_title(language: str, line: str) -> None:
    assert headline(language, above=[line]) == TITLE[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_list_is_no_title(language: str) -> None:
    topics = ["Osted", "Harbor Pilots Of The Northern Coast", "Boats", "Museums", "Holes", "Wood", "Water", "Buckets"]
    assert headline(language, above=["Tags: " + ", ".join(topics)]) == TITLE[language]


@pytest.mark.parametrize(
    "title", ["it is what it is", "Bell, book, boat and a very old hole", "war is over and out at sea"]
)
def test_titles_that_resemble_menus_and_lists(title: str) -> None:
    assert headline("en", title=title) == title


@pytest.mark.parametrize(("below", "chosen"), [(7, 1), (12, 1), (13, 0), (24, 0)])
def test_a_longer_line_below_a_short_title_is_the_title_or_its_dek_by_its_length(below: int, chosen: int) -> None:
    lines = ["Hafen von unten", "", " ".join(f"Wort{number}" for number in range(below))]
    units = build_units(lines)
    features = extract_copy_features(units, load_lexicon("de"), Language("de", 1.0, "ltr"))
    analysis = analyze(features, [Marginals(*[1 / len(LABELS)] * len(LABELS))] * len(units))
    assert choose_headline(HeadlineOdds((0, 1), (0.6, 0.3, 0.1)), analysis)[0] == chosen


def choice(lines: list[str], odds: dict[str, float]) -> str:
    """The line that is chosen as the title, where lines have these odds (the last one of a text)."""
    units = build_units([part for line in lines for part in (line, "")])
    features = extract_copy_features(units, load_lexicon("en"), Language("en", 1.0, "ltr"))
    analysis = analyze(features, [Marginals(*[1 / len(LABELS)] * len(LABELS))] * len(units))
    at = {line: max(unit for unit, text in enumerate(lines) if text == line) for line in odds}
    rows = sorted((at[line], probability) for line, probability in odds.items())
    found, _ = choose_headline(HeadlineOdds([row[0] for row in rows], [*(row[1] for row in rows), 0.01]), analysis)
    assert found is not None
    return lines[found]


LONG = "Wine notes: three bottles of rosé (and one that is nearly rosé) for the first warm weekend"
DEK_WITHOUT_STOP = (
    "Pink wine sells as never before, and the merchants of Osted have found more of it than anybody can drink"
)
SERIES, OF_SERIES = "Notes from the harbor", "Why the pilots of Osted will not give up their leaking boat"


@pytest.mark.parametrize("header", [["By Jane Doe", "May 12, 2024"], ["Author of the article", "By Jane Doe"]])
def test_a_title_longer_than_kickers_above_a_longer_phrase_is_no_kicker(header: list[str]) -> None:
    odds = {LONG: 0.2, DEK_WITHOUT_STOP: 0.7}
    assert choice([LONG, DEK_WITHOUT_STOP, *header, *TEXT["en"]], odds) == LONG
    assert choice([LONG, DEK_WITHOUT_STOP, *TEXT["en"]], odds) == DEK_WITHOUT_STOP
    assert choice([LONG, OF_SERIES, *header, *TEXT["en"]], {LONG: 0.2, OF_SERIES: 0.7}) == OF_SERIES
    path = "Home > Life > Wine > Three bottles of rosé for the first warm weekend"
    assert choice([path, DEK_WITHOUT_STOP, *header, *TEXT["en"]], {path: 0.2, DEK_WITHOUT_STOP: 0.7}) != path


def test_a_line_below_the_name_of_a_series_is_its_title() -> None:
    odds = {SERIES: 0.6, OF_SERIES: 0.1}
    header = ["By Jane Doe", "May 12, 2024"]
    assert choice([SERIES, "Menu", SERIES, OF_SERIES, *header, *TEXT["en"]], odds) == OF_SERIES
    assert choice(["Menu", SERIES, OF_SERIES, *header, *TEXT["en"]], odds) == SERIES
    assert choice([SERIES, "Menu", SERIES, OF_SERIES, *TEXT["en"]], odds) == SERIES
    assert choice([SERIES, "Menu", SERIES, f"{OF_SERIES}.", *header, *TEXT["en"]], {SERIES: 0.6}) == SERIES
