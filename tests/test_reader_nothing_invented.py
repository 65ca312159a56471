"""No author, day, place or language is taken from what only mentions one."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts, words
from convert.readers import Parsed, Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(2)

UPDATED = Moment("2025-06-01T00:00:00Z")

BODY = """\
The ferry company said on Tuesday that it would replace the old landing stage at Morwick with one of steel, which is to
last for sixty years and cost two million euros, a third of it paid by the island council.

Passengers had complained for years about the wet and narrow planks of the old one, which was built after the war."""

GERMAN = """\
Die Reederei kündigte am Dienstag an, den alten Anleger in Morwick durch einen aus Stahl zu ersetzen, der sechzig Jahre
halten und zwei Millionen Euro kosten soll; ein Drittel davon zahlt der Rat der Insel.

Fahrgäste hatten sich seit Jahren über die nassen und schmalen Planken des alten Anlegers beschwert."""

FRENCH = """\
La compagnie de ferries a annoncé mardi qu'elle remplacerait le vieux débarcadère de Morwick par un autre en acier, qui
doit durer soixante ans et coûter deux millions d'euros, dont un tiers sera payé par le conseil de l'île.

Les passagers se plaignaient depuis des années des planches mouillées et étroites de l'ancien débarcadère."""

SPANISH = """\
La naviera anunció el martes que reemplazará el viejo embarcadero de Morwick por uno de acero, que debe durar sesenta
años y costar dos millones de euros, de los que el consejo de la isla pagará un tercio.

Los pasajeros se quejaban desde hace años de los tablones mojados y estrechos del viejo embarcadero."""

POLISH = """\
Armator ogłosił we wtorek, że stary pomost w Morwick zostanie zastąpiony stalowym, który ma służyć sześćdziesiąt lat i
kosztować dwa miliony euro, z czego jedną trzecią zapłaci rada wyspy.

Pasażerowie od lat skarżyli się na mokre i wąskie deski starego pomostu, który zbudowano po wojnie."""

RUSSIAN = """\
Паромная компания сообщила во вторник, что заменит старый причал в Морвике стальным, который должен прослужить
шестьдесят лет и обойдётся в два миллиона евро; треть заплатит совет острова.

Пассажиры много лет жаловались на мокрые и узкие доски старого причала, который был построен после войны."""

JAPANESE = """\
フェリー会社は火曜日、モーウィックの古い桟橋を鋼鉄製のものに取り替えると発表した。六十年間使え、費用は二百万ユーロになるという。

乗客は長年、戦後に造られた古い桟橋の濡れた狭い板について苦情を言っていた。"""

TITLES = {
    "en": "Morwick gets a new landing stage",
    "de": "Morwick bekommt einen neuen Anleger",
    "fr": "Morwick aura un nouveau débarcadère",
    "es": "Morwick tendrá un nuevo embarcadero",
    "pl": "Morwick dostanie nowy pomost",
    "ru": "Морвик получит новый причал",
    "ja": "モーウィックに新しい桟橋",
}
BODIES = {
    language: "\n\n".join(" ".join(paragraph.split("\n")) for paragraph in text.split("\n\n"))
    for language, text in {
        "en": BODY,
        "de": GERMAN,
        "fr": FRENCH,
        "es": SPANISH,
        "pl": POLISH,
        "ru": RUSSIAN,
        "ja": JAPANESE,
    }.items()
}


def parse(text: str) -> Parsed:
    return read(Source(name="story.txt", data=text.encode(), moment=UPDATED, converted=UPDATED))


def codes(parsed: Parsed) -> set[str]:
    return {finding.code for finding in parsed.findings}


