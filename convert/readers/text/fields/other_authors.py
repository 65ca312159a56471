"""Authors of stories in which no byline was chosen: agencies and newsrooms alone, nicknames and sites, press offices,
writers of letters, and reporters inside the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.model import Contributor
from convert.readers.text.envelopes.contacts import without_address
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.layout.letters import shows_letter
from convert.readers.text.lexicon import Lexicon, fold_word, line_key
from convert.readers.text.lexicon.bylines import is_opening_alone
from convert.readers.text.lexicon.chinese_bylines import read_reporters_at_end
from convert.readers.text.lexicon.japanese_bylines import read_names_in_brackets
from convert.readers.text.lexicon.keys import word_set
from convert.readers.text.lexicon.korean_bylines import read_before_text
from convert.readers.text.lexicon.newsrooms import is_newsroom, is_own_newsroom, is_press_service
from convert.readers.text.lexicon.people import read_people
from convert.readers.text.scripts import FIRST_CJK

AGENCY_REACH, AGENCY_CONFIDENCE = 8, 0.8
"""How many units below the headline an agency alone is that has written the story, and the confidence in it."""

NEWSROOM_REACH, NEWSROOM_CONFIDENCE = 3, 0.6
"""How many units below the headline a newsroom alone is that has written the story, and the confidence in it."""

LETTER_CONFIDENCE = 0.7
"""The confidence in the name below a letter."""

MOST_PLACE_WORDS, MOST_OTHER_WORDS, MIN_NICKNAME = 3, 4, 4
"""How many words a place before a newsroom or behind a name below a letter has at most, and a nickname or site's name,
and how many letters a nickname has at least.
"""

_OTHER_NAME = ("name behind the opening of a byline, beside the day", 0.6)
_AGENCY = ("agency where bylines are", AGENCY_CONFIDENCE)
_NEWSROOM = ("newsroom where bylines are", NEWSROOM_CONFIDENCE)
"""The rules by which an author is behind an opening, and those by which an organisation is the author, and their
confidence.
"""

_ADDRESS = re.compile(r"(?:[\w-]{2,30}\.){1,3}[a-z]{2,8}")
_TWO_CAPITALS = re.compile(r"(?!(?:Mac|Mc|De|Di|La|Le|Van|Von|Fitz|O)[A-Z])[A-Z][a-z]+[A-Z][A-Za-z]+")
"""The name of a site as one word: its address, or with a capital inside, but for surnames ("bell-news.ch", "BellNews",
not "McDonald").
"""

_NOBODY = word_set(
    "admin administrator root superadmin webadmin webmaster webteam user guest staff team news editor editorial author"
    " anonymous unknown press office default sponsored redaktion redaktor redacteur redactie redaction redaccion"
    " redazione redakcja redakce gast gastautor anonym invité invitado anonimo moderator support website sitio email"
)
"""Accounts of programs that publish pages, and words for nobody in particular: no nicknames."""


def read_other_authors(story: Story, analysis: Analysis, lexicon: Lexicon, head: int, provider: str | None) -> bool:
    """Read who wrote a story without a byline, with the headline, or else the lead, at `head`, and return whether
    anything shows it. `provider` is who sends the copy, where that is known.
    """
    return (
        _reporters_in_text(story, analysis, lexicon)
        or _organisation_alone(story, analysis, lexicon, head, provider)
        or _writer_of_letter(story, analysis, lexicon)
        or _press_service_below(story, analysis, provider)
        or _other_name(story, analysis, lexicon, head)
    )


def _reporters_in_text(story: Story, analysis: Analysis, lexicon: Lexicon) -> bool:
    """Read the reporters before the first sentence of Korean copy, or behind the last sentence of Chinese or Japanese
    copy, as the authors, and return whether there are any. They stay in the text.
    """
    lines = analysis.features.lines
    if "ko" in lexicon.languages:
        for at in range(analysis.lead, min(len(lines), analysis.lead + 2)):
            if found := read_before_text(lines[at].unit.text, lexicon):
                _take_reporters(story, at, found[:1], found[1], "reporter before the first sentence")
                return True
    for at in range(len(lines) - 1, analysis.lead - 1, -1):
        text = lines[at].unit.text
        if not lines[at].furniture and (text[0] >= FIRST_CJK or text[-1] in ")]"):
            names = read_reporters_at_end(text)
            if not names and "ja" in lexicon.languages:
                names = read_names_in_brackets(text, lexicon)
            if names:
                wording = re.split("[。！？”（(【［]", text.rstrip("）)】］]"))[-1].strip()
                _take_reporters(story, at, names, wording, "reporters behind the last sentence")
                return True
        if lines[at].is_prose and at <= analysis.last:
            return False
    return False


def _take_reporters(story: Story, at: int, names: Sequence[str], wording: str, rule: str) -> None:
    story.authors = tuple(Contributor(name=name) for name in names)
    story.byline = wording
    if story.units[at].text.strip("（()）【】［］[] ") == wording:
        story.assign(at, "byline", rule, LETTER_CONFIDENCE)
    for field in ("byline", "authors"):
        story.infer(field, LETTER_CONFIDENCE, [at], rule)


def _organisation_alone(story: Story, analysis: Analysis, lexicon: Lexicon, head: int, provider: str | None) -> bool:
    """Read an agency or a newsroom alone on a line below the headline, perhaps with the day, as the author, and return
    whether there is one. An agency is a source, too; the `provider` of the copy is no author of it.
    """
    features = analysis.features
    for at in range(head + 1, min(len(story.units), head + AGENCY_REACH)):
        dated, assigned, byline = features.dates.get(at), story.roles[at], features.bylines.get(at)
        is_labeled = byline is not None and byline.is_explicit and not features.lines[at].is_prose
        if (at >= analysis.lead and not is_labeled) or (assigned is not None and not (dated and dated.moment)):
            continue
        text = story.units[at].text
        if is_labeled and byline and len(byline.authors) == 1:
            name = byline.authors[0].name
        else:
            name = (dated.rest if dated and dated.moment else text).strip(" |–—-*.,")
            name = _without_place(name, lexicon)
        is_button = name == "AA" and "tr" not in lexicon.languages  # for the size of the text
        is_agency = fold_word(name) in lexicon.agencies and not is_button
        if is_own_newsroom(name):
            story.byline = name
            story.assign(at, "byline", *_NEWSROOM)
            story.infer("byline", NEWSROOM_CONFIDENCE, [at], _NEWSROOM[0])
            return True
        is_near = at <= head + NEWSROOM_REACH and not features.lines[at].furniture and at not in features.captions
        is_site = is_near and _is_beside_day(analysis, at) and _names_site(story, at, name)
        if not is_agency and not is_site and not (is_near and is_newsroom(name) and not _is_opened(name, lexicon)):
            continue
        if _is_labeled_source(text, name, lexicon):
            story.add_source(name)
            story.infer("sources", NEWSROOM_CONFIDENCE, [at], "source beside the day")
            return False
        rule, confidence = _AGENCY if is_agency else _NEWSROOM
        story.byline = without_address(text if assigned is None else name)
        story.assign(at, "byline", rule, confidence)
        fields = ["byline"]
        if is_agency:
            story.add_source(name)
            fields.append("sources")
        if provider is None or fold_word(provider) != fold_word(name):
            story.authors = (Contributor(name=name, kind="organisation"),)
            fields.append("authors")
        for field in fields:
            story.infer(field, confidence, [at], rule)
        return True
    return False


def _names_site(story: Story, at: int, name: str) -> bool:
    """Whether a word is a site's address, or has a capital inside and no other line has it, as those have it that name
    the topic of a story ("OpenAI").
    """
    if _ADDRESS.fullmatch(name):
        return True
    others = (unit.text for other, unit in enumerate(story.units) if other != at)
    return _TWO_CAPITALS.fullmatch(name) is not None and not any(name in text for text in others)


def _is_labeled_source(text: str, name: str, lexicon: Lexicon) -> bool:
    """Whether a label right before a name says that it is the source ("… | 来源：新华网", "12.10.2026 Quelle: dpa")."""
    before = text.partition(name)[0].rstrip()
    label = before.rstrip(" :：").rpartition(" ")[2].lstrip("0123456789:.|/-")
    return before[-1:] in (":", "：") and lexicon.line_labels.get(line_key(label)) == "sources"


def _is_opened(name: str, lexicon: Lexicon) -> bool:
    """Whether what looks like a newsroom's name opens as bylines do ("By Staff"), and not with the newsroom itself."""
    first = name.split()[0]
    return fold_word(first) in lexicon.byline_phrases and not is_newsroom(first)


