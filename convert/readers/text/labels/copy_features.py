"""The features of a copy: those of its lines, and the dates, bylines and captions that the parsers find in them.

They are what each unit could be by itself; the rules in `fields` decide which of them hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Set
from typing import NamedTuple

from convert.readers.text.labels.density import DenseSpan, WordExtractor, find_dense_span, word_extractor
from convert.readers.text.labels.line_features import LineFeatures, extract_line_features
from convert.readers.text.lexicon import Lexicon, fold_word, line_key
from convert.readers.text.lexicon.buttons_behind import split_buttons
from convert.readers.text.lexicon.bylines import Byline, is_opening_alone, read_byline
from convert.readers.text.lexicon.captions import Caption
from convert.readers.text.lexicon.datelines import read_dateline
from convert.readers.text.lexicon.dates import ParsedDate, read_date
from convert.readers.text.lexicon.end_credits import read_any_caption
from convert.readers.text.lexicon.name_lines import read_name_line, shows_death
from convert.readers.text.lines.language import Language
from convert.readers.text.lines.units import Unit

MAX_WORDS = 24
"""Lines with more words are neither date lines nor embargoes."""

LONGEST_DAYS = 120
"""How many characters a line with nothing but days and their labels has at most in a script without spaces."""

CAPTION_WORDS = 9
"""From how many words beside its date on a line may be a caption: it shows the day of its picture."""

SURE = 0.9
"""Above which confidence of its phrase a line is furniture and nothing else."""

READING_TIME = "reading-time"
"""The role of how long a story takes to read."""

_HOUR = re.compile(r"\d[:.]\d\d(?!\d)")

_SHOT, LONG_SHOT = ("撮影", "撮影）", "撮影)"), 18
"""What ends a caption in Japanese behind its day, and how many characters such a line has at least."""


class CopyFeatures(NamedTuple):
    """The features of the units of one copy; mappings have the units' indexes.

    `reading_times` are texts such as "3 min read" beside a date; `key_counts` are how often each line key occurs;
    `embargoes` are lines with the wording of one; `dense_span` is where running text is densest; `extract_words`
    returns the content words of a text.
    """

    lines: tuple[LineFeatures, ...]
    dates: Mapping[int, ParsedDate]
    bylines: Mapping[int, Byline]
    captions: Mapping[int, Caption]
    reading_times: Mapping[int, str]
    key_counts: Mapping[str, int]
    embargoes: Set[int]
    dense_span: DenseSpan
    extract_words: WordExtractor

    def has_day(self, at: int) -> bool:
        """Whether the unit `at` shows a day."""
        dated = self.dates.get(at)
        return dated is not None and dated.moment is not None


def extract_copy_features(units: tuple[Unit, ...], lexicon: Lexicon, language: Language) -> CopyFeatures:
    """The features of `units`, each read by itself or with the opening of a byline above it."""
    lines = extract_line_features(units, lexicon, language)
    dates: dict[int, ParsedDate] = {}
    bylines: dict[int, Byline] = {}
    captions: dict[int, Caption] = {}
    minutes: dict[int, str] = {}
    embargoes: set[int] = set()
    for at, line in enumerate(lines):
        if _is_embargo(line, lexicon):
            embargoes.add(at)
            continue
        unit = line.unit
        text = f"{unit.bullet} {unit.text}" if unit.bullet[:1].isdigit() else unit.text
        header = text
        if line.words <= MAX_WORDS and "#" in line.key and not (line.furniture and line.furniture[1] > SURE):
            header, buttons = split_buttons(text, lexicon)
            minutes.update((at, button) for button in buttons if _is_reading_time(button, lexicon))
        may_be_dated = line.words <= MAX_WORDS and ("#" in line.key or unit.bullet)
        dated = read_date(header, lexicon) if may_be_dated else None
        if dated is None and not language.is_spaced and line.words > MAX_WORDS and len(text) <= LONGEST_DAYS:
            dated = read_date(text, lexicon)
            dated = dated if dated and dated.moment and not dated.rest else None
        if dated and dated.rest and dated.moment and _is_place_of_story(dated.rest, text, units, at):
            dated = dated._replace(rest="")
        if dated and dated.rest and (known_rest := lexicon.furniture.role(line_key(dated.rest))):
            if known_rest[0] == READING_TIME:
                minutes[at] = dated.rest
            if known_rest[1] > SURE or not read_byline(dated.rest, lexicon):
                dated = dated._replace(rest="")
        is_shot = text.endswith(_SHOT) and len(text) >= LONG_SHOT
        if (
            dated
            and (is_shot or len(dated.rest.split()) >= CAPTION_WORDS)
            and (caption := read_any_caption(text, lexicon))
        ):
            captions[at] = caption
            continue
        if dated and (pictured := _of_picture(dated, text, lexicon)):
            captions[at] = pictured
            continue
        if dated:
            dates[at] = dated
        elif line.furniture and line.furniture[1] > SURE:
            continue
        byline = read_byline(header, lexicon) if not dated else _beside_date(dated, header, lexicon)
        if at and _may_open_byline(lines[at - 1], lexicon) and not (byline and byline.is_explicit):
            rest = dated.rest if dated else header
            byline = (rest and read_byline(f"{lines[at - 1].unit.text} {rest}", lexicon)) or byline
        if byline and not (text[0] in "([（【［" and read_dateline(text, lexicon)):
            bylines[at] = byline
        if at not in dates and not byline and (caption := read_any_caption(text, lexicon)):
            captions[at] = caption
    counts = Counter(line.key for line in lines if line.key)
    return CopyFeatures(
        lines, dates, bylines, captions, minutes, counts, embargoes, find_dense_span(lines), word_extractor(language)
    )


def _is_place_of_story(rest: str, text: str, units: tuple[Unit, ...], at: int) -> bool:
    """Whether the words before a day are a place that the story below names ("Vallclara del Riu. Dimarts, …")."""
    words = rest.split()
    is_before = text.startswith(f"{rest}. ") and len(words) <= MOST_PLACE
    is_name = is_before and words[0][0].isupper() and words[-1][0].isupper()
    return is_name and any(rest in unit.text for unit in units[at + 1 : at + 1 + PLACE_REACH])


MOST_PLACE, PLACE_REACH = 5, 12
"""How many words a place before a day has at most, and among how many units below the story names it."""


def _is_embargo(line: LineFeatures, lexicon: Lexicon) -> bool:
    """Whether a line is an embargo: its date is not the date of publication."""
    if line.words > MAX_WORDS or line.key[:1] not in lexicon.embargo_initials:
        return False
    return fold_word(line.unit.text[:60].lstrip(" *-–—([")).startswith(lexicon.embargo_phrases)


def _of_picture(dated: ParsedDate, text: str, lexicon: Lexicon) -> Caption | None:
    """The caption in a line whose day is inside a sentence before a credit: it is that of the picture."""
    if dated.clock or len(dated.rest.split()) < FEWEST_PICTURED:
        return None
    caption = read_any_caption(text, lexicon)
    if caption is None or caption.caption[-1:] != "." or not any(map(str.isdigit, caption.caption)):
        return None
    is_sentence = sum(word[0].islower() for word in caption.caption.split()) >= FEWEST_SMALL
    return caption if is_sentence and read_byline(caption.caption, lexicon) is None else None


FEWEST_PICTURED, FEWEST_SMALL = 5, 3
"""How many words a line has beside the day of a picture, and how many in small letters are in its caption, at least."""


def _may_open_byline(line: LineFeatures, lexicon: Lexicon) -> bool:
    """Whether a line is the opening of a byline whose names are on the next line."""
    return line.key.rpartition(" ")[2] in lexicon.byline_ends and is_opening_alone(line.unit.text, lexicon)


def _beside_date(dated: ParsedDate, text: str, lexicon: Lexicon) -> Byline | None:
    """The byline in the line `text` with a date ("Posted on 7 May 2024 by Jane Doe", "Jane Doe, 7 May 2024")."""
    if not dated.rest or shows_death(text):
        return None
    byline = read_byline(dated.rest, lexicon) or read_name_line(dated.rest, lexicon)
    if byline is None and dated.clock and text.count(" | ") > 1 and lexicon.languages[-1:] == ("de",):
        last = read_byline(text.rpartition(" | ")[2], lexicon)
        byline = last if last and last.is_explicit else None
    if byline is None and "/" in dated.rest and dated.moment and _HOUR.search(text):
        # No credit of a picture shows the hour, so that the slash divides who wrote from whom for.
        byline = read_name_line(f"{dated.rest.rstrip(' /')}/", lexicon)
    return byline


def is_reading_time(line: LineFeatures) -> bool:
    """Whether a line says how long the story takes to read."""
    return line.furniture is not None and line.furniture[0] == READING_TIME


def _is_reading_time(button: str, lexicon: Lexicon) -> bool:
    """Whether a button behind a byline says how long the story takes to read."""
    known = lexicon.furniture.role(line_key(button))
    return known is not None and known[0] == READING_TIME
