"""Reads who wrote the story: authors and the byline, from the lines that were chosen as bylines.

People come first; where there are none, an agency or a newsroom alone is the author, or else a byline's wording is
kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from convert.findings import Severity
from convert.model import RELATORS, Contributor
from convert.readers.text.envelopes.contacts import without_address
from convert.readers.text.fields.byline_ranker import choose_bylines, has_known_given_name, rank_bylines
from convert.readers.text.fields.story import Story, as_confidence
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.crf import LABELS, Model
from convert.readers.text.layout.letters import shows_letter
from convert.readers.text.lexicon import Lexicon, fold_word, line_key
from convert.readers.text.lexicon.bylines import is_opening_alone
from convert.readers.text.lexicon.chinese_bylines import read_reporters_at_end
from convert.readers.text.lexicon.german_bylines import read_byline_of_dek
from convert.readers.text.lexicon.japanese_bylines import read_names_in_brackets
from convert.readers.text.lexicon.keys import word_set
from convert.readers.text.lexicon.korean_bylines import read_before_text
from convert.readers.text.lexicon.newsrooms import is_newsroom, is_own_newsroom, is_press_service
from convert.readers.text.lexicon.people import MAX_AUTHORS, read_people
from convert.readers.text.scripts import FIRST_CJK

NOTICED = 0.2
"""From this probability on, a byline with its wording that was not chosen is reported."""

BYLINE_FLOOR = 0.7
"""How probable the wording of a byline without a name must be."""

BYLINE_REACH, AGENCY_CONFIDENCE = 8, 0.8
"""How many units below the headline a byline without a person is, and the confidence of an agency's."""

NEWSROOM_REACH, NEWSROOM_CONFIDENCE = 3, 0.6
"""How many units below the headline a newsroom alone is that has written the story, and the confidence in it."""

LETTER_CONFIDENCE = 0.7
"""The confidence in the name below a letter."""

MAX_BYLINE = 500
"""How many characters of byline lines are joined into one byline."""

UNKNOWN_NAME = 0.89
"""The greatest confidence in authors of whom one has no known given name: of those that would be surer, 71 of 80 are
right on sites that nothing was fitted on, of others 166 of 168.
"""

MOST_PLACE_WORDS, MOST_OTHER_WORDS, MIN_NICKNAME = 3, 4, 4
"""How many words a place before a newsroom or behind a name below a letter has at most, and a nickname or site's name,
and how many letters a nickname has at least.
"""

SURE_BYLINE, NAME_WORDS = 0.9, range(2, 5)
"""From which probability on the wording of a byline has a name before its dash, and how many words that name has."""

_BEFORE_OUTLET = re.compile(r"(\s[–—|-]\s|\s?[|•]\s?|,\s)")

_NOBODY = word_set(
    "admin administrator root superadmin webadmin webmaster webteam user guest staff team news editor editorial author"
    " anonymous unknown press office default sponsored redaktion redaktor redacteur redactie redaction redaccion"
    " redazione redakcja redakce gast gastautor anonym invité invitado anonimo moderator support website sitio email"
)
"""Accounts of programs that publish pages, and words for nobody in particular: no nicknames."""

_OTHER_NAME = ("name behind the opening of a byline, beside the day", 0.6)
OF_DEK = ("byline at the end of the dek", 0.85)
_AGENCY = ("agency where bylines are", AGENCY_CONFIDENCE)
_NEWSROOM = ("newsroom where bylines are", NEWSROOM_CONFIDENCE)
"""The rules by which an author is behind an opening or a dek, and those by which an organisation is the author, and
their confidence.
"""

_EDITOR = re.compile(
    r"(?:editors?|edited by|penyunting|redaktur|redaktor|redakteur(?:in)?|redaktion|redaktør|redigerare|editora?"
    r"|éditeur|redactor|редактор|редакторка|επιμέλεια|editör)\s?[:：]",
    re.IGNORECASE,
)
"""How the line of an editor opens, who is no author where another line names one."""

_BYLINE = LABELS.index("byline")


