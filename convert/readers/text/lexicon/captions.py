"""Captions and credits: the line under a picture, split into what it shows and who is credited.

A credit is recognized by its wording ("Photo: …", "Photo courtesy of …", "(AP Photo/…)", "© …") near a line's end; the
wording becomes its label, so that no word is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from convert.readers.text.lexicon import CREDIT_WORD, Lexicon, fold_word, line_key
from convert.readers.text.lexicon.credits_behind import read_credit_behind
from convert.readers.text.lexicon.keys import word_set
from convert.readers.text.lexicon.phrases import common_substrings
from convert.readers.text.scripts import FIRST_CJK, FIRST_UNSPACED

MAX_LENGTH = 700
"""The greatest length of a caption with its credit, in characters."""

MAX_CREDIT = 90
"""The greatest length of a credited name, in characters."""

_CREDIT_REACH = MAX_CREDIT + 40
"""How far before a line's end its credit may begin, in characters."""

_BRACKET = (
    r"[\[(](?P<label>(?:[A-Z]{2,8} )?(?:Photo|Foto|Image|Pool Photo|Photos|File Photo|Archivfoto|Photograph))"
    r"(?P<mark>/|:\s?| by |: ?© ?| courtesy of | via )(?P<name>[^\[\]()]{2,90}(?:\([^()]{0,40}\))?)[\])]\.?$"
)
_BRACKETED = re.compile(r"[(（](?P<label>[^\W\d_]{3,12}\.?)(?P<mark>:?\s+)(?P<name>[^()（）]{2,60})[)）]\.?$")
"""A credit in brackets without a colon: "(foto Rossi)"; its label must be in the lexicon."""

_ZH_SHOT = re.compile(
    r"(?P<name>[\u4e00-\u9fff·]{2,14}(?:[ /／][\u4e00-\u9fff·]{2,6}){0,3})\s?(?P<label>[摄攝])[)）]?$"
)
_ZH_SHOT_BEHIND = re.compile(r"[/／]\s?(?P<name>[\u4e00-\u9fff]{2,4})(?P<label>[摄攝]影?)[)）]?$")
_ZH_REPORTER = re.compile(
    r"(?:[。！？\s（(]|^)(?P<label>(?:本[報报]|特約|特约)?(?:記者|记者))\s?(?P<name>[\u4e00-\u9fff]{2,4})\s?[/／]?\s?(?:攝影?|摄影?)[)）]?$"
)
_JA_SHOT = re.compile(r"(?:[、，＝=])(?P<name>[^\s、，。＝=]{2,12})(?P<label>撮影|提供)[)）]?$")
_KO_SHOT = re.compile(r"(?:/|=\s?)(?P<name>[가-힣]{2,4}) (?P<label>(?:선임|인턴|객원)?기자)$")
_SLASHED = re.compile(r"(?<=[.!?”»\"])\s?(?P<label>/)\s(?P<name>[^\W\d_][^/]{2,38}[^\W\d_])$")
_SHOUTED = re.compile(
    r"(?<=[.!?”»\"])\s(?P<label>)(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ’'.\- ]{3,38}\s?[/|]\s?[A-ZÀ-Þ][A-ZÀ-Þ’'.\- ]{1,38})$"
)
"""Credits after the caption's full stop: "… de la Lonja. / Ana Ruiz", "… étiquette. ANA RUIZ / L'ÉCHO"."""

_SHOUTED_IN_BRACKETS = re.compile(
    r"(?<=[.!?”»\"])\s\((?P<name>[A-ZÀ-Þ][A-ZÀ-Þ’'.\- ]{3,38}\s/\s[A-ZÀ-Þ][A-ZÀ-Þ’'.\- ]{1,38})\)$"
)
"""A name and an outlet in capitals in brackets behind a sentence ("… étiquette. (ANA RUIZ / L'ÉCHO)")."""

