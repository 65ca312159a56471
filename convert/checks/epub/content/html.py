"""The elements of XHTML content documents of EPUB 3, with the clauses of HTML that define them.

A row: the element, its clause in the HTML standard, the categories that it belongs to, its content, its attributes, and
its roles. `grammar` explains the notation. What HTML standard and EPUBCheck judge differently is judged as EPUBCheck
does, so that a verdict is the same: `rtc` and `rb` are permitted, `noscript` and `param` in `picture` are not.
"""

from __future__ import annotations

from collections.abc import Mapping

NAMESPACE = "http://www.w3.org/1999/xhtml"

CATEGORIES = {"F": "flow", "P": "phrasing", "M": "metadata", "S": "script"}
"""Content categories (HTML, 3.2.5.2) by the letter in the tables; phrasing content is flow content, too."""

_EVENTS = (
    "auxclick beforeinput beforematch blur cancel canplay canplaythrough change click close contextlost contextmenu "
    "contextrestored copy cuechange cut dblclick drag dragend dragenter dragleave dragover dragstart drop "
    "durationchange emptied ended error focus formdata input invalid keydown keypress keyup load loadeddata "
    "loadedmetadata loadstart mousedown mouseenter mouseleave mousemove mouseout mouseover mouseup paste pause play "
    "playing progress ratechange reset resize scroll scrollend securitypolicyviolation seeked seeking select "
    "slotchange stalled submit suspend timeupdate toggle volumechange waiting wheel pointerover pointerenter "
    "pointerdown pointermove pointerrawupdate pointerup pointercancel pointerout pointerleave gotpointercapture "
    "lostpointercapture"
)
_WINDOW_EVENTS = (
    "afterprint beforeprint beforeunload hashchange languagechange message messageerror offline online pagehide "
    "pageshow popstate rejectionhandled storage unhandledrejection unload"
)

GROUPS: Mapping[str, str] = {
    # HTML, 3.2.6 and 6; SSML attributes: EPUB 3.3, 6.1.4 of version 3.2; ARIA: WAI-ARIA 1.2, 6.5
    "basic": (
        "id=token class title xml:base=uri xml:space==preserve|default dir=ltr|rtl|auto lang=lang xml:lang=lang "
        'translate=""|yes|no style tabindex=int accesskey autofocus=bool nonce inert=bool contenteditable=""|true|'
        'false|plaintext-only draggable=true|false hidden=""|hidden|until-found popover=""|auto|manual|hint '
        'inputmode=none|text|tel|url|email|numeric|decimal|search spellcheck=""|true|false '
        "autocapitalize=off|none|on|sentences|words|characters "
        "enterkeyhint=enter|done|go|next|previous|search|send is slot ssml:ph ssml:alphabet=alphabet "
        "aria-atomic==true|false aria-busy==true|false aria-controls "
        "aria-current==page|step|location|date|time|true|false aria-describedby aria-description aria-details=token "
        "aria-disabled==true|false aria-errormessage=token aria-flowto "
        "aria-haspopup==true|false|menu|listbox|tree|grid|dialog aria-hidden==true|false "
        "aria-invalid==true|false|grammar|spelling aria-keyshortcuts aria-label aria-labelledby "
        "aria-live==off|polite|assertive aria-owns aria-relevant=relevant aria-roledescription "
        + " ".join(f"on{event}" for event in _EVENTS.split())
    ),
    # HTML, 5.2
    "item": "itemref itemprop=nonempty itemscope=bool itemtype=uris+ itemid=uri",
    "itemless": "itemref itemscope=bool itemtype=uris+ itemid=uri",
    # HTML+RDFa 1.1
    "rdfa": "@rdfa-link rel=property rev=property",
    "rdfa-link": (
        "about=resource prefix=prefixes property=property typeof=property vocab=uri content datatype=term "
        "resource=resource inlist"
    ),
    "rdfa-meta": "about=resource prefix=prefixes typeof=property vocab=uri datatype=term resource=resource inlist",
    "type": "epub:type=nmtokens",
    # The global attributes, with those of microdata and RDFa.
    "all": "@basic @item @rdfa @type",
    "untyped": "@basic @item @rdfa",
    "cite": "cite=uri",
    "link": "download target=target hreflang=lang type=mime ping=uris",
    "referrer": (
        'referrerpolicy==""|no-referrer|no-referrer-when-downgrade|same-origin|origin|strict-origin|'
        "origin-when-cross-origin|strict-origin-when-cross-origin|unsafe-url"
    ),
    "cross": 'crossorigin=""|anonymous|use-credentials',
    "priority": "fetchpriority=high|low|auto",
    "size": "width=nonnegative height=nonnegative",
    "cells": "colspan=positive rowspan=nonnegative headers",
    "media": ('autoplay=bool preload=""|none|metadata|auto controls=bool loop=bool muted=bool @cross'),
    "sized-video": "poster=nonempty @size playsinline=bool",
    # HTML, 4.10
    "named": "name=nonempty disabled=bool form=token",
    "typing": (
        "autocomplete maxlength=nonnegative minlength=nonnegative pattern placeholder aria-placeholder "
        "readonly=bool required=bool"
    ),
    "listed": "@typing list=token",
    "input": "@all @named @listed size=positive",
    "submits": (
        "formaction=nonempty formenctype=application/x-www-form-urlencoded|multipart/form-data|text/plain "
        "formmethod=get|post|dialog formtarget=target formnovalidate=bool"
    ),
    "pops": "popovertarget=token popovertargetaction=hide|show|toggle",
    "bounds": "aria-valuemin=float aria-valuemax=float aria-required==true|false",
}
"""Attributes that elements share, by the name of the group."""

