"""Reads who wrote the story: authors and the byline, from the lines that were chosen as bylines.

Where none was chosen, `other_authors` looks for what else shows who wrote, or else a byline's wording is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from convert.findings import Severity
from convert.model import RELATORS, Contributor
from convert.readers.text.envelopes.contacts import without_address
from convert.readers.text.fields.byline_ranker import BylineCandidate, has_known_given_name, rank_bylines
from convert.readers.text.fields.choose_bylines import choose_bylines
from convert.readers.text.fields.other_authors import read_other_authors
from convert.readers.text.fields.story import Story, as_confidence
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.crf import Model
from convert.readers.text.lexicon import Lexicon, fold_word, line_key
from convert.readers.text.lexicon.bylines import is_opening_alone
from convert.readers.text.lexicon.german_bylines import read_byline_of_dek, read_signature
from convert.readers.text.lexicon.keys import word_set
from convert.readers.text.lexicon.newsrooms import is_newsroom
from convert.readers.text.lexicon.people import MAX_AUTHORS, read_people
from convert.readers.text.lexicon.unnamed_bylines import agencies_beside_initials

NOTICED = 0.2
"""From this probability on, a byline with its wording that was not chosen is reported."""

BYLINE_FLOOR = 0.7
"""How probable the wording of a byline without a name must be."""

BYLINE_REACH = 8
"""How many units below the headline a byline without a name is."""

MAX_BYLINE = 500
"""How many characters of byline lines are joined into one byline."""

UNKNOWN_NAME = 0.89
"""The greatest confidence in authors of whom one has no known given name: of those that would be surer, 71 of 80 are
right on sites that nothing was fitted on, of others 166 of 168.
"""

TITLE_TEXT = 12
"""In how many units of the text a word of the headline is looked for."""

SURE_BYLINE, NAME_WORDS = 0.9, range(2, 5)
"""From which probability on the wording of a byline has a name before its dash, and how many words that name has."""

_BEFORE_OUTLET = re.compile(r"(\s[–—|-]\s|\s?[|•]\s?|,\s)")

SIGNATURE, LEAST_SIGNED = ("name behind the last sentence", 0.7), 12
"""The rule by which the author is behind the last sentence, its confidence, and how many words that text has at least.
"""

OF_DEK = ("byline at the end of the dek", 0.85)
"""The rule by which the author is at the end of the dek, and its confidence."""

_EDITOR = re.compile(
    r"(?:editors?|edited by|penyunting|redaktur|redaktor|redakteur(?:in)?|redaktion|redaktør|redigerare|editora?"
    r"|éditeur|redactor|редактор|редакторка|επιμέλεια|editör)\s?[:：]",
    re.IGNORECASE,
)
"""How the line of an editor opens, who is no author where another line names one."""


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
        and not _is_of_title(story, analysis, lexicon, line)
    ]
    ranked = [row for row in ranked if not _is_of_picture(story, analysis, row[0], ranked[0][0].at)]
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
        if not read_other_authors(story, analysis, lexicon, head, provider):
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
    _divide_editors(story, authors, texts, lexicon, lines)
    for name in _affiliations(authors, texts, lexicon):
        story.add_source(authors.pop(fold_word(name)).name)
    for name in _employers(authors, texts):
        del authors[name]
    if authors or texts:
        story.byline = " ".join(texts).strip()
        confidence = as_confidence(min(row[1] for row in taken))
        story.infer("byline", confidence, lines, "byline")
    if authors:
        story.authors = tuple(authors.values())[:MAX_AUTHORS]
        are_known = all(has_known_given_name(author, lexicon) for author in story.authors)
        story.infer("authors", confidence if are_known else min(confidence, UNKNOWN_NAME), lines, "byline")


_EDITOR_BEHIND = re.compile(
    r"[,;|/]\s?(?:Redaktion|Redaktor(?:in)?|Redakteur(?:in)?|Moderation|Produktion|Editors?)\s?:\s(?P<names>[^:]+)$"
)
"""Who edited or presented the story, behind its authors ("Autorin: Jane Doe, Redaktion: Ann Lee")."""


def _divide_editors(
    story: Story, authors: dict[str, Contributor], texts: Iterable[str], lexicon: Lexicon, lines: list[int]
) -> None:
    """Move those of `authors` to the contributors whom a label behind the others in one of `texts` names."""
    for text in texts:
        found = _EDITOR_BEHIND.search(text) if ":" in text else None
        others = {fold_word(who.name) for who in read_people(found["names"].strip(), lexicon)} if found else set()
        if not others or not authors.keys() - others:
            continue
        for name in others & authors.keys():
            story.contributors.append(replace(authors.pop(name), roles=(RELATORS + "edt",)))
            story.infer("contributors", UNKNOWN_NAME, lines, "editor behind the authors")


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


def read_author_at_end(story: Story, lexicon: Lexicon) -> None:
    """Read the name behind the last sentence of the first or the last German paragraph as the author, if the story has
    no other and does not mention that person elsewhere.
    """
    if story.authors or story.byline or lexicon.languages[-1:] != ("de",):
        return
    texts = [
        at for at, assigned in enumerate(story.roles) if assigned and assigned.role in ("paragraph", "subheadline")
    ]
    for at in dict.fromkeys((*texts[-1:], *texts[:1])):
        text = story.units[at].text
        signed = read_signature(text, lexicon) if text.count(" ") >= LEAST_SIGNED else ()
        others = (story.units[other].text for other in texts if other != at)
        if (
            len(signed) == 1
            and text.count(signed[0].name) == 1
            and not any(signed[0].name in other for other in others)
        ):
            story.authors, story.byline = signed, signed[0].name
            for field in ("byline", "authors"):
                story.infer(field, SIGNATURE[1], [at], SIGNATURE[0])
            return


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


def _is_of_title(story: Story, analysis: Analysis, lexicon: Lexicon, candidate: BylineCandidate) -> bool:
    """Whether a name alone is rather what a picture shows ("Holiday Turkey"): its last word is one of the headline, and
    a word in small letters of the text.
    """
    at, byline = candidate
    if byline.is_explicit or len(byline.authors) > 1 or at >= analysis.lead:
        return False
    name = byline.authors[0].name
    last = name.split()[-1]
    if name != analysis.features.lines[at].unit.text or has_known_given_name(byline.authors[0], lexicon):
        return False
    of_text = analysis.features.lines[analysis.lead : analysis.lead + TITLE_TEXT]
    in_title = re.search(rf"\b{re.escape(last)}\b", story.headline, re.IGNORECASE)
    return in_title is not None and any(
        re.search(rf"\b{re.escape(last.lower())}\b", line.unit.text) for line in of_text
    )


def _is_of_picture(story: Story, analysis: Analysis, candidate: BylineCandidate, first: int) -> bool:
    """Whether a name alone is of who is in a picture: the caption right below has it, too, or the credit of the picture
    is right below in its block, and the candidate at the unit `first` is above.
    """
    at, byline = candidate
    lines, captions = analysis.features.lines, analysis.features.captions
    if byline.is_explicit or at + 1 >= min(len(lines), analysis.lead) or lines[at + 1].unit.after_blank:
        return False
    name = byline.authors[0].name
    if len(byline.authors) > 1 or name != lines[at].unit.text or " " not in name:
        return False
    below = story.captions.get(at + 1) or captions.get(at + 1)
    if below is not None and below.caption and name in below.caption:
        return not below.caption.startswith(name)
    is_credit = below is not None and not below.caption
    return is_credit and lines[at].unit.after_blank and first < at


def _affiliations(authors: Mapping[str, Contributor], texts: Iterable[str], lexicon: Lexicon) -> Iterator[str]:
    """The agencies that close a byline behind a person: whom they write for ("By Jane Doe, Reuters"), and those beside
    the initials of an editor ("Von dpa, jd").

    A comma, bar, slash, bracket or "with" is before the agency, or the name that it is glued to; an agency after "and"
    is an author. One that opens the byline has a dash behind it.
    """
    if not any(who.kind == "person" for who in authors.values()):
        if any(agencies_beside_initials(text, lexicon) for text in texts):
            yield from [who.name for name, who in authors.items() if name in lexicon.agencies]
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
                and (is_glued or is_bracketed or before.rstrip()[-1] in ",|/" or _ends_with(before))
                and len(before) < len(bare)
            ):
                yield agency


_WITH = word_set("with mit avec con com met med z s amb cu")
"""What joins an agency to a person who used what it sent."""


def _ends_with(before: str) -> bool:
    """Whether the words before an agency end with what says that it sent material."""
    return fold_word(before.split()[-1]) in _WITH


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


def _byline_without_name(story: Story, analysis: Analysis, lexicon: Lexicon, head: int) -> None:
    """Keep the wording of a byline in which no name is recognized, such as that of a desk."""
    for at in range(head + 1, min(analysis.lead, head + BYLINE_REACH)):
        probability = analysis.marginals[at].byline
        line = analysis.features.lines[at]
        agencies = agencies_beside_initials(line.unit.text, lexicon)
        if (
            (probability >= BYLINE_FLOOR or agencies)
            and story.roles[at] is None
            and not line.furniture
            and line.words <= 12
            and line.has_alphanumeric
            and not line.unit.text.startswith("APTOPIX")  # the label of a picture
        ):
            story.byline = without_address(line.unit.text)
            confidence = as_confidence(max(probability, BYLINE_FLOOR))
            story.assign(at, "byline", "byline without a name, by its place", confidence)
            story.infer("byline", confidence, [at], "byline without a name, by its place")
            for agency in agencies:
                story.add_source(agency)
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
