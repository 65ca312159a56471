"""What stays in the article although the model gives it no place: the rules of loss.

Between the first and the last paragraph of a story nothing is dropped unless its kind is known. Copy without a sign of
page furniture keeps every line. A line that may be the title instead of the chosen one stays near it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Literal, TypeAlias

from convert.readers.text.envelopes.contacts import BRACKETS_AT_END, has_contact, is_contact, is_of_imprint
from convert.readers.text.envelopes.press.words import END_WORDS
from convert.readers.text.fields.fact_boxes import is_in_fact_box
from convert.readers.text.fields.headline import STATED
from convert.readers.text.fields.kicker import is_of_page_head, is_remnant
from convert.readers.text.fields.phrase_deks import is_full_of_digits
from convert.readers.text.fields.story import Story, as_confidence
from convert.readers.text.fields.story_phrases import (
    MIN_TEXT,
    find_story_phrases,
    is_sentence_like_furniture,
    may_open_by_chance,
)
from convert.readers.text.fields.title_signs import HeadlineOdds
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout import Run
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.keys import bare_key, word_set
from convert.readers.text.lexicon.name_lines import read_name_line
from convert.readers.text.lexicon.people import MAX_AUTHORS
from convert.readers.text.lexicon.side_lines import is_company, is_label_of_program, is_side_line
from convert.readers.text.lexicon.unnamed_bylines import names_job, names_nobody
from convert.readers.text.roles import Role
from convert.readers.text.sentences import ENDS_WITHIN

QUIET_CONFIDENCE = 0.6
"""The least confidence that a line of copy without furniture belongs to the story."""

RIVAL_REACH = 3
"""How many units from the headline a line that may be the title is kept."""

RIVAL_PROBABILITY = 0.15
"""From this probability to be the headline on, a line is a rival of the chosen one."""

MOST_RIVAL_WORDS = 40
"""How many words a rival, or a line between the title and the story, has at most to become a kicker or dek."""

MOST_NAME_LINES, MOST_NAME_WORDS = 3, 5
"""How many lines above contacts may be the names that they belong to, and how many words each has at most."""

MOST_REPEATS = 2
"""How often a short line occurs at most in copy without furniture."""

ABOVE, BEFORE = "above the headline", "before the story"
INSIDE, AFTER = "inside the story, but not part of it", "after the story's end"
GUESSES = frozenset({ABOVE, BEFORE, INSIDE, AFTER})
"""Rules that name only the place of a line that is dropped."""

CONTACTS, CONTACTS_ABOVE = "contacts after the story", "contacts above the story"
"""The rules of lines below and above the story that say how to reach somebody."""

MOST_SIGNS, MIN_LONE_SENTENCE = 1, 12
"""How many lines of known furniture are few, and how many words running text above the story has at least."""

NAME_REACH, NAME_CONFIDENCE = 2, 0.6
"""How many units below the title a line of names is looked for in copy without furniture, and its confidence."""

MIN_TRAILING = 4
"""How many short lines at the copy's end are left to the model."""

MOST_SECTION_WORDS = 3
"""How many words the name of a section has at most that is above a title and below it again."""

MIN_CAPTION = 13
"""From how many words on sentences above the title are no kicker."""

MOST_LINKS = 8
"""How many words a row of links has at most."""

MOST_FIGURE_WORDS = 3
"""How many words a figure with its unit has at most."""

COUNT_DIGITS = 3
"""How many digits the number of comments or shares alone below a title has at most; a year has more."""

CAPTION_FLOOR = 0.3
"""How probable a phrase between byline and text must be a caption."""

MOST_END_WORDS = 4
"""How many words an end mark has at most."""

_BY = re.compile(r"(?:By|Von|Par|Por|Door|Av|Af)\s(?=\S+\s\S)")
"""What opens a byline in a language that a short copy does not show."""