OTHER_DAYS = [
    ("en", "Accessed on 4 May 2021"),
    ("en", "Registration ends 4 May 2021"),
    ("en", "Received 4 May 2021"),
    ("en", "Recorded on 4 May 2021"),
    ("en", "From the archive, 4 May 2021"),
    ("en", "Fact-checked 4 May 2021"),
    ("en", "Deadline: 4 May 2021"),
    ("en", "Jonas Harrow, harbor master, born 4 May 1921; died 6 May 2021"),
    ("en", "¹ Report of the harbor office, 4 May 2021, p. 12"),
    ("en", "[2] Minutes of the council, 4 May 2021"),
    ("en", "2–4 May 2021"),
    ("en", "Open 2 to 4 May 2021"),
    ("en", "Prices as of 4 May 2021"),
    ("en", "In stores 4 May 2021"),
    ("de", "2. bis 4. Mai 2021"),
    ("de", "Ab 4. Mai 2021"),
    ("fr", "Du 2 au 4 mai 2021"),
    ("es", "Del 2 al 4 de mayo de 2021"),
    ("de", "Abgerufen am 4. Mai 2021"),
    ("de", "Anmeldeschluss: 4. Mai 2021"),
    ("de", "Jonas Harrow, geboren am 4. Mai 1921, gestorben am 6. Mai 2021"),
    ("fr", "Consulté le 4 mai 2021"),
    ("fr", "Date limite : 4 mai 2021"),
    ("es", "Consultado el 4 de mayo de 2021"),
    ("es", "Inscripción hasta el 4 de mayo de 2021"),
    ("pl", "Dostęp: 4 maja 2021"),
    ("ru", "Дата обращения: 4 мая 2021 г."),
    ("ja", "閲覧日：2021年5月4日"),
]


@pytest.mark.sampled(4)
@pytest.mark.parametrize(("language", "line"), OTHER_DAYS)
@pytest.mark.parametrize("place", ["below the title", "below the text"])
def test_another_day_is_not_that_of_publication(language: str, line: str, place: str) -> None:
    parts = [TITLES[language], BODIES[language]]
    parts.insert(1 if place == "below the title" else 2, line)
    article = parse("\n\n".join(parts)).article
    assert (article.published, article.headline) == (None, TITLES[language])


@pytest.mark.parametrize(
    "line",
    [
        "Accepted 16 April 2021 / Published 4 May 2021",
        "Received 1 April 2021; accepted 16 April 2021; published online 4 May 2021",
        "Recorded 20 April 2021, published 4 May 2021",
        "From the archive, 1 May 1990\nPosted 4 May 2021",
        "Published 4 May 2021. Accessed 6 May 2021",
        "Issue 3 – 4 May 2021",
        "20:15-4 May 2021",
        "Page 12 - 4 May 2021",
    ],
)
def test_the_day_after_a_word_for_publishing_is_taken(line: str) -> None:
    article = parse(f"{TITLES['en']}\n\n{line}\n\n{BODY}").article
    assert article.published == Moment("2021-05-04")


@pytest.mark.parametrize(
    "sentence",
    [
        "The sale was completed on 3 November 2020, two days before the owners were to hand over the keys.",
        "GUNN, Ruairidh. Lost at sea 5 May 1986.",
        "MEIER, Anna. Gestorben auf dem Hof am 3. März 1986.",
        "DURAND, Paul. Disparu en mer le 4 mai 1986.",
        "She was born in Hull on 4 May 1921, the daughter of a pilot, and went to sea when she was only sixteen.",
    ],
)
def test_a_day_in_a_sentence_is_not_that_of_publication(sentence: str) -> None:
    article = parse(f"{TITLES['en']}\nby Nora Lindqvist\n\n{sentence}\n\n{BODY}").article
    assert article.published is None
    assert [who.name for who in article.authors] == ["Nora Lindqvist"]


@pytest.mark.parametrize(
    "entry",
    [
        "3/2/2026: Cầu phao mới thông xe sau bảy tháng.",
        "4 May 1921: The pier is opened by a duchess and a band.",
        "12.03.1987 – Der Steg bricht unter einem Chor zusammen.",
        "4 mai 2011 : la passerelle est emportée par la crue.",
    ],
)
def test_a_day_before_what_happened_on_it_is_not_that_of_publication(entry: str) -> None:
    article = parse(f"{TITLES['en']}\n\n{BODY}\n\n{entry}\n\nThe pier is open.\n").article
    assert article.published is None
    assert entry in " ".join(block_texts(article.body))


@pytest.mark.parametrize("line", ["4 May 2021: Updated with a statement.", "4 May 2021 – 14:05", "4 May 2021"])
def test_a_day_before_a_label_or_an_hour_is_of_the_page(line: str) -> None:
    assert line not in " ".join(block_texts(parse(f"{TITLES['en']}\n\n{line}\n\n{BODY}").article.body))


