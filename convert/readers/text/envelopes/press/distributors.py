"""Releases as their distributors send them: headers, the issuer's line above the title, and footers.

A release is known to be distributed by the distributor's name in its dateline ("PORTLAND, Maine--(BUSINESS WIRE)--",
"Kassel (ots) -", "/PRNewswire/"), by a header that no other copy has ("OTS0087, 9. Jän. 2025, 10:30", "RNS Number :
4521X"), or by the legal form in the line of a Japanese issuer that the first paragraph repeats.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from convert.readers.text.envelopes.envelope import TakenLine
from convert.readers.text.envelopes.press.draft import ADDRESS_OF_ISSUER, ISSUER
from convert.readers.text.lexicon.keys import fold_word

REACH = 30
"""Among how many first lines the dateline of a distributed release is."""

HEAD = 8
"""Among how many first lines the issuer's line is."""

LONGEST_OPENING = 200
"""How many characters of a line are examined for the dateline of a distributor."""

MAX_DATELINE = 120
"""In how many characters at its start a line is a dateline."""

FOOT = 8
"""Among how many last lines the foot of a stock exchange's service is."""

LEAST_HEADER, SUBTITLE_WORDS = 3, range(5, 41)
"""How many lines the header of a distributor's page has at least, with the line below the title, and how many words
that has.
"""

MAX_ISSUER = 90
"""How many characters the name of an issuer has at most."""

_DATELINE = re.compile(
    r".{0,80}?(?:"
    r"\((?P<name>BUSINESS WIRE|GLOBE ?NEWSWIRE|Marketwired|ACCESS ?WIRE|Newsfile Corp\.?|(?:JCN|ACN) Newswire"
    r"|Media OutReach(?: Newswire)?|EZ Newswire|PRWEB|ots|OTS)(?:/[^)]{0,20})?\)"
    r"|/(?P<slashed>PR ?Newswire|CNW|EINPresswire(?:\.com)?|美通社|亚太商讯|Kyodo JBN|PRWEB"
    r"|Medianet)[^/]{0,20}/)\s?[-–—]"
    r"|[^\W\d_].{0,50}\s\((?P<alone>ots|OTS)(?:/[^)]{0,20})?\)\s*\Z"
)
_CODED_TITLE = re.compile(r"(?:B?POL|FW|FFW|THW|HZA|ZOLL|LKA|LPI|KFV|DRK|DLRG)(?:-[A-ZÄÖÜ0-9 -]{1,12})?:\s\S")
"""The title of a release by the police or a fire brigade, with the code of the station ("POL-HH: 221230-1. …")."""

_ALONE = re.compile(r"\((?:ots|OTS)\b")
_OFFICE = re.compile(
    r"\b(?:(?:Bundes)?Polizei|Feuerwehr|Hauptzollamt|Ministerium|Verband|Verein|Stiftung|GmbH|AG|SE|KG|e\.\s?V\.|gGmbH|Bundesamt|Landesamt)"
)
"""What the line of an issuer has."""

_HEADER = re.compile(r"OTS\d{4},?\s.{0,90}\d{4}.{0,20}")
_SUBTITLE = re.compile(r"Utl\.:\s(?P<text>\S.*?)\s?=?")
_AD_HOC = re.compile(
    r"(?:EQS|DGAP)-(?:Ad-?hoc|News|PVR|DD|Stimmrechte|AFR|HV|CMS|WpÜG)\s?:\s?(?P<name>[^/:]{2,80}?)"
    r"(?:\s?/.{0,120}|:\s.{0,160})?"
)
"""The header of a mandatory disclosure: its kind, the issuer, and key words."""

_NUMBERED = re.compile(r"RNS Number\s?:\s?\d{2,5}[A-Z]?", re.IGNORECASE)
"""The header of a notice to a stock exchange; below it are the company and the day."""

_SHORT_NAMES = re.compile(r"\([\"“‘'].{1,80}[\"”’'](?: or (?:the )?[\"“‘'].{1,60}[\"”’']){0,3}\)\.?")
"""By what names a notice calls the company, on a line of their own."""

_PROVIDED = re.compile(r"This information is provided by RNS\b")

