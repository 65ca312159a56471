"""Reads lines with labels near the story: keywords, links to other stories, notes, sources and contributors.

Examples are "Tags: …", "Read more: …", "Correction: …" and "(Reporting by …)". A line whose text does not fit its label
is left to the rules for all other lines, as a wrong keyword is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.errors import ModelError
from convert.findings import Severity
from convert.model import RELATORS, Contributor, Related
from convert.readers.text.envelopes.status import embargoes
from convert.readers.text.envelopes.status.notes import goes_on_about_the_world
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.copy_features import CopyFeatures
from convert.readers.text.labels.crf import LABELS
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import LabelKind, Lexicon, exact_line_key, find_label, fold_word, line_key
from convert.readers.text.lexicon.people import read_people
from convert.readers.text.scripts import is_unspaced
from convert.readers.text.sentences import KEYWORD_SENTENCE_ENDS

UNITS_ABOVE, UNITS_BELOW = 6, 12
"""How many units above the headline and below the body's end are searched for labels."""

LABELS_ABOVE = 3
"""How many units above the headline are searched for sources and editors."""

MOST_KEYWORDS = 25
MOST_LISTED = 12
"""How many lines below a label hold keywords at most; more are a menu."""

MOST_LINKS = 10
MAX_KEYWORD = 40
MAX_TITLE = 250
MAX_CREDIT = 300
"""The greatest lengths in characters."""

LINK_LABEL = "link label without an address"
"""The rule of a line with a label of links and no address."""

_BODY = LABELS.index("body")
_SURE = 0.95
"""From this probability of body text on, a line's label is ignored."""

_SEPARATORS = ("#", ",;،؛，；、", "|·•/")
"""What separates keywords, signs that keywords themselves rarely hold first."""

_TRIM = ' \t\u3000.,:;|·•/#"“”„«»*_[]–—-'
_LINK = re.compile(r"https?://[^\s<>\"“”«»\[\]]+[^\s<>\"“”«»\[\].,;:!?)'’]")
_MARKED = re.compile(r"\[(?P<title>[^\[\]]+)\]\((?P<uri>https?://[^\s()]+)\)")
_AROUND_LINK = " \t-–—:|>→»(<"
_HASHED = re.compile(r"(?:#[^\W\d_][^#]{0,38}){2,}")
_CLOSED = re.compile(r"(?:[^\W\d_][^;.!?:]{1,38};\s?){2,12}")
"""Keywords with a semicolon behind each ("baleset;Debrecen;sérültek;")."""

_PARTS = re.compile(r"\s*[/,;+&|·]\s*|\s[–—-]\s")
_INITIALS = re.compile(r"[^\W\d_]{2,4}")
_SIGN = re.compile(r"[(]?[a-zäöüß]{2,4}(?:/[a-zäöüß]{2,4}){0,2}[)]?")
_SHORT_NAME = re.compile(r"(?:[^\W\d_a-z]\.\s?){2,3}|[A-ZČŠŽĆĐ]{2,3}")
"""Initials below a text in small letters, and with full stops or in capitals behind a label."""

_SOURCE = re.compile(r"(?:[\w-]{1,40}\.){1,3}[a-z]{2,12}|[A-ZÀ-Þ][\w.&’'-]{1,24}(?: [A-ZÀ-Þ&][\w.&’'-]{0,24}){0,3}")
"""The host or the name of another outlet that a story is from."""

_OUTLET = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ0-9.]*(?:\s[A-ZÀ-Þ0-9.]+){0,2}")
"""The name of an outlet in capitals, beside an agency ("OSTED.1 REGIONAL/dpa")."""

_CLAUSES = re.compile(
    r"\s*;\s*|,\s+(?=(?:with |and )?(?:additional |further )?(?:reporting|editing|edited|writing|reviewed) by\b)",
    re.IGNORECASE,
)
"""Between those who reported and those who edited a story."""

_REVIEWED = "reviewed by"
"""What opens the clause of who checked a story, behind another; alone it opens the byline of a review."""

