"""Press releases are opened: label, embargo, contacts and notes are not published, the story is."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from convert.model import Article, Embargo, Moment, Party, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.envelopes.press.release import open_press_release
from convert.readers.text.envelopes.press.words import LABELS

pytestmark = pytest.mark.sampled(2)

UPDATED = Moment("2020-01-01T00:00:00Z")

TITLE = "Acme Kites opens its first wind tunnel"
STORY = """\
DULUTH, Minn., March 3, 2026 – Acme Kites has opened a wind tunnel that lets children test kites before they buy them.

The tunnel cost 1.2 million dollars, took a year to build, and can make a breeze or a gale of 90 kilometers an hour.

"It blows," said founder Marvin Gale. "That is the point of a wind tunnel, and of a kite, and of Duluth."
"""
PROSE = [line for line in STORY.splitlines() if line]

CONTACT = "Media contact:\nJane Doerr, Gantry PR\nT: 01632 960 418  M: 07700 900 662\njane@gantry.example\n"
ABOUT = (
    "About Acme Kites\nAcme Kites makes kites in Duluth. It was founded in 1999 and has 45 employees in two states.\n"
)
NOTES = "Notes to editors\n1. Pictures are at https://acme.example/press\n2. For interviews call 01632 960 418.\n"


def parse(text: str) -> Parsed:
    return read(Source(name="story.txt", data=text.encode(), moment=UPDATED))


def published(article: Article) -> str:
    """Everything of an article that readers may see."""
    provider = article.provider.name if article.provider else ""
    people = [who.name for who in (*article.authors, *article.contributors)]
    others = [other.text for other in article.other_headlines]
    fields = (article.headline, article.subheadline, article.byline, article.dateline, article.credit_line, provider)
    return "\n".join([*filter(None, fields), *others, *people, *block_texts(article.body)])


def rules(parsed: Parsed) -> dict[int, str]:
    return {line.number: line.rule for line in parsed.trace}


def keeps_story(article: Article, prose: list[str] = PROSE) -> bool:
    words = set(re.findall(r"\w+", published(article)))
    return words.issuperset(word for line in prose for word in re.findall(r"\w+", line))


def test_a_whole_release() -> None:
    parsed = parse(f"FOR IMMEDIATE RELEASE\n\n{TITLE}\n\n{STORY}\n– ENDS –\n\n{NOTES}\n{CONTACT}\n{ABOUT}")
    article = parsed.article
    assert (article.headline, article.authors) == (TITLE, ())
    assert article.provider == Party(name="Acme Kites")
    assert article.published == Moment("2026-03-03")
    assert article.editor_notes == ("1. Pictures are at https://acme.example/press",)
    assert keeps_story(article, [*PROSE, *ABOUT.splitlines()])
    assert not any(
        word in published(article) for word in ("Doerr", "Gantry", "960", "ENDS", "IMMEDIATE", "Pictures", "@")
    )
    private = [line for line in parsed.trace if line.text == "[private]"]
    assert {line.rule for line in private} == {"press contact"}
    assert len(private) == 5


@pytest.mark.sampled(6)
@pytest.mark.parametrize("label", [(language, labels.split("|")[0]) for language, labels in LABELS.items()])
@pytest.mark.parametrize("form", ["{}", "{} No 14/2026", "*** {} ***"])
def test_labels_of_many_languages_are_taken(label: tuple[str, str], form: str) -> None:
    parsed = parse(f"{form.format(label[1].upper())}\n\n{TITLE}\n\n{STORY}")
    assert rules(parsed)[1] == "press release label"
    assert parsed.article.headline == TITLE
    assert keeps_story(parsed.article)


def test_a_title_behind_the_label_is_the_headline() -> None:
    parsed = parse(f"PRESS RELEASE: {TITLE}\n\n{STORY}")
    assert parsed.article.headline == TITLE
    assert parsed.trace[0].role == "headline"


def test_a_label_names_the_issuer_and_the_day() -> None:
    article = parse(
        f"Pressemitteilung der Stadtwerke Nordhagen\nNordhagen, 3. März 2026\n\n{TITLE}\n\n{PROSE[1]}\n"
    ).article
    assert article.provider == Party(name="Stadtwerke Nordhagen")
    assert article.published == Moment("2026-03-03")
    assert article.headline == TITLE


def test_the_line_below_the_title_is_the_dek() -> None:
    parsed = parse(f"PRESS RELEASE\n{TITLE}\nChildren may test kites before they buy\n\n{STORY}")
    assert (parsed.article.headline, parsed.article.subheadline) == (TITLE, "Children may test kites before they buy")
    assert (parsed.trace[2].role, parsed.trace[2].kept) == ("subheadline", True)


def test_the_rest_of_a_broken_title_is_no_dek() -> None:
    title = "Acme Kites Corporation Of Duluth Announces Record Third\nQuarter Results For Kites And Tails"
    article = parse(f"PRESS RELEASE\n\n{title}\n\n{STORY}").article
    assert article.subheadline is None


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("STRICTLY EMBARGOED UNTIL 00:01 BST TUESDAY 6 OCTOBER 2026", "2026-10-06T00:01:00+01:00"),
        ("PRESS RELEASE – EMBARGOED UNTIL 10:00 GMT, 6 MARCH 2026", "2026-03-06T10:00:00Z"),
        ("Sperrfrist: Donnerstag, 21. Mai 2026, 10.00 Uhr", None),
        ("HOLD FOR RELEASE", None),
    ],
)
def test_an_embargo_is_set(line: str, until: str | None) -> None:
    parsed = parse(f"{line}\n\n{TITLE}\n\n{STORY}")
    article = parsed.article
    assert article.embargo == Embargo(until=Moment(until) if until else None)
    assert article.status == ("usable" if until else "withheld")
    assert "TXT015" in [found.code for found in parsed.findings]
    assert article.headline == TITLE
    assert "EMBARGO" not in published(article)


@pytest.mark.parametrize(
    "title",
    [
        "Embargo on salt ends after nine years",
        "Embargo bis 2030 verlängert",
        "EU extends arms embargo until 31 December 2027",
        "Press release by minister angers fishermen of Osted",
    ],
)
def test_a_story_about_an_embargo_or_a_release_is_usable(title: str) -> None:
    line = "Embargo until 2030 is possible, one of the diplomats said in a statement on Tuesday."
    article = parse(f"{title}\n\n{STORY}\n{line}\n").article
    assert (article.headline, article.embargo, article.status) == (title, None, "usable")
    assert article.editor_notes == ()
    assert keeps_story(article, [*PROSE, line])


CONTACTS = [
    ("Media contact", "Jane Doerr"),
    ("Press enquiries:", "Jane Doerr"),
    ("Pressekontakt", "Jane Doerr"),
    ("Contact presse :", "Jane Doerr"),
    ("Contacto de prensa", "Jane Doerr"),
    ("Ufficio stampa", "Jane Doerr"),
    ("Perscontact", "Jane Doerr"),
    ("Kontakt dla mediów:", "Jane Doerr"),
    ("Контакты для прессы", "Jane Doerr"),
]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("heading", CONTACTS)
@pytest.mark.parametrize("label", ["PRESS RELEASE\n\n", ""])
def test_contacts_are_private_with_a_label_or_without(heading: tuple[str, str], label: str) -> None:
    text = f"{label}{TITLE}\n\n{STORY}\n{heading[0]}\n{heading[1]}\nTel. 01632 960 418\njane@gantry.example\n"
    parsed = parse(text)
    assert "Doerr" not in published(parsed.article)
    assert "960" not in published(parsed.article)
    assert keeps_story(parsed.article)
    assert [line.text for line in parsed.trace[-4:]] == ["[private]"] * 4


def test_contacts_above_the_title() -> None:
    contact = "Contact: Jane Doerr\n(555) 555-0142\njane@gantry.example\n"
    for gap in ("\n", ""):
        article = parse(f"FOR IMMEDIATE RELEASE\n\n{contact}{gap}{TITLE}\n\n{STORY}").article
        assert article.headline == TITLE
        assert "Doerr" not in published(article)
        assert keeps_story(article)


def test_what_is_below_the_contacts_of_a_release_is_not_published() -> None:
    below = "Abdruck honorarfrei, Belegexemplar erbeten.\nZeichen (mit Leerzeichen): 912\n"
    article = parse(f"PRESSEMITTEILUNG\n\n{TITLE}\n\n{STORY}\n{CONTACT}\n{below}\n{ABOUT}").article
    assert "erbeten" not in published(article)
    assert "912" not in published(article)
    assert keeps_story(article, [*PROSE, *ABOUT.splitlines()])


def test_a_paragraph_below_the_contacts_stays() -> None:
    article = parse(f"PRESS RELEASE\n\n{TITLE}\n\n{STORY}\n{CONTACT}\n{PROSE[1]} {PROSE[1]}\n").article
    assert published(article).count("The tunnel cost") >= 2


def test_a_heading_of_contacts_without_any_is_part_of_the_story() -> None:
    assert open_press_release((TITLE, "", *PROSE, "Contact", "lenses are sold in Duluth, too.")) is None
    assert open_press_release((TITLE, "", *PROSE, "Media contact", "with the kites was brief.")) is None


def test_notes_without_a_release_stay() -> None:
    article = parse(f"{TITLE}\n\n{STORY}\nNotes\n\n{PROSE[1]}\n").article
    assert article.editor_notes == ()


def test_boilerplate_about_nobody_gives_no_provider() -> None:
    about = ABOUT.replace("About Acme Kites", "About us")
    assert parse(f"PRESS RELEASE\n\n{TITLE}\n\n{STORY}\n{about}").article.provider is None


def test_a_release_in_japanese() -> None:
    text = (
        "プレスリリース\n2026年5月12日\n\n港の新しい灯台が完成\n\n"
        "北浜市は12日、港に新しい灯台が完成したと発表した。高さは32メートルで、工事には2年かかった。\n\n"
        "お問い合わせ先\n北浜市港湾課 田中\n電話 03-5555-0101\nminato@kitahama.example\n"
    )
    article = parse(text).article
    assert (article.headline, article.published) == ("港の新しい灯台が完成", Moment("2026-05-12"))
    assert "田中" not in published(article)


WHOLE = f"PRESS RELEASE\n\n{TITLE}\n\n{STORY}\n###\n\n{NOTES}\n{CONTACT}\n{ABOUT}"


@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)), st.sampled_from(["\n", "\r\n", "\r"]))
@example(0, len(WHOLE), "\r\n")
def test_no_cut_of_a_release_loses_the_story(first: int, end: int, newline: str) -> None:
    text = WHOLE[first:end]
    kept = [line for line in PROSE if line in text]
    if kept:
        assert keeps_story(parse(text.replace("\n", newline)).article, kept)


def test_a_long_sentence_below_a_heading_of_contacts_is_of_the_story() -> None:
    lines = ("PRESS RELEASE", PROSE[0], "", "Media contact:", PROSE[0])
    opened = open_press_release(lines)
    assert opened is not None
    assert set(opened.taken) == {0, 3}


def test_text_in_lines_below_contacts_is_of_the_story() -> None:
    wrapped = tuple(" ".join(PROSE[1].split()[at : at + 8]) for at in range(0, 24, 8))
    lines = ("PRESS RELEASE", PROSE[0], "", "Media contact:", "Jane Doerr", "jane@gantry.example", *wrapped, *wrapped)
    opened = open_press_release(lines)
    assert opened is not None
    assert set(opened.taken) == {0, 3, 4, 5}


@given(st.lists(st.sampled_from([*WHOLE.splitlines(), "", "– ENDE –", "Kontakt", "Notes to editors:"]), max_size=30))
def test_lines_in_any_order_are_read(lines: list[str]) -> None:
    opened = open_press_release(tuple(lines))
    if opened:
        assert set(opened.taken) <= set(range(len(lines)))
        assert not any(lines[at] in PROSE[:2] and opened.taken[at].rule == "press contact" for at in opened.taken)


@pytest.mark.parametrize("gap", ["", "\n"])
def test_copy_joined_below_the_contacts_is_no_part_of_them(gap: str) -> None:
    other = (
        "Storm closes the harbour of Osted",
        "The council of Osted decided on Monday to keep the ferry.",
        "It was not clear who would pay for the new pier, which is as old as the ferry.",
    )
    both = "\n\n".join(other)
    article = parse(f"PRESS RELEASE\n\n{TITLE}\n\n{STORY}\n{CONTACT}{gap}{both}\n").article
    assert all(text in published(article) for text in (*PROSE[1:], *other))
    assert not re.search("Doerr|01632|@", published(article))


def test_names_below_the_contacts_stay_there_above_a_paragraph_about_the_issuer() -> None:
    about = (
        "The company makes kites in Duluth, and has done so for more than twenty years.",
        "It has 45 employees in two states, who test each kite on their way to work.",
    )
    below = "\n\n".join(("Member of the Board", "Patrick Roe", "Release as PDF", *about))
    article = parse(f"PRESS RELEASE\n\n{TITLE}\n\n{STORY}\n{CONTACT}\n{below}\n").article
    assert "Roe" not in published(article)
    assert about[0] in published(article)


@pytest.mark.parametrize(
    ("header", "dateline", "footer", "provider"),
    [
        ("May 4, 2026 07:00 AM Eastern Daylight Time\n", "DULUTH, Minn.--(BUSINESS WIRE)--", "", None),
        (
            "04.05.2026 – 10:12\n\nAcme Kites AG\n",
            "Duluth (ots) - ",
            "Original-Content von: Acme Kites AG, DPA\n",
            "Acme",
        ),
        (
            "OTS0087, 4. Mai 2026, 10:30\nPresseinformation\n",
            "Duluth (OTS) - ",
            "OTS-ORIGINALTEXT AUSSENDUNG",
            None,
        ),
        ("NEWS PROVIDED BY\n", "DULUTH, Minn., May 4, 2026 /PRNewswire/ -- ", "SOURCE Acme Kites, Inc.\n", "Acme"),
    ],
)
def test_what_a_distributor_adds_is_no_part_of_the_story(
    header: str, dateline: str, footer: str, provider: str | None
) -> None:
    story = STORY.partition(" – ")[2]
    copy = f"{header}\n{TITLE}\n\n{dateline}{story}\nContacts\n\nInvestors:\nMark Oyel\nir@acme.example\n\n{footer}\n"
    article = parse(copy).article
    assert (article.headline, article.authors) == (TITLE, ())
    assert article.published is not None
    assert article.published.text[:10] == "2026-05-04"
    assert (article.provider is not None and article.provider.name.startswith(provider)) if provider else True
    text = published(article)
    assert not [word for word in ("Oyel", "PROVIDED", "OTS0087", "ORIGINALTEXT", "Original-Content") if word in text]
    assert "has opened a wind tunnel" in text


def test_the_line_of_a_japanese_issuer_is_no_headline() -> None:
    lead = "株式会社みなと（本社：横浜市）は、売れ残ったパンを原料としたビールを2026年10月1日より発売いたします。"
    facts = "■商品概要\n商品名：パンエール\n内容量：350ml\n価格：480円（税込）"
    article = parse(
        f"株式会社みなと\n\n廃棄パンから生まれたビールを発売\n\n2026年9月18日 10時00分\n\n{lead}\n\n{facts}\n"
    ).article
    assert article.headline == "廃棄パンから生まれたビールを発売"
    assert article.provider == Party(name="株式会社みなと")
    assert all(fact in published(article) for fact in facts.strip("■").split("\n"))


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("PRESS RELEASE", "Date of issue: 3 March 2026"),
        ("PRESS RELEASE", "Ref: AK/118"),
        ("PRESSEMITTEILUNG", "Datum: 3. März 2026"),
        ("NOTA DE PRENSA", "Fecha: 3 de marzo de 2026"),
    ],
)
def test_a_field_of_the_head_is_no_title(label: str, field: str) -> None:
    article = parse(f"{label}\n{field}\n\n{TITLE}\n\n{STORY}").article
    assert article.headline == TITLE
    assert keeps_story(article)
    assert field not in published(article)


def test_a_label_behind_the_issuer_is_a_letterhead() -> None:
    article = parse(f"Ministry of Kites – Press release\n\n{TITLE}\n\n{STORY}").article
    assert article.headline == TITLE
    assert article.provider == Party(name="Ministry of Kites")
    article = parse(f"Acme and others – a story of kites\n\n{TITLE}\n\n{STORY}").article
    assert "a story of kites" in published(article)


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("Acme Kites GmbH | Mühlenweg 9 | 38527 Ahlenbrück", "PRESSEMITTEILUNG"),
        ("Stadtwerke Osted · Postfach 12 · 38527 Osted", "Presseinformation 14/2026"),
        ("Mairie de Brélès - 2 place de l'Église - 29810 Brélès", "COMMUNIQUÉ DE PRESSE"),
        ("Acme Kites Ltd, 3 Quay Row, Tolland TL1 2AB", "PRESS RELEASE"),
        ("Muzeum Latawców | ul. Długa 4 | 00-950 Warszawa", "INFORMACJA PRASOWA"),
    ],
)
def test_the_address_above_contacts_and_label_is_no_title(address: str, label: str) -> None:
    contacts = "Kontakt:\nFrauke Deppe\nLeiterin\nTelefon 05307 555-12\nTelefax 05307 555-19\nf.deppe@acme.example"
    for above in (address, f"{address}\n\n{contacts}"):
        article = parse(f"{above}\n\n{label}\n\n{TITLE}\n\n{STORY}").article
        assert article.headline == TITLE
        assert keeps_story(article)
        assert address not in published(article)


@pytest.mark.parametrize(
    "title",
    [
        "Kites, kids and wind: 38527 visitors at the festival",
        "Drachen, Wind, Kinder: 38527 Besucher",
        "Acme, Duluth, kites: a town flies",
        "4000 kites - 30 towns - one wind",
    ],
)
def test_a_title_with_signs_and_figures_is_no_address(title: str) -> None:
    assert title in published(parse(f"{title}\n\nPRESS RELEASE\n\n{STORY}").article)


@pytest.mark.parametrize(
    "note",
    [
        "Es gilt das gesprochene Wort!",
        "*** Check against delivery ***",
        "Seul le prononcé fait foi.",
        "(Fa fede il testo pronunciato)",
        "Het gesproken woord geldt",
        "Det talade ordet gäller",
    ],
)
def test_that_a_speech_counts_as_delivered_is_for_editors(note: str) -> None:
    article = parse(f"{note}\n\n{TITLE}\n\n{STORY}").article
    assert article.headline == TITLE
    assert (article.status, article.embargo) == ("usable", None)
    assert note not in published(article)
    assert note.strip("!*() .") in " ".join(article.editor_notes)


@pytest.mark.parametrize(
    "sentence",
    [
        "Es gilt das gesprochene Wort, sagt der Bauer, und geschrieben wird auf diesem Hof seit 1950 nichts mehr.",
        "Check against delivery times before you order a kite, the shop says on a sign that is larger than its door.",
        "Det talade ordet gäller mer än det skrivna i den här byn, säger alla som bor här och kan läsa dåligt.",
        "Seul le prononcé fait foi dans ce village où personne ne sait plus écrire depuis la fin de la guerre.",
    ],
)
def test_a_sentence_about_what_counts_stays(sentence: str) -> None:
    assert sentence in published(parse(f"{TITLE}\n\n{sentence}\n\n{STORY}").article)


def test_key_points_below_the_title_stay() -> None:
    points = "• The tunnel blows for 400 schools\n• It has cost 1.2 million dollars\n"
    article = parse(f"FOR IMMEDIATE RELEASE\n\n{TITLE}\n\n{points}\n{STORY}").article
    assert article.headline == TITLE
    assert keeps_story(article, [*PROSE, points])


@pytest.mark.parametrize(
    "line",
    [
        "Publiceras tidigast: omedelbart",
        "Zur Veröffentlichung: sofort",
        "Publication: immediate",
        "Publicación: inmediata",
        "Publikacja: natychmiast",
        "Offentliggørelse: straks",
        "ZVEŘEJNĚNÍ OKAMŽITĚ",
        "FOR IMMEDIATE USE",
        "ZUR SOFORTIGEN VERWENDUNG",
    ],
)
def test_a_line_that_frees_copy_at_once_is_a_label(line: str) -> None:
    for above in ("PRESS RELEASE\n", ""):
        article = parse(f"{above}{line}\n\n{TITLE}\n\n{STORY}").article
        assert article.headline == TITLE
        assert article.embargo is None
        assert article.status == "usable"


@pytest.mark.parametrize(
    "title",
    [
        "Publication: immediate relief for readers",
        "Publish at once, said the poet",
        "Sofort: Verlag zieht Buch zurück",
        "Immediate release of hostages demanded",
        "Publicar de inmediato o callar",
    ],
)
def test_a_title_about_haste_stays_the_title(title: str) -> None:
    assert parse(f"{title}\n\n{STORY}").article.headline == title


AD_HOC = """\
EQS-Ad-hoc: Nordlicht Windkraft AG / Schlagwort(e): Prognoseänderung
Nordlicht Windkraft AG senkt Prognose für das Geschäftsjahr 2026

