"""Reads captions by the labels of broadcasters ("Image source, …"), those that a page has twice, and those with a
credit in brackets right behind the last word.
"""

from __future__ import annotations

import re

from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.lexicon.captions import Caption
from convert.readers.text.lexicon.keys import word_set
from convert.readers.text.lexicon.picture_labels import (
    read_caption_label,
    read_credit_of_caption,
    read_picture_label,
    split_picture_source,
)

BY_LABEL, WITH_LABEL = "caption with a broadcaster's label", "label of a picture"
LICENSED, WRITTEN = "license of a picture", "caption behind its label"
ALTERNATIVE, IN_BRACKETS, TWICE = "description of the picture", "credit right behind a phrase", "caption shown twice"
"""The rules of such lines."""

CONFIDENCE = 0.9
"""The confidence of all."""

LABEL_REACH, MIN_WORDS, HEADER_REACH = 3, 5, 6
"""Within how many units below its source the caption of a picture is, how many words a caption has at least that only
its repeat or its brackets show, and how many units above the lead pictures are.
"""

MATCHING = 8
"""How many characters of a caption show where it begins behind its label."""

LABEL_LENGTH = 34
"""In how many characters a label of a picture has its comma."""

_HAS_COMMA = re.compile("[,،，、]")
_BEHIND = re.compile(r"(?P<caption>.*[^\s(（])[(（](?P<credit>[^()（）]{2,40})[)）]$", re.DOTALL)
_MARKS = " ,;|/–—-()"
_LICENSED = re.compile(r"(?:^|[–—,;|/(-])\s?CC[ -]BY(?:[ -](?:NC|SA|ND))*(?:[ -]\d\.\d)?(?=\s?(?:$|[–—,;|/)]))")
"""The license of a picture behind a mark ("… – CC BY NC ND – Osted Museum")."""

_STATION = re.compile(r"[A-Z]{3,6}")
_PROVIDED = word_set("istimewa ist dok dokumentasi handout courtesy archivo archivio arquivo archives archiv")
"""Words in such brackets by which the picture was provided, or is from the archive."""

_NO_OUTLETS = word_set("cdu csu spd fdp afd bsw övp spö fpö psoe pvv vvd cda usa uae nato who")
_LABEL_BEHIND = " article"
"""What a page puts behind the first of two equal captions."""


def read_labeled_pictures(story: Story, analysis: Analysis, headline: int | None) -> None:
    """Assign the captions, credits and labels of pictures near and in the story."""
    lines = analysis.features.lines
    first = max(0, min(analysis.lead, analysis.lead if headline is None else headline) - HEADER_REACH)
    for at in range(first, len(lines)):
        if at == headline or story.roles[at] is not None:
            continue
        text = lines[at].unit.text
        if "mage " in text and (split := split_picture_source(text)):
            _take_source(story, at, split[1], described=split[0])
        elif "CC" in text and _read_license(story, analysis, at):
            continue
        elif _HAS_COMMA.search(text, 0, LABEL_LENGTH) and (label := read_picture_label(text)):
            if label[0] == "source":
                _take_source(story, at, label[1], described="")
            else:
                _take_caption(story, at, label[1], "")
        elif ":" in text[:LABEL_LENGTH] and (caption := read_caption_label(text)):
            _take_written_caption(story, analysis, at, caption)
        elif ":" in text[:LABEL_LENGTH] and at and (credit := read_credit_of_caption(text)):
            _take_caption_above(story, analysis, at, credit)
        elif at <= analysis.lead and lines[at].words >= MIN_WORDS:
            _read_repeat(story, analysis, at)
            _read_brackets(story, analysis, at)


def _take_written_caption(story: Story, analysis: Analysis, at: int, text: str) -> None:
    """Assign the caption behind a label that its author wrote, with the credit that is behind it."""
    known = analysis.features.captions.get(at)
    caption = known.caption.rpartition(text[:MATCHING])[2] if known else ""
    if known and caption and caption != known.caption:
        story.captions[at] = Caption(f"{text[:MATCHING]}{caption}", known.credit, known.label, CONFIDENCE)
    else:
        story.captions[at] = Caption(text, "", None, CONFIDENCE)
    story.assign(at, "caption", WRITTEN, CONFIDENCE)