_NAME_WORD = (
    r"(?:[A-ZÀ-Þ][\w.’'-]*,?|and|&|in|of|the|from|for|at|und|et|y|e|en|de|del|der|van|von|di|da|writers?|reporters?"
    r"|journalists?|correspondents?|editors?|producers?|researchers?|staff|also|has|have|hat|haben|ont|han|hanno)"
)
_CONTRIBUTED = re.compile(
    rf"[-–—( ]*(?P<names>[A-ZÀ-Þ][\w.’'-]*,?(?: {_NAME_WORD}){{1,40}}) (?:contributed(?: reporting)? (?:to|for) this"
    r" (?:report|story|article|dispatch|column)|contributed reporting|(?:a|ont)? ?contribué à cet article"
    r"|(?:contribuyó|contribuyeron|colaboró|colaboraron) (?:a|en|con) est[ea] (?:reportaje|artículo|información|nota)"
    r"|(?:zu diesem (?:Bericht|Artikel|Text) )beigetragen|(?:ha|hanno) contribuito a questo articolo"
    r"|(?:contribuiu|contribuíram|colaborou|colaboraram) (?:para|com) est[ae] (?:reportagem|matéria)"
    r"|(?:droeg|droegen) bij aan dit artikel)[.)]{0,2}"
)
"""People who "contributed to this report", in several languages."""

_WRITERS = re.compile(
    r"^(?:[A-ZÀ-Þ][\w.’'-]*\s){0,4}(?:writers?|reporters?|journalists?|correspondents?|Writers?|Reporters?|Journalists?)\s"
    r"|^(?:[A-Z][\w.]*\s){0,2}[A-Z][\w.]*['’]s\s|\s(?:also|has|have|hat|haben|ont|han|hanno)$"
    r"|\s(?:in|from) [A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){0,2}(?= and |,|$)"
)
"""What is beside the names of those who contributed: their agency and job, and where they are."""

_SIGNED = re.compile(r"[.!?…][”“\"»’')]?\s?\((?P<names>[^()]{2,40})\)\.?$")


class LabeledLine(NamedTuple):
    """The label of a line, and the text after it."""

    label: LabelKind
    rest: str


def read_label(line: LineFeatures, lexicon: Lexicon) -> LabeledLine | None:
    """The label that a line opens with, and the rest of the line; None where there is no label."""
    text = line.unit.text
    found = find_label(line.key or line_key(text[:90]), lexicon)
    if found is None:
        return None
    label, phrase = found
    if label == "notes" and phrase:
        return LabeledLine(label, text)
    if label == "desk" and phrase:
        return LabeledLine(label, text) if text[0] in "([" and text[-1] in ")]" else None
    if phrase:
        return LabeledLine(label, text[fold_word(text).find(phrase) + len(phrase) :].strip(_AROUND_LINK))
    mark = _LABEL_MARK.search(text)
    return LabeledLine(label, text[mark.end() :].strip(" \t\u3000*_") if mark else "")


_LABEL_MARK = re.compile(r"[:：]|\s[–—-]\s|—")


def read_desk_notes(story: Story, features: CopyFeatures, lexicon: Lexicon) -> None:
    """Read the notes to other editors. A line about an embargo is one, and is reported."""
    for at, line in enumerate(features.lines):
        text = line.unit.text
        is_stated = at in features.embargoes and embargoes.is_embargo(text)
        if is_stated and not (at and features.lines[at - 1].is_prose and goes_on_about_the_world(text)):
            story.editor_notes.append(text)
            story.assign(at, "desk-note", "embargo wording", 0.9)
            story.infer("editor_notes", 0.9, [at], "embargo wording")
            story.report(
                "TXT006",
                Severity.WARNING,
                at,
                f"“{text[:60]}” mentions an embargo; none was set",
                "Give the embargo as metadata before anything is published.",
            )
            continue
        if line.words > 60 or line.furniture or not (text[0] in "([" or _has_label_mark(text)):
            continue
        found = read_label(line, lexicon)
        if found and found.label == "desk" and found.rest:
            story.editor_notes.append(line.unit.text)
            story.assign(at, "desk-note", "note to other editors", 0.9)
            story.infer("editor_notes", 0.9, [at], "note to other editors")


def _has_label_mark(text: str) -> bool:
    """Whether what ends a label is near the start of a line."""
    return (not text.isascii() or ":" in text or "-" in text) and _LABEL_MARK.search(text, 0, 60) is not None


