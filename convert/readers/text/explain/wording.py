"""The wording of features for editors: a phrase for each feature that the model or a ranker may have a weight for.

`labels.crf_features` and the rankers in `fields` make the names of features. Here each form of name has its phrase;
`value_words` has those of the values in it. Forms are grouped by subject, and the contributions of one subject are
summed. A condition in brackets says which lines a feature applies to; sums leave it out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from string import Formatter
from typing import NamedTuple, TypeAlias

from convert.readers.text.explain.value_words import LABEL_WORDS, VALUE_WORDS

MEASURE_WORDS: Mapping[str, str] = {
    **{f"odds of {label}": "how sure the first estimate was" for label in LABEL_WORDS},
    "words": "its length",
    "ends": "whether it ends as a sentence",
    "furniture": "whether it is known furniture",
    "bullet": "whether it has a list mark",
    "apart": "whether there is a blank line above it",
    "weight": "how much it looks like running text",
    "capital": "whether it opens with a capital",
    "colon": "whether it ends with a colon",
    "question": "whether it ends with a question or exclamation mark",
    "repeated": "whether it occurs more than once in the copy",
    **dict.fromkeys(("share of words told", "words told"), "how many of its words the running text has, too"),
    **{
        f"{offset} {what}": f"what {line} is"
        for offset, line in (
            (-2, "the line two above"),
            (-1, "the line above"),
            (1, "the line below"),
            (2, "the line two below"),
        )
        for what in ("odds", "words", "ends")
    },
    "since sure": "how far above it there is sure text",
    "until sure": "how far below it there is sure text",
    "body before": "how much of the text is above it",
    "place": "where in the copy it is",
    "after first": "how far it is from the beginning of the text",
    "before last": "how far it is from the end of the text",
    **dict.fromkeys(("likes", "likes' odds"), "what similar lines are"),
    "copy's odds": "how much of the copy is text",
    "copy's furniture": "how much of the copy is known furniture",
    "copy's units": "how long the copy is",
    **dict.fromkeys(("short lines' odds", "sure short lines"), "what the copy's short lines are"),
}
"""A phrase for each measure of the reranking."""


class Wording(NamedTuple):
    """The phrase of a feature, in parts, and its subject."""

    subject: str
    parts: tuple[str, ...]

    @property
    def phrase(self) -> str:
        """The parts, with commas between them."""
        return ", ".join(self.parts)


_CONDITION = re.compile(r" \([^)]*\)$")


def merge_phrases(wordings: Iterable[Wording]) -> str:
    """The parts of all `wordings`, each once, without their conditions."""
    return ", ".join(dict.fromkeys(_CONDITION.sub("", part) for wording in wordings for part in wording.parts))


# --------------------------------------------------------------------------------------------------------------------
# The forms of names by subject, with their phrases; "; " separates the parts of a phrase

_Forms: TypeAlias = Mapping[str, Mapping[str, str]]

_PROSE = "{prose} of running text above it and {prose_} below"
_FULL = "of the 5 lines above {full} are full sentences, of the 5 below {full_}"
_NEAR_MASS = "{mass} of running text close above and {mass_} close below"
_SHORT = " (in a line of {size7})"

_LINE: _Forms = {
    "shape": {
        "size {size}": "{size}",
        "ends {end}": "{end}",
        "opens {opening}": "{opening}",
        "size {size} ends {end}": "{size}; {end}",
        "size {size} opens {opening}": "{size}; {opening}",
    },
    "everyday words": {
        "common {common}": "{common}",
        "common {common} size {size8}": "{common} (of {size8})",
    },
    "capitals": {
        "capitals {capitals} size {size7}": "{capitals} (of {size7})",
        "all capitals": "all in capitals",
        "all capitals {size}": "all in capitals (of {size})",
    },
    "kana": {"kana {kana}": "{kana}", "kana {kana} size {size7}": "{kana} (in a line of {size7})"},
    "sentences": {"sentences {sentences}": "{sentences}", "commas {commas}": "{commas}"},
    "parts": {
        "steps {steps}": "{steps} such as › or / between its words",
        "list of words": "a list of words with commas",
    },
    "digits": {"digits {digits}": "{digits}", "year": "shows a year", "time": "shows a time of day"},
    "address": {"address": "holds a web or mail address"},
    "separators": {
        "separator": "separated by a sign such as › or /",
        "separator {size}": "separated by a sign such as › or / (in a line of {size})",
        "bar": "separated by a bar |",
    },
    "marks": {
        "bullet": "has a list mark",
        "number": "numbered as in a list",
        "item {size}": "looks like a list item (in a line of {size})",
        "quotes {size}": "opens with a quotation mark (in a line of {size})",
        "marked quote": "marked as quoted",
        "shortened {size}": "cut short with dots (in a line of {size})",
        "no letters": "a row of signs without letters",
    },
    "blank lines": {
        "all apart": "a blank line before it, as before nearly all lines here",
        "all joined": "no blank line before it, as before nearly all lines here",
        "some apart": "a blank line before it, as before some lines here",
        "some joined": "no blank line before it, as before some lines here",
    },
    "repeats": {
        "repeated": "occurs more than once in the copy",
        "repeated {size7}": "occurs more than once in the copy (in a line of {size7})",
        "again": "occurs above already",
        "first of more": "its first occurrence",
    },
    "known wording": {
        "known": "known furniture",
        "known {role}": "wording {role}",
        "known {size}": "known furniture (in a line of {size})",
        "known well": "the whole line is known",
        "known in part": "a part of the line is known",
    },
    "closing": {"closes": "the wording that closes stories"},
    "date": {
        "date": "reads as a date",
        "date alone": "nothing else in the line",
        "date and more": "other words in the line",
        "day": "the day is clear",
        "no day": "the day is unclear",
        "date labelled": "is labeled as the date",
        "date of update": "is labeled as an update",
        "instant": "with time and zone",
    },
    "names": {
        "byline": "has byline wording",
        "names": "reads as names",
        "byline dated": "a date is next to the names",
        "byline {size7}": "reads as a byline (in a line of {size7})",
    },
    "credit": {
        "caption": "credits a picture",
        "caption and credit": "a caption with its credit",
        "credit": "a credit alone",
    },
    "minutes": {"minutes": "gives the reading time"},
    "person": {
        "given name": "opens with a given name",
        "given name {size}": "opens with a given name (in a line of {size})",
        "job": "names a job",
    },
    "place": {
        "{outside} {away}": "{outside}; {away} away",
        "= 0": "is in the densest text",
        "{zone} size {size}": "{zone} (in a line of {size})",
        "{zone} known": "{zone} (as known furniture)",
    },
    "furniture in the copy": {
        "noise {noise}": "{noise}",
        "noise {noise} size {size7}": "{noise} (in a line of {size7})",
        "{zone} noise {noise}": "{noise} ({zone})",
    },
    "top and bottom": {
        "top {top}": "the copy's {top} line",
        "not top": "not among the copy's first lines",
        "bottom {bottom}": "{bottom} of the copy",
    },
    "running text": {
        "prose {prose}-{prose_}": _PROSE,
        "prose {prose}-{prose_} size {size7}": _PROSE + _SHORT,
    },
    "neighbor {offset}": {
        "{offset} {broad}": "{offset} {broad}",
        "{offset} {broad} size {size8}": "{offset} {broad} (in a line of {size8})",
        "{offset} {kind}": "{offset} {kind}",
        "{offset} item": "{offset} looks like a list item",
    },
    "neighbor {beyond}": {"{beyond} nothing": "{beyond}"},
    "full sentences": {
        "full {full}-{full_}": _FULL,
        "full {full}-{full_} size {size7}": _FULL + _SHORT,
    },
    "running text close by": {
        "mass {mass}-{mass_}": _NEAR_MASS,
        "mass {mass}-{mass_} size {size7}": _NEAR_MASS + _SHORT,
    },
    "part": {"part {part}": "{part}", "part {part} size {size7}": "{part} (in a line of {size7})"},
    "furniture above": {"since {far}": "{far} above"},
    "furniture below": {"until {far}": "{far} below"},
    "short lines": {"run {run}": "{run}", "{zone} run {run}": "{run} ({zone})"},
    "closed": {
        "closed": "is below wording that closes stories",
        "closed {size7}": "is below wording that closes stories (in a line of {size7})",
    },
    "shared words": {
        "said {fifth}": "{fifth} of its words are the running text's",
        "says {quarter}": "{quarter} of its words are the running text's",
        "{zone} says {quarter}": "{quarter} of its words are the running text's ({zone})",
        "says {quarter} size {size}": "{quarter} of its words are the running text's (of {size})",
        "{zone} says # {shared}": "{shared} with the running text ({zone})",
    },
}

_NONE = {
    "none": "how often there is none",
    "none odds {odds}": "where the likeliest line has {odds}",
    "none of {candidates}": "with {candidates}",
}

_HEADLINE: _Forms = {
    "line": {
        "odds {odds}": "by its line and place, {odds} of being the headline",
        "likeliest": "likelier than any other line",
        "less likely": "less likely than another line",
        "rather body": "likelier text than headline",
        "rather not body": "likelier headline than text",
    },
    "standfirst": {"dek {odds}": "{odds} of being the standfirst"},
    "lead": {
        "lead {from lead}": "{from lead}",
        "in the body": "is in the text",
        "prose between {between}": "{between} of running text between it and the text",
    },
    "length": {
        "length {length}": "{length}",
        "longest": "the longest of the candidates",
        "shorter": "shorter than another candidate",
    },
    "shared words": {
        "says # {shared6}": "{shared6} with the text",
        "says {fifth}": "{fifth} of its words are the text's",
        "says most": "more than of any other candidate",
        "says as much": "as much as of another candidate",
        "says less": "less than of another candidate",
    },
    "top": {"top {title top}": "{title top}"},
    "order": {
        "first": "the first candidate",
        "not first": "not the first candidate",
        "last": "the last candidate",
        "not last": "not the last candidate",
    },
    "shape": {
        "ends {title end}": "{title end}",
        "capitals {raised}": "{raised}",
        "all capitals": "all in capitals",
        "known": "known furniture",
        "item": "has a list mark",
        "bar": "separated by a bar or dash",
        "step": "a sign such as › or / between its words",
        "list of words": "a list of words with commas",
    },
    "reading": {"date": "reads as a date", "byline": "reads as a byline", "caption": "credits a picture"},
    "neighbor {offset}": {"{offset} {label}": "{offset} is labeled as {label}"},
    "neighbor {near}": {
        "{near} too": "{near} is a candidate, too",
        "{near} {coarse} {coarse_}": "{near} has {coarse_} (next to {coarse})",
        "{near} longer": "{near} is longer",
        "{near} shorter": "{near} is not longer",
    },
    "neighbor {beyond}": {"{beyond} nothing": "{beyond}"},
    "bylines and dates": {"line below {below}": "{below}", "line above {above}": "{above}"},
    "twins": {
        "ends with another": "ends with the words of another candidate",
        "opens with another": "opens with the words of another candidate",
        "holds another": "holds the words of another candidate",
        "ends another": "another candidate ends with its words",
        "opens another": "another candidate opens with its words",
        "within another": "another candidate holds its words",
    },
    "repeats": {
        "repeated": "occurs more than once in the copy",
        "repeated before": "occurs above already",
        "repeated after": "occurs again below",
        "repeated far": "more than 20 lines apart",
        "repeated near": "no more than 20 lines apart",
    },
    "none": _NONE,
}

_BYLINE: _Forms = {
    "any": {"any": "how often a line of names is the byline"},
    "line": {
        "odds {odds}": "by its line and place, {odds} of being a byline",
        "{kind of byline} odds {odds}": "by its line and place, {odds} of being a byline ({kind of byline})",
        "as {label}": "labeled as {label}",
    },
    "wording": {
        "{kind of byline}": "{kind of byline}",
        "sure {sure}": "{sure}",
        "{kind of byline} sure {sure}": "{kind of byline}; {sure}",
    },
    "headline": {"headline {from headline}": "{from headline}"},
    "lead": {"lead {from lead}": "{from lead}"},
    "place": {
        "before": "is above the text",
        "inside": "is inside the text",
        "after": "is below the text",
        "{place} {kind of byline}": "{place} ({kind of byline})",
    },
    "names": {
        "names {names}": "{names}",
        "{given}": "{given}",
        "{kind of byline} {given}": "{given} ({kind of byline})",
        "organisation": "names an organisation",
        "named in the text": "its first name occurs in the text",
        "opens a line after the end": "its first name opens a line below the text",
    },
    "length": {"length {length}": "{length}"},
    "date": {"dated": "shows a date", "no date": "shows no date"},
    "shape": {
        "repeated": "occurs more than once in the copy",
        "all capitals": "all in capitals",
        "ends": "ends as a sentence",
    },
    "neighbor {offset}": {
        "{offset} {label}": "{offset} is labeled as {label}",
        "{offset} {neighbor}": "{offset} {neighbor}",
    },
}

_DATE: _Forms = {
    "line": {
        "odds {odds}": "by its line and place, {odds} of being the date",
        "as {label}": "labeled as {label}",
    },
    "place": {
        "above": "is above the headline",
        "header": "is between headline and text",
        "inside": "is inside the text",
        "after": "is below the text",
    },
    "headline": {"headline {from headline}": "{from headline}"},
    "lead": {"lead {from lead}": "{from lead}"},
    "wording": {
        "labelled": "is labeled as the date",
        "not labelled": "is not labeled as the date",
        "update": "of an update",
        "publication": "not of an update",
    },
    "rest": {"rest {rest}": "{rest} in the line", "length {length}": "{length}"},
    "moment": {"instant": "with time and zone", "day": "without time and zone"},
    "other dates": {
        "same {same}": "{same} this day",
        "newest": "no day is later",
        "older": "another day is later",
        "first": "the first date",
        "not first": "not the first date",
        "only": "the only date",
        "one of more": "not the only date",
    },
    "byline": {"byline": "there is a byline in the line", "no byline": "there is no byline in the line"},
    "neighbor {near}": {"{near} {label}": "{near} is labeled as {label}"},
    "none": _NONE,
}

FORMS: Mapping[str, _Forms] = {"": _LINE, "headline": _HEADLINE, "byline": _BYLINE, "date": _DATE}
"""The forms of names, by subject, with their phrases: those of the model under "", and those of each ranker."""


@cache
def wordings(ranker: str = "") -> Mapping[str, Wording]:
    """A wording for each name of a feature of the model, or of a ranker.

    A form without fields goes before those with fields.
    """
    general: dict[str, Wording] = {}
    single: dict[str, Wording] = {}
    for subject, forms in FORMS[ranker].items():
        for form, phrase in forms.items():
            found = general if "{" in form else single
            for tokens in values(form):
                words = {field: VALUE_WORDS[field.rstrip("_")][token] for field, token in tokens.items()}
                parts = phrase.format_map(words).split("; ")
                found[form.format_map(tokens)] = Wording(subject.format_map(tokens), tuple(parts))
    return general | single


def values(form: str) -> Iterator[Mapping[str, str]]:
    """Every combination of values for the fields of a form."""
    fields = list(dict.fromkeys(name for _, name, _, _ in Formatter().parse(form) if name))
    for row in itertools.product(*(VALUE_WORDS[field.rstrip("_")] for field in fields)):
        yield dict(zip(fields, row, strict=True))