def read_authors(
    story: Story, analysis: Analysis, model: Model, lexicon: Lexicon, head: int, *, provider: str | None
) -> None:
    """Read the authors and the byline of the story with the headline, or else the lead, at `head`. `provider` is who
    sends the copy, where that is known.
    """
    ranked = [
        (line, confidence)
        for line, confidence in rank_bylines(model, analysis, head, lexicon)
        if (story.roles[line.at] is None or line.byline.is_explicit)  # else a name in a layout kind, as below a letter
        and not _is_of_ranking(analysis, line.at)
    ]
    taken = choose_bylines(ranked, analysis, head, lexicon)
    chosen = {line.at for line, _ in taken}
    for line, confidence in ranked:
        if line.at not in chosen and confidence >= NOTICED and line.byline.is_explicit:
            story.report(
                "TXT006",
                Severity.NOTICE,
                line.at,
                f"“{analysis.features.lines[line.at].unit.text[:60]}” may name the author; no author was taken from it",
                "Give the authors as metadata if the story should have them.",
            )
    if not taken:
        is_found = _reporters_in_text(story, analysis, lexicon) or _organisation_alone(
            story, analysis, lexicon, head, provider
        )
        is_found = is_found or _writer_of_letter(story, analysis, lexicon)
        is_found = is_found or _press_service_below(story, analysis, provider)
        if not is_found and not _other_name(story, analysis, lexicon, head):
            _byline_without_name(story, analysis, lexicon, head)
        return
    editors = {at for (at, byline), _ in taken if _EDITOR.match(byline.text)}
    if len(editors) == len(taken):
        editors = set()
    authors: dict[str, Contributor] = {}
    texts: list[str] = []
    lines: list[int] = []
    for (at, byline), confidence in taken:
        if story.roles[at] is not None and analysis.features.lines[at].is_prose:
            continue
        if at in editors:
            story.contributors += [replace(who, roles=(RELATORS + "edt",)) for who in byline.authors]
            story.infer("contributors", as_confidence(confidence), [at], "line of the editor beside a byline")
            story.assign(at, "byline", "line of the editor beside a byline", as_confidence(confidence))
            continue
        is_repeat = not byline.is_explicit and all(fold_word(author.name) in authors for author in byline.authors)
        for author in byline.authors:
            authors.setdefault(fold_word(author.name), author)
        text = without_address(byline.text)
        ending, _ = read_byline_of_dek(analysis.features.lines[at].unit.text, lexicon)
        if ending and head < at <= analysis.lead and story.subheadline is None:
            text = ending
            _divide_dek(story, at, ending, as_confidence(confidence))
        if not is_repeat and line_key(text) not in map(line_key, texts) and len(" ".join((*texts, text))) <= MAX_BYLINE:
            texts.append(text)
        lines.append(at)
        if at and story.roles[at - 1] is None and _is_opening(story.units[at - 1].text, lexicon):
            story.assign(at - 1, "navigation", "opening of a byline on the next line", 0.9)
        story.assign(
            at,
            "byline",
            "byline wording" if byline.is_explicit else "name where bylines are",
            as_confidence(confidence),
        )
    for name in _affiliations(authors, texts, lexicon):
        story.add_source(authors.pop(fold_word(name)).name)
    for name in _employers(authors, texts):
        del authors[name]
    if authors:
        story.authors = tuple(authors.values())[:MAX_AUTHORS]
        story.byline = " ".join(texts).strip()
        confidence = as_confidence(min(row[1] for row in taken))
        story.infer("byline", confidence, lines, "byline")
        are_known = all(has_known_given_name(author, lexicon) for author in story.authors)
        story.infer("authors", confidence if are_known else min(confidence, UNKNOWN_NAME), lines, "byline")


def read_author_of_dek(story: Story, lexicon: Lexicon) -> None:
    """Read the byline that ends the dek ("… Von Jane Doe") as that of the story, if it has no other."""
    at = next((unit for unit, assigned in enumerate(story.roles) if assigned and assigned.role == "subheadline"), None)
    if at is None or story.subheadline is None or story.authors or story.byline:
        return
    ending, authors = read_byline_of_dek(story.subheadline, lexicon)
    if not ending:
        return
    _divide_dek(story, at, ending, OF_DEK[1])
    story.authors, story.byline = authors, ending
    for field in ("byline", "authors"):
        story.infer(field, OF_DEK[1], [at], OF_DEK[0])


def _divide_dek(story: Story, at: int, ending: str, confidence: float) -> None:
    """Make the sentences of the unit `at` before the byline that ends it the dek."""
    story.subheadline = story.units[at].text.removesuffix(ending).rstrip()
    story.assign(at, "subheadline", OF_DEK[0], confidence)
    if "subheadline" not in story.inferred:
        story.infer("subheadline", confidence, [at], OF_DEK[0])


