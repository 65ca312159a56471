"""Reads captions without a credit: by wording that only captions have, or because the page has the line twice; and
credits without a label: a name with the outlet that others are credited with, too.

Pages repeat the description of a picture as its caption, right above or below, with the credit behind it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from convert.readers.text.fields.names_below import is_signed_below
from convert.readers.text.fields.story import Story
from convert.readers.text.fields.title_forms import is_credited_caption
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.layout.posts import is_signature
from convert.readers.text.lexicon import Lexicon, fold_word, line_key
from convert.readers.text.lexicon.caption_ends import read_caption_end
from convert.readers.text.lexicon.captions import PICTURE_AGENCIES, Caption
from convert.readers.text.lexicon.newsrooms import is_newsroom

BY_WORDING, BY_REPEAT = "wording of captions", "line with its repeat and a credit"
BY_PAIR = "line twice in a row above the story"
BY_AGENCY = "agency in brackets above the story"
BY_OUTLET = "name and outlet, as in other credits"
BY_AGENCY_AT_END = "agency and perhaps a name at the end"
VIA_AGENCY, NAMED_KIND = "credit by way of an agency", "name and how the picture came"
"""The rules of such captions."""

CONFIDENCE = 0.85
"""The confidence of all."""

CAPTION_WORDS, MIN_WORDS, MIN_REPEATED = range(2, 81), 4, 5
"""How many words a caption has, with wording of captions at least, and from how many on its repeat shows it."""

MAX_CAPTION = 400
"""How many characters a caption with an agency in brackets has at most."""

CREDIT_WORDS = 8
"""How many words the credit behind a repeat has at most."""

MOST_PAIR = 6
"""How many words a caption has at most that only its repeat shows; a longer line may be the title."""

MIN_WITH_SLASH = 2
"""From how many words on such a repeat is a caption where the credit has a slash ("Ólöf Dal ráðherra. bell.is/Ari")."""

MOST_OTHER = 0.5
"""How probable a caption may be the headline, a byline or a date."""

_MARKS = " .,;:|/–—-()"

_SLASHED = re.compile(r"[^\W\d_][\w.-]{1,30}/[^\W\d_][^/]{1,40}")
"""A credit with a slash: an agency, a paper or its host, and a name."""

HEADER_REACH, NEAR = 6, 2
"""How many units above the lead pictures of the story are, and one that only the form of its caption shows."""

_OTHERS = attrgetter("headline", "byline", "date", "dated_byline")
"""The marginals of what a caption is none of."""


_ORDER = (
    r"from left(?: to right)?|left to right|l(?:\.|-| to )r\.?|von links(?: nach rechts)?|(?:von )?li\.? nach re\.?"
    r"|v\. ?l\.(?: ?n\. ?r\.)?|de gauche à droite|de izquierda a derecha|da sinistra(?: a destra)?"
    r"|da esquerda para a direita|van links naar rechts|v\.l\.n\.r\.|från vänster(?: till höger)?|fra venstre"
    r"(?: (?:mot|til) høyre)?|od lewej|zleva|zľava|слева направо|зліва направо|balról jobbra|soldan sağa"
)
"""In which order people are in a picture."""

_IN_ORDER = re.compile(
    rf"(?:(?<=\s)[A-ZÀ-Þ][\w.’'-]+ [A-ZÀ-Þ][\w’'-]+ [(\[](?i:{_ORDER})[)\]]|\w [(\[](?i:{_ORDER})[)\]]\s?:)"
)
"""Names with their order in brackets: "The board (from left): …", "… Jane Doe, Ann Lee (from left) …"."""

_OPENS_IN_ORDER = re.compile(
    r"(?i:(?:(?:pictured|shown|seen)(?: (?:at|in) (?:the )?(?:back|front|middle|rear|cent(?:er|re)))?|abgebildet"
    rf"|im bild|auf dem bild|sur la photo|en la foto|nella foto|na foto),? )?(?i:{_ORDER})\s?[:,]\s(?:are |is )?"
    r"(?:[a-z]+ ){0,2}[A-ZÀ-ÞА-ЯЁІЇЄҐ][^,:]{1,60},"
)
"""What opens a line with names in their order: "From left, Jane Doe, …", "Pictured from left, are pilots Ann Lee, …".
"""

_PLACE = (
    r"left|right|cent(?:er|re)|(?:second|third|far) (?:from )?(?:left|right)|links|rechts|Mitte|[lrM]\.|vorne|hinten"
    r"|à gauche|à droite|au centre|[àa] la izquierda|[àa] la derecha|izquierda|derecha|izq\.|dcha\.|en el centro"
    r"|a sinistra|a destra|al centro|à esquerda|à direita|ao centro|midden|till vänster|till höger|til venstre"
    r"|til høyre|til højre|слева|справа|в центре|po lewej|po prawej|vlevo|vpravo"
)
_IN_BRACKETS = re.compile(rf"\w ?\((?:{_PLACE})\)|[A-ZÀ-Þ]\S{{1,30}} ?\([LRCM]\)")
_BETWEEN_COMMAS = re.compile(rf", (?:{_PLACE}), ")
"""Where somebody is in a picture: "Jane Doe (left) and …", "the mayor, right, speaks …"."""

_ARCHIVED = re.compile(
    r"(?:in )?this (?:\S+ ){0,6}(?:file|handout|undated|archive|combination|screen|aerial)"
    r" (?:photo|image|picture|photograph|grab)\b"
    r"|in this (?:\S+ ){1,6}(?:photo|image|picture|photograph)[ ,]"
    r"|image caption\b|写真\s?[=＝]|【写真】|写真説明"
    r"|(?:bildlegende|bildunterschrift|bildtext|bijschrift|billedtekst|bildetekst|kuvateksti|képaláírás|myndatexti"
    r"|podpis zdjęcia|popis fotky|подпись к фото|підпис до фото|λεζάντα) ?[:：]"
    r"|(?:auf diesem|dieses|auf dem) (?:archivbild|archivfoto|handout|symbolbild)\b"
    r"|\((?:symbolbild|archivbild|archivfoto|symbolfoto)\)"
    r"|(?:sur )?cette (?:photo|image) (?:d.archives|non datée|prise)\b|photo d.archives [:.–-]"
    r"|(?:en )?esta (?:foto|fotografía|imagen) de archivo\b|(?:foto|imagen) de archivo(?: de)?[ :]"
    r"|(?:n)?esta (?:foto|imagem) de arquivo\b|foto de arquivo\b"
    r"|(?:in )?(?:una|questa) (?:foto|immagine) d.archivio\b|foto d.archivio\b"
    r"|(?:nella foto|na foto|en la foto|en la imagen|na imagem|sur la photo|op de foto|på bilden|på bildet|på billedet"
    r"|kuvassa|na zdjęciu|na snímku|im bild) ?[:：]"
    r"|op deze archieffoto\b|archieffoto\b|arkivbild(?:en)?\b|arkivfoto\b|архивное фото\b|zdjęcie archiwalne\b",
    re.IGNORECASE,
)
"""What opens a caption that names its picture ("In this May 12 file photo …") or says what it is ("Bildlegende: …")."""


_PICTURED = re.compile(
    r"\w, (?:pictured|shown|seen)(?: (?:here|in|on|at|with|during|left|right|above|below)\b[^,]*)?$|\w \(pictured\)$"
    r"|^(?:[Aa] )?(?:[Ff]ile|[Rr]epresentative|[Rr]epresentational|[Ii]llustrative|[Hh]andout)"
    r" (?:photos?|images?|pictures?|pics?|photographs?)(?: of|: | for representation| used for)"
    r"|^(?:[Aa] )?(?:[Ss]tock|[Uu]ndated|[Aa]erial) (?:photo|image|picture|pic|photograph)(?: of (?:the|an?)\b|: )"
)
"""What phrases without a full stop say of a picture ("The pier, pictured in May", "File image of …"). Titles are of
several pictures, or of something without an article ("Aerial photos show …", "Stock image of mayor sold").
"""


_KINDS = (
    r"(?:symbol|archiv|themen|beispiel)(?:bild|foto|grafik)|(?:photo|image|photographie) (?:d.illustration|d.archives?)"
    r"|(?:foto|imagen|fotografía) (?:de archivo|ilustrativa|de recurso)|(?:foto|immagine) (?:d.archivio|di repertorio)"
    r"|(?:foto|imagem) (?:de arquivo|ilustrativa|meramente ilustrativa)|archief(?:foto|beeld)|foto ter illustratie"
    r"|stockfoto|arkiv(?:foto|bild|bilde|billede)|modelfoto|genre(?:foto|bild)|privat(?:foto|bild)"
    r"|illustrasjons(?:foto|bilde)|illustrationsfoto|(?:arkisto|kuvitus)kuva|archivní (?:foto|snímek)"
    r"|gambar (?:fail|hiasan)|foto (?:ilustrasi|arsip)|ảnh (?:minh họa|tư liệu)|arşiv(?: fotoğrafı?)?|temsili fotoğraf"
    r"|(?:архивное|иллюстративное) фото|фото (?:из архива|носит иллюстративный характер)|(?:архівне|ілюстративне) фото"
    r"|(?:архивна|илюстративна) снимка|(?:ilustrativna|arhivska) fotografija|foto (?:arhiva?|ilustracija)|arhīva foto"
    r"|(?:asociatyvi|archyvo) nuotr\.|illusztráció|φωτογραφία αρχείου|argieffoto|arxiu"
    r"|zdjęcie (?:ilustracyjne|poglądowe|archiwalne)|ilustrační (?:foto|snímek|fotografie)"
    r"|(?:submitted|courtesy|contributed|handout|file|stock|archive|library|supplied|provided|representational"
    r"|representative|illustrative) (?:photo|image|picture)s?"
)
_PICTURES = (
    *(
        "bil",
        "foto",
        "photo",
        "grafik",
        "ima",
        "pictur",
        "immagin",
        "beeld",
        "kuva",
        "snímek",
        "zdjęcie",
        "gambar",
        "ảnh",
        "arşiv",
    ),
    *("фото", "снимка", "nuotr", "illusztráció", "φωτογραφ", "arxiu"),
)
"""A part of each such word, folded, by which most lines are ruled out."""

_KIND_AT_END = re.compile(
    rf"(?:\s\((?:{_KINDS})\)\.?|[.!?](?:\s[–—/|-])?\s(?:{_KINDS})\.?|\s[–—|]\s(?:{_KINDS}))$", re.IGNORECASE
)
"""What ends a caption that says what its picture is ("(photo d'illustration)", "… Arkivfoto.")."""

_KIND_ALONE = re.compile(rf"\(?(?:{_KINDS})\)?\.?", re.IGNORECASE)
"""A line that only says what a picture is."""

KIND_REACH = 40
"""In how many characters at a line's end such words are."""

