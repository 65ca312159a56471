"""Content documents of EPUB: the tables of elements, the rules beside them, and hostile pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import epub_examples
import growth
import pytest
from lxml import etree

from convert import checks
from convert.checks.epub.content import css, html, mathml, profiles, rules, validator
from convert.checks.epub.content.validator import Validator
from convert.checks.epub.content.values import test_of as value_test
from convert.findings import Finding

pytestmark = pytest.mark.sampled(2)

H, M = html.NAMESPACE, mathml.NAMESPACE


@cache
def xhtml() -> Validator:
    return validator("xhtml")


def page(body: str, head: str = "<title>Storm</title>", attributes: str = "") -> str:
    namespaces = (
        f'xmlns="{H}" xmlns:epub="http://www.idpf.org/2007/ops" xmlns:m="{M}" xmlns:svg="http://www.w3.org/2000/svg"'
    )
    more = 'xmlns:ev="http://www.w3.org/2001/xml-events" xmlns:ssml="http://www.w3.org/2001/10/synthesis"'
    return f"<html {namespaces} {more} {attributes}><head>{head}</head><body>{body}</body></html>"


def kinds(body: str, **parts: str) -> list[str]:
    """The kinds of violations of the grammar in a page."""
    return [violation.kind for violation in xhtml().violations(etree.fromstring(page(body, **parts)), "html")]


def ruled(body: str, **parts: str) -> list[str]:
    """The kinds of violations of rules in a page."""
    root = etree.fromstring(page(body, **parts))
    attributes: dict[str, list[tuple[object, str]]] = {}
    for element in root.iter("*"):
        for name, value in element.items():
            attributes.setdefault(str(name), []).append((element, str(value)))
    found = [*rules.violations(root, attributes), *rules.deprecations(root, attributes)]
    return [violation.kind for violation in found]


def found(body: str, **parts: str) -> list[Finding]:
    """The findings of the schema stage in a whole publication whose page has this body."""
    data = epub_examples.packed({**epub_examples.SOUND, epub_examples.PAGE: page(body, **parts).encode()})
    return [
        f for f in checks.check(data, selected=lambda code: False).findings if f.location.member == epub_examples.PAGE
    ]


GOOD = """
p: <p class="a" id="b" lang="en" dir="rtl" data-x="1" aria-label="x" role="note" epub:type="tip">x</p>
a: <a href="x.xhtml" rel="next" property="schema:url">x</a> <a id="y">x</a> <a href="#z"><div>block</div></a>
ul: <ul><li>x</li><script>1</script><li><p>x</p></li></ul> <ol start="2" reversed=""><li value="3">x</li></ol>
dl: <dl><dt>a</dt><dt>b</dt><dd>c</dd><dt>d</dt><dd>e</dd></dl> <dl><div><dt>a</dt><dd>b</dd></div></dl> <dl/>
table: <table><caption>x</caption><colgroup span="2"/><thead><tr><th scope="col">x</th></tr></thead><tbody/></table>
table: <table border="1"><tr><td colspan="2" rowspan="0" headers="a">x</td></tr><tfoot><tr/></tfoot></table>
figure: <figure>text<img src="a.png" alt=""/><figcaption>x</figcaption></figure> <figure><figcaption/>text</figure>
ruby: <ruby>x<rt>y</rt>z<rp>(</rp><rt>y</rt><rp>)</rp></ruby>
picture: <picture><source srcset="a.png 2x" media="print"/><img src="a.png"/></picture>
video: <video controls=""><source src="a.mp4" type="video/mp4"/><track src="a.vtt" kind="captions"/><p>no</p></video>
audio: <p><audio src="a.mp3" controls="CONTROLS">none</audio></p>
object: <object data="a.svg" type="image/svg+xml"><param name="a" value="b"/><p>x</p></object>
details: <details open=""><summary>x <h2>y</h2></summary><p>z</p></details>
form: <form><input type="email" multiple="" value="a@b,c@d"/></form>
select: <select><optgroup label="x"><option>y</option></optgroup><option selected="">z</option></select>
time: <time>Monday</time> <time datetime="2024-04-01"><b>Monday</b></time> <time datetime="P1DT2H">x</time>
input: <input type="checkbox" role="switch" checked=""/> <input type="number" min="1" max="2.5" step="any"/>
fieldset: <fieldset><legend>x</legend><label>y <input/></label></fieldset>
map: <map name="x"><area shape="circle" coords="1,2,3" href="#a" alt="b"/></map>
custom: <p><my-part anything="1"><b>x</b></my-part></p> <my-part><p>x</p></my-part>
template: <template><tr><td>x</td></tr></template> <template><li>x</li></template> <template><p>x</p></template>
switch: <epub:switch><epub:case required-namespace="u:x"><x xmlns="u:x" y="1"/></epub:case><epub:default/></epub:switch>
math: <m:math display="block"><m:mfrac><m:mi>a</m:mi><m:msqrt><m:mn>2</m:mn></m:msqrt></m:mfrac></m:math>
math: <m:math><m:semantics><m:mi/><m:annotation encoding="tex">x</m:annotation></m:semantics></m:math>
math: <m:math><m:mtext><b>x</b></m:mtext><m:mtable columnalign="left right"><m:mtr><m:mtd/></m:mtr></m:mtable></m:math>
svg: <svg:svg role="img" aria-checked="true"/> <svg:svg viewBox="0 0 1 1"><svg:g epub:type="tip"/></svg:svg>
svg: <svg:svg><svg:foreignObject><p>x</p></svg:foreignObject></svg:svg>
meta: <meta itemprop="a" content="b"/> <link property="a" href="b"/>
ssml: <p ssml:ph="x" ssml:alphabet="ipa">x</p>
foreign: <p xmlns:f="urn:foreign" f:x="1" its-term="yes">x</p>
"""

BAD = """
element: <p><div>x</div></p>
element: <center>x</center>
element: <P>x</P>
element: <b><ul><li>x</li></ul></b>
element: <a href="#x"><b><p>x</p></b></a>
element: <ul><p>x</p></ul>
element: <noscript>x</noscript>
element: <x xmlns="urn:x"/>
element: <table><p>x</p></table>
element: <span><title>x</title></span>
element: <m:math><m:apply/></m:math>
element: <m:math><m:mi><b>x</b></m:mi></m:math>
element: <svg:svg><svg:title><script><b/></script><li/></svg:title></svg:svg>
element: <my-part><li>x</li></my-part>
attribute: <p color="red">x</p>
attribute: <p xml:id="a">x</p>
attribute: <table><colgroup><col epub:type="x"/></colgroup></table>
missing: <a name="x" rel="next">x</a>
attribute: <ul><li value="1">x</li></ul>
attribute: <svg:svg><svg:defs epub:type="x"/></svg:svg>
attribute: <m:math role="math"/>
value: <p dir="left">x</p>
value: <p id="a b">x</p>
value: <p lang="en_US">x</p>
value: <p epub:type="">x</p>
value: <table><tr><td colspan="0"/></tr></table>
value: <time datetime="tomorrow">x</time>
value: <a href="#%zz">x</a>
value: <img src="" alt=""/>
value: <ol start="x"/>
value: <p aria-hidden="yes">x</p>
value: <m:math><m:mspace width="wide"/></m:math>
missing: <img alt="x"/>
missing: <object/>
missing: <map><area/></map>
missing: <area alt="x"/>
missing: <epub:trigger/>
missing: <p role="checkbox">x</p>
missing: <m:math><m:maction><m:mi/></m:maction></m:math>
text: <ul>x</ul>
text: <table>x</table>
text: <m:math>x</m:math>
order: <dl><dd>x</dd></dl>
order: <dl><dt>x</dt></dl>
order: <table><tbody/><thead/></table>
order: <figure>a<figcaption/>b</figure>
order: <ruby>x</ruby>
order: <details><p>x</p><summary/></details>
order: <picture/>
order: <hgroup><h1/><h2/></hgroup>
order: <m:math><m:mfrac><m:mi/></m:mfrac></m:math>
order: <epub:switch><epub:default/></epub:switch>
role: <p role="generic">x</p>
role: <nav role="doc-chapter"/>
role: <p role="note tip">x</p>
aria: <p aria-checked="true">x</p>
aria: <p role="note" aria-level="1">x</p>
"""

RULED = """
id: <p id="a"/><p id="a"/>
id: <map name="a"/><map name="a"/>
reference: <p aria-labelledby="gone"/>
reference: <label for="a"/><p id="a"/>
reference: <input form="a"/>
reference: <input list="a"/>
reference: <table><tr><td headers="a"/></tr></table><table><tr><th id="a"/></tr></table>
reference: <p id="a"/><p aria-activedescendant="a"/>
reference: <m:math xref="gone"/>
nesting: <a href="#x"><span><a href="#y"/></span></a>
nesting: <button><input/></button>
nesting: <header><div><footer/></div></header>
nesting: <dfn><dfn/></dfn>
nesting: <audio><video/></audio>
nesting: <p ssml:ph="a"><b ssml:ph="b"/></p>
dependency: <area/>
dependency: <img ismap=""/>
dependency: <map id="a" name="b"/>
dependency: <a itemprop="x"/>
dependency: <select><option selected=""/><option selected=""/></select>
dependency: <video><track default=""/><track default=""/></video>
missing: <bdo/>
languages: <p lang="en" xml:lang="de"/>
value: <track label=" "/>
deprecated: <epub:switch/>
deprecated: <ol><li role="doc-endnote"/></ol>
"""

UNRULED = """
<p id="a" aria-labelledby="a b"/><b id="b"/><label for="c"/><input id="c"/><output for="a b"/>
<map name="a" id="a"><area href="x"/></map><a href="x"><img ismap=""/></a><button><input type="hidden"/></button>
<table><tr><th id="h"/><td headers="h"/></tr></table><form id="f"/><input form="f" list="l"/><datalist id="l"/>
<p aria-activedescendant="i"><b id="i"/></p><p lang="EN" xml:lang="en"/>
<select multiple=""><option selected=""/><option selected=""/></select>
<a><img/></a><header/><footer/><a itemprop="x" href="y"/><ol><li role="listitem"/></ol>
"""


def lines(text: str) -> list[tuple[str, str]]:
    return [(line.partition(": ")[0], line.partition(": ")[2]) for line in text.strip().splitlines()]


@pytest.mark.parametrize(("name", "body"), lines(GOOD))
def test_what_the_standard_permits_is_accepted(name: str, body: str) -> None:
    assert kinds(body) == [], name


@pytest.mark.parametrize(("kind", "body"), lines(BAD))
def test_what_the_standard_does_not_permit_is_found(kind: str, body: str) -> None:
    assert kind in kinds(body)


@pytest.mark.parametrize(("kind", "body"), lines(RULED))
def test_a_rule_finds_what_breaks_it(kind: str, body: str) -> None:
    assert ruled(body) == [kind]


@pytest.mark.parametrize("body", UNRULED.strip().splitlines())
def test_rules_find_nothing_else(body: str) -> None:
    assert ruled(body) == []


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<title>x</title>", []),
        ("", ["untitled"]),
        ("<title> </title>", ["title"]),
        ('<title>x</title><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>', []),
        ('<title>x</title><meta http-equiv="content-type" content="text/html; charset=latin1"/>', ["encoding"]),
        ('<title>x</title><meta charset="utf-8"/><meta charset="utf-8"/>', ["encoding"]),
        ('<title>x</title><link rel="icon" sizes="1x1"/><link rel="next" sizes="1x1"/>', ["dependency"]),
    ],
)
def test_rules_of_the_head(head: str, expected: list[str]) -> None:
    assert ruled("<p/>", head=head) == expected


def keys() -> Iterator[tuple[str, str]]:
    for table, namespace in ((html.TABLE, H), (mathml.TABLE, M)):
        yield from ((line.split(" |")[0], namespace) for line in table.strip().splitlines())


@pytest.mark.sampled(8)
@pytest.mark.parametrize("key", sorted({key for key, _ in keys()}))
def test_each_element_is_reached_and_restricted(key: str) -> None:
    """An element has a clause, and a parent that permits it; an unknown attribute on it is found."""
    rows = xhtml().rows(key)
    assert all(row.clause for row in rows)
    assert all(name in row.attributes for row in rows for name in row.required)
    parents = {
        parent
        for parent, _ in keys()
        for row in xhtml().rows(parent)
        if any(child.key.rstrip("~") == key for child in row.content.children.values())
    }
    assert parents or key in ("html", "foreign")
    namespace = next(namespace for known, namespace in keys() if known == key)
    name = key.rpartition(":")[2] if key.startswith("epub:") else key.partition(":")[0]
    uri = "http://www.idpf.org/2007/ops" if key.startswith("epub:") else namespace
    element = etree.fromstring(f'<{name} xmlns="{uri}" unknown="1" xml:base="."/>')
    found = [violation for violation in xhtml().violations(element, key) if violation.name == "unknown"]
    assert len(found) == (key not in ("foreign", "embed"))


VALUES = """
int: -1 +1 007 | 1.5 x
positive: 1 +2 010 | 0 -1 1.0
nonnegative: 0 1 -0 | -1 x
float: 1 1.5 .5 -1e3 INF NaN | x 1,5 1e
float>0: 0.1 INF | 0 -1 x
uri: a a/b#c http://x/ #a urn:x:y //x/y ?q | :a 1x:y #a#b %zz http://[x
lang: en en-US x-klingon | en_US en- 123456789
mime: text/css image/svg+xml | text a/
when: 2024 2024-04 2024-04-01 12:30 2024-04-01T12:30Z 2024-W14 P1D PT5M 5H | 24 tomorrow 1/4/2024 P PT
nmtokens: a:b a.b -a | a,b a/b
ncname: a.b ä | 1a a:b
length: 1em -1.5 10% thickmathspace | em x --1
prefixes: a:
poly: 1,2,3,4,5,6 1,2,3,4,5,6,7,8 | 1,2,3,4 1,2,3,4,5,6,7
sizes: any 16x16 | 16 0x1
relevant: all text | none
property: a schema:name http://x/y | [x
alphabet: ipa x-sampa | sampa
resource: http://x/y x [schema:a] [:a] [x] _:a | [x a]
term: schema:name :a name a/b http://x/ | [x
number>=0: 0 1.5 | -1 INF x
float>=0: 0 1.5 INF | -1 x
step: any 1 0.5 | INF 0 -1 some
stepwise: any 1 | 0 1.5 some
emails: a@b a@b,c@d | a a@b, a@b,c
uris: a http://x/ | %zz
uris+: a | http://[x
uri?: a http://x/ | %zz
"""


@pytest.mark.parametrize(("type", "line"), lines(VALUES))
def test_types_of_values(type: str, line: str) -> None:
    test = value_test(type, "x")
    good, _, bad = line.partition(" | ")
    assert test is not None
    if type != "prefixes":
        assert all(map(test, good.split()))
        assert not any(map(test, bad.split()))
    else:
        assert test("a: http://x/ b: http://y/")
        assert not test("a http://x/")


@pytest.mark.parametrize(
    ("type", "good", "bad"),
    [
        ("two-lengths", ["1em 2em", " 1em  2px "], ["", "1em", "1em 2em 3em", "1em x"]),
        ("nonempty", ["x", " x"], ["", " \t"]),
        ("uris", ["", "a b"], ["a %zz"]),
        ("uris+", ["a b"], ["", " "]),
        ("uri?", ["", " "], []),
        ("nmtokens", ["a b"], ["", " "]),
        (
            "sandbox",
            ["", "allow-forms allow-scripts", "allow-scripts allow-forms"],
            ["allow-all", "allow-forms allow-forms"],
        ),
        ("sandbox", ["allow-same-origin allow-top-navigation"], ["allow-forms allow-top-navigation", "allow-forms x"]),
        ("sandbox", ["allow-top-navigation allow-scripts"], ["allow-scripts allow-same-origin"]),
        ("relevant", ["all", "additions text", "removals"], ["", "all text", "text text", "additions x"]),
        ("term", [""], []),
        ("property", ["", "schema:a http://x/"], ["schema:a [x"]),
        ("sizes", [" any ", "16x16 32x32"], ["", "any 16x16"]),
        ("grouped", ["{left}", "{left right} {center}", ""], ["left", "{left"]),
        ("int", [" 1 ", "0" * 50], ["", "1 1"]),
        ("text", [], []),
    ],
)
def test_types_of_values_with_spaces(type: str, good: list[str], bad: list[str]) -> None:
    test = value_test(type, "x")
    assert (test is None) is (type == "text")
    if test:
        assert [value for value in good if not test(value)] == []
        assert [value for value in bad if test(value)] == []


def test_keywords_are_compared_exactly_or_without_case_by_their_attribute() -> None:
    for attribute, type, good, bad in (
        ("kind", "captions|chapters", ["captions", "CAPTIONS", " chapters "], ["", "caption", "captions chapters"]),
        ("role", "note|tip", ["note", " tip "], ["NOTE", ""]),
        ("role", '=note|""', ["note", ""], [" note", "NOTE", "tip"]),
        ("open", "bool", ["", "open", "OPEN"], ["true", "x"]),
        ("x", "bool", ["", "x"], ["X", "true"]),
        ("x", "'a'|b", ["a", "b"], ["'a'"]),
        ("preload", '""|None', ["", "none", "None", "NONE"], ["some"]),
    ):
        test = value_test(type, attribute)
        assert test is not None
        assert [value for value in good if not test(value)] == [], (attribute, type)
        assert [value for value in bad if test(value)] == [], (attribute, type)


def test_a_page_is_reported_with_place_definition_and_count() -> None:
    [finding] = found("<p><font>a</font></p>\n<p><font>b</font></p>")
    assert (finding.code, finding.location.line, finding.location.pointer) == ("EPB200", 1, "/html/body/p[1]/font")
    assert finding.message == "font is not permitted in p; so 1 more times"
    assert dict(finding.detail) == {
        "clause": "EPUB 3.3, 6.1.2",
        "epubcheck": "RSC-005",
        "model": "HTML, 4.4.1",
        "count": "2",
    }


@pytest.mark.sampled(3)
@pytest.mark.parametrize("unit", ["<p>x</p>", "<b/>", "<dl><dt/><dd/></dl>", '<p id="a"/>', "<ul>x</ul>", "<font/>"])
def test_validation_takes_linear_time(unit: str) -> None:
    root = {size: etree.fromstring(page(unit * size * 2_000)) for size in (1, growth.TIMES)}

    def work(size: int) -> Callable[[], object]:
        return lambda: list(xhtml().violations(root[size], "html"))

    assert growth.of_time(work) < growth.LINEAR


SEQUENCES = ("script/", "dt/", "dd/", "rt/", "rp/", "caption/", "tr/", "figcaption/")


@pytest.mark.sampled(36)
@pytest.mark.parametrize("parent", ["dl", "table", "ruby", "figure", "picture", "details", "template", "video"])
@pytest.mark.parametrize("child", SEQUENCES)
def test_wide_sequences_do_not_hang(parent: str, child: str) -> None:
    """Sequences are matched without backtracking, whatever the order of thousands of children."""
    for inner in (f"<{child}>" * 3_000, f"<{child}><script/>x" * 1_500 + "<b/>"):
        assert kinds(f"<{parent}>{inner}</{parent}>") is not None


GOOD_CSS = """
p { color: red }
@charset "utf-8"; @import url(a.css) screen; @namespace svg "u"; * { margin: 0 -1px 1e3% }
@media print { p { a: b } @media (min-width: 1px) { q { a: b } } }
@page { margin: 1cm } @page :first { @top-left { content: "x" } } @font-face { font-family: x; src: url("a b") }
a > b + c ~ d, a:hover::before, a:not(.b):nth-child(2n+1), [a], [a|b="c"], a|b, *|*, .a\\:b, #a { --x: {} }
@keyframes k { from { a: b } 50.5% { a: b } }
<!-- p { a: calc(1px + (2 * 3px)) !important; filter: progid:X(a=1) } -->
p { a: [b] c) d; font: 1em/2 "a", 'b"' } /* c */
p {} @unknown x(y) { a { b: c } } @other;
p { content: "a\\"b" ; }
"""

BAD_CSS = """
p { color }
p { color: }
p { color: red;; }
p { color: red
p { color: red }}
p { : red }
p { *zoom: 1 }
{ a: b }
a, { b: c }
> a { b: c }
a { b: c } d
a[b= ] { c: d }
.1a { b: c }
a { b: url(c }
a { b: "c }
a { b: (c }
/* open
@media print { p { a: b }
@import "a.css"
a/**/{ b: c }
//x
p { a: b; c }
@font-face { a }
"""


@pytest.mark.parametrize("text", GOOD_CSS.replace("--x: {}", "--x: y").strip().splitlines())
def test_style_sheets_are_read_leniently(text: str) -> None:
    assert list(css.StyleSheet(text).problems()) == []


@pytest.mark.parametrize("text", BAD_CSS.strip().splitlines())
def test_errors_of_syntax_are_found(text: str) -> None:
    assert [problem.kind for problem in css.StyleSheet(f"q {{ a: b }}\n{text}").problems()] == ["syntax"]


def test_a_style_attribute_has_declarations() -> None:
    assert list(css.StyleSheet("; color: red;; margin: 0").problems(attribute=True)) == []
    assert [problem.kind for problem in css.StyleSheet("p { a: b }").problems(attribute=True)] == ["syntax"]


def test_what_epub_forbids_in_style_sheets() -> None:
    text = 'p { Direction: rtl;\n unicode-bidi: embed; a: url("") }\n@font-face {}'
    found = [(problem.kind, problem.line) for problem in css.StyleSheet(text).problems()]
    assert found == [("property", 1), ("property", 2), ("url", 2), ("face", 3)]


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    "unit", ["a{", "@a{", "(", "[", "a:b(", '"', "/*", "\\", "a,", "url(", "@a ", "a{b:c}", ":not("]
)
def test_hostile_style_sheets_take_linear_time(unit: str) -> None:
    def work(size: int) -> Callable[[], object]:
        return lambda: list(css.StyleSheet(unit * size * 1_000).problems())

    assert growth.of_time(work) < growth.LINEAR


PAGE_11 = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'


def old(body: str, doctype: str = PAGE_11) -> list[str]:
    """EPUBCheck's ids for what is found in a page of EPUB 2 with this body."""
    text = f'{doctype}\n<html xmlns="{H}"><head><title>x</title></head><body>{body}</body></html>'
    opf = epub_examples.PACKAGE.replace('version="3.0"', 'version="2.0"').encode()
    data = epub_examples.packed({**epub_examples.SOUND, epub_examples.OPF: opf, epub_examples.PAGE: text.encode()})
    findings = checks.check(data, selected=lambda code: False).findings
    here = [finding for finding in findings if finding.location.member == epub_examples.PAGE]
    return [dict(finding.detail)["epubcheck"] for finding in here]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>a&nbsp;b <tt>c</tt></p>", []),
        ("<p><img src='image-1.png' alt=''/><br class='x'/></p><ul><li><div>x</div></li></ul>", []),
        ("<table width='1'><tr><td align='left'>x</td></tr></table>", []),
        ("<p>&unknown;</p>", ["RSC-016"]),
        ("<section>x</section>", ["RSC-005"]),
        ("text", ["RSC-005"]),
        ("<p data-x='1'>x</p>", ["RSC-005"]),
        ("<ul></ul>", ["RSC-005"]),
        ("<p><a href='#a'><b><a id='a'/></b></a></p>", ["RSC-005"]),
        ("<p xmlns:x='urn:x' x:y='1'>x</p>", ["RSC-005"]),
    ],
)
def test_pages_of_epub_2(body: str, expected: list[str]) -> None:
    assert old(body) == expected


@pytest.mark.parametrize(
    ("prolog", "expected"),
    [
        ("", []),
        ("<!DOCTYPE html>", []),
        ('<!DOCTYPE html SYSTEM "about:legacy-compat">', []),
        ('<!DOCTYPE html [<!ENTITY a "b">]>', []),
        (PAGE_11, ["HTM-004"]),
        ('<!DOCTYPE html [<!ENTITY a SYSTEM "b">]>', ["HTM-003"]),
        ('<!DOCTYPE html [<!ENTITY % a PUBLIC "b" "c">]>', ["HTM-003"]),
        ('<?xml version="1.1"?>', ["HTM-001"]),
        ('<?xml version="1.0" encoding="us-ascii"?>', ["RSC-028"]),
    ],
)
def test_prologs(prolog: str, expected: list[str]) -> None:
    data = (prolog + page("<p>x</p>")).encode()
    packed = epub_examples.packed({**epub_examples.SOUND, epub_examples.PAGE: data})
    findings = checks.check(packed, selected=lambda code: False).findings
    ids = [dict(f.detail).get("epubcheck") for f in findings if f.location.member == epub_examples.PAGE]
    assert [id for id in ids if id != "RSC-012"] == expected


def test_entities_of_a_page_are_expanded_within_limits() -> None:
    few = '<!DOCTYPE html [<!ENTITY a "<b>x</b><font/>">]>'
    many = "".join(f'<!ENTITY {b} "{f"&{a};" * 50}">' for a, b in zip("abcde", "bcdef", strict=True))
    for prolog, name, expected in (
        (few, "a", {"RSC-005"}),
        (f'<!DOCTYPE html [<!ENTITY a "x">{many}]>', "f", {"RSC-016"}),
    ):
        data = (prolog + page(f"<p>&{name};</p>")).encode()
        packed = epub_examples.packed({**epub_examples.SOUND, epub_examples.PAGE: data})
        findings = checks.check(packed, selected=lambda code: False).findings
        here = [f for f in findings if f.location.member == epub_examples.PAGE]
        assert {dict(f.detail)["epubcheck"] for f in here} == expected


def test_a_broken_page_is_judged_up_to_the_error() -> None:
    found_codes = [f.code for f in found("<p><font/></p>\n<p><center>x</p>\n<tt/>")]
    assert found_codes == ["EPB200", "EPB011"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<g data-x="1"/>', ["EPB201"]),
        ("<video/>", ["EPB200"]),
        ('<g fill="red" transform="scale(2)"><text font-size="2">x</text></g>', []),
        ('<x xmlns="urn:x" y="1"/>', []),
    ],
)
def test_images_of_epub_2(body: str, expected: list[str]) -> None:
    svg = f'<p><svg xmlns="http://www.w3.org/2000/svg" width="1" height="1">{body}</svg></p>'
    text = f'<html xmlns="{H}"><head><title>x</title></head><body>{svg}</body></html>'
    opf = epub_examples.PACKAGE.replace('version="3.0"', 'version="2.0"').encode()
    data = epub_examples.packed({**epub_examples.SOUND, epub_examples.OPF: opf, epub_examples.PAGE: text.encode()})
    findings = checks.check(data, selected=lambda code: False).findings
    assert [f.code for f in findings if f.location.member == epub_examples.PAGE] == expected


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("<section epub:type='index'><h2/><ul><li/></ul></section>", 0),
        ("<section epub:type='index'><section epub:type='index-group'><ul/></section></section>", 0),
        ("<section epub:type='index'><ul/><ul/></section>", 1),
        ("<section epub:type='index'><p/></section>", 1),
        ("<p epub:type='index'><ul/></p>", 1),
        ("<section epub:type='index'><h2/><h2/><ul/></section>", 1),
        ("<p/>", 1),
    ],
)
def test_indexes(body: str, count: int) -> None:
    root = etree.fromstring(page(body))
    assert len(list(profiles.index_violations(root, needed=True))) == count


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("<section><h1/><section><h2/></section></section>", 0),
        ('<section aria-label="x"><p/></section>', 0),
        ("<h1/><p/><section><h2/></section>", 0),
        ("<p/>", 1),
        ("<section><p/></section>", 1),
        ("<section><h1/><h2/></section>", 1),
        ('<section aria-label=" "><h1/></section>', 1),
    ],
)
def test_sections_for_education(body: str, count: int) -> None:
    assert len(list(profiles.education_violations(etree.fromstring(page(body))))) == count


