"""What stands beside a story and says so itself: its keywords, links to others, notes, and whom it is from.

A line counts by its label ("Tags: …", "Read more: …", "Correction: …", "(Reporting by …)") and by its place near the
story. What its label promises and does not keep is left to the rules for all other lines: a wrong keyword is worse than
none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.errors import ModelError
from convert.findings import Severity
from convert.model import RELATORS, Contributor, InfoSource, Related
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.copy_features import is_embargo
from convert.readers.text.labels.crf import LABELS
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import (
    LabelKind,
    Lexicon,
    exact_line_key,
    find_label,
    fold_word,
    line_key,
)
from convert.readers.text.lexicon.bylines import read_people
from convert.readers.text.scripts import is_unspaced
from convert.readers.text.sentences import KEYWORD_SENTENCE_ENDS

ABOVE, BELOW = 6, 12
"""How many units above the headline and below the body's end may say something of the story."""

MOST_KEYWORDS = 25
MOST_LISTED = 12
"""How many keywords stand on lines of their own; more of them are a menu."""

MOST_LINKS = 10
MAX_KEYWORD = 40
MAX_TITLE = 250
MAX_CREDIT = 300
"""The greatest lengths in characters."""

_BODY = LABELS.index("body")
_SURE = 0.95
"""How probable it must be that a line is of the body to outweigh its label."""

_SEPARATORS = ("#", ",;،؛，；、", "|·•/")
"""What parts keywords, those marks first that stand in fewer of them."""

_TRIM = ' \t\u3000.,:;|·•/#"“”„«»*_[]–—-'
_LINK = re.compile(r"https?://[^\s<>\"“”«»\[\]]+[^\s<>\"“”«»\[\].,;:!?)'’]")
_MARKED = re.compile(r"\[(?P<title>[^\[\]]+)\]\((?P<uri>https?://[^\s()]+)\)")
_AROUND_LINK = " \t-–—:|>→»(<"
_HASHED = re.compile(r"(?:#[^\W\d_][^#]{0,38}){2,}")
_PARTS = re.compile(r"\s*[/,;+&|·]\s*|\s[–—-]\s")
_INITIALS = re.compile(r"[^\W\d_]{2,4}")
_SIGNED = re.compile(r"[.!?…][”“\"»’')]?\s?\((?P<names>[^()]{2,40})\)\.?$")


class Labelled(NamedTuple):
    """What a line's label says it is, and what stands after the label."""

    label: LabelKind
    rest: str


def read_label(line: LineFeatures, lexicon: Lexicon) -> Labelled | None:
    """The label that a line opens with, and its rest; None where it opens with none."""
    text = line.unit.text
    found = find_label(line.key or line_key(text[:90]), lexicon)
    if found is None:
        return None
    label, phrase = found
    if label == "notes" and phrase:
        return Labelled(label, text)
    if label == "desk" and phrase:
        return Labelled(label, text) if text[0] in "([" and text[-1] in ")]" else None
    if phrase:
        return Labelled(label, text[fold_word(text).find(phrase) + len(phrase) :].strip(_AROUND_LINK))
    mark = _LABEL_MARK.search(text)
    return Labelled(label, text[mark.end() :].strip(" \t\u3000*_") if mark else "")


_LABEL_MARK = re.compile(r"[:：]|\s[–—-]\s|—")


def read_desk_notes(story: Story, lines: Sequence[LineFeatures], lexicon: Lexicon) -> None:
    """Mark the notes to other editors, which are neither title nor text, and take them. What says that the copy is
    under embargo is one, and is spoken of.
    """
    for at, line in enumerate(lines):
        text = line.unit.text
        if is_embargo(line, lexicon):
            story.editor_notes.append(text)
            story.assign(at, "desk-note", "embargo wording", 0.9)
            story.infer("editor_notes", 0.9, [at], "embargo wording")
            story.find(
                "TXT006",
                Severity.WARNING,
                at,
                f"“{text[:60]}” speaks of an embargo; none was set",
                "Give the embargo as metadata, before anything is published.",
            )
            continue
        if line.words > 60 or line.furniture or not (text[0] in "([" or _LABEL_MARK.search(text, 0, 60)):
            continue
        found = read_label(line, lexicon)
        if found and found.label == "desk" and found.rest:
            story.editor_notes.append(line.unit.text)
            story.assign(at, "desk-note", "note to other editors", 0.9)
            story.infer("editor_notes", 0.9, [at], "note to other editors")