MAX_CREDIT, MIN_CREDITED, CREDIT_LENGTH = 120, 2, range(2, 81)
"""In how many characters at a line's end a credit to an outlet is, how many lines credit it at least, and how many
words such a line has.
"""

_NAMED_KIND = re.compile(
    r"[A-ZÀ-Þ][\w.’'-]*(?: (?:of|and|&|the|[A-ZÀ-Þ][\w.’'-]*)){0,5}"
    r"[,/]? ?(?i:submitted|contributed|courtesy|handout|file|staff|provided|supplied) (?i:photo(?:graph)?|image)s?"
)
"""A name and how its picture came, alone on a line ("Jane Doe Submitted photo", "Osted Herald file photo")."""

_KIND_AND_OUTLET = re.compile(
    r"(?:File|Handout|Supplied|Submitted|Contributed|Provided|Courtesy)(?:\s?[/|]\s?|\s[–—-]\s)[A-ZÀ-Þ][\w&’'.-]*"
    r"(?: (?:of|and|&|the|[A-ZÀ-Þ][\w&’'.-]*)){0,6}"
    r"|[A-ZÀ-Þ][\w.’'-]{1,20}(?: [A-ZÀ-Þ][\w.’'-]{1,24}){1,3}\s?/\s?(?:Courtesy|Provided by|Handout|Supplied)"
    r"(?: (?:of|by|from))?(?: \S{1,24}){0,8}"
)
"""How a picture came and an outlet, or a name and how it came ("File / Osted Bell", "Jane Doe/Courtesy of the artist").
"""

