"""Reads the story's header: headline, dates, bylines, kicker, dek and reading time.

Each field has a confidence. Below its floor the field stays empty, and a notice reports the candidate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.findings import Severity
from convert.model import Moment
from convert.readers.text.fields.authors import read_author_of_dek, read_authors
from convert.readers.text.fields.choose_headline import choose_headline
from convert.readers.text.fields.date_ranker import is_part_of_text, rank_date, says_day, shows_no_time
from convert.readers.text.fields.dateline import opens_text
from convert.readers.text.fields.dek import read_dek
from convert.readers.text.fields.german_titles import kicker_set_apart, title_beside
from convert.readers.text.fields.headline_ranker import glued_kicker
from convert.readers.text.fields.kicker import barred_kicker, drop_taglines, is_tagline, read_kicker
from convert.readers.text.fields.menu_before import menu_before
from convert.readers.text.fields.story import Story, as_confidence
from convert.readers.text.fields.title_forms import is_age, is_credited_caption
from convert.readers.text.fields.title_signs import HeadlineOdds, goes_on_below
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.copy_features import is_reading_time
from convert.readers.text.labels.crf import LABELS, Model
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.letters import is_page_of_letters
from convert.readers.text.layout.lists import QUIZ
from convert.readers.text.layout.runs import Run
from convert.readers.text.lexicon import Lexicon, fold_word, line_key
from convert.readers.text.lexicon.bylines import CLIPPING
from convert.readers.text.lexicon.dates import NO_YEAR, ParsedDate
from convert.readers.text.lexicon.day_labels import OTHER_DAY, contradicted_weekday
from convert.readers.text.sentences import is_of_sentences

DATE_FLOOR = 0.4
"""A date with a lower probability is not taken."""

GIVEN = "headline given by the user"
STATED = "headline by the envelope's form"
"""The rule of a line that is the headline because the user gave it as metadata."""

HEADER_REACH = 8
"""How many units above the headline may belong to the header."""


FIRST_LINE_WORDS = range(2, 17)
"""How many words a first line has that is the headline by its place alone."""

MIN_SENTENCE = 8
"""How many words a sentence below a first line has at least."""

NOISE = 4
"""From how many lines of known furniture on the copy counts as a page, where a kicker may be part of a menu."""

SURE_TITLE, LEAST_TITLE_WORDS, DATELINE_REACH = 0.7, 4, 40
"""From which probability on a second line is the title rather than a first one with a day, how many words that has
beside its day at least, and within how many characters a dateline with an agency ends.
"""

MOST_LABEL_WORDS, LABEL_CONFIDENCE = 4, 0.8
"""How many words the label of a day has at most, a colon counting as one, and the confidence that it is one."""

MIN_PROSE = 12
"""How many words divided by spaces a line with a day has at least that may be running text."""

DAY_WITH_WORDS = "date line with other words"
"""The rule of a date line that says more than its day."""

LEAST_OTHER_WORDS = 3
"""From how many words beside its date on a line is more than a date line."""

QUOTED_WORDS = (3, 12)
"""How many words a title that is a quotation has at least and at most; a name, such as a broadcast's, has fewer."""

QUOTES = '"“”„«»‹›'
"""Quotation marks around such a title."""


RUN_REACH = 3
"""How many units below the title a kind of layout begins at most that shows it to be the title."""

_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|\d+")

_GIVE_DATE = "Give the date as metadata if the story should have one."

_ORDERED = re.compile(
    r"[A-ZÄÖÜ]{2,4}\b|(?:Bundes|Regional|Ober|Kreis)?[Ll]iga\b|Advent\b|Weltkrieg\b|Platz\b|Tag\b|Runde\b|Etappe\b"
    r"|(?:Jan|Feb|März|April|Mai|Juni|Juli|Aug|Sept|Okt|Nov|Dez)"
)
"""What follows an ordinal number that opens a headline ("1. FC Osted", "3. Liga", "1. Mai")."""

_BEHIND_DAY = re.compile(
    r"\d[^\W\d_]{0,2}[.,]?(?:\s[^\W\d_]{1,6}\.?)?(?:\s?[:–—-]|(?<=\d{4})\.)\s+(?P<words>\w.*)[.!?…]$"
)
"""What stands behind the day of a line and a dash or colon, up to the end of its sentence."""

