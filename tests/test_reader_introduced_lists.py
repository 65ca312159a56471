"""Lists that a line with a colon introduces: on pages they are of the story where text is above and below them."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Source
from convert.readers.text import read

MENU = {
    "de": ("Startseite", "Politik", "Sport", "Kultur", "Impressum", "Datenschutz"),
    "en": ("Home", "Politics", "Sport", "Culture", "Privacy policy", "Terms of use"),
    "es": ("Portada", "Política", "Deportes", "Cultura", "Aviso legal", "Política de privacidad"),
    "fr": ("Accueil", "Politique", "Sports", "Culture", "Mentions légales", "Contact"),
    "it": ("Home", "Politica", "Sport", "Cultura", "Privacy", "Contatti"),
    "ja": ("トップ", "政治", "スポーツ", "文化", "個人情報保護方針", "利用規約"),
    "pt": ("Início", "Política", "Esportes", "Cultura", "Política de privacidade", "Contato"),
    "ru": ("Главная", "Политика", "Спорт", "Культура", "Контакты", "Реклама"),
}

STORIES = {
    "de": """Das Moor wird wieder nass
Arbeiter schlossen am Dienstag das letzte Wehr, und binnen Stunden stand das Wasser auf den Wiesen, sagte der Verband.
Die Arbeiten im Einzelnen sind:
neun Wehre aus Lärchenholz
vier Kilometer zugeschüttete Gräben
ein Bohlenweg für Besucher
Streit um den Radweg
Offen ist, was aus dem Radweg nach Bramel wird, der auf dreihundert Metern unter Wasser liegt.""",
    "en": """Night ferry returns to Orsay
The night ferry sailed on Thursday evening for the first time in eleven years, with 212 passengers on board.
There will be three crossings a week:
Mondays, calling at the lighthouse
Thursdays without a stop
Saturdays, passengers only
What the islanders want
A survey found that seven in ten households would use the ship at least once a month, the trust said.""",
    "es": """El faro se apaga para las aves
El faro, encendido desde 1887, se apagó el domingo para que los pollos de pardela encuentren el mar, según la bióloga.
Quien encuentre un ave debe seguir tres pasos:
cubrirla con una toalla seca
guardarla en una caja con agujeros
llamar al teléfono de la campaña
Una noche para mirar
El Ayuntamiento ha organizado visitas guiadas para ver las estrellas desde el faro apagado durante la semana.""",
    "fr": """La cloche sonnera de nouveau
Il a fallu soixante-deux habitants et près de trois heures pour hisser la cloche mardi matin dans le clocher.
La cloche sonnera trois fois cet été :
le jour de la fête, à midi
pour la moisson
après la procession
Un voisin mécontent
Tout le monde ne se réjouit pas : un propriétaire a saisi le tribunal, car ses clients viennent pour le silence.""",
    "it": """Il lago si ritira e riemerge il paese
Da lunedì le case del paese, sommerse dalla diga settanta anni fa, si vedono di nuovo dalla riva del lago.
Gli archeologi hanno tre priorità:
rilevare la chiesa con il laser
mettere al sicuro la meridiana
contare le lapidi del cimitero
Fino a ottobre
Il gestore della diga assicura che l’acqua tornerà a salire a metà ottobre, e che le visite sono possibili.""",
    "ja": """廃線の駅舎を図書室に
廃線となった旧瀬波駅が十七日、町民図書室として生まれ変わった。住民の有志が二年をかけて改修し、壁に本を並べた。
図書室の利用案内は次の通り。
開館は火曜から日曜の午前
貸し出しは一人五冊まで
閉館の合図は駅の鐘
次はホームも
住民の会は来春までにホームに花壇をつくる計画だ。費用の一部は古本の販売でまかない、残りは寄付を募るという。""",
    "pt": """Trem volta aos trilhos
