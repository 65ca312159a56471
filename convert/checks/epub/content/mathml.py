"""The elements of MathML in content documents of EPUB 3, with the clauses of MathML 3.0 that define them.

Presentation markup is permitted everywhere, content markup in annotations alone (EPUB 3.3, 6.1.3.2). `grammar`
explains the notation.
"""

from __future__ import annotations

from collections.abc import Mapping

NAMESPACE = "http://www.w3.org/1998/Math/MathML"

CATEGORIES = {"E": "math", "C": "content-math", "P": "phrasing", "G": "stacked"}

_VARIANTS = (
    "normal|bold|italic|bold-italic|double-struck|bold-fraktur|script|bold-script|fraktur|sans-serif|bold-sans-serif|"
    "sans-serif-italic|sans-serif-bold-italic|monospace|initial|tailed|looped|stretched"
)
_SIDES = "left|center|right"
_YES = "true|false"

GROUPS: Mapping[str, str] = {
    # 2.1.6, 3.1.10; ARIA and epub:type: EPUB 3.3, 6.1.3.2
    "math": (
        "id=token xref class=nmtokens style href=uri other xml:base=uri ssml:ph epub:type=nmtokens xlink:href "
        "xlink:type xlink:title xlink:show xlink:role xlink:arcrole xlink:actuate @math-aria"
    ),
    "math-aria": (
        "aria-atomic==true|false aria-busy==true|false aria-controls "
        "aria-current==page|step|location|date|time|true|false aria-describedby aria-description aria-details=token "
        "aria-disabled==true|false aria-errormessage=token aria-flowto "
        "aria-haspopup==true|false|menu|listbox|tree|grid|dialog aria-hidden==true|false "
        "aria-invalid==true|false|grammar|spelling aria-keyshortcuts aria-label aria-labelledby "
        "aria-live==off|polite|assertive aria-owns aria-relevant=relevant aria-roledescription"
    ),
    "drawn": "@math mathcolor=ink mathbackground=paint",
    # 3.2.2
    "token-old": (
        "fontfamily fontweight=normal|bold fontstyle=normal|italic fontsize=length color=ink background=paint"
    ),
    "token": f"@drawn mathvariant={_VARIANTS} mathsize=size dir=ltr|rtl @token-old",
    "indents": (
        f"indentalign={_SIDES}|auto|id indentshift=length indenttarget indentalignfirst={_SIDES}|auto|id|indentalign "
        f"indentshiftfirst=shift indentalignlast={_SIDES}|auto|id|indentalign indentshiftlast=shift"
    ),
    "operator": (
        f"form=prefix|infix|postfix fence={_YES} separator={_YES} lspace=length rspace=length stretchy={_YES} "
        f"symmetric={_YES} maxsize=limit minsize=length largeop={_YES} movablelimits={_YES} accent={_YES} "
        "linebreak=auto|newline|nobreak|goodbreak|badbreak lineleading=length "
        "linebreakstyle=before|after|duplicate|infixlinebreakstyle linebreakmultchar @indents"
    ),
    # 3.3.4
    "style": (
        f"scriptlevel=int displaystyle={_YES} scriptsizemultiplier=decimal scriptminsize=length "
        "infixlinebreakstyle=before|after|duplicate decimalpoint=symbol"
    ),
    "styles": (
        f"@operator accentunder={_YES} align=left|right|center alignmentscope=booleans bevelled={_YES} "
        f"charalign={_SIDES} charspacing=spacing close columnalign=columns columnlines=lines columnspacing=lengths "
        f"columnspan=positive columnwidth=widths crossout=crossed denomalign={_SIDES} depth=length dir=ltr|rtl "
        f"edge=left|right equalcolumns={_YES} equalrows={_YES} frame=none|solid|dashed framespacing=two-lengths "
        f"groupalign=grouped height=length leftoverhang=length length=nonnegative linethickness=thickness "
        f"location=w|nw|n|ne|e|se|s|sw @division lquote mathsize=size mathvariant={_VARIANTS} minlabelspacing=length "
        f"mslinethickness=thickness notation numalign={_SIDES} open position=int rightoverhang=length rowalign=aligns "
        "rowlines=lines rowspacing=lengths rowspan=positive rquote selection=positive separators shift=int "
        f"side=left|right|leftoverlap|rightoverlap stackalign={_SIDES}|decimalpoint subscriptshift=length "
        "superscriptshift=length valign=length width=length"
    ),
    "division": (
        "longdivstyle=lefttop|stackedrightright|mediumstackedrightright|shortstackedrightright|righttop|left/\\right|"
        "left)(right|:right=right|stackedleftleft|stackedleftlinetop"
    ),
    "spaces-old": (
        "veryverythinmathspace=length verythinmathspace=length thinmathspace=length mediummathspace=length "
        "thickmathspace=length verythickmathspace=length veryverythickmathspace=length"
    ),
    "group": "@drawn position=int shift=int",
    # 4.2.1 and 5.2.1
    "defined": "encoding definitionURL=uri",
    "meant": "@math @defined",
}

