"""Reads the list of a story's headings that is above its text, or inside it, and these headings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.lexicon.keys import phrase_set

LISTED, IN_LIST = "in the list of headings above", "list of the story's headings"
"""The rules of headings, and of the list that names them."""

CONFIDENCE, HEADING_WORDS, FEWEST, FEWEST_LABELED, MOST = 0.85, range(1, 16), 3, 2, 40
"""The confidence of both, how many words a heading has, and how many lines a list has at least, below its label, and at
most.
"""

CONTENTS_LABELS = phrase_set(
    "inhalt|inhaltsverzeichnis|auf dieser seite|übersicht|in diesem artikel|in diesem beitrag|das erwartet sie"
    "|contents|table of contents|on this page|in this article|sommaire|au sommaire|dans cet article|índice|contenido"
    "|en este artículo|indice|in questo articolo|inhoud|inhoudsopgave|in dit artikel|indhold|innhold|innehåll"
    "|spis treści|w artykule|w tym artykule|obsah|obsah článku|v článku|v tomto článku|sumário|neste artigo"
    "|en esta nota|innehållsförteckning|i artikeln|i denne artikel|i denne artikkelen|sisältö|sisällysluettelo"
    "|içindekiler|содержание|оглавление|в этой статье|в статье|зміст|у цій статті|у статті|съдържание|садржај|sadržaj"
    "|περιεχόμενα|tartalom|tartalomjegyzék|cuprins|din articol|în acest articol|daftar isi|isi artikel|mục lục"
    "|nội dung|sisukord|saturs|turinys|المحتويات|محتويات المقال|في هذا المقال|فهرست مطالب|विषय सूची|इस लेख में"
    "|תוכן עניינים|目录|目錄|目次|목차"
)
"""Labels of such a list."""


def read_contents(story: Story, analysis: Analysis, headline: int) -> None:
    """Assign the roles of lists of headings between the headline and the end of the text, and of the headings: lines
    in a row, each of which is below again, in the same order, and there above text. The list may open with the title.
    """
    features, lines = analysis.features, analysis.features.lines
    places: dict[str, list[int]] = {}
    for at in range(headline + 1, min(len(lines) - 1, analysis.last + 1)):
        if features.key_counts[lines[at].key] > 1 and lines[at].key:
            places.setdefault(lines[at].key, []).append(at)
    at = headline + 1
    while places and at < analysis.last:
        label = lines[at - 1].key
        first = at + (label in CONTENTS_LABELS and lines[at].key == lines[headline].key)
        listed = _headings_of(analysis, first, places)
        if first + len(listed) - at < (FEWEST_LABELED if label in CONTENTS_LABELS else FEWEST) or not listed:
            at += 1
            continue
        end = first + len(listed)
        for unit in range(at - (label in CONTENTS_LABELS), end):
            story.assign(unit, "navigation", IN_LIST, CONFIDENCE)
        for unit in listed:
            story.assign(unit, "heading", LISTED, CONFIDENCE)
        at = end


def _headings_of(analysis: Analysis, first: int, places: Mapping[str, Sequence[int]]) -> list[int]:
    """The headings that the lines from the unit `first` on name, each above text. `places` are those of lines that the
    copy has more than once.
    """
    lines, found = analysis.features.lines, list[int]()
    below = first
    for at in range(first, min(analysis.last, first + MOST)):
        line = lines[at]
        others = places.get(line.key, ())
        number = bisect_right(others, max(below, at))
        if line.words not in HEADING_WORDS or line.furniture or number == len(others):
            break
        if not _is_above_text(analysis, others[number]):
            break
        below = others[number]
        found.append(below)
    return found if found and found[0] >= first + len(found) else []


def _is_above_text(analysis: Analysis, at: int) -> bool:
    """Whether a line is right above text, or a caption and text."""
    lines = analysis.features.lines
    return any(line.is_prose for line in lines[at + 1 : at + 3])
