"""The reader of raw news copy: text as people paste it, scrapers save it and wires send it, becomes an Article.

`read` is the whole way, on one screen:

1. `opening` takes the copy out of what carries it, by `envelopes`: a wire's header and stamp, a mail's header, the
   label and contacts of a press release give metadata, and their lines are not read. `lines` decodes the bytes, joins
   lines to units (paragraphs, list items, titles), restores drop caps, and detects the language; `lexicon` holds the
   words and the parsers of single lines for that language: names, dates, datelines, captions.
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

from convert.errors import InputError
from convert.findings import sort_findings
from convert.model import Party
from convert.readers import Parsed, Source
from convert.readers.text.envelopes import Envelope, TakenLine
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
from convert.readers.text.lines.drop_caps import join_drop_caps
from convert.readers.text.lines.language import Language, detect_language, direction_of
from convert.readers.text.lines.units import Unit, build_units
from convert.readers.text.numbering import in_pages, in_whole_input, number_findings, number_lines
from convert.readers.text.opening import open_copy
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
    copy = open_copy(source)
    envelope, above = copy.envelope, source.first_line - 1
    input_lines = number_lines(copy.pieces, above)
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
    of_input = (finding.below(above) for finding in copy.findings)
    of_copy = number_findings((*stated, *date_doubts(article, source)), input_lines)
    found = (*of_input, *of_copy, *story.findings)
    findings = sort_findings(finding.at(source.name, source.story) for finding in found)
    lines = build_trace(story, envelope, article, source)
    parsed = Parsed(article=article, findings=findings, trace=lines, explanations=story.explanations)
    if copy.pieces is not None:
        parsed = in_pages(parsed, copy.pieces, copy.lines)
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