_EMPTY = (
    # 4.4: operators, relations and constants, which have no content
    "inverse ident domain codomain image ln log moment compose quotient divide minus power rem root factorial abs "
    "conjugate arg real imaginary floor ceiling exp max min plus times gcd lcm and or xor not implies equivalent "
    "forall exists eq gt lt geq leq neq approx factorof int diff partialdiff divergence grad curl laplacian union "
    "intersect cartesianproduct in notin notsubset notprsubset setdiff subset prsubset card sum product limit sin cos "
    "tan sec csc cot sinh cosh tanh sech csch coth arcsin arccos arctan arccosh arccot arccoth arccsc arccsch arcsec "
    "arcsech arcsinh arctanh mean sdev variance median mode determinant transpose selector vectorproduct scalarproduct "
    "outerproduct integers reals rationals naturalnumbers complexes primes emptyset exponentiale imaginaryi notanumber "
    "true false pi eulergamma infinity"
)
_DOMAIN = "( domainofapplication / condition / interval / lowlimit uplimit? )*"
_BOUND = f"bvar*+ {_DOMAIN} %content-math*"
_APPLIED = (
    "= %content-math++ ; %content-math bvar*+ ( domainofapplication / condition / interval / lowlimit uplimit? / "
    "degree / momentabout / logbase )* %content-math*"
)
_TWO, _THREE = "= %math %math", "= %math %math %math"

