"""Headers of markup and forms give metadata, their marks are not published, and stories that resemble them stay."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.envelopes.markup.tex import plain_tex

FIRST = "Crews on the island ferries voted on Thursday to end a strike that has kept four boats in harbor."
SECOND = "The deal gives deckhands a raise of 6 percent and one full weekend off in three, the union said."
EMPHATIC = SECOND.replace("percent", r"\emph{percent}")
TITLE = "Ferry crews vote to end the winter strike"


def parse(text: str, name: str = "story.txt") -> Parsed:
    return read(Source(name=name, data=text.encode(), moment=Moment("2020-01-01T00:00:00Z")))


def shown(parsed: Parsed) -> list[str]:
    return [parsed.article.headline, *block_texts(parsed.article.body)]


ORG = f"""\
#+TITLE: {TITLE}
#+AUTHOR: Imogen Tarrant
#+DATE: <2026-03-12 Thu>
#+FILETAGS: :ferries:labor:
#+OPTIONS: toc:nil

{FIRST}

* What changes
:PROPERTIES:
:CUSTOM_ID: changes
:END:
{SECOND}
"""

ASCIIDOC = f"""\
= {TITLE}
Imogen Tarrant <imogen@ferry.example>
v1.0, 2026-03-12
:toc:
:keywords: ferries, labor

{FIRST}

== What changes

{SECOND}
"""

RESTRUCTURED = f"""\
{TITLE}
{"=" * len(TITLE)}

:author: Imogen Tarrant
:date: 2026-03-12
:tags: ferries, labor

{FIRST}

What changes
------------

{SECOND}
"""

LATEX = rf"""
\documentclass[12pt]{{article}}
\title{{{TITLE}}}
\author{{Imogen Tarrant}}
\date{{2026-03-12}}
\keywords{{ferries, labor}}
\begin{{document}}
\maketitle

{FIRST}

\section{{What changes}}
{EMPHATIC}

% count again
\end{{document}}
"""

TAGGED = f"""\
@kop:{TITLE}
@auteur:Imogen Tarrant
@plat:{FIRST}
@tussenkop:What changes
@plat:{SECOND}
"""

WIKI = f"""\
= {TITLE} =
{{{{draft|12 March}}}}
{FIRST.replace("island ferries", "[[Ferry|island ferries]]").replace("four boats", "'''four boats'''")}

== What changes ==
{SECOND}

[[Category:Ferries]]
"""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (ORG, "story.txt"),
        (ORG, "story.org"),
        (ASCIIDOC, "story.txt"),
        (ASCIIDOC, "story.adoc"),
        (RESTRUCTURED, "story.txt"),
        (LATEX, "story.tex"),
        (LATEX, "story.txt"),
        (TAGGED, "story.txt"),
        (WIKI, "story.txt"),
    ],
)
def test_a_header_gives_metadata_and_no_mark_is_published(text: str, name: str) -> None:
    parsed = parse(text, name)
    assert shown(parsed) == [TITLE, FIRST, "What changes", SECOND]
    if "Imogen" in text:
        assert [author.name for author in parsed.article.authors] == ["Imogen Tarrant"]
    if "2026" in text:
        assert parsed.article.published == Moment("2026-03-12")
    if "labor" in text:
        assert parsed.article.keywords == ("ferries", "labor")


def test_a_header_alone_stays_the_story() -> None:
    assert parse("#+TITLE: Ferry\n#+AUTHOR: Tarrant\n").article.headline == "Ferry"


@pytest.mark.parametrize(
    "line",
    [
        "#+TITLE: is how files of this kind begin, and nobody knows why any more.",
        "#+1 says a sticker on the car park, and nobody knows who put it there.",
        "= is the sign that the clerk put under every sum, even the wrong ones.",
        "== What next? ==",
        ":author: is what the card says, in the hand of a child who had learned it that day.",
        r"\\title{Harbor} stands on the first page, as the printer left it for his heirs.",
        "@anna: I was there when the boats came in, and nobody waved.",
        "[[Ferry]] is what the sign says, in brackets that nobody can explain.",
        "'''Quiet''', it says above the door of the library in the old harbor.",
        "% of what? asked the mayor, and nobody in the hall had an answer.",
        ".. and then the lights went out over the whole of the eastern harbor.",
    ],
)
def test_a_line_inside_a_story_that_resembles_markup_stays(line: str) -> None:
    kept = shown(parse(f"{TITLE}\n\n{FIRST}\n\n{line}\n\n{SECOND}\n"))
    assert kept[0] == TITLE
    assert kept[-1] == SECOND
    assert " ".join(line.strip("= ").split()).replace("'''", "") in " ".join(kept).replace("'''", "")


@pytest.mark.parametrize(
    "text",
    [
        f"Imogen Tarrant\n\n{FIRST}\n\n{SECOND}\n",
        f"{TITLE} =\n\n{FIRST}\n\n{SECOND}\n",
        f"{TITLE}\n\n@anna: I saw it all.\n@bert: So did I, from the bridge.\n\n{FIRST}\n",
    ],
)
def test_copy_without_a_header_keeps_all_its_words(text: str) -> None:
    words = " ".join(shown(parse(text)))
    for word in text.replace(" =", "").split():
        assert word.strip("@:") in words


FORM = """\
ID: 88213
Status: freigegeben
Dachzeile: Naturschutz
Überschrift: Tausend Gänse und ein Flugplatz
Autor: Marlene Oster
Erscheinungsdatum: 12.03.2026
Seite: 9
Text:
Am Morgen ist die Landebahn weiß. Tausend Nonnengänse stehen darauf und fressen das Gras der Segelflieger.

