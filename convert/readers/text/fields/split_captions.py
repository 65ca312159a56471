"""Reads captions whose credit is on a line of its own below them ("Photo: Jane Doe"), and labels of credits whose
name is on the next line.

Such a caption has no wording of a caption itself; only the credit below it shows what it is.
"""

from __future__ import annotations

import re

from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.bylines import Byline
from convert.readers.text.lexicon.captions import SOURCES, Caption, names_picture_agency
from convert.readers.text.lexicon.end_credits import is_credit_alone
from convert.readers.text.lexicon.name_lines import read_name_line

ABOVE_CREDIT, LABEL_OF_CREDIT = "line above its credit", "label of a credit on the next line"
BELOW_CREDIT = "line below its credit"
WITHOUT_CREDIT = "label of a credit without one"
SOURCE_OF_FIGURE = "source of a figure in the story"
SIGN_OF_CREDIT = "copyright sign and a name below a caption"
"""The rules of a caption above its credit and below it, of labels alone with and without a credit, of a figure's
source, and of a credit with a sign.
"""

CONFIDENCE = 0.8
"""The confidence of all."""

MIN_BESIDE_DAY = 5
"""From how many words beside a day on a line is a phrase that mentions it, as captions do."""

SOURCE_WORDS = 16
"""How many words the source of a figure has at most, with its label."""

CAPTION_WORDS, NAME_WORDS = range(2, 81), range(1, 9)
"""How many words a caption has, and how many a credited name."""

CAPTION_BELOW_WORDS = range(6, 41)
"""How many words a caption below its credit has; fewer may be a heading."""

LIKELY_DEK = 0.4
"""Above which probability of the dek a sentence between headline and text is no caption of a phrase's credit."""

MOST_CLOSING = 16
"""How many words a sentence has at most that closes the story above the credit of its picture."""

MOST_CREDIT_WORDS = 8
"""How many words a credit has at most that only the name of the story's author shows."""

_FOR = frozenset({"for", "für", "pour", "para", "per", "via"})
"""What is between a name and an outlet in a credit."""

MIN_ABOVE = 4
"""How many words a line above its credit and the title has at least that is a caption, whatever else it may be."""

MOST_BODY, MOST_BODY_ABOVE = 0.8, 0.6
"""How probable a line above a credit may be text of the story, in the story and above it, and still be a caption."""

MOST_OTHER = 0.35
"""How probable it may be the headline, a byline, a date or a heading."""

MOST_BYLINE = 0.3
"""How probable a name with an agency may be a byline, and still be a credit."""

HEADER_REACH = 6
"""How many units above the lead pictures of the story are."""

_OF_TITLE = frozenset(
    map(fold_word, ("titelfoto", "titelbild", "aufmacherfoto", "aufmacherbild", "beitragsbild", "beitragsfoto"))
) | frozenset(map(fold_word, ("headerbild", "teaserbild", "teaserfoto", "źródło zdjęcia głównego")))
"""Labels of the picture at a page's top, whose credit is below the text."""

_SLASHED = re.compile(r"(?:[A-ZÀ-Þ0-9][\w.&’'-]{1,24} ?){1,3}/(?: ?[A-ZÀ-Þ][\w.&’'-]{1,24}){1,3}")
"""A credit with an office or outlet and a name, below a caption in a block of their own ("Land Osted/Holm")."""

LONG_CAPTION = 7
"""How many words a caption has at least above the name of a photographer."""

_SIGNED = re.compile(r"©\s?(?:[^\W\d_][^\d©]{1,58}[^\W\d_.])")
"""A copyright sign and names without a year or a full stop ("© Jane Doe / Imago Images")."""


