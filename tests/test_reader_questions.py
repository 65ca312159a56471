"""Questions above texts: headings of texts that explain, and questions of interviews, which are text."""

from __future__ import annotations

import pytest
from story_pages import BYLINE, END, LANGUAGES, TEXT, TITLE, TOP

from convert.model import Article, Heading, Moment, Paragraph, inline_text
from convert.readers import Source
from convert.readers.text import read

QUESTIONS = {
    "en": ["Why does the boat leak?", "Who built the boat?", "What happens on Sunday?", "Why does the museum want it?"],
    "de": ["Warum leckt das Boot?", "Wer hat das Boot gebaut?", "Was geschieht am Sonntag?", "Was will das Museum?"],
    "fr": ["Pourquoi fuit-elle ?", "Qui l'a construite ?", "Que se passe-t-il dimanche ?", "Que veut le musée ?"],
    "nl": ["Waarom lekt de boot?", "Wie heeft de boot gebouwd?", "Wat gebeurt er zondag?", "Wat wil het museum?"],
    "sv": ["Varför läcker båten?", "Vem har byggt båten?", "Vad händer på söndag?", "Vad vill museet?"],
}
ANSWERS = {
    "en": TEXT["en"],
    "de": TEXT["de"],
    "fr": TEXT["fr"],
    "nl": [
        "De havenloodsen van Osted houden hun laatste roeiboot, die al lekt sinds de dag waarop ze werd gebouwd.",
        "Twee broers die de zee nooit hadden gezien bouwden de boot, en geen timmerman heeft het gat ooit gevonden.",
        "De oudste loods vaart er elke zondag mee uit en hoost daarbij meer dan dat hij roeit, zegt men in de haven.",
        "Het museum wilde de boot in het stadhuis tonen, maar de burgemeester vond de vloer daar nog te nieuw.",
    ],
    "sv": [
        "Hamnlotsarna i Osted behåller sin sista roddbåt, som har läckt ända sedan dagen då den blev byggd.",
        "Två bröder som aldrig hade sett havet byggde båten, och ingen snickare har någonsin hittat hålet i den.",
        "Den äldste lotsen ror ut med den varje söndag och öser mer än han ror, säger folk nere i hamnen.",
        "Museet ville visa båten i stadshuset, men borgmästaren tyckte att golvet där ännu var för nytt.",
    ],
}
ASKED = ["¿Por qué tiene fugas?", "¿Quién lo hizo?", "¿Qué pasa el domingo?", "¿Qué quiere el museo?"]
SPOKEN = {
    "en": "I bail more than I row, and nobody has ever told me where the water comes in.",
    "de": "Ich schöpfe mehr, als ich rudere, und niemand hat mir je gesagt, wo das Wasser eindringt.",
    "fr": "J'écope plus que je ne rame, et personne ne m'a jamais dit par où l'eau entre.",
    "nl": "Ik hoos meer dan ik roei, en niemand heeft mij ooit gezegd waar het water binnenkomt.",
    "sv": "Jag öser mer än jag ror, och ingen har någonsin sagt mig var vattnet kommer in.",
    "es": "Achico más de lo que remo, y nadie ha sabido decir nunca por dónde entra tanta agua.",
}


LEADS = {
    "en": "For ninety years the last rowing boat of Osted has taken in water, and the town asks the same questions.",
    "de": "Seit neunzig Jahren nimmt das letzte Ruderboot von Osted Wasser auf, und der Ort stellt dieselben Fragen.",
    "fr": "Depuis quatre-vingt-dix ans, la dernière barque d'Osted prend l'eau, et la ville pose les mêmes questions.",
    "nl": "Al negentig jaar maakt de laatste roeiboot van Osted water, en het stadje stelt steeds dezelfde vragen.",
    "sv": "I nittio år har den sista roddbåten i Osted tagit in vatten, och staden ställer alltid samma frågor.",
    "es": "Desde hace noventa años hace agua el último bote de Osted, y el pueblo hace siempre las mismas preguntas.",
}


def parse(language: str, texts: list[str]) -> Article:
    where = language if language in TOP else "en"
    lines = [*TOP[where], TITLE[where], *BYLINE[where], LEADS[language], *texts, *END[where]]
    data = "\n\n".join(lines).encode()
    return read(Source(name="story.txt", data=data, moment=Moment("2020-01-01T00:00:00Z"))).article