TABLE = "\n".join(
    (
        f"""
math | 2.2 | P | %math | @drawn @style @styles display=block|inline maxwidth=length overflow=linebreak|scroll|elide|truncate|scale altimg=uri altimg-width=length altimg-height=length altimg-valign=valign alttext cdgroup=uri mode macros |
mi | 3.2.3 | E | mglyph, malignmark, #text | @token |
mn | 3.2.4 | E | mglyph, malignmark, #text | @token |
mo | 3.2.5 | E | mglyph, malignmark, #text | @token @operator |
mtext | 3.2.6 | E | mglyph, malignmark, %phrasing | @token |
mspace | 3.2.7 | E | empty | @token width=length height=length depth=length linebreak=auto|newline|nobreak|goodbreak|badbreak|indentingnewline @indents |
ms | 3.2.8 | E | mglyph, malignmark, #text | @token lquote rquote |
mglyph | 3.2.1.2 | | empty | @drawn src=uri width=length height=length valign=length alt index=int mathvariant={_VARIANTS} mathsize=size @token-old |
mrow | 3.3.1 | E | %math | @drawn dir=ltr|rtl |
mfrac | 3.3.2 | E | {_TWO} | @drawn linethickness=thickness numalign={_SIDES} denomalign={_SIDES} bevelled={_YES} |
msqrt | 3.3.3 | E | %math | @drawn |
mroot | 3.3.3 | E | {_TWO} | @drawn |
mstyle | 3.3.4 | E | %math | @drawn @style @styles @token-old @spaces-old |
merror | 3.3.5 | E | %math | @drawn |
mpadded | 3.3.6 | E | %math | @drawn height=padded depth=padded width=padded lspace=padded voffset=padded |
mphantom | 3.3.7 | E | %math | @drawn |
mfenced | 3.3.8 | E | %math | @drawn open close separators |
menclose | 3.3.9 | E | %math | @drawn notation |
msub | 3.4.1 | E | {_TWO} | @drawn subscriptshift=length |
msup | 3.4.2 | E | {_TWO} | @drawn superscriptshift=length |
msubsup | 3.4.3 | E | {_THREE} | @drawn subscriptshift=length superscriptshift=length |
munder | 3.4.4 | E | {_TWO} | @drawn accentunder={_YES} align=left|right|center |
mover | 3.4.5 | E | {_TWO} | @drawn accent={_YES} align=left|right|center |
munderover | 3.4.6 | E | {_THREE} | @drawn accent={_YES} accentunder={_YES} align=left|right|center |
mmultiscripts | 3.4.7 | E | = %math ( ( %math / none ) ( %math / none ) )*+ ( mprescripts ( ( %math / none ) ( %math / none ) )*+ )? | @drawn subscriptshift=length superscriptshift=length |
none | 3.4.7 | | empty | @drawn |
mprescripts | 3.4.7 | | empty | @drawn |
mtable | 3.5.1 | E | mtr, mlabeledtr | @drawn align=row rowalign=aligns columnalign=columns groupalign=grouped alignmentscope=booleans columnwidth=widths width=width rowspacing=lengths columnspacing=lengths rowlines=lines columnlines=lines frame=none|solid|dashed framespacing=two-lengths equalrows={_YES} equalcolumns={_YES} displaystyle={_YES} side=left|right|leftoverlap|rightoverlap minlabelspacing=length |
mtr | 3.5.2 | | mtd | @drawn rowalign=top|bottom|center|baseline|axis columnalign=columns groupalign=grouped |
mlabeledtr | 3.5.3 | | = mtd++ | @drawn rowalign=top|bottom|center|baseline|axis columnalign=columns groupalign=grouped |
mtd | 3.5.4 | | %math | @drawn rowspan=positive columnspan=positive rowalign=top|bottom|center|baseline|axis columnalign={_SIDES} groupalign=groups |
maligngroup | 3.5.5 | E | empty | @drawn groupalign={_SIDES}|decimalpoint |
malignmark | 3.5.5 | E | empty | @drawn edge=left|right |
mstack | 3.6.1 | E | %math, mscarries, msline, msrow, msgroup | @drawn align=row stackalign={_SIDES}|decimalpoint charalign={_SIDES} charspacing=spacing |
mlongdiv | 3.6.2 | E | = ( %math / %stacked ) ( %math / %stacked ) ( %math / %stacked )++ | @group @division |
msgroup | 3.6.3 | G | %math, %stacked | @group |
msrow | 3.6.4 | G | %math, none | @drawn position=int |
mscarries | 3.6.5 | G | %math, none, mscarry | @drawn position=int location=w|nw|n|ne|e|se|s|sw crossout=crossed scriptsizemultiplier=decimal |
mscarry | 3.6.6 | | %math, none | @drawn location=w|nw|n|ne|e|se|s|sw crossout=crossed |
msline | 3.6.7 | G | empty | @drawn position=int length=nonnegative leftoverhang=length rightoverhang=length mslinethickness=thickness |
maction | 3.7.1 | E | = %math++ | @drawn actiontype! selection=positive |
semantics | 5.2 | E | = %math ( annotation / annotation-xml )*+ | @meant cd=ncname name=ncname |
annotation | 5.2 | | text | @meant cd=ncname name=ncname src=uri |
annotation-xml | 5.2 | | %flow | @math cd=ncname name=ncname src=uri encoding==application/xhtml+xml|text/html |
annotation-xml | 5.2 | | = svg:svg | @math cd=ncname name=ncname src=uri encoding==SVG1.1 |
annotation-xml | 5.2 | | %content-math | @math cd=ncname src=uri encoding!==MathML-Content|application/mathml-content+xml name!==contentequiv |
annotation-xml | 5.2 | | %math | @math cd=ncname src=uri encoding!=MathML|MathML-Presentation|application/mathml-presentation+xml name=ncname |
cn | 4.2.1 | C | mglyph, sep, %math, #text | @meant type base |
ci | 4.2.2 | C | mglyph, %math, #text | @meant type |
csymbol | 4.2.3 | C | mglyph, %math, #text | @meant type cd=ncname |
sep | 4.2.1.2 | | empty | |
cs | 4.2.4 | C | text | @meant |
apply | 4.2.5 | C | {_APPLIED} | @math |
bind | 4.2.6 | C | {_APPLIED} | @math |
bvar | 4.2.6 | | ci+semantics:ci!, degree? | @math |
share | 4.2.7 | C | empty | @math src=uri |
cerror | 4.2.9 | C | = csymbol %content-math*+ | @math |
cbytes | 4.2.10 | C | text | @meant |
semantics:content | 5.2 | C | = %content-math ( annotation / annotation-xml )*+ | @meant cd=ncname name=ncname |
semantics:ci | 5.2 | | = ( ci / semantics:ci ) ( annotation / annotation-xml )*+ | @meant cd=ncname name=ncname |
piecewise | 4.4.1.9 | C | piece, otherwise? | @meant |
piece | 4.4.1.9 | | = %content-math %content-math | @meant |
otherwise | 4.4.1.9 | | = %content-math | @meant |
reln | 4.5 | C | %content-math | |
fn | 4.5 | C | = %content-math | |
declare | 4.5 | C | = %content-math++ | type scope nargs=nonnegative occurrence=prefix|infix|function-model @defined |
interval | 4.4.1.1 | C | = %content-math %content-math | @meant closure |
lambda | 4.4.1.7 | C | = bvar*+ {_DOMAIN} %content-math | @meant |
tendsto | 4.4.5.11 | C | empty | @meant type |
set | 4.4.5.1 | C | = {_BOUND} | @meant type |
list | 4.4.5.2 | C | = {_BOUND} | @meant order=numeric|lexicographic |
vector | 4.4.9.1 | C | = {_BOUND} | @meant |
matrix | 4.4.9.2 | C | = {_BOUND} | @meant |
matrixrow | 4.4.9.3 | C | = {_BOUND} | @meant |""",
        *(
            f"{name} | 4.3.3 | | = %content-math | |"
            for name in "domainofapplication condition uplimit lowlimit degree momentabout logbase".split()
        ),
        *(f"{name} | 4.4 | C | empty | @meant |" for name in _EMPTY.split()),
    )
)
"""The elements; rows of the same name are alternatives."""