ARIA_VALUES: Mapping[str, str] = {
    "activedescendant": "token",
    "autocomplete": "=inline|list|both|none",
    "checked": "=true|false|mixed|undefined",
    "colcount": "count",
    "colindex": "positive",
    "colspan": "positive",
    "expanded": "=true|false|undefined",
    "level": "positive",
    "modal": "=true|false",
    "multiline": "=true|false",
    "multiselectable": "=true|false",
    "orientation": "=vertical|horizontal|undefined",
    "posinset": "positive",
    "pressed": "=true|false|mixed|undefined",
    "readonly": "=true|false",
    "required": "=true|false",
    "rowcount": "count",
    "rowindex": "positive",
    "rowspan": "positive",
    "selected": "=true|false|undefined",
    "setsize": "count",
    "sort": "=ascending|descending|none|other",
    "valuemax": "float",
    "valuemin": "float",
    "valuenow": "float",
    "valuetext": "text",
}
"""States and properties of ARIA that not every element may have (WAI-ARIA 1.2, 6.6), with the types of their values."""

_VALUES = "valuemax valuemin valuenow valuetext"
_VALUES_NEEDED = "valuemax! valuemin! valuenow! valuetext"
_CELL = "colspan rowspan rowindex"
_HEADER = f"sort readonly selected expanded required {_CELL}"
_TYPING = "activedescendant autocomplete multiline readonly required"