def _without_place(text: str, lexicon: Lexicon) -> str:
    """A newsroom without the place before it and a day's label behind it ("Osted, Bell News Bureau | Updated:")."""
    if "," not in text and "|" not in text:
        return text
    label_words = lexicon.published_words | lexicon.updated_words
    parts = [part for part in re.split(r"\s*\|\s*", text) if fold_word(part.strip(" :：")) not in label_words]
    if len(parts) != 1:
        return text
    place, _, name = parts[0].rpartition(", ")
    is_place = not place or (len(place.split()) <= MOST_PLACE_WORDS and place[0].isupper())
    return name if is_place and is_newsroom(name) else text


def _writer_of_letter(story: Story, analysis: Analysis, lexicon: Lexicon) -> bool:
    """Read the name before a place, on one line or two, below a letter to the editor as the author; whether there is
    one. The lines stay in the text.
    """
    lines = analysis.features.lines
    if not shows_letter(lines, analysis.lead):
        return False
    below = [at for at in range(analysis.lead + 1, len(lines)) if not lines[at].ends_sentence]
    at = below[0] if below else -1
    name, comma, place = lines[at].unit.text.partition(", ")
    end = at + 1
    if not comma and end < len(lines) and not (lines[end].unit.after_blank or lines[end].furniture):
        comma, place, end = "\n", lines[end].unit.text, end + 1
    is_last = end == len(lines) or lines[end].furniture is not None
    if at < 0 or not comma or not is_last or not 1 <= len(place.split()) <= MOST_PLACE_WORDS or not place[0].isupper():
        return False
    people = read_people(name, lexicon)
    if not people or any(who.kind != "person" or (" " not in who.name and len(people) < 2) for who in people):
        return False
    story.authors, story.byline = people, name
    for other in range(at, end):
        story.assign(other, "paragraph", "name below a letter to the editor", LETTER_CONFIDENCE)
    for field in ("byline", "authors"):
        story.infer(field, LETTER_CONFIDENCE, [at], "name below a letter to the editor")
    return True


