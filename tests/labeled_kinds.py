"""Copies of every kind that is no web page, labeled by hand, and the fields in which the reader differs from them.

`tests/readers/kinds/NAME.txt` (or `.eml`, `.ipt`, `.anpa`, `.md`) is the copy, in bytes as it came, and
`NAME.truth.toml` its labels, written from the text alone. `tests/readers/known_gaps.toml` lists the fields that are
read wrongly today, each with its reason. The weights are never fitted to these texts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from labeled_copies import LISTS, SHOWN, TEXTS, LabelError, Labels, differences, flat

from convert.errors import ModelError
from convert.model import Article, Block, Moment, Paragraph, Table, Text, inline_text, words
from convert.readers import Parsed, Source
from convert.readers.text import read

FOLDER = Path(__file__).parent / "readers" / "kinds"
KNOWN_GAPS = FOLDER.parent / "known_gaps.toml"
NAMES = sorted(path.name.removesuffix(".truth.toml") for path in FOLDER.glob("*.truth.toml"))

COMPARED = ("headline", "kicker", "dek", "authors", "published", "language", "body", "headings", "captions")
"""Fields that are compared as those of `labeled_copies`, exactly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindLabels:
    """What a copy of some kind says, beside its text.

    The body has no dateline; rows of a table have one blank between their cells. `dateline` is the place, perhaps with
    day and agency; any of `dateline_forms` is right. `embargo` is an instant, or `open`. Of `urgency` any is right.
    `notes` must be in the notes to editors, `never` in nothing that is published, and `keep` in the text. `neutral`
    lines may be in the body or not.
    """

    text: Labels
    kind: str
    slugline: str | None = None
    urgency: tuple[int, ...] = ()
    keywords: tuple[str, ...] = ()
    provider: str | None = None
    dateline_forms: tuple[str, ...] = ()
    embargo: str | None = None
    status: str | None = None
    notes: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()


FIELDS = (*COMPARED, *(field.name for field in fields(KindLabels) if field.name not in ("text", "kind", "neutral")))


def path_of(name: str) -> Path:
    """The file of the copy called `name`."""
    (path,) = (path for path in FOLDER.glob(f"{name}.*") if path.suffix != ".toml")
    return path


@cache
def labels_of(name: str) -> KindLabels:
    """The labels of the copy called `name`. Raises LabelError."""
    return load_labels(FOLDER / f"{name}.truth.toml")


@cache
def reading_of(name: str) -> Parsed:
    """The copy called `name` as the reader reads it, once per process."""
    path = path_of(name)
    return read(Source(name=path.name, data=path.read_bytes(), moment=Moment("2026-01-01T00:00:00Z")))


def load_labels(path: Path) -> KindLabels:
    """The labels in the file `path`. Raises LabelError where a key is unknown, missing or has a wrong value."""
    rows: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    if dateline := rows.pop("dateline", None):
        rows.setdefault("dateline_forms", [dateline])
    own = {field.name for field in fields(KindLabels)} - {"text"}
    texts = {key: rows.pop(key) for key in list(rows) if key not in own}
    for key in texts:
        if key not in (*TEXTS, *LISTS):
            raise LabelError(f"{path.name}: “{key}” is not a key of labels")
    for key in ("language", "authors", "body", "headings", "captions"):
        if key not in texts:
            raise LabelError(f"{path.name}: “{key}” is missing")
    if "kind" not in rows:
        raise LabelError(f"{path.name}: “kind” is missing")
    for key, value in (*texts.items(), *rows.items()):
        for text in value if isinstance(value, list) else [value]:
            if not isinstance(text, int) and (not isinstance(text, str) or not text or text != flat(text)):
                raise LabelError(f"{path.name}: “{key}” must hold text on one line, not {text!r}")
    for moment in (texts.get("published"), rows.get("embargo")):
        try:
            if moment and moment != "open":
                Moment(moment)
        except ModelError as e:
            raise LabelError(f"{path.name}: {moment} is not a date or an instant: {e}") from None
    if isinstance(urgency := rows.get("urgency", []), int):
        rows["urgency"] = [urgency]
    tuples = {key: tuple(value) if isinstance(value, list) else value for key, value in rows.items()}
    text = Labels(style="wire", **{k: tuple(v) if isinstance(v, list) else v for k, v in texts.items()})
    return KindLabels(text=text, **tuples)