12.03.2026 / 18:31 CET/CEST
Veröffentlichung einer Insiderinformation nach Artikel 17 der Verordnung (EU) Nr. 596/2014.
Für den Inhalt der Mitteilung ist der Emittent / Herausgeber verantwortlich.

---
Bremen, 12. März 2026 – Die Nordlicht Windkraft AG senkt ihre Prognose auf 310 Millionen Euro.

Der Umsatz: 310 Millionen Euro statt bisher 380 Millionen Euro, sagt der Vorstand.

Ende der Insiderinformation

Kontakt:
Sven Arendt, Investor Relations, +49 30 23125 180
---
Sprache: Deutsch
Unternehmen: Nordlicht Windkraft AG
WKN: A0XYZ1
"""


def test_a_mandatory_disclosure_is_read_without_its_header_and_data() -> None:
    article = parse(AD_HOC).article
    assert article.headline == "Nordlicht Windkraft AG senkt Prognose für das Geschäftsjahr 2026"
    assert article.provider == Party(name="Nordlicht Windkraft AG")
    texts = list(block_texts(article.body))
    assert len(texts) == 2
    assert texts[1].startswith("Der Umsatz: 310")
    assert article.published is not None


@pytest.mark.parametrize(
    "title",
    [
        "EQS: drei Buchstaben bewegen die Börse",
        "Ad-hoc: Theater ohne Text",
        "News: what is it?",
        "DGAP – ein Name",
    ],
)
def test_a_title_that_resembles_the_header_of_a_disclosure_stays(title: str) -> None:
    assert parse(f"{title}\n\n{STORY}").article.headline == title


@pytest.mark.parametrize(
    ("title", "below"),
    [
        ("Kite museum opens on Sunday", "Tickets: 01632 960 418"),
        ("Drachenmuseum öffnet am Sonntag", "Karten unter Telefon 04231 556 677"),
        ("Le musée du cerf-volant ouvre dimanche", "Réservations : 05 55 01 33 44"),
        ("El museo de cometas abre el domingo", "Teléfono 955 013 344"),
        ("Drakmuseet öppnar på söndag", "Biljetter: 0555-133 44"),
    ],
)
def test_a_title_with_a_number_above_the_label_is_no_contact(title: str, below: str) -> None:
    article = parse(f"{title}\n{below}\n\nPRESS RELEASE\n\n{STORY}").article
    assert title in published(article)
    assert keeps_story(article)


@pytest.mark.parametrize("who", ["Jane Doerr", "Jane van der Doerr, Gantry PR", "Press officer: Jane Doerr"])
def test_a_name_with_a_number_above_the_label_is_a_contact(who: str) -> None:
    article = parse(f"{who}\n(555) 555-0142\n\nPRESS RELEASE\n\n{TITLE}\n\n{STORY}").article
    assert article.headline == TITLE
    assert "Doerr" not in published(article)


@pytest.mark.parametrize("label", ["Press release", "Pressemitteilung", "Communiqué de presse", "Persbericht"])
def test_a_label_below_two_sentences_is_of_the_story(label: str) -> None:
    first = "The road to the mill was closed for two days, and nobody came by."
    text = f"{TITLE}\n\n{first}\n\n{first.replace('road', 'path')}\n\n{label}\n\nwas written on the note at the door.\n"
    assert label in published(parse(text).article)


@pytest.mark.parametrize(
    ("brackets", "is_contact"),
    [
        ("(Jane Roe, 01632 960 821)", True),
        ("(jr@osted.example)", True),
        ("(Tickets: 01632 960 821)", False),
        ("(Jane Roe)", False),
        ("(founded in 1921)", False),
    ],
)
def test_whom_to_ask_behind_a_sentence_of_a_release_is_not_published(brackets: str, *, is_contact: bool) -> None:
    text = "The weighing house opens as a library in April, the council of Osted decided on Tuesday after four years."
    parsed = parse(f"PRESS RELEASE\n\nWeighing house becomes a library\n\n{text}\n\n{text[:-12]}. {brackets}\n")
    shown = " ".join(block_texts(parsed.article.body))
    assert (brackets not in shown) == is_contact
    assert f"{text[:-12]}." in shown
    assert any(finding.code == "TXT020" for finding in parsed.findings) == is_contact
    story = parse(f"Weighing house becomes a library\n\n{text}\n\n{text[:-12]}. {brackets}\n\n{text[:-6]}.\n")
    assert brackets in " ".join(block_texts(story.article.body))
