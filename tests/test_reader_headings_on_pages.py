"""Section headings between paragraphs of pages, and lines that stand there and are none."""

from __future__ import annotations

import pytest
from marginals import set_marginals
from story_pages import BYLINE, CREDIT, END, LANGUAGES, TEXT, TITLE, TOP, page

from convert.model import Article, Heading, Moment, Paragraph, inline_text
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.fields.together import BETWEEN
from convert.readers.text.labels.crf import Label

pytestmark = pytest.mark.sampled(2)

HEADINGS = {
    "en": ["A hole that nobody finds", "How the brothers built it", "Pressure on the mayor", "What happens next"],
    "de": [
        "Ein Loch, das niemand findet",
        "Wie die Brüder es bauten",
        "Bürgermeisterin unter Druck",
        "Wie es weitergeht",
    ],
    "fr": ["Un trou introuvable", "Comment les frères l'ont bâtie", "La maire sous pression", "Et maintenant"],
    "es": [
        "Un agujero que nadie encuentra",
        "Cómo lo hicieron los hermanos",
        "La alcaldesa bajo presión",
        "Lo que viene",
    ],
}
OTHERS = {
    "en": ["Advertisement", "Share", "Article content", "May 3, 2024"],
    "de": ["Anzeige", "Teilen", "Artikelinhalt", "3. Mai 2024"],
    "fr": ["Publicité", "Partager", "Contenu de l'article", "3 mai 2024"],
    "es": ["Publicidad", "Compartir", "Contenido del artículo", "3 de mayo de 2024"],
}


