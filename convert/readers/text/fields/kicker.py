"""The kicker: the short line right above the headline."""

from __future__ import annotations

import re

from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.keys import fold_word, phrase_set, word_set
from convert.readers.text.lexicon.people import is_person
from convert.readers.text.lexicon.phrases import EXACT
from convert.readers.text.lexicon.side_lines import is_side_line
from convert.readers.text.scripts import LETTER

MOST_SECTION_WORDS = 2
"""How many words the name of a section has at most that is a kicker."""

KICKER_WORDS = 6
"""How many words a kicker has at most."""

BLOCK = 3
"""How many lines the block of a title has at most from its first one on to the title."""

DETAILS_REACH = 4
"""How many units above a kicker the day or the time to read the story is at most, with buttons between."""

TOP = 3
"""Above which unit copy without much furniture has its kicker."""

TAGLINE_REACH = 8
"""How many units above the headline the tagline of a newspaper is at most."""

_TAGLINE = re.compile(
    r"(?:(?:proudly\s)?(?:serving|informing|covering|connecting)\b.{2,60}\b)?(?:since|est\.?|established|founded)\s\d{4}"
    r"|(?:seit|gegründet|depuis|fondée?(?: en)?|desde|fundad[oa](?: en| em)?|dal|fondato nel|sinds|opgericht in|sedan"
    r"|siden|od|z tradycją od)\s\d{4}",
    re.IGNORECASE,
)
"""What a newspaper says of its age below its name ("Serving Osted County since 1877")."""


def is_tagline(text: str) -> bool:
    """Whether a line is only what a newspaper says of its age below its name."""
    return text[-4:].isdigit() and _TAGLINE.fullmatch(text.strip(" -–—|·•*")) is not None


def drop_taglines(story: Story, head: int) -> None:
    """Drop the taglines of newspapers above the unit `head`."""
    for at in range(max(0, head - TAGLINE_REACH), head):
        if story.roles[at] is None and is_tagline(story.units[at].text):
            story.assign(at, "navigation", "tagline of the newspaper", 0.9)


_GLUED = re.compile(r"[a-zß-öø-ÿ](?=[A-ZÀ-ÖØ-Þ])")
_ENDS_WITH_DAY = re.compile(
    r"\w\s(?:\d{1,2}[.,]?\s\d{4}|\d{1,2}\.?\s[^\W\d_]{3,10}\.?\s\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})$"
)
_PAGE_OF_BLOG = re.compile(r"Home\b.{0,40}\bPage \d+")
"""The path of a page in a weblog ("Home Blog Page 39")."""

_SITE_WORDS, FEWEST_GLUED, MOST_BUTTON_WORDS = 7, 4, 3
"""From how many words on a line with a bar is the name of a site with its slogan, how many links at least are run
together, and how many words a line with a button has at most.
"""

_BUTTONS = word_set(
    "search menu login suche menü anmelden recherche connexion buscar menú cerca accedi pesquisar entrar zoeken "
    "inloggen sök logga søg søk haku szukaj zaloguj hledat přihlásit hľadať keresés căutare ara giriş поиск меню войти "
    "пошук увійти αναζήτηση cari masuk"
)
_REMNANT = word_set("by von por par di door av af autor auteur author autore text texte texto testo published posted")


_PAPER = re.compile(
    r"The (?:[A-Z][\w’'-]{1,20} ){0,3}(?:Advertiser|Age|Argus|Australian|Bulletin|Chronicle|Citizen|Courier|Echo"
    r"|Examiner|Express|Gazette|Globe|Guardian|Herald|Hindu|Independent|Journal|Leader|Mail|Mirror|Monitor|Nation|News|Observer"
    r"|Post|Press|Record|Scotsman|Sentinel|Standard|Star|Sun|Telegraph|Times|Tribune)"
)
"""The name of a paper, which pages have above the title."""

_BARRED = re.compile(r"(?P<kicker>[^\W\d_][^|:]{2,24}) \| (?P<title>\S[^|]{14,})")
_KINDS_BEFORE_BAR = phrase_set(
    "analysis|breaking|breaking news|column|comment|commentary|editorial|exclusive|explainer|fact check|feature"
    "|interview|investigation|letter|long read|obituary|op-ed|opinion|perspective|profile|review|special report|update"
    "|watch|live|analyse|kommentar|meinung|exklusiv|leitartikel|exclusif|opinión|exclusiva|análisis|entrevista|editoriale"
    "|esclusiva|opinione|intervista|opinião|exclusivo|análise|opinie|exclusief|interview exclusive|eksklusivt"
)
"""Kinds of stories that a title may name before a bar ("Exclusive | Harbor fees to rise")."""


def barred_kicker(headline: str) -> tuple[str, str] | None:
    """The kind of story before the bar in a headline, and the title behind it; None if it names none."""
    found = _BARRED.fullmatch(headline)
    return (found["kicker"], found["title"]) if found and fold_word(found["kicker"]) in _KINDS_BEFORE_BAR else None


