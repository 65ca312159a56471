"""Cues of scripts and lists of shots are not published; stories whose lines only resemble them stay as they are."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read


def parse(text: str) -> Parsed:
    return read(Source(name="story.txt", data=text.encode(), moment=Moment("2020-01-01T00:00:00Z")))


def shown(parsed: Parsed) -> list[str]:
    return [parsed.article.headline, *block_texts(parsed.article.body)]


SCRIPTS = (
    (
        (
            "SENDUNG: Nordblick 18.00   DATUM: 04.05.\nTITEL: Die Glocke von Osted\nLÄNGE: 1'10\n\nMOD:\n"
            "In Osted läutet seit heute wieder die alte Glocke, die seit dem Krieg geschwiegen hat.\n\nMAZ AB\nOFF:\n"
            "Vierzehn Jahre lang hat ein Verein dafür gesammelt, und ein Bäcker gab die letzten tausend Euro.\n\n"
            "O-TON Hetta Oram, Küsterin, TC 00:22\n„Ich hatte vergessen, wie laut sie ist.“\n\nMAZ ENDE\n"
        ),
        "Die Glocke von Osted",
        ("MAZ", "O-TON", "SENDUNG", "LÄNGE"),
    ),
    (
        (
            "CONTROL: ENTRA SINTONÍA Y QUEDA DE FONDO\n\nLOCUTORA:\n"
            "Buenos días. En Olmedo ha vuelto a sonar la campana que callaba desde hace ochenta años.\n\n"
            "CONTROL: INSERTO 1 (18'')\n\nLOCUTOR:\nUn panadero puso los últimos mil euros que faltaban.\n\n"
            "CONTROL: SUBE SINTONÍA\n"
        ),
        None,
        ("CONTROL", "SINTONÍA", "LOCUTOR"),
    ),
    (
        (
            "SUJET : La cloche de Brenne     DURÉE : 1'05\nLANCEMENT\nÀ Brenne, la cloche sonne de nouveau "
            "depuis lundi.\n"
            "SON 1 : Anne Kerner, maire (0'12)\n« J'avais oublié comme elle était forte. »\nCOMMENTAIRE\n"
            "Il a fallu quatorze ans pour réunir la somme, et un boulanger a donné les derniers mille euros.\nPIED\n"
            "Elle sonnera chaque soir à sept heures.\n"
        ),
        "La cloche de Brenne",
        ("SUJET", "SON", "PIED", "COMMENTAIRE"),
    ),
    (
        (
            "TITOLO: La campana di Ortola\nLANCIO\nA Ortola la campana è tornata a suonare dopo ottant'anni di "
            "silenzio.\n"
            "SERVIZIO\nPer quattordici anni un comitato ha raccolto il denaro, e un fornaio ha dato gli ultimi mille.\n"
            "SONORO Marta Conti, sacrestana\n«Avevo dimenticato quanto fosse forte.»\nCODA\nSuonerà alle sette.\n"
        ),
        "La campana di Ortola",
        ("LANCIO", "SERVIZIO", "SONORO", "CODA"),
    ),
    (
        (
            "ТЕМА: Колокол Осташева\nПОДВОДКА\nВ Осташеве снова звонит колокол, который молчал восемьдесят лет.\n"
            "ЗАКАДР\nДеньги собирали четырнадцать лет, последнюю тысячу дал пекарь.\n"
            "СИНХРОН: Анна Орлова, звонарь\n«Я забыла, какой он громкий».\nСТЕНДАП\nЗвонить будут каждый вечер в "
            "семь.\n"
        ),
        "Колокол Осташева",
        ("ПОДВОДКА", "ЗАКАДР", "СИНХРОН", "СТЕНДАП"),
    ),
)


@pytest.mark.parametrize(("text", "title", "cues"), SCRIPTS)
def test_cues_of_a_script_are_taken_and_its_words_stay(text: str, title: str | None, cues: tuple[str, ...]) -> None:
    parsed = parse(text)
    published = " ".join(shown(parsed))
    assert title is None or parsed.article.headline == title
    assert not [cue for cue in cues if cue in published]
    for line in text.split("\n"):
        if len(line.split()) > 6 and not line.isupper() and ":" not in line[:12]:
            assert line in published


LOOK_ALIKES = (
    (
        "MAZ heißt der Kater der Orgelbauerin, und er hört auf keinen anderen Namen.\n\nO-TON ist das einzige Wort, "
        "das sie nicht leiden kann.\n\nOFF nennt sie den Platz hinter den Pfeifen.\n\nSie baut seit langem Orgeln.\n"
    ),
    (
        "PIED À TERRE\n\nLe cirque de Brenne descend de cheval\n\nLe cirque de Brenne a vendu ses chevaux lundi.\n\n"
        "SON ET LUMIÈRE\n\nLe spectacle d'été aura lieu sans eux, dit le directeur.\n\nPLATEAU REPAS\n\n"
        "Les artistes mangent désormais debout.\n"
    ),
    (
        "CONTROL DE PLAGAS\n\nOlmedo cuenta sus ratones y los deja ir\n\nEl pueblo de Olmedo contó sus ratones.\n\n"
        "CORTE DE LUZ\n\nLa luz se fue dos veces durante el recuento, y nadie se movió de su sitio.\n"
    ),
    (
        "SERVIZIO A DOMICILIO\n\nIl fornaio di Ortola porta il pane in barca\n\nIl fornaio di Ortola rema ogni "
        "mattina.\n\n"
        "CODA ALLA VACCINARA\n\nIl venerdì porta anche il pranzo, se il lago è calmo.\n"
    ),
    (
        "SHOWS:\n\nThe players of Crale put on three plays this spring, and every one of them has a goose in it.\n\n"
        "STORY: The goose lays down her arms\n\nThe first one opens on Friday in the barn behind the school.\n"
    ),
    (
        "TAG: you are it\n\nThe oldest game of tag in the county goes into its ninth year.\n\nBITE of an apple is "
        "allowed, the rules say.\n\nVO is what players shout when they are tired.\n"
    ),
    (
        "ANCHOR\n\nThe anchor of the ferry to Holm was found in a field on Monday, four miles from the "
        "sea.\n\nREADER\n\n"
        "A reader of this paper had tripped over it.\n\nSUPER GLUE\n\nIt is back on its chain now.\n"
    ),
)


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_story_that_resembles_a_script_keeps_every_line(text: str) -> None:
    parsed = parse(text)
    others = [other.text for other in parsed.article.other_headlines]
    published = " ".join([*shown(parsed), *others, parsed.article.subheadline or ""])
    assert all(line in published for line in text.split("\n"))
    assert parsed.article.editor_notes == ()


SHOTS = """\
CRALE-BELL/RETURN
Duration: 01:12   Edit No: 3310
RESTRICTIONS: NONE