# --------------------------------------------------------------------------------------------------------------------
# EPB110: pages run no script and load nothing from outside

OUTSIDE = """
img loads 'https://e.org/a' from outside: <p><img alt="" src="https://e.org/a"/></p>
img loads '//e.org/a' from outside: <p><img alt="" src="//e.org/a"/></p>
img loads ' HTTP://e.org/a' from outside: <p><img alt="" src=" HTTP://e.org/a"/></p>
audio loads 'http://e.org/a' from outside: <audio src="http://e.org/a"/>
source loads 'http://e.org/a' from outside: <audio><source src="http://e.org/a"/></audio>
track loads 'http://e.org/a' from outside: <video><track src="http://e.org/a"/></video>
video loads 'http://e.org/a' from outside: <video src="http://e.org/a"/>
iframe loads 'http://e.org/a' from outside: <iframe src="http://e.org/a"/>
embed loads 'http://e.org/a' from outside: <embed src="http://e.org/a"/>
object loads 'http://e.org/a' from outside: <object data="http://e.org/a"/>
input loads 'http://e.org/a' from outside: <p><input type="image" alt="x" src="http://e.org/a"/></p>
link loads 'http://e.org/a' from outside: <link rel="alternate stylesheet" href="http://e.org/a"/>
the attribute onclick runs code: <p onclick="x()">x</p>
the attribute ONCLICK runs code: <p ONCLICK="x()">x</p>
the address 'javascript:x()' runs code or holds data: <p><a href="javascript:x()">x</a></p>
the address ' VBScript:x' runs code or holds data: <p><a href=" VBScript:x">x</a></p>
the address 'data:text/html,x' runs code or holds data: <p><a href="data:text/html,x">x</a></p>
the address 'javascript:x()' runs code or holds data: <form action="javascript:x()"><p>x</p></form>
the address 'javascript:x()' runs code or holds data: <form><p><button formaction="javascript:x()">x</button></p></form>
the page has a script: <script>x()</script>
nothing: <p><a href="https://e.org/a">x</a> <img alt="" src="a.png"/> <img alt="" src="a//b.png"/></p>
nothing: <link rel="license" href="http://e.org/a"/>
nothing: <blockquote cite="http://e.org/a" data-on="javascript:" title="javascript:"><p>x</p></blockquote>
nothing: <p><a href="dataset.xhtml">x</a></p>
nothing: <p><svg:svg onclick="x()"><svg:a href="javascript:x()"/></svg:svg></p>
"""


@pytest.mark.parametrize("line", OUTSIDE.strip().splitlines())
def test_what_runs_code_or_loads_from_outside(line: str) -> None:
    message, _, body = line.partition(": <")
    data = epub_examples.packed({**epub_examples.SOUND, epub_examples.PAGE: page(f"<{body}").encode()})
    found = [f for f in checks.check(data, selected="EPB110".__eq__).findings if f.code == "EPB110"]
    assert [f.message for f in found] == [message] * (message != "nothing")
    assert all(f.location.member == epub_examples.PAGE and f.location.line == 1 for f in found)


def test_a_long_address_is_shortened() -> None:
    for size in (60, 61):
        address = "https://e.org/".ljust(size, "x")
        data = epub_examples.packed(
            {**epub_examples.SOUND, epub_examples.PAGE: page(f'<img alt="" src="{address}"/>').encode()}
        )
        [found] = [f for f in checks.check(data, selected="EPB110".__eq__).findings if f.code == "EPB110"]
        assert found.message == f"img loads '{address[:60]}' from outside"