_MINUTES = re.compile(r"\d+")
_DATE, _DATED_BYLINE = (LABELS.index(label) for label in ("date", "dated byline"))


def read_headline(
    story: Story,
    analysis: Analysis,
    odds: HeadlineOdds,
    known: str | None,
    *,
    known_by: str,
    lexicon: Lexicon,
    runs: Sequence[Run] = (),
) -> int | None:
    """Read the headline and return its unit, None where there is none. `odds` are those of all candidates; `known` is
    the headline, where the user or an envelope states it; `known_by` is the rule that says which.
    """
    at, confidence = None, 0.0
    lines = analysis.features.lines
    if known is not None:
        key = line_key(known)
        at, confidence = (
            next((i for i in range(min(len(lines), analysis.lead + 6)) if key and lines[i].key == key), None),
            0.99,
        )
    rule = "title of what follows" if at is None else known_by
    if at is None:
        at, confidence = choose_headline(odds, analysis)
        at = at if at is None or story.roles[at] is None else None
        if at is not None and (is_of_sentences(lines[at].unit.text) or is_credited_caption(analysis, at)):
            at = None
        if at == 1 and confidence < SURE_TITLE and story.roles[0] is None and _is_title_with_day(analysis):
            at, confidence, rule = 0, 0.6, "first line with a day, above a line and a dateline"
        if at == 1 and story.roles[0] is None and _is_quoted_title(analysis):
            at, confidence, rule = 0, 0.6, "quoted words above a line that explains them"
    is_open = (
        mark is None and not (is_page_of_letters(line) or is_tagline(line.unit.text) or is_age(line.unit.text, lexicon))
        for mark, line in zip(story.roles, lines, strict=True)
    )
    first = next((i for i, may_be_title in enumerate(is_open) if may_be_title), len(lines))
    below = [run for run in runs if first < run.first <= first + RUN_REACH]
    is_above_quiz = any(run.rule == QUIZ for run in below)
    if at is None and _is_first_line(analysis, first, is_above_run=bool(below), is_above_quiz=is_above_quiz):
        at, confidence, rule = first, 0.6, "first line above running text"
    if at is None:
        at = next((i for i in range(analysis.lead) if _is_behind_menu(story, i, lexicon)), None)
        confidence, rule = 0.6, "title behind a menu"
    if at is None:
        return None
    confidence = as_confidence(confidence)
    beside = title_beside(analysis, at, lexicon) if known is None else None
    if beside and story.roles[beside.at] is None:
        at, confidence, rule = beside.at, min(confidence, beside.confidence), beside.rule
    if known is None and at and story.roles[at - 1] is None and goes_on_below(analysis, at - 1, lexicon):
        at -= 1
    unit = story.units[at]
    is_listed = any(line.unit.bullet[:1].isdigit() for line in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]))
    is_ordinal = not is_listed and unit.bullet[:1].isdigit() and _ORDERED.match(unit.text)
    story.headline = f"{unit.bullet} {unit.text}" if is_ordinal else unit.text
    story.assign(at, "headline", rule, confidence)
    story.infer("headline", confidence, [at], rule)
    kicker = glued_kicker(analysis, at) or kicker_set_apart(unit.text, lexicon) if known is None else ""
    if kicker:
        story.headline, story.kicker = unit.text[len(kicker) :].lstrip(), kicker
        story.infer("other_headlines", 0.7, [at], "words before the title")
    elif known is None and (barred := barred_kicker(story.headline)):
        story.kicker, story.headline = barred
        story.infer("other_headlines", 0.9, [at], "kind of story before a bar in the title")
    elif known is None and (menu := menu_before(story.headline, lexicon)):
        story.headline = story.headline[len(menu) :]
    if known is None and goes_on_below(analysis, at, lexicon) and story.roles[at + 1] is None:
        story.headline += f" {story.units[at + 1].text}"
        story.assign(at + 1, "headline", "title that goes on", confidence)
        story.infer("headline", confidence, [at + 1], rule)
    return at


