"""The parts of SVG that EPUB restricts (EPUB 3.3, 6.2): XHTML inside it, `epub:type`, and ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from convert.checks.epub.content.grammar import PREFIXES, Child, Content, Grammar, Row, clark
from convert.checks.epub.content.validator import Violation
from convert.checks.epub.content.values import test_of

NAMESPACE = "http://www.w3.org/2000/svg"

RENDERED = (
    "a audio canvas circle ellipse g iframe image line path polygon polyline rect svg switch symbol text textPath "
    "tspan unknown use video"
)
"""The elements that may have `epub:type` (EPUB 3.3, 6.2.3): those that SVG renders (SVG 2, 3.2.1)."""


_OLD_ELEMENTS = """
a altGlyph altGlyphDef altGlyphItem animate animateColor animateMotion animateTransform circle clipPath color-profile
cursor defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
feDisplacementMap feDistantLight feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter font font-face
font-face-format font-face-name font-face-src font-face-uri foreignObject g glyph glyphRef hkern image line
linearGradient marker mask metadata missing-glyph mpath path pattern polygon polyline radialGradient rect script set
stop style svg switch symbol text textPath title tref tspan use view vkern
"""
_OLD_ATTRIBUTES = """
accent-height accumulate additive alignment-baseline alphabetic amplitude arabic-form ascent attributeName attributeType
azimuth baseFrequency baseProfile baseline-shift bbox begin bias by calcMode cap-height class clip clip-path clip-rule
clipPathUnits color color-interpolation color-interpolation-filters color-profile color-rendering contentScriptType
contentStyleType cursor cx cy d descent diffuseConstant direction display divisor dominant-baseline dur dx dy edgeMode
elevation enable-background end exponent externalResourcesRequired fill fill-opacity fill-rule filter filterRes
filterUnits flood-color flood-opacity font-family font-size font-size-adjust font-stretch font-style font-variant
font-weight format from fx fy g1 g2 glyph-name glyph-orientation-horizontal glyph-orientation-vertical glyphRef
gradientTransform gradientUnits hanging height horiz-adv-x horiz-origin-x horiz-origin-y id ideographic image-rendering
in in2 intercept k k1 k2 k3 k4 kernelMatrix kernelUnitLength kerning keyPoints keySplines keyTimes lang lengthAdjust
letter-spacing lighting-color limitingConeAngle local marker-end marker-mid marker-start markerHeight markerUnits
markerWidth mask maskContentUnits maskUnits mathematical max media method min mode name numOctaves offset onabort
onactivate onbegin onclick onend onerror onfocusin onfocusout onload onmousedown onmousemove onmouseout onmouseover
onmouseup onrepeat onresize onscroll onunload onzoom opacity operator order orient orientation origin overflow
overline-position overline-thickness panose-1 path pathLength patternContentUnits patternTransform patternUnits
pointer-events points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY
rendering-intent repeatCount repeatDur requiredExtensions requiredFeatures restart result rotate rx ry scale seed
shape-rendering slope spacing specularConstant specularExponent spreadMethod startOffset stdDeviation stemh stemv
stitchTiles stop-color stop-opacity strikethrough-position strikethrough-thickness string stroke stroke-dasharray
stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style surfaceScale
systemLanguage tableValues target targetX targetY text-anchor text-decoration text-rendering textLength title to
transform type u1 u2 underline-position underline-thickness unicode unicode-bidi unicode-range units-per-em
v-alphabetic v-hanging v-ideographic v-mathematical values version vert-adv-y vert-origin-x vert-origin-y viewBox
viewTarget visibility width widths word-spacing writing-mode x x-height x1 x2 xChannelSelector y y1 y2
yChannelSelector z zoomAndPan
"""
OLD_ELEMENTS = frozenset(clark(f"svg:{name}", "") for name in _OLD_ELEMENTS.split())
"""The elements of SVG 1.1 (appendix K)."""
OLD_ATTRIBUTES = frozenset(_OLD_ATTRIBUTES.split())
"""The attributes of SVG 1.1 without a namespace (appendix M)."""


def old_violations(root: Any) -> Iterator[Violation]:
    """The elements and attributes below an `svg` of EPUB 2 that SVG 1.1 does not have, wherever they are."""
    space = f"{{{NAMESPACE}}}"
    for element in root.iter(f"{space}*"):
        name = element.tag[len(space) :]
        if element.tag not in OLD_ELEMENTS:
            yield Violation("element", element, f"svg:{name}", f"svg:{name} is no element of SVG 1.1", "SVG 1.1, K")
            continue
        for attribute in element.keys():  # noqa: SIM118 - an element is no mapping
            if attribute[0] != "{" and attribute not in OLD_ATTRIBUTES:
                message = f"{attribute} is no attribute of SVG 1.1"
                yield Violation("attribute", element, attribute, message, "SVG 1.1, M")


def add(grammar: Grammar, *, document: bool) -> None:
    """Add the rows of SVG to a grammar of XHTML: embedded, or as a `document`, in which ids are names of XML."""
    id, type = clark("id", ""), clark("epub:type", "")
    ids = {id: test_of("ncname" if document else "token", "id")}
    typed = {**ids, type: test_of("nmtokens", "epub:type")}
    inside = Content(text=True)
    inside.children = {clark(f"svg:{name}", ""): Child("a", "svg:rendered") for name in RENDERED.split()}
    inside.children[clark("svg:foreignObject", "")] = Child("a", "svg:foreignObject")
    inside.children[clark("svg:title", "")] = Child("a", "svg:title")
    inside.other = Child("a", "svg:other")
    foreign = grammar.content("= %flow*+ ; body" if document else "%flow", PREFIXES["h"])
    title = grammar.content("= %flow*+ ; body ; html", PREFIXES["h"])
    root = {**typed, clark("epub:prefix", ""): None} if document else typed
    for key, name, content, attributes in (
        ("svg:svg", "svg", inside, root),
        ("svg:rendered", "svg", inside, typed),
        ("svg:other", "svg", inside, ids),
        ("svg:foreignObject", "foreignObject", foreign, ids),
        ("svg:title", "title", title, ids),
    ):
        grammar.made[key] = [Row(name=name, clause="EPUB 3.3, 6.2", content=content, attributes=attributes, lax=True)]