_INITIALS = re.compile(r"[(\[]?(?:[a-zäöü]{2,4}|[Rr]ed\.?|[Aa]genturen)(?:/[a-zäöü]{2,5}){0,2}[)\]]?")
"""Initials of an author or a desk alone, as German papers have them ("nfe", "(red)", "sda/nf")."""

_DAY_AND_HOUR = re.compile(r"(?:[^\W\d_]{5,12}:?\s)?\d{1,2}\.\d{1,2}\.,?\s(?:klo\s)?\d{1,2}[:.]\d\d")
"""A day without its year beside its hour, perhaps with a label ("17.3. 18:10", "Päivitetty 18.3. 9:02")."""

_HOUR_ALONE = re.compile(r"[|•·\s]{0,3}\d{1,2}[:.]\d\d(?: ?(?:Uhr|h|hrs|[AaPp]\.?[Mm]\.?))?[|•·\s]{0,3}")
"""An hour alone, which is neither a kicker nor a dek ("| 02:44 Uhr")."""

_LENGTH_AT_END = re.compile(r"\(\d{1,2}:\d\d\)$")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?:\s?[AaPp]\.?[Mm]\.?)?")
_SALUTATION = re.compile(
    r"(?:liebe[rs]?|sehr geehrte|dear|hello|hi|chers?|chère|bonjour|queridos|queridas|estimados|estimadas|hola|cari"
    r"|care|gentili|caros|caras|prezados|olá|beste|kära|kære|hei|drodzy|szanowni|milí|vážení|kedves|dragi|дорогие|уважаемые"
    r"|шановні|дорогі)\b[^.:;!?]{0,60}[,!،，]$|(?:to|dear) (?:the )?editor\s?[:,.–—-]?$|au rédacteur\s?[:,]?$"
    r"|señor(?:a)? director(?:a)?\s?[:.,]?$|senhor director\s?[:,]?$|caro direttore\s?[:,]?$",
    re.IGNORECASE,
)
"""A form of address alone on its line, as newsletters have one below the title."""

_PAGE_SIGN = re.compile(r"https?://\S+$|\S+\s[›»>]\s\S+|[|☆★▶►]+$|(?:\S+\s\|\s){2,}\S+")


PageSigns: TypeAlias = Literal["none", "few", "many"]
"""How many signs of a page copy shows: known furniture, menus, lines that recur."""


def count_page_signs(analysis: Analysis, runs: Sequence[Run], lexicon: Lexicon) -> PageSigns:
    """How many signs of a page the copy shows; they are few if at most one line is known furniture.

    Phrases that are of the story unless there is another sign are none. A line without a letter, such as -30- or the
    time of an entry of live coverage, occurs in copy of every kind.
    """
    if _is_quiet(analysis, runs, lexicon):
        return "none"
    signs = sum(line.furniture is not None and _has_letter(line) for line in analysis.features.lines)
    return "few" if signs <= MOST_SIGNS else "many"


def _has_letter(line: LineFeatures) -> bool:
    return any(map(str.isalpha, line.unit.text))


def _is_figure(line: LineFeatures) -> bool:
    """Whether a line is a figure, perhaps with its unit, as cells of a table are ("4 minutes"): its key has none."""
    is_short = line.words <= MOST_FIGURE_WORDS and not line.is_prose
    return is_short and (line.unit.text[:1].isdigit() or not _has_letter(line))


def _is_quiet(analysis: Analysis, runs: Sequence[Run], lexicon: Lexicon) -> bool:
    features = analysis.features
    in_runs = {at for run in runs for at in run.sure}
    in_rows = {at for run in runs for at in run.roles}
    of_story = find_story_phrases(features.lines)
    doubtful = 0
    for at, line in enumerate(features.lines):
        if at in in_runs or at in of_story or is_sentence_like_furniture(line):
            continue
        if may_open_by_chance(line) and not doubtful:
            doubtful += 1
            continue
        if (
            (line.furniture and _has_letter(line))
            or _PAGE_SIGN.match(line.unit.text[:200])
            or _is_row_of_links(line, lexicon)
        ):
            return False
        is_short_line = (
            at not in in_rows and at not in features.captions and not (line.ends_sentence or line.unit.bullet)
        )
        if (
            line.key
            and line.words < 8
            and features.key_counts[line.key] > MOST_REPEATS
            and is_short_line
            and (features.has_day(at) or not _is_figure(line))
        ):
            return False
    return True


