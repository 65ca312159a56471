"""Texts that editors keep as trees of blocks become copy, and other trees are none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from convert import pipeline
from convert.model import Article, Figure, Moment, block_texts
from convert.readers import Source
from convert.readers.text.envelopes.web.block_trees import MAX_DEPTH, blocks_as_html
from convert.readers.text.envelopes.web.json_stories import find_stories

pytestmark = pytest.mark.sampled(3)

LEAD = "The ferry to Holm resumed on Tuesday after a storm had closed the harbor for three days & nights."
HEADING = "Two nights in the school"
MORE = "Nobody was hurt, the harbor master said, and “all had tea”."
ITEMS = ["blankets", "tea"]
LAST = "It sails again on Friday."
TEXTS = [LEAD, HEADING, MORE, *ITEMS, LAST]
AT = "2026-03-03T10:00:00Z"


def leaves(text: str, **more: Any) -> list[dict[str, Any]]:
    return [{**more, "text": text[:9]}, {**more, "text": text[9:], "bold": True}]


def typed(kind: str, inside: str, text: Any, **more: Any) -> dict[str, Any]:
    return {"type": kind, inside: text, **more}


def editor_js() -> dict[str, Any]:
    def block(kind: str, **data: Any) -> dict[str, Any]:
        return {"id": "a1", "type": kind, "data": data}

    blocks = [
        *(block("paragraph", text=LEAD), block("image", file={"url": "https://a.example/f.jpg"}, caption="A pier.")),
        *(block("header", text=HEADING, level=2), block("paragraph", text=MORE.replace("Nobody", "<b>Nobody</b>"))),
        *(block("list", style="unordered", items=ITEMS), block("delimiter"), block("paragraph", text=LAST)),
    ]
    return {"content": {"time": 1, "blocks": blocks, "version": "2.28"}}


def slate(kinds: tuple[str, str, str, str], inside: str = "children", **leaf: Any) -> list[dict[str, Any]]:
    paragraph, heading, items, item = kinds
    return [
        typed(paragraph, inside, leaves(LEAD, **leaf)),
        typed(heading, inside, leaves(HEADING, **leaf), level=2),
        typed(paragraph, inside, leaves(MORE, **leaf)),
        typed(items, inside, [typed(item, inside, leaves(text, **leaf)) for text in ITEMS]),
        typed(paragraph, inside, leaves(LAST, **leaf)),
    ]


def prose_mirror() -> list[dict[str, Any]]:
    text = {"type": "text"}
    found = slate(("paragraph", "heading", "bulletList", "listItem"), "content", **text)
    for item in found[3]["content"]:
        item["content"] = [typed("paragraph", "content", item["content"])]
    return found


def draft_js() -> dict[str, Any]:
    kinds = [("unstyled", LEAD), ("header-two", HEADING), ("unstyled", MORE)]
    kinds += [("unordered-list-item", item) for item in ITEMS] + [("unstyled", LAST)]
    return {"blocks": [{"key": "a", "type": kind, "text": text, "depth": 0} for kind, text in kinds], "entityMap": {}}


def portable_text() -> list[dict[str, Any]]:
    styles = [
        ("normal", LEAD),
        ("h2", HEADING),
        ("normal", MORE),
        *(("item", item) for item in ITEMS),
        ("normal", LAST),
    ]
    return [
        {"_type": "block", "style": "normal", "listItem": "bullet", "children": leaves(text, _type="span")}
        if style == "item"
        else {"_type": "block", "style": style, "markDefs": [], "children": leaves(text, _type="span")}
        for style, text in styles
    ]


def contentful() -> dict[str, Any]:
    def node(kind: str, *inside: Any) -> dict[str, Any]:
        return {"nodeType": kind, "data": {}, "content": list(inside)}

    def text(value: str) -> dict[str, Any]:
        return {"nodeType": "text", "value": value, "marks": [], "data": {}}

    items = [node("list-item", node("paragraph", text(item))) for item in ITEMS]
    link = node("hyperlink", text(MORE[:6]))
    return node(
        "document",
        *(node("paragraph", text(LEAD)), node("heading-2", text(HEADING)), node("paragraph", link, text(MORE[6:]))),
        *(node("unordered-list", *items), node("hr"), node("paragraph", text(LAST))),
    )


def gutenberg() -> list[dict[str, Any]]:
    def block(kind: str, html: str, *inside: Any) -> dict[str, Any]:
        return {"blockName": kind, "attrs": {}, "innerBlocks": list(inside), "innerHTML": html}

    items = [block("core/list-item", f"<li>{item}</li>") for item in ITEMS]
    return [
        *(block("core/paragraph", f"\n<p>{LEAD}</p>\n"), block("core/heading", f"<h2>{HEADING}</h2>")),
        block("core/group", "<div></div>", block("core/paragraph", f"<p>{MORE}</p>")),
        *(block("core/list", "<ul></ul>", *items), block("core/spacer", "<div></div>")),
        block("core/paragraph", f"<p>{LAST}</p>"),
    ]


def ans() -> list[dict[str, Any]]:
    items = [{"type": "text", "content": item} for item in ITEMS]
    return [
        *({"type": "text", "content": LEAD}, {"type": "header", "level": 2, "content": HEADING}),
        *({"type": "interstitial_link", "content": "Storm closes the road"}, {"type": "text", "content": MORE}),
        *({"type": "list", "list_type": "unordered", "items": items}, {"type": "text", "content": LAST}),
    ]


def delta() -> dict[str, Any]:
    operations: list[dict[str, Any]] = [{"insert": LEAD[:9]}, {"insert": LEAD[9:] + f"\n{HEADING}"}]
    operations += [
        {"attributes": {"header": 2}, "insert": "\n"},
        {"insert": {"image": "f.jpg"}},
        {"insert": f"{MORE}\n"},
    ]
    for item in ITEMS:
        operations += [{"insert": item}, {"attributes": {"list": "bullet"}, "insert": "\n"}]
    return {"ops": [*operations, {"insert": f"{LAST}\n"}]}


def wagtail() -> list[dict[str, Any]]:
    return [
        {"type": "paragraph", "id": "1", "value": f"<p>{LEAD}</p>"},
        {"type": "heading", "id": "2", "value": HEADING},
        {"type": "paragraph", "id": "3", "value": f"<p>{MORE}</p><ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li></ul>"},
        {"type": "paragraph", "id": "4", "value": {"text": LAST}},
    ]


def of_types() -> list[dict[str, Any]]:
    inline = {"__typename": "TextInline"}
    return [
        {"__typename": "ParagraphBlock", "content": leaves(LEAD, **inline)},
        {"__typename": "Heading2Block", "content": leaves(HEADING, **inline)},
        {"__typename": "ParagraphBlock", "content": leaves(MORE, **inline)},
        *({"__typename": "ListItemBlock", "content": leaves(item, **inline)} for item in ITEMS),
        {"__typename": "ParagraphBlock", "content": leaves(LAST, **inline)},
    ]


def models() -> dict[str, Any]:
    def fragment(text: str) -> dict[str, Any]:
        return {"type": "fragment", "model": {"text": text, "attributes": []}}

    def paragraph(text: str) -> dict[str, Any]:
        return {"type": "paragraph", "model": {"text": text, "blocks": [fragment(text[:4]), fragment(text[4:])]}}

    items = [{"type": "listItem", "model": {"blocks": [paragraph(item)]}} for item in ITEMS]
    inside = [paragraph(MORE), {"type": "unorderedList", "model": {"blocks": items}}, paragraph(LAST)]
    heading = {
        "type": "subheadline",
        "model": {"blocks": [{"type": "text", "model": {"blocks": [paragraph(HEADING)]}}]},
    }
    return {
        "blocks": [
            {"type": "text", "model": {"blocks": [paragraph(LEAD)]}},
            heading,
            {"type": "text", "model": {"blocks": inside}},
        ]
    }


def read(value: object, *, script: str = "%s") -> Article:
    data = (script % json.dumps(value)).encode()
    source = Source(name="story.json", data=data, moment=Moment("2026-04-01T00:00:00Z"))
    [story] = pipeline.split(source)
    return pipeline.read(story).article


@pytest.mark.parametrize(
    "body",
    [
        editor_js(),
        {"body": slate(("paragraph", "heading", "list", "list-item"), type="text")},
        {"body": slate(("paragraph", "h2", "bulleted-list", "list-item"))},
        {"body": slate(("p", "h2", "ul", "li"))},
        {"lexical": "", "body": {"root": {"type": "root", "children": prose_mirror()}}},
        {"body": {"type": "doc", "content": prose_mirror()}},
        {"body": json.dumps({"type": "doc", "content": prose_mirror()})},
        {"content": draft_js()},
        {"body": portable_text()},
        {"body": {"json": contentful()}},
        {"blocks": gutenberg()},
        {"content_elements": ans()},
        {"body": delta()},
        {"body": wagtail()},
        {"body": {"content": of_types()}},
        {"content": models()},
        {"paragraphs": TEXTS},
        {"text": TEXTS},
    ],
    ids=lambda body: "-".join(body),
)
@pytest.mark.parametrize("script", ["%s", '<script type="application/json">%s</script>', "window.__DATA__ = %s;"])
def test_a_tree_of_blocks_is_copy(body: dict[str, Any], script: str) -> None:
    article = read({"a": {"title": "Ferry resumes", "publishedAt": AT, "author": "Ann Marsh", **body}}, script=script)
    assert article.headline == "Ferry resumes"
    assert [text for block in article.body if not isinstance(block, Figure) for text in block_texts((block,))] == TEXTS
    assert [author.name for author in article.authors] == ["Ann Marsh"]
    assert article.published == Moment(AT)


def test_what_formats_of_publishers_state_is_metadata() -> None:
    story = {"headlines": {"basic": "Ferry resumes", "web": ""}, "subheadlines": {"basic": "Three days without milk"}}
    story |= {"credits": {"by": [{"type": "author", "name": "Ann Marsh"}]}, "display_date": AT}
    article = read({"type": "story", "version": "0.10.7", **story, "content_elements": ans()})
    assert (article.headline, article.subheadline) == ("Ferry resumes", "Three days without milk")
    assert [author.name for author in article.authors] == ["Ann Marsh"]
    assert article.published == Moment(AT)


def test_when_somebody_began_to_write_is_no_day_of_publication() -> None:
    values = {
        "title": "Ferry resumes",
        "created": AT,
        "body": {"value": f"<p>{LEAD}</p><p>{LAST}</p>", "format": "html"},
    }
    article = read({"data": {"type": "node--article", "attributes": values}})
    assert list(block_texts(article.body)) == [LEAD, LAST]
    assert article.published is None


@pytest.mark.parametrize(
    "author",
    [
        "Ann Marsh",
        {"name": "Ann Marsh"},
        {"data": {"id": 3, "attributes": {"name": "Ann Marsh"}}},
        {"node": {"name": "Ann Marsh"}},
        {"firstName": "Ann", "lastName": "Marsh"},
        [{"first_name": "Ann", "last_name": "Marsh"}],
        {"id": "u12", "displayName": "Ann Marsh"},
        {"en-US": "Ann Marsh"},
    ],
)
def test_a_name_is_read_below_what_services_put_around_it(author: object) -> None:
    fields = {"title": {"en": "Ferry resumes"}, "author": author, "body": {"en": contentful()}}
    article = read({"items": [{"sys": {"id": "x"}, "fields": fields}]}, script="callback(%s);")
    assert (article.headline, [one.name for one in article.authors]) == ("Ferry resumes", ["Ann Marsh"])
    assert [text for text in block_texts(article.body) if text] == TEXTS


def test_an_account_without_a_name_is_no_author() -> None:
    values = {"title": "Ferry resumes", "date": "2026-03-03", "author": {"id": "u12"}, "text": f"{LEAD} {LAST}"}
    assert read(values).authors == ()


def test_buttons_that_a_plugin_adds_below_a_text_are_not_published() -> None:
    added = (
        '<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><ul><li><a href="#">Forum</a></li></ul></div>'
    )
    text = f"<p>{LEAD}</p><p>{LAST}</p>"
    for below, texts in ((added, [LEAD, LAST]), (f"{added}<p>{MORE}</p>", [LEAD, LAST, "Share this:", "Forum", MORE])):
        article = read({"title": "Ferry resumes", "date": AT, "content": {"rendered": text + below}})
        assert [text for text in block_texts(article.body) if text] == texts


@pytest.mark.parametrize(
    "value",
    [
        "A text.",
        "{not JSON",
        ["one text alone"],
        [{"role": "main", "value": LEAD}],
        [{"type": "image", "url": "f.jpg"}],
        [{"name": "Ann"}, {"name": "Tom"}],
        {"rows": 3},
        [1, 2],
        None,
    ],
)
def test_other_values_are_no_tree(value: object) -> None:
    assert blocks_as_html(value) == ""


def test_deep_and_large_trees_are_read_in_little_time() -> None:
    deep: dict[str, Any] = typed("paragraph", "children", leaves(LEAD))
    for _ in range(MAX_DEPTH * 4):
        deep = typed("group", "children", [deep])
    assert LEAD not in blocks_as_html([deep, typed("paragraph", "text", LAST)])
    wide = [typed("paragraph", "children", leaves(LEAD)) for _ in range(20_000)]
    assert blocks_as_html(wide).count("<p>") == 20_000


@pytest.mark.parametrize("script", ["<script>%s</script> and text", "<script>%s", "x = %s = y"])
def test_text_beside_data_is_no_script(script: str) -> None:
    data = (script % json.dumps({"title": "Ferry", "text": LEAD, "date": "2026-03-03"})).encode()
    assert not find_stories(data)