def test_the_second_of_a_ranking_is_no_author() -> None:
    rows = "1. Ada Quill, Crale, 41 words\n2. Hob Dunn, Sallow, 38\n3. Pia Roe, Tarrow, 22"
    article = parse(f"Results of the spelling bee\n\n{BODY}\n\n{rows}\n\nThe winning word was weir.\n").article
    assert (article.authors, article.byline) == ((), None)
    assert "Hob Dunn, Sallow, 38" in " ".join(block_texts(article.body))


_QUOTED = """Passengers wait for hours at the closed pier

{byline}Hundreds of passengers waited at the harbor on Monday because the pier was closed without notice.

Many of them complained on social networks about the lack of information from the company.

We have been waiting for three hours and nobody tells us anything.

{line}

The operator answered in the evening that it was sorry, and that the ferry would sail again on Tuesday.
"""


@pytest.mark.parametrize(
    "line",
    [
        "— Ann Lee (@annlee) November 18, 2019",
        "Ann Lee (@ann.lee) on X, November 18, 2019",
        "Ann Lee @annlee · Nov 18, 2019",
        "pic.twitter.com/abc — Ann Lee (@annlee) November 18, 2019",
        "A post shared by Ann Lee (@annlee) on Nov 18, 2019 at 8:15pm PST",
        "Posted by Ann Lee on Monday, November 18, 2019",
        "@annlee on X\n\n8:15 PM · Nov 18, 2019",
        "Ann Lee\n\n@annlee\n\n8:15 PM · Nov 18, 2019",
    ],
)
def test_a_quoted_post_gives_no_day_and_no_author(line: str) -> None:
    article = parse(_QUOTED.format(byline="", line=line)).article
    assert article.published is None
    assert not article.authors
    dated = parse(_QUOTED.format(byline="By Jane Doe\n\nNovember 20, 2019\n\n", line=line))
    assert dated.article.published == Moment("2019-11-20")


@pytest.mark.parametrize(
    "byline",
    [
        "By Jane Doe (@janedoe) | November 20, 2019",
        "Jane Doe (@janedoe) · Nov 20, 2019",
        "Posted by Jane Doe on Wednesday, November 20, 2019",
        "Read by a thousand people this week\n\nBy Jane Doe (@janedoe) November 20, 2019",
    ],
)
def test_the_day_of_an_author_with_an_account_is_that_of_publication(byline: str) -> None:
    parsed = parse(_QUOTED.format(byline=byline + "\n\n", line="They had no water either."))
    assert parsed.article.published == Moment("2019-11-20")
    assert [author.name for author in parsed.article.authors] == ["Jane Doe"]


@pytest.mark.parametrize("sign_off", ["Posted by Jane Doe on Monday, November 18, 2019", "Jane Doe\n\n@janedoe"])
def test_an_author_below_the_story_is_no_quoted_post(sign_off: str) -> None:
    copy = _QUOTED.format(byline="", line="They had no water either.")
    assert [author.name for author in parse(f"{copy}\n{sign_off}\n").article.authors] == ["Jane Doe"]


@pytest.mark.parametrize(
    ("line", "is_doubtful"),
    [
        ("Published Monday, 4 May 2021", True),
        ("Published Tuesday, 4 May 2021", False),
        ("Published Tue 4 May 2021", False),
        ("Published 4 May 2021", False),
        ("Published 4 May 2087", True),
    ],
)
def test_a_doubtful_date_is_reported(line: str, is_doubtful: bool) -> None:
    parsed = parse(f"{TITLES['en']}\n\n{line}\n\n{BODY}")
    assert parsed.article.published is not None
    assert ("TXT023" in codes(parsed)) is is_doubtful