def read_labeled_lines(
    story: Story, analysis: Analysis, lexicon: Lexicon, headline: int | None, *, is_whole: bool = False
) -> None:
    """Assign the labeled lines near the story, and read their fields. In copy that `is_whole`, sentences stay text."""
    lines = analysis.features.lines
    low = min(analysis.lead, analysis.lead if headline is None else headline)
    zone = range(max(0, low - UNITS_ABOVE), min(len(lines), analysis.last + 1 + UNITS_BELOW))
    labeled = {at: found for at in zone if story.roles[at] is None and (found := read_label(lines[at], lexicon))}
    for at, (label, rest) in labeled.items():
        if story.roles[at] is not None:
            continue
        match label:
            case "related":
                _related(story, analysis, at, rest, lexicon)
            case "notes":
                _note(story, analysis, at, rest, low)
            case "keywords" if at >= low and analysis.marginals[at][_BODY] < _SURE:
                _keywords(story, analysis, at, rest, lexicon)
            case "sources" | "reporting" | "editing" if at >= analysis.last - 1 or _is_in_brackets(lines[at], label):
                _contributors(story, analysis, at, lexicon, label, rest)
    for at in zone:
        if at >= low and story.roles[at] is None and _HASHED.fullmatch(lines[at].unit.text):
            _add_keywords(story, [at], keywords_in(lines[at].unit.text), "hashtags")
        if at < low and story.roles[at] is None and _CLOSED.fullmatch(lines[at].unit.text):
            _add_keywords(story, [at], keywords_in(lines[at].unit.text), "words with semicolons above the title")
    labels = lexicon.published_words | lexicon.updated_words
    for at in range(max(analysis.lead + 1, analysis.last - 1), zone.stop) if zone else ():
        if story.roles[at] is None and not is_whole and _CONTRIBUTED.fullmatch(lines[at].unit.text[:MAX_CREDIT]):
            _contributed(story, analysis, at, lexicon)
        dated = analysis.features.dates.get(at)
        is_day = dated and dated.moment and dated.is_labeled and not dated.rest
        if story.shows_page and is_day and fold_word(lines[at].unit.text.split()[0].strip(":：")) in labels:
            story.assign(at, "date", "day of publication below the text", 0.9)
    _sign_off(story, analysis, lexicon)


# --------------------------------------------------------------------------------------------------------------------
# Keywords


def read_sources_above(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int | None) -> None:
    """Read labeled lines of agencies and editors right above the headline, so that they are no kicker.

    "Source: Reuters, AP" and "Edited by Jane Doe" are such lines.
    """
    for at in range(0 if headline is None else headline - 1, -1, -1)[:LABELS_ABOVE]:
        found = read_label(analysis.features.lines[at], lexicon) if story.roles[at] is None else None
        if found is None or found.label not in ("sources", "editing", "reporting"):
            continue
        if named := _read_names(found.rest, found.label, lexicon):
            agencies = [who.name for who in named if who.kind == "organisation"]
            people = [who for who in named if who.kind == "person"]
            text = analysis.features.lines[at].unit.text
            add_credit(story, at, text, agencies, people, "source or editor, above the headline")
    for at in range(0 if headline is None else headline + 1, analysis.lead):
        line = analysis.features.lines[at]
        found = read_label(line, lexicon) if story.roles[at] is None and not line.ends_sentence else None
        if found and found.label == "sources" and _SOURCE.fullmatch(found.rest):
            add_credit(story, at, line.unit.text, [found.rest], [], "source below the headline")
        elif found and found.label in ("editing", "reporting"):
            _contributors(story, analysis, at, lexicon, found.label, found.rest, "contributors below the headline")


def _is_in_brackets(line: LineFeatures, label: LabelKind) -> bool:
    """Whether a line is no more than brackets with who reported or edited, as agencies have them below a story."""
    text = line.unit.text
    return label != "sources" and text[0] == "(" and text[-1] == ")" and "(" not in text[1:]


def keywords_in(text: str) -> tuple[str, ...]:
    """The keywords in `text`; none where it is not a list of keywords."""
    text = text.strip()
    separators = next((signs for signs in _SEPARATORS if any(map(text.__contains__, signs))), "")
    parts = re.split(f"[{re.escape(separators)}]", text) if separators else [text]
    if not separators and " " in text and is_unspaced(text[0]) and is_unspaced(text[-1]):
        parts = text.split()
    keywords = tuple(dict.fromkeys(keyword for part in parts if (keyword := " ".join(part.split()).strip(_TRIM))))
    most = 4 if separators or text != text.lower() or text == text.upper() else 2
    if not 1 <= len(keywords) <= MOST_KEYWORDS or not all(_is_keyword(keyword, most) for keyword in keywords):
        return ()
    if text[-1:] in KEYWORD_SENTENCE_ENDS and any(" " in keyword for keyword in keywords):
        return ()
    return keywords