def _is_behind_menu(story: Story, at: int, lexicon: Lexicon) -> bool:
    """Whether a line that has no role yet is the path of a page with a title at its end."""
    return story.roles[at] is None and menu_before(story.units[at].text, lexicon) != ""


def _is_first_line(analysis: Analysis, at: int, *, is_above_run: bool, is_above_quiz: bool) -> bool:
    """Whether copy with little furniture opens at `at` with a short line that is not a sentence, above a longer line or
    a kind of layout, such as ingredients or verse. The title of a quiz may be a question.

    The model has too little context to recognize such a headline.
    """
    features = analysis.features
    if len(features.lines) < at + 2 or _is_noisy(analysis, None):
        return False
    first = features.lines[at]
    if (
        not first.has_alphanumeric
        or (first.ends_sentence and not first.unit.text.isupper() and not (is_above_quiz and _asks(first)))
        or first.furniture
        or first.unit.bullet
        or first.unit.text[-1] in ":;,"
    ):
        return False
    dated = features.dates.get(at)
    has_words = dated and (_has_other_words(dated, is_above=True) or says_day(first.unit.text, dated, least=2))
    if (dated and not has_words) or at in features.bylines or at in features.captions:
        return False
    if first.words not in FIRST_LINE_WORDS and not (is_above_run and first.words == 1):
        return False
    below = features.lines[at + 1 : at + 4]
    is_alone = below[0].unit.after_blank and not any(line.furniture for line in below)
    if is_above_run and below[0].unit.after_blank:
        return True
    return below[0].words >= max(8, first.words) or (
        is_alone and (any(map(_is_sentence, below)) or all(line.ends_sentence for line in below))
    )


def _asks(line: LineFeatures) -> bool:
    return line.unit.text[-1] in "?？؟"


def _is_quoted_title(analysis: Analysis) -> bool:
    """Whether copy without furniture opens with words in quotation marks alone, and a phrase below that explains them:
    the title of an interview, and its dek.
    """
    lines = analysis.features.lines
    first, second, *below = lines
    text = first.unit.text
    is_quoted = text[0] in QUOTES and text[-1] in QUOTES and not any(mark in text[1:-1] for mark in QUOTES)
    return (
        is_quoted
        and QUOTED_WORDS[0] <= first.words <= QUOTED_WORDS[1]
        and second.unit.after_blank
        and second.words > first.words
        and not second.ends_sentence
        and bool(below)
        and not any(line.furniture for line in lines)
    )


def _is_title_with_day(analysis: Analysis) -> bool:
    """Whether copy opens with a title that has a day among its words, above one line and text with a dateline."""
    lines, dated = analysis.features.lines, analysis.features.dates.get(0)
    if dated is None or analysis.lead != 2 or len(dated.rest.split()) < LEAST_TITLE_WORDS:
        return False
    first, text = lines[0], lines[2].unit.text
    is_open = not first.furniture and not first.ends_sentence and not lines[1].ends_sentence and not first.unit.bullet
    return is_open and ")" in text[:DATELINE_REACH] and lines[2].is_prose


def _is_sentence(line: LineFeatures) -> bool:
    return line.ends_sentence and line.words >= MIN_SENTENCE


def read_header(
    story: Story,
    analysis: Analysis,
    model: Model,
    lexicon: Lexicon,
    headline: int | None,
    *,
    provider: str | None = None,
    has_dek: bool = False,
) -> None:
    """Read the fields around the headline and the lead, and at the body's end. `provider` is who sends the copy, where
    its envelope says so, and `has_dek` is whether that has the dek.
    """
    head = analysis.lead if headline is None else headline
    zone = range(max(0, min(head, analysis.lead) - HEADER_REACH), max(head, analysis.lead) + 1)
    _minutes(story, analysis, zone)
    _ages(story, analysis, lexicon, zone)
    _dates(story, analysis, model, lexicon, head, zone)
    read_authors(story, analysis, model, lexicon, head, provider=provider)
    _prefer_day_of_byline(story, analysis, head)
    drop_taglines(story, head)
    _drop_clippings(story, zone)
    if headline is not None:
        if not has_dek:
            read_dek(story, analysis, lexicon, headline)
        read_author_of_dek(story, lexicon)
        read_kicker(story, analysis, lexicon, headline, is_page=_is_noisy(analysis, headline))


