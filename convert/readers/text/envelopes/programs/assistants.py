"""What a chat assistant writes around copy that somebody had it edit: an announcement above it, an offer below it."""

from __future__ import annotations

import re

from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines

LONGEST = 200
"""The greatest length of such a line, in characters."""

_ASSENT = re.compile(
    r"¡?(?:certainly|sure(?: thing)?|of course|absolutely|natürlich|gerne|gern|selbstverständlich|bien sûr|claro"
    r"|por supuesto|certo|certamente|com certeza|natuurlijk|oczywiście|jistě|självklart|конечно|звичайно|tabii)[!,.]",
    re.IGNORECASE,
)
_EDITED = re.compile(
    r"\b(?:cleaned|edited|revised|polished|rewritten|improved|shortened|corrected|formatted|überarbeitet|bereinigt|korrigiert"
    r"|gekürzt|corrigé|révisé|remanié|nettoyé|revisad|corregid|mejorad|rivist|corrett|riscritt|corrigid|herschreven"
    r"|verbeterd|poprawion|przeredagowan|upraven|opraven|omarbetad|исправленн|отредактированн|виправлен|düzeltilmiş)\w*",
    re.IGNORECASE,
)
"""What was done to the copy; without a word of assent it shows an assistant where the line hands the copy over, and
marks of Markdown or an offer are there, too.
"""

_HANDS_OVER = re.compile(r"(?:here|hier|voici|aquí|ecco|eis|aqui|oto|zde|tady|här|her|вот|ось|işte)\b", re.IGNORECASE)
"""How a line begins that hands copy over."""

_COPY = re.compile(
    r"\b(?:version|story|article|text|draft|copy|translation|rewrite|fassung|artikel|meldung|übersetzung|entwurf|texte"
    r"|traduction|versión|artículo|texto|traducción|versione|articolo|testo|traduzione|versão|artigo|tradução|versie"
    r"|vertaling|wersja|tekst|tłumaczenie|verze|článek|překlad|versionen|artikeln|версия|текст|перевод|версія|переклад"
    r"|metin|haber|çeviri)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"(?:would you like me to|do you want me to|let me know if|should i|shall i|if you['’]d like, i can|soll ich"
    r"|möchtest du|möchten sie|sag mir|souhaitez-vous que|veux-tu que|voulez-vous que|dites-moi si|¿quieres que"
    r"|¿te gustaría que|si quieres, puedo|vuoi che|fammi sapere se|quer que eu|gostaria que eu"
    r"|wil je dat ik|zal ik|czy chcesz|daj znać"
    r"|chcete, abych|vill du att jag|хотите|дайте знать|бажаєте|ister misiniz)\b.*[?.!]",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\s*(?:\*\*(?P<bold>[^*]{4,160})\*\*|#{1,3} (?P<marked>\S.{3,160}))\s*")

ANNOUNCED = TakenLine("words of a chat assistant")


def open_assistant(lines: tuple[str, ...]) -> Envelope | None:
    """Take what an assistant announces above the copy and offers below it, None if it announces nothing."""
    filled = filled_lines(lines)
    first = lines[filled[0]].strip() if len(filled) >= 3 else ""
    if not _announces(first):
        return None
    taken = {filled[0]: ANNOUNCED}
    last = lines[filled[-1]].strip()
    offers = len(last) <= LONGEST and _OFFER.match(last) is not None
    if offers:
        taken[filled[-1]] = ANNOUNCED
    title = _TITLE.fullmatch(lines[filled[1]])
    if _ASSENT.match(first) is None and not (_HANDS_OVER.match(first) and (title or offers)):
        return None
    headline = (title["bold"] or title["marked"]).strip() if title else None
    rewritten = {filled[1]: headline} if headline else {}
    return Envelope(lines=lines, taken=taken, headline=headline, rewritten=rewritten)


def _announces(text: str) -> bool:
    """Whether a line announces copy ("Here is a cleaned-up version of your story:")."""
    is_short = len(text) <= LONGEST and text[-1:] in ":："
    is_assistant = _ASSENT.match(text) is not None or _EDITED.search(text) is not None
    return is_short and is_assistant and _COPY.search(text) is not None