def is_of_page_head(text: str) -> bool:
    """Whether a line is of a page's head and says nothing of a story: links that are run together, the name of a site
    with its slogan, a button beside the site's name, a label of an archive with its day, or what else is of a site.
    """
    words = text.split()
    if len(_GLUED.findall(text)) >= FEWEST_GLUED or is_remnant(text) or is_of_site(text):
        return True
    if _PAGE_OF_BLOG.fullmatch(text) or _PAPER.fullmatch(text):
        return True
    if (text.count(" | ") == 1 and len(words) >= _SITE_WORDS) or text.count(" - ") > 1:
        return True
    if text[-1].isdigit() and _ENDS_WITH_DAY.search(text) is not None:
        return True
    return len(words) in (2, MOST_BUTTON_WORDS) and words[-1][0].isupper() and fold_word(words[-1]) in _BUTTONS


def is_remnant(text: str) -> bool:
    """Whether a line is only the opening of a byline without a name ("By |"), or a name behind slashes ("/// Bell")."""
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    return text.startswith("//") or (len(words) == 1 and fold_word(words[0].strip(":|")) in _REMNANT)


def read_kicker(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int, *, is_page: bool) -> None:
    """Read the line right above the headline as its kicker; on a page only, in German, the first line or one with a
    colon, a phrase above a headline with a dek, or one that a blank line divides from what is above it, and none from
    the headline.
    """
    at = headline - 1
    if at < 0 or story.roles[at] is not None or story.kicker:
        return
    line = analysis.features.lines[at]
    is_labeled = lexicon.languages[-1:] == ("de",) and _ends_as_kicker(line, lexicon)
    if not line.key or analysis.features.key_counts[line.key] > 1 + is_labeled:
        return
    is_grouped = is_labeled or _opens_block_of_title(analysis, headline)
    is_first = at == 0 and lexicon.languages[-1:] == ("de",) and _is_short(line.unit.text)
    is_grouped = is_grouped or (not is_person(line.unit.text, lexicon) and _is_below_details(story, analysis, at))
    if (at > TOP or is_page) and not (is_first or is_grouped or (story.subheadline and _is_phrase(line.unit.text))):
        return
    if (
        _may_be_kicker(line)
        or (all(story.roles[:at]) and _is_section_alone(analysis, at))
        or (is_grouped and _is_section(line))
    ):
        story.kicker = line.unit.text
        story.assign(at, "kicker", "short line above the headline", 0.7)
        story.infer("other_headlines", 0.7, [at], "short line above the headline")


def _ends_as_kicker(line: LineFeatures, lexicon: Lexicon) -> bool:
    """Whether a line ends with a colon, as kickers do, and is no label of what follows on a page."""
    text = line.unit.text
    words = [fold_word(word) for word in text.rstrip(" :").split()]
    if text[-1] != ":" or not words or not text[0].isupper() or ":" in text[:-1].rstrip():
        return False
    key = " ".join(words)
    is_label = key in lexicon.line_labels or key in lexicon.byline_phrases or key in lexicon.credit_labels
    return not is_label and words[-1] not in _LABELS | lexicon.published_words | lexicon.updated_words


def _opens_block_of_title(analysis: Analysis, headline: int) -> bool:
    """Whether the line right above the headline is in one block with it, and the first one there, but for a button or
    two: one or two words, or a phrase.
    """
    lines = analysis.features.lines
    line, first = lines[headline - 1], headline - 1
    while first and not lines[first].unit.after_blank and lines[first - 1].furniture and headline - first < BLOCK:
        first -= 1
    is_of_menu = first == 0 and headline > 1
    if lines[headline].unit.after_blank or is_of_menu or not (lines[first].unit.after_blank or first == 0):
        return False
    return _is_short(line.unit.text)