_BARRED = re.compile(
    r"(?:^|(?<=[.!?”\"]) ?)(?P<label>(?:FILE |COURTESY )?(?:PHOTOS?|PICTURES?|FOTOS?|IMAGES?|PICHA))\s?\| ?"
    r"(?P<name>[^\W\d_][^|]{1,38}[^\W\d_](?: ?\| ?[^\W\d_][^|]{1,38}[^\W\d_])?)$"
)
"""A label in capitals and its name behind a bar, as papers of East Africa have them ("PHOTO | JANE DOE | NMG")."""

_BEHIND = re.compile(
    r"(?:^|(?<=[.!?”“»\"])\s|\s?[/|(]\s?|\s[–—-]\s)(?P<name>[^\s/|()][^/|()]{1,70}?)\s(?P<label>nuotr\.)[)]?$"
)
_BEHIND_IN_FULL = re.compile(
    r"(?:(?<=[.!?”“»\"])\s|\s?[/|(]\s?)(?P<name>[^\W\d_a-z]\S{1,20}(?:\s[^\W\d_a-z]\S{1,24}){1,2})\s"
    r"(?P<label>nuotrauk(?:a|os)|felvételei?|fotó(?:ja|i)|fotoattēls)[)]?$"
)
"""Credits whose label is behind the name, as in Lithuanian and Hungarian ("… uoste / V. Albergo nuotr.")."""

_SENTENCE = re.compile(r".*[^\W\d_]{3,}[.!?][”“»\"]?\s")
_LABELS_BEHIND = (
    *("nuotr.", "nuotr.)", "nuotrauka", "nuotraukos"),
    *("felvétele", "felvételei", "fotója", "fotói", "fotoattēls"),
)
_OF_READERS = ("skaitytoj", "redakcij", "archyv", "asmenin", "organizator", "stop kadr", "gyventoj")
"""What opens a credit that names no person, in small letters ("skaitytojo nuotr.")."""

_NAME = r"(?:[A-ZÀ-Þ][\w’'.-]{0,19}[\w’'-]|(?:[A-Z]\.){1,3}) (?:[A-Z]\. )?(?:[a-z]{2,3} )?[A-ZÀ-Þ][\w’'-]{1,24}"
_OF_AGENCY = re.compile(
    rf"(?<![^\s.!?”»\"’])(?:(?P<label>[A-Z]{{2,8}} (?:Photo|Foto|File Photo|Pool Photo|Images?))/(?P<credited>{_NAME})"
    rf"|(?P<name>{_NAME})/(?P<agency>[^\W\d_][\w&-]{{1,16}}(?: [A-Z]\w{{1,12}}){{0,2}}))$"
)
"""A credit at a line's end without brackets: "… at the pier Jane Doe/AP", "… at the pier AP Photo/Jane Doe"."""

_AGENCY_IN_BRACKETS = re.compile(
    rf"(?<=[.!?”»\"])\s[(\[](?:(?P<agency>[^\W\d_][\w .-]{{1,20}})/(?P<name>{_NAME})"
    rf"|(?P<person>{_NAME})/(?P<of>[^\W\d_][\w .-]{{1,20}}))[)\]]$"
)
"""A credit in brackets behind a sentence: "… at the pier. (KEYSTONE/Jane Doe)"; the agency must be known."""

MIN_BEFORE_AGENCY = 5
"""How many words at least are before a name with its agency that is a credit."""

MOST_BEHIND = 9
"""How many words before a label behind them are a name at most, such as that of a group of readers."""

_TRIM = " .,;:|/–—-"


_FORBIDS = re.compile(
    r"(?i:riproduzione riservata|tous droits réservés|todos (?:los derechos|os direitos) reservados"
    r"|alle rechten voorbehouden)|무단\s?전재|재배포\s?금지|不得转载|不得轉載|無断転載|转载请注明|轉載請註明"
)
"""What forbids to copy a story; the name behind the copyright sign beside it credits no picture."""