def is_lone_prose(line: LineFeatures) -> bool:
    """Whether a line is running text long enough that no button or link is like it."""
    return line.furniture is None and line.is_prose and line.words >= MIN_LONE_SENTENCE


def is_right_above(analysis: Analysis, at: int, headline: int | None) -> bool:
    """Whether a sentence is between the title and the text, right above it: it opens the story."""
    line = analysis.features.lines[at]
    is_between = headline is not None and headline < at == analysis.lead - 1
    return is_between and line.furniture is None and line.ends_sentence and line.words >= MIN_TEXT


def is_text_of_story(story: Story, at: int, line: LineFeatures) -> bool:
    """Whether the unit `at` is a sentence of the story, be it its standfirst or read as its title: what is below it is
    of the story, too.
    """
    assigned = story.roles[at]
    is_text = assigned is not None and assigned.role in _TEXT | {"headline", "subheadline"}
    return is_text and line.ends_sentence and line.words >= MIN_TEXT


def _is_row_of_links(line: LineFeatures, lexicon: Lexicon) -> bool:
    """Whether a line is only the names of services ("Facebook Twitter WhatsApp")."""
    words = line.key.split()
    return 1 < len(words) <= MOST_LINKS and all(lexicon.furniture.exact.get(word) == "share" for word in words)


def end_of_story(story: Story, analysis: Analysis) -> int:
    """The first unit below the story: its end mark or contacts; the number of units where there are none. A number in a
    box of facts ends nothing.
    """
    lines = analysis.features.lines
    last = next((at for at in range(len(lines) - 1, -1, -1) if _is_running_text(story, analysis, at)), analysis.lead)
    ends = (at for at in range(last + 1, len(lines)) if _is_contact(lines[at]) or is_end_mark(lines[at]))
    end = next((at for at in ends if not is_in_fact_box(lines, at)), len(lines))
    first = end
    while end < len(lines) and end - 1 > last and first - end < MOST_NAME_LINES and _is_name(lines[end - 1]):
        end -= 1
    return end


def drop_numbers_in_boxes(story: Story, analysis: Analysis, end: int) -> None:
    """Drop the lines of a box of facts below the text that say how to reach somebody; `end` is the story's end."""
    lines = analysis.features.lines
    for at in range(end - 1, analysis.lead, -1):
        if _is_running_text(story, analysis, at):
            return
        if story.roles[at] is None and _is_contact(lines[at]) and is_in_fact_box(lines, at):
            story.assign(at, "navigation", CONTACTS, 0.9)


