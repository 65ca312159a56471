"""Plain text has no markup and no entities.

What: names, notes and other texts without a content type, and values in `text/plain`, have no markup. A body may quote
markup that is text in its XHTML, too; NWS114 checks the headline.

Why: markup in plain text is shown literally: `AT&amp;T`.

Fails: `"copyrightNotice": "&copy; 2016 Example News"`

Mend: write the characters themselves, or state the content type of the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.findings import Severity

_MARKUP = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|div|em|font|h[1-6]|i|img|li|ol|p|pre|small|span|strong|sub|sup|table|td|tr|u|ul)"
    r"(?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?)*\s*/?>"
    r"|&(?:amp|apos|copy|gt|hellip|ldquo|lsquo|lt|mdash|nbsp|ndash|quot|rdquo|rsquo|#\d{1,7}|#x[0-9a-f]{1,6});",
    re.IGNORECASE,
)

_BODIES = 20
"""How many bodies are searched for a quotation; no story has more."""


def _find(subject: Subject) -> Iterator[Problem]:
    for text in subject.facts.texts:
        if ("<" in text.value or "&" in text.value) and (match := _MARKUP.search(text.value)):
            pointer = text.location.pointer
            headline = subject.facts.headline
            if headline and pointer == headline.location.pointer:
                continue
            if _is_plain(subject.document.value, pointer) and not _is_quoted(subject, pointer, match[0]):
                yield Problem(message=f"there is markup in plain text: {match[0][:60]!r}", location=text.location)


def _is_plain(value: Any, pointer: str) -> bool:
    """Whether the text at `pointer` is plain by its content type or, in 1.x, by its name."""
    *path, name = pointer.split("/")[1:]
    if name.startswith(("body_", "description_", "headline_")):
        return name.endswith("_text")
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return False
    kind = value.get("contentType", value.get("contenttype")) if isinstance(value, dict) else None
    return name != "value" or kind is None or kind == "text/plain"


def _is_quoted(subject: Subject, pointer: str, markup: str) -> bool:
    """Whether an XHTML body quotes `markup`, because the story is about it."""
    is_body = pointer.startswith(("/bodies/", "/body_"))
    return is_body and any(markup in body.text for body in subject.facts.bodies[:_BODIES] if body.root is not None)


RULE = Rule(
    code="NJS115",
    title="Plain text has no markup",
    severity=Severity.WARNING,
    formats=("ninjs",),
    clause="ninjs: contentType",
    find=_find,
    advice="Write the characters themselves, or state the content type.",
)