ROLES: Mapping[str, str] = {
    # WAI-ARIA 1.2, 5.4: the states and properties of each role beyond the global ones; those with ! are required.
    **dict.fromkeys(
        "alert application article banner complementary contentinfo definition directory document feed figure form img "
        "link list log main marquee math navigation note region status tabpanel term timer tooltip".split(),
        "expanded",
    ),
    **dict.fromkeys("none presentation graphics-document graphics-object graphics-symbol".split(), ""),
    "alertdialog": "expanded modal",
    "button": "expanded pressed",
    "cell": f"{_CELL} colindex",
    "checkbox": "checked!",
    "columnheader": _HEADER,
    "combobox": "expanded! activedescendant autocomplete required readonly orientation",
    "dialog": "expanded modal",
    "grid": "level multiselectable readonly activedescendant expanded colcount rowcount",
    "gridcell": f"level readonly selected expanded required {_CELL} colindex",
    "group": "activedescendant expanded",
    "heading": "level expanded",
    "listbox": "multiselectable required activedescendant expanded orientation",
    "listitem": "posinset setsize level expanded",
    "menu": "activedescendant expanded orientation",
    "menubar": "activedescendant expanded orientation",
    "menuitem": "expanded posinset setsize",
    "menuitemcheckbox": "checked!",
    "menuitemradio": "checked! selected posinset setsize",
    "option": "checked selected posinset setsize",
    "progressbar": _VALUES,
    "radio": "checked! selected posinset setsize",
    "radiogroup": "activedescendant expanded required orientation",
    "row": "level selected activedescendant expanded colindex rowindex",
    "rowgroup": "activedescendant expanded",
    "rowheader": _HEADER,
    "scrollbar": f"orientation! {_VALUES_NEEDED}",
    "search": "expanded orientation",
    "searchbox": _TYPING,
    "separator": "expanded orientation",
    "slider": f"{_VALUES_NEEDED} orientation",
    "spinbutton": f"{_VALUES_NEEDED} required",
    "switch": "checked!",
    "tab": "selected expanded posinset setsize",
    "table": "colcount rowcount",
    "tablist": "activedescendant expanded level multiselectable orientation",
    "textbox": _TYPING,
    "toolbar": "activedescendant expanded orientation",
    "tree": "multiselectable activedescendant expanded required orientation",
    "treegrid": ("activedescendant expanded level multiselectable readonly required orientation colcount rowcount"),
    "treeitem": "checked expanded level posinset selected setsize",
    # Digital Publishing WAI-ARIA Module 1.1, 4
    **dict.fromkeys(
        (
            f"doc-{name}"
            for name in (
                "abstract acknowledgments afterword appendix backlink biblioentry bibliography biblioref chapter "
                "colophon conclusion cover credit credits dedication endnote endnotes epigraph epilogue errata example "
                "footnote foreword glossary glossref index introduction noteref notice pagebreak pagelist part preface "
                "prologue pullquote qna subtitle tip toc"
            ).split()
        ),
        "",
    ),
}
"""Every role with its states and properties."""

IMPLICIT: Mapping[str, str] = {
    # What an element without role may have, by the role that it implies (ARIA in HTML, 4).
    "section": "expanded",
    "button": "expanded pressed",
    "cell": _CELL,
    "checkbox": "checked",
    "combobox": "expanded autocomplete required activedescendant readonly",
    "group": "expanded activedescendant",
    "header-cell": f"{_HEADER} colindex",
    "heading": "expanded level",
    "listbox": "multiselectable required activedescendant expanded",
    "listitem": "level posinset setsize expanded",
    "option": "posinset setsize checked selected",
    "progressbar": _VALUES,
    "radio": "posinset setsize checked selected",
    "row": "level selected activedescendant expanded",
    "rowgroup": "activedescendant expanded",
    "typing": _TYPING,
    "separator": f"{_VALUES} orientation",
    "spinbutton": f"{_VALUES} required",
    "table": "colcount rowcount",
}

_NONE = "none presentation"
_ITEMS = f"menuitem menuitemcheckbox menuitemradio option tab treeitem {_NONE}"
_LIST = f"directory group list listbox menu menubar radiogroup tablist toolbar tree {_NONE}"
_LI = f"listitem radio separator {_ITEMS} doc-biblioentry doc-endnote"
_ACTIVE = "button checkbox link menuitem menuitemcheckbox menuitemradio option radio"
_SECTION = (
    "alert alertdialog application dialog feed group log marquee region status tabpanel banner complementary contentinfo "
    f"document main navigation note search {_NONE} "
    + " ".join(
        f"doc-{name}"
        for name in (
            "abstract acknowledgments afterword appendix bibliography chapter colophon conclusion credit credits "
            "dedication endnotes epigraph epilogue errata example foreword glossary index introduction notice pagelist "
            "part preface prologue pullquote qna toc"
        ).split()
    )
)
_HEADING = f"heading tab {_NONE} doc-subtitle"
_HEADINGS = "h1?, h2?, h3?, h4?, h5?, h6?, hgroup?"

