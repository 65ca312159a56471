"""Reads who helped a story: sources and editors around it, who contributed, and agencies and initials that sign it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.model import RELATORS, Contributor
from convert.readers.text.fields.line_labels import read_label
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import LabelKind, Lexicon, find_label, fold_word, line_key
from convert.readers.text.lexicon.people import read_people

LABELS_ABOVE = 3
"""How many units above the headline are searched for sources and editors."""

MAX_CREDIT = 300
"""How many characters a line that names them has at most."""

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

_WORK = r"(?:additional )?(?:reporting|research)(?: and (?:reporting|research))?"
"""What people contributed."""

_CONTRIBUTED = re.compile(
    rf"[-–—( ]*(?P<names>[A-ZÀ-Þ][\w.’'-]*,?(?: {_NAME_WORD}){{1,40}}) (?:contributed(?: {_WORK})? (?:to|for) this"
    rf" (?:report|story|article|dispatch|column|piece|analysis)|contributed {_WORK}|(?:a|ont)? ?contribué à cet article"
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
            read_contributors(story, analysis, at, lexicon, found.label, found.rest, "contributors below the headline")


def is_in_brackets(line: LineFeatures, label: LabelKind) -> bool:
    """Whether a line is no more than brackets with who reported or edited, as agencies have them below a story."""
    text = line.unit.text
    return label != "sources" and text[0] == "(" and text[-1] == ")" and "(" not in text[1:]


def read_contributors(
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


def read_who_contributed(story: Story, analysis: Analysis, at: int, lexicon: Lexicon) -> None:
    """Read the people in a line that says that they contributed to the story, which becomes its credit line."""
    text = analysis.features.lines[at].unit.text
    found = _CONTRIBUTED.fullmatch(text) if len(text) <= MAX_CREDIT else None
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


def read_sign_off(story: Story, analysis: Analysis, lexicon: Lexicon) -> None:
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
    return _OUTLET.fullmatch(text) is not None and not lexicon.opens_with_given_name(text)


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