def _press_service_below(story: Story, analysis: Analysis, provider: str | None) -> bool:
    """Read a press office alone on the last line of text as the author, and return whether there is one."""
    features = analysis.features
    at = next((unit for unit in reversed(range(len(story.units))) if not features.lines[unit].furniture), 0)
    text = story.units[at].text
    if at <= analysis.lead or story.roles[at] is not None or not is_press_service(text):
        return False
    rule, confidence = _NEWSROOM
    story.byline = text
    story.assign(at, "byline", rule, confidence)
    story.infer("byline", confidence, [at], rule)
    if provider is None or fold_word(provider) != fold_word(text):
        story.authors = (Contributor(name=text, kind="organisation"),)
        story.infer("authors", confidence, [at], rule)
    return True


def _other_name(story: Story, analysis: Analysis, lexicon: Lexicon, head: int) -> bool:
    """Read a nickname or a site's name behind the opening of a byline, perhaps on the next line, right above or below
    the day ("by tidewatcher", "von Die Glocke"), and return whether there is one.
    """
    for at in range(head + 1, min(analysis.lead, head + AGENCY_REACH)):
        text = story.units[at].text
        if story.roles[at] is not None or analysis.features.lines[at].furniture:
            continue
        last = at + is_opening_alone(text, lexicon)
        if story.roles[last] is not None or analysis.features.lines[last].furniture:
            continue
        if not any(analysis.features.has_day(other) for other in (at - 1, last + 1)):
            continue
        opening, _, name = text.rstrip(" :").partition(" ")
        if last > at:
            opening, name = text.rstrip(" :"), story.units[last].text
        words = [fold_word(word) for word in name.split()]
        is_named = 0 < len(words) <= MOST_OTHER_WORDS and name.replace(" ", "").isalnum() and not name.isdecimal()
        if fold_word(opening) not in lexicon.byline_phrases or not is_named:
            continue
        if len(words) > 1 and not _is_of_site(story, name):
            continue
        is_nobody = words[0] in lexicon.non_names | lexicon.job_titles | _NOBODY
        if len(words) == 1 and (len(name) < MIN_NICKNAME or is_nobody):
            continue
        story.authors = (Contributor(name=name, kind="organisation" if len(words) > 1 else "person"),)
        story.byline = f"{opening} {name}" if last > at else text
        shown = list(range(at, last + 1))
        for unit in shown:
            story.assign(unit, "byline", *_OTHER_NAME)
        for field in ("byline", "authors"):
            story.infer(field, _OTHER_NAME[1], shown, _OTHER_NAME[0])
        return True
    return False


def _is_beside_day(analysis: Analysis, at: int) -> bool:
    """Whether the unit `at`, or the one below it, shows a day."""
    return analysis.features.has_day(at) or analysis.features.has_day(at + 1)


def _is_of_site(story: Story, name: str) -> bool:
    """Whether a name opens with capitals throughout, and other lines say that it is the site's ("© 2024 The Bell")."""
    return all(word[0].isupper() for word in name.split()) and any(
        unit.text.endswith(name) and unit.text.lstrip()[0] in "©(" for unit in story.units
    )
