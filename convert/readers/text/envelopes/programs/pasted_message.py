"""One message that was copied from a chat: who wrote it and when is on the line above its text.

Teams has `[12/3 9:15] Jane Doe`, Discord `Jane Doe — 12/03/2026 09:15`. Who sent a story is not thereby its author.
"""

from __future__ import annotations

import re

from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines

_NAME = r"[^\W\d_][\w.'’-]*(?:,? [\w.'’-]+){0,4}(?: \([^()]{2,30}\))?"
_CLOCK = r"\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?"
_DAY = r"\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?\.?"
_NAMED_DAY = (
    r"today|yesterday|heute|gestern|aujourd['’]hui|hier|hoy|ayer|oggi|ieri|hoje|ontem|vandaag|gisteren|i ?dag|i ?går"
    r"|dziś|dzisiaj|wczoraj|сегодня|вчера"
)
_HEAD = re.compile(
    rf"\[(?:{_DAY},? )?{_CLOCK}\] (?P<name>{_NAME}):?"
    rf"|(?P<named>{_NAME}) — (?:(?:{_DAY}|{_NAMED_DAY}),? (?:(?:at|um|à|a las|alle|às|om|kl\.?|o|в) )?)?{_CLOCK}",
    re.IGNORECASE,
)
_OF_MESSAGE = TakenLine("sender and time of a message")
_EDITED = re.compile(
    r"\((?:edited|bearbeitet|modifié|editado|modificato|bewerkt|redigerad|redigeret|edytowano|изменено)\)"
)

MAX_HEAD = 90
"""How many characters the line above a message has at most."""


def open_pasted_message(lines: tuple[str, ...]) -> Envelope | None:
    """Take the line above the text of one message, and the mark of a later change below; None if there is none."""
    filled = filled_lines(lines)
    if len(filled) < 3 or len(lines[filled[0]]) > MAX_HEAD:
        return None
    head = _HEAD.fullmatch(lines[filled[0]].strip())
    if head is None or any(_HEAD.fullmatch(lines[at].strip()) for at in filled[1:] if len(lines[at]) <= MAX_HEAD):
        return None
    taken = {filled[0]: _OF_MESSAGE}
    if _EDITED.fullmatch(lines[filled[-1]].strip()):
        taken[filled[-1]] = _OF_MESSAGE
    return Envelope(lines=lines, taken=taken)