def _is_running_text(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether the unit `at` may be running text of the story, or a sentence with a contact in brackets."""
    line = analysis.features.lines[at]
    is_prose = line.is_prose or BRACKETS_AT_END.search(line.unit.text) is not None
    return is_prose and _is_text(story, at) and not _is_contact(line)


def trailing_lines(story: Story, analysis: Analysis) -> range:
    """The short lines at the copy's end, each a paragraph by itself, that say no more than keywords do."""
    lines = analysis.features.lines
    first = len(lines)
    while first and (line := lines[first - 1]).unit.after_blank and line.words <= MOST_NAME_WORDS:
        ends = line.ends_sentence and line.words > 2
        if ends or any(map(str.isdigit, line.unit.text)) or story.roles[first - 1] is not None:
            break
        first -= 1
    return range(first, len(lines)) if len(lines) - first >= MIN_TRAILING else range(0)


def _is_text(story: Story, at: int) -> bool:
    """Whether the unit `at` may still be text of the story."""
    assigned = story.roles[at]
    return assigned is None or assigned.role in _TEXT


def is_end_mark(line: LineFeatures) -> bool:
    """Whether a line says only that the text ends, perhaps with the time ("END 2:11 P.M."), or opens a signature."""
    if line.unit.text == "--":
        return True
    if line.words > MOST_END_WORDS:
        return False
    return fold_word(_CLOCK.sub("", line.unit.text).strip(" -–—*#=_.()[]")) in END_WORDS


def _is_name(line: LineFeatures) -> bool:
    """Whether a line may be the name of a person or an organization above the contacts."""
    return line.words <= MOST_NAME_WORDS and not line.ends_sentence and not any(map(str.isdigit, line.unit.text))


def _is_contact(line: LineFeatures) -> bool:
    """Whether a line says how to reach somebody, and is not part of the news or in brackets behind a sentence of it."""
    text = line.unit.text
    if line.words > MOST_RIVAL_WORDS or not is_contact(text):
        return False
    behind = BRACKETS_AT_END.search(text) if line.words >= MIN_LONE_SENTENCE else None
    return behind is None or is_contact(text[: behind.start()])


def keep_rivals(story: Story, analysis: Analysis, odds: HeadlineOdds, headline: int) -> None:
    """Keep lines near the headline that may be the title, as kicker or dek."""
    for at, probability in zip(odds.candidates, odds.probabilities, strict=False):
        if probability >= RIVAL_PROBABILITY and at != headline and abs(at - headline) <= RIVAL_REACH:
            _keep_beside_title(story, analysis, at, headline, "could be the title, too", probability)


def keep_header(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int) -> None:
    """Keep the lines around the headline of copy without furniture that are no sentences, as kicker or dek."""
    lines = analysis.features.lines
    below = takewhile(lambda at: not lines[at].ends_sentence, range(headline + 1, analysis.lead))
    above = range(headline - 1, max(-1, headline - 1 - RIVAL_REACH), -1)
    for at in range(headline + 1, analysis.lead):
        is_beside_day = any(other in analysis.features.dates for other in (at - 1, at + 1))
        if story.roles[at] is None and is_beside_day and _signs_for_desk(lines[at], lexicon):
            _take_unnamed(story, at)
        if story.roles[at] is None and _DAY_AND_HOUR.fullmatch(lines[at].unit.text):
            story.assign(at, "date", "day without a year below the title", 0.6)
    for at in (*below, *(at for at in above if not lines[at].ends_sentence)):
        if at > headline and lines[at].unit.text.isdecimal() and len(lines[at].unit.text) <= COUNT_DIGITS:
            story.assign(at, "navigation", "count below the title", 0.6)
        if at > headline and is_label_of_program(lines[at].unit.text):
            story.assign(at, "navigation", "label of the site's program", 0.9)
        if at > headline and _is_note_on_author(story, at):
            story.byline = f"{story.byline} {lines[at].unit.text}"
            story.assign(at, "byline", "note in brackets below the author", 0.6)
        beside = story.roles[at - 1] if at else None
        is_job = beside is not None and beside.role == "byline" and names_job(lines[at].unit.text, lexicon)
        is_unnamed = is_job or names_nobody(lines[at].unit.text, lexicon) or _is_name_below(story, analysis, at)
        if headline < at < analysis.lead and story.roles[at] is None and is_unnamed:
            _take_unnamed(story, at)
        if at > headline and _INITIALS.fullmatch(lines[at].unit.text) and story.byline in (None, lines[at].unit.text):
            story.byline = lines[at].unit.text
            story.assign(at, "byline", "initials below the title", 0.6)
            story.infer("byline", 0.6, [at], "initials below the title")
        if at > headline and is_remnant(lines[at].unit.text):
            story.assign(at, "navigation", "opening of a byline without a name", 0.9)
        is_above_text = lines[at].unit.after_blank and not lines[at + 1].unit.after_blank and lines[at].has_alphanumeric
        is_known = at in analysis.features.dates or at in analysis.features.captions
        if at > headline and is_above_text and not lines[at].unit.bullet and not is_known:
            story.assign(at, "heading", "line above text in one block", 0.6)
        _keep_beside_title(story, analysis, at, headline, "line beside the title", 0.6)


_REPORTED_FROM = re.compile(r"(?:Reporting|Reported) from [A-Z][\w’'.-]*(?:,? [A-Z][\w’'.-]*){0,4}")
"""Where the author was, below the byline ("Reporting from Osted, Ohio")."""


def _is_name_below(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether a line right below a byline is a name in capitals, as of a station or desk ("Radio Osted West")."""
    line, above = analysis.features.lines[at], story.roles[at - 1] if at else None
    if above and above.role in ("byline", "credit", "caption") and _REPORTED_FROM.fullmatch(line.unit.text):
        return True
    if above is None or above.role != "byline" or line.words > MOST_NAME_WORDS or line.furniture:
        return False
    words = line.unit.text.split()
    return (
        len(words) > 1
        and not any(map(line.unit.text.__contains__, ".:?!,"))
        and all(word.isalpha() and word[0].isupper() for word in words)
    )


_DESKS = word_set(
    "agencias agências agenzie agences agentury agencje bureaus rédaction web redacción redação oprac opr"
)
"""What signs a text for an agency or a newsroom without its name."""

MOST_SIGNING = 3
"""How many words a line has at most that signs a text for an agency or a newsroom."""


def _signs_for_desk(line: LineFeatures, lexicon: Lexicon) -> bool:
    """Whether a line is no more than agencies, words for a newsroom, and initials ("iDNES.cz, ČTK", "oprac. NP")."""
    words = [word.strip(" ,./()") for word in line.unit.text.replace("/", " ").split()]
    known = [fold_word(word) in _DESKS or fold_word(word) in lexicon.agencies for word in words]
    others = [word for word, is_known in zip(words, known, strict=True) if not is_known]
    is_short = 0 < len(words) <= MOST_SIGNING and any(known) and not line.furniture
    return is_short and all(len(word) <= MOST_SIGNING or "." in word for word in others)


def _take_unnamed(story: Story, at: int) -> None:
    """Take a line that says who wrote the story without a name as its byline, or as a part of that."""
    text = story.units[at].text
    if text[-1] in ":：":
        story.assign(at, "navigation", "opening of a byline without a name", 0.9)
        return
    confidence = 0.9 if story.byline else 0.6
    story.byline = f"{story.byline}, {text}" if story.byline else text
    story.assign(at, "byline", "byline that names nobody", confidence)
    story.infer("byline", confidence, [at], "byline that names nobody")


def _is_note_on_author(story: Story, at: int) -> bool:
    """Whether a line in brackets is right below the byline ("(student of law)")."""
    text, above = story.units[at].text, story.roles[at - 1]
    is_bracketed = text[0] == "(" and text[-1] == ")" and text.count("(") == 1
    return is_bracketed and story.byline is not None and above is not None and above.role == "byline"


def read_name_below_title(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int) -> None:
    """Read the names alone on a line below the title of copy without furniture as its byline, if it has no other."""
    if story.authors or story.byline:
        return
    for at in range(headline + 1, min(headline + 1 + NAME_REACH, analysis.lead)):
        if story.roles[at] is not None or at in analysis.features.captions:
            continue
        text = story.units[at].text
        byline = read_byline(text, lexicon)
        byline = byline if byline and byline.is_explicit else read_name_line(_BY.sub("", text), lexicon)
        if byline is None:
            continue
        if all(author.kind == "person" and " " in author.name for author in byline.authors):
            story.byline, story.authors = text, byline.authors[:MAX_AUTHORS]
            story.assign(at, "byline", "name below the title", NAME_CONFIDENCE)
            for field in ("byline", "authors"):
                story.infer(field, NAME_CONFIDENCE, [at], "name below the title")
        return


def _keep_beside_title(story: Story, analysis: Analysis, at: int, headline: int, rule: str, probability: float) -> None:
    line = analysis.features.lines[at]
    if story.roles[at] is not None or line.furniture or not line.has_alphanumeric or line.words > MOST_RIVAL_WORDS:
        return
    if is_side_line(line.unit.text) or _HOUR_ALONE.fullmatch(line.unit.text):
        return
    title = analysis.features.lines[headline]
    features = analysis.features
    if at in features.captions or at in features.dates or at in features.bylines:
        return
    if bare_key(line.key) == bare_key(title.key) or line.unit.bullet or has_contact(line.unit.text):
        return
    if at > headline and _SALUTATION.match(line.unit.text):
        story.assign(at, "paragraph", "form of address", as_confidence(probability))
        return
    is_doubtful = line.words * 2 < title.words or features.key_counts[line.key] > 1
    if at < headline and (is_doubtful or is_of_page_head(line.unit.text)):
        return
    assigned = story.roles[headline]
    if at == headline + 1 and not line.unit.after_blank and assigned and assigned.rule == STATED:
        return
    confidence = as_confidence(probability)
    if (
        at > headline
        and line.words <= MOST_SECTION_WORDS
        and line.key
        and any(line.key == other.key for other in features.lines[:headline])
    ):
        story.assign(at, "repeat", "line above the title again", confidence)
        return
    if at < headline and line.words >= MIN_CAPTION and ENDS_WITHIN.search(line.unit.text):
        if at == 0:
            story.assign(at, "caption", "sentences above the title", confidence)
        return
    if at < headline and story.kicker is None:
        story.kicker = line.unit.text
        story.assign(at, "kicker", rule, confidence)
        story.infer("other_headlines", confidence, [at], rule)
    elif headline < at < analysis.lead and _is_caption_by_place(story, analysis, at, headline):
        story.assign(at, "caption", "caption by its place", confidence)
    elif headline < at < analysis.lead and story.subheadline is None and _may_be_dek(line.unit.text):
        story.subheadline = line.unit.text
        story.assign(at, "subheadline", rule, confidence)
        story.infer("subheadline", confidence, [at], rule)


def _is_caption_by_place(story: Story, analysis: Analysis, at: int, headline: int) -> bool:
    """Whether a phrase in the block of the byline is likelier a caption than a dek, or a line has how long a recording
    is.
    """
    if _LENGTH_AT_END.search(story.units[at].text):
        return True
    has_byline = any((role := story.roles[i]) and role.role == "byline" for i in range(headline + 1, at))
    marginals = analysis.marginals[at]
    line = analysis.features.lines[at]
    is_phrase = not (line.ends_sentence or line.unit.after_blank)
    return is_phrase and has_byline and marginals.caption > max(marginals.dek, CAPTION_FLOOR)


def _may_be_dek(text: str) -> bool:
    """Whether a line beside the title has no form that no dek has."""
    return not is_full_of_digits(text) and not is_company(text)


_TEXT: frozenset[Role] = frozenset({"paragraph", "quote", "item", "row", "verse", "code"})


def drop_contacts_above(story: Story, analysis: Analysis, headline: int | None) -> None:
    """Drop the lines of a letterhead above the story that only say how to reach somebody. Below the headline a mail
    address without a label may be the author's.
    """
    features = analysis.features
    for at in range(analysis.lead):
        if story.roles[at] is not None or at in features.bylines or at in features.dates:
            continue
        text = story.units[at].text
        is_labeled = text.casefold().startswith(("e-mail", "email", "mail", "e-post"))
        is_of_author = "@" in text and not is_labeled and (headline is None or at > headline)
        if is_of_imprint(text) and is_contact(text) and not is_of_author:
            story.assign(at, "navigation", CONTACTS_ABOVE, 0.9)
