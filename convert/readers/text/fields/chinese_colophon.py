"""Reads the line below Chinese copy that gives its source and its editors ("来源：东方网 编辑：吴妮")."""

from __future__ import annotations

import re

from convert.model import RELATORS, Contributor
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.lexicon.chinese_bylines import is_chinese_name

RULE, CONFIDENCE, REACH = "source and editors of Chinese copy", 0.9, 6
"""The rule and confidence of such a line, and how many units from the end of the copy it is at most."""

_COLOPHON = re.compile(
    r"[（(【\[](?:责任|責任)?(?:编辑|編輯|责编)[：:]\s?(?:[A-Za-z][A-Za-z0-9_]{2,20}|[\u4e00-\u9fff]{2,4})[）)】\]]"
    r"|[（(]?(?:文章|新闻|新聞|稿件)?(?:来源|來源|稿源)\s?[：:]\s?(?P<source>[^\s：:，。！？（）()]{2,20})"
    r"(?P<others>(?:\s+(?:责任|責任|执行|值班|校对)?(?:编辑|編輯|责编|責編|审核|校对|监制|主任)\s?[：:/]\s?[^：:，。！？（）()]{2,24})*)[）)]?"
)
_SIGN = re.compile("[源编責责]")
_EDITORS = re.compile(
    r"(?:编辑|編輯|责编|責編)\s?[：:/]\s?(?P<names>[\u4e00-\u9fff]{2,4}(?:[\s、,，][\u4e00-\u9fff]{2,4})*)"
)


def read_chinese_colophon(story: Story, analysis: Analysis) -> None:
    """Assign the line below the text that gives source and editors, and read them."""
    lines = analysis.features.lines
    near = (*range(min(REACH, analysis.lead)), *range(max(analysis.lead + 1, len(lines) - REACH), len(lines)))
    for at in near:
        text = lines[at].unit.text
        found = _COLOPHON.fullmatch(text) if story.roles[at] is None and _SIGN.search(text[:6]) else None
        if found is None or (found["source"] is None and at < analysis.lead):
            continue
        if found["source"] is None:
            story.assign(at, "source", RULE, CONFIDENCE)
            continue
        story.add_source(found["source"])
        story.infer("sources", CONFIDENCE, [at], RULE)
        edited = _EDITORS.search(found["others"])
        names = re.split(r"[\s、,，]", edited["names"]) if edited else []
        if names and all(map(is_chinese_name, names)):
            story.contributors += [Contributor(name=name, roles=(RELATORS + "edt",)) for name in names]
            story.infer("contributors", CONFIDENCE, [at], RULE)
        story.assign(at, "source", RULE, CONFIDENCE)