_SERVICE = re.compile(
    r"This information is provided by (?:RNS|Reach|Business Wire|PRN|DGAP|EQS)\b.{0,400}"
    r"|(?:Neither the )?contents of the Company['’]s website.{0,200}|(?-i:END|[A-Z]{15})"
    r"|-0-\s?[A-Z][a-z]{2}/\d{2}/\d{4}.{0,20}"
    r"|(?:Dissemination of a Regulatory Announcement|Information set out in).{0,200}"
    r"|(?:Terms and conditions|Rns may use your IP address).{0,600}",
    re.IGNORECASE,
)
"""What the service of the exchange adds below: who distributed the notice, and its code."""

_LAW = re.compile(
    r"\d{1,2}\.\d{1,2}\.\d{4} / \d\d:\d\d (?:CET|CEST|GMT|UTC)\S*|[-=_]{3,}"
    r"|(?:Veröffentlichung einer Insiderinformation|(?:Public )?disclosure of (?:an )?inside information)\b.{0,240}"
    r"|(?:Für den Inhalt der Mitteilung ist der Emittent|The issuer is solely responsible for the content)\b.{0,120}"
    r"|\d{1,2}\.\d{1,2}\.\d{4} (?:CET|CEST)\S* (?:Die|The) (?:EQS|DGAP).{0,300}",
    re.IGNORECASE,
)
_OBLIGED = re.compile(
    r"(?:Denna information|Informationen i detta pressmeddelande|Denne informasjonen|Denne opplysningen)\b.{2,160}"
    r"\b(?:skyldigt? att offentliggöra|informasjonspliktig|opplysningspliktig|offentliggöra enligt).{0,200}"
    r"|(?:This|The) (?:information|disclosure) (?:is (?:such )?information that|contains information that) .{2,160}"
    r"\b(?:obliged|required) to (?:make public|disclose|publish)\b.{0,300}",
    re.IGNORECASE,
)
"""What a listed company in the north says below a release that it has to publish."""

_END = re.compile(
    r"(?:Ende der (?:Insiderinformation|Mitteilung)|End of (?:Inside Information|Announcement|the Message))\b.{0,40}",
    re.IGNORECASE,
)
_DATA = re.compile(r"[^\W\d_][\w -]{1,24}\s?:\s.{1,160}")
"""A field of the issuer below a disclosure."""

_SOURCE = re.compile(r"SOURCE:? [A-Z].{1,80}")
_FOOTER = re.compile(
    r"Original-Content von:\s(?P<name>[^,]{2,80}).{0,80}|OTS-ORIGINALTEXT\b.{0,160}"
    r"|(?:SOURCE:?|(?:Source|Fuente|Quelle):) (?P<source>[A-Z].{1,80})"
    r"|(?:消息来源|消息來源|稿源)[:：]\s?(?P<chinese>\S.{1,60})"
    r"|(?i:want your company['’]s news featured on \S{4,40})"
    r"|From the Asia Corporate News Network|https?://www\.acnnewswire\.com"
    r"|(?:View original content|View source version|Cision)\b.{0,200}"
    r"|プレスリリースファイルをダウンロード|プレスリリース素材|このプレスリリース(?:には、メディア関係者向けの情報|内で使われている画像).{0,80}"
    r"|メディアユーザー登録を行うと.{0,120}|すべての画像"
    r"|(?:Consultez la version source sur|Originalversion auf|Vea la versión original en|Vedi la versione originale su"
    r"|Ver a versão original em|Bekijk de originele versie op|Zobacz oryginalną wersję w|Se källversionen på)"
    r" \S{4,40} ?(?:ansehen)? ?: ?https?://\S{4,300}"
    r"|(?:Le texte du communiqué issu d[’']une traduction|Die Ausgangssprache, in der der Originaltext"
    r"|El texto original en el idioma fuente de este|Il testo originale del presente annuncio"
    r"|O texto no idioma original deste|Deze bekendmaking is officieel geldend|Oryginalny tekst niniejszego)\b.{0,500}"
)
_NEWS_PROVIDED = re.compile(
    r"(?:news provided by|nouvelles? fournies? par|noticias proporcionadas por|notícias fornecidas por"
    r"|notizie fornite da|nachrichten bereitgestellt von|nyheter från|nieuws aangeboden door)\s?:?",
    re.IGNORECASE,
)
_BUTTON = re.compile(r"share this article|usa - english|(?:usa - )?español|pr newswire", re.IGNORECASE)
"""What the page of a distributor has between the title and the text."""