LABELS = [
    ("ALERT: Morwick harbor master Jonas Harrow quits", "Morwick harbor master Jonas Harrow quits", 3),
    ("BREAKING: Morwick harbor master Jonas Harrow quits", "Morwick harbor master Jonas Harrow quits", 3),
    ("FLASH - Bell of Morwick found", "Bell of Morwick found", 1),
    ("URGENT: Morwick quake 6.1", "Morwick quake 6.1", 3),
    ("EILMELDUNG: Hafenmeister Jonas Harrow tritt ab", "Hafenmeister Jonas Harrow tritt ab", 3),
    ("URGENTE - Dimite el capitán del puerto", "Dimite el capitán del puerto", 3),
    ("СРОЧНО: Начальник порта ушёл", "Начальник порта ушёл", 3),
    ("عاجل: استقالة مدير الميناء", "استقالة مدير الميناء", 3),
    ("【速報】モーウィック港長が辞任", "モーウィック港長が辞任", 3),
    ("[속보] 모윅 항만청장 사임", "모윅 항만청장 사임", 3),
    ("OBITUARY - Jonas Harrow, harbor master, 61", "OBITUARY - Jonas Harrow, harbor master, 61", None),
    ("CORRECTED: Harbor master did not quit", "Harbor master did not quit", None),
    ("Morwick beats Tarrow 2-1", "Morwick beats Tarrow 2-1", None),
]


@pytest.mark.parametrize(("line", "headline", "urgency"), LABELS)
def test_a_label_is_no_place(line: str, headline: str, urgency: int | None) -> None:
    article = parse(line).article
    assert (article.headline, article.urgency, article.dateline) == (headline, urgency, None)
    assert (article.authors, article.published, article.other_headlines) == ((), None, ())


@pytest.mark.parametrize(
    "line",
    ["Marta Quist resigns", "Morwick beats Tarrow 2-1", "Kongen er død", "Papst Franz ist tot", "Jonas Harrow, 61"],
)
def test_one_word_shows_no_language(line: str) -> None:
    assert parse(line).article.language == "und"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Words by Nora Lindqvist. Photographs by Amir Sadeh", ["Nora Lindqvist"]),
        ("By Nora Lindqvist and Political Correspondent Amir Sadeh", ["Nora Lindqvist", "Amir Sadeh"]),
        ("By John Marsh Jr., Tara Doe, MD, and Nora Lindqvist", ["John Marsh Jr.", "Tara Doe", "Nora Lindqvist"]),
        ("Von Lena Öhlke", ["Lena Öhlke"]),
        ("By Nora Lindqvist, Science Editor", ["Nora Lindqvist"]),
        ("By Nora Lindqvist in Hull and Amir Sadeh in Riga", ["Nora Lindqvist", "Amir Sadeh"]),
        ("Photo: Amir Sadeh", []),
        ("Nora Lindqvist contributed the photographs of 4 May.", []),
    ],
)
def test_each_author_is_named_once_and_clean(line: str, authors: list[str]) -> None:
    article = parse(f"{TITLES['en']}\n\n{line}\n\n{BODY}").article
    assert [who.name for who in article.authors] == authors


@pytest.mark.parametrize("kicker", ["GRACE PERIOD", "Victoria Falls", "AUSTIN BUDGET", "Rose Garden"])
def test_a_kicker_that_opens_with_a_given_name_is_no_author(kicker: str) -> None:
    text = "The council voted on Monday to keep the old ferry for ten more years, the mayor said on the radio. " * 2
    copy = "\n\n".join([kicker, "Council votes to keep the old ferry for ten years", "9 May 2024", text, text])
    article = parse(copy).article
    assert article.authors == ()
    assert [other.text for other in article.other_headlines] == [kicker]


def test_whom_an_author_writes_for_is_the_source() -> None:
    article = parse(f"{TITLES['en']}\n\nBy NORA LINDQVIST\nAssociated Press Writer\n\n{BODY}").article
    assert [who.name.title() for who in article.authors] == ["Nora Lindqvist"]
    assert [source.name for source in article.sources] == ["Associated Press"]
    assert "Associated Press Writer" not in " ".join(words(article))


@pytest.mark.parametrize(
    "line",
    [
        "Angela Harrow (CDU) - that is the name on the ballot, the party said on Tuesday evening after a long debate.",
        "Jonas Harrow (Tarrow) - the captain scored twice and was sent off in the last minute of the game on Tuesday.",
        "The Associated Press (AP) reported on Tuesday that the landing stage would be replaced by one of steel soon.",
        "Monday - The council met in the town hall and spoke about the landing stage for four hours without a break.",
        "Correction - An earlier version of this story had the wrong name of the harbor master of the whole island.",
    ],
)
def test_what_opens_like_a_dateline_and_is_none_stays(line: str) -> None:
    article = parse(f"{TITLES['en']}\n\n{line}\n\n{BODY}").article
    assert article.dateline is None
    assert line in " ".join(words(article))