_FORBIDDING = ("riservata", "droits", "reservados", "voorbehouden", "전재", "배포", "转载", "轉載", "転載")
"""A part of each such wording, folded, by which most lines are ruled out."""


_RESERVED = re.compile(r"(?P<caption>[^–—]{8,300}?)\s[–—-]\s(?P<name>RIPRODUZIONE RISERVATA)")
"""A caption whose rights are reserved, as an Italian agency has it."""


class Caption(NamedTuple):
    """A caption (perhaps empty), the credited name, the wording before the name, and the confidence (0 to 1)."""

    caption: str
    credit: str
    label: str | None
    confidence: float


def read_caption(text: str, lexicon: Lexicon) -> Caption | None:
    """The caption with its credit, or the credit alone, in the line `text`; None if it is neither."""
    if text.endswith("RISERVATA") and (reserved := _RESERVED.fullmatch(text)):
        return Caption(reserved["caption"], reserved["name"], None, 0.85)
    if not 4 <= len(text) <= MAX_LENGTH:
        return None
    folded = fold_word(text)
    if any(map(folded.__contains__, _FORBIDDING)) and _FORBIDS.search(text):
        return None
    start = max(0, len(text) - _CREDIT_REACH)
    tail = fold_word(text[start:]) if start else folded
    if ("(" in tail or "[" in tail) and (match := re.compile(_BRACKET).search(text, start)):
        return _caption(text[: match.start()], match["name"], match["label"] + match["mark"].rstrip(), 0.95)
    if text[-1] == ")" and (opened := _opened_by_label(text, lexicon)):
        return opened
    if text.count(" | ") > 1 and (both := _two_credits(text, lexicon)):
        return both
    found = _unlabeled(text, start, lexicon) or _worded(text, start, tail, lexicon)
    if found is None and (behind := read_credit_behind(text, lexicon, PICTURE_AGENCIES, SOURCES)):
        return _caption(text[: behind.end], behind.name, behind.label, 0.75)
    return found or (_with_agency(text, start, lexicon) if "/" in tail else None)


def _two_credits(text: str, lexicon: Lexicon) -> Caption | None:
    """The caption with two credits behind bars ("… | Foto: Jane Doe | Zdroj: Bell"), each with a label."""
    caption, first, second = text.rsplit(" | ", 2)
    labels = [part.partition(":")[0] for part in (first, second)]
    if not all(":" in part for part in (first, second)) or not lexicon.credit_labels.issuperset(map(fold_word, labels)):
        return None
    credit = text[len(caption) + len(labels[0]) + 4 :].strip()
    return Caption(caption, credit, f"{labels[0]}:", 0.9) if credit and not second.endswith(".") else None


_OPENED = re.compile(r"(?P<label>[^\W\d_]{3,14}:)\s(?P<caption>\S[^()]{12,300}?)\s\((?P<name>[^()\s][^()]{2,60})\)")
"""A label, the caption, and its source in brackets ("Photo: the old pier after the storm (facebook.com/osted)")."""

OPENED_WORDS = 4
"""How many words such a caption has at least; fewer are a name with its agency."""


def _opened_by_label(text: str, lexicon: Lexicon) -> Caption | None:
    """The caption that follows the label, with its source in brackets behind it."""
    found = _OPENED.fullmatch(text)
    label = fold_word(found["label"][:-1]) if found else ""
    if found is None or label not in lexicon.credit_labels or label in SOURCES:
        return None
    if len(found["caption"].split()) < OPENED_WORDS or sum(map(str.islower, found["caption"].split())) < 2:
        return None
    return Caption(found["caption"], found["name"], found["label"], 0.85)


