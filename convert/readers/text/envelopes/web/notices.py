"""What a site puts in front of a story or in its place: a dialog about cookies, an error, a check for robots.

A dialog above a story is taken from it, and so is the line below it that tells readers how to reach the newsroom. A
page that holds nothing else is read as it is, and reported: it is no story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from convert.findings import Finding, Location, Severity
from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line
from convert.readers.text.envelopes.web import notice_words
from convert.readers.text.lexicon.keys import fold_word, line_key

HEAD = 10
"""Among how many first lines a dialog begins."""

MAX_DIALOG = 20
"""How many lines a dialog has at most."""

MAX_LINE = 1_500
"""How many characters a line of a dialog has at most."""

TEXT_WORDS = 10
"""From how many words on a line is the text of a dialog and no button."""

STORY_WORDS = 8
"""How many words a line of the story has at least that is left below a dialog."""

FEWEST_SIGNS = 3
"""How many parts of such texts show that a line is of a dialog which no title opens; below a title one is enough."""

MAX_REFUSAL = 120
"""How many words a page has at most that a site sends instead of a story."""

TAIL = 2
"""Among how many last lines the one is that tells readers how to reach the newsroom."""

NEWSROOM_WORDS = 45
"""How many words such a line has at most."""

ALERT_TAIL, MAX_ALERT_LINE, MIN_ALERT_LINES = 8, 160, 3
"""Among how many last lines a service says why it mailed an alert, how many characters its lines have at most, and how
many of them there are at least.
"""

_STATUS = re.compile(
    r"(?:error\s?:?\s?|http\s|http error\s|status\s|fehler\s|erreur\s|ошибка\s)?[45]\d\d\b[\s:–—|-]{0,4}"
    r"(?:forbidden|not found|unauthorized|bad gateway|bad request|service|too many|internal|gateway|error|gone|access"
    r"|page|method|moved|nicht gefunden|verboten|introuvable|interdit"
    r"|no encontrad|não encontrad|non trovat|не найден|$)"
)


_ALERT_SIGN = re.compile(
    r"(?=.*\b(?:google|talkwalker)\b)(?=.*\b(?:alert|uyarı))(?=.*(?:mail|correo|wiadomość|message|письм))"
    r"(?=.*(?:subscri|abonn|suscri|iscri|assin|inscr|subskryb|prenumer|подпис))",
    re.IGNORECASE,
)
"""The line below the results of an alert that says why the mail was sent."""

_ALERTERS = ("google", "talkwalker")
"""Who mails alerts, folded; most lines name neither."""

_ALERT_LINE = re.compile(
    r"google(?: alerts?)?|news|web|blogs|nachrichten|actualités|noticias|notizie|notícias|nieuws|wiadomości"
    r"|(?:daily|weekly|as[- ]it[- ]happens) update\W.{4,40}|(?:tägliches|wöchentliches) update\W.{4,40}"
    r"|(?:mise à jour|actualización|aggiornamento|atualização|dagelijkse update)\b.{4,60}"
    r"|(?:google plus |facebook |twitter |x ){0,4}(?:flag as irrelevant|als irrelevant markieren|signaler comme non"
    r" pertinent|marcar como irrelevante|segnala come non pertinente|markeren als irrelevant)"
    r"|(?:see more results|weitere ergebnisse|afficher plus de résultats|ver más resultados|altri risultati"
    r"|ver mais resultados|meer resultaten)\b.{0,80}"
    r"|(?:unsubscribe|abmelden|se désabonner|cancelar suscripción|annulla iscrizione"
    r"|cancelar inscrição|afmelden)\b.{0,80}"
    r"|(?=.*\bgoogle\b)(?=.*\balert).*",
    re.IGNORECASE,
)


def open_site_notice(lines: tuple[str, ...]) -> Envelope | None:
    """Open what a site puts around a story, or report a page in its place; None if the lines show neither."""
    filled = filled_lines(lines)
    if taken := _dialog(lines, filled):
        rest = [at for at in filled if at not in taken]
        if any(len(lines[at].split()) >= STORY_WORDS for at in rest):
            return Envelope(lines=lines, taken=dict.fromkeys(taken, TakenLine("dialog about cookies", role="legal")))
        return Envelope(lines=lines, findings=(_finding(lines, filled[0], "asks for consent to cookies"),))
    if taken := _alert(lines, filled):
        return Envelope(
            lines=lines,
            taken=dict.fromkeys(taken, TakenLine("frame of an alert")),
            findings=(_finding(lines, filled[0], "only lists the openings of new stories"),),
        )
    if (at := _newsroom(lines, filled)) >= 0:
        return Envelope(lines=lines, taken={at: TakenLine("how to reach the newsroom", role="comment")})
    if filled and _refuses(lines, filled):
        return Envelope(lines=lines, findings=(_finding(lines, filled[0], "refuses or checks the visitor"),))
    return None


def _dialog(lines: Sequence[str], filled: Sequence[int]) -> frozenset[int]:
    """The lines of a dialog: its title or a text with several of its words, then its texts and buttons."""
    titles = _keys(notice_words.CONSENT_TITLES)
    head = "\n".join([lines[at] for at in filled[:HEAD] if len(lines[at]) <= MAX_LINE])
    may_be_texts = _signs(head) >= FEWEST_SIGNS  # no line has more of them than all
    for number, at in enumerate(filled[:HEAD]):
        key = line_key(lines[at]) if len(lines[at]) <= MAX_LINE else ""
        is_title = key in titles
        is_text = may_be_texts and _is_text(lines[at]) and _signs(lines[at]) >= FEWEST_SIGNS
        if not (is_title or is_text):
            continue
        taken = {at}
        texts = 0 if is_title else 1
        for below in filled[number + 1 : number + MAX_DIALOG]:
            line = lines[below]
            if _is_text(line) and _signs(line) >= (1 if is_title and not texts else 2):
                texts += 1
            elif line_key(line) not in _keys(notice_words.CONSENT_BUTTONS):
                break
            taken.add(below)
        return frozenset(taken) if texts and (is_title or len(taken) > 1) else frozenset()
    return frozenset()


def _alert(lines: Sequence[str], filled: Sequence[int]) -> frozenset[int]:
    """The lines that a service writes which mails the openings of new stories about a subject; none in other copy."""
    last = [lines[at] for at in filled[-ALERT_TAIL:] if len(lines[at]) <= MAX_ALERT_LINE]
    if not any(any(map(line.casefold().__contains__, _ALERTERS)) and _ALERT_SIGN.match(line) for line in last):
        return frozenset()
    taken = [at for at in filled if len(lines[at]) <= MAX_ALERT_LINE and _ALERT_LINE.fullmatch(lines[at].strip())]
    return frozenset(taken if len(taken) >= MIN_ALERT_LINES else ())


def _newsroom(lines: Sequence[str], filled: Sequence[int]) -> int:
    """The line at the end that tells readers how to reach the newsroom, -1 if there is none."""
    for at in filled[-TAIL:] if len(filled) > 2 * TAIL - 1 else filled[-1:]:
        line = lines[at]
        if len(line.split()) > NEWSROOM_WORDS or not has_contact(line):
            continue
        folded = fold_word(line)
        if at != filled[0] and any(phrase in folded for phrase in _newsroom_phrases()):
            return at
    return -1


def _is_text(line: str) -> bool:
    return len(line) <= MAX_LINE and (len(line.split()) >= TEXT_WORDS or (not line.isascii() and len(line) > 40))


def _signs(line: str) -> int:
    """How many parts of texts about consent a line has."""
    folded = fold_word(line)
    return sum(map(folded.__contains__, notice_words.CONSENT_WORDS))


def _refuses(lines: Sequence[str], filled: Sequence[int]) -> bool:
    """Whether a short page opens with an error or a check for robots."""
    if any(words > MAX_REFUSAL for words in accumulate(len(lines[at].split()) for at in filled)):
        return False
    for at in filled[:2]:
        key = fold_word(one_line(lines[at]))[:120]
        if _STATUS.match(key):
            return True
        bare = line_key(key)
        if bare.startswith(_refusals()) and any(
            bare.startswith(phrase) and len(bare) <= 2 * len(phrase) for phrase in _refusals()
        ):
            return True
    return False


def _finding(lines: Sequence[str], at: int, what: str) -> Finding:
    return Finding(
        code="TXT024",
        severity=Severity.WARNING,
        message=f"“{' '.join(lines[at].split())[:60]}” opens a page that {what}; this is no story",
        advice="Fetch the copy again, or leave this file out.",
        location=Location(line=at + 1, column=1),
    )


@cache
def _newsroom_phrases() -> frozenset[str]:
    return frozenset(map(fold_word, notice_words.NEWSROOM))


@cache
def _keys(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(line_key, phrases))


@cache
def _refusals() -> tuple[str, ...]:
    return tuple(_keys(notice_words.REFUSALS))
