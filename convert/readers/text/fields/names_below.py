"""Names below a story: who wrote it, shown by a note on the writer, a job, a byline or links, and whom journalists may
ask, who wrote nothing.
"""

from __future__ import annotations

import re

from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.bylines import Byline
from convert.readers.text.lexicon.keys import word_set

SIGNED_REACH = 24
"""Among how many units below the text a writer is looked for."""

MIN_NOTE, MOST_JOB = 4, 6
"""How many words the sentence of a note on a writer has at least behind the name, and a job behind it at most."""

MOST_BEHIND = 3
"""How many words are behind the name of a writer that a byline's words introduce, at most ("More from … and Osted")."""

_OPENINGS = re.compile(
    r"(?:(?:written|words|story|posted|published|reported|more|(?:(?:view )?all|more) (?:posts|stories|articles)) )?by"
    r"|about(?: the author:?)?|(?:more|read more|latest) (?:from|by)|follow|photo of|profile (?:photo|picture) of"
    r"|(?:escrito|publicado|escrita|publicada) por|sobre|(?:écrit|publié|rédigé) par|à propos de|scritto da|articoli di"
    r"|geschreven door|(?:meer )?(?:van|over)|über|mehr von|geschrieben von|(?:más|mais) de|plus de"
)
"""What is before a writer's name below the story, folded ("Written by …", "More from …")."""

_WORKS = word_set("covers writes reports joined joins edits leads studies teaches lives specializes hosts")
"""What a note says of a writer right behind the name, beside a job."""

_RIGHTS = re.compile(r"(?:©|copyright|\(c\))(?: ©)? ?(?:\d{4}(?: ?[-–] ?\d{4})?)?")
"""What is before the name of who owns a site, folded, with nothing behind it ("© 2024 Jane Doe")."""

NAME_WORDS, JOB_WORDS, FLOOR = range(2, 5), 4, 0.2
"""How many words the name and the job of an author below the text have, and how probable the line above is text."""

SHORT_LINE = 5
"""How many words a line above the text that names its author has at most, if it has no day."""

_OF_PRESS = re.compile(
    r"(?:Presse(?:stelle|referat|büro|kontakt|amt)|Öffentlichkeitsarbeit|Press (?:Office|Contact))\b"
)
"""Behind the name of whom journalists may ask, who wrote nothing."""

_BESIDE_PRESS = re.compile(
    r"(?:Presse(?:stelle|referat|büro|kontakte?|amt|team|-?ansprechpartner(?:in)?|sprecher(?:in)?|referent(?:in)?)"
    r"|Öffentlichkeitsarbeit|Kontakt|(?:Ihre? )?Ansprech(?:partner(?:in|innen)?|person(?:en)?)|Kontaktperson"
    r"|V\.? ?i\. ?S\. ?d\. ?P\.?|ViSdP|Verantwortlich(?: für den Inhalt| i\. ?S\. ?d\. ?P\.)?"
    r"|(?:Press|Media) (?:Office|Contacts?|Officer|Relations)|Contacts?(?: presse)?|Ufficio stampa|Contatti(?: stampa)?"
    r"|Contacto(?: de prensa)?|Perscontact|Presskontakt)\s?:?",
    re.IGNORECASE,
)
"""A line above or below such a name that is only its label or job, or says who answers for a page by law."""

_WRITERS = word_set(
    "redakteur redakteurin autor autorin reporter reporterin korrespondent korrespondentin journalist journalistin "
    "volontär volontärin kolumnist kolumnistin correspondent columnist journaliste rédacteur rédactrice "
    "periodista redactor redactora giornalista redattore redattrice jornalista redacteur verslaggever"
)
"""Who writes for a paper, as the note below a story says of its author."""


def is_signed_below(name: str, analysis: Analysis, lexicon: Lexicon) -> bool:
    """Whether a line below the story shows that `name` is its writer: a sentence or a job that opens with the name, or
    the name behind a byline's words. The story does not mention the name, as it mentions people in the news.
    """
    lines, end, wanted = analysis.features.lines, analysis.last + 1, fold_word(name)
    last = fold_word(lines[analysis.last].unit.text)
    if last.startswith(f"{wanted} ") and not lexicon.job_titles.isdisjoint(last.split()):
        end -= 1  # a note on the writer that the model takes for text
    if " " not in wanted or not any(_shows_writer(line, wanted, lexicon) for line in lines[end : end + SIGNED_REACH]):
        return False
    return all(wanted not in fold_word(line.unit.text) for line in lines[analysis.lead : end])


def _shows_writer(line: LineFeatures, name: str, lexicon: Lexicon) -> bool:
    """Whether a line below a story shows that the folded `name` is that of its writer."""
    before, found, behind = fold_word(line.unit.text).partition(name)
    if not found or behind[:1].isalpha():
        return False
    words = behind.split()
    if not before:
        is_job = bool(words) and not lexicon.job_titles.isdisjoint(words)
        is_note = line.ends_sentence and len(words) >= MIN_NOTE and behind[:1] == " "
        return (is_note and (is_job or words[0] in _WORKS)) or (is_job and len(words) <= MOST_JOB)
    if _RIGHTS.fullmatch(before.rstrip()):
        return not behind.strip(" .")
    return len(words) <= MOST_BEHIND and _OPENINGS.fullmatch(before.rstrip(" :")) is not None


def is_to_ask(analysis: Analysis, at: int, byline: Byline) -> bool:
    """Whether names without the wording of a byline are of a press office, by their line, or below the story by the
    label above them or the job below them, or of somebody whom the text names.
    """
    if byline.is_explicit:
        return False
    if _OF_PRESS.search(byline.text):
        return True
    lines = analysis.features.lines
    if at > analysis.last and any(_is_in_news(analysis, who.name) for who in byline.authors):
        return True
    beside = (*lines[at - 1 : at], *lines[at + 1 : at + 2]) if at > analysis.last else ()
    return any(_BESIDE_PRESS.fullmatch(line.unit.text) for line in beside)


def _is_in_news(analysis: Analysis, name: str) -> bool:
    """Whether the text names somebody in full, and no short line or line with a day above it does, as bylines do."""
    lines, dates = analysis.features.lines, analysis.features.dates
    of_text = lines[analysis.lead : analysis.last + 1]
    if " " not in name or not any(name in line.unit.text for line in of_text):
        return False
    above = (at for at in range(analysis.lead) if name in lines[at].unit.text)
    return not any(at in dates or lines[at].words <= SHORT_LINE for at in above)


def is_above_writer(analysis: Analysis, at: int, byline: Byline) -> bool:
    """Whether a name alone is right below the text, which does not name that person, and above the job of who writes
    for a paper; a blank line divides both from the text.
    """
    lines, name = analysis.features.lines, byline.authors[0].name
    if not analysis.last <= at < len(lines) - 1 or analysis.marginals[at - 1].body < FLOOR:
        return False
    if name != lines[at].unit.text or len(name.split()) not in NAME_WORDS or not lines[at].unit.after_blank:
        return False
    job = lines[at + 1]
    is_job = not job.unit.after_blank and job.words <= JOB_WORDS and not _WRITERS.isdisjoint(job.key.split())
    return is_job and lines[at - 1].is_prose and not _is_in_news(analysis, name)