def _drop_clippings(story: Story, zone: range) -> None:
    """Drop lines that name no more than a paper and its section ("Osted Bell - - News -")."""
    for at in zone:
        if story.roles[at] is None and CLIPPING.fullmatch(story.units[at].text):
            story.assign(at, "navigation", "paper and section of a clipping", 0.9)


def _prefer_day_of_byline(story: Story, analysis: Analysis, head: int) -> None:
    """Take the day in the line of the authors rather than one above the headline, which another story may have."""
    shown, named = story.inferred.get("published"), story.inferred.get("authors")
    if shown is None or named is None or story.published is None:
        return
    title = story.units[head].lines[0]
    if any(line >= title for line in shown.lines):
        return
    for at in range(head + 1, analysis.lead):
        dated = analysis.features.dates.get(at)
        if dated and dated.moment and dated.kind != "updated" and story.units[at].lines[0] in named.lines:
            del story.inferred["published"]
            story.published = dated.in_given_zone().moment
            story.infer("published", named.confidence, [at], "day in the line of the authors")
            return


def _minutes(story: Story, analysis: Analysis, zone: range) -> None:
    features = analysis.features
    for at in zone:
        line = features.lines[at]
        is_own = is_reading_time(line)
        number = _MINUTES.search(line.unit.text if is_own else features.reading_times.get(at, ""))
        if number is None:
            continue
        confidence = line.furniture[1] if is_own and line.furniture else 0.85
        if is_own:
            story.assign(at, "reading-time", "reading time", confidence)
        minutes = int(number.group()) if len(number.group()) < 5 else 0
        if story.reading_time is None and 1 <= minutes <= 600:
            story.reading_time = minutes
            story.infer("reading_time", confidence, [at], "reading time")


def _ages(story: Story, analysis: Analysis, lexicon: Lexicon, zone: range) -> None:
    """Assign lines that say only how old a story is, from which no day can be told ("Publicat acum 6 ore")."""
    for at in zone:
        is_free = story.roles[at] is None and at not in analysis.features.dates
        if is_free and is_age(story.units[at].text, lexicon):
            story.assign(at, "date", "age of the story", 0.8)


def _dates(story: Story, analysis: Analysis, model: Model, lexicon: Lexicon, head: int, zone: range) -> None:
    """Read the times of publication and update from the date lines around the headline and the end."""
    features = analysis.features
    line, confidence = rank_date(model, analysis, head)
    chosen = line.at if line and confidence >= DATE_FLOOR else -1
    near = sorted({*zone, chosen} - {-1})
    for at in near:
        dated = features.dates.get(at)
        if dated is None:
            if story.roles[at] is None and _is_label_of_day(story.units[at].text, lexicon):
                story.assign(at, "date", "label of a day without one", LABEL_CONFIDENCE)
            elif story.roles[at] is None and is_age(story.units[at].text, lexicon):
                story.assign(at, "date", "age of the story", LABEL_CONFIDENCE)
            continue
        zoned = dated.in_given_zone()
        for moment in (zoned.moment if dated.kind == "updated" else None, zoned.updated):
            if moment and moment.is_instant and story.updated is None and (at == chosen or dated.is_labeled):
                story.updated = moment
                story.infer("updated", 0.9, [at], "date line labeled as an update")
        is_of_other_day = dated.uncertainty == OTHER_DAY and not dated.moment
        if dated.uncertainty and not dated.moment and not (is_of_other_day and line):
            story.report(
                "TXT006",
                Severity.NOTICE,
                at,
                f"“{_quoted(analysis, at)}” shows {dated.uncertainty}; no date was taken from it",
                _GIVE_DATE,
            )
        is_line = analysis.marginals[at][_DATE] + analysis.marginals[at][_DATED_BYLINE] > 0.5 or not dated.rest
        if (
            is_of_other_day
            or is_part_of_text(features.lines[at], dated)
            or _has_other_words(dated, is_above=at <= head)
            or opens_text(features.lines[at].unit.text, lexicon)
            or _says_sentence(features.lines[at], dated)
        ):
            continue
        is_long = story.units[at].text.count(" ") + 1 >= MIN_PROSE  # in a script without spaces letters count as words
        is_prose = features.lines[at].is_prose and (dated.rest or (is_long and not dated.is_labeled))
        if (at == chosen or is_line) and at not in features.bylines and not is_prose:
            has_words = any(map(str.islower, dated.rest.split())) and " " in dated.rest
            rule = DAY_WITH_WORDS if has_words else "date line"
            story.assign(at, "date", rule, as_confidence(max(0.6, analysis.marginals[at][_DATE])))
    if line is None:
        _day_of_update(story, analysis, near)
        return
    if chosen < 0 or _is_of_page(analysis, line.at, head):
        story.report(
            "TXT006",
            Severity.NOTICE,
            line.at,
            f"“{_quoted(analysis, line.at)}” may be the date of publication; no date was taken from it",
            _GIVE_DATE,
        )
        return
    if line.is_update:
        story.published = Moment(line.moment.text[:10])
        story.infer("published", as_confidence(confidence), [chosen], "day of the update, the only one shown")
    else:
        story.published = line.dated.in_given_zone().moment
        story.infer("published", as_confidence(confidence), [chosen], "date line near the headline")
    if weekday := contradicted_weekday(features.lines[chosen].unit.text, line.moment, lexicon):
        story.report(
            "TXT023",
            Severity.WARNING,
            chosen,
            f"“{_quoted(analysis, chosen)}” names a {weekday} that the day {line.moment.text[:10]} is not",
            "Compare the date with its source, and give the right one as metadata.",
        )


