"""What programs write around pages that they save, print and share is taken, and lines like it stay in stories."""

from __future__ import annotations

import pytest

from convert.model import Article, Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.envelopes.web.notices import open_site_notice
from convert.readers.text.envelopes.web.saved_pages import open_saved_page
from convert.readers.text.lexicon import languages, load_lexicon
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.keys import line_key

pytestmark = pytest.mark.sampled(4)

TITLE = "Bell tower in Osted rings again"
PARAGRAPHS = [
    "The bell tower in Osted rang on Sunday for the first time since lightning struck it in 2023, the parish said.",
    "About 200 people stood in the square when the four bells began, and some had brought their children along.",
    "A foundry in Skarvik cast the largest bell anew, which cost 90,000 crowns, most of it raised at the market.",
]
STORY = "\n\n".join(PARAGRAPHS)
ARCHIVED = """\
FILE ARCHIVED ON 12:01:02 May 9, 2026 AND RETRIEVED FROM THE INTERNET ARCHIVE ON 09:12:45 Oct 2, 2026.
JAVASCRIPT APPENDED BY WAYBACK MACHINE, COPYRIGHT INTERNET ARCHIVE.
ALL OTHER CONTENT MAY ALSO BE PROTECTED BY COPYRIGHT (17 U.S.C.
SECTION 108(a)(3)).
playback timings (ms):
  captures_list: 0.5
  load_resource: 97.3"""
HEAD = f"{TITLE}\n\nBy Nora Feld\n8 May 2026\n"


def parse(text: str, name: str = "page.txt") -> Parsed:
    return read(Source(name=name, data=text.encode(), moment=Moment("2026-11-01T00:00:00Z")))


def shown(article: Article) -> list[str | None]:
    return [article.headline, article.subheadline, *block_texts(article.body)]


def assert_read(text: str, *, authors: tuple[str, ...] = ("Nora Feld",), day: str | None = "2026-05-08") -> Article:
    article = parse(text).article
    assert shown(article) == [TITLE, None, *PARAGRAPHS]
    assert tuple(author.name for author in article.authors) == authors
    assert (article.published.text[:10] if article.published else None) == day
    return article


@pytest.mark.parametrize(
    "tail",
    [
        "Read in Apple News: https://apple.example/AbCd\nShared from Apple News",
        "In Apple News lesen: https://apple.example/AbCd\nGeteilt aus Apple News",
        "Lire dans Apple News : https://apple.example/AbCd\nPartagé depuis Apple News",
        "Sent from my Instapaper",
        "Enviado desde mi iPhone",
        "Condiviso tramite Google News",
        "Gedeeld vanuit de Osted Post-app",
        "Udostępniono z aplikacji Osted Post",
        "Отправлено из приложения «Остед Пост»",
        "Clipped from: https://osted.example/bells\nCreated with OneNote.",
        "Ausgeschnitten aus: https://osted.example/bells\nMit OneNote erstellt.",
        "Extrait de : https://osted.example/bells",
        "Clipped by idaholm • 9 May 2026\nDownloaded on May 9, 2026",
        "Téléchargé le 9 mai 2026",
        "Pełny tekst w serwisie Osted Post",
        "Czytaj cały artykuł na kurier.example",
        "Отправлено из Viber",
        "Osted Post, Ausgabe Skarvik, 08.05.2026, S. 9",
        "id: 3f2a\ncreated_time: 2026-06-09T21:40:00Z\nsource_url: https://osted.example/bells\ntype_: 1",
        "Lire l’article complet sur Osted Matin",
        "Read the full story on Osted Post",
        "See Full Web Article\nGo to the full Osted experience",
        "View text-only version\nGo to full site",
        "Osted thanks our sponsors",
        "Translated with DeepL.com (free version)",
        "Übersetzt mit DeepL.com (kostenlose Version)",
        "Traduit avec DeepL.com (version gratuite)",
        "Traducción realizada con la versión gratuita del traductor DeepL.com",
        "Tradotto con DeepL.com (versione gratuita)",
        "Translated by Google",
        "Переведено с помощью DeepL.com (бесплатная версия)",
        "Show original",
        "Learn more about your ad choices. Visit pods.example/adchoices",
        "See pods.example/listener for privacy information.",
        "Hosted on Acast. See acast.example/privacy for more information.",
        "This article was downloaded by calibre from https://osted.example\n\n| Next | Section Menu | Main Menu |",
        "| Section Menu | Main Menu |\n| Next | Section Menu | Main Menu | Previous |",
        ARCHIVED,
        f"Article Name:{TITLE}\nPublication:Osted Post\nAuthor:By Nora Feld\nStart Page:3\nEnd Page:3",
        f"Nom de l’article:{TITLE}\nPublication:Osted Post\nAuteur:Nora Feld\nPage de début:3",
        f"Artikelname:{TITLE}\nPublikation:Osted Post\nAutor:Nora Feld\nStartseite:3\nEndseite:3",
    ],
)
def test_what_a_program_writes_below_is_taken(tail: str) -> None:
    assert_read(f"{HEAD}\n{STORY}\n\n{tail}\n")