def _worded(text: str, start: int, tail: str, lexicon: Lexicon) -> Caption | None:
    """The caption whose credit has wording of the lexicon; `tail` is the text from `start` on, folded."""
    if len(tail) != len(text) - start:
        return None
    is_worded = not lexicon.credit_words.isdisjoint(CREDIT_WORD.findall(tail))
    if not is_worded and not _GLUED_LABEL.search(text, start + 1):
        return None
    for phrase in lexicon.credit_phrases:
        at = tail.rfind(phrase)
        if at < 0:
            continue
        is_inside = at and tail[at - 1].isalnum() and phrase[0].isalnum() and phrase[0] < FIRST_UNSPACED
        if is_inside and not _is_glued(text, start + at):
            continue
        end = at + len(phrase)
        found = _caption_at(text, start + _label_start(tail, at, end, lexicon), start + end, phrase, lexicon)
        if found:
            return found
    return _labeled(text, start, tail, lexicon)


SOURCES = word_set(
    "bron data fonte forrás fuente graphic grafik kaynak kilde källa lähde quelle source sources sumber sursa vir "
    "zdroj źródło izvor источник джерело πηγή 出典 المصدر مصدر المصادر منبع منابع स्रोत 来源 來源 출처 nguồn allikas"
    " avots šaltinis fontes fuentes fonti bronnen källor kilder zdroje źródła quellen"
)
"""Labels of what a text or a figure is from; the line above is no caption."""

PICTURE_AGENCIES = frozenset({
    "adobe stock", "agf", "alamy", "alamy stock photo", "anp foto", "belga image", "cropix", "depo photos",
    "depositphotos", "east news", "eurokinissi", "expa", "gepa pictures", "getty", "getty images", "imago",
    "imago images", "fotogramma", "imagoeconomica", "intime news", "istock", "istockphoto", "keystone", "lapresse",
    "lehtikuva", "ntb scanpix", "picture alliance", "picture-alliance", "picturedesk", "pixabay", "pixsell",
    "profimedia", "ritzau scanpix", "scanpix", "shutterstock", "unsplash", "zuma press",
})  # fmt: skip
"""Agencies that give pictures and no texts, folded."""

_SOURCES_OF_TEXT = word_set("πηγή источник джерело kaynak извор izvor")
"""Those of them that are of texts where a sentence is before them and an agency behind them."""

_AGENCY_STEMS = common_substrings(PICTURE_AGENCIES)
_PARTS = re.compile(r"\s?[/|]\s?|, | via ")


def names_picture_agency(text: str) -> bool:
    """Whether a line is no more than names, one of them an agency for pictures ("Jane Doe | Getty Images")."""
    if not 2 < len(text) <= MAX_CREDIT or text[-1] in "!?" or not any(map(fold_word(text).__contains__, _AGENCY_STEMS)):
        return False
    parts = _PARTS.split(text.strip(" ()[]©."))
    return len(parts) <= MOST_PARTS and any(fold_word(part.strip(" ©()")) in PICTURE_AGENCIES for part in parts)


MOST_PARTS = 4
"""How many names a line with an agency for pictures has at most."""