def _is_opening(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a label that opens the byline on the next line ("Text:")."""
    return text[-1] in ":：" and is_opening_alone(text, lexicon)


def _is_of_ranking(analysis: Analysis, at: int) -> bool:
    """Whether a unit has a number and so has one beside it: "2. Hob Dunn, Sallow, 38"."""
    lines = analysis.features.lines
    near = (other for other in (at - 1, at + 1) if 0 <= other < len(lines))
    return lines[at].unit.bullet[:1].isdigit() and any(lines[other].unit.bullet[:1].isdigit() for other in near)


def _affiliations(authors: Mapping[str, Contributor], texts: Iterable[str], lexicon: Lexicon) -> Iterator[str]:
    """The agencies that close a byline behind a person: whom they write for ("By Jane Doe, Reuters").

    A comma, bar, slash or bracket is before the agency, or the name that it is glued to; an agency after "and" is an
    author. One that opens the byline has a dash behind it.
    """
    if not any(who.kind == "person" for who in authors.values()):
        return
    agencies = [who.name for name, who in authors.items() if name in lexicon.agencies]
    for text in texts:
        for agency in agencies:
            if text.startswith(agency) and text[len(agency) :].lstrip()[:1] in ("–", "—", "-"):
                yield agency
            bare = text.strip(" ./)")
            before = bare.removesuffix(agency)
            is_glued = before[-1:].isalpha()
            is_bracketed = text.rstrip()[-1:] == ")" and "(" in before
            if (
                before.strip()
                and (is_glued or is_bracketed or before.rstrip()[-1] in ",|/")
                and len(before) < len(bare)
            ):
                yield agency


def _employers(authors: Mapping[str, Contributor], texts: Iterable[str]) -> list[str]:
    """The folded names of organisations behind a person, for whom that person works ("By Jane Doe, Osted University").

    A comma, bar, slash, bracket or dash divides them; an organisation behind "and" is an author.
    """
    found = []
    people = [who.name for who in authors.values() if who.kind == "person"]
    for folded, who in authors.items():
        if who.kind == "person":
            continue
        of = re.compile(rf"(?:[,|/(]|\s[–—-])\s*{re.escape(who.name)}(?!\w)")
        if any((at := of.search(text)) and any(name in text[: at.start()] for name in people) for text in texts):
            found.append(folded)
    return found


def _organisation_alone(story: Story, analysis: Analysis, lexicon: Lexicon, head: int, provider: str | None) -> bool:
    """Read an agency or a newsroom alone on a line below the headline, perhaps with the day, as the author, and return
    whether there is one. An agency is a source, too; the `provider` of the copy is no author of it.
    """
    features = analysis.features
    for at in range(head + 1, min(len(story.units), head + BYLINE_REACH)):
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
        is_agency = fold_word(name) in lexicon.agencies
        if is_own_newsroom(name):
            story.byline = name
            story.assign(at, "byline", *_NEWSROOM)
            story.infer("byline", NEWSROOM_CONFIDENCE, [at], _NEWSROOM[0])
            return True
        is_near = at <= head + NEWSROOM_REACH and not features.lines[at].furniture and at not in features.captions
        if not is_agency and not (is_near and is_newsroom(name) and not _is_opened(name, lexicon)):
            continue
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


def _is_opened(name: str, lexicon: Lexicon) -> bool:
    """Whether what looks like a newsroom's name opens as bylines do ("By Staff"), and not with the newsroom itself."""
    first = name.split()[0]
    return fold_word(first) in lexicon.byline_phrases and not is_newsroom(first)


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


def _other_name(story: Story, analysis: Analysis, lexicon: Lexicon, head: int) -> bool:
    """Read a nickname or a site's name behind the opening of a byline alone, right above or below the day ("by
    tidewatcher", "von Die Glocke"), and return whether there is one.
    """
    dates = analysis.features.dates
    for at in range(head + 1, min(analysis.lead, head + 1 + NEWSROOM_REACH)):
        text = story.units[at].text
        beside = (other for other in (at - 1, at + 1) if other in dates and dates[other].moment)
        if story.roles[at] is not None or analysis.features.lines[at].furniture or next(beside, None) is None:
            continue
        opening, _, name = text.rstrip(" :").partition(" ")
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
        story.byline = text
        story.assign(at, "byline", *_OTHER_NAME)
        for field in ("byline", "authors"):
            story.infer(field, _OTHER_NAME[1], [at], _OTHER_NAME[0])
        return True
    return False


def _is_of_site(story: Story, name: str) -> bool:
    """Whether a name opens with capitals throughout, and other lines say that it is the site's ("© 2024 The Bell")."""
    return all(word[0].isupper() for word in name.split()) and any(
        unit.text.endswith(name) and unit.text.lstrip()[0] in "©(" for unit in story.units
    )


def _byline_without_name(story: Story, analysis: Analysis, lexicon: Lexicon, head: int) -> None:
    """Keep the wording of a byline in which no name is recognized, such as that of a desk."""
    for at in range(head + 1, min(analysis.lead, head + BYLINE_REACH)):
        probability = analysis.marginals[at][_BYLINE]
        line = analysis.features.lines[at]
        if (
            probability >= BYLINE_FLOOR
            and story.roles[at] is None
            and not line.furniture
            and line.words <= 12
            and line.has_alphanumeric
        ):
            story.byline = without_address(line.unit.text)
            story.assign(at, "byline", "byline without a name, by its place", as_confidence(probability))
            story.infer("byline", as_confidence(probability), [at], "byline without a name, by its place")
            if probability >= SURE_BYLINE and (author := _name_before_outlet(line.unit.text, lexicon)):
                story.authors = (author,)
                story.infer("authors", UNKNOWN_NAME, [at], "name before an outlet or place, where bylines are")
            return


def _name_before_outlet(text: str, lexicon: Lexicon) -> Contributor | None:
    """The person named before a dash, bar or comma and one more phrase ("Jane Doe - Bell News"), if there is one."""
    name, _, rest = _BEFORE_OUTLET.split(text, maxsplit=1) if _BEFORE_OUTLET.search(text) else (text, "", "")
    people = read_people(name, lexicon) if rest and len(name.split()) in NAME_WORDS else ()
    if len(people) != 1 or people[0].kind != "person" or people[0].name != name.strip():
        return None
    words = [fold_word(word) for word in name.split()]
    is_other = not lexicon.non_names.isdisjoint(words) or fold_word(name) in lexicon.places or is_newsroom(name)
    return None if is_other or not name[0].isupper() or name.isupper() else people[0]