def headings(article: Article) -> list[str]:
    return [inline_text(block.content) for block in article.body if isinstance(block, Heading)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", [2, 3])
@pytest.mark.parametrize("number", range(4))
def test_a_short_line_between_two_paragraphs_is_a_heading(language: str, place: int, number: int) -> None:
    heading, text = HEADINGS[language][number], TEXT[language]
    article = page(language, text=[*text[:place], heading, *text[place:]])
    assert headings(article) == [heading]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", range(4))
def test_buttons_marks_and_days_between_paragraphs_are_no_headings(language: str, number: int) -> None:
    line, text = OTHERS[language][number], TEXT[language]
    article = page(language, text=[*text[:1], line, *text[1:2], line, *text[2:3], line, *text[3:]])
    assert headings(article) == []


@pytest.mark.sampled(3)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mark", [",", ":", ";", "."])
def test_names_credits_and_lines_that_go_on_are_not_taken_for_headings_by_their_place(language: str, mark: str) -> None:
    text = TEXT[language]
    for other in ("Ann Lee", "@annlee", CREDIT[language], BYLINE[language][0], HEADINGS[language][0] + mark):
        lines = [*TOP[language], TITLE[language], *BYLINE[language], *text[:2], other, *text[2:], *END[language]]
        data = "\n\n".join(lines).encode()
        parsed = read(Source(name="story.txt", data=data, moment=Moment("2020-01-01T00:00:00Z")))
        assert BETWEEN not in {line.rule for line in parsed.trace}, other


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_leave_the_paragraphs_as_they_are(language: str) -> None:
    text = TEXT[language]
    article = page(language, text=[text[0], HEADINGS[language][0], *text[1:3], HEADINGS[language][2], text[3]])
    found = [inline_text(block.content) for block in article.body if isinstance(block, Paragraph)]
    assert found[-3:] == text[-3:]


@pytest.mark.parametrize(("odds", "is_heading"), [(0.6, True), (0.59, False)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_below_a_line_that_is_dropped_a_heading_must_be_surer(
    odds: float, is_heading: bool, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heading, dropped = HEADINGS[language][0], {"en": "Osted Bell plus", "de": "Glocke plus"}.get(language, "Plus plus")
    known: dict[str, dict[Label, float]] = {heading: {"body": odds - 0.2, "heading": 0.2}, dropped: {"body": 0.0}}
    set_marginals(monkeypatch, known, "inside")
    text = TEXT[language]
    assert (heading in headings(page(language, text=[*text[:2], dropped, heading, *text[2:]]))) == is_heading


@pytest.mark.parametrize(
    "line", ["osted-pilots.example", "example.org", "https://example.org/boat", "@osted", "Plan | Rad"]
)
def test_addresses_below_a_line_that_is_dropped_are_no_headings(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    set_marginals(monkeypatch, {line: {"body": 0.45, "heading": 0.2}, "Plus plus": {"body": 0.0}}, "inside")
    text = TEXT["en"]
    assert headings(page("en", text=[*text[:2], "Plus plus", line, *text[2:]])) == []


OF_TEXT = {
    "en": "What the museum asked of the mayor",
    "de": "Was das Museum von der Bürgermeisterin wollte",
    "fr": "Ce que le musée voulait de la mairie",
    "es": "Lo que el museo quería de la alcaldesa",
}
OF_OTHERS = {
    "en": "Striking bakers block seven bridges before dawn",
    "de": "Streikende Bäcker blockieren sieben Brücken",
    "fr": "Des boulangers bloquent sept ponts avant l'aube",
    "es": "Panaderos bloquean siete puentes antes del alba",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("odds", "is_heading"), [(0.31, True), (0.29, False)])
def test_a_heading_that_names_what_is_below_it_need_be_less_sure(
    odds: float, is_heading: bool, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, text = OF_TEXT[language], TEXT[language]
    set_marginals(monkeypatch, {line: {"body": odds - 0.2, "heading": 0.2}}, "inside")
    assert (line in headings(page(language, text=[*text[:3], line, text[3]]))) == is_heading


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_of_many_words_that_the_text_below_lacks_is_a_link(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, text = OF_OTHERS[language], TEXT[language]
    set_marginals(monkeypatch, {line: {"body": 0.3, "heading": 0.2}}, "inside")
    assert headings(page(language, text=[*text[:3], line, text[3]])) == []


@pytest.mark.parametrize("line", ["CLICK HERE TO GET THE BELL APP", "Click here to get the Bell app"])
def test_a_call_to_get_an_app_is_no_heading(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    set_marginals(monkeypatch, {line: {"body": 0.25, "heading": 0.2}}, "inside")
    text = [*TEXT["en"][:3], line, "The app of the Bell is not what the mayor had in mind, as it says every Sunday."]
    assert headings(page("en", text=text)) == []


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("What the museum asked of the mayor", True),
        ("Profile | The mayor of Osted", False),
        ("Pictures of the boat (23)", False),
        ("2:05 The boat leaves its berth", False),
        ("The boat at its berth © Osted Port", False),
        ("(Osted Port Company)", False),
    ],
)
def test_links_credits_and_videos_that_the_model_takes_for_headings_are_none(
    line: str, is_heading: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_marginals(monkeypatch, {line: {"body": 0.1, "heading": 0.8}}, "inside")
    assert (line in headings(page("en", text=[*TEXT["en"][:3], line, TEXT["en"][3]]))) == is_heading


QUESTIONS = {
    "en": ["What happens next?", "Who pays for the repairs?"],
    "de": ["Wie geht es weiter?", "Wer bezahlt die Reparatur?"],
    "fr": ["Et maintenant ?", "Qui paiera les réparations ?"],
    "es": ["¿Qué pasará ahora?", "¿Quién paga las obras?"],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", [2, 3])
@pytest.mark.parametrize("number", range(2))
def test_a_short_question_between_two_paragraphs_is_a_heading(language: str, place: int, number: int) -> None:
    heading, text = QUESTIONS[language][number], TEXT[language]
    assert headings(page(language, text=[*text[:place], heading, *text[place:]])) == [heading]


ABOVE_HEADING = {
    "en": ["Advertisement", "Share", "Sign up for our newsletter", "Read more: Gulls take the pier", CREDIT["en"]],
    "de": ["Anzeige", "Teilen", "Newsletter abonnieren", "Lesen Sie auch: Möwen besetzen den Steg", CREDIT["de"]],
    "fr": ["Publicité", "Partager", "Inscrivez-vous à notre newsletter", CREDIT["fr"]],
    "es": ["Publicidad", "Compartir", "Suscríbete a nuestro boletín", CREDIT["es"]],
}


@pytest.mark.parametrize(
    ("language", "above"), [(lang, line) for lang, lines in ABOVE_HEADING.items() for line in lines]
)
def test_a_heading_below_what_interrupts_the_text_need_hardly_look_like_one(
    language: str, above: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heading, text = HEADINGS[language][0], TEXT[language]
    long = " ".join(["Gulls take the old pier of the town again"] * 2)
    sure: dict[str, dict[Label, float]] = {heading: {"heading": 0.2}, long: {"heading": 0.2}, text[2]: {"body": 0.95}}
    set_marginals(monkeypatch, sure, "between")
    assert headings(page(language, text=[*text[:2], above, heading, *text[2:]])) == [heading]
    assert headings(page(language, text=[*text[:2], above, long, *text[2:]])) == []
    assert headings(page(language, text=[*text[:2], heading, *text[2:]])) == []