def _unlabeled(text: str, start: int, lexicon: Lexicon) -> Caption | None:
    """A caption whose credit has no label before it: in brackets, after a slash, or before a verb such as 撮影."""
    last = text[-1]
    if text.endswith(_LABELS_BEHIND) and (match := _BEHIND_IN_FULL.search(text, start) or _BEHIND.search(text, start)):
        sentence = _SENTENCE.match(match["name"])
        begin = match.start("name") + (sentence.end() if sentence else 0)
        name = text[begin : match.end("name")]
        is_name = len(name.split()) <= MOST_BEHIND and (name[0].isupper() or name.startswith(_OF_READERS))
        before = text[: begin if sentence else match.start()]
        return _caption(before.rstrip(), name, match["label"], 0.85) if is_name else None
    if last == ")" and " / " in text[start:] and (match := _SHOUTED_IN_BRACKETS.search(text, start)):
        return _caption(text[: match.start()], match["name"], "", 0.85)
    if last in ")]" and "/" in text[start:] and (match := _AGENCY_IN_BRACKETS.search(text, start)):
        agency = fold_word(match["agency"] or match["of"])
        if agency in PICTURE_AGENCIES or agency in lexicon.agencies:
            return _caption(text[: match.start()], text[match.start() :].strip(" ()[]"), "", 0.85)
        return None
    if last in ")）." and any(map(text.__contains__, "(（")) and (match := _BRACKETED.search(text, start)):
        name = match["name"]
        is_label = fold_word(match["label"].rstrip(".")) in lexicon.credit_labels
        if is_label and name[0].isupper() and len(name.split()) <= 8 and len(text) <= 300:
            return _caption(text[: match.start()], name, match["label"] + match["mark"].rstrip(), 0.9)
        return None
    if last >= FIRST_CJK:
        if reporter := _ZH_REPORTER.search(text, start):
            return _caption(text[: reporter.start("label")].rstrip("（( "), reporter["name"], reporter["label"], 0.9)
        for pattern in (_ZH_SHOT_BEHIND, _ZH_SHOT, _JA_SHOT, _KO_SHOT):
            if match := pattern.search(text, start):
                before = text[: match.start("name")]
                bracket = max(before.rfind("（", -8), before.rfind("(", -8))
                # "（圖／記者許芷晴攝）": the text between bracket and name is part of the label.
                label = before[bracket + 1 :].rstrip("/／:： ") + match["label"] if bracket >= 0 else match["label"]
                before = before[:bracket] if bracket >= 0 else before
                return _caption(before.rstrip("/=＝、， "), match["name"], label, 0.9)
    elif "/" in text[start:] or "|" in text[start:]:
        if barred := _BARRED.search(text, start):
            return _caption(text[: barred.start()], barred["name"], barred["label"] + " |", 0.9)
        match = _SLASHED.search(text, start) or _SHOUTED.search(text, start)
        if match and match["name"][0].isupper() and len(match["name"].split()) <= 8 and len(text) < 400:
            return _caption(text[: match.start()], match["name"], match["label"], 0.75)
    return None


def _with_agency(text: str, start: int, lexicon: Lexicon) -> Caption | None:
    """A caption whose credit is a name and an agency for pictures behind a slash, without brackets or a label."""
    caption, slash, agency = text.rpartition(" / ")
    is_phrase = slash and " / " not in caption and any(word.islower() for word in caption.split())
    if is_phrase and fold_word(agency) in PICTURE_AGENCIES and caption.count(" ") >= MIN_BEFORE_AGENCY:
        return _caption(caption, agency, "/", 0.85)
    match = _OF_AGENCY.search(text, start)
    if match is None or text.count(" ", 0, match.start()) < MIN_BEFORE_AGENCY:
        return None
    if match["label"]:
        return _caption(text[: match.start()], match["credited"], match["label"] + "/", 0.9)
    agency = fold_word(match["agency"])
    if agency not in PICTURE_AGENCIES and agency not in lexicon.agencies and not agency.endswith((" images", " wire")):
        return None
    return _caption(text[: match.start()], f"{match['name']}/{match['agency']}", "", 0.85)


def _label_start(tail: str, at: int, end: int, lexicon: Lexicon) -> int:
    """Where the label begins that has the wording `tail[at:end]` at its end ("AP Photo:" for "photo:")."""
    wording = tail[at:end].rstrip(":： ")
    for begin in range(max(0, at - _MAX_LABEL), at):
        opens_word = not begin or not tail[begin - 1].isalnum() or tail[begin] >= FIRST_UNSPACED
        if opens_word and tail[begin:at] + wording in lexicon.credit_labels:
            return begin
    return at


_MAX_LABEL = 32
"""How many characters a label has at most before wording that is a label, too."""


_GLUED_LABEL = re.compile(r"[A-ZÀ-Þ](?<=[a-zß-ÿ].)[^\W\d_]{2}")
"""Where a label may be glued to the caption before it; looks behind each capital, which is faster than before it."""


def _is_glued(text: str, at: int) -> bool:
    """Whether a word opens at `at` that markup glued to the one before it ("at the pierPhoto")."""
    return text[at].isupper() and text[at - 1].islower()