def read_beside(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int | None) -> None:
    """Mark what stands beside the story, and take the fields from it."""
    lines = analysis.features.lines
    low = min(analysis.lead, analysis.lead if headline is None else headline)
    zone = range(max(0, low - ABOVE), min(len(lines), analysis.last + 1 + BELOW))
    labelled = {at: found for at in zone if story.roles[at] is None and (found := read_label(lines[at], lexicon))}
    for at, (label, rest) in labelled.items():
        if story.roles[at] is not None:
            continue
        match label:
            case "related":
                _related(story, analysis, at, rest, lexicon)
            case "notes":
                _note(story, analysis, at, rest, low)
            case "keywords" if at >= low and analysis.marginals[at][_BODY] < _SURE:
                _keywords(story, analysis, at, rest, lexicon)
            case "sources" | "reporting" | "editing" if at >= analysis.last - 1:
                _helpers(story, analysis, at, lexicon, label, rest)
    for at in zone:
        if at >= low and story.roles[at] is None and _HASHED.fullmatch(lines[at].unit.text):
            _file(story, [at], keywords_in(lines[at].unit.text), "hashtags")
    _sign_off(story, analysis, lexicon)


# --------------------------------------------------------------------------------------------------------------------
# Keywords


def keywords_in(text: str) -> tuple[str, ...]:
    """The keywords that `text` lists, none where it says anything else."""
    text = text.strip()
    roles = next((roles for roles in _SEPARATORS if any(map(text.__contains__, roles))), "")
    parts = re.split(f"[{re.escape(roles)}]", text) if roles else [text]
    if not roles and " " in text and is_unspaced(text[0]) and is_unspaced(text[-1]):
        parts = text.split()
    keywords = tuple(dict.fromkeys(keyword for part in parts if (keyword := " ".join(part.split()).strip(_TRIM))))
    most = 4 if roles or text != text.lower() or text == text.upper() else 2
    if not 1 <= len(keywords) <= MOST_KEYWORDS or not all(_is_keyword(keyword, most) for keyword in keywords):
        return ()
    if text[-1:] in KEYWORD_SENTENCE_ENDS and any(" " in keyword for keyword in keywords):
        return ()
    return keywords


def _is_keyword(text: str, most: int) -> bool:
    """Whether `text` could be one keyword, of `most` words at most."""
    return (
        len(text) <= MAX_KEYWORD
        and len(text.split()) <= most
        and sum(map(str.isalpha, text)) >= (1 if is_unspaced(text[0]) else 2)
        and "://" not in text
        and "@" not in text
        and text[-1] not in KEYWORD_SENTENCE_ENDS
    )


def _keywords(story: Story, analysis: Analysis, at: int, rest: str, lexicon: Lexicon) -> None:
    """The keywords after a label, or on the lines below it."""
    if rest:
        _file(story, [at], keywords_in(rest), "label of keywords")
        return
    lines = analysis.features.lines
    if at < analysis.last or analysis.features.key_counts[lines[at].key] > 2:
        return
    listed: list[int] = []
    for below in range(at + 1, min(len(lines), at + 2 + MOST_LISTED)):
        if not _is_listed(story, analysis, below, lexicon) or not keywords_in(lines[below].unit.text):
            break
        if listed and lines[below].unit.text.isupper() and not lines[listed[0]].unit.text.isupper():
            break
        listed.append(below)
    known = sum(lines[below].furniture is not None for below in listed)
    if not 0 < len(listed) <= MOST_LISTED or known * 2 > len(listed):
        return
    while lines[listed[-1]].furniture:
        listed.pop()
    keywords = tuple(keyword for below in listed for keyword in keywords_in(lines[below].unit.text))
    _file(story, [at, *listed], keywords, "keywords below their label")