@pytest.mark.parametrize(
    ("above", "authors", "day"),
    [
        (f"ostedpost.example\n{TITLE}\nNora Feld\n3–4 minutes\n", ("Nora Feld",), None),
        (f"{TITLE}\n28.05.2026\n", (), "2026-05-28"),
        (f"www.ostedpost.example\n\n{HEAD}", ("Nora Feld",), "2026-05-08"),
        (f"EX-99.1 2 osted_ex991.htm PRESS RELEASE\n\nEXHIBIT 99.1\n\n{HEAD}", ("Nora Feld",), "2026-05-08"),
        (f"Exhibit 99.2\n\n{HEAD}", ("Nora Feld",), "2026-05-08"),
        (f"Forwarded many times\n{HEAD}", ("Nora Feld",), "2026-05-08"),
        (f"Häufig weitergeleitet\n{HEAD}", ("Nora Feld",), "2026-05-08"),
        (f"{TITLE}\nStory by Nora Feld\n • 2d • 3 min read\n", ("Nora Feld",), None),
        (f"{TITLE}\nStory by Nora Feld • 2d • 3 min read\n", ("Nora Feld",), None),
        (f"{TITLE}\nNora Feld | ostedpost.example | 8 May 2026\n", ("Nora Feld",), "2026-05-08"),
        (f"{TITLE}\nOsted Post / by Nora Feld / 8 May 2026 09:15\n", ("Nora Feld",), "2026-05-08"),
        (f"{TITLE}\nOsted Post | 28.05.2026 | Nora Feld\n", ("Nora Feld",), "2026-05-28"),
        (f"{TITLE}\nosted.example/bells\n\nBy Nora Feld\n8 May 2026\n", ("Nora Feld",), "2026-05-08"),
        (f"{TITLE}\nBy Nora Feld\nOsted Post • 2 min read • View original\n", ("Nora Feld",), None),
        (f"{TITLE}\n\nOsted Post - Nora Feld - 8 May 2026\n", ("Nora Feld",), "2026-05-08"),
        (f"{TITLE}\n\n# {HEAD}", ("Nora Feld",), "2026-05-08"),
        (f"[pic]\n\n{HEAD}", ("Nora Feld",), "2026-05-08"),
        (f"Translated from German. Show original\n{HEAD}", ("Nora Feld",), "2026-05-08"),
        (f"Traduit de l’allemand. Voir l’original\n{HEAD}", ("Nora Feld",), "2026-05-08"),
        (f"Aus dem Englischen übersetzt. Original anzeigen\n{HEAD}", ("Nora Feld",), "2026-05-08"),
        (f"{TITLE} (Nora Feld)\n- Your Highlight on page 3 | Added on Saturday, May 9, 2026\n", ("Nora Feld",), None),
        (f"Home / News / Parishes / {TITLE}\n\n{HEAD}", ("Nora Feld",), "2026-05-08"),
        (f"You are here: Home > Parishes > {TITLE}\n\n{HEAD}", ("Nora Feld",), "2026-05-08"),
        (
            f"The Wayback Machine - https://web.archive.example/https://osted.example\n{HEAD}",
            ("Nora Feld",),
            "2026-05-08",
        ),
        (
            f"{TITLE}\nSource: https://osted.example/2026/05/08/bells\nCreated: 9 June 2026 21:40\nTags: bells\n",
            (),
            "2026-05-08",
        ),
        (
            "EXTERNAL EMAIL: Do not click links or open attachments unless you recognise the sender.\n\n" + HEAD,
            ("Nora Feld",),
            "2026-05-08",
        ),
        (
            f"CAUTION: This email originated from outside of the organization. Take care with its links.\n\n{HEAD}",
            ("Nora Feld",),
            "2026-05-08",
        ),
    ],
)
def test_what_a_program_writes_above_is_taken(above: str, authors: tuple[str, ...], day: str | None) -> None:
    article = parse(f"{above}\n{STORY}\n").article
    assert shown(article) == [TITLE, None, *PARAGRAPHS]
    assert tuple(author.name for author in article.authors) == authors
    assert (article.published.text[:10] if article.published else None) == day