def _glued_at(text: str, begin: int, label: str) -> Iterator[int]:
    """Where words open within `label`, which is at `begin`, that are glued to what is before them."""
    return (cut for cut in range(1, len(label)) if _is_glued(text, begin + cut))


def _labeled(text: str, start: int, tail: str, lexicon: Lexicon) -> Caption | None:
    """The caption whose credit follows a label and a colon ("Bild: …")."""
    at = max(tail.rfind(":"), tail.rfind("："))
    if at < 1:
        return None
    for words in (3, 2, 1):
        pieces = tail[:at].rstrip().rsplit(" ", words)[-words:]
        label = " ".join(pieces).lstrip("([|–—-")
        if words == 1 and label not in lexicon.credit_labels:
            label = next((label[cut:] for cut in _glued_at(text, start + at - len(label), label)), label)
        if label in lexicon.credit_labels:
            begin = start + tail[:at].rfind(label)
            return _caption_at(text, begin, start + at + 1, label, lexicon)
    return None


_OPENING_BRACKETS = ("(", "[", "（", "［", "【", "〔")
"""What opens brackets that a credit is in."""

_BEFORE_CREDIT = '.!?…"”’»)|/–—-,:;。」）'
"""Characters that may end a long caption before its credit."""

_BEFORE_AMBIGUOUS_CREDIT = '.!?”"|)'
"""Characters that may end a caption before a credit whose wording running text has, too ("image", "courtesy of")."""

_DASHES = "–—-"


def _caption_at(text: str, begin: int, end: int, phrase: str, lexicon: Lexicon) -> Caption | None:
    """The caption whose credit has the wording `text[begin:end]`; None if the text around it is not a credit's."""
    before, name = text[:begin].rstrip(), text[end:].strip()
    is_bracketed = before[-1:] in _OPENING_BRACKETS
    if is_bracketed:
        before = before[:-1].rstrip()
    if is_bracketed or text[begin] in _OPENING_BRACKETS[1:]:
        name = name.rstrip(".").rstrip(")]）］】〕")
    name = name.strip(" .,;|/–—-:" if name.count("(") == name.count(")") else " .,;|/–—-:)")
    if phrase.rstrip(":： ") in _SOURCES_OF_TEXT and before[-1:] in ".!?" and fold_word(name) in lexicon.agencies:
        return None  # from where the story is: "… μέσα στον μήνα. Πηγή: ΑΠΕ-ΜΠΕ"
    is_copyright_sign = phrase in ("©", "(c)")
    if not name or len(name) > MAX_CREDIT or len(name.split()) > 10 or not _opens_name(name, phrase):
        return None
    if before and not (is_bracketed or is_copyright_sign or before[-1] in _BEFORE_CREDIT or len(before) < 160):
        return None
    if is_copyright_sign and before.endswith("。") and fold_word(name) in lexicon.agencies:
        return None  # who tells the story: "…発表した。(c)AFP"
    if is_copyright_sign and any(c.isdigit() for c in name[:5]):
        return None
    if is_copyright_sign and fold_word(before.rstrip(":： ")) in lexicon.credit_labels:
        return _caption("", name, text[:end].strip(), 0.9)
    if before[-1:].isalnum() and not is_bracketed and _goes_on_as_title(name):
        return None
    if (
        is_copyright_sign
        and not before
        and not any(fold_word(part.strip()) in lexicon.agencies for part in name.split("/"))
    ):
        return None
    is_ambiguous = phrase in ("courtesy of", "image", "picture") or phrase.endswith((" courtesy", " from", " via"))
    is_behind_quote = before[-2:] in (".'", ".’", "!'", "!’", "?'", "?’")
    if is_ambiguous and before and not (is_bracketed or is_behind_quote or before[-1] in _BEFORE_AMBIGUOUS_CREDIT):
        return None
    if phrase.endswith(" by") and before and not (is_bracketed or before[-1] in _BEFORE_AMBIGUOUS_CREDIT + _DASHES):
        return None
    if not before and phrase.endswith((" by", " from", " via")) and _has_verb(name):
        return None
    return _caption(before, name, text[begin:end].strip(), 0.9 if not is_copyright_sign else 0.85)


