"""The reader of raw news copy: text as people paste it, scrapers save it and wires send it, becomes an Article.

`read` is the whole way, on one screen:

1. `envelopes` opens what carries the story: a wire's header and stamp, a mail's header, the label and contacts of a
   press release give metadata, and their lines are not read. `lines` decodes the bytes, joins lines to units
   (paragraphs, list items, titles), restores drop caps, and detects the language; `lexicon` holds the words and the
   parsers of single lines for that language: names, dates, datelines, captions.
2. `labels` extracts features of each unit and of the copy. A CRF gives the marginal probability of each label for each
   unit, and a forest reranks the uncertain ones: the `Analysis`.
3. `layout` recognizes lines that belong together by their form: tables, verse and code before lines become units, and
   runs of units, such as the entries of live coverage, questions and answers, or ingredients.
4. `fields` ranks the candidates for headline, bylines and date, assigns a role to every unit, infers the fields with
   their confidence (`Story`), and builds the Article and the trace of every line.
5. `explain`, on demand, says what contributed to each decision.

The weights are fitted by `benchmarks/fit_reader.py` and measured by `benchmarks/text_quality.py`. Only what the text
shows is inferred: a wrong date, author or place is worse than none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from convert.errors import InputError
from convert.findings import sort_findings
from convert.model import Party
from convert.readers import Parsed, Source
from convert.readers.text.envelopes import (
    Envelope,
    TakenLine,
    decode_mail,
    decode_record,
    decode_scan,
    find_mixed_columns,
    may_be_columns,
    open_envelopes,
    open_frame,
    restore_dump,
    restore_pages,
)
from convert.readers.text.envelopes.pictures import take_pictures
from convert.readers.text.fields.article import build_article, build_trace
from convert.readers.text.fields.assign_roles import Explainer, read_story
from convert.readers.text.fields.doubts import date_doubts
from convert.readers.text.fields.dropped_lines import report_dropped_lines
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.crf import Model, load_model
from convert.readers.text.layout import find_blocks
from convert.readers.text.lexicon import Lexicon, fold_word, load_lexicon
from convert.readers.text.lexicon.captions import read_caption
from convert.readers.text.lexicon.time_zones import given_zone
from convert.readers.text.lines.decode import decode
from convert.readers.text.lines.drop_caps import join_drop_caps
from convert.readers.text.lines.language import Language, detect_language, direction_of
from convert.readers.text.lines.units import Unit, build_units
from convert.readers.text.numbering import in_pages, in_whole_input, number_findings, number_lines
from convert.zones import load_zone

__all__ = ["read"]


def read(source: Source, model: Model | None = None) -> Parsed:
    """Read the raw copy `source` with `model`, or else with the shipped one.

    Raises InputError (INP002 to INP006, INP011, INP023, INP026) where it holds no story, or metadata is not valid, and
    UsageError (INP027) where the time zone of `source` does not exist.
    """
    with given_zone(load_zone(source.timezone) if source.timezone else None):
        return _read(source, model)


def _read(source: Source, model: Model | None) -> Parsed:
    record = decode_record(source.data)
    scan = None if record else decode_scan(source.data)
    mail = None if record or scan else decode_mail(source.data, source.encoding)
    frame = None if mail or record or scan else open_frame(source.data, source.encoding)
    if record:
        copy = decode(record.text, "utf-8")
    elif scan:
        copy = decode(scan.text, "utf-8")
    elif mail:
        copy = decode(mail.text, "utf-8", repairs=source.repair_encoding)
    elif frame:
        copy = decode(frame.data, source.encoding or frame.encoding, repairs=source.repair_encoding)
    else:
        copy = decode(source.data, source.encoding, repairs=source.repair_encoding)
    if frame and len(copy.lines) != frame.lines:
        frame = None
    envelope = open_envelopes(copy.lines, source.name, frame, source.story)
    restored = None
    is_plain = envelope.layout == "detected" and not (envelope.is_whole or record or mail or frame)
    if is_plain and not envelope.metadata and envelope.headline is None and not scan:
        restored = restore_dump(copy.lines)
    if is_plain and restored is None:
        scanned = scan.envelope(copy.lines) if scan else None
        restored = restore_pages(copy.lines, copy.pages, lambda lines: find_blocks(lines).apart, scanned)
    if restored:
        envelope = open_envelopes(restored.lines, source.name, story=source.story, pages=restored.frames)
    input_lines = number_lines(restored.pieces if restored else None, source.first_line - 1)
    envelope = take_pictures(envelope.within(record.envelope(copy.lines)) if record else envelope)
    blocks = find_blocks(envelope.story_lines)
    units = build_units(envelope.story_lines, envelope.layout, envelope.continued, blocks.apart)
    if not units:
        raise InputError("INP002", "there is nothing to read in the input", "Is this the right file?")
    metadata = {**envelope.metadata, **source.metadata}
    language = _language_of(metadata, detect_language(unit.text for unit in units))
    lexicon = load_lexicon("en", language.primary)
    if isinstance(provider := envelope.metadata.get("provider"), Party):
        lexicon = lexicon._replace(agencies=lexicon.agencies | {fold_word(provider.name)})
    units = join_drop_caps(units, lexicon, language)

    story = read_story(
        units,
        lexicon,
        language,
        source.metadata,
        model or load_model(),
        envelope=envelope,
        blocks=blocks,
        explain=_explainer(source),
        input_lines=input_lines,
    )
    if "language" not in metadata and language.tag != "und":
        story.infer("language", language.confidence, [], "script and common words")
    story = _with_envelope(story, envelope, lexicon, keeps_private=source.keep_private)
    if not source.keep_furniture:
        report_dropped_lines(story, language)
    article = build_article(story, envelope, source, language)
    stated = (found for found in envelope.findings if dict(found.detail).get("field") not in source.metadata)
    outer = mail or frame
    above = source.first_line - 1
    of_bytes = (finding.below(above) for finding in (*(outer.findings if outer else ()), *copy.findings))
    of_copy = number_findings((*stated, *date_doubts(article, source)), input_lines)
    found = (*of_bytes, *of_copy, *story.findings)
    findings = sort_findings(finding.at(source.name, source.story) for finding in found)
    lines = build_trace(story, envelope, article, source)
    parsed = Parsed(article=article, findings=findings, trace=lines, explanations=story.explanations)
    if restored:
        parsed = in_pages(parsed, restored.pieces, copy.lines)
    if is_plain and not scan and may_be_columns(copy.lines):
        rows = restored.rows if restored else [*enumerate(copy.lines)]
        if mixed := find_mixed_columns(rows):
            found = (*parsed.findings, mixed.below(above).at(source.name, source.story))
            parsed = replace(parsed, findings=sort_findings(found))
    return in_whole_input(parsed, above) if above else parsed


def _with_envelope(story: Story, envelope: Envelope, lexicon: Lexicon, *, keeps_private: bool) -> Story:
    """The story among all units of the copy: those of its envelope, too, each with the role that took it.

    Lines that hold personal data are only among them if it `keeps_private`.
    """
    if not envelope.taken:
        return story
    taken = {
        Unit((at + 1,), _text_of(envelope, at, line)): line
        for at, line in envelope.taken.items()
        if keeps_private or not line.is_private
    }
    units = tuple(sorted((*story.units, *taken), key=lambda unit: unit.lines))
    whole = story.among(units, [at for at, unit in enumerate(units) if unit not in taken])
    for at, unit in enumerate(units):
        if line := taken.get(unit):
            whole.assign(at, line.role, line.rule, 1.0)
            if line.role == "caption" and (caption := read_caption(unit.text, lexicon)):
                whole.captions[at] = caption
    return whole


def _text_of(envelope: Envelope, at: int, line: TakenLine) -> str:
    """The text of a line that an envelope took; of a picture and its caption, which become blocks, without marks."""
    own = envelope.lines[at]
    return (envelope.rewritten.get(at, own) if line.role in ("picture", "caption") else own).strip()


def _language_of(metadata: Mapping[str, object], found: Language) -> Language:
    tag = metadata.get("language")
    if isinstance(tag, str):
        return found._replace(tag=tag, direction=direction_of(tag))
    return found


def _explainer(source: Source) -> Explainer | None:
    if not source.explanations:
        return None
    from convert.readers.text.explain import contributions

    return contributions.explanations
