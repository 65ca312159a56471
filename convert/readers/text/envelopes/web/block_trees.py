"""Texts that editors of sites keep as trees of blocks in JSON: paragraphs, headings, lists, pictures, as HTML.

Block editors (Gutenberg, Editor.js, Draft.js, Lexical, ProseMirror, Slate, Quill), content services (Contentful,
Sanity, Strapi, Wagtail) and formats of publishers (ANS, Apple News) name a block's kind, its text and the blocks inside
it under few keys. Blocks of another kind are text, too, as long as they have words; links to other stories, adverts and
embedded code are not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from convert.readers.text.lexicon.keys import word_set

CAPTION = "\ue0ca"
"""The mark, of no script, with which the caption of a picture opens in the HTML."""

MAX_DEPTH = 24
"""How deep blocks are inside one another at most."""

_KIND_KEYS = ("type", "_type", "nodeType", "blockName", "__component", "component", "role", "__typename", "name")
_INSIDE = (
    "children",
    "content",
    "blocks",
    "nodes",
    "content_elements",
    "components",
    "items",
    "innerBlocks",
    "elements",
)
_TREES = ("root", "document", "doc", "json", "blocks", "content", "children", "nodes", "body", "ops")
_TEXTS = ("text", "content", "value", "html", "innerHTML", "originalContent", "saveContent", "body", "insert")
_HOLDERS = ("data", "model", "attributes", "attrs", "value", "fields", "props")
"""Keys under which a block has its text or its blocks one level deeper."""

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|&(?:#\d{1,7}|[A-Za-z]{2,12});")
LOCALE = re.compile(r"(?!id|by)[a-z]{2}|[a-z]{2}[-_][A-Z]{2}")
"""A key under which a text is in one language."""

_PARAGRAPHS = word_set(
    "paragraph p text body unstyled normal richtext rawtext intro introduction lead lede standfirst correction"
)
_HEADINGS = re.compile(
    r"h[1-6]|(?:sub)?head(?:er|ing|line)?(?:[1-6]|one|two|three|four|five|six)?|crosshead|(?:sub)?title"
)
_QUOTES = word_set("quote blockquote pullquote")
_LISTS = word_set("list ul ol bulletlist orderedlist numberedlist unorderedlist bulletedlist")
_ITEMS = word_set("listitem li unorderedlistitem orderedlistitem bulletedlistitem numberedlistitem listitemchild")
_PICTURES = word_set("image photo figure picture gallery portrait embeddedassetblock embeddedasset imagefigure")
_LEAVES = word_set("hardbreak linebreak br")
_SKIPPED = word_set(
    "interstitiallink relatedlink related relatedlinks relatedstories ad advert advertisement promo newsletter oembed"
    " divider newslettersignup oembedresponse embed customembed script separator delimiter horizontalrule hr"
    " share spacer readmore rule video audio linklist teaser readalso"
)


def blocks_as_html(value: object) -> str:
    """The text of a tree of blocks as HTML; empty for a value that is none. A list of texts is one, too."""
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "[") and '"' in value:
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return ""
    if isinstance(value, list) and len(value) > 1 and all(isinstance(one, str) for one in value):
        return "\n".join(_paragraphs("p", one) for one in value)
    blocks = _tree(value, MAX_DEPTH)
    if isinstance(value, Mapping) and isinstance(value.get("ops"), list):
        return _delta(value["ops"])
    kinds = {_kind(block) for block in blocks}
    if not any(kind in _PARAGRAPHS or kind in _LISTS for kind in kinds):
        return ""
    return "\n".join(_written(blocks, MAX_DEPTH))


def _tree(value: object, depth: int) -> Sequence[Mapping[str, Any]]:
    """The blocks of a tree, below the objects that only hold it."""
    if isinstance(value, list):
        blocks = [one for one in value if isinstance(one, Mapping) and _kind(one)]
        return blocks if len(blocks) == len(value) else []
    if isinstance(value, Mapping) and depth:
        keys = [*value] if all(isinstance(key, str) and LOCALE.fullmatch(key) for key in value) else _TREES
        for key in keys:
            if isinstance(inner := value.get(key), list | Mapping) and (found := _tree(inner, depth - 1)):
                return found
    return []


def _kind(block: Mapping[str, Any]) -> str:
    """The kind of a block, without what services put around it: "core/heading", "ParagraphBlock", "heading-2"."""
    kind = next((found for key in _KIND_KEYS if isinstance(found := block.get(key), str) and found), "")
    if kind == "block":
        style = block.get("style")
        kind = "listitem" if block.get("listItem") else style if isinstance(style, str) and style else "normal"
    plain = re.split(r"[/.]", kind)[-1].casefold().replace("-", "").replace("_", "").replace(" ", "")
    return plain.removesuffix("block") or plain


def _written(blocks: Sequence[Mapping[str, Any]], depth: int) -> Iterator[str]:
    for block in blocks:
        kind = _kind(block)
        inside = _blocks_inside(block) if depth else []
        if kind in _SKIPPED:
            continue
        if kind in _PICTURES:
            if caption := _string(block, ("caption", "subtitle", "figcaption")):
                yield f"<p>{CAPTION}{_marked(caption)}</p>"
        elif kind in _LISTS or kind in _ITEMS:
            yield from _items(block, kind, depth)
        elif "rows" in (holder := _holder(block, "rows")) and isinstance(holder["rows"], list):
            yield _table(holder)
        elif inside and (kind not in _PARAGRAPHS or not _string(block, _TEXTS)):
            tag = "blockquote" if kind in _QUOTES else "div"
            yield f"<{tag}>" + "\n".join(_written(inside, depth - 1)) + f"</{tag}>"
        elif text := _string(block, _TEXTS):
            yield _paragraphs(_tag_of(kind), text)
        elif text := _inline(block, depth):
            yield f"<{_tag_of(kind)}>{text}</{_tag_of(kind)}>"


def _tag_of(kind: str) -> str:
    if kind in _QUOTES:
        return "blockquote"
    return "h2" if _HEADINGS.fullmatch(kind) else "p"


def _blocks_inside(block: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The blocks inside a block; none where what is inside it are pieces of its text."""
    for holder in (block, *_held(block)):
        for key in _INSIDE:
            inner = holder.get(key)
            if isinstance(inner, list):
                blocks = [one for one in inner if isinstance(one, Mapping) and _kind(one)]
                if any(_is_block(one) for one in blocks):
                    return blocks
    return []