def _is_keyword(text: str, most: int) -> bool:
    """Whether `text` may be one keyword of at most `most` words."""
    return (
        len(text) <= MAX_KEYWORD
        and len(text.split()) <= most
        and sum(map(str.isalpha, text)) >= (1 if is_unspaced(text[0]) else 2)
        and "://" not in text
        and "@" not in text
        and text[-1] not in KEYWORD_SENTENCE_ENDS
    )


def _keywords(story: Story, analysis: Analysis, at: int, rest: str, lexicon: Lexicon) -> None:
    """Read the keywords after a label, or on the lines below it."""
    if rest:
        _add_keywords(story, [at], keywords_in(rest), "label of keywords")
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
    _add_keywords(story, [at, *listed], keywords, "keywords below their label")


def _is_listed(story: Story, analysis: Analysis, at: int, lexicon: Lexicon) -> bool:
    """Whether the unit `at` may hold keywords of the label above it."""
    features = analysis.features
    line = features.lines[at]
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
    return at not in features.dates and at not in features.bylines and at not in features.captions


def _add_keywords(story: Story, lines: list[int], keywords: tuple[str, ...], rule: str) -> None:
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
    """Read the links after a label and on the lines below it."""
    lines = analysis.features.lines
    links: list[Related] = []
    taken = [at]
    if rest:
        opened = _links(lines, at, rest)
        if opened is None:
            if lines[at].furniture and analysis.marginals[at][_BODY] < _SURE:
                story.assign(at, "related", LINK_LABEL, 0.9)
            return
        links, taken = opened
    while len(links) < MOST_LINKS and (below := taken[-1] + 1) < len(lines) and story.roles[below] is None:
        labeled = read_label(lines[below], lexicon)
        if labeled and labeled.label != "related":
            break
        found = _links(lines, below, labeled.rest if labeled else lines[below].unit.text)
        if not found or (lines[below].furniture and not labeled):
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
    """The links in `text`, which is of the unit `at`, and their units; an address may be in the unit below."""
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
    """Assign a correction or another note to readers, which is published with the story."""
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
# Sources and contributors


def _contributors(
    story: Story,
    analysis: Analysis,
    at: int,
    lexicon: Lexicon,
    label: LabelKind,
    rest: str,
    rule: str = "source or contributors, after the text",
) -> None:
    """Read the agencies and people that a labeled line names."""
    text = analysis.features.lines[at].unit.text
    if not rest or len(text) > MAX_CREDIT:
        return
    agencies: list[str] = []
    people: list[Contributor] = []
    for number, clause in enumerate(_CLAUSES.split(rest.strip(" ().（）"))):
        if number:
            next_label = find_label(line_key(clause), lexicon)
            if next_label is None and clause.casefold().startswith(_REVIEWED):
                next_label = "editing", _REVIEWED
            if next_label is None or not next_label[1]:
                return
            label, clause = next_label[0], clause[len(next_label[1]) :]
        named = _read_names(clause.strip(" :：."), label, lexicon)
        if not named:
            return
        agencies += [who.name for who in named if who.kind == "organisation"]
        people += [who for who in named if who.kind == "person"]
    if label == "sources" and people:
        return
    add_credit(story, at, text, agencies, people, rule)


def _contributed(story: Story, analysis: Analysis, at: int, lexicon: Lexicon) -> None:
    """Read the people in a line that says that they contributed to the story, which becomes its credit line."""
    text = analysis.features.lines[at].unit.text
    found = _CONTRIBUTED.fullmatch(text)
    if found is None:
        return
    names = _WRITERS.sub("", found["names"])
    people = read_people(names, lexicon)
    named = [Contributor(name=who.name, roles=(RELATORS + "ctb",)) for who in people if " " in who.name]
    if named:
        add_credit(story, at, text, [], named, "who contributed to the story")


