"""What a word processor or a shared document adds when copy is pasted from it: comments, changes and reactions.

Comments are between the people who write and edit; they are notes to editors, and private, as they name people. Their
marks in the text ("[a]") go with them; a mark without its comment below stays, as it may be a footnote's.
"""

from __future__ import annotations

import re

from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line, whole_text

TITLE_WORDS = 16
"""How many words the line below the name of a file has at most, which is the title of the text."""

LONGEST = 400
"""The greatest length of a comment, in characters."""

_COMMENT_WORDS = (
    "comment|commented|kommentar|kommentiert|commentaire|commenté|comentario|comentado|comentário|commento|commentato"
    "|opmerking|met opmerkingen|komentarz|skomentowano|komentář|megjegyzés|комментарий|примечание|коментар|açıklama"
    "|comentariu|kommentti|kommenterad|σχόλιο"
)
_COMMENT = re.compile(rf"\s*(?:{_COMMENT_WORDS})\s?\[[^\[\]\s]{{1,8}}\]\s?:\s?(?P<text>.*)", re.IGNORECASE)
_CHANGE = re.compile(
    r"\s*(?:formatted|deleted|inserted|moved (?:up|down) \[\d+\]|formatiert|gelöscht|eingefügt|mis en forme|supprimé"
    r"|inséré|con formato|eliminado|formattato|eliminato|opgemaakt|verwijderd|sformatowano|usunięto"
    r")\s?:\s?(?:font|schriftart|police|fuente|tipo di carattere|lettertype|czcionka|style|indent|normal|left|space"
    r"|einzug|abstand|gauche|izquierda|[¶,.]\s*$).{0,160}",
    re.IGNORECASE,
)
_CHANGED_TEXT = re.compile(
    r"\s*(?:deleted|inserted|gelöscht|eingefügt|supprimé|inséré|eliminado|insertado|eliminato|inserito|verwijderd"
    r"|ingevoegd|usunięto|wstawiono|excluído|inserido|odstraněno|vloženo|удалено|вставлено|törölve|beszúrva|silindi"
    r"|borttaget|infogat|slettet|poistettu|lisätty)\s?:\s?\S.{0,160}",
    re.IGNORECASE,
)
"""A change with its words, which counts only beside a comment or a change of form."""

_FILE_NAME = re.compile(
    r"\s*[\w][\w.()-]{1,80}(?: [\w.()-]{1,40}){0,6}\.(?:docx?|odt|rtf|pages|gdoc|pdf|txt|wpd)\s*", re.IGNORECASE
)
"""The name of the file, above the text that was copied from it."""

_REACTION = re.compile(r"\s*\d{1,3} total reactions?\s*|\s*\S.{0,60} reacted with \S{1,8} at \d{4}-\d\d-\d\d.{0,20}")
_LETTERED = re.compile(r"\s*\[(?P<mark>[a-z]{1,2})\](?P<text>\S.*)")
"""A comment as shared documents export it; a footnote has a space behind its mark."""

_MARK = re.compile(r"\[([a-z]{1,2})\]")

_NAMED = TakenLine("name of a file", is_private=True)
_CHANGED = TakenLine("mark of a change", is_private=True)
_REACTED = TakenLine("reaction to a comment", is_private=True)
_COMMENTED = TakenLine("comment on the text", role="desk-note", is_private=True)


def open_review_marks(lines: tuple[str, ...]) -> Envelope | None:
    """Take comments, changes and reactions, None if there are none."""
    filled = filled_lines(lines)
    taken: dict[int, TakenLine] = {}
    notes: list[str] = []
    has_reactions = " react" in whole_text(lines)
    comments = _lettered_comments(lines, filled) if "[" in whole_text(lines) else {}
    for at in filled:
        line = lines[at]
        if at in comments:
            taken[at] = _COMMENTED
            notes.append(comments[at])
        elif len(line) > LONGEST:
            continue
        elif "[" in line and (comment := _COMMENT.fullmatch(line)):
            taken[at] = _COMMENTED
            notes.append(one_line(comment["text"]))
        elif ":" in line and _CHANGE.fullmatch(line):
            taken[at] = _CHANGED
        elif has_reactions and _REACTION.fullmatch(line):
            taken[at] = _REACTED
    if filled[2:] and _names_file(lines[filled[0]]) and len(lines[filled[1]].split()) <= TITLE_WORDS:
        taken[filled[0]] = _NAMED
    if not taken:
        return None
    if any(line in (_COMMENTED, _CHANGED) for line in taken.values()):
        changed = (at for at in filled if at not in taken and _CHANGED_TEXT.fullmatch(lines[at]))
        taken.update(dict.fromkeys(changed, _CHANGED))
    marks = {f"[{found[1]}]" for at in comments if (found := _MARK.search(lines[at]))}
    rewritten = {
        at: bare
        for at in filled
        if at not in taken and (bare := _without_marks(lines[at], marks)) != lines[at] and bare.strip()
    }
    return Envelope(lines=lines, taken=taken, rewritten=rewritten, notes=tuple(filter(None, notes)))


def _names_file(line: str) -> bool:
    """Whether a line is the name of a file; one with spaces has a figure or a sign that titles do not have."""
    if _FILE_NAME.fullmatch(line) is None:
        return False
    return " " not in line.strip() or any(sign.isdigit() or sign in "_()" for sign in line)


def _without_marks(line: str, marks: set[str]) -> str:
    for mark in marks:
        line = line.replace(mark, "")
    return line


def _lettered_comments(lines: tuple[str, ...], filled: tuple[int, ...]) -> dict[int, str]:
    """The comments below the text, each with the letter of a mark in the text above; those of a shared document count
    from a on.
    """
    found: dict[int, str] = {}
    letters: list[str] = []
    for at in filled:
        if "[" in lines[at] and (comment := _LETTERED.fullmatch(lines[at])) and len(lines[at]) <= LONGEST:
            found[at] = one_line(comment["text"])
            letters.append(comment["mark"])
    expected = [chr(ord("a") + number) for number in range(26)][: len(letters)]
    if not letters or letters != expected:
        return {}
    first = next(iter(found))
    above = {mark for at in filled if at < first for mark in _MARK.findall(lines[at])}
    return found if above.issuperset(letters) else {}