_OUTLET = r"(?:[Tt]he )?[A-ZÀ-Þ][\w&’'-]*(?: (?:of|de|der|and|&|[A-ZÀ-Þ][\w&’'-]*)){0,4}"
_PERSON = r"[A-ZÀ-Þ][\w’'.-]{1,20} (?:[A-Z]\. )?(?:[a-z]{2,3} )?[A-ZÀ-Þ][\w’'-]{1,24}"
_OF_OUTLET = re.compile(rf"(?:^|(?<=[.!?;”\"’])\s){_PERSON}(?:\s?/\s?| for )(?P<outlet>{_OUTLET})$")
_WHOLE_CREDIT = re.compile(rf"{_PERSON}(?:\s?/\s?| for ){_OUTLET}(?:$|;)")
"""A name and the outlet that it is credited with: at a line's end, behind a sentence or alone, and at its start."""

_OUTLET_ALONE = re.compile(rf"(?<=[.!?”\"’])\s(?P<outlet>{_OUTLET})$")
"""An outlet alone behind a sentence ("The boat at its berth. Osted Port")."""

_VIA = re.compile(
    r"[A-ZÀ-Þ]\S*(?: (?:of|de|der|the|for|and)){0,2}(?: [A-ZÀ-Þ&]\S*(?: (?:of|de|der|the|for|and)){0,2}){1,9} via"
    r" (?P<agency>[A-Z][\w ]{1,20})"
)
"""A credit to somebody by way of an agency ("Osted Port Authority via AP")."""

