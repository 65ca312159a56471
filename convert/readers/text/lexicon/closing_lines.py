"""Lines that sites add below their stories, each known by its form: where a text appeared first, whose copy it is and
whose views, that more will follow, and buttons with the title of the story.

A story ends with a sentence, too, so only forms count that no story has.
"""

from __future__ import annotations

import re

from convert.readers.text.roles import Role

MAX_LENGTH = 400
"""How many characters such a line has at most."""

_TITLE, _SITE = r".{2,250}", r"[A-ZÀ-Þ0-9][^\s]{0,30}(?: [^\s]{1,30}){0,8}"
_APPEARED_FIRST = re.compile(
    rf"The (?:post|article|story) {_TITLE} (?:appeared first|first appeared) (?:on|at|in) {_SITE}"
    rf"|Der Beitrag {_TITLE} erschien zuerst (?:auf|bei) {_SITE}"
    rf"|L[’']article {_TITLE} est apparu en premier sur {_SITE}"
    rf"|La entrada {_TITLE} (?:se publicó|apareció|aparece) primero en {_SITE}"
    rf"|O post {_TITLE} apareceu primeiro (?:em|no|na) {_SITE}"
    rf"|L[’']articolo {_TITLE} (?:proviene da|sembra essere il primo su) {_SITE}"
    rf"|Het bericht {_TITLE} verscheen eerst op {_SITE}|Inlägget {_TITLE} dök först upp på {_SITE}"
    rf"|Indlægget {_TITLE} blev først udgivet på {_SITE}|Innlegget {_TITLE} dukket først opp på {_SITE}"
    rf"|Artykuł {_TITLE} pojawił się (?:poraz pierwszy|po raz pierwszy|najpierw) (?:na|w) {_SITE}"
)
"""What programs for blogs add to each text in their feeds."""

_SYNDICATED = re.compile(
    r"\(?(?:except for the (?:headline|title),? )?th(?:is|e) (?:story|article|report|copy)"
    r" (?:has not been|was not|is not) (?:created or )?edited by .{2,60}"
    r"|\(?th(?:is|e) (?:story|article|report) (?:has been|was|is) (?:published|auto-generated|sourced|taken)"
    r" from an? (?:[\w-]+ ){0,4}(?:syndicated|wire|agency|news) [^.]{0,60}(?:feeds?|modifications?)[^.]{0,60}\.?\)?"
    r"|\(?(?:disclaimer: )?no [\w .]{2,40} journalist was involved in (?:the )?creation of this (?:content|story).{0,3}"
    r"|\(?(?:with|based on) (?:agency|syndicated) inputs?\)?\.?",
    re.IGNORECASE,
)
"""That a text is an agency's copy."""

_VIEWS = re.compile(
    r"(?:[\w’'. ]{2,50}[’']s |the |these |all )?(?:views|opinions)(?: and (?:views|opinions))?"
    r"(?: (?:expressed|stated|given)(?: (?:here|above|in this \w+|by the author))?)? are"
    r" (?:(?:solely|strictly|entirely) )?(?:her|his|their|my|our|the author[’']?s[’']?"
    r"|the writer[’']?s[’']?|those of the (?:author|writer)s?)"
    r"(?: own| alone)?(?:,? (?:and|not) .{2,160})?\.?"
    r"|(?:der|die) (?:autor(?:in)?|gastbeitrag) gibt (?:nur )?(?:die|ihre|seine) (?:eigene )?meinung wieder\.?",
    re.IGNORECASE,
)
"""Whose views a text has."""

_GOES_ON = re.compile(
    r"more to (?:follow|come)(?: soon| shortly)?|more follows|(?:more )?details to follow|developing story"
    r"|this is a (?:developing|breaking(?: news)?) (?:news )?story(?:[.;,]|\s[–—-])?"
    r"(?: (?:please |and |it |we |this |the )?(?:check|will|come|return|refresh|more|stay|details|story|page).{2,140})?"
    r"|this (?:story|article|post|report|page) (?:is (?:still )?developing(?:,)? and )?will be updated(?: .{2,80})?"
    r"|[\w &.-]{2,40} will continue (?:to provide updates|providing updates|to update)"
    r" (?:on |to )?this (?:story|article|page)(?: .{2,80})?"
    r"|mehr in kürze|weitere informationen folgen(?: in kürze)?|(?:der|dieser) artikel wird (?:laufend )?aktualisiert"
    r"|plus d[’']informations à venir|más información en breve|seguirá ampliación|in aggiornamento|notizia in"
    r" aggiornamento",
    re.IGNORECASE,
)
"""That a story goes on."""

_BUTTONS = re.compile(
    r"share or comment on this (?:article|story)(?:\s?:.{0,250})?|leave (?:your|us a) comments?"
    r"|share your (?:opinions?|views|comments)(?: on)?|page generated in [\d.,]{1,8} ?(?:seconds?|s|ms)"
    r"|(?:sign up|subscribe|register)(?: here| now| today)? (?:to|for) (?:receive |get )?(?:[\w’'-]+ ){0,5}"
    r"(?:updates?|newsletters?|alerts?|e-?mails?)(?: (?:here|now|today|by e-?mail))?|\[[A-Z ]{4,30}\]"
    r"|report a problem with (?:this )?article|(?:online|web|digital|news) (?:editors?|desk|team)",
    re.IGNORECASE,
)
"""Buttons, and what a server says of its page."""

_OUTLET = re.compile(
    r"(?:THE )?(?:[A-Z]{3,20} ){1,3}(?:TRIBUNE|TIMES|NEWS|POST|HERALD|GUARDIAN|GAZETTE|STAR|MAIL|CHRONICLE|JOURNAL|BELL"
    r"|ECHO|MIRROR|TELEGRAPH|STANDARD|EXPRESS|OBSERVER|NATION|REPORT)"
)
"""The name of an outlet in capitals, which signs the text."""

_SIGNS = " .…!()[]*_–—-"

_FORMS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (_APPEARED_FIRST, "related"),
    (_SYNDICATED, "legal"),
    (_VIEWS, "legal"),
    (_GOES_ON, "navigation"),
    (_BUTTONS, "comment"),
)

_PARTS = (
    *("first", "zuerst", "premier", "primer", "primo", "proviene", "eerst", "først", "pojawił", "edited", "feed"),
    *("involved", "inputs", "views", "opinion", "meinung", "follow", "come", "developing", "breaking", "updat"),
    *("kürze", "folgen", "aktualisiert", "venir", "breve", "ampliación", "aggiornamento", "comment", "share your"),
    *("generated", "update", "newsletter", "alert", "mail", "[", "problem", "agency", "wire", "editor", "desk", "team"),
)
"""A part of each form, by which most lines are ruled out."""


def closing_role(text: str) -> Role | None:
    """The role of a line below a story that only sites add; None if it may be text of the story."""
    if len(text) > MAX_LENGTH:
        return None
    folded = text.casefold()
    if text.isupper() and _OUTLET.fullmatch(text):
        return "navigation"
    if not any(map(folded.__contains__, _PARTS)):
        return None
    bare = text.strip(_SIGNS)
    return next((role for form, role in _FORMS if form.fullmatch(bare) or form.fullmatch(text)), None)