def load_gaps(path: Path = KNOWN_GAPS) -> dict[str, dict[str, str]]:
    """The known gaps in the file `path`: the reason by copy and field. Raises LabelError."""
    gaps: dict[str, dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    for name, reasons in gaps.items():
        if name not in NAMES:
            raise LabelError(f"{path.name}: there is no copy “{name}”")
        for field, reason in reasons.items():
            if field not in FIELDS:
                raise LabelError(f"{path.name}: “{name}.{field}” names no field")
            if not isinstance(reason, str) or len(reason.split()) < 3:
                raise LabelError(f"{path.name}: “{name}.{field}” must be a sentence, not {reason!r}")
    return gaps


def remove_gaps(closed: Mapping[str, Collection[str]], path: Path = KNOWN_GAPS) -> None:
    """Remove the fields `closed` of copies from the known gaps in the file `path`."""
    kept = []
    for section in path.read_text(encoding="utf-8").split("\n\n"):
        title, *rows = section.strip().split("\n")
        gone = tuple(f"{field} = " for field in closed.get(title.strip("[]"), ()))
        rows = [row for row in rows if not row.startswith(gone)]
        if rows:
            kept.append("\n".join([title, *rows]))
    path.write_text("\n\n".join(kept) + "\n", encoding="utf-8")


def gaps(labels: KindLabels, parsed: Parsed) -> Mapping[str, str]:
    """Each field in which the reading differs from the labels, with what differs."""
    neutral = {f"+ {text if len(text) <= SHOWN else text[: SHOWN - 1] + '…'}" for text in labels.neutral}
    found = {}
    for field, lines in differences(labels.text, replace(parsed, article=_flattened(parsed.article, labels))).items():
        wrong = [line for line in lines if field not in ("body", "headings") or line not in neutral]
        if field in COMPARED and wrong:
            found[field] = "; ".join(wrong)
    if "published" in found and _is_same_moment(labels.text.published, parsed.article.published):
        del found["published"]
    if labels.text.kicker is None:
        found.pop("kicker", None)
    found.update(_gaps_of_metadata(labels, parsed.article))
    return {field: found[field] for field in FIELDS if field in found}


def _flattened(article: Article, labels: KindLabels) -> Article:
    """The article with a paragraph for each row of a table; its dek is a paragraph where the labels have it as one."""
    body: list[Block] = []
    for block in article.body:
        if isinstance(block, Table):
            rows = (" ".join(inline_text(cell.content) for cell in row.cells) for row in (*block.head, *block.body))
            body += [Paragraph((Text(flat(row)),)) for row in rows]
        else:
            body.append(block)
    if article.subheadline and not labels.text.dek and labels.text.body[0] == article.subheadline:
        body.insert(0, Paragraph((Text(article.subheadline),)))
        article = replace(article, subheadline=None)
    return replace(article, body=tuple(body))


def _is_same_moment(wanted: str | None, moment: Moment | None) -> bool:
    if wanted is None or moment is None:
        return False
    label = Moment(wanted)
    if label.is_instant and moment.is_instant:
        return label.instant == moment.instant
    return moment.text[:10] == label.text


def _gaps_of_metadata(labels: KindLabels, article: Article) -> dict[str, str]:
    embargo = article.embargo and (article.embargo.until.utc if article.embargo.until else "open")
    providers = {article.provider.name if article.provider else "", article.credit_line or ""}
    providers |= {source.name for source in article.sources}
    published = flat("\n".join(words(article)))
    notes = flat("\n".join(article.editor_notes))
    wrong = {
        "slugline": labels.slugline is not None and article.slugline != labels.slugline,
        "urgency": bool(labels.urgency) and article.urgency not in labels.urgency,
        "keywords": not set(labels.keywords) <= set(article.keywords),
        "provider": labels.provider is not None and labels.provider not in providers,
        "dateline_forms": not _is_dateline(labels.dateline_forms, article.dateline),
        "embargo": not _is_embargo(labels.embargo, embargo),
        "status": article.status != (labels.status or ("withheld" if embargo == "open" else "usable")),
        "notes": any(note not in notes for note in labels.notes),
        "never": any(_has_words(published, text) for text in labels.never),
        "keep": any(_squeezed(text) not in _squeezed(published) for text in labels.keep),
    }
    shown = {
        "slugline": article.slugline,
        "urgency": article.urgency,
        "keywords": article.keywords,
        "provider": sorted(providers - {""}),
        "dateline_forms": article.dateline,
        "embargo": embargo,
        "status": article.status,
        "notes": [note for note in labels.notes if note not in notes],
        "never": [text for text in labels.never if _has_words(published, text)],
        "keep": [text for text in labels.keep if _squeezed(text) not in _squeezed(published)],
    }
    return {field: str(shown[field])[: 2 * SHOWN] for field in wrong if wrong[field]}


def _is_dateline(forms: tuple[str, ...], dateline: str | None) -> bool:
    """Whether the dateline is one of the forms, perhaps with the agency in parentheses."""
    if dateline is None:
        return not forms
    return any(re.fullmatch(rf"{re.escape(form)}[.:]?(?: \([^()]+\))?", dateline) for form in forms)


def _is_embargo(wanted: str | None, embargo: str | None) -> bool:
    return embargo == (wanted if wanted in (None, "open") else Moment(wanted).utc)


def _squeezed(text: str) -> str:
    """`text` without blanks, as words of scripts without blanks are apart in a list of words."""
    return "".join(text.split())


def _has_words(text: str, phrase: str) -> bool:
    """Whether `phrase` is in `text` and no letter or digit goes on at its ends."""
    at = text.find(phrase)
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(phrase) : at + len(phrase) + 1]
        if not (before.isalnum() and phrase[0].isalnum()) and not (after.isalnum() and phrase[-1].isalnum()):
            return True
        at = text.find(phrase, at + 1)
    return False