_ANY_NAME = re.compile(
    r"[^\W\d_].{2,80}?(?:\((?P<name>[A-Z][\w&.]+(?: [A-Z][\w&.]+){0,2})\)"
    r"|/(?P<slashed>[A-Z][\w.]+(?: [A-Z][\w.]+){0,2})/)\s?--\s"
)
"""The dateline of a distributor whose name is not known, which the issuer's line shows: "/PRCourier/ --"."""
_JAPANESE_ISSUER = re.compile(
    r"(?:株式会社|有限会社|合同会社|一般社団法人|公益財団法人|一般財団法人|学校法人|独立行政法人|特定非営利活動法人"
    r"|NPO法人)\S{1,40}"
    r"|\S{1,40}(?:株式会社|有限会社|合同会社|協会|財団|連盟|組合|機構|研究所|大学|病院|法人)"
)

_RELEASE = TakenLine("header of a distributor")
_FOOT = TakenLine("footer of a distributor")


class Distribution(NamedTuple):
    """What a distributor adds to a release, by line: lines `taken`, a line below the title, who issued it, and a
    dateline on a line of its own.
    """

    language: str
    taken: Mapping[int, TakenLine]
    subtitle: tuple[int, str] | None
    issuer: tuple[int, str] | None
    dateline: int | None = None


def read_distribution(lines: Sequence[str], filled: Sequence[int]) -> Distribution | None:
    """What the distributor of a release adds to `lines`, of which those at `filled` are not blank; None if there is
    none.
    """
    place, found = next(
        ((at, match) for at in filled[:REACH] if (match := _dateline(lines[at][:LONGEST_OPENING], _DATELINE))),
        (None, None),
    )
    if place is None and (_has(lines, filled[:HEAD], _NEWS_PROVIDED) or _has(lines, filled[-3:], _SOURCE)):
        place, found = next(
            ((at, match) for at in filled[:REACH] if (match := _dateline(lines[at][:LONGEST_OPENING], _ANY_NAME))),
            (None, None),
        )
    headers = [at for at in filled[:3] if _HEADER.fullmatch(lines[at].strip())]
    disclosed = _AD_HOC.fullmatch(lines[filled[0]].strip()) if filled else None
    if disclosed:
        return _disclosure(lines, filled, disclosed["name"])
    if len(filled) > 1 and _NUMBERED.fullmatch(lines[filled[0]].strip()):
        return _exchange_notice(lines, filled, 1)
    if filled and any("RNS" in lines[at] and _PROVIDED.match(lines[at].strip()) for at in filled[-FOOT:]):
        return _exchange_notice(lines, filled, 0)
    obliged = [at for at in filled[-FOOT:] if "informa" in lines[at][:60] and _OBLIGED.fullmatch(lines[at].strip())]
    japanese = None if found or headers else _japanese_issuer(lines, filled)
    if found is None and not headers and not obliged and japanese is None:
        return None
    taken = dict.fromkeys(headers, _RELEASE) | dict.fromkeys(obliged, _FOOT)
    subtitle = issuer = None
    for at in filled:
        text = lines[at].strip()
        if _NEWS_PROVIDED.fullmatch(text) or (place is not None and at < place and _BUTTON.fullmatch(text)):
            taken[at] = _RELEASE
        elif footer := _FOOTER.fullmatch(text):
            taken[at] = _FOOT
            name = footer["name"] or footer["source"] or footer["chinese"]
            issuer = issuer or ((at, name.strip()) if name else None)
        elif (match := _SUBTITLE.fullmatch(text)) and headers and subtitle is None:
            subtitle = (at, match["text"])
    if subtitle is None and place is not None:
        subtitle = _subtitle_above(lines, filled, place, taken)
    issuer = issuer or japanese or (_issuer_above_title(lines, filled, place) if place is not None else None)
    if issuer:
        key = fold_word(issuer[1])
        for at in filled[:HEAD]:
            if len(lines[at]) <= MAX_ISSUER and fold_word(lines[at].strip()) == key:
                taken[at] = ISSUER
    is_german = bool(headers) or (
        found is not None and (found["name"] or found.groupdict().get("alone") or "").casefold() == "ots"
    )
    dateline = place if found and found.groupdict().get("alone") else None
    is_chinese = found is not None and (found.groupdict().get("slashed") or "")[:1] in ("美", "亚")
    language = "ja" if japanese else "de" if is_german else "zh" if is_chinese else "en"
    return Distribution(language, taken, subtitle, issuer, dateline)


