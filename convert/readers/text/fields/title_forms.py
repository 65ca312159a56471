"""Forms of lines that are no titles: letterheads, imprints, names, labels with figures, and lines of layout kinds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from convert.readers.text.envelopes.contacts import is_contact, is_of_imprint
from convert.readers.text.fields.kicker import is_tagline
from convert.readers.text.fields.site_owner import site_owners
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout import BROADCAST, LISTING, Run
from convert.readers.text.layout.letters import is_form_of_address, is_page_of_letters
from convert.readers.text.lexicon import Lexicon, find_label, fold_word
from convert.readers.text.lexicon.bylines import CLIPPING
from convert.readers.text.lexicon.day_labels import TIME_WORDS
from convert.readers.text.lexicon.keys import word_set
from convert.readers.text.lexicon.name_lines import read_name_line
from convert.readers.text.lexicon.newsrooms import is_named_board
from convert.readers.text.lexicon.people import read_people
from convert.readers.text.lexicon.picture_labels import read_caption_label
from convert.readers.text.lexicon.side_lines import is_side_line
from convert.readers.text.scripts import WORD, has_digit

MIN_BETWEEN = 3
"""How many words a line has at least that alone is between the title and the standfirst and is kept."""

MOST_CREDIT_WORDS = 14
"""How many words a line has at most that names who edited a story."""

FEWEST_CONTACTS = 2
"""How many lines of a letterhead at least have a number to call."""

AGE_LENGTH, MIN_LABEL = 60, 4
"""How many characters the age of a story has at most, and how many letters a word that labels it has at least."""

CAPTION_LABEL, TWICE = 34, 2
"""In how many characters of a caption its label is, and how often the text of a picture is on its page."""

MAX_NAME_WORDS = 4
"""How many words the name of a person has at most that a line repeats."""


def may_be_headline(analysis: Analysis, runs: Sequence[Run], lexicon: Lexicon) -> Callable[[int, LineFeatures], bool]:
    """Whether a unit may be a headline by its form: no line of a letterhead, of verse, tables, code, listings and
    speakers of `runs`, name that the line above has, too, form of address, title of a page of letters, tagline of a
    newspaper, day with no more than a place, age of a story, price, rating, weather, hour with a title, job ad, label
    with figures, keywords, name of who owns the site, links that are run together, credits of others, line of an
    imprint or a clipping, address or line with how to reach somebody, name of an editorial board, caption with a
    copyright sign or its credit behind a sentence or a dash, or line with a colon or a bar at its end.
    """
    first, named = _end_of_letterhead(analysis), _names_twice(analysis, lexicon)
    owners = site_owners(analysis)
    in_runs = {
        at
        for run in runs
        for at, role in run.roles.items()
        if role in ("verse", "row", "code") or run.rule in (LISTING, BROADCAST)
    }
    return lambda at, line: (
        not (
            at < first
            or at in named
            or at in in_runs
            or line.key in owners
            or line.unit.text[-1] in ":：/|"
            or "©" in line.unit.text
            or "ⓒ" in line.unit.text
            or is_form_of_address(line)
            or is_page_of_letters(line)
            or _is_figure(line)
            or is_age(line.unit.text, lexicon)
            or is_side_line(line.unit.text)
            or (line.furniture and _GLUED.search(line.unit.text))
            or is_of_imprint(line.unit.text)
            or is_tagline(line.unit.text)
            or is_named_board(line.unit.text)
            or _HANDLE.search(line.unit.text)
            or (" - - " in line.unit.text and CLIPPING.fullmatch(line.unit.text))
            or is_credited_caption(analysis, at)
            or (line.words <= LABELED_WORDS and _LABELED_BYLINE.match(line.unit.text))
            or _LABEL_AND_WORD.fullmatch(line.unit.text)
            or _describes_author(analysis, at, lexicon)
            or _is_caption_twice(analysis, at)
            or _is_text_of_picture(analysis, at)
            or _is_keywords(line, lexicon)
            or _credits_others(line, lexicon)
        )
    )


def is_credited_caption(analysis: Analysis, at: int) -> bool:
    """Whether a line is a caption whose credit has a label, and stands behind a sentence, a dash or a bracket, or names
    a site ("The pier. Photo: Jane Doe", "The pier Photo: Jane Doe/osted.example"), or a sentence with a full stop above
    a line that is only a credit; a title may have such a label among its words ("The man in the photo: Jane Doe").
    """
    found, below = analysis.features.captions.get(at), analysis.features.captions.get(at + 1)
    if below is not None and below.label and not below.caption:
        return analysis.features.lines[at].unit.text[-1] == "." and not analysis.features.lines[at + 1].unit.after_blank
    if found is None or (found.label or " ")[-1] not in ":：©/":
        return False
    if _OF_OUTLET.search(found.credit):
        return True
    if not found.caption:
        return False
    rest = analysis.features.lines[at].unit.text[len(found.caption) :].lstrip()
    return found.caption[-1] in _ENDS_CAPTION or rest[:1] in _OPENS_CREDIT


MOST_IN_A_ROW, ABOVE_PAIR = 14, 4
"""How many words a title has at most that is there twice in a row below another line, and how far that is above."""


MOST_BEFORE_RANK = 3
"""Among how many first words of such a line the job is."""

_OF_RESEARCH = re.compile(
    r"(?:universi|institut|college|school|hochschule|akademie|academy|centre|center|zentrum)", re.I
)


def _describes_author(analysis: Analysis, at: int, lexicon: Lexicon) -> bool:
    """Whether a line right below a name opens with a job and ends with where it is, as cards of authors have them
    ("Professor of Soil Science, University of Osted").
    """
    job, comma, place = analysis.features.lines[at].unit.text.rpartition(", ")
    if not comma or at - 1 not in analysis.features.bylines or not _OF_RESEARCH.search(place):
        return False
    return any(fold_word(word) in lexicon.job_titles | _RANKS for word in job.split()[:MOST_BEFORE_RANK])


_RANKS = word_set(
    "professor professorin lecturer fellow reader researcher scientist candidate postdoc dozent dozentin doktorand "
    "doktorandin wissenschaftler wissenschaftlerin"
)
"""What people at universities are."""


def _is_caption_twice(analysis: Analysis, at: int) -> bool:
    """Whether a long line is there twice in a row, below a phrase that may be the title: what a picture shows, and its
    caption.
    """
    lines = analysis.features.lines
    key = lines[at].key
    if lines[at].unit.text.count(" ") < MOST_IN_A_ROW or not key:
        return False
    first = at - 1 if at and lines[at - 1].key == key else at
    if first + 1 >= len(lines) or lines[first + 1].key != key:
        return False
    return any(
        MIN_BETWEEN <= line.words <= MOST_IN_A_ROW and not line.furniture and not line.ends_sentence
        for line in lines[max(0, first - ABOVE_PAIR) : first]
    )


LABELED_WORDS = 5
"""How many words the label of an author and the name have at most."""

_LABELED_BYLINE = re.compile(
    r"(?:autor(?:in|en)?|verfasser(?:in)?|author|auteure?|autore|autora|redaktion)\s?: ", re.IGNORECASE
)
"""The label of an author, of which no title opens."""

_LABEL_AND_WORD = re.compile(r"[^\W\d_]{3,20}: ?[^\W\d_]{2,20}")
"""A label with one word ("Kategorie: Verein"), as pages have them around the title."""

_HANDLE = re.compile(r"\w@\w")
"""What an address or a slogan has inside a word ("wh@t's up"); the handle of an account opens a word."""

_OF_OUTLET = re.compile(r"(?:^|[\s/|–—-])[\w-]{2,40}\.[a-z]{2,4}$")
"""A site behind or instead of the name in a credit."""

_ENDS_CAPTION, _OPENS_CREDIT = '.!?…"”»', "-–—|/(["
"""What a caption ends with before its credit, and signs that divide the two."""

_AGO = word_set(
    "ago vor geleden sedan siden síðan fyrir temu назад тому sitten önce před pred преди prije pre πριν prieš pirms "
    "tagasi há atrás hace fa acum órája perce napja hete hónapja éve пре"
)
"""Words that tell how long ago something was from how long it takes ("24 hours")."""


_AND = word_set("and et e y i und en og och și si en de")


_HOUR = re.compile(r"\d{1,2}\s?[:.hH]\s?\d\d|\d{1,2}\s?(?:h|uhr|時|点|시)\b")
_NEAR_DAYS = word_set(
    "today yesterday heute gestern aujourd hui hier hoy ayer oggi ieri hoje ontem vandaag gisteren idag igår dag går "
    "tänään eilen dziś dzisiaj wczoraj dnes včera сегодня вчера сьогодні вчора учора днес σήμερα χθες bugün dün azi "
    "astăzi tegnap danas jučer danes včeraj hari ini kemarin hôm nay qua היום אתמול اليوم أمس आज कल täna eile šodien "
    "vakar šiandien 今日 昨日 今天 昨天 오늘 어제"
)
_AT = word_set("at um à a alle o om kl klo у в о об ob στις saat la às hs ás lúc pukul jam ב בשעה الساعة को i og v ve")
"""Days by which pages name that of publication ("Publié aujourd'hui à 05h45", "Vandaag om 08:10"), and words beside
their hour.
"""


def is_age(text: str, lexicon: Lexicon) -> bool:
    """Whether a line only says how long ago something was ("2 hours ago", "Publicat acum 6 ore"), or an hour of today
    or yesterday; it shows no day.
    """
    if len(text) > AGE_LENGTH or not has_digit(text):
        return False
    words = [fold_word(word) for word in WORD.findall(text.removeprefix("This "))]
    labels = lexicon.published_words | lexicon.updated_words
    if _HOUR.search(text) and not _NEAR_DAYS.isdisjoint(words):
        return all(word in _NEAR_DAYS or word in labels or word in TIME_WORDS or word in _AT for word in words)
    is_told = any(word in _AGO or (len(word) >= MIN_LABEL and word in labels) for word in words)
    if not is_told or lexicon.relative_words.isdisjoint(words):
        return False
    return all(word in lexicon.relative_words or word in labels or word in _AND for word in words)


def _end_of_letterhead(analysis: Analysis) -> int:
    """The unit below a letterhead above the story: two lines with a number to call, with a line that may be the title
    between them and the story; 0 if there is none.
    """
    lines = analysis.features.lines[: analysis.lead]
    reached = [at for at, line in enumerate(lines) if "@" not in line.unit.text and _is_number_to_call(line.unit.text)]
    if len(reached) < FEWEST_CONTACTS:
        return 0
    below = range(reached[-1] + 1, analysis.lead)
    may_have_title = any(
        lines[at].words >= MIN_BETWEEN and not lines[at].furniture and at not in analysis.features.dates for at in below
    )
    return reached[-1] + 1 if may_have_title else 0


def _is_number_to_call(text: str) -> bool:
    return has_digit(text) and is_of_imprint(text) and is_contact(text)


def _names_twice(analysis: Analysis, lexicon: Lexicon) -> frozenset[int]:
    """The units above the story that only name one person, two in a row ("with Jane Doe", "Jane Doe")."""
    lines = analysis.features.lines
    repeats = (
        at
        for at in range(1, analysis.lead)
        if lines[at].words <= MAX_NAME_WORDS
        and lines[at].key
        and lines[at - 1].key.endswith(f" {lines[at].key}")
        and lines[at - 1].words <= lines[at].words + 2
        and read_name_line(lines[at].unit.text, lexicon)
    )
    return frozenset(unit for at in repeats for unit in (at - 1, at))


def _credits_others(line: LineFeatures, lexicon: Lexicon) -> bool:
    """Whether a line names who edited a story or helped to report it, and nothing else ("Edited by Jane Doe")."""
    found = find_label(line.key, lexicon) if line.words <= MOST_CREDIT_WORDS else None
    if found is None or found[0] not in ("editing", "reporting"):
        return False
    rest = line.unit.text[len(found[1]) :] if found[1] else line.unit.text.partition(":")[2]
    return bool(rest) and bool(read_people(rest.strip(" :"), lexicon))


_OF_PICTURE = re.compile(r"[^\W\d_a-zß-ÿ]{2,8}/[^\W\d_][^/|]{1,40}|©.{2,60}")
"""A credit on a line of its own: an agency in capitals with a name, or a copyright sign."""


def _is_text_of_picture(analysis: Analysis, at: int) -> bool:
    """Whether a line is the text of a picture: in its block, a caption with its label is below it, or a credit that is
    below the same words once more on the page.
    """
    lines = analysis.features.lines
    if at + 1 >= len(lines) or lines[at + 1].unit.after_blank:
        return False
    below = lines[at + 1].unit.text
    if ":" in below[:CAPTION_LABEL] and read_caption_label(below):
        return True
    if analysis.features.key_counts[lines[at].key] < TWICE or not _OF_PICTURE.fullmatch(below):
        return False
    others = (other for other in range(len(lines) - 1) if other != at and lines[other].key == lines[at].key)
    return any(lines[other + 1].unit.text == below for other in others)


def _is_keywords(line: LineFeatures, lexicon: Lexicon) -> bool:
    """Whether a line is keywords with their label ("关键词: …")."""
    if line.furniture is None or not (":" in line.unit.text or "：" in line.unit.text):
        return False
    found = find_label(line.key, lexicon)
    return found is not None and found[0] == "keywords"


_GLUED = re.compile(r"[a-zß-öø-ÿąćęłńóśźžčřšťůěďň][A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]")
"""Where a page's links are run together ("Skip to contentSkip to menu")."""

_FIGURE = re.compile(r"[^\W\d_][^:：\d]{1,40}\s?[:：]\s?\d[\d\s.,'’%()/–-]*")


def _is_figure(line: LineFeatures) -> bool:
    """Whether a line is a label with figures ("Votants : 3 104 (64,5 %)")."""
    return has_digit(line.unit.text) and _FIGURE.fullmatch(line.unit.text) is not None
