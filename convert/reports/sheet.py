"""The proof of a reading as a web page: one file, without scripts or external resources, light or dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING

from convert.readers.text.roles import DROPPED
from convert.reports.margin import answers, in_all, margin, signed, weaker
from convert.reports.preview import preview
from convert.reports.proof import value_of
from convert.reports.text import one_line

if TYPE_CHECKING:
    from convert.readers import Contribution, Explanation, Parsed, TraceLine

_STYLE = """
:root { color-scheme: light dark; --paper: #fdfdfb; --ink: #1b1c1d; --pale: #67696d; --rule: #dddcd6; --band: #f3f2ec;
  --title: #14489b; --field: #0b6a52; --aside: #7a4a00; --cut: #a8202b; --cutband: #fbefee; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181b; --ink: #e6e5e1; --pale: #9a9ca1; --rule: #33363b;
  --band: #1f2226; --title: #8db8ff; --field: #6fd3b3; --aside: #e2b264; --cut: #ff9a94; --cutband: #2a1e1f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 80rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { margin: 0; font-size: 1.35rem; line-height: 1.3; overflow-wrap: anywhere; }
h2 { margin: 2.2rem 0 .6rem; font-size: 1rem; }
p { margin: .3rem 0; } .legend { font-size: .88rem; margin-bottom: .8rem; } .pale, .why { color: var(--pale); }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .35rem 1.2rem; margin: 0; }
dt { color: var(--pale); } dd { margin: 0; min-width: 0; overflow-wrap: anywhere; } dd .why { font-size: .82rem; }
a { color: inherit; }
ul { margin: 0; padding: 0; list-style: none; }
.counts { display: flex; flex-wrap: wrap; gap: .3rem .9rem; font-size: .88rem; } .counts b { font-weight: 600; }
ol { margin: 0; padding: 0; list-style: none; border-top: 1px solid var(--rule); }
li.line { display: grid; grid-template-columns: 2.8rem 7rem minmax(0, 1fr) 22rem; gap: 0 1rem;
  padding: .2rem .4rem;
  border-bottom: 1px solid var(--rule); scroll-margin-top: 1rem; }
li.line:target { outline: 2px solid var(--title); outline-offset: -2px; }
li.gap { height: .55rem; }
.number { color: var(--pale); text-align: right; font-variant-numeric: tabular-nums; text-decoration: none; }
.role { font-size: .82rem; font-weight: 600; padding-top: .1rem; }
.sure { display: block; height: 2px; width: 5rem; margin-top: .1rem; background: var(--rule); }
.sure i { display: block; height: 2px; background: currentColor; opacity: .6; }
.text { overflow-wrap: anywhere; } .why { display: block; font-size: .78rem; padding-top: .15rem; }
.title { color: var(--title); } .title + .text { font-weight: 650; font-size: 1.08em; }
.field { color: var(--field); } .aside { color: var(--aside); }
.cut { color: var(--cut); } li.dropped { background: var(--cutband); }
li.dropped .text { text-decoration: line-through; text-decoration-color: var(--cut); color: var(--pale); }
summary { cursor: pointer; overflow-wrap: anywhere; } summary:hover, details[open] > summary { color: var(--ink); }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--title); outline-offset: 2px; border-radius: 2px; }
.why p { margin: .3rem 0; color: var(--ink); }
.why ul { color: var(--ink); } .why li { display: grid; grid-template-columns: 3.4rem minmax(0, 1fr); gap: 0 .5rem;
  padding-bottom: .2rem; line-height: 1.35; overflow-wrap: anywhere; }
.why li b { font-weight: 600; text-align: right; white-space: nowrap; padding-bottom: .15rem;
  font-variant-numeric: tabular-nums; align-self: start;
  background: linear-gradient(currentColor, currentColor) 100% 100% / var(--w, 0) 2px no-repeat; }
