"""What shows which line is the title, beside the model: furniture, titles shown twice, forms that no title has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.copy_features import is_reading_time
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.keys import phrase_set, word_set
from convert.readers.text.lexicon.phrases import EXACT
from convert.readers.text.roles import Role

TITLE_BESIDE_FURNITURE, FURNITURE_TITLE = 0.6, 3
"""The greatest probability of all titles together where the likeliest line is furniture, and how many words furniture
has that may be a title, such as the name of a section alone above a text, less than.
"""

_APPEALS: frozenset[Role] = frozenset({"subscribe", "advert", "legal", "comment", "navigation"})

SHORT_TITLE = 5
"""How many words a line has at most that two longer ones may replace although it is likely the title."""

DOUBTFUL_TITLE, TWICE_WORDS, TWICE_REACH, TITLE_TWICE = 0.5, range(4, 41), 16, 0.7
"""Up to which probability a title is doubtful, so that one which is shown twice above the text is preferred; how many
words that has, how many units are between the two at most, and the confidence in it.
"""

MOST_ADJACENT = 14
"""How many words two equal lines in a row have at most that are the title; longer ones are what a picture shows, and
its caption.
"""

BROKEN_WORDS = range(2, 13)
"""How many words the rest of a title on the line below it has."""

POINTS_REACH = 5
"""How many units below their label key points are at most."""

_POINTS = phrase_set(
    "darum gehts|darum geht's|darum geht es|in kürze|das wichtigste in kürze|das wichtigste|auf einen blick"
    "|kurz gefasst|key points|key takeaways|at a glance|in brief|en bref|l'essentiel|en resumen|puntos clave|in breve"
    "|in sintesi|in het kort|em resumo|i korthet|kort fortalt|w skrócie"
)
"""Labels of the key points of a story, which are sentences without full stops."""

_IN_BRACKETS = re.compile(r"\[[^\[\]]{1,24}\]|【[^【】]{1,24}】|［[^［］]{1,24}］")
_LABELED = re.compile(r"[:：] ")


class HeadlineOdds(NamedTuple):
    """The units that may be the headline, and the probability of each; the last one is that there is no headline."""

    candidates: Sequence[int]
    probabilities: Sequence[float]


def without_furniture(odds: HeadlineOdds, analysis: Analysis) -> HeadlineOdds:
    """The odds without lines that are known furniture, where there are others above the text: these have their
    probability, too, as a page with a line above its text that is like a title has one.
    """
    lines = analysis.features.lines
    candidates, probabilities = odds
    rows = list(zip(candidates, probabilities, strict=False))
    titles = [(at, row) for at, row in rows if not _is_known_furniture(lines[at])]
    if len(titles) == len(rows):
        return odds
    likeliest, most = max(rows, key=itemgetter(1))
    below = likeliest + 1
    others = [
        (at, row) for at, row in titles if at < analysis.lead and _may_replace(analysis, at, is_below=at == below)
    ]
    if most <= probabilities[-1] or not _is_known_furniture(lines[likeliest]) or not others:
        titles = [(at, row) for at, row in rows if (at, row) in titles or _is_name_of_section(lines[at])]
        return HeadlineOdds(tuple(at for at, _ in titles), (*(row for _, row in titles), probabilities[-1]))
    share = min(TITLE_BESIDE_FURNITURE, sum(row for _, row in rows)) / sum(row for _, row in others)
    kept = [row * max(1.0, share) for _, row in others]
    return HeadlineOdds(tuple(at for at, _ in others), (*kept, probabilities[-1]))


def _may_replace(analysis: Analysis, at: int, *, is_below: bool) -> bool:
    """Whether a line may be the title instead of furniture: it is a phrase, no caption, byline or date. Right below the
    furniture it may have two words.
    """
    features = analysis.features
    line = features.lines[at]
    least = FURNITURE_TITLE - (is_below and " " in line.unit.text)
    if line.furniture or line.words < least or is_reading_time(line):
        return False
    return at not in features.captions and at not in features.bylines and at not in features.dates


def _is_name_of_section(line: LineFeatures) -> bool:
    """Whether furniture may be the name of a section alone above a text: a word or two, and no label of adverts."""
    is_label = line.furniture is not None and line.furniture[0] in ("advert", "legal")
    return line.words < FURNITURE_TITLE and not is_label


def _is_known_furniture(line: LineFeatures) -> bool:
    """Whether a line is furniture of a page as a whole, or opens as appeals, notices and skip links do.

    A title may open as links do, and have a label ("Fotostrecke: …").
    """
    if line.furniture is None:
        return False
    role, confidence = line.furniture
    return confidence >= EXACT or (role in _APPEALS and not (role == "navigation" and _LABELED.search(line.unit.text)))


def title_shown_twice(analysis: Analysis, chosen: int, *, is_doubtful: bool) -> int | None:
    """The first of two equal lines between the line that was chosen as the title and the text, which has more of their
    words: a path or the title of the window shows the title of a page once more. Unless the chosen line `is_doubtful`,
    it is short, and they are twice as long. None where there are none, or the chosen line is there twice, too.
    """
    features, lead = analysis.features, analysis.lead
    lines, counts = features.lines, features.key_counts
    if chosen >= lead or counts[lines[chosen].key] > 1 or not (is_doubtful or lines[chosen].words <= SHORT_TITLE):
        return None
    first: dict[str, int] = {}
    own = count_shared_words(analysis, chosen)
    for at in range(chosen + 1, lead):
        line = lines[at]
        if line.words not in TWICE_WORDS or counts[line.key] != 2 or line.furniture or line.ends_sentence:
            continue
        if at in features.dates or at in features.bylines or at in features.captions or line.unit.bullet:
            continue
        if not is_doubtful and line.words < 2 * lines[chosen].words:
            continue
        above = first.setdefault(line.key, at)
        if at == above + 1 and line.unit.text.count(" ") >= MOST_ADJACENT:
            continue
        if above < at <= above + TWICE_REACH and count_shared_words(analysis, at) > own:
            return above
    return None


def goes_on_below(analysis: Analysis, at: int, lexicon: Lexicon) -> bool:
    """Whether the title at `at` was broken: it is not furniture, and the line below it in its block is a phrase that
    opens with a word in small letters, is no byline, caption, date or furniture, and the block ends with it.
    """
    features, below = analysis.features, at + 1
    if below >= analysis.lead or features.lines[at].furniture:
        return False
    title, line = features.lines[at].unit.text, features.lines[below]
    if _breaks_off(features.lines[at], line, lexicon) and not (
        below in features.dates or below in features.bylines or below in features.captions
    ):
        return True
    if line.unit.after_blank or line.unit.bullet or line.furniture or line.words not in BROKEN_WORDS:
        return False
    first = line.unit.text.split()[0]
    is_open = title[-1].isalnum() and title[0].isupper() and not title.isupper() and features.lines[at].words > 1
    if not is_open or not first.isalpha() or not first.islower() or line.ends_sentence or ":" in line.unit.text:
        return False
    if fold_word(first) in lexicon.byline_ends or fold_word(first) in lexicon.agencies:
        return False
    is_known = below in features.dates or below in features.bylines or below in features.captions
    return not is_known and features.lines[below + 1].unit.after_blank


_OPEN_WORDS = {
    "de": word_set("des und oder für von vom zum zur im keine keinen keinem"),
    "en": word_set("the a an and"),
    "es": word_set("el la los las del y"),
    "fr": word_set("le les la du des et"),
    "it": word_set("il la gli di della dei delle"),
    "nl": word_set("de en"),
}
"""Words of which more follows, by language, as no title ends with one."""

_ARTICLES = {
    "de": word_set(
        "der die das den dem eine einen einem einer seine seinen seinem seiner ihre ihren ihrem ihrer diese"
    ),
    "es": word_set("un una unos unas"),
    "fr": word_set("un une"),
    "it": word_set("lo un uno una"),
    "nl": word_set("het een"),
}
"""Articles that a title may end with, as pronouns or numerals ("Wir schaffen das", "numéro un"), but not
behind one of the `_PREPOSITIONS`.
"""

_PREPOSITIONS = {
    "de": word_set("für über von mit in an auf gegen um durch bei nach vor zu aus unter zwischen ohne wegen und"),
    "es": word_set("en para por con sin contra sobre de y"),
    "fr": word_set("dans pour par sur avec sans contre chez vers sous et"),
    "it": word_set("in per con su da di contro senza e"),
    "nl": word_set("in op voor met bij tegen aan over naar uit van en"),
}


def _breaks_off(line: LineFeatures, below: LineFeatures, lexicon: Lexicon) -> bool:
    """Whether a title ends with a word of which more follows, and the line below it may be its rest."""
    words = line.unit.text.split()
    if len(words) < FURNITURE_TITLE or not words[-1].islower() or not _is_open(words[-2], words[-1], lexicon):
        return False
    if not line.unit.text[0].isupper() or line.key.startswith(below.key):
        return False
    return below.words in BROKEN_WORDS and not (below.ends_sentence or below.unit.bullet or below.furniture)


def _is_open(before: str, last: str, lexicon: Lexicon) -> bool:
    """Whether more follows the last word of a title, behind the word `before`."""
    language, last = lexicon.languages[-1] if lexicon.languages else "", fold_word(last)
    none: frozenset[str] = frozenset()
    is_article = last in _ARTICLES.get(language, none) and fold_word(before) in _PREPOSITIONS.get(language, none)
    return is_article or last in _OPEN_WORDS.get(language, none)


def count_shared_words(analysis: Analysis, at: int) -> int:
    """How many words of a line the text has, too."""
    return len(analysis.features.extract_words(analysis.features.lines[at].unit.text) & analysis.content_words)


def is_within_text(lines: Sequence[LineFeatures], at: int) -> bool:
    """Whether a line is a sentence of the copy's first paragraphs: only running text is above it, in its own block."""
    line = lines[at]
    if at == 0 or line.unit.after_blank or not line.ends_sentence:
        return False
    return all(above.is_prose and above.ends_sentence and not above.furniture for above in lines[:at])


def is_key_point(lines: Sequence[LineFeatures], at: int) -> bool:
    """Whether a line is in the block below the label of a story's key points ("In Kürze", "Key points")."""
    for above in range(at - 1, max(-1, at - 1 - POINTS_REACH), -1):
        if lines[above].key in _POINTS:
            return True
        if lines[above].furniture or lines[above + 1].unit.after_blank:
            return False
    return False


def is_in_brackets(line: LineFeatures) -> bool:
    """Whether a line is only a label in brackets ("[PICK]")."""
    return _IN_BRACKETS.fullmatch(line.unit.text) is not None