Depois de vinte e seis anos parado, o trem fez no domingo a primeira viagem entre a cidade e a serra.
O trem circula assim:
sábados, pela manhã e à tarde
domingos, depois da missa
feriados, com banda de música
Próxima parada
A prefeitura quer estender a linha até a vila, mas faltam dois pontilhões, e o projeto ainda está em análise.""",
    "ru": """В посёлке открыли подвесной мост
В посёлке в четверг открыли подвесной мост. Его ждали девять лет, рассказал глава. Школьники теперь ходят пешком.
На новом мосту действуют правила:
не раскачивать и не прыгать
велосипед вести за руль
не переходить при гололёде
Что дальше
До конца года обещают осветить подходы и поставить остановку, а деньги на фонари уже выделены, заявил глава района.""",
}
"""A title, text, a list below a line with a colon, a heading and text, by language."""

NO_LISTS = {
    "de": ("Lesen Sie dazu auch diese Texte:", "Der Wolf bleibt in Bramel", "Kreistag vertagt den Deichbau"),
    "en": ("More on this story from the region:", "Harbor master fined for sleeping", "Six houses for sale on island"),
    "es": ("Más noticias de la región:", "Multa por pescar de noche", "Un delfín acompaña al ferri"),
    "fr": ("À lire aussi sur le même sujet :", "Un pont retrouvé sous un parking", "La foire aux ânes annulée"),
    "it": ("Leggi anche questi articoli:", "Funivia ferma sopra il lago", "Torna la festa del pesce"),
    "ja": ("こちらの記事もどうぞ：", "瀬波線の車両、海外で第二の人生", "町営バス、四月から無料に"),
    "pt": ("Veja mais notícias da região:", "Ponte terá pedágio para turistas", "Vale registra frio recorde"),
    "ru": ("Читайте также на нашем сайте:", "Паром выставили на торги", "Закрыли последний таксофон"),
}
"""Links to other stories below a line with a colon, by language."""


def _published(lines: list[str]) -> list[str]:
    source = Source(name="page.txt", data="\n".join(lines).encode(), moment=Moment("2026-01-01T00:00:00Z"))
    article = read(source).article
    return [*filter(None, [article.subheadline]), *block_texts(article.body)]


@pytest.mark.parametrize("mark", ["", "* "])
@pytest.mark.parametrize("language", STORIES)
def test_a_list_between_text_is_of_the_story(language: str, mark: str) -> None:
    title, *story = STORIES[language].splitlines()
    marked = [mark * (3 <= at <= 5) + line for at, line in enumerate(story, 1)]
    marked = ["", marked[0], "", marked[1], "", *marked[2:6], "", marked[6]]
    assert _published([*MENU[language][:4], title, "", *marked, "", *MENU[language][4:]]) == story


@pytest.mark.parametrize("mark", ["", "* "])
def test_a_box_with_another_story_above_the_list_divides_nothing(mark: str) -> None:
    title, *story = STORIES["en"].splitlines()
    items = [mark + line for line in story[2:5]]
    box = ["Read more", "Goat elected honorary mayor"]
    page = [*MENU["en"][:4], title, "", story[0], "", *box, "", story[1], "", *items, *story[5:], "", *MENU["en"][4:]]
    assert _published(page) == story


@pytest.mark.parametrize("language", NO_LISTS)
def test_links_below_the_story_stay_out(language: str) -> None:
    title, *story = STORIES[language].splitlines()
    text = [story[0], "", story[-1]]
    page = [*MENU[language][:4], title, "", *text, "", *NO_LISTS[language], *MENU[language][4:]]
    assert _published(page) == [text[0], text[2]]


def test_a_line_that_the_page_repeats_is_no_item() -> None:
    title, *story = STORIES["en"].splitlines()
    page = [
        *MENU["en"],
        title,
        "",
        story[0],
        "Here is the latest:",
        "Article content",
        "Tides",
        story[-1],
        "Article content",
    ]
    assert "Article content" not in _published(page)
