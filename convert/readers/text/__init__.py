"""The reader of raw news copy: text as people paste it, scrapers save it and wires send it, into an Article.

`decode` makes lines of bytes, `units` makes units of lines, `language` and `lexicon` say what is known of the words;
`dropcaps` puts first letters back to theirs. `lines` and `evidence` are what is to be seen of single lines, `layout`
where running text stands densest, `features` what of all this the model decides from. `model` weighs every line in its
place among all others, `review` looks again at what that leaves open, `choose` weighs the candidates for headline,
byline and date; from these `header`, `beside`, `groups` and `story` decide what each unit is, and `compose` makes the
Article and the trace of every line. `site_lines` learns from a batch which lines are its site's, `reread` reads copy
once more without those. `dates`, `names`, `captions` and `dateline` each read one kind of line. `reasons` says, where
that is asked for, why it was so decided, in the words of `wording`.

The weights are fitted by `benchmarks/fit_reader.py` and measured by `benchmarks/text_quality.py`.

It concludes only what the text shows: a wrong date, author or place is worse than none.
"""

from __future__ import annotations

from collections.abc import Mapping

from convert.errors import InputError
from convert.findings import sort_findings
from convert.readers import Parsed, Source
from convert.readers.text.fields.article import compose, trace
from convert.readers.text.fields.assign_roles import Explain, read_story
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.crf import Model, load_model
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lines.decode import decode
from convert.readers.text.lines.drop_caps import join_drop_caps
from convert.readers.text.lines.language import Language, detect_language, direction_of
from convert.readers.text.lines.units import Unit, build_units
from convert.readers.text.site.reread import reread

__all__ = ["read"]


def read(source: Source, model: Model | None = None) -> Parsed:
    """The Article that the raw copy `source` is, decided by `model`, or else by the one that was shipped.

    Raises InputError (INP002 to INP006, INP011) where there is no story to be read in it.
    """
    copy = decode(source.data, source.encoding)
    units = build_units(copy.lines)
    if not units:
        raise InputError("INP002", "there is nothing to read in the input", "Is this the right file?")
    language = _language_of(source, detect_language(unit.text for unit in units))
    lexicon = load_lexicon("en", language.primary)
    units = join_drop_caps(units, lexicon, language)

    def read_again(among: tuple[Unit, ...], metadata: Mapping[str, object]) -> Story:
        return read_story(among, lexicon, language, metadata, model or load_model(), explain=_explainer(source))

    story = read_again(units, source.metadata)
    if source.site_lines:
        story = reread(story, source.site_lines, language, source.metadata, read_again)
    if "language" not in source.metadata and language.tag != "und":
        story.infer("language", language.confidence, [], "script and common words")
    article = compose(story, source, language)
    findings = sort_findings(finding.at(source.name) for finding in (*copy.findings, *story.findings))
    lines = trace(story, copy.lines, article, source)
    return Parsed(article=article, findings=findings, trace=lines, explanations=story.explanations)


def _language_of(source: Source, found: Language) -> Language:
    metadata = source.metadata.get("language")
    if isinstance(metadata, str):
        return found._replace(tag=metadata, confidence=1.0, direction=direction_of(metadata))
    return found


def _explainer(source: Source) -> Explain | None:
    if not source.explanations:
        return None
    from convert.readers.text.explain import contributions

    return contributions.explanations