def _is_below_details(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether a line is right below the day, the time to read, or a caption of the story, but for buttons to share it:
    the menu ends above these.
    """
    for above in range(at - 1, max(-1, at - 1 - DETAILS_REACH), -1):
        assigned, line = story.roles[above], analysis.features.lines[above]
        if (assigned and assigned.role in ("date", "reading-time", "caption", "credit")) or line.key in _MAIN_CONTENT:
            return True
        is_label = ":" in line.unit.text and line.words <= MOST_SECTION_WORDS
        if not (is_label or (line.furniture and line.furniture[0] in ("share", "reading-time"))):
            return False
    return False


def _is_short(text: str) -> bool:
    """Whether a line is one or two words, or a phrase."""
    return len(text.rstrip(" :").split()) <= MOST_SECTION_WORDS or _is_phrase(text)


def _may_be_kicker(line: LineFeatures) -> bool:
    """Whether a line is short, is no sentence, holds no address, and is no line of a page or of other things."""
    text = line.unit.text
    if "@" in text or text[0] == "#" or "://" in text or is_of_page_head(text) or is_side_line(text):
        return False
    if line.words == 1 and fold_word(line.unit.text.rstrip(" :")) in _OF_INTERFACE:
        return False
    if _CLOCK.search(line.unit.text) or 2 * sum(map(str.isdigit, line.unit.text)) > len(line.unit.text):
        return False
    return (
        line.words <= KICKER_WORDS
        and line.has_alphanumeric
        and not line.ends_sentence
        and not line.furniture
        and not line.unit.bullet
    )


_LABELS = word_set(
    "seite teilen nach hier uns sprache rubrik kategorie kategorien ressort ort inhalt menü instanz partner navigation "
    "version ausgabe auswahl suche suchbegriff schlagwort sortierung ansicht schriftgröße medienpartner bereich sie "
    "lesen"
)
"""The last words of labels of pages, which have a colon, too ("Aktuelle Seite:")."""

_MAIN_CONTENT = frozenset({"hauptinhalt", "main content"})
"""What links that skip the menu lead to, as pages for screen readers name it."""

_HOME = word_set(
    "startseite startpagina hem forside etusivu kezdőlap domov domů főoldal главная головна начало αρχική anasayfa "
    "почетна насловна naslovna početna naslovnica avaleht esileht sākums pradžia titulinis strona"
)
"""How the path of a page opens ("Головна Країна Кримінал")."""

_LANGUAGES = word_set("ua uk ru en eng rus ukr pl cs cz sk sl hr sr sq mk bg ro hu de fr it es pt lt lv et ee fi")
"""Codes of languages that a page may be read in ("ua en ru")."""

_FREQUENCY = re.compile(r"\d{2,3}[.,]\d{1,2}\s?(?:fm|mhz|фм|мгц)\b", re.IGNORECASE)


def is_of_site(text: str) -> bool:
    """Whether a line is the path of a page, a choice of languages, keywords with semicolons, or a station."""
    first, *steps = text.split()
    is_path = bool(steps) and fold_word(first) in _HOME and all(step[0].isupper() for step in steps)
    codes = [fold_word(step) for step in text.replace("|", " ").replace("/", " ").split()]
    is_choice = len(codes) > 1 and _LANGUAGES.issuperset(codes)
    return is_path or is_choice or text.count(";") > 1 or _FREQUENCY.search(text) is not None


_OF_INTERFACE = word_set(
    "home homepage menu search login close back skip top live video videos podcast podcasts blog newsletter "
    "archive start startseite menü suche anmelden zurück archiv epaper accueil recherche connexion fermer retour "
    "inicio portada menú buscar cerrar acceder cerca accedi chiudi indietro início pesquisar entrar fechar voltar "
    "zoeken inloggen terug sök logga hem tillbaka forside søg søk hjem tilbage tilbake etusivu haku valikko "
    "takaisin strona główna szukaj zaloguj domů hledat přihlásit domov hľadať kezdőlap keresés acasă căutare ana "
    "ara giriş anasayfa главная поиск меню войти головна пошук увійти начало αρχική αναζήτηση beranda cari masuk "
    "trang chủ nyhedsoverblik nyhetsoversikt nyhetsöversikt nieuwsoverzicht nachrichtenüberblick uutiskatsaus "
    "clear sunny cloudy logo image bildbeitrag videobeitrag audiobeitrag"
)
"""Words of menus and buttons, which are no sections of a paper."""


_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?::\d\d(?!\d)|\.\d\d Uhr\b)")
_GENRES = word_set("kommentar kommentár comentario comentário commento komentarz komentář")
"""Kinds of texts whose names label the comments of readers, too."""


def _is_section_alone(analysis: Analysis, at: int) -> bool:
    """Whether a line is the name of a section ("Verkehr"), and no other line of the copy is furniture, but for how long
    it takes to read.
    """
    lines = analysis.features.lines
    others = (line for line in (*lines[:at], *lines[at + 1 :]) if line.furniture and LETTER.search(line.unit.text))
    return _is_section(lines[at]) and all(line.furniture and line.furniture[0] == "reading-time" for line in others)


def _is_section(line: LineFeatures) -> bool:
    """Whether a line is the name of a section or of a kind of text that menus and buttons have, too ("Sport")."""
    role, confidence = line.furniture or ("", 0.0)
    words = [fold_word(word) for word in line.unit.text.split()]
    is_name = role == "navigation" or _GENRES.issuperset(words)
    is_name = is_name and confidence >= EXACT and len(words) <= MOST_SECTION_WORDS
    return is_name and line.unit.text.replace(" ", "").isalpha() and _OF_INTERFACE.isdisjoint(words)


def _is_phrase(text: str) -> bool:
    """Whether a line is a phrase ("Stromausfall in Berlin"), no row of names, as of sections, and has no figures."""
    return any(word[0].islower() for word in text.split()[1:]) and not any(map(str.isdigit, text))