def _take_caption_above(story: Story, analysis: Analysis, at: int, credit: str) -> None:
    """Assign the line above a credit with the label of captions as its caption, if it is in one block with it."""
    if analysis.features.lines[at].unit.after_blank or not _is_open(story, at - 1) or at - 1 == analysis.lead:
        return
    story.captions[at - 1] = Caption(story.units[at - 1].text, credit, None, CONFIDENCE)
    story.assign(at - 1, "caption", WRITTEN, CONFIDENCE)
    story.assign(at, "credit", WRITTEN, CONFIDENCE)


def _read_license(story: Story, analysis: Analysis, at: int) -> bool:
    """Assign a line that ends with the license of its picture; whether it does."""
    line = analysis.features.lines[at]
    found = _LICENSED.search(line.unit.text) if not line.ends_sentence or line.unit.text[-1].isdigit() else None
    if found is None:
        return False
    caption, credit = line.unit.text[: found.start()].strip(_MARKS), line.unit.text[found.start() :].strip(_MARKS)
    story.captions[at] = Caption(caption, credit, None, CONFIDENCE)
    story.assign(at, "caption" if caption else "credit", LICENSED, CONFIDENCE)
    return True


def _is_open(story: Story, at: int) -> bool:
    return at < len(story.roles) and story.roles[at] is None


def _take_source(story: Story, at: int, source: str, described: str) -> None:
    """Assign a line with the source of a picture, which may describe the picture, and the caption below."""
    for below in range(at + 1, min(len(story.units), at + 1 + LABEL_REACH)):
        label = read_picture_label(story.units[below].text)
        if label and label[0] == "caption" and _take_caption(story, below, label[1], source):
            story.assign(
                at, "navigation" if described else "repeat", ALTERNATIVE if described else WITH_LABEL, CONFIDENCE
            )
            return
    story.captions[at] = Caption(described, source, None, CONFIDENCE)
    story.assign(at, "caption" if described else "credit", BY_LABEL, CONFIDENCE)


def _take_caption(story: Story, at: int, text: str, source: str) -> bool:
    """Assign the caption behind its label, or on the line below; whether there is one."""
    of = at if text else at + 1
    text = text or (story.units[of].text if of < len(story.units) else "")
    if not _is_open(story, of) or not any(map(str.isalnum, text)):
        return False
    story.captions[of] = Caption(text, source, None, CONFIDENCE)
    story.assign(of, "caption", BY_LABEL, CONFIDENCE)
    if of != at:
        story.assign(at, "navigation", WITH_LABEL, CONFIDENCE)
    return True


def _read_repeat(story: Story, analysis: Analysis, at: int) -> None:
    """Assign a line with its credit in brackets, and the same line above, behind which a page has a label."""
    text = analysis.features.lines[at].unit.text
    above = analysis.features.lines[at - 1].unit.text if at else ""
    plain = above.removesuffix(_LABEL_BEHIND)
    if plain == above or not (text.startswith(f"{plain} (") and text[-1] == ")"):
        return
    story.captions[at] = Caption(plain, text[len(plain) :].strip(" ()"), None, CONFIDENCE)
    story.assign(at, "caption", TWICE, CONFIDENCE)
    if story.roles[at - 1] is None:
        story.assign(at - 1, "repeat", TWICE, CONFIDENCE)


def _read_brackets(story: Story, analysis: Analysis, at: int) -> None:
    """Assign a line above the text that ends with its credit in brackets right behind the last word."""
    line = analysis.features.lines[at]
    found = _BEHIND.match(line.unit.text) if line.unit.text[-1] in ")）" else None
    if found is None or line.furniture or line.unit.bullet or at == analysis.lead or not _is_open(story, at):
        return
    words = word_set(found["credit"])
    is_station = _STATION.fullmatch(found["credit"]) is not None and words.isdisjoint(_NO_OUTLETS)
    if is_station or not words.isdisjoint(_PROVIDED):
        story.captions[at] = Caption(found["caption"], found["credit"], None, CONFIDENCE)
        story.assign(at, "caption", IN_BRACKETS, CONFIDENCE)