def _subtitle_above(
    lines: Sequence[str], filled: Sequence[int], dateline: int, taken: Mapping[int, TakenLine]
) -> tuple[int, str] | None:
    """The line below the title, where the page of a distributor has who provided the release between the two."""
    header = next((at for at in filled if at < dateline and _NEWS_PROVIDED.fullmatch(lines[at].strip())), dateline)
    below = [at for at in filled if header < at < dateline]
    if header == filled[0] or len(below) < LEAST_HEADER or below[-1] in taken:
        return None
    text = lines[below[-1]].strip()
    is_phrase = len(text.split()) in SUBTITLE_WORDS and not any(map(str.isdigit, text[:2])) and text[-1] not in ".:"
    return (below[-1], text) if is_phrase else None


def _dateline(opening: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The dateline of a distributor, whose name is in brackets or between slashes."""
    return pattern.match(opening) if "(" in opening or "/" in opening else None


def _issuer_above_title(lines: Sequence[str], filled: Sequence[int], dateline: int) -> tuple[int, str] | None:
    """The line of the issuer at the top, where the title is between it and the dateline."""
    if len(filled) < 2 or filled[1] >= dateline or not _ALONE.search(lines[dateline][:MAX_DATELINE]):
        return None
    name = lines[filled[0]].strip()
    is_issuer = len(name) <= MAX_ISSUER and name[-1] not in ".:!?" and not _CODED_TITLE.match(name)
    is_issuer = is_issuer and bool(_CODED_TITLE.match(lines[filled[1]].strip()) or _OFFICE.search(name))
    return (filled[0], name) if is_issuer else None


def _has(lines: Sequence[str], places: Sequence[int], pattern: re.Pattern[str]) -> bool:
    """Whether one of the lines at `places` is what `pattern` says."""
    return any(pattern.fullmatch(lines[at].strip()) for at in places)


def _disclosure(lines: Sequence[str], filled: Sequence[int], name: str) -> Distribution:
    """A mandatory disclosure of an issuer, without its header, its notes on the law, and the data below it."""
    taken = {at: _RELEASE for at in filled if _LAW.fullmatch(lines[at].strip()) or at == filled[0]}
    end = next((at for at in filled if _END.fullmatch(lines[at].strip())), None)
    if end is not None:
        taken[end] = _FOOT
        fields = [at for at in filled if at > end and _DATA.fullmatch(lines[at].strip())]
        taken.update(dict.fromkeys(fields, _FOOT))
        last = next((at for at in reversed(filled) if at > end and _END.fullmatch(lines[at].strip())), end)
        taken.update((at, ADDRESS_OF_ISSUER) for at in filled if fields and fields[0] < at < last and at not in taken)
        taken[last] = _FOOT
    language = "de" if any("Emittent" in lines[at] or "Ende der" in lines[at] for at in taken) else "en"
    return Distribution(language, taken, None, (filled[0], name.strip()))


def _exchange_notice(lines: Sequence[str], filled: Sequence[int], company: int) -> Distribution:
    """A notice to a stock exchange, without its header, the company's names above the title, and the service's foot.

    `company` is how many lines with text are above that of the company; a name that is not there again is none.
    """
    name = lines[filled[company]].strip()
    taken = dict.fromkeys(filled[:company], _RELEASE)
    if not company and sum(fold_word(lines[at].strip()) == fold_word(name) for at in filled[:HEAD]) < 2:
        name = ""
    for at in filled[company:HEAD] if name else ():
        text = lines[at].strip()
        if fold_word(text) == fold_word(name):
            taken[at] = ISSUER
        elif _SHORT_NAMES.fullmatch(text):
            taken[at] = _RELEASE
    taken.update((at, _FOOT) for at in filled[-FOOT:] if _SERVICE.fullmatch(lines[at].strip()))
    return Distribution("en", taken, None, (filled[company], name) if 0 < len(name) <= MAX_ISSUER else None)


def _japanese_issuer(lines: Sequence[str], filled: Sequence[int]) -> tuple[int, str] | None:
    """The line of an issuer among the first lines, and its name, which a paragraph below opens with."""
    for number, at in enumerate(filled[:HEAD]):
        text = lines[at].strip()
        if not _JAPANESE_ISSUER.fullmatch(text):
            continue
        below = (lines[other].strip() for other in filled[number + 1 : REACH])
        if any(line.startswith(text) and len(line) > 2 * len(text) for line in below):
            return at, text
    return None
