"""The wording of features for editors: a phrase for each feature that the model or a ranker may have a weight for.

`labels.crf_features` and the rankers in `fields` make the names of features. Here each form of name has its phrase; the
values in both come from the same tables. Forms are grouped by subject, and the contributions of one subject are summed.
A condition in brackets says which lines a feature applies to; sums leave it out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from string import Formatter
from typing import NamedTuple, TypeAlias

from convert.readers.text.fields.headline_ranker import NEIGHBOR_LENGTHS
from convert.readers.text.fields.ranking import DISTANCES, LENGTHS, PROBABILITIES
from convert.readers.text.labels import feature_groups
from convert.readers.text.labels.crf import Label

LABEL_WORDS: Mapping[Label, str] = {
    "body": "text of the story",
    "heading": "a heading",
    "dek": "the standfirst",
    "caption": "a caption",
    "headline": "the headline",
    "byline": "a byline",
    "date": "a date",
    "dated byline": "a byline with its date",
    "above": "something else above the headline",
    "between": "something else between headline and text",
    "inside": "something else inside the story",
    "after": "something else below the story",
}
"""A phrase for each label."""


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
# The values in names of features, and their phrases


def _spans(bounds: Sequence[int], least: int = 0) -> list[str]:
    """The whole numbers of each step between `bounds`, from `least` on: "1", "4 or 5", "9 or more"."""
    found = []
    for low, above in itertools.pairwise([least, *bounds]):
        middle = "" if above - low == 1 else f" or {above - 1}" if above - low == 2 else f" to {above - 1}"
        found.append(f"{low}{middle}")
    return [*found, f"{bounds[-1]} or more"]


def _shares(bounds: Sequence[float]) -> list[str]:
    """The shares of each step between `bounds`: "none", "less than 12 %", "12 to 25 %", "50 % or more"."""
    cuts = [round(100 * bound) for bound in bounds]
    found = ["none" if not cuts[0] else f"less than {cuts[0]} %"]
    found += [f"{low} to {above} %" if low else f"less than {above} %" for low, above in itertools.pairwise(cuts)]
    return [*found, "all" if cuts[-1] == 100 else f"{cuts[-1]} % or more"]


def _noun(number: str, one: str) -> str:
    """`number` with the noun `one`, in the plural where needed."""
    return f"{'no' if number == '0' else number} {one if number == '1' else one + 's'}"


_Values: TypeAlias = dict[str, str]


def _numbered(words: Sequence[str], first: int = 0) -> _Values:
    """`words` by their numbers from `first` on."""
    return {str(number): word for number, word in enumerate(words, first)}


def _sizes(most: int) -> _Values:
    """The sizes up to `most`, in words; `most` includes all greater ones."""
    words = _spans(feature_groups.SIZE_BOUNDS[:most], 0)
    return {str(size): _noun(words[size], "word") for size in range(1, most + 1)}


def _probabilities() -> list[str]:
    first, *_, last = PROBABILITIES
    spans = [f"a chance of {low} to {above}" for low, above in itertools.pairwise(PROBABILITIES)]
    return [f"a chance below {first}", *spans, f"a chance of {last} or more"]


def _steps(above: str, below: str, none: str) -> _Values:
    """Distances from a line by their tokens; "-" is above it, `none` is the line itself."""
    spans = _spans(DISTANCES)
    return {"+0": none} | {
        f"{line}{number}": f"{_noun(spans[number], 'line')} {side}"
        for line, side in (("-", above), ("+", below))
        for number in range(1, len(spans))
    }


_LAST = len(feature_groups.SIZE_BOUNDS)
_FEW = _spans(feature_groups.PROSE_COUNT_BOUNDS)
_MASS = _spans(feature_groups.MASS_BOUNDS)
_PART = _shares(feature_groups.POSITION_BOUNDS)
_BROAD = [
    _noun(span, "word")
    for span in _spans([feature_groups.SIZE_BOUNDS[size - 1] for size in feature_groups.BROAD_SIZE_BOUNDS], 1)
]
_AWAY = _spans(feature_groups.DISTANCE_BOUNDS)

_VALUES: Mapping[str, _Values] = {
    "size": _sizes(_LAST),
    "size7": _sizes(7),
    "size8": _sizes(8),
    "end": {
        ".": "ends with a full stop",
        "?": "ends with a question or exclamation mark",
        ":": "ends with a colon",
        ",": "ends with a comma or semicolon",
        '"': "ends with a quotation mark",
        ")": "ends with a bracket",
        "…": "ends with dots, cut short",
        "9": "ends with a digit",
        "a": "ends with a letter",
        "o": "ends with another character",
    },
    "opening": {
        "U": "opens with a capital",
        "l": "opens with a small letter",
        "9": "opens with a digit",
        '"': "opens with a quotation mark",
        "x": "opens with a letter that is neither capital nor small",
        "o": "opens with another character",
    },
    "common": _numbered(
        [f"{share} of its words are everyday words" for share in _shares(feature_groups.STOP_WORD_SHARE_BOUNDS)]
    ),
    "capitals": _numbered(
        [
            "no more than one word has a capital",
            *(f"{share} of its words have capitals" for share in _shares(feature_groups.CAPITALIZED_SHARE_BOUNDS)),
            "every word has a capital",
        ]
    ),
    "kana": _numbered([f"{share} of it is hiragana" for share in _shares(feature_groups.HIRAGANA_SHARE_BOUNDS)]),
    "sentences": _numbered(["one sentence", *(f"{n} sentences" for n in (2, 3, 4)), "5 sentences or more"]),
    "commas": _numbered(["no commas", "one comma", "2 commas", "3 commas or more"]),
    "steps": {
        f"{number}{stop}": f"{lines}{', ending as a sentence,' if stop else ''}"
        for number, lines in (("1", "one sign"), ("2", "2 signs"), ("3", "3 signs or more"))
        for stop in ("", ".")
    },
    "coarse": _numbered([_noun(span, "word") for span in _spans(NEIGHBOR_LENGTHS, 1)]),
    "digits": _numbered([f"{share} of it is digits" for share in _shares(feature_groups.DIGIT_SHARE_BOUNDS)]),
    "role": {
        "share": "for sharing",
        "subscribe": "for subscribing",
        "related": "for other stories",
        "comment": "of readers' comments",
        "advert": "of advertisements",
        "legal": "of copyright and terms",
        "navigation": "of menus",
        "reading-time": "of reading times",
    },
    "zone": {
        "<": "is before the densest text",
        "=": "is in the densest text",
        ">": "is after the densest text",
    },
    "outside": {"<": "is before the densest text", ">": "is after the densest text"},
    "away": _numbered([_noun(span, "line") for span in _AWAY[1:]], 1),
    "noise": _numbered(
        [f"{share} of the copy's lines are known furniture" for share in _shares(feature_groups.FURNITURE_SHARE_BOUNDS)]
    ),
    "top": _numbered(["first", "second", "third", "fourth", "fifth", "sixth", "seventh"]),
    "bottom": _numbered(["the last line", *(f"the last line but {n}" for n in ("one", "two", "three"))], 1),
    "prose": _numbered([_noun(span, "line") for span in _FEW]),
    "offset": {
        "-2": "the line two above",
        "-1": "the line above",
        "1": "the line below",
        "2": "the line two below",
    },
    "near": {"-1": "the line above", "1": "the line below"},
    "beyond": {
        "-2": "there are no two lines above",
        "-1": "there is no line above",
        "1": "there is no line below",
        "2": "there are no two lines below",
    },
    "broad": {
        f"{number}{stop}": f"has {words} and {'ends as a sentence' if stop else 'does not end as a sentence'}"
        for number, words in enumerate(_BROAD)
        for stop in ("", ".")
    },
    "kind": {
        "known": "is known furniture",
        "date": "reads as a date",
        "byline": "reads as a byline",
        "caption": "credits a picture",
    },
    "full": _numbered(["none", "1", "2", "3 or more"]),
    "mass": _numbered([_noun(span, "word") for span in _MASS]),
    "part": _numbered([f"{share} of the copy's running text is above it" for share in _PART]),
    "far": _numbered([f"known furniture is {_noun(span, 'line')}" for span in _AWAY[1:-1]], 1)
    | {str(len(_AWAY) - 1): f"no known furniture within {feature_groups.DISTANCE_BOUNDS[-1] - 1} lines"},
    "run": _numbered(["the only short line here"], 1)
    | _numbered([f"one of {span} short lines in a row" for span in _spans(feature_groups.RUN_LENGTH_BOUNDS)[2:]], 2),
    "fifth": _numbered(["less than 20 %", *(f"{20 * n} to {20 * n + 20} %" for n in range(1, 5)), "all"]),
    "quarter": _numbered(_shares(feature_groups.CONTENT_SHARE_BOUNDS)),
    "shared": _numbered([f"{_noun(n, 'word')} in common" for n in ("0", "1", "2", "3", "4", "5 or more")]),
    # of the rankers
    "odds": _numbered(_probabilities()),
    "length": _numbered([_noun(span, "word") for span in _spans(LENGTHS, 1)]),
    "from lead": _steps("above the text", "below the text's first line", "is the text's first line"),
    "from headline": _steps("above the headline", "below the headline", "is the headline"),
    "label": {str(label): words for label, words in LABEL_WORDS.items()},
    "shared6": _numbered([f"{_noun(n, 'word')} in common" for n in ("0", "1", "2", "3", "4", "5", "6 or more")]),
    "title top": {"0": "the first line", "1": "the second line", "2": "the third or fourth line"}
    | {"not": "not among the first four lines"},
    "title end": {
        ".": "ends with a full stop",
        "?": "ends with a question or exclamation mark",
        ":": "ends with a colon, comma or semicolon",
        "a": "ends with no full stop, question mark or colon",
    },
    "raised": _numbered(
        [
            *(f"{share} of its words have capitals" for share in ("less than 25 %", "25 to 50 %", "50 to 75 %")),
            "75 % or more of its words have capitals, but not all",
            "every word has a capital",
        ]
    ),
    "below": _numbered([f"{_noun(str(n), 'line')} above the next byline or date" for n in range(1, 8)], 1)
    | {"9": "no byline or date soon below"},
    "above": _numbered([f"{_noun(str(n), 'line')} below the last byline or date" for n in range(1, 6)], 1)
    | {"9": "no byline or date soon above"},
    "between": _numbered(["no line", "1 line", "2 lines", "3 lines or more"]),
    "candidates": _numbered(["no candidate", "1 candidate", "2 candidates", "3 candidates or more"]),
    "kind of byline": {"said": "has byline wording", "bare": "is a name without wording"},
    "place": {
        "before": "is above the text",
        "inside": "is inside the text",
        "after": "is below the text",
    },
    "given": {"given name": "opens with a given name", "no given name": "opens with no given name that is known"},
    "names": {"1": "names one", "2": "names two", "3": "names three", "4": "names four or more"},
    "sure": {str(n): f"read as names with a confidence of {n / 20:g}" for n in range(21)},
    "neighbor": {
        "dated": "reads as a date",
        "names": "reads as a byline",
        "minutes": "gives the reading time",
        "job": "names a job",
    },
    "same": _numbered(["one date shows", "2 dates show", "3 or more dates show"], 1),
    "rest": _numbered(["no other words", "1 other word", "2 other words", "3 or more other words"]),
}

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
                words = {field: _VALUES[field.rstrip("_")][token] for field, token in tokens.items()}
                parts = phrase.format_map(words).split("; ")
                found[form.format_map(tokens)] = Wording(subject.format_map(tokens), tuple(parts))
    return general | single


def values(form: str) -> Iterator[Mapping[str, str]]:
    """Every combination of values for the fields of a form."""
    fields = list(dict.fromkeys(name for _, name, _, _ in Formatter().parse(form) if name))
    for row in itertools.product(*(_VALUES[field.rstrip("_")] for field in fields)):
        yield dict(zip(fields, row, strict=True))