def test_fields_of_a_clipped_page_become_metadata() -> None:
    above = (
        f"# {TITLE}\n\n![rw-book-cover](https://osted.example/c.jpg)\n\n## Metadata\n- Author: [[Nora Feld]]\n"
        f"- Full Title: {TITLE}\n- Category: #articles\n- Document Tags: #bells #parish\n"
        "- URL: https://osted.example/2026/05/08/bells\n\n## Full Document\n"
    )
    article = parse(f"{above}{STORY}\n", "page.md").article
    assert shown(article) == [TITLE, None, *PARAGRAPHS]
    assert [author.name for author in article.authors] == ["Nora Feld"]
    assert article.original_url == "https://osted.example/2026/05/08/bells"
    assert article.keywords == ("bells", "parish")
    assert article.published
    assert article.published.text == "2026-05-08"


def test_a_page_made_markdown_keeps_its_fields() -> None:
    above = (
        f"Title: {TITLE}\n\nURL Source: https://osted.example/bells\n\nPublished Time: 2026-05-08T09:15:00Z\n\n"
        "Markdown Content:\nBy Nora Feld\n\n"
    )
    article = assert_read(f"{above}{STORY}\n")
    assert article.original_url == "https://osted.example/bells"


def test_a_page_saved_by_a_reader_keeps_its_fields() -> None:
    above = (
        f"# {TITLE}\n#Omnivore\n\n[Read on Omnivore](https://reader.example/me)\n[Read Original](https://osted.example/b)\n\n"
        "author: Nora Feld\ndate_saved: 2026-06-09 21:40:00\ndate_published: 2026-05-08 09:15:00\n\n## Full Content\n\n"
    )
    article = parse(f"{above}{STORY}\n", "page.md").article
    assert shown(article) == [TITLE, None, *PARAGRAPHS]
    assert [author.name for author in article.authors] == ["Nora Feld"]
    assert article.published
    assert article.published.text == "2026-05-08"


def test_what_a_browser_prints_on_each_page_is_taken() -> None:
    head, foot = f"09/06/2026, 21:40 {TITLE} - Osted Post", "https://osted.example/bells"
    assert_read(
        f"{head}\n{foot} 1/2\n{HEAD}\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n\n{head}\n{foot} 2/2\n\n{PARAGRAPHS[2]}\n"
    )


def test_entries_with_a_time_stay_in_a_printed_page() -> None:
    entry = "09/06/2026, 21:40 The bells fall silent for the night, and the square is empty."
    text = (
        f"{HEAD}\n{PARAGRAPHS[0]}\n\n{entry}\n\n{PARAGRAPHS[1]}\n\n{PARAGRAPHS[2]}\nhttps://osted.example/bells 1/1\n"
    )
    assert any("bells fall silent" in text for text in block_texts(parse(text).article.body))


def test_the_day_below_a_story_is_no_field_of_a_clipped_page() -> None:
    assert open_saved_page((TITLE, *PARAGRAPHS, "Source: https://osted.example/b", "Updated: 28 May 2026")) is None


