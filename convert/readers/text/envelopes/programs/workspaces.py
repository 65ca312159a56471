"""Messages copied from a channel of a workspace, as Slack and Teams show them: a name and an hour above each.

The name and the hour are on one line ("Una Keogh  9:58 AM") or on two. Stories have such lines, too, so they count
only beside what no story has: the channel, a count of replies, a sign of who reacted, or a mark of a later change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from convert.readers.text.envelopes.envelope import Envelope, filled_lines
from convert.readers.text.envelopes.programs.chat import Message, read_messages

MIN_HEADS = 2
"""How many names with an hour are above messages at least."""

HEAD = 3
"""Among how many first lines the channel is."""

REACH, MAX_HEAD = 60, 80
"""Among how many first lines the first name with an hour is, and how many characters its line has at most."""

LONGEST = 120
"""How many characters a line of the program has at most."""

_NAME = r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,3}(?: \[\w+\]| APP)?"
_HOUR = r"\d{1,2}:\d\d(?:\s?[AaPp][Mm])?"
_HEAD = re.compile(rf"\s*(?P<name>{_NAME})\s{{1,4}}{_HOUR}\s*")
_NAME_LINE, _HOUR_LINE = re.compile(rf"\s*(?P<name>{_NAME})\s*"), re.compile(rf"\s*\[?{_HOUR}\]?\s*")

_CHANNEL = re.compile(r"\s*#[a-z][a-z0-9_-]{1,40}\s*")
_EDITED = "(edited)"

_SIGN = re.compile(
    r"\s*(?:\((?:edited|bearbeitet|modifié|editado|modificato|bewerkt|redigerad|redigeret|redigert|edytowano|изменено)\)"
    r"|(?::[a-z0-9_+-]{2,30}:\s*\d{0,4}\s*){1,8}"
    r"|\d{1,3} (?:replies|reply|Antworten|Antwort|réponses?|respuestas?|risposte|respostas?|antwoorden|svar|odpowiedzi)"
    r"|(?:Last reply|Letzte Antwort|Dernière réponse|Última respuesta|Ultima risposta|Laatste antwoord)\b"
    r".{0,40}\d.{0,20}"
    r"|View thread|Thread anzeigen|Also sent to the channel|\S.{0,60} (?:joined|left) #\S+\.?"
    r"|\S.{0,60} (?:has joined|set the channel) .{1,80})\s*",
    re.IGNORECASE,
)
"""Lines that no story has."""

_OTHER = re.compile(
    r"\s*(?:\d{1,3}|New|new messages?|Neu|\d{1,3} (?:new messages|neue Nachrichten)|Today|Yesterday|Heute|Gestern|Hoy"
    r"|Ayer|Aujourd['’]hui|Hier|Oggi|Ieri"
    r"|(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)(?:, \d{4})?)\s*"
)
"""Lines of the program that count only beside the others: figures, and days above messages."""


def open_workspace(lines: tuple[str, ...]) -> Envelope | None:
    """Open the messages of a channel, None if the lines show none."""
    with_colon = [line for line in lines[:REACH] if len(line) <= MAX_HEAD and ":" in line]
    if not any(_HOUR_LINE.fullmatch(line) or _HEAD.fullmatch(line) for line in with_colon):
        return None
    everything = filled_lines(lines)
    filled = [at for at in everything if len(lines[at]) <= LONGEST]
    signs = {at for at in filled if _SIGN.fullmatch(lines[at])}
    signs |= {at for at in everything[:HEAD] if _CHANNEL.fullmatch(lines[at])}
    heads = _heads(lines, [at for at in filled if at not in signs])
    of_program = signs | heads.keys() | {at for at in filled if _OTHER.fullmatch(lines[at])}
    is_changed = any(lines[at].rstrip().endswith(_EDITED) for at in filled)
    openings = [first for at, (_, first) in heads.items() if at == first]
    if not (signs or is_changed) or len(openings) < MIN_HEADS:
        return None
    if any(one in heads and other in heads and heads[one] != heads[other] for one, other in pairwise(everything)):
        return None
    messages: list[Message] = []
    sender = ""
    for at in everything:
        if at in heads:
            sender = heads[at][0]
        elif at not in of_program:
            messages.append(Message(sender, None, [(at, lines[at].strip().removesuffix(_EDITED).rstrip())]))
    return read_messages(lines, messages, of_program)


def _heads(lines: Sequence[str], filled: Sequence[int]) -> dict[int, tuple[str, int]]:
    """The lines of names and hours above messages, each with the name and the first line of the head."""
    found: dict[int, tuple[str, int]] = {}
    for at, below in pairwise((*filled, -1)):
        if at in found:
            continue
        if match := _HEAD.fullmatch(lines[at]):
            found[at] = (match["name"], at)
        elif below == at + 1 and _HOUR_LINE.fullmatch(lines[below]) and (match := _NAME_LINE.fullmatch(lines[at])):
            found[at] = found[below] = (match["name"], at)
    return found