.why .for b { color: var(--field); } .why .against b { color: var(--cut); }
dd details.why { display: inline-block; vertical-align: top; max-width: 40rem; }
.beside { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem 2rem; }
article { border-left: 3px solid var(--rule); padding-left: 1rem; overflow-wrap: anywhere; font-size: .95rem; }
article p { margin: .5rem 0; } article h3 { margin: 1rem 0 .3rem; font-size: 1rem; }
article .headline { font-weight: 650; font-size: 1.2rem; } article .kicker, article .caption { color: var(--aside); }
article .dek { font-weight: 600; } article pre { white-space: pre-wrap; } article table { border-collapse: collapse; }
article th, article td { border: 1px solid var(--rule); padding: .1rem .4rem; text-align: left; }
article ol, article ul { border: 0; padding-left: 1.4rem; } article ol { list-style: decimal; }
article ul { list-style: disc; }
@media (min-width: 90rem) { main { max-width: 120rem; }
  .beside { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); }
  article { align-self: start; position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; }
  li.line { grid-template-columns: 2.8rem 6rem minmax(0, 1fr) 14rem; } }
.error { color: var(--cut); font-weight: 600; } .warning { color: var(--aside); font-weight: 600; }
@media (max-width: 56rem) { li.line { grid-template-columns: 2rem minmax(0, 1fr); padding: .35rem .3rem; }
  .number { grid-row: span 3; } details.why { max-width: 34rem; } .text, .why { grid-column: 2; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .7rem; } }