# 4.12.3: a template has the content of any element that it can be a part of.
_TEMPLATE = (
    "%metadata",
    "%flow",
    "li:ol, %script",
    "= figcaption? %flow*+ ; %flow*+ figcaption",
    "td, th, %script",
    "tr, %script",
    "col, %script",
    "optgroup, option, %script",
    "= source*+ track*+ %flow*+",
    "= param*+ %flow*+",
    "= legend? %flow*+",
    "= summary %flow*+",
    "= caption? %script*+ colgroup*+ %script*+ thead? %script*+ ( tr++ / tbody*+ ) %script*+ tfoot?",
    "= ( %script*+ dt ( %script / dt )*+ dd ( %script / dd )*+ )*+ %script*+ ; ( %script / div:dl )*+",
    "= ( ( %phrasing / rb )*+ ( ( rt / rtc )++ / rp ( ( rt / rtc ) rp )++ ) )++",
)

TABLE = f"""
html | 4.1.1 | | = head body | @all epub:prefix |
head | 4.2.1 | | title?, base?, %metadata | @untyped |
title | 4.2.2 | | text | @untyped |
base | 4.2.3 | | empty | @basic @item @rdfa-link rev=property href=uri target=target any(href,target) |
link | 4.2.4 | P | empty | @basic @itemless rel itemprop=nonempty one(rel,itemprop) href=nonempty hreflang=lang media type=mime @referrer as==""|audio|audioworklet|document|embed|fetch|font|image|manifest|object|paintworklet|report|script|serviceworker|sharedworker|style|track|video|worker|xslt integrity sizes=sizes color=color disabled=bool scope=uri updateviacache==imports|all|none workertype==classic|module imagesrcset imagesizes @priority @cross blocking=render | link
link | 5.2 | P | empty | @basic itemprop!=nonempty @itemless href!=uri hreflang=lang media type=mime sizes=sizes @cross | link menuitem {_NONE}
link:head | 4.2.4 | M | empty | @basic @itemless rel itemprop=nonempty one(rel,itemprop) href=nonempty hreflang=lang media type=mime @referrer as==""|audio|audioworklet|document|embed|fetch|font|image|manifest|object|paintworklet|report|script|serviceworker|sharedworker|style|track|video|worker|xslt integrity sizes=sizes color=color disabled=bool scope=uri updateviacache==imports|all|none workertype==classic|module imagesrcset imagesizes @priority @cross blocking=render | link
link:head | RDFa | M | empty | @basic @rdfa-link rev=property rel itemprop=nonempty any(property,rel,itemprop) href=nonempty any(resource,href) hreflang=lang media type=mime sizes=sizes as==""|audio|audioworklet|document|embed|fetch|font|image|manifest|object|paintworklet|report|script|serviceworker|sharedworker|style|track|video|worker|xslt @cross | link menuitem {_NONE}
link | RDFa | P | empty | @basic @rdfa-link property!=property rev=property rel itemprop=nonempty href=nonempty any(resource,href) hreflang=lang media type=mime sizes=sizes @cross | link menuitem {_NONE}
meta:head | 4.2.5.1 | M | empty | @basic @itemless @rdfa-meta name!=nonempty content! media |
meta:head | 4.2.5.3 | M | empty | @basic http-equiv!=http-equiv content! |
meta:head | 4.2.5.4 | M | empty | @basic charset!=utf8 |
meta:head | RDFa | M | empty | @basic @rdfa-meta property!=property name=nonempty content! |
meta:head | 5.2 | M | empty | @basic itemprop!=nonempty @itemless content! |
meta | 5.2 | P | empty | @basic itemprop!=nonempty @itemless content! |
meta | RDFa | P | empty | @basic @rdfa-meta property!=property content! | menuitem {_NONE}
style | 4.2.6 | M | any | @untyped type media blocking=render |
body | 4.3.1 | | %flow | @all {" ".join(f"on{event}" for event in _WINDOW_EVENTS.split())} | application document {_NONE} ~section
article | 4.3.2 | F | %flow | @all | article document application main feed region {_NONE} ~section
section | 4.3.3 | F | %flow | @all | {_SECTION} ~section
nav | 4.3.4 | F | %flow | @all | navigation doc-index doc-pagelist doc-toc menu menubar tablist {_NONE} ~section
aside | 4.3.5 | F | %flow | @all | note complementary search feed region {_NONE} doc-dedication doc-example doc-footnote doc-glossary doc-pullquote doc-tip ~section
h1 | 4.3.6 | F | %phrasing | @all | {_HEADING} ~heading
h2 | 4.3.6 | F | %phrasing | @all | {_HEADING} ~heading
h3 | 4.3.6 | F | %phrasing | @all | {_HEADING} ~heading
h4 | 4.3.6 | F | %phrasing | @all | {_HEADING} ~heading
h5 | 4.3.6 | F | %phrasing | @all | {_HEADING} ~heading
h6 | 4.3.6 | F | %phrasing | @all | {_HEADING} ~heading
hgroup | 4.3.7 | F | h1+h2+h3+h4+h5+h6!, p, %script | @all | *
header | 4.3.8 | F | %flow | @all | banner group {_NONE} doc-footnote ~section
footer | 4.3.9 | F | %flow | @all | contentinfo group {_NONE} doc-footnote ~section
address | 4.3.10 | F | %flow | @all | *
p | 4.4.1 | F | %phrasing | @all | *
hr | 4.4.2 | F | empty | @all | separator {_NONE} doc-pagebreak ~separator
pre | 4.4.3 | F | %phrasing | @all | *
blockquote | 4.4.4 | F | %flow | @all @cite | *
ol | 4.4.5 | F | li:ol, %script | @all start=int reversed=bool type=1|a|A|i|I | {_LIST} ~section
ul | 4.4.6 | F | li, %script | @all | {_LIST} ~section
menu | 4.4.7 | F | li:menu, %script | @all | {_LIST} ~section
li | 4.4.8 | | %flow | @all | {_LI} ~listitem
li:ol | 4.4.8 | | %flow | @all value=int | {_LI} ~listitem
li:menu | 4.4.8 | | %flow | @all | listitem {_ITEMS}
dl | 4.4.9 | F | = ( %script*+ dt ( %script / dt )*+ dd ( %script / dd )*+ )*+ %script*+ ; ( %script / div:dl )*+ | @all | list group {_NONE}
div:dl | 4.4.9 | | = %script*+ dt ( %script / dt )*+ dd ( %script / dd )*+ | @all | *
dt | 4.4.10 | | %flow | @all | term listitem ~section
dd | 4.4.11 | | %flow | @all | definition ~section
figure | 4.4.12 | F | = figcaption? %flow*+ ; %flow*+ figcaption | @all | * ~section
figcaption | 4.4.13 | | %flow | @all | group {_NONE}
main | 4.4.14 | F | %flow | @all | main ~section
search | 4.4.15 | F | %flow | @untyped | search form group region {_NONE} ~section
div | 4.4.16 | F | %flow | @all | *
a | 4.5.1 | P | %transparent | @basic @item @rdfa-link @type rel name=token href!=uri @link @referrer | {_ACTIVE} switch tab treeitem doc-backlink doc-biblioref doc-glossref doc-noteref ~section
a | 4.5.1 | P | %transparent | @basic @type name=token | *
em | 4.5.2 | P | %phrasing | @all | *
strong | 4.5.3 | P | %phrasing | @all | *
small | 4.5.4 | P | %phrasing | @all | *
s | 4.5.5 | P | %phrasing | @all | *
cite | 4.5.6 | P | %phrasing | @all | *
q | 4.5.7 | P | %phrasing | @all @cite | *
dfn | 4.5.8 | P | %phrasing | @all | *
abbr | 4.5.9 | P | %phrasing | @all | *
ruby | 4.5.10 | P | = ( ( %phrasing / rb )*+ ( ( rt / rtc )++ / rp ( ( rt / rtc ) rp )++ ) )++ | @all | *
rb | 4.5.10 | | %phrasing | @untyped | *
rt | 4.5.11 | | %phrasing | @all | *
rtc | 4.5.10 | | %phrasing, rt, rp | @untyped | *
rp | 4.5.12 | | text | @all | *
data | 4.5.13 | P | %phrasing | @all value! | *
time | 4.5.14 | P | text | @all | *
time | 4.5.14 | P | %phrasing | @all datetime!=when | *
code | 4.5.15 | P | %phrasing | @all | *
var | 4.5.16 | P | %phrasing | @all | *
samp | 4.5.17 | P | %phrasing | @all | *
kbd | 4.5.18 | P | %phrasing | @all | *
sub | 4.5.19 | P | %phrasing | @all | *
sup | 4.5.19 | P | %phrasing | @all | *
i | 4.5.20 | P | %phrasing | @all | *
b | 4.5.21 | P | %phrasing | @all | *
u | 4.5.22 | P | %phrasing | @all | *
mark | 4.5.23 | P | %phrasing | @all | *
bdi | 4.5.24 | P | %phrasing | @all | *
bdo | 4.5.25 | P | %phrasing | @all | *
span | 4.5.26 | P | %phrasing | @all | *
br | 4.5.27 | P | empty | @all | {_NONE}
wbr | 4.5.28 | P | empty | @all | {_NONE}
ins | 4.7.1 | P | %transparent | @all @cite datetime=moment | *
del | 4.7.2 | P | %transparent | @all @cite datetime=moment | *
picture | 4.8.1 | P | = ( %script / source:picture )*+ img %script*+ | @all |
source:picture | 4.8.2 | | empty | @untyped media srcset! sizes type=mime @size |
source | 4.8.2 | | empty | @all src!=nonempty type=mime |
img | 4.8.3 | P | empty | @all src!=nonempty srcset sizes alt generator-unable-to-provide-required-alt=="" @size usemap=hash ismap=bool decoding==sync|async|auto loading==lazy|eager @priority border=0 @referrer @cross | {_ACTIVE} img math progressbar scrollbar separator slider switch tab treeitem doc-cover {_NONE} ~section
iframe | 4.8.5 | P | empty | @all src=nonempty srcdoc name=context @size loading=lazy|eager sandbox=sandbox allowfullscreen=bool allow @referrer | application document img {_NONE}
embed | 4.8.6 | P | empty | @all src=nonempty type=mime @size * | application document img {_NONE}
object | 4.8.7 | P | = param*+ %transparent*+ | @all data=nonempty type=mime any(data,type) @size usemap=hash name=context form=token | application document img
param | 4.8.7 | | empty | @all name! value! |
video | 4.8.8 | P | = track*+ %transparent*+ | @all @media @sized-video src!=nonempty | application
video | 4.8.8 | P | = source*+ track*+ %transparent*+ | @all @media @sized-video | application
audio | 4.8.9 | P | = track*+ %transparent*+ | @all @media src!=nonempty | application
audio | 4.8.9 | P | = source*+ track*+ %transparent*+ | @all @media | application
track | 4.8.10 | | empty | @all kind=subtitles|captions|descriptions|chapters|metadata src!=nonempty srclang=lang label default=bool |
map | 4.8.13 | P | %transparent | @all name!=token |
area | 4.8.14 | P | empty | @basic @item @rdfa-link @type rev=property rel @link alt href=uri both(alt,href) shape='default' | link button ~section
area | 4.8.14 | P | empty | @basic @item @rdfa-link @type rev=property rel @link alt href=uri both(alt,href) shape='rect' coords!=rect | link button ~section
area | 4.8.14 | P | empty | @basic @item @rdfa-link @type rev=property rel @link alt href=uri both(alt,href) shape!='circle' coords!=circle | link button ~section
area | 4.8.14 | P | empty | @basic @item @rdfa-link @type rev=property rel @link alt href=uri both(alt,href) shape!='poly' coords!=poly | link button ~section
table | 4.9.1 | F | = caption? %script*+ colgroup*+ %script*+ thead? %script*+ ( tr++ / tbody*+ ) %script*+ tfoot? | @all border=""|1 | * ~table
caption | 4.9.2 | | %flow | @all |
colgroup | 4.9.3 | | col, %script | @all |
colgroup | 4.9.3 | | empty | @all span=positive |
col | 4.9.4 | | empty | @untyped span=positive |
tbody | 4.9.5 | | tr, %script | @all | * ~rowgroup
thead | 4.9.6 | | tr, %script | @all | * ~rowgroup
tfoot | 4.9.7 | | tr, %script | @all | * ~rowgroup
tr | 4.9.8 | | td, th, %script | @all | * ~row
td | 4.9.9 | | %flow | @all @cells | * ~cell
th | 4.9.10 | | %flow | @all @cells scope=row|col|rowgroup|colgroup | * ~header-cell
form | 4.10.3 | F | %flow | @all action=nonempty method=get|post|dialog enctype=application/x-www-form-urlencoded|multipart/form-data|text/plain name=nonempty accept-charset novalidate=bool target=target autocomplete=on|off | form search {_NONE} ~section
label | 4.10.4 | P | %phrasing | @all for=token |
input | 4.10.5.1.2 | P | empty | @input type='text' value dirname=nonempty | textbox combobox searchbox spinbutton ~typing
input | 4.10.5.1.1 | P | empty | @all @named type!='hidden' value autocomplete |
input | 4.10.5.1.2 | P | empty | @input type!='search' value dirname=nonempty | searchbox ~typing
input | 4.10.5.1.3 | P | empty | @input type!='tel' value | textbox combobox ~typing
input | 4.10.5.1.4 | P | empty | @input type!='url' value=uri? | textbox combobox ~typing
input | 4.10.5.1.5 | P | empty | @input type!='email' value=email | textbox combobox ~typing
input | 4.10.5.1.5 | P | empty | @input type!='email' multiple!=bool value=emails | textbox combobox ~typing
input | 4.10.5.1.6 | P | empty | @input type!='password' value aria-required==true|false |
input | 4.10.5.1.7 | P | empty | @input type!='date' min=date max=date value=date? step=stepwise @bounds |
input | 4.10.5.1.8 | P | empty | @input type!='month' min=month max=month value=month? step=stepwise @bounds |
input | 4.10.5.1.9 | P | empty | @input type!='week' min=week max=week value=week? step=stepwise @bounds |
input | 4.10.5.1.10 | P | empty | @input type!='time' min=clock max=clock value=clock? step=step @bounds |
input | 4.10.5.1.11 | P | empty | @input type!='datetime-local' min=local max=local value=local? step=step @bounds |
input | 4.10.5.1.12 | P | empty | @all @named @listed type!='number' min=float max=float step=step value=float? | spinbutton ~spinbutton
input | 4.10.5.1.13 | P | empty | @all @named @listed type!='range' min=float max=float step=step value=number | slider ~separator
input | 4.10.5.1.14 | P | empty | @input type!='color' value=color? |
input | 4.10.5.1.15 | P | empty | @input type!='checkbox' checked=bool value aria-required==true|false | checkbox button option menuitemcheckbox? switch? ~checkbox
input | 4.10.5.1.16 | P | empty | @input type!='radio' checked=bool value aria-required==true|false | radio menuitemradio? ~radio
input | 4.10.5.1.17 | P | empty | @input type!='file' accept multiple=bool capture=user|environment aria-required==true|false |
input | 4.10.5.1.18 | P | empty | @input type!='submit' value @pops @submits | button ~button
input | 4.10.5.1.19 | P | empty | @input type!='image' alt!=nonempty src=nonempty @pops @submits @size | button link menuitem menuitemcheckbox menuitemradio radio switch ~button
input | 4.10.5.1.20 | P | empty | @input type!='reset' value @pops | button ~button
input | 4.10.5.1.21 | P | empty | @input type!='button' value @pops | {_ACTIVE} combobox switch tab ~button
button | 4.10.6 | P | %phrasing | @all @named value @pops @submits type=submit | {_ACTIVE} combobox tab ~button
button | 4.10.6 | P | %phrasing | @all @named value @pops type!=reset | {_ACTIVE} switch ~button
button | 4.10.6 | P | %phrasing | @all @named value @pops type!=button | {_ACTIVE} switch tab ~button
select | 4.10.7 | P | optgroup, option, %script | @all @named size=positive multiple=bool required=bool autocomplete | listbox combobox menu ~combobox ~listbox
datalist | 4.10.8 | P | option, %phrasing | @all |
optgroup | 4.10.9 | | option, %script | @all label! disabled=bool | group ~group
option | 4.10.10 | | text | @all disabled=bool selected=bool label=nonempty value | option ~option
textarea | 4.10.11 | P | text | @all @named readonly=bool maxlength=nonnegative minlength=nonnegative required=bool placeholder aria-placeholder dirname=nonempty rows=positive cols=positive wrap=soft autocomplete | textbox ~typing
textarea | 4.10.11 | P | text | @all @named readonly=bool maxlength=nonnegative minlength=nonnegative required=bool placeholder aria-placeholder dirname=nonempty rows=positive cols!=positive wrap!=hard autocomplete | textbox ~typing
output | 4.10.12 | P | %phrasing | @all name=nonempty form=token for | * ~section
progress | 4.10.13 | P | %phrasing | @all value=number>=0 max=float>0 | progressbar ~progressbar
meter | 4.10.14 | P | %phrasing | @all value!=number min=float low=float high=float max=float optimum=float aria-valuemin=float aria-valuemax=float |
fieldset | 4.10.15 | F | = legend? %flow*+ | @all @named | group radiogroup {_NONE} ~group
legend | 4.10.16 | | %phrasing, {_HEADINGS} | @all |
details | 4.11.1 | F | = summary %flow*+ | @all open=bool | group ~group
summary | 4.11.2 | | %phrasing, {_HEADINGS} | @all | button ~button
dialog | 4.11.4 | F | %flow | @all open=bool | alertdialog ~section
script | 4.12.1 | MPS | any | @untyped src=nonempty defer=bool async=bool type nomodule=bool charset language integrity @cross blocking=render @priority @referrer |
slot | 4.12.4 | P | %transparent | @untyped name | *
canvas | 4.12.5 | P | %transparent | @all @size | *
epub:switch | EPUB 3.0, 2.1.2 | P | = epub:case++ epub:default | id=token |
epub:case | EPUB 3.0, 2.1.2 | | foreign | id=token required-namespace!=uri |
epub:default | EPUB 3.0, 2.1.2 | | %transparent | id=token |
epub:trigger | EPUB 3.0, 2.1.3 | MF | empty | id=token action!=show|hide|play|pause|resume|mute|unmute ref!=ncname ev:event!=nmtoken ev:observer!=ncname ev:defaultAction=cancel|perform ev:phase=capture|default ev:propagate=stop|continue |
""" + "\n".join(f"template | 4.12.3 | MPS | {content} | @untyped |" for content in _TEMPLATE)
TABLE += """
template | 4.12.3 | MPS | empty | @untyped span=positive |
template | 4.12.3 | MPS | = track*+ %flow*+ | @untyped src!=nonempty |
foreign | EPUB 3.0, 2.1.2 | | foreign | |
"""
"""The elements; rows of the same name are alternatives, and a name after a colon tells elements by their parent."""
