"""The reader of raw news copy: text as people paste it, scrapers save it and wires send it, into an Article.

`decode` makes lines of bytes, `units` makes units of lines, `language` and `lexicon` say what is known of the words;
`dropcaps` puts first letters back to theirs. `signs` and `evidence` are what is to be seen of single lines, `layout`
where running text stands densest, `traits` what of all this the model decides from. `model` weighs every line in its
place among all others, `review` looks again at what that leaves open, `choose` weighs the candidates for headline,
byline and date; from these `header`, `beside`, `groups` and `story` decide what each unit is, and `compose` makes the
Article and the trace of every line. `standing` learns from a batch which lines are its site's, `reconsider` reads copy
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
from convert.readers.text.compose import compose, trace
from convert.readers.text.decode import decode
from convert.readers.text.dropcaps import rejoin
from convert.readers.text.evidence import Story
from convert.readers.text.language import Tongue, detect, direction_of
from convert.readers.text.lexicon import load
from convert.readers.text.model import Model
from convert.readers.text.model import load as shipped
from convert.readers.text.reconsider import reconsider
from convert.readers.text.story import tell
from convert.readers.text.units import Unit, gather

__all__ = ["read"]


def read(source: Source, model: Model | None = None) -> Parsed:
    """The Article that the raw copy `source` is, decided by `model`, or else by the one that was shipped.

    Raises InputError (INP002 to INP006, INP011) where there is no story to be read in it.
    """
    copy = decode(source.data, source.encoding)
    units = gather(copy.lines)
    if not units:
        raise InputError("INP002", "there is nothing to read in the input", "Is this the right file?")
    tongue = _tongue(source, detect(unit.text for unit in units))
    lexicon = load("en", tongue.primary)
    units = rejoin(units, lexicon, tongue)

    def telling(among: tuple[Unit, ...], given: Mapping[str, object]) -> Story:
        return tell(among, lexicon, tongue, given, model or shipped(), explained=source.accounts)

    story = telling(units, source.given)
    if source.standing:
        story = reconsider(story, source.standing, tongue, source.given, telling)
    if "language" not in source.given and tongue.language != "und":
        story.conclude("language", tongue.confidence, [], "script and common words")
    article = compose(story, source, tongue)
    findings = sort_findings(finding.at(source.name) for finding in (*copy.findings, *story.findings))
    lines = trace(story, copy.lines, article, source)
    return Parsed(article=article, findings=findings, trace=lines, accounts=story.accounts)


def _tongue(source: Source, found: Tongue) -> Tongue:
    given = source.given.get("language")
    if isinstance(given, str):
        return found._replace(language=given, confidence=1.0, direction=direction_of(given))
    return found
