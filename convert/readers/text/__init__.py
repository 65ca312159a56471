"""The reader of raw news copy: text as people paste it, scrapers save it and wires send it, becomes an Article.

`read` is the whole way, on one screen:

1. `envelopes` opens what carries the story: a wire's header and stamp give metadata, and their lines are not read.
   `lines` decodes the bytes, joins lines to units (paragraphs, list items, titles), restores drop caps, and detects
   the language; `lexicon` holds the words and the parsers of single lines for that language: names, dates, datelines,
   captions.
2. `labels` extracts features of each unit and of the copy. A CRF gives the marginal probability of each label for each
   unit, and a forest reranks the uncertain ones: the `Analysis`.
3. `fields` ranks the candidates for headline, bylines and date, assigns a role to every unit, infers the fields with
   their confidence (`Story`), and builds the Article and the trace of every line.
4. `site` reads the copy again without the lines that are common to the documents of a batch, where those are known.
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
from convert.readers.text.envelopes import open_envelopes, open_frame
from convert.readers.text.fields.article import build_article, build_trace
from convert.readers.text.fields.assign_roles import Explainer, read_story
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.crf import Model, load_model
from convert.readers.text.lexicon import fold_word, load_lexicon
from convert.readers.text.lines.decode import decode
from convert.readers.text.lines.drop_caps import join_drop_caps
from convert.readers.text.lines.language import Language, detect_language, direction_of
from convert.readers.text.lines.units import Unit, build_units
from convert.readers.text.site.reread import reread

__all__ = ["read"]


def read(source: Source, model: Model | None = None) -> Parsed:
    """Read the raw copy `source` with `model`, or else with the shipped one.

    Raises InputError (INP002 to INP006, INP011) where it holds no story, or metadata is not valid.
    """
    frame = open_frame(source.data, source.encoding)
    copy = decode(frame.data, source.encoding or frame.encoding) if frame else decode(source.data, source.encoding)
    if frame and len(copy.lines) != frame.lines:
        frame = None
    envelope = open_envelopes(copy.lines, frame)
    units = build_units(envelope.story_lines, envelope.layout, envelope.goes_on)
    if not units:
        raise InputError("INP002", "there is nothing to read in the input", "Is this the right file?")
    language = _language_of(source, detect_language(unit.text for unit in units))
    lexicon = load_lexicon("en", language.primary)
    if isinstance(provider := envelope.metadata.get("provider"), Party):
        lexicon = lexicon._replace(agencies=lexicon.agencies | {fold_word(provider.name)})
    units = join_drop_caps(units, lexicon, language)

    def read_again(among: tuple[Unit, ...], metadata: Mapping[str, object]) -> Story:
        return read_story(
            among,
            lexicon,
            language,
            metadata,
            model or load_model(),
            envelope=envelope,
            explain=_explainer(source),
        )

    story = read_again(units, source.metadata)
    if source.site_lines:
        story = reread(story, source.site_lines, language, source.metadata, read_again)
    if "language" not in source.metadata and language.tag != "und":
        story.infer("language", language.confidence, [], "script and common words")
    article = build_article(story, envelope, source, language)
    findings = sort_findings(
        finding.at(source.name)
        for finding in (*(frame.findings if frame else ()), *copy.findings, *envelope.findings, *story.findings)
    )
    lines = build_trace(story, envelope, article, source)
    return Parsed(article=article, findings=findings, trace=lines, explanations=story.explanations)


def _language_of(source: Source, found: Language) -> Language:
    metadata = source.metadata.get("language")
    if isinstance(metadata, str):
        return found._replace(tag=metadata, confidence=1.0, direction=direction_of(metadata))
    return found


def _explainer(source: Source) -> Explainer | None:
    if not source.explanations:
        return None
    from convert.readers.text.explain import contributions

    return contributions.explanations