def _is_block(block: Mapping[str, Any]) -> bool:
    """Whether what is inside a block is a block itself, and no piece of text."""
    kind = _kind(block)
    if kind in ("text", "span", "textinline", "fragment", "link", "hyperlink", "mention", "emoji") or kind in _LEAVES:
        return isinstance(block.get("content"), str) or (isinstance(block.get("model"), Mapping) and kind == "text")
    return kind in _PARAGRAPHS or kind in _LISTS or kind in _ITEMS or kind in _QUOTES or bool(_HEADINGS.fullmatch(kind))


def _held(block: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (inner for key in _HOLDERS if isinstance(inner := block.get(key), Mapping))


def _holder(block: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    return next((holder for holder in (block, *_held(block)) if key in holder), {})


def _string(block: Mapping[str, Any], keys: Sequence[str]) -> str:
    for holder in (block, *_held(block)):
        for key in keys:
            if isinstance(text := holder.get(key), str) and text.strip():
                return text
    return ""


def _inline(value: object, depth: int) -> str:
    """The text of the pieces inside a block, escaped."""
    if isinstance(value, str):
        return escape(value, quote=False)
    if isinstance(value, list):
        return "".join(_inline(one, depth) for one in value if isinstance(one, Mapping | str))
    if not isinstance(value, Mapping) or not depth:
        return ""
    if _kind(value) in _LEAVES:
        return "<br>"
    for holder in (value, *_held(value)):
        for key in ("text", "value", "content", "children", "blocks", "nodes", "leaves"):
            if (inner := holder.get(key)) and isinstance(inner, str | list) and (text := _inline(inner, depth - 1)):
                return text
    return ""


def _marked(text: str) -> str:
    return text if _TAG.search(text) else escape(text, quote=False)


def _paragraphs(tag: str, text: str) -> str:
    """A text as HTML: as it is where it has paragraphs, else one for each part between blank lines."""
    if re.search(r"<(?:p|h[1-6]|li|blockquote|div)\b", text, re.IGNORECASE):
        return text
    parts = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    return "\n".join(f"<{tag}>{_marked(part)}</{tag}>" for part in parts)


def _items(block: Mapping[str, Any], kind: str, depth: int) -> Iterator[str]:
    """The items of a list, or an item alone."""
    if kind in _ITEMS:
        text = _string(block, _TEXTS)
        yield f"<ul><li>{_marked(text) if text else _inline(block, depth)}</li></ul>"
        return
    for holder in (block, *_held(block)):
        for key in ("items", "children", "content", "nodes", "blocks", "innerBlocks", "listItems"):
            if isinstance(items := holder.get(key), list) and items and depth:
                for item in items:
                    text = item if isinstance(item, str) else _string(item, _TEXTS) if isinstance(item, Mapping) else ""
                    yield f"<ul><li>{_marked(text) if text else _inline(item, depth - 1)}</li></ul>"
                    if isinstance(item, Mapping) and text and isinstance(item.get("items"), list):
                        yield from _items({"items": item["items"]}, "list", depth - 1)
                return
    if text := _string(block, (*_TEXTS, "values")):
        yield text


def _table(holder: Mapping[str, Any]) -> str:
    head = holder.get("header")
    rows = [*([head] if isinstance(head, list) else []), *(row for row in holder["rows"] if isinstance(row, list))]
    cells = (
        "".join(f"<td>{_marked(one) if isinstance(one, str) else _inline(one, 4)}</td>" for one in row) for row in rows
    )
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def _delta(operations: Sequence[object]) -> str:
    """The text of a delta of Quill: what ends a line says whether it is a heading or an item."""
    found: list[str] = []
    line = ""
    for one in operations:
        if not isinstance(one, Mapping) or not isinstance(text := one.get("insert"), str):
            continue
        marks = one.get("attributes")
        marks = marks if isinstance(marks, Mapping) else {}
        pieces = text.split("\n")
        for piece in pieces[:-1]:
            line += escape(piece, quote=False)
            tag = "h2" if "header" in marks else "blockquote" if "blockquote" in marks else "p"
            if line.strip():
                found.append(f"<ul><li>{line}</li></ul>" if "list" in marks else f"<{tag}>{line}</{tag}>")
            line = ""
        line += escape(pieces[-1], quote=False)
    return "\n".join((*found, *([f"<p>{line}</p>"] if line.strip() else [])))