def test_a_record_of_media_monitoring_loses_its_fields() -> None:
    fields = "Medienart: Print\nAuflage: 12.345\nReichweite: 34.567\nSeite: 3\nWerbeäquivalenz: 1.234 EUR\n"
    text = f"{TITLE}\nOsted Post | 28.05.2026 | Nora Feld\n{fields}\n{STORY}\n"
    assert [source.name for source in assert_read(text, day="2026-05-28").sources] == ["Osted Post"]


def test_a_record_of_a_press_review_in_french_is_read() -> None:
    fields = (
        "Date : 8 mai 2026\nJournaliste : Nora Feld\nPériodicité : Quotidien\nOJD : 12345\nPage de l'article : p.7\n"
    )
    assert_read(f"{fields}\n{TITLE}\n\n{STORY}\n\nTous droits réservés à l'éditeur\n")


@pytest.mark.parametrize(
    ("head", "dek"),
    [
        (f"{TITLE}\nTor, maj 8, 2026 09:15 CET\n\nSome had brought their children along\n", True),
        (f"{TITLE}\nSome had brought their children along\n\nNora Feld\n8 May 2026 — 3 min read\n", True),
        (f"{TITLE}\nSome had brought their children along\nBy Nora Feld\n8 May 2026\n", True),
        (f"{TITLE}\n8 May 2026\n\nPhoto: the bells before they were cast anew\n", False),
    ],
)
def test_a_phrase_below_the_title_is_the_dek(head: str, *, dek: bool) -> None:
    article = parse(f"{head}\n{STORY}\n").article
    assert article.headline == TITLE
    assert article.subheadline == ("Some had brought their children along" if dek else None)


def test_a_release_on_the_page_of_its_distributor_is_read() -> None:
    article = parse(
        f"{TITLE}\n\nNews provided by\n\nParish of Osted\n\n8 May, 2026, 09:15 ET\n\nShare this article\n\n"
        "Some had brought their children along\n\nOSTED, Denmark, May 8, 2026 /PRNewswire/ -- "
        f"{STORY}\n\nSOURCE Parish of Osted\n\nWANT YOUR COMPANY'S NEWS FEATURED ON PRNEWSWIRE.COM?\n"
    ).article
    assert shown(article) == [TITLE, "Some had brought their children along", *PARAGRAPHS]


@pytest.mark.parametrize(
    "line",
    [
        "8 mai 2026 09:15 Heure avancée de l'Est",
        "8 mai 2026 à 09h15 (heure de Paris)",
    ],
)
def test_a_zone_in_words_is_part_of_the_day(line: str) -> None:
    lexicon = load_lexicon("en", "fr")
    found = read_date(line, lexicon)
    assert found
    assert (found.moment and found.moment.text, found.rest) == ("2026-05-08", "")


@pytest.mark.parametrize(
    "line",
    [
        "Exhibit 99.1 of the trial is a bell rope, and the jury was shown how it had been cut in the storm.",
        "The letter was sent from my iPhone, the sexton wrote below it, and nobody believed a word of what it said.",
        "Shared from the heart of the parish, said the priest, the bread was eaten on the steps below the bell tower.",
        "Warning: do not click on links in mails that ask for money for the bells, the parish wrote to its members.",
        "The file was archived on paper, and the archive on the hill keeps it with the drawings of the old tower.",
        "Saved by the bell",
        "Skarvik - Nora Feld - 8 May 2026",
        "type: bronze, weight: 900 kilos, tone: g sharp",
        "The chronicle of Osted, 08.05.1926, is on page 9.",
        "Read the full story on the back of the bell, said the priest.",
        "Downloaded from the cloud",
        "Osted Post / Skarvik Courier / 8 May 2026",
        "https://osted.example/bells has the program of the day",
        "Title: Lord of the Bells",
        "Source: the parish of Osted",
        "Publication: the parish will print the accounts in June",
        "Tickets: https://bells.example/tickets",
        "The parish thanks our sponsors on Skarvik for the four bells, and it thanks all who came to hear them.",
        "Three to four minutes is how long the bells ring.",
        "The choir sang 3–4 minutes longer than planned.",
    ],
)
def test_lines_like_those_of_programs_stay(line: str) -> None:
    text = f"{HEAD}\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n\n{line}\n\n{PARAGRAPHS[2]}\n"
    article = parse(text).article
    assert shown(article) == [TITLE, None, *PARAGRAPHS[:2], line, PARAGRAPHS[2]]