_BY_PERSON = re.compile(rf"(?<=[.!?”\"’])\s(?P<credit>{_PERSON} \((?P<agency>[^\W\d_][\w /-]{{1,30}})\))$")
"""A person and the agency in brackets behind a sentence ("… at its berth. Jane Doe (REUTERS)")."""

_EQUALS = re.compile(r"(?<=\S)[=＝](?P<credit>[^=＝。、\s]{2,12})$|（(?P<by>[^（）]{0,12}撮影)）$")
"""A credit as Japanese papers have it: an agency behind an equals sign, or who took the picture in brackets."""

_AGENCY = re.compile(r"(?P<caption>.*(?:[^\s.!?。！？]|, [A-Z][a-z]{1,5}\.))\s\((?P<name>[^\W\d_][\w .-]{1,20})\)")
"""A phrase that ends with a name in brackets, perhaps of an agency; it may end with an abbreviated state ("Ariz.")."""


def read_caption_signs(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int | None) -> None:
    """Assign the captions near and in the story whose wording, or whose repeat, shows them."""
    lines = analysis.features.lines
    first = analysis.lead if headline is None else min(headline, analysis.lead)
    for at in range(max(0, first - HEADER_REACH), min(len(lines), analysis.last + 2)):
        if _is_above_itself(story, analysis, at, headline):
            story.assign(at, "repeat", BY_REPEAT, CONFIDENCE)
            continue
        if not _may_be_caption(story, analysis, at, headline):
            continue
        is_long = lines[at].words >= MIN_WORDS
        if (is_long and shows_picture(lines[at].unit.text)) or names_kind_of_picture(lines[at].unit.text):
            above = story.roles[at - 1] if at and lines[at - 1].unit.text == lines[at].unit.text else None
            is_repeat = above is not None and above.rule == BY_WORDING
            story.assign(at, "repeat" if is_repeat else "caption", BY_WORDING, CONFIDENCE)
            continue
        is_text = analysis.marginals[at].body >= MOST_OTHER
        if (
            is_long
            and at < analysis.lead
            and not is_text
            and (credited := _credited_to_agency(lines[at].unit.text, lexicon))
        ):
            story.captions[at] = credited
            story.assign(at, "caption", BY_AGENCY, CONFIDENCE)
            continue
        if rule := _credit_rule(lines[at].unit.text, lexicon):
            story.captions[at] = Caption("", lines[at].unit.text, None, CONFIDENCE)
            story.assign(at, "credit", rule, CONFIDENCE)
            continue
        if ended := read_caption_end(lines[at].unit.text, lexicon):
            story.captions[at] = ended
            story.assign(at, "caption" if ended.caption else "credit", BY_AGENCY_AT_END, CONFIDENCE)
            continue
        if _is_twice_above(story, analysis, lexicon, at, headline):
            story.assign(at, "repeat", BY_PAIR, CONFIDENCE)
            story.assign(at + 1, "caption", BY_PAIR, CONFIDENCE)
            continue
        below = at + 1
        may_repeat = below < len(lines) and _may_be_caption(story, analysis, below, headline)
        if may_repeat and _repeats_with_credit(analysis, at, below):
            part, whole = sorted((below, at), key=lambda unit: len(lines[unit].unit.text))
            text = lines[part].unit.text
            credit = lines[whole].unit.text[len(text) :].strip(_MARKS)
            story.captions[whole] = Caption(text, credit, None, CONFIDENCE)
            story.assign(whole, "caption", BY_REPEAT, CONFIDENCE)
            story.assign(part, "repeat", BY_REPEAT, CONFIDENCE)
    if story.shows_page:
        _read_credits(story, analysis, lexicon, headline)


