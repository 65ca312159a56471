"""The words for the values in names of features: each field of a form of name has a phrase for each of its values.

The values come from the tables that the features are made with.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TypeAlias

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

_Values: TypeAlias = dict[str, str]


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


def _numbered(words: Sequence[str], first: int = 0) -> _Values:
    """`words` by their numbers from `first` on."""
    return {str(number): word for number, word in enumerate(words, first)}


def _sizes(most: int) -> _Values:
    """The sizes up to `most`, in words; `most` includes all greater ones."""
    words = _spans(feature_groups.SIZE_BOUNDS[:most], 0)
    return {str(size): _noun(words[size], "word") for size in range(1, most + 1)}


def _probabilities() -> list[str]:
    """The steps of probabilities, in words."""
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

VALUE_WORDS: Mapping[str, _Values] = {
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
"""A phrase for each value, by the field of the form."""