def _opens_name(name: str, phrase: str) -> bool:
    """Whether `name`, after the wording `phrase`, opens as credited names do."""
    if phrase[-1] in ":：" and len(name.split()) <= 5 and not name.isascii() and name[-1] not in ".!?":
        return True
    first = name.lstrip("@©(\"“«'’")[:1]
    if first.isupper() or first.isdigit() or (first.isalpha() and not first.islower()):
        return True
    head = name.split()[0].casefold()
    return _NAME_BREAK.split(head)[0] in _LOWER_NAMES or _HOST.match(head) is not None


def _goes_on_as_title(name: str) -> bool:
    """Whether the words behind a label inside a phrase are a title, no names ("The last photo: Who took it?")."""
    return name[-1] in "?!" or sum(word[0].islower() for word in name.split()) >= FEWEST_SMALL


def _has_verb(name: str) -> bool:
    """Whether a word in small letters between or behind names is none that names have ("Ann Roe wins prize")."""
    return any(word.islower() and word.isalpha() and word not in _BETWEEN_NAMES for word in name.split()[1:])


_BETWEEN_NAMES = word_set("a al an and at bin by courtesy d da de del den der di do dos du el for from in la le of on")
_BETWEEN_NAMES |= word_set("the to und van via von with y zu photo staff file handout special submitted provided")
"""Words in small letters that credits have between names."""

FEWEST_SMALL = 3
"""How many words in small letters behind a label show that they are no names."""

_LOWER_NAMES = frozenset({
    "the", "dpa", "imago", "picture", "privat", "private", "die", "la", "le", "el", "handout", "epa", "afp",
    "via", "getty", "unsplash", "pixabay", "reuters", "ap", "anp", "apa", "adobe", "shutterstock", "istock",
    "gettyimages", "zvg", "archiv", "keystone", "wikimedia", "wikipedia", "pexels", "privatarchiv", "facebook",
    "instagram", "youtube",
})  # fmt: skip
"""Words in lower case that may open a credited name."""

_NAME_BREAK = re.compile(r"[/|,]")
_HOST = re.compile(r"[a-z0-9-]{2,30}(?:\.[a-z0-9-]{2,20})?\.[a-z]{2,4}(?:$|/)")
"""The end of the first of several names, and a host that a picture is from ("stock.adobe.com")."""


def _without_caption(name: str, caption: str) -> str:
    """A credited name without a repeat of the caption glued to its end."""
    opening = line_key(caption[:40])
    for match in _GLUED.finditer(name) if len(opening) >= 8 else ():
        if opening.startswith(line_key(name[match.start() :])[: len(opening)]):
            return name[: match.start()]
    return name


_GLUED = re.compile(r"(?<=[^\W\d_])(?=[A-ZÀ-ÞА-Я][a-zß-ÿа-я])")


_BUTTONS = (
    *(" Vis mer", " Vis mere", " Visa mer", " Les mer", " Läs mer", " Ver más", " Ver mais", " Lees meer"),
    *(" Näytä lisää", " Zobrazit více", " Mostra altro", " Show more", " Mehr anzeigen", " Zobacz więcej"),
)
"""What a button that opens a long caption says between the caption and its credit."""


def _caption(text: str, name: str, label: str, confidence: float) -> Caption | None:
    """A caption and its credit without outer punctuation; None if no name is left."""
    text = text.rstrip(" |–—-/([")
    if text.endswith(_BUTTONS):
        text = next(text.removesuffix(button) for button in _BUTTONS if text.endswith(button)).rstrip()
    name = _without_caption(name, text)
    name = name.strip(_TRIM)
    if not name:
        return None
    return Caption(text, name, label.strip() or None, confidence)