def _is_listed(story: Story, analysis: Analysis, at: int, lexicon: Lexicon) -> bool:
    """Whether the unit `at` may be one of the lines below a label that list keywords."""
    seen = analysis.features
    line = seen.lines[at]
    if find_label(line.key, lexicon):
        return False
    if (
        story.roles[at] is not None
        or line.ends_sentence
        or not line.has_alphanumeric
        or line.words > 12
        or analysis.marginals[at][_BODY] > 0.5
    ):
        return False
    if line.furniture and (line.furniture[0] != "navigation" or line.furniture[1] < 0.9):
        return False
    return at not in seen.dates and at not in seen.bylines and at not in seen.captions


def _file(story: Story, lines: list[int], keywords: tuple[str, ...], rule: str) -> None:
    if not keywords:
        return
    known = {exact_line_key(keyword) for keyword in story.keywords}
    for keyword in keywords:
        if exact_line_key(keyword) not in known and len(story.keywords) < MOST_KEYWORDS:
            story.keywords.append(keyword)
            known.add(exact_line_key(keyword))
    for at in lines:
        story.assign(at, "tags", rule, 0.9)
    story.infer("keywords", 0.9, lines, rule)


# --------------------------------------------------------------------------------------------------------------------
# Links to other stories


def _related(story: Story, analysis: Analysis, at: int, rest: str, lexicon: Lexicon) -> None:
    """The links after a label, and on the lines below it."""
    lines = analysis.features.lines
    links: list[Related] = []
    taken = [at]
    if rest:
        opened = _links(lines, at, rest)
        if opened is None:
            if lines[at].furniture and analysis.marginals[at][_BODY] < _SURE:
                story.assign(at, "related", "read-more wording, and no address to link to", 0.9)
            return
        links, taken = opened
    while len(links) < MOST_LINKS and (below := taken[-1] + 1) < len(lines) and story.roles[below] is None:
        labelled = read_label(lines[below], lexicon)
        if labelled and labelled.label != "related":
            break
        found = _links(lines, below, labelled.rest if labelled else lines[below].unit.text)
        if not found or (lines[below].furniture and not labelled):
            break
        links += found[0]
        taken += found[1]
    for at in taken if links else ():
        story.assign(at, "related", "link to another story", 0.95)
    for link in links:
        story.related.setdefault(link.uri, link)
    if links:
        story.infer("related", 0.95, taken, "link to another story")


def _links(lines: Sequence[LineFeatures], at: int, text: str) -> tuple[list[Related], list[int]] | None:
    """The links that `text`, of the unit `at`, shows or the unit below it completes, and their units."""
    if len(text) > MAX_TITLE + 200:
        return None
    if marked := list(_MARKED.finditer(text)):
        plain = _MARKED.sub("", text).strip(_AROUND_LINK + ",;)")
        return None if plain else ([link for row in marked if (link := _link(row["title"], row["uri"]))], [at])
    if address := _LINK.search(text):
        after = text[address.end() :].strip(" )>.")
        link = _link(text[: address.start()], address.group())
        return None if after or not link else ([link], [at])
    below = lines[at + 1].unit.text.strip("<>() ") if at + 1 < len(lines) else ""
    if _LINK.fullmatch(below) and lines[at].words <= 30 and (link := _link(text, below)):
        return [link], [at, at + 1]
    return None


def _link(title: str, uri: str) -> Related | None:
    title = " ".join(title.split()).strip(_AROUND_LINK + "*_")
    try:
        return Related(title=title if any(map(str.isalnum, title)) else uri, uri=uri)
    except ModelError:
        return None


# --------------------------------------------------------------------------------------------------------------------
# Notes


def _note(story: Story, analysis: Analysis, at: int, rest: str, low: int) -> None:
    """A correction or another note to readers, which is published with the story."""
    lines = analysis.features.lines
    if at < low - 3:
        return
    if rest:
        if len(rest.split()) >= 3 or (len(rest) >= 6 and is_unspaced(rest[0])):
            story.assign(at, "note", "note to readers", 0.9)
        return
    below = at + 1
    if below < len(lines) and story.roles[below] is None and low <= at <= analysis.last + 4:
        line = lines[below]
        if line.words >= 5 and line.ends_sentence and not line.furniture:
            story.assign(at, "heading", "label of a note to readers", 0.8)
            story.assign(below, "note", "note to readers", 0.8)