def _read_credits(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int | None) -> None:
    """Assign credits without a label in the story: to a name and an outlet that others are credited with, too, or that
    came by way of an agency.
    """
    lines = analysis.features.lines
    zone: Sequence[int] = range(analysis.lead + 1, min(len(lines), analysis.last + 2))
    for at in range(max(0, analysis.lead - HEADER_REACH), analysis.lead):
        if _may_be_caption(story, analysis, at, headline, range(MIN_WORDS, CAPTION_WORDS.stop)) and (
            credited := _credited_at_end(lines[at].unit.text, lexicon)
        ):
            story.captions[at] = credited
            story.assign(at, "caption", BY_AGENCY_AT_END, CONFIDENCE)
    zone = [at for at in zone if story.roles[at] is None and not lines[at].ends_sentence]
    tails = {at: lines[at].unit.text[-MAX_CREDIT:] for at in zone if lines[at].words in CREDIT_LENGTH}
    found = {
        at: match for at, tail in tails.items() if (match := _OF_OUTLET.search(tail) or _OUTLET_ALONE.search(tail))
    }
    counts = Counter(fold_word(match["outlet"]) for match in found.values())
    for at in zone:
        line, match = lines[at], found.get(at)
        if not _may_be_caption(story, analysis, at, headline, CREDIT_LENGTH):
            continue
        text = line.unit.text
        if match and counts[fold_word(match["outlet"])] >= MIN_CREDITED:
            caption = "" if _WHOLE_CREDIT.match(text) else text[: len(text) - len(match.group())].rstrip()
            credit = text[len(caption) :].strip() if caption else text
            story.captions[at] = Caption(caption, credit, None, CONFIDENCE)
            story.assign(at, "caption" if caption else "credit", BY_OUTLET, CONFIDENCE)
        elif credited := _credited_at_end(text, lexicon):
            story.captions[at] = credited
            story.assign(at, "caption", BY_AGENCY_AT_END, CONFIDENCE)


def _credit_rule(text: str, lexicon: Lexicon) -> str | None:
    """The rule by which a line alone is a credit: by way of an agency, or by how the picture came."""
    if len(text) > MAX_CREDIT:
        return None
    via = _VIA.fullmatch(text) if " via " in text else None
    if via is not None and fold_word(via["agency"]) in lexicon.agencies | PICTURE_AGENCIES:
        return VIA_AGENCY
    return NAMED_KIND if _NAMED_KIND.fullmatch(text) or _KIND_AND_OUTLET.fullmatch(text) else None


def _credited_at_end(text: str, lexicon: Lexicon) -> Caption | None:
    """The caption that ends with an agency and its photographer; None if a line has none."""
    if len(text) > MAX_CAPTION:
        return None
    known = lexicon.agencies | PICTURE_AGENCIES
    match = _BY_PERSON.search(text) if text[-1] == ")" else None
    if match and all(fold_word(part.strip()) in known for part in match["agency"].split("/")):
        return Caption(text[: match.start()].strip(), match["credit"], None, CONFIDENCE)
    match = _EQUALS.search(text)
    if match and (match["by"] or _narrow(match["credit"]) in known):
        return Caption(text[: match.start()].strip(), match["credit"] or match["by"], None, CONFIDENCE)
    return None


def _narrow(text: str) -> str:
    """A folded text with letters of one width: Japanese papers write "ＡＰ"."""
    import unicodedata

    return fold_word(unicodedata.normalize("NFKC", text))


def shows_picture(text: str) -> bool:
    """Whether a line has wording that only captions have: where somebody is in the picture, or what picture it is."""
    head = text[:240]
    if (text[-1].isalnum() or text[-1] == ")") and len(text) <= 240 and _PICTURED.search(text) is not None:
        return True
    has_brackets = "(" in head and _IN_BRACKETS.search(head) is not None
    if has_brackets or _BETWEEN_COMMAS.search(head) is not None or _ARCHIVED.match(head) is not None:
        return True
    may_be_in_order = ("(" in head or "[" in head) and _IN_ORDER.search(head) is not None
    if names_kind_of_picture(text):
        return True
    return may_be_in_order or _OPENS_IN_ORDER.match(head) is not None