def read_split_captions(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int | None) -> None:
    """Assign the roles of captions above their credits, and of credits below their labels."""
    first = analysis.lead if headline is None else min(headline, analysis.lead)
    for at in range(max(0, first - HEADER_REACH), min(len(story.units), analysis.last + 2)):
        credit = _credit_below_label(story, analysis, lexicon, at)
        if credit:
            story.assign(at, "navigation", LABEL_OF_CREDIT, CONFIDENCE)
            story.captions[at + 1] = credit
            story.assign(at + 1, "credit", LABEL_OF_CREDIT, CONFIDENCE)
        elif _is_label_alone(story, analysis, lexicon, at):
            story.assign(at, "navigation", WITHOUT_CREDIT, CONFIDENCE)
        if (
            story.shows_page
            and analysis.lead < at < analysis.last - 1
            and (source := _source_of_figure(story, analysis, at))
        ):
            story.captions[at] = source
            story.assign(at, "credit", SOURCE_OF_FIGURE, CONFIDENCE)
        is_signed = at < analysis.last and _SIGNED.fullmatch(story.units[at].text) is not None
        is_credit = credit is not None or is_signed or _is_credit(story, analysis, lexicon, at)
        is_below_header = headline is not None and _is_below_header(analysis, lexicon, at - 1, headline)
        is_credit = is_credit or (
            (at > analysis.lead or is_below_header) and _is_name_and_outlet(analysis, lexicon, at)
        )
        is_credit = is_credit or (is_below_header and _is_name_above_text(analysis, lexicon, at))
        is_credit = is_credit or (headline is not None and _names_author(analysis, lexicon, at, headline))
        is_credit = is_credit or (
            at > 0
            and _SLASHED.fullmatch(story.units[at].text) is not None
            and not analysis.features.lines[at - 1].ends_sentence
            and _is_in_block(story, analysis, at - 1, headline)
        )
        if (
            at
            and is_credit
            and (
                _may_be_caption(story, analysis, lexicon, at - 1, headline)
                or _is_in_block(story, analysis, at - 1, headline)
            )
        ):
            story.assign(at - 1, "caption", ABOVE_CREDIT, CONFIDENCE)
            if at < first and story.roles[at] is None and at in analysis.features.captions:
                story.captions[at] = analysis.features.captions[at]
                story.assign(at, "credit", ABOVE_CREDIT, CONFIDENCE)
            if is_signed and story.roles[at] is None:
                story.captions[at] = Caption("", story.units[at].text.lstrip("© "), "©", CONFIDENCE)
                story.assign(at, "credit", SIGN_OF_CREDIT, CONFIDENCE)
            elif at not in analysis.features.captions and story.roles[at] is None:
                story.captions[at] = Caption("", story.units[at].text, None, CONFIDENCE)
                story.assign(at, "credit", ABOVE_CREDIT, CONFIDENCE)
        elif is_credit and credit is None and _has_caption_below(story, analysis, at):
            story.captions[at + 1] = Caption(story.units[at + 1].text, story.units[at].text, None, CONFIDENCE)
            story.assign(at, "navigation", BELOW_CREDIT, CONFIDENCE)
            story.assign(at + 1, "caption", BELOW_CREDIT, CONFIDENCE)