@media print { li.dropped { background: none; } main { max-width: none; } }
"""

_KINDS = {
    **dict.fromkeys(("headline", "subheadline", "kicker", "heading"), "title"),
    **dict.fromkeys(("byline", "date", "dateline", "reading-time", "tags", "source"), "field"),
    **dict.fromkeys(("caption", "credit", "picture", "quote", "item", "note", "desk-note"), "aside"),
}


def page(parsed: Parsed, name: str, opened: Collection[int] = ()) -> str:
    """The page that shows how the copy called `name` was read: the inferred fields, and each line with its role,
    confidence and rule; dropped lines are struck out. Beside them is the article as it will be.

    Lines and fields with explanations can be opened to show the contributions; the lines `opened` are open at first.
    """
    explanations: dict[tuple[int, int] | str, Explanation] = {}
    for explanation in parsed.explanations:
        column = explanation.columns[0] if explanation.columns else 0
        explanations.setdefault(explanation.field or (explanation.lines[0], column), explanation)
    article = parsed.article
    shown = [line for line in parsed.trace if line.text.strip()]
    dropped = sum(map(_is_cut, shown))
    title = escape(one_line(name))
    head = (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>How {title} was read</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<p class="pale">How {title} was read</p>\n<h1 dir="auto">{escape(one_line(article.headline))}</h1>\n'
        f'<p class="pale">{_count(len(shown), "line")}, {dropped} of them dropped</p>\n'
    )
    parts = [
        head,
        *_inferences(parsed, explanations),
        *_findings(parsed),
        *_counts(shown),
        '<div class="beside">\n<section>\n<h2>Line by line</h2>\n',
    ]
    parts += [_LEGEND if explanations else "", "<ol>\n"]
    was_blank = True
    for line in parsed.trace:
        if line.text.strip():
            parts.append(
                _line(parsed, line, explanations.get((line.number, line.column)), is_open=line.number in opened)
            )
        elif not was_blank:
            parts.append('<li class="gap"></li>\n')
        was_blank = not line.text.strip()
    parts += ["</ol>\n</section>\n<section>\n<h2>The article</h2>\n", preview(article), "</section>\n</div>\n"]
    return "".join((*parts, "</main>\n</body>\n</html>\n"))


_LEGEND = (
    '<p class="pale legend">Open a line to see the evidence for and against its label. '
    "Weights add up: +0.7 doubles the odds, +2.3 multiplies them by ten.</p>\n"
)


def _inferences(parsed: Parsed, explanations: Mapping[tuple[int, int] | str, Explanation]) -> Iterator[str]:
    inferences = parsed.article.origin.inferences if parsed.article.origin else ()
    if not inferences:
        return
    yield "<h2>Inferred fields</h2>\n<dl>\n"
    for inference in inferences:
        value = escape(one_line(value_of(parsed, inference.field)))
        lines = ", ".join(f'<a href="#line-{number}">{number}</a>' for number in inference.lines)
        where = f" from {'lines' if len(inference.lines) > 1 else 'line'} {lines}" if lines else ""
        explanation = explanations.get(inference.field)
        evidence = ""
        if explanation and explanation.lines and set(explanation.lines) <= set(inference.lines):
            evidence = _details("evidence", parsed, explanation)
        yield (
            f'<dt>{escape(inference.field.replace("_", " "))}</dt><dd><bdi>{value}</bdi> <span class="why">'
            f"{inference.confidence:.2f}, {escape(inference.rule)}{where}</span>{evidence}</dd>\n"
        )
    yield "</dl>\n"


def _findings(parsed: Parsed) -> Iterator[str]:
    if not parsed.findings:
        return
    yield "<h2>Findings</h2>\n<ul>\n"
    for finding in parsed.findings:
        number = finding.location.line
        place = f' <a href="#line-{number}">line {number}</a>' if number else ""
        yield (
            f'<li><span class="{finding.severity.value}">{finding.severity.value} {escape(finding.code)}</span>'
            f"{place}: {escape(one_line(finding.message))}</li>\n"
        )
    yield "</ul>\n"


def _counts(shown: list[TraceLine]) -> Iterator[str]:
    roles = Counter(line.role for line in shown)
    yield '<h2>Roles</h2>\n<ul class="counts">\n'
    for role, count in sorted(roles.items(), key=lambda row: (-row[1], row[0])):
        yield f"<li><b>{count}</b> {escape(role)}</li>\n"
    yield "</ul>\n"


def _line(parsed: Parsed, line: TraceLine, explanation: Explanation | None, *, is_open: bool) -> str:
    is_cut = _is_cut(line)
    kind = "cut" if is_cut else _KINDS.get(line.role, "plain")
    fate = "dropped: " if is_cut else "" if line.kept else "not in the words: "
    if line.kept and line.role in DROPPED:
        fate = "kept, though not part of the story: "
    percent = round(line.confidence * 100)
    facts = f"{fate}{line.rule}, {line.confidence:.2f}"
    why = f'<span class="why">{escape(facts)}</span>'
    if explanation:
        why = _details(facts, parsed, explanation, is_open=is_open)
    place = f"line-{line.number}" + (f"-{line.column}" if line.column > 1 else "")
    return (
        f'<li class="line{" dropped" if is_cut else ""}" id="{place}">'
        f'<a class="number" href="#{place}">{line.number}</a>'
        f'<span class="role {kind}">{escape(line.role)}'
        f'<span class="sure" title="{line.confidence:.2f}"><i style="width:{percent}%"></i></span></span>'
        f'<span class="text" dir="auto">{escape(one_line(" ".join(line.text.split())))}</span>'
        f"{why}</li>\n"
    )


def _details(summary: str, parsed: Parsed, explanation: Explanation, *, is_open: bool = False) -> str:
    """The contributions, below a summary that opens them."""
    found = margin(explanation)
    rows = [*_contributions("for", found.in_favor, found.most), *_contributions("against", found.against, found.most)]
    if found.weaker:
        rows.append(f"<li><b>{signed(found.weaker_sum)}</b> {weaker(found)}")
    return (
        f'<details class="why"{" open" if is_open else ""}><summary>{escape(summary)}</summary>'
        f"<p>{escape(one_line(answers(explanation)))}</p><ul>{''.join(rows)}"
        f"<li><b>{signed(found.total)}</b> in all: {escape(in_all(parsed, explanation))}</ul></details>"
    )


def _contributions(side: str, reasons: Iterable[Contribution], most: float) -> Iterator[str]:
    for reason in reasons:
        what = one_line(reason.what)
        share = round(100 * abs(reason.weight) / most)
        yield f'<li class="{side}" style="--w:{share}%"><b>{signed(reason.weight)}</b> {escape(what, quote=False)}'


def _is_cut(line: TraceLine) -> bool:
    """Whether the article has neither the words of a line nor a value from it."""
    return not line.kept and line.role not in _KINDS


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
