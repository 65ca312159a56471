"""Names of newsrooms, desks and press offices, which sign stories as people do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.readers.text.lexicon.keys import fold_word, word_set
from convert.readers.text.lexicon.names import PARTICLES
from convert.readers.text.scripts import is_small

_NEWSROOMS = word_set(
    "newsroom newsdesk desk staff bureau team reporters correspondents redaktion redaktionen redaksjonen redactie "
    "toimitus rédaction redacción redacció redação redazione redakcja redakce redakcia redakcija redacția "
    "szerkesztőség redaksi редакция редакція редакцията редакција σύνταξη toimetus מערכת 編集部 编辑部 編輯部 편집부 "
    "ritstjórn redakcija редакција redaksia erredakzioa redacció რედაქცია խմբագրություն डेस्क ডেস্ক ڈیسک டெஸ்க் "
    "செய்திப்பிரிவு تحریریه سرویس گروه التحرير กองบรรณาธิการ"
)
"""What newsrooms and desks are called, at the beginning or the end of their names ("Nordland News Desk")."""

_COMPOUND_NEWSROOMS = ("redaktion", "redactie", "編集部", "编辑部", "編輯部", "편집부", "取材班", "뉴스팀", "취재팀")
"""Ends of names of newsrooms that are written as one word ("Sportredaktion")."""

_ALONE = word_set("desk staff bureau team reporters correspondents")
"""Those of them that are no newsroom's name alone."""

_OTHER_OFFICES = word_set(
    "help front service reception cash information census visitors federal travel weather tourist credit central "
    "hospital museum hotel school kitchen ground nursing medical military general chief household support"
)
"""What the desks, bureaus and staffs of others open with ("Help Desk", "Census Bureau", "Hospital Staff")."""

_OTHER_TEAMS = word_set(
    "dream national home away sports football soccer basketball cricket rugby hockey rescue search winning losing "
    "youth our your my the meet join contact"
)
"""What other teams open with, and links to the page of a team ("Rescue Team", "Meet Our Team")."""

_NO_NAME = re.compile(r"[.!?:;,|/●•©()（）：／、。]")
"""What no name of a newsroom has."""

NEWSROOM_WORDS = 6
"""How many words the name of a newsroom has at most."""

_BOARDS = frozenset(
    {
        *("editorial board", "editorial team", "editorial staff", "news team", "web team", "digital team"),
        *("consejo editorial", "comité editorial", "conselho editorial"),
    }
)
"""What the newsrooms of papers are called behind the name of the paper."""

_ARTICLES = word_set("the el o")
"""How such a name opens alone on its line; titles open otherwise ("Council Names Editorial Board")."""

_PRESS_SERVICES = re.compile(
    r"(?:прес+-?служба|прес+-?центр|пресцентър|biuro prasowe|tiskové oddělení|tlačové oddelenie|pressestelle|presseamt"
    r"|ured za odnose s javnošću|služba za informisanje|γραφείο τύπου|basın (?:bürosu|müdürlüğü))(?!\w)"
    r"[^.!?:;,|/@\d]{0,60}",
    re.IGNORECASE,
)
"""How the name of a press office opens."""


_OWN = re.compile(
    r"(?:van|door|uit) (?:onze|de) (?:nieuws|web|online|sport|stads|regio)?redactie"
    r"|(?:von|aus) (?:unserer|der) (?:online|sport|lokal)?redaktion|(?:par|de) (?:notre|la) rédaction"
    r"|(?:de|por) (?:nuestra|la) redacción|(?:da|pela) (?:nossa )?redação|(?:dalla|della) (?:nostra )?redazione"
    r"|(?:av|från|fra|af) (?:redaktionen|redaksjonen|(?:vår|vores) (?:redaktion|redaksjon))|(?:od|z) redakcji"
    r"|od (?:naszej redakcji|redakce|naší redakce|redakcie)|z redakce|by (?:our )?newsroom"
    r"|a szerkesztőségtől|(?:de|din) (?:la )?redacți[ae]|от (?:нашей )?редакции|від (?:нашої )?редакції"
    r"|από τη σύνταξη|dari redaksi|oleh redaksi",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"(?:(?i:de|par) notre (?:correspondante?|envoyée? spéciale?)"
    r"|(?i:dal|dalla) nostr[oa] (?:inviat[oa]|corrispondente)"
    r"|(?i:de|por) nuestr[oa] (?:corresponsal|enviad[oa](?: especial)?)"
    r"|(?i:do|da|pelo|pela) noss[oa] (?:correspondente|enviad[oa](?: especial)?)"
    r"|(?i:van|door) onze (?:verslag(?:gever|geefster)|correspondente?|redacteur)"
    r"|(?i:von) unsere[mr] (?:Korrespondent(?:en|in)|Reporter(?:in)?|Mitarbeiter(?:in)?)"
    r"|(?i:av|från) vår (?:korrespondent|utsände|reporter)|(?i:af|fra) (?:vores|vor) (?:korrespondent|udsendte)"
    r"|(?i:fra|av) vår (?:korrespondent|utsendte)|(?i:od) nasze(?:go|j) korespondent(?:a|ki)"
    r"|(?i:od) naš(?:eho|í) (?:zpravodaje|zpravodajky|dopisovatele)|(?i:de la) corespondent(?:ul|a) nostru?"
    r"|(?i:от) наше(?:го|й) (?:собственного )?корреспондент(?:а|ки)|(?i:від) нашо(?:го|ї) кореспондент(?:а|ки))"
    r"(?: (?:à|en|au|a|in|em|i|w|we|v|ve|din|în|в|во|у) [^\W\d_a-zß-ÿа-я][\w’'-]{1,24}){0,2}"
)
"""What newsrooms call themselves above what they wrote together ("Van onze redactie"), and reporters without a name,
perhaps with the place where they are ("De notre correspondant à Osted").
"""


def is_own_newsroom(text: str) -> bool:
    """Whether a line only says that the paper's newsroom wrote the story, or one of its reporters without a name."""
    bare = text.strip(" .,:–—-")
    return _OWN.fullmatch(bare) is not None or _UNNAMED.fullmatch(bare) is not None


def is_newsroom(name: str) -> bool:
    """Whether a line is no more than the name of a newsroom or desk, with capitals as names have them."""
    words = name.split()
    if not 0 < len(words) <= NEWSROOM_WORDS or _NO_NAME.search(name):
        return False
    if any(is_small(word[0]) and word not in PARTICLES for word in words):
        return False
    first, last = fold_word(words[0]), fold_word(words[-1])
    if last in _ALONE:
        others = _OTHER_OFFICES | _OTHER_TEAMS if last == "team" else _OTHER_OFFICES
        return len(words) > 1 and others.isdisjoint(map(fold_word, words))
    if first in _ARTICLES and is_board([*map(fold_word, words)]):
        return True
    return last.endswith(_COMPOUND_NEWSROOMS) or first in _NEWSROOMS - _ALONE or last in _NEWSROOMS


def is_named_board(name: str) -> bool:
    """Whether a line is the name of a newsroom behind that of its paper ("The Osted Post Editorial Board")."""
    return is_newsroom(name) and is_board([*map(fold_word, name.split())])


def is_board(words: Sequence[str]) -> bool:
    """Whether a name, as folded words, ends as that of a newsroom behind the name of its paper."""
    return " ".join(words[-2:]) in _BOARDS


def is_press_service(text: str) -> bool:
    """Whether a line is no more than the name of a press office ("Пресслужба міської ради")."""
    return len(text.split()) <= NEWSROOM_WORDS and _PRESS_SERVICES.fullmatch(text) is not None