def _has_caption_below(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether a phrase in one block with the credit above it is its caption, and text follows."""
    features, below = analysis.features, at + 1
    if below + 1 >= len(story.units) or story.roles[at] is not None or story.roles[below] is not None:
        return False
    line = features.lines[below]
    is_known = below in features.captions or below in features.dates or below in features.bylines
    if is_known or line.furniture or line.unit.bullet or line.unit.after_blank or line.ends_sentence:
        return False
    return line.words in CAPTION_BELOW_WORDS and features.lines[below + 1].is_prose


def _is_above_phrase(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether a credit with its label and a colon is in one block with a phrase below it, which is the caption."""
    features = analysis.features
    credit, lines = features.captions.get(at), features.lines
    if credit is None or not (credit.label or "").endswith(":") or at + 1 >= analysis.lead or story.roles[at + 1]:
        return False
    is_known = at + 1 in features.dates or at + 1 in features.bylines or at + 1 in features.captions
    below = lines[at + 1]
    return not (is_known or below.unit.after_blank or below.furniture or below.ends_sentence or below.is_prose)


def _is_in_block(story: Story, analysis: Analysis, at: int, headline: int | None) -> bool:
    """Whether a line is one block with the credit below it, with blank lines around both, and text below."""
    features, line = analysis.features, analysis.features.lines[at]
    below = features.lines[at + 1].unit
    is_block = line.unit.after_blank and not below.after_blank
    is_end = at + 2 < len(features.lines) and features.lines[at + 2].unit.after_blank
    is_end = is_end and any(line.is_prose for line in features.lines[at + 2 : at + 4])
    is_known = at in features.captions or _is_day(analysis, at) or at in features.bylines or at == headline
    is_open = story.roles[at] is None and not (line.furniture or line.unit.bullet or line.is_divider or is_known)
    return is_open and is_block and is_end and line.words in CAPTION_WORDS and line.unit.text[-1] not in ":："


def _is_day(analysis: Analysis, at: int) -> bool:
    """Whether a line is a day, and says no more than a few words beside it."""
    dated = analysis.features.dates.get(at)
    return dated is not None and len(dated.rest.split()) < MIN_BESIDE_DAY


def _credit_below_label(story: Story, analysis: Analysis, lexicon: Lexicon, at: int) -> Caption | None:
    """The credit on the line below the unit `at`, if that has only the label of a credit and a colon."""
    label = story.units[at].text
    if at + 1 >= len(story.units) or label[-1] not in ":：":
        return None
    if fold_word(label[:-1].strip()) not in lexicon.credit_labels:
        return None
    line = analysis.features.lines[at + 1]
    is_name = line.words in NAME_WORDS and not line.ends_sentence and line.has_alphanumeric and not line.furniture
    if not is_name or at + 1 in analysis.features.dates or story.roles[at] or story.roles[at + 1]:
        return None
    return Caption("", line.unit.text, label, CONFIDENCE)


def _is_label_alone(story: Story, analysis: Analysis, lexicon: Lexicon, at: int) -> bool:
    """Whether a line is the label of a credit with a colon, and a sentence, furniture or nothing is below it.

    It needs no colon above a caption that has its credit.
    """
    text, lines = story.units[at].text, analysis.features.lines
    caption = analysis.features.captions.get(at + 1)
    if story.roles[at] is None and caption and caption.caption and fold_word(text) in lexicon.credit_labels:
        return " " not in text and text[0].isupper()
    if (
        story.roles[at] is not None
        or text[-1] not in ":："
        or fold_word(text[:-1].strip()) not in lexicon.credit_labels
    ):
        return False
    label = fold_word(text[:-1].strip())
    if " " in label or label in SOURCES:
        return False
    below = lines[at + 1] if at + 1 < len(lines) else None
    return below is None or below.furniture is not None or (below.ends_sentence and below.unit.after_blank)


def _source_of_figure(story: Story, analysis: Analysis, at: int) -> Caption | None:
    """The source of a chart or table on a line between paragraphs ("Source: Osted Port"); None if the line is none."""
    line = analysis.features.lines[at]
    label, sign, name = line.unit.text.partition(":")
    is_short = line.words <= SOURCE_WORDS and not line.ends_sentence and not line.unit.bullet and not line.furniture
    if story.roles[at] is not None or not sign or not is_short or at in analysis.features.captions:
        return None
    if fold_word(label.strip()) not in SOURCES or analysis.marginals[at].body >= MOST_BODY:
        return None
    name = name.strip()
    return Caption("", name, f"{label}:", CONFIDENCE) if name[:1].isupper() else None


def _is_credit(story: Story, analysis: Analysis, lexicon: Lexicon, at: int) -> bool:
    """Whether a line only credits a picture: by a label, as an agency for pictures, or as a name with an agency behind
    a slash, where the model sees no byline. Agencies alone ("dpa/AFP") sign the text.
    """
    credited = analysis.features.captions.get(at)
    if credited:
        label = fold_word((credited.label or "").strip(" :：("))
        return not credited.caption and label not in SOURCES and label not in _OF_TITLE
    text = story.units[at].text
    if names_picture_agency(text):
        return True
    name, slash, agency = text.rpartition("/")
    if slash and all(fold_word(part.strip()) in lexicon.agencies for part in name.split("/") if part.strip()):
        return False
    is_byline = analysis.marginals[at].byline + analysis.marginals[at].dated_byline > MOST_BYLINE
    return bool(slash and name) and fold_word(agency.strip()) in lexicon.agencies and len(text) < 60 and not is_byline


def _names_author(analysis: Analysis, lexicon: Lexicon, at: int, headline: int) -> bool:
    """Whether a line above the text names who a byline further up names, and is no byline itself: the author took the
    picture, too ("Jane Doe/Osted Bell" below "By Jane Doe" and a caption).
    """
    features, line = analysis.features, analysis.features.lines[at]
    if not headline + 2 < at < analysis.lead or line.words > MOST_CREDIT_WORDS or line.ends_sentence or line.furniture:
        return False
    byline, text = features.bylines.get(at), fold_word(line.unit.text)
    if at in features.dates or (byline is not None and byline.is_explicit):
        return False
    caption, words = features.lines[at - 1], line.unit.text.split()
    if caption.words < MIN_ABOVE or features.key_counts[caption.key] > 1 or caption.unit.text[0] == "@":
        return False
    if any(word[0].islower() and fold_word(word) not in _FOR for word in words):
        return False
    if "/" not in line.unit.text and fold_word(words[-1]) in lexicon.job_titles:
        return False
    above = range(headline + 1, at - 1)
    signed = [features.bylines.get(other) or _read_name(features.lines[other], lexicon) for other in above]
    names = [fold_word(who.name) for byline in signed if byline for who in byline.authors if who.kind == "person"]
    shown = fold_word(caption.unit.text)
    return any(" " in name and name in text and name not in shown for name in names)


def _is_below_header(analysis: Analysis, lexicon: Lexicon, at: int, headline: int) -> bool:
    """Whether who wrote the story and the day are between the headline and a line above the text."""
    features, between = analysis.features, range(headline + 1, at)
    if not headline + 1 < at < analysis.lead or features.dates.keys().isdisjoint(between):
        return False
    return any(
        other in features.bylines or _read_name(features.lines[other], lexicon)
        for other in between
        if not features.lines[other].is_prose
    )


def _is_name_above_text(analysis: Analysis, lexicon: Lexicon, at: int) -> bool:
    """Whether a line right above the text is only the name of a person, and a long phrase is above it in its block."""
    features, line = analysis.features, analysis.features.lines[at]
    named = _read_name(line, lexicon) if at == analysis.lead - 1 and not line.unit.after_blank else None
    if named is None or at in features.dates or named.is_explicit or len(named.authors) > 1:
        return False
    caption = features.lines[at - 1]
    is_person = named.authors[0].kind == "person" and named.authors[0].name == line.unit.text
    return is_person and caption.words >= LONG_CAPTION and not caption.furniture


def _read_name(line: LineFeatures, lexicon: Lexicon) -> Byline | None:
    return None if line.furniture or line.words > MOST_CREDIT_WORDS else read_name_line(line.unit.text, lexicon)


def _is_name_and_outlet(analysis: Analysis, lexicon: Lexicon, at: int) -> bool:
    """Whether a line in one block with the line above is only a name and an outlet with a slash between."""
    line = analysis.features.lines[at]
    return not line.unit.after_blank and line.furniture is None and is_credit_alone(line.unit.text, lexicon)


def _may_be_caption(story: Story, analysis: Analysis, lexicon: Lexicon, at: int, headline: int | None) -> bool:
    """Whether the line above a credit may be its caption: nothing else is known of it, and it is not sure text. A
    sentence right below the headline rather is the dek, and names alone above or below the story may be the byline.
    """
    features, marginals = analysis.features, analysis.marginals[at]
    line = features.lines[at]
    if story.roles[at] is not None or line.furniture or line.unit.bullet or line.is_divider:
        return False
    is_above_dek = at + 2 < analysis.lead and features.lines[at + 2].ends_sentence and features.lines[at + 2].is_prose
    is_above_dek = is_above_dek or _has_dek_below(analysis, at + 2)
    if line.unit.text[-1] in ":：?？" or (line.ends_sentence and at - 1 == headline and not is_above_dek):
        return False
    above, below = features.lines[at - 1], features.lines[at + 1]
    is_apart = line.unit.after_blank and below.unit.after_blank
    is_stacked = not (line.unit.after_blank or below.unit.after_blank or above.unit.after_blank)
    if at > analysis.lead and line.ends_sentence and (is_apart or is_stacked) and line.words <= MOST_CLOSING:
        is_last = at + 2 >= len(features.lines) or features.lines[at + 2].furniture is not None
        if is_last and above.is_prose:
            return False
    is_dek = headline is not None and headline < at < analysis.lead and marginals.dek > max(LIKELY_DEK, marginals.body)
    if is_dek and line.is_prose and _is_above_phrase(story, analysis, at + 1):
        return False
    if _names_who_is_shown(analysis, lexicon, at):
        return True
    if fold_word(line.unit.text.partition(",")[0]) in lexicon.agencies:
        return False
    if headline is not None and at + 1 < headline and line.words >= MIN_ABOVE and at not in features.dates:
        return at not in features.captions and at not in features.bylines
    if at in features.captions or _is_day(analysis, at) or at in features.bylines or line.words not in CAPTION_WORDS:
        return False
    if not analysis.lead < at <= analysis.last and read_name_line(line.unit.text, lexicon):
        return False
    most = MOST_BODY if at > analysis.lead else MOST_BODY_ABOVE
    is_phrase = line.words >= PHRASE_WORDS and sum(word[0].islower() for word in line.unit.text.split()) > 1
    others = [marginals.headline, marginals.date]
    if not is_phrase:
        others += [marginals.byline, marginals.dated_byline]
    if not (is_phrase and at < analysis.lead and names_picture_agency(story.units[at + 1].text)):
        others.append(marginals.heading)
    return marginals.body < most and max(others) < MOST_OTHER


def _has_dek_below(analysis: Analysis, first: int) -> bool:
    """Whether a sentence in the block of the header, from the unit `first` on, is above the text, as its dek is."""
    lines = analysis.features.lines
    for at in range(first, min(len(lines) - 1, analysis.lead + 1)):
        if lines[at].unit.after_blank:
            return False
        if lines[at].is_prose and lines[at].ends_sentence:
            return lines[at + 1].unit.after_blank and lines[at + 1].is_prose
    return False


PHRASE_WORDS = 4
"""From how many words on a line with two in small letters is no byline, although a given name may open it."""


def _names_who_is_shown(analysis: Analysis, lexicon: Lexicon, at: int) -> bool:
    """Whether a line in or below the story is no more than a person's name that the story mentions, with a credit in
    the same block.
    """
    lines, text = analysis.features.lines, analysis.features.lines[at].unit.text
    if at <= analysis.lead or lines[at + 1].unit.after_blank or not read_name_line(text, lexicon):
        return False
    return any(text in lines[other].unit.text for other in range(analysis.lead, at))