# --------------------------------------------------------------------------------------------------------------------
# Whom it is from


def _helpers(story: Story, analysis: Analysis, at: int, lexicon: Lexicon, label: LabelKind, rest: str) -> None:
    """Agencies and people that a line after the text names."""
    text = analysis.features.lines[at].unit.text
    if not rest or len(text) > MAX_CREDIT:
        return
    agencies: list[str] = []
    people: list[Contributor] = []
    for number, clause in enumerate(re.split(r"\s*;\s*", rest.strip(" ().（）"))):
        if number:
            again = find_label(line_key(clause), lexicon)
            if again is None or not again[1]:
                return
            label, clause = again[0], clause[len(again[1]) :]
        named = _named(clause.strip(" :：."), label, lexicon)
        if not named:
            return
        agencies += [who.name for who in named if who.kind == "organisation"]
        people += [who for who in named if who.kind == "person"]
    if label == "sources" and people:
        return
    _credit(story, at, text, agencies, people, "source or helpers, after the text")


def _named(text: str, label: LabelKind, lexicon: Lexicon) -> tuple[Contributor, ...]:
    """Who is named in `text`, which says no more than that."""
    parts = [part for part in _PARTS.split(text) if part]
    if parts and all(fold_word(part.strip(" ().")) in lexicon.agencies for part in parts):
        return tuple(Contributor(name=part.strip(" ()."), kind="organisation") for part in parts)
    if label == "sources":
        return ()
    role = RELATORS + ("edt" if label == "editing" else "rpt")
    return tuple(Contributor(name=who.name, kind=who.kind, roles=(role,)) for who in read_people(text, lexicon))


def _sign_off(story: Story, analysis: Analysis, lexicon: Lexicon) -> None:
    """The agencies that a line after the text, or brackets at its end, sign it with ("dpa/afp", "(Reuters)")."""
    lines = analysis.features.lines
    for at in range(analysis.last, min(len(lines), analysis.last + 3)):
        text = lines[at].unit.text
        if story.roles[at] is None and len(text) <= 40 and not lines[at].furniture and at > analysis.lead:
            agencies = list(agencies_in(text.strip(" –—-").strip("().[] "), lexicon))
            if agencies and len(text) >= 3:
                _credit(story, at, text, agencies, [], "agencies that sign the text")
                return
    if signed := _SIGNED.search(lines[analysis.last].unit.text[-60:]):
        for name in agencies_in(signed["names"], lexicon):
            _source(story, name)
            story.infer("sources", 0.9, [analysis.last], "agencies that sign the text")


def take_agency(story: Story, dateline: str, at: int, lexicon: Lexicon) -> None:
    """Take the agency that the dateline of the unit `at` names in brackets as a source."""
    if named := _BRACKETED.search(dateline):
        for name in agencies_in(named[1], lexicon):
            _source(story, name)
            story.infer("sources", 0.9, [at], "agency in the dateline")


_BRACKETED = re.compile(r"[(（]([^()（）]{2,40})[)）]")


def agencies_in(text: str, lexicon: Lexicon) -> Iterator[str]:
    """The agencies of a line that names them and, at most, the initials of who wrote it; none where it says more."""
    parts = [part for part in _PARTS.split(text) if part]
    known = [part for part in parts if fold_word(part) in lexicon.agencies]
    if known and all(part in known or _INITIALS.fullmatch(part) for part in parts):
        yield from known


def _credit(story: Story, at: int, text: str, agencies: list[str], people: list[Contributor], rule: str) -> None:
    for name in agencies:
        _source(story, name)
    known = {fold_word(who.name) for who in (*story.authors, *story.contributors)}
    story.contributors += [who for who in people if fold_word(who.name) not in known]
    story.credit_line = f"{story.credit_line}; {text}" if story.credit_line else text
    story.assign(at, "source", rule, 0.9)
    for name, value in (("credit_line", text), ("sources", agencies), ("contributors", people)):
        if value:
            story.infer(name, 0.9, [at], rule)


def _source(story: Story, name: str) -> None:
    """Add a source, once however it is written."""
    if all(fold_word(source.name) != fold_word(name) for source in story.sources):
        story.sources.append(InfoSource(name=name))