def _read_names(text: str, label: LabelKind, lexicon: Lexicon) -> tuple[Contributor, ...]:
    """The people or agencies that `text` lists; none where it holds anything else."""
    parts = [part for part in _PARTS.split(text) if part]
    if parts and all(fold_word(part.strip(" ().")) in lexicon.agencies for part in parts):
        return tuple(Contributor(name=part.strip(" ()."), kind="organisation") for part in parts)
    if label == "sources":
        return ()
    role = RELATORS + ("edt" if label == "editing" else "rpt")
    return tuple(Contributor(name=who.name, kind=who.kind, roles=(role,)) for who in read_people(text, lexicon))


def _sign_off(story: Story, analysis: Analysis, lexicon: Lexicon) -> None:
    """Read the agencies that sign the text on a line after it, or in brackets at its end ("dpa/afp", "(Reuters)"). The
    line is right below the text or its last sentence, as below it may be titles of other stories.
    """
    lines = analysis.features.lines
    ends = next((at for at in reversed(range(len(lines))) if lines[at].ends_sentence), len(lines))
    for at in range(min(analysis.last, max(ends, analysis.lead) + 1), min(len(lines), analysis.last + 3)):
        text = lines[at].unit.text
        if story.roles[at] is None and len(text) <= 40 and not lines[at].furniture and at > analysis.lead:
            agencies = list(agencies_in(text.strip(" –—-").strip("().[] "), lexicon))
            if agencies and len(text) >= 3:
                add_credit(story, at, text, agencies, [], "agencies that sign the text")
                return
    if (signed_at := _find_initials(story, analysis, lexicon)) is not None:
        add_credit(story, signed_at, lines[signed_at].unit.text, [], [], "initials that sign the text")
    for at in range(analysis.last, min(len(lines), analysis.last + 2)):
        signed = _SIGNED.search(lines[at].unit.text[-60:]) if story.roles[at] is None else None
        for name in agencies_in(signed["names"], lexicon) if signed else ():
            story.add_source(name)
            story.infer("sources", 0.9, [at], "agencies that sign the text")


def _find_initials(story: Story, analysis: Analysis, lexicon: Lexicon) -> int | None:
    """The line right below the last sentence that is only the initials of who wrote it ("soc"), perhaps behind the
    label of authors ("Autor: A.A."); None if there is none.
    """
    lines = analysis.features.lines
    for at in range(max(analysis.last, analysis.lead + 1), min(len(lines), analysis.last + 2)):
        text, above = lines[at].unit.text, lines[at - 1]
        if story.roles[at] is not None or lines[at].furniture or lines[at].unit.bullet or not above.ends_sentence:
            continue
        label, _, initials = text.rpartition(":")
        if label and fold_word(label) in lexicon.byline_phrases and _SHORT_NAME.fullmatch(initials.strip()):
            return at
        if _SIGN.fullmatch(text) and fold_word(text) not in lexicon.agencies:
            return at
    return None


def agencies_in(text: str, lexicon: Lexicon) -> Iterator[str]:
    """The agencies in a line that holds nothing else but initials of its writers."""
    parts = [part for part in _PARTS.split(text) if part]
    known = [part for part in parts if fold_word(part) in lexicon.agencies]
    others = [part for part in parts if part not in known and not _INITIALS.fullmatch(part)]
    if known and (not others or (len(parts) > 1 and all(_is_outlet(part, lexicon) for part in others))):
        yield from known


def _is_outlet(text: str, lexicon: Lexicon) -> bool:
    """Whether a name in capitals may be that of an outlet, and is none of a person."""
    return _OUTLET.fullmatch(text) is not None and fold_word(text.split()[0]) not in lexicon.given_names


def add_credit(story: Story, at: int, text: str, agencies: list[str], people: list[Contributor], rule: str) -> None:
    """Add a line that credits agencies and people to the credit line, and those people who are not known yet."""
    for name in agencies:
        story.add_source(name)
    known = {fold_word(who.name) for who in (*story.authors, *story.contributors)}
    story.contributors += [who for who in people if fold_word(who.name) not in known]
    story.credit_line = f"{story.credit_line}; {text}" if story.credit_line else text
    story.assign(at, "source", rule, 0.9)
    for name, value in (("credit_line", text), ("sources", agencies), ("contributors", people)):
        if value:
            story.infer(name, 0.9, [at], rule)