@pytest.mark.parametrize(
    "title",
    [
        "Forwarded by the post office",
        "Exhibit 99 opens in Osted",
        "Histoire de Nora",
        "Osted.example wins a prize",
        "Bells / organ / choir: what you hear on Sunday",
        "External mail gets dearer",
    ],
)
def test_titles_like_lines_of_programs_stay(title: str) -> None:
    assert shown(parse(f"{title}\n\nBy Nora Feld\n8 May 2026\n\n{STORY}\n").article) == [title, None, *PARAGRAPHS]


@pytest.mark.parametrize("language", sorted(set(languages()) - {"common"}))
def test_a_range_of_minutes_is_a_reading_time(language: str) -> None:
    lexicon = load_lexicon(language)
    phrases = [phrase for phrase, role in lexicon.furniture.exact.items() if role == "reading-time" and "#-#" in phrase]
    assert phrases, language
    for phrase in phrases:
        for dash in ("-", "–", " – ", "～"):
            assert lexicon.furniture.role(line_key(phrase.replace("#-#", f"3{dash}4")))[0] == "reading-time"  # type: ignore[index]


@pytest.mark.parametrize("line", ["3–4 pages", "Osted 3–4", "Won 3-4 in minutes", "3–4"])
def test_another_range_is_no_reading_time(line: str) -> None:
    known = load_lexicon("en").furniture.role(line_key(line))
    assert known is None or known[0] != "reading-time"


ALERTS = {
    "en": """\
Google
bells osted
Daily update ⋅ May 8, 2026
NEWS
{story}
Google Plus Facebook Twitter Flag as irrelevant
See more results | Edit this alert
You have received this email because you have subscribed to Google Alerts.
Unsubscribe | View all your alerts""",
    "de": """\
Google
glocken osted
Tägliches Update ⋅ 8. Mai 2026
NACHRICHTEN
{story}
Google Plus Facebook Twitter Als irrelevant markieren
Weitere Ergebnisse anzeigen | Diesen Alert bearbeiten
Sie haben diese E-Mail erhalten, weil Sie Google Alerts abonniert haben.
Abmelden | Alle Alerts ansehen""",
    "fr": """\
Google
cloches osted
Mise à jour quotidienne ⋅ 8 mai 2026
ACTUALITÉS
{story}
Google Plus Facebook Twitter Signaler comme non pertinent
Afficher plus de résultats | Modifier cette alerte
Vous recevez cet e-mail, car vous êtes abonné aux alertes Google Alerts.
Se désabonner | Toutes les alertes""",
}


@pytest.mark.parametrize("language", ALERTS)
def test_a_mail_of_alerts_is_reported(language: str) -> None:
    mail = ALERTS[language].format(story=f"{TITLE}\nOsted Post\n{PARAGRAPHS[0][:80]} ...")
    opened = open_site_notice(tuple(mail.split("\n")))
    assert opened
    assert [finding.code for finding in opened.findings] == ["TXT024"]
    assert {line for line in opened.story_lines if line} >= {TITLE, "Osted Post"}
    assert not any("Google" in line for line in opened.story_lines)


def test_a_story_about_alerts_is_none() -> None:
    last = "Google sends an alert by mail to all who subscribed, the parish said."
    assert open_site_notice((TITLE, *PARAGRAPHS, last)) is None


def test_copy_without_programs_is_not_opened() -> None:
    assert open_saved_page((TITLE, "", *PARAGRAPHS)) is None


@pytest.mark.parametrize(
    "line",
    [
        "Translated by Ivo Brandt",
        "Translation: Ivo Brandt, Osted",
        "The show original to Osted is the oldest.",
        "| Osted | Skarvik | Nordheim |",
        "Learn more about your choices at the parish hall, which opens at nine.",
    ],
)
def test_what_resembles_lines_of_programs_that_translate_is_none_of_theirs(line: str) -> None:
    opened = open_saved_page((TITLE, *PARAGRAPHS, line))
    assert opened is None
