"""Notices by which families announce a death: all lines are the notice, and the name in it is no author's."""

from __future__ import annotations

from convert.readers.text.envelopes.envelope import Envelope, filled_lines, one_line
from convert.readers.text.envelopes.wire.habits import load_habits
from convert.readers.text.lexicon.keys import fold_word, word_set
from convert.readers.text.scripts import WORD, count_words
from convert.readers.text.sentences import ENDS_SENTENCE

MOST_WORDS = 160
"""How many words such a notice has at most."""

LONGEST = 300
"""The greatest length of its lines, in characters."""

MIN_TOLD = 10
"""From how many words on a sentence above the announcement tells a story, and the copy is no notice."""

MOST_NAME = 5
"""How many words the line with the name has at most."""

_WORDINGS = (
    *("è mancata all'affetto", "è mancato all'affetto", "si è spenta serenamente", "si è spento serenamente"),
    *("ne danno il triste annuncio", "ne dà il triste annuncio", "wir nehmen abschied von", "wir trauern um"),
    *("in liebe und dankbarkeit", "nach einem erfüllten leben", "plötzlich und unerwartet", "in stiller trauer"),
    *("ont la douleur de vous faire part", "ont la tristesse de vous faire part", "a la douleur de vous faire part"),
    *(
        "descansó en el señor",
        "falleció cristianamente",
        "rogad a dios por",
        "faleceu na paz",
        "participam o falecimento",
    ),
    *("passed away peacefully", "beloved wife of", "beloved husband of", "in loving memory of", "sadly missed by"),
    *("z głębokim żalem zawiadamiamy", "z głębokim smutkiem", "odszedł od nas", "odeszła od nas"),
    *("s hlubokým zármutkem oznamujeme", "s hlbokým zármutkom oznamujeme", "mély fájdalommal tudatjuk"),
    *("mély megrendüléssel tudatjuk", "in liefdevolle herinnering", "geven wij u kennis van", "is van ons heengegaan"),
    *("har stilla insomnat", "vår kära", "sovnet stille inn", "er stille sovet ind", "rakkaamme", "siunattu läheisten"),
    *("с глубоким прискорбием сообщаем", "з глибоким сумом повідомляємо", "s tugom javljamo", "с тугом јављамо"),
    *("cu adâncă durere anunțăm", "cu durere în suflet", "με βαθιά θλίψη αναγγέλλουμε", "vefat etmiştir"),
)
"""How a family announces a death."""

_FUNERAL = word_set(
    "funeral esequie beerdigung trauerfeier beisetzung urnenbeisetzung beigesetzt obsèques inhumation crémation "
    "incinération sepelio exequias velatorio misa velório service cremation burial interment mass donations "
    "pogrzeb pogrzebu pohřeb pohrebu pohreb rozloučení rozlúčka temetés temetése búcsúztat uitvaart begrafenis "
    "crematie begravning jordfästning begravelse bisettelse bisættelse hautajaiset похороны прощание похорон "
    "sprovod сахрана înmormântare κηδεία cenaze"
)
"""What the notice says of the funeral."""

_FUNERAL_STEMS = tuple(stem for stem in sorted(_FUNERAL) if len(stem) >= 7)


def open_death_notice(lines: tuple[str, ...]) -> Envelope | None:
    """Keep all lines of such a notice together, None if the lines are none: it is short, and names someone alone on a
    line.
    """
    filled = filled_lines(lines)
    if (
        not 3 <= len(filled) <= 24
        or any(len(lines[at]) > LONGEST for at in filled)
        or sum(count_words(lines[at]) for at in filled) > MOST_WORDS
    ):
        return None
    if not any(_is_name(lines[at].strip()) for at in filled[:5]):
        return None
    words = {fold_word(word) for at in filled for word in WORD.findall(lines[at])}
    if not any(map(_is_of_funeral, words)) or not _announces([lines[at] for at in filled]):
        return None
    return Envelope(lines=lines, roles=dict.fromkeys(filled[1:], "paragraph"), is_whole=True)


def _is_of_funeral(word: str) -> bool:
    """Whether a folded word is one of the funeral, or goes on from a long one."""
    return word in _FUNERAL or word.startswith(_FUNERAL_STEMS)


def _is_name(text: str) -> bool:
    """Whether a line is nothing but a name, without what opens a byline."""
    if load_habits().byline.match(text):
        return False
    parts = text.replace(",", " ").split()
    is_plain = all(part.replace("-", "").replace("'", "").replace(".", "").isalpha() for part in parts)
    return 2 <= len(parts) <= MOST_NAME and is_plain and parts[0][0].isupper() and parts[-1][0].isupper()


def _announces(lines: list[str]) -> bool:
    """Whether a line opens with one of the wordings, or is little more than it, and no sentence is above it."""
    wordings = tuple(map(fold_word, _WORDINGS))
    for line in lines:
        text = fold_word(one_line(line).replace("’", "'"))
        if text.startswith(wordings) or (len(text.split()) <= 14 and any(wording in text for wording in wordings)):
            return True
        if len(text.split()) >= MIN_TOLD and ENDS_SENTENCE.search(text):
            return False
    return False
