"""Quizzes and results: no answer, row or title of them is lost, and stories that resemble them are read as before."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read


def parse(text: str) -> Parsed:
    return read(Source(name="story.txt", data=text.encode(), moment=Moment("2027-01-01T00:00:00Z")))


def shown(parsed: Parsed) -> list[str]:
    article = parsed.article
    others = [other.text for other in article.other_headlines]
    return [article.headline, *others, article.byline or "", article.subheadline or "", *block_texts(article.body)]


def lost(text: str) -> list[str]:
    published = " ".join(" ".join(shown(parse(text))).split())
    bare = (line.strip().removeprefix("• ") for line in text.split("\n"))
    return [line for line in bare if " ".join(line.split()) not in published and line[:2] not in ("1.", "2.", "3.")]


QUIZZES = (
    """\
Quiz : connaissez-vous les ponts de Brenne ?

Trois questions, aucune tricherie. Les réponses sont en bas.

1. Combien d'arches compte le vieux pont ?
a) 7
b) 9
c) 11

2. De quelle couleur est le pont neuf ?
a) Blanc
b) Gris
c) Rouge

Réponses : 1. c ; 2. b.
""",
    """\
How well do you know the ferry to Holm?

In which year did it first sail?
A) 1911
B) 1931
C) 1951

Who was on board?
A) A choir
B) A cow
C) Both

Answers: C, C.
""",
    """\
Das Fährenquiz

Wie viele Schrauben hat die Fähre nach Holm?
a) eine
b) zwei
c) keine mehr

Wer hat sie repariert?
a) der Bäcker
b) die Küsterin

Die Lösung steht am Anleger.
""",
)


@pytest.mark.parametrize("text", QUIZZES)
def test_the_answers_of_a_quiz_stay(text: str) -> None:
    assert lost(text) == []


def test_the_title_of_results_is_the_headline_and_no_row_is_lost() -> None:
    text = """\
Fútbol: resultados de la jornada 27

Segunda División, Grupo III

Sábado

Atlético Olmedo 2, Deportivo Brenne 1
Real Vadillo 0, Unión Crale 0
Racing Holm 1, Ferroviaria 4

Clasificación

                  PJ  G  E  P  GF GC Pts
Ferroviaria       27 18  5  4  51 22 59
Atlético Olmedo   27 16  7  4  44 25 55
Racing Holm       27 12  8  7  37 33 44
"""
    parsed = parse(text)
    assert parsed.article.headline == "Fútbol: resultados de la jornada 27"
    assert parsed.article.authors == ()
    assert lost(text) == []


@pytest.mark.parametrize(
    ("title", "facts"),
    [
        ("Municipales : les résultats à Saint-Aubin", ("Inscrits : 4 812", "Votants : 3 104 (64,5 %)")),
        ("Das Ergebnis der Wahl in Osted", ("Wahlberechtigte: 4812", "Wähler: 3104 (64,5 %)")),
        ("How Holm voted", ("Registered: 4,812", "Turnout: 3,104 (64.5%)")),
    ],
)
def test_a_label_with_figures_is_no_headline(title: str, facts: tuple[str, str]) -> None:
    rows = "Jeanne Le Goff (DVG) : 1 642 (53,2 %)\nPatrick Morin (DVD) : 1 012 (32,8 %)\nYves Roc (SE) : 433 (14,0 %)"
    below = "The mayor was elected again in the first round, the town said."
    text = f"{title}\n\n{facts[0]}\n{facts[1]}\n\n{rows}\n\n{below}\n"
    assert parse(text).article.headline == title
    assert lost(text) == []


LOOK_ALIKES = (
    """\
A) is for apple

The school of Crale has a new alphabet, and every letter is a fruit from the garden behind it.

B) is for bramble, and nobody may eat it before the bell.
""",
    """\
Ferry crash: 3 dead

Three swans died on Monday when the old ferry to Holm hit the pier in thick fog, the harbor office said.

Nobody on board was hurt, and the choir went on singing.
""",
    """\
Bitte Ruhe: 1931

So heißt das Schild am Anleger von Holm, und seit Montag steht es unter Schutz.

Der Maler hatte die Jahreszahl für eine Hausnummer gehalten.
""",
    """\
Drei Antworten auf eine Frage

Wer hat die Glocke geläutet? Am Montag gab es in Osted darauf drei Antworten.

a) Der Wind, sagt die Küsterin, und sie muss es wissen.

Der Bäcker hält das für eine Ausrede.
""",
    """\
Una pregunta en la plaza

¿Quién pintó el burro? La respuesta llegó el lunes, escrita en la pared del ayuntamiento.

a) El alcalde. Nadie ha encontrado todavía la letra b.

El burro no se ha quejado.
""",
)


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_story_that_resembles_a_quiz_or_a_result_keeps_every_line(text: str) -> None:
    published = " ".join(" ".join(shown(parse(text))).split())
    parts = [part for line in text.split("\n") for part in (line.removeprefix("a) ").removeprefix("B) "),)]
    assert [part for part in parts if part.removeprefix("A) ") not in published] == []
    assert parse(text).article.headline.endswith(text.split("\n")[0].removeprefix("A) "))