def names_kind_of_picture(text: str) -> bool:
    """Whether a line ends with what picture it is about ("… (photo d'illustration)"), or says nothing else."""
    text = text.rstrip(" |") or text
    if not (text[-1] in ")." or text[-1].isalpha()):
        return False
    tail = text[-KIND_REACH:]
    if not any(map(fold_word(tail).__contains__, _PICTURES)):
        return False
    return _KIND_AT_END.search(tail) is not None or _KIND_ALONE.fullmatch(text) is not None


def _credited_to_agency(text: str, lexicon: Lexicon) -> Caption | None:
    """The caption that ends with an agency in brackets ("The pier at Osted (AP)"); None if a line has none."""
    found = _AGENCY.fullmatch(text[-MAX_CAPTION:]) if text[-1] == ")" and len(text) <= MAX_CAPTION else None
    if found is None or fold_word(found["name"]) not in lexicon.agencies | PICTURE_AGENCIES:
        return None
    return Caption(found["caption"], found["name"], None, CONFIDENCE)


def is_caption_above(analysis: Analysis, at: int, low: int) -> bool:
    """Whether a line with a credit is a caption of the story a few units above `low`, its title or its text: the model
    takes it for one, or its form shows it right above.
    """
    if not low - HEADER_REACH <= at < low:
        return False
    is_near = low - at <= NEAR and is_credited_caption(analysis, at)
    return is_near or analysis.marginals[at].caption > MOST_OTHER


def _repeats_with_credit(analysis: Analysis, at: int, below: int) -> bool:
    """Whether one of two lines is the other with a credited name behind it."""
    one, other = analysis.features.lines[at], analysis.features.lines[below]
    short, long = sorted((one.unit.text, other.unit.text), key=len)
    least = min(one.words, other.words)
    if least < MIN_WITH_SLASH or not long.startswith(short) or is_signature(short):
        return False
    rest = long[len(short) :].lstrip(_MARKS + "©")
    if _SLASHED.fullmatch(rest) and not long[len(short)].isalnum():
        return True
    return (
        least >= MIN_REPEATED
        and bool(rest)
        and len(rest.split()) <= CREDIT_WORDS
        and rest[0].isupper()
        and rest[-1] not in ".!?"
    )


def _is_above_itself(story: Story, analysis: Analysis, at: int, headline: int | None) -> bool:
    """Whether nothing else is known of a line whose words are the caption of the credited line right below."""
    captions, below = analysis.features.captions, at + 1
    if at == headline or story.roles[at] is not None or below not in captions or at in captions:
        return False
    key = analysis.features.lines[at].key
    return bool(key) and line_key(captions[below].caption) == key


def _is_twice_above(story: Story, analysis: Analysis, lexicon: Lexicon, at: int, headline: int | None) -> bool:
    """Whether a short line below the headline and above the text is there twice in a row: what a picture shows, and
    again as its caption. The name of the writer is twice there, too, below the writer's picture.
    """
    if headline is None or not headline < at < analysis.lead - 1:
        return False
    one, other = analysis.features.lines[at], analysis.features.lines[at + 1]
    if one.words > MOST_PAIR or one.key == analysis.features.lines[headline].key or is_newsroom(one.unit.text):
        return False
    if not one.key or one.key != other.key or not _may_be_caption(story, analysis, at + 1, headline):
        return False
    return not is_signed_below(one.unit.text, analysis, lexicon)


def _may_be_caption(
    story: Story, analysis: Analysis, at: int, headline: int | None, words: range = CAPTION_WORDS
) -> bool:
    """Whether nothing else is known of a line of so many `words`, and it is likely no other line of the header."""
    features, line = analysis.features, analysis.features.lines[at]
    if at == headline or story.roles[at] is not None or line.furniture or line.unit.bullet or line.is_divider:
        return False
    is_dated = at in features.dates and not line.is_prose
    if at in features.captions or is_dated or at in features.bylines or line.words not in words:
        return False
    most: float = max(_OTHERS(analysis.marginals[at]))
    return most < MOST_OTHER