„Wir starten jetzt mittags, da sind sie satt“, sagt Fluglehrer Ingo Pahl.
"""


def test_fields_of_a_form_may_stand_among_others() -> None:
    parsed = parse(FORM)
    article = parsed.article
    assert article.headline == "Tausend Gänse und ein Flugplatz"
    assert [author.name for author in article.authors] == ["Marlene Oster"]
    assert article.published == Moment("2026-03-12")
    assert len(article.body) == 2
    assert "TXT018" in {finding.code for finding in parsed.findings}


def test_a_weblog_exports_its_days_month_first() -> None:
    form = "TITLE: Le marché\nAUTHOR: Solène Guivarch\nDATE: 03/12/2026 09:15:00 AM\n-----\nBODY:\n"
    parsed = parse(f"{form}Les tuiles du marché couvert ne seront pas remplacées, a dit la mairie jeudi.\n")
    assert parsed.article.published == Moment("2026-03-12")
    assert len(parsed.article.body) == 1
    assert parsed.article.subheadline is None


@pytest.mark.parametrize(
    "text",
    [
        (
            "Title: none. Author: unknown. Date: about 1470\n\nA book that nobody can read has come back home.\n\n"
            "Language: none that anyone can read. The letters look like Greek.\n"
        ),
        "Köln: Die Stadt baut um\n\nStatus: kompliziert. So beschreibt der Rat seit Jahren sein Verhältnis zum Dom.\n",
        "Titel: Verteidigt\n\nAutor: tot. Datum: offen. So beginnt der Roman, den niemand drucken wollte.\n",
        "Seite: neun\nZeile: drei\nWort: vier. So fand der Bote den Satz, der ihn das Leben kosten sollte.\n",
        "Ort: ein Keller. Zeit: nachts. Die Bühne von Olten zeigt ein Stück ohne Personen und ohne Text.\n",
    ],
)
def test_a_story_that_opens_like_a_form_keeps_its_lines(text: str) -> None:
    article = parse(text).article
    shown = " ".join([article.headline, *block_texts(article.body)])
    assert all(word in shown for word in text.split())
    assert article.authors == ()


def test_tags_of_a_bulletin_board_are_not_published() -> None:
    text = f"[b]{TITLE}[/b]\n\n[i]{FIRST}[/i]\n\n{SECOND} [url=http://x.example]More[/url]\n"
    assert shown(parse(text)) == [TITLE, FIRST, f"{SECOND} More"]


@pytest.mark.parametrize(
    "line", ["[b] is bread, the ledger says.", "He wrote [sic] and [/i] at its end.", "A[i] is x."]
)
def test_brackets_in_a_story_stay(line: str) -> None:
    assert line in shown(parse(f"{TITLE}\n\n{FIRST}\n\n{line}\n\n{SECOND}\n"))


PAGE = """\
Home
News
Sport
Sign in

{title}

By Jane Roe

12 December 2024

Share this article

{first}

{line}

{second}

Related articles
How the old mill burned
Sign up for our newsletter
© 2024 The Harbor Post
"""


@pytest.mark.parametrize(
    "line",
    [
        "Links are written [[like this]] there, and bold words '''like that''', said Una Keogh of the library.",
        "Every paper begins with one line, says the teacher:\n\\documentclass{article}",
        "Users wrote '''bold''' words for twenty years, and {{templates}}, which nobody understood, said Keogh.",
        "Im Wiki stehen Verweise [[so]] und fette Wörter '''so''', sagte Una Keogh von der Bibliothek.",
    ],
)
def test_a_page_that_tells_of_markup_is_still_a_page(line: str) -> None:
    texts = shown(parse(PAGE.format(title=TITLE, first=FIRST, line=line, second=SECOND)))
    assert texts[0] == TITLE
    assert FIRST in texts
    assert SECOND in texts
    assert not {"Home", "Sign in", "Share this article", "Sign up for our newsletter"} & set(texts)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"Das Wasser l\"auft, sagte M\"{u}ller in der Stra\ss{}e.", "Das Wasser läuft, sagte Müller in der Straße."),
        (r"Caf\'e \`a c\^ot\'e, gar\c{c}on et \v{C}esk\'y", "Café à côté, garçon et Český"),
        (r"\glqq Ja\grqq{}, sagte er --- und ging", "„Ja“, sagte er — und ging"),
        (r"``Yes,'' she said on pages 3--4", "“Yes,” she said on pages 3–4"),
        (r"1,2~Mio.\,Euro, \emph{\textbf{so} viel}", "1,2 Mio. Euro, so viel"),
        (r"It rang.\footnote{On Sunday.} A \href{https://a.example}{bell} did.", "It rang. (On Sunday.) A bell did."),
        (r"as in Figure~\ref{fig:a}\label{x}, 5\,\% more", "as in Figure, 5 % more"),
        (r'He said "ok" and 12" pipes', 'He said "ok" and 12" pipes'),
    ],
)
def test_letters_and_signs_of_latex_become_what_people_read(written: str, text: str) -> None:
    assert plain_tex(written) == text


def test_shorthands_of_german_are_letters_where_a_package_says_so() -> None:
    assert plain_tex('Gef"ullt, sagt M"uller: "`Gru"s"\'', has_shorthands=True) == "Gefüllt, sagt Müller: „Gruß“"
    head = '\\documentclass{scrartcl}\n\\usepackage[ngerman]{babel}\n\\title{Bad gef"ullt}\n'
    text = '\\begin{document}\n\nEs l"auft.\n\n\\caption{Das Becken.}\n\\end{document}\n'
    assert parse(head + text).article.headline == "Bad gefüllt"
