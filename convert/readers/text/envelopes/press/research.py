"""Releases of universities, as portals of research show them: EurekAlert, idw and AlphaGalileo.

Below the title are a dek, the kind of the release and who issued it; below the text are labels that are alone on their
lines ("Journal", "Method of Research"), each above its value. Several of these labels show such a release.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.model import Party
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line, whole_text
from convert.readers.text.envelopes.press.draft import DEK
from convert.readers.text.lexicon.keys import fold_word, phrase_set

HEAD = 12
"""Among how many first lines the kind of a release is."""

MIN_LABELS = 3
"""How many different labels show a release of research."""

MAX_LABEL = 60
"""How many characters a label has at most."""

MAX_DEK = 300
"""How many characters a dek has at most."""

_FIELD = TakenLine("field of a portal of research")
_LABEL = TakenLine("label of a picture")
_ISSUER = TakenLine("who issued the release")

_KINDS = phrase_set(
    "peer-reviewed publication|reports and proceedings|grant and award announcement|business announcement"
    "|meeting announcement|book announcement|research news|award announcement"
)
_LABELS = phrase_set(
    "journal|doi|method of research|subject of research|article title|article publication date|coi statement|funder"
    "|original source|related journal article|original publication|scientific contact|wissenschaftliche ansprechpartner"
    "|wissenschaftlicher ansprechpartner|originalpublikation|weitere informationen|merkmale dieser pressemitteilung"
    "|contact for scientific information|criteria of this press release|full bibliographic information"
    "|contact scientifique|publication originale"
)
_CONTACTS = phrase_set("media contact|media contacts|press contact|pressekontakt|contact presse")
_PICTURE = re.compile(r"(?:image|video|audio)\s?:", re.IGNORECASE)
_MORE = re.compile(r"\s+view more(?: »)?\s*$", re.IGNORECASE)


def open_research_release(lines: tuple[str, ...]) -> Envelope | None:
    """Open a release as a portal of research shows it, None if the lines show none."""
    text = whole_text(lines)
    if (
        "ublication" not in text
        and "ublikation" not in text
        and "esearch" not in text
        and "ressemitteilung" not in text
    ):
        return None
    filled = filled_lines(lines)
    labels = [at for at in filled if len(lines[at]) <= MAX_LABEL and _label(lines[at]) in _LABELS]
    if len({_label(lines[at]) for at in labels}) < MIN_LABELS:
        return None
    draft = Draft(lines)
    for at in filled:
        if at >= labels[0]:
            if _label(lines[at]) in _CONTACTS:
                break
            draft.taken[at] = _FIELD
    _read_head(draft, [at for at in filled[:HEAD] if at < labels[0]])
    for number, at in enumerate(filled[:-1]):
        if at < labels[0] and _PICTURE.fullmatch(lines[at].strip()):
            caption = filled[number + 1]
            draft.taken[at] = _LABEL
            draft.rewritten[caption] = one_line(_MORE.sub("", lines[caption]))
            draft.roles[caption] = "caption"
    return draft.envelope()


def _read_head(draft: Draft, head: Sequence[int]) -> None:
    """Read the lines between the title and the text: dek, kind and issuer."""
    lines = draft.lines
    kind = next((number for number, at in enumerate(head) if _label(lines[at]) in _KINDS), 0)
    if not 0 < kind < len(head) - 1:
        return
    draft.taken[head[kind]] = _FIELD
    issuer = head[kind + 1]
    if len(lines[issuer]) <= 2 * MAX_LABEL and not lines[issuer].rstrip().endswith((".", ":")):
        draft.state("provider", Party(name=one_line(lines[issuer])), issuer)
        draft.taken[issuer] = _ISSUER
    dek, title = head[kind - 1], head[kind - 2]
    if kind > 2 and dek == title + 1 and len(lines[dek]) <= MAX_DEK:
        draft.state("subheadline", one_line(lines[dek]), dek)
        draft.taken[dek] = DEK


def _label(line: str) -> str:
    return fold_word(line.strip(" :\t"))