def pairs(questions: list[str], answers: list[str]) -> list[str]:
    return [line for pair in zip(questions, answers, strict=True) for line in pair]


def headings(article: Article) -> list[str]:
    return [inline_text(block.content) for block in article.body if isinstance(block, Heading)]


def texts(article: Article) -> list[str]:
    return [inline_text(block.content) for block in article.body if isinstance(block, Paragraph)]


@pytest.mark.parametrize("language", sorted(QUESTIONS))
def test_questions_of_a_text_that_explains_are_headings(language: str) -> None:
    questions, answers = QUESTIONS[language], ANSWERS[language]
    article = parse(language, pairs(questions, answers))
    assert headings(article) == questions
    assert texts(article) == [LEADS[language], *answers]


@pytest.mark.parametrize("language", sorted(SPOKEN))
def test_questions_of_an_interview_are_text(language: str) -> None:
    questions = QUESTIONS.get(language, ASKED)
    answers = [f"{answer} {SPOKEN[language]}" for answer in ANSWERS.get(language, TEXT["es"])]
    article = parse(language, pairs(questions, answers))
    assert headings(article) == []
    assert texts(article) == [LEADS[language], *pairs(questions, answers)]


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_one_that_quotes_somebody_explains(language: str) -> None:
    quotes = {"en": "“{}”", "de": "„{}“", "fr": "« {} »"}[language]
    answers = [*ANSWERS[language][:3], f"{quotes.format(SPOKEN[language])} {ANSWERS[language][3]}"]
    article = parse(language, pairs(QUESTIONS[language], answers))
    assert headings(article) == QUESTIONS[language]


def test_links_that_ask_and_name_nobody_change_nothing() -> None:
    explained = pairs(QUESTIONS["en"], ANSWERS["en"])
    link = "Where do the pilots of our harbor row to?"
    assert set(headings(parse("en", [*explained[:3], "The day I rowed alone", *explained[3:]]))) >= {*QUESTIONS["en"]}
    assert headings(parse("en", [*explained, f"• {link}", "• The harbor in pictures."])) == QUESTIONS["en"]


@pytest.mark.parametrize(
    ("language", "questions"),
    [
        # A language that leaves "I" out does not show who speaks.
        ("es", ASKED),
        # Nobody sets as long a question as a heading.
        (
            "en",
            [
                f"{text[:-1]} for all those who row out with it on Sundays and holidays in spring and autumn?"
                for text in QUESTIONS["en"]
            ],
        ),
        ("de", [f"• {text}" for text in QUESTIONS["de"]]),
    ],
)
def test_other_questions_lose_nothing(language: str, questions: list[str]) -> None:
    answers = ANSWERS.get(language, TEXT["es"])
    article = parse(language, pairs(questions, answers))
    assert headings(article) == []
    assert [text for text in texts(article) if text in answers] == answers


SHORT = {"en": "No.", "de": "Nein.", "fr": "Non, jamais.", "nl": "Nee.", "sv": "Nej, aldrig."}


@pytest.mark.parametrize("language", sorted(SHORT))
def test_questions_with_short_answers_are_text(language: str) -> None:
    answers = [*ANSWERS[language][:3], SHORT[language]]
    article = parse(language, pairs(QUESTIONS[language], answers))
    assert headings(article) == []
    assert texts(article) == [LEADS[language], *pairs(QUESTIONS[language], answers)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_in_a_row_are_text(language: str) -> None:
    row = {
        "en": ["Can it be mended?", "Does it float at all?", "Will it sink one day?", "Who pays for the buckets?"],
        "de": ["Kann man es flicken?", "Schwimmt es überhaupt?", "Wird es einmal sinken?", "Wer zahlt die Eimer?"],
        "fr": ["Peut-on la réparer ?", "Flotte-t-elle encore ?", "Va-t-elle couler ?", "Qui paie les seaux ?"],
        "es": ["¿Se puede reparar?", "¿Flota todavía?", "¿Se hundirá algún día?", "¿Quién paga los cubos?"],
    }[language]
    article = parse(language, [TEXT[language][1], *row, *TEXT[language][2:]])
    assert headings(article) == []
    assert [text for text in texts(article) if text in row] == row