def _is_label_of_day(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is only the label of a day that the copy does not have ("Veröffentlicht am")."""
    words = text.rstrip(" :：").split()
    if not 1 < len(words) + (text[-1] in ":：") <= MOST_LABEL_WORDS:
        return False
    return all(word in lexicon.published_words or word in lexicon.updated_words for word in map(fold_word, words))


def _is_of_page(analysis: Analysis, at: int, head: int) -> bool:
    """Whether the day at `at`, above the headline, is that of the page rather than of the story: below the headline is
    another day, which lacks its year.
    """
    features = analysis.features
    if at >= head or features.dates[at].rest or features.dates[at].is_labeled:
        return False
    own_words = set(_WORD_OR_NUMBER.findall(fold_word(features.lines[at].unit.text)))
    return any(
        dated.uncertainty == NO_YEAR
        and not own_words.issuperset(_WORD_OR_NUMBER.findall(fold_word(features.lines[other].unit.text)))
        for other, dated in features.dates.items()
        if head < other < analysis.lead
    )


def _has_other_words(dated: ParsedDate, *, is_above: bool) -> bool:
    """Whether a line above the headline says more beside its date than date lines do, such as a title with a day."""
    return is_above and len(dated.rest.split()) >= LEAST_OTHER_WORDS


def _says_sentence(line: LineFeatures, dated: ParsedDate) -> bool:
    """Whether a sentence stands behind the day of a line ("8 October 2026 – It rains.")."""
    behind = _BEHIND_DAY.search(line.unit.text) if line.ends_sentence and " " in dated.rest else None
    return behind is not None and dated.rest.endswith(behind["words"])


def _day_of_update(story: Story, analysis: Analysis, near: Sequence[int]) -> None:
    """Report a day of update that was not used as the day of publication."""
    for at in near:
        dated = analysis.features.dates.get(at)
        if dated and dated.moment and dated.kind == "updated" and shows_no_time(analysis, at):
            story.report(
                "TXT006",
                Severity.NOTICE,
                at,
                f"“{_quoted(analysis, at)}” shows only the day of an update; no date was taken from it",
                _GIVE_DATE,
            )
            return


def _quoted(analysis: Analysis, at: int) -> str:
    """The beginning of the unit `at`, for a message."""
    return analysis.features.lines[at].unit.text[:60]


def _is_noisy(analysis: Analysis, headline: int | None) -> bool:
    """Whether the copy has much furniture."""
    known = sum(line.furniture is not None for line in analysis.features.lines)
    return known >= NOISE or (analysis.lead if headline is None else headline) > HEADER_REACH
