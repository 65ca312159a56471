"""The elements of XHTML 1.1 content documents of EPUB 2 (OPS 2.0.1, 2.2), with the clauses of XHTML Modularization 1.1.

`grammar` explains the notation. Forms, frames, ruby and event attributes are no part of OPS.
"""

from __future__ import annotations

from collections.abc import Mapping

NAMESPACE = "http://www.w3.org/1999/xhtml"

CATEGORIES = {"I": "inline", "B": "block"}

GROUPS: Mapping[str, str] = {
    # 5.1
    "core": "id=ncname class title style",
    "i18n": "xml:lang=language lang=language dir=ltr|rtl",
    "common": "@core @i18n",
    "edit": "cite=uri datetime",
    "align": "align=left|center|right|justify|char char charoff valign=top|middle|bottom|baseline",
    "cell": "abbr axis headers=ncnames scope=row|col|rowgroup|colgroup rowspan colspan @align",
    "shape": "shape=rect|circle|poly|default coords",
    "keys": "accesskey tabindex",
}

TABLE = """
html | 5.2.1 | | = head body | version @i18n |
head | 5.2.1 | | title!, base?, link, meta, style, script | profile=uri @i18n |
title | 5.2.1 | | text | @i18n |
body | 5.2.1 | | = %block++ | @common |
abbr | 5.2.2 | I | %inline | @common |
acronym | 5.2.2 | I | %inline | @common |
address | 5.2.2 | B | %inline | @common |
blockquote | 5.2.2 | B | = %block++ | @common cite=uri |
br | 5.2.2 | I | empty | @core |
cite | 5.2.2 | I | %inline | @common |
code | 5.2.2 | I | %inline | @common |
dfn | 5.2.2 | I | %inline | @common |
div | 5.2.2 | B | %mixed | @common |
em | 5.2.2 | I | %inline | @common |
h1 | 5.2.2 | B | %inline | @common |
h2 | 5.2.2 | B | %inline | @common |
h3 | 5.2.2 | B | %inline | @common |
h4 | 5.2.2 | B | %inline | @common |
h5 | 5.2.2 | B | %inline | @common |
h6 | 5.2.2 | B | %inline | @common |
kbd | 5.2.2 | I | %inline | @common |
p | 5.2.2 | B | %inline | @common |
pre | 5.2.2 | B | %inline | @common xml:space=preserve |
q | 5.2.2 | I | %inline | @common cite=uri |
samp | 5.2.2 | I | %inline | @common |
span | 5.2.2 | I | %inline | @common |
strong | 5.2.2 | I | %inline | @common |
var | 5.2.2 | I | %inline | @common |
a | 5.2.3 | I | %inline | @common @shape @keys href=uri charset type hreflang=language rel=nmtokens rev=nmtokens target |
dl | 5.2.4 | B | = ( dt / dd )++ | @common |
dt | 5.2.4 | | %inline | @common |
dd | 5.2.4 | | %mixed | @common |
ol | 5.2.4 | B | = li++ | @common |
ul | 5.2.4 | B | = li++ | @common |
li | 5.2.4 | | %mixed | @common |
applet | 5.3 | I | = param*+ %mixed*+ | @core alt! archive code codebase=uri object height! width! |
param | 5.3 | | empty | id=ncname name! value valuetype=data|ref|object type |
b | 5.4.1 | I | %inline | @common |
big | 5.4.1 | I | %inline | @common |
hr | 5.4.1 | B | empty | @common |
i | 5.4.1 | I | %inline | @common |
small | 5.4.1 | I | %inline | @common |
sub | 5.4.1 | I | %inline | @common |
sup | 5.4.1 | I | %inline | @common |
tt | 5.4.1 | I | %inline | @common |
del | 5.4.2 | IB | %mixed | @common @edit |
ins | 5.4.2 | IB | %mixed | @common @edit |
bdo | 5.4.3 | I | %inline | @core xml:lang=language lang=language dir!=ltr|rtl |
table | 5.6.2 | B | = caption? ( col*+ / colgroup++ ) ( thead? tfoot? tbody++ / tr++ ) | @common summary width border frame=void|above|below|hsides|lhs|rhs|vsides|box|border rules=none|groups|rows|cols|all cellspacing cellpadding |
caption | 5.6.2 | | %inline | @common |
col | 5.6.2 | | empty | @common span width @align |
colgroup | 5.6.2 | | col | @common span width @align |
tbody | 5.6.2 | | = tr++ | @common @align |
thead | 5.6.2 | | = tr++ | @common @align |
tfoot | 5.6.2 | | = tr++ | @common @align |
tr | 5.6.2 | | = ( th / td )++ | @common @align |
th | 5.6.2 | | %mixed | @common @cell |
td | 5.6.2 | | %mixed | @common @cell |
img | 5.7 | I | empty | @common src!=uri alt! longdesc=uri height width usemap ismap=ismap |
area | 5.8 | | empty | @common @shape @keys href=uri nohref=nohref alt! target |
map | 5.8 | I | = ( %block / area )++ | id!=ncname class title @i18n |
object | 5.10 | I | = param*+ %mixed*+ | @common declare=declare classid=uri codebase=uri data=uri type codetype archive standby height width name tabindex usemap |
iframe | 5.12 | I | %mixed | @core longdesc=uri src=uri frameborder=1|0 width height marginwidth marginheight scrolling=yes|no|auto |
meta | 5.14 | | empty | @i18n http-equiv=nmtoken name=nmtoken content! scheme |
script | 5.15 | IB | text | charset type! src=uri defer=defer xml:space=preserve |
noscript | 5.15 | IB | = %block++ | @common |
style | 5.16 | | text | title @i18n type! media xml:space=preserve |
link | 5.19 | | empty | @common charset href=uri hreflang=language type rel=nmtokens rev=nmtokens media |
base | 5.20 | | empty | href!=uri target |
"""
"""The elements; `%mixed` is inline and block content with text."""