CONSENT = {
    "en": """\
We value your privacy

We and our 312 partners store information on a device, such as cookies, and process personal data with your consent.

Accept all
Reject all""",
    "de": """\
Wir schätzen Ihre Privatsphäre

Wir und unsere 312 Partner speichern Cookies und verarbeiten mit Ihrer Einwilligung personenbezogene Daten.

Alle akzeptieren
Ablehnen""",
    "fr": """\
Nous respectons votre vie privée

Nos 312 partenaires et nous stockons des cookies et traitons des données personnelles avec votre consentement.

Tout accepter
Tout refuser""",
}


@pytest.mark.parametrize("language", CONSENT)
def test_a_dialog_about_cookies_is_not_the_story(language: str) -> None:
    dialog = CONSENT[language]
    story = f"{TITLES[language]}\n\n{BODIES[language]}"
    parsed, alone = parse(f"{dialog}\n\n{story}"), parse(story)
    assert (parsed.article.headline, parsed.article.body) == (TITLES[language], alone.article.body)
    taken = [line.rule for line in parsed.trace if line.role == "legal"]
    assert taken == ["dialog about cookies"] * 4
    assert "TXT024" not in codes(parsed)
    assert "TXT024" in codes(parse(dialog))


@pytest.mark.parametrize(
    "page",
    [
        "403 Forbidden\n\nYou don't have permission to access this resource.\n\nnginx",
        "Error 404: not found",
        "502 Bad Gateway",
        "Just a moment...\n\nVerify you are human by completing the action below.\n\nRay ID: 7d0f",
        "Access denied\n\nYou do not have permission to view this page.",
        "Seite nicht gefunden\n\nDie Seite gibt es nicht mehr.",
        "Page introuvable\n\nLa page demandée n'existe pas.",
        "Страница не найдена",
        "ページが見つかりません",
    ],
)
def test_a_page_in_place_of_a_story_is_reported(page: str) -> None:
    parsed = parse(page)
    assert "TXT024" in codes(parsed)
    assert all(line.kept for line in parsed.trace if line.text.strip() and line.role == "headline")


@pytest.mark.parametrize("title", ["403 forbidden books go on show", "Access denied: how a village lost its bridge"])
def test_a_story_about_such_a_page_is_one(title: str) -> None:
    text = f"{title}\n\n{BODY}\n\n{BODY}\n\n{BODY}"
    parsed = parse(text)
    assert "TXT024" not in codes(parsed)
    assert parsed.article.headline == title


def test_the_consent_of_a_story_stays() -> None:
    title = "Parents withdraw their consent to cookies at school"
    paragraph = "The partners of the school said that no personal data would be kept, and that the cookies were baked."
    parsed = parse(f"{title}\n\n{BODY}\n\n{paragraph}")
    assert paragraph in " ".join(words(parsed.article))
    assert "legal" not in {line.role for line in parsed.trace}


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Contact the readers' editor: corrections@morwick-post.example, 01632 960 019"),
        ("en", "Have your say: letters of up to 150 words to letters@morwick-post.example."),
        ("de", "Leserbriefe an: briefe@morwicker-post.example"),
        ("fr", "Écrivez-nous : courrier@poste-de-morwick.example"),
        ("es", "Escríbanos a cartas@correo-de-morwick.example"),
        ("pl", "Listy do redakcji: listy@poczta-morwick.example"),
        ("ru", "Пишите нам: pisma@vesti-morvik.example"),
        ("ja", "ご意見は iken@morwick-shimbun.example まで"),
    ],
)
def test_how_to_reach_the_newsroom_is_not_published(language: str, line: str) -> None:
    parsed = parse(f"{TITLES[language]}\n\n{BODIES[language]}\n\n{line}")
    assert "example" not in " ".join(words(parsed.article))
    assert [row.rule for row in parsed.trace if row.text == line] == ["how to reach the newsroom"]


def test_an_address_in_the_story_stays() -> None:
    line = (
        "Tickets for the first crossing can be had from tickets@morwick-ferry.example until Friday, the company said."
    )
    assert line in " ".join(words(parse(f"{TITLES['en']}\n\n{line}\n\n{BODIES['en']}").article))