SHOWS:
CRALE (MAY 4, 2026) (REUTERS - ACCESS ALL)
1. BELL BEING LIFTED FROM BARGE
2. (SOUNDBITE) (English) SEXTON, HETTY ORAM, SAYING:
"I had forgotten how loud it is."
3. VARIOUS OF CROWD ON QUAY

STORY: """


@pytest.mark.parametrize("glue", ["", "\n"])
def test_a_list_of_shots_goes_to_the_editors(glue: str) -> None:
    story = "The bell of Crale rang again on Friday after eighty years of silence.\n\nA baker gave the last thousand.\n"
    parsed = parse(SHOTS.rstrip() + (glue or " ") + story)
    assert [line for line in story.split("\n") if line] == list(block_texts(parsed.article.body))
    assert "1. BELL BEING LIFTED FROM BARGE" in parsed.article.editor_notes


def test_a_list_without_numbered_shots_or_a_story_is_none() -> None:
    for text in (SHOTS.replace("1. ", "").replace("2. ", "").replace("3. ", ""), SHOTS.replace("STORY: ", "A story. ")):
        assert parse(f"{text}The bell of Crale rang again on Friday.\n").article.editor_notes == ()


def test_a_list_of_shots_has_80_lines_at_most() -> None:
    own = len(SHOTS.partition("SHOWS:\n")[2].split("\n\n")[0].splitlines())
    story = "The bell of Crale rang again on Friday after eighty years of silence.\n"
    for more, is_list in ((80 - own - 1, True), (80 - own, False)):
        listed = "".join(f"{number}. BOATS ON RIVER {number}\n" for number in range(4, 4 + more))
        parsed = parse(SHOTS.replace("\nSTORY: ", f"{listed}\nSTORY: ") + story)
        assert bool(parsed.article.editor_notes) == is_list
