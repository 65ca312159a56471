"""The words: a short list of the dialect that this project once had stays out of code, help and pages."""

from __future__ import annotations

import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import click
from conftest import ROOT

from convert import codes
from convert.cli import commands

NAMES = frozenset(
    {
        *("told", "said", "tongue", "sight", "judgement", "judged", "lesson", "lessons", "taught", "learnt", "heard"),
        *("account", "accounts", "trait", "traits"),
    }
)
"""No function, variable or parameter is called so: the field says feature, language, analysis, policy, explanation."""

PHRASES = re.compile(
    r"\b(?:tongue|judgement|learnt|taught|lesson|which see|stood|stands? (?:in|on|at|there|beside|alone)"
    r"|(?:is|are) told|(?:is|are) (?:not )?asked|what is no|that is no|which is no"
    r"|goes by the name|in goes|it is said|bespeak)\b",
    re.IGNORECASE,
)
"""No sentence for people has these: they had to be translated."""

KEPT = {
    "convert/readers/text/explain/wording.py": "names of features, which are those of the fitted weights",
    "convert/readers/text/labels/feature_groups.py": "names of features, which are those of the fitted weights",
}
"""Files whose strings may have the dialect, and why."""

SOURCES = sorted(path for folder in ("convert", "benchmarks", "docs") for path in (ROOT / folder).rglob("*.py"))
PAGES = sorted(
    [
        *(set(ROOT.glob("*.md")) - {ROOT / "CHANGELOG.md"}),
        *(ROOT / "convert").rglob("*.md"),
        *(ROOT / "tests" / "cli").glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
    ]
)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tokens(path: Path) -> Iterator[tokenize.TokenInfo]:
    with path.open("rb") as file:
        yield from tokenize.tokenize(file.readline)


_SUSPECT = re.compile(rf"\b(?:{'|'.join(sorted(NAMES))})\b|{PHRASES.pattern}")
"""What a file must have, in small letters, for its tokens to be looked at one by one."""


def test_code_has_the_fields_terms() -> None:
    """Names in code, docstrings, messages and comments."""
    assert [fault for path in SOURCES for fault in _dialect_of(path)] == []


def _dialect_of(path: Path) -> Iterator[tuple[str, int, str]]:
    name = _name(path)
    if not _SUSPECT.search(path.read_text(encoding="utf-8").lower()):
        return
    for token in _tokens(path):
        if token.type == tokenize.NAME and token.string in NAMES:
            yield name, token.start[0], token.string
        elif token.type in (tokenize.STRING, tokenize.COMMENT) and name not in KEPT:
            yield from ((name, token.start[0], phrase) for phrase in PHRASES.findall(token.string))


def test_pages_are_in_plain_english() -> None:
    lines = ((_name(path), line) for path in PAGES for line in path.read_text(encoding="utf-8").splitlines())
    assert [(name, line) for name, line in lines if PHRASES.search(line)] == []


def test_help_and_explanations_are_in_plain_english() -> None:
    """What the program prints about itself."""
    texts = [commands.help or ""]
    for command in commands.commands.values():
        texts += [command.help or "", *(p.help or "" for p in command.params if isinstance(p, click.Option))]
    texts += map(codes.explanation, codes.all_codes())
    assert len(texts) > 150
    assert [text for text in texts if PHRASES.search(text)] == []


_CONFLICT = re.compile(r"^(?:<{7} .+|={7}|>{7} .+)$", re.MULTILINE)
"""What a merge leaves where two changes met (the seven signs of git)."""


def test_no_merge_is_half_done() -> None:
    """No text of the project has the marks of two versions of one place."""
    folders = ("convert", "benchmarks", "docs", "schemas", "tests")
    texts = [*ROOT.glob("*.*"), *(path for folder in folders for path in (ROOT / folder).rglob("*.*"))]
    kinds = {".py", ".md", ".toml", ".json", ".yml", ".yaml", ".css", ".js", ".txt", ".xsd"}
    texts = [path for path in texts if path.suffix in kinds]
    assert ROOT / "CHANGELOG.md" in texts
    assert [_name(path) for path in texts if _CONFLICT.search(path.read_text(encoding="utf-8", errors="replace"))] == []
    assert all(map(_CONFLICT.search, ("a\n<<<<<<< HEAD\nb", "a\n=======\nb", ">>>>>>> other")))


def test_the_list_notices_the_dialect() -> None:
    """Sentences of the old kind are found, plain ones are not."""
    old = (
        "Of what is no JSON nothing can be said.",
        "It stands in the trace.",
        "The rule is asked for each.",
        "In goes",
    )
    plain = ("A line that is not JSON is refused.", "The trace contains it.", "The rule runs for each item.")
    assert all(map(PHRASES.search, old))
    assert not any(map(PHRASES.search, plain))
